//! The calendar as people read it: a territory that differs by an act, files to subscribe to, and who may take part.

use app::text;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use http::StatusCode;
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::Hours;
use tests::browser::{Answer, Browser};
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const REASON: &str = "El río creció y no se puede pasar";
const ADMIN: Someone<'_> = Someone { name: "Gloria", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
const TYPED: &str = "%Y-%m-%dT%H:%M";

/// A town in which ideas are received, and who administers its process.
struct Town {
    world: World,
    server: Running,
    process: Process,
    admin: Browser,
}

impl Town {
    async fn new(open: PhaseKind) -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one, open).await;
        let server = world.serve().await;
        let admin = world.browser(&server, &world.one.site, &ADMIN).await;
        Self { world, server, process, admin }
    }

    fn anybody(&self) -> Browser {
        self.server.visit("uno.localhost")
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    /// Moves the voting of a territory by some days.
    async fn postpone(&self, code: &str, days: i64) -> Answer {
        let page = self.admin.page("/admin/fases/voting").await;
        let form = page.form("/hacer/fase");
        let moved = |field: &str| {
            let typed = NaiveDateTime::parse_from_str(form.value(field).unwrap(), TYPED).unwrap();
            (typed + TimeDelta::days(days)).format(TYPED).to_string()
        };
        let (opens, closes) = (moved("opens"), moved("closes"));
        let form = form
            .with("where", "some")
            .tick("territories[]", code)
            .with("opens", &opens)
            .with("closes", &closes)
            .with("reason", REASON)
            .press("how", "dates");
        self.admin.submit(&page, &form).await
    }
}

#[tokio::test]
async fn a_territory_that_votes_later_shows_it_with_the_reason() {
    let town = Town::new(PhaseKind::Ideas).await;
    let anybody = town.anybody();
    anybody.page("/territorios/02").await.says(text::route::territory_same(ES));
    anybody.page("/calendario").await.says(text::route::log_none(ES));
    // What somebody else has open meanwhile.
    let before = town.admin.page("/admin/fases/voting").await;

    town.postpone("02", 2).await.says(&text::admin::phase_saved(ES, "Votación"));
    let there = anybody.page("/territorios/02").await;
    for words in [text::route::territory_differs(ES), text::route::own_dates(ES), REASON] {
        there.says(words);
    }
    let elsewhere = anybody.page("/territorios/01").await;
    elsewhere.says(text::route::territory_same(ES));
    elsewhere.keeps_quiet_about(REASON);
    anybody.page("/").await.says(text::route::some_differ_one(ES));
    let own = Someone { name: "Del otro lado del río", territory: Some("02"), ..NEIGHBOUR };
    let own = town.world.browser(&town.server, &town.world.one.site, &own).await;
    own.page("/").await.says(&text::route::own_differs(ES, "Comuna 02 de Villa Uno"));
    let whole = anybody.page("/calendario").await;
    for words in [REASON, &text::route::act(ES, 1, "Votación"), "02 Comuna 02 de Villa Uno"] {
        whole.says(words);
    }
    assert!(whole.body.contains("id=\"acto-1\""));
    town.admin.page("/admin/fases").await.says("02 Comuna 02 de Villa Uno");
    let own_dates = town.admin.page("/admin/fases/voting?territorio=02").await.form("/hacer/fase");
    assert_ne!(own_dates.value("opens"), before.form("/hacer/fase").value("opens"));
    assert_eq!(town.admin.open("/admin/fases/voting?territorio=99").await.status, StatusCode::NOT_FOUND);
    assert_eq!(town.admin.open("/admin/fases/sorteo").await.status, StatusCode::NOT_FOUND);

    // The act is in the audit trail with before and after.
    let entries = "select count(*) from audit_entry where act = 'change_phase' and object = 'voting'
        and not before ? '02' and after ? '02' and before -> '*' = after -> '*'";
    assert_eq!(town.count(entries).await, 1);

    // Whoever decides from what was there before is told so, and nothing changes.
    let tenant = town.world.one.site.tenant;
    let stored = town.world.database.fingerprint(tenant).await;
    let stale = before.form("/hacer/fase").with("where", "some").tick("territories[]", "02");
    let stale = stale.with("closes", "2090-01-01T08:00").with("reason", REASON).press("how", "dates");
    let back = town.admin.submit(&before, &stale).await;
    back.says("Alguien cambió las fechas de «Votación» mientras usted escribía");
    assert_eq!(back.form("/hacer/fase").value("closes"), Some("2090-01-01T08:00"), "what was typed comes back");
    assert_eq!(town.world.database.fingerprint(tenant).await, stored);
    // What was not seen at all cannot be moved from.
    let blind = before.form("/hacer/fase").with("seen", "").with("reason", REASON).press("how", "dates");
    town.admin.submit(&before, &blind).await.says(text::phases::seen_lost(ES));
}

