//! Supports: one from each person, taken back at will, counted in public and named nowhere.

use app::text::{refusal, support as words};
use serde_json::Value;
use shared::id::ProposalId;
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use sqlx::Executor as _;
use store::proposal;
use store::support::{self, Supports};
use tests::browser::{Answer, Browser, fields};
use tests::cluster::close;
use tests::process::{Process, Project};
use tests::world::{NEIGHBOUR, Someone, Town, World};

const ES: Locale = Locale::EsCo;
const FORM: &str = "/hacer/apoyar";

const OTHER: Someone<'static> = Someone { name: "Otra persona", ..NEIGHBOUR };

async fn kept(world: &World, town: &Town) -> i64 {
    world.database.count(town.site.tenant, "select count(*) from support").await
}

fn has_form(page: &Answer) -> bool {
    page.forms().iter().any(|form| form.action == FORM)
}

fn page_of(idea: ProposalId) -> String {
    format!("/ideas/{idea}")
}

/// Presses the button of the page: gives a support, or takes it back.
async fn press(browser: &Browser, idea: ProposalId) -> Answer {
    let page = browser.page(&page_of(idea)).await;
    browser.submit(&page, &page.form(FORM)).await
}

#[tokio::test]
async fn a_support_is_kept_once_and_goes_with_its_person_and_its_idea() {
    let world = World::new().await;
    let (process, theirs) = (
        Process::new(&world, &world.one, PhaseKind::Ideas).await,
        Process::new(&world, &world.two, PhaseKind::Ideas).await,
    );
    let one = &world.one.site;
    let author = world.sign_in(one, &NEIGHBOUR).await.person;
    let first = process.idea(&world, &world.one, "01", author, "Una cancha").await;
    let second = process.idea(&world, &world.one, "01", author, "Un sendero").await;
    let (ana, beto) = (
        world.sign_in(one, &Someone { name: "Ana", ..NEIGHBOUR }).await.person,
        world.sign_in(one, &Someone { name: "Beto", ..NEIGHBOUR }).await.person,
    );
    let stranger = world.sign_in(&world.two.site, &Someone { name: "Ana", ..NEIGHBOUR }).await.person;
    let far = theirs.idea(&world, &world.two, "11", stranger, "Un puente").await;

    let now = server::clock::now();
    let mut tx = world.database.database.enter(one).await.unwrap();
    for person in [ana, ana, beto] {
        assert!(support::give(&mut tx, first, person, now).await.unwrap());
    }
    assert!(support::give(&mut tx, second, ana, now).await.unwrap());
    assert_eq!(support::of(&mut tx, first, Some(ana)).await.unwrap(), Supports { count: 2, own: true });
    assert_eq!(support::of(&mut tx, first, Some(author)).await.unwrap(), Supports { count: 2, own: false });
    assert_eq!(support::of(&mut tx, first, None).await.unwrap(), Supports { count: 2, own: false });
    let counts = support::counts(&mut tx, &[first, second, far]).await.unwrap();
    assert_eq!((counts[&first], counts[&second]), (2, 1));
    assert_eq!(counts.len(), 2, "what nobody supports is left out");

    // What is a neighbour's town's is not there, and what is there is not theirs.
    assert!(!support::give(&mut tx, far, ana, now).await.unwrap());
    assert!(support::take_back(&mut tx, first, beto).await.unwrap());
    assert!(!support::take_back(&mut tx, first, beto).await.unwrap());
    assert_eq!(support::of(&mut tx, first, None).await.unwrap().count, 1);

    // What was withdrawn keeps what it had, and takes no more.
    assert!(proposal::withdraw(&mut tx, second, author, now).await.unwrap());
    assert!(!support::give(&mut tx, second, beto, now).await.unwrap());
    assert_eq!(support::of(&mut tx, second, None).await.unwrap().count, 1);
    tx.commit().await.unwrap();
    let mut tx = world.database.database.enter(&world.two.site).await.unwrap();
    assert!(!support::give(&mut tx, first, stranger, now).await.unwrap());
    assert_eq!(support::of(&mut tx, first, None).await.unwrap(), Supports::default());
    assert!(support::counts(&mut tx, &[first]).await.unwrap().is_empty());
    drop(tx);

    assert_eq!((kept(&world, &world.one).await, kept(&world, &world.two).await), (2, 0));
    let mut inside = world.database.inside(one.tenant).await;
    let erasing = format!("set app.erasing = '{}'", one.tenant);
    inside.execute(sqlx::AssertSqlSafe(erasing)).await.unwrap();
    sqlx::query("delete from proposal where id = $1").bind(first.uuid()).execute(&mut inside).await.unwrap();
    assert_eq!(kept(&world, &world.one).await, 1);
    sqlx::query("delete from person where id = $1").bind(ana.uuid()).execute(&mut inside).await.unwrap();
    assert_eq!(kept(&world, &world.one).await, 0);
    close(inside).await;
}

