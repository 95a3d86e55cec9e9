//! Signing in: as far as it goes without a provider, and from a page through the real one to where it was going. What
//! the provider's pages look like is in the browser tests.

use app::text::{citizen, common, refusal};
use http::StatusCode;
use serde_json::{Value, json};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use tests::binary::free_port;
use tests::process::{Process, Project, mark};
use tests::provider::Provider;
use tests::server::{Running, UNLIMITED};
use tests::urn;
use tests::world::World;

const ES: Locale = Locale::EsCo;

#[tokio::test]
async fn a_provider_that_does_not_answer_is_said_plainly() {
    let world = World::new().await;
    let issuer = format!("http://localhost:{}", free_port());
    let flags = ["--oidc-issuer", &issuer, "--oidc-client-id", "convite"];
    let flags: Vec<&str> = UNLIMITED.iter().copied().chain(flags).collect();
    let server = Running::start_with(&world.database, &flags).await;
    let answer = server.visit("uno.localhost").ask("/entrar?volver=/votar").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    answer.says(common::identity_unavailable_title(ES));
    answer.keeps_quiet_about(&issuer);
    let none = world.serve().await;
    let answer = none.visit("uno.localhost").ask("/entrar").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "no provider at all");
}

#[tokio::test]
async fn an_answer_that_nothing_here_asked_for_opens_no_session() {
    let world = World::new().await;
    let server = world.serve().await;
    let browser = server.visit("uno.localhost");
    let with_cookie = server.visit("uno.localhost").with_cookie(&format!("__Host-convite-sign-in={}", "0".repeat(64)));
    let state = "0".repeat(64);
    for path in [
        "/auth/callback".to_owned(),
        "/auth/callback?code=abc".to_owned(),
        format!("/auth/callback?code=abc&state={state}"),
        format!("/auth/callback?error=access_denied&state={state}"),
        "/auth/callback?state=%00&code=%FF".to_owned(),
    ] {
        for browser in [&browser, &with_cookie] {
            let answer = browser.ask(&path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            answer.says(common::sign_in_failed_title(ES));
            assert!(
                answer
                    .headers
                    .get_all("set-cookie")
                    .iter()
                    .all(|cookie| { cookie.to_str().is_ok_and(|cookie| !cookie.starts_with("__Host-convite=")) })
            );
        }
    }
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from session").await, 0);
}

/// A server whose people sign in at a provider.
async fn served_by(world: &World, provider: &Provider) -> Running {
    let flags: Vec<&str> = UNLIMITED.iter().copied().chain(provider.flags()).collect();
    Running::start_with(&world.database, &flags).await
}

/// Somebody of another municipality: the provider says who they are, how old, and not where in this town they live.
const STRANGER: &str = "med-popular";

#[tokio::test]
async fn whoever_comes_to_vote_signs_in_says_where_they_live_and_votes_in_one_go() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    let ids = process.projects(&world, &world.one, "02", &[Project { title: "Un parque", cost: 10 }]).await;
    let provider = Provider::start().await;
    let server = served_by(&world, &provider).await;
    let browser = server.visit("uno.localhost");

    // From the ballot to the provider, and back to the one thing that is missing.
    let missing = provider.sign_in(&browser, "/votar", STRANGER).await;
    assert_eq!(missing.status, StatusCode::OK, "{}", missing.text());
    assert_eq!(missing.path, "/perfil?volver=/votar");
    missing.says(citizen::profile_before_vote(ES));
    // A form with errors has not forgotten where they were going.
    let wrong = browser.submit(&missing, &missing.form("/hacer/territorio").with("territory", "99")).await;
    assert_eq!(wrong.path, "/perfil?volver=/votar");
    assert!(wrong.body.contains("role=\"alert\""));
    let form = wrong.form("/hacer/territorio").with("territory", "02");
    let ballot = browser.submit(&wrong, &form).await;
    assert_eq!(ballot.path, "/votar");
    ballot.says(&citizen::profile_saved(ES, "Comuna 02 de Villa Uno"));
    let review = browser.submit(&ballot, &ballot.form("/hacer/tarjeton").tick(&mark(ids[0]), "1")).await;
    assert_eq!(review.path, "/votar/revisar");
    let done = browser.submit(&review, &review.form("/hacer/voto")).await;
    assert_eq!(done.path, "/votar/listo");
    let slips = urn::slips(&world, &world.one).await;
    assert_eq!(slips.len(), 1);
    done.says(&slips[0].code().to_string());

    // Who comes again has a territory, and goes straight to what they came for.
    let again = server.visit("uno.localhost");
    let page = provider.sign_in(&again, "/votar", STRANGER).await;
    assert_eq!(page.path, "/votar");
    page.says(refusal::already_voted(ES));
}

