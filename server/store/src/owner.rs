//! The database as its owner: the schema, and the registry of sites. Only the command line and the start of the server
//! use it; no request does.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::{
    id::TenantId,
    locale::Locale,
    money::Currency,
    tenant::{OfficialCode, Slug, TenantKind, TenantStatus, Theme},
};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, migrate::Migrator};

use crate::{Result, StoreError, TenantTx, rules::Documents, site::Site};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// The version of the newest migration that this program knows.
pub fn newest_migration() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

/// The role that owns the schema. Row-level security is forced on it too: it enters a tenant like everybody else.
#[derive(Clone, Debug)]
pub struct Owner {
    pool: PgPool,
    documents: Arc<Documents>,
}

/// A site to add to the registry.
#[derive(Clone, Debug)]
pub struct NewSite {
    /// The tenant that all its data will carry.
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
    pub identity: Option<Value>,
}

impl Owner {
    /// Takes a pool that logs in as the owner of the schema.
    pub fn new(pool: PgPool) -> Self {
        Self { pool, documents: Arc::default() }
    }

    /// Brings the schema up to date. Several servers may try at once: one works, the others wait.
    ///
    /// # Errors
    /// When a migration fails or differs from the one that was applied.
    pub async fn migrate(&self) -> Result<()> {
        MIGRATIONS.run(&self.pool).await.map_err(sqlx::Error::from)?;
        // The server checks at its readiness endpoint that the schema is the one it was built for.
        sqlx::query("grant select on _sqlx_migrations to convite_app").execute(&self.pool).await?;
        Ok(())
    }

    /// Enters one tenant.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn enter(&self, site: &Site) -> Result<TenantTx> {
        TenantTx::enter(&self.pool, &self.documents, site).await
    }

    /// Adds a site to the registry.
    ///
    /// # Errors
    /// When the slug or the official code is taken (see [`StoreError::violates`] with `tenant_slug_key` and
    /// `tenant_by_code`), and when the database does not answer.
    pub async fn create_site(&self, site: &NewSite, now: DateTime<Utc>) -> Result<()> {
        insert_site(&mut *self.pool.acquire().await?, site, now).await
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Enters a tenant that is being made in this very transaction.
    pub(crate) async fn enter_new(&self, tenant: TenantId) -> Result<TenantTx> {
        TenantTx::enter_new(&self.pool, &self.documents, tenant).await
    }

    /// How many sites belong to a group.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn members(&self, group: TenantId) -> Result<i64> {
        Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from tenant where group_id = $1"#, group.uuid())
            .fetch_one(&self.pool)
            .await?)
    }

    /// Sets the hosts beyond a site's subdomain and its identity provider, where they are given; an identity of `None`
    /// is the group's or the platform's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn configure_site(
        &self,
        site: &Site,
        domains: Option<&[String]>,
        identity: Option<Option<Value>>,
    ) -> Result<()> {
        sqlx::query!(
            "update tenant set domains = coalesce($2, domains), identity = case when $3 then $4 else identity end
            where id = $1",
            site.tenant.uuid(),
            domains,
            identity.is_some(),
            identity.flatten()
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Deletes a site with everything it has: rows of every table, then the site itself, in one transaction.
    ///
    /// # Errors
    /// When other sites belong to it, and when the database does not answer; then nothing is deleted.
    pub async fn delete_site(&self, site: &Site) -> Result<()> {
        /// How often it begins anew where somebody who was writing stood in its way.
        const TRIES: u32 = 5;
        for _ in 1..TRIES {
            match self.try_to_delete(site).await {
                Err(error) if error.is_deadlock() => {}
                done => return done,
            }
        }
        self.try_to_delete(site).await
    }

    async fn try_to_delete(&self, site: &Site) -> Result<()> {
        let mut tx = self.enter(site).await?;
        // Whatever refers to the site waits from here on, and finds it gone.
        sqlx::query!("select from tenant where id = $1 for update", site.tenant.uuid())
            .execute(tx.connection())
            .await?;
        // What is final goes only with its whole tenant: the schema asks for this one's name.
        let name = site.tenant.to_string();
        sqlx::query!("select set_config('app.erasing', $1, true)", name).fetch_one(tx.connection()).await?;
        for table in tables_by_reference(&mut tx).await? {
            // A table's name cannot be a parameter; it comes from the catalogue, quoted by it.
            let statement = AssertSqlSafe(format!("delete from {table} where tenant_id = $1"));
            sqlx::query(statement).bind(site.tenant.uuid()).execute(tx.connection()).await?;
        }
        sqlx::query!("delete from tenant where id = $1", site.tenant.uuid()).execute(tx.connection()).await?;
        tx.commit().await
    }

    /// Waits for the work in flight and closes the pool.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Adds a row to the registry.
pub(crate) async fn insert_site(connection: &mut PgConnection, site: &NewSite, now: DateTime<Utc>) -> Result<()> {
    let theme = serde_json::to_value(&site.theme).map_err(StoreError::corrupt("tenant.theme"))?;
    let code = site.official_code.as_ref();
    sqlx::query!(
        "insert into tenant (id, kind, slug, name, domains, group_id, country, currency, time_zone, locale,
            code_authority, official_code, population, eligible_population, population_source, theme, identity,
            created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        site.tenant.uuid(),
        site.kind.as_str(),
        site.slug.as_str(),
        site.name,
        &site.domains,
        site.group.map(TenantId::uuid),
        site.country,
        site.currency.code(),
        site.time_zone.name(),
        site.locale.bcp47(),
        code.map(|code| code.authority().as_str()),
        code.map(OfficialCode::code),
        site.population.map(u64::cast_signed),
        site.eligible_population.map(u64::cast_signed),
        site.population_source,
        theme,
        site.identity,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The tenant tables, quoted, each before those it refers to.
async fn tables_by_reference(tx: &mut TenantTx) -> Result<Vec<String>> {
    let mut tables = crate::export::tables(tx).await?;
    let references = sqlx::query!(
        r#"select conrelid::regclass::text as "from!", confrelid::regclass::text as "to!"
        from pg_constraint
        where contype = 'f' and conrelid <> confrelid"#
    )
    .fetch_all(tx.connection())
    .await?;
    let mut ordered = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let referred = |table: &String, among: &[String]| {
            references.iter().any(|reference| reference.to == *table && among.contains(&reference.from))
        };
        let (free, rest): (Vec<_>, Vec<_>) = tables.iter().cloned().partition(|table| !referred(table, &tables));
        if free.is_empty() {
            return Err(StoreError::corrupt("schema")(format!("tables that refer to each other: {}", rest.join(", "))));
        }
        ordered.extend(free);
        tables = rest;
    }
    Ok(ordered)
}

/// Opens or suspends a site. The server's own role may do it, so that an operator can from a page.
///
/// # Errors
/// When the database does not answer.
pub async fn set_status(tx: &mut TenantTx, status: TenantStatus) -> Result<()> {
    sqlx::query!("update tenant set status = $2 where id = $1", tx.tenant().uuid(), status.as_str())
        .execute(tx.connection())
        .await?;
    Ok(())
}
