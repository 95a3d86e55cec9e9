//! Pools through the pages: what is certified, what follows from it, who may adopt it, and what other rules would give.

use std::collections::BTreeMap;

use app::text::{ceilings, pools, refusal, rules as words, terms};
use http::StatusCode;
use shared::document::{self, Format};
use shared::locale::Locale;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Holder, Power, RuleSet};
use tests::browser::Browser;
use tests::cluster::close;
use tests::html;
use tests::process::{BESIDE, POOL, Process};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;

const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

struct Desk {
    world: World,
    server: Running,
    admin: Browser,
}

impl Desk {
    async fn new(rules: &RuleSet) -> Self {
        let world = World::new().await;
        Process::with_rules(&world, &world.one.clone(), PhaseKind::Ideas, rules).await;
        let server = world.serve().await;
        let admin = world.browser(&server, &world.one.site, &ADMIN).await;
        Self { world, server, admin }
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    async fn ceilings(&self) -> BTreeMap<String, i64> {
        let mut found = BTreeMap::new();
        for code in ["01", "02", "03"] {
            let query = match code {
                "01" => "select ceiling_minor from contest where code = '01'",
                "02" => "select ceiling_minor from contest where code = '02'",
                _ => "select ceiling_minor from contest where code = '03'",
            };
            found.insert(code.to_owned(), self.count(query).await);
        }
        found
    }
}

/// The tests' rules with another pool for the ballots.
fn with_pool(base: &str, split: &str) -> RuleSet {
    let text = include_str!("../../src/rules.toml");
    let (before, rest) = text.split_once("base = { type = \"fixed\", amount = \"1000000007 COP\" }").unwrap();
    let (_, after) = rest.split_once("# No ballot spends it.").unwrap();
    let themes = "[[themes]]\nid = \"agua\"\nname = \"Agua\"\n\n[[themes]]\nid = \"vias\"\nname = \"Vías\"\n";
    let text = format!("{before}base = {base}\nsplit = {split}\n\n{themes}\n{after}");
    document::read(&text, Format::Toml).expect("the rules of the tests with another pool")
}

const FORMULA: &str = r#"{ type = "formula", level = "comuna", terms = [
    { weight = 1, term = { type = "indicator", indicator = "population" } },
] }"#;

const OF_BUDGET: &str =
    r#"{ type = "share", label = "Presupuesto de inversión", share = "5%", certified_by = "planeacion" }"#;

fn amounts(of: [(&str, i64); 3]) -> BTreeMap<String, i64> {
    of.map(|(code, amount)| (code.to_owned(), amount)).into()
}

