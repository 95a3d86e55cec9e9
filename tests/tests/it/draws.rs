//! A mistyped number of the public draw: two people correct it before anything rests on it, and it stays in sight.

use app::text::{act, draw as said};
use chrono::{NaiveTime, TimeDelta};
use shared::act::Act;
use shared::document::{self, Format};
use shared::locale::{self, Locale, from_zone};
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::RuleSet;
use sqlx::Executor as _;
use tests::browser::{Answer, Browser};
use tests::process::{Process, Project, mark};
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World, enter};

const ES: Locale = Locale::EsCo;
const DRAW: &str = "/admin/sorteo";
const WRONG: &str = "05 12 23 31 41";
const RIGHT: &str = "05 12 23 31 40";
const WHY: &str = "Se escribió 41 y la lotería publicó 40";
const LATE: &str = "El sorteo se acordó cuando ya se votaba";
/// Two of which one fits.
const PROJECTS: [Project<'static>; 2] = [
    Project { title: "Un parque con sombra", cost: 120_000_000 },
    Project { title: "Un puente peatonal", cost: 120_000_000 },
];

/// The form that decides on a correction in this way.
fn deciding(page: &Answer, how: &str) -> tests::html::Form {
    let form = page.forms().into_iter().find(|form| form.value("how") == Some(how));
    form.unwrap_or_else(|| panic!("no form says {how}: {}", page.text()))
}

/// Rules that leave all ties to a draw.
fn rules() -> RuleSet {
    let ballot = r#"{ type = "approval", at_most = { type = "count", count = 2 }, blank = true }"#;
    let winner = r#"{ type = "greedy", tie = ["public_draw"] }"#;
    document::read(&tests::rules::voting(ballot, winner), Format::Toml).unwrap()
}

struct Town {
    world: World,
    admin: Browser,
    second: Browser,
    server: Running,
}

impl Town {
    /// One vote for each of two projects, both sealed, and a number that was mistyped.
    async fn drawn() -> Self {
        Self::drawn_by(None).await
    }

    /// The same with a seed that was committed to late, for a reason.
    async fn drawn_by(late: Option<&str>) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Formulation, &rules()).await;
        if late.is_some() {
            process.open(&world, &world.one, PhaseKind::Voting).await;
            process.commit_draw(&world, &world.one, late, 2).await;
        } else {
            process.commit_draw(&world, &world.one, None, 8).await;
            process.open(&world, &world.one, PhaseKind::Voting).await;
        }
        process.set_ceiling(&world, &world.one, "01", 200_000_000).await;
        let ids = process.projects(&world, &world.one, "01", &PROJECTS).await;
        let server = world.serve().await;
        let official = |name| Someone { name, territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
        let admin = world.browser(&server, &world.one.site, &official("Gloria")).await;
        let second = world.browser(&server, &world.one.site, &official("Elena")).await;
        for (name, id) in ["Uno", "Dos"].into_iter().zip(&ids) {
            let voter = world.browser(&server, &world.one.site, &Someone { name, ..NEIGHBOUR }).await;
            let page = voter.page("/votar").await;
            let review = voter.submit(&page, &page.form("/hacer/tarjeton").tick(&mark(id), "1")).await;
            voter.submit(&review, &review.form("/hacer/voto")).await;
        }
        process.open(&world, &world.one, PhaseKind::Results).await;
        let page = admin.page("/admin/resultados").await;
        admin.submit(&page, &page.form("/hacer/sellar")).await;
        let page = admin.page(DRAW).await;
        assert!(page.forms().iter().all(|form| form.action != "/hacer/corregir-sorteo"), "nothing to correct");
        let day = tests::world::today().to_string();
        let form = page.form("/hacer/sortear").with("number", WRONG).with("source", "Lotería de prueba 4768");
        let form = form.with("drawn_on", &day);
        // A number of the day of the close is none that a late commitment may go with: no time is asked for.
        let form = if late.is_some() { form } else { form.with("drawn_at", "00:00") };
        admin.submit(&page, &form).await.says(said::held(ES));
        Self { world, admin, second, server }
    }

    async fn public(&self, path: &str) -> Answer {
        self.server.visit("uno.localhost").page(path).await
    }

    async fn propose(&self) -> Answer {
        let page = self.admin.page(DRAW).await;
        let form = page.form("/hacer/corregir-sorteo").with("number", RIGHT).with("reason", WHY);
        self.admin.submit(&page, &form).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    async fn seed(&self) -> String {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        let process = store::process::current(&mut tx).await.unwrap().unwrap();
        let draw = store::draw::of_process(&mut tx, process.id).await.unwrap().unwrap();
        draw.held.unwrap().seed.to_string()
    }
}

