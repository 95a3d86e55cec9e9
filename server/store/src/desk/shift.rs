//! Shifts (turnos) and their journals: what is written there also takes the voter's vote on the roll, both or neither.

use chrono::{DateTime, Utc};
use shared::{
    desk::{self, Accepted, Act, Event, Journal, Refusal, Way},
    document::{Fingerprint, Text},
    id::{DeskId, PersonId, ProcessId, ShiftId},
    ruleset::OfflineBallots,
    urn::Channel,
};
use uuid::Uuid;

use super::known;
use crate::{
    Result, StoreError, TenantTx, contest,
    process::Process,
    territory,
    urn::{self, Marked, Poll, Voter},
};

/// A shift at a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Within the tenant.
    pub id: ShiftId,
    /// At which desk.
    pub desk: DeskId,
    /// In which process.
    pub process: ProcessId,
    /// Its number at the desk, from 1.
    pub number: u32,
    /// When it began.
    pub opened_at: DateTime<Utc>,
    /// Who began it, by id and name.
    pub opened_by: (PersonId, String),
    /// By what the device that writes it is known; the pages write it when there is none.
    pub device: Option<Fingerprint>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who took it over and why, where it did not close by itself.
    pub relief: Option<(String, String)>,
}

/// Why no shift begins.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// One is under way.
    #[error("the desk has a shift under way")]
    UnderWay,
    /// The journal does not take its first event.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why something was not written into a journal.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// The shift is over.
    #[error("the shift is over")]
    Ended,
    /// The journal does not take it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Whoever should be marked has voted.
    #[error("voted by {0:?}")]
    AlreadyVoted(Channel),
    /// The urn is sealed.
    #[error("the urn is sealed")]
    Closed,
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

/// Somebody who was marked and had voted elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The event that marked them.
    pub number: u32,
    /// How they had voted; none where the urn was sealed before.
    pub channel: Option<Channel>,
    /// What the rule made of the ballot.
    pub decision: OfflineBallots,
}

/// What became of events that a device brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtIn {
    /// How far the journal has come.
    pub head: Head,
    /// Why the next one was not taken, where one was not.
    pub refused: Option<Refusal>,
    /// What was found with those that are new.
    pub contradictions: Vec<Contradiction>,
}

struct Row {
    id: Uuid,
    desk_id: Uuid,
    process_id: Uuid,
    number: i32,
    opened_at: DateTime<Utc>,
    opened_by: Uuid,
    opener: String,
    device: Option<Vec<u8>>,
    ended_at: Option<DateTime<Utc>>,
    reliever: Option<String>,
    relief: Option<String>,
}

impl TryFrom<Row> for Shift {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            desk: row.desk_id.into(),
            process: row.process_id.into(),
            number: row.number.cast_unsigned(),
            opened_at: row.opened_at,
            opened_by: (row.opened_by.into(), row.opener),
            device: row.device.map(|device| fingerprint("desk_shift.device", device)).transpose()?,
            ended_at: row.ended_at,
            relief: row.reliever.zip(row.relief),
        })
    }
}

/// Shifts with who began and who relieved them.
macro_rules! shifts {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select shift.id, shift.desk_id, place.process_id, shift.number, shift.opened_at, shift.opened_by,
                opener.name as opener, shift.device, shift.ended_at, reliever.name as "reliever?", shift.relief
            from desk_shift shift
            join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
            join polling_place place on place.tenant_id = shift.tenant_id and place.id = desk.place_id
            join person opener on opener.tenant_id = shift.tenant_id and opener.id = shift.opened_by
            left join person reliever on reliever.tenant_id = shift.tenant_id and reliever.id = shift.relieved_by "#
                + $tail,
            $($argument),+
        )
    };
}

/// A shift.
///
/// # Errors
/// When the database does not answer.
pub async fn find_shift(tx: &mut TenantTx, id: ShiftId) -> Result<Option<Shift>> {
    let row = shifts!("where shift.tenant_id = $1 and shift.id = $2", tx.tenant().uuid(), id.uuid());
    row.fetch_optional(tx.connection()).await?.map(Shift::try_from).transpose()
}

/// The shift of a desk that began last.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(tx: &mut TenantTx, desk: DeskId) -> Result<Option<Shift>> {
    let row = shifts!(
        "where shift.tenant_id = $1 and shift.desk_id = $2 order by shift.number desc limit 1",
        tx.tenant().uuid(),
        desk.uuid()
    );
    row.fetch_optional(tx.connection()).await?.map(Shift::try_from).transpose()
}