#[tokio::test]
async fn the_way_on_from_the_profile_never_leads_to_another_site() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Voting).await;
    let provider = Provider::start().await;
    let server = served_by(&world, &provider).await;
    let browser = server.visit("uno.localhost");
    // Whoever is not signed in loses nothing on the way.
    let profile = provider.sign_in(&browser, "/perfil?volver=/ideas/nueva", STRANGER).await;
    assert_eq!(profile.path, "/perfil?volver=/ideas/nueva");
    for elsewhere in ["https://mal.example/", "//mal.example", "/\\mal.example", "/entrar?volver=/", "votar"] {
        let path = app::path::profile_on_the_way(elsewhere);
        let page = browser.page(&path).await;
        assert_eq!(page.form("/hacer/territorio").value("volver"), None, "{elsewhere}");
    }
    let mut fields = profile.form("/hacer/territorio").with("territory", "02").fields;
    for (name, value) in &mut fields {
        if name == "volver" {
            "//mal.example".clone_into(value);
        }
    }
    let answer = browser.post(&profile.path, "/hacer/territorio", &fields).await;
    assert_eq!(answer.redirect().as_deref(), Some("/"));
}

/// Says in which claims of the provider the first town finds what it asks for.
async fn look_for(world: &World, provider: &Provider, claims: &Value) {
    let identity =
        json!({ "issuer": provider.issuer, "client_id": "convite-demo", "scopes": ["profile"], "claims": claims });
    let mut owner = world.database.as_owner().await;
    sqlx::query("update tenant set identity = $1 where id = $2")
        .bind(identity)
        .bind(world.one.tenant())
        .execute(&mut owner)
        .await
        .unwrap();
    tests::cluster::close(owner).await;
}

#[tokio::test]
async fn a_document_that_no_token_names_is_asked_of_the_user_endpoint() {
    let world = World::new().await;
    let provider = Provider::start().await;
    // All but the document stands in the token, a territory that there is none of too.
    look_for(&world, &provider, &json!({ "territory": "sub" })).await;
    let server = served_by(&world, &provider).await;
    let back = provider.sign_in(&server.visit("uno.localhost"), "/entrar?volver=/perfil", STRANGER).await;
    assert_eq!(back.path, "/perfil");
    let known = "select count(*) from person where document_hash is not null";
    assert_eq!(world.database.count(world.one.site.tenant, known).await, 1);
}

#[tokio::test]
async fn an_age_that_the_provider_did_not_say_is_asked_of_it_again() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    process.projects(&world, &world.one, "02", &[Project { title: "Un parque", cost: 10 }]).await;
    let provider = Provider::start().await;
    // The town's configuration looks for the date of birth where the provider does not say it.
    look_for(&world, &provider, &json!({ "birthdate": "fecha" })).await;
    let server = served_by(&world, &provider).await;
    let browser = server.visit("uno.localhost");
    // Two things are missing: what is mended here comes first, and what then is missing is told.
    let page = provider.sign_in(&browser, "/votar", STRANGER).await;
    assert_eq!(page.path, "/votar");
    page.says(refusal::age_unknown(ES));
    let way = "/perfil?volver=/votar";
    assert!(tests::html::links(&page.body).contains(&way.to_owned()));
    let profile = browser.page(way).await;
    let back = browser.submit(&profile, &profile.form("/hacer/territorio").with("territory", "02")).await;
    assert_eq!(back.path, "/votar");
    back.says(refusal::age_unknown(ES));
    // Signed in or not, the way leads to the provider, and from there to the ballot again.
    let again = app::path::sign_in_again("/votar");
    assert!(tests::html::links(&back.body).contains(&again));
    assert_eq!(browser.ask("/entrar?volver=/votar").await.redirect().as_deref(), Some("/votar"));
    let sent = browser.ask(&again).await.redirect().expect("the provider");
    assert!(provider.is_at(&sent), "{sent}");
    let back = provider.sign_in(&browser, &again, STRANGER).await;
    assert_eq!(back.path, "/votar");
    assert_eq!(world.database.count(world.one.site.tenant, "select count(*) from session").await, 1);
}
