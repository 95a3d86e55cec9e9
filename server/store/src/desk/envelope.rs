//! Envelopes (sobres) of ballots that were handed out without a network: opened once the shift that handed them out is
//! over, each once.

use chrono::{DateTime, Utc};
use shared::{
    desk::Act,
    id::{ContestId, DeskId, PersonId, ProcessId, ShiftId},
    paper::LossCause,
};

use super::{
    journal::{Hand, NotWritten, append, lock},
    newest,
};
use crate::{Result, StoreError, TenantTx};

/// Envelopes in one event: more would make it too long.
const BATCH: usize = 500;

/// An envelope as it was handed out.
pub(super) struct Held {
    /// The number on it.
    pub number: u32,
    /// The event that handed it out.
    pub event: u32,
    /// Paper ballots in it.
    pub papers: usize,
}

/// An envelope: the shift that handed it out, and the number on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnvelopeNumber {
    /// The number of the shift at the desk.
    pub shift: u32,
    /// The number on the envelope, within the shift.
    pub envelope: u32,
}

/// An envelope of a shift that is over, of which nothing was decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What it is known by at its desk.
    pub number: EnvelopeNumber,
    /// The shift that handed it out.
    pub shift: ShiftId,
    /// Paper ballots in it.
    pub papers: u32,
    /// Whether it stays closed: whoever got it had voted elsewhere, and the rule sets it aside.
    pub stays_closed: bool,
}

/// Why an envelope was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// For which cause, and the name of who proposed it; none where one person gave it up, as it was once.
    pub proposed: Option<(LossCause, String)>,
    /// The same in words.
    pub reason: String,
}

/// An envelope of which it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What it is known by at its desk.
    pub number: EnvelopeNumber,
    /// Whether its paper ballots went into a box; where not, it stays closed.
    pub opened: bool,
    /// Why it was given up, where nobody can open it any more.
    pub lost: Option<Lost>,
    /// Paper ballots in it.
    pub papers: u32,
    /// The shift whose box they went into.
    pub into: ShiftId,
    /// Whether that was after its closing act.
    pub after_closing: bool,
    /// The name of who noted or confirmed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A desk whose envelopes wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unopened {
    /// The name of the place.
    pub place: String,
    /// The number of the desk.
    pub desk: u32,
    /// How many wait.
    pub envelopes: u64,
}

