//! What reviewers and administrators do: ideas reviewed, money shared out, phases opened and closed.

use app::text::{admin, common, review};
use http::StatusCode;
use shared::ceiling::{Distribution, TerritoryInput, Weights, distribute};
use shared::locale::{Locale, format_money};
use shared::money::{Currency, Money};
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::territory::Indicators;
use tests::browser::{Answer, Browser};
use tests::process::{POOL, Process, Project};
use tests::server::Running;
use tests::world::{FIGURES, NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const REASON: &str = "Lo acordó el consejo de planeación";

const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
const REVIEWER: Someone<'static> =
    Someone { name: "Rosa Revisa", territory: None, roles: &[Role::Reviewer], ..NEIGHBOUR };

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

    async fn browser(&self, who: &Someone<'_>) -> Browser {
        self.world.browser(&self.server, &self.world.one.site, who).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    async fn ceilings(&self) -> Vec<(String, i64)> {
        let mut connection = self.world.database.inside(self.world.one.site.tenant).await;
        let ceilings =
            sqlx::query_as("select code, ceiling_minor from contest order by code").fetch_all(&mut connection);
        let ceilings = ceilings.await.unwrap();
        tests::cluster::close(connection).await;
        ceilings
    }
}

/// What the domain itself makes of the town's figures.
fn shares(pool: i64, [population, poverty, equal]: [u8; 3]) -> Distribution {
    let territories: Vec<TerritoryInput> = (1..)
        .zip(FIGURES)
        .map(|(number, (population, poverty))| TerritoryInput {
            code: format!("{number:02}"),
            indicators: Indicators::new(population, Some(poverty)).unwrap(),
        })
        .collect();
    let weights = Weights::new(population, poverty, equal).unwrap();
    distribute(Money::new(pool, Currency::COP), weights, &territories).unwrap()
}

fn money(amount: Money) -> String {
    format_money(amount, ES).replace('\u{a0}', " ")
}

#[tokio::test]
async fn saved_ceilings_are_the_domains_and_sum_to_the_pool() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.browser(&ADMIN).await;
    for weights in [[30, 60, 10], [1, 0, 0], [0, 1, 0], [33, 33, 34], [0, 0, 1]] {
        let typed = weights.map(|weight: u8| weight.to_string());
        // Without JavaScript the table is calculated by the server first.
        let page = admin.page("/admin/techos").await;
        let asked = page.forms().into_iter().find(|form| !form.post).expect("a form that calculates");
        let asked = (0..).zip(&typed).fold(asked, |form, (place, weight)| form.with(&format!("w{place}"), weight));
        let page = admin.submit(&page, &asked).await;
        let expected = shares(POOL, weights);
        for ceiling in &expected.ceilings {
            page.says(&money(ceiling.amount));
        }
        let form = page.form("/hacer/escenario").with("name", &format!("Con {typed:?}"));
        assert_eq!(form.value("weights"), Some(&*typed.join(",")));
        let scenario = admin.submit(&page, &form).await;
        for ceiling in &expected.ceilings {
            scenario.says(&money(ceiling.amount));
        }
        let form = scenario.form("/hacer/techos").with("act", REASON).with("act_date", "2026-01-31");
        let saved = admin.submit(&scenario, &form).await;
        saved.says(&admin::ceilings_saved(ES, money(Money::new(POOL, Currency::COP))));
        let found = desk.ceilings().await;
        let wanted: Vec<_> = expected.ceilings.iter().map(|c| (c.code.clone(), c.amount.minor())).collect();
        assert_eq!(found, wanted, "{weights:?}");
        assert_eq!(found.iter().map(|(_, minor)| minor).sum::<i64>(), POOL, "{weights:?}");
    }
    let csv = desk.server.visit("uno.localhost").page("/techos.csv").await;
    let amounts: Vec<Vec<&str>> = csv.body.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let amount_of = |code: &str, minor: i64| {
        amounts.iter().any(|row| row.contains(&code) && row.iter().any(|cell| *cell == minor.to_string()))
    };
    for (code, minor) in desk.ceilings().await {
        assert!(amount_of(&code, minor), "{code} {minor}: {}", csv.body);
    }
    // Every act has its entry, with who and why.
    assert_eq!(
        desk.count("select count(*) from audit_entry where act = 'set_ceilings' and person_id is not null").await,
        5
    );
    let trail = admin.page("/admin/auditoria").await;
    trail.says("Gloria Administra");
    trail.says(REASON);
}

