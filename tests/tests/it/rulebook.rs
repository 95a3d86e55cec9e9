//! The pages on the rules: read by everybody, drafted step by step, published, compared and amended by acts.

use std::collections::BTreeMap;

use app::text::{self, reading};
use http::StatusCode;
use shared::document::{self, Format};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::RuleSet;
use tests::browser::{Answer, Browser, fields};
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::TenantAdmin], ..NEIGHBOUR };

struct Desk {
    world: World,
    server: Running,
    process: Process,
}

impl Desk {
    async fn new(open: PhaseKind) -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one.clone(), open).await;
        let server = world.serve().await;
        Self { world, server, process }
    }

    async fn admin(&self) -> Browser {
        self.world.browser(&self.server, &self.world.one.site, &ADMIN).await
    }

    /// What is on record.
    async fn records(&self) -> BTreeMap<String, (i64, String)> {
        self.world.database.fingerprint(self.world.one.site.tenant).await
    }

    async fn entries(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }
}

/// Begins a draft from what the select offers, and is at its first step.
async fn begin(admin: &Browser, source: &str) -> Answer {
    let page = admin.page("/admin/reglas").await;
    let form = page.form("/hacer/borrador-de-reglas").with("source", source);
    let step = admin.submit(&page, &form).await;
    assert!(step.path.ends_with("/participantes"), "{}", step.path);
    step
}

fn draft_of(page: &Answer) -> String {
    page.path.split('/').nth(3).expect("a draft's address").to_owned()
}

