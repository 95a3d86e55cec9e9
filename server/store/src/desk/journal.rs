//! The journals of shifts: what is written there also takes the voter's vote on the roll, both or neither.

use chrono::{DateTime, Utc};
use shared::{
    desk::{self, Accepted, Act, Event, Journal, Refusal, Span, Way},
    document::Fingerprint,
    id::{PersonId, ShiftId},
    urn::Channel,
};

use super::{
    mark::{Contradiction, contradictions, vote},
    shift::fingerprint,
    tablet::{cancel_code_of, forget_codes, open_codes},
};
use crate::{
    Result, StoreError, TenantTx,
    process::Process,
    urn::{self, Marked, Poll, Voter},
};

/// Why something was not written into a journal.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The shift is over.
    #[error("the shift is over")]
    Ended,
    /// A device writes it, and not the pages.
    #[error("a device writes the shift")]
    OtherHand,
    /// The journal does not take it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Whoever should be marked has voted.
    #[error("voted by {0:?}")]
    AlreadyVoted(Channel),
    /// The urn is sealed.
    #[error("the urn is sealed")]
    Closed,
    /// Codes for the tablet wait: these people may be voting.
    #[error("codes wait: {0:?}")]
    CodesWait(Vec<u32>),
    /// No code works that would let somebody vote on a tablet.
    #[error("the code works no more")]
    NoCode,
    /// A ballot was cast by the code before, and not this one.
    #[error("the code was used")]
    CodeUsed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far a journal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of its last event; 0 before the first.
    pub number: u32,
    /// What the next one names as the one before.
    pub hash: Fingerprint,
}

/// What became of events that a device brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtIn {
    /// How far the journal has come.
    pub head: Head,
    /// Why the next one was not taken, where one was not.
    pub refused: Option<Refusal>,
    /// What was found of the shift so far: a device that did not hear an answer is told with the next one.
    pub contradictions: Vec<Contradiction>,
}

/// The journal of a shift.
///
/// # Errors
/// When the database does not answer, or what is stored makes no journal.
pub async fn journal(tx: &mut TenantTx, shift: ShiftId) -> Result<Journal> {
    Ok(begun(tx, shift).await?.0)
}