#[tokio::test]
async fn two_people_correct_a_number_and_both_stay_in_sight() {
    let town = Town::drawn().await;
    let page = town.admin.page(DRAW).await;
    let form = page.form("/hacer/corregir-sorteo");
    let same = form.clone().with("number", WRONG).with("reason", WHY);
    town.admin.submit(&page, &same).await.says(said::correct_same(ES));
    town.admin.submit(&page, &form.clone().with("number", RIGHT).with("reason", "no")).await;
    town.admin.submit(&page, &form.with("number", "a|b").with("reason", WHY)).await.says(said::wrong_number(ES));
    assert_eq!(town.count("select count(*) from draw_correction").await, 0);

    town.propose().await.says(said::proposed(ES));
    assert!(town.seed().await.ends_with(WRONG), "nothing is corrected by one person");
    town.public("/procesos/vigente-uno").await.keeps_quiet_about(RIGHT);
    // Whoever proposed it does not confirm it, and meanwhile nothing is counted.
    let own = town.admin.page(DRAW).await;
    let forged = deciding(&own, "turn_down").with("how", "confirm");
    town.admin.submit(&own, &forged).await.says(said::waits_own(ES));
    let page = town.admin.page("/admin/resultados").await;
    town.admin.submit(&page, &page.form("/hacer/contar")).await.says(said::count_waits(ES));
    assert_eq!(town.count("select count(*) from tally").await, 0);
    let page = town.second.page(DRAW).await;
    page.says(WHY);
    let form = deciding(&page, "confirm");
    town.second.submit(&page, &form).await.says(said::confirmed(ES));
    town.second.submit(&page, &form).await.says(said::no_correction(ES));
    assert!(town.seed().await.ends_with(RIGHT));
    let seen = town.public("/procesos/vigente-uno").await;
    for told in [RIGHT, WRONG, WHY, "Gloria", "Elena"] {
        seen.says(told);
    }
    let trail = "select count(*) from audit_entry where act in ('correct_draw', 'confirm_draw')";
    assert_eq!(town.count(trail).await, 2);

    // The count goes by the right number, and the act says both.
    let page = town.admin.page("/admin/resultados").await;
    town.admin.submit(&page, &page.form("/hacer/contar")).await;
    let late = town.admin.page(DRAW).await;
    assert!(late.forms().iter().all(|form| form.action != "/hacer/corregir-sorteo"), "a count rests on it");
    let page = town.second.page("/admin/resultados").await;
    town.second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    let made = Act::read(&town.public("/procesos/vigente-uno/01/acta.json").await.body).unwrap();
    let draw = made.record.draw.unwrap();
    assert!(draw.holds() && draw.number == RIGHT);
    assert_eq!(draw.drawn_at, Some(NaiveTime::MIN));
    let [corrected] = draw.corrections.as_slice() else { panic!("{:?}", draw.corrections) };
    assert_eq!((corrected.number.as_str(), corrected.reason.as_str()), (WRONG, WHY));
    assert_eq!((corrected.proposed.as_str(), corrected.confirmed.as_str()), ("Gloria", "Elena"));
}

