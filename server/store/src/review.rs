//! Reviews (revisión técnica): the queue of ideas, and what becomes of each.

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, PersonId, ProcessId, ProposalId},
    proposal::Review,
};

use crate::{Result, StoreError, TenantTx};

/// An idea that waits for its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The proposal.
    pub id: ProposalId,
    /// Its public number.
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Where.
    pub place: Option<String>,
    /// When it was received.
    pub submitted_at: DateTime<Utc>,
    /// The contest's code: the territory's.
    pub contest_code: String,
    /// The contest's name: the territory's.
    pub contest_name: String,
}

/// How many ideas of a contest wait, and how many were reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The contest.
    pub contest: ContestId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Ideas that wait.
    pub waiting: u64,
    /// Ideas on the ballot.
    pub viable: u64,
    /// Ideas that were turned down.
    pub not_viable: u64,
}

/// The ideas of a process that wait, the one that came first first. `contest` narrows them down; `after` is the public
/// number with which a page ended.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(
    tx: &mut TenantTx,
    process: ProcessId,
    contest: Option<ContestId>,
    after: u32,
    limit: u16,
) -> Result<Vec<Waiting>> {
    let rows = sqlx::query!(
        r#"select proposal.id, proposal.number, proposal.title, proposal.place, proposal.submitted_at,
            contest.code, contest.name
        from proposal
        join contest on contest.tenant_id = proposal.tenant_id and contest.id = proposal.contest_id
        where proposal.tenant_id = $1 and proposal.process_id = $2 and proposal.state = 'submitted'
            and ($3::uuid is null or proposal.contest_id = $3) and proposal.number > $4::bigint
        order by proposal.number
        limit $5"#,
        tx.tenant().uuid(),
        process.uuid(),
        contest.map(ContestId::uuid),
        i64::from(after),
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: row.id.into(),
        number: row.number.cast_unsigned(),
        title: row.title,
        place: row.place,
        submitted_at: row.submitted_at,
        contest_code: row.code,
        contest_name: row.name,
    });
    Ok(waiting.collect())
}

/// How far the reviews of a process have come, by contest.
///
/// # Errors
/// When the database does not answer.
pub async fn loads(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Load>> {
    let rows = sqlx::query!(
        r#"select contest.id, contest.code, contest.name, coalesce(waiting, 0) as "waiting!",
            coalesce(viable, 0) as "viable!", coalesce(not_viable, 0) as "not_viable!"
        from contest
        left join (
            select contest_id, count(*) filter (where state = 'submitted') as waiting,
                count(*) filter (where state = 'viable') as viable,
                count(*) filter (where state = 'not_viable') as not_viable
            from proposal where tenant_id = $1 and process_id = $2 group by contest_id
        ) counts on counts.contest_id = contest.id
        where contest.tenant_id = $1 and contest.process_id = $2
        order by contest.code"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let loads = rows.into_iter().map(|row| Load {
        contest: row.id.into(),
        code: row.code,
        name: row.name,
        waiting: row.waiting.cast_unsigned(),
        viable: row.viable.cast_unsigned(),
        not_viable: row.not_viable.cast_unsigned(),
    });
    Ok(loads.collect())
}

/// Locks a contest until the transaction ends, so that two reviews do not give one number twice.
///
/// # Errors
/// [`StoreError::Conflict`] when the contest is gone, and when the database does not answer.
pub async fn lock_contest(tx: &mut TenantTx, contest: ContestId) -> Result<()> {
    sqlx::query_scalar!(
        "select id from contest where tenant_id = $1 and id = $2 for no key update",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .ok_or(StoreError::Conflict("the contest"))?;
    Ok(())
}

/// Writes a review down, in place of an earlier one. What becomes viable gets the next number on the ballot of its
/// contest, which must be locked; what stays viable keeps its number. Gives the number on the ballot.
///
/// # Errors
/// [`StoreError::Conflict`] when the proposal is gone, and when the database does not answer.
pub async fn decide(
    tx: &mut TenantTx,
    proposal: ProposalId,
    reviewer: PersonId,
    review: &Review,
    now: DateTime<Utc>,
) -> Result<Option<u32>> {
    let (cost, department, reason) = match review {
        Review::Viable { cost, department } => (Some(cost.minor()), Some(department.as_str()), None),
        Review::NotViable { reason } => (None, None, Some(reason.as_str())),
    };
    let number = sqlx::query_scalar!(
        "update proposal set state = $3, reviewer_id = $4, reviewed_at = $5, cost_minor = $6, department = $7, reason = $8,
            ballot_number = case when $3 = 'viable' then coalesce(ballot_number, (
                select coalesce(max(other.ballot_number), 0) + 1 from proposal other
                where other.tenant_id = $1 and other.contest_id = proposal.contest_id
            )) end
        where tenant_id = $1 and id = $2
        returning ballot_number",
        tx.tenant().uuid(),
        proposal.uuid(),
        review.state().as_str(),
        reviewer.uuid(),
        now,
        cost,
        department,
        reason
    )
    .fetch_optional(tx.connection())
    .await?
    .ok_or(StoreError::Conflict("the proposal"))?;
    Ok(number.map(i32::cast_unsigned))
}
