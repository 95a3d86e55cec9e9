//! Polling places: the desk's day page by page, one vote whatever the channel, and journals that are brought in later.

use app::text::desk as said;
use chrono::{DateTime, Utc};
use http::StatusCode;
use shared::desk::{Act, Counted, Event, Journal, Refusal, Stage, Way};
use shared::id::{DeskId, PersonId, ShiftId};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::{DocumentNumber, EntryHash, LastThree, RollKey};
use shared::ruleset::{OfflineBallots, PollingPlaces, RuleSet};
use shared::urn::Channel;
use store::desk::{self, BroughtIn};
use store::urn::Voter;
use tests::browser::{Answer, Browser};
use tests::process::{Process, Project};
use tests::server::Running;
use tests::world::{Member, NEIGHBOUR, Someone, World, tenant_tables};

const ES: Locale = Locale::EsCo;
const ADMIN: Someone<'static> = Someone { name: "Ada", roles: &[Role::ProcessAdmin], ..NEIGHBOUR };
const OFFICER: Someone<'static> = Someone { name: "Jurada Luz", roles: &[Role::PollingOfficer], ..NEIGHBOUR };
const BORN: &str = "1980-02-29";

struct Polls {
    world: World,
    process: Process,
    server: Running,
    admin: Browser,
    officer: Browser,
    member: Member,
    desk: DeskId,
}

/// A town that votes, with one desk for its first territory and an officer.
async fn polls() -> Polls {
    polls_by(&tests::rules::rules()).await
}

async fn polls_by(rules: &RuleSet) -> Polls {
    let world = World::new().await;
    let process = Process::with_rules(&world, &world.one, PhaseKind::Voting, rules).await;
    process.projects(&world, &world.one, "01", &[Project { title: "Un parque", cost: 10 }]).await;
    let server = world.serve().await;
    let admin = world.browser(&server, &world.one.site, &ADMIN).await;
    let member = world.sign_in(&world.one.site, &OFFICER).await;
    let officer = server.visit(&world.one.host()).with_cookie(&member.cookie);
    let desk = add_place(&world, &process, &admin, "Casa comunal", "01").await;
    Polls { world, process, server, admin, officer, member, desk }
}

async fn add_place(world: &World, process: &Process, admin: &Browser, name: &str, territory: &str) -> DeskId {
    let page = admin.page("/admin/mesas").await;
    let form =
        page.form("/hacer/puesto").with("name", name).with("address", "Calle 1 # 2-3").with("territory", territory);
    admin.submit(&page, &form).await.says(&said::place_added(ES, name));
    let mut tx = world.database.database.enter(&world.one.site).await.unwrap();
    let places = desk::places(&mut tx, process.id).await.unwrap();
    places.into_iter().find(|(place, _)| place.name == name).unwrap().1[0].id
}

impl Polls {
    fn path(&self) -> String {
        app::path::desk(self.desk)
    }

    async fn act(&self, act: &str, fields: &[(&str, &str)]) -> Answer {
        act_at(&self.officer, self.desk, act, fields).await
    }

    async fn open(&self) {
        open(&self.officer, self.desk).await;
    }

    async fn find(&self, number: &str, born: &str, lives: &str) -> Answer {
        find_at(&self.officer, self.desk, number, born, lives).await
    }

    fn hash(&self, number: &str) -> EntryHash {
        let key = RollKey::new(self.world.database.vault.roll_key(self.world.one.site.tenant).unwrap());
        DocumentNumber::new("cc".parse().unwrap(), number).unwrap().hash(&key)
    }

    async fn voted(&self, channel: &str) -> i64 {
        let rows = match channel {
            "paper" => "select count(*) from participation where channel = 'paper'",
            _ => "select count(*) from participation",
        };
        self.world.database.count(self.world.one.site.tenant, rows).await
    }

    async fn shift(&self) -> desk::Shift {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        desk::newest(&mut tx, self.desk).await.unwrap().unwrap()
    }

