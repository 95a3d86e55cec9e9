//! What the site keeps of one person, for that person to see (derecho de acceso).

use chrono::{DateTime, NaiveDate, Utc};
use shared::{id::PersonId, roll::EntryHash};

use crate::{Result, StoreError, TenantTx};

/// An account, as its identity provider filled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name.
    pub name: String,
    /// Date of birth, when the provider says it.
    pub born: Option<NaiveDate>,
    /// The name of the territory where they take part.
    pub territory: Option<String>,
    /// Who vouches for them.
    pub issuer: String,
    /// How sure it is who they are, as it says.
    pub level: Option<String>,
    /// The kinds of document that they have shown there.
    pub documents: Vec<String>,
    /// Whether a document is known by its hash.
    pub has_document: bool,
    /// What they may be on the site besides a citizen.
    pub roles: Vec<String>,
    /// Sessions that are not over.
    pub sessions: u64,
}

/// That somebody has voted: where and how, never what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HasVoted {
    /// The process.
    pub process: String,
    /// The contest.
    pub contest: String,
    /// The channel, as it is stored.
    pub channel: String,
}

/// A seat that somebody has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSeat {
    /// The body, by its name in the rules.
    pub body: String,
    /// The sector of the seat.
    pub sector: String,
    /// From which day.
    pub from: NaiveDate,
    /// Until which day, where that is known.
    pub until: Option<NaiveDate>,
}

/// The account of a person.
///
/// # Errors
/// When the database does not answer.
pub async fn account(tx: &mut TenantTx, person: PersonId, now: DateTime<Utc>) -> Result<Option<Account>> {
    let row = sqlx::query!(
        r#"select person.name, birth_date, territory.name as "territory?", issuer, identity_level, documents,
            document_hash is not null as "has_document!",
            array(select role from role_grant where role_grant.tenant_id = $1 and person_id = $2 order by role)
                as "roles!",
            (select count(*) from session where session.tenant_id = $1 and person_id = $2 and expires_at > $3)
                as "sessions!"
        from person
        left join territory on territory.tenant_id = person.tenant_id and territory.id = person.territory_id
        where person.tenant_id = $1 and person.id = $2"#,
        tx.tenant().uuid(),
        person.uuid(),
        now
    )
    .fetch_optional(tx.connection())
    .await?;
    row.map(|row| {
        Ok(Account {
            name: row.name,
            born: row.birth_date,
            territory: row.territory,
            issuer: row.issuer,
            level: row.identity_level,
            documents: row.documents.unwrap_or_default(),
            has_document: row.has_document,
            roles: row.roles,
            sessions: u64::try_from(row.sessions).map_err(StoreError::corrupt("session"))?,
        })
    })
    .transpose()
}

/// In which contests a person has voted: with their account here, at a desk with their document, or for an account of a
/// roll that they answer for.
///
/// # Errors
/// When the database does not answer.
pub async fn votes(tx: &mut TenantTx, person: PersonId, document: Option<EntryHash>) -> Result<Vec<HasVoted>> {
    let votes = sqlx::query_as!(
        HasVoted,
        "select process.name as process, contest.name as contest, participation.channel
        from participation
        join contest on contest.tenant_id = $1 and contest.id = participation.contest_id
        join process on process.tenant_id = $1 and process.id = contest.process_id
        where participation.tenant_id = $1 and (
            participation.person_id = $2
            or participation.voter_id = $3
            or participation.voter_id in (
                select account.account_id from roll_account account
                join roll_import import on import.tenant_id = $1 and import.id = account.import_id
                    and import.state = 'in_force'
                where account.tenant_id = $1 and account.hash = $4
            )
        )
        order by 1, 2, 3",
        tx.tenant().uuid(),
        person.uuid(),
        document.map(|document| document.voter()),
        document.map(|document| document.as_bytes().to_vec())
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(votes)
}

/// The seats that a person has or had.
///
/// # Errors
/// When the database does not answer.
pub async fn seats(tx: &mut TenantTx, person: PersonId) -> Result<Vec<HeldSeat>> {
    let seats = sqlx::query_as!(
        HeldSeat,
        r#"select body.key as body, sector, from_day as "from", until_day as until
        from appointment
        join body on body.tenant_id = $1 and body.id = appointment.body_id
        where appointment.tenant_id = $1 and appointment.person_id = $2
        order by from_day, body.key"#,
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(seats)
}
