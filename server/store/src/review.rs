//! Reviews (revisión técnica): the queue of ideas, and what becomes of each.

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{ContestId, PersonId, ProcessId, ProposalId},
    proposal::{
        Group, Placing, Review,
        story::{Capacity, Event, Found},
    },
    ruleset::Code,
};

use crate::{Result, StoreError, TenantTx, proposal::missing, story};

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
    /// Since when its review is due; not yet while that is not planned.
    pub since: Option<DateTime<Utc>>,
    /// The contest's code.
    pub contest_code: String,
    /// The contest's name.
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
    /// The code of the place where it is held; none where it is held everywhere.
    pub at: Option<Code>,
    /// Ideas that wait.
    pub waiting: u64,
    /// Ideas on the ballot.
    pub viable: u64,
    /// Ideas that were turned down.
    pub not_viable: u64,
}

/// From when on the ideas of a contest are due for their review: when they were received, at the earliest then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The contest.
    pub contest: ContestId,
    /// When the phase for it opens there.
    pub at: DateTime<Utc>,
    /// Only those that fell due before this.
    pub before: Option<DateTime<Utc>>,
}

/// Which ideas of a process are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The process.
    pub process: ProcessId,
    /// From when on they are due, by contest.
    pub openings: &'a [Opening],
    /// Whether ideas of other contests, which are not due yet, are looked for too.
    pub others: bool,
    /// Only one contest's.
    pub contest: Option<ContestId>,
    /// The public number with which a page ended; zero at the beginning.
    pub after: u32,
    /// How many at most.
    pub limit: u16,
}

/// The columns of openings, for a statement that takes them as a table.
struct Columns {
    contests: Vec<uuid::Uuid>,
    opens: Vec<DateTime<Utc>>,
    before: Vec<Option<DateTime<Utc>>>,
}

impl Columns {
    fn of(openings: &[Opening]) -> Self {
        Self {
            contests: openings.iter().map(|opening| opening.contest.uuid()).collect(),
            opens: openings.iter().map(|opening| opening.at).collect(),
            before: openings.iter().map(|opening| opening.before).collect(),
        }
    }
}

/// Ideas that wait, the one that is due first first: all deadlines are counted from when an idea fell due.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(tx: &mut TenantTx, search: &Search<'_>) -> Result<Vec<Waiting>> {
    let Columns { contests, opens, before } = Columns::of(search.openings);
    let rows = sqlx::query!(
        r#"with waiting as (
            select proposal.id, proposal.number, proposal.title, proposal.place, proposal.submitted_at,
                proposal.contest_id, proposal.state, proposal.withdrawn, opening.before, opening.contest_id is null as unplanned,
                greatest(proposal.submitted_at, opening.at) as since
            from proposal
            left join unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) as opening (contest_id, at, before)
                on opening.contest_id = proposal.contest_id
            where proposal.tenant_id = $1 and proposal.process_id = $2
        )
        select waiting.id, waiting.number, waiting.title, waiting.place, waiting.submitted_at, contest.code,
            contest.name, case when not unplanned then since end as since
        from waiting
        join contest on contest.tenant_id = $1 and contest.id = waiting.contest_id
        where state = 'submitted' and not withdrawn and ($6::uuid is null or waiting.contest_id = $6)
            and (before is null or since < before) and ($7::boolean or not unplanned)
            and ($8::bigint = 0 or (unplanned, since, number) > (
                select last.unplanned, last.since, last.number from waiting last where last.number = $8
            ))
        order by unplanned, since, number
        limit $9"#,
        tx.tenant().uuid(),
        search.process.uuid(),
        &contests,
        &opens,
        &before as &[Option<DateTime<Utc>>],
        search.contest.map(ContestId::uuid),
        search.others,
        i64::from(search.after),
        i64::from(search.limit)
    )
    .fetch_all(tx.connection())
    .await?;
    let waiting = rows.into_iter().map(|row| Waiting {
        id: row.id.into(),
        number: row.number.cast_unsigned(),
        title: row.title,
        place: row.place,
        submitted_at: row.submitted_at,
        since: row.since,
        contest_code: row.code,
        contest_name: row.name,
    });
    Ok(waiting.collect())
}