#[tokio::test]
async fn a_neighbour_supports_an_idea_once_and_takes_it_back() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let author = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let idea = process.idea(&world, &world.one, "01", author.person, "Una cancha").await;
    let server = world.serve().await;
    let anybody = server.visit(&world.one.host());
    let neighbour = world.browser(&server, &world.one.site, &OTHER).await;

    let page = neighbour.page(&page_of(idea)).await;
    page.says(words::nobody(ES));
    page.says(words::no_vote(ES));
    let form = page.form(FORM);
    // The button pressed twice, and once more later, from the page as it was.
    let (left, right) = tokio::join!(neighbour.submit(&page, &form), neighbour.submit(&page, &form));
    assert_eq!((left.path, right.path), (page_of(idea), page_of(idea)));
    let again = neighbour.submit(&page, &form).await;
    again.says(words::given(ES));
    again.says(words::one(ES));
    again.says(words::own(ES));
    assert_eq!(kept(&world, &world.one).await, 1);

    let third = world.browser(&server, &world.one.site, &Someone { name: "Tercera", ..NEIGHBOUR }).await;
    press(&third, idea).await.says(&words::many(ES, 2));
    // Everybody reads how many, on the page and in the list; nobody who.
    for path in [page_of(idea), "/territorios/01".to_owned()] {
        for reader in [&anybody, &third] {
            let page = reader.page(&path).await;
            page.keeps_quiet_about("Otra persona");
        }
    }
    anybody.page(&page_of(idea)).await.says(&words::many(ES, 2));
    anybody.page("/territorios/01").await.says(&words::card(ES, 2));
    anybody.page("/territorios/02").await.keeps_quiet_about("apoyos a la idea");

    // It is among what is kept of whoever gave it, and of nobody else.
    neighbour.page("/mis-datos").await.says("Una cancha (Presupuesto participativo), desde el");
    let own = |body: &str| serde_json::from_str::<Value>(body).unwrap()["supports"].clone();
    let written = own(&neighbour.ask("/mis-datos.json").await.body);
    assert_eq!(written[0]["title"], "Una cancha");
    assert_eq!(written[0]["number"], 1);
    let authors = server.visit(&world.one.host()).with_cookie(&author.cookie);
    assert_eq!(own(&authors.ask("/mis-datos.json").await.body), Value::Array(Vec::new()));

    // Taken back, twice from the same page, and given again.
    let page = neighbour.page(&page_of(idea)).await;
    let form = page.form(FORM);
    for _ in 0..2 {
        let back = neighbour.submit(&page, &form).await;
        back.says(words::taken_back(ES));
        back.says(words::one(ES));
    }
    assert_eq!(kept(&world, &world.one).await, 1);
    assert_eq!(own(&neighbour.ask("/mis-datos.json").await.body), Value::Array(Vec::new()));
    press(&neighbour, idea).await.says(&words::many(ES, 2));
    // Nobody's act is on the trail.
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from audit_entry").await, 0);
}

