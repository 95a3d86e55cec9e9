//! Two neighbouring towns on one server: whatever one's people ask with the other's ids, it is not there.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use shared::code::TypedCode;
use shared::committee::{Act, Appointment, Convening, Officer, Place, Roster, SeatId, SessionEvent};
use shared::document::Fingerprint;
use shared::id::{AppointmentId, SessionId};
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::Filling;
use shared::signal::{Signal, SignalKind};
use store::body::{self, Of, session};
use tests::browser::{Answer, Browser};
use tests::html::Form;
use tests::process::{self, Process, Project};
use tests::server::Running;
use tests::world::{Member, NEIGHBOUR, Someone, Town, World, today};

/// Files that are no pages.
const FILES: [&str; 21] = [
    "/calendario.ics",
    "/territorios/{code}/calendario.ics",
    "/instancias/sesiones/{session}/acta.json",
    "/instancias/sesiones/{session}/acta.pdf",
    "/techos.csv",
    "/participacion.csv",
    "/mis-datos.json",
    "/tableta/olvido.css",
    "/mesa/{desk}/equipo/aplicacion.webmanifest",
    "/procesos/{process}/{contest}/resultado.csv",
    "/procesos/{process}/{contest}/votos.pb",
    "/observatorio.csv",
    "/seleccion/{selection}/tabla.csv",
    "/reglas/esquema.json",
    "/reglas/vigente.toml",
    "/reglas/vigente.json",
    "/reglas/{version}/reglamento.toml",
    "/reglas/{version}/reglamento.json",
    "/admin/reglas/{draft}/borrador.toml",
    "/admin/reglas/{draft}/borrador.json",
    "/admin/padrones/{roll}/fallas.csv",
];

/// Pages whose forms another step, a query or another's idea shows.
const FURTHER: [&str; 4] = [
    "/admin/reglas/{draft}/votacion",
    "/admin/reglas/{draft}/archivo",
    "/admin/reglas/acto?borrador={draft}",
    // What somebody else sent.
    "/ideas/{project}",
];

const EVERY_ROLE: [Role; 5] =
    [Role::Reviewer, Role::CommitteeMember, Role::PollingOfficer, Role::ProcessAdmin, Role::TenantAdmin];

/// A town with a process, something in every place that a page shows, and somebody who may do everything there.
pub(super) struct Side {
    town: Town,
    pub(super) process: Process,
    member: Member,
    pub(super) browser: Browser,
    /// What takes the place of each parameter of a route.
    parameters: BTreeMap<&'static str, String>,
    /// The ids of its projects.
    pub(super) projects: Vec<String>,
    /// Words that only pages of this town may say.
    secrets: Vec<String>,
}

impl Side {
    pub(super) async fn new(world: &World, server: &Running, town: &Town, code: &str, open: PhaseKind) -> Self {
        let process = Process::new(world, town, open).await;
        let who = Someone {
            name: &format!("Titania {}", town.site.slug),
            territory: Some(code),
            roles: &EVERY_ROLE,
            ..NEIGHBOUR
        };
        let member = world.sign_in(&town.site, &who).await;
        let waiting = format!("Idea que espera en {}", town.site.slug);
        let idea = process.idea(world, town, code, member.person, &waiting).await;
        let titles = [format!("Primer parque de {}", town.site.slug), format!("Segundo parque de {}", town.site.slug)];
        let projects = [Project { title: &titles[0], cost: 10 }, Project { title: &titles[1], cost: 20 }];
        let projects = process.projects(world, town, code, &projects).await;
        let projects: Vec<String> = projects.iter().map(ToString::to_string).collect();
        let scenario = process.scenario(world, town, &format!("token-de-{}", town.site.slug)).await;
        let mut parameters = BTreeMap::from([
            ("code", code.to_owned()),
            ("id", idea.to_string()),
            ("project", projects[0].clone()),
            ("process", process.slug.clone()),
            ("contest", code.to_owned()),
            ("phase", PhaseKind::Voting.as_str().to_owned()),
            ("pool", "comun".to_owned()),
            ("roll", "vecinos".to_owned()),
            ("scenario", scenario.to_string()),
            ("token", format!("token-de-{}", town.site.slug)),
            ("slug", town.site.slug.to_string()),
            ("selection", server::random::uuid().to_string()),
            ("case", signal_case(world, town, &process, &member, open).await),
            ("claim", claim(world, town, &process).await),
        ]);
        let (desk, sheet) = desk(world, town, &process, code, &member).await;
        parameters.extend([("desk", desk), ("sheet", sheet)]);
        let (version, draft) = rules_of(world, town).await;
        parameters.extend([("version", version.clone()), ("draft", draft.clone()), ("step", "publicar".to_owned())]);
        parameters.extend(council(world, town, code, &member).await);
        let browser = server.visit(&town.host()).with_cookie(&member.cookie);
        let [first, second] = titles;
        let place = format!("Puesto de {}", town.site.slug);
        Self {
            town: town.clone(),
            process,
            member,
            browser,
            parameters,
            projects,
            secrets: vec![waiting, first, second, place],
        }
    }

