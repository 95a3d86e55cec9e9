//! The rows of a plan, a batch at a time.

use std::{collections::HashMap, iter};

use shared::{
    id::{ContestId, PersonId, TerritoryId},
    proposal::story::{Capacity, Event, Found, Step},
    urn::Channel,
};
use uuid::Uuid;

use super::plan::{Ballot, Count, Held, Plan, Process, Proposal, Verdict, Voter};
use crate::{
    Result, StoreError, TenantTx, calendar,
    ledger::{self, Posting},
    process::{self, NewProcess},
    rules, story,
    tally::{self, By, Outcome},
};

/// Rows in one statement.
const BATCH: usize = 5_000;

pub(super) async fn process(tx: &mut TenantTx, process: &Process) -> Result<()> {
    let rules =
        rules::latest(tx, &process.rules).await?.ok_or(StoreError::Conflict("the rules of the demonstration"))?;
    let document =
        rules::document(tx, rules.id).await?.ok_or(StoreError::Conflict("the rules of the demonstration"))?;
    let new = NewProcess {
        id: process.id,
        slug: &process.slug,
        name: &process.name,
        pool: process.pool,
        rules: rules.id,
        current: process.current,
        demonstration: true,
        source: None,
        created_at: process.created_at,
    };
    process::begin(tx, &new).await?;
    calendar::plan(tx, process.id, &document, &process.calendar).await
}

/// Stores the contests; gives back the territory of each that is held in one.
pub(super) async fn contests(tx: &mut TenantTx, plan: &Plan) -> Result<HashMap<ContestId, TerritoryId>> {
    let known: HashMap<String, Uuid> =
        sqlx::query!("select code, id from territory where tenant_id = $1", tx.tenant().uuid())
            .fetch_all(tx.connection())
            .await?
            .into_iter()
            .map(|row| (row.code, row.id))
            .collect();
    let mut territories = HashMap::new();
    for contest in &plan.contests {
        let (territory, place) = match &contest.held {
            Held::In(code) => {
                let territory = known.get(code.as_str());
                (Some(*territory.ok_or(StoreError::Conflict("a territory of the demonstration"))?), None)
            }
            Held::Around(code) => (None, Some(code.as_str())),
        };
        sqlx::query!(
            "insert into contest (tenant_id, id, process_id, rule, territory_id, place, code, name)
            values ($1, $2, $3, $4, $5, $6, $7, $8)",
            tx.tenant().uuid(),
            contest.id.uuid(),
            plan.process.id.uuid(),
            contest.rule.as_str(),
            territory,
            place,
            contest.code,
            contest.name
        )
        .execute(tx.connection())
        .await?;
        territories.extend(territory.map(|territory| (contest.id, territory.into())));
    }
    let ceilings: Vec<_> = plan.contests.iter().map(|contest| (contest.id, contest.ceiling)).collect();
    let process = &plan.process;
    let posting = Posting { act: &process.name, reason: None, by: None, at: process.created_at };
    ledger::bring_to(tx, &ceilings, &posting).await?;
    Ok(territories)
}