#[tokio::test]
async fn a_correction_is_turned_down_and_none_comes_after_the_act() {
    let town = Town::drawn().await;
    town.propose().await.says(said::proposed(ES));
    let page = town.second.page(DRAW).await;
    town.second.submit(&page, &deciding(&page, "turn_down")).await.says(said::turned_down(ES));
    assert!(town.seed().await.ends_with(WRONG));
    // Another may be proposed; taken back, it leaves the number as it was.
    town.propose().await.says(said::proposed(ES));
    let page = town.admin.page(DRAW).await;
    town.admin.submit(&page, &deciding(&page, "turn_down")).await.says(said::turned_down(ES));
    assert_eq!(town.count("select count(*) from draw_correction").await, 2);
    let open = town.admin.page(DRAW).await;
    let form = open.form("/hacer/corregir-sorteo").with("number", RIGHT).with("reason", WHY);

    let page = town.admin.page("/admin/resultados").await;
    town.admin.submit(&page, &page.form("/hacer/contar")).await;
    town.admin.submit(&open, &form).await.says(said::correct_late(ES));
    let page = town.second.page("/admin/resultados").await;
    town.second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    town.admin.submit(&open, &form).await.says(said::correct_late(ES));
    let made = Act::read(&town.public("/procesos/vigente-uno/01/acta.json").await.body).unwrap();
    assert!(made.record.draw.unwrap().corrections.is_empty());
    // Nor does the database take one, or let one be changed.
    let mut app = town.world.database.as_app().await;
    enter(&mut app, town.world.one.site.tenant).await;
    let forced = "insert into draw_correction (tenant_id, process_id, place, number, source, drawn_on, reason,
            proposed_by, proposed_at)
        select tenant_id, process_id, 3, number, source, drawn_on, reason, proposed_by, proposed_at
        from draw_correction where place = 1";
    let refused = app.execute(forced).await.unwrap_err().to_string();
    assert!(refused.contains("a count rests on the draw"), "{refused}");
    assert!(app.execute("update draw_correction set number = '7'").await.is_err());
    assert!(app.execute("delete from draw_correction_decision").await.is_err());
}

/// Where the vote opened without a commitment, one comes late, with its reason for everybody to see, and its number is
/// drawn on a later day.
#[tokio::test]
async fn a_late_commitment_is_told_for_good() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, &rules()).await;
    let server = world.serve().await;
    let official = |name| Someone { name, territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &official("Gloria")).await;
    let tenant = world.one.site.tenant;
    admin.page("/admin").await.says(said::task_too_late(ES));
    let page = admin.page(DRAW).await;
    page.says(said::commit_late(ES));
    let form = page.form("/hacer/comprometer-sorteo");
    admin.submit(&page, &form).await.says(said::commit_opened(ES));
    admin.submit(&page, &form.clone().with("late", "olvido")).await;
    assert_eq!(world.database.count(tenant, "select count(*) from draw_commitment").await, 0);
    let mut app = world.database.as_app().await;
    enter(&mut app, tenant).await;
    let silent = "insert into draw_commitment (tenant_id, process_id, commitment, committed_at, committed_by)
        select tenant_id, process.id, repeat('0', 64), now() - interval '30 days', person.id
        from process join person using (tenant_id)";
    let refused = app.execute(silent).await.unwrap_err().to_string();
    assert!(refused.contains("comes after voting opened"), "{refused}");
    let form = form.with("late", LATE);
    admin.submit(&page, &form).await.says(said::committed_late(ES));
    admin.submit(&page, &form).await.says(said::committed_already(ES));
    server.visit("uno.localhost").page("/procesos/vigente-uno").await.says(&said::was_late(ES, LATE));
    let trail = "select count(*) from audit_entry where act = 'commit_draw_late' and reason is not null";
    assert_eq!(world.database.count(tenant, trail).await, 1);

    // The number of the very day may have been known: neither the page nor the database takes it.
    process.open(&world, &world.one, PhaseKind::Results).await;
    let page = admin.page(DRAW).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/sortear"));
    let csrf = admin.page("/admin/mesas").await.form("/hacer/puesto").value("csrf").unwrap().to_owned();
    let today = tests::world::today().to_string();
    let typed = [("csrf", &*csrf), ("number", "7"), ("source", "Lotería de prueba 4768"), ("drawn_on", &*today)];
    admin.post(DRAW, "/hacer/sortear", &tests::browser::fields(&typed)).await;
    let early = "insert into draw_number (tenant_id, process_id, number, source, drawn_on, entered_at, entered_by)
        select tenant_id, process_id, '7', 'Lotería', (committed_at at time zone 'America/Bogota')::date, now(),
            committed_by
        from draw_commitment";
    let refused = app.execute(early).await.unwrap_err().to_string();
    assert!(refused.contains("later day than that of the commitment"), "{refused}");
    assert_eq!(world.database.count(tenant, "select count(*) from draw_number").await, 0);
    tests::cluster::close(app).await;
}

