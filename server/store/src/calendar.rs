//! The calendar (calendario): when the phases of a process open and close.

use shared::{id::ProcessId, phase::Phase};
use sqlx::types::Json;

use crate::{Result, TenantTx};

/// Saves a phase of a process in place of the one of its kind, if there is one. Whoever calls has put it into a
/// calendar with the others first, under the lock of [`crate::ceiling::lock_current`].
///
/// # Errors
/// When the database does not answer.
pub async fn save(tx: &mut TenantTx, process: ProcessId, phase: &Phase) -> Result<()> {
    sqlx::query!(
        "insert into phase (tenant_id, process_id, kind, opens_at, closes_at, allows) values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant_id, process_id, kind)
            do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at, allows = excluded.allows",
        tx.tenant().uuid(),
        process.uuid(),
        phase.kind.as_str(),
        phase.window.opens(),
        phase.window.closes(),
        Json(&phase.allows) as _
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
