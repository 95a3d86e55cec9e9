//! Bodies in the pages: created, filled, called together, and read by everybody.

use app::text::{bodies, minutes, session};
use shared::committee::{Act, Convening, SessionEvent};
use shared::id::{BodyId, SessionId};
use shared::locale::Locale;
use shared::phase::PhaseKind;
use shared::role::Role;
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::Process;
use tests::server::Running;
use tests::world::{NEIGHBOUR, Someone, World};

const ES: Locale = Locale::EsCo;
const REASON: &str = "Lo eligió la asamblea de la comuna";
const ADMIN: Someone<'static> =
    Someone { name: "Gloria Administra", territory: None, roles: &[Role::ProcessAdmin], ..NEIGHBOUR };

struct House {
    world: World,
    server: Running,
    process: Process,
    admin: Browser,
}

impl House {
    async fn new(open: PhaseKind) -> Self {
        let world = World::new().await;
        let process = Process::new(&world, &world.one.clone(), open).await;
        let server = world.serve().await;
        let admin = world.browser(&server, &world.one.site, &ADMIN).await;
        Self { world, server, process, admin }
    }

    async fn browser(&self, who: &Someone<'_>) -> Browser {
        self.world.browser(&self.server, &self.world.one.site, who).await
    }

    async fn count(&self, query: &'static str) -> i64 {
        self.world.database.count(self.world.one.site.tenant, query).await
    }

    /// Makes the bodies of the rules, as the administration does.
    async fn create(&self) {
        let page = self.admin.page("/admin/instancias").await;
        let form = page.form("/hacer/instancias");
        self.admin.submit(&page, &form).await;
    }

    /// Where a body is administered, by the words of its link.
    async fn body(&self, name: &str) -> String {
        let page = self.admin.page("/admin/instancias").await;
        link(&page, name)
    }

    /// Appoints somebody who has signed in, or nobody of the list.
    async fn appoint(&self, body: &str, name: &str, seat: &str, person: Option<&str>) -> Answer {
        let path = match person {
            Some(_) => format!("{body}?nombre={}", app::path::encode(name)),
            None => body.to_owned(),
        };
        let page = self.admin.page(&path).await;
        let mut form = page.form("/hacer/designar").with("name", name).with("seat", seat).with("act", "Acta 1");
        form = form.with("reason", REASON).tick("has_declared", "yes");
        if let Some(person) = person {
            form.fields.retain(|(field, _)| field != "person");
            form = form.tick("person", person);
        }
        self.admin.submit(&page, &form).await
    }
}

/// A council of four whose session begins now.
struct Hall {
    house: House,
    /// A member with an account.
    amparo: Browser,
    session: String,
}

impl Hall {
    async fn new(open: PhaseKind) -> Self {
        let house = House::new(open).await;
        house.create().await;
        let amparo = house.browser(&NEIGHBOUR).await;
        let person = house.world.sign_in(&house.world.one.site, &NEIGHBOUR).await.person.to_string();
        let body = house.body("Mesa de la comuna · Comuna 01").await;
        house.appoint(&body, NEIGHBOUR.name, "vecinos.1.holder", Some(&person)).await.says("quedó en su puesto");
        for number in 2..=4 {
            house.appoint(&body, &format!("Vecina {number}"), &format!("vecinos.{number}.holder"), None).await;
        }
        // Nobody can type this very second into the form.
        let now = server::clock::now();
        let site = &house.world.one.site;
        let mut tx = house.world.database.database.enter(site).await.unwrap();
        let id: BodyId = body.rsplit('/').next().unwrap().parse().unwrap();
        let rule = tests::rules::rules().bodies.into_iter().find(|rule| rule.id.as_str() == "mesa").unwrap();
        let place = shared::committee::Site { code: "01".parse().unwrap(), name: "Comuna 01".parse().unwrap() };
        let agenda = vec!["Aprobar el tarjetón".parse().unwrap(), "Varios".parse().unwrap()];
        let casa = "Casa comunal".parse().unwrap();
        let call = Convening::new(&rule, Some(place), casa, site.time_zone, now, agenda);
        let session: SessionId = server::random::uuid().into();
        let event = SessionEvent { at: now, act: Act::Convene(call) };
        store::body::session::convene(&mut tx, session, id, None, event, None).await.unwrap();
        tx.commit().await.unwrap();
        Self { house, amparo, session: format!("/instancias/sesiones/{session}") }
    }