    async fn bring_in(&self, shift: ShiftId, events: &[Vec<u8>]) -> BroughtIn {
        let mut tx = self.world.database.database.enter(&self.world.one.site).await.unwrap();
        let process = store::process::find(&mut tx, self.process.id).await.unwrap().unwrap();
        let events: Vec<&[u8]> = events.iter().map(Vec::as_slice).collect();
        let brought = desk::bring_in(&mut tx, &process, shift, &events, now()).await.unwrap();
        tx.commit().await.unwrap();
        brought
    }
}

fn now() -> DateTime<Utc> {
    server::clock::now()
}

async fn act_at(officer: &Browser, desk: DeskId, act: &str, fields: &[(&str, &str)]) -> Answer {
    let page = officer.page(&app::path::desk(desk)).await;
    let form = page.forms().into_iter().find(|form| form.value("act") == Some(act));
    let mut form = form.unwrap_or_else(|| panic!("no form for {act}: {}", page.text()));
    for (name, value) in fields {
        form = if *name == "box_empty" { form.tick(name, value) } else { form.with(name, value) };
    }
    officer.submit(&page, &form).await
}

async fn open(officer: &Browser, desk: DeskId) {
    let page = officer.page(&app::path::desk(desk)).await;
    let form = page.form("/hacer/comenzar-turno").with("officers", "Luz Usuga\nPedro Díaz");
    officer.submit(&page, &form).await.says(said::begun(ES));
    let opened = act_at(officer, desk, "opening", &[("box_empty", "1"), ("papers", "100"), ("seal", "A-17")]).await;
    opened.says(said::opened(ES));
}

async fn find_at(officer: &Browser, desk: DeskId, number: &str, born: &str, lives: &str) -> Answer {
    let page = officer.page(&app::path::desk(desk)).await;
    let form = page.form("/hacer/buscar-persona").with("kind", "cc").with("number", number);
    officer.submit(&page, &form.with("born", born).with("lives", lives)).await
}

#[tokio::test]
async fn a_day_at_a_desk() {
    let polls = polls().await;
    let page = polls.officer.page("/mesa").await;
    page.says(&said::desk_of(ES, 1, "Casa comunal"));
    let unseen = polls.officer.page(&polls.path()).await.form("/hacer/comenzar-turno");
    polls.open().await;
    // Who comes second finds the shift under way.
    let page = polls.officer.page(&polls.path()).await;
    polls.officer.submit(&page, &unseen.with("officers", "Otra persona")).await.says(said::under_way(ES));

    let found = polls.find("1.020.304.789", BORN, "01").await;
    found.says(said::can_vote(ES));
    found.says(&said::ends_in(ES, "789"));
    found.says(&said::hand_over(ES, "Comuna 01 de Villa Uno"));
    let again = polls.officer.page(&polls.path()).await;
    let marked = polls.officer.submit(&found, &found.form("/hacer/marcar-persona").with("assisted", "sight")).await;
    marked.says(&said::marked(ES, "789", "Comuna 01 de Villa Uno"));
    assert_eq!(polls.voted("paper").await, 1);
    // The same page sent again, and the same person asking again, get nothing.
    polls.officer.submit(&again, &again.form("/hacer/marcar-persona")).await.says(said::person_gone(ES));
    let found = polls.find("1020304789", BORN, "01").await;
    found.says(said::cannot_vote(ES));
    found.says(&said::marked_here(ES, 3));
    assert_eq!(polls.voted("any").await, 1);

    polls.act("spoilt", &[]).await.says(said::noted(ES));
    polls.act("delivery", &[("delivered", "20")]).await.says(said::noted(ES));
    let told = [("kind_of", "complaint"), ("incident", "Una vecina reclamó por la fila.")];
    polls.act("incident", &told).await.says("Una vecina reclamó por la fila.");
    polls.act("pause", &[("pause_why", "Se fue la luz en la cuadra")]).await.says(said::resume_lead(ES));
    polls.act("resume", &[]).await.says(said::find(ES));

    let counted = |in_box: &'static str| {
        [("voters", "1"), ("in_box", in_box), ("envelopes", "0"), ("spoilt", "1"), ("unused", "118")]
    };
    let refused = polls.act("closing", &counted("0")).await;
    refused.says(&said::difference(ES, said::counted_in_box(ES), 1, 0));
    refused.says("Jurada Luz");
    let mut fields = counted("0").to_vec();
    fields.push(("explained", "La persona se llevó la papeleta."));
    let closed = polls.act("closing", &fields).await;
    closed.says(said::closed(ES));
    closed.says(&said::explains(ES, "La persona se llevó la papeleta."));
    polls.admin.page("/admin/mesas").await.says(said::stage_closed(ES));
    let overseen = polls.admin.page(&app::path::admin_desk(polls.desk)).await;
    overseen.says(&said::with_seal(ES, "A-17"));
    // How many voted there is told to nobody else while people vote.
    overseen.says(said::figures_later(ES));
    overseen.keeps_quiet_about(said::recorded_papers(ES));

    // The number stands nowhere, and what is known of the vote is that it was given on paper.
    let mut inside = polls.world.database.inside(polls.world.one.site.tenant).await;
    for table in tenant_tables(&mut inside).await {
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select row::text from {table} row")))
            .fetch_all(&mut inside)
            .await
            .unwrap();
        assert!(!rows.iter().any(|row| row.contains("1020304789")), "{table}");
    }
    tests::cluster::close(inside).await;
}

