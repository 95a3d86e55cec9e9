//! Casting: somebody on the roll and an envelope in the urn, both or neither.

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, PersonId},
    urn::{Channel, EnvelopeId},
};

use super::Voter;
use crate::{
    Result, StoreError, TenantTx,
    contest::{Contest, VoteType},
    process::Process,
    rules,
};

/// What is voted on with one ballot: contests of a process. The process is as it was read in this transaction.
#[derive(Clone, Copy, Debug)]
pub struct Poll<'a> {
    /// The process.
    pub process: &'a Process,
    /// Its contests, each of another one of the rules.
    pub contests: &'a [Contest],
}

impl<'a> Poll<'a> {
    /// The contests in the order in which everybody takes them: whoever votes in several never waits for somebody who waits
    /// for them.
    fn in_order(&self) -> impl Iterator<Item = &'a Contest> + use<'a> {
        let mut contests: Vec<&Contest> = self.contests.iter().collect();
        contests.sort_unstable_by_key(|contest| contest.id);
        contests.into_iter()
    }
}

/// A ballot in its envelope.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// In which contest it is cast.
    pub contest: ContestId,
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

/// Puts a voter on the roll of each contest of a poll and an envelope into its open urn: all of it, or nothing.
///
/// # Errors
/// [`StoreError::Conflict`] when a contest has no envelope, and when the database does not answer; then nothing was kept once
/// the transaction ends.
pub async fn cast(
    tx: &mut TenantTx,
    poll: Poll<'_>,
    by: (Voter, Channel),
    envelopes: &[Envelope<'_>],
    now: DateTime<Utc>,
) -> Result<Cast> {
    prepare(tx, poll, now).await?;
    let before = Savepoint::of(tx, poll).await?;
    for contest in poll.in_order() {
        let envelope = envelopes.iter().find(|envelope| envelope.contest == contest.id);
        let envelope = envelope.ok_or(StoreError::Conflict("the envelopes of a ballot"))?;
        let put = put(tx, contest, by, envelope).await?;
        if put != Cast::Counted {
            before.go_back(tx).await?;
            // The same attempt, where nothing on the ballot is another.
            let is_again = put == Cast::AlreadyVoted && are_there(tx, envelopes).await?;
            return Ok(if is_again { Cast::Again } else { put });
        }
    }
    Ok(Cast::Counted)
}

/// Where a ballot of several contests begins: what was done for some of them is undone when another says no.
struct Savepoint {
    is_set: bool,
}

impl Savepoint {
    /// Nothing has to be undone of one contest: it is one statement.
    async fn of(tx: &mut TenantTx, poll: Poll<'_>) -> Result<Self> {
        let is_set = poll.contests.len() > 1;
        if is_set {
            sqlx::query!("savepoint ballot").execute(tx.connection()).await?;
        }
        Ok(Self { is_set })
    }

    async fn go_back(self, tx: &mut TenantTx) -> Result<()> {
        if self.is_set {
            sqlx::query!("rollback to savepoint ballot").execute(tx.connection()).await?;
        }
        Ok(())
    }
}

/// One envelope of one contest: it is in the urn, or the voter had voted in it, or the urn is sealed.
async fn put(
    tx: &mut TenantTx,
    contest: &Contest,
    (voter, channel): (Voter, Channel),
    envelope: &Envelope<'_>,
) -> Result<Cast> {
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
        contest.process.uuid(),
        contest.rule.as_str(),
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
        return Ok(Cast::AlreadyVoted);
    }
    means(tx, contest, envelope.vote_type).await?;
    Ok(Cast::Counted)
}

/// Whether all of these envelopes are in their urns. Asked after they were not taken: that waited for whoever was faster, but
/// saw nothing of what they did.
async fn are_there(tx: &mut TenantTx, envelopes: &[Envelope<'_>]) -> Result<bool> {
    let contests: Vec<_> = envelopes.iter().map(|envelope| envelope.contest.uuid()).collect();
    let ids: Vec<_> = envelopes.iter().map(|envelope| envelope.id.bytes().to_vec()).collect();
    let there = sqlx::query_scalar!(
        r#"select count(*) as "there!" from unnest($2::uuid[], $3::bytea[]) as asked (contest, id)
        join envelope on envelope.tenant_id = $1 and envelope.contest_id = asked.contest and envelope.id = asked.id"#,
        tx.tenant().uuid(),
        &contests,
        &ids
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(usize::try_from(there) == Ok(envelopes.len()))
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

/// Puts a voter on the roll of each contest of a poll who gets paper ballots: of all of them, or of none.
///
/// # Errors
/// When the database does not answer; then nothing was kept once the transaction ends.
pub async fn mark(tx: &mut TenantTx, poll: Poll<'_>, voter: Voter, now: DateTime<Utc>) -> Result<Marked> {
    prepare(tx, poll, now).await?;
    let before = Savepoint::of(tx, poll).await?;
    for contest in poll.in_order() {
        if super::find(tx, contest.id).await?.is_some_and(|urn| urn.sealed.is_some()) {
            before.go_back(tx).await?;
            return Ok(Marked::Closed);
        }
        let listed = sqlx::query!(
            "insert into participation (tenant_id, process_id, rule, voter_id, contest_id, person_id, channel)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing",
            tx.tenant().uuid(),
            contest.process.uuid(),
            contest.rule.as_str(),
            voter.id.uuid(),
            contest.id.uuid(),
            voter.person.map(PersonId::uuid),
            Channel::Paper.as_str()
        )
        .execute(tx.connection())
        .await?;
        if listed.rows_affected() == 0 {
            let taken = super::votes::taken(tx, contest.process, &contest.rule, voter).await?;
            before.go_back(tx).await?;
            return Ok(taken.map_or(Marked::Closed, |taken| Marked::AlreadyVoted(taken.channel)));
        }
    }
    Ok(Marked::Marked)
}

/// What people vote under does not change any more, whatever the clock of the jobs says; and the seal, which takes each
/// contest for itself, is waited for: whatever comes next sees what it left.
async fn prepare(tx: &mut TenantTx, poll: Poll<'_>, now: DateTime<Utc>) -> Result<()> {
    let Poll { process, .. } = poll;
    if process.frozen_at.is_none() {
        rules::freeze(tx, process.id, now).await?;
    }
    let contests: Vec<_> = poll.in_order().map(|contest| contest.id.uuid()).collect();
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = any($2) order by id for key share",
        tx.tenant().uuid(),
        &contests
    )
    .fetch_all(tx.connection())
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