    /// Does something as whoever leads, with the form of the page for it.
    async fn lead(&self, act: &str, fill: impl FnOnce(Form) -> Form) -> Answer {
        let page = self.house.admin.page(&format!("{}/dirigir", self.session)).await;
        let form = of_act(&page, "/hacer/dirigir", act, None);
        self.house.admin.submit(&page, &fill(form)).await
    }

    /// Notes an arrival or a departure.
    async fn note(&self, act: &str, name: &str) -> Answer {
        let page = self.house.admin.page(&format!("{}/dirigir", self.session)).await;
        let form = of_act(&page, "/hacer/dirigir", act, Some(&self.person(name).await));
        self.house.admin.submit(&page, &form).await
    }

    async fn person(&self, name: &str) -> String {
        let mut connection = self.house.world.database.inside(self.house.world.one.site.tenant).await;
        let found = sqlx::query_scalar("select person_id::text from appointment where name = $1").bind(name);
        let found: String = found.fetch_one(&mut connection).await.unwrap();
        tests::cluster::close(connection).await;
        found
    }

    async fn public(&self) -> Answer {
        self.house.server.visit("uno.localhost").page(&self.session).await
    }
}

/// The form of a page that does this, to that person where it is one of several.
fn of_act(page: &Answer, action: &str, act: &str, person: Option<&str>) -> Form {
    let fits = |form: &Form| {
        form.action == action
            && form.value("act") == Some(act)
            && person.is_none_or(|person| form.value("person") == Some(person))
    };
    let found = page.forms().into_iter().find(fits);
    found.unwrap_or_else(|| panic!("no form does {act} on {}: {}", page.path, page.text()))
}

/// The address behind a link with these words.
fn link(page: &Answer, words: &str) -> String {
    let mut address = None;
    for piece in tests::html::pieces(&page.body) {
        match piece {
            tests::html::Piece::Open(tag) if tag.name == "a" => address = tag.get("href").map(ToOwned::to_owned),
            tests::html::Piece::Text(text) if text.contains(words) => {
                if let Some(address) = address {
                    return address;
                }
            }
            tests::html::Piece::Close(name) if name == "a" => address = None,
            _ => {}
        }
    }
    panic!("no link says {words:?} on {}: {}", page.path, page.text());
}

#[tokio::test]
async fn one_click_creates_what_the_rules_ask_for() {
    let house = House::new(PhaseKind::Ballot).await;
    let before = house.admin.page("/instancias").await;
    before.says(bodies::none(ES));
    // The office has no liaison yet, but its deadline is known.
    before.says("Oficina de Planeación");
    before.says(bodies::no_liaison(ES));
    before.says("5 días hábiles");
    house.create().await;
    assert_eq!(house.count("select count(*) from body").await, 4, "a council in each territory and the office");
    assert_eq!(house.count("select count(*) from audit_entry where act = 'create_bodies'").await, 1);
    let page = house.admin.page("/admin/instancias").await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/instancias"), "nothing is missing any more");
    let anybody = house.server.visit("uno.localhost");
    let directory = anybody.page("/instancias").await;
    directory.says("Comuna 02 de Villa Uno");
    let council = anybody.page(&link(&directory, "Mesa de la comuna")).await;
    council.says(bodies::vacant(ES));
    council.says("aprobar el tarjetón");
    council.says("Sesiona con la mitad más uno de los puestos.");
}

