//! Ceilings (techos): the pool, the weights and what each territory's contest may spend, saved together or not at all.

use shared::{
    id::{ContestId, ProcessId},
    money::Money,
    rules::Rules,
};
use sqlx::types::Json;

use crate::{
    Result, TenantTx,
    process::{self, Process},
    territory::Territory,
};

/// The current process, locked until the transaction ends: whoever else wants to change its rules, its calendar or its
/// ceilings waits, and then sees what was changed.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_current(tx: &mut TenantTx) -> Result<Option<Process>> {
    let locked = sqlx::query_scalar!(
        "select id from process where tenant_id = $1 and current for no key update",
        tx.tenant().uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    match locked {
        Some(id) => process::find(tx, ProcessId::from(id)).await,
        None => Ok(None),
    }
}

/// Saves the pool and the rules with their weights.
///
/// # Errors
/// When the database does not answer.
pub async fn save_pool(tx: &mut TenantTx, process: ProcessId, pool: Money, rules: &Rules) -> Result<()> {
    sqlx::query!(
        "update process set pool_minor = $3, rules = $4 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        process.uuid(),
        pool.minor(),
        Json(rules) as _
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Sets the ceilings of the territories' contests. A territory that has no contest yet gets one with the id that comes
/// with it.
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &mut TenantTx, process: ProcessId, shares: &[(ContestId, &Territory, Money)]) -> Result<()> {
    let ids: Vec<_> = shares.iter().map(|(id, ..)| id.uuid()).collect();
    let territories: Vec<_> = shares.iter().map(|(_, territory, _)| territory.id.uuid()).collect();
    let codes: Vec<_> = shares.iter().map(|(_, territory, _)| territory.code.to_lowercase()).collect();
    let names: Vec<_> = shares.iter().map(|(_, territory, _)| territory.name.clone()).collect();
    let ceilings: Vec<_> = shares.iter().map(|(.., ceiling)| ceiling.minor()).collect();
    sqlx::query!(
        "insert into contest (tenant_id, process_id, id, territory_id, code, name, ceiling_minor)
        select $1, $2, given.* from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::bigint[]) given
        on conflict (tenant_id, process_id, territory_id) do update set ceiling_minor = excluded.ceiling_minor",
        tx.tenant().uuid(),
        process.uuid(),
        &ids,
        &territories,
        &codes,
        &names,
        &ceilings
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Sets the ceiling of a contest that is not a territory's: one ballot for the whole tenant.
///
/// # Errors
/// When the database does not answer.
pub async fn save_whole(tx: &mut TenantTx, contest: ContestId, ceiling: Money) -> Result<()> {
    sqlx::query!(
        "update contest set ceiling_minor = $3 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        contest.uuid(),
        ceiling.minor()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
