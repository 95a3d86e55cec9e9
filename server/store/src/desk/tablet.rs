//! Codes by which people vote on a tablet (tableta) at a desk: given to one person by one shift, typed once, and gone
//! with the ballot, with the time, or with the shift.
//!
//! Whoever is marked by tablet is marked in the transaction that puts the ballot into the urn. A code that nobody uses
//! leaves nothing behind but its number.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    desk::{Act, Assistance, Refusal, Stage},
    document::{Fingerprint, Key},
    id::{ContestId, PersonId, ShiftId},
    roll::{EntryHash, LastThree},
    ruleset::Code,
    urn::Channel,
};

use super::{
    journal::{NotWritten, append, journal, lock_for_pages},
    shift::fingerprint,
};
use crate::{
    Result, StoreError, TenantTx, roll,
    urn::{self, Cast, Envelope, Poll, Voter},
};

/// Somebody who may vote on a tablet: what their document says, and what they may vote on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// As whom the journal marks them: what rolls keep of the number of their document, or the account that they vote for.
    pub entry: EntryHash,
    /// The same of their document, where it is an account that they vote for.
    pub holder: Option<EntryHash>,
    /// The kind of document.
    pub kind: Key,
    /// The end of the number.
    pub last_three: LastThree,
    /// The day of birth that the document says.
    pub born: Option<NaiveDate>,
    /// Where they say they live.
    pub lives: Option<Code>,
    /// The ballot, by the last contest on it.
    pub contest: ContestId,
    /// Why somebody helps them, where somebody does.
    pub assisted: Option<Assistance>,
}

/// A code that is given to somebody.
#[derive(Clone, Copy, Debug)]
pub struct NewCode {
    /// What is kept of it.
    pub hash: Fingerprint,
    /// The officer who gives it.
    pub by: PersonId,
    /// Until when it can be typed.
    pub until: DateTime<Utc>,
}

/// A code that waits at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCode {
    /// Its number in the shift, from 1.
    pub number: u32,
    /// Whose it is: as whom the journal will mark them.
    pub entry: EntryHash,
    /// Whether it was typed on a tablet.
    pub typed: bool,
    /// Until when it works.
    pub until: DateTime<Utc>,
}

/// What a code that was typed opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// The shift that gave it.
    pub shift: ShiftId,
    /// By what its tablet is known.
    pub tablet: Fingerprint,
    /// Who may vote.
    pub allowed: Allowed,
    /// The officer who gave it.
    pub by: PersonId,
    /// Whether its ballot is in the urn.
    pub used: bool,
}

/// Gives somebody a code; one that they had works no more. Says its number.
///
/// # Errors
/// When the shift is over, a device writes it, or people do not vote there now; [`StoreError::Conflict`] when another desk
/// gives them one at the same time; and when the database does not answer.
pub async fn give_code(
    tx: &mut TenantTx,
    shift: ShiftId,
    allowed: &Allowed,
    code: NewCode,
    now: DateTime<Utc>,
) -> std::result::Result<u32, NotWritten> {
    lock_for_pages(tx, shift).await?;
    let journal = journal(tx, shift).await?;
    if journal.stage() != Stage::Open {
        return Err(Refusal::Stage { stage: journal.stage(), act: "mark" }.into());
    }
    if let Some(number) = journal.marked(&allowed.entry) {
        return Err(Refusal::AlreadyMarked { number }.into());
    }
    Ok(insert(tx, shift, allowed, code, now).await?)
}