#[tokio::test]
async fn everything_that_stands_against_an_act_is_told_at_once() {
    let town = Town::new(PhaseKind::Ideas).await;
    let page = town.admin.page("/admin/fases/voting").await;
    let form = page.form("/hacer/fase");
    let tenant = town.world.one.site.tenant;
    let citizen = town.world.sign_in(&town.world.one.site, &NEIGHBOUR).await;
    let stored = town.world.database.fingerprint(tenant).await;
    let wrong = form
        .clone()
        .with("where", "some")
        .with("opens", "2090-01-02T08:00")
        .with("closes", "2090-01-01T08:00")
        .with("reason", "Corto")
        .press("how", "dates");
    let back = town.admin.submit(&page, &wrong).await;
    for words in
        [text::phases::which_missing(ES), text::admin::closes_before_opens(ES), &text::admin::reason_short(ES, 10, 5)]
    {
        back.says(words);
    }
    // Beyond what follows, everywhere.
    let late = form.clone().with("opens", "2090-01-02T08:00").with("closes", "2090-02-01T08:00");
    let back = town.admin.submit(&page, &late.with("reason", REASON).press("how", "dates")).await;
    back.says("antes que «Votación», que va primero");
    back.says("Ábrala a más tardar");
    // Nothing to do.
    let same = form.with("reason", REASON).press("how", "dates");
    town.admin.submit(&page, &same).await.says(text::phases::nothing_changed(ES));
    // What has opened has opened.
    let page = town.admin.page("/admin/fases/ideas").await;
    let form = page.form("/hacer/fase").with("opens", "2090-01-02T08:00").with("closes", "2090-02-01T08:00");
    town.admin
        .submit(&page, &form.with("reason", REASON).press("how", "dates"))
        .await
        .says("y eso no se puede cambiar");
    assert_eq!(town.world.database.fingerprint(tenant).await, stored);
    // A citizen's form is refused.
    let browser = town.server.visit("uno.localhost").with_cookie(&citizen.cookie);
    let fields: Vec<_> =
        page.form("/hacer/fase").with("csrf", &citizen.csrf).with("reason", REASON).press("how", "close").fields;
    browser.post("/", "/hacer/fase", &fields).await;
    browser.post("/", "/hacer/fechas-usuales", &fields).await;
    assert_eq!(town.world.database.fingerprint(tenant).await, stored);
}

#[tokio::test]
async fn phases_without_dates_take_the_usual_ones() {
    let town = Town::new(PhaseKind::Ideas).await;
    town.admin.page("/admin/fases").await.keeps_quiet_about(text::phases::draft_title(ES));
    let mut owner = town.world.database.inside(town.world.one.site.tenant).await;
    sqlx::query("delete from phase where phase in ('execution', 'follow_up')").execute(&mut owner).await.unwrap();
    tests::cluster::close(owner).await;
    town.anybody().page("/calendario").await.says(text::route::no_date(ES));
    let page = town.admin.page("/admin/fases").await;
    page.says(text::phases::draft_title(ES));
    // The rules say when the follow-up usually is; of the execution they say nothing.
    page.says(text::phases::draft_none(ES));
    let form = page.form("/hacer/fechas-usuales");
    let past = town.admin.page("/admin/fases?anio=2001").await;
    let back = town.admin.submit(&past, &past.form("/hacer/fechas-usuales").with("reason", REASON)).await;
    back.says("ya pasó");
    let back = town.admin.submit(&page, &form).await;
    assert!(back.body.contains("role=\"alert\""), "a reason is needed");
    town.admin.submit(&page, &form.with("reason", REASON)).await.says(text::phases::draft_done_one(ES));
    assert_eq!(town.count("select count(*) from phase where phase = 'follow_up' and opens_at > now()").await, 1);
    assert_eq!(town.count("select count(*) from calendar_act where was_opens is null").await, 1);
    assert_eq!(town.count("select count(*) from audit_entry where act = 'set_usual_dates'").await, 1);
}

