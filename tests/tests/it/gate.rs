//! What every request passes: forged forms, limits, headers, sessions.

use std::collections::BTreeSet;

use http::StatusCode;
use server::http::csrf;
use shared::phase::PhaseKind;
use tests::browser::{Answer, Browser, encode, fields};
use tests::process::Process;
use tests::server::{Running, UNLIMITED};
use tests::world::{NEIGHBOUR, Someone, World};

/// An idea that is right in every field.
fn idea(csrf: &str) -> Vec<(String, String)> {
    fields(&[
        ("csrf", csrf),
        ("id", ""),
        ("title", "Un salón para la biblioteca"),
        ("need", "La biblioteca del barrio no tiene donde reunir a los niños que leen por la tarde."),
        ("place", "La esquina de la iglesia"),
    ])
}

async fn ideas(world: &World) -> i64 {
    world.database.count(world.one.site.tenant, "select count(*) from proposal").await
}

/// Sends a form with exactly these headers.
async fn send(browser: &Browser, headers: &[(&str, &str)], body: &[(String, String)]) -> Answer {
    let mut request = browser
        .request(reqwest::Method::POST, "/hacer/idea")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(encode(body));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send("/hacer/idea", request).await
}

#[tokio::test]
async fn a_forged_form_changes_nothing() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let other = world.sign_in(&world.one.site, &Someone { name: "Otra", ..NEIGHBOUR }).await;
    let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
    let origin = browser.origin();
    let own = origin.as_str();

    let true_secret = member.csrf.as_str();
    let zeros = "0".repeat(128);
    let attempts = [
        ("no secret", vec![("origin", own), ("sec-fetch-site", "same-origin")], ""),
        ("a made-up secret", vec![("origin", own), ("sec-fetch-site", "same-origin")], zeros.as_str()),
        ("somebody else's secret", vec![("origin", own), ("sec-fetch-site", "same-origin")], other.csrf.as_str()),
        ("another site", vec![("origin", "https://mal.example"), ("sec-fetch-site", "cross-site")], true_secret),
        ("a sister site", vec![("origin", "http://dos.localhost"), ("sec-fetch-site", "same-site")], true_secret),
        ("typed into the address bar", vec![("sec-fetch-site", "none")], true_secret),
        ("another site, old browser", vec![("origin", "https://mal.example")], true_secret),
        ("hidden origin", vec![("origin", "null")], true_secret),
        ("the same name, another port", vec![("origin", "http://uno.localhost:1")], true_secret),
    ];
    for (what, headers, secret) in attempts {
        let answer = send(&browser, &headers, &idea(secret)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        assert_eq!(ideas(&world).await, 0, "{what}");
    }

    // In another encoding the secret is not looked for, and the form is none of ours.
    let request = browser
        .request(reqwest::Method::POST, "/hacer/idea")
        .header("origin", own)
        .header("content-type", "text/plain")
        .body(encode(&idea(true_secret)));
    assert_eq!(browser.send("/hacer/idea", request).await.status, StatusCode::FORBIDDEN);

    // A script of the page may carry the secret in a header; a form carries it in its field.
    let answer = send(&browser, &[("origin", own), ("sec-fetch-site", "same-origin")], &idea(true_secret)).await;
    assert!(answer.redirect().is_some_and(|to| to.starts_with("/ideas/")), "{:?}", answer.status);
    assert_eq!(ideas(&world).await, 1);
}

#[tokio::test]
async fn nothing_changes_by_reading() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
    let before = world.database.fingerprint(world.one.site.tenant).await;
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        let answer = browser.ask(&format!("{path}?{}", encode(&idea(&member.csrf)))).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    assert!(browser.ask("/salir").await.status.is_client_error());
    assert_eq!(world.database.fingerprint(world.one.site.tenant).await, before);
    browser.page("/mi-participacion").await;
}

