//! «¿Puedo votar?» before anybody signs in, and the list of places to vote at.

use app::text::{may_vote as said, places};
use http::StatusCode;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::{Expected, Reading, RollKey};
use shared::ruleset::{Condition, Entries, RuleSet};
use sqlx::Executor as _;
use tests::browser::{Answer, Browser};
use tests::process::{Process, Project};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const PAGE: &str = "/participar";
const ADMIN: Someone<'static> = Someone { name: "Ada", roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

/// The rules of the tests, which ask voters for the roll and for one of two documents as well.
fn rules() -> RuleSet {
    let mut rules = tests::rules::rules();
    let named = rules.eligibility.iter_mut().find(|rule| rule.id.as_str() == "neighbour").unwrap();
    let roll = Condition::Roll { roll: "vecinos".parse().unwrap() };
    let document = Condition::Document { any_of: vec!["cc".parse().unwrap(), "ti".parse().unwrap()] };
    let Condition::All { of } = &mut named.condition else { panic!("a list of conditions") };
    of.extend([roll, document]);
    rules
}

struct Town {
    world: World,
    server: Running,
    process: Process,
}

impl Town {
    async fn new(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
        process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await;
        let server = world.serve().await;
        Self { world, server, process }
    }

    fn anybody(&self) -> Browser {
        self.server.visit(&self.world.one.host())
    }

    async fn ask(&self, age: &str, territory: &str, document: Option<&str>) -> Answer {
        let browser = self.anybody();
        let page = browser.page(PAGE).await;
        let mut form = page.form(PAGE).with("edad", age).with("territorio", territory);
        if let Some(document) = document {
            form = form.with("documento", document);
        }
        assert!(!form.post, "nothing is stored");
        browser.submit(&page, &form).await
    }

    async fn add_place(&self, name: &str, territory: &str) {
        let admin = self.world.browser(&self.server, &self.world.one.site, &ADMIN).await;
        let page = admin.page("/admin/mesas").await;
        let form = page.form("/hacer/puesto").with("name", name).with("address", "Calle 1 # 2-3");
        let form = form.with("hours", "De 8 a 4").with("territory", territory);
        admin.submit(&page, &form).await;
    }
}

#[tokio::test]
async fn whoever_asks_hears_whether_where_and_with_what_without_signing_in() {
    let town = Town::new(&tests::rules::rules()).await;
    let page = town.anybody().page(PAGE).await;
    page.says(said::title(ES));
    page.keeps_quiet_about(said::yes(ES));
    assert!(page.form(PAGE).value("documento").is_none(), "these rules name no documents");

    let none = town.ask("34", "01", None).await;
    none.says(said::yes(ES));
    none.says(said::no_places(ES));
    town.add_place("Casa comunal", "01").await;
    town.add_place("Escuela", "02").await;
    town.add_place("Unidad deportiva", "").await;
    let yes = town.ask("34", "01", None).await;
    for told in [said::yes(ES), "Casa comunal", "Calle 1 # 2-3", "De 8 a 4", "Unidad deportiva", said::bring_any(ES)] {
        yes.says(told);
    }
    yes.keeps_quiet_about("Escuela");
    yes.says("Votación:");
    assert!(tests::html::links(&yes.body).iter().any(|link| link == "/puestos#de-01"));
    assert!(yes.body.contains("/entrar?volver=/votar"));

    let no = town.ask("13", "01", None).await;
    no.says(said::no(ES));
    no.says("La edad mínima es de 14 años y usted tiene 13");
    no.keeps_quiet_about("Casa comunal");

    for (age, territory) in [("", "01"), ("treinta", "01"), ("200", "01"), ("34", "")] {
        let wrong = town.ask(age, territory, None).await;
        assert!(wrong.body.contains("role=\"alert\""), "{age} {territory}");
        wrong.keeps_quiet_about(said::yes(ES));
        assert_eq!(wrong.form(PAGE).value("edad"), Some(age), "it comes back as it was typed");
    }
    // Whoever signs in is told of themselves instead.
    let neighbour = town.world.browser(&town.server, &town.world.one.site, &NEIGHBOUR).await;
    neighbour.page(&format!("{PAGE}?edad=13&territorio=01")).await.keeps_quiet_about(said::title(ES));
    // And where nothing is voted on yet, the answer is that of the day on which it is.
    town.process.open(&town.world, &town.world.one, PhaseKind::Ideas).await;
    town.ask("34", "01", None).await.says(said::yes(ES));
    town.process.open(&town.world, &town.world.one, PhaseKind::Execution).await;
    town.ask("34", "01", None).await.says(said::not_now(ES));
}

