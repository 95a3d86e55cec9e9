//! Bodies (instancias) as they exist, and who sits in them.

pub mod seat_code;
pub mod session;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    committee::{Appointment, SeatId},
    document::Key,
    id::{AppointmentId, BodyId, PersonId, ProcessId, ProposalId, TerritoryId},
    ruleset::Incompatibility,
};

use crate::{Result, StoreError, TenantTx};

/// What a body is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The whole tenant.
    Tenant,
    /// One process.
    Process(ProcessId),
    /// One territory.
    Territory(TerritoryId),
    /// One project that won.
    Project(ProposalId),
}

/// A body of the rules as it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Within this site.
    pub id: BodyId,
    /// Its name in the rules.
    pub key: Key,
    /// What it is of.
    pub of: Of,
}

struct Row {
    id: uuid::Uuid,
    key: String,
    process_id: Option<uuid::Uuid>,
    territory_id: Option<uuid::Uuid>,
    proposal_id: Option<uuid::Uuid>,
}

impl TryFrom<Row> for Body {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let of = match (row.proposal_id, row.territory_id, row.process_id) {
            (Some(project), ..) => Of::Project(project.into()),
            (None, Some(territory), _) => Of::Territory(territory.into()),
            (None, None, Some(process)) => Of::Process(process.into()),
            (None, None, None) => Of::Tenant,
        };
        Ok(Self { id: row.id.into(), key: row.key.parse().map_err(StoreError::corrupt("body.key"))?, of })
    }
}

/// The body of this name of what it is of; made with the id given where it does not exist yet.
///
/// # Errors
/// When the database does not answer, or what it is of is not there.
pub async fn establish(tx: &mut TenantTx, new_id: BodyId, key: &Key, of: Of, now: DateTime<Utc>) -> Result<BodyId> {
    let (process, territory, proposal) = match of {
        Of::Tenant => (None, None, None),
        Of::Process(process) => (Some(process.uuid()), None, None),
        Of::Territory(territory) => (None, Some(territory.uuid()), None),
        Of::Project(project) => (None, None, Some(project.uuid())),
    };
    sqlx::query!(
        "insert into body (tenant_id, id, key, process_id, territory_id, proposal_id, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant_id, key, process_id, territory_id, proposal_id) do nothing",
        tx.tenant().uuid(),
        new_id.uuid(),
        key.as_str(),
        process,
        territory,
        proposal,
        now
    )
    .execute(tx.connection())
    .await?;
    let id = sqlx::query_scalar!(
        "select id from body where tenant_id = $1 and key = $2 and process_id is not distinct from $3
            and territory_id is not distinct from $4 and proposal_id is not distinct from $5",
        tx.tenant().uuid(),
        key.as_str(),
        process,
        territory,
        proposal
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(id.into())
}

/// Every body of the tenant, by name and by the territory's code.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Body>> {
    sqlx::query_as!(
        Row,
        "select body.id, body.key, body.process_id, body.territory_id, body.proposal_id
        from body
        left join territory on territory.tenant_id = body.tenant_id and territory.id = body.territory_id
        where body.tenant_id = $1
        order by body.key, territory.code nulls first, body.created_at, body.id",
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Body::try_from)
    .collect()
}

/// The body with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: BodyId) -> Result<Option<Body>> {
    sqlx::query_as!(
        Row,
        "select id, key, process_id, territory_id, proposal_id from body where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Body::try_from)
    .transpose()
}