    pub(super) fn fill(&self, route: &str) -> String {
        let (path, query) = route.split_once("={").unwrap_or((route, ""));
        let path = path.split('/').map(|part| self.fill_part(part)).collect::<Vec<_>>().join("/");
        match query.strip_suffix('}') {
            Some(name) => format!("{path}={}", self.fill_part(&format!("{{{name}}}"))),
            None => path,
        }
    }

    fn fill_part(&self, part: &str) -> String {
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            None => part.to_owned(),
            Some(name) => match self.parameters.get(name) {
                Some(value) => value.clone(),
                None => panic!("no value for {{{name}}}: name it in `parameters`, so that the route is tried"),
            },
        }
    }

    /// Whether a text names something of this town.
    fn is_named_by(&self, text: &str) -> bool {
        self.secrets
            .iter()
            .chain([&self.parameters["id"], &self.parameters["draft"], &self.parameters["version"], &self.process.slug])
            .chain([&self.parameters["body"], &self.parameters["appointment"], &self.parameters["session"]])
            .chain([&self.parameters["case"], &self.parameters["claim"]])
            .chain(&self.projects)
            .any(|secret| text.contains(secret.as_str()))
    }
}

/// A polling place with a desk, and a sheet of ballots on paper from there.
async fn desk(world: &World, town: &Town, process: &Process, code: &str, member: &Member) -> (String, String) {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let name = format!("Puesto de {}", town.site.slug);
    let new = store::desk::NewPlace {
        id: server::random::uuid().into(),
        process: process.id,
        name: &name,
        address: "Calle 1",
        territory: None,
        mobile: false,
        hours: "",
    };
    let desk: shared::id::DeskId = server::random::uuid().into();
    assert!(store::desk::add_place(&mut tx, &new, desk, server::clock::now()).await.unwrap());
    let sheet = store::paper::NewSheet {
        id: server::random::uuid().into(),
        process: process.id,
        desk,
        contest: process.contests[code].into(),
        ballots: 1,
    };
    store::paper::register(&mut tx, sheet, member.person, server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    (desk.to_string(), sheet.id.to_string())
}

/// A case of the signals. Where ideas are sent or people vote, the list is not fixed yet, and nothing has this id.
async fn signal_case(world: &World, town: &Town, process: &Process, member: &Member, open: PhaseKind) -> String {
    let id = server::random::uuid();
    if matches!(open, PhaseKind::Formulation | PhaseKind::Results) {
        let mut tx = world.database.database.enter(&town.site).await.unwrap();
        let desk = Some(format!("Puesto de {}", town.site.slug));
        let signal = Signal { kind: SignalKind::DeskHours, contest: None, desk, since: None, votes: 200, usual: None };
        let now = server::clock::now();
        store::signal::fix(&mut tx, process.id, &[signal], member.person, now, || id).await.unwrap();
        tx.commit().await.unwrap();
    }
    id.to_string()
}

/// A claim of somebody without an account, about a neighbour who moved away.
async fn claim(world: &World, town: &Town, process: &Process) -> String {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let id: shared::id::ClaimId = server::random::uuid().into();
    let said = format!("Ya no vive nadie en la casa de {}", town.site.slug).parse().unwrap();
    let new = store::claim::NewClaim {
        id,
        process: process.id,
        kind: shared::claim::ClaimKind::NotBelonging,
        code: server::random::bytes(),
        subject: &store::claim::Subject::default(),
        said: &said,
    };
    store::claim::file(&mut tx, &new, server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    id.to_string()
}

/// The version that the town's process follows, and a draft made from it.
async fn rules_of(world: &World, town: &Town) -> (String, String) {
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let version = store::rules::versions(&mut tx).await.unwrap().remove(0).id;
    let id: shared::id::RuleSetId = server::random::uuid().into();
    let document = tests::rules::titled("Reglamento en borrador");
    let draft = store::rules::NewDraft { id, document: &document, copied_from: None, by: None };
    store::rules::create(&mut tx, &draft, server::clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    (version.to_string(), id.to_string())
}

/// A council with one member, and its session with the roll called.
async fn council(world: &World, town: &Town, code: &str, member: &Member) -> [(&'static str, String); 4] {
    let now = server::clock::now();
    let rule = tests::rules::rules().bodies.into_iter().find(|rule| rule.id.as_str() == "mesa").unwrap();
    let mut tx = world.database.database.enter(&town.site).await.unwrap();
    let of = Of::Territory(town.territories[code]);
    let body = body::establish(&mut tx, server::random::uuid().into(), &rule.id, of, now).await.unwrap();
    let appointment = Appointment {
        person: member.person,
        name: format!("Titania {}", town.site.slug).parse().unwrap(),
        seat: SeatId { sector: "vecinos".parse().unwrap(), number: 1 },
        place: Place::Holder,
        gender: None,
        born: None,
        from: today() - chrono::TimeDelta::days(9),
        until: None,
        filled_by: Filling::Assembly,
        act: None,
        declared: None,
        trained: None,
        contact: None,
    };
    let appointed: AppointmentId = server::random::uuid().into();
    body::appoint(&mut tx, body, appointed, &appointment, None, now).await.unwrap();
    let seat_code = offered(&mut tx, body, &appointment).await;
    let agenda = vec![format!("Punto reservado de {}", town.site.slug).parse().unwrap()];
    let call = Convening::new(&rule, None, "Casa comunal".parse().unwrap(), town.site.time_zone, now, agenda);
    let id: SessionId = server::random::uuid().into();
    let event = |act| SessionEvent { at: now, act };
    let held = session::convene(&mut tx, id, body, None, event(Act::Convene(call)), None).await.unwrap();
    let secretary = Officer { person: member.person, name: appointment.name.clone() };
    let roster = Roster::new(&rule, None, &[appointment]);
    session::add(&mut tx, held, event(Act::CallRoll { roster, secretary }), None).await.unwrap();
    tx.commit().await.unwrap();
    [
        ("body", body.to_string()),
        ("appointment", appointed.to_string()),
        ("session", id.to_string()),
        ("seat_code", seat_code),
    ]
}

/// The code of a seat whose holder has no account.
async fn offered(tx: &mut store::TenantTx, body: shared::id::BodyId, like: &Appointment) -> String {
    let now = server::clock::now();
    let fresh: shared::id::PersonId = server::random::uuid().into();
    let identity = store::person::Identity {
        issuer: body::seat_code::WITHOUT_ACCOUNT.to_owned(),
        subject: fresh.to_string(),
        name: "Sin cuenta".to_owned(),
        birth_date: None,
        territory_code: None,
        attested: store::person::Attested::default(),
    };
    let person = store::person::recognise(tx, fresh, &identity, now).await.unwrap().person;
    let seat = SeatId { sector: "vecinos".parse().unwrap(), number: 2 };
    let appointment = Appointment { person, name: "Sin cuenta".parse().unwrap(), seat, ..like.clone() };
    let id: AppointmentId = server::random::uuid().into();
    body::appoint(tx, body, id, &appointment, None, now).await.unwrap();
    let code = TypedCode::new(server::random::bytes()).to_string();
    let until = now + chrono::TimeDelta::days(1);
    body::seat_code::offer(tx, id, *Fingerprint::of(&code).bytes(), until).await.unwrap();
    code
}

/// Every address of the product, with its parameters.
pub(super) fn routes() -> Vec<String> {
    let mut routes: Vec<String> =
        leptos_axum::generate_route_list(app::App).iter().map(|route| route.path().to_owned()).collect();
    routes.extend(FILES.map(ToOwned::to_owned));
    assert!(routes.len() >= 20, "the product has its pages: {routes:?}");
    routes
}

async fn both(open: PhaseKind) -> (World, Running, Side, Side) {
    let world = World::new().await;
    let server = world.serve().await;
    let one = Side::new(&world, &server, &world.one.clone(), "01", open).await;
    let two = Side::new(&world, &server, &world.two.clone(), "11", open).await;
    (world, server, one, two)
}

fn not_there(answer: &Answer) -> bool {
    matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN)
}

#[tokio::test]
async fn every_address_asked_with_the_neighbours_ids_is_not_there() {
    let (world, _server, one, two) = both(PhaseKind::Formulation).await;
    let before = world.database.fingerprint(two.town.site.tenant).await;
    let own_before = world.database.fingerprint(one.town.site.tenant).await;
    let mut with_ids = 0;
    for route in routes() {
        let path = two.fill(&route);
        let answer = one.browser.open(&path).await;
        assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        for secret in &two.secrets {
            assert!(!answer.body.contains(secret.as_str()), "{path} says {secret:?}");
        }
        answer.keeps_quiet_about("Titania dos");
        // What a parameter names is the neighbour's: only phases, pools and rolls are called the same in both.
        if route.contains('{') && !["{phase}", "{pool}", "{roll}"].iter().any(|same| route.contains(same)) {
            with_ids += 1;
            assert!(not_there(&answer), "{path}: {} {}", answer.status, answer.text());
            let mine = one.browser.open(&one.fill(&route)).await;
            let exists = route.contains("/acta")
                || route.contains("resultado.csv")
                || route.contains("votos.pb")
                || route.contains("/operacion")
                || route.contains("/seleccion");
            assert!(exists || mine.status == StatusCode::OK, "{}: {}", one.fill(&route), mine.status);
        }
        // Every query, too.
        for name in ["comuna", "territorio", "q", "despues", "after", "volver"] {
            let query = format!("{}?{name}={}", one.fill(&route), two.parameters["id"]);
            let answer = one.browser.open(&query).await;
            assert!(!answer.status.is_server_error(), "{query}");
            two.secrets.iter().for_each(|secret| answer.keeps_quiet_about(secret));
        }
    }
    assert!(with_ids >= 8, "only {with_ids} addresses have parameters");
    assert_eq!(world.database.fingerprint(two.town.site.tenant).await, before);
    assert_eq!(world.database.fingerprint(one.town.site.tenant).await, own_before);
}

/// Every form that the pages of a town show to who may do everything there.
async fn forms(side: &Side) -> Vec<(String, Form)> {
    let mut found = Vec::new();
    for route in routes().into_iter().chain(FURTHER.map(ToOwned::to_owned)) {
        if FILES.contains(&route.as_str()) {
            continue;
        }
        let page = side.browser.open(&side.fill(&route)).await;
        found.extend(page.forms().into_iter().filter(|form| form.post).map(|form| (page.path.clone(), form)));
    }
    found
}

/// A form with everything filled in: every box that can be ticked together, one of those that exclude each other.
fn completed(form: &Form, csrf: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, value) in form.fields.iter().chain(&form.unticked).chain(&form.buttons) {
        fields.retain(|(known, _)| known != name || name.ends_with("[]"));
        fields.push((name.clone(), value.clone()));
    }
    for (name, value) in &mut fields {
        if name == "csrf" {
            csrf.clone_into(value);
        } else if value.is_empty() {
            "Por una razón suficientemente larga para todo".clone_into(value);
        }
    }
    fields
}

#[tokio::test]
async fn every_form_of_the_neighbour_sent_here_changes_nothing_there() {
    let mut tried = BTreeSet::new();
    for open in [PhaseKind::Ideas, PhaseKind::Formulation, PhaseKind::Voting, PhaseKind::Results] {
        let (world, _server, one, two) = both(open).await;
        let tenant = two.town.site.tenant;
        let before = world.database.fingerprint(tenant).await;
        for (page, form) in forms(&two).await {
            let own_before = world.database.fingerprint(one.town.site.tenant).await;
            let fields = completed(&form, &one.member.csrf);
            let names_two = fields.iter().any(|(_, value)| two.is_named_by(value));
            let answer = one.browser.post(&page, &form.action, &fields).await;
            assert!(!answer.status.is_server_error(), "{open}: {} of {page}: {}", form.action, answer.text());
            assert_eq!(world.database.fingerprint(tenant).await, before, "{open}: {} of {page}", form.action);
            if names_two {
                let own = world.database.fingerprint(one.town.site.tenant).await;
                assert_eq!(own, own_before, "{open}: {} of {page} took the neighbour's ids", form.action);
            }
            tried.insert(form.action.clone());
        }
    }
    let all: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    // Suspending is on the platform's pages, choosing a territory on those of who has none, casting a ballot after
    // marking it, counting after the urns are sealed, importing figures after reading the file, selections on a group's: each is tried in a test of its own.
    // A base is certified where the rules have one, and a draw is held where they leave ties to it; the rules of these
    // towns fix the amount and the order, all of their phases have dates, and nobody stands for a seat.
    let elsewhere = [
        "/hacer/estado-de-sitio",
        "/hacer/territorio",
        "/hacer/voto",
        "/hacer/importar-indicadores",
        "/hacer/base",
        "/hacer/comprometer-sorteo",
        "/hacer/contar",
        "/hacer/fechas-usuales",
        "/hacer/codigo-de-puesto",
        "/hacer/inscripcion",
        "/hacer/leer-seleccion",
        "/hacer/ocupar-puesto",
        "/hacer/publicar-seleccion",
        "/hacer/retirar-inscripcion",
        "/hacer/sortear",
        "/hacer/corregir-sorteo",
        "/hacer/decidir-sorteo",
        // A second button of the form that sends an idea; in a test of its own.
        "/hacer/ideas-parecidas",
        // No project on a ballot lacks its region.
        "/hacer/region",
        // No urn is sealed.
        "/hacer/fijar-senales",
        // Nobody has the code of a claim.
        "/hacer/cerrar-reclamo",
        "/hacer/completar-reclamo",
        // No roll waits or is in force, and no count waits for the second person.
        "/hacer/corregir-padron",
        "/hacer/decidir-conteo",
        "/hacer/decidir-correccion",
        "/hacer/decidir-padron",
        // No shift is under way at a desk, and the rules of these towns have neither tablets nor votes of accounts.
        "/hacer/abrir-sobres",
        "/hacer/acto-de-mesa",
        "/hacer/buscar-persona",
        "/hacer/cancelar-codigo",
        "/hacer/codigo-de-tableta",
        "/hacer/elegir-cuenta",
        "/hacer/marcar-persona",
        "/hacer/sobre-perdido",
        "/hacer/tableta",
        "/hacer/tableta-salir",
        "/hacer/tableta-tarjeton",
        "/hacer/tableta-voto",
        "/hacer/terminar-turno",
        // No sheet was read twice, none that was is missing, and nothing waits for a second person.
        "/hacer/decidir-anulacion",
        "/hacer/decidir-explicacion",
        "/hacer/decidir-papeleta",
        "/hacer/decidir-sobre",
        "/hacer/explicar-papel",
    ]
    .map(ToOwned::to_owned);
    let missing: Vec<_> = all.difference(&tried).filter(|path| !elsewhere.contains(path)).collect();
    assert!(missing.is_empty(), "no page showed a form for {missing:?}");
}

/// Whoever may do everything is shown all forms; sent by somebody to whom the rules do not give it, none changes
/// anything: there is no way around the gate.
#[tokio::test]
async fn nobody_changes_what_the_rules_do_not_give_them() {
    let mut effective = BTreeSet::new();
    for open in [PhaseKind::Ideas, PhaseKind::Formulation, PhaseKind::Voting, PhaseKind::Results] {
        let world = World::new().await;
        let server = world.serve().await;
        let one = Side::new(&world, &server, &world.one.clone(), "01", open).await;
        let mut all = forms(&one).await;
        // A seat's code makes a member of whoever was given it: it is typed in a test of its own.
        all.retain(|(_, form)| form.action != "/hacer/ocupar-puesto");
        assert!(all.len() >= 10, "{open}: only {} forms", all.len());
        let roles: [&[Role]; 4] = [&[], &[Role::Reviewer], &[Role::CommitteeMember], &[Role::PollingOfficer]];
        for roles in roles {
            // Too young for whatever a citizen may do, and of no territory.
            let name = format!("Sin permiso {roles:?}");
            let who = Someone { name: &name, age: Some(9), territory: None, roles };
            let member = world.sign_in(&one.town.site, &who).await;
            let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
            let mut before = world.database.fingerprint(one.town.site.tenant).await;
            for (page, form) in &all {
                for fields in [sensible(form, &member.csrf), completed(form, &member.csrf)] {
                    let answer = browser.post(page, &form.action, &fields).await;
                    assert!(!answer.status.is_server_error(), "{open}: {} of {page}: {}", form.action, answer.text());
                }
                let after = world.database.fingerprint(one.town.site.tenant).await;
                let theirs = match form.action.as_str() {
                    "/hacer/concepto" => roles == [Role::Reviewer] && open == PhaseKind::Formulation,
                    "/hacer/planilla" | "/hacer/custodia" | "/hacer/anular-planilla" => roles == [Role::PollingOfficer],
                    "/hacer/digitar" => roles == [Role::PollingOfficer] && open == PhaseKind::Results,
                    "/hacer/comenzar-turno" => roles == [Role::PollingOfficer] && open == PhaseKind::Voting,
                    // Where one takes part is one's own to say.
                    "/hacer/territorio" => true,
                    _ => false,
                };
                assert!(theirs || after == before, "{open}: {name} got past the gate: {} of {page}", form.action);
                before = after;
            }
        }
        // Nor anybody who has not signed in.
        let before = world.database.fingerprint(one.town.site.tenant).await;
        let stranger = server.visit("uno.localhost");
        for (page, form) in &all {
            let answer = stranger.post(page, &form.action, &sensible(form, "")).await;
            assert!(!answer.status.is_server_error(), "{open}: {} of {page}", form.action);
            assert_eq!(world.database.fingerprint(one.town.site.tenant).await, before, "{open}: {}", form.action);
        }
        // The same forms do change something when they come from whoever may: what was tried above was worth refusing.
        for (page, form) in &all {
            let before = world.database.fingerprint(one.town.site.tenant).await;
            for fields in [sensible(form, &one.member.csrf), completed(form, &one.member.csrf)] {
                one.browser.post(page, &form.action, &fields).await;
            }
            if world.database.fingerprint(one.town.site.tenant).await != before {
                effective.insert(form.action.clone());
            }
        }
    }
    let all: BTreeSet<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    // Whoever may not is refused these in tests of their own: they take a whole document, a file that was read before, a
    // ballot that was marked before, an urn that was sealed before or whose sheets are agreed on, a group's site, a draft or a scenario that another form has used up; or they change nothing stored.
    let elsewhere = [
        "/hacer/abrir-sobres",
        "/hacer/acto-de-mesa",
        "/hacer/buscar-persona",
        "/hacer/cancelar-codigo",
        "/hacer/codigo-de-tableta",
        "/hacer/elegir-cuenta",
        "/hacer/comenzar-turno",
        "/hacer/anular-planilla",
        "/hacer/decidir-anulacion",
        "/hacer/decidir-explicacion",
        "/hacer/decidir-papeleta",
        "/hacer/decidir-sobre",
        "/hacer/digitar",
        "/hacer/explicar-papel",
        "/hacer/foto-de-planilla",
        "/hacer/imprimir-tarjetones",
        "/hacer/marcar-persona",
        "/hacer/planilla",
        "/hacer/sobre-perdido",
        "/hacer/tableta",
        "/hacer/tableta-salir",
        "/hacer/tableta-tarjeton",
        "/hacer/tableta-voto",
        "/hacer/terminar-turno",
        "/hacer/acto-transitorio",
        // Anybody files a claim and follows it, with a document and a code.
        "/hacer/cerrar-reclamo",
        "/hacer/completar-reclamo",
        "/hacer/reclamar",
        "/hacer/seguir-reclamo",
        "/hacer/archivo-de-reglas",
        "/hacer/base",
        "/hacer/comprometer-sorteo",
        "/hacer/contar",
        "/hacer/custodia",
        "/hacer/cargar-padron",
        "/hacer/corregir-padron",
        "/hacer/decidir-conteo",
        "/hacer/decidir-correccion",
        "/hacer/decidir-padron",
        "/hacer/descartar-escenario",
        "/hacer/descartar-reglas",
        "/hacer/codigo-de-puesto",
        "/hacer/estado-de-sitio",
        "/hacer/fechas-usuales",
        "/hacer/fijar-senales",
        "/hacer/ideas-parecidas",
        "/hacer/importar-indicadores",
        "/hacer/importar-reglas",
        "/hacer/inscripcion",
        "/hacer/leer-indicadores",
        "/hacer/leer-seleccion",
        "/hacer/ocupar-puesto",
        "/hacer/publicar-reglas",
        "/hacer/publicar-seleccion",
        "/hacer/region",
        "/hacer/retirar-inscripcion",
        "/hacer/sellar",
        "/hacer/corregir-sorteo",
        "/hacer/decidir-sorteo",
        "/hacer/sortear",
        "/hacer/tarjeton",
        "/hacer/techos",
        "/hacer/territorio",
        "/hacer/voto",
    ];
    let idle: Vec<_> = all.difference(&effective).filter(|path| !elsewhere.contains(&path.as_str())).collect();
    assert!(idle.is_empty(), "these forms were sent in no way that changes anything: {idle:?}");
}

/// A form filled in so that it says something new and makes sense; what may stay empty does.
fn sensible(form: &Form, csrf: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = form.fields.clone();
    let known = |fields: &[(String, String)], name: &str| fields.iter().any(|(known, _)| known == name);
    // Who declares an incompatibility is not appointed.
    for (name, value) in form.unticked.iter().chain(&form.buttons).filter(|(name, _)| name != "declared[]") {
        if !known(&fields, name) {
            fields.push((name.clone(), value.clone()));
        }
    }
    for (name, value) in &mut fields {
        let better = match name.as_str() {
            "csrf" => csrf,
            "population" => "12345",
            "poverty" => "12,34",
            "pool" => "5000000",
            "amount" | "transfer_amount" => "1000",
            "act_date" | "certified_on" | "date" => "2026-01-31",
            "begins" => "2099-01-31T10:00",
            "reason" | "pool_reason" | "name" | "place" | "address" | "agenda" | "act" | "transfer_act" | "title"
            | "need" | "department" | "label"
                if value.is_empty() =>
            {
                "Por una razón suficientemente larga para todo"
            }
            _ => continue,
        };
        better.clone_into(value);
    }
    fields
}

#[tokio::test]
async fn a_ballot_cannot_name_the_neighbours_projects() {
    let (world, _server, one, two) = both(PhaseKind::Voting).await;
    let theirs: Vec<_> = two.projects.iter().map(|project| (process::mark(project), "1".to_owned())).collect();
    let offered = two.browser.page("/votar").await.form("/hacer/tarjeton").unticked;
    assert!(theirs.iter().all(|field| offered.contains(field)), "{offered:?}");
    let before = (
        world.database.fingerprint(one.town.site.tenant).await,
        world.database.fingerprint(two.town.site.tenant).await,
    );
    for action in ["/hacer/tarjeton", "/hacer/voto"] {
        let mut fields = vec![("csrf".to_owned(), one.member.csrf.clone())];
        fields.extend(theirs.clone());
        let answer = one.browser.post("/votar", action, &fields).await;
        assert_eq!(answer.redirect().as_deref(), Some("/votar"), "{action}");
        one.browser.page("/votar").await.says("El tarjetón cambió");
    }
    let after = (
        world.database.fingerprint(one.town.site.tenant).await,
        world.database.fingerprint(two.town.site.tenant).await,
    );
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_territory_of_the_neighbour_cannot_be_chosen() {
    let (world, server, one, two) = both(PhaseKind::Ideas).await;
    let nowhere = Someone { name: "Nadia", territory: None, ..NEIGHBOUR };
    let member = world.sign_in(&one.town.site, &nowhere).await;
    let browser = server.visit("uno.localhost").with_cookie(&member.cookie);
    let page = browser.page("/perfil").await;
    let form = page.form("/hacer/territorio");
    let before = world.database.fingerprint(two.town.site.tenant).await;
    for value in [two.town.territories["11"].to_string(), "11".to_owned()] {
        let answer = browser.submit(&page, &form.clone().with("territory", &value)).await;
        assert!(answer.body.contains("role=\"alert\""), "{}", answer.text());
        let chosen = "select count(*) from person where territory_id is not null and name = 'Nadia'";
        assert_eq!(world.database.count(one.town.site.tenant, chosen).await, 0);
    }
    assert_eq!(world.database.fingerprint(two.town.site.tenant).await, before);
}

#[tokio::test]
async fn roles_of_one_site_mean_nothing_on_another() {
    let (world, server, one, _two) = both(PhaseKind::Formulation).await;
    // The same person, with every role in one town, is a citizen in the other.
    let same = Someone { name: "Titania uno", territory: Some("11"), ..NEIGHBOUR };
    let guest = world.browser(&server, &world.two.site, &same).await;
    for route in routes().into_iter().filter(|route| route.starts_with("/admin") || route.starts_with("/revision")) {
        let path = one.fill(&route);
        let answer = guest.open(&path).await;
        assert!(not_there(&answer), "{path}: {}", answer.status);
    }
    let before = world.database.fingerprint(world.two.site.tenant).await;
    let member = world.sign_in(&world.two.site, &same).await;
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        if ![
            "/hacer/techos",
            "/hacer/escenario",
            "/hacer/base",
            "/hacer/adoptar-bolsa",
            "/hacer/bolsa",
            "/hacer/asiento",
            "/hacer/traslado",
            "/hacer/fase",
            "/hacer/sellar",
            "/hacer/contar",
            "/hacer/decidir-conteo",
            "/hacer/comprometer-sorteo",
            "/hacer/sortear",
            "/hacer/corregir-sorteo",
            "/hacer/decidir-sorteo",
            "/hacer/concepto",
            "/hacer/apoyar",
            "/hacer/region",
            "/hacer/instancias",
            "/hacer/designar",
            "/hacer/designacion",
            "/hacer/inscripcion",
            "/hacer/retirar-inscripcion",
            "/hacer/codigo-de-puesto",
            "/hacer/ocupar-puesto",
            "/hacer/convocar",
            "/hacer/dirigir",
            "/hacer/participar",
        ]
        .contains(&path)
        {
            continue;
        }
        let fields = tests::browser::fields(&[
            ("csrf", &member.csrf),
            ("weights", "1,1,1"),
            ("name", "Un escenario"),
            ("scenario", &one.parameters["scenario"]),
            ("act", "Decreto 1 de 2026"),
            ("act_date", "2026-01-31"),
            ("amount", "1000"),
            ("certified_by", "Hacienda"),
            ("certified_on", "2026-01-31"),
            ("code", "11"),
            ("to", "12"),
            ("transfer_amount", "1"),
            ("transfer_act", "Decreto 2 de 2026"),
            ("pool", "1"),
            ("number", "1"),
            ("source", "Lotería de prueba"),
            ("drawn_on", "2026-01-31"),
            ("drawn_at", "16:30"),
            ("reason", "Por una razón suficientemente larga"),
            ("pool_reason", "Por una razón suficientemente larga"),
            ("kind", "voting"),
            ("how", "close"),
            ("count", "1"),
            ("id", &one.parameters["id"]),
            ("verdict", "not_viable"),
            ("support", "yes"),
            ("body", &one.parameters["body"]),
            ("appointment", &one.parameters["appointment"]),
            ("session", &one.parameters["session"]),
            ("seat_code", &one.parameters["seat_code"]),
        ]);
        let answer = server.visit("dos.localhost").with_cookie(&member.cookie).post("/", path, &fields).await;
        assert!(!answer.status.is_server_error(), "{path}");
        assert_eq!(world.database.fingerprint(world.two.site.tenant).await, before, "{path}");
    }
}
