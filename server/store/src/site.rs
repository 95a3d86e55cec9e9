//! The registry of sites: every tenant and group with a host of its own.

use shared::{
    id::TenantId,
    locale::Locale,
    money::Currency,
    tenant::{OfficialCode, Slug, TenantKind, TenantStatus, Theme},
};
use sqlx::{PgPool, types::Json};

use crate::{Database, Result, StoreError};

/// A site (sitio) as the registry knows it. Only the registry makes one, and only with one can a tenant be entered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Site {
    /// The tenant that all its data carries.
    pub tenant: TenantId,
    /// Municipality, locality, group or platform.
    pub kind: TenantKind,
    /// Its subdomain.
    pub slug: Slug,
    /// Its name as people write it.
    pub name: String,
    /// Hosts beyond the subdomain.
    pub domains: Vec<String>,
    /// The group whose observatory shows it.
    pub group: Option<TenantId>,
    /// Whether it is open.
    pub status: TenantStatus,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// The currency of its budget.
    pub currency: Currency,
    /// The time zone in which its days begin and end.
    pub time_zone: chrono_tz::Tz,
    /// The language and the conventions of its people.
    pub locale: Locale,
    /// Its code in the country's official list.
    pub official_code: Option<OfficialCode>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Inhabitants old enough to take part, where a source gives them.
    pub eligible_population: Option<u64>,
    /// Where the population comes from.
    pub population_source: Option<String>,
    /// Colours and coat of arms.
    pub theme: Theme,
    /// `OpenID` Connect configuration, if it has one of its own.
    pub identity: Option<serde_json::Value>,
}

struct Row {
    id: uuid::Uuid,
    kind: String,
    slug: String,
    name: String,
    domains: Vec<String>,
    group_id: Option<uuid::Uuid>,
    status: String,
    country: String,
    currency: String,
    time_zone: String,
    locale: String,
    code_authority: Option<String>,
    official_code: Option<String>,
    population: Option<i64>,
    eligible_population: Option<i64>,
    population_source: Option<String>,
    theme: Json<Theme>,
    identity: Option<serde_json::Value>,
}

impl TryFrom<Row> for Site {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let official_code = match (row.code_authority, row.official_code) {
            (Some(authority), Some(code)) => {
                let authority = authority.parse().map_err(StoreError::corrupt("tenant.code_authority"))?;
                Some(OfficialCode::new(authority, &code).map_err(StoreError::corrupt("tenant.official_code"))?)
            }
            _ => None,
        };
        Ok(Self {
            tenant: row.id.into(),
            kind: row.kind.parse().map_err(StoreError::corrupt("tenant.kind"))?,
            slug: row.slug.parse().map_err(StoreError::corrupt("tenant.slug"))?,
            name: row.name,
            domains: row.domains,
            group: row.group_id.map(TenantId::from),
            status: row.status.parse().map_err(StoreError::corrupt("tenant.status"))?,
            country: row.country,
            currency: row.currency.parse().map_err(StoreError::corrupt("tenant.currency"))?,
            time_zone: row.time_zone.parse().map_err(StoreError::corrupt("tenant.time_zone"))?,
            locale: row.locale.parse().map_err(StoreError::corrupt("tenant.locale"))?,
            official_code,
            population: row.population.map(i64::cast_unsigned),
            eligible_population: row.eligible_population.map(i64::cast_unsigned),
            population_source: row.population_source,
            theme: row.theme.0,
            identity: row.identity,
        })
    }
}

/// Every site, ordered by name: the server keeps them as its map from host to tenant.
///
/// # Errors
/// When the database does not answer, or holds a value the domain does not know.
pub async fn all(database: &Database) -> Result<Vec<Site>> {
    registered(database.registry()).await
}

pub(crate) async fn registered(registry: &PgPool) -> Result<Vec<Site>> {
    sqlx::query_as!(
        Row,
        r#"select id, kind, slug, name, domains, group_id, status, country, currency, time_zone, locale,
            code_authority, official_code, population, eligible_population, population_source,
            theme as "theme: Json<Theme>", identity
        from tenant order by unaccent(name), slug"#
    )
    .fetch_all(registry)
    .await?
    .into_iter()
    .map(Site::try_from)
    .collect()
}
