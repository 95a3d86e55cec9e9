//! The addresses of the pages. Every link and every redirect is made here.

use std::fmt::Display;

use shared::{
    document::Key,
    id::{AppointmentId, BodyId, ProposalId, SessionId},
};
use uuid::Uuid;

/// Home page of any site.
pub const HOME: &str = "/";
/// The territories of a tenant.
pub const TERRITORIES: &str = "/territorios";
/// The phases with their dates, and what changed them.
pub const CALENDAR: &str = "/calendario";
/// The same for programs to subscribe to.
pub const CALENDAR_FEED: &str = "/calendario.ics";
/// Who may take part, how and when.
pub const PARTICIPATE: &str = "/participar";
/// How many have voted, where the rules have it told.
pub const TURNOUT: &str = "/participacion";
/// The same as a table.
pub const TURNOUT_TABLE: &str = "/participacion.csv";
/// The form for a new idea.
pub const NEW_IDEA: &str = "/ideas/nueva";
/// The visitor's own ideas and vote.
pub const MINE: &str = "/mi-participacion";
/// Choosing the own territory, where the identity provider does not say it.
pub const PROFILE: &str = "/perfil";
/// Where people vote in person.
pub const PLACES: &str = "/puestos";
/// The ballot.
pub const VOTE: &str = "/votar";
/// What was chosen, before it is cast.
pub const VOTE_REVIEW: &str = "/votar/revisar";
/// The vote was cast.
pub const VOTE_DONE: &str = "/votar/listo";
/// The certificate that somebody voted, without what.
pub const VOTE_CERTIFICATE: &str = "/votar/constancia";
/// Where somebody types a code on a tablet of a polling place.
pub const TABLET: &str = "/tableta";
/// The ballot there.
pub const TABLET_BALLOT: &str = "/tableta/tarjeton";
/// What was chosen there, before it is cast.
pub const TABLET_REVIEW: &str = "/tableta/revisar";
/// The vote was cast there.
pub const TABLET_DONE: &str = "/tableta/listo";
/// What makes the tablet's browser drop the pages that it keeps.
pub const TABLET_FORGETS: &str = "/tableta/olvido.css";
/// Where a code is sent that was typed there.
pub const TABLET_CODE: &str = "/hacer/tableta";
/// Where the other forms of a tablet are sent: what was marked, the last yes, going away.
pub const TABLETS_FORMS: [&str; 3] = ["/hacer/tableta-tarjeton", "/hacer/tableta-voto", "/hacer/tableta-salir"];
/// Where the forms are posted that voters send, and officers for them: how often is nobody's to know while people vote.
pub const VOTERS_FORMS: [&str; 14] = [
    "/hacer/tarjeton",
    "/hacer/voto",
    "/hacer/territorio",
    "/hacer/buscar-persona",
    "/hacer/marcar-persona",
    "/hacer/acto-de-mesa",
    "/hacer/comenzar-turno",
    "/hacer/abrir-sobres",
    "/hacer/codigo-de-tableta",
    "/hacer/cancelar-codigo",
    TABLET_CODE,
    TABLETS_FORMS[0],
    TABLETS_FORMS[1],
    TABLETS_FORMS[2],
];
/// Results of the current process.
pub const RESULTS: &str = "/resultados";
/// Claims on personal data: the form, and by when they are answered.
pub const CLAIMS: &str = "/reclamos";
/// A claim, for whoever has its code.
pub const FOLLOW_CLAIM: &str = "/reclamos/seguir";
/// What the site keeps of the visitor.
pub const OWN_DATA: &str = "/mis-datos";
/// The same as a file.
pub const OWN_DATA_FILE: &str = "/mis-datos.json";
/// Claims on personal data, to be answered.
pub const ADMIN_CLAIMS: &str = "/admin/reclamos";
/// The key by which a site's acts are checked.
pub const ACT_KEY: &str = "/.well-known/convite-actas.json";
/// Finished and imported processes.
pub const PROCESSES: &str = "/procesos";
/// The queue of ideas to review.
pub const REVIEW: &str = "/revision";
/// Administration of the process.
pub const ADMIN: &str = "/admin";
/// Ceilings and their simulator.
pub const CEILINGS: &str = "/admin/techos";
/// The ceilings with every term of their formula, as a table.
pub const CEILINGS_TABLE: &str = "/techos.csv";
/// Scenarios of ceilings side by side.
pub const COMPARE_CEILINGS: &str = "/admin/techos/comparar";
/// The ceilings of the last years.
pub const CEILINGS_HISTORY: &str = "/techos/historia";
/// Figures of indicators.
pub const INDICATORS: &str = "/admin/indicadores";
/// Rolls: how they stand, loading, correcting.
pub const ROLLS: &str = "/admin/padrones";
/// Polling places and their desks, to be administered.
pub const ADMIN_DESKS: &str = "/admin/mesas";
/// Ballots on paper: printing them, their sheets.
pub const PAPER: &str = "/admin/papel";
/// The desks of whoever runs one.
pub const DESKS: &str = "/mesa";
/// Phases and their dates.
pub const PHASES: &str = "/admin/fases";
/// Territories and their figures.
pub const ADMIN_TERRITORIES: &str = "/admin/territorios";
/// Closing and counting.
pub const COUNT: &str = "/admin/resultados";
/// What strikes the eye in how votes came in.
pub const SIGNALS: &str = "/admin/senales";
/// The public draw that ties are left to.
pub const DRAW: &str = "/admin/sorteo";
/// The audit trail.
pub const AUDIT: &str = "/admin/auditoria";
/// The operator's page on the platform.
pub const OPERATION: &str = "/operacion";
/// The rules in force, in plain words.
pub const RULES: &str = "/reglas";
/// What changed from one published version of the rules to another.
pub const RULES_COMPARE: &str = "/reglas/comparar";
/// The JSON Schema of rule sets.
pub const RULES_SCHEMA: &str = "/reglas/esquema.json";
/// The rules in force as TOML.
pub const RULES_TOML: &str = "/reglas/vigente.toml";
/// The rules in force as JSON.
pub const RULES_JSON: &str = "/reglas/vigente.json";
/// The versions of the rules, to be drafted and published.
pub const ADMIN_RULES: &str = "/admin/reglas";
/// What changes from any version of the rules to another, drafts included.
pub const ADMIN_RULES_COMPARE: &str = "/admin/reglas/comparar";
/// A transitory act on the rules of a running process.
pub const RULES_ACT: &str = "/admin/reglas/acto";
/// Trying rules on pretend ballots.
pub const REHEARSAL: &str = "/admin/ensayo";
/// The directory of bodies.
pub const BODIES: &str = "/instancias";
/// Where somebody takes over the seat that they were appointed to.
pub const TAKE_SEAT: &str = "/instancias/ocupar";
/// Bodies and who sits in them, to be administered.
pub const ADMIN_BODIES: &str = "/admin/instancias";
/// The selection of municipalities that a group published last.
pub const SELECTION: &str = "/seleccion";
/// Preparing another selection.
pub const NEW_SELECTION: &str = "/seleccion/nueva";
/// The observatory's table as a file.
pub const OBSERVATORY_CSV: &str = "/observatorio.csv";
/// In a query: what was typed to search.
pub const QUERY: &str = "q";
/// In a query: the column by which a table is sorted.
pub const ORDER: &str = "orden";
/// In a query: the direction in which it is sorted.
pub const DIRECTION: &str = "sentido";
/// In a query: the last entry of the page before.
pub const AFTER: &str = "despues";
/// In a query or a form: the page of this site to come back to. Whoever reads it asks [`crate::return_path`].
pub const RETURN_TO: &str = "volver";
/// Where preferences of display are posted.
pub const PREFERENCES: &str = "/preferencias";
/// Where the session ends.
pub const SIGN_OUT: &str = "/salir";

