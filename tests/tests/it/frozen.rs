//! What people vote under is what is counted: no act comes between the opening of the voting and the publication of its
//! count, and nothing is counted by other rules.

use app::text::{act, admin, draw, rules as said};
use shared::document::{self, Fingerprint, Format, Path};
use shared::locale::Locale;
use shared::ruleset::{RuleSet, SoundRuleSet};
use store::StoreError;
use store::rules::{self, History, Hold, NewAct};
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::Process;
use tests::world::World;

use crate::count::Vote;

const ES: Locale = Locale::EsCo;

/// The rules of the tests under another title, which nothing rests on.
fn titled(title: &str) -> SoundRuleSet {
    let mut rules = tests::rules::rules();
    rules.title = title.parse().unwrap();
    rules.check().unwrap()
}

async fn history(world: &World, process: &Process) -> History {
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    rules::history(&mut tx, process.id).await.unwrap().unwrap()
}

/// Adopts an act that makes these the rules.
async fn adopt(world: &World, process: &Process, document: &SoundRuleSet) -> store::Result<u32> {
    let (over, _) = history(world, process).await.in_force().map(|(hash, rules)| (hash, rules.clone())).unwrap();
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let amends = [Path::of("title")];
    let act = NewAct {
        title: "Decreto 77 de 2026",
        reference: None,
        date: tests::world::today(),
        reason: "Un motivo suficientemente largo",
        amends: &amends,
        document,
        over,
        by: None,
    };
    let number = rules::adopt_act(&mut tx, process.id, &act, server::clock::now()).await?;
    tx.commit().await.unwrap();
    Ok(number)
}

/// Puts other rules in force behind the back of the database, as an earlier version of it allowed.
async fn force(world: &World, process: &Process, document: &SoundRuleSet) {
    let mut owner = world.database.inside(world.one.site.tenant).await;
    sqlx::query("alter table transitory_act disable trigger in_order").execute(&mut owner).await.unwrap();
    sqlx::query(
        "insert into transitory_act (tenant_id, process_id, number, title, date, reason, amends, document, hash, adopted_at)
        select tenant_id, $1, 1, 'Decreto 76 de 2026', current_date, 'De antes', '{title}', $2, $3, now()
        from process where id = $1",
    )
    .bind(process.id.uuid())
    .bind(serde_json::to_value(document.rules()).unwrap())
    .bind(Fingerprint::of(document.rules()).bytes().to_vec())
    .execute(&mut owner)
    .await
    .unwrap();
    sqlx::query("alter table transitory_act enable trigger in_order").execute(&mut owner).await.unwrap();
    tests::cluster::close(owner).await;
}

async fn refuse(second: &Browser) {
    let page = second.page("/admin/resultados").await;
    let form = page.forms().into_iter().find(|form| form.value("how") == Some("refuse")).unwrap();
    second
        .submit(&page, &form.with("reason", "Falta anexar el acta de la mesa tres"))
        .await
        .says(act::done_refused(ES));
}

fn again(page: &Answer) -> Form {
    page.form("/hacer/contar").with("reason", "Llegó el acta que faltaba")
}

#[tokio::test]
async fn an_act_comes_after_the_result_and_not_before() {
    let vote = Vote::cast().await;
    let (world, process) = (&vote.world, &vote.process);
    vote.close().await;
    let (amended, before) = (titled("Otras reglas"), history(world, process).await);
    assert_eq!(before.hold, Some(Hold::Vote));
    assert!(matches!(adopt(world, process, &amended).await, Err(StoreError::Conflict(_))), "nothing is counted");

    vote.draft().await;
    assert_eq!(history(world, process).await.hold, Some(Hold::Count));
    assert!(matches!(adopt(world, process, &amended).await, Err(StoreError::Conflict(_))), "a count waits");
    vote.admin.page("/admin/reglas/acto").await.says(said::waiting_act(ES));
    // What was counted before, and refused, lets nothing change either.
    refuse(&vote.second).await;
    assert_eq!(history(world, process).await.hold, Some(Hold::Vote));
    assert!(matches!(adopt(world, process, &amended).await, Err(StoreError::Conflict(_))), "a count was refused");
    vote.admin.page("/admin/reglas/acto").await.says("Las reglas están fijas desde");
    vote.admin.page("/admin").await.says(admin::task_count_refused(ES));

    let page = vote.admin.page("/admin/resultados").await;
    vote.admin.submit(&page, &again(&page)).await.says(&admin::count_done(ES, 3));
    vote.admin.page("/admin").await.says(admin::task_count_waits(ES));
    vote.approve().await;
    assert_eq!(history(world, process).await.hold, None);
    // For what comes after the result, rules change as before.
    assert_eq!(adopt(world, process, &amended).await.unwrap(), 1);
    let now = history(world, process).await;
    assert!(now.strays() && now.frozen == before.frozen);
    vote.server.visit("uno.localhost").page("/reglas").await.says(said::voted_under(ES));

    // A judge who wants the votes counted again has them counted by the rules of the vote.
    vote.admin.page("/admin/resultados").await.says(admin::count_stray(ES));
    let tenant = world.one.site.tenant;
    let fingerprint = world.database.fingerprint(tenant).await;
    let fields = again(&page).with("after", "2");
    vote.admin.submit(&page, &fields).await.says(admin::count_stray(ES));
    assert_eq!(world.database.fingerprint(tenant).await, fingerprint);
    let back = tests::rules::rules().check().unwrap();
    assert_eq!(adopt(world, process, &back).await.unwrap(), 2);
    let page = vote.admin.page("/admin/resultados").await;
    vote.admin.submit(&page, &again(&page)).await.says(&admin::count_done(ES, 3));
    vote.approve().await;
}

