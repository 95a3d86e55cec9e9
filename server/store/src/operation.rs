//! What the platform's operators do to other sites.

use shared::{id::TenantId, tenant::TenantStatus};

use crate::{Result, StoreError, TenantTx};

/// The status of every site but the platform itself, as it is in this transaction: the server's map of sites may be a
/// moment old.
///
/// # Errors
/// When the database does not answer, or holds a status that the domain does not know.
pub async fn statuses(tx: &mut TenantTx) -> Result<Vec<(TenantId, TenantStatus)>> {
    sqlx::query!("select id, status from tenant where kind <> 'platform'")
        .fetch_all(tx.connection())
        .await?
        .into_iter()
        .map(|row| {
            let status = row.status.parse().map_err(StoreError::corrupt("tenant.status"))?;
            Ok((row.id.into(), status))
        })
        .collect()
}

/// Opens or suspends another site; says whether that changed it. Only from inside the platform's own site, which
/// nobody can suspend.
///
/// # Errors
/// When the database does not answer.
pub async fn set_status(tx: &mut TenantTx, site: TenantId, status: TenantStatus) -> Result<bool> {
    let done = sqlx::query!(
        "update tenant set status = $3
        where id = $2 and kind <> 'platform' and status <> $3
            and exists (select from tenant platform where platform.id = $1 and platform.kind = 'platform')",
        tx.tenant().uuid(),
        site.uuid(),
        status.as_str()
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}
