//! The embargo: while people vote, nothing that anybody can look at tells how many did, or for what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use app::text::turnout as said;
use http::StatusCode;
use shared::id::PersonId;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{RuleSet, TurnoutBoard};
use store::urn::{Marked, Poll, Voter, mark};
use tests::binary::{Folder, command, run};
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::process::{self, Process, Project};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World, host};

use crate::neighbours::{Side, routes};

/// Files and addresses with a query that no list of routes has.
const FURTHER: [&str; 9] = [
    "/procesos/{process}/{contest}/papeletas.csv",
    "/procesos/{process}/{contest}/acta.json",
    "/procesos/{process}/{contest}/acta.pdf",
    "/procesos/{process}/{contest}/acta.firma",
    "/.well-known/convite-actas.json",
    "/procesos/vigente-uno/01/urna?codigo=AAAA",
    "/procesos/vigente-uno/01?q=parque",
    "/territorios/01?q=parque",
    "/admin/auditoria?q=voto",
];

/// What differs from one answer to the next whatever happens.
const OF_THE_MOMENT: [&str; 5] = ["date", "x-request-id", "server-timing", "content-security-policy", "set-cookie"];

/// What somebody was shown at an address.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    status: StatusCode,
    headers: BTreeMap<String, String>,
    body: String,
}

/// What stands between two words of a text, wherever the first one is.
fn between<'a>(text: &'a str, before: &str, after: &str) -> BTreeSet<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

impl From<Answer> for Seen {
    fn from(answer: Answer) -> Self {
        let headers = answer.headers.iter().filter(|(name, _)| !OF_THE_MOMENT.contains(&name.as_str()));
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        let mut body = answer.body.clone();
        for before in ["name=\"csrf\" value=\"", "name=\"drawn\" value=\"", "nonce=\"", "data-csrf=\""] {
            for secret in between(&answer.body, before, "\"") {
                if !secret.is_empty() {
                    body = body.replace(secret, "*");
                }
            }
        }
        Self { status: answer.status, headers, body }
    }
}

/// What everybody is shown everywhere.
async fn seen(watchers: &[(String, Browser)], paths: &[String]) -> BTreeMap<(String, String), Seen> {
    let mut all = BTreeMap::new();
    for (name, browser) in watchers {
        for path in paths {
            let answer = browser.ask(path).await;
            assert!(!answer.status.is_server_error(), "{path}: {}", answer.text());
            all.insert((name.clone(), path.clone()), Seen::from(answer));
        }
    }
    all
}

fn assert_same(before: &BTreeMap<(String, String), Seen>, after: &BTreeMap<(String, String), Seen>) {
    assert!(before.len() > 500, "everybody looked everywhere: {}", before.len());
    for (place, seen) in before {
        let now = &after[place];
        assert_eq!((seen.status, &seen.headers), (now.status, &now.headers), "{place:?}");
        let differs = seen.body.chars().zip(now.body.chars()).position(|(one, other)| one != other);
        let at = differs.unwrap_or_else(|| seen.body.chars().count().min(now.body.chars().count()));
        let around = |text: &str| text.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
        assert_eq!(seen.body, now.body, "{place:?} tells: {:?} was {:?}", around(&now.body), around(&seen.body));
    }
}

/// One of each kind of person who looks at a town that votes.
async fn watchers(world: &World, server: &Running, side: &Side) -> Vec<(String, Browser)> {
    let home = &world.one.site;
    let mut all =
        vec![("everybody".to_owned(), server.visit(&host(home))), ("all roles".to_owned(), side.browser.clone())];
    let roles = [Role::Reviewer, Role::CommitteeMember, Role::PollingOfficer, Role::ProcessAdmin, Role::TenantAdmin];
    for role in roles {
        let name = format!("Quien es {role}");
        let who = Someone { name: &name, roles: &[role], ..NEIGHBOUR };
        all.push((role.to_string(), world.browser(server, home, &who).await));
    }
    all.push(("a citizen".to_owned(), world.browser(server, home, &NEIGHBOUR).await));
    for (elsewhere, role) in [(&world.platform, Role::Operator), (&world.area, Role::Analyst)] {
        all.push((format!("everybody at {}", elsewhere.slug), server.visit(&host(elsewhere))));
        let who = Someone { name: "Quien mira de lejos", roles: &[role], territory: None, ..NEIGHBOUR };
        all.push((role.to_string(), world.browser(server, elsewhere, &who).await));
    }
    all.push(("the neighbour".to_owned(), server.visit(&host(&world.two.site))));
    all
}

/// A town that votes, and people who may.
struct Town {
    world: World,
    server: Running,
    side: Side,
    voters: Vec<Browser>,
    /// Who votes on paper.
    paper: PersonId,
}

