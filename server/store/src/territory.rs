//! Territories: comunas, corregimientos, localities, zones.

use chrono::{DateTime, Utc};
use shared::{
    id::{PersonId, TerritoryId},
    territory::{Indicators, TerritoryKind},
};

use crate::{Result, StoreError, TenantTx, indicator};

/// A territory (territorio) of a tenant. A tenant without divisions has one: itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Territory {
    /// Within this site.
    pub id: TerritoryId,
    /// Its official code, unique in the tenant.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Comuna, corregimiento, locality…
    pub kind: TerritoryKind,
    /// Inhabitants and poverty.
    pub indicators: Indicators,
    /// Where the figures come from.
    pub source: String,
}

pub(crate) struct Row {
    pub id: uuid::Uuid,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub population: Option<i64>,
    pub poverty: Option<i64>,
    pub source: Option<String>,
}

impl TryFrom<Row> for Territory {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        // The schema holds both figures at zero or above.
        let poverty = row.poverty.map(u32::try_from).transpose().map_err(StoreError::corrupt("indicator_figure"))?;
        let indicators = Indicators::new(row.population.unwrap_or_default().cast_unsigned(), poverty)
            .map_err(StoreError::corrupt("indicator_figure"))?;
        Ok(Self {
            id: row.id.into(),
            code: row.code,
            name: row.name,
            kind: row.kind.parse().map_err(StoreError::corrupt("territory.kind"))?,
            indicators,
            source: row.source.unwrap_or_default(),
        })
    }
}

/// A territory with the newest figures of its inhabitants and its poverty.
macro_rules! territories {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            $crate::territory::Row,
            r#"select territory.id, territory.code, territory.name, territory.kind, population.value as "population?",
                poverty.value as "poverty?", population.source as "source?"
            from territory
            left join lateral (
                select value, source from indicator_figure figure
                where figure.tenant_id = territory.tenant_id and figure.territory_id = territory.id
                    and figure.indicator = 'population' order by year desc limit 1
            ) population on true
            left join lateral (
                select value from indicator_figure figure
                where figure.tenant_id = territory.tenant_id and figure.territory_id = territory.id
                    and figure.indicator = 'ipm' order by year desc limit 1
            ) poverty on true "# + $tail,
            $($argument),+
        )
    };
}

/// All territories of the tenant, by code.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Territory>> {
    territories!("where territory.tenant_id = $1 order by territory.code", tx.tenant().uuid())
        .fetch_all(tx.connection())
        .await?
        .into_iter()
        .map(Territory::try_from)
        .collect()
}

/// The territory with this code.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(tx: &mut TenantTx, code: &str) -> Result<Option<Territory>> {
    territories!("where territory.tenant_id = $1 and territory.code = $2", tx.tenant().uuid(), code)
        .fetch_optional(tx.connection())
        .await?
        .map(Territory::try_from)
        .transpose()
}

/// The territory with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: TerritoryId) -> Result<Option<Territory>> {
    territories!("where territory.tenant_id = $1 and territory.id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Territory::try_from)
        .transpose()
}

/// The territory with this code, locked until the transaction ends: its figures are about to change.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &mut TenantTx, code: &str) -> Result<Option<Territory>> {
    territories!(
        "where territory.tenant_id = $1 and territory.code = $2 for no key update of territory",
        tx.tenant().uuid(),
        code
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Territory::try_from)
    .transpose()
}

/// Sets the figures of a territory in a year, and where they come from. An index that nobody measured any more is
/// forgotten in all years.
///
/// # Errors
/// When the database does not answer, or the figures are beyond what it holds.
pub async fn set_figures(
    tx: &mut TenantTx,
    id: TerritoryId,
    indicators: Indicators,
    year: u16,
    source: &str,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let figures = indicator::of_people(indicators, year, source)?;
    if indicators.poverty_basis_points().is_none() {
        indicator::forget(tx, id, indicator::POVERTY).await?;
    }
    let figures: Vec<_> = figures.iter().map(|figure| (id, figure)).collect();
    indicator::record(tx, &figures, by, now).await
}