/// The shifts of a desk, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_desk(tx: &mut TenantTx, desk: DeskId) -> Result<Vec<Shift>> {
    let rows = shifts!(
        "where shift.tenant_id = $1 and shift.desk_id = $2 order by shift.number desc",
        tx.tenant().uuid(),
        desk.uuid()
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Shift::try_from).collect()
}

/// The newest shift of each desk of a process.
///
/// # Errors
/// When the database does not answer.
pub async fn newest_of_each(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Shift>> {
    let rows = shifts!(
        "where shift.tenant_id = $1 and place.process_id = $2 and not exists (
            select from desk_shift later where later.tenant_id = $1 and later.desk_id = shift.desk_id
                and later.number > shift.number
        )",
        tx.tenant().uuid(),
        process.uuid()
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Shift::try_from).collect()
}

/// The shifts of a process that have not ended.
///
/// # Errors
/// When the database does not answer.
pub async fn under_way(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Shift>> {
    let rows = shifts!(
        "where shift.tenant_id = $1 and place.process_id = $2 and shift.ended_at is null order by shift.opened_at",
        tx.tenant().uuid(),
        process.uuid()
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Shift::try_from).collect()
}

/// The journal of a shift.
///
/// # Errors
/// When the database does not answer, or what is stored makes no journal.
pub async fn journal(tx: &mut TenantTx, shift: ShiftId) -> Result<Journal> {
    let events = sqlx::query_scalar!(
        "select event from desk_event where tenant_id = $1 and shift_id = $2 order by number",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Journal::replay(shift.uuid(), events.iter().map(Vec::as_slice)).map_err(StoreError::corrupt("desk_event"))
}

/// Begins a shift at a desk: its journal says first who is there. Where `device` is named, that device writes it.
///
/// # Errors
/// When one is under way, when nobody is there, and when the database does not answer.
pub async fn open_shift(
    tx: &mut TenantTx,
    desk: DeskId,
    id: ShiftId,
    officers: Vec<Text>,
    device: Option<Fingerprint>,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<(), NotOpened> {
    let device = device.map(|device| device.bytes().to_vec());
    let done = sqlx::query!(
        "insert into desk_shift (tenant_id, id, desk_id, number, opened_at, opened_by, device)
        select $1, $2, $3, 1 + count(*), $4, $5, $6 from desk_shift where tenant_id = $1 and desk_id = $3
        on conflict do nothing",
        tx.tenant().uuid(),
        id.uuid(),
        desk.uuid(),
        now,
        by.uuid(),
        device
    )
    .execute(tx.connection())
    .await
    .map_err(StoreError::from)?;
    if done.rows_affected() == 0 {
        return Err(NotOpened::UnderWay);
    }
    match write(tx, id, Act::Shift { officers }, by, now).await {
        Ok(_) => Ok(()),
        Err(NotWritten::Refused(refusal)) => Err(refusal.into()),
        Err(NotWritten::Store(error)) => Err(error.into()),
        Err(other) => Err(StoreError::corrupt("desk_shift")(other).into()),
    }
}

/// Gives a shift that the pages write to a device. `false`: it is over, or a device writes it.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_over(tx: &mut TenantTx, id: ShiftId, device: Fingerprint) -> Result<bool> {
    let done = sqlx::query!(
        "update desk_shift set device = $3 where tenant_id = $1 and id = $2 and device is null and ended_at is null",
        tx.tenant().uuid(),
        id.uuid(),
        device.bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a shift that did not close by itself, with the reason. `false`: it had ended.
///
/// # Errors
/// When the database does not answer.
pub async fn relieve(tx: &mut TenantTx, id: ShiftId, by: PersonId, why: &str, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update desk_shift set ended_at = $3, relieved_by = $4, relief = $5
        where tenant_id = $1 and id = $2 and ended_at is null",
        tx.tenant().uuid(),
        id.uuid(),
        now,
        by.uuid(),
        why
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes an act into the journal of a shift that the pages write.
///
/// # Errors
/// When the shift is over, the journal does not take the act, or the database does not answer.
pub async fn write(
    tx: &mut TenantTx,
    shift: ShiftId,
    act: Act,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<Event, NotWritten> {
    if lock(tx, shift).await?.is_some() {
        return Err(NotWritten::Ended);
    }
    let mut journal = journal(tx, shift).await?;
    let event = Event { number: journal.next(), before: journal.head(), at: now, by, offline: false, act };
    let bytes = event.bytes();
    journal.accept(&bytes)?;
    insert(tx, shift, &event, &bytes, now).await?;
    Ok(event)
}

/// Marks a voter, in these contests: on the roll and in the journal, both or neither.
///
/// # Errors
/// When they have voted, and as [`write`]; then nothing was kept once the transaction ends.
pub async fn write_mark(
    tx: &mut TenantTx,
    shift: ShiftId,
    (polls, voter): (&[Poll<'_>], Voter),
    act: Act,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<Event, NotWritten> {
    // Whoever votes on a screen is on the roll once the ballot is cast.
    if !matches!(act, Act::Mark { way: Way::Tablet, .. }) {
        for poll in polls {
            match urn::mark(tx, *poll, voter, now).await? {
                Marked::Marked => {}
                Marked::AlreadyVoted(channel) => return Err(NotWritten::AlreadyVoted(channel)),
                Marked::Closed => return Err(NotWritten::Closed),
            }
        }
    }
    write(tx, shift, act, by, now).await
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
    let mut journal = journal(tx, shift).await?;
    let (mut refused, mut contradictions) = (None, Vec::new());
    for bytes in events {
        match journal.accept(bytes) {
            Ok(Accepted::Known(_)) => {}
            Ok(Accepted::New(event)) => {
                insert(tx, shift, &event, bytes, now).await?;
                contradictions.extend(vote(tx, process, shift, &event, now).await?);
            }
            Err(refusal) => {
                refused = Some(refusal);
                break;
            }
        }
    }
    let head = Head { number: journal.next() - 1, hash: journal.head() };
    Ok(BroughtIn { head, refused, contradictions })
}

/// Takes the vote of whoever a device marked; a contradiction where it was taken before.
async fn vote(
    tx: &mut TenantTx,
    process: &Process,
    shift: ShiftId,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<Option<Contradiction>> {
    let Act::Mark { entry, contests, territory, way, .. } = &event.act else { return Ok(None) };
    if *way == Way::Tablet {
        return Ok(None);
    }
    let voter = Voter { id: entry.voter().into(), person: known(tx, *entry).await?.person };
    let place = match territory {
        Some(code) => territory::by_code(tx, code.as_str()).await?,
        None => None,
    };
    let contest = match place {
        Some(place) => contest::of_territory(tx, process.id, place.id).await?,
        None => None,
    };
    let mut before = None;
    for rule in contests {
        let known = process.rule_set.contests.iter().any(|known| known.id == *rule);
        let taken = match contest.as_ref().filter(|_| known) {
            // What is voted on nowhere counts nowhere.
            None => Some(None),
            Some(contest) => match urn::mark(tx, Poll { process, rule, contest }, voter, now).await? {
                Marked::Marked => None,
                Marked::AlreadyVoted(channel) => Some(Some(channel)),
                Marked::Closed => Some(None),
            },
        };
        before = before.or(taken);
    }
    let Some(channel) = before else { return Ok(None) };
    // What lies in the box with the others cannot be told from them any more, whatever the rule says.
    let decision = match way {
        Way::Envelope { .. } => desk::offline_ballots(&process.rule_set),
        Way::Paper | Way::Tablet => OfflineBallots::Count,
    };
    sqlx::query!(
        "insert into desk_contradiction (tenant_id, shift_id, number, channel, decision, found_at)
        values ($1, $2, $3, $4, $5, $6)",
        tx.tenant().uuid(),
        shift.uuid(),
        event.number.cast_signed(),
        channel.map(Channel::as_str),
        decision.as_str(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(Some(Contradiction { number: event.number, channel, decision }))
}

/// What was found of a shift: who had voted elsewhere.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn contradictions(tx: &mut TenantTx, shift: ShiftId) -> Result<Vec<Contradiction>> {
    let rows = sqlx::query!(
        "select number, channel, decision from desk_contradiction
        where tenant_id = $1 and shift_id = $2 order by number",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let channel =
                row.channel.map(|word| word.parse().map_err(StoreError::corrupt("desk_contradiction.channel")));
            Ok(Contradiction {
                number: row.number.cast_unsigned(),
                channel: channel.transpose()?,
                decision: row.decision.parse().map_err(StoreError::corrupt("desk_contradiction.decision"))?,
            })
        })
        .collect()
}

/// Keeps everybody else from writing into a journal until the transaction ends, and says when the shift ended.
async fn lock(tx: &mut TenantTx, shift: ShiftId) -> Result<Option<DateTime<Utc>>> {
    let ended = sqlx::query_scalar!(
        "select ended_at from desk_shift where tenant_id = $1 and id = $2 for no key update",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(ended)
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
    }
    Ok(())
}

fn fingerprint(what: &'static str, stored: Vec<u8>) -> Result<Fingerprint> {
    let bytes = <[u8; 32]>::try_from(stored).map_err(|_| StoreError::corrupt(what)("not 32 bytes"))?;
    Ok(bytes.into())
}