#[tokio::test]
async fn everything_wrong_with_an_appointment_is_said_at_once() {
    let house = House::new(PhaseKind::Ballot).await;
    house.create().await;
    let body = house.body("Mesa de la comuna · Comuna 01").await;
    let page = house.admin.page(&body).await;
    page.says("deben ser por lo menos 3");
    let form = page.form("/hacer/designar");
    let answer = house.admin.submit(&page, &form).await;
    for wrong in [bodies::name_wrong(ES), bodies::text_wrong(ES)] {
        answer.says(wrong);
    }
    assert!(answer.text().contains("razón") || answer.text().contains("Escriba"), "the reason is missing, too");
    // Too old for the seat, and a contractor.
    let form = form
        .with("name", "Nora Contratista")
        .with("seat", "jovenes.1.holder")
        .with("born", "1970-01-01")
        .with("act", "Acta 2")
        .with("reason", REASON)
        .tick("has_declared", "yes")
        .tick("declared[]", "contractor");
    let answer = house.admin.submit(&page, &form).await;
    answer.says("este puesto es para menores de 29");
    answer.says("declaró algo que el reglamento no permite");
    assert_eq!(answer.form("/hacer/designar").value("name"), Some("Nora Contratista"), "nothing typed is lost");
    assert_eq!(house.count("select count(*) from appointment").await, 0);

    for number in 1..=3 {
        let answer = house.appoint(&body, &format!("Vecina {number}"), &format!("vecinos.{number}.holder"), None).await;
        answer.says(&bodies::appointed(ES, format!("Vecina {number}")));
    }
    house.admin.page(&body).await.says(bodies::sound(ES));
    let public = house.server.visit("uno.localhost").page(&body.replace("/admin", "")).await;
    public.says("Vecina 2");
    public.keeps_quiet_about("1970");
    assert_eq!(house.count("select count(*) from audit_entry where act = 'appoint' and reason <> ''").await, 3);
}

#[tokio::test]
async fn an_appointment_ends_with_a_reason_and_leaves_a_vacancy() {
    let house = House::new(PhaseKind::Ballot).await;
    house.create().await;
    let office = house.body("Oficina de Planeación").await;
    house.admin.page(&office).await;
    let page = house.admin.page(&office).await;
    let form = page.form("/hacer/designar").with("name", "Elena Enlace").with("seat", "delegados.1.holder");
    let form = form.with("act", "Resolución 7").with("reason", REASON).with("contact", "enlace@villa.example");
    let form = form.with("from", "2026-01-01");
    let page = house.admin.submit(&page, &form).await;
    let directory = house.server.visit("uno.localhost").page("/instancias").await;
    directory.says("Elena Enlace");
    directory.says("enlace@villa.example");
    let change = link(&page, bodies::change(ES));
    let page = house.admin.page(&change).await;
    let form = page.form("/hacer/designacion").with("until", "2025-12-31").with("reason", REASON);
    house.admin.submit(&page, &form).await.says(bodies::until_before(ES));
    let form = page.form("/hacer/designacion").with("until", "2026-02-01").with("reason", "Pasó a otra dependencia");
    house.admin.submit(&page, &form).await.says(&bodies::amended(ES, "Elena Enlace"));
    let directory = house.server.visit("uno.localhost").page("/instancias").await;
    directory.keeps_quiet_about("Elena Enlace");
    assert_eq!(
        house.count("select count(*) from audit_entry where act = 'amend_appointment' and before is not null").await,
        1
    );
}

#[tokio::test]
async fn nobody_else_manages_bodies() {
    let house = House::new(PhaseKind::Ballot).await;
    let neighbour = house.browser(&NEIGHBOUR).await;
    let member = house.world.sign_in(&house.world.one.site, &NEIGHBOUR).await;
    let answer = neighbour.post("/", "/hacer/instancias", &tests::browser::fields(&[("csrf", &member.csrf)])).await;
    assert!(!answer.status.is_success());
    assert_eq!(house.count("select count(*) from body").await, 0);
}

#[tokio::test]
async fn a_session_is_called_by_whoever_may_and_with_the_rules_notice() {
    let house = House::new(PhaseKind::Ballot).await;
    house.create().await;
    let body = house.body("Mesa de la comuna · Comuna 01").await.replace("/admin", "");
    let stranger = house.browser(&Someone { name: "Nadie de la mesa", ..NEIGHBOUR }).await;
    let page = stranger.page(&format!("{body}/convocar")).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/convocar"), "there is no form for others");
    page.says(app::text::common::attention(ES));
    let page = house.admin.page(&format!("{body}/convocar")).await;
    let form = page.form("/hacer/convocar");
    let answer = house.admin.submit(&page, &form).await;
    for wrong in [session::begins_wrong(ES), session::place_wrong(ES), session::agenda_wrong(ES)] {
        answer.says(wrong);
    }
    let form = form.with("place", "Casa comunal").with("agenda", "Aprobar el tarjetón\n\nVarios");
    let answer = house.admin.submit(&page, &form.clone().with("begins", "2020-01-01T10:00")).await;
    answer.says(session::in_the_past(ES));
    let answer = house.admin.submit(&page, &form.with("begins", "2099-01-01T10:00")).await;
    answer.says("1 de enero de 2099");
    let directory = house.server.visit("uno.localhost").page("/instancias").await;
    directory.says("Casa comunal");
    directory.says("Aprobar el tarjetón");
    assert_eq!(house.count("select count(*) from audit_entry where act = 'convene_session'").await, 1);
}

