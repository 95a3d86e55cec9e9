//! Reading sheets: two people, a third where they differ, and the ballots that come of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    document::Fingerprint,
    id::{ContestId, PaperSheetId},
    paper::{Agreed, Cause, Entry, NotEntered, NotResolved, Place, Reading, Resolution, Sheet as Read},
    urn::Slip,
};

use super::{Sheet, is_sealed, photo::hashes};
use crate::{
    Result, StoreError, TenantTx,
    contest::{Contest, VoteType},
    tally, urn,
};

/// Why what somebody read is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// The sheet does not take it.
    #[error(transparent)]
    Refused(#[from] NotEntered),
    /// The urn is sealed.
    #[error("the urn is sealed")]
    Closed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why what somebody decided is not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotDecided {
    /// The sheet does not take it.
    #[error(transparent)]
    Refused(#[from] NotResolved),
    /// The urn is sealed.
    #[error("the urn is sealed")]
    Closed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How far a sheet was read.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn read(tx: &mut TenantTx, sheet: &Sheet) -> Result<Read> {
    let state = Read::new(sheet.ballots).ok_or("a sheet without ballots");
    let mut state = state.map_err(StoreError::corrupt("paper_sheet.ballots"))?;
    let entries = sqlx::query!(
        r#"select entry.person_id, array_agg(reading.reading order by reading.number) as "readings!"
        from paper_entry entry
        join paper_reading reading on reading.tenant_id = entry.tenant_id and reading.sheet_id = entry.sheet_id
            and reading.turn = entry.turn
        where entry.tenant_id = $1 and entry.sheet_id = $2
        group by entry.turn, entry.person_id
        order by entry.turn"#,
        tx.tenant().uuid(),
        sheet.id.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    for row in entries {
        let readings = row.readings.iter().map(|text| parsed(text)).collect::<Result<_>>()?;
        state.enter(Entry { by: row.person_id.into(), readings }).map_err(StoreError::corrupt("paper_entry"))?;
    }
    let resolutions = sqlx::query!(
        "select number, reading, person_id from paper_resolution where tenant_id = $1 and sheet_id = $2",
        tx.tenant().uuid(),
        sheet.id.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    for row in resolutions {
        let number = u16::try_from(row.number).map_err(StoreError::corrupt("paper_resolution.number"))?;
        let resolution = Resolution { by: row.person_id.into(), reading: parsed(&row.reading)? };
        state.resolve(number, resolution).map_err(StoreError::corrupt("paper_resolution"))?;
    }
    Ok(if sheet.is_void { state.into_void() } else { state })
}

fn parsed(text: &str) -> Result<Reading> {
    text.parse().map_err(StoreError::corrupt("paper_reading.reading"))
}

/// Keeps what somebody read on all ballots of a sheet. `means` is what a choice on them means.
///
/// # Errors
/// When the sheet does not take it, the urn is sealed, or the database does not answer.
pub async fn enter(
    tx: &mut TenantTx,
    (sheet, contest): (&Sheet, &Contest),
    entry: Entry,
    means: VoteType,
    now: DateTime<Utc>,
) -> std::result::Result<Read, NotTaken> {
    if is_sealed(tx, contest.id).await? {
        return Err(NotTaken::Closed);
    }
    let mut state = read(tx, sheet).await?;
    state.enter(entry.clone())?;
    let rows = sqlx::query!(
        "with entered as (
            insert into paper_entry (tenant_id, sheet_id, turn, person_id, entered_at)
            select $1, $2, 1 + count(*), $3, $4 from paper_entry where tenant_id = $1 and sheet_id = $2
            on conflict do nothing
            returning turn
        )
        select turn from entered",
        tx.tenant().uuid(),
        sheet.id.uuid(),
        entry.by.uuid(),
        now
    )
    .fetch_optional(tx.connection())
    .await
    .map_err(StoreError::from)?;
    // Somebody else was faster; whoever asks again is the second one.
    let turn = rows.ok_or(StoreError::Conflict("the sheet"))?.turn;
    let readings: Vec<String> = entry.readings.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into paper_reading (tenant_id, sheet_id, turn, number, reading)
        select $1, $2, $3, number, reading from unnest($4::text[]) with ordinality as read (reading, number)",
        tx.tenant().uuid(),
        sheet.id.uuid(),
        turn,
        &readings
    )
    .execute(tx.connection())
    .await
    .map_err(StoreError::from)?;
    urn::means(tx, contest, means).await?;
    Ok(state)
}

/// Keeps what somebody decided on a ballot that was read differently.
///
/// # Errors
/// When the sheet does not take it, the urn is sealed, or the database does not answer.
pub async fn resolve(
    tx: &mut TenantTx,
    sheet: &Sheet,
    ballot: u16,
    resolution: Resolution,
    now: DateTime<Utc>,
) -> std::result::Result<Read, NotDecided> {
    if is_sealed(tx, sheet.contest.0).await? {
        return Err(NotDecided::Closed);
    }
    let mut state = read(tx, sheet).await?;
    state.resolve(ballot, resolution.clone())?;
    let done = sqlx::query!(
        "insert into paper_resolution (tenant_id, sheet_id, number, reading, person_id, resolved_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        tx.tenant().uuid(),
        sheet.id.uuid(),
        i32::from(ballot),
        resolution.reading.to_string(),
        resolution.by.uuid(),
        now
    )
    .execute(tx.connection())
    .await
    .map_err(StoreError::from)?;
    if done.rows_affected() == 0 { Err(NotResolved::Decided.into()) } else { Ok(state) }
}

/// The sheets of a contest that count, with what is agreed on of each, nothing where that is not known.
async fn agreed(tx: &mut TenantTx, contest: ContestId) -> Result<Vec<(Sheet, Option<Agreed>)>> {
    let ids = sqlx::query_scalar!(
        "select id from paper_sheet where tenant_id = $1 and contest_id = $2 order by number",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let sheet = super::find(tx, PaperSheetId::from(id)).await?.ok_or(StoreError::Conflict("the sheets"))?;
        if sheet.is_void {
            continue;
        }
        let state = read(tx, &sheet).await?;
        all.push((sheet, state.agreed()));
    }
    Ok(all)
}

/// The ballots of a contest on its agreed sheets as they go into the urn and are published: blank ones are among them,
/// rejected ones are not.
///
/// # Errors
/// [`StoreError::Corrupt`] when one names what is not on the ballot, [`StoreError::Conflict`] when a sheet is not agreed
/// on, and when the database does not answer.
pub async fn slips(tx: &mut TenantTx, contest: &Contest) -> Result<Vec<Slip>> {
    let sheets = agreed(tx, contest.id).await?;
    if sheets.is_empty() {
        return Ok(Vec::new());
    }
    let name = urn::name(tx, contest.id).await?;
    let competitors = tally::competitors(tx, contest).await?;
    let ids: BTreeMap<u32, String> = competitors.into_iter().map(|one| (one.ballot_number, one.public_id)).collect();
    let amounts = contest.vote_type != VoteType::Approval;
    let mut slips = Vec::new();
    for (sheet, agreed) in sheets {
        let agreed = agreed.ok_or(StoreError::Conflict("a sheet"))?;
        for (ballot, reading) in (1..).zip(agreed.readings()) {
            let Some(marks) = reading.counts() else { continue };
            let place = Place::new(sheet.number, ballot).ok_or("a number of nine digits");
            let place = place.map_err(StoreError::corrupt("paper_sheet.number"))?;
            let marks = marks.iter().map(|(number, points)| {
                let id = ids.get(&number).ok_or("it names no project of the contest");
                Ok((id.map_err(StoreError::corrupt("paper_reading.reading"))?.clone(), points))
            });
            slips.push(Slip::new(name.as_str(), place.code(), marks.collect::<Result<Vec<_>>>()?, amounts));
        }
    }
    Ok(slips)
}

/// What was found on one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The sheet.
    pub sheet: Sheet,
    /// Ballots that name projects.
    pub named: u32,
    /// Blank ones.
    pub blank: u32,
    /// Rejected ones, by cause.
    pub rejected: BTreeMap<Cause, u32>,
    /// The SHA-256 of its photos: the first one is number 1.
    pub photos: Vec<Fingerprint>,
}

/// What was found on the agreed sheets of a contest, by number. It tells how people voted: it is for whoever may know
/// that.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn totals(tx: &mut TenantTx, contest: ContestId) -> Result<Vec<Totals>> {
    let sheets = agreed(tx, contest).await?;
    let mut photos = hashes(tx, contest).await?;
    let totals = sheets.into_iter().filter_map(|(sheet, agreed)| {
        let photos = photos.remove(&sheet.id).unwrap_or_default();
        let mut totals = Totals { sheet, named: 0, blank: 0, rejected: BTreeMap::new(), photos };
        for reading in agreed?.readings() {
            match reading {
                Reading::Valid(marks) if marks.are_blank() => totals.blank += 1,
                Reading::Valid(_) => totals.named += 1,
                Reading::Rejected(cause) => *totals.rejected.entry(*cause).or_default() += 1,
            }
        }
        Some(totals)
    });
    Ok(totals.collect())
}

impl Totals {
    /// Ballots that count.
    pub const fn valid(&self) -> u32 {
        self.named + self.blank
    }

    /// Ballots that don't, whatever the cause.
    pub fn annulled(&self) -> u32 {
        self.rejected.values().sum()
    }
}
