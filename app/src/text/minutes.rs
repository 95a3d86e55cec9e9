//! The words of minutes, on the page and on paper.

use shared::{
    committee::{Capacity, Label, Phrase, Way, Why},
    locale::Locale,
    ruleset::{Basis, Majority, RuleSet},
};

use super::{action, reading, ruleset, session};
use crate::text::bodies;

messages! {
    title_of(body, day) { es: "Acta de la sesión de {body}, {day}", en: "Minutes of the session of {body}, {day}" }
    title_in(body, territory, day) { es: "Acta de la sesión de {body} de {territory}, {day}", en: "Minutes of the session of {body} of {territory}, {day}" }
    since(name, since) { es: "{name}, desde las {since}", en: "{name}, since {since}" }
    way_signed_in { es: "Con su cuenta", en: "With their account" }
    way_code { es: "Con el código del recinto", en: "With the code of the hall" }
    way_noted { es: "La anotó la secretaría", en: "Noted by the secretary" }
    power_in(phase, basis) { es: "En la fase «{phase}», por {basis}", en: "In the phase “{phase}”, by {basis}" }
    power_always(basis) { es: "En cualquier momento, por {basis}", en: "At any time, by {basis}" }
    by_draft { es: "el reglamento", en: "the rules" }
    decision(action, text, motion, basis) { es: "{action}: {text} (votación {motion}, por {basis})", en: "{action}: {text} (vote {motion}, by {basis})" }
    seal_words(approved) {
        es: "Esta acta se aprobó el {approved}. Su sello es el SHA-256 del documento en forma canónica: quien lo calcule debe obtener estas letras y cifras.",
        en: "These minutes were approved on {approved}. Their seal is the SHA-256 of the document in canonical form: whoever computes it must get these letters and digits."
    }
    page_of { es: "Página {page} de {pages}", en: "Page {page} of {pages}" }

    label_session { es: "La sesión", en: "The session" }
    label_body { es: "Instancia", en: "Body" }
    label_territory { es: "Territorio", en: "Territory" }
    label_place { es: "Lugar", en: "Place" }
    label_called_on { es: "Convocada el", en: "Called on" }
    label_called_for { es: "Convocada para", en: "Called for" }
    label_roll_called { es: "Llamado a lista", en: "Roll called" }
    label_opened { es: "Apertura", en: "Opened" }
    label_never_opened { es: "No se abrió, por falta de quórum", en: "It was not opened, for want of a quorum" }
    label_closed { es: "Cierre", en: "Closed" }
    label_chair { es: "Presidencia", en: "Chair" }
    label_secretary { es: "Secretaría", en: "Secretary" }
    label_attendance { es: "Asistencia", en: "Attendance" }
    label_name { es: "Nombre", en: "Name" }
    label_seat { es: "Puesto", en: "Seat" }
    label_way { es: "Registro", en: "Noted" }
    label_arrived { es: "Llegada", en: "Arrival" }
    label_left { es: "Retiro", en: "Departure" }
    label_to_the_end { es: "Hasta el final", en: "Until the end" }
    label_absent { es: "Ausente", en: "Absent" }
    label_nobody_absent { es: "Nadie faltó.", en: "Nobody was missing." }
    label_quorum { es: "Quórum", en: "Quorum" }
    label_since_when { es: "Desde", en: "Since" }
    label_present { es: "Puestos presentes", en: "Seats present" }
    label_needed { es: "Necesarios", en: "Needed" }
    label_seats { es: "Puestos de la instancia", en: "Seats of the body" }
    label_yes { es: "Sí", en: "Yes" }
    label_no { es: "No", en: "No" }
    label_agenda { es: "Orden del día", en: "Agenda" }
    label_item { es: "Punto", en: "Item" }
    label_conflicts { es: "Impedimentos", en: "Conflicts of interest" }
    label_reason { es: "Razón", en: "Reason" }
    label_declared_at { es: "Declarado a las", en: "Declared at" }
    label_discussion { es: "Desarrollo", en: "Discussion" }
    label_put_at { es: "Se sometió a votación", en: "Put to the vote" }
    label_power { es: "Competencia", en: "Power" }
    label_vote { es: "Voto", en: "Vote" }
    label_majority { es: "Mayoría", en: "Majority" }
    label_votes_yes { es: "A favor", en: "Yes" }
    label_votes_no { es: "En contra", en: "No" }
    label_votes_abstain { es: "Abstenciones", en: "Abstentions" }
    label_votes_blank { es: "En blanco", en: "Blank" }
    label_silent { es: "No votaron", en: "Did not vote" }
    label_barred { es: "Abstenciones por impedimento", en: "Abstained because of a conflict" }
    label_entitled { es: "Podían votar", en: "Might vote" }
    label_votes_needed { es: "Votos necesarios", en: "Votes needed" }
    label_result { es: "Resultado", en: "Result" }
    label_carried { es: "Aprobada", en: "Carried" }
    label_not_carried { es: "No aprobada", en: "Not carried" }
    label_void { es: "Sin efecto", en: "Void" }
    label_decisions { es: "Decisiones", en: "Decisions" }
    label_remarks { es: "Constancias", en: "Remarks" }
    label_signatures { es: "Firmas", en: "Signatures" }
    label_capacity { es: "Calidad", en: "Capacity" }
    label_signed_at { es: "Firmó", en: "Signed" }
    label_seal { es: "Sello", en: "Seal" }
    label_nothing { es: "Nada que anotar.", en: "Nothing to note." }
    label_unknown { es: "Nombre desconocido", en: "Unknown name" }
    capacity_chair { es: "Presidencia", en: "Chair" }
    capacity_secretary { es: "Secretaría", en: "Secretary" }
    capacity_member { es: "Integrante", en: "Member" }

    heading { es: "El acta", en: "The minutes" }

    // The page.
    page_title(session) { es: "Acta: {session}", en: "Minutes: {session}" }
    draft_notice { es: "Este es un borrador. Vale cuando lo firmen y se apruebe.", en: "This is a draft. It holds once it is signed and approved." }
    draft { es: "Borrador", en: "Draft" }
    draft_of(title) { es: "Borrador. {title}", en: "Draft. {title}" }
    draft_set(at) { es: "Este archivo se hizo el {at}. El acta puede cambiar hasta que se apruebe.", en: "This file was made on {at}. The minutes may change until they are approved." }
    paper_check { es: "Compruebe que esta copia es del acta que se aprobó en esta dirección:", en: "Check that this copy is of the minutes that were approved, at this address:" }
    paper_code { es: "Código QR que lleva a la misma dirección y compara el sello.", en: "QR code that leads to the same address and compares the seal." }
    seal_whole { es: "El sello está intacto", en: "The seal is whole" }
    seal_whole_detail { es: "El acta guardada es, letra por letra, la que se aprobó.", en: "The minutes kept are, letter by letter, those that were approved." }
    seal_broken { es: "El sello está roto", en: "The seal is broken" }
    seal_broken_detail { es: "Lo que está guardado no es lo que se aprobó. Avise a la entidad y a los órganos de control.", en: "What is kept is not what was approved. Tell the administration and the oversight bodies." }
    compare_title { es: "Comprobar una copia", en: "Check a copy" }
    compare_hint { es: "Descargue el acta en JSON y calcule su SHA-256 (por ejemplo con sha256sum), o pegue aquí el sello de su copia impresa.", en: "Download the minutes as JSON and compute their SHA-256 (with sha256sum, for example), or paste the seal of your printed copy here." }
    compare_label { es: "Sello de su copia", en: "Seal of your copy" }
    compare { es: "Comparar", en: "Compare" }
    same { es: "Es el mismo sello: su copia es de esta acta.", en: "It is the same seal: your copy is of these minutes." }
    different { es: "No es el mismo sello: su copia no es de esta acta.", en: "It is not the same seal: your copy is not of these minutes." }
    download_paper { es: "Acta para leer e imprimir (PDF)", en: "Minutes to read and print (PDF)" }
    download_draft { es: "Borrador para leer e imprimir (PDF)", en: "Draft to read and print (PDF)" }
    download { es: "Acta sellada (JSON)", en: "Sealed minutes (JSON)" }
    downloads { es: "Descargas", en: "Downloads" }
    public_session { es: "Ver la sesión", en: "See the session" }
}