/// An entry of a calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    uid: String,
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
    summary: String,
}

/// Reads a calendar file (RFC 5545) as programs do: unfolds its lines and takes its entries.
fn entries(file: &str) -> Vec<Entry> {
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
    assert!(file.lines().all(|line| line.len() <= 75), "a line is too long");
    let unfolded = file.replace("\r\n ", "");
    let mut found = Vec::new();
    for entry in unfolded.split("BEGIN:VEVENT\r\n").skip(1) {
        let (entry, _) = entry.split_once("END:VEVENT").unwrap();
        let value = |name: &str| {
            let line = entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.unwrap_or_else(|| panic!("{name} of {entry}")).replace("\\,", ",").replace("\\;", ";")
        };
        let at = |name: &str| NaiveDateTime::parse_from_str(&value(name), "%Y%m%dT%H%M%SZ").unwrap().and_utc();
        found.push(Entry { uid: value("UID"), starts: at("DTSTART"), ends: at("DTEND"), summary: value("SUMMARY") });
    }
    found
}

#[tokio::test]
async fn programs_subscribe_to_the_calendar() {
    let town = Town::new(PhaseKind::Ideas).await;
    let anybody = town.anybody();
    let file = anybody.ask("/calendario.ics").await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert!(file.header("content-disposition").unwrap().contains(".ics"));
    let whole = entries(&file.body);
    let window = town.process.window(&town.world, &town.world.one, PhaseKind::Voting).await;
    let voting = whole.iter().find(|entry| entry.summary == "Votación · Villa Uno").unwrap();
    assert_eq!(voting.starts.timestamp(), window.opens().timestamp());
    assert_eq!(voting.ends.timestamp(), window.closes().timestamp());
    assert_eq!(whole.len(), PhaseKind::ALL.len());
    let uids: std::collections::BTreeSet<_> = whole.iter().map(|entry| &entry.uid).collect();
    assert_eq!(uids.len(), whole.len());

    let ask = async |path: &str, tag: &str| {
        let request = anybody.request(reqwest::Method::GET, path).header("if-none-match", tag);
        anybody.send(path, request).await
    };
    let tag = file.header("etag").unwrap().to_owned();
    assert_eq!(ask("/calendario.ics", &tag).await.status, StatusCode::NOT_MODIFIED);
    assert_eq!(ask("/calendario.ics", "\"otra\"").await.status, StatusCode::OK);

    let feed = "/territorios/02/calendario.ics";
    let before = anybody.ask(feed).await;
    town.postpone("02", 2).await.says(&text::admin::phase_saved(ES, "Votación"));
    let after = ask(feed, before.header("etag").unwrap()).await;
    assert_eq!(after.status, StatusCode::OK, "who has subscribed gets the new dates");
    let (before, after) = (entries(&before.body), entries(&after.body));
    for (was, is) in before.iter().zip(&after) {
        assert_eq!(was.uid, is.uid, "it is the same entry wherever its dates move");
        if is.summary.starts_with("Votación") {
            assert!(is.summary.contains("Comuna 02"));
            // The form holds minutes; where the phase had seconds too, they are gone.
            let moved = is.starts - was.starts;
            assert!((TimeDelta::days(2) - moved).abs() < TimeDelta::minutes(1), "{moved}");
        } else {
            assert_eq!(was, is);
        }
    }
    assert_eq!(entries(&anybody.ask("/territorios/01/calendario.ics").await.body).len(), whole.len());
    let page = anybody.page("/territorios/02").await;
    assert!(page.body.contains("href=\"webcal://uno.localhost"), "{}", page.body);
    assert!(page.body.contains("href=\"/territorios/02/calendario.ics\""));
    for missing in ["/territorios/99/calendario.ics", "/territorios/11/calendario.ics"] {
        assert_eq!(anybody.ask(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    let without = town.server.visit("dos.localhost");
    assert_eq!(without.ask("/calendario.ics").await.status, StatusCode::NOT_FOUND);
    without.page("/calendario").await.says(text::route::no_process(ES));
}

#[tokio::test]
async fn who_asks_whether_they_can_take_part_is_told_why_not_and_what_helps() {
    let town = Town::new(PhaseKind::Ideas).await;
    let nobody = town.anybody().page("/participar").await;
    nobody.says(text::participate::sign_in_title(ES));
    nobody.says("Tener 14 años o más");
    nobody.keeps_quiet_about(text::participate::met(ES));
    assert!(nobody.body.contains("/entrar?volver=/participar"));

    let browser = async |who: &Someone<'_>| town.world.browser(&town.server, &town.world.one.site, who).await;
    let neighbour = browser(&NEIGHBOUR).await.page("/participar").await;
    neighbour.says(text::participate::yes_now(ES));
    // The voting is for later; the conditions are met already.
    neighbour.says(text::participate::not_yet(ES));
    neighbour.says("La votación todavía no abre");
    neighbour.keeps_quiet_about(text::participate::not_met(ES));

    let minor = browser(&Someone { name: "Samuel", age: Some(13), ..NEIGHBOUR }).await.page("/participar").await;
    minor.says(text::participate::missing(ES));
    minor.says(text::participate::not_met(ES));
    minor.says("La edad mínima es de 14 años y usted tiene 13");
    minor.keeps_quiet_about(text::participate::yes_now(ES));

    let stranger = browser(&Someone { name: "Camilo", territory: None, ..NEIGHBOUR }).await.page("/participar").await;
    stranger.says(text::participate::you_nowhere(ES));
    stranger.says(text::participate::unknown(ES));
    assert!(stranger.body.contains("href=\"/perfil?volver=/participar\""));
    town.server.visit("dos.localhost").page("/participar").await.says(text::participate::no_process(ES));
}

#[tokio::test]
async fn a_phase_of_one_day_is_told_by_that_day() {
    let town = Town::new(PhaseKind::Ideas).await;
    // From midnight to midnight in Bogotá.
    let opens = DateTime::parse_from_rfc3339("2090-02-18T05:00:00Z").unwrap().to_utc();
    let (one, process) = (&town.world.one, &town.process);
    process.set_phase(&town.world, one, PhaseKind::FollowUp, opens, opens + TimeDelta::days(1)).await;
    let page = town.anybody().page("/calendario").await;
    page.says("18 feb 2090");
    page.keeps_quiet_about("18 feb 2090 – ");
    process.set_phase(&town.world, one, PhaseKind::FollowUp, opens, opens + TimeDelta::days(2)).await;
    town.anybody().page("/calendario").await.says("18 feb 2090 – 19 feb 2090");
}

#[tokio::test]
async fn a_phase_is_not_opened_at_an_hour_at_which_it_is_shut() {
    let world = World::new().await;
    let hour = chrono::Timelike::hour(&shared::locale::in_zone(server::clock::now(), world.one.site.time_zone));
    let (from, until) = if hour < 12 { ("20:00", "21:00") } else { ("05:00", "06:00") };
    let mut rules = tests::rules::rules();
    let voting = rules.phases.iter_mut().find(|phase| phase.kind == PhaseKind::Voting).unwrap();
    voting.hours = Some(Hours { from: from.parse().unwrap(), until: until.parse().unwrap() });
    Process::with_rules(&world, &world.one, PhaseKind::Ballot, &rules).await;
    let server = world.serve().await;
    let admin = world.browser(&server, &world.one.site, &ADMIN).await;
    let page = admin.page("/admin/fases/voting").await;
    let form = page.form("/hacer/fase").with("reason", REASON);
    let stored = world.database.fingerprint(world.one.site.tenant).await;
    admin.submit(&page, &form.clone().press("how", "open")).await.says("Ábrala dentro de ese horario");
    assert_eq!(world.database.fingerprint(world.one.site.tenant).await, stored);
    // Other dates are dates, whatever the hours.
    let window = form.with("closes", "2090-01-02T08:00").press("how", "dates");
    let back = admin.submit(&page, &window).await;
    back.keeps_quiet_about("Ábrala dentro de ese horario");
}
