//! What the act tells of desks in numbers.

use shared::{
    act::{Envelopes, Relieved},
    id::{ContestId, ProcessId},
};

use crate::{Result, StoreError, TenantTx};

/// What became of the envelopes with ballots of a deciding contest; each holds what was decided with it too, and is told
/// here alone.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn envelope_counts(tx: &mut TenantTx, contest: ContestId) -> Result<Envelopes> {
    let row = sqlx::query!(
        r#"select count(*) filter (where opening.opened) as "opened!",
            count(*) filter (where not opening.opened and opening.lost is null) as "set_aside!",
            count(*) filter (where opening.lost is not null) as "given_up!"
        from desk_envelope envelope
        join desk_envelope_opening opening using (tenant_id, shift_id, envelope)
        where envelope.tenant_id = $1 and envelope.contest_id = $2"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    let causes = sqlx::query!(
        r#"select loss.cause, count(*) as "envelopes!"
        from desk_envelope envelope
        join desk_envelope_loss loss on loss.tenant_id = envelope.tenant_id and loss.shift_id = envelope.shift_id
            and loss.envelope = envelope.envelope
        join desk_envelope_loss_decision decision on decision.tenant_id = loss.tenant_id
            and decision.shift_id = loss.shift_id and decision.envelope = loss.envelope
            and decision.number = loss.number and decision.confirmed
        where envelope.tenant_id = $1 and envelope.contest_id = $2
        group by loss.cause"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let causes = causes.into_iter().map(|row| {
        let cause = row.cause.parse().map_err(StoreError::corrupt("desk_envelope_loss.cause"))?;
        Ok((cause, row.envelopes.cast_unsigned()))
    });
    Ok(Envelopes {
        opened: row.opened.cast_unsigned(),
        set_aside: row.set_aside.cast_unsigned(),
        given_up: row.given_up.cast_unsigned(),
        causes: causes.collect::<Result<_>>()?,
    })
}

/// How many shifts of a process somebody else ended.
///
/// # Errors
/// When the database does not answer.
pub async fn relieved_counts(tx: &mut TenantTx, process: ProcessId) -> Result<Relieved> {
    let row = sqlx::query!(
        r#"select count(*) filter (where shift.device is not null) as "devices!",
            count(*) filter (where shift.device is null) as "pages!"
        from desk_shift shift
        join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
        join polling_place place on place.tenant_id = desk.tenant_id and place.id = desk.place_id
        where shift.tenant_id = $1 and place.process_id = $2 and shift.relief is not null"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(Relieved { devices: row.devices.cast_unsigned(), pages: row.pages.cast_unsigned() })
}
