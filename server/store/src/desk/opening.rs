//! Opening the envelopes of a shift (apertura de los sobres), once everything that it wrote is known.

use chrono::{DateTime, Utc};
use shared::id::{PersonId, ShiftId};

use crate::{Result, StoreError, TenantTx};

/// What became of the envelopes of a shift, by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Those whose ballots went into the box.
    pub opened: Vec<u32>,
    /// Those that stay closed.
    pub kept: Vec<u32>,
    /// The name of who opened them.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What became of the envelopes of a shift, if they were opened.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn opening(tx: &mut TenantTx, shift: ShiftId) -> Result<Option<Opening>> {
    let row = sqlx::query!(
        "select opened, kept, opened_at, person.name
        from desk_opening opening
        join person on person.tenant_id = opening.tenant_id and person.id = opening.opened_by
        where opening.tenant_id = $1 and opening.shift_id = $2",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let numbers = |stored: Vec<i32>| {
        let numbers = stored.into_iter().map(u32::try_from).collect::<std::result::Result<Vec<_>, _>>();
        numbers.map_err(StoreError::corrupt("desk_opening"))
    };
    row.map(|row| {
        Ok(Opening { opened: numbers(row.opened)?, kept: numbers(row.kept)?, by: row.name, at: row.opened_at })
    })
    .transpose()
}

/// Writes down which envelopes of a shift were opened and which stay closed, once. `false`: it was written before.
///
/// # Errors
/// When the database does not answer.
pub async fn open_envelopes(
    tx: &mut TenantTx,
    shift: ShiftId,
    (opened, kept): (&[u32], &[u32]),
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let numbers = |all: &[u32]| all.iter().map(|number| number.cast_signed()).collect::<Vec<_>>();
    let done = sqlx::query!(
        "insert into desk_opening (tenant_id, shift_id, opened, kept, opened_by, opened_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant_id, shift_id) do nothing",
        tx.tenant().uuid(),
        shift.uuid(),
        &numbers(opened),
        &numbers(kept),
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}
