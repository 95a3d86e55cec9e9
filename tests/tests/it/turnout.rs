//! The board of turnout: whom a roll lets vote is found by the codes of territories, however they are written; and a board
//! of accounts is told to nobody.

use std::fmt::Write as _;

use chrono::TimeDelta;
use shared::phase::PhaseKind;
use shared::ruleset::{Basis, Condition, EligibilityRule, RuleSet, TurnoutBoard};
use store::turnout;
use tests::cluster::close;
use tests::process::Process;
use tests::world::World;

use crate::rolls::{ADMIN, approve, load, with_rolls};

/// Whoever votes is on the roll, and turnout is told every hour.
fn told() -> RuleSet {
    let mut rules = with_rolls();
    rules.eligibility.push(EligibilityRule {
        id: "sisbenizados".parse().unwrap(),
        name: "Estar en el Sisbén".parse().unwrap(),
        condition: Condition::Roll { roll: "sisben".parse().unwrap() },
        basis: Basis::Draft,
    });
    for power in rules.powers.iter_mut().filter(|power| power.may.contains(&shared::permission::Action::Vote)) {
        power.needs = Some("sisbenizados".parse().unwrap());
    }
    rules.contests.last_mut().unwrap().turnout = Some(TurnoutBoard { every_hours: 1, smallest: None });
    rules
}

async fn tell(world: &World, process: &Process) -> bool {
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let process = store::process::find(&mut tx, process.id).await.unwrap().unwrap();
    let now = server::clock::now() + TimeDelta::hours(1);
    let told = turnout::tell(&mut tx, &process, now).await.unwrap();
    tx.commit().await.unwrap();
    told
}

#[tokio::test]
async fn codes_with_capitals_find_their_contest() {
    let mut world = World::new().await;
    // Contests are called by the code of their territory in small letters.
    let mut inside = world.database.inside(world.one.site.tenant).await;
    sqlx::query("update territory set code = 'SC-01' where code = '01'").execute(&mut inside).await.unwrap();
    let first = world.one.territories.remove("01").unwrap();
    world.one.territories.insert("SC-01".to_owned(), first);
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &told()).await;
    close(inside).await;
    let admin = world.sign_in(&world.one.site, &ADMIN).await.person;
    let mut file = "tipo;documento;territorio\n".to_owned();
    for number in 0..30 {
        writeln!(file, "cc;10203040{number:02};SC-01").unwrap();
    }
    let roll = load(&world, &world.one, "sisben", &file, None).await;
    approve(&world, &world.one, roll, admin).await.unwrap();
    assert!(tell(&world, &process).await);
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let running = store::process::find(&mut tx, process.id).await.unwrap().unwrap();
    let (_, lines) = turnout::board(&mut tx, &running).await.unwrap();
    let line = lines.iter().find(|line| line.code == "sc-01").unwrap();
    assert_eq!(line.told.may_vote, Some(30));
    assert!(lines.iter().filter(|line| line.code != "sc-01").all(|line| line.told.may_vote.is_none()));
}

/// Rules that were published before the check refused it: nothing is told, for one owner of many accounts would be a step.
#[tokio::test]
async fn nothing_is_told_where_accounts_vote() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &told()).await;
    assert!(tell(&world, &process).await);
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let mut running = store::process::find(&mut tx, process.id).await.unwrap().unwrap();
    let mut rules = RuleSet::clone(&running.rule_set);
    rules.contests.last_mut().unwrap().per_entry_of = Some("predial".parse().unwrap());
    assert!(rules.defects().iter().any(|defect| defect.path.to_string().ends_with("turnout")));
    running.rule_set = rules.into();
    let now = server::clock::now() + TimeDelta::hours(2);
    assert!(!turnout::tell(&mut tx, &running, now).await.unwrap());
}
