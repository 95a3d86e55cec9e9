//! A process to test with.

use std::collections::BTreeMap;

use ::server::{clock, random};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::id::{PersonId, ProcessId, ProposalId, RuleSetId};
use shared::money::{Currency, Money};
use shared::phase::{PhaseKind, Window};
use shared::ruleset::RuleSet;
use sqlx::PgConnection;
use store::TenantTx;
use store::ceiling::{self, Held};
use store::contest::{self, Contest};
use store::ledger::{self, Posting};
use store::process::{self, NewProcess};
use store::rules::{self, Adoption, NewDraft};
use store::scenario::{self, NewScenario};
use store::territory;
use uuid::Uuid;

use crate::cluster::close;
use crate::world::{NEIGHBOUR, Someone, Town, World};

/// A town's current process.
#[derive(Clone, Debug)]
pub struct Process {
    /// The process.
    pub id: ProcessId,
    /// Its name in addresses.
    pub slug: String,
    /// Its contests: those in which projects are chosen by the territory's code, those beside them by their own.
    pub contests: BTreeMap<String, Uuid>,
}

/// The money to decide on.
pub const POOL: i64 = 1_000_000_007;

/// The money of each contest beside those in which projects are chosen.
pub const BESIDE: i64 = 50_000_000;

/// How many projects a ballot may name.
pub const LIMIT: u32 = 2;

/// The name of the field that marks a project on the ballot; a box's value is 1.
pub fn mark(project: impl std::fmt::Display) -> String {
    format!("ballot.proyectos.{project}")
}

/// A project on a ballot.
#[derive(Clone, Copy, Debug)]
pub struct Project<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its cost in minor units.
    pub cost: i64,
}

impl Process {
    /// Makes a process for a town in which a phase is open: it began five days ago and ends in five days; the others
    /// come before and after. Each territory has a contest with a third of the pool.
    pub async fn new(world: &World, town: &Town, open: PhaseKind) -> Self {
        Self::with_rules(world, town, open, &crate::rules::rules()).await
    }

    /// The same with other rules: their phases and their contest must be called like those of the tests' rules. What else
    /// they decide with the same ballot is held in each place that they list on its level.
    pub async fn with_rules(world: &World, town: &Town, open: PhaseKind, rules: &RuleSet) -> Self {
        let (id, slug) = (random::uuid().into(), format!("vigente-{}", town.site.slug));
        let decides = rules.deciding_contest().expect("the tests' rules choose projects");
        let beside: Vec<_> = rules.decided_together().filter(|rule| rule.id != decides.id).collect();
        let places = beside.iter().flat_map(|rule| rules.places_of(rule)).count();
        let mut tx = world.database.database.enter(&town.site).await.expect("a transaction");
        let process = NewProcess {
            id,
            slug: &slug,
            name: "Presupuesto participativo",
            pool: Money::new(POOL + BESIDE * i64::try_from(places).expect("places are few"), Currency::COP),
            rules: publish(&mut tx, rules).await,
            current: true,
            demonstration: false,
            source: None,
            created_at: clock::now(),
        };
        process::begin(&mut tx, &process).await.expect("a process");
        let process = process::find(&mut tx, id).await.expect("the process").expect("the process");
        let posting = Posting { act: "Decreto de prueba", reason: None, by: None, at: clock::now() };
        let mut contests = BTreeMap::new();
        let territories = territory::all(&mut tx).await.expect("the territories");
        let mut shares = Vec::new();
        for territory in &territories {
            let contest = random::uuid();
            contests.insert(territory.code.clone(), contest);
            shares.push((contest.into(), Held::In(territory), Money::new(POOL / 3, Currency::COP)));
        }
        ceiling::save(&mut tx, &process, decides, &shares, &posting).await.expect("the contests");
        for rule in beside {
            let mut shares = Vec::new();
            for place in rules.places_of(rule) {
                let contest = random::uuid();
                contests.insert(format!("{}-{}", place.code, rule.id), contest);
                shares.push((contest.into(), Held::Around(place), Money::new(BESIDE, Currency::COP)));
            }
            ceiling::save(&mut tx, &process, rule, &shares, &posting).await.expect("the contests");
        }
        tx.commit().await.expect("a commit");
        let process = Self { id, slug, contests };
        process.open(world, town, open).await;
        process
    }

