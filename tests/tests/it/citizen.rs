//! What citizens do: send an idea, follow it, vote once.

use app::text::{self, activity, ballot, refusal, vote};
use http::StatusCode;
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::urn::{Leaf, Slip};
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::{self, LIMIT, Process, Project};
use tests::urn;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;

const PROJECTS: [Project<'static>; 4] = [
    Project { title: "Un parque con sombra", cost: 100_000_000 },
    Project { title: "Un puente peatonal", cost: 120_000_000 },
    Project { title: "Una huerta comunitaria", cost: 30_000_000 },
    Project { title: "Una cancha iluminada", cost: 90_000_000 },
];

/// An instant as the pages of the town write it.
fn when(at: chrono::DateTime<chrono::Utc>) -> String {
    shared::locale::format_date_time(shared::locale::in_zone(at, "America/Bogota".parse().unwrap()), ES)
        .replace('\u{a0}', " ")
}

#[tokio::test]
async fn an_idea_is_sent_and_followed() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = citizen.page("/ideas/nueva").await;
    let form = page
        .form("/hacer/idea")
        .with("title", "Una <b>rampa</b> para el centro de salud")
        .with("need", "Quienes llegan en silla de ruedas\nno pueden entrar al centro de salud & esperan afuera.")
        .with("place", "Carrera 45 con calle 10");
    let sent = citizen.submit(&page, &form).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.path.starts_with("/ideas/"), "{}", sent.path);
    sent.says("Una <b>rampa</b> para el centro de salud");
    sent.says("no pueden entrar al centro de salud & esperan afuera.");
    assert!(!sent.body.contains("<b>rampa"), "what somebody typed became a tag");

    // The same form again is the same idea.
    let again = citizen.submit(&page, &form).await;
    assert_eq!(again.path, sent.path);
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from proposal").await, 1);

    citizen.page("/mi-participacion").await.says("rampa");
    let territory = server.visit("uno.localhost").page("/territorios/01").await;
    territory.says("rampa");
    // Everybody may read it; nobody is told who sent it.
    let public = server.visit("uno.localhost").page(&sent.path).await;
    public.keeps_quiet_about("Amparo");
    server.visit("uno.localhost").page("/territorios/02").await.keeps_quiet_about("rampa");

    // Somebody else cannot take its place by sending the same id.
    let other = world.browser(&server, &world.one.site, &Someone { name: "Otra persona", ..NEIGHBOUR }).await;
    let page = other.page("/ideas/nueva").await;
    let id = sent.path.trim_start_matches("/ideas/");
    let forged = page
        .form("/hacer/idea")
        .with("id", id)
        .with("title", "Otra cosa con el mismo número")
        .with("need", "Quien mande esto no puede cambiar la idea de otra persona.");
    other.submit(&page, &forged).await;
    server.visit("uno.localhost").page(&sent.path).await.says("rampa");
}

#[tokio::test]
async fn a_form_that_cannot_be_read_says_so() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = citizen.page("/ideas/nueva").await;
    page.keeps_quiet_about(text::common::unread_form(ES));
    let mut form = page.form("/hacer/idea");
    form.fields.retain(|(name, _)| name != "need");
    citizen.submit(&page, &form).await.says(text::common::unread_form(ES));
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from proposal").await, 0);
}

#[tokio::test]
async fn a_form_with_errors_comes_back_as_it_was_typed() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = citizen.page("/ideas/nueva").await;
    let form = page.form("/hacer/idea").with("title", "Corto").with("need", "Muy \"poco\" <texto>");
    let back = citizen.submit(&page, &form).await;
    assert_eq!(back.path, "/ideas/nueva");
    assert!(back.body.contains("role=\"alert\""));
    let form = back.form("/hacer/idea");
    assert_eq!(form.value("title"), Some("Corto"));
    assert_eq!(form.value("need"), Some("Muy \"poco\" <texto>"));
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from proposal").await, 0);
    // The page after that is clean again.
    assert_eq!(citizen.page("/ideas/nueva").await.form("/hacer/idea").value("title"), Some(""));
}