#[tokio::test]
async fn who_may_not_support_is_told_why_and_what_helps() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let author = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let idea = process.idea(&world, &world.one, "01", author.person, "Una cancha").await;
    let server = world.serve().await;
    let visit = || server.visit(&world.one.host());
    // Whatever the page shows, the server takes nothing.
    let forced = async |cookie: &str, csrf: &str| {
        let browser = visit().with_cookie(cookie);
        let sent = fields(&[("csrf", csrf), ("id", &idea.to_string()), ("support", "yes")]);
        assert!(browser.post(&page_of(idea), FORM, &sent).await.redirect().is_some());
        assert_eq!(kept(&world, &world.one).await, 0);
        browser.page(&page_of(idea)).await
    };

    // Whoever is not signed in is led there and back.
    let page = visit().page(&page_of(idea)).await;
    page.says(refusal::sign_in_first(ES));
    assert!(!has_form(&page));
    let back = format!("/entrar?volver={}", page_of(idea));
    assert!(tests::html::links(&page.body).contains(&back), "{:?}", tests::html::links(&page.body));

    let refused = [
        (Someone { name: "Menor", age: Some(13), ..NEIGHBOUR }, refusal::too_young(ES, 14, 13)),
        (Someone { name: "Sin comuna", territory: None, ..NEIGHBOUR }, refusal::territory_unknown(ES).to_owned()),
        (Someone { name: "De otra", territory: Some("02"), ..NEIGHBOUR }, refusal::other_territory(ES).to_owned()),
    ];
    for (who, why) in refused {
        let member = world.sign_in(&world.one.site, &who).await;
        let page = visit().with_cookie(&member.cookie).page(&page_of(idea)).await;
        page.says(&why);
        assert!(!has_form(&page), "{}", who.name);
        forced(&member.cookie, &member.csrf).await.says(&why);
    }

    // Nobody supports what they sent themselves.
    let page = visit().with_cookie(&author.cookie).page(&page_of(idea)).await;
    page.says(refusal::own(ES));
    assert!(!has_form(&page));
    forced(&author.cookie, &author.csrf).await.says(refusal::own(ES));

    // Nor outside its phase.
    let other = world.sign_in(&world.one.site, &OTHER).await;
    for (open, said) in [
        (PhaseKind::Convening, "El apoyo a las ideas todavía no abre. Abre el"),
        (PhaseKind::Formulation, "El apoyo a las ideas cerró el"),
    ] {
        process.open(&world, &world.one, open).await;
        let page = visit().with_cookie(&other.cookie).page(&page_of(idea)).await;
        page.says(said);
        assert!(!has_form(&page), "{open}");
        forced(&other.cookie, &other.csrf).await.says(said);
    }

    // Nor what was withdrawn, or is not there.
    process.open(&world, &world.one, PhaseKind::Ideas).await;
    let browser = visit().with_cookie(&other.cookie);
    assert!(has_form(&browser.page(&page_of(idea)).await));
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    assert!(proposal::withdraw(&mut tx, idea, author.person, server::clock::now()).await.unwrap());
    tx.commit().await.unwrap();
    assert!(!has_form(&browser.page(&page_of(idea)).await));
    forced(&other.cookie, &other.csrf).await.says(words::gone(ES));
    for (id, asks) in [("nada", "yes"), (page_of(idea).as_str(), "yes"), (&idea.to_string(), "tal vez")] {
        let sent = fields(&[("csrf", &other.csrf), ("id", id), ("support", asks)]);
        assert!(browser.post("/", FORM, &sent).await.redirect().is_some(), "{id} {asks}");
    }
    assert_eq!(kept(&world, &world.one).await, 0);
}

