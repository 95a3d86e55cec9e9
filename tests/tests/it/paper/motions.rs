//! What two people have to say of paper: that a sheet counts nothing, and why ballots are missing.

use app::text::{paper as said, urn as sealing};
use http::StatusCode;
use shared::act::{Act as Signed, Difference, VoidSheet};
use shared::paper::{VoidCause, Why};
use shared::role::Role;
use sqlx::Executor as _;
use tests::browser::{Answer, Browser};
use tests::cluster::close;
use tests::html::Form;

use super::{ES, PAPER, Town, enter, register, seal, town};

const TWICE: &str = "Se registró otra vez con el número dos.";

async fn propose(who: &Browser, sheet: &str) -> Answer {
    let page = who.page(sheet).await;
    let form = page.form("/hacer/anular-planilla").with("cause", "twice").with("reason", TWICE);
    who.submit(&page, &form).await
}

/// The form that confirms and the one that refuses.
fn decisions(page: &Answer, action: &str) -> Vec<Form> {
    page.forms().into_iter().filter(|form| form.action == action).collect()
}

#[tokio::test]
async fn a_sheet_that_was_registered_twice_counts_once() {
    let town = town().await;
    town.hand_out(2).await;
    town.close().await;
    let (admin, officer) = (town.admin().await, town.officer());
    let elena = town.somebody("Elena", Role::ProcessAdmin).await;
    let mut sheets = Vec::new();
    for _ in 0..2 {
        let sheet = register(&town, &officer, "2").await.path;
        enter(&officer, &sheet, "1\n2").await.says(said::kept_first(ES));
        enter(&admin, &sheet, "1\n2").await.says(said::kept_agreed(ES));
        sheets.push(sheet);
    }
    let twice = &sheets[0];
    let contest = format!("Comuna 01 de {}", town.world.one.site.name);
    let figures = said::desk_figures(ES, "Mesa 1 · Casa comunal", 2, 4);
    seal(&admin).await.says(&said::does_not_square(ES, &contest, &figures));

    let page = admin.page(twice).await;
    admin.submit(&page, &page.form("/hacer/anular-planilla")).await.says(said::void_prompt(ES));
    propose(&admin, twice).await.says(said::now_proposed(ES));
    // It counts until somebody else says so too: neither who proposed it nor who manages no desks.
    seal(&admin).await.says(&said::does_not_square(ES, &contest, &figures));
    let page = admin.page(twice).await;
    page.says(said::own_motion(ES));
    assert_eq!(decisions(&page, "/hacer/decidir-anulacion").len(), 1, "only to take it back");
    assert!(decisions(&officer.page(twice).await, "/hacer/decidir-anulacion").is_empty());
    let own = page.form("/hacer/decidir-anulacion").with("how", "confirm");
    admin.submit(&page, &own).await.says(said::own_motion(ES));
    assert_eq!(town.count("select count(*) from paper_void_decision").await, 0);
    // Refused, and proposed again.
    let page = elena.page(twice).await;
    let refuse = decisions(&page, "/hacer/decidir-anulacion").pop().unwrap();
    elena.submit(&page, &refuse.with("refusal", "Primero hay que mirar las fotos")).await.says(said::now_not_void(ES));
    propose(&officer, twice).await.says(said::now_proposed(ES));
    let page = elena.page(twice).await;
    let confirm = decisions(&page, "/hacer/decidir-anulacion").swap_remove(0);
    elena.submit(&page, &confirm).await.says(said::now_void(ES));
    elena.submit(&page, &confirm).await.says(said::void_changed(ES));
    officer.page(twice).await.says(said::is_void(ES));
    assert!(decisions(&officer.page(twice).await, "/hacer/anular-planilla").is_empty());
    assert_eq!(town.count("select count(*) from paper_reading").await, 8, "what was read stays");

    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    assert_eq!(town.count("select count(*) from ballot").await, 2);
    let page = admin.page(&sheets[1]).await;
    assert!(decisions(&page, "/hacer/anular-planilla").is_empty(), "nothing is voided after the seal");
    publish(&town, &admin, &elena).await;
    let public = town.server.visit("uno.localhost");
    let act = Signed::read(&public.page("/procesos/vigente-uno/01/acta.json").await.body).unwrap();
    assert_eq!(act.record.paper.len(), 1);
    let desk = "Mesa 1 · Casa comunal".to_owned();
    let void = VoidSheet { number: 1, desk, cause: VoidCause::Twice, reason: TWICE.to_owned() };
    assert_eq!(act.record.findings.void, [void]);
    let urn = public.page("/procesos/vigente-uno/01/urna").await;
    urn.says(&said::void_total(ES, 1, said::void_cause_of(ES, VoidCause::Twice)));
    urn.says(TWICE);
}

/// Counts, and publishes by a second person.
async fn publish(town: &Town, admin: &Browser, other: &Browser) {
    let page = admin.page("/admin/resultados").await;
    admin.submit(&page, &page.form("/hacer/contar")).await;
    let page = other.page("/admin/resultados").await;
    other.submit(&page, &page.form("/hacer/decidir-conteo")).await;
    assert_eq!(town.count("select count(*) from act").await, 3);
}

