//! The story of a proposal: every step is kept and told to everybody, and none is changed or taken away.

use app::text::{citizen, deadline, idea, review, story as words};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::proposal::story::{Capacity, Event, Step};
use shared::role::Role;
use sqlx::Executor as _;
use tests::browser::{Answer, Browser};
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const REVIEWER: Someone<'static> =
    Someone { name: "Rosa Revisa", territory: None, roles: &[Role::Reviewer], ..NEIGHBOUR };
const PRIVATE: &str = "El lote es privado y no está en venta este año.";

struct Town {
    world: World,
    process: Process,
    server: Running,
    reviewer: Browser,
}

impl Town {
    async fn new() -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
        let server = world.serve().await;
        let reviewer = world.browser(&server, &world.one.site, &REVIEWER).await;
        Self { world, process, server, reviewer }
    }

    /// Sends an idea as a neighbour does; gives the neighbour, and the page of the idea.
    async fn send(&self, title: &str) -> (Browser, Answer) {
        let citizen = self.world.browser(&self.server, &self.world.one.site, &NEIGHBOUR).await;
        let page = citizen.page("/ideas/nueva").await;
        let form = page.form("/hacer/idea").with("title", title);
        let form = form.with("need", "Lo que hace falta y para quién, en una frase.").with("place", "La Loma");
        let sent = citizen.submit(&page, &form).await;
        sent.says(idea::sent(ES));
        (citizen, sent)
    }

    /// Reviews an idea with these fields.
    async fn review(&self, path: &str, verdict: &str, fields: &[(&str, &str)]) {
        let page = self.reviewer.page(&path.replace("/ideas/", "/revision/")).await;
        let form = page.form("/hacer/concepto");
        let form = if form.value("verdict") == Some(verdict) { form } else { form.pick("verdict", verdict) };
        let form = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
        let saved = self.reviewer.submit(&page, &form).await;
        assert_eq!(saved.path, "/revision", "{}", saved.text());
    }

    async fn kept(&self, path: &str) -> Vec<Step> {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        let id = path.trim_start_matches("/ideas/").parse().unwrap();
        store::story::of(&mut tx, id).await.unwrap()
    }

    async fn public(&self, path: &str) -> Answer {
        self.server.visit(&self.world.one.host()).page(path).await
    }
}

/// That the page says these one after the other.
fn in_order(page: &Answer, sentences: &[&str]) {
    let text = page.text();
    let mut from = 0;
    for sentence in sentences {
        let found = text[from..].find(sentence);
        from += found.unwrap_or_else(|| panic!("{sentence:?} does not come next in {text}")) + sentence.len();
    }
}

#[tokio::test]
async fn every_review_stays_in_the_story_with_what_it_changed() {
    let town = Town::new().await;
    let (_, sent) = town.send("Un parque con sombra").await;
    let path = sent.path;
    town.process.open(&town.world, &town.world.one, PhaseKind::Formulation).await;
    let (first, dearer) =
        ([("cost", "9000000"), ("department", "Obras")], [("cost", "9500000"), ("department", "Obras")]);
    town.review(&path, "viable", &first).await;
    town.review(&path, "viable", &dearer).await;
    town.review(&path, "viable", &dearer).await;
    town.review(&path, "not_viable", &[("reason", PRIVATE)]).await;
    town.review(&path, "viable", &first).await;

    let page = town.public(&path).await;
    in_order(
        &page,
        &[
            idea::story(ES),
            idea::received(ES),
            words::by(ES, Capacity::Author),
            &idea::received_detail(ES, 1),
            words::viable(ES),
            words::by(ES, Capacity::Review),
            "$9.000.000",
            words::changed(ES),
            &words::from_to(ES, citizen::cost(ES), "$9.000.000", "$9.500.000"),
            words::changed(ES),
            words::unchanged(ES),
            idea::not_viable(ES),
            PRIVATE,
            words::viable(ES),
            "$9.000.000",
        ],
    );
    assert!(!page.text().contains(REVIEWER.name), "officials answer for their office");

    let steps = town.kept(&path).await;
    assert!(steps.is_sorted_by_key(|step| step.at));
    let capacities: Vec<Capacity> = steps.iter().map(|step| step.by).collect();
    assert_eq!(capacities[0], Capacity::Author);
    assert!(capacities[1..].iter().all(|by| *by == Capacity::Review));
    let Event::Viable(last) = &steps[5].event else { panic!("{steps:?}") };
    assert_eq!((last.cost.minor(), last.department.as_deref()), (9_000_000, Some("Obras")));
}

#[tokio::test]
async fn what_was_refused_tells_nothing() {
    let town = Town::new().await;
    let (_, sent) = town.send("Un parque con sombra").await;
    town.process.open(&town.world, &town.world.one, PhaseKind::Formulation).await;
    let page = town.reviewer.page(&sent.path.replace("/ideas/", "/revision/")).await;
    let form = page.form("/hacer/concepto").tick("verdict", "viable").with("cost", "nada").with("department", "Obras");
    town.reviewer.submit(&page, &form).await.says(review::form_title(ES));
    assert_eq!(town.kept(&sent.path).await.len(), 1);
}

#[tokio::test]
async fn taking_back_and_silence_are_steps_of_their_own() {
    let town = Town::new().await;
    let (citizen, sent) = town.send("Un parque con sombra").await;
    citizen.submit(&sent, &sent.form("/hacer/retirar-idea")).await.says(idea::taken_back(ES));
    let page = town.public(&sent.path).await;
    in_order(
        &page,
        &[idea::received(ES), idea::withdrawn(ES), words::by(ES, Capacity::Author), idea::taken_back_detail(ES)],
    );
    assert!(!page.text().contains(idea::awaiting_review(ES)));

    let (_, other) = town.send("Una huerta del barrio").await;
    let mut tx = town.world.database.database.enter(&town.world.one.site).await.unwrap();
    let id = other.path.trim_start_matches("/ideas/").parse().unwrap();
    let (name, norm) = ("respuesta".parse().unwrap(), "El plazo venció. Norma: artículo 7.");
    let now = server::clock::now();
    assert!(store::review::lapse(&mut tx, id, &name, norm, now).await.unwrap());
    assert!(!store::review::lapse(&mut tx, id, &name, norm, now).await.unwrap(), "once");
    tx.commit().await.unwrap();
    let page = town.public(&other.path).await;
    in_order(&page, &[idea::received(ES), deadline::lapsed(ES), words::by(ES, Capacity::Rules), norm]);
    assert_eq!(town.kept(&other.path).await.len(), 2);
}

#[tokio::test]
async fn no_step_is_changed_or_taken_away() {
    let town = Town::new().await;
    let (_, sent) = town.send("Un parque con sombra").await;
    let before = town.kept(&sent.path).await;
    let mut app = town.world.database.as_app().await;
    tests::world::enter(&mut app, town.world.one.site.tenant).await;
    for statement in [
        "update proposal_step set event = '{\"event\": \"withdrawn\"}'",
        "delete from proposal_step",
        "truncate proposal_step",
    ] {
        assert!(app.execute(statement).await.is_err(), "{statement}");
    }
    tests::cluster::close(app).await;
    assert_eq!(town.kept(&sent.path).await, before);
}
