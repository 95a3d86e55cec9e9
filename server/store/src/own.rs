//! What the site keeps of one person, for that person to see (derecho de acceso).

use chrono::{DateTime, NaiveDate, Utc};
use shared::{id::PersonId, roll::EntryHash, ruleset::IdentityLevel};

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
    /// Since when it is here.
    pub since: DateTime<Utc>,
    /// Who vouches for them.
    pub issuer: String,
    /// By what name the issuer knows them; shown to nobody else.
    pub subject: String,
    /// How sure it is who they are, as it says.
    pub level: Option<IdentityLevel>,
    /// The kinds of document that they have shown there.
    pub documents: Option<Vec<String>>,
    /// The rolls that it says they are on, by their names in the rules.
    pub rolls: Option<Vec<String>>,
    /// Whether a parent or guardian has consented, as it says.
    pub guardian_consent: Option<bool>,
    /// The kinds of organisation that they speak for, by their names in the rules.
    pub organisations: Option<Vec<String>>,
    /// Whether a document is known by its hash.
    pub has_document: bool,
    /// Whether the document that it says is theirs is another account's here.
    pub document_taken: bool,
}

/// What somebody may be on the site besides a citizen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// The role, as it is stored.
    pub role: String,
    /// Since when.
    pub granted_at: DateTime<Utc>,
}

/// A session that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// When they signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
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

/// That somebody supports an idea or a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supported {
    /// The process.
    pub process: String,
    /// Its public number there.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// A seat that somebody has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSeat {
    /// The body, by its name in the rules.
    pub body: String,
    /// The sector of the seat.
    pub sector: String,
    /// By what name the directory shows them.
    pub name: String,
    /// Whether they hold it or stand in for who does, as it is stored.
    pub place: String,
    /// Their gender, as it was told with the appointment.
    pub gender: Option<String>,
    /// Their date of birth, as it was told with the appointment.
    pub born: Option<NaiveDate>,
    /// From which day.
    pub from: NaiveDate,
    /// Until which day, where that is known.
    pub until: Option<NaiveDate>,
    /// By what way they came to it, as it is stored.
    pub filled_by: String,
    /// The act that appointed them.
    pub act: Option<String>,
    /// What they declared of what the rules exclude.
    pub declared: Option<Vec<String>>,
    /// When they were trained.
    pub trained_on: Option<NaiveDate>,
    /// Where the directory says that they are reached.
    pub contact: Option<String>,
}

/// That somebody stood for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoodFor {
    /// The body, by its name in the rules.
    pub body: String,
    /// The sector of the seat.
    pub sector: String,
    /// When.
    pub stood_at: DateTime<Utc>,
    /// When they took it back.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// What somebody did that the audit trail has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAct {
    /// When.
    pub at: DateTime<Utc>,
    /// What, by its word.
    pub act: String,
    /// To what.
    pub object: String,
    /// Why, in their words.
    pub reason: Option<String>,
}

