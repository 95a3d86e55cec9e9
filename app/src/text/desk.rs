//! Words of polling places (puestos de votación) and their desks (mesas).

mod device;
mod journal;
mod tablet;
mod work;

use std::fmt::Display;

use shared::{
    desk::{Assistance, Difference, IncidentKind, Refusal, Stage},
    locale::Locale,
    ruleset::OfflineBallots,
    urn::Channel,
};

pub use self::{device::*, journal::*, tablet::*, work::*};

messages! {
    nav { es: "Mi mesa", mx: "Mi casilla", en: "My desk" }
    tab { es: "Mesas", mx: "Casillas", en: "Desks" }
    title { es: "Puestos y mesas de votación", mx: "Centros y casillas de votación", en: "Polling places and desks" }
    lead {
        es: "Dónde se vota en persona, quién atiende y cómo va cada mesa.",
        mx: "Dónde se vota en persona, quién atiende y cómo va cada casilla.",
        en: "Where people vote in person, who attends to them and how each desk stands."
    }
    none { es: "Todavía no hay puestos de votación.", mx: "Todavía no hay centros de votación.", en: "There are no polling places yet." }
    table { es: "Puestos de votación", mx: "Centros de votación", en: "Polling places" }
    place { es: "Puesto", mx: "Centro", en: "Place" }
    desk_number(number) { es: "Mesa {number}", mx: "Casilla {number}", en: "Desk {number}" }
    desk_of(number, place) { es: "Mesa {number} · {place}", mx: "Casilla {number} · {place}", en: "Desk {number} · {place}" }
    desks { es: "Mesas", mx: "Casillas", en: "Desks" }
    territory { es: "De quién", en: "Whose" }
    of_everybody { es: "De cualquier territorio", en: "Of any territory" }
    hours { es: "Horario", en: "Hours" }
    mobile { es: "Itinerante", en: "Mobile" }
    too_few(count, names) {
        es: "Las reglas piden por lo menos {count} puesto(s) fijo(s) en cada territorio. Faltan en: {names}.",
        mx: "Las reglas piden por lo menos {count} centro(s) fijo(s) en cada territorio. Faltan en: {names}.",
        en: "The rules ask for at least {count} fixed place(s) in each territory. Missing in: {names}."
    }
    too_few_here(count, found) {
        es: "Las reglas piden por lo menos {count} puesto(s) fijo(s); hay {found}.",
        mx: "Las reglas piden por lo menos {count} centro(s) fijo(s); hay {found}.",
        en: "The rules ask for at least {count} fixed place(s); there are {found}."
    }
    add_place { es: "Agregar un puesto", mx: "Agregar un centro", en: "Add a place" }
    name { es: "Nombre", en: "Name" }
    name_missing { es: "Escriba el nombre, de 3 a 120 letras.", en: "Write the name, 3 to 120 letters." }
    name_taken { es: "Ya hay un puesto con ese nombre.", mx: "Ya hay un centro con ese nombre.", en: "There is a place of that name." }
    address { es: "Dirección", en: "Address" }
    address_missing { es: "Escriba la dirección, de 3 a 200 letras.", en: "Write the address, 3 to 200 letters." }
    hours_hint { es: "Como se lee en la puerta: de 8:00 a. m. a 4:00 p. m.", en: "As one reads it on the door: from 8:00 to 16:00." }
    hours_long { es: "Escriba el horario en 200 letras o menos.", en: "Write the hours in 200 letters or fewer." }
    whose { es: "Quiénes votan aquí", en: "Who votes here" }
    whose_all { es: "Personas de cualquier territorio", en: "People of any territory" }
    is_mobile { es: "Va a donde está la gente (itinerante)", en: "It goes to where people are (mobile)" }
    place_added(name) { es: "«{name}» quedó con una mesa.", mx: "«{name}» quedó con una casilla.", en: "“{name}” has a desk now." }
    add_desk { es: "Agregar una mesa", mx: "Agregar una casilla", en: "Add a desk" }
    desk_added(number) { es: "Quedó agregada la mesa {number}.", mx: "Quedó agregada la casilla {number}.", en: "Desk {number} was added." }
    gone { es: "Esa mesa ya no está.", mx: "Esa casilla ya no está.", en: "That desk is not there any more." }

    stage_none { es: "Sin turno", en: "No shift" }
    stage_on_duty { es: "Por abrir la urna", en: "The box is not shown yet" }
    stage_open { es: "Abierta", en: "Open" }
    stage_paused { es: "En pausa", en: "Paused" }
    stage_closed { es: "Cerrada", en: "Closed" }
    stage_relieved { es: "Relevada", en: "Relieved" }

    my_desks { es: "Mesas que puede atender", mx: "Casillas que puede atender", en: "Desks that you may run" }
    my_desks_lead {
        es: "Escoja la mesa en la que está. Cada turno lo escribe una sola mano.",
        mx: "Escoja la casilla en la que está. Cada turno lo escribe una sola mano.",
        en: "Choose the desk where you are. Each shift is written by one hand only."
    }
    my_none { es: "Hoy no hay mesas que usted pueda atender.", mx: "Hoy no hay casillas que usted pueda atender.", en: "There are no desks that you may run today." }

    begin { es: "Comenzar un turno", en: "Begin a shift" }
    officers { es: "Quiénes atienden", en: "Who attends" }
    officers_hint { es: "Un nombre en cada línea, de 1 a 12 personas.", en: "One name on each line, 1 to 12 people." }
    officers_wrong { es: "Escriba de 1 a 12 nombres, uno en cada línea.", en: "Write 1 to 12 names, one on each line." }
    begin_do { es: "Comenzar el turno", en: "Begin the shift" }
    begun { es: "El turno comenzó. Muestre la urna vacía y escriba el acta de apertura.", en: "The shift has begun. Show the empty box and write the opening act." }
    under_way { es: "Esta mesa ya tiene un turno en curso.", mx: "Esta casilla ya tiene un turno en curso.", en: "This desk has a shift under way." }
}