#[tokio::test]
async fn the_secret_of_a_session_never_looks_the_same() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let browser = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let mut seen = BTreeSet::new();
    for _ in 0..3 {
        let form = browser.page("/ideas/nueva").await.form("/hacer/idea");
        seen.insert(form.value("csrf").unwrap().to_owned());
    }
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let world = World::new().await;
    let flags = [
        "--reads-per-minute",
        "5",
        "--writes-per-minute",
        "2",
        "--sign-ins-per-minute",
        "0",
        "--trusted-proxy",
        "127.0.0.1",
    ];
    let server = Running::start_with(&world.database, &flags).await;
    let browser = server.visit("uno.localhost");
    let from = |address: &'static str, method, path: &'static str| {
        let request = browser.request(method, path).header("x-forwarded-for", address);
        let browser = &browser;
        async move { browser.send(path, request).await }
    };
    for _ in 0..5 {
        assert_eq!(from("192.0.2.1", reqwest::Method::GET, "/").await.status, StatusCode::OK);
    }
    let refused = from("192.0.2.1", reqwest::Method::GET, "/").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    // Other people, other sites and forms have limits of their own.
    assert_eq!(from("192.0.2.2", reqwest::Method::GET, "/").await.status, StatusCode::OK);
    let there = server.visit("dos.localhost");
    let request = there.request(reqwest::Method::GET, "/").header("x-forwarded-for", "192.0.2.1");
    assert_eq!(there.send("/", request).await.status, StatusCode::OK);
    for _ in 0..2 {
        let answer = from("192.0.2.1", reqwest::Method::POST, "/preferencias").await;
        assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    }
    let refused = from("192.0.2.1", reqwest::Method::POST, "/preferencias").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn people_behind_one_address_do_not_use_up_each_others_requests() {
    let world = World::new().await;
    // One a minute: none comes back while a slow machine asks.
    let flags = ["--reads-per-minute", "1", "--writes-per-minute", "0", "--sign-ins-per-minute", "0"];
    let server = Running::start_with(&world.database, &flags).await;
    let mut people = Vec::new();
    for name in ["Amparo Ruiz Vidal", "Hernán Ruiz Vidal", "Lucía Ruiz Vidal"] {
        people.push(world.browser(&server, &world.one.site, &Someone { name, ..NEIGHBOUR }).await);
    }
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    let stranger = server.visit("uno.localhost");
    assert_eq!(stranger.open("/").await.status, StatusCode::OK);
    assert_eq!(stranger.open("/").await.status, StatusCode::TOO_MANY_REQUESTS);
    // Whoever only says that they signed in is a stranger.
    let (name, _) = member.cookie.split_once('=').unwrap();
    let made_up = server::random::hex::<48>();
    // However often, and however much what they say looks like it: those who did sign in have what they had.
    for value in ["AAAA", &made_up[..64], &made_up[..]].into_iter().cycle().take(30) {
        let pretender = server.visit("uno.localhost").with_cookie(&format!("{name}={value}"));
        assert_eq!(pretender.open("/").await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    for somebody in &people {
        assert_eq!(somebody.open("/").await.status, StatusCode::OK);
    }
    assert_eq!(people[0].open("/").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let world = World::new().await;
    let flags: Vec<&str> = UNLIMITED.iter().copied().chain(["--max-body", "2048"]).collect();
    let server = Running::start_with(&world.database, &flags).await;
    let browser = server.visit("uno.localhost");
    let answer = browser.post("/", "/preferencias", &fields(&[("text", &"x".repeat(4096))])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// The nonce of a page's policy.
fn nonce(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy").expect("a policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
    nonce.unwrap_or_else(|| panic!("no nonce in {policy}")).to_owned()
}

#[tokio::test]
async fn every_page_brings_a_strict_policy_with_a_nonce_of_its_own() {
    let world = World::new().await;
    let process = Process::new(&world, &world.one, PhaseKind::Voting).await;
    process
        .projects(&world, &world.one, "01", &[tests::process::Project { title: "Un parque con sombra", cost: 10 }])
        .await;
    let server = world.serve().await;
    let browser = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let mut nonces = BTreeSet::new();
    let paths = ["/", "/territorios", "/territorios/01", "/votar", "/mi-participacion", "/resultados", "/no-hay"];
    for path in paths.iter().chain(&paths) {
        let answer = browser.open(path).await;
        let policy = answer.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval' "), "{path}: {policy}");
        assert!(!policy.contains("http:") && !policy.contains("https:") && !policy.contains('*'), "{path}: {policy}");
        let nonce = nonce(&answer);
        assert!(nonce.len() >= 16, "{path}: {nonce}");
        for piece in tests::html::pieces(&answer.body) {
            let tests::html::Piece::Open(tag) = piece else { continue };
            if matches!(tag.name.as_str(), "script" | "style") {
                assert_eq!(tag.get("nonce"), Some(nonce.as_str()), "{path}: <{}> without the nonce", tag.name);
            }
            for (attribute, value) in &tag.attributes {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{path}: {attribute} on <{}>", tag.name);
                let loads = matches!(attribute.as_str(), "src" | "srcset" | "poster" | "data")
                    || (attribute == "href" && tag.name == "link");
                assert!(!loads || value.starts_with('/'), "{path}: <{}> loads {value}", tag.name);
            }
        }
        assert!(nonces.insert(nonce), "{path}: the nonce was used before");
    }
}

#[tokio::test]
async fn answers_say_what_browsers_may_do_with_them() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let anonymous = server.visit("uno.localhost");
    let member = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    for path in ["/", "/territorios", "/no-hay", "/techos.csv", "/health", "/favicon.svg"] {
        let answer = anonymous.open(path).await;
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "same-origin")]
        {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(answer.header("permissions-policy").is_some(), "{path}");
        assert!(answer.header("content-security-policy").is_some(), "{path}");
        assert!(answer.header("x-request-id").is_some(), "{path}");
        // Plain http is not promised to be https.
        assert_eq!(answer.header("strict-transport-security"), None, "{path}");
    }
    assert_eq!(anonymous.page("/").await.header("cache-control"), Some("no-cache"));
    for path in ["/", "/territorios", "/ideas/nueva", "/mi-participacion"] {
        let answer = member.page(path).await;
        assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{path}");
        assert!(answer.headers.get_all("vary").iter().any(|vary| vary == "cookie"), "{path}");
    }
    let https: Vec<&str> = UNLIMITED.iter().copied().chain(["--https", "true"]).collect();
    let https = Running::start_with(&world.database, &https).await;
    let answer = https.visit("uno.localhost").page("/").await;
    assert!(answer.header("strict-transport-security").is_some_and(|value| value.contains("max-age=")));
}

#[tokio::test]
async fn a_session_ends_when_it_is_told_to_idle_or_old() {
    let world = World::new().await;
    Process::new(&world, &world.one, PhaseKind::Ideas).await;
    let server = world.serve().await;
    let signed_in = |page: &Answer| tests::html::forms(&page.body).iter().any(|form| form.action == "/salir");
    let leaves = |browser: Browser| async move { browser.ask("/mi-participacion").await.redirect().is_some() };

    let browser = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
    let page = browser.page("/").await;
    assert!(signed_in(&page));
    let elsewhere = browser.clone();
    let form = page.form("/salir");
    browser.submit(&page, &form).await;
    assert!(!signed_in(&browser.page("/").await));
    assert!(leaves(elsewhere).await, "the session ended in the database, not only in the browser");

    let forget = |statement: &'static str| {
        let world = &world;
        async move {
            let mut connection = world.database.inside(world.one.site.tenant).await;
            sqlx::query(statement).execute(&mut connection).await.unwrap();
            tests::cluster::close(connection).await;
        }
    };
    for statement in [
        "update session set last_seen_at = last_seen_at - interval '121 minutes'",
        "update session set expires_at = now()",
    ] {
        let browser = world.browser(&server, &world.one.site, &NEIGHBOUR).await;
        assert!(signed_in(&browser.page("/").await));
        forget(statement).await;
        assert!(!signed_in(&browser.page("/").await), "{statement}");
        assert!(leaves(browser).await, "{statement}");
    }
}

#[tokio::test]
async fn a_session_of_one_site_is_none_on_another() {
    let world = World::new().await;
    for town in [&world.one, &world.two] {
        Process::new(&world, town, PhaseKind::Ideas).await;
    }
    let server = world.serve().await;
    let member = world.sign_in(&world.one.site, &NEIGHBOUR).await;
    for host in ["dos.localhost", "valle.localhost", "localhost"] {
        let answer = server.visit(host).with_cookie(&member.cookie).page("/").await;
        assert!(tests::html::forms(&answer.body).iter().all(|form| form.action != "/salir"), "{host}");
        answer.keeps_quiet_about("Amparo");
    }
    server.visit(tests::world::DOMAIN).with_cookie(&member.cookie).page("/").await.says("Amparo");
}

#[tokio::test]
async fn preferences_are_kept_and_lead_back_to_the_page() {
    let world = World::new().await;
    let server = world.serve().await;
    let browser = server.visit("uno.localhost");
    let page = browser.page("/territorios").await;
    let form = page.form("/preferencias").press("locale", "en");
    let page = browser.submit(&page, &form).await;
    assert_eq!(page.path, "/territorios");
    assert!(page.body.contains("<html lang=\"en\""), "the page is in English");
    let form = page.form("/preferencias").press("text", "larger");
    let page = browser.submit(&page, &form).await;
    assert!(page.body.contains("data-text=\"larger\"") && page.body.contains("<html lang=\"en\""));

    for elsewhere in ["https://mal.example/", "//mal.example", "/\\mal.example", "javascript:alert(1)", "mal", "/a\nb"]
    {
        let answer = browser.post("/", "/preferencias", &fields(&[("text", "normal"), ("volver", elsewhere)])).await;
        assert_eq!(answer.redirect().as_deref(), Some("/"), "{elsewhere:?}");
    }
}

#[tokio::test]
async fn health_and_readiness_answer_on_every_host() {
    let world = World::new().await;
    let server = world.serve().await;
    for host in ["localhost", "uno.localhost", "nadie.localhost"] {
        for path in ["/health", "/ready"] {
            let answer = server.visit(host).ask(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{host}{path}");
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
    }
    // Without its database the process lives and is not ready.
    world.database.database.close().await;
    assert_eq!(server.visit("localhost").ask("/health").await.status, StatusCode::OK);
    assert_eq!(server.visit("localhost").ask("/ready").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[test]
fn the_harness_masks_secrets_as_pages_do() {
    let secret = [9; 32];
    assert!(csrf::matches(&csrf::mask(&secret), &secret));
}
