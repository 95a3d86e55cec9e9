//! Ideas like one that is being written: found by stems and by letters, never another site's; shown beside the form, once.

use app::text::idea;
use shared::id::{PersonId, ProposalId};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::proposal::{IdeaDraft, ProposalState};
use store::proposal;
use store::similar::{self, Similar, Writing};
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::html::Form;
use tests::process::{Process, Project};
use tests::world::{NEIGHBOUR, Someone, Town, World};

const ES: Locale = Locale::EsCo;

const PARK: &str = "Parque infantil en La Salle";
const PARK_NEED: &str = "Los niños juegan en la calle porque en La Salle no hay columpios ni sombra.";

/// Sends an idea for a territory.
async fn send(world: &World, town: &Town, (process, code): (&Process, &str), title: &str, need: &str) -> ProposalId {
    let author = author(world, town).await;
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let contest = process.ballot(&mut tx, code).await.1.swap_remove(0);
    let draft = IdeaDraft::parse(title, need, None).unwrap();
    let id = server::random::uuid().into();
    proposal::submit(&mut tx, id, &contest, author, (&draft, None), server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Whoever sent what is there already.
async fn author(world: &World, town: &Town) -> PersonId {
    world.sign_in(&town.site, &Someone { name: "Quien llegó primero", ..NEIGHBOUR }).await.person
}

/// What is like something that somebody writes for no territory in particular.
async fn like(world: &World, town: &Town, title: &str, need: &str) -> Vec<Similar> {
    find(world, town, &Writing { id: None, title, need, theme: None, territory: None }).await
}

async fn find(world: &World, town: &Town, writing: &Writing<'_>) -> Vec<Similar> {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    similar::find(&mut tx, writing).await.unwrap()
}

fn ids(found: &[Similar]) -> Vec<ProposalId> {
    found.iter().map(|similar| similar.id).collect()
}

#[tokio::test]
async fn accents_plurals_and_slips_of_the_keyboard_do_not_hide_an_idea() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let here = (&process, "01");
    let park = send(&world, &world.one, here, PARK, PARK_NEED).await;
    let library = send(
        &world,
        &world.one,
        here,
        "Un lugar para todos",
        "Faltan una biblioteca con educación ambiental, un salón y un jardín para la niña y el niño.",
    )
    .await;
    let lights = send(
        &world,
        &world.one,
        here,
        "Iluminación de la cancha El Guayabo",
        "De noche queda a oscuras y nadie puede entrenar allí después del trabajo.",
    )
    .await;

    // Words by their stems, with their accents or without, one or many of a thing.
    for need in [
        "Bibliotecas, educaciones ambientales, salones, jardines y niños",
        "biblioteca educacion ambiental salon jardin nino",
        "BIBLIOTECA EDUCACIÓN AMBIENTAL SALÓN JARDÍN NIÑO",
    ] {
        assert_eq!(ids(&like(&world, &world.one, "", need).await), [library], "{need}");
    }
    for title in ["ILUMINACION DE LAS CANCHAS", "Iluminaciones para la cancha", "Iluminación de canchas"] {
        assert_eq!(ids(&like(&world, &world.one, title, "").await).first(), Some(&lights), "{title}");
    }
    // Letters, where words were typed wrong.
    for title in ["Parqe infnatil en la Sale", "parque ynfantil lasalle", "Pargue infantil en La Saye"] {
        assert_eq!(ids(&like(&world, &world.one, title, "").await), [park], "{title}");
    }
    // What has nothing in common is not told, nor is anything where nothing is written.
    let other = like(&world, &world.one, "Taller de costura", "Las señoras del barrio quieren aprender a coser.").await;
    assert_eq!(ids(&other), []);
    assert_eq!(ids(&like(&world, &world.one, "", "").await), []);
    assert_eq!(ids(&like(&world, &world.one, "¿Y de lo que no?", "... !").await), []);
}

#[tokio::test]
async fn the_most_similar_come_first_and_a_copy_may_be_the_same() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let (here, there) = ((&process, "01"), (&process, "02"));
    let elsewhere = send(&world, &world.one, there, PARK, PARK_NEED).await;
    let older = send(&world, &world.one, here, PARK, PARK_NEED).await;
    let newer = send(&world, &world.one, here, PARK, PARK_NEED).await;
    let reworded = send(
        &world,
        &world.one,
        here,
        "Columpios para La Salle",
        "En La Salle no hay donde jugar: los niños juegan en la calle.",
    )
    .await;
    let parks = ["Parque infantil en Granizal", "Parque infantil en Santo Domingo", "Parque lineal en La Salle"];
    for title in parks {
        send(&world, &world.one, here, title, "Un lugar donde se encuentren las familias los domingos.").await;
    }
    let territory = Some(world.one.territories["01"]);
    let writing = Writing { id: None, title: PARK, need: PARK_NEED, theme: None, territory };
    let found = find(&world, &world.one, &writing).await;
    assert_eq!(found.len(), 5, "as many as somebody reads: {found:?}");
    // The newest of those that are as similar; and the same in another territory counts less.
    assert_eq!(ids(&found)[..3], [newer, older, elsewhere]);
    assert_eq!(found.iter().map(|similar| similar.score).take(3).collect::<Vec<_>>(), [100, 100, 85]);
    assert!(found.iter().take(3).all(Similar::may_be_the_same));
    assert!(ids(&found).contains(&reworded), "{found:?}");
    assert!(found.iter().skip(3).all(|similar| !similar.may_be_the_same()), "{found:?}");
    assert_eq!(find(&world, &world.one, &writing).await, found, "in the same order each time");

    // With a slip of the keyboard and a need in other words, it may be the same still.
    let need = "Faltan columpios para que los niños jueguen sin peligro.";
    let retold = find(&world, &world.one, &Writing { title: "Parque infantl en La Salle", need, ..writing }).await;
    assert!(retold[0].may_be_the_same(), "{retold:?}");
    // Nothing is like itself.
    let own = find(&world, &world.one, &Writing { id: Some(newer), ..writing }).await;
    assert!(!ids(&own).contains(&newer) && ids(&own)[0] == older, "{own:?}");
}

