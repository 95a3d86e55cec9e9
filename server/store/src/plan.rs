//! How pools were divided by acts (distribución de las bolsas): each ceiling with how it came about, on record.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    ceiling::plan::Plan,
    document::Key,
    id::{PersonId, ProcessId},
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// A division that an act adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Its id.
    pub id: Uuid,
    /// The pool's name in the rules.
    pub pool: Key,
    /// Its ceilings, and how they came about.
    pub plan: Plan,
    /// The act, as it is cited.
    pub act: String,
    /// The date of the act.
    pub date: NaiveDate,
    /// Where it can be read.
    pub reference: Option<String>,
}

/// Enters a division that an act adopts, in place of the one before of the same pool, which stays on record. Whoever
/// calls posts its ceilings to the ledgers in the same transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn adopt(
    tx: &mut TenantTx,
    process: ProcessId,
    adopted: &Adopted,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let plan = serde_json::to_value(&adopted.plan).map_err(StoreError::corrupt("pool_plan.plan"))?;
    sqlx::query!(
        "insert into pool_plan (tenant_id, id, process_id, pool, plan, act_title, act_date, act_reference, adopted_by,
            adopted_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tx.tenant().uuid(),
        adopted.id,
        process.uuid(),
        adopted.pool.as_str(),
        plan,
        adopted.act,
        adopted.date,
        adopted.reference,
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The divisions in force in a process: the last one of each pool.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Adopted>> {
    sqlx::query!(
        "select distinct on (pool) id, pool, plan, act_title, act_date, act_reference
        from pool_plan where tenant_id = $1 and process_id = $2
        order by pool, adopted_at desc, id desc",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        Ok(Adopted {
            id: row.id,
            pool: row.pool.parse().map_err(StoreError::corrupt("pool_plan.pool"))?,
            plan: serde_json::from_value(row.plan).map_err(StoreError::corrupt("pool_plan.plan"))?,
            act: row.act_title,
            date: row.act_date,
            reference: row.act_reference,
        })
    })
    .collect()
}