/// The words of an answer, as far as they are the page's own: not the secrets of its policy.
fn words(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.text()
}

#[tokio::test]
async fn the_answer_looks_at_no_roll_and_is_the_same_for_whoever_is_on_one() {
    let rules = rules();
    let town = Town::new(&rules).await;
    let before = town.ask("41", "01", Some("cc")).await;
    before.says(said::depends(ES));
    before.says("Vecinos");
    before.says(said::roll_checked(ES));
    town.ask("41", "01", None).await.says(said::document_unsaid(ES));
    town.ask("41", "01", Some("-")).await.says(said::no(ES));

    // Somebody of that age and place is on the roll from here on.
    let (world, one) = (&town.world, &town.world.one);
    let roll: shared::document::Key = "vecinos".parse().unwrap();
    let file = "tipo;documento;territorio;nacimiento\ncc;1020304050;01;1985-01-01\n";
    let mut tx = world.database.database.enter(&one.site).await.unwrap();
    let territories = one.territories.keys().map(|code| code.parse().unwrap()).collect();
    let now = server::clock::now();
    let expected = Expected::of(&rules, &rules.rolls[0], territories, now.date_naive());
    let key = RollKey::new(world.database.vault.roll_key(one.site.tenant).unwrap());
    let id = server::random::uuid().into();
    let (named, reading) = ((&roll, Entries::People), Reading::new(expected, key));
    store::roll::load(&mut tx, id, named, ("p.csv", file.as_bytes()), reading, None, now).await.unwrap();
    tx.commit().await.unwrap();
    let admin = world.sign_in(&one.site, &ADMIN).await;
    let mut tx = world.database.database.enter(&one.site).await.unwrap();
    store::roll::approve(&mut tx, id, admin.person, now).await.unwrap();
    tx.commit().await.unwrap();
    let after = town.ask("41", "01", Some("cc")).await;
    assert_eq!(words(&after), words(&before));

    // Not only is nothing told: nothing is asked. A server that may read no roll answers all the same.
    let mut owner = world.database.as_owner().await;
    for table in ["roll_import", "roll_entry", "roll_minor", "roll_account", "roll_correction", "roll_corrected"] {
        owner.execute(sqlx::AssertSqlSafe(format!("revoke all on {table} from convite_app"))).await.unwrap();
    }
    owner.execute("revoke all on person, participation from convite_app").await.unwrap();
    tests::cluster::close(owner).await;
    assert_eq!(words(&town.ask("41", "01", Some("cc")).await), words(&before));
}

#[tokio::test]
async fn the_places_to_vote_at_are_a_page_for_everybody() {
    let town = Town::new(&tests::rules::rules()).await;
    let anybody = town.anybody();
    anybody.page("/puestos").await.says(places::none(ES));
    town.add_place("Casa comunal", "01").await;
    town.add_place("Unidad deportiva", "").await;
    let page = anybody.page("/puestos").await;
    for told in ["Casa comunal", "Calle 1 # 2-3", "De 8 a 4", "Comuna 01", "Unidad deportiva", places::everybody(ES)] {
        page.says(told);
    }
    assert!(page.body.contains("id=\"de-01\"") && !page.body.contains("id=\"de-02\""));
    let leads = |page: &Answer| tests::html::links(&page.body).contains(&"/puestos".to_owned());
    assert!(leads(&anybody.page("/").await) && leads(&anybody.page(PAGE).await));
    // On the home page while people vote, and only then.
    town.process.open(&town.world, &town.world.one, PhaseKind::Ideas).await;
    assert!(!leads(&anybody.page("/").await) && leads(&anybody.page(PAGE).await));
    town.server.visit("dos.localhost").page("/puestos").await.keeps_quiet_about("Casa comunal");
}
