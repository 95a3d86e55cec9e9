//! What a process follows: pinned, in force, frozen.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    id::{ProcessId, RuleSetId},
    ruleset::RuleSet,
};

use super::{by_hash, stored};
use crate::{Result, StoreError, TenantTx, contest};

/// Lets a process follow a published version from now on. `today` is the day in the tenant's time zone.
///
/// # Errors
/// [`StoreError::Conflict`] when the version is no published one or not in force yet, when one of the process's phases
/// has opened (it then changes by a transitory act only), and when there is no such process;
/// [`StoreError::NotDecided`] when it decides a contest of the process no more; and when the database does not answer.
pub async fn pin(
    tx: &mut TenantTx,
    process: ProcessId,
    rules: RuleSetId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = in_force(tx, process).await?.ok_or(StoreError::Conflict("the process"))?;
    let done = sqlx::query!(
        "update process set rule_set_id = rule_set.id, rule_set_hash = rule_set.hash
        from rule_set
        where process.tenant_id = $1 and process.id = $2
            and rule_set.tenant_id = $1 and rule_set.id = $3 and rule_set.status <> 'draft'
            and rule_set.effective_from <= $4
            and not exists (
                select from phase where phase.tenant_id = $1 and phase.process_id = $2 and phase.opens_at <= $5)",
        tx.tenant().uuid(),
        process.uuid(),
        rules.uuid(),
        today,
        now
    )
    .execute(tx.connection())
    .await;
    match done.map_err(StoreError::from) {
        Ok(done) if done.rows_affected() == 1 => {}
        Ok(_) => return Err(StoreError::Conflict("the process or the rules")),
        Err(error) if error.is_final() => return Err(StoreError::Conflict("the process")),
        Err(error) => return Err(error),
    }
    let after = in_force(tx, process).await?.ok_or(StoreError::Conflict("the process"))?;
    contest::follow(tx, process, &before, &after).await
}

/// The rules that a process follows now: the pinned version, or what the last transitory act made of it; none when there
/// is no such process.
///
/// # Errors
/// When the database does not answer, or the stored document is not what its hash says.
pub async fn in_force(tx: &mut TenantTx, process: ProcessId) -> Result<Option<Arc<RuleSet>>> {
    let hash = sqlx::query_scalar!(
        r#"select coalesce((
                select act.hash from transitory_act act
                where act.tenant_id = process.tenant_id and act.process_id = process.id
                order by act.number desc limit 1
            ), rule_set_hash) as "hash!"
        from process where tenant_id = $1 and id = $2"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    match hash {
        Some(hash) => by_hash(tx, stored(&hash)?).await.map(Some),
        None => Ok(None),
    }
}

/// Whether other rules are in force in a process than those that its voting is held under: nothing is counted then.
///
/// # Errors
/// When the database does not answer.
pub async fn stray(tx: &mut TenantTx, process: ProcessId) -> Result<bool> {
    let strays = sqlx::query_scalar!(r#"select rules_stray($1, $2) as "strays!""#, tx.tenant().uuid(), process.uuid())
        .fetch_one(tx.connection())
        .await?;
    Ok(strays)
}

/// Freezes the rules of a process as they are in force, because its voting has opened; says whether they were not
/// frozen yet.
///
/// # Errors
/// When the database does not answer.
pub async fn freeze(tx: &mut TenantTx, process: ProcessId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update process set frozen_at = $3, frozen_hash = coalesce((
                select act.hash from transitory_act act
                where act.tenant_id = process.tenant_id and act.process_id = process.id
                order by act.number desc limit 1
            ), rule_set_hash)
        where tenant_id = $1 and id = $2 and frozen_at is null",
        tx.tenant().uuid(),
        process.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Freezes the rules of every process in which a voting has opened; says how many were not frozen yet.
///
/// # Errors
/// When the database does not answer.
pub async fn freeze_due(tx: &mut TenantTx, now: DateTime<Utc>) -> Result<usize> {
    let due = sqlx::query_scalar!(
        "select id from process
        where tenant_id = $1 and frozen_at is null
            and exists (select from phase where phase.tenant_id = process.tenant_id
                and phase.process_id = process.id and phase.kind = 'voting' and phase.opens_at <= $2)
        order by id",
        tx.tenant().uuid(),
        now
    )
    .fetch_all(tx.connection())
    .await?;
    let mut frozen = 0;
    for process in due {
        frozen += usize::from(freeze(tx, process.into(), now).await?);
    }
    Ok(frozen)
}