/// Enters an appointment.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody was appointed to that place of that seat from the same day on, and when the
/// database does not answer.
pub async fn appoint(
    tx: &mut TenantTx,
    body: BodyId,
    id: AppointmentId,
    appointment: &Appointment,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let declared = declared(appointment);
    let done = sqlx::query!(
        "insert into appointment (tenant_id, id, body_id, person_id, name, sector, seat, place, gender, born, from_day,
            until_day, filled_by, act, declared, trained_on, contact, entered_by, entered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        on conflict (tenant_id, body_id, sector, seat, place, from_day) do nothing",
        tx.tenant().uuid(),
        id.uuid(),
        body.uuid(),
        appointment.person.uuid(),
        appointment.name.as_str(),
        appointment.seat.sector.as_str(),
        i32::from(appointment.seat.number),
        appointment.place.as_str(),
        appointment.gender.map(shared::committee::Gender::as_str),
        appointment.born,
        appointment.from,
        appointment.until,
        appointment.filled_by.as_str(),
        appointment.act.as_ref().map(AsRef::as_ref),
        declared.as_deref(),
        appointment.trained,
        appointment.contact.as_ref().map(AsRef::as_ref),
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the seat")) }
}

fn declared(appointment: &Appointment) -> Option<Vec<String>> {
    appointment.declared.as_ref().map(|all| all.iter().map(|one| one.as_str().to_owned()).collect())
}

/// Changes what of an appointment may change: the name shown, the gender, the last day, what is declared, the training
/// and the contact.
///
/// # Errors
/// [`StoreError::Conflict`] when there is no such appointment, and when the database does not answer.
pub async fn amend(tx: &mut TenantTx, id: AppointmentId, appointment: &Appointment) -> Result<()> {
    let declared = declared(appointment);
    let done = sqlx::query!(
        "update appointment set name = $3, gender = $4, until_day = $5, declared = $6, trained_on = $7,
            contact = $8
        where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid(),
        appointment.name.as_str(),
        appointment.gender.map(shared::committee::Gender::as_str),
        appointment.until,
        declared.as_deref(),
        appointment.trained,
        appointment.contact.as_ref().map(AsRef::as_ref)
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the appointment")) }
}

struct Seated {
    id: uuid::Uuid,
    body_id: uuid::Uuid,
    person_id: uuid::Uuid,
    name: String,
    sector: String,
    seat: i32,
    place: String,
    gender: Option<String>,
    born: Option<NaiveDate>,
    from_day: NaiveDate,
    until_day: Option<NaiveDate>,
    filled_by: String,
    act: Option<String>,
    declared: Option<Vec<String>>,
    trained_on: Option<NaiveDate>,
    contact: Option<String>,
}

impl TryFrom<Seated> for Appointment {
    type Error = StoreError;

    fn try_from(row: Seated) -> Result<Self> {
        let declared = row.declared.map(|words| words.iter().map(|word| word.parse()).collect());
        let declared: Option<std::result::Result<BTreeSet<Incompatibility>, _>> = declared;
        let gender = row.gender.map(|word| word.parse()).transpose();
        let act = row.act.map(|text| text.parse()).transpose();
        let contact = row.contact.map(|text| text.parse()).transpose();
        Ok(Self {
            person: row.person_id.into(),
            name: row.name.parse().map_err(StoreError::corrupt("appointment.name"))?,
            seat: SeatId {
                sector: row.sector.parse().map_err(StoreError::corrupt("appointment.sector"))?,
                number: u16::try_from(row.seat).map_err(StoreError::corrupt("appointment.seat"))?,
            },
            place: row.place.parse().map_err(StoreError::corrupt("appointment.place"))?,
            gender: gender.map_err(StoreError::corrupt("appointment.gender"))?,
            born: row.born,
            from: row.from_day,
            until: row.until_day,
            filled_by: row.filled_by.parse().map_err(StoreError::corrupt("appointment.filled_by"))?,
            act: act.map_err(StoreError::corrupt("appointment.act"))?,
            declared: declared.transpose().map_err(StoreError::corrupt("appointment.declared"))?,
            trained: row.trained_on,
            contact: contact.map_err(StoreError::corrupt("appointment.contact"))?,
        })
    }
}

macro_rules! appointments {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Seated,
            "select id, body_id, person_id, name, sector, seat, place, gender, born, from_day, until_day, filled_by,
                act, declared, trained_on, contact
            from appointment "
                + $tail,
            $($argument),+
        )
    };
}

/// Everybody who was ever appointed to a body, by sector, seat, place and day.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn appointments(tx: &mut TenantTx, body: BodyId) -> Result<Vec<(AppointmentId, Appointment)>> {
    appointments!(
        "where tenant_id = $1 and body_id = $2 order by sector, seat, place, from_day",
        tx.tenant().uuid(),
        body.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| Ok((row.id.into(), row.try_into()?)))
    .collect()
}

/// Everybody who was ever appointed to any body of the tenant.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn all_appointments(tx: &mut TenantTx) -> Result<BTreeMap<BodyId, Vec<Appointment>>> {
    let rows = appointments!("where tenant_id = $1 order by sector, seat, place, from_day", tx.tenant().uuid())
        .fetch_all(tx.connection())
        .await?;
    let mut found: BTreeMap<BodyId, Vec<Appointment>> = BTreeMap::new();
    for row in rows {
        found.entry(row.body_id.into()).or_default().push(row.try_into()?);
    }
    Ok(found)
}

/// Every appointment of a person, with its body.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn seats_of(tx: &mut TenantTx, person: PersonId) -> Result<Vec<(BodyId, Appointment)>> {
    appointments!(
        "where tenant_id = $1 and person_id = $2 order by body_id, from_day",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| Ok((row.body_id.into(), row.try_into()?)))
    .collect()
}

/// The projects of a process that won and have no body of this name yet, by the name of their ballot and their number
/// on it.
///
/// # Errors
/// When the database does not answer.
pub async fn unwatched(
    tx: &mut TenantTx,
    key: &Key,
    process: ProcessId,
    limit: u16,
) -> Result<Vec<(ProposalId, String)>> {
    let rows = sqlx::query!(
        "select proposal.id, proposal.title
        from tally_line line
        join proposal on proposal.tenant_id = line.tenant_id and proposal.id = line.proposal_id
        join contest on contest.tenant_id = line.tenant_id and contest.id = line.contest_id
        where line.tenant_id = $1 and contest.process_id = $2 and line.won
            and line.number = published_count($1, $2)
            and not exists (select from body where body.tenant_id = $1 and body.key = $3
                and body.proposal_id = proposal.id)
        order by contest.code, proposal.ballot_number
        limit $4",
        tx.tenant().uuid(),
        process.uuid(),
        key.as_str(),
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.title)).collect())
}

/// The bodies in which a person sits on a day, as far as appointments say; a term in the rules may end earlier.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(tx: &mut TenantTx, person: PersonId, day: NaiveDate) -> Result<Vec<Body>> {
    sqlx::query_as!(
        Row,
        "select distinct body.id, body.key, body.process_id, body.territory_id, body.proposal_id
        from appointment
        join body on body.tenant_id = appointment.tenant_id and body.id = appointment.body_id
        where appointment.tenant_id = $1 and appointment.person_id = $2 and from_day <= $3
            and (until_day is null or until_day >= $3)
        order by body.key, body.id",
        tx.tenant().uuid(),
        person.uuid(),
        day
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Body::try_from)
    .collect()
}