#[tokio::test]
async fn the_quorum_is_lost_in_the_middle_and_comes_back() {
    let hall = Hall::new(PhaseKind::Ballot).await;
    hall.lead("call_roll", |form| form).await.says(session::quorum_no(ES));
    for name in ["Vecina 2", "Vecina 3"] {
        hall.note("arrive", name).await;
    }
    hall.public().await.says(session::quorum_short_one(ES));
    let early = hall.lead("open", |form| form).await;
    early.says("No hay quórum: están 2 de 4 puestos y se necesitan 3.");
    // A member arrives with her own account.
    let page = hall.amparo.page(&hall.session).await;
    let form = of_act(&page, "/hacer/participar", "arrive", None);
    hall.amparo.submit(&page, &form).await.says(session::quorum_yes(ES));
    hall.lead("open", |form| form).await.says(session::stage_open(ES));
    let decision = format!("approve_ballot:contest:{}", hall.house.process.contests["01"]);
    let put = |form: Form| form.with("text", "Se aprueba el tarjetón").with("decision", &decision);
    hall.lead("put", put).await.says("Se vota: Se aprueba el tarjetón");
    let page = hall.amparo.page(&hall.session).await;
    let form = of_act(&page, "/hacer/participar", "vote", None).press("vote", "yes");
    hall.amparo.submit(&page, &form).await.says("Su voto: A favor");

    // One leaves: the session is suspended at once, and the vote is void.
    hall.note("leave", "Vecina 3").await.says(session::stage_suspended(ES));
    let public = hall.public().await;
    public.says(session::suspended_title(ES));
    public.says(session::void_quorum(ES));
    assert_eq!(hall.house.count("select count(*) from body_decision").await, 0);
    hall.lead("resume", |form| form).await.says("No hay quórum");
    hall.note("arrive", "Vecina 3").await;
    let amparo = hall.person(NEIGHBOUR.name).await;
    hall.lead("resume", |form| form.with("person", &amparo)).await.says(session::stage_open(ES));

    // Somebody has a conflict: her vote is not taken, her seat still counts for the quorum.
    let vecina = hall.person("Vecina 2").await;
    let conflict = |form: Form| form.with("person", &vecina).with("text", "Su junta propuso un proyecto");
    hall.lead("conflict", conflict).await.says("Su junta propuso un proyecto");
    hall.lead("put", put).await;
    let vote = |form: Form| form.with("person", &vecina).with("vote", "yes");
    hall.lead("cast", vote).await.says("declaró un conflicto de interés sobre este punto");
    let page = hall.amparo.page(&hall.session).await;
    let form = of_act(&page, "/hacer/participar", "vote", None).press("vote", "yes");
    hall.amparo.submit(&page, &form).await;
    hall.lead("count", |form| form).await.says(session::carried(ES));
    assert_eq!(hall.house.count("select count(*) from body_decision").await, 1);
    hall.house.server.visit("uno.localhost").page("/territorios/01").await.says(session::decided_title(ES));

    hall.lead("close", |form| form).await;
    hall.lead("draft", |form| form).await;
    let acta = format!("{}/acta", hall.session);
    let anybody = hall.house.server.visit("uno.localhost");
    assert_eq!(anybody.open(&acta).await.status, 404, "a draft is for those who answer for it");
    let paper = format!("{acta}.pdf");
    assert_eq!(anybody.open(&paper).await.status, 404, "on paper as well");
    let stranger = Someone { name: "Una que no estuvo", ..NEIGHBOUR };
    assert_eq!(hall.house.browser(&stranger).await.open(&paper).await.status, 404);
    for reader in [&hall.amparo, &hall.house.admin] {
        reader.page(&acta).await.says(minutes::download_draft(ES));
        let draft = reader.page(&paper).await;
        assert_eq!(draft.header("content-type"), Some("application/pdf"));
        assert_eq!(draft.header("cache-control"), Some("private, no-store"));
        assert!(draft.body.starts_with("%PDF-") && draft.body.contains("Borrador. Acta de la sesión"));
    }
    hall.lead("approve", |form| form).await.says("Falta la firma de");
    let chair = signs(&hall).await;
    let sealed = hall.lead("approve", |form| form).await;
    sealed.says(minutes::seal_whole(ES));
    let public = anybody.page(&acta).await;
    public.says("Se perdió el quórum mientras se votaba.");
    public.says(&chair);
    let file = anybody.page(&format!("{acta}.json")).await;
    let seal = sha256(file.body.as_bytes());
    public.says(&seal);
    paper_is_for_everybody(&anybody, &paper).await;
    anybody.page(&format!("{acta}?sello={}", seal.to_uppercase())).await.says(minutes::same(ES));
    anybody.page(&format!("{acta}?sello=00")).await.says(minutes::different(ES));
    // Nothing happens in it any more.
    let page = hall.house.admin.page(&format!("{}/dirigir", hall.session)).await;
    assert!(page.forms().iter().all(|form| form.action != "/hacer/dirigir"));
}

