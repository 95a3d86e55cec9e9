//! Sign-ins under way: between the redirect to the identity provider and its answer.

use chrono::{DateTime, Utc};

use crate::{Result, TenantTx};

/// What has to be remembered until the provider answers.
#[derive(Clone)]
pub struct SignIn {
    /// SHA-256 of the cookie that ties the answer to the browser that asked.
    pub browser_hash: [u8; 32],
    /// What the identity token must repeat.
    pub nonce: String,
    /// The secret half of the code exchange (PKCE).
    pub pkce_verifier: String,
    /// The path of this site to come back to.
    pub return_to: String,
}

/// Remembers a sign-in until `expires`, and forgets those of this site that nobody finished.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(
    tx: &mut TenantTx,
    state_hash: [u8; 32],
    sign_in: &SignIn,
    now: DateTime<Utc>,
    expires: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant().uuid();
    sqlx::query!("delete from sign_in where tenant_id = $1 and expires_at <= $2", tenant, now)
        .execute(tx.connection())
        .await?;
    sqlx::query!(
        "insert into sign_in (tenant_id, state_hash, browser_hash, nonce, pkce_verifier, return_to, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)",
        tenant,
        state_hash.as_slice(),
        sign_in.browser_hash.as_slice(),
        sign_in.nonce,
        sign_in.pkce_verifier,
        sign_in.return_to,
        expires
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Takes a sign-in that has not expired: it can be taken once.
///
/// # Errors
/// When the database does not answer.
pub async fn take(tx: &mut TenantTx, state_hash: [u8; 32], now: DateTime<Utc>) -> Result<Option<SignIn>> {
    let row = sqlx::query!(
        "delete from sign_in where tenant_id = $1 and state_hash = $2
        returning browser_hash, nonce, pkce_verifier, return_to, expires_at",
        tx.tenant().uuid(),
        state_hash.as_slice()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row.filter(|row| row.expires_at > now) else { return Ok(None) };
    Ok(Some(SignIn {
        browser_hash: crate::session::hash_from_row("sign_in.browser_hash", row.browser_hash)?,
        nonce: row.nonce,
        pkce_verifier: row.pkce_verifier,
        return_to: row.return_to,
    }))
}
