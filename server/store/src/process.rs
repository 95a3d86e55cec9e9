//! Processes: one cycle each, with its rules and its calendar.

use shared::{
    id::ProcessId,
    money::{Currency, Money},
    phase::{Calendar, Phase},
    rules::Rules,
};
use sqlx::types::Json;

use crate::{Result, StoreError, TenantTx};

/// One cycle of participatory budgeting (proceso).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Within this site.
    pub id: ProcessId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The money to decide on (bolsa).
    pub pool: Money,
    /// Its rules.
    pub rules: Rules,
    /// Its phases.
    pub calendar: Calendar,
    /// The one that the tenant's home page shows.
    pub current: bool,
    /// Synthetic data.
    pub demonstration: bool,
    /// Where an imported election comes from.
    pub source: Option<String>,
}

struct Row {
    id: uuid::Uuid,
    slug: String,
    name: String,
    currency: String,
    pool_minor: i64,
    rules: Json<Rules>,
    current: bool,
    demonstration: bool,
    source: Option<String>,
    phases: Json<Vec<Phase>>,
}

impl TryFrom<Row> for Process {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("process.currency"))?;
        Ok(Self {
            id: row.id.into(),
            slug: row.slug,
            name: row.name,
            pool: Money::new(row.pool_minor, currency),
            rules: row.rules.0,
            calendar: Calendar::new(row.phases.0).map_err(StoreError::corrupt("phase"))?,
            current: row.current,
            demonstration: row.demonstration,
            source: row.source,
        })
    }
}

/// The columns of a process with its phases as one document: one round trip for all that a page needs to know.
macro_rules! processes {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, slug, name, currency, pool_minor, rules as "rules: Json<Rules>", current, demonstration, source,
                coalesce((
                    select jsonb_agg(jsonb_build_object(
                        'kind', phase.kind,
                        'window', jsonb_build_object('opens', phase.opens_at, 'closes', phase.closes_at),
                        'allows', phase.allows))
                    from phase where phase.tenant_id = process.tenant_id and phase.process_id = process.id
                ), '[]') as "phases!: Json<Vec<Phase>>"
            from process "# + $tail,
            $($argument),+
        )
    };
}

/// The process that the tenant's home page shows.
///
/// # Errors
/// When the database does not answer.
pub async fn current(tx: &mut TenantTx) -> Result<Option<Process>> {
    processes!("where tenant_id = $1 and current", tx.tenant().uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Process::try_from)
        .transpose()
}

/// The process with this name in addresses.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(tx: &mut TenantTx, slug: &str) -> Result<Option<Process>> {
    processes!("where tenant_id = $1 and slug = $2", tx.tenant().uuid(), slug)
        .fetch_optional(tx.connection())
        .await?
        .map(Process::try_from)
        .transpose()
}

/// The process with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: ProcessId) -> Result<Option<Process>> {
    processes!("where tenant_id = $1 and id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Process::try_from)
        .transpose()
}

/// All processes of the tenant: the current one first, then the latest.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Process>> {
    processes!("where tenant_id = $1 order by current desc, created_at desc, slug", tx.tenant().uuid())
        .fetch_all(tx.connection())
        .await?
        .into_iter()
        .map(Process::try_from)
        .collect()
}
