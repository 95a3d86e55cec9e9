//! Sessions: who is signed in, and what the next page has to say.

use crate::{Result, TenantTx};

/// SHA-256 of a session's token: the only form in which the database and the pages know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey(pub [u8; 32]);

/// Leaves something for the next page of this session to say.
///
/// # Errors
/// When the database does not answer.
pub async fn leave_flash(tx: &mut TenantTx, key: SessionKey, flash: &serde_json::Value) -> Result<()> {
    sqlx::query!(
        "update session set flash = $3 where tenant_id = $1 and token_hash = $2",
        tx.tenant().uuid(),
        key.0.as_slice(),
        flash
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Forgets what was left, once a page has said it.
///
/// # Errors
/// When the database does not answer.
pub async fn clear_flash(tx: &mut TenantTx, key: SessionKey) -> Result<()> {
    sqlx::query!(
        "update session set flash = null where tenant_id = $1 and token_hash = $2",
        tx.tenant().uuid(),
        key.0.as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