#[tokio::test]
async fn the_desk_says_why_somebody_does_not_vote_there() {
    let polls = polls().await;
    let opening = [("papers", "ninguna")];
    let page = polls.officer.page(&polls.path()).await;
    let form = page.form("/hacer/comenzar-turno").with("officers", "\n");
    polls.officer.submit(&page, &form).await.says(said::officers_wrong(ES));
    polls.officer.submit(&page, &form.with("officers", "Luz")).await.says(said::begun(ES));
    let refused = polls.act("opening", &opening).await;
    refused.says(said::box_empty_missing(ES));
    refused.says(said::number_wrong(ES));
    polls.act("opening", &[("box_empty", "1"), ("papers", "5")]).await.says(said::opened(ES));
    polls.act("spoilt", &[]).await.says(said::nothing_to_spoil(ES));

    polls.find("12", BORN, "01").await.says(said::document_wrong(ES));
    polls.find("1020304050", "2199-01-01", "01").await.says(said::born_wrong(ES));
    let child = polls.find("1020304050", "2020-01-01", "01").await;
    child.says(said::cannot_vote(ES));
    child.says("14 años");
    assert!(child.forms().iter().all(|form| form.action != "/hacer/marcar-persona"));
    let nowhere = polls.find("1020304050", BORN, "").await;
    nowhere.says(said::territory_unknown(ES));
    add_place(&polls.world, &polls.process, &polls.admin, "Escuela del dos", "02").await;
    let elsewhere = polls.find("1020304050", BORN, "02").await;
    elsewhere.says(said::cannot_vote(ES));
    elsewhere.says(&said::go_to(ES, "Escuela del dos (Calle 1 # 2-3)"));
    // Whoever voted is said to have voted, and how; not when.
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let process = store::process::find(&mut tx, polls.process.id).await.unwrap().unwrap();
    let contest = store::contest::by_code(&mut tx, process.id, "01").await.unwrap().unwrap();
    let rule = process.rule_set.deciding_contest().unwrap().id.clone();
    let poll = store::urn::Poll { process: &process, rule: &rule, contest: &contest };
    let voter = Voter::document(polls.hash("1020304050"));
    assert_eq!(store::urn::mark(&mut tx, poll, voter, now()).await.unwrap(), store::urn::Marked::Marked);
    tx.commit().await.unwrap();
    polls.find("1020304050", BORN, "01").await.says(&said::voted_by(ES, said::channel(ES, Channel::Paper)));
    // What a scanner types.
    let scanned = polls.find("02 99 PubDSK_1 12345678 1099990001RUIZ VIDAL AMPARO 0F19800229051234 O+", "", "01").await;
    scanned.says(said::can_vote(ES));
    scanned.says(&said::ends_in(ES, "001"));
}

