//! Shifts (turnos): who began them, who writes them, how they ended.

use chrono::{DateTime, Utc};
use shared::{
    desk::{Act, Refusal},
    document::{Fingerprint, Text},
    id::{DeskId, PersonId, ProcessId, ShiftId},
};
use uuid::Uuid;

use super::{
    journal::{Hand, NotWritten, append, lock},
    tablet::forget_codes,
};
use crate::{Result, StoreError, TenantTx};

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
    /// How many codes for the tablet it gave, used or not.
    pub codes: u32,
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
    codes: i32,
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
            codes: row.codes.cast_unsigned(),
        })
    }
}

/// Shifts with who began and who relieved them.
macro_rules! shifts {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select shift.id, shift.desk_id, place.process_id, shift.number, shift.opened_at, shift.opened_by,
                opener.name as opener, shift.device, shift.ended_at, reliever.name as "reliever?", shift.relief,
                shift.codes
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

/// The places and the numbers of the desks where somebody took over a shift that a device wrote: it may not have sent all.
///
/// # Errors
/// When the database does not answer.
pub async fn relieved_devices(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<(String, u32)>> {
    let rows = sqlx::query!(
        "select distinct place.name, desk.number
        from desk_shift shift
        join desk on desk.tenant_id = shift.tenant_id and desk.id = shift.desk_id
        join polling_place place on place.tenant_id = shift.tenant_id and place.id = desk.place_id
        where shift.tenant_id = $1 and place.process_id = $2 and shift.relief is not null and shift.device is not null
        order by place.name, desk.number",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.number.cast_unsigned())).collect())
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
    match append(tx, id, Act::Shift { officers }, by, now).await {
        Ok(_) => Ok(()),
        Err(NotWritten::Refused(refusal)) => Err(refusal.into()),
        Err(NotWritten::Store(error)) => Err(error.into()),
        Err(other) => Err(StoreError::corrupt("desk_shift")(other).into()),
    }
}

/// What became of handing a shift over to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum HandedOver {
    /// The device writes it from here on.
    Now,
    /// The device wrote it before: whoever asks again did not hear the answer.
    Before,
    /// It is over, or another device writes it.
    Elsewhere,
}

/// Gives a shift that the pages write to a device. What a page was writing comes first; what one would write later is
/// refused, and codes for the tablet work no more.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_over(tx: &mut TenantTx, id: ShiftId, device: Fingerprint) -> Result<HandedOver> {
    match lock(tx, id).await? {
        Hand { ended: false, device: Some(before) } if before == device => return Ok(HandedOver::Before),
        Hand { ended: false, device: None } => {}
        Hand { .. } => return Ok(HandedOver::Elsewhere),
    }
    sqlx::query!(
        "update desk_shift set device = $3 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid(),
        device.bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    forget_codes(tx, id).await?;
    Ok(HandedOver::Now)
}

/// Ends a shift that did not close by itself, with the reason; codes for the tablet work no more. `false`: it had ended.
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
    forget_codes(tx, id).await?;
    Ok(done.rows_affected() == 1)
}

pub(super) fn fingerprint(what: &'static str, stored: Vec<u8>) -> Result<Fingerprint> {
    let bytes = <[u8; 32]>::try_from(stored).map_err(|_| StoreError::corrupt(what)("not 32 bytes"))?;
    Ok(bytes.into())
}
