//! Deadlines of reviews: what is due, what is late, who may step in and what silence decides.

use ::server::clock;
use app::review::lapse_due;
use app::text::{admin, deadline, review};
use chrono::{DateTime, Months, TimeDelta, Utc};
use http::StatusCode;
use shared::calendar::ends_day;
use shared::document::Day;
use shared::id::ProposalId;
use shared::locale::{Locale, format_date, in_zone};
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Deadline, Expiry, Flaw, Holder, RuleSet};
use store::rules::{Adoption, NewDraft, NotPublished};
use tests::browser::Browser;
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
const REVIEWER: Someone<'static> =
    Someone { name: "Rosa Revisa", territory: None, roles: &[Role::Reviewer], ..NEIGHBOUR };

/// The tests' rules with deadlines for reviews: days of any sort, and what follows.
fn rules(deadlines: &[(u16, Expiry)]) -> RuleSet {
    let mut rules = tests::rules::rules();
    rules.deadlines = deadlines
        .iter()
        .enumerate()
        .map(|(number, (days, then))| Deadline {
            id: format!("revision-{number}").parse().unwrap(),
            action: shared::permission::Action::ReviewProposal,
            days: *days,
            working_days: false,
            then: then.clone(),
            basis: "acuerdo-1 art. 7".parse().unwrap(),
        })
        .collect();
    rules
}

fn to_admin() -> Expiry {
    Expiry::Escalate { to: Holder::Role(Role::ProcessAdmin) }
}

struct Desk {
    world: World,
    server: Running,
    process: Process,
}

impl Desk {
    async fn new(rules: &RuleSet) -> Self {
        let world = World::new().await;
        let process = Process::with_rules(&world, &world.one, PhaseKind::Formulation, rules).await;
        let server = world.serve().await;
        Self { world, server, process }
    }