/// How a desk stands; none where it has no shift.
pub const fn stage(locale: Locale, stage: Option<Stage>) -> &'static str {
    match stage {
        None | Some(Stage::Blank) => stage_none(locale),
        Some(Stage::OnDuty) => stage_on_duty(locale),
        Some(Stage::Open) => stage_open(locale),
        Some(Stage::Paused) => stage_paused(locale),
        Some(Stage::Closed) => stage_closed(locale),
    }
}

/// By which channel somebody voted.
pub const fn channel(locale: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Web => by_web(locale),
        Channel::Desk => by_desk(locale),
        Channel::Paper => by_paper(locale),
    }
}

/// Somebody who had voted elsewhere: in which event, in which envelope of which shift if in one, how before, and what the
/// rule made of it.
pub fn voted_twice(
    locale: Locale,
    number: u32,
    envelope: Option<(u32, u32)>,
    before: Option<Channel>,
    rule: OfflineBallots,
) -> String {
    let how = before.map_or_else(|| by_seal(locale), |before| channel(locale, before));
    // What came after the seal counts nowhere, whatever lies in the box.
    let decision = match (before, rule) {
        (None, OfflineBallots::Count) => came_late(locale),
        _ => decision(locale, rule),
    };
    match envelope {
        Some((shift, number_on)) => {
            envelope_contradiction(locale, envelope_number(shift, number_on), number, how, decision)
        }
        None => contradiction(locale, number, how, decision),
    }
}

/// What an envelope is known by at its desk: the number of the shift that handed it out, and its own.
pub fn envelope_number(shift: impl Display, envelope: impl Display) -> String {
    format!("{shift}-{envelope}")
}

/// Which papers somebody is handed, by the names of their contests.
pub fn hand_over_of(locale: Locale, ballots: &[&str]) -> String {
    match ballots {
        [ballot] => hand_over(locale, ballot),
        all => hand_over_all(locale, all.len(), all.join("; ")),
    }
}

/// The same, once they were marked.
pub fn marked_of(locale: Locale, last: &str, ballots: &[&str]) -> String {
    match ballots {
        [ballot] => marked(locale, last, ballot),
        all => marked_all(locale, last, hand_over_of(locale, all)),
    }
}

/// Why somebody was helped.
pub const fn assistance(locale: Locale, why: Assistance) -> &'static str {
    match why {
        Assistance::Sight => assisted_sight(locale),
        Assistance::Movement => assisted_movement(locale),
        Assistance::Reading => assisted_reading(locale),
        Assistance::Other => assisted_other(locale),
    }
}

/// A sort of incident.
pub const fn incident_of(locale: Locale, kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Refused => incident_refused(locale),
        IncidentKind::Equipment => incident_equipment(locale),
        IncidentKind::Disturbance => incident_disturbance(locale),
        IncidentKind::Complaint => incident_complaint(locale),
        IncidentKind::Other => incident_other(locale),
    }
}

/// What became of a ballot of somebody who had voted elsewhere.
pub const fn decision(locale: Locale, decision: OfflineBallots) -> &'static str {
    match decision {
        OfflineBallots::SetAside | OfflineBallots::Never => stays_closed(locale),
        OfflineBallots::Count => stays_in_box(locale),
    }
}

/// What a difference is of.
pub const fn difference_of(locale: Locale, difference: &Difference) -> &'static str {
    match difference {
        Difference::Voters { .. } => counted_voters(locale),
        Difference::InBox { .. } => counted_in_box(locale),
        Difference::Envelopes { .. } => counted_envelopes(locale),
        Difference::Spoilt { .. } => counted_spoilt(locale),
        Difference::Unused { .. } => counted_unused(locale),
    }
}

/// Differences in sentences.
pub fn differences(locale: Locale, all: &[Difference]) -> String {
    let sentence = |one: &Difference| {
        let (recorded, counted) = one.figures();
        difference(locale, difference_of(locale, one), recorded, counted)
    };
    all.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// Why the journal does not take something that a page wrote.
pub fn refusal(locale: Locale, why: &Refusal) -> String {
    match why {
        Refusal::Stage { stage: now, .. } => wrong_stage(locale, stage(locale, Some(*now)).to_lowercase()),
        Refusal::Officers { .. } => officers_wrong(locale).to_owned(),
        Refusal::BoxNotEmpty => box_empty_missing(locale).to_owned(),
        Refusal::AlreadyMarked { number } => marked_here(locale, number),
        Refusal::NoSuchEnvelopes => envelopes_gone(locale).to_owned(),
        Refusal::NothingToSpoil => nothing_to_spoil(locale).to_owned(),
        Refusal::Unexplained(all) => unexplained(locale, differences(locale, all)),
        _ => not_written(locale).to_owned(),
    }
}
