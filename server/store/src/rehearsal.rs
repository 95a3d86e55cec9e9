//! A staged voting day: people who do not exist and are signed in, and what came of their votes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    code::TypedCode,
    document::Key,
    id::{ContestId, PersonId, ProcessId, TerritoryId},
    ruleset::IdentityLevel,
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx, person::Attested, session::SessionKey};

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

/// What a contest holds of the votes that were cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The contest.
    pub contest: ContestId,
    /// Which contest of the rules it is.
    pub rule: Key,
    /// Its name.
    pub name: String,
    /// Who is on the roll as having voted in an envelope.
    pub voters: u64,
    /// Envelopes that are still closed.
    pub envelopes: u64,
    /// Ballots in the urn.
    pub ballots: u64,
    /// Ballots over which the urn was sealed.
    pub sealed: u64,
    /// Ballots in the count.
    pub counted: u64,
}

/// What each contest of a process holds of the votes that were cast.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn held(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        r#"with of_process as (select id, rule, name, code from contest where tenant_id = $1 and process_id = $2),
        listed as (
            select contest_id as id, count(*) as voters from participation
            where tenant_id = $1 and process_id = $2 and channel <> 'paper' group by contest_id
        ), closed as (
            select contest_id as id, count(*) as envelopes from envelope
            where tenant_id = $1 and contest_id in (select id from of_process) group by contest_id
        ), opened as (
            select contest_id as id, count(*) as ballots from ballot
            where tenant_id = $1 and contest_id in (select id from of_process) group by contest_id
        ), sealed as (
            select contest_id as id, ballots from urn
            where tenant_id = $1 and contest_id in (select id from of_process)
        ), counted as (
            select contest_id as id, sum(ballots)::bigint as ballots from tally
            where tenant_id = $1 and contest_id in (select id from of_process) group by contest_id
        )
        select of_process.id as "id!", rule as "rule!", name as "name!", coalesce(voters, 0) as "voters!",
            coalesce(envelopes, 0) as "envelopes!", coalesce(opened.ballots, 0) as "ballots!",
            coalesce(sealed.ballots, 0)::bigint as "sealed!", coalesce(counted.ballots, 0) as "counted!"
        from of_process
        left join listed using (id) left join closed using (id) left join opened using (id)
        left join sealed using (id) left join counted using (id)
        order by code"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Held {
                contest: row.id.into(),
                rule: row.rule.parse().map_err(StoreError::corrupt("contest.rule"))?,
                name: row.name,
                voters: row.voters.cast_unsigned(),
                envelopes: row.envelopes.cast_unsigned(),
                ballots: row.ballots.cast_unsigned(),
                sealed: row.sealed.cast_unsigned(),
                counted: row.counted.cast_unsigned(),
            })
        })
        .collect()
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

/// How many of these codes, each with the contest in which it was given, are those of ballots in its urn; by contest.
///
/// # Errors
/// When the database does not answer.
pub async fn found(tx: &mut TenantTx, given: &[(ContestId, TypedCode)]) -> Result<BTreeMap<ContestId, u64>> {
    let mut found = BTreeMap::new();
    for batch in given.chunks(BATCH) {
        let contests: Vec<Uuid> = batch.iter().map(|(contest, _)| contest.uuid()).collect();
        let codes: Vec<Vec<u8>> = batch.iter().map(|(_, code)| code.bytes().to_vec()).collect();
        let rows = sqlx::query!(
            // Ballots are known by contest and code: asked by code alone, all of the tenant's are read.
            r#"select ballot.contest_id, count(*) as "count!"
            from unnest($2::uuid[], $3::bytea[]) as given (contest, code)
            join ballot on ballot.tenant_id = $1 and ballot.contest_id = given.contest and ballot.code = given.code
            group by ballot.contest_id"#,
            tx.tenant().uuid(),
            &contests,
            &codes
        )
        .fetch_all(tx.connection())
        .await?;
        for row in rows {
            *found.entry(row.contest_id.into()).or_default() += row.count.cast_unsigned();
        }
    }
    Ok(found)
}