    /// The process as it is now, and the contests in which the people of a territory vote with one ballot.
    pub async fn ballot(&self, tx: &mut TenantTx, code: &str) -> (process::Process, Vec<Contest>) {
        let process = process::find(tx, self.id).await.expect("the process").expect("the process");
        let territory = territory::by_code(tx, code).await.expect("the territory").expect("the territory");
        let ballot = contest::voted_in(tx, &process, &territory).await.expect("the ballot");
        (process, ballot)
    }

    /// Moves the calendar so that this phase is open.
    pub async fn open(&self, world: &World, town: &Town, open: PhaseKind) {
        let at = PhaseKind::ALL.iter().position(|kind| *kind == open).expect("a phase");
        let at = i64::try_from(at).expect("phases are few");
        let now = clock::now();
        for (place, kind) in (0_i64..).zip(PhaseKind::ALL) {
            let opens = now + TimeDelta::days(10 * (place - at) - 5);
            self.set_phase(world, town, *kind, opens, opens + TimeDelta::days(10)).await;
        }
        // What the server does by itself within the minute is done, and changes nothing behind a test's back.
        let mut tx = world.database.database.enter(&town.site).await.expect("a transaction");
        rules::freeze_due(&mut tx, now).await.expect("the rules are frozen where people vote");
        tx.commit().await.expect("a commit");
    }

    /// Sets the dates of a phase.
    pub async fn set_phase(
        &self,
        world: &World,
        town: &Town,
        kind: PhaseKind,
        opens: DateTime<Utc>,
        closes: DateTime<Utc>,
    ) {
        let mut connection = world.database.inside(town.site.tenant).await;
        sqlx::query(
            // The tests' rules have one phase of each kind, called like it.
            "insert into phase (tenant_id, process_id, phase, kind, opens_at, closes_at) values ($1, $2, $3, $3, $4, $5)
            on conflict (tenant_id, process_id, phase) do update set opens_at = $4, closes_at = $5",
        )
        .bind(town.tenant())
        .bind(self.id.uuid())
        .bind(kind.as_str())
        .bind(opens)
        .bind(closes)
        .execute(&mut connection)
        .await
        .expect("a phase");
        close(connection).await;
    }

    /// Commits it to the seed of its draw, so many days ago; late for a reason, where voting has opened.
    pub async fn commit_draw(&self, world: &World, town: &Town, late: Option<&str>, days: i64) {
        let by = world.sign_in(&town.site, &Someone { name: "Alcaldía", ..NEIGHBOUR }).await.person;
        let secret = random::hex::<32>().parse().expect("a secret");
        let mut tx = world.database.database.enter(&town.site).await.expect("a transaction");
        let then = clock::now() - TimeDelta::days(days);
        store::draw::commit(&mut tx, self.id, &secret, late, by, then).await.expect("a commitment");
        tx.commit().await.expect("a commit");
    }

    /// When a phase is open.
    pub async fn window(&self, world: &World, town: &Town, kind: PhaseKind) -> Window {
        let mut tx = world.database.database.enter(&town.site).await.expect("a transaction");
        let process = process::find(&mut tx, self.id).await.expect("the process").expect("the process");
        process.dates.everywhere().of_kind(kind).next().expect("the phase").window()
    }

    /// Keeps a scenario of ceilings that is shared under a token.
    pub async fn scenario(&self, world: &World, town: &Town, token: &str) -> Uuid {
        let mut tx = world.database.database.enter(&town.site).await.expect("a transaction");
        let process = process::find(&mut tx, self.id).await.expect("the process").expect("the process");
        let ground = app::division::Ground::of(&mut tx, &process, None).await.expect("the ground").expect("a formula");
        let told = ground.divide(process.pool, &ground.pool.split).expect("a formula");
        let allocation = serde_json::to_value(told.expect("ceilings")).expect("an explanation is JSON");
        let id = random::uuid();
        let new = NewScenario {
            id,
            name: &format!("Escenario de {}", town.site.slug),
            pool: &ground.pool,
            within: None,
            allocation: &allocation,
            amount: process.pool,
            author: None,
        };
        scenario::keep(&mut tx, self.id, &new, clock::now()).await.expect("a scenario");
        let hash = app::admin::token_hash(token);
        scenario::share(&mut tx, id, Some(hash)).await.expect("a link");
        tx.commit().await.expect("a commit");
        id
    }