#[tokio::test]
async fn nothing_is_counted_or_approved_by_other_rules_than_those_of_the_vote() {
    let vote = Vote::cast().await;
    let (world, process) = (&vote.world, &vote.process);
    vote.close().await;
    vote.draft().await;
    force(world, process, &titled("Otras reglas")).await;
    assert!(history(world, process).await.strays());
    // Not by the page, not by the database.
    let page = vote.second.page("/admin/resultados").await;
    let form = page.forms().into_iter().find(|form| form.value("how") == Some("approve")).unwrap();
    vote.second.submit(&page, &form).await.says(act::stray(ES));
    let tenant = world.one.site.tenant;
    let mut app = world.database.as_app().await;
    tests::world::enter(&mut app, tenant).await;
    let forced = "insert into count_decision (tenant_id, process_id, number, counted_by, approved, decided_by, office,
            decided_at)
        select counted.tenant_id, process_id, number, counted_by, true, person.id, 'role:process_admin', now()
        from process_count counted, person where person.name = 'Elena'";
    let error = sqlx::query(forced).execute(&mut app).await.unwrap_err().to_string();
    assert!(error.contains("other rules are in force"), "{error}");
    tests::cluster::close(app).await;

    refuse(&vote.second).await;
    let page = vote.admin.page("/admin/resultados").await;
    page.says(admin::count_stray(ES));
    assert!(page.forms().iter().all(|form| form.action != "/hacer/contar"));
    let mut app = world.database.as_app().await;
    tests::world::enter(&mut app, tenant).await;
    let counted = "insert into process_count (tenant_id, process_id, number, counted_at, counted_by, office, reason)
        select tenant_id, process_id, number + 1, now(), counted_by, office, 'porque sí' from process_count";
    let error = sqlx::query(counted).execute(&mut app).await.unwrap_err().to_string();
    assert!(error.contains("other rules are in force"), "{error}");
    tests::cluster::close(app).await;

    // Only what people voted under can be put back; then the count goes on.
    assert!(matches!(adopt(world, process, &titled("Terceras reglas")).await, Err(StoreError::Conflict(_))));
    vote.admin.page("/admin/reglas/acto").await.says(said::stray_act(ES));
    adopt(world, process, &tests::rules::rules().check().unwrap()).await.unwrap();
    let page = vote.admin.page("/admin/resultados").await;
    vote.admin.submit(&page, &again(&page)).await.says(&admin::count_done(ES, 3));
    vote.approve().await;
}

/// A first count needed no draw, or had none; the next one may.
#[tokio::test]
async fn a_draw_is_held_after_a_refused_count_and_not_while_one_waits() {
    let ballot = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    // Nobody is left out: no draw decides.
    let winner = r#"{ type = "plurality", winners = 5, tie = ["public_draw"] }"#;
    let rules: RuleSet = document::read(&tests::rules::voting(ballot, winner), Format::Toml).unwrap();
    let vote = Vote::cast_by(&rules).await;
    vote.end().await;
    let page = vote.admin.page("/admin/sorteo").await;
    let form = page.form("/hacer/comprometer-sorteo").with("late", "El primer conteo no lo necesitaba");
    vote.draft().await;
    vote.admin.submit(&page, &form).await.says(draw::count_undecided(ES));
    let tenant = vote.world.one.site.tenant;
    assert_eq!(vote.world.database.count(tenant, "select count(*) from draw_commitment").await, 0);
    refuse(&vote.second).await;
    // A day before, so that the number of today may be taken.
    vote.process.commit_draw(&vote.world, &vote.world.one, Some("El primer conteo no lo necesitaba"), 1).await;
    let page = vote.admin.page("/admin/sorteo").await;
    let held = page.form("/hacer/sortear").with("number", "7").with("source", "Lotería de prueba 4768");
    let held = held.with("drawn_on", &tests::world::today().to_string());
    vote.admin.submit(&page, &held).await.says(draw::held(ES));
}