impl Town {
    async fn new(voters: usize) -> Self {
        let world = World::new().await;
        let server = world.serve().await;
        let side = Side::new(&world, &server, &world.one.clone(), "01", PhaseKind::Voting).await;
        let voters = people(&world, &server, voters).await;
        let paper = world.sign_in(&world.one.site, &Someone { name: "Quien votó en papel", ..NEIGHBOUR }).await.person;
        Self { world, server, side, voters, paper }
    }

    /// Everybody votes for the same project, and one more person on paper.
    async fn vote(&self) {
        for voter in &self.voters {
            cast(voter, &self.side.projects[0]).await;
        }
        let (world, process) = (&self.world, &self.side.process);
        let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
        let (process, contests) = process.ballot(&mut tx, "01").await;
        let poll = Poll { process: &process, contests: &contests };
        let marked = mark(&mut tx, poll, Voter::person(self.paper, None), server::clock::now()).await.unwrap();
        assert_eq!(marked, Marked::Marked);
        tx.commit().await.unwrap();
        let voted = "select count(*) from participation";
        let expected = i64::try_from(self.voters.len() + 1).unwrap();
        assert_eq!(world.database.count(world.one.site.tenant, voted).await, expected);
    }

    /// What the server does by itself now and then.
    async fn tend(&self) {
        let now = server::clock::now();
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        store::rules::freeze_due(&mut tx, now).await.unwrap();
        store::aggregate::publish_current(&mut tx, now).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn export(&self, folder: &Path, name: &str) -> serde_json::Value {
        let path = folder.join(name);
        let mut export = command(&["tenant", "export", "uno", "--to", path.to_str().unwrap()]);
        export
            .env("DATABASE_URL", self.world.database.url(store::cluster::APP))
            .env("DATABASE_OWNER_URL", self.world.database.url(store::cluster::OWNER))
            .env("DATABASE_OBSERVER_URL", self.world.database.url(store::cluster::OBSERVER));
        let said = run(export).await;
        assert!(said.done, "{said:?}");
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(std::fs::File::open(&path).unwrap()));
        let manifest = archive.entries().unwrap().map(Result::unwrap);
        let mut manifest = manifest.into_iter().find(|entry| entry.path().unwrap().ends_with("manifest.json")).unwrap();
        serde_json::from_reader(&mut manifest).unwrap()
    }
}

async fn people(world: &World, server: &Running, count: usize) -> Vec<Browser> {
    let mut people = Vec::new();
    for number in 0..count {
        let name = format!("Votante {number}");
        people.push(world.browser(server, &world.one.site, &Someone { name: &name, ..NEIGHBOUR }).await);
    }
    people
}

async fn cast(voter: &Browser, project: &str) {
    let page = voter.page("/votar").await;
    let form = page.form("/hacer/tarjeton").tick(&process::mark(project), "1");
    let review = voter.submit(&page, &form).await;
    let done = voter.submit(&review, &review.form("/hacer/voto")).await;
    assert_eq!(done.path, "/votar/listo");
}