#[tokio::test]
async fn a_new_pool_is_shared_out_to_the_peso() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.browser(&ADMIN).await;
    let page = admin.page("/admin/techos").await;
    let form = page.form("/hacer/bolsa").with("pool", "251.265.148.208").with("pool_reason", REASON);
    admin.submit(&page, &form).await.says(&money(Money::new(251_265_148_208, Currency::COP)));
    assert_eq!(desk.ceilings().await.iter().map(|(_, minor)| minor).sum::<i64>(), 251_265_148_208);
    assert_eq!(desk.count("select pool_minor from process").await, 251_265_148_208);

    for (pool, reason) in
        [("0", REASON), ("-5", REASON), ("1.000,5", REASON), ("mil", REASON), ("", REASON), ("1000", "No")]
    {
        let page = admin.page("/admin/techos").await;
        let form = page.form("/hacer/bolsa").with("pool", pool).with("pool_reason", reason);
        let back = admin.submit(&page, &form).await;
        assert!(back.body.contains("role=\"alert\""), "{pool:?} {reason:?}");
        assert_eq!(back.form("/hacer/bolsa").value("pool"), Some(pool), "what was typed comes back");
        assert_eq!(desk.count("select pool_minor from process").await, 251_265_148_208, "{pool:?}");
    }
}

#[tokio::test]
async fn ceilings_are_fixed_once_voting_has_opened() {
    let desk = Desk::new(PhaseKind::Formulation).await;
    let admin = desk.browser(&ADMIN).await;
    let page = admin.page("/admin/techos").await;
    let keep = page.form("/hacer/escenario").with("name", "Otro escenario");
    let kept = admin.submit(&page, &page.form("/hacer/escenario").with("name", "Un escenario")).await;
    let adopt = kept.form("/hacer/techos").with("act", REASON).with("act_date", "2026-01-31");
    let pool = page.form("/hacer/bolsa").with("pool", "5000000").with("pool_reason", REASON);
    desk.process.open(&desk.world, &desk.world.one, PhaseKind::Voting).await;
    let before = desk.world.database.fingerprint(desk.world.one.site.tenant).await;
    for form in [keep, adopt, pool] {
        admin.submit(&page, &form).await.says("cuando quedaron fijos: los techos");
        assert_eq!(desk.world.database.fingerprint(desk.world.one.site.tenant).await, before);
    }
    let page = admin.page("/admin/techos").await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/escenario"), "no form that cannot be saved");
}