/// A territory, by its code.
pub fn territory(code: &str) -> String {
    format!("{TERRITORIES}/{code}")
}

/// The calendar of a territory, for programs to subscribe to.
pub fn territory_feed(code: &str) -> String {
    format!("{}{CALENDAR_FEED}", territory(code))
}

/// A case of the signals.
pub fn signal_case(case: Uuid) -> String {
    format!("{SIGNALS}/{case}")
}

/// A claim on personal data, to be answered.
pub fn admin_claim(id: impl Display) -> String {
    format!("{ADMIN_CLAIMS}/{id}")
}

/// An act that changed the calendar, by its place among them.
pub fn calendar_act(number: usize) -> String {
    format!("{CALENDAR}#acto-{number}")
}

/// How the ceiling of a territory came about, or that of a contest, by its code.
pub fn ceiling(code: &str) -> String {
    format!("/techos/{code}")
}

/// The ledger of a territory's ceiling, or of a contest's, to be added to.
pub fn admin_ledger(code: &str) -> String {
    format!("{CEILINGS}/{code}")
}

/// One pool of the rules: its plan, its certificates, its adoption.
pub fn pool(id: &Key) -> String {
    format!("{CEILINGS}/bolsas/{id}")
}

/// The formula of a pool tried within one larger territory.
pub fn pool_within(id: &Key, code: &str) -> String {
    format!("{}?dentro={code}", pool(id))
}

/// Scenarios of a pool's part within one larger territory side by side.
pub fn compare_within(id: &Key, code: &str) -> String {
    format!("{COMPARE_CEILINGS}?bolsa={id}&dentro={code}")
}