#[tokio::test]
async fn nobody_sees_anything_change_as_votes_come_in() {
    let town = Town::new(11).await;
    let watchers = watchers(&town.world, &town.server, &town.side).await;
    let paths: Vec<String> =
        routes().iter().map(String::as_str).chain(FURTHER).map(|route| town.side.fill(route)).collect();
    town.tend().await;
    let own = Seen::from(town.voters[0].ask("/").await);
    let before = seen(&watchers, &paths).await;
    town.vote().await;
    town.tend().await;
    assert_same(&before, &seen(&watchers, &paths).await);
    // Whoever voted sees that they did.
    assert_ne!(own, Seen::from(town.voters[0].ask("/").await));

    // The rules do not have turnout told.
    assert_eq!(watchers[0].1.ask("/participacion").await.status, StatusCode::NOT_FOUND);
    assert_eq!(watchers[0].1.ask("/participacion.csv").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_archive_holds_back_who_voted_until_the_urns_are_sealed() {
    let town = Town::new(1).await;
    let folder = Folder::new("embargo");
    let names = |manifest: &serde_json::Value| -> BTreeSet<String> {
        manifest["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap().to_owned()).collect()
    };
    let before = town.export(folder.path(), "before.tar.gz").await;
    assert!(names(&before).contains("participation.jsonl") && before["held_back"].as_array().unwrap().is_empty());
    town.vote().await;
    let during = town.export(folder.path(), "during.tar.gz").await;
    for table in store::export::HELD_BACK {
        assert!(!names(&during).contains(&format!("{table}.jsonl")), "{table}");
        assert!(during["held_back"].as_array().unwrap().iter().any(|held| held == table), "{table}");
    }
    let mut delete = command(&["tenant", "delete", "uno", "--confirm", "uno", "--export"]);
    delete
        .arg(folder.join("during.tar.gz"))
        .env("DATABASE_URL", town.world.database.url(store::cluster::APP))
        .env("DATABASE_OWNER_URL", town.world.database.url(store::cluster::OWNER))
        .env("DATABASE_OBSERVER_URL", town.world.database.url(store::cluster::OBSERVER));
    let said = run(delete).await;
    assert!(!said.done && said.err.contains("people were voting"), "{said:?}");
}

/// What the roles of the database can ask while people vote.
#[tokio::test]
async fn no_role_learns_it_from_the_database() {
    let town = Town::new(3).await;
    let database = &town.world.database;
    let published = async || -> Vec<String> {
        let mut observer = database.as_observer().await;
        let statement = "select row::text from aggregate row union all select row::text from published_rule_set row";
        let rows = sqlx::query_scalar(statement).fetch_all(&mut observer).await.unwrap();
        close(observer).await;
        rows
    };
    town.tend().await;
    let before = published().await;
    town.vote().await;
    town.tend().await;
    assert_eq!(published().await, before);

    let mut observer = database.as_observer().await;
    let mut app = database.as_app().await;
    tests::world::enter(&mut app, town.world.one.site.tenant).await;
    for statement in [
        "select sum(n_live_tup)::text from pg_stat_all_tables",
        "select sum(n_tup_ins)::text from pg_stat_xact_all_tables",
        "select sum(idx_blks_hit)::text from pg_statio_all_indexes",
        "select sum(xact_commit)::text from pg_stat_database",
        "select sum(reltuples)::text from pg_class",
        "select pg_total_relation_size('envelope')::text",
        "select pg_relation_size('participation')::text",
        "select pg_current_wal_lsn()::text",
        "select pg_current_snapshot()::text",
    ] {
        for role in [&mut observer, &mut app] {
            let asked = sqlx::query_scalar::<_, Option<String>>(statement).fetch_one(role).await;
            assert!(asked.is_err_and(|error| error.to_string().contains("permission denied")), "{statement}");
        }
    }
    // The server reads closed envelopes: equally long, in an order that says nothing, and without a voter or a time.
    let sizes: Vec<i32> =
        sqlx::query_scalar("select distinct length(sealed) from envelope").fetch_all(&mut app).await.unwrap();
    assert_eq!(sizes.len(), 1);
    for table in ["ballot", "ballot_choice", "tally"] {
        let statement = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let rows: i64 = sqlx::query_scalar(statement).fetch_one(&mut app).await.unwrap();
        assert_eq!(rows, 0, "{table}");
    }
    close(observer).await;
    close(app).await;
}

fn shown() -> RuleSet {
    let mut rules = tests::rules::rules();
    rules.contests.last_mut().unwrap().turnout = Some(TurnoutBoard { every_hours: 1, smallest: None });
    rules
}

/// Where the rules have turnout told, it is told at whole hours, and in steps of ten people at least.
#[tokio::test]
async fn turnout_is_told_by_rule_and_never_of_a_few() {
    let world = World::new().await;
    let town = &world.one;
    let process = Process::with_rules(&world, town, PhaseKind::Voting, &shown()).await;
    let project =
        process.projects(&world, town, "01", &[Project { title: "Un parque", cost: 10 }]).await[0].to_string();
    let server = world.serve().await;
    let anybody = server.visit(&town.host());
    let voters = people(&world, &server, 12).await;
    let tell = async |hours: i64| {
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        let process = store::process::find(&mut tx, process.id).await.unwrap().unwrap();
        let now = server::clock::now() + chrono::TimeDelta::hours(hours);
        let told = store::turnout::tell(&mut tx, &process, now).await.unwrap();
        tx.commit().await.unwrap();
        told
    };
    let of_first = async || -> Option<String> {
        let csv = anybody.page("/participacion.csv").await.body;
        let line = csv.lines().find(|line| line.starts_with("01,")).unwrap().to_owned();
        line.split(',').nth(2).filter(|cell| !cell.is_empty()).map(ToOwned::to_owned)
    };

    anybody.page("/").await.says(said::link(Locale::EsCo));
    tell(0).await;
    assert!(!tell(0).await, "once in an hour");
    for voter in &voters[..9] {
        cast(voter, &project).await;
    }
    assert!(tell(1).await);
    assert_eq!(of_first().await, None, "nine are too few");
    anybody.page("/participacion").await.says(said::few(Locale::EsCo));
    for voter in &voters[9..11] {
        cast(voter, &project).await;
    }
    assert!(!tell(1).await);
    assert_eq!(of_first().await, None, "it is not the hour");
    assert!(tell(2).await);
    assert_eq!(of_first().await.as_deref(), Some("11"));
    cast(&voters[11], &project).await;
    assert!(tell(3).await);
    assert_eq!(of_first().await.as_deref(), Some("11"), "one more moves nothing");
    anybody.page("/participacion").await.says(said::sum(Locale::EsCo));
}