#[tokio::test]
async fn no_support_comes_or_goes_while_people_vote() {
    let world = World::new().await;
    // The rules set no end to it.
    let mut rules = tests::rules::rules();
    for power in rules.powers.iter_mut().filter(|power| power.may.contains(&Action::Support)) {
        power.during.clear();
    }
    let process = Process::with_rules(&world, &world.one, PhaseKind::Formulation, &rules).await;
    let projects = [Project { title: "Un parque", cost: 10 }, Project { title: "Un puente", cost: 20 }];
    let projects = process.projects(&world, &world.one, "01", &projects).await;
    let server = world.serve().await;
    let neighbour = world.browser(&server, &world.one.site, &OTHER).await;
    press(&neighbour, projects[1]).await.says(words::one(ES));
    let before = neighbour.page(&page_of(projects[1])).await;
    let list = neighbour.page("/territorios/01?orden=apoyos").await.text();
    assert!(list.find("Un puente") < list.find("Un parque"), "{list}");

    process.open(&world, &world.one, PhaseKind::Voting).await;
    let after = neighbour.submit(&before, &before.form(FORM)).await;
    after.says("cuando quedaron fijos: los tarjetones");
    assert_eq!(kept(&world, &world.one).await, 1);
    assert!(!has_form(&after));
    // How many there were is not told as if it grew, and never as votes.
    after.says(words::one_did(ES));
    after.says(words::no_vote(ES));
    // The list is in the order of the ballot.
    let page = neighbour.page("/territorios/01?orden=apoyos").await;
    page.says(words::card_one(ES));
    page.keeps_quiet_about(words::most_first(ES));
    let list = page.text();
    assert!(list.find("Un parque") < list.find("Un puente"), "{list}");
    neighbour.page("/votar").await.keeps_quiet_about("apoyo");
}

#[tokio::test]
async fn the_most_supported_come_first_where_that_is_asked_for() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let titles: Vec<String> = (1..=27).map(|number| format!("Proyecto con el nombre {number:02}")).collect();
    let projects: Vec<_> = titles.iter().map(|title| Project { title, cost: 10 }).collect();
    let projects = process.projects(&world, &world.one, "01", &projects).await;
    let now = server::clock::now();
    for (person, supported) in [("Ana", [26, 4]), ("Beto", [26, 9]), ("Carla", [26, 4])] {
        let person = world.sign_in(&world.one.site, &Someone { name: person, ..NEIGHBOUR }).await.person;
        let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
        for place in supported {
            assert!(support::give(&mut tx, projects[place], person, now).await.unwrap());
        }
        tx.commit().await.unwrap();
    }
    let server = world.serve().await;
    let anybody = server.visit(&world.one.host());
    let shown = |page: &Answer| {
        let text = page.text();
        let named = text.split("Proyecto con el nombre ").skip(1);
        named.map(|rest| rest[..2].parse().unwrap()).collect::<Vec<usize>>()
    };
    let turn = async |page: &Answer, cursor: &str| {
        let links = tests::html::links(&page.body);
        anybody.page(&links.into_iter().find(|link| link.contains(cursor)).unwrap()).await
    };
    let by_number = anybody.page("/territorios/01").await;
    assert_eq!(shown(&by_number), (1..=24).collect::<Vec<_>>());
    assert_eq!(shown(&turn(&by_number, "despues=").await), [25, 26, 27]);

    let form = by_number.forms().into_iter().find(|form| !form.post && form.action == "/territorios/01").unwrap();
    let ordered = anybody.submit(&by_number, &form.with("orden", "apoyos")).await;
    let others = (1..=26).filter(|number| ![5, 10].contains(number));
    let expected: Vec<usize> = [27, 5, 10].into_iter().chain(others).collect();
    assert_eq!(shown(&ordered), expected[..24]);
    ordered.says(&words::card(ES, 3));
    ordered.says(words::card_one(ES));
    let rest = turn(&ordered, "despues=").await;
    assert_eq!(shown(&rest), expected[24..]);
    assert_eq!(shown(&turn(&rest, "antes=").await), expected[..24]);
    // What is searched comes in the same order.
    let found = anybody.page("/territorios/01?q=nombre+0&orden=apoyos").await;
    assert_eq!(shown(&found)[..3], [5, 10, 1]);
}