pub(super) async fn proposals(tx: &mut TenantTx, plan: &Plan, issuer: &str) -> Result<()> {
    for batch in plan.proposals.chunks(BATCH) {
        let (mut states, mut reasons) = (Vec::new(), Vec::new());
        let (mut costs, mut departments, mut ballot_numbers) = (Vec::new(), Vec::new(), Vec::new());
        for proposal in batch {
            let (state, cost, department, number, reason) = match proposal.review.as_ref().map(|review| &review.verdict)
            {
                None => ("submitted", None, None, None, None),
                Some(Verdict::Viable { cost, department, ballot_number }) => {
                    ("viable", Some(cost.minor()), Some(department.clone()), Some(*ballot_number), None)
                }
                Some(Verdict::NotViable { reason }) => ("not_viable", None, None, None, Some(reason.clone())),
            };
            states.push(state.to_owned());
            costs.push(cost);
            departments.push(department);
            ballot_numbers.push(number);
            reasons.push(reason);
        }
        sqlx::query!(
            "insert into proposal (tenant_id, process_id, id, contest_id, number, author_id, title, need, place, state,
                submitted_at, reviewed_at, cost_minor, department, ballot_number, reason)
            select $1, $2, new.id, contest, number, person.id, title, need, place, state, submitted, reviewed, cost,
                department, ballot_number, reason
            from unnest($3::uuid[], $4::uuid[], $5::integer[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::text[], $11::timestamptz[], $12::timestamptz[], $13::bigint[], $14::text[], $15::integer[],
                $16::text[])
                as new (id, contest, number, author, title, need, place, state, submitted, reviewed, cost, department,
                    ballot_number, reason)
            left join person on person.tenant_id = $1 and person.issuer = $17 and person.subject = new.author",
            tx.tenant().uuid(),
            plan.process.id.uuid(),
            &column(batch, |one| one.id.uuid()),
            &column(batch, |one| one.contest.uuid()),
            &column(batch, |one| one.number),
            &column(batch, |one| one.author.clone()) as &[Option<String>],
            &column(batch, |one| one.title.clone()),
            &column(batch, |one| one.need.clone()),
            &column(batch, |one| one.place.clone()) as &[Option<String>],
            &states,
            &column(batch, |one| one.submitted_at),
            &column(batch, reviewed_at) as &[Option<_>],
            &costs as &[Option<i64>],
            &departments as &[Option<String>],
            &ballot_numbers as &[Option<i32>],
            &reasons as &[Option<String>],
            issuer
        )
        .execute(tx.connection())
        .await?;
        let steps: Vec<_> = batch.iter().flat_map(|one| steps(one).map(|step| (one.id, step))).collect();
        story::begin(tx, &steps).await?;
    }
    Ok(())
}

/// What the story of a proposal has until now.
fn steps(proposal: &Proposal) -> impl Iterator<Item = Step> {
    let received = Step { at: proposal.submitted_at, by: Capacity::Author, event: Event::Received };
    let reviewed = proposal.review.as_ref().map(|review| {
        let event = match &review.verdict {
            Verdict::Viable { cost, department, ballot_number } => Event::Viable(Found {
                cost: *cost,
                department: Some(department.clone()),
                ballot_number: ballot_number.cast_unsigned(),
                region: None,
                group: None,
            }),
            Verdict::NotViable { reason } => Event::NotViable { reason: reason.clone() },
        };
        Step { at: review.at, by: Capacity::Review, event }
    });
    iter::once(received).chain(reviewed)
}

fn reviewed_at(proposal: &Proposal) -> Option<chrono::DateTime<chrono::Utc>> {
    proposal.review.as_ref().map(|review| review.at)
}

fn column<Row, Cell>(rows: &[Row], cell: impl Fn(&Row) -> Cell) -> Vec<Cell> {
    rows.iter().map(cell).collect()
}