/// What the outline of minutes asks for; `rules` give the names of phases and norms where they are at hand.
pub fn say(locale: Locale, rules: Option<&RuleSet>, phrase: Phrase<'_>) -> String {
    let norm = |basis: &Basis| match basis {
        Basis::Draft => by_draft(locale).to_owned(),
        Basis::Norm { id, place } => {
            let titled = rules.and_then(|rules| rules.norms.iter().find(|norm| norm.id == *id));
            let title = titled.map_or_else(|| id.to_string(), |norm| norm.title.to_string());
            place.as_ref().map_or_else(|| title.clone(), |place| reading::at_place(locale, &title, place))
        }
    };
    match phrase {
        Phrase::Label(found) => label(locale, found).to_owned(),
        Phrase::Title { body, territory: Some(territory), day } => title_in(locale, body, territory, day),
        Phrase::Title { body, territory: None, day } => title_of(locale, body, day),
        Phrase::Seat { sector, number } => bodies::numbered(locale, sector, number),
        Phrase::Since { name, since: from } => since(locale, name, from),
        Phrase::Way(Way::SignedIn) => way_signed_in(locale).to_owned(),
        Phrase::Way(Way::Code) => way_code(locale).to_owned(),
        Phrase::Way(Way::Noted) => way_noted(locale).to_owned(),
        Phrase::Motion { number } => session::motion(locale, number),
        Phrase::Vote(vote) => session::vote(locale, vote).to_owned(),
        Phrase::Majority(rule) => match rule {
            Majority::Qualified { share } => reading::qualified(locale, share),
            Majority::Simple => word(locale, "simple"),
            Majority::OfPresent => word(locale, "of_present"),
            Majority::Absolute => word(locale, "absolute"),
            Majority::Consensus => word(locale, "consensus"),
        },
        Phrase::Why(Why::QuorumLost) => session::void_quorum(locale).to_owned(),
        Phrase::Why(Why::Withdrawn { reason }) => session::void_withdrawn(locale, reason),
        Phrase::Power { phase: Some(id), basis } => {
            let named = rules.and_then(|rules| rules.phases.iter().find(|phase| phase.id == *id));
            let named = named.map_or_else(|| id.to_string(), |phase| phase.name.to_string());
            power_in(locale, named, norm(basis))
        }
        Phrase::Power { phase: None, basis } => power_always(locale, norm(basis)),
        Phrase::Decision { decision: taken, text, motion, basis } => {
            decision(locale, action::name(locale, taken.action), text, motion, norm(basis))
        }
        Phrase::Capacity(found) => capacity(locale, found).to_owned(),
        Phrase::Seal { approved } => seal_words(locale, approved),
        Phrase::PageOf => page_of(locale).to_owned(),
    }
}

