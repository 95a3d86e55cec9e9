//! Which site answers on which host.

use std::time::Duration;

use app::text::{common, platform};
use http::StatusCode;
use shared::locale::Locale;
use shared::role::Role;
use shared::tenant::TenantStatus;
use tests::browser::Browser;
use tests::world::{DOMAIN, NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;

/// Asks again and again until a site answers with a status: the server looks at the registry every other second.
async fn until(browser: &Browser, status: StatusCode) -> tests::browser::Answer {
    for _ in 0..300 {
        let answer = browser.open("/").await;
        if answer.status == status {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{} never answers with {status}", browser.host());
}

#[tokio::test]
async fn each_host_leads_to_its_site() {
    let world = World::new().await;
    let server = world.serve().await;
    server.visit("localhost").page("/").await.says("Villa Uno");
    server.visit("uno.localhost").page("/").await.says("Villa Uno");
    server.visit("UNO.localhost.").page("/").await.says("Villa Uno");
    server.visit("dos.localhost").page("/").await.says("Villa Dos");
    let area = server.visit("valle.localhost").page("/").await;
    area.says("Área Metropolitana de Prueba");
    area.says("Villa Uno");
    area.says("Villa Dos");
    let own = server.visit(DOMAIN).page("/").await;
    own.says("Villa Uno");
    own.keeps_quiet_about("Villa Dos");
}

#[tokio::test]
async fn an_unknown_host_gets_a_page_that_helps() {
    let world = World::new().await;
    let server = world.serve().await;
    for host in ["nadie.localhost", "uno.example", "127.0.0.1", "uno.localhost.example", "a.uno.localhost"] {
        for path in ["/", "/territorios", "/admin", "/entrar"] {
            let answer = server.visit(host).ask(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{host}{path}");
            answer.says(common::unknown_host_title(ES));
            let home = format!("http://localhost:{}/", server.address.port());
            assert!(tests::html::links(&answer.body).contains(&home), "{host}: no way to the front page");
        }
    }
    // What somebody writes into the header comes back as text, never as a tag.
    let forged = server
        .visit("nadie.localhost")
        .request(reqwest::Method::GET, "/")
        .header("host", "<script>alert(1)</script>.localhost");
    let answer = server.visit("nadie.localhost").send("/", forged).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    answer.keeps_quiet_about("<script>alert");
}

#[tokio::test]
async fn pages_exist_only_on_sites_of_their_sort() {
    let world = World::new().await;
    let server = world.serve().await;
    for path in ["/territorios", "/ideas/nueva", "/votar", "/resultados", "/procesos", "/admin", "/revision"] {
        for host in ["localhost", "valle.localhost"] {
            let answer = server.visit(host).open(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{host}{path}");
        }
    }
    for host in ["uno.localhost", "valle.localhost"] {
        assert_eq!(server.visit(host).open("/operacion").await.status, StatusCode::NOT_FOUND, "{host}");
    }
    assert_eq!(server.visit("uno.localhost").open("/observatorio.csv").await.status, StatusCode::NOT_FOUND);
    assert_eq!(server.visit("uno.localhost").open("/no-hay-tal-pagina").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_suspended_site_says_so_until_it_is_resumed() {
    let world = World::new().await;
    let server = world.serve().await;
    let citizen = server.visit("uno.localhost");
    citizen.page("/").await;
    for (status, expected) in
        [(TenantStatus::Suspended, StatusCode::SERVICE_UNAVAILABLE), (TenantStatus::Active, StatusCode::OK)]
    {
        let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
        store::set_status(&mut tx, status).await.unwrap();
        tx.commit().await.unwrap();
        let page = until(&citizen, expected).await;
        if status == TenantStatus::Suspended {
            page.says(&common::suspended_title(ES, "Villa Uno"));
            for path in ["/territorios", "/admin", "/entrar", "/techos.csv"] {
                assert_eq!(citizen.ask(path).await.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
            }
            server.visit("dos.localhost").page("/").await;
        }
    }
}

#[tokio::test]
async fn an_operator_suspends_and_resumes_with_a_reason() {
    let world = World::new().await;
    let server = world.serve().await;
    let citizen = server.visit("uno.localhost");
    let operator = Someone { name: "Olga Operadora", age: None, territory: None, roles: &[Role::Operator] };
    let operator = world.browser(&server, &world.platform, &operator).await;
    operator.page("/operacion").await.says("Villa Uno");
    let page = operator.page("/operacion/uno").await;
    let form = page.form("/hacer/estado-de-sitio");

    // Without a reason nothing happens.
    let answer = operator.submit(&page, &form).await;
    assert!(answer.body.contains("role=\"alert\""), "{}", answer.text());
    citizen.page("/").await;

    let page = operator.page("/operacion/uno").await;
    let form = page.form("/hacer/estado-de-sitio").with("reason", "Falta el acuerdo del concejo municipal");
    let answer = operator.submit(&page, &form).await;
    assert_eq!(answer.status, StatusCode::OK);
    until(&citizen, StatusCode::SERVICE_UNAVAILABLE).await;
    operator.page("/operacion").await.says(&platform::act_suspend(ES, "uno"));

    let page = operator.page("/operacion/uno").await;
    let form = page.form("/hacer/estado-de-sitio").with("reason", "El concejo aprobó el acuerdo");
    operator.submit(&page, &form).await;
    until(&citizen, StatusCode::OK).await;

    // Nobody else may, not even who administers the platform's neighbours.
    let citizen_of_platform = world.browser(&server, &world.platform, &Someone { territory: None, ..NEIGHBOUR }).await;
    assert_eq!(citizen_of_platform.open("/operacion").await.status, StatusCode::FORBIDDEN);
    let anonymous = server.visit("localhost").ask("/operacion").await;
    assert!(anonymous.redirect().is_some_and(|to| to.starts_with("/entrar")), "{:?}", anonymous.redirect());
}