#[tokio::test]
async fn an_idea_is_for_one_of_the_things_that_are_decided_together() {
    let world = World::new().await;
    Process::with_rules(&world, &world.one, PhaseKind::Ideas, &tests::rules::several()).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = citizen.page("/ideas/nueva").await;
    page.says(&text::idea::decided_in(ES, "Toda la villa", "$50.000.000"));
    assert_eq!(page.form("/hacer/idea").offered("contest"), ["ciudad-obra", "01"]);
    let form = page.form("/hacer/idea").with("title", "Un centro de salud");
    let form = form.with("need", "Quien se enferma en la villa tiene que viajar dos horas hasta un hospital.");
    let back = citizen.submit(&page, &form).await;
    back.says(text::idea::for_what_missing(ES));
    // What was chosen stays chosen, whatever is wrong besides, and whatever is looked for.
    let wrong = back.form("/hacer/idea").tick("contest", "ciudad-obra").with("title", "");
    let back = citizen.submit(&back, &wrong).await;
    assert_eq!(back.form("/hacer/idea").value("contest"), Some("ciudad-obra"));
    let form = back.form("/hacer/idea").with("title", "Un centro de salud");
    let back = citizen.submit(&back, &Form { action: "/hacer/ideas-parecidas".to_owned(), ..form }).await;
    back.says(text::idea::similar_none(ES));
    let form = back.form("/hacer/idea");
    assert_eq!(form.value("contest"), Some("ciudad-obra"));
    let sent = citizen.submit(&back, &form).await;
    assert!(sent.path.starts_with("/ideas/"), "{}", sent.path);
    let query = "select count(*) from proposal join contest on contest.id = contest_id where contest.rule = 'obra'";
    assert_eq!(world.database.count(world.one.site.tenant, query).await, 1);

    // It stands on the page of every territory whose people decide it, under its own name.
    let public = server.visit("uno.localhost");
    for code in ["01", "03"] {
        let territory = public.page(&format!("/territorios/{code}")).await;
        territory.says("Un centro de salud");
        territory.says(&text::citizen::ceiling_in(ES, "Obra de la villa: Toda la villa"));
    }
    public.page("/territorios").await.says(&text::citizen::also_decided_everywhere(ES, "Obra de la villa"));
    let home = citizen.page("/").await;
    home.says(text::citizen::also_decided(ES));
    home.says("Obra de la villa: Toda la villa");
}

#[tokio::test]
async fn an_idea_is_refused_with_the_reason_and_the_way_out() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let server = world.serve().await;
    let citizen = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let late = citizen.page("/ideas/nueva").await;
    late.says("La recepción de ideas cerró el");
    assert!(late.forms().iter().all(|form| form.action != "/hacer/idea"));

    process.open(&world, &world.one, PhaseKind::Ideas).await;
    let to_sign_in = server.visit("uno.localhost").ask("/ideas/nueva").await;
    assert_eq!(to_sign_in.redirect().as_deref(), Some("/entrar?volver=/ideas/nueva"));

    let nowhere =
        world.browser(&server, &world.one.site, &Someone { name: "Nora", territory: None, ..NEIGHBOUR }).await;
    let page = nowhere.page("/ideas/nueva").await;
    page.says(refusal::territory_unknown(ES));
    // The way out leads to the profile, and from there to the form.
    let way = "/perfil?volver=/ideas/nueva";
    assert!(tests::html::links(&page.body).contains(&way.to_owned()));
    let page = nowhere.page(way).await;
    let form = page.form("/hacer/territorio").with("territory", "02");
    let back = nowhere.submit(&page, &form).await;
    assert_eq!(back.path, "/ideas/nueva");
    back.form("/hacer/idea");
}

/// Marks projects and comes to what the server shows next.
async fn mark(voter: &Browser, projects: &[&str]) -> Answer {
    let page = voter.page("/votar").await;
    let form = projects.iter().fold(page.form("/hacer/tarjeton"), |form, id| form.tick(&process::mark(id), "1"));
    voter.submit(&page, &form).await
}

async fn ballots(world: &World) -> i64 {
    urn::envelopes(world, &world.one).await
}

