//! Ballots on paper: batches that were printed, sheets that are read, and whether all that was handed out is there
//! ([`shared::paper`] says how).

mod balance;
mod custody;
mod decided;
mod entry;
mod photo;
mod statement;
mod void;

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, DeskId, PaperSheetId, PersonId, ProcessId},
    paper::Batch,
};
use uuid::Uuid;

pub use self::{
    balance::{Balanced, HandedOut, balances, balances_of, handed_out},
    custody::{Held, NewHeld, custody, note},
    decided::{Decided, Verdict},
    entry::{NotDecided, NotTaken, Totals, enter, read, resolve, slips, totals},
    photo::{Kept, NotKept, add_photo, photos, picture},
    statement::{Statement, decide_statement, state},
    void::{NotVoided, Void, decide_void, propose_void, void_sheets, voids, voids_waiting},
};
use crate::{Result, StoreError, TenantTx, urn};

/// The ballots on paper of one contest from the box of one desk (planilla).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Within the tenant.
    pub id: PaperSheetId,
    /// In which process.
    pub process: ProcessId,
    /// Its number in the process, from 1.
    pub number: u32,
    /// From which desk: its id, the name of its place, its number there.
    pub desk: (DeskId, String, u32),
    /// Of which contest: its id and name.
    pub contest: (ContestId, String),
    /// How many ballots it has.
    pub ballots: u16,
    /// Whether two people said that it counts nothing.
    pub is_void: bool,
    /// Who registered it, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A sheet to register.
#[derive(Clone, Copy, Debug)]
pub struct NewSheet {
    /// Its id.
    pub id: PaperSheetId,
    /// In which process.
    pub process: ProcessId,
    /// From which desk.
    pub desk: DeskId,
    /// Of which contest.
    pub contest: ContestId,
    /// How many ballots it has.
    pub ballots: u16,
}

struct Row {
    id: Uuid,
    process_id: Uuid,
    number: i32,
    desk_id: Uuid,
    place: String,
    desk: i32,
    contest_id: Uuid,
    contest: String,
    ballots: i32,
    is_void: bool,
    registrar: String,
    registered_at: DateTime<Utc>,
}

impl TryFrom<Row> for Sheet {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id.into(),
            process: row.process_id.into(),
            number: row.number.cast_unsigned(),
            desk: (row.desk_id.into(), row.place, row.desk.cast_unsigned()),
            contest: (row.contest_id.into(), row.contest),
            ballots: u16::try_from(row.ballots).map_err(StoreError::corrupt("paper_sheet.ballots"))?,
            is_void: row.is_void,
            by: row.registrar,
            at: row.registered_at,
        })
    }
}

/// Sheets with their desk and contest.
macro_rules! sheets {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select sheet.id, sheet.process_id, sheet.number, sheet.desk_id, place.name as place, desk.number as desk,
                sheet.contest_id, contest.name as contest, sheet.ballots, registrar.name as registrar,
                sheet.registered_at, exists (
                    select from paper_void_decision decision
                    where decision.tenant_id = sheet.tenant_id and decision.sheet_id = sheet.id and decision.confirmed
                ) as "is_void!"
            from paper_sheet sheet
            join desk on desk.tenant_id = sheet.tenant_id and desk.id = sheet.desk_id
            join polling_place place on place.tenant_id = sheet.tenant_id and place.id = desk.place_id
            join contest on contest.tenant_id = sheet.tenant_id and contest.id = sheet.contest_id
            join person registrar on registrar.tenant_id = sheet.tenant_id and registrar.id = sheet.registered_by "#
                + $tail,
            $($argument),+
        )
    };
}

/// The sheets of a process by number.
///
/// # Errors
/// When the database does not answer.
pub async fn sheets(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Sheet>> {
    let rows = sheets!(
        "where sheet.tenant_id = $1 and sheet.process_id = $2 order by sheet.number",
        tx.tenant().uuid(),
        process.uuid()
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Sheet::try_from).collect()
}

/// A sheet.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: PaperSheetId) -> Result<Option<Sheet>> {
    let row = sheets!("where sheet.tenant_id = $1 and sheet.id = $2", tx.tenant().uuid(), id.uuid());
    row.fetch_optional(tx.connection()).await?.map(Sheet::try_from).transpose()
}