#[tokio::test]
async fn pool_and_ceilings_follow_from_a_certified_base() {
    let desk = Desk::new(&with_pool(OF_BUDGET, FORMULA)).await;
    desk.admin.page("/admin/techos").await.says(ceilings::base_none(ES));
    let page = desk.admin.page("/admin/techos/bolsas/bolsa").await;
    page.says(pools::not_certified(ES));
    let form = page.form("/hacer/base").with("certified_on", "2199-01-01");
    let back = desk.admin.submit(&page, &form).await;
    back.says(ceilings::date_future(ES));
    back.says(ceilings::name_missing(ES));
    // A twentieth of it is 390,000,390, one hundred thousand and a hundred for each thousand people.
    let form = back.form("/hacer/base").with("amount", "7.800.007.800").with("certified_by", "Secretaría de Hacienda");
    let told = desk.admin.submit(&back, &form.with("certified_on", "2026-01-31")).await;
    told.says(&pools::certified_saved(ES, "Bolsa"));
    told.says(&pools::base_share(ES, "Presupuesto de inversión", "$7.800.007.800", "5,00 %", "$390.000.390"));
    told.says("$100.000.100");
    assert_eq!(desk.count("select count(*) from audit_entry where act = 'certify_base'").await, 1);
    // Nothing is in force before it is adopted.
    assert_eq!(desk.count("select max(ceiling_minor) from contest").await, POOL / 3);

    let page = desk.admin.page("/admin/techos").await;
    page.says(&ceilings::lead(ES, "$390.000.390"));
    let kept = desk.admin.submit(&page, &page.form("/hacer/escenario").with("name", "Lo certificado")).await;
    let adopt = kept.form("/hacer/techos").with("act", "Decreto 9 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&kept, &adopt).await.says("quedaron guardados");
    assert_eq!(desk.ceilings().await, amounts([("01", 100_000_100), ("02", 250_000_250), ("03", 40_000_040)]));
    assert_eq!(desk.count("select pool_minor from process").await, 390_000_390);
}

#[tokio::test]
async fn zones_keep_their_share_of_what_is_certified_for_each() {
    let base = r#"{ type = "share", label = "Predial recaudado", share = "15%", certified_by = "planeacion", per = "comuna" }"#;
    let desk = Desk::new(&with_pool(base, r#"{ type = "keep" }"#)).await;
    let list = desk.admin.page("/admin/techos").await;
    list.says(pools::not_certified(ES));
    assert!(list.forms().iter().all(|form| form.action != "/hacer/escenario"), "there is no formula to try");
    let page = desk.admin.page("/admin/techos/bolsas/bolsa").await;
    let field = |code: &str| format!("amounts[monto-{code}]");
    let form = page.form("/hacer/base").with(&field("01"), "1.000.003").with(&field("02"), "mucho");
    let back = desk.admin.submit(&page, &form).await;
    // All of it at once.
    back.says("Revise 4 respuestas");
    assert_eq!(back.form("/hacer/base").value(&field("02")), Some("mucho"));
    let form = back.form("/hacer/base").with(&field("02"), "500.003").with(&field("03"), "0");
    let form = form.with("certified_by", "Tesorería").with("certified_on", "2026-01-31");
    let told = desk.admin.submit(&back, &form).await;
    told.says(&pools::base_share(ES, "Predial recaudado", "$1.500.006", "15,00 %", "$225.000"));
    told.says(pools::by_certificate_note(ES));

    let adopt = told.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 3 de 2026").with("act_date", "2026-02-01");
    // The certificate is corrected before anybody adopts what it gave.
    let form = told.form("/hacer/base").with("certified_by", "Tesorería").with("certified_on", "2026-02-01");
    let mended = desk.admin.submit(&told, &form.with(&field("03"), "3")).await;
    desk.admin.submit(&told, &adopt).await.says(pools::changed(ES));
    assert_eq!(desk.count("select count(*) from pool_plan").await, 0);
    let adopt = mended.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 3 de 2026").with("act_date", "2026-02-01");
    let adopted = desk.admin.submit(&mended, &adopt).await;
    adopted.says(&pools::adopted(ES, "$225.001"));
    assert!(adopted.forms().iter().all(|form| form.action != "/hacer/adoptar-bolsa"), "it is adopted already");
    // 15 % of 1,500,009 is 225,001.35; the third has the largest remainder.
    assert_eq!(desk.ceilings().await, amounts([("01", 150_000), ("02", 75_000), ("03", 1)]));
    assert_eq!(desk.count("select pool_minor from process").await, 225_001);
    // Everybody can do it again.
    let told = desk.server.visit("uno.localhost").page("/techos/01").await;
    told.says("Acuerdo 3 de 2026");
    told.says("$1.000.003");
    told.says(&pools::certified_by(ES, "Tesorería", "1 de febrero de 2026"));
    told.says(ceilings::history(ES));
}

#[tokio::test]
async fn themes_have_ceilings_of_their_own_within_that_of_the_ballot() {
    let base = r#"{ type = "each", level = "comuna", amount = "1000 COP" }"#;
    let split =
        r#"{ type = "themes", parts = [{ theme = "agua", weight = 2, at_most = 4 }, { theme = "vias", weight = 1 }] }"#;
    let desk = Desk::new(&with_pool(base, split)).await;
    let page = desk.admin.page("/admin/techos/bolsas/bolsa").await;
    page.says("$667");
    page.says(pools::themes_note(ES));
    let adopt = page.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 4 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&page, &adopt).await.says(&pools::adopted(ES, "$3.000"));
    assert_eq!(desk.ceilings().await, amounts([("01", 1000), ("02", 1000), ("03", 1000)]));
    let told = desk.server.visit("uno.localhost").page("/techos/02").await;
    told.says("Vías");
    told.says("$333");
    // A pool that no ballot spends is on record only.
    let page = desk.admin.page("/admin/techos/bolsas/comun").await;
    page.says(pools::adopt_record(ES));
    let adopt = page.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 5 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&page, &adopt).await.says(&pools::adopted(ES, "$50.000.000"));
    assert_eq!(desk.count("select sum(ceiling_minor)::bigint from contest").await, 3000);
    assert_eq!(desk.count("select pool_minor from process").await, 3000);
    desk.server.visit("uno.localhost").page("/techos/02").await.says("Acuerdo 5 de 2026");
}

#[tokio::test]
async fn what_is_decided_beside_has_money_and_a_ledger_of_its_own() {
    let desk = Desk::new(&tests::rules::several()).await;
    let work = "select ceiling_minor from contest where code = 'ciudad-obra'";
    // The simulator divides the money of the comunas, and no other.
    let page = desk.admin.page("/admin/techos").await;
    page.says(&ceilings::lead(ES, "$1.000.000.005"));
    page.says("Obra de la villa: Toda la villa");
    let page = desk.admin.page("/admin/techos/ciudad-obra").await;
    page.says(&ceilings::ledger_of(ES, "Obra de la villa: Toda la villa"));
    let form = page.form("/hacer/asiento").with("kind", "addition").with("amount", "1.000");
    let posted = desk.admin.submit(&page, &form.with("act", "Decreto 3 de 2026")).await;
    posted.says(&ceilings::posted(ES, "$1.000"));
    assert_eq!(posted.path, "/admin/techos/ciudad-obra");
    assert_eq!(desk.count(work).await, BESIDE + 1000);
    desk.admin.page("/admin/techos/01").await.keeps_quiet_about("Decreto 3 de 2026");

    let page = desk.admin.page("/admin/techos/bolsas/comun").await;
    page.says(pools::adopt_lead(ES));
    let adopt = page.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 5 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&page, &adopt).await.says(&pools::adopted(ES, "$50.000.000"));
    assert_eq!(desk.count(work).await, BESIDE);
    assert_eq!(desk.count("select count(*) from contest").await, 4);
    assert_eq!(desk.count("select pool_minor from process").await, POOL / 3 * 3 + BESIDE);
    desk.admin.page("/admin/techos").await.says(&ceilings::lead(ES, "$1.000.000.005"));
    // The money of the comunas is set without that of the work.
    let page = desk.admin.page("/admin/techos").await;
    let form = page.form("/hacer/bolsa").with("pool", "900.000.000").with("pool_reason", "Lo que alcanzó este año");
    desk.admin.submit(&page, &form).await;
    assert_eq!(desk.count(work).await, BESIDE);
    assert_eq!(desk.count("select pool_minor from process").await, 900_000_000 + BESIDE);
    // Everybody reads how it came about.
    let told = desk.server.visit("uno.localhost").page("/techos/ciudad-obra").await;
    told.says("Acuerdo 5 de 2026");
    told.says("Decreto 3 de 2026");
    told.says(&ceilings::how_title(ES, "Obra de la villa: Toda la villa"));
}