#[tokio::test]
async fn a_vote_is_marked_reviewed_and_cast_once() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    process.projects(&world, &world.one, "02", &[Project { title: "De otra comuna", cost: 5 }]).await;
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;

    let page = voter.page("/votar").await;
    let offered = page.form("/hacer/tarjeton");
    let boxes: Vec<_> =
        offered.unticked.iter().filter(|(_, value)| value == "1").map(|(name, _)| name.clone()).collect();
    assert_eq!(boxes, ids.iter().map(process::mark).collect::<Vec<_>>(), "the own ballot, by number");
    page.keeps_quiet_about("De otra comuna");

    // Nothing marked, and too many marked: both come back with the reason, the second with the marks.
    let none = mark(&voter, &[]).await;
    none.says(ballot::nothing_marked_nor_blank(ES));
    let too_many = mark(&voter, &[&ids[0], &ids[1], &ids[2]]).await;
    too_many.says(&ballot::too_many(ES, 3, LIMIT));
    let kept = too_many.form("/hacer/tarjeton");
    assert_eq!(kept.fields.iter().filter(|(name, _)| name.starts_with("ballot.")).count(), 3);

    // From what was kept, one is taken away.
    let fewer = Form {
        fields: kept.fields.iter().filter(|(name, _)| *name != process::mark(&ids[1])).cloned().collect(),
        ..kept.clone()
    };
    let review = voter.submit(&too_many, &fewer).await;
    assert_eq!(review.path, "/votar/revisar");
    review.says(PROJECTS[0].title);
    review.says(PROJECTS[2].title);
    review.keeps_quiet_about(PROJECTS[1].title);
    assert_eq!(ballots(&world).await, 0, "reviewing is not casting");

    let cast = review.form("/hacer/voto");
    let done = voter.submit(&review, &cast).await;
    assert_eq!(done.path, "/votar/listo");
    for project in PROJECTS {
        done.keeps_quiet_about(project.title);
    }
    assert_eq!(ballots(&world).await, 1);
    let slips = urn::slips(&world, &world.one).await;
    assert_eq!(slips[0].marks(), [("1".to_owned(), 1), ("3".to_owned(), 1)]);
    // The receipt is shown once.
    let code = slips[0].code().to_string();
    done.says(&code);
    done.says(&Leaf::of(&slips[0]).to_string());
    voter.page("/votar/listo").await.keeps_quiet_about(&code);

    // Once is once: from the page, and by sending another form.
    voter.page("/votar").await.says(refusal::already_voted(ES));
    let other = voter.submit(&review, &cast.clone().with("attempt", &urn::attempt(7))).await;
    other.says(refusal::already_voted(ES));
    other.keeps_quiet_about(&code);
    // Who sends the same page again, because no answer came, gets the same receipt.
    let again = voter.submit(&review, &cast).await;
    assert_eq!(again.path, "/votar/listo");
    again.says(&code);
    assert_eq!(ballots(&world).await, 1);
    voter.page("/mi-participacion").await.keeps_quiet_about(PROJECTS[0].title);
}

#[tokio::test]
async fn the_urn_keeps_nothing_that_leads_to_a_voter() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let review = mark(&voter, &[&ids[3].to_string()]).await;
    voter.submit(&review, &review.form("/hacer/voto")).await;
    let mut connection = world.database.inside(world.one.site.tenant).await;
    for (table, expected) in [
        ("envelope", vec!["tenant_id", "contest_id", "id", "sealed"]),
        ("ballot", vec!["tenant_id", "contest_id", "code"]),
        ("ballot_choice", vec!["tenant_id", "contest_id", "code", "proposal_id", "points"]),
        ("participation", vec!["tenant_id", "process_id", "rule", "voter_id", "contest_id", "person_id", "channel"]),
    ] {
        let columns: Vec<String> = sqlx::query_scalar(
            "select attname::text from pg_attribute where attrelid = $1::text::regclass and attnum > 0
                and not attisdropped order by attnum",
        )
        .bind(table)
        .fetch_all(&mut connection)
        .await
        .unwrap();
        assert_eq!(columns, expected, "{table}");
    }
    // Nothing is a ballot yet, and nothing that lies there says what is in the envelope.
    let sealed: Vec<u8> = sqlx::query_scalar("select sealed from envelope").fetch_one(&mut connection).await.unwrap();
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from ballot").await, 0);
    let slip = urn::slips(&world, &world.one).await[0].to_string();
    assert!(!slip.as_bytes().windows(8).any(|part| sealed.windows(8).any(|window| window == part)));
    tests::cluster::close(connection).await;
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from audit_entry").await, 0);
}

