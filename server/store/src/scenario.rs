//! Scenarios of ceilings (escenarios): a way to share a pool out that somebody tried, kept, perhaps shared, perhaps
//! adopted.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use shared::{
    document,
    id::{PersonId, ProcessId},
    money::{Currency, Money},
    ruleset::{Code, Pool},
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// A scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its id.
    pub id: Uuid,
    /// Its name, unique in the process.
    pub name: String,
    /// The pool with its formula.
    pub pool: Pool,
    /// The larger territory whose part of the pool it divides; none for the pool as a whole.
    pub within: Option<Code>,
    /// What the formula gave, with its explanation: a document of the domain.
    pub allocation: Value,
    /// The money that was shared out.
    pub amount: Money,
    /// The name of whoever made it; none for the command line.
    pub author: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Whether whoever has its address may read it.
    pub shared: bool,
    /// The act that adopted it, with its date.
    pub adopted: Option<(String, NaiveDate)>,
    /// When it was adopted here.
    pub adopted_at: Option<DateTime<Utc>>,
}

/// A scenario to keep.
#[derive(Clone, Debug)]
pub struct NewScenario<'a> {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: &'a str,
    /// The pool with its formula.
    pub pool: &'a Pool,
    /// The larger territory whose part of the pool it divides.
    pub within: Option<&'a Code>,
    /// What the formula gave.
    pub allocation: &'a Value,
    /// The money that was shared out.
    pub amount: Money,
    /// Who made it.
    pub author: Option<PersonId>,
}

/// Keeps a scenario.
///
/// # Errors
/// [`StoreError::Conflict`] when the process has one of that name, and when the database does not answer.
pub async fn keep(tx: &mut TenantTx, process: ProcessId, scenario: &NewScenario<'_>, now: DateTime<Utc>) -> Result<()> {
    let pool = serde_json::to_value(scenario.pool).map_err(StoreError::corrupt("ceiling_scenario.pool"))?;
    let done = sqlx::query!(
        "insert into ceiling_scenario (tenant_id, id, process_id, name, pool, within, allocation, amount_minor,
            author_id, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (tenant_id, process_id, name) do nothing",
        tx.tenant().uuid(),
        scenario.id,
        process.uuid(),
        scenario.name,
        pool,
        scenario.within.map(Code::as_str),
        scenario.allocation,
        scenario.amount.minor(),
        scenario.author.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the name of the scenario")) }
}

/// Lets whoever has the address with this token's SHA-256 read the scenario, or nobody any more.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such scenario, and when the database does not answer.
pub async fn share(tx: &mut TenantTx, id: Uuid, token_hash: Option<[u8; 32]>) -> Result<()> {
    let done = sqlx::query!(
        "update ceiling_scenario set token_hash = $3 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id,
        token_hash.as_ref().map(|hash| &hash[..])
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the scenario")) }
}

/// Marks a scenario as adopted by an act. Whoever calls posts its ceilings to the ledger in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] when it is adopted already or gone, and when the database does not answer.
pub async fn adopt(
    tx: &mut TenantTx,
    id: Uuid,
    act: &str,
    date: NaiveDate,
    reference: Option<&str>,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update ceiling_scenario set act_title = $3, act_date = $4, act_reference = $5, adopted_by = $6,
            adopted_at = $7
        where tenant_id = $1 and id = $2 and adopted_at is null",
        tx.tenant().uuid(),
        id,
        act,
        date,
        reference,
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the scenario")) }
}

/// Throws a scenario away that nobody adopted.
///
/// # Errors
/// [`StoreError::Conflict`] when it is adopted or gone, and when the database does not answer.
pub async fn discard(tx: &mut TenantTx, id: Uuid) -> Result<()> {
    let done = sqlx::query!(
        "delete from ceiling_scenario where tenant_id = $1 and id = $2 and adopted_at is null",
        tx.tenant().uuid(),
        id
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the scenario")) }
}

struct Row {
    id: Uuid,
    name: String,
    pool: Value,
    within: Option<String>,
    allocation: Value,
    amount_minor: i64,
    currency: String,
    author: Option<String>,
    created_at: DateTime<Utc>,
    shared: bool,
    act_title: Option<String>,
    act_date: Option<NaiveDate>,
    adopted_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Scenario {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("process.currency"))?;
        let pool = document::from_value(row.pool)
            .map_err(|problems| StoreError::corrupt("ceiling_scenario.pool")(format!("{problems:?}")))?;
        let within = row.within.map(|code| code.parse().map_err(StoreError::corrupt("ceiling_scenario.within")));
        Ok(Self {
            id: row.id,
            name: row.name,
            pool,
            within: within.transpose()?,
            allocation: row.allocation,
            amount: Money::new(row.amount_minor, currency),
            author: row.author,
            created_at: row.created_at,
            shared: row.shared,
            adopted: row.act_title.zip(row.act_date),
            adopted_at: row.adopted_at,
        })
    }
}

macro_rules! scenarios {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select scenario.id, scenario.name, scenario.pool, scenario.within, scenario.allocation,
                scenario.amount_minor, process.currency, person.name as "author?", scenario.created_at,
                scenario.token_hash is not null as "shared!", scenario.act_title, scenario.act_date,
                scenario.adopted_at
            from ceiling_scenario scenario
            join process on process.tenant_id = scenario.tenant_id and process.id = scenario.process_id
            left join person on person.tenant_id = scenario.tenant_id and person.id = scenario.author_id "# + $tail,
            $($argument),+
        )
    };
}

/// The scenarios of a process, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Scenario>> {
    scenarios!(
        "where scenario.tenant_id = $1 and scenario.process_id = $2 order by scenario.created_at desc, scenario.name",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Scenario::try_from)
    .collect()
}

/// The scenario with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Option<Scenario>> {
    scenarios!("where scenario.tenant_id = $1 and scenario.id = $2", tx.tenant().uuid(), id)
        .fetch_optional(tx.connection())
        .await?
        .map(Scenario::try_from)
        .transpose()
}

/// The scenario that is shared under the token with this SHA-256.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(tx: &mut TenantTx, token_hash: &[u8; 32]) -> Result<Option<Scenario>> {
    scenarios!("where scenario.tenant_id = $1 and scenario.token_hash = $2", tx.tenant().uuid(), &token_hash[..])
        .fetch_optional(tx.connection())
        .await?
        .map(Scenario::try_from)
        .transpose()
}