#[tokio::test]
async fn everybody_reads_the_rules_in_force_and_takes_them_along() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let anybody = desk.server.visit("uno.localhost");
    let page = anybody.page("/reglas").await;
    page.says("Reglamento de prueba");
    page.says(reading::decided_title(ES));
    page.says("Usted puede marcar hasta 2 proyectos.");
    page.says(reading::vote_stays(ES));
    page.says(reading::draft(ES));
    assert!(anybody.page("/").await.body.contains("href=\"/reglas\""), "the footer leads there");
    for (file, format) in [("/reglas/vigente.toml", Format::Toml), ("/reglas/vigente.json", Format::Json)] {
        let written = anybody.page(file).await;
        assert_eq!(document::read::<RuleSet>(&written.body, format).unwrap(), tests::rules::rules(), "{file}");
    }
    let schema: serde_json::Value = serde_json::from_str(&anybody.page("/reglas/esquema.json").await.body).unwrap();
    assert_eq!(schema, shared::ruleset::schema());
    // Drafts are nobody else's business.
    let admin = desk.admin().await;
    let draft = draft_of(&begin(&admin, "preset:medellin").await);
    for path in [format!("/reglas/{draft}"), format!("/reglas/{draft}/reglamento.toml")] {
        assert_eq!(anybody.open(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(anybody.open(&format!("/admin/reglas/{draft}/borrador.toml")).await.status, StatusCode::FORBIDDEN);
    admin.page(&format!("/admin/reglas/{draft}/borrador.toml")).await;
}

#[tokio::test]
async fn every_mistake_of_a_file_is_listed_at_once_with_how_to_mend_it() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.admin().await;
    let page = admin.page("/admin/reglas").await;
    let wrong =
        include_str!("../../src/rules.toml").replace("title =", "titel =").replace("at_least = 14", "at_least = \"x\"");
    let form = page.form("/hacer/importar-reglas").with("document", &wrong);
    let back = admin.submit(&page, &form).await;
    for said in ["¿Quiso decir «title»?", "eligibility[0].condition.of[0].at_least", "un número entero"] {
        back.says(said);
    }
    // What was typed is still there, and right once it is mended.
    let form = back.form("/hacer/importar-reglas");
    assert_eq!(form.value("document").unwrap().trim(), wrong.trim());
    let mended = include_str!("../../src/rules.toml");
    let step = admin.submit(&back, &form.with("document", mended)).await;
    let draft = draft_of(&step);
    let written = admin.page(&format!("/admin/reglas/{draft}/borrador.json")).await;
    assert_eq!(document::read::<RuleSet>(&written.body, Format::Json).unwrap(), tests::rules::rules());
    assert_eq!(desk.entries("select count(*) from audit_entry where act = 'draft_rules'").await, 1);
}

#[tokio::test]
async fn a_draft_is_changed_step_by_step_and_a_mistake_comes_back_as_typed() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.admin().await;
    let page = begin(&admin, "preset:envigado").await;
    let draft = draft_of(&page);
    let age = "values[eligibility.1.condition.of.0.at_least]";
    let form = page.form("/hacer/paso-de-reglas").with(age, "dieciséis").press("go", "next");
    let back = admin.submit(&page, &form).await;
    back.says("escriba un número entero");
    let form = back.form("/hacer/paso-de-reglas");
    assert_eq!(form.value(age), Some("dieciséis"));
    let page = admin.submit(&back, &form.with(age, "16").press("go", "next")).await;
    assert!(page.path.ends_with("/fases"), "{}", page.path);
    let page = admin.page(&format!("/admin/reglas/{draft}/participantes")).await;
    page.says("Tener 16 años o más");
    // Money as people write it, another ballot with its own fields.
    let page = admin.page(&format!("/admin/reglas/{draft}/dinero")).await;
    let form =
        page.form("/hacer/paso-de-reglas").with("values[pools.0.base.amount]", "$ 20.000.000.000").press("go", "stay");
    admin.submit(&page, &form).await.says("Son $20.000.000.000");
    let page = admin.page(&format!("/admin/reglas/{draft}/votacion")).await;
    let form = page.form("/hacer/paso-de-reglas").with("values[contests.0.ballot]", "points").press("go", "next");
    let page = admin.submit(&page, &form).await;
    assert!(page.path.ends_with("/votacion"), "the new fields are shown first");
    page.says("Usted reparte 10 puntos, hasta 5 por proyecto.");
    let stale = page.form("/hacer/paso-de-reglas");
    let form = page.form("/hacer/paso-de-reglas").with("values[contests.0.ballot.points]", "6").press("go", "stay");
    admin.submit(&page, &form).await.says("Usted reparte 6 puntos");
    // Whoever saves over what somebody else saved is told.
    admin.submit(&page, &stale.press("go", "stay")).await.says(text::rules::draft_changed(ES));
    assert_eq!(
        desk.entries(
            "select count(*) from audit_entry where act = 'change_rules' and after ->> 'eligibility[votar].condition.of[0].at_least' = '16'
                and before ->> 'eligibility[votar].condition.of[0].at_least' = '14'"
        )
        .await,
        1
    );
    let page = admin.page(&format!("/admin/reglas/{draft}/publicar")).await;
    let page = admin.submit(&page, &page.form("/hacer/descartar-reglas")).await;
    page.says(text::rules::draft_discarded(ES));
    assert_eq!(admin.open(&format!("/admin/reglas/{draft}/fases")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_published_version_is_read_and_compared_by_everybody() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.admin().await;
    let page = begin(&admin, "in_force").await;
    let draft = draft_of(&page);
    let form = page.form("/hacer/paso-de-reglas").with("values[eligibility.0.condition.of.0.at_least]", "12");
    admin.submit(&page, &form.press("go", "next")).await;
    let page = admin.page(&format!("/admin/reglas/{draft}/publicar")).await;
    let form = page.form("/hacer/publicar-reglas").with("act", "x");
    let back = admin.submit(&page, &form).await;
    back.says("Escriba el acto como se cita");
    let form =
        back.form("/hacer/publicar-reglas").with("act", "Acuerdo 9 de 2026").with("reference", "https://gaceta.test/9");
    let public = admin.submit(&back, &form).await;
    public.says("Acuerdo 9 de 2026");
    assert_eq!(public.path, format!("/reglas/{draft}"));
    let anybody = desk.server.visit("uno.localhost");
    anybody.page(&format!("/reglas/{draft}")).await.says("Tener 12 años o más");
    // The process is under way: it goes on with what it follows.
    anybody.page("/reglas").await.says("Tener 14 años o más");
    anybody.page("/reglas/comparar").await;
    let first: String = {
        let mut tx = desk.world.database.database.enter(&desk.world.one.site).await.unwrap();
        let all = store::rules::versions(&mut tx).await.unwrap();
        all.iter().find(|version| version.id.to_string() != draft).unwrap().id.to_string()
    };
    let compared = anybody.page(&format!("/reglas/comparar?de={first}&a={draft}")).await;
    compared.says("También podrían votar personas de 12 a 13 años.");
    compared.says("Requisitos › Vecinas y vecinos desde los 14 años");
    assert_eq!(
        desk.entries("select count(*) from audit_entry where act = 'publish_rules' and after ->> 'version' = '2'")
            .await,
        1
    );
}

#[tokio::test]
async fn an_act_changes_a_running_process_until_its_voting_opens() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.admin().await;
    let page = begin(&admin, "in_force").await;
    let draft = draft_of(&page);
    let form = page.form("/hacer/paso-de-reglas").with("values[eligibility.0.condition.of.0.at_least]", "16");
    admin.submit(&page, &form.press("go", "next")).await;
    let page = admin.page(&format!("/admin/reglas/acto?borrador={draft}")).await;
    let form = page
        .form("/hacer/acto-transitorio")
        .with("act", "Decreto 901 de 2020")
        .with("reason", "La emergencia sanitaria no deja reunirse");
    let late = form.clone();
    let page = admin.submit(&page, &form).await;
    page.says("Decreto 901 de 2020");
    page.says("Cambia: Requisitos.");
    let anybody = desk.server.visit("uno.localhost");
    anybody.page("/").await.says("Un acto transitorio cambió las reglas de este proceso: Decreto 901 de 2020");
    anybody.page("/reglas").await.says("Tener 16 años o más");
    assert_eq!(
        desk.entries("select count(*) from audit_entry where act = 'adopt_act' and after ->> 'eligibility[neighbour].condition.of[0].at_least' = '16'").await,
        1
    );
    // Once the voting has opened nothing changes any more.
    let page = begin(&admin, "in_force").await;
    let other = draft_of(&page);
    let form = page.form("/hacer/paso-de-reglas").with("values[eligibility.0.condition.of.0.at_least]", "18");
    admin.submit(&page, &form.press("go", "next")).await;
    let page = admin.page(&format!("/admin/reglas/acto?borrador={other}")).await;
    let form = page
        .form("/hacer/acto-transitorio")
        .with("act", "Decreto 902 de 2020")
        .with("reason", "Un motivo que llega demasiado tarde");
    desk.process.open(&desk.world, &desk.world.one, PhaseKind::Voting).await;
    let before = desk.records().await;
    admin.submit(&page, &form).await.says("Las reglas están fijas desde");
    admin.submit(&page, &late).await.says(text::rules::draft_gone(ES).split('.').next().unwrap());
    assert_eq!(desk.records().await, before);
}

#[tokio::test]
async fn who_does_not_administer_changes_no_rules() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let neighbour = desk.world.sign_in(&desk.world.one.site, &NEIGHBOUR).await;
    let browser = desk.server.visit("uno.localhost").with_cookie(&neighbour.cookie);
    assert_eq!(browser.open("/admin/reglas").await.status, StatusCode::FORBIDDEN);
    let before = desk.records().await;
    let draft = "00000000-0000-4000-8000-000000000000";
    let typed = [
        ("csrf", neighbour.csrf.as_str()),
        ("source", "preset:medellin"),
        ("draft", draft),
        ("revision", "1"),
        ("document", "id = 1"),
    ];
    for endpoint in [
        "borrador-de-reglas",
        "importar-reglas",
        "paso-de-reglas",
        "archivo-de-reglas",
        "publicar-reglas",
        "descartar-reglas",
        "acto-transitorio",
    ] {
        let answer = browser.post("/reglas", &format!("/hacer/{endpoint}"), &fields(&typed)).await;
        assert!(!answer.status.is_server_error(), "{endpoint}: {}", answer.status);
    }
    assert_eq!(desk.records().await, before);
}