/// Sealed minutes on paper: tagged, in their language, and asked for again only when they have changed.
async fn paper_is_for_everybody(anybody: &Browser, path: &str) {
    let paper = anybody.page(path).await;
    assert_eq!(paper.header("content-type"), Some("application/pdf"));
    assert_eq!(paper.header("cache-control"), Some("public, no-cache"));
    assert!(paper.header("content-disposition").is_some_and(|how| how.contains(".pdf")));
    assert!(paper.body.starts_with("%PDF-"));
    for sign in ["/Lang(es-CO)", "/Marked true", "pdfuaid:part", "Acta de la sesión de Mesa de la comuna"] {
        assert!(paper.body.contains(sign), "{sign}");
    }
    paper.keeps_quiet_about("Borrador");
    let tag = paper.header("etag").unwrap();
    let known = anybody.request(reqwest::Method::GET, path).header("if-none-match", tag);
    let known = anybody.send(path, known).await;
    assert_eq!((known.status, known.body.len()), (http::StatusCode::NOT_MODIFIED, 0));
}

/// Has the secretary and the chair sign.
async fn signs(hall: &Hall) -> String {
    let acta = format!("{}/acta", hall.session);
    for browser in [&hall.house.admin, &hall.amparo] {
        let page = browser.page(&acta).await;
        let form = of_act(&page, "/hacer/participar", "sign", None);
        browser.submit(&page, &form).await.says(session::signed(ES));
    }
    NEIGHBOUR.name.to_owned()
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    server::random::to_hex(&sha2::Sha256::digest(bytes))
}

#[tokio::test]
async fn a_decision_outside_of_its_phase_cannot_be_put() {
    let hall = Hall::new(PhaseKind::Ideas).await;
    hall.lead("call_roll", |form| form).await;
    for name in ["Vecina 2", "Vecina 3", "Vecina 4"] {
        hall.note("arrive", name).await;
    }
    hall.lead("open", |form| form).await;
    let decision = format!("approve_ballot:contest:{}", hall.house.process.contests["01"]);
    let put = |form: Form| form.with("text", "Se aprueba").with("decision", &decision);
    hall.lead("put", put).await.says("todavía no abre");
    // What the rules offer is taken, nothing else.
    let other = format!("approve_ballot:contest:{}", hall.house.process.contests["02"]);
    let put = |form: Form| form.with("text", "Se aprueba").with("decision", &other);
    hall.lead("put", put).await.says(session::unknown_act(ES));
    hall.lead("put", |form: Form| form.with("text", "Se aprueba el orden del día")).await.says("Se vota:");
    assert_eq!(hall.house.count("select count(*) from body_decision").await, 0);
}

