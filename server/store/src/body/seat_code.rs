//! How somebody who was appointed without an account takes the seat over later: by a code that works once. Nobody has
//! to be looked up among accounts for it.

use chrono::{DateTime, Utc};
use shared::id::{AppointmentId, BodyId, PersonId};

use crate::{Result, StoreError, TenantTx};

/// Who vouches for those who were appointed and have never signed in: nobody.
pub const WITHOUT_ACCOUNT: &str = "urn:convite:appointed";

/// Whether whoever was appointed has an account.
///
/// # Errors
/// When the database does not answer.
pub async fn has_account(tx: &mut TenantTx, person: PersonId) -> Result<bool> {
    let issuer = sqlx::query_scalar!(
        "select issuer from person where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(issuer.is_some_and(|issuer| issuer != WITHOUT_ACCOUNT))
}

/// Keeps the code of an appointment, as a hash; an older one stops to work.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such appointment or whoever holds it has an account, and when the database
/// does not answer.
pub async fn offer(
    tx: &mut TenantTx,
    appointment: AppointmentId,
    code_hash: [u8; 32],
    until: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update appointment set code_hash = $3, code_until = $4
        where tenant_id = $1 and id = $2 and exists (
            select from person where person.tenant_id = $1 and person.id = appointment.person_id
                and person.issuer = $5
        )",
        tx.tenant().uuid(),
        appointment.uuid(),
        &code_hash,
        until,
        WITHOUT_ACCOUNT
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the appointment")) }
}

/// The appointment that a code is for, while it works.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    tx: &mut TenantTx,
    code_hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<(BodyId, AppointmentId)>> {
    let row = sqlx::query!(
        "select body_id, id from appointment where tenant_id = $1 and code_hash = $2 and code_until > $3",
        tx.tenant().uuid(),
        &code_hash,
        now
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(row.map(|row| (row.body_id.into(), row.id.into())))
}

/// Gives the seat that a code is for to this person's account; the code works no more. Says whether it still did.
///
/// # Errors
/// When the database does not answer.
pub async fn take(tx: &mut TenantTx, code_hash: [u8; 32], person: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update appointment set person_id = $3, code_hash = null, code_until = null
        where tenant_id = $1 and code_hash = $2 and code_until > $4",
        tx.tenant().uuid(),
        &code_hash,
        person.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}
