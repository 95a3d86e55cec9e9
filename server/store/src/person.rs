//! People as their identity provider vouches for them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::Key,
    id::{PersonId, TerritoryId},
    roll::EntryHash,
    ruleset::IdentityLevel,
};

use crate::{Result, StoreError, TenantTx};

/// What an identity provider says of somebody who signs in.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who vouches.
    pub issuer: String,
    /// The name the issuer knows the person by; never shown.
    pub subject: String,
    /// The person's name.
    pub name: String,
    /// Date of birth, when the provider says it.
    pub birth_date: Option<NaiveDate>,
    /// Official code of the territory where the person lives, when the provider says it.
    pub territory_code: Option<String>,
    /// What rules may ask for besides.
    pub attested: Attested,
}

/// What an identity provider says of somebody besides, by the names of the rules. What it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attested {
    /// How sure it is who they are.
    pub level: Option<IdentityLevel>,
    /// The kinds of document that they have shown.
    pub documents: Option<BTreeSet<Key>>,
    /// The rolls that they are on.
    pub rolls: Option<BTreeSet<Key>>,
    /// Whether a parent or guardian has consented.
    pub guardian_consent: Option<bool>,
    /// The kinds of organisation that they speak for.
    pub organisations: Option<BTreeSet<Key>>,
    /// The document of identity that it vouches for, hashed as rolls have it.
    pub document: Option<EntryHash>,
}

/// Somebody who has signed in on this site.
#[derive(Clone, Debug)]
pub struct Person {
    /// Within this site.
    pub id: PersonId,
    /// The name the provider gave.
    pub name: String,
    /// Date of birth, when the provider says it.
    pub birth_date: Option<NaiveDate>,
    /// Where the person takes part.
    pub territory: Option<TerritoryId>,
}

/// What became of an identity at sign-in.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// The person, the same at every sign-in with the same issuer and subject.
    pub person: PersonId,
    /// The provider named a territory that this site does not have.
    pub unknown_territory: bool,
    /// The document that the provider vouches for is another person's here: it was not kept, and the account is marked.
    pub document_taken: bool,
}

/// Finds the person of an identity, or makes one with the id given, and keeps what the provider says now. An age that the
/// provider does not say stays as it was, and so does a territory: the one that the person chose is not forgotten. What
/// it no longer vouches for is. Who lives nowhere yet lives where a roll in force says it; a document that is another
/// person's already stays theirs, and whoever comes second is marked for as long as it is so at their sign-ins.
///
/// # Errors
/// When the database does not answer.
pub async fn recognise(
    tx: &mut TenantTx,
    new_id: PersonId,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<Recognised> {
    let territory = match &identity.territory_code {
        Some(code) => territory_by_code(tx, code).await?,
        None => None,
    };
    let names = |names: &Option<BTreeSet<Key>>| {
        names.as_ref().map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let attested = &identity.attested;
    let (documents, rolls) = (names(&attested.documents), names(&attested.rolls));
    let organisations = names(&attested.organisations);
    let document = attested.document.as_ref().map(|hash| hash.as_bytes().to_vec());
    let known = sqlx::query!(
        "insert into person (tenant_id, id, issuer, subject, name, birth_date, territory_id, created_at,
            identity_level, documents, rolls, guardian_consent, organisations, document_hash, document_taken)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, case when not taken then $14::bytea end, taken
        from (select exists (
            select from person other where other.tenant_id = $1 and other.document_hash = $14::bytea
                and (other.issuer, other.subject) <> ($3, $4)
        )) as held (taken)
        on conflict (tenant_id, issuer, subject) do update set
            name = excluded.name,
            birth_date = coalesce(excluded.birth_date, person.birth_date),
            territory_id = coalesce(excluded.territory_id, person.territory_id),
            identity_level = excluded.identity_level,
            documents = excluded.documents,
            rolls = excluded.rolls,
            guardian_consent = excluded.guardian_consent,
            organisations = excluded.organisations,
            document_hash = excluded.document_hash,
            document_taken = excluded.document_taken
        returning id, territory_id, document_hash, document_taken",
        tx.tenant().uuid(),
        new_id.uuid(),
        identity.issuer,
        identity.subject,
        identity.name,
        identity.birth_date,
        territory.map(TerritoryId::uuid),
        now,
        attested.level.map(IdentityLevel::as_str),
        documents.as_deref(),
        rolls.as_deref(),
        attested.guardian_consent,
        organisations.as_deref(),
        document
    )
    .fetch_one(tx.connection())
    .await?;
    if let (None, Some(hash)) = (known.territory_id, &known.document_hash) {
        settle(tx, known.id.into(), hash).await?;
    }
    let unknown_territory = identity.territory_code.is_some() && territory.is_none();
    Ok(Recognised { person: known.id.into(), unknown_territory, document_taken: known.document_taken })
}

/// Lets a person live where a correction of a roll in force says that they belong, else where its file has their document.
async fn settle(tx: &mut TenantTx, person: PersonId, hash: &[u8]) -> Result<()> {
    sqlx::query!(
        "update person set territory_id = territory.id
        from territory, (
            select import.roll, entry.territory from roll_import import
            join lateral (
                (select correction.territory, 0 as place
                from roll_corrected corrected
                join roll_correction correction on correction.tenant_id = $1
                    and correction.id = corrected.correction_id and correction.what = 'added'
                join roll_correction_decision decision on decision.tenant_id = $1
                    and decision.correction_id = corrected.correction_id and decision.approved
                where corrected.tenant_id = $1 and corrected.roll = import.roll and corrected.hash = $3
                order by decision.decided_at desc, decision.correction_id
                limit 1)
                union all
                select territory, 1 from roll_entry
                where tenant_id = $1 and import_id = import.id and hash = $3
                union all
                select territory, 1 from roll_minor
                where tenant_id = $1 and import_id = import.id and hash = $3
            ) entry on entry.territory is not null
            where import.tenant_id = $1 and import.state = 'in_force'
            order by import.roll, entry.place
            limit 1
        ) listed
        where person.tenant_id = $1 and person.id = $2 and territory.tenant_id = $1
            and territory.code = listed.territory",
        tx.tenant().uuid(),
        person.uuid(),
        hash
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

async fn territory_by_code(tx: &mut TenantTx, code: &str) -> Result<Option<TerritoryId>> {
    let id =
        sqlx::query_scalar!("select id from territory where tenant_id = $1 and code = $2", tx.tenant().uuid(), code)
            .fetch_optional(tx.connection())
            .await?;
    Ok(id.map(TerritoryId::from))
}

/// One person of this site.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: PersonId) -> Result<Option<Person>> {
    let row = sqlx::query!(
        "select id, name, birth_date, territory_id from person where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(row.map(|row| Person {
        id: row.id.into(),
        name: row.name,
        birth_date: row.birth_date,
        territory: row.territory_id.map(TerritoryId::from),
    }))
}