/// The same, and when the shift began.
async fn begun(tx: &mut TenantTx, shift: ShiftId) -> Result<(Journal, DateTime<Utc>)> {
    let from = sqlx::query_scalar!(
        "select opened_at from desk_shift where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    let events = sqlx::query!(
        "select event, received_at from desk_event where tenant_id = $1 and shift_id = $2 order by number",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let events = events.iter().map(|row| (row.event.as_slice(), Span { from, to: row.received_at }));
    Ok((Journal::replay(shift.uuid(), events).map_err(StoreError::corrupt("desk_event"))?, from))
}

/// Who writes a journal.
pub(super) struct Hand {
    /// Whether the shift is over.
    pub ended: bool,
    /// The device that writes it; the pages do when there is none.
    pub device: Option<Fingerprint>,
}

/// Keeps everybody else from writing into a journal, and from giving it to another hand, until the transaction ends.
pub(super) async fn lock(tx: &mut TenantTx, shift: ShiftId) -> Result<Hand> {
    let row = sqlx::query!(
        "select ended_at, device from desk_shift where tenant_id = $1 and id = $2 for no key update",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    let device = row.device.map(|device| fingerprint("desk_shift.device", device)).transpose()?;
    Ok(Hand { ended: row.ended_at.is_some(), device })
}

/// The same for a page that is about to write.
pub(super) async fn lock_for_pages(tx: &mut TenantTx, shift: ShiftId) -> std::result::Result<(), NotWritten> {
    match lock(tx, shift).await? {
        Hand { ended: true, .. } => Err(NotWritten::Ended),
        Hand { device: Some(_), .. } => Err(NotWritten::OtherHand),
        Hand { .. } => Ok(()),
    }
}

/// Writes an act into the journal of a shift that the pages write.
///
/// # Errors
/// When the shift is over, a device writes it, the journal does not take the act, it would pause or close the desk while
/// somebody votes on a tablet, or the database does not answer.
pub async fn write(
    tx: &mut TenantTx,
    shift: ShiftId,
    act: Act,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<Event, NotWritten> {
    lock_for_pages(tx, shift).await?;
    if matches!(act, Act::Pause { .. } | Act::Closing { .. }) {
        let waiting: Vec<u32> = open_codes(tx, shift, now).await?.iter().map(|code| code.number).collect();
        if !waiting.is_empty() {
            return Err(NotWritten::CodesWait(waiting));
        }
    }
    append(tx, shift, act, by, now).await
}

/// Marks a voter who gets paper, in all contests of a poll: on the roll and in the journal, both or neither. Pages hand out
/// no envelopes: they have a network. A code for the tablet that the voter had works no more.
///
/// # Errors
/// When they have voted, and as [`write`]; then nothing was kept once the transaction ends.
pub async fn write_mark(
    tx: &mut TenantTx,
    shift: ShiftId,
    (poll, voter): (Poll<'_>, Voter),
    act: Act,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<Event, NotWritten> {
    lock_for_pages(tx, shift).await?;
    match urn::mark(tx, poll, voter, now).await? {
        Marked::Marked => {}
        Marked::AlreadyVoted(channel) => return Err(NotWritten::AlreadyVoted(channel)),
        Marked::Closed => return Err(NotWritten::Closed),
    }
    if let Act::Mark { entry, .. } = &act {
        cancel_code_of(tx, *entry).await?;
    }
    append(tx, shift, act, by, now).await
}

/// Writes an act as the next event of a journal that nobody else writes: [`lock`] saw to it, or the shift is new.
pub(super) async fn append(
    tx: &mut TenantTx,
    shift: ShiftId,
    act: Act,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<Event, NotWritten> {
    let (mut journal, from) = begun(tx, shift).await?;
    let event = Event { number: journal.next(), before: journal.head(), at: now, by, offline: false, act };
    let bytes = event.bytes();
    journal.accept(&bytes, Span { from, to: now })?;
    insert(tx, shift, &event, &bytes, now).await?;
    Ok(event)
}

/// Takes in what a device wrote, in its order; what is there already is passed over, and at the first that does not follow
/// it stops. Whoever was marked and had voted elsewhere is found here.
///
/// # Errors
/// When the database does not answer; then nothing was kept once the transaction ends.
pub async fn bring_in(
    tx: &mut TenantTx,
    process: &Process,
    shift: ShiftId,
    events: &[&[u8]],
    now: DateTime<Utc>,
) -> Result<BroughtIn> {
    lock(tx, shift).await?;
    let (mut journal, from) = begun(tx, shift).await?;
    let mut head = head_of(&journal);
    let mut refused = None;
    for bytes in events {
        match journal.accept(bytes, Span { from, to: now }) {
            Ok(Accepted::Known(_)) => {}
            // Which envelopes wait is known where everything comes together: pages open them.
            Ok(Accepted::New(event)) if matches!(event.act, Act::Envelopes { .. }) => {
                refused = Some(Refusal::NoSuchEnvelopes);
                break;
            }
            // Who votes on a tablet is marked where the ballot is cast, and a device casts none.
            Ok(Accepted::New(event)) if matches!(event.act, Act::Mark { way: Way::Tablet, .. }) => {
                refused = Some(Refusal::TabletOffline);
                break;
            }
            Ok(Accepted::New(event)) => {
                insert(tx, shift, &event, bytes, now).await?;
                vote(tx, process, shift, &event, now).await?;
                head = head_of(&journal);
            }
            Err(refusal) => {
                refused = Some(refusal);
                break;
            }
        }
    }
    Ok(BroughtIn { head, refused, contradictions: contradictions(tx, shift).await? })
}

fn head_of(journal: &Journal) -> Head {
    Head { number: journal.next() - 1, hash: journal.head() }
}

async fn insert(tx: &mut TenantTx, shift: ShiftId, event: &Event, bytes: &[u8], now: DateTime<Utc>) -> Result<()> {
    let hash = desk::hash_of(bytes);
    sqlx::query!(
        "insert into desk_event (tenant_id, shift_id, number, hash, event, received_at)
        values ($1, $2, $3, $4, $5, $6)",
        tx.tenant().uuid(),
        shift.uuid(),
        event.number.cast_signed(),
        hash.bytes().as_slice(),
        bytes,
        now
    )
    .execute(tx.connection())
    .await?;
    if matches!(event.act, Act::Closing { .. }) {
        sqlx::query!(
            "update desk_shift set ended_at = $3 where tenant_id = $1 and id = $2 and ended_at is null",
            tx.tenant().uuid(),
            shift.uuid(),
            now
        )
        .execute(tx.connection())
        .await?;
        forget_codes(tx, shift).await?;
    }
    Ok(())
}
