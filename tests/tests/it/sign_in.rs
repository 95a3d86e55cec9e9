//! Signing in, as far as it goes without a provider. The way through a real one is in the browser tests.

use app::text::common;
use http::StatusCode;
use shared::locale::Locale;
use tests::binary::free_port;
use tests::server::{Running, UNLIMITED};
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
