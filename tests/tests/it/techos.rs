//! Ceilings through the pages: certified base, scenarios, ledgers and figures from files.

use app::text::{ceilings, indicators};
use http::StatusCode;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use tests::browser::Browser;
use tests::process::{POOL, Process};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;

const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

struct Desk {
    world: World,
    server: Running,
    process: Process,
    admin: Browser,
}

impl Desk {
    async fn new(open: PhaseKind) -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one.clone(), open).await;
        let server = world.serve().await;
        let admin = world.browser(&server, &world.one.site, &ADMIN).await;
        Self { world, server, process, admin }
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }
}

#[tokio::test]
async fn a_ledger_takes_what_there_is_and_no_more() {
    let desk = Desk::new(PhaseKind::Formulation).await;
    let of_one = "select ceiling_minor from contest where code = '01'";
    let send = async |kind: &str, amount: &str| {
        let page = desk.admin.page("/admin/techos/01").await;
        let form = page.form("/hacer/asiento").with("kind", kind).with("amount", amount);
        desk.admin.submit(&page, &form.with("act", "Decreto 3 de 2026")).await
    };
    send("addition", "1.000").await.says(&ceilings::posted(ES, "$1.000"));
    assert_eq!(desk.count(of_one).await, POOL / 3 + 1000);
    send("commitment", &(POOL / 3 + 990).to_string()).await.says("Quedó asentado");
    let refused = ceilings::not_enough(ES, "$10");
    send("reduction", "11").await.says(&refused);
    send("commitment", "11").await.says(&refused);
    send("release", &POOL.to_string()).await.says(ceilings::not_committed(ES));
    assert_eq!(desk.count(of_one).await, POOL / 3 + 1000);

    let page = desk.admin.page("/admin/techos/01").await;
    let form = page.form("/hacer/traslado").with("to", "02").with("transfer_act", "Decreto 4 de 2026");
    desk.admin.submit(&page, &form.clone().with("transfer_amount", "11")).await.says(&refused);
    desk.admin.submit(&page, &form.with("transfer_amount", "10")).await.says("Se trasladaron");
    assert_eq!(desk.count(of_one).await, POOL / 3 + 990);
    assert_eq!(desk.count("select ceiling_minor from contest where code = '02'").await, POOL / 3 + 10);
    assert_eq!(desk.count("select count(*) from audit_entry where act = 'post_ceiling_entry'").await, 2);
    // Everybody reads it.
    let page = desk.server.visit("uno.localhost").page("/techos/01").await;
    page.says("Decreto 3 de 2026");
    page.says("Traslado a otro techo: Comuna 02 de Villa Uno");
    // While people vote on it, it stays.
    desk.process.open(&desk.world, &desk.world.one, PhaseKind::Voting).await;
    send("addition", "5").await.says(ceilings::voting_now(ES));
}

#[tokio::test]
async fn a_scenario_is_kept_shared_adopted_and_told() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let page = desk.admin.page("/admin/techos?w0=1&w1=0&w2=1&piso=30%25&tope=&unidad=1.000").await;
    page.says(ceilings::held_floor(ES));
    let keep = page.form("/hacer/escenario");
    let kept = desk.admin.submit(&page, &keep.clone().with("name", "Con piso")).await;
    kept.says(&ceilings::kept(ES, "Con piso"));
    let back = desk.admin.submit(&page, &keep.with("name", "Con piso")).await;
    back.says(ceilings::name_taken(ES));
    assert_eq!(back.form("/hacer/escenario").value("floor"), Some("30%"), "the formula is not lost");

    let shared = desk.admin.submit(&kept, &kept.form("/hacer/compartir-escenario").press("how", "make")).await;
    let token = shared.text().split("/techos/escenario/").nth(1).unwrap()[..64].to_owned();
    let anybody = desk.server.visit("uno.localhost");
    let link = format!("/techos/escenario/{token}");
    anybody.page(&link).await.says(ceilings::shared_note(ES));
    assert_eq!(desk.server.visit("dos.localhost").open(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(anybody.open("/techos/escenario/otro").await.status, StatusCode::NOT_FOUND);

    let adopt = kept.form("/hacer/techos").with("act", "Decreto 9 de 2026");
    let back = desk.admin.submit(&kept, &adopt.clone().with("act_date", "2199-01-01")).await;
    back.says(ceilings::date_future(ES));
    desk.admin.submit(&kept, &adopt.clone().with("act_date", "2026-01-31")).await.says("quedaron guardados");
    assert_eq!(desk.count("select sum(ceiling_minor)::bigint from contest").await, POOL);
    assert_eq!(desk.count("select count(*) from contest where ceiling_minor >= 300000003").await, 3);
    desk.admin.submit(&kept, &adopt.with("act_date", "2026-01-31")).await.says(ceilings::gone(ES));
    // A citizen reads each step.
    let told = anybody.page("/techos/03").await;
    told.says(&ceilings::by_act(ES, "Decreto 9 de 2026", "31 de enero de 2026"));
    told.says(ceilings::at_floor(ES));
    told.says("Censo de prueba");
}

#[tokio::test]
async fn figures_come_from_a_file_that_was_seen_before() {
    let desk = Desk::new(PhaseKind::Ideas).await;
    let figures = "select count(*) from indicator_figure where year = 2019";
    let page = desk.admin.page("/admin/indicadores").await;
    let form = page.form("/hacer/leer-indicadores").with("source", "DANE, censo").with("year", "2019");
    let wrong = form.clone().with("text", "code;population;ipm\n01;1500;20,5\n2;abc;10\n03;10;101");
    let back = desk.admin.submit(&page, &wrong).await;
    back.says(&indicators::at(ES, 3, 1, indicators::perhaps_territory(ES, "2", "02")));
    back.says("Línea 3, columna 3");
    back.says("Línea 4, columna 7");
    assert!(back.forms().iter().all(|form| form.action != "/hacer/importar-indicadores"));
    assert_eq!(desk.count(figures).await, 0);

    // A file that was chosen counts, and not what was typed beside it.
    let typed = form.with("text", "lo que quedó escrito");
    let latin = b"code;population;ipm\n01;1500;20,5\n02;a\xF1o;12\n";
    let back = desk.admin.upload(&page, &typed, "text", latin).await;
    back.says(&indicators::at(ES, 3, 5, indicators::not_utf8(ES)));
    let right = b"code;population;ipm\r\n01;1500;20,5\r\n02;2500;12\r\n03;400;40,75\r\n";
    let stolen = typed.clone().with("csrf", &"0".repeat(128));
    assert_eq!(desk.admin.upload(&page, &stolen, "text", right).await.status, StatusCode::FORBIDDEN);
    let seen = desk.admin.upload(&page, &typed, "text", right).await;
    seen.says("20,50");
    assert_eq!(desk.count(figures).await, 0, "nothing is saved before it is confirmed");
    let saved = desk.admin.submit(&seen, &seen.form("/hacer/importar-indicadores")).await;
    saved.says(&indicators::saved(ES, 6));
    assert_eq!(desk.count(figures).await, 6);
    assert_eq!(desk.count("select count(*) from audit_entry where act = 'import_indicators'").await, 1);
}