#[tokio::test]
async fn whoever_is_no_officer_runs_no_desk() {
    let polls = polls().await;
    polls.open().await;
    let neighbour = polls.world.browser(&polls.server, &polls.world.one.site, &NEIGHBOUR).await;
    assert_eq!(neighbour.open(&polls.path()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(neighbour.open("/mesa").await.status, StatusCode::FORBIDDEN);
    let member = polls.world.sign_in(&polls.world.one.site, &NEIGHBOUR).await;
    let desk = polls.desk.to_string();
    let before = polls.world.database.fingerprint(polls.world.one.site.tenant).await;
    for action in ["/hacer/comenzar-turno", "/hacer/acto-de-mesa", "/hacer/buscar-persona", "/hacer/marcar-persona"] {
        let fields = [
            ("csrf", member.csrf.as_str()),
            ("desk", &desk),
            ("act", "spoilt"),
            ("officers", "Yo"),
            ("kind", "cc"),
            ("number", "1020304050"),
            ("person", "x"),
        ];
        let browser = polls.server.visit(&polls.world.one.host()).with_cookie(&member.cookie);
        browser.post("/", action, &tests::browser::fields(&fields)).await;
        assert_eq!(polls.world.database.fingerprint(polls.world.one.site.tenant).await, before, "{action}");
    }
}

#[tokio::test]
async fn two_desks_at_once_give_one_ballot() {
    let polls = polls().await;
    polls.open().await;
    let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
    let other = Someone { name: "Jurado Pedro", ..OFFICER };
    let other = polls.world.browser(&polls.server, &polls.world.one.site, &other).await;
    open(&other, second).await;
    for round in 0..4 {
        let number = format!("10203040{round:02}");
        let here = polls.find(&number, BORN, "01").await;
        let there = find_at(&other, second, &number, BORN, "01").await;
        let (here_form, there_form) = (here.form("/hacer/marcar-persona"), there.form("/hacer/marcar-persona"));
        let (one, two) = tokio::join!(polls.officer.submit(&here, &here_form), other.submit(&there, &there_form));
        let handed = said::marked(ES, &number[7..], "Comuna 01 de Villa Uno");
        let given = [&one, &two].into_iter().filter(|answer| answer.text().contains(&handed)).count();
        assert_eq!(given, 1, "{}\n{}", one.text(), two.text());
        assert_eq!(polls.voted("paper").await, round + 1);
    }
    let marks = "select count(*) from desk_event where number > 2";
    assert_eq!(polls.world.database.count(polls.world.one.site.tenant, marks).await, 4);
}

/// What a device writes of its own.
struct Device {
    journal: Journal,
    by: PersonId,
    written: Vec<Vec<u8>>,
}

impl Device {
    fn write(&mut self, act: Act, offline: bool) {
        let (number, before) = (self.journal.next(), self.journal.head());
        let bytes = Event { number, before, at: now(), by: self.by, offline, act }.bytes();
        self.journal.accept(&bytes).unwrap();
        self.written.push(bytes);
    }

    fn mark(&mut self, entry: EntryHash, way: Way) {
        let act = Act::Mark {
            entry,
            last_three: LastThree::stored("050".to_owned()).unwrap(),
            contests: vec!["proyectos".parse().unwrap()],
            territory: Some("01".parse().unwrap()),
            way,
            assisted: None,
        };
        self.write(act, true);
    }
}

/// A shift that a device writes, without a network, up to two voters.
async fn device(polls: &Polls, way: fn(u32) -> Way) -> (ShiftId, Device) {
    let shift: ShiftId = server::random::uuid().into();
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    let officers = vec!["Luz".parse().unwrap()];
    let secret = shared::document::Fingerprint::of(&"device");
    desk::open_shift(&mut tx, polls.desk, shift, officers, Some(secret), polls.member.person, now()).await.unwrap();
    let journal = desk::journal(&mut tx, shift).await.unwrap();
    tx.commit().await.unwrap();
    let mut device = Device { journal, by: polls.member.person, written: Vec::new() };
    device.write(Act::Opening { box_empty: true, papers: 10, seal: None }, true);
    device.mark(polls.hash("1020304050"), way(1));
    device.mark(polls.hash("1020304051"), way(2));
    (shift, device)
}

#[tokio::test]
async fn a_journal_is_brought_in_twice_in_pieces_and_never_tampered_with() {
    let polls = polls().await;
    let (shift, mut device) = device(&polls, |number| Way::Envelope { number }).await;
    polls.officer.page(&polls.path()).await.says(said::other_hand(ES));
    // Out of order: nothing of it is taken.
    let late = polls.bring_in(shift, &device.written[1..]).await;
    assert_eq!((late.head.number, late.refused), (1, Some(Refusal::Gap { expected: 2, found: 3 })));
    assert_eq!(polls.voted("any").await, 0);
    let first = polls.bring_in(shift, &device.written[..2]).await;
    assert_eq!((first.head.number, first.refused, first.contradictions.len()), (3, None, 0));
    assert_eq!(polls.voted("paper").await, 1);
    // The answer was lost: all of it comes again.
    let whole = polls.bring_in(shift, &device.written).await;
    assert_eq!((whole.head.number, whole.refused), (4, None));
    assert_eq!(whole.head.hash, device.journal.head());
    assert_eq!(polls.bring_in(shift, &device.written).await.head, whole.head);
    assert_eq!(polls.voted("paper").await, 2);
    // What was changed is found, and what came before it stays.
    let changed = String::from_utf8(device.written[2].clone()).unwrap().replace("\"050\"", "\"051\"");
    let tampered = polls.bring_in(shift, &[changed.into_bytes()]).await;
    assert_eq!((tampered.head, tampered.refused), (whole.head, Some(Refusal::Different { number: 4 })));
    let counted = Counted { voters: 2, in_box: 0, envelopes: 2, spoilt: 0, unused: 8 };
    device.write(Act::Closing { counted, explained: None }, true);
    assert_eq!(polls.bring_in(shift, &device.written[3..]).await.refused, None);
    assert!(polls.shift().await.ended_at.is_some());
    polls.officer.page(&polls.path()).await.says(said::stage_closed(ES));
}

fn counting_all(offline: OfflineBallots) -> RuleSet {
    let mut rules = tests::rules::rules();
    let phase = rules.phases.iter_mut().find(|phase| phase.id.as_str() == "voting").unwrap();
    phase.places = Some(PollingPlaces { level: None, fixed_at_least: 1, mobile_beyond_km: None, offline });
    rules
}

#[tokio::test]
async fn who_voted_twice_in_the_gap_is_found_and_the_rule_decides() {
    for (rule, way) in [
        (OfflineBallots::SetAside, (|number| Way::Envelope { number }) as fn(u32) -> Way),
        (OfflineBallots::Count, |_| Way::Paper),
    ] {
        let polls = polls_by(&counting_all(rule)).await;
        let (shift, mut device) = device(&polls, way).await;
        // Meanwhile one of the two shows the document at another desk, which has a network.
        let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
        open(&polls.officer, second).await;
        let found = find_at(&polls.officer, second, "1020304051", BORN, "01").await;
        polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;
        assert_eq!(polls.voted("any").await, 1);

        let brought = polls.bring_in(shift, &device.written).await;
        let expected = desk::Contradiction { number: 4, channel: Some(Channel::Paper), decision: rule };
        assert_eq!((brought.refused, brought.contradictions), (None, vec![expected]));
        assert_eq!(polls.bring_in(shift, &device.written).await.contradictions, []);
        // One vote on the roll for each; both acts on record.
        assert_eq!(polls.voted("any").await, 2);
        let told = polls.officer.page(&polls.path()).await;
        let envelope = (rule == OfflineBallots::SetAside).then_some(2);
        told.says(&said::voted_twice(ES, 4, envelope, Some(Channel::Paper), rule));
        // The envelopes are opened once the shift is over, and once only: that of the second vote stays closed.
        told.keeps_quiet_about("abrir-sobres");
        let counted = match rule {
            OfflineBallots::SetAside => Counted { voters: 2, in_box: 0, envelopes: 2, spoilt: 0, unused: 8 },
            OfflineBallots::Count => Counted { voters: 2, in_box: 2, envelopes: 0, spoilt: 0, unused: 8 },
        };
        device.write(Act::Closing { counted, explained: None }, false);
        assert_eq!(polls.bring_in(shift, &device.written).await.refused, None);
        let page = polls.officer.page(&polls.path()).await;
        if rule == OfflineBallots::Count {
            page.keeps_quiet_about("abrir-sobres");
            continue;
        }
        page.says(&said::envelopes_open(ES, 1));
        page.says(&said::envelopes_kept(ES, 2));
        let form = page.form("/hacer/abrir-sobres");
        polls.officer.submit(&page, &form).await.says(said::envelopes_noted(ES));
        polls.officer.submit(&page, &form).await.says(said::envelopes_gone(ES));
        polls.officer.page(&polls.path()).await.says("Los abrió Jurada Luz");
        let kept = "select count(*) from desk_opening where opened = '{1}' and kept = '{2}'";
        assert_eq!(polls.world.database.count(polls.world.one.site.tenant, kept).await, 1);
    }
}

#[tokio::test]
async fn a_lost_device_is_relieved_and_what_it_wrote_is_kept_when_it_comes() {
    let polls = polls().await;
    let (shift, device) = device(&polls, |number| Way::Envelope { number }).await;
    polls.process.open(&polls.world, &polls.world.one, PhaseKind::Results).await;
    let count = polls.admin.page("/admin/resultados").await;
    polls.admin.submit(&count, &count.form("/hacer/sellar")).await.says(&said::still_open(ES, 1));
    let page = polls.admin.page(&app::path::admin_desk(polls.desk)).await;
    let form = page.form("/hacer/terminar-turno");
    polls.admin.submit(&page, &form.clone().with("reason", "corto")).await;
    assert_eq!(polls.shift().await.ended_at, None);
    let done = polls.admin.submit(&page, &form.clone().with("reason", "Se robaron la tableta")).await;
    done.says(&said::was_relieved(ES, "Ada", "Se robaron la tableta"));
    polls.admin.submit(&page, &form.with("reason", "Se robaron la tableta")).await.says(said::not_under_way(ES));
    // The tablet was found.
    assert_eq!(polls.bring_in(shift, &device.written).await.refused, None);
    assert_eq!(polls.voted("paper").await, 2);
    let mut tx = polls.world.database.database.enter(&polls.world.one.site).await.unwrap();
    assert_eq!(desk::journal(&mut tx, shift).await.unwrap().stage(), Stage::Open);
}

/// What a device asks of the server.
async fn ask(polls: &Polls, member: &Member, what: &str, body: serde_json::Value) -> Answer {
    let path = app::path::device(polls.desk, what);
    let browser = polls.server.visit(&polls.world.one.host()).with_cookie(&member.cookie);
    let request = browser
        .request(reqwest::Method::POST, &path)
        .header("origin", browser.origin())
        .header("sec-fetch-site", "same-origin")
        .header("x-csrf-token", &member.csrf)
        .header("content-type", "application/json")
        .body(body.to_string());
    browser.send(&path, request).await
}

fn read(answer: &Answer) -> serde_json::Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn decoded(text: &str) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |sign: u8| u32::try_from(DIGITS.iter().position(|one| *one == sign).unwrap()).unwrap();
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0, |bits, sign| bits << 6 | digit(*sign)) << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}