#[tokio::test]
async fn past_processes_are_told_withdrawn_ideas_are_not() {
    let world = World::new().await;
    let past = Process::new(&world, &world.one, PhaseKind::Results).await;
    let project = [Project { title: PARK, cost: 100 }];
    let built = past.projects(&world, &world.one, "01", &project).await[0];
    let mut owner = world.database.inside(world.one.site.tenant).await;
    let renamed = "update process set slug = 'anterior', name = 'Presupuesto de antes', current = false";
    sqlx::query(renamed).execute(&mut owner).await.unwrap();
    close(owner).await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;

    let found = like(&world, &world.one, PARK, PARK_NEED).await;
    assert_eq!(ids(&found), [built]);
    assert_eq!((found[0].process.as_str(), found[0].state), ("Presupuesto de antes", ProposalState::Viable));
    assert_eq!(found[0].contest, "Comuna 01 de Villa Uno");

    let taken_back = send(&world, &world.one, (&process, "01"), PARK, PARK_NEED).await;
    assert_eq!(ids(&like(&world, &world.one, PARK, PARK_NEED).await), [taken_back, built]);
    let person = author(&world, &world.one).await;
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    assert!(proposal::withdraw(&mut tx, taken_back, person, server::clock::now()).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(ids(&like(&world, &world.one, PARK, PARK_NEED).await), [built]);
}

#[tokio::test]
async fn the_neighbours_ideas_are_like_nothing_here() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let theirs = Process::new(&world, &world.two, PhaseKind::Ideas).await;
    let id = send(&world, &world.two, (&theirs, "11"), PARK, PARK_NEED).await;
    assert_eq!(ids(&like(&world, &world.two, PARK, PARK_NEED).await), [id]);
    assert_eq!(ids(&like(&world, &world.one, PARK, PARK_NEED).await), []);

    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = citizen.page("/ideas/nueva").await;
    let found = citizen.submit(&page, &looking(filled(&page, PARK, PARK_NEED))).await;
    found.says(idea::similar_none(ES));
    found.keeps_quiet_about(&id.to_string());
    // Nor does it hold up who sends the same here.
    assert!(received(&citizen.submit(&page, &filled(&page, PARK, PARK_NEED)).await));
}

fn filled(page: &Answer, title: &str, need: &str) -> Form {
    page.form("/hacer/idea").with("title", title).with("need", need).with("place", "Junto a la <iglesia>")
}

/// The form as its other button sends it.
fn looking(form: Form) -> Form {
    Form { action: "/hacer/ideas-parecidas".to_owned(), ..form }
}

/// Whether the answer is the page of an idea that was received.
fn received(answer: &Answer) -> bool {
    answer.path.starts_with("/ideas/") && !answer.path.starts_with("/ideas/nueva")
}

async fn ideas(world: &World) -> i64 {
    world.database.count(world.one.site.tenant, "select count(*) from proposal").await
}

/// A world in which the park is there already, and a neighbour who has the same idea.
async fn with_a_park() -> (World, tests::server::Running, Browser, ProposalId) {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let park = send(&world, &world.one, (&process, "01"), PARK, PARK_NEED).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    (world, server, citizen, park)
}

