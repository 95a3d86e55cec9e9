//! Ceilings (techos): the pool and what each territory's contest may spend, saved together or not at all.

use std::collections::HashMap;

use shared::{
    id::{ContestId, ProcessId},
    money::Money,
};
use uuid::Uuid;

use crate::{
    Result, TenantTx,
    ledger::{self, Posting},
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

/// Saves the pool.
///
/// # Errors
/// When the database does not answer.
pub async fn save_pool(tx: &mut TenantTx, process: ProcessId, pool: Money) -> Result<()> {
    sqlx::query!(
        "update process set pool_minor = $3 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        process.uuid(),
        pool.minor()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Sets the ceilings of the territories' contests, through their ledgers. A territory that has no contest yet gets one
/// with the id that comes with it.
///
/// # Errors
/// [`crate::StoreError::Committed`] when one would fall below what of it is committed, and when the database does not
/// answer.
pub async fn save(
    tx: &mut TenantTx,
    process: ProcessId,
    shares: &[(ContestId, &Territory, Money)],
    posting: &Posting<'_>,
) -> Result<()> {
    let ids: Vec<_> = shares.iter().map(|(id, ..)| id.uuid()).collect();
    let territories: Vec<_> = shares.iter().map(|(_, territory, _)| territory.id.uuid()).collect();
    let codes: Vec<_> = shares.iter().map(|(_, territory, _)| territory.code.to_lowercase()).collect();
    let names: Vec<_> = shares.iter().map(|(_, territory, _)| territory.name.clone()).collect();
    sqlx::query!(
        "insert into contest (tenant_id, process_id, id, territory_id, code, name)
        select $1, $2, given.* from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[]) given
        on conflict (tenant_id, process_id, territory_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        &ids,
        &territories,
        &codes,
        &names
    )
    .execute(tx.connection())
    .await?;
    let known: HashMap<Uuid, Uuid> = sqlx::query!(
        r#"select territory_id as "territory!", id from contest
        where tenant_id = $1 and process_id = $2 and territory_id = any($3)"#,
        tx.tenant().uuid(),
        process.uuid(),
        &territories
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| (row.territory, row.id))
    .collect();
    let amounts: Vec<_> = shares
        .iter()
        .filter_map(|(_, territory, ceiling)| Some((ContestId::from(*known.get(&territory.id.uuid())?), *ceiling)))
        .collect();
    ledger::bring_to(tx, &amounts, posting).await
}