/// The people of this site whom a provider knows by this name: more than one only when several providers use it.
///
/// # Errors
/// When the database does not answer.
pub async fn by_subject(tx: &mut TenantTx, subject: &str) -> Result<Vec<(PersonId, String)>> {
    let rows = sqlx::query!(
        "select id, issuer from person where tenant_id = $1 and subject = $2 order by issuer",
        tx.tenant().uuid(),
        subject
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.issuer)).collect())
}

/// Who has signed in on this site, or was named by its administration, and has these words in their name; by name. Who
/// was made up for a demonstration of the vote is nobody.
///
/// # Errors
/// When the database does not answer.
pub async fn search(tx: &mut TenantTx, words: &str, limit: u16) -> Result<Vec<Person>> {
    let rows = sqlx::query!(
        "select id, name, birth_date, territory_id from person
        where tenant_id = $1 and issuer <> 'urn:convite:simulated' and position(folded($2) in folded(name)) > 0
        order by name, id
        limit $3",
        tx.tenant().uuid(),
        words,
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    let people = rows.into_iter().map(|row| Person {
        id: row.id.into(),
        name: row.name,
        birth_date: row.birth_date,
        territory: row.territory_id.map(TerritoryId::from),
    });
    Ok(people.collect())
}

/// Sets where a person takes part.
///
/// # Errors
/// [`StoreError::Conflict`] when the person or the territory is not there, and when the database does not answer.
pub async fn set_territory(tx: &mut TenantTx, id: PersonId, territory: TerritoryId) -> Result<()> {
    let changed = sqlx::query!(
        "update person set territory_id = $3 where tenant_id = $1 and id = $2
            and exists (select from territory where territory.tenant_id = $1 and territory.id = $3)",
        tx.tenant().uuid(),
        id.uuid(),
        territory.uuid()
    )
    .execute(tx.connection())
    .await?;
    if changed.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the person")) }
}

/// Keeps the territory that a person chose, unless one is known already; says whether it was kept.
///
/// # Errors
/// When the database does not answer.
pub async fn choose_territory(tx: &mut TenantTx, id: PersonId, territory: TerritoryId) -> Result<bool> {
    let changed = sqlx::query!(
        "update person set territory_id = $3 where tenant_id = $1 and id = $2 and territory_id is null",
        tx.tenant().uuid(),
        id.uuid(),
        territory.uuid()
    )
    .execute(tx.connection())
    .await?;
    Ok(changed.rows_affected() == 1)
}