#[tokio::test]
async fn who_may_not_vote_is_told_why_and_what_helps() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Formulation).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let voting = process.window(&world, &world.one, PhaseKind::Voting).await;
    voter.page("/votar").await.says(&refusal::not_yet(ES, activity::name(ES, Action::Vote), when(voting.opens())));

    process.open(&world, &world.one, PhaseKind::Execution).await;
    let voting = process.window(&world, &world.one, PhaseKind::Voting).await;
    voter.page("/votar").await.says(&refusal::over(ES, activity::name(ES, Action::Vote), when(voting.closes())));

    process.open(&world, &world.one, PhaseKind::Voting).await;
    let before = text::citizen::profile_before_vote(ES).to_owned();
    let refused = [
        (Someone { name: "Menor", age: Some(13), ..NEIGHBOUR }, refusal::too_young(ES, 14, 13)),
        (Someone { name: "Sin fecha", age: None, ..NEIGHBOUR }, refusal::age_unknown(ES).to_owned()),
        (Someone { name: "Sin comuna", territory: None, ..NEIGHBOUR }, before.clone()),
        (Someone { name: "De otra parte", territory: Some("99"), ..NEIGHBOUR }, before),
    ];
    for (who, why) in refused {
        let member = world.sign_in(&world.one.site, &who).await;
        let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
        let page = browser.page("/votar").await;
        page.says(&why);
        // And the server takes nothing, whatever the page shows.
        let fields = tests::browser::fields(&[("csrf", &member.csrf), (&process::mark(ids[0]), "1")]);
        for action in ["/hacer/tarjeton", "/hacer/voto"] {
            let answer = browser.post("/votar", action, &fields).await;
            assert!(answer.redirect().is_some(), "{}: {}", who.name, answer.status);
        }
    }
    assert_eq!(ballots(&world).await, 0);

    // Fourteen is old enough.
    let young = world.browser(&server, &world.one.site, &Someone { name: "Joven", age: Some(14), ..NEIGHBOUR }).await;
    young.page("/votar").await.form("/hacer/tarjeton");
    // Whoever lives in a territory without projects has nothing to vote on.
    let other = world.browser(&server, &world.one.site, &Someone { name: "Lejos", territory: Some("03"), ..NEIGHBOUR });
    other.await.page("/votar").await.says(vote::no_ballot(ES));
    // Whoever is not signed in is sent to sign in, and back.
    let anonymous = server.visit("uno.localhost").ask("/votar").await;
    assert_eq!(anonymous.redirect().as_deref(), Some("/entrar?volver=/votar"));
}

#[tokio::test]
async fn a_vote_is_of_the_own_territory() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    process.projects(&world, &world.one, "01", &PROJECTS).await;
    let others = process.projects(&world, &world.one, "02", &[Project { title: "De otra comuna", cost: 5 }]).await;
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
    let fields = tests::browser::fields(&[("csrf", &member.csrf), (&process::mark(others[0]), "1")]);
    for action in ["/hacer/tarjeton", "/hacer/voto"] {
        let answer = browser.post("/votar", action, &fields).await;
        assert_eq!(answer.redirect().as_deref(), Some("/votar"));
        browser.page("/votar").await.says(ballot::changed(ES));
    }
    assert_eq!(ballots(&world).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_votes_at_once_exactly_one_counts() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
    let mut sending = tokio::task::JoinSet::new();
    for attempt in 0..12 {
        let browser = browser.clone();
        let chosen = process::mark(ids[attempt % ids.len()]);
        let number = urn::attempt(attempt);
        let fields = tests::browser::fields(&[("csrf", &member.csrf), ("attempt", &number), (&chosen, "1")]);
        sending.spawn(async move { browser.post("/votar/revisar", "/hacer/voto", &fields).await });
    }
    let answers = sending.join_all().await;
    let cast = answers.iter().filter(|answer| answer.redirect().as_deref() == Some("/votar/listo")).count();
    assert_eq!(cast, 1, "{:?}", answers.iter().map(|answer| (answer.status, answer.redirect())).collect::<Vec<_>>());
    assert!(answers.iter().all(|answer| answer.redirect().is_some_and(|to| to.starts_with("/votar"))));
    for table in ["select count(*) from envelope", "select count(*) from participation"] {
        assert_eq!(world.database.count(world.one.site.tenant, table).await, 1, "{table}");
    }
}

#[tokio::test]
async fn nothing_about_votes_is_shown_while_voting_runs() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let pages =
        ["/", "/territorios", "/territorios/01", "/resultados", "/procesos/vigente-uno", "/procesos/vigente-uno/01"];
    let anonymous = server.visit("uno.localhost");
    // Pages as they read, without what changes each time.
    let read = |path: &'static str| {
        let anonymous = &anonymous;
        async move { anonymous.page(path).await.text() }
    };
    let mut before = Vec::new();
    for path in pages {
        before.push(read(path).await);
    }
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let review = mark(&voter, &[&ids[1].to_string()]).await;
    voter.submit(&review, &review.form("/hacer/voto")).await;
    assert_eq!(ballots(&world).await, 1);
    for (path, before) in pages.into_iter().zip(before) {
        assert_eq!(read(path).await, before, "{path}");
    }
    for file in ["/procesos/vigente-uno/01/resultado.csv", "/procesos/vigente-uno/01/votos.pb"] {
        assert_eq!(anonymous.open(file).await.status, StatusCode::NOT_FOUND, "{file}");
    }
}

