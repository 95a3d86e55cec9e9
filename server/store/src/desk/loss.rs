//! Envelopes that nobody can open any more (sobres perdidos): one person proposes to give one up, another one confirms or
//! refuses.

use chrono::{DateTime, Utc};
use shared::{
    id::{DeskId, PersonId, ShiftId},
    paper::LossCause,
};

use super::EnvelopeNumber;
use crate::{
    Result, StoreError, TenantTx,
    paper::{Decided, Verdict},
};

/// That an envelope should be given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The envelope, as its desk knows it.
    pub envelope: EnvelopeNumber,
    /// The shift that handed it out.
    pub shift: ShiftId,
    /// Which proposal about the envelope, from 1.
    pub number: u32,
    /// Why.
    pub cause: LossCause,
    /// The same in words.
    pub reason: String,
    /// Who proposed it, and their name.
    pub by: (PersonId, String),
    /// When.
    pub at: DateTime<Utc>,
    /// What was said of it; none while it waits.
    pub decided: Option<Decided>,
}

/// All that was proposed about the envelopes of a desk that are still to be opened, in the order of their numbers.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn losses(tx: &mut TenantTx, desk: DeskId) -> Result<Vec<Loss>> {
    let rows = sqlx::query!(
        r#"select shift.number as shift, loss.shift_id, loss.envelope, loss.number, loss.cause, loss.reason,
            loss.proposed_by, proposer.name as proposer, loss.proposed_at, decision.reason as "refused?",
            decider.name as "decider?", decision.decided_at as "decided_at?"
        from desk_envelope_loss loss
        join desk_shift shift on shift.tenant_id = loss.tenant_id and shift.id = loss.shift_id
        join person proposer on proposer.tenant_id = loss.tenant_id and proposer.id = loss.proposed_by
        left join desk_envelope_loss_decision decision on decision.tenant_id = loss.tenant_id
            and decision.shift_id = loss.shift_id and decision.envelope = loss.envelope
            and decision.number = loss.number
        left join person decider on decider.tenant_id = decision.tenant_id and decider.id = decision.decided_by
        where loss.tenant_id = $1 and shift.desk_id = $2 and not exists (
            select from desk_envelope_opening opening
            where opening.tenant_id = $1 and opening.shift_id = loss.shift_id and opening.envelope = loss.envelope
        )
        order by shift.number, loss.envelope, loss.number"#,
        tx.tenant().uuid(),
        desk.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Loss {
                envelope: EnvelopeNumber { shift: row.shift.cast_unsigned(), envelope: row.envelope.cast_unsigned() },
                shift: row.shift_id.into(),
                number: row.number.cast_unsigned(),
                cause: row.cause.parse().map_err(StoreError::corrupt("desk_envelope_loss.cause"))?,
                reason: row.reason,
                by: (row.proposed_by.into(), row.proposer),
                at: row.proposed_at,
                decided: Decided::read(row.refused, row.decider, row.decided_at),
            })
        })
        .collect()
}

/// Proposes to give an envelope up. It waits to be opened until somebody else confirms it. `false`: it does not wait, or
/// it is proposed already.
///
/// # Errors
/// When the database does not answer.
pub async fn propose_loss(
    tx: &mut TenantTx,
    (desk, lost): (DeskId, EnvelopeNumber),
    (cause, reason): (LossCause, &str),
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into desk_envelope_loss
            (tenant_id, shift_id, envelope, number, cause, reason, proposed_by, proposed_at)
        select $1, envelope.shift_id, envelope.envelope, 1 + count(loss.number), $5, $6, $7, $8
        from desk_envelope envelope
        join desk_shift shift on shift.tenant_id = envelope.tenant_id and shift.id = envelope.shift_id
        left join desk_envelope_loss loss on loss.tenant_id = envelope.tenant_id
            and loss.shift_id = envelope.shift_id and loss.envelope = envelope.envelope
        left join desk_envelope_loss_decision decision on decision.tenant_id = loss.tenant_id
            and decision.shift_id = loss.shift_id and decision.envelope = loss.envelope
            and decision.number = loss.number
        where envelope.tenant_id = $1 and shift.desk_id = $2 and shift.number = $3 and envelope.envelope = $4
            and shift.ended_at is not null and not exists (
                select from desk_envelope_opening opening
                where opening.tenant_id = $1 and opening.shift_id = envelope.shift_id
                    and opening.envelope = envelope.envelope
            )
        group by envelope.shift_id, envelope.envelope
        having bool_and(loss.number is null or decision.confirmed is false)
        on conflict do nothing",
        tx.tenant().uuid(),
        desk.uuid(),
        lost.shift.cast_signed(),
        lost.envelope.cast_signed(),
        cause.as_str(),
        reason,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what a second person says of it: once it is confirmed the envelope waits no more, and its ballots count nothing.
///
/// # Errors
/// [`StoreError::Conflict`] when the proposal does not wait any more, or the envelope was opened meanwhile: then nothing
/// of it may be committed. And when the database does not answer.
pub async fn decide_loss(tx: &mut TenantTx, of: &Loss, verdict: Verdict<'_>, now: DateTime<Utc>) -> Result<()> {
    let changed = || StoreError::Conflict("the envelope");
    let done = sqlx::query!(
        "insert into desk_envelope_loss_decision
            (tenant_id, shift_id, envelope, number, proposed_by, confirmed, reason, decided_by, decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        tx.tenant().uuid(),
        of.shift.uuid(),
        of.envelope.envelope.cast_signed(),
        verdict.number.cast_signed(),
        verdict.proposed_by.uuid(),
        verdict.refused.is_none(),
        verdict.refused,
        verdict.by.uuid(),
        now
    )
    .execute(tx.connection())
    .await
    .map_err(StoreError::from);
    let done = match done {
        Err(error) if error.is_final() => return Err(changed()),
        done => done?,
    };
    if done.rows_affected() == 0 {
        return Err(changed());
    }
    if verdict.refused.is_some() {
        return Ok(());
    }
    let done = sqlx::query!(
        "insert into desk_envelope_opening
            (tenant_id, shift_id, envelope, opened, into_shift, lost, opened_by, opened_at)
        select loss.tenant_id, loss.shift_id, loss.envelope, false, loss.shift_id, loss.reason, $5, $6
        from desk_envelope_loss loss
        where loss.tenant_id = $1 and loss.shift_id = $2 and loss.envelope = $3 and loss.number = $4
        on conflict do nothing",
        tx.tenant().uuid(),
        of.shift.uuid(),
        of.envelope.envelope.cast_signed(),
        verdict.number.cast_signed(),
        verdict.by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(changed()) }
}