/// The tests' rules with two zones, the larger with two territories and the smaller with one.
fn with_zones(base: &str) -> RuleSet {
    let split = r#"{ type = "formula", level = "comuna", within = "zona", terms = [
        { weight = 1, term = { type = "equal" } },
        { weight = 0, term = { type = "indicator", indicator = "population" } },
    ] }"#;
    let mut rules = with_pool(base, split);
    let levels = r#"levels = [
        { id = "zona", name = "Zonas", kinds = [{ id = "zona", name = "Zona" }] },
        { id = "comuna", name = "Comunas", kinds = [{ id = "comuna", name = "Comuna" }, { id = "corregimiento", name = "Corregimiento", rural = true }] },
    ]
    list = [
        { code = "N", name = "Norte", kind = "zona" },
        { code = "S", name = "Sur", kind = "zona" },
        { code = "01", name = "Primera", kind = "comuna", within = "N" },
        { code = "02", name = "Segunda", kind = "comuna", within = "N" },
        { code = "03", name = "Tercera", kind = "comuna", within = "S" },
    ]"#;
    rules.territories = document::read(levels, Format::Toml).unwrap();
    rules
}

const EACH_ZONE: &str = r#"{ type = "each", level = "zona", amount = "900 COP" }"#;

const POOL_PAGE: &str = "/admin/techos/bolsas/bolsa";