/// Stores people who do not exist, each with the territory where they live, under an issuer that vouches for nobody.
async fn people(tx: &mut TenantTx, plan: &Plan, people: &[(PersonId, Option<TerritoryId>)]) -> Result<()> {
    sqlx::query!(
        "insert into person (tenant_id, id, issuer, subject, name, territory_id, created_at)
        select $1, id, 'urn:convite:simulated', id::text, 'Persona simulada', territory, $4
        from unnest($2::uuid[], $3::uuid[]) as new (id, territory)",
        tx.tenant().uuid(),
        &column(people, |(person, _)| person.uuid()),
        &column(people, |(_, territory)| territory.map(TerritoryId::uuid)) as &[Option<Uuid>],
        plan.process.created_at
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Stores which ideas are supported, and by whom.
pub(super) async fn supports(
    tx: &mut TenantTx,
    plan: &Plan,
    territories: &HashMap<ContestId, TerritoryId>,
) -> Result<()> {
    for batch in plan.neighbours.chunks(BATCH) {
        people(tx, plan, &column(batch, |one| (one.person, territories.get(&one.contest).copied()))).await?;
    }
    for batch in plan.supports.chunks(BATCH) {
        sqlx::query!(
            "insert into support (tenant_id, proposal_id, person_id, at)
            select $1, * from unnest($2::uuid[], $3::uuid[], $4::timestamptz[])",
            tx.tenant().uuid(),
            &column(batch, |one| one.proposal.uuid()),
            &column(batch, |one| one.person.uuid()),
            &column(batch, |one| one.at)
        )
        .execute(tx.connection())
        .await?;
    }
    Ok(())
}

/// Stores the people who took part, and that they did.
pub(super) async fn voters(
    tx: &mut TenantTx,
    plan: &Plan,
    territories: &HashMap<ContestId, TerritoryId>,
) -> Result<()> {
    let home = |voter: &Voter| voter.contests.iter().find_map(|contest| territories.get(contest).copied());
    for batch in plan.voters.chunks(BATCH) {
        people(tx, plan, &column(batch, |one| (one.person, home(one)))).await?;
        let voted: Vec<(PersonId, ContestId)> =
            batch.iter().flat_map(|one| one.contests.iter().map(|contest| (one.person, *contest))).collect();
        sqlx::query!(
            "insert into participation (tenant_id, process_id, rule, voter_id, person_id, contest_id, channel)
            select $1, $2, contest.rule, person, person, contest.id, $5
            from unnest($3::uuid[], $4::uuid[]) as new (person, contest)
            join contest on contest.tenant_id = $1 and contest.id = new.contest",
            tx.tenant().uuid(),
            plan.process.id.uuid(),
            &column(&voted, |(person, _)| person.uuid()),
            &column(&voted, |(_, contest)| contest.uuid()),
            Channel::Web.as_str()
        )
        .execute(tx.connection())
        .await?;
    }
    Ok(())
}

pub(super) async fn ballots(tx: &mut TenantTx, ballots: &[Ballot]) -> Result<()> {
    for batch in ballots.chunks(BATCH) {
        sqlx::query!(
            "insert into ballot (tenant_id, contest_id, code) select $1, * from unnest($2::uuid[], $3::bytea[])",
            tx.tenant().uuid(),
            &column(batch, |one| one.contest.uuid()),
            &column(batch, |one| one.code.bytes().to_vec())
        )
        .execute(tx.connection())
        .await?;
    }
    let choices: Vec<(Uuid, Vec<u8>, Uuid)> = ballots
        .iter()
        .flat_map(|ballot| {
            let code = ballot.code.bytes().to_vec();
            ballot.choices.iter().map(move |choice| (ballot.contest.uuid(), code.clone(), choice.uuid()))
        })
        .collect();
    for batch in choices.chunks(BATCH) {
        sqlx::query!(
            "insert into ballot_choice (tenant_id, contest_id, code, proposal_id)
            select $1, * from unnest($2::uuid[], $3::bytea[], $4::uuid[])",
            tx.tenant().uuid(),
            &column(batch, |one| one.0),
            &column(batch, |one| one.1.clone()),
            &column(batch, |one| one.2)
        )
        .execute(tx.connection())
        .await?;
    }
    Ok(())
}

pub(super) async fn count(tx: &mut TenantTx, count: &Count) -> Result<()> {
    let by = By { winner: &count.rule, exclusive: false, minimum: count.minimum, seed: count.seed.as_ref() };
    let Count { room, entrants, ballots, blank, winners, projects, .. } = count;
    let outcome = Outcome { by, room, entrants, ballots, blank: *blank, winners, projects };
    tally::seal(tx, (count.contest, 1), &outcome, count.at).await
}