/// How many ideas wait that fell due before what their contest's opening says, by contest; contests without any are left
/// out.
///
/// # Errors
/// When the database does not answer.
pub async fn late(tx: &mut TenantTx, process: ProcessId, openings: &[Opening]) -> Result<Vec<(ContestId, u64)>> {
    let Columns { contests, opens, before } = Columns::of(openings);
    let rows = sqlx::query!(
        r#"select proposal.contest_id, count(*) as "late!"
        from proposal
        join unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[]) as opening (contest_id, at, before)
            on opening.contest_id = proposal.contest_id
        where proposal.tenant_id = $1 and proposal.process_id = $2 and proposal.state = 'submitted'
            and not proposal.withdrawn
            and greatest(proposal.submitted_at, opening.at) < opening.before
        group by proposal.contest_id"#,
        tx.tenant().uuid(),
        process.uuid(),
        &contests,
        &opens,
        &before as &[Option<DateTime<Utc>>]
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(rows.into_iter().map(|row| (row.contest_id.into(), row.late.cast_unsigned())).collect())
}

/// How far the reviews of a process have come, by contest.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn loads(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Load>> {
    let rows = sqlx::query!(
        r#"select contest.id, contest.code, contest.name, coalesce(contest.place, territory.code) as at,
            coalesce(waiting, 0) as "waiting!",
            coalesce(viable, 0) as "viable!", coalesce(not_viable, 0) as "not_viable!"
        from contest
        left join territory on territory.tenant_id = contest.tenant_id and territory.id = contest.territory_id
        left join (
            select contest_id, count(*) filter (where state = 'submitted' and not withdrawn) as waiting,
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
    let loads = rows.into_iter().map(|row| {
        Ok(Load {
            contest: row.id.into(),
            code: row.code,
            name: row.name,
            at: row.at.map(|code| code.parse().map_err(StoreError::corrupt("contest.place"))).transpose()?,
            waiting: row.waiting.cast_unsigned(),
            viable: row.viable.cast_unsigned(),
            not_viable: row.not_viable.cast_unsigned(),
        })
    });
    loads.collect()
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
/// [`StoreError::Conflict`] when the proposal is gone or was taken back, and when the database does not answer.
pub async fn decide(
    tx: &mut TenantTx,
    proposal: ProposalId,
    reviewer: PersonId,
    (review, placing): (&Review, &Placing),
    now: DateTime<Utc>,
) -> Result<Option<u32>> {
    let (cost, department, reason) = match review {
        Review::Viable { cost, department } => (Some(cost.minor()), Some(department.as_str()), None),
        Review::NotViable { reason } => (None, None, Some(reason.as_str())),
    };
    let number = sqlx::query_scalar!(
        "update proposal set state = $3, reviewer_id = $4, reviewed_at = $5, cost_minor = $6, department = $7, reason = $8,
            lapsed = null, region = case when $3 = 'viable' then $9 end,
            exclusive_group = case when $3 = 'viable' then $10 end, ballot_number = case when $3 = 'viable' then coalesce(ballot_number, (
                select coalesce(max(other.ballot_number), 0) + 1 from proposal other
                where other.tenant_id = $1 and other.contest_id = proposal.contest_id
            )) end
        where tenant_id = $1 and id = $2 and not (state = 'submitted' and withdrawn)
        returning ballot_number",
        tx.tenant().uuid(),
        proposal.uuid(),
        review.state().as_str(),
        reviewer.uuid(),
        now,
        cost,
        department,
        reason,
        placing.region.as_ref().map(Code::as_str),
        placing.group.as_ref().map(Group::as_str)
    )
    .fetch_optional(tx.connection())
    .await?
    .ok_or(StoreError::Conflict("the proposal"))?
    .map(i32::cast_unsigned);
    let event = match (review, number) {
        (Review::Viable { cost, department }, Some(ballot_number)) => Event::Viable(Found {
            cost: *cost,
            department: Some(department.clone()),
            ballot_number,
            region: placing.region.clone(),
            group: placing.group.clone(),
        }),
        (Review::Viable { .. }, None) => return Err(missing("proposal.ballot_number")),
        (Review::NotViable { reason }, _) => Event::NotViable { reason: reason.clone() },
    };
    story::go_on(tx, proposal, Capacity::Review, &event, now).await?;
    Ok(number)
}

/// Turns down an idea that still waits, because a deadline has passed (silencio): which, and why in words. Says whether
/// it still waited; then nothing else can do it again.
///
/// # Errors
/// When the database does not answer.
pub async fn lapse(
    tx: &mut TenantTx,
    proposal: ProposalId,
    deadline: &Key,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update proposal set state = 'not_viable', reviewed_at = $3, reason = $4, lapsed = $5
        where tenant_id = $1 and id = $2 and state = 'submitted' and not withdrawn",
        tx.tenant().uuid(),
        proposal.uuid(),
        now,
        reason,
        deadline.as_str()
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let event = Event::Lapsed { deadline: deadline.clone(), reason: reason.to_owned() };
    story::go_on(tx, proposal, Capacity::Rules, &event, now).await?;
    Ok(true)
}