fn word(locale: Locale, word: &'static str) -> String {
    ruleset::word(locale, word).unwrap_or(word).to_owned()
}

/// As what somebody signs.
pub const fn capacity(locale: Locale, capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Chair => capacity_chair(locale),
        Capacity::Secretary => capacity_secretary(locale),
        Capacity::Member => capacity_member(locale),
    }
}

const fn label(locale: Locale, label: Label) -> &'static str {
    match label {
        Label::Session => label_session(locale),
        Label::Body => label_body(locale),
        Label::Territory => label_territory(locale),
        Label::Place => label_place(locale),
        Label::CalledOn => label_called_on(locale),
        Label::CalledFor => label_called_for(locale),
        Label::RollCalled => label_roll_called(locale),
        Label::Opened => label_opened(locale),
        Label::NeverOpened => label_never_opened(locale),
        Label::Closed => label_closed(locale),
        Label::Chair => label_chair(locale),
        Label::Secretary => label_secretary(locale),
        Label::Attendance => label_attendance(locale),
        Label::Name => label_name(locale),
        Label::Seat => label_seat(locale),
        Label::Way => label_way(locale),
        Label::Arrived => label_arrived(locale),
        Label::Left => label_left(locale),
        Label::ToTheEnd => label_to_the_end(locale),
        Label::Absent => label_absent(locale),
        Label::NobodyAbsent => label_nobody_absent(locale),
        Label::Quorum => label_quorum(locale),
        Label::SinceWhen => label_since_when(locale),
        Label::Present => label_present(locale),
        Label::Needed => label_needed(locale),
        Label::Seats => label_seats(locale),
        Label::Yes => label_yes(locale),
        Label::No => label_no(locale),
        Label::Agenda => label_agenda(locale),
        Label::Item => label_item(locale),
        Label::Conflicts => label_conflicts(locale),
        Label::Reason => label_reason(locale),
        Label::DeclaredAt => label_declared_at(locale),
        Label::Discussion => label_discussion(locale),
        Label::PutAt => label_put_at(locale),
        Label::Power => label_power(locale),
        Label::Vote => label_vote(locale),
        Label::Majority => label_majority(locale),
        Label::VotesYes => label_votes_yes(locale),
        Label::VotesNo => label_votes_no(locale),
        Label::VotesAbstain => label_votes_abstain(locale),
        Label::VotesBlank => label_votes_blank(locale),
        Label::Silent => label_silent(locale),
        Label::Barred => label_barred(locale),
        Label::Entitled => label_entitled(locale),
        Label::VotesNeeded => label_votes_needed(locale),
        Label::Result => label_result(locale),
        Label::Carried => label_carried(locale),
        Label::NotCarried => label_not_carried(locale),
        Label::Void => label_void(locale),
        Label::Decisions => label_decisions(locale),
        Label::Remarks => label_remarks(locale),
        Label::Signatures => label_signatures(locale),
        Label::Capacity => label_capacity(locale),
        Label::SignedAt => label_signed_at(locale),
        Label::Seal => label_seal(locale),
        Label::Nothing => label_nothing(locale),
        Label::Unknown => label_unknown(locale),
    }
}