/// One roll, by its name in the rules.
pub fn roll(id: &Key) -> String {
    format!("{ROLLS}/{id}")
}

/// The lines of a file of a roll that were not kept, as a file.
pub fn roll_faults(id: impl Display) -> String {
    format!("{ROLLS}/{id}/fallas.csv")
}

/// Where a tablet begins again, with the word of what it says first.
pub fn tablet_saying(word: &str) -> String {
    format!("{TABLET}?aviso={word}")
}

/// Whether an address is one of those that a tablet of a polling place asks.
pub fn is_of_tablet(path: &str) -> bool {
    let is_page = path.strip_prefix(TABLET).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_page || path == TABLET_CODE || TABLETS_FORMS.contains(&path)
}

/// Whether an address is one of those where somebody files or follows a claim.
pub fn is_of_claim(path: &str) -> bool {
    path == CLAIMS || path == FOLLOW_CLAIM
}

/// A desk, to be run.
pub fn desk(id: impl Display) -> String {
    format!("{DESKS}/{id}")
}

/// The certificate that somebody voted whom a desk has found.
pub fn desk_certificate(id: impl Display) -> String {
    format!("{DESKS}/{id}/constancia")
}

/// A desk on a device of its own.
pub fn desk_device(id: impl Display) -> String {
    format!("{DESKS}/{id}/equipo")
}

/// How the page of a desk's device is installed.
pub fn desk_manifest(id: impl Display) -> String {
    device(id, "aplicacion.webmanifest")
}

/// What the device of a desk asks for.
pub fn device(id: impl Display, what: &str) -> String {
    format!("{DESKS}/{id}/equipo/{what}")
}

/// A sheet of ballots on paper.
pub fn paper_sheet(id: impl Display) -> String {
    format!("{PAPER}/{id}")
}

/// A photo of a sheet, as a picture.
pub fn paper_photo(sheet: impl Display, number: impl Display) -> String {
    format!("{PAPER}/{sheet}/fotos/{number}")
}

/// A batch of printed ballots as a file, by its contest and its first number.
pub fn paper_ballots(contest: &str, first: impl Display, large: bool) -> String {
    let name = if large { "letra-grande" } else { "tarjetones" };
    format!("{PAPER}/{contest}/{first}/{name}.pdf")
}

/// All shifts of a desk.
pub fn admin_desk(id: impl Display) -> String {
    format!("{ADMIN_DESKS}/{id}")
}

/// A scenario of ceilings.
pub fn scenario(id: Uuid) -> String {
    format!("{CEILINGS}/escenarios/{id}")
}

/// A scenario of ceilings, for whoever has its address.
pub fn shared_scenario(token: &str) -> String {
    format!("/techos/escenario/{token}")
}

/// An idea, from the day it is sent.
pub fn idea(id: ProposalId) -> String {
    format!("/ideas/{id}")
}

/// The review of an idea.
pub fn review(id: ProposalId) -> String {
    format!("{REVIEW}/{id}")
}

/// The figures of a territory, to be changed.
pub fn admin_territory(code: &str) -> String {
    format!("{ADMIN_TERRITORIES}/{code}")
}

/// The dates of a phase, by its name in the rules, to be changed.
pub fn admin_phase(phase: impl Display) -> String {
    format!("{PHASES}/{phase}")
}

/// The dates that a territory has for a phase, to be changed.
pub fn admin_phase_in(phase: impl Display, code: &str) -> String {
    format!("{PHASES}/{phase}?territorio={}", encode(code))
}

/// A published version of the rules.
pub fn rules(version: impl Display) -> String {
    format!("{RULES}/{version}")
}

/// A published version of the rules as a file: `toml` or `json`.
pub fn rules_file(version: impl Display, extension: &str) -> String {
    format!("{RULES}/{version}/reglamento.{extension}")
}

/// A draft of the rules as a file: `toml` or `json`.
pub fn draft_file(draft: impl Display, extension: &str) -> String {
    format!("{ADMIN_RULES}/{draft}/borrador.{extension}")
}

/// A step of the guided set-up of a draft.
pub fn draft_step(draft: impl Display, step: &str) -> String {
    format!("{ADMIN_RULES}/{draft}/{step}")
}

/// The rehearsal of a version of the rules.
pub fn rehearsal(version: impl Display) -> String {
    format!("{REHEARSAL}?version={version}")
}

/// What changed from one version of the rules to another, on the page `base`.
pub fn compare(base: &str, from: impl Display, to: impl Display) -> String {
    format!("{base}?de={from}&a={to}")
}

/// A process, by its slug.
pub fn process(slug: &str) -> String {
    format!("{PROCESSES}/{slug}")
}

