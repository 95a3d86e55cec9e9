//! Casting: somebody on the roll and an envelope in the urn, both or neither.

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{ContestId, PersonId},
    urn::{Channel, EnvelopeId},
};

use super::Voter;
use crate::{
    Result, TenantTx,
    contest::{Contest, VoteType},
    process::Process,
    rules,
};

/// What is voted on: a contest of the rules of a process, where it is held. The process is as it was read in this
/// transaction.
#[derive(Clone, Copy, Debug)]
pub struct Poll<'a> {
    /// The process.
    pub process: &'a Process,
    /// The contest of its rules.
    pub rule: &'a Key,
    /// Where it is held.
    pub contest: &'a Contest,
}

/// A ballot in its envelope.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// What it is known by.
    pub id: EnvelopeId,
    /// The envelope.
    pub sealed: &'a [u8],
    /// What a choice on the ballot means.
    pub vote_type: VoteType,
}

/// What became of a ballot handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Cast {
    /// It is in the urn, and the voter is on the roll.
    Counted,
    /// It had been cast before, by the same attempt: whoever asks again did not hear the answer.
    Again,
    /// The voter had voted before, by whatever channel; this one was not taken.
    AlreadyVoted,
    /// The urn is sealed; this one came too late.
    Closed,
}

/// Puts a voter on the roll and an envelope into the open urn of a contest, both or neither.
///
/// # Errors
/// When the database does not answer; then nothing was kept once the transaction ends.
pub async fn cast(
    tx: &mut TenantTx,
    poll: Poll<'_>,
    (voter, channel): (Voter, Channel),
    envelope: Envelope<'_>,
    now: DateTime<Utc>,
) -> Result<Cast> {
    let Poll { process, rule, contest } = poll;
    prepare(tx, poll, now).await?;
    let row = sqlx::query!(
        r#"with the_urn as (
            select from urn where tenant_id = $1 and contest_id = $4 and sealed_at is null
        ), listed as (
            insert into participation (tenant_id, process_id, rule, voter_id, contest_id, person_id, channel)
            select $1, $2, $3, $5, $4, $6, $7 from the_urn
            on conflict do nothing
            returning voter_id
        ), put as (
            insert into envelope (tenant_id, contest_id, id, sealed) select $1, $4, $8, $9 from listed
        )
        select exists (select from the_urn) as "open!", exists (select from listed) as "listed!""#,
        tx.tenant().uuid(),
        process.id.uuid(),
        rule.as_str(),
        contest.id.uuid(),
        voter.id.uuid(),
        voter.person.map(PersonId::uuid),
        channel.as_str(),
        envelope.id.bytes().as_slice(),
        envelope.sealed
    )
    .fetch_one(tx.connection())
    .await?;
    if !row.open {
        return Ok(Cast::Closed);
    }
    if !row.listed {
        // Asked only now: the statement waited for whoever was faster, but sees nothing of what they did.
        let is_there = is_there(tx, contest.id, envelope.id).await?;
        return Ok(if is_there { Cast::Again } else { Cast::AlreadyVoted });
    }
    means(tx, contest, envelope.vote_type).await?;
    Ok(Cast::Counted)
}

async fn is_there(tx: &mut TenantTx, contest: ContestId, id: EnvelopeId) -> Result<bool> {
    let there = sqlx::query_scalar!(
        r#"select exists (
            select from envelope where tenant_id = $1 and contest_id = $2 and id = $3
        ) as "there!""#,
        tx.tenant().uuid(),
        contest.uuid(),
        id.bytes().as_slice()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(there)
}

/// What became of marking a voter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Marked {
    /// The voter is on the roll now.
    Marked,
    /// The voter had voted before, by this channel.
    AlreadyVoted(Channel),
    /// The urn is sealed; nobody votes any more.
    Closed,
}

/// Puts a voter on the roll who gets a paper ballot.
///
/// # Errors
/// When the database does not answer; then nothing was kept once the transaction ends.
pub async fn mark(tx: &mut TenantTx, poll: Poll<'_>, voter: Voter, now: DateTime<Utc>) -> Result<Marked> {
    let Poll { process, rule, contest } = poll;
    prepare(tx, poll, now).await?;
    if super::find(tx, contest.id).await?.is_some_and(|urn| urn.sealed.is_some()) {
        return Ok(Marked::Closed);
    }
    let listed = sqlx::query!(
        "insert into participation (tenant_id, process_id, rule, voter_id, contest_id, person_id, channel)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing",
        tx.tenant().uuid(),
        process.id.uuid(),
        rule.as_str(),
        voter.id.uuid(),
        contest.id.uuid(),
        voter.person.map(PersonId::uuid),
        Channel::Paper.as_str()
    )
    .execute(tx.connection())
    .await?;
    if listed.rows_affected() == 1 {
        return Ok(Marked::Marked);
    }
    let before = super::votes::taken(tx, process.id, rule, voter).await?;
    Ok(before.map_or(Marked::Closed, |taken| Marked::AlreadyVoted(taken.channel)))
}

/// What people vote under does not change any more, whatever the clock of the jobs says; and the seal, which takes the
/// contest for itself, is waited for: whatever comes next sees what it left.
async fn prepare(tx: &mut TenantTx, poll: Poll<'_>, now: DateTime<Utc>) -> Result<()> {
    let Poll { process, contest, .. } = poll;
    if process.frozen_at.is_none() {
        rules::freeze(tx, process.id, now).await?;
    }
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = $2 for key share",
        tx.tenant().uuid(),
        contest.id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(())
}

/// The first ballot says what the contest's ballots mean: the rules are frozen by now.
pub(crate) async fn means(tx: &mut TenantTx, contest: &Contest, vote_type: VoteType) -> Result<()> {
    if contest.vote_type == vote_type {
        return Ok(());
    }
    sqlx::query!(
        "update contest set vote_type = $3 where tenant_id = $1 and id = $2 and vote_type <> $3",
        tx.tenant().uuid(),
        contest.id.uuid(),
        vote_type.as_str()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