    /// Sets the ceiling of a contest, through its ledger.
    pub async fn set_ceiling(&self, world: &World, town: &Town, code: &str, ceiling: i64) {
        let mut tx = world.database.database.enter(&town.site).await.expect("a transaction");
        let posting = Posting { act: "Decreto de prueba", reason: None, by: None, at: clock::now() };
        let amount = (self.contests[code].into(), Money::new(ceiling, Currency::COP));
        ledger::bring_to(&mut tx, &[amount], &posting).await.expect("a ceiling");
        tx.commit().await.expect("a commit");
    }

    /// Puts an idea that waits for its review.
    pub async fn idea(&self, world: &World, town: &Town, code: &str, author: PersonId, title: &str) -> ProposalId {
        let mut connection = world.database.inside(town.site.tenant).await;
        let id = random::uuid();
        let number = self.next_number(&mut connection, town).await;
        sqlx::query(
            "insert into proposal (tenant_id, id, process_id, contest_id, number, author_id, title, need, place, state,
                submitted_at)
            values ($1, $2, $3, $4, $5, $6, $7, 'Lo que hace falta y para quién, en una frase.', 'El barrio',
                'submitted', $8)",
        )
        .bind(town.tenant())
        .bind(id)
        .bind(self.id.uuid())
        .bind(self.contests[code])
        .bind(number)
        .bind(author.uuid())
        .bind(title)
        .bind(clock::now() - TimeDelta::days(1))
        .execute(&mut connection)
        .await
        .expect("an idea");
        begin_story(&mut connection, id).await;
        close(connection).await;
        id.into()
    }

    /// Puts projects on a territory's ballot, numbered in their order from 1.
    pub async fn projects(&self, world: &World, town: &Town, code: &str, projects: &[Project<'_>]) -> Vec<ProposalId> {
        let mut connection = world.database.inside(town.site.tenant).await;
        let mut made = Vec::new();
        for (place, project) in (1_i32..).zip(projects) {
            let id = random::uuid();
            let number = self.next_number(&mut connection, town).await;
            sqlx::query(
                "insert into proposal (tenant_id, id, process_id, contest_id, number, title, need, state, submitted_at,
                    reviewed_at, cost_minor, department, ballot_number)
                values ($1, $2, $3, $4, $5, $6, 'Lo que hace falta y para quién, en una frase.', 'viable', $7, $7, $8,
                    'Secretaría de Pruebas', $9)",
            )
            .bind(town.tenant())
            .bind(id)
            .bind(self.id.uuid())
            .bind(self.contests[code])
            .bind(number)
            .bind(project.title)
            .bind(clock::now() - TimeDelta::days(1))
            .bind(project.cost)
            .bind(place)
            .execute(&mut connection)
            .await
            .expect("a project");
            begin_story(&mut connection, id).await;
            made.push(id.into());
        }
        close(connection).await;
        made
    }

    async fn next_number(&self, connection: &mut PgConnection, town: &Town) -> i32 {
        sqlx::query_scalar("select coalesce(max(number), 0) + 1 from proposal where tenant_id = $1 and process_id = $2")
            .bind(town.tenant())
            .bind(self.id.uuid())
            .fetch_one(connection)
            .await
            .expect("a number")
    }
}

/// Publishes rules.
async fn publish(tx: &mut TenantTx, document: &RuleSet) -> RuleSetId {
    let now = clock::now();
    let id = random::uuid().into();
    let draft = NewDraft { id, document, copied_from: None, by: None };
    rules::create(tx, &draft, now).await.expect("a draft");
    let day = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    let adoption = Adoption { act: "Acuerdo de prueba", date: day, reference: None, effective_from: day };
    rules::publish(tx, id, 1, &adoption, None, now).await.expect("a version");
    id
}

/// Writes down what the story of a proposal has that was put there.
async fn begin_story(connection: &mut PgConnection, proposal: Uuid) {
    sqlx::query(
        "insert into proposal_step (tenant_id, proposal_id, number, at, by, event)
        select tenant_id, id, step.number, submitted_at, by, event from proposal, lateral (values
            (1, 'author', jsonb_build_object('event', 'received')),
            (2, 'review', jsonb_build_object('event', 'viable', 'department', department, 'ballot_number', ballot_number,
                'cost', jsonb_build_object('minor', cost_minor, 'currency', 'COP')))
        ) as step (number, by, event)
        where id = $1 and (step.number = 1 or state = 'viable')",
    )
    .bind(proposal)
    .execute(connection)
    .await
    .expect("a story");
}
