//! Casting: somebody on the roll and an envelope in the urn, both or neither.

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, ProcessId, VoterId},
    urn::EnvelopeId,
};

use crate::{Result, TenantTx, contest::VoteType, rules};

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
    /// The voter had cast another one before; this one was not taken.
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
    process: ProcessId,
    contest: ContestId,
    voter: VoterId,
    envelope: Envelope<'_>,
    now: DateTime<Utc>,
) -> Result<Cast> {
    // Whatever the clock of the jobs says: what people vote under does not change any more.
    rules::freeze(tx, process, now).await?;
    // The seal takes the contest for itself: this waits for one under way, and then sees what it left.
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = $2 for key share",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let urn = super::find(tx, contest).await?;
    if urn.is_some_and(|urn| urn.sealed.is_some()) {
        return Ok(Cast::Closed);
    }
    let listed = sqlx::query!(
        "insert into participation (tenant_id, process_id, voter_id, contest_id) values ($1, $2, $3, $4)
        on conflict (tenant_id, process_id, voter_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        voter.uuid(),
        contest.uuid()
    )
    .execute(tx.connection())
    .await?;
    if listed.rows_affected() == 0 {
        let is_there = is_there(tx, contest, envelope.id).await?;
        return Ok(if is_there { Cast::Again } else { Cast::AlreadyVoted });
    }
    sqlx::query!(
        "insert into envelope (tenant_id, contest_id, id, sealed) values ($1, $2, $3, $4)",
        tx.tenant().uuid(),
        contest.uuid(),
        envelope.id.bytes().as_slice(),
        envelope.sealed
    )
    .execute(tx.connection())
    .await?;
    // The first ballot says what the contest's ballots mean: the rules are frozen by now.
    sqlx::query!(
        "update contest set vote_type = $3 where tenant_id = $1 and id = $2 and vote_type <> $3",
        tx.tenant().uuid(),
        contest.uuid(),
        envelope.vote_type.as_str()
    )
    .execute(tx.connection())
    .await?;
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