async fn insert(tx: &mut TenantTx, shift: ShiftId, whose: &Allowed, code: NewCode, now: DateTime<Utc>) -> Result<u32> {
    sqlx::query!(
        "delete from desk_tablet where tenant_id = $1 and (entry = $2 or shift_id = $3 and until <= $4)",
        tx.tenant().uuid(),
        whose.entry.as_bytes().as_slice(),
        shift.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    let number = sqlx::query_scalar!(
        "update desk_shift set codes = codes + 1 where tenant_id = $1 and id = $2 returning codes",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    let done = sqlx::query!(
        "insert into desk_tablet (tenant_id, entry, shift_id, number, code_hash, contest_id, kind, last_three, born,
            lives, assisted, given_by, until, document_hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict do nothing",
        tx.tenant().uuid(),
        whose.entry.as_bytes().as_slice(),
        shift.uuid(),
        number,
        code.hash.bytes().as_slice(),
        whose.contest.uuid(),
        whose.kind.as_str(),
        whose.last_three.as_str(),
        whose.born,
        whose.lives.as_ref().map(Code::as_str),
        whose.assisted.map(Assistance::as_str),
        code.by.uuid(),
        code.until,
        whose.holder.map(|holder| holder.as_bytes().to_vec())
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(number.cast_unsigned()) } else { Err(StoreError::Conflict("the code")) }
}

/// The codes of a shift that still work and were not used, by number.
///
/// # Errors
/// When the database does not answer.
pub async fn open_codes(tx: &mut TenantTx, shift: ShiftId, now: DateTime<Utc>) -> Result<Vec<OpenCode>> {
    let rows = sqlx::query!(
        r#"select number, entry, tablet_hash is not null as "typed!", until from desk_tablet
        where tenant_id = $1 and shift_id = $2 and not used and until > $3
        order by number"#,
        tx.tenant().uuid(),
        shift.uuid(),
        now
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let entry = EntryHash::new(*fingerprint("desk_tablet.entry", row.entry)?.bytes());
            Ok(OpenCode { number: row.number.cast_unsigned(), entry, typed: row.typed, until: row.until })
        })
        .collect()
}

/// Takes a code back that was not used. `false`: there is none of this number.
///
/// # Errors
/// When the shift is over, a device writes it, or the database does not answer.
pub async fn cancel_code(tx: &mut TenantTx, shift: ShiftId, number: u32) -> std::result::Result<bool, NotWritten> {
    // A ballot that is on its way into the urn comes first.
    lock_for_pages(tx, shift).await?;
    let done = sqlx::query!(
        "delete from desk_tablet where tenant_id = $1 and shift_id = $2 and number = $3 and not used",
        tx.tenant().uuid(),
        shift.uuid(),
        number.cast_signed()
    )
    .execute(tx.connection())
    .await
    .map_err(StoreError::from)?;
    Ok(done.rows_affected() == 1)
}

/// Takes back the code that somebody has, wherever they got it: they are given something else to vote with.
pub(super) async fn cancel_code_of(tx: &mut TenantTx, entry: EntryHash) -> Result<()> {
    sqlx::query!(
        "delete from desk_tablet where tenant_id = $1 and entry = $2 and not used",
        tx.tenant().uuid(),
        entry.as_bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Forgets every code of a shift that ends, or that the pages write no more.
pub(super) async fn forget_codes(tx: &mut TenantTx, shift: ShiftId) -> Result<()> {
    sqlx::query!("delete from desk_tablet where tenant_id = $1 and shift_id = $2", tx.tenant().uuid(), shift.uuid())
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Opens a ballot by its code on one tablet, until an instant: on no other from then on. The tablet that sends the same
/// page again did not hear the answer. `false`: no such code works.
///
/// # Errors
/// When the database does not answer.
pub async fn enter_code(
    tx: &mut TenantTx,
    code: Fingerprint,
    tablet: Fingerprint,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update desk_tablet set tablet_hash = $3, until = case when tablet_hash is null then $4 else until end
        where tenant_id = $1 and code_hash = $2 and not used and until > $5
            and (tablet_hash is null or tablet_hash = $3)
            and exists (
                select from desk_shift shift where shift.tenant_id = $1 and shift.id = desk_tablet.shift_id
                    and shift.ended_at is null and shift.device is null
            )",
        tx.tenant().uuid(),
        code.bytes().as_slice(),
        tablet.bytes().as_slice(),
        until,
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a tablet was opened for, while it works.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn pass(tx: &mut TenantTx, tablet: Fingerprint, now: DateTime<Utc>) -> Result<Option<Pass>> {
    let row = sqlx::query!(
        "select shift_id, entry, document_hash, contest_id, kind, last_three, born, lives, assisted, given_by, used
        from desk_tablet
        where tenant_id = $1 and tablet_hash = $2 and until > $3",
        tx.tenant().uuid(),
        tablet.bytes().as_slice(),
        now
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let last_three = LastThree::stored(row.last_three);
    let assisted = row.assisted.map(|word| word.parse().map_err(StoreError::corrupt("desk_tablet.assisted")));
    let lives = row.lives.map(|code| code.parse().map_err(StoreError::corrupt("desk_tablet.lives")));
    let allowed = Allowed {
        entry: EntryHash::new(*fingerprint("desk_tablet.entry", row.entry)?.bytes()),
        holder: row.document_hash.map(roll::hash).transpose()?,
        kind: row.kind.parse().map_err(StoreError::corrupt("desk_tablet.kind"))?,
        last_three: last_three.ok_or_else(|| StoreError::corrupt("desk_tablet.last_three")("not three signs"))?,
        born: row.born,
        lives: lives.transpose()?,
        contest: row.contest_id.into(),
        assisted: assisted.transpose()?,
    };
    Ok(Some(Pass { shift: row.shift_id.into(), tablet, allowed, by: row.given_by.into(), used: row.used }))
}

/// Casts a ballot on a tablet: the voter on the roll and an envelope in the urn of each of its contests, the mark in the
/// journal and the code used up, all or nothing. Where the voter had voted before, or the urn is sealed, the code is gone.
///
/// # Errors
/// When the code works no more ([`NotWritten::NoCode`]) or was used for another ballot ([`NotWritten::CodeUsed`]), the shift
/// is over or paused, a device writes it, or the database does not answer; then nothing was kept once the transaction ends.
pub async fn cast_on_tablet(
    tx: &mut TenantTx,
    pass: &Pass,
    (poll, voter): (Poll<'_>, Voter),
    envelopes: &[Envelope<'_>],
    act: Act,
    now: DateTime<Utc>,
) -> std::result::Result<Cast, NotWritten> {
    lock_for_pages(tx, pass.shift).await?;
    // Asked again now that nobody else writes: the code may have been taken back, or used in another window.
    let known = self::pass(tx, pass.tablet, now).await?;
    let known = known.filter(|known| known.allowed == pass.allowed).ok_or(NotWritten::NoCode)?;
    let cast = urn::cast(tx, poll, (voter, Channel::Desk), envelopes, now).await?;
    match cast {
        Cast::Counted => {
            append(tx, pass.shift, act, pass.by, now).await?;
            use_up(tx, pass.tablet).await?;
        }
        Cast::Again => {}
        Cast::AlreadyVoted if known.used => return Err(NotWritten::CodeUsed),
        Cast::AlreadyVoted | Cast::Closed => leave(tx, pass.tablet).await?,
    }
    Ok(cast)
}

async fn use_up(tx: &mut TenantTx, tablet: Fingerprint) -> Result<()> {
    sqlx::query!(
        "update desk_tablet set used = true where tenant_id = $1 and tablet_hash = $2",
        tx.tenant().uuid(),
        tablet.bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Somebody goes away from a tablet without voting: their code works no more.
///
/// # Errors
/// When the database does not answer.
pub async fn leave(tx: &mut TenantTx, tablet: Fingerprint) -> Result<()> {
    sqlx::query!(
        "delete from desk_tablet where tenant_id = $1 and tablet_hash = $2 and not used",
        tx.tenant().uuid(),
        tablet.bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