#[tokio::test]
async fn missing_ballots_are_explained_by_two_people_and_told_by_cause() {
    let town = town().await;
    town.hand_out(3).await;
    town.close().await;
    let (admin, officer) = (town.admin().await, town.officer());
    let elena = town.somebody("Elena", Role::ProcessAdmin).await;
    let sheet = register(&town, &officer, "2").await.path;
    enter(&officer, &sheet, "1\n2").await;
    enter(&admin, &sheet, "1\n2").await.says(said::kept_agreed(ES));
    let explain = async |reason: &str| {
        let page = admin.page(PAPER).await;
        let form = page.form("/hacer/explicar-papel").with("why", "lost").with("reason", reason);
        admin.submit(&page, &form).await.says(said::now_explained(ES));
    };
    explain("Nadie sabe qué pasó con ella").await;
    let page = admin.page(PAPER).await;
    page.says(said::own_motion(ES));
    let own = page.form("/hacer/decidir-explicacion").with("how", "confirm");
    admin.submit(&page, &own).await.says(said::own_motion(ES));
    let page = elena.page(PAPER).await;
    let refuse = decisions(&page, "/hacer/decidir-explicacion").pop().unwrap();
    elena.submit(&page, &refuse).await;
    assert_eq!(town.count("select count(*) from paper_statement_decision").await, 0, "not without a reason");
    elena.submit(&page, &refuse.with("refusal", "Hay que preguntar en la mesa")).await.says(said::now_refused(ES));
    let reason = "Se mojó en el camino y no se puede leer";
    explain(reason).await;
    let page = elena.page(PAPER).await;
    let confirm = decisions(&page, "/hacer/decidir-explicacion").swap_remove(0);
    elena.submit(&page, &confirm).await.says(said::now_confirmed(ES));
    elena.submit(&page, &confirm).await.says(said::explanation_changed(ES));
    elena.page("/admin/auditoria").await.says(said::explanation_confirm(ES));

    seal(&admin).await.says(&sealing::sealed_all(ES, 3));
    publish(&town, &admin, &elena).await;
    let public = town.server.visit("uno.localhost");
    let act = Signed::read(&public.page("/procesos/vigente-uno/01/acta.json").await.body).unwrap();
    let desk = "Mesa 1 · Casa comunal".to_owned();
    let told = Difference { desk, handed_out: 3, agreed: 2, why: Why::Lost, reason: reason.to_owned() };
    assert_eq!(act.record.findings.differences, [told]);
    let urn = public.page("/procesos/vigente-uno/01/urna").await;
    urn.says(&said::void_total(ES, 1, said::why_of(ES, Why::Lost)));
    urn.says(reason);
    assert_eq!(public.page("/procesos/vigente-uno/01/acta.pdf").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_database_asks_for_two_people_too() {
    let town = town().await;
    town.hand_out(2).await;
    town.close().await;
    let (admin, officer) = (town.admin().await, town.officer());
    let sheet = register(&town, &officer, "1").await.path;
    enter(&officer, &sheet, "1").await;
    propose(&officer, &sheet).await.says(said::now_proposed(ES));
    let tenant = town.world.one.site.tenant;
    let mut inside = town.world.database.inside(tenant).await;
    let decide = |proposed: &str, decided: &str| {
        format!(
            "insert into paper_void_decision select tenant_id, sheet_id, number, {proposed}, true, null, {decided}, now()
            from paper_void"
        )
    };
    let other = "(select id from person where name = 'Gloria')";
    for wrong in [decide("proposed_by", "proposed_by"), decide(other, "proposed_by")] {
        assert!(inside.execute(sqlx::AssertSqlSafe(wrong.clone())).await.is_err(), "{wrong}");
    }
    close(inside).await;
    let page = admin.page(&sheet).await;
    let confirm = decisions(&page, "/hacer/decidir-anulacion").swap_remove(0);
    admin.submit(&page, &confirm).await.says(said::now_void(ES));
    let mut inside = town.world.database.inside(tenant).await;
    let read = "insert into paper_entry select tenant_id, sheet_id, 2, (select id from person where name = 'Gloria'),
        entered_at from paper_entry";
    assert!(inside.execute(read).await.is_err(), "a void sheet is read");
    close(inside).await;

    let sheet = register(&town, &officer, "1").await.path;
    for reader in [&officer, &admin] {
        enter(reader, &sheet, "1").await;
    }
    let page = admin.page(PAPER).await;
    let form =
        page.form("/hacer/explicar-papel").with("why", "taken_away").with("reason", "Alguien se lo llevó a casa");
    admin.submit(&page, &form).await.says(said::now_explained(ES));
    let mut inside = town.world.database.inside(tenant).await;
    let alone =
        "insert into paper_statement_decision select tenant_id, desk_id, contest_id, number, stated_by, true, null,
        stated_by, now() from paper_statement";
    assert!(inside.execute(alone).await.is_err(), "one person explains it alone");
    for change in ["delete from paper_void", "update paper_void_decision set confirmed = false, reason = 'no'"] {
        assert!(inside.execute(change).await.is_err(), "{change}");
    }
    close(inside).await;
}
