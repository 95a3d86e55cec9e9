//! One vote for each account of a roll, whoever of those who answer for it comes first; nobody votes as a person.

use app::text::{refusal, vote};
use shared::document::Key;
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::roll::{DocumentNumber, Expected, Reading, RollKey};
use shared::ruleset::{Basis, Condition, EligibilityRule, Entries, Roll, RuleSet};
use sqlx::Executor as _;
use tests::browser::{Browser, fields};
use tests::cluster::close;
use tests::process::{Process, Project, mark};
use tests::urn::attempt;
use tests::world::{Member, NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;

/// The rules of the tests with one vote for each account of the property tax.
pub(crate) fn by_account() -> RuleSet {
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
    let ballot = fields(&[("csrf", &member.csrf), ("attempt", &attempt(1)), (&mark(ids[0]), "1")]);
    voter.post("/votar", "/hacer/voto", &ballot).await;
    for counted in ["select count(*) from participation", "select count(*) from envelope"] {
        assert_eq!(world.database.count(world.one.site.tenant, counted).await, 0);
    }
    // The rules say it to everybody.
    server.visit(&world.one.host()).page("/reglas").await.says("Hay un voto por cada cuenta de «Predial pagado»");
}

/// Puts a roll of accounts into force, and says who answers for them.
pub(crate) async fn put_into_force(world: &World, file: &str, holders: &[(&Member, &str)]) {
    let town = &world.one;
    let (key, rules) = (RollKey::new(world.database.vault.roll_key(town.site.tenant).unwrap()), by_account());
    let roll: Key = "predial".parse().unwrap();
    let rule = rules.rolls.iter().find(|rule| rule.id == roll).unwrap();
    let territories = town.territories.keys().map(|code| code.parse().unwrap()).collect();
    let now = server::clock::now();
    let reading = Reading::new(Expected::of(&rules, rule, territories, now.date_naive()), key.clone());
    let id = server::random::uuid().into();
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let file = ("predial.csv", file.as_bytes());
    store::roll::load(&mut tx, id, (&roll, Entries::Accounts), file, reading, None, now).await.unwrap();
    store::roll::approve(&mut tx, id, holders[0].0.person, now).await.unwrap();
    tx.commit().await.unwrap();
    for (member, number) in holders {
        let hash = DocumentNumber::new("cc".parse().unwrap(), number).unwrap().hash(&key);
        let mut inside = world.database.inside(town.site.tenant).await;
        sqlx::query("update person set document_hash = $2 where id = $1")
            .bind(member.person.uuid())
            .bind(hash.as_bytes().as_slice())
            .execute(&mut inside)
            .await
            .unwrap();
        close(inside).await;
    }
}

#[tokio::test]
async fn each_account_votes_once_where_it_lies_whoever_of_its_holders_comes_first() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &by_account()).await;
    let park = process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await[0];
    let bridge = process.projects(&world, &world.one, "02", &[Project { title: "Un puente", cost: 10 }]).await[0];
    let server = world.serve().await;
    let amparo = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let dario = world.sign_in(&world.one.site, &Someone { name: "Darío", ..NEIGHBOUR }).await;
    let file = "cuenta;tipo;documento;territorio\nA-001;cc;1020304050;02\nA-002;cc;1020304050;\nA-002;cc;1020304051;\n";
    put_into_force(&world, file, &[(&amparo, "1020304050"), (&dario, "1020304051")]).await;
    let browser = |member: &Member| server.visit(&world.one.host()).with_cookie(&member.cookie);
    let review = async |voter: &Browser, project| {
        let page = voter.page("/votar").await;
        let marked = page.form("/hacer/tarjeton").tick(&mark(project), "1");
        voter.submit(&page, &marked).await
    };

    // The account votes where it lies, and not where its holder lives.
    let voter = browser(&amparo);
    let first = review(&voter, bridge).await;
    first.says(&vote::ballot_of_account(ES, "001"));
    let cast = first.form("/hacer/voto");
    let done = voter.submit(&first, &cast).await;
    done.says(&vote::left(ES, 1));
    assert!(
        tests::html::links(&done.body).iter().any(|link| link.ends_with("/02/urna")),
        "the urn of the account's place"
    );
    // The same page sent again casts the same vote, not that of the next account.
    voter.submit(&first, &cast).await.says(vote::done_title(ES));
    let cast_by = async || {
        let count = async |table| world.database.count(world.one.site.tenant, table).await;
        (count("select count(*) from participation").await, count("select count(*) from envelope").await)
    };
    assert_eq!(cast_by().await, (1, 1));

    // Both hold the other account, and both are about to vote for it.
    let second = review(&voter, park).await;
    second.says(&vote::ballot_of_account(ES, "002"));
    let other = browser(&dario);
    let his = review(&other, park).await;
    his.says(&vote::ballot_of_account(ES, "002"));
    other.submit(&his, &his.form("/hacer/voto")).await.says(vote::done_title(ES));
    voter.submit(&second, &second.form("/hacer/voto")).await.says(refusal::already_voted(ES));
    assert_eq!(cast_by().await, (2, 2));
    voter.page("/mi-participacion").await.says(&vote::account(ES, "002"));

    // Nobody votes for an account that is not theirs.
    let theirs = his.form("/hacer/voto").with("voter", cast.value("voter").unwrap()).with("attempt", &attempt(9));
    other.submit(&his, &theirs).await;
    assert_eq!(cast_by().await, (2, 2));
}
