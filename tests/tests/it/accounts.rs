//! One vote for each account of a roll: nobody casts one as a person.

use app::text::refusal;
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::ruleset::{Basis, Condition, EligibilityRule, Entries, Roll, RuleSet};
use sqlx::Executor as _;
use tests::browser::fields;
use tests::cluster::close;
use tests::process::{Process, Project, mark};
use tests::world::{NEIGHBOUR, World};

const ES: Locale = Locale::EsCo;

/// The rules of the tests with one vote for each account of the property tax.
fn by_account() -> RuleSet {
    let mut rules = tests::rules::rules();
    rules.rolls.push(Roll {
        id: "predial".parse().unwrap(),
        name: "Predial pagado".parse().unwrap(),
        entries: Entries::Accounts,
        way_in: None,
        excludes: false,
        minors: Vec::new(),
        single_handed: false,
        kept_days: None,
        basis: Basis::Draft,
    });
    rules.eligibility.push(EligibilityRule {
        id: "cuenta".parse().unwrap(),
        name: "Haber pagado".parse().unwrap(),
        condition: Condition::Roll { roll: "predial".parse().unwrap() },
        basis: Basis::Draft,
    });
    for power in rules.powers.iter_mut().filter(|power| power.may.contains(&Action::Vote)) {
        power.needs = Some("cuenta".parse().unwrap());
    }
    for contest in &mut rules.contests {
        contest.per_entry_of = Some("predial".parse().unwrap());
    }
    rules
}

#[tokio::test]
async fn where_each_account_has_a_vote_no_person_casts_one_online() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &by_account()).await;
    let projects = [Project { title: "Un parque con sombra", cost: 10 }, Project { title: "Un puente", cost: 20 }];
    let ids = process.projects(&world, &world.one, "01", &projects).await;
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let mut inside = world.database.inside(world.one.site.tenant).await;
    inside.execute("update person set rolls = array['predial']").await.unwrap();
    close(inside).await;
    let voter = server.visit(&world.one.host()).with_cookie(&member.cookie);
    let said = refusal::entry_needed(ES, "Predial pagado");
    let page = voter.page("/votar").await;
    page.says(&said);
    assert!(page.forms().iter().all(|form| form.action != "/hacer/voto"));
    voter.page("/participar").await.says(&said);

    // Whoever sends a ballot all the same has sent nothing.
    let attempt = tests::urn::attempt(1);
    let ballot = fields(&[("csrf", &member.csrf), ("attempt", &attempt), (&mark(ids[0]), "1")]);
    voter.post("/votar", "/hacer/voto", &ballot).await;
    for counted in ["select count(*) from participation", "select count(*) from envelope"] {
        assert_eq!(world.database.count(world.one.site.tenant, counted).await, 0);
    }
    // The rules say it to everybody.
    server.visit(&world.one.host()).page("/reglas").await.says("Hay un voto por cada cuenta de «Predial pagado»");
}