    async fn browser(&self, who: &Someone<'_>) -> Browser {
        self.world.browser(&self.server, &self.world.one.site, who).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    /// An idea that came in some days ago.
    async fn idea(&self, code: &str, title: &str, days: i64) -> ProposalId {
        let town = &self.world.one;
        let author = self.world.sign_in(&town.site, &NEIGHBOUR).await;
        let id = self.process.idea(&self.world, town, code, author.person, title).await;
        let mut connection = self.world.database.inside(town.site.tenant).await;
        sqlx::query("update proposal set submitted_at = $2 where id = $1")
            .bind(id.uuid())
            .bind(clock::now() - TimeDelta::days(days))
            .execute(&mut connection)
            .await
            .unwrap();
        tests::cluster::close(connection).await;
        id
    }

    async fn lapse(&self, now: DateTime<Utc>) -> usize {
        lapse_due(&self.world.database.database, &self.world.one.site, now).await.unwrap()
    }

    /// The day of the town some days from now, in words.
    fn day(&self, days: i64) -> String {
        format_date(in_zone(clock::now() + TimeDelta::days(days), self.world.one.site.time_zone).date(), ES)
    }
}

#[tokio::test]
async fn what_is_due_first_comes_first_and_what_is_late_is_said() {
    let desk = Desk::new(&rules(&[(3, Expiry::Alert), (30, to_admin())])).await;
    // The one with the later number was received first.
    let fresh = desk.idea("01", "Idea reciente", 1).await;
    let late = desk.idea("02", "Idea vencida", 4).await;
    let reviewer = desk.browser(&REVIEWER).await;
    let queue = reviewer.page("/revision").await;
    let text = queue.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    assert!(at("Idea vencida") < at("Idea reciente"), "{text}");
    queue.says(&deadline::late_title(ES, 1));
    queue.says(&deadline::passed(ES, desk.day(-1), deadline::yesterday(ES)));
    queue.says(&deadline::due(ES, desk.day(2), deadline::days(ES, 2)));
    queue.says(&deadline::another(ES, desk.day(26), deadline::days(ES, 26)));
    reviewer.page(&format!("/revision/{late}")).await.says(&deadline::passed(
        ES,
        desk.day(-1),
        deadline::yesterday(ES),
    ));

    desk.browser(&ADMIN).await.page("/admin").await.says(&deadline::late_count(ES, 1));
    let anybody = desk.server.visit("uno.localhost");
    let late = anybody.page(&format!("/ideas/{late}")).await;
    late.says(&deadline::answer_passed(ES, desk.day(-1), deadline::yesterday(ES)));
    let fresh = anybody.page(&format!("/ideas/{fresh}")).await;
    fresh.says(&deadline::answer_due(ES, desk.day(2), deadline::days(ES, 2)));
    assert_eq!(desk.lapse(clock::now()).await, 0, "an alert decides nothing");
    assert_eq!(desk.count("select count(*) from proposal where state = 'submitted'").await, 2);
}

#[tokio::test]
async fn a_page_of_the_queue_goes_on_where_the_one_before_ended() {
    let desk = Desk::new(&rules(&[(3, Expiry::Alert)])).await;
    // The phase opened five days ago: whatever came before that is due from then, in order of arrival.
    for number in 0..28_i64 {
        desk.idea("01", &format!("Idea con el número {number:02}"), 30 - number).await;
    }
    let reviewer = desk.browser(&REVIEWER).await;
    let first = reviewer.page("/revision").await;
    let next = tests::html::links(&first.body).into_iter().find(|link| link.contains("despues=")).expect("a next page");
    let second = reviewer.page(&next).await;
    for number in 0..28 {
        let title = format!("Idea con el número {number:02}");
        let (here, there) = (first.text().contains(&title), second.text().contains(&title));
        assert_eq!((here, there), (number < 25, number >= 25), "{title}");
    }
}

#[tokio::test]
async fn a_step_that_is_late_passes_to_somebody_else_too() {
    let desk = Desk::new(&rules(&[(2, to_admin())])).await;
    let fresh = desk.idea("01", "Idea reciente", 0).await;
    let admin = desk.browser(&ADMIN).await;
    let citizen = desk.browser(&NEIGHBOUR).await;
    let empty = admin.page("/revision").await;
    empty.says(review::none_title(ES));
    empty.keeps_quiet_about("Idea reciente");
    let page = admin.page(&format!("/revision/{fresh}")).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/concepto"), "{}", page.text());
    page.says(&desk.day(3));

    let late = desk.idea("02", "Idea vencida", 4).await;
    let queue = admin.page("/revision").await;
    queue.says("Idea vencida");
    queue.keeps_quiet_about("Idea reciente");
    assert_eq!(citizen.open("/revision").await.status, StatusCode::FORBIDDEN);
    admin.page("/mi-participacion").await.says(&deadline::for_you(ES, 1));
    let page = admin.page(&format!("/revision/{late}")).await;
    let form =
        page.form("/hacer/concepto").tick("verdict", "viable").with("cost", "900000").with("department", "Obras");
    admin.submit(&page, &form).await.says(&review::saved_viable(ES, "Idea vencida", 1));
    // Whoever owed it still may, and nobody else may anything sooner.
    let forged = form.with("id", &fresh.to_string());
    admin.submit(&page, &forged).await.says(&desk.day(3));
    assert_eq!(desk.count("select count(*) from proposal where state = 'viable'").await, 1);
    assert_eq!(desk.count("select count(*) from audit_entry where act = 'review_proposal'").await, 1);
}

#[tokio::test]
async fn silence_turns_an_idea_down_once() {
    let desk = Desk::new(&rules(&[(3, Expiry::Refuse)])).await;
    let town = &desk.world.one;
    let late = desk.idea("01", "Idea sin respuesta", 4).await;
    let fresh = desk.idea("01", "Idea reciente", 1).await;
    desk.world.sign_in(&town.site, &REVIEWER).await;
    // A server that was stopped and two that run at once decide what is due, once.
    let last = in_zone(clock::now(), town.site.time_zone).date() - TimeDelta::days(1);
    let passes = ends_day(Day(last), town.site.time_zone).unwrap();
    assert_eq!(desk.lapse(passes - TimeDelta::seconds(1)).await, 0, "the last day is not over");
    let (one, other) = tokio::join!(desk.lapse(clock::now()), desk.lapse(clock::now()));
    let by_server = desk.count("select count(*) from audit_entry where act = 'lapse_review'").await;
    assert_eq!(by_server, 1, "decided by the two ({one}, {other}) or by the running server, and once");
    assert!(one + other <= 1);
    assert_eq!(desk.lapse(clock::now()).await, 0);
    let decided = "select count(*) from proposal where state = 'not_viable' and lapsed = 'revision-0'
        and reviewer_id is null and reviewed_at is not null";
    assert_eq!(desk.count(decided).await, 1);

    let page = desk.server.visit("uno.localhost").page(&format!("/ideas/{late}")).await;
    page.says(deadline::lapsed(ES));
    page.says(&format_date(last, ES));
    page.says("Acuerdo 1 de 2026");
    page.says("art. 7");
    desk.server.visit("uno.localhost").page(&format!("/ideas/{fresh}")).await.keeps_quiet_about(deadline::lapsed(ES));
    let trail = desk.browser(&ADMIN).await.page("/admin/auditoria").await;
    trail.says(&admin::act(ES, "lapse_review"));
    trail.says(deadline::the_system(ES));

    // A review takes its place for as long as reviews can change.
    let reviewer = desk.browser(&REVIEWER).await;
    let page = reviewer.page(&format!("/revision/{late}")).await;
    let mut form = page.form("/hacer/concepto");
    form.fields.retain(|(field, _)| field != "verdict");
    form.fields.push(("verdict".to_owned(), "viable".to_owned()));
    let form = form.with("cost", "900000").with("department", "Obras");
    reviewer.submit(&page, &form).await.says(&review::saved_viable(ES, "Idea sin respuesta", 1));
    assert_eq!(desk.count("select count(*) from proposal where lapsed is not null").await, 0);
    assert_eq!(desk.lapse(clock::now()).await, 0);

    // What people are about to vote on is nobody's to change, not even silence's.
    desk.process.open(&desk.world, town, PhaseKind::Ballot).await;
    assert_eq!(desk.lapse(clock::now().checked_add_months(Months::new(1)).unwrap()).await, 0);
    assert_eq!(desk.count("select count(*) from proposal where state = 'submitted'").await, 1);
}

#[tokio::test]
async fn silence_cannot_put_a_project_on_the_ballot() {
    let accepting = rules(&[(3, Expiry::Accept)]);
    let defects = accepting.clone().check().expect_err("such rules lead to a dead end");
    assert!(matches!(defects[0].flaw, Flaw::SilentYes { .. }), "{defects:#?}");
    assert_eq!(defects[0].path.to_string(), "deadlines[0].then");
    // No way leads around that.
    let world = World::new().await;
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let id = ::server::random::uuid().into();
    let draft = NewDraft { id, document: &accepting, copied_from: None, by: None };
    store::rules::create(&mut tx, &draft, clock::now()).await.unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let adoption = Adoption { act: "Acuerdo de prueba", date: day, reference: None, effective_from: day };
    let published = store::rules::publish(&mut tx, id, 1, &adoption, None, clock::now()).await;
    assert!(matches!(published, Err(NotPublished::Unsound(_))));
}
