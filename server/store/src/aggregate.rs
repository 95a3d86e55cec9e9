//! What tenants publish for others to compare: figures about a process, never about a person.

use chrono::{DateTime, Utc};
use shared::{
    id::{ProcessId, TenantId},
    money::{Currency, Money},
    phase::PhaseKind,
};

use crate::{Observing, Result, StoreError, TenantTx, process};

/// What a tenant published of its current process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// Whose process it is.
    pub tenant: TenantId,
    /// The process.
    pub process: ProcessId,
    /// Its name.
    pub process_name: String,
    /// Synthetic data.
    pub demonstration: bool,
    /// When these figures were published: the last time any of them changed.
    pub published_at: DateTime<Utc>,
    /// The furthest phase that has opened; none before the first.
    pub phase: Option<PhaseKind>,
    /// The money to decide on (bolsa).
    pub pool: Money,
    /// Territories that decide, each on its own ballot. What is decided with the same ballot beside adds none.
    pub territories: u64,
    /// Ideas received.
    pub ideas: u64,
    /// Projects on ballots.
    pub projects: u64,
    /// What the count gave; none until then: while voting runs, nothing is published about it.
    pub counted: Option<Counted>,
}

/// What a count gave, over all ballots of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Ballots cast, blank ones included: one of each voter, whatever was decided with it.
    pub voters: u64,
    /// Projects that won.
    pub funded: u64,
    /// What they cost together.
    pub funded_cost: Money,
}

/// Publishes the figures of a process as they are now, or does nothing when they are published already. Says whether
/// anything changed.
///
/// The count's figures come only once every ballot of the process has been counted and the count was approved.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn publish(tx: &mut TenantTx, process: ProcessId, now: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant().uuid();
    // The rules as they are by now: an act may have just changed them.
    let Some(found) = process::find(tx, process).await? else { return Ok(false) };
    let decides = found.rule_set.deciding_contest().map(|contest| contest.id.as_str());
    // At most one process of a tenant is the one to compare; the one before it steps back first.
    sqlx::query!(
        "update aggregate set current = false
        where tenant_id = $1 and process_id <> $2 and current
            and exists (select from process where process.tenant_id = $1 and process.id = $2 and process.current)",
        tenant,
        process.uuid()
    )
    .execute(tx.connection())
    .await?;
    let done = sqlx::query!(
        "with counted as (
            select count(*) = count(tally.contest_id) and count(*) > 0 as complete,
                count(*) filter (where contest.rule = $4) as contests,
                (sum(tally.ballots) filter (where contest.rule = $4))::bigint as ballots,
                sum(tally.total_cost_minor)::bigint as cost
            from contest
            left join tally on tally.tenant_id = contest.tenant_id and tally.contest_id = contest.id
                and tally.number = published_count($1, $2)
            where contest.tenant_id = $1 and contest.process_id = $2
        ), winners as (
            select count(*) as funded
            from contest
            join tally_line line on line.tenant_id = contest.tenant_id and line.contest_id = contest.id
            where contest.tenant_id = $1 and contest.process_id = $2 and line.won
                and line.number = published_count($1, $2)
        ), proposed as (
            select count(*) as ideas, count(*) filter (where state = 'viable') as projects
            from proposal
            where tenant_id = $1 and process_id = $2
        ), reached as (
            select kind
            from phase
            where tenant_id = $1 and process_id = $2 and opens_at <= $3
            order by opens_at desc, array_position(
                array['convening', 'ideas', 'assemblies', 'formulation', 'socialization', 'ceilings',
                    'ballot', 'voting', 'results', 'commitments', 'execution', 'follow_up'], kind) desc
            limit 1
        )
        insert into aggregate (tenant_id, process_id, process_name, current, demonstration, published_at, phase,
            currency, pool_minor, territories, ideas, projects, voters, funded, funded_cost_minor)
        select process.tenant_id, process.id, process.name, process.current, process.demonstration, $3,
            (select kind from reached), process.currency, process.pool_minor, counted.contests::integer,
            proposed.ideas, proposed.projects,
            case when complete then counted.ballots end, case when complete then winners.funded end,
            case when complete then counted.cost end
        from process, counted, winners, proposed
        where process.tenant_id = $1 and process.id = $2
        on conflict (tenant_id, process_id) do update set
            process_name = excluded.process_name, current = excluded.current, demonstration = excluded.demonstration,
            published_at = excluded.published_at, phase = excluded.phase, currency = excluded.currency,
            pool_minor = excluded.pool_minor, territories = excluded.territories, ideas = excluded.ideas,
            projects = excluded.projects, voters = excluded.voters, funded = excluded.funded,
            funded_cost_minor = excluded.funded_cost_minor
        where (aggregate.process_name, aggregate.current, aggregate.demonstration, aggregate.phase,
                aggregate.currency, aggregate.pool_minor, aggregate.territories, aggregate.ideas, aggregate.projects,
                aggregate.voters, aggregate.funded, aggregate.funded_cost_minor)
            is distinct from (excluded.process_name, excluded.current, excluded.demonstration, excluded.phase,
                excluded.currency, excluded.pool_minor, excluded.territories, excluded.ideas, excluded.projects,
                excluded.voters, excluded.funded, excluded.funded_cost_minor)",
        tenant,
        process.uuid(),
        now,
        decides
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Publishes the figures of the current process, if there is one. Says whether anything changed.
///
/// A phase opens by the clock and ideas arrive by themselves: whoever keeps time calls this now and then, so that what
/// is published does not grow old.
///
/// # Errors
/// When the database does not answer.
pub async fn publish_current(tx: &mut TenantTx, now: DateTime<Utc>) -> Result<bool> {
    let current = sqlx::query_scalar!("select id from process where tenant_id = $1 and current", tx.tenant().uuid())
        .fetch_optional(tx.connection())
        .await?;
    match current {
        Some(process) => publish(tx, process.into(), now).await,
        None => Ok(false),
    }
}