/// Remembers an envelope that was handed out, with the deciding contest of the papers in it: it is told once.
pub(super) async fn keep(tx: &mut TenantTx, shift: ShiftId, held: &Held, contest: Option<ContestId>) -> Result<()> {
    sqlx::query!(
        "insert into desk_envelope (tenant_id, shift_id, envelope, number, contest_id, papers)
        values ($1, $2, $3, $4, $5, $6)",
        tx.tenant().uuid(),
        shift.uuid(),
        held.number.cast_signed(),
        held.event.cast_signed(),
        contest.map(ContestId::uuid),
        i32::try_from(held.papers).map_err(StoreError::corrupt("desk_envelope.papers"))?
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The envelopes of a desk that can be opened, in the order in which they were handed out.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(tx: &mut TenantTx, desk: DeskId) -> Result<Vec<Waiting>> {
    let rows = sqlx::query!(
        r#"select envelope.shift_id, shift.number, envelope.envelope, envelope.papers,
            exists (
                select from desk_contradiction found
                where found.tenant_id = $1 and found.shift_id = envelope.shift_id and found.number = envelope.number
                    and found.decision = 'set_aside'
            ) as "stays_closed!"
        from desk_envelope envelope
        join desk_shift shift on shift.tenant_id = envelope.tenant_id and shift.id = envelope.shift_id
        where envelope.tenant_id = $1 and shift.desk_id = $2 and shift.ended_at is not null and not exists (
            select from desk_envelope_opening opening
            where opening.tenant_id = $1 and opening.shift_id = envelope.shift_id
                and opening.envelope = envelope.envelope
        )
        order by shift.number, envelope.number"#,
        tx.tenant().uuid(),
        desk.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let read = rows.into_iter().map(|row| Waiting {
        number: EnvelopeNumber { shift: row.number.cast_unsigned(), envelope: row.envelope.cast_unsigned() },
        shift: row.shift_id.into(),
        papers: row.papers.cast_unsigned(),
        stays_closed: row.stays_closed,
    });
    Ok(read.collect())
}

/// What became of the other envelopes of a desk, as it was noted.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn settled(tx: &mut TenantTx, desk: DeskId) -> Result<Vec<Settled>> {
    let rows = sqlx::query!(
        r#"select shift.number, envelope.envelope, envelope.papers, opening.opened, opening.lost, opening.into_shift,
            opening.number is null as "after_closing!", person.name, opening.opened_at, loss.cause as "cause?",
            proposer.name as "proposer?"
        from desk_envelope_opening opening
        join desk_envelope envelope using (tenant_id, shift_id, envelope)
        join desk_shift shift on shift.tenant_id = opening.tenant_id and shift.id = opening.shift_id
        join person on person.tenant_id = opening.tenant_id and person.id = opening.opened_by
        left join desk_envelope_loss_decision decision on decision.tenant_id = opening.tenant_id
            and decision.shift_id = opening.shift_id and decision.envelope = opening.envelope and decision.confirmed
        left join desk_envelope_loss loss on loss.tenant_id = decision.tenant_id and loss.shift_id = decision.shift_id
            and loss.envelope = decision.envelope and loss.number = decision.number
        left join person proposer on proposer.tenant_id = loss.tenant_id and proposer.id = loss.proposed_by
        where opening.tenant_id = $1 and shift.desk_id = $2
        order by opening.opened_at, shift.number, envelope.number"#,
        tx.tenant().uuid(),
        desk.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let read = rows.into_iter().map(|row| {
        let cause = row.cause.map(|cause| cause.parse().map_err(StoreError::corrupt("desk_envelope_loss.cause")));
        let proposed = cause.transpose()?.zip(row.proposer);
        Ok(Settled {
            number: EnvelopeNumber { shift: row.number.cast_unsigned(), envelope: row.envelope.cast_unsigned() },
            opened: row.opened,
            lost: row.lost.map(|reason| Lost { proposed, reason }),
            papers: row.papers.cast_unsigned(),
            into: row.into_shift.into(),
            after_closing: row.after_closing,
            by: row.name,
            at: row.opened_at,
        })
    });
    read.collect()
}

/// Notes that the envelopes of a desk were opened, those aside that stay closed: in the journal of the shift under way,
/// whose box their ballots are counted in, or beside that of the last one where it is over. `false`: others wait by now
/// than `seen`.
///
/// # Errors
/// When a device writes the shift, its journal does not take it now, or the database does not answer.
pub async fn open_envelopes(
    tx: &mut TenantTx,
    desk: DeskId,
    seen: &[EnvelopeNumber],
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<bool, NotWritten> {
    let Some(last) = newest(tx, desk).await? else { return Ok(false) };
    let ended = match lock(tx, last.id).await? {
        Hand { ended: false, device: Some(_) } => return Err(NotWritten::OtherHand),
        Hand { ended, .. } => ended,
    };
    let waiting = waiting(tx, desk).await?;
    if waiting.is_empty() || !waiting.iter().map(|one| &one.number).eq(seen) {
        return Ok(false);
    }
    for of_shift in waiting.chunk_by(|one, next| one.shift == next.shift) {
        for some in of_shift.chunks(BATCH) {
            let event = if ended { None } else { Some(append(tx, last.id, act(some), by, now).await?.number) };
            let numbers: Vec<i32> = some.iter().map(|one| one.number.envelope.cast_signed()).collect();
            let opened: Vec<bool> = some.iter().map(|one| !one.stays_closed).collect();
            sqlx::query!(
                "insert into desk_envelope_opening
                    (tenant_id, shift_id, envelope, opened, into_shift, number, opened_by, opened_at)
                select $1, $2, one.envelope, one.opened, $5, $6, $7, $8
                from unnest($3::integer[], $4::boolean[]) as one (envelope, opened)",
                tx.tenant().uuid(),
                some[0].shift.uuid(),
                &numbers,
                &opened,
                last.id.uuid(),
                event.map(u32::cast_signed),
                by.uuid(),
                now
            )
            .execute(tx.connection())
            .await
            .map_err(StoreError::from)?;
        }
    }
    Ok(true)
}

/// The event that says so.
fn act(some: &[Waiting]) -> Act {
    let numbers = |kept: bool| some.iter().filter(move |one| one.stays_closed == kept);
    Act::Envelopes {
        shift: some[0].shift,
        opened: numbers(false).map(|one| one.number.envelope).collect(),
        kept: numbers(true).map(|one| one.number.envelope).collect(),
        papers: numbers(false).map(|one| one.papers).sum(),
    }
}

/// The desks of a process whose envelopes wait, those of shifts under way included.
///
/// # Errors
/// When the database does not answer.
pub async fn unopened(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Unopened>> {
    let rows = sqlx::query!(
        r#"select place.name, desk.number, count(*) as "envelopes!"
        from desk_envelope envelope
        join desk_shift shift on shift.tenant_id = envelope.tenant_id and shift.id = envelope.shift_id
        join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
        join polling_place place on place.tenant_id = desk.tenant_id and place.id = desk.place_id
        where envelope.tenant_id = $1 and place.process_id = $2 and not exists (
            select from desk_envelope_opening opening
            where opening.tenant_id = $1 and opening.shift_id = envelope.shift_id
                and opening.envelope = envelope.envelope
        )
        group by place.name, desk.number
        order by place.name, desk.number"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let read = rows.into_iter().map(|row| Unopened {
        place: row.name,
        desk: row.number.cast_unsigned(),
        envelopes: row.envelopes.cast_unsigned(),
    });
    Ok(read.collect())
}

/// How many envelopes wait that have, or may have, a ballot of a contest: those that are told with it, and for one that
/// is decided with others those that are told with the others.
///
/// # Errors
/// When the database does not answer.
pub async fn unopened_of(tx: &mut TenantTx, contest: ContestId) -> Result<u64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from desk_envelope envelope
        join contest decided on decided.tenant_id = envelope.tenant_id and decided.id = envelope.contest_id
        join contest on contest.tenant_id = decided.tenant_id and contest.process_id = decided.process_id
            and (contest.id = decided.id or contest.rule <> decided.rule)
        where envelope.tenant_id = $1 and contest.id = $2 and not exists (
            select from desk_envelope_opening opening
            where opening.tenant_id = $1 and opening.shift_id = envelope.shift_id
                and opening.envelope = envelope.envelope
        )"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(count.cast_unsigned())
}