#[tokio::test]
async fn the_act_says_that_a_commitment_was_late() {
    let town = Town::drawn_by(Some(LATE)).await;
    let page = town.admin.page("/admin/resultados").await;
    town.admin.submit(&page, &page.form("/hacer/contar")).await;
    let page = town.second.page("/admin/resultados").await;
    town.second.submit(&page, &page.form("/hacer/decidir-conteo")).await.says(act::done_approved(ES));
    let made = Act::read(&town.public("/procesos/vigente-uno/01/acta.json").await.body).unwrap();
    let draw = made.record.draw.unwrap();
    assert!(draw.holds());
    assert_eq!(draw.late.as_deref(), Some(LATE));
    assert_eq!(draw.drawn_at, None);
    town.public("/procesos/vigente-uno").await.says(&said::was_late(ES, LATE));
}

/// A number of the very day on which voting closed may have been known to who voted: its time says whether it was.
#[tokio::test]
async fn a_number_of_the_day_of_the_close_was_drawn_after_it() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Formulation, &rules()).await;
    process.commit_draw(&world, &world.one, None, 20).await;
    process.open(&world, &world.one, PhaseKind::Results).await;
    let day = tests::world::today().pred_opt().unwrap();
    let close = day.and_hms_opt(16, 0, 0).unwrap();
    let until = from_zone(close, world.one.site.time_zone).unwrap();
    process.set_phase(&world, &world.one, PhaseKind::Voting, until - TimeDelta::days(5), until).await;
    let server = world.serve().await;
    let admin = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &admin).await;
    let page = admin.page(DRAW).await;
    let form = page.form("/hacer/sortear").with("number", RIGHT).with("source", "Lotería de prueba 4768");
    let form = form.with("drawn_on", &day.to_string());
    // Pages show a no-break space as any other.
    let shown = |at| locale::format_date_time(at, ES).replace('\u{a0}', " ");
    let early = said::before_close(ES, shown(close));
    for time in ["", "15:59", "16:00"] {
        admin.submit(&page, &form.clone().with("drawn_at", time)).await.says(&early);
    }
    admin.submit(&page, &form.clone().with("drawn_at", "a las cinco")).await.says(said::wrong_time(ES));
    // Nor does the database take it.
    let mut app = world.database.as_app().await;
    enter(&mut app, world.one.site.tenant).await;
    for time in ["null", "'16:00'"] {
        let forced = format!(
            "insert into draw_number (tenant_id, process_id, number, source, drawn_on, drawn_at, entered_at, entered_by)
            select tenant_id, process_id, '7', 'Lotería', '{day}', {time}, now(), committed_by from draw_commitment"
        );
        let refused = app.execute(sqlx::AssertSqlSafe(forced)).await.unwrap_err().to_string();
        assert!(refused.contains("before voting closed"), "{refused}");
    }
    tests::cluster::close(app).await;
    let held = admin.submit(&page, &form.with("drawn_at", "16:30")).await;
    held.says(said::held(ES));
    held.says(&shown(day.and_hms_opt(16, 30, 0).unwrap()));
}

/// No act opens the vote before the seed is committed to; a date does.
#[tokio::test]
async fn an_act_opens_the_vote_once_the_seed_is_committed_to() {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Ballot, &rules()).await;
    process.projects(&world, &world.one, "01", &PROJECTS).await;
    let server = world.serve().await;
    let official = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
    let admin = world.browser(&server, &world.one.site, &official).await;
    admin.page("/admin").await.says(said::task_missing(ES));
    let page = admin.page("/admin/fases/voting").await;
    let open = page.form("/hacer/fase").with("reason", "La comunidad espera desde ayer").press("how", "open");
    admin.submit(&page, &open).await.says(said::missing_open(ES));
    let page = admin.page(DRAW).await;
    page.says(said::commit_detail(ES));
    admin.submit(&page, &page.form("/hacer/comprometer-sorteo")).await.says(said::committed(ES));
    admin.page("/admin").await.says(said::task_committed(ES));
    let page = admin.page("/admin/fases/voting").await;
    let open = page.form("/hacer/fase").with("reason", "La comunidad espera desde ayer").press("how", "open");
    admin.submit(&page, &open).await.says(&app::text::admin::phase_opened(ES, "Votación"));
    let opened = "select count(*) from calendar_act where phase = 'voting'";
    assert_eq!(world.database.count(world.one.site.tenant, opened).await, 1);
}
