//! What is written down of each contest with its count, and the act that it becomes when it is approved.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::{
    act::Signature,
    document::Fingerprint,
    id::{ContestId, ProcessId},
};

use super::{round::stored, unsigned};
use crate::{Result, StoreError, TenantTx};

/// What was written down of a contest when it was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// The record, in canonical form.
    pub record: String,
    /// The election file up to its ballots, as it was then.
    pub election_head: String,
    /// The result as a table, as it was then.
    pub result_table: String,
}

/// An act as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAct {
    /// The act, in canonical form: what was signed.
    pub document: String,
    /// The signature over it.
    pub signature: Signature,
    /// Its printed form (PDF).
    pub paper: Vec<u8>,
    /// The signature over that.
    pub paper_signature: Signature,
    /// The public key of both.
    pub key: Fingerprint,
}

/// Writes down what a count made of a contest.
///
/// # Errors
/// When it was written down before, and when the database does not answer.
pub async fn keep_record(tx: &mut TenantTx, contest: ContestId, number: u32, new: &StoredRecord) -> Result<()> {
    sqlx::query!(
        "insert into act_record (tenant_id, contest_id, number, record, election_head, result_table)
        values ($1, $2, $3, $4, $5, $6)",
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number),
        new.record,
        new.election_head,
        new.result_table
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// What was written down of a contest; none for what was published elsewhere.
///
/// # Errors
/// When the database does not answer.
pub async fn record(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<Option<StoredRecord>> {
    Ok(sqlx::query_as!(
        StoredRecord,
        "select record, election_head, result_table from act_record
        where tenant_id = $1 and contest_id = $2 and number = $3",
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_optional(tx.connection())
    .await?)
}

/// The records of a count, by the code of their contests.
///
/// # Errors
/// When the database does not answer.
pub async fn records(tx: &mut TenantTx, process: ProcessId, number: u32) -> Result<Vec<(ContestId, String)>> {
    let rows = sqlx::query!(
        "select kept.contest_id, kept.record from act_record kept
        join contest on contest.tenant_id = kept.tenant_id and contest.id = kept.contest_id
        where kept.tenant_id = $1 and contest.process_id = $2 and kept.number = $3 order by contest.code",
        tx.tenant().uuid(),
        process.uuid(),
        stored(number)
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(rows.into_iter().map(|row| (row.contest_id.into(), row.record)).collect())
}

/// Publishes the act of a contest.
///
/// # Errors
/// When it has one, when its count was not approved, and when the database does not answer.
pub async fn keep_act(tx: &mut TenantTx, contest: ContestId, number: u32, new: &StoredAct) -> Result<()> {
    sqlx::query!(
        "insert into act (tenant_id, contest_id, number, document, signature, paper, paper_signature, key)
        values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number),
        new.document,
        new.signature.bytes().as_slice(),
        new.paper,
        new.paper_signature.bytes().as_slice(),
        new.key.bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The act of a contest, once its count was approved.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn act(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<Option<StoredAct>> {
    let row = sqlx::query!(
        "select document, signature, paper, paper_signature, key from act
        where tenant_id = $1 and contest_id = $2 and number = $3",
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_optional(tx.connection())
    .await?;
    let signature = |bytes: Vec<u8>| {
        let bytes = <[u8; 64]>::try_from(bytes);
        bytes.map(Signature::from).map_err(|bytes| StoreError::corrupt("act.signature")(bytes.len()))
    };
    row.map(|row| {
        let key = <[u8; 32]>::try_from(row.key).map_err(|bytes| StoreError::corrupt("act.key")(bytes.len()))?;
        Ok(StoredAct {
            document: row.document,
            signature: signature(row.signature)?,
            paper: row.paper,
            paper_signature: signature(row.paper_signature)?,
            key: key.into(),
        })
    })
    .transpose()
}

/// The fingerprint of the last act of a contest before a count.
///
/// # Errors
/// When the database does not answer.
pub async fn act_before(tx: &mut TenantTx, contest: ContestId, number: u32) -> Result<Option<Fingerprint>> {
    let document = sqlx::query_scalar!(
        "select document from act where tenant_id = $1 and contest_id = $2 and number < $3 order by number desc limit 1",
        tx.tenant().uuid(),
        contest.uuid(),
        stored(number)
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(document.map(|document| Fingerprint::of_bytes(document.as_bytes())))
}

/// Who voted in a contest, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voted {
    /// By channel.
    pub channels: BTreeMap<String, u64>,
    /// By age in years on a day, where it is known.
    pub ages: Vec<(u8, u64)>,
}

/// Who voted in a contest, in numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn voted(tx: &mut TenantTx, contest: ContestId, day: NaiveDate) -> Result<Voted> {
    let channels = sqlx::query!(
        r#"select channel, count(*) as "voters!" from participation
        where tenant_id = $1 and contest_id = $2 group by channel"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let ages = sqlx::query!(
        r#"select extract(year from age($3::date, person.birth_date))::integer as "age!", count(*) as "voters!"
        from participation
        join person on person.tenant_id = participation.tenant_id and person.id = participation.person_id
        where participation.tenant_id = $1 and participation.contest_id = $2 and person.birth_date is not null
        group by 1"#,
        tx.tenant().uuid(),
        contest.uuid(),
        day
    )
    .fetch_all(tx.connection())
    .await?;
    let read = unsigned("participation");
    let channels = channels.into_iter().map(|row| Ok((row.channel, read(row.voters)?))).collect::<Result<_>>()?;
    let ages = ages.into_iter().map(|row| Ok((u8::try_from(row.age).unwrap_or_default(), read(row.voters)?)));
    Ok(Voted { channels, ages: ages.collect::<Result<_>>()? })
}
