//! Polling places (puestos de votación), their desks (mesas) and the journals of their shifts.

mod counts;
mod envelope;
mod journal;
mod listed;
mod loss;
mod mark;
mod shift;
mod tablet;
mod voter;

use chrono::{DateTime, Utc};
use shared::{
    id::{DeskId, PollingPlaceId, ProcessId, TerritoryId},
    ruleset::Code,
};
use uuid::Uuid;

pub(crate) use self::mark::ballot_of;
pub use self::{
    counts::{envelope_counts, relieved_counts},
    envelope::{
        EnvelopeNumber, Lost, Settled, Unopened, Waiting, open_envelopes, settled, unopened, unopened_of, waiting,
    },
    journal::{BroughtIn, Head, NotWritten, bring_in, journal, write, write_mark},
    listed::{Listed, People, listed, voters},
    loss::{Loss, decide_loss, losses, propose_loss},
    mark::{Claim, Contradiction, claim, claimed, contradictions},
    shift::{
        HandedOver, NotOpened, Shift, find_shift, hand_over, newest, newest_of_each, of_desk, open_shift, relieve,
        relieved_devices, under_way,
    },
    tablet::{
        Allowed, NewCode, OpenCode, Pass, cancel_code, cast_on_tablet, enter_code, give_code, leave, open_codes, pass,
    },
    voter::{Known, known},
};
use crate::{Result, StoreError, TenantTx};

/// Where people vote in person (puesto de votación).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Within the tenant.
    pub id: PollingPlaceId,
    /// In which process.
    pub process: ProcessId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Whose people vote there, by id and code; everybody's when none.
    pub territory: Option<(TerritoryId, Code)>,
    /// Whether it comes to people.
    pub mobile: bool,
    /// When it is open, in words.
    pub hours: String,
}

/// A desk (mesa) with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Within the tenant.
    pub id: DeskId,
    /// Its number at the place, from 1.
    pub number: u32,
    /// The place.
    pub place: Place,
}

/// A place to open.
#[derive(Clone, Debug)]
pub struct NewPlace<'a> {
    /// Its id.
    pub id: PollingPlaceId,
    /// In which process.
    pub process: ProcessId,
    /// Its name.
    pub name: &'a str,
    /// Where it is.
    pub address: &'a str,
    /// Whose people vote there.
    pub territory: Option<TerritoryId>,
    /// Whether it comes to people.
    pub mobile: bool,
    /// When it is open, in words.
    pub hours: &'a str,
}

struct Row {
    desk: Option<Uuid>,
    number: Option<i32>,
    id: Uuid,
    process_id: Uuid,
    name: String,
    address: String,
    territory_id: Option<Uuid>,
    code: Option<String>,
    mobile: bool,
    hours: String,
}

impl Row {
    fn read(self) -> Result<(Place, Option<(DeskId, u32)>)> {
        let territory = match (self.territory_id, self.code) {
            (Some(id), Some(code)) => Some((id.into(), code.parse().map_err(StoreError::corrupt("territory.code"))?)),
            _ => None,
        };
        let place = Place {
            id: self.id.into(),
            process: self.process_id.into(),
            name: self.name,
            address: self.address,
            territory,
            mobile: self.mobile,
            hours: self.hours,
        };
        let desk = self.desk.zip(self.number).map(|(id, number)| (id.into(), number.cast_unsigned()));
        Ok((place, desk))
    }
}

/// Places with their desks.
macro_rules! places {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select desk.id as "desk?", desk.number as "number?", place.id, place.process_id, place.name,
                place.address, place.territory_id, territory.code as "code?", place.mobile, place.hours
            from polling_place place
            left join territory on territory.tenant_id = place.tenant_id and territory.id = place.territory_id
            left join desk on desk.tenant_id = place.tenant_id and desk.place_id = place.id "# + $tail,
            $($argument),+
        )
    };
}

/// The places of a process by name, each with its desks by number.
///
/// # Errors
/// When the database does not answer.
pub async fn places(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<(Place, Vec<Desk>)>> {
    let rows = places!(
        "where place.tenant_id = $1 and place.process_id = $2 order by place.name, desk.number",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut places: Vec<(Place, Vec<Desk>)> = Vec::new();
    for row in rows {
        let (place, desk) = row.read()?;
        if places.last().is_none_or(|(last, _)| last.id != place.id) {
            places.push((place.clone(), Vec::new()));
        }
        if let (Some((id, number)), Some((_, desks))) = (desk, places.last_mut()) {
            desks.push(Desk { id, number, place });
        }
    }
    Ok(places)
}

/// A place.
///
/// # Errors
/// When the database does not answer.
pub async fn find_place(tx: &mut TenantTx, id: PollingPlaceId) -> Result<Option<Place>> {
    let row = places!(
        "where place.tenant_id = $1 and place.id = $2 order by desk.number limit 1",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(row.map(Row::read).transpose()?.map(|(place, _)| place))
}

/// A desk with its place.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: DeskId) -> Result<Option<Desk>> {
    let row = places!("where place.tenant_id = $1 and desk.id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?;
    let Some((place, Some((id, number)))) = row.map(Row::read).transpose()? else { return Ok(None) };
    Ok(Some(Desk { id, number, place }))
}

/// Opens a place with a first desk. `false`: the process has one of that name.
///
/// # Errors
/// When the database does not answer.
pub async fn add_place(tx: &mut TenantTx, new: &NewPlace<'_>, desk: DeskId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into polling_place (tenant_id, id, process_id, name, address, territory_id, mobile, hours, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant_id, process_id, name) do nothing",
        tx.tenant().uuid(),
        new.id.uuid(),
        new.process.uuid(),
        new.name,
        new.address,
        new.territory.map(TerritoryId::uuid),
        new.mobile,
        new.hours,
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    add_desk(tx, new.id, desk).await?;
    Ok(true)
}

/// Adds a desk to a place, and says its number.
///
/// # Errors
/// [`StoreError::Conflict`] when another one is added at the same time; and when the database does not answer.
pub async fn add_desk(tx: &mut TenantTx, place: PollingPlaceId, id: DeskId) -> Result<u32> {
    let number = sqlx::query_scalar!(
        "insert into desk (tenant_id, id, place_id, number)
        select $1, $2, $3, 1 + count(*) from desk where tenant_id = $1 and place_id = $3
        returning number",
        tx.tenant().uuid(),
        id.uuid(),
        place.uuid()
    )
    .fetch_one(tx.connection())
    .await;
    match number.map_err(StoreError::from) {
        Ok(number) => Ok(number.cast_unsigned()),
        Err(error) if error.violates("desk_tenant_id_place_id_number_key") => Err(StoreError::Conflict("the place")),
        Err(error) => Err(error),
    }
}
