//! The roll and the urn, apart. The roll says that a person took part; the urn holds ballots and nothing that leads back
//! to a person.

use chrono::{DateTime, Utc};
use shared::{
    ballot::{BallotForm, Marked, Way},
    id::{BallotId, ContestId, PersonId, ProcessId},
};

use crate::{Result, StoreError, TenantTx, contest::VoteType, rules};

/// What became of a ballot handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Cast {
    /// It is in the urn, and the person is on the roll.
    Counted,
    /// The person had cast one before; this one was not taken.
    AlreadyVoted,
    /// The contest has been counted; this one came too late.
    Closed,
}

/// Whether a person has cast a ballot in a process.
///
/// # Errors
/// When the database does not answer.
pub async fn has_voted(tx: &mut TenantTx, process: ProcessId, person: PersonId) -> Result<bool> {
    let voted = sqlx::query_scalar!(
        r#"select exists (
            select from participation where tenant_id = $1 and process_id = $2 and person_id = $3
        ) as "voted!""#,
        tx.tenant().uuid(),
        process.uuid(),
        person.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(voted)
}

/// What a choice on the ballots of a form means, once it is in the urn.
pub const fn vote_type(form: &BallotForm) -> VoteType {
    match form.way() {
        Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => VoteType::Approval,
        Way::Points { .. } | Way::Wallet { .. } => VoteType::Points,
        Way::Ranking => VoteType::Ranking,
    }
}

/// Puts a person on the roll and a ballot into the urn, both or neither. The ballot's id must be random: nothing else
/// is kept about it but its choices, with what each adds to its project's score.
///
/// # Errors
/// When the database does not answer, or an amount is larger than an urn can hold; then nothing was kept once the
/// transaction ends.
pub async fn cast(
    tx: &mut TenantTx,
    process: ProcessId,
    contest: ContestId,
    person: PersonId,
    ballot: BallotId,
    (form, marked): (&BallotForm, &Marked),
    now: DateTime<Utc>,
) -> Result<Cast> {
    // Whatever the clock of the jobs says: what people vote under does not change any more.
    rules::freeze(tx, process, now).await?;
    // A count takes the contest for itself: this waits for one under way, and then sees what it left.
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = $2 for key share",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let counted = sqlx::query_scalar!(
        r#"select exists (select from tally where tenant_id = $1 and contest_id = $2) as "counted!""#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    if counted {
        return Ok(Cast::Closed);
    }
    let listed = sqlx::query!(
        "insert into participation (tenant_id, process_id, person_id, contest_id) values ($1, $2, $3, $4)
        on conflict (tenant_id, process_id, person_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        person.uuid(),
        contest.uuid()
    )
    .execute(tx.connection())
    .await?;
    if listed.rows_affected() == 0 {
        return Ok(Cast::AlreadyVoted);
    }
    sqlx::query!(
        "insert into ballot (tenant_id, contest_id, id) values ($1, $2, $3)",
        tx.tenant().uuid(),
        contest.uuid(),
        ballot.uuid()
    )
    .execute(tx.connection())
    .await?;
    let mut choices = form.points(marked);
    // The order in which somebody ticked the boxes is nobody's business.
    choices.sort_unstable();
    let projects: Vec<_> = choices.iter().map(|(project, _)| project.uuid()).collect();
    let points = choices.iter().map(|&(_, points)| i32::try_from(points));
    let points: Vec<i32> = points.collect::<std::result::Result<_, _>>().map_err(StoreError::corrupt("points"))?;
    sqlx::query!(
        "insert into ballot_choice (tenant_id, contest_id, ballot_id, proposal_id, points)
        select $1, $2, $3, given.* from unnest($4::uuid[], $5::int[]) given",
        tx.tenant().uuid(),
        contest.uuid(),
        ballot.uuid(),
        &projects,
        &points
    )
    .execute(tx.connection())
    .await?;
    // The first ballot says what the contest's ballots mean: the rules are frozen by now.
    sqlx::query!(
        "update contest set vote_type = $3 where tenant_id = $1 and id = $2 and vote_type <> $3",
        tx.tenant().uuid(),
        contest.uuid(),
        vote_type(form).as_str()
    )
    .execute(tx.connection())
    .await?;
    Ok(Cast::Counted)
}

/// In which contest a person has cast a ballot, if in any.
///
/// # Errors
/// When the database does not answer.
pub async fn contest_of(tx: &mut TenantTx, process: ProcessId, person: PersonId) -> Result<Option<ContestId>> {
    let contest = sqlx::query_scalar!(
        "select contest_id from participation where tenant_id = $1 and process_id = $2 and person_id = $3",
        tx.tenant().uuid(),
        process.uuid(),
        person.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(contest.map(ContestId::from))
}