#[tokio::test]
async fn an_idea_that_may_exist_comes_back_once_and_then_goes_through() {
    let (world, _server, citizen, park) = with_a_park().await;
    let page = citizen.page("/ideas/nueva").await;
    page.keeps_quiet_about(idea::may_exist(ES));
    let title = "Parque infantl en La Salle";
    let back = citizen.submit(&page, &filled(&page, title, PARK_NEED)).await;
    assert_eq!(back.path, "/ideas/nueva#parecidas");
    for said in
        [idea::may_exist(ES), idea::send_anyway(ES), PARK, "Comuna 01 de Villa Uno", "Presupuesto participativo"]
    {
        back.says(said);
    }
    assert!(tests::html::links(&back.body).contains(&format!("/ideas/{park}")));
    assert!(!back.body.contains("role=\"alert\""), "nothing is wrong with it");
    let form = back.form("/hacer/idea");
    assert_eq!(form.value("title"), Some(title));
    assert_eq!(form.value("need"), Some(PARK_NEED));
    assert_eq!(form.value("place"), Some("Junto a la <iglesia>"));
    assert_eq!(ideas(&world).await, 1);

    let sent = citizen.submit(&back, &form.clone().press("anyway", "1")).await;
    assert!(received(&sent), "{}", sent.path);
    sent.says(title);
    assert_eq!(ideas(&world).await, 2);
    // The same form again is the same idea, also where it was never shown what is like it.
    let first = filled(&page, title, PARK_NEED);
    for again in [form.press("anyway", "1"), first] {
        assert_eq!(citizen.submit(&page, &again).await.path, sent.path);
    }
    assert_eq!(ideas(&world).await, 2);
}

#[tokio::test]
async fn what_was_shown_for_a_text_is_not_shown_for_it_again() {
    let (world, _server, citizen, _park) = with_a_park().await;
    let page = citizen.page("/ideas/nueva").await;
    let back = citizen.submit(&page, &filled(&page, PARK, PARK_NEED)).await;
    back.says(idea::may_exist(ES));
    // Whoever chose to send it does, with the text as it was or mended, and with a mistake on the way.
    let wrong = back.form("/hacer/idea").with("need", "Corto").press("anyway", "1");
    let wrong = citizen.submit(&back, &wrong).await;
    assert!(wrong.body.contains("role=\"alert\""));
    let mended = wrong.form("/hacer/idea").with("need", &format!("{PARK_NEED} Y hace calor."));
    assert!(received(&citizen.submit(&wrong, &mended.press("anyway", "1")).await));

    // Without a button's name, as some programs send forms: the text was shown.
    let page = citizen.page("/ideas/nueva").await;
    let back = citizen.submit(&page, &filled(&page, PARK, PARK_NEED)).await;
    back.says(idea::may_exist(ES));
    assert!(received(&citizen.submit(&back, &back.form("/hacer/idea")).await));
    assert_eq!(ideas(&world).await, 3);

    // Another idea is sent at once.
    let page = citizen.page("/ideas/nueva").await;
    let need = "Las señoras del barrio quieren aprender a coser y vender lo que hacen.";
    assert!(received(&citizen.submit(&page, &filled(&page, "Un taller de costura", need)).await));
    assert_eq!(ideas(&world).await, 4);
}

#[tokio::test]
async fn looking_for_similar_ideas_loses_nothing_and_sends_nothing() {
    let (world, server, citizen, park) = with_a_park().await;
    let page = citizen.page("/ideas/nueva").await;
    assert!(page.body.contains("formaction=\"/hacer/ideas-parecidas\""));
    let before = world.database.fingerprint(world.one.site.tenant).await;

    // However little is written.
    let nothing = citizen.submit(&page, &looking(page.form("/hacer/idea"))).await;
    nothing.says(idea::missing_title(ES));
    let begun = citizen.submit(&page, &looking(filled(&page, "parques", ""))).await;
    begun.says(idea::similar(ES));
    assert_eq!(begun.form("/hacer/idea").value("title"), Some("parques"));

    let need = "Los <niños> no tienen columpios\nen La Salle & juegan en la calle.";
    let form = filled(&page, "Columpios en La Salle", need);
    let found = citizen.submit(&page, &looking(form.clone())).await;
    assert_eq!(found.path, "/ideas/nueva#parecidas");
    found.says(PARK);
    found.keeps_quiet_about(idea::may_exist(ES));
    assert!(tests::html::links(&found.body).contains(&format!("/ideas/{park}")));
    let kept = found.form("/hacer/idea");
    for field in ["id", "title", "need", "place"] {
        assert_eq!(kept.value(field), form.value(field), "{field}");
    }
    assert_eq!(world.database.fingerprint(world.one.site.tenant).await, before, "nothing was stored");

    // Whoever looked at a text is not shown the same when sending it.
    let page = citizen.page("/ideas/nueva").await;
    let found = citizen.submit(&page, &looking(filled(&page, PARK, PARK_NEED))).await;
    found.says(idea::similar_lead(ES));
    assert!(received(&citizen.submit(&found, &found.form("/hacer/idea")).await));

    // Whoever is not signed in signs in first.
    let stranger = server.visit(&world.one.host());
    let asked = stranger.post("/ideas/nueva", "/hacer/ideas-parecidas", &form.fields).await;
    assert!(asked.status.is_client_error() || asked.redirect().is_some_and(|to| to.starts_with("/entrar")));
}