/// What the ballots in the urn give, project by project, in the order of these on the ballot.
async fn given(world: &World, projects: &[shared::id::ProposalId]) -> Vec<u64> {
    let slips = urn::slips(world, &world.one).await;
    let marks: Vec<_> = slips.iter().flat_map(Slip::marks).collect();
    let sum = |number: usize| {
        marks.iter().filter(|(project, _)| *project == number.to_string()).map(|(_, amount)| amount).sum()
    };
    (1..=projects.len()).map(sum).collect()
}

#[tokio::test]
async fn points_are_given_by_the_rules_and_come_back_as_typed() {
    let world = World::new().await;
    let rule = r#"{ type = "points", points = 40, each_at_most = 30, spend_all = true }"#;
    let rules = tests::rules::with_ballot(rule);
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &rules).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = voter.page("/votar").await;
    page.says("Reparta 40 puntos");
    assert!(!page.body.contains("value=\"blank\""), "the rules have no blank vote");
    let [first, second, third] = [0, 1, 2].map(|place| process::mark(ids[place]));
    let form = page.form("/hacer/tarjeton").with(&first, "31").with(&second, "dos").with(&third, "12");
    let back = voter.submit(&page, &form).await;
    assert_eq!(back.path, "/votar");
    for said in [
        "Número 1, «Un parque con sombra»: Le dio 31 y lo más que se le puede dar es 30.",
        "Número 2, «Un puente peatonal»: Escriba un número entero; encontramos «dos».",
        "Repartió 43 y solo tiene 40. Quite 3.",
    ] {
        back.says(said);
    }
    let form = back.form("/hacer/tarjeton");
    assert_eq!([&first, &second, &third].map(|name| form.value(name).unwrap()), ["31", "dos", "12"]);
    // What somebody means to vote is in their browser, not in their session.
    let kept = "select count(*) from session where flash is not null";
    assert_eq!(world.database.count(world.one.site.tenant, kept).await, 0);

    let review = voter.submit(&back, &form.with(&first, "30").with(&second, "").with(&third, "10")).await;
    assert_eq!(review.path, "/votar/revisar");
    review.says("Puntos: 30");
    let done = voter.submit(&review, &review.form("/hacer/voto")).await;
    assert_eq!(done.path, "/votar/listo");
    assert_eq!(given(&world, &ids).await, [30, 0, 10, 0]);
    let points = "select count(*) from contest where code = '01' and vote_type = 'points'";
    assert_eq!(world.database.count(world.one.site.tenant, points).await, 1);
}

#[tokio::test]
async fn places_are_kept_as_points_from_which_the_order_can_be_read() {
    let world = World::new().await;
    let rule = r#"{ type = "ranking", at_most = { type = "count", count = 3 }, blank = true }"#;
    let rules = tests::rules::with_ballot(rule);
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &rules).await;
    let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = voter.page("/votar").await;
    let [first, third] = [0, 2].map(|place| process::mark(ids[place]));
    let form = page.form("/hacer/tarjeton").with(&first, "2").with(&third, "2");
    let back = voter.submit(&page, &form).await;
    back.says("El puesto 2 lo tienen varios: Número 1, «Un parque con sombra»; Número 3, «Una huerta comunitaria».");
    back.says("Nadie tiene el puesto 1.");
    let form = back.form("/hacer/tarjeton");
    assert_eq!(form.value(&third), Some("2"));
    let review = voter.submit(&back, &form.with(&third, "1")).await;
    review.says("Puesto 1");
    voter.submit(&review, &review.form("/hacer/voto")).await;
    assert_eq!(given(&world, &ids).await, [1, 0, 2, 0]);
}

#[tokio::test]
async fn a_ballot_that_nobody_could_cast_says_so() {
    let world = World::new().await;
    let rule = r#"{ type = "approval", at_least = 5, at_most = { type = "count", count = 6 } }"#;
    let rules = tests::rules::with_ballot(rule);
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &rules).await;
    process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let voter = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    voter.page("/votar").await.says("Hay que nombrar por lo menos 5 y solo hay 4.");
}