#[tokio::test]
async fn a_device_takes_the_roll_of_its_place_along() {
    let mut rules = tests::rules::rules();
    rules.rolls[0].minors = vec!["ti".parse().unwrap()];
    let on = shared::ruleset::Condition::Roll { roll: "vecinos".parse().unwrap() };
    let named = rules.eligibility.iter_mut().find(|rule| rule.id.as_str() == "neighbour").unwrap();
    named.condition = shared::ruleset::Condition::All { of: vec![named.condition.clone(), on] };
    let polls = polls_by(&rules).await;
    // On the roll: two of the place, one of another, one too young, and one of whom it says no territory.
    let file = "tipo;documento;territorio;nacimiento\ncc;1020304050;01;1980-01-01\ncc;1020304051;01;1980-01-01\n\
                cc;1020304052;02;1980-01-01\nti;1020304053;01;2020-01-01\ncc;1020304054;;1980-01-01\n";
    let town = &polls.world.one;
    let roll: shared::document::Key = "vecinos".parse().unwrap();
    let mut tx = polls.world.database.database.enter(&town.site).await.unwrap();
    let territories = town.territories.keys().map(|code| code.parse().unwrap()).collect();
    let expected = shared::roll::Expected::of(&rules, &rules.rolls[0], territories, now().date_naive());
    let key = RollKey::new(polls.world.database.vault.roll_key(town.site.tenant).unwrap());
    let reading = shared::roll::Reading::new(expected, key);
    let (id, entries) = (server::random::uuid().into(), shared::ruleset::Entries::People);
    store::roll::load(&mut tx, id, (&roll, entries), ("p.csv", file.as_bytes()), reading, None, now()).await.unwrap();
    store::roll::approve(&mut tx, id, polls.member.person, now()).await.unwrap();
    tx.commit().await.unwrap();

    let secret = "0123456789abcdef";
    let device = shared::desk::hash_of(secret.as_bytes());
    let take = serde_json::json!({ "officers": ["Luz"], "device": device });
    let stranger = polls.world.sign_in(&polls.world.one.site, &NEIGHBOUR).await;
    assert_eq!(ask(&polls, &stranger, "tomar", take.clone()).await.status, StatusCode::CONFLICT);
    // One of them votes on paper at another desk before.
    let second = add_place(&polls.world, &polls.process, &polls.admin, "Escuela", "01").await;
    open(&polls.officer, second).await;
    let found = find_at(&polls.officer, second, "1020304051", "", "").await;
    polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;

    let given = read(&ask(&polls, &polls.member, "tomar", take.clone()).await);
    assert_eq!((given["open"].as_bool(), given["rule"].as_str()), (Some(false), Some("set_aside")));
    assert_eq!(given["contests"], serde_json::json!(["proyectos"]));
    let slice = decoded(given["slice"].as_str().unwrap());
    let standing = |number: &str| {
        let hash = polls.hash(number);
        let record = slice.chunks(37).find(|record| record[..32] == hash.as_bytes()[..]);
        record.map(|record| (String::from_utf8(record[32..35].to_vec()).unwrap(), record[35], record[36]))
    };
    assert!(slice.chunks(37).is_sorted_by_key(|record| record[..32].to_vec()));
    assert_eq!(standing("1020304050"), Some(("050".to_owned(), 0, 0)));
    assert_eq!(standing("1020304051"), Some(("051".to_owned(), 0, 1)));
    assert_eq!(standing("1020304052"), None, "who votes elsewhere is not on this device");
    assert_eq!(standing("1020304054"), Some(("054".to_owned(), 255, 2)), "where they vote is not known");
    assert_eq!(ask(&polls, &polls.member, "tomar", take).await.status, StatusCode::CONFLICT);

    // What it writes comes in, with its secret only.
    let shift = given["id"].as_str().unwrap();
    let mut tx = polls.world.database.database.enter(&town.site).await.unwrap();
    let journal = desk::journal(&mut tx, shift.parse().unwrap()).await.unwrap();
    drop(tx);
    let mut writer = Device { journal, by: polls.member.person, written: Vec::new() };
    writer.write(Act::Opening { box_empty: true, papers: 5, seal: None }, true);
    writer.mark(polls.hash("1020304050"), Way::Envelope { number: 1 });
    let events: Vec<&str> = writer.written.iter().map(|event| std::str::from_utf8(event).unwrap()).collect();
    let bring = |secret: &str| serde_json::json!({ "shift": shift, "secret": secret, "events": events });
    assert_eq!(ask(&polls, &polls.member, "libro", bring("wrong")).await.status, StatusCode::CONFLICT);
    let brought = read(&ask(&polls, &polls.member, "libro", bring(secret)).await);
    assert_eq!((brought["number"].as_u64(), brought["refused"].is_null()), (Some(3), true));
    assert_eq!(polls.voted("paper").await, 2);
    let fingerprint = shared::document::Fingerprint::from(*polls.hash("1020304050").as_bytes());
    let person = |secret: &str| serde_json::json!({ "shift": shift, "secret": secret, "person": format!("{fingerprint}~cc~050~~") });
    assert_eq!(ask(&polls, &polls.member, "persona", person("wrong")).await.status, StatusCode::CONFLICT);
    let answer = read(&ask(&polls, &polls.member, "persona", person(secret)).await);
    assert_eq!(answer["may"].as_bool(), Some(false));
    assert!(answer["sentences"].to_string().contains(&said::voted_by(ES, said::channel(ES, Channel::Paper))));
}