#[tokio::test]
async fn phases_are_closed_and_opened_in_their_order() {
    let desk = Desk::new(PhaseKind::Voting).await;
    let admin = desk.browser(&ADMIN).await;
    let page = admin.page("/admin/fases/voting").await;
    let form = page.form("/hacer/fase");
    // A reason is needed.
    let back = admin.submit(&page, &form.clone().press("how", "close")).await;
    assert!(back.body.contains("role=\"alert\""), "{}", back.text());
    let page = admin.page("/admin/fases/voting").await;
    let form = page.form("/hacer/fase").with("reason", REASON).press("how", "close");
    admin.submit(&page, &form).await.says(&admin::phase_closed(ES, "Votación"));
    assert_eq!(desk.count("select count(*) from phase where kind = 'voting' and closes_at <= now()").await, 1);
    assert_eq!(desk.count("select count(*) from audit_entry where act = 'close_phase'").await, 1);

    // A phase cannot open after the one that follows it, nor end before it begins, nor have begun at another time.
    let page = admin.page("/admin/fases/results").await;
    let form = page.form("/hacer/fase").with("reason", REASON);
    let opens = form.value("opens").unwrap().to_owned();
    for (opens, closes) in [
        ("2090-01-01T08:00", "2090-02-01T08:00"),
        ("2001-05-05T08:00", "2001-05-06T08:00"),
        ("2090-05-05T08:00", "2090-05-04T08:00"),
        ("ayer", "hoy"),
        (opens.as_str(), ""),
    ] {
        let changed = form.clone().with("opens", opens).with("closes", closes).press("how", "dates");
        let back = admin.submit(&page, &changed).await;
        assert!(back.body.contains("role=\"alert\""), "{opens} {closes}: {}", back.text());
    }
    // Dates are the town's: at eight in the morning in Bogotá it is one in the afternoon in Greenwich.
    let changed = form.with("closes", "2090-05-06T08:00").press("how", "dates");
    admin.submit(&page, &changed).await.says(&admin::phase_saved(ES, "Resultados"));
    let there = "select count(*) from phase where kind = 'results' and closes_at = '2090-05-06 13:00:00+00'";
    assert_eq!(desk.count(there).await, 1);
    // Each act that moved a phase is on record with its reason.
    assert_eq!(desk.count("select count(*) from calendar_act where reason <> '' and person_id is not null").await, 2);
}

#[tokio::test]
async fn figures_of_a_territory_change_with_a_reason() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let admin = desk.browser(&ADMIN).await;
    let page = admin.page("/admin/territorios/01").await;
    let form = page.forms().into_iter().find(|form| form.post).expect("a form for the figures");
    let form = form.with("population", "1.234").with("reason", REASON);
    admin.submit(&page, &form).await.says("1.234");
    assert_eq!(
        desk.count("select value from indicator_figure where indicator = 'population' and value = 1234").await,
        1234
    );
    assert_eq!(desk.count("select count(*) from audit_entry where before is not null and after is not null").await, 1);
}

/// The review's form, filled in.
async fn decide(reviewer: &Browser, id: &str, verdict: &str, typed: &[(&str, &str)]) -> Answer {
    let page = reviewer.page(&format!("/revision/{id}")).await;
    let form = page.form("/hacer/concepto");
    // A review that is changed has a verdict already.
    let mut form = tests::html::Form {
        fields: form.fields.iter().filter(|(name, _)| name != "verdict").cloned().collect(),
        ..form
    };
    form.fields.push(("verdict".to_owned(), verdict.to_owned()));
    let form = typed.iter().fold(form, |form, (field, value)| form.with(field, value));
    reviewer.submit(&page, &form).await
}