/// The account of a person.
///
/// # Errors
/// When the database does not answer.
pub async fn account(tx: &mut TenantTx, person: PersonId) -> Result<Option<Account>> {
    let row = sqlx::query!(
        r#"select person.name, birth_date, territory.name as "territory?", created_at, issuer, subject, identity_level,
            documents, rolls, guardian_consent, organisations, document_hash is not null as "has_document!",
            document_taken
        from person
        left join territory on territory.tenant_id = person.tenant_id and territory.id = person.territory_id
        where person.tenant_id = $1 and person.id = $2"#,
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    row.map(|row| {
        let level = row.identity_level.map(|level| level.parse()).transpose();
        Ok(Account {
            name: row.name,
            born: row.birth_date,
            territory: row.territory,
            since: row.created_at,
            issuer: row.issuer,
            subject: row.subject,
            level: level.map_err(StoreError::corrupt("person.identity_level"))?,
            documents: row.documents,
            rolls: row.rolls,
            guardian_consent: row.guardian_consent,
            organisations: row.organisations,
            has_document: row.has_document,
            document_taken: row.document_taken,
        })
    })
    .transpose()
}

/// What a person may be on the site besides a citizen.
///
/// # Errors
/// When the database does not answer.
pub async fn roles(tx: &mut TenantTx, person: PersonId) -> Result<Vec<HeldRole>> {
    let roles = sqlx::query_as!(
        HeldRole,
        "select role, granted_at from role_grant where tenant_id = $1 and person_id = $2 order by role",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(roles)
}

/// The sessions of a person that are not over.
///
/// # Errors
/// When the database does not answer.
pub async fn sessions(tx: &mut TenantTx, person: PersonId, now: DateTime<Utc>) -> Result<Vec<OpenSession>> {
    let sessions = sqlx::query_as!(
        OpenSession,
        "select created_at, last_seen_at, expires_at from session
        where tenant_id = $1 and person_id = $2 and expires_at > $3
        order by created_at",
        tx.tenant().uuid(),
        person.uuid(),
        now
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(sessions)
}

/// In which contests a person has voted: with their account here, at a desk with their document, or for an account of a
/// roll that they answer for.
///
/// # Errors
/// When the database does not answer.
pub async fn votes(tx: &mut TenantTx, person: PersonId, document: Option<EntryHash>) -> Result<Vec<HasVoted>> {
    let by_document: Vec<_> = document.map(|document| document.voter()).into_iter().collect();
    let votes = sqlx::query_as!(
        HasVoted,
        r#"with own as (
            select contest_id, voter_id, rule, channel from participation
            where tenant_id = $1 and person_id = $2
            union
            select contest_id, voter_id, rule, channel from participation
            where tenant_id = $1 and voter_id = any($3::uuid[] || array(
                select account.account_id from roll_account account
                join roll_import import on import.tenant_id = $1 and import.id = account.import_id
                    and import.state = 'in_force'
                where account.tenant_id = $1 and account.hash = $4
            ))
        )
        select process.name as process, contest.name as contest, own.channel as "channel!"
        from own
        join contest on contest.tenant_id = $1 and contest.id = own.contest_id
        join process on process.tenant_id = $1 and process.id = contest.process_id
        order by 1, 2, 3"#,
        tx.tenant().uuid(),
        person.uuid(),
        &by_document,
        document.map(|document| document.as_bytes().to_vec())
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(votes)
}

/// The ideas and projects that a person supports, the oldest support first.
///
/// # Errors
/// When the database does not answer.
pub async fn supports(tx: &mut TenantTx, person: PersonId) -> Result<Vec<Supported>> {
    let rows = sqlx::query!(
        "select process.name as process, number, title, support.at
        from support
        join proposal on proposal.tenant_id = $1 and proposal.id = support.proposal_id
        join process on process.tenant_id = $1 and process.id = proposal.process_id
        where support.tenant_id = $1 and support.person_id = $2
        order by support.at, proposal.id",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let supports = rows.into_iter().map(|row| Supported {
        process: row.process,
        number: row.number.cast_unsigned(),
        title: row.title,
        at: row.at,
    });
    Ok(supports.collect())
}

/// The seats that a person has or had.
///
/// # Errors
/// When the database does not answer.
pub async fn seats(tx: &mut TenantTx, person: PersonId) -> Result<Vec<HeldSeat>> {
    let seats = sqlx::query_as!(
        HeldSeat,
        r#"select body.key as body, sector, name, place, gender, born, from_day as "from", until_day as until, filled_by,
            act, declared, trained_on, contact
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

/// The seats that a person stood for.
///
/// # Errors
/// When the database does not answer.
pub async fn candidacies(tx: &mut TenantTx, person: PersonId) -> Result<Vec<StoodFor>> {
    let candidacies = sqlx::query_as!(
        StoodFor,
        "select body.key as body, sector, stood_at, withdrawn_at
        from candidacy
        join body on body.tenant_id = $1 and body.id = candidacy.body_id
        where candidacy.tenant_id = $1 and candidacy.person_id = $2
        order by stood_at, body.key",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(candidacies)
}

/// What a person did that the audit trail has, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn acts(tx: &mut TenantTx, person: PersonId) -> Result<Vec<OwnAct>> {
    let acts = sqlx::query_as!(
        OwnAct,
        "select at, act, object, reason from audit_entry where tenant_id = $1 and person_id = $2 order by at, id",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(acts)
}