/// Registers a sheet, and says its number.
///
/// # Errors
/// [`StoreError::Conflict`] when another one is registered at the same time; and when the urn is sealed or the database
/// does not answer.
pub async fn register(tx: &mut TenantTx, new: NewSheet, by: PersonId, now: DateTime<Utc>) -> Result<u32> {
    wait_for_the_seal(tx, new.contest).await?;
    let number = sqlx::query_scalar!(
        "insert into paper_sheet (tenant_id, id, process_id, number, desk_id, contest_id, ballots, registered_by,
            registered_at)
        select $1, $2, $3, 1 + count(*), $4, $5, $6, $7, $8 from paper_sheet where tenant_id = $1 and process_id = $3
        returning number",
        tx.tenant().uuid(),
        new.id.uuid(),
        new.process.uuid(),
        new.desk.uuid(),
        new.contest.uuid(),
        i32::from(new.ballots),
        by.uuid(),
        now
    )
    .fetch_one(tx.connection())
    .await;
    match number.map_err(StoreError::from) {
        Ok(number) => Ok(number.cast_unsigned()),
        Err(error) if error.violates("paper_sheet_tenant_id_process_id_number_key") => {
            Err(StoreError::Conflict("the sheets"))
        }
        Err(error) => Err(error),
    }
}

/// The seal takes the contest for itself: whatever comes next sees what it left.
async fn wait_for_the_seal(tx: &mut TenantTx, contest: ContestId) -> Result<()> {
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = $2 for key share",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(())
}

/// Whether nothing of the paper of a contest changes any more.
async fn is_sealed(tx: &mut TenantTx, contest: ContestId) -> Result<bool> {
    wait_for_the_seal(tx, contest).await?;
    Ok(urn::find(tx, contest).await?.is_some_and(|urn| urn.sealed.is_some()))
}

/// A batch that was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// For which contest.
    pub contest: ContestId,
    /// Its numbers.
    pub batch: Batch,
    /// Who printed it, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The batches of a process, by contest and number.
///
/// # Errors
/// When the database does not answer.
pub async fn batches(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Printed>> {
    let rows = sqlx::query!(
        "select batch.contest_id, batch.first, batch.ballots, person.name, batch.printed_at
        from paper_batch batch
        join contest on contest.tenant_id = batch.tenant_id and contest.id = batch.contest_id
        join person on person.tenant_id = batch.tenant_id and person.id = batch.printed_by
        where batch.tenant_id = $1 and contest.process_id = $2
        order by contest.code, batch.first",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let count = u16::try_from(row.ballots).map_err(StoreError::corrupt("paper_batch.ballots"))?;
            let batch = Batch::new(row.first.cast_unsigned(), count).map_err(StoreError::corrupt("paper_batch"))?;
            Ok(Printed { contest: row.contest_id.into(), batch, by: row.name, at: row.printed_at })
        })
        .collect()
}

/// Numbers the next ballots of a contest, after those that were printed before.
///
/// # Errors
/// [`StoreError::Conflict`] when others are numbered at the same time, or there are no numbers left; and when the
/// database does not answer.
pub async fn add_batch(
    tx: &mut TenantTx,
    contest: ContestId,
    count: u16,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<Batch> {
    let last = sqlx::query_scalar!(
        r#"select coalesce(max(first + ballots - 1), 0) as "last!" from paper_batch
        where tenant_id = $1 and contest_id = $2"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    let first = last.cast_unsigned() + 1;
    let batch = Batch::new(first, count).map_err(|_| StoreError::Conflict("the ballots"))?;
    let done = sqlx::query!(
        "insert into paper_batch (tenant_id, contest_id, first, ballots, printed_by, printed_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        tx.tenant().uuid(),
        contest.uuid(),
        first.cast_signed(),
        i32::from(count),
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(batch) } else { Err(StoreError::Conflict("the ballots")) }
}
