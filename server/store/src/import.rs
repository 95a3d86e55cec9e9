//! An election that was held elsewhere, as a finished process: stored a batch at a time, all in one transaction.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    calendar::Calendar,
    code::TypedCode,
    id::{ContestId, ProcessId, ProposalId, RuleSetId},
    money::Money,
    proposal::{
        Group,
        story::{Capacity, Event, Found, Step},
    },
    ruleset::SoundRuleSet,
};
use uuid::Uuid;

use crate::{
    Result, StoreError, TenantTx, calendar,
    contest::VoteType,
    ledger::{self, Posting},
    process::{self, NewProcess},
    rules::{self, Adoption, NewDraft, NotPublished},
    story,
};

/// The election as a whole: a process with one contest.
#[derive(Clone, Debug)]
pub struct Election {
    /// The process.
    pub process: ProcessId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The money that was handed out.
    pub budget: Money,
    /// The rules by which it was voted on and is counted here.
    pub rules: SoundRuleSet,
    /// The id that their version gets.
    pub version: RuleSetId,
    /// When people voted, as far as it is known.
    pub calendar: Calendar,
    /// The contest.
    pub contest: ContestId,
    /// Its name in addresses.
    pub code: String,
    /// What it decided on: a territory, or the whole.
    pub contest_name: String,
    /// What a choice on a ballot means.
    pub vote_type: VoteType,
}

/// A project on the ballot.
#[derive(Clone, Debug)]
pub struct Project {
    /// Within the tenant.
    pub id: ProposalId,
    /// The id that the file gives it.
    pub external_id: String,
    /// Its number on the ballot; more than zero.
    pub number: i32,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub need: String,
    /// What it costs.
    pub cost: Money,
    /// Whether it was withdrawn after the ballots were printed.
    pub withdrawn: bool,
    /// What it has in common with others of which one wins at most.
    pub group: Option<Group>,
}

/// A ballot.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// Random: it leads to nobody.
    pub code: TypedCode,
    /// The projects it names, none twice, with their points; 1 for an approval.
    pub choices: Vec<(ProposalId, i32)>,
}

/// Begins: stores the rules, the process, when people voted, and its contest.
///
/// # Errors
/// [`StoreError::Conflict`] when the tenant has a process of that slug, and when the database does not answer.
pub async fn begin(tx: &mut TenantTx, election: &Election, today: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    let rules = election.rules.rules();
    let draft = NewDraft { id: election.version, document: rules, copied_from: Some(&election.source), by: None };
    rules::create(tx, &draft, now).await?;
    let adoption = Adoption { act: &election.source, date: today, reference: None, effective_from: today };
    rules::publish(tx, election.version, 1, &adoption, None, now).await.map_err(|error| match error {
        NotPublished::Store(error) => error,
        unsound @ NotPublished::Unsound(_) => StoreError::corrupt("rule set")(unsound),
    })?;
    let process = NewProcess {
        id: election.process,
        slug: &election.slug,
        name: &election.name,
        pool: election.budget,
        rules: election.version,
        current: false,
        demonstration: false,
        source: Some(&election.source),
        created_at: now,
    };
    process::begin(tx, &process).await?;
    calendar::plan(tx, election.process, rules, &election.calendar).await?;
    let decides = rules.deciding_contest().ok_or(StoreError::Conflict("the contest of an election"))?;
    sqlx::query!(
        "insert into contest (tenant_id, id, process_id, rule, code, name, vote_type)
        values ($1, $2, $3, $4, $5, $6, $7)",
        tx.tenant().uuid(),
        election.contest.uuid(),
        election.process.uuid(),
        decides.id.as_str(),
        election.code,
        election.contest_name,
        election.vote_type.as_str()
    )
    .execute(tx.connection())
    .await?;
    let posting = Posting { act: &election.source, reason: None, by: None, at: now };
    ledger::bring_to(tx, &[(election.contest, election.budget)], &posting).await
}

/// Stores projects, with what their stories have until now.
///
/// # Errors
/// When the database does not answer, or an id or a number is there already.
pub async fn projects(tx: &mut TenantTx, election: &Election, projects: &[Project], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into proposal (tenant_id, process_id, contest_id, id, number, title, need, state, submitted_at,
            cost_minor, ballot_number, external_id, withdrawn, exclusive_group)
        select $1, $2, $3, id, number, title, need, 'viable', $11, cost, number, external, withdrawn, exclusive_group
        from unnest($4::uuid[], $5::integer[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::boolean[],
            $12::text[])
            as new (id, number, title, need, cost, external, withdrawn, exclusive_group)",
        tx.tenant().uuid(),
        election.process.uuid(),
        election.contest.uuid(),
        &column(projects, |one| one.id.uuid()),
        &column(projects, |one| one.number),
        &column(projects, |one| one.title.clone()),
        &column(projects, |one| one.need.clone()),
        &column(projects, |one| one.cost.minor()),
        &column(projects, |one| one.external_id.clone()),
        &column(projects, |one| one.withdrawn),
        now,
        &column(projects, |one| one.group.as_ref().map(Group::to_string)) as &[Option<String>]
    )
    .execute(tx.connection())
    .await?;
    let step = |event| Step { at: now, by: Capacity::File, event };
    let found = |one: &Project| {
        Event::Viable(Found {
            cost: one.cost,
            department: None,
            ballot_number: one.number.cast_unsigned(),
            region: None,
            group: one.group.clone(),
        })
    };
    let story = |one: &Project| {
        let withdrawn = one.withdrawn.then_some(Event::Withdrawn);
        [Event::Received, found(one)].into_iter().chain(withdrawn)
    };
    let steps: Vec<_> = projects.iter().flat_map(|one| story(one).map(|event| (one.id, step(event)))).collect();
    story::begin(tx, &steps).await
}

/// Stores ballots with what is on them, in two statements.
///
/// # Errors
/// When the database does not answer, or a ballot names a project that is not on it.
pub async fn ballots(tx: &mut TenantTx, contest: ContestId, ballots: &[Ballot]) -> Result<()> {
    sqlx::query!(
        "insert into ballot (tenant_id, contest_id, code) select $1, $2, * from unnest($3::bytea[])",
        tx.tenant().uuid(),
        contest.uuid(),
        &column(ballots, |one| one.code.bytes().to_vec())
    )
    .execute(tx.connection())
    .await?;
    let named: Vec<(Vec<u8>, Uuid, i32)> = ballots
        .iter()
        .flat_map(|ballot| {
            let code = ballot.code.bytes().to_vec();
            ballot.choices.iter().map(move |(project, points)| (code.clone(), project.uuid(), *points))
        })
        .collect();
    sqlx::query!(
        "insert into ballot_choice (tenant_id, contest_id, code, proposal_id, points)
        select $1, $2, * from unnest($3::bytea[], $4::uuid[], $5::integer[])",
        tx.tenant().uuid(),
        contest.uuid(),
        &column(&named, |one| one.0.clone()),
        &column(&named, |one| one.1),
        &column(&named, |one| one.2)
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

fn column<Row, Cell>(rows: &[Row], cell: impl Fn(&Row) -> Cell) -> Vec<Cell> {
    rows.iter().map(cell).collect()
}