/// The result of one contest of a process.
pub fn result(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}")
}

/// A contest of a process under other rules.
pub fn other_rules(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/otras-reglas")
}

/// A whole process under other rules.
pub fn process_by_other_rules(process: &str) -> String {
    format!("{PROCESSES}/{process}/otras-reglas")
}

/// The operator's page on one site, by its slug.
pub fn operation(slug: &str) -> String {
    format!("{OPERATION}/{slug}")
}

/// A body.
pub fn body(id: BodyId) -> String {
    format!("{BODIES}/{id}")
}

/// Who sits in a body, to be administered.
pub fn admin_body(id: BodyId) -> String {
    format!("{ADMIN_BODIES}/{id}")
}

/// The form that calls a session of a body.
pub fn convene(id: BodyId) -> String {
    format!("{BODIES}/{id}/convocar")
}

/// A session of a body.
pub fn session(id: SessionId) -> String {
    format!("{BODIES}/sesiones/{id}")
}

/// A session, to be led.
pub fn lead_session(id: SessionId) -> String {
    format!("{BODIES}/sesiones/{id}/dirigir")
}

/// The board of a session for everybody in the hall; a live one refreshes by itself.
pub fn board(id: SessionId, live: bool) -> String {
    format!("{BODIES}/sesiones/{id}/tablero{}", if live { "?vivo=1" } else { "" })
}

/// Where members note their own presence, with the code at the door where they scanned it.
pub fn arrive(id: SessionId, code: &str) -> String {
    let page = format!("{BODIES}/sesiones/{id}/presente");
    if code.is_empty() { page } else { with_query(&page, &[("codigo", code)]) }
}

/// The minutes of a session.
pub fn minutes(id: SessionId) -> String {
    format!("{BODIES}/sesiones/{id}/acta")
}

/// The sealed minutes of a session as a file whose SHA-256 is their seal.
pub fn minutes_file(id: impl Display) -> String {
    format!("{BODIES}/sesiones/{id}/acta.json")
}

/// The minutes of a session for reading and printing, sealed or as a draft.
pub fn minutes_paper(id: impl Display) -> String {
    format!("{BODIES}/sesiones/{id}/acta.pdf")
}

/// An appointment, to be changed.
pub fn admin_appointment(body: BodyId, id: AppointmentId) -> String {
    format!("{ADMIN_BODIES}/{body}/{id}")
}

/// A page with a query.
pub fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// The result of one contest as a table.
pub fn result_table(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/resultado.csv")
}

/// The election of one contest with all its ballots, in Pabulib's format.
pub fn result_ballots(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/votos.pb")
}

/// The act of a result: what is signed.
pub fn act(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/acta.json")
}

/// The act of a result for reading and printing.
pub fn act_paper(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/acta.pdf")
}

/// The signatures of an act.
pub fn act_signatures(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/acta.firma")
}

/// The urn of one contest: its seal, and its ballots once they are counted.
pub fn urn(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/urna")
}

/// All ballots of one contest as they were sealed.
pub fn slips(process: &str, contest: &str) -> String {
    format!("{PROCESSES}/{process}/{contest}/papeletas.csv")
}

/// Signing in, and coming back to a page of the same site.
pub fn sign_in(return_to: &str) -> String {
    format!("/entrar?{RETURN_TO}={}", encode(return_to))
}

/// Signing in anew although somebody is signed in, to bring along what the identity provider says of them by now.
pub fn sign_in_again(return_to: &str) -> String {
    format!("{}&de_nuevo=1", sign_in(return_to))
}

/// Choosing the own territory on the way to a page of the same site.
pub fn profile_on_the_way(to: &str) -> String {
    format!("{PROFILE}?{RETURN_TO}={}", encode(to))
}

/// Percent-encodes what is not safe in a query's value.
pub fn encode(value: &str) -> String {
    use std::fmt::Write as _;

    value.bytes().fold(String::with_capacity(value.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing into a string cannot fail");
        }
        out
    })
}

/// A published selection of municipalities.
pub fn selection(id: impl Display) -> String {
    format!("{SELECTION}/{id}")
}

/// A published selection as a file.
pub fn selection_csv(id: impl Display) -> String {
    format!("{SELECTION}/{id}/tabla.csv")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_return_path_survives_the_query() {
        assert_eq!(super::sign_in_again("/votar"), "/entrar?volver=/votar&de_nuevo=1");
        assert_eq!(super::profile_on_the_way("/ideas?q=a&n=1"), "/perfil?volver=/ideas%3Fq%3Da%26n%3D1");
        assert_eq!(super::sign_in("/ideas?q=agua limpia&n=1"), "/entrar?volver=/ideas%3Fq%3Dagua%20limpia%26n%3D1");
    }
}