#[tokio::test]
async fn a_reviewer_sends_ideas_to_the_ballot_or_says_why_not() {
    let desk = Desk::new(PhaseKind::Formulation).await;
    let author = desk.world.sign_in(&desk.world.one.site, &NEIGHBOUR).await;
    let idea = |title: &'static str| desk.process.idea(&desk.world, &desk.world.one, "01", author.person, title);
    let ids = [
        idea("Primera idea de la fila").await,
        idea("Segunda idea de la fila").await,
        idea("Tercera de la fila").await,
    ];
    let [first, second, third] = ids.map(|id| id.to_string());
    let reviewer = desk.browser(&REVIEWER).await;
    let queue = reviewer.page("/revision").await.text();
    let at = |title| queue.find(title).unwrap_or_else(|| panic!("{title} is not in the queue: {queue}"));
    assert!(at("Primera") < at("Segunda") && at("Segunda") < at("Tercera"), "oldest first");

    decide(&reviewer, &second, "viable", &[("cost", "$ 1.500.000"), ("department", "Secretaría de Cultura")])
        .await
        .says(&review::saved_viable(ES, "Segunda idea de la fila", 1));
    decide(&reviewer, &first, "viable", &[("cost", "2500000"), ("department", "Secretaría de Salud")])
        .await
        .says(&review::saved_viable(ES, "Primera idea de la fila", 2));
    let why = "El lote es privado y el municipio no puede construir allí.";
    decide(&reviewer, &third, "not_viable", &[("reason", why)]).await.says("Tercera de la fila");
    reviewer.page("/revision").await.keeps_quiet_about("Primera idea");

    let public = desk.server.visit("uno.localhost");
    public.page(&format!("/ideas/{third}")).await.says(why);
    let project = public.page(&format!("/ideas/{second}")).await;
    project.says("$1.500.000");
    project.says("Secretaría de Cultura");
    let numbers = "select count(*) from proposal where state = 'viable' and (ballot_number, cost_minor) in ((1, 1500000), (2, 2500000))";
    assert_eq!(desk.count(numbers).await, 2);
    assert_eq!(desk.count("select count(*) from audit_entry where act = 'review_proposal'").await, 3);

    // Until the vote a review can be changed; what was typed wrong comes back.
    decide(&reviewer, &third, "viable", &[("cost", "900.000"), ("department", "Planeación")])
        .await
        .says(&review::saved_viable(ES, "Tercera de la fila", 3));
    for (verdict, typed) in [
        ("viable", vec![("cost", "0"), ("department", "Planeación")]),
        ("viable", vec![("cost", "1000000"), ("department", "")]),
        ("viable", vec![("cost", "999.999.999.999"), ("department", "Planeación")]),
        ("not_viable", vec![("reason", "No")]),
    ] {
        let back = decide(&reviewer, &third, verdict, &typed).await;
        assert!(back.body.contains("role=\"alert\""), "{verdict} {typed:?}: {}", back.text());
    }
    assert_eq!(desk.count("select cost_minor from proposal where ballot_number = 3").await, 900_000);
}

#[tokio::test]
async fn the_ballot_is_fixed_once_voting_has_opened() {
    let desk = Desk::new(PhaseKind::Formulation).await;
    let author = desk.world.sign_in(&desk.world.one.site, &NEIGHBOUR).await;
    let id = desk.process.idea(&desk.world, &desk.world.one, "01", author.person, "Idea que llega tarde").await;
    let reviewer = desk.browser(&REVIEWER).await;
    let page = reviewer.page(&format!("/revision/{id}")).await;
    let form =
        page.form("/hacer/concepto").tick("verdict", "viable").with("cost", "1000000").with("department", "Planeación");
    desk.process.open(&desk.world, &desk.world.one, PhaseKind::Voting).await;
    let before = desk.world.database.fingerprint(desk.world.one.site.tenant).await;
    let answer = reviewer.submit(&page, &form).await;
    answer.says("La revisión técnica cerró el");
    assert_eq!(desk.world.database.fingerprint(desk.world.one.site.tenant).await, before);
}

#[tokio::test]
async fn each_desk_is_for_its_role() {
    let desk = Desk::new(PhaseKind::Formulation).await;
    desk.process.projects(&desk.world, &desk.world.one, "01", &[Project { title: "Un parque", cost: 5 }]).await;
    let citizen = desk.browser(&NEIGHBOUR).await;
    let reviewer = desk.browser(&REVIEWER).await;
    let admin = desk.browser(&ADMIN).await;
    for path in
        ["/admin", "/admin/techos", "/admin/fases", "/admin/territorios", "/admin/resultados", "/admin/auditoria"]
    {
        assert_eq!(admin.open(path).await.status, StatusCode::OK, "{path}");
        for other in [&citizen, &reviewer] {
            let answer = other.open(path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            answer.says(common::forbidden_title(ES));
        }
        let anonymous = desk.server.visit("uno.localhost").ask(path).await;
        assert_eq!(anonymous.redirect(), Some(format!("/entrar?volver={path}")));
    }
    assert_eq!(reviewer.open("/revision").await.status, StatusCode::OK);
    assert_eq!(citizen.open("/revision").await.status, StatusCode::FORBIDDEN);
}
