//! Polling places: the desk's day page by page, one vote whatever the channel, and journals that are brought in later.

mod accounts;
mod device;
mod envelopes;
mod journals;
mod tablet;

use app::text::{desk as said, vote};
use chrono::{DateTime, Utc};
use http::StatusCode;
use shared::id::{DeskId, ShiftId};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::roll::{DocumentNumber, EntryHash, RollKey};
use shared::ruleset::RuleSet;
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
pub const BORN: &str = "1980-02-29";

pub struct Polls {
    pub world: World,
    pub process: Process,
    server: Running,
    admin: Browser,
    pub officer: Browser,
    member: Member,
    pub desk: DeskId,
}

/// A town that votes, with one desk for its first territory and an officer.
async fn polls() -> Polls {
    polls_by(&tests::rules::rules()).await
}

pub async fn polls_by(rules: &RuleSet) -> Polls {
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

    pub async fn act(&self, act: &str, fields: &[(&str, &str)]) -> Answer {
        act_at(&self.officer, self.desk, act, fields).await
    }

    pub async fn open(&self) {
        open(&self.officer, self.desk).await;
    }

    pub async fn find(&self, number: &str, born: &str, lives: &str) -> Answer {
        find_at(&self.officer, self.desk, number, born, lives).await
    }

    fn hash(&self, number: &str) -> EntryHash {
        let key = RollKey::new(self.world.database.vault.roll_key(self.world.one.site.tenant).unwrap());
        DocumentNumber::new("cc".parse().unwrap(), number).unwrap().hash(&key)
    }

    pub async fn voted(&self, channel: &str) -> i64 {
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
    let (process, contests) = polls.process.ballot(&mut tx, "01").await;
    let poll = store::urn::Poll { process: &process, contests: &contests };
    let voter = Voter::document(polls.hash("1020304050"));
    assert_eq!(store::urn::mark(&mut tx, poll, voter, now()).await.unwrap(), store::urn::Marked::Marked);
    tx.commit().await.unwrap();
    polls.find("1020304050", BORN, "01").await.says(&said::voted_by(ES, said::channel(ES, Channel::Paper)));
    // What a scanner types.
    let scanned = polls.find("02 99 PubDSK_1 12345678 1099990001RUIZ VIDAL AMPARO 0F19800229051234 O+", "", "01").await;
    scanned.says(said::can_vote(ES));
    scanned.says(&said::ends_in(ES, "001"));
    // A scanner ends each of the three lines with the key that would send a field of one line.
    assert!(scanned.body.contains("<textarea id=\"number\" name=\"number\""), "{}", scanned.body);
    let lines =
        "ICCOL000000001800001<<<<<<<<<<\r\n8002294F3001016COL1099990002<8\r\nRUIZ<VIDAL<<AMPARO<<<<<<<<<<<<\r\n";
    polls.find(lines, "", "01").await.says(&said::ends_in(ES, "002"));
    polls.find("1.020.304.051\r\n", BORN, "01").await.says(&said::ends_in(ES, "051"));
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
async fn a_desk_certifies_that_somebody_voted_and_nothing_else() {
    let polls = polls().await;
    polls.open().await;
    let certificate = format!("{}/constancia", polls.path());
    // Of nobody, and of whoever may still vote, there is none.
    assert_eq!(polls.officer.page(&certificate).await.path, polls.path());
    let found = polls.find("1.020.304.789", BORN, "01").await;
    assert_eq!(polls.officer.page(&certificate).await.path, polls.path());
    assert!(!tests::html::links(&found.body).contains(&certificate));
    polls.officer.submit(&found, &found.form("/hacer/marcar-persona")).await;
    assert_eq!(polls.officer.page(&certificate).await.path, polls.path(), "whoever was marked is forgotten");

    let found = polls.find("1.020.304.789", BORN, "01").await;
    assert!(tests::html::links(&found.body).contains(&certificate));
    let page = polls.officer.page(&certificate).await;
    page.says(vote::certificate_title(ES));
    page.says(&vote::certificate_document(ES, "789"));
    page.says(vote::voted_by(ES, Channel::Paper));
    page.says("Comuna 01 de Villa Uno");
    page.keeps_quiet_about("304.789");
    let other = polls.world.sign_in(&polls.world.one.site, &NEIGHBOUR).await;
    let other = polls.server.visit(&polls.world.one.host()).with_cookie(&other.cookie);
    assert_eq!(other.open(&certificate).await.status, StatusCode::FORBIDDEN);
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
