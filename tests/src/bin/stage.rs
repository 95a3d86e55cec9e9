//! A stage for browsers: a town for each type of ballot, where people vote on twelve projects, and one where they vote on
//! a work of the town too, each on a server of its own.
//! It says in one line of JSON where they are and whose sessions are open there, and stays until nobody listens.

use std::io::{self, Read as _, Write as _};

use serde_json::json;
use shared::document::{self, Format};
use shared::phase::PhaseKind;
use shared::ruleset::{Order, RuleSet};
use tests::cluster::target;
use tests::process::{Process, Project};
use tests::rules::{several, voting};
use tests::server::{Running, UNLIMITED};
use tests::world::{NEIGHBOUR, Someone, World};

/// The types, with their rules.
const KINDS: [(&str, &str); 6] = [
    ("approval", r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#),
    ("single_choice", r#"{ type = "single_choice", blank = true }"#),
    ("ranking", r#"{ type = "ranking", at_least = 2, at_most = { type = "count", count = 3 }, blank = true }"#),
    ("points", r#"{ type = "points", points = 50, each_at_most = 30, spend_all = true, blank = true }"#),
    (
        "wallet",
        r#"{ type = "wallet", amount = 500000, note = 100000, each_at_most = 300000, at_most = { type = "count", count = 3 }, blank = true }"#,
    ),
    ("knapsack", r#"{ type = "knapsack", blank = true }"#),
];

/// How many people there are in each town.
const VOTERS: usize = 8;

/// A town on its stage.
struct Set {
    _world: World,
    _server: Running,
    told: serde_json::Value,
}

fn rules(kind: &str, ballot: &str) -> RuleSet {
    let text = voting(ballot, r#"{ type = "greedy", tie = ["lower_cost", "ballot_number"] }"#);
    let mut rules: RuleSet =
        document::read(&text, Format::Toml).unwrap_or_else(|problems| panic!("{kind}: {problems:#?}"));
    // One of them has its order drawn.
    if kind == "knapsack" {
        rules.sheets[0].order = Order::Random;
    }
    rules
}

async fn set(kind: &str, rules: &RuleSet) -> Set {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
    process.set_ceiling(&world, &world.one, "01", 250_000_000).await;
    let titles: Vec<String> = (1..=12)
        .map(|number| if number % 4 == 0 { format!("Huerta {number} del barrio") } else { format!("Parque {number}") })
        .collect();
    let projects: Vec<Project<'_>> = titles.iter().map(|title| Project { title, cost: 60_000_000 }).collect();
    let ids = process.projects(&world, &world.one, "01", &projects).await;
    for beside in process.contests.keys().filter(|code| !world.one.territories.contains_key(*code)) {
        let works = ["Un centro de salud", "Una biblioteca"].map(|title| Project { title, cost: 40_000_000 });
        process.projects(&world, &world.one, beside, &works).await;
    }
    let site = target().join("site");
    let site = site.to_str().expect("a path of letters");
    let server = Running::start_with(&world.database, &[&UNLIMITED[..], &["--site-root", site]].concat()).await;
    let mut voters = Vec::new();
    for number in 1..=VOTERS {
        let name = format!("Votante {number}");
        let member = world.sign_in(&world.one.site, &Someone { name: &name, ..NEIGHBOUR }).await;
        voters.push(member.cookie);
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let told = json!({
        "kind": kind,
        "host": world.one.host(),
        "port": server.address.port(),
        "projects": ids,
        "voters": voters,
    });
    Set { _world: world, _server: server, told }
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut sets = Vec::new();
    for (kind, ballot) in KINDS {
        sets.push(set(kind, &rules(kind, ballot)).await);
    }
    sets.push(set("several", &several()).await);
    let told: Vec<_> = sets.iter().map(|set| &set.told).collect();
    let mut out = io::stdout();
    writeln!(out, "{}", json!(told))?;
    out.flush()?;
    // Whoever started it holds the other end.
    let waited = tokio::task::spawn_blocking(|| io::stdin().read_to_end(&mut Vec::new()));
    waited.await.map_err(io::Error::other)??;
    Ok(())
}