#[tokio::test]
async fn the_code_at_the_door_notes_who_scans_it() {
    let hall = Hall::new(PhaseKind::Ballot).await;
    let board = format!("{}/tablero", hall.session);
    hall.lead("call_roll", |form| form).await;
    let shown = hall.house.admin.page(&board).await;
    shown.says(session::code_title(ES));
    let code = link(&shown, session::i_am_present(ES));
    assert!(code.contains("codigo="), "{code}");
    // A member may call sessions by the rules, but whoever sits at home shall not read the code.
    hall.amparo.page(&board).await.keeps_quiet_about(session::code_title(ES));
    let page = hall.amparo.page(&format!("{}/dirigir", hall.session)).await;
    page.says(&session::other_secretary(ES, ADMIN.name));
    let live = hall.house.server.visit("uno.localhost").page(&format!("{board}?vivo=1")).await;
    assert!(live.body.contains("http-equiv=\"refresh\""), "it refreshes by itself without a script");
    // Whoever is not signed in comes back to the same address.
    let away = hall.house.server.visit("uno.localhost").ask(&code).await.redirect().unwrap();
    assert!(away.starts_with("/entrar?volver=") && away.contains("codigo"), "{away}");
    let page = hall.amparo.page(&code).await;
    page.says(session::arrive_code(ES));
    let form = of_act(&page, "/hacer/participar", "arrive", None);
    let forged = form.clone().with("code", "9999999999-00");
    hall.amparo.submit(&page, &forged).await.says(session::arrive_expired(ES));
    hall.amparo.submit(&page, &form).await.says(session::arrived(ES));
    let by_code = "select count(*) from session_event where event->'act'->>'way' = 'code'";
    assert_eq!(hall.house.count(by_code).await, 1);
    // A stranger's account is no seat.
    let stranger = hall.house.browser(&Someone { name: "Nadie de la mesa", ..NEIGHBOUR }).await;
    stranger.page(&code).await.says(session::arrive_not_member(ES));
    let before = hall.house.count("select count(*) from session_event").await;
    stranger.submit(&page, &form).await;
    assert_eq!(hall.house.count("select count(*) from session_event").await, before);
}

#[tokio::test]
async fn two_people_who_act_at_once_are_both_noted() {
    let hall = Hall::new(PhaseKind::Ballot).await;
    hall.lead("call_roll", |form| form).await;
    let page = hall.house.admin.page(&format!("{}/dirigir", hall.session)).await;
    let own = hall.amparo.page(&hall.session).await;
    let form = of_act(&own, "/hacer/participar", "arrive", None);
    let (two, three) = (hall.person("Vecina 2").await, hall.person("Vecina 3").await);
    let two = of_act(&page, "/hacer/dirigir", "arrive", Some(&two));
    let three = of_act(&page, "/hacer/dirigir", "arrive", Some(&three));
    let again = hall.house.admin.clone();
    tokio::join!(hall.amparo.submit(&own, &form), hall.house.admin.submit(&page, &two), again.submit(&page, &three));
    hall.public().await.says("Están presentes 3 de 4 puestos");
}

#[tokio::test]
async fn what_is_decided_on_a_whole_process_is_shown_with_it() {
    let hall = Hall::new(PhaseKind::Ballot).await;
    hall.lead("call_roll", |form| form).await;
    for name in ["Vecina 2", "Vecina 3", "Vecina 4"] {
        hall.note("arrive", name).await;
    }
    hall.lead("open", |form| form).await;
    hall.lead("put", |form: Form| form.with("text", "Se da concepto favorable al proceso")).await.says("Se vota:");
    let page = format!("/procesos/{}", hall.house.process.slug);
    let anybody = hall.house.server.visit("uno.localhost");
    anybody.page(&page).await.keeps_quiet_about(session::decided_title(ES));
    let mut connection = hall.house.world.database.inside(hall.house.world.one.site.tenant).await;
    sqlx::query(
        "insert into body_decision (tenant_id, session_id, motion, action, process_id, at)
        select tenant_id, session_id, 1, 'give_opinion', $1, now() from session_event where number = 1",
    )
    .bind(hall.house.process.id.uuid())
    .execute(&mut connection)
    .await
    .unwrap();
    tests::cluster::close(connection).await;
    for page in [page.as_str(), "/resultados"] {
        let page = anybody.page(page).await;
        page.says(session::decided_title(ES));
        page.says("Se da concepto favorable al proceso");
    }
}
