//! A staged voting day: people who do not exist and are signed in, and what came of their votes.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    code::TypedCode,
    document::Key,
    id::{PersonId, ProcessId, TerritoryId},
    ruleset::IdentityLevel,
};
use uuid::Uuid;

use crate::{Result, TenantTx, person::Attested, session::SessionKey};

/// Rows in one statement.
const BATCH: usize = 5_000;

/// Somebody who does not exist, with a session.
#[derive(Clone, Debug)]
pub struct Extra {
    /// Within the tenant.
    pub person: PersonId,
    /// Where they live.
    pub territory: TerritoryId,
    /// SHA-256 of the session's token.
    pub key: SessionKey,
    /// The secret that the session's forms carry.
    pub csrf: [u8; 32],
    /// When they come: a session that nobody uses ends.
    pub comes: DateTime<Utc>,
}

/// What is said of all extras (comparsas).
#[derive(Clone, Debug)]
pub struct Sameness {
    /// What their identity provider vouches for.
    pub attested: Attested,
    /// When they were born.
    pub born: NaiveDate,
    /// When they became known.
    pub now: DateTime<Utc>,
    /// When their sessions end.
    pub expires: DateTime<Utc>,
}

/// Makes extras known and opens their sessions. Each has a document that nobody has: where people also vote in person,
/// nobody votes on the web without one.
///
/// # Errors
/// When the database does not answer.
pub async fn gather(tx: &mut TenantTx, extras: &[Extra], same: &Sameness) -> Result<()> {
    let words = |keys: &Option<BTreeSet<Key>>| {
        keys.as_ref().map(|keys| keys.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let Sameness { attested, born, now, expires } = same;
    let (documents, rolls) = (words(&attested.documents), words(&attested.rolls));
    let organisations = words(&attested.organisations);
    for batch in extras.chunks(BATCH) {
        let people: Vec<Uuid> = batch.iter().map(|one| one.person.uuid()).collect();
        let homes: Vec<Uuid> = batch.iter().map(|one| one.territory.uuid()).collect();
        sqlx::query!(
            "insert into person (tenant_id, id, issuer, subject, name, territory_id, birth_date, created_at,
                identity_level, documents, rolls, guardian_consent, organisations, document_hash)
            select $1, id, 'urn:convite:rehearsal', id::text, 'Persona simulada', territory, $4, $5, $6, $7, $8, $9, $10,
                sha256(convert_to(id::text, 'UTF8'))
            from unnest($2::uuid[], $3::uuid[]) as new (id, territory)",
            tx.tenant().uuid(),
            &people,
            &homes,
            born,
            now,
            attested.level.map(IdentityLevel::as_str),
            documents.as_deref(),
            rolls.as_deref(),
            attested.guardian_consent,
            organisations.as_deref()
        )
        .execute(tx.connection())
        .await?;
        let keys: Vec<Vec<u8>> = batch.iter().map(|one| one.key.0.to_vec()).collect();
        let secrets: Vec<Vec<u8>> = batch.iter().map(|one| one.csrf.to_vec()).collect();
        let come: Vec<DateTime<Utc>> = batch.iter().map(|one| one.comes).collect();
        sqlx::query!(
            "insert into session (tenant_id, token_hash, person_id, csrf, created_at, last_seen_at, expires_at)
            select $1, key, person, secret, $6, comes, $7
            from unnest($2::bytea[], $3::uuid[], $4::bytea[], $5::timestamptz[]) as new (key, person, secret, comes)",
            tx.tenant().uuid(),
            &keys,
            &people,
            &secrets,
            &come,
            now,
            expires
        )
        .execute(tx.connection())
        .await?;
    }
    Ok(())
}

/// What a process holds of the votes that were cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Who is on the roll as having voted in an envelope.
    pub voters: u64,
    /// Envelopes that are still closed.
    pub envelopes: u64,
    /// Ballots in urns.
    pub ballots: u64,
    /// Ballots over which urns were sealed.
    pub sealed: u64,
    /// Ballots in the counts.
    pub counted: u64,
}

/// What a process holds of the votes that were cast.
///
/// # Errors
/// When the database does not answer.
pub async fn held(tx: &mut TenantTx, process: ProcessId) -> Result<Held> {
    let row = sqlx::query!(
        r#"with of_process as (select id from contest where tenant_id = $1 and process_id = $2)
        select
            (select count(*) from participation
                where tenant_id = $1 and process_id = $2 and channel <> 'paper') as "voters!",
            (select count(*) from envelope where tenant_id = $1
                and contest_id in (select id from of_process)) as "envelopes!",
            (select count(*) from ballot where tenant_id = $1
                and contest_id in (select id from of_process)) as "ballots!",
            (select coalesce(sum(ballots), 0)::bigint from urn where tenant_id = $1
                and contest_id in (select id from of_process)) as "sealed!",
            (select coalesce(sum(ballots), 0)::bigint from tally where tenant_id = $1
                and contest_id in (select id from of_process)) as "counted!""#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(Held {
        voters: row.voters.cast_unsigned(),
        envelopes: row.envelopes.cast_unsigned(),
        ballots: row.ballots.cast_unsigned(),
        sealed: row.sealed.cast_unsigned(),
        counted: row.counted.cast_unsigned(),
    })
}

/// How far the close of a process has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Contests whose urn is not sealed.
    pub unsealed: u64,
    /// Whether its votes are counted.
    pub is_counted: bool,
}

/// How far the close of a process has come.
///
/// # Errors
/// When the database does not answer.
pub async fn progress(tx: &mut TenantTx, process: ProcessId) -> Result<Progress> {
    let row = sqlx::query!(
        r#"select
            (select count(*) from contest where tenant_id = $1 and process_id = $2 and not exists (
                select from urn where urn.tenant_id = $1 and urn.contest_id = contest.id and sealed_at is not null
            )) as "unsealed!",
            exists (select from process_count where tenant_id = $1 and process_id = $2) as "is_counted!""#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(Progress { unsealed: row.unsealed.cast_unsigned(), is_counted: row.is_counted })
}

/// How many of these codes, each with the territory in whose contest it was given, are those of ballots in the urns of a
/// process.
///
/// # Errors
/// When the database does not answer.
pub async fn found(tx: &mut TenantTx, process: ProcessId, given: &[(TerritoryId, TypedCode)]) -> Result<u64> {
    let mut found = 0;
    for batch in given.chunks(BATCH) {
        let territories: Vec<Uuid> = batch.iter().map(|(territory, _)| territory.uuid()).collect();
        let codes: Vec<Vec<u8>> = batch.iter().map(|(_, code)| code.bytes().to_vec()).collect();
        let count = sqlx::query_scalar!(
            // Ballots are known by contest and code: asked by code alone, all of the tenant's are read.
            r#"select count(*) as "count!"
            from unnest($3::uuid[], $4::bytea[]) as given (territory, code)
            join contest on contest.tenant_id = $1 and contest.process_id = $2
                and contest.territory_id = given.territory
            join ballot on ballot.tenant_id = $1 and ballot.contest_id = contest.id and ballot.code = given.code"#,
            tx.tenant().uuid(),
            process.uuid(),
            &territories,
            &codes
        )
        .fetch_one(tx.connection())
        .await?;
        found += count.cast_unsigned();
    }
    Ok(found)
}