struct Row {
    tenant_id: uuid::Uuid,
    process_id: uuid::Uuid,
    process_name: String,
    demonstration: bool,
    published_at: DateTime<Utc>,
    phase: Option<String>,
    currency: String,
    pool_minor: i64,
    territories: i32,
    ideas: i64,
    projects: i64,
    voters: Option<i64>,
    funded: Option<i64>,
    funded_cost_minor: Option<i64>,
}

impl TryFrom<Row> for Aggregate {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("aggregate.currency"))?;
        let phase = row.phase.map(|phase| phase.parse()).transpose();
        let counted = match (row.voters, row.funded, row.funded_cost_minor) {
            (Some(voters), Some(funded), Some(cost)) => Some(Counted {
                voters: count(voters, "aggregate.voters")?,
                funded: count(funded, "aggregate.funded")?,
                funded_cost: Money::new(cost, currency),
            }),
            _ => None,
        };
        Ok(Self {
            tenant: row.tenant_id.into(),
            process: row.process_id.into(),
            process_name: row.process_name,
            demonstration: row.demonstration,
            published_at: row.published_at,
            phase: phase.map_err(StoreError::corrupt("aggregate.phase"))?,
            pool: Money::new(row.pool_minor, currency),
            territories: count(i64::from(row.territories), "aggregate.territories")?,
            ideas: count(row.ideas, "aggregate.ideas")?,
            projects: count(row.projects, "aggregate.projects")?,
            counted,
        })
    }
}

fn count(number: i64, what: &'static str) -> Result<u64> {
    u64::try_from(number).map_err(StoreError::corrupt(what))
}

/// What the members of a group published of their current processes. A member that published nothing is not there.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of_members(observing: &mut Observing, group: TenantId) -> Result<Vec<Aggregate>> {
    sqlx::query_as!(
        Row,
        "select tenant_id, process_id, process_name, demonstration, published_at, phase, aggregate.currency,
            pool_minor, territories, ideas, projects, voters, funded, funded_cost_minor
        from aggregate
        join tenant on tenant.id = aggregate.tenant_id
        where tenant.group_id = $1 and aggregate.current",
        group.uuid()
    )
    .fetch_all(observing.connection())
    .await?
    .into_iter()
    .map(Aggregate::try_from)
    .collect()
}

/// How far the current process of each tenant has come, by what it published. A tenant that published nothing is not
/// there; one before its first phase has none.
///
/// # Errors
/// When the database does not answer, or holds a phase that the domain does not know.
pub async fn phases(observing: &mut Observing) -> Result<Vec<(TenantId, Option<PhaseKind>)>> {
    sqlx::query!("select tenant_id, phase from aggregate where current")
        .fetch_all(observing.connection())
        .await?
        .into_iter()
        .map(|row| {
            let phase = row.phase.map(|phase| phase.parse()).transpose();
            Ok((row.tenant_id.into(), phase.map_err(StoreError::corrupt("aggregate.phase"))?))
        })
        .collect()
}