#[tokio::test]
async fn a_formula_within_larger_territories_is_tried_one_by_one() {
    let desk = Desk::new(&with_zones(EACH_ZONE)).await;
    let page = desk.admin.page(POOL_PAGE).await;
    page.says("N Norte");
    page.says(&pools::try_within(ES, "Norte", "$900"));
    // By people the first gets 900 × 1,000 ÷ 3,500.
    let tried = desk.admin.page("/admin/techos/bolsas/bolsa?dentro=N&w0=0&w1=1&piso=&tope=&unidad=").await;
    tried.says("$257");
    tried.says("$643");
    let adopt = page.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 6 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&page, &adopt).await.says(&pools::adopted(ES, "$1.800"));
    assert_eq!(desk.ceilings().await, amounts([("01", 450), ("02", 450), ("03", 900)]));
    let told = desk.server.visit("uno.localhost").page("/techos/01").await;
    told.says(ceilings::step_formula(ES));
    told.says(ceilings::no_figures_taken(ES));
    told.keeps_quiet_about("S Sur");
}

#[tokio::test]
async fn a_scenario_of_a_larger_territory_is_kept_compared_shared_and_adopted() {
    let desk = Desk::new(&with_zones(EACH_ZONE)).await;
    let tried = desk.admin.page("/admin/techos/bolsas/bolsa?dentro=N&w0=0&w1=1&piso=&tope=&unidad=").await;
    let keep = tried.form("/hacer/escenario").with("name", "Por gente");
    let kept = desk.admin.submit(&tried, &keep).await;
    kept.says(&ceilings::kept(ES, "Por gente"));
    kept.says(&ceilings::scenario_of(ES, "Norte"));
    kept.says("$257");
    let back = desk.admin.submit(&tried, &keep).await;
    back.says(ceilings::name_taken(ES));
    assert_eq!(back.form("/hacer/escenario").value("within"), Some("N"), "the territory is not lost");
    // A territory that is none of the pool's.
    desk.admin.submit(&tried, &keep.clone().with("within", "01")).await.says(ceilings::cannot_share(ES));
    desk.admin.submit(&tried, &keep.with("within", "no hay")).await.says(ceilings::cannot_share(ES));

    let list = desk.admin.page(POOL_PAGE).await;
    list.says(&ceilings::scenarios_of(ES, "N Norte"));
    let compare = html::links(&list.body).into_iter().find(|link| link.contains("comparar")).unwrap();
    let compared = desk.admin.page(&compare.replace("&amp;", "&")).await;
    compared.says("Por gente");
    compared.keeps_quiet_about("03 ");
    assert_eq!(desk.admin.open("/admin/techos/comparar?bolsa=bolsa&dentro=01").await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.admin.open("/admin/techos/comparar?bolsa=bolsa").await.status, StatusCode::NOT_FOUND);

    let shared = desk.admin.submit(&kept, &kept.form("/hacer/compartir-escenario").press("how", "make")).await;
    let token = shared.text().split("/techos/escenario/").nth(1).unwrap()[..64].to_owned();
    let anybody = desk.server.visit("uno.localhost");
    anybody.page(&format!("/techos/escenario/{token}")).await.says(&ceilings::scenario_of(ES, "Norte"));

    let adopt = kept.form("/hacer/techos").with("act", "Acuerdo 7 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&kept, &adopt.clone()).await.says("quedaron guardados");
    assert_eq!(desk.ceilings().await, amounts([("01", 257), ("02", 643), ("03", 900)]));
    assert_eq!(desk.count("select count(*) from pool_plan").await, 1);
    assert_eq!(desk.count("select pool_minor from process").await, 1800);
    desk.admin.submit(&kept, &adopt).await.says(ceilings::gone(ES));
    // What was adopted is what comes out today: there is nothing else to adopt.
    let page = desk.admin.page(POOL_PAGE).await;
    page.says(&pools::by_scenario(ES, "Por gente"));
    page.keeps_quiet_about(pools::now_differs(ES));
    assert!(page.forms().iter().all(|form| form.action != "/hacer/adoptar-bolsa"));
    let told = anybody.page("/techos/01").await;
    told.says(&pools::by_scenario(ES, "Por gente"));
    told.says("Acuerdo 7 de 2026");
    // The simulator starts from it.
    let again = desk.admin.page("/admin/techos/bolsas/bolsa?dentro=N").await;
    assert_eq!(again.form("/hacer/escenario").value("weights"), Some("0,1"));
    let table = anybody.page("/techos.csv").await.body;
    assert!(table.contains("bolsa,Bolsa,02,Segunda,,,643,COP,Acuerdo 7 de 2026,2026-02-01"), "{table}");
    assert!(table.contains("comun,"), "{table}");
}

#[tokio::test]
async fn larger_territories_of_the_rules_are_certified_each() {
    let base = r#"{ type = "share", label = "Recaudo", share = "10%", certified_by = "planeacion", per = "zona" }"#;
    let desk = Desk::new(&with_zones(base)).await;
    let page = desk.admin.page(POOL_PAGE).await;
    let form = page.form("/hacer/base").with("certified_by", "Tesorería").with("certified_on", "2026-01-31");
    let form = form.with("amounts[monto-N]", "9.000").with("amounts[monto-S]", "1.000");
    let told = desk.admin.submit(&page, &form).await;
    told.says(&pools::certified_saved(ES, "Bolsa"));
    told.says(&pools::try_within(ES, "Norte", "$900"));
    assert_eq!(told.form("/hacer/base").value("amounts[monto-N]"), Some("$9.000"));
    assert_eq!(desk.count("select count(*) from certified_base where place in ('N', 'S')").await, 2);
    let adopt = told.form("/hacer/adoptar-bolsa").with("act", "Acuerdo 8 de 2026").with("act_date", "2026-02-01");
    desk.admin.submit(&told, &adopt).await.says(&pools::adopted(ES, "$1.000"));
    assert_eq!(desk.ceilings().await, amounts([("01", 450), ("02", 450), ("03", 100)]));
}

#[tokio::test]
async fn every_pool_has_its_ceilings_in_the_table() {
    let base = r#"{ type = "share", label = "Predial", share = "15%", certified_by = "planeacion", per = "comuna" }"#;
    let desk = Desk::new(&with_pool(base, r#"{ type = "keep" }"#)).await;
    let anybody = desk.server.visit("uno.localhost");
    // As long as nobody has certified anything, what is in the ledgers counts.
    let table = anybody.page("/techos.csv").await.body;
    assert!(table.contains("bolsa,Bolsa,01,Comuna 01 de Villa Uno,,,333333335,COP,,"), "{table}");
    desk.admin.page("/admin/techos").await.says(ceilings::download_table(ES));
    let base = r#"{ type = "each", level = "comuna", amount = "1000 COP" }"#;
    let split =
        r#"{ type = "themes", parts = [{ theme = "agua", weight = 2, at_most = 4 }, { theme = "vias", weight = 1 }] }"#;
    let desk = Desk::new(&with_pool(base, split)).await;
    let table = desk.server.visit("uno.localhost").page("/techos.csv").await.body;
    assert!(table.contains(",Agua,4,667,COP,,\r\n"), "{table}");
    assert!(table.contains(",Vías,,333,COP,,\r\n"), "{table}");
}

#[tokio::test]
async fn who_may_only_propose_cannot_certify_or_adopt() {
    let mut rules = with_pool(OF_BUDGET, FORMULA);
    rules.powers.push(Power {
        who: Holder::Role(Role::Reviewer),
        may: vec![Action::ProposeCeilings],
        during: Vec::new(),
        from: None,
        until: None,
        needs: None,
        at_most: None,
        basis: shared::ruleset::Basis::Draft,
    });
    let desk = Desk::new(&rules).await;
    let planner = Someone { name: "Pedro Propone", territory: None, roles: &[Role::Reviewer], ..NEIGHBOUR };
    let planner = desk.world.browser(&desk.server, &desk.world.one.site, &planner).await;
    // The menu offers what the gate would allow, and no more.
    let offers = |page: &str| html::links(page).iter().any(|link| link == "/admin/techos");
    assert!(offers(&planner.page("/").await.body));
    assert!(!offers(&desk.server.visit("uno.localhost").page("/").await.body));
    let page = planner.page("/admin/techos").await;
    let kept = planner.submit(&page, &page.form("/hacer/escenario").with("name", "Una propuesta")).await;
    kept.says(&ceilings::kept(ES, "Una propuesta"));
    let needed = |role| refusal::holder_needed(ES, terms::role(ES, role));
    let refused = &needed(Role::ProcessAdmin);
    let adopt = kept.form("/hacer/techos").with("act", "Decreto 9 de 2026").with("act_date", "2026-02-01");
    planner.submit(&kept, &adopt).await.says(refused);
    let page = planner.page("/admin/techos/bolsas/bolsa").await;
    let certify = page.form("/hacer/base").with("amount", "1.000").with("certified_by", "Hacienda");
    planner.submit(&page, &certify.with("certified_on", "2026-01-31")).await.says(refused);
    let page = planner.page("/admin/techos/bolsas/comun").await;
    let adopt = page.form("/hacer/adoptar-bolsa").with("act", "Decreto 9 de 2026").with("act_date", "2026-02-01");
    planner.submit(&page, &adopt).await.says(refused);
    assert_eq!(desk.count("select count(*) from certified_base").await, 0);
    assert_eq!(desk.count("select count(*) from pool_plan").await, 0);
    assert_eq!(desk.count("select max(ceiling_minor) from contest").await, POOL / 3);
    // The others have nothing to do there; where the rules name somebody, the administration does not propose.
    let other = desk.world.browser(&desk.server, &desk.world.one.site, &NEIGHBOUR).await;
    assert!(other.open("/admin/techos").await.status.is_client_error());
    assert!(!offers(&other.page("/").await.body));
    let page = desk.admin.page("/admin/techos").await;
    let page = desk.admin.submit(&page, &page.form("/hacer/escenario").with("name", "Otra")).await;
    page.says(&needed(Role::Reviewer));
}

#[tokio::test]
async fn another_version_says_what_its_ceilings_would_be() {
    let desk = Desk::new(&tests::rules::rules()).await;
    let tenant_admin = Someone { name: "Tania", roles: &[Role::TenantAdmin], ..ADMIN };
    let admin = desk.world.browser(&desk.server, &desk.world.one.site, &tenant_admin).await;
    let compare = async |rules: &RuleSet| {
        let mut tx = desk.world.database.database.enter(&desk.world.one.site).await.unwrap();
        let first = store::rules::versions(&mut tx).await.unwrap();
        let first = first.iter().find(|version| version.publication().is_some()).unwrap().id;
        let id: shared::id::RuleSetId = server::random::uuid().into();
        let draft = store::rules::NewDraft { id, document: rules, copied_from: None, by: None };
        store::rules::create(&mut tx, &draft, server::clock::now()).await.unwrap();
        tx.commit().await.unwrap();
        admin.page(&format!("/admin/reglas/comparar?de={first}&a={id}")).await
    };
    let fixed = r#"{ type = "fixed", amount = "1200000007 COP" }"#;
    let told = compare(&with_pool(
        fixed,
        &FORMULA.replace("{ type = \"indicator\", indicator = \"population\" }", "{ type = \"equal\" }"),
    ))
    .await;
    told.says(pools::effects_certified(ES));
    told.says("$400.000.003");
    told.says("+$200.000.000");
    told.says("+20,00 %");
    told.says(&pools::effects_same(ES, "Bolsa común", "$50.000.000"));
    // A floor that nobody can pay, and a base that nobody has certified.
    let floor = FORMULA.replace("] }", "], floor = { type = \"share\", share = \"40%\" } }");
    let told = compare(&with_pool(fixed, &floor)).await;
    told.says("Con la versión nueva no se puede calcular. 3 pisos de");
    told.says(words::was_not(ES));
    let each = r#"{ type = "share", label = "Predial", share = "15%", certified_by = "planeacion", per = "comuna" }"#;
    compare(&with_pool(each, r#"{ type = "keep" }"#)).await.says(&pools::cannot_after(ES, pools::not_certified(ES)));
    let told = compare(&with_pool(OF_BUDGET, FORMULA)).await;
    told.says("Como nadie ha certificado la base");
    told.says("$1.000.000.007");
}

#[tokio::test]
async fn what_a_process_left_is_carried_over_by_its_rules() {
    let carried = r#"winner = { type = "greedy", tie = ["lower_cost", "ballot_number"], unspent = "carry_over" }"#;
    let lines = include_str!("../../src/rules.toml").lines();
    let text: String =
        lines.map(|line| if line.starts_with("winner = ") { carried } else { line }.to_owned() + "\n").collect();
    let rules: RuleSet = document::read(&text, Format::Toml).unwrap();
    let world = World::new().await;
    let before = Process::with_rules(&world, &world.one.clone(), PhaseKind::Results, &rules).await;
    let mut connection = world.database.inside(world.one.site.tenant).await;
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    store::urn::seal(&mut tx, before.contests["01"].into(), server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    let elsewhere = format!(
        "update process set source = 'Alcaldía';
        insert into process_count (tenant_id, process_id, number, counted_at) values ('{}', '{}', 1, now())",
        world.one.tenant(),
        before.id
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(elsewhere)).execute(&mut connection).await.unwrap();
    let counted = format!(
        r#"insert into tally (tenant_id, contest_id, number, counted_at, ballots, blank_ballots, ceiling_minor, total_cost_minor,
            rule, minimum_score, left_minor)
        values ('{}', '{}', 1, now(), 0, 0, {}, {}, '{{"type": "greedy", "tie": ["ballot_number"]}}', 0, 1234)"#,
        world.one.tenant(),
        before.contests["01"],
        POOL / 3,
        POOL / 3 - 1234
    );
    sqlx::query(sqlx::AssertSqlSafe(counted)).execute(&mut connection).await.unwrap();
    sqlx::query("update process set current = false, slug = 'anterior', name = 'El de antes'")
        .execute(&mut connection)
        .await
        .unwrap();
    close(connection).await;
    Process::new(&world, &world.one.clone(), PhaseKind::Ideas).await;
    let server = world.serve().await;
    let admin = world.browser(&server, &world.one.site, &ADMIN).await;
    let page = admin.page("/admin/techos/01").await;
    page.says(&ceilings::left_lead(ES, "El de antes", "$1.234"));
    let offer = html::links(&page.body).into_iter().find(|link| link.contains("movimiento=carry_over")).unwrap();
    let page = admin.page(&offer).await;
    let form = page.form("/hacer/asiento");
    assert_eq!((form.value("kind"), form.value("amount")), (Some("carry_over"), Some("$1.234")));
    let page = admin.submit(&page, &form.with("act", "Decreto 1 de 2027")).await;
    page.says(ceilings::left_carried(ES));
    let count = world.database.count(world.one.site.tenant, "select max(ceiling_minor) from contest").await;
    assert_eq!(count, POOL / 3 + 1234);
    // Nothing was left in the others.
    admin.page("/admin/techos/02").await.keeps_quiet_about(ceilings::left_title(ES));
}
