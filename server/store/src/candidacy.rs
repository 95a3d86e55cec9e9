//! Who stands for a seat of a body (inscripciones).

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::Key,
    id::{BodyId, PersonId},
};

use crate::{Result, StoreError, TenantTx};

/// Somebody who stands for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidacy {
    /// Who.
    pub person: PersonId,
    /// Their name, as the identity provider gave it.
    pub name: String,
    /// Their day of birth, where the provider says it.
    pub born: Option<NaiveDate>,
    /// The sector that they stand for.
    pub sector: Key,
    /// Since when.
    pub stood_at: DateTime<Utc>,
}

struct Row {
    person_id: uuid::Uuid,
    name: String,
    birth_date: Option<NaiveDate>,
    sector: String,
    stood_at: DateTime<Utc>,
}

impl TryFrom<Row> for Candidacy {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            person: row.person_id.into(),
            name: row.name,
            born: row.birth_date,
            sector: row.sector.parse().map_err(StoreError::corrupt("candidacy.sector"))?,
            stood_at: row.stood_at,
        })
    }
}

/// Everybody who stands for a seat of a body, in order of registration. Who has withdrawn does not.
///
/// # Errors
/// When the database does not answer.
pub async fn of_body(tx: &mut TenantTx, body: BodyId) -> Result<Vec<Candidacy>> {
    sqlx::query_as!(
        Row,
        "select person_id, person.name, person.birth_date, sector, stood_at
        from candidacy
        join person on person.tenant_id = candidacy.tenant_id and person.id = candidacy.person_id
        where candidacy.tenant_id = $1 and body_id = $2 and withdrawn_at is null
        order by stood_at, person_id",
        tx.tenant().uuid(),
        body.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Candidacy::try_from)
    .collect()
}

/// The registration of one person with a body, unless they have withdrawn.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, body: BodyId, person: PersonId) -> Result<Option<Candidacy>> {
    sqlx::query_as!(
        Row,
        "select person_id, person.name, person.birth_date, sector, stood_at
        from candidacy
        join person on person.tenant_id = candidacy.tenant_id and person.id = candidacy.person_id
        where candidacy.tenant_id = $1 and body_id = $2 and person_id = $3 and withdrawn_at is null",
        tx.tenant().uuid(),
        body.uuid(),
        person.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Candidacy::try_from)
    .transpose()
}

/// Registers somebody for a sector; says whether that changed anything. The same person again keeps their place in the
/// order for as long as they stand for the same sector and have not withdrawn.
///
/// # Errors
/// When the database does not answer.
pub async fn stand(
    tx: &mut TenantTx,
    body: BodyId,
    person: PersonId,
    sector: &Key,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into candidacy (tenant_id, body_id, person_id, sector, stood_at) values ($1, $2, $3, $4, $5)
        on conflict (tenant_id, body_id, person_id) do update
        set sector = excluded.sector, stood_at = excluded.stood_at, withdrawn_at = null
        where candidacy.sector <> excluded.sector or candidacy.withdrawn_at is not null",
        tx.tenant().uuid(),
        body.uuid(),
        person.uuid(),
        sector.as_str(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a registration back; says whether there was one.
///
/// # Errors
/// When the database does not answer.
pub async fn withdraw(tx: &mut TenantTx, body: BodyId, person: PersonId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update candidacy set withdrawn_at = greatest($4, stood_at)
        where tenant_id = $1 and body_id = $2 and person_id = $3 and withdrawn_at is null",
        tx.tenant().uuid(),
        body.uuid(),
        person.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}
