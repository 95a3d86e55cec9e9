//! Bodies: who sits in them, what they may do, and what is wrong with that.

use shared::{
    committee::{Defect, Gender, Place, Refill},
    document::Key,
    locale::{Locale, format_date},
    ruleset::{BodyKind, Filling},
};

use super::ruleset;

messages! {
    title { es: "Instancias", en: "Bodies" }
    lead {
        es: "Quién integra cada instancia del presupuesto participativo, qué puede decidir y qué decidió.",
        en: "Who sits in each body of the participatory budget, what it may decide and what it decided."
    }
    none { es: "Todavía no hay instancias conformadas.", en: "No body has been set up yet." }
    missing_public(count) {
        es: "El reglamento pide {count} instancias más, que todavía no se han creado.",
        en: "The rules ask for {count} more bodies, which have not been set up yet."
    }
    of_all { es: "De todo el municipio", en: "Of the whole municipality" }
    of_territories { es: "De cada territorio", en: "Of each territory" }
    of_projects { es: "De proyectos ganadores", en: "Of projects that won" }
    liaisons { es: "Enlaces institucionales", en: "Institutional liaisons" }
    liaisons_lead {
        es: "Quién responde por cada dependencia, y en cuánto tiempo.",
        en: "Who answers for each office, and how soon."
    }
    body { es: "Instancia", en: "Body" }
    place { es: "Territorio o proyecto", en: "Territory or project" }
    members { es: "Integrantes", en: "Members" }
    taken_of(taken, most) { es: "{taken} de {most} puestos", en: "{taken} of {most} seats" }
    vacancies { es: "Vacantes", en: "Vacancies" }
    office { es: "Dependencia", en: "Office" }
    liaison { es: "Enlace", en: "Liaison" }
    contact { es: "Contacto", en: "Contact" }
    answers_for { es: "Plazos para responder", en: "Deadlines to answer" }
    no_liaison { es: "Sin enlace designado", en: "No liaison named" }
    former_title { es: "Instancias de antes", en: "Former bodies" }
    former_lead { es: "El reglamento vigente ya no las nombra. Sus sesiones y sus actas siguen aquí.", en: "The rules in force no longer name them. Their sessions and minutes stay here." }
    former_detail {
        es: "El reglamento vigente ya no nombra esta instancia: ya no decide nada. Lo que dice esta página es de la última versión que la nombró.",
        en: "The rules in force no longer name this body: it decides nothing any more. What this page says is from the last version that named it."
    }
    no_deadline { es: "El reglamento no le fija plazos.", en: "The rules set it no deadline." }
    coming { es: "Sesiones que vienen", en: "Coming sessions" }
    no_coming { es: "No hay sesiones convocadas.", en: "No session has been called." }
    latest { es: "Actas más recientes", en: "Latest minutes" }
    kind_citizens { es: "Instancia ciudadana", en: "Citizens' body" }
    kind_board { es: "Corporación elegida", en: "Elected board" }
    kind_authorities { es: "Comité de autoridades", en: "Committee of authorities" }
    kind_technical { es: "Comité técnico", en: "Technical committee" }
    kind_oversight { es: "Control ciudadano", en: "Oversight" }
    kind_office { es: "Dependencia", en: "Office" }
    what_rules_say { es: "Qué dice el reglamento", en: "What the rules say" }
    powers { es: "Qué puede hacer, y cuándo", en: "What it may do, and when" }
    no_powers { es: "El reglamento no le da competencias.", en: "The rules give it no powers." }
    sessions { es: "Sesiones", en: "Sessions" }
    no_sessions { es: "Todavía no ha sesionado.", en: "It has not met yet." }
    seat { es: "Puesto", en: "Seat" }
    person { es: "Persona", en: "Person" }
    since { es: "Desde", en: "Since" }
    until { es: "Hasta", en: "Until" }
    chosen_by { es: "Cómo llegó", en: "How chosen" }
    no_end { es: "Sin fecha de salida", en: "No last day" }
    vacant { es: "Vacante", en: "Vacant" }
    vacant_since(day) { es: "Vacante desde el {day}", en: "Vacant since {day}" }
    numbered(sector, number) { es: "{sector}, puesto {number}", en: "{sector}, seat {number}" }
    holder { es: "Titular", en: "Holder" }
    mate { es: "Dupla", en: "Pair mate" }
    in_place(name, place) { es: "{name} ({place})", en: "{name} ({place})" }
    refill_by_election(way) { es: "Se llena con una elección complementaria: {way}.", en: "Filled by an election in between: {way}." }
    refill_next_election(way) { es: "Se llena en la próxima elección: {way}.", en: "Filled at the next election: {way}." }
    refill_delegation { es: "La llena quien delega.", en: "Filled by whoever delegates." }
    refill_office { es: "La ocupa quien tenga el cargo.", en: "Filled by whoever holds the office." }
    manage { es: "Administrar la instancia", en: "Manage the body" }

    // Administration.
    admin_title { es: "Instancias y sus integrantes", en: "Bodies and their members" }
    admin_lead {
        es: "El reglamento dice qué instancias hay y cómo se conforman. Cada designación queda en la auditoría con su razón.",
        en: "The rules say which bodies there are and how they are made up. Every appointment stays in the audit trail with its reason."
    }
    create_title(count) { es: "Faltan {count} instancias del reglamento", en: "{count} bodies of the rules are missing" }
    create_one_title { es: "Falta 1 instancia del reglamento", en: "1 body of the rules is missing" }
    create { es: "Crear las que faltan", en: "Create what is missing" }
    create_which { es: "Ver cuáles", en: "See which" }
    created(count) { es: "Se crearon {count} instancias.", en: "{count} bodies were created." }
    created_none { es: "No faltaba ninguna instancia.", en: "No body was missing." }
    no_bodies { es: "El reglamento no tiene instancias.", en: "The rules have no bodies." }
    create_for_project(body) { es: "Crear «{body}» de un proyecto ganador", en: "Create “{body}” of a project that won" }
    project { es: "Proyecto", en: "Project" }
    create_this { es: "Crear", en: "Create" }
    to_mend { es: "Por corregir", en: "To mend" }
    sound { es: "En regla", en: "As the rules ask" }
    sound_detail { es: "La conformación cumple todo lo que pide el reglamento.", en: "The composition meets all that the rules ask for." }
    defects_title(count) { es: "{count} cosas por corregir en la conformación", en: "{count} things to mend in the composition" }
    defects_title_one { es: "1 cosa por corregir en la conformación", en: "1 thing to mend in the composition" }
    see_public { es: "Ver la página pública", en: "See the public page" }
    change { es: "Cambiar", en: "Change" }
    change_of(name) { es: "Cambiar la designación de {name}", en: "Change the appointment of {name}" }
    appoint_title { es: "Designar a una persona", en: "Appoint somebody" }
    search_title { es: "¿Ya ingresó al sitio?", en: "Has the person signed in before?" }
    search_hint {
        es: "Búsquela por su nombre. Así podrá registrar su asistencia y votar con su propia cuenta.",
        en: "Search by name. Then the person can note their own presence and vote with their own account."
    }
    search_label { es: "Nombre de la persona", en: "Name of the person" }
    account { es: "Cuenta en el sitio", en: "Account on the site" }
    account_none { es: "Ninguna de la lista", en: "Nobody of the list" }
    account_none_detail {
        es: "La secretaría anotará su asistencia y sus votos.",
        en: "The secretary will note their presence and votes."
    }
    account_born(year) { es: "Nació en {year}", en: "Born in {year}" }
    account_unknown { es: "Sin más datos", en: "No more is known" }
    name { es: "Nombre, como sale en el directorio", en: "Name, as the directory shows it" }
    seat_hint { es: "Los puestos libres van primero.", en: "Free seats come first." }
    seat_free(seat) { es: "{seat} (libre)", en: "{seat} (free)" }
    from { es: "Primer día", en: "First day" }
    until_hint { es: "Déjelo vacío si todavía no se sabe.", en: "Leave it empty while it is not known." }
    filled_by { es: "Cómo se llenó el puesto", en: "How the seat was filled" }
    as_rules_say { es: "Como dice el reglamento", en: "As the rules say" }
    act { es: "Acto o acta que la designa", en: "Act or minutes that appoint" }
    act_hint { es: "Como se cita: Acta 4 de 2026.", en: "As it is cited: Acta 4 de 2026." }
    gender { es: "Género", en: "Gender" }
    gender_hint { es: "Como la persona lo dice. Solo se usa para la paridad.", en: "As the person says. Used for parity only." }
    not_said { es: "No lo ha dicho", en: "Not said" }
    woman { es: "Mujer", en: "Woman" }
    man { es: "Hombre", en: "Man" }
    other { es: "Otra identidad", en: "Another identity" }
    born { es: "Fecha de nacimiento", en: "Date of birth" }
    born_hint { es: "Solo se usa si el puesto pide una edad. No se publica.", en: "Used only where the seat asks for an age. It is not published." }
    declares { es: "Declaración de incompatibilidades", en: "Declaration of incompatibilities" }
    has_declared { es: "Ya firmó la declaración", en: "Has signed the declaration" }
    declares_being(what) { es: "Le aplica: {what}", en: "Applies: {what}" }
    trained { es: "Día en que terminó la formación", en: "Day on which the training ended" }
    trained_hint(training) { es: "El reglamento pide: {training}.", en: "The rules ask for: {training}." }
    contact_label { es: "Contacto público", en: "Public contact" }
    contact_hint { es: "Un teléfono o un correo institucional. Se publica en el directorio.", en: "A telephone or an institutional address. It is published in the directory." }
    reason { es: "Razón", en: "Reason" }
    reason_hint { es: "Queda en la auditoría.", en: "It stays in the audit trail." }
    appoint { es: "Designar", en: "Appoint" }
    appointed(name) { es: "{name} quedó en su puesto.", en: "{name} has been appointed." }
    amended(name) { es: "Se guardó la designación de {name}.", en: "The appointment of {name} was saved." }
    amend_title(name) { es: "Designación de {name}", en: "Appointment of {name}" }
    amend_lead(seat) {
        es: "{seat}. Para terminar la designación, escriba su último día.",
        en: "{seat}. To end the appointment, type its last day."
    }
    name_wrong { es: "Escriba el nombre de la persona, sin espacios de más.", en: "Type the name of the person, without extra spaces." }
    seat_wrong { es: "Elija un puesto de la lista.", en: "Choose a seat of the list." }
    day_wrong { es: "Escriba una fecha válida.", en: "Type a valid date." }
    until_before { es: "El último día no puede ser anterior al primero.", en: "The last day cannot be before the first." }
    text_wrong { es: "Escriba un texto corto, sin espacios al principio ni al final.", en: "Type a short text, without spaces at its ends." }
    taken { es: "Ya hay una designación a ese puesto desde ese día.", en: "There is an appointment to that seat from that day already." }
    person_gone { es: "Esa persona ya no está en la lista. Búsquela de nuevo.", en: "That person is no longer in the list. Search again." }
    act_create { es: "Creó instancias", en: "Created bodies" }
    act_appoint { es: "Designó a alguien en una instancia", en: "Appointed somebody to a body" }
    act_amend { es: "Cambió una designación", en: "Changed an appointment" }

    // What is wrong with a composition.
    too_many(sector, found, most) { es: "{sector}: hay {found} puestos ocupados y caben {most}.", en: "{sector}: {found} seats are taken, there is room for {most}." }
    too_few(sector, found, least) { es: "{sector}: hay {found} puestos ocupados y deben ser por lo menos {least}.", en: "{sector}: {found} seats are taken, there must be {least} at least." }
    no_such_sector(person, sector) { es: "{person} está en «{sector}», un sector que esta instancia no tiene aquí.", en: "{person} is in “{sector}”, a sector that this body does not have here." }
    place_taken(seat, people) { es: "{seat}: hay varias personas en el mismo lugar ({people}).", en: "{seat}: several people have the same place ({people})." }
    pair_incomplete(seat, place) { es: "{seat}: a la dupla le falta una persona ({place}).", en: "{seat}: the pair lacks one person ({place})." }
    no_pair(seat, person) { es: "{seat}: {person} sobra, porque este puesto es de una sola persona.", en: "{seat}: {person} is one too many, this seat is of one person alone." }
    pair_not_mixed(seat) { es: "{seat}: la dupla debe ser de una mujer y un hombre.", en: "{seat}: the pair must be a woman and a man." }
    person_twice(person, seats) { es: "{person} ocupa varios puestos ({seats}). Solo cuenta en el primero.", en: "{person} has several seats ({seats}). Only the first one counts." }
    too_young(person, age, least) { es: "{person} tenía {age} años al empezar y este puesto pide {least}.", en: "{person} was {age} at the start and this seat asks for {least}." }
    too_old(person, age, below) { es: "{person} tenía {age} años al empezar y este puesto es para menores de {below}.", en: "{person} was {age} at the start and this seat is for people under {below}." }
    age_unknown(person) { es: "No se sabe la edad de {person} y este puesto la pide.", en: "The age of {person} is not known and this seat asks for it." }
    incompatible(person, what) { es: "{person} declaró algo que el reglamento no permite: {what}.", en: "{person} declared what the rules exclude: {what}." }
    not_declared(person) { es: "{person} no ha firmado la declaración de incompatibilidades.", en: "{person} has not signed the declaration of incompatibilities." }
    untrained(person) { es: "{person} no ha terminado la formación que pide el reglamento.", en: "{person} has not had the training that the rules ask for." }
    term_over(person, seat, day) { es: "{seat}: el período de {person} terminó el {day} y nadie le ha seguido.", en: "{seat}: the term of {person} ended on {day} and nobody has followed." }
    beyond_term(person, until, ends) { es: "La designación de {person} va hasta el {until}, pero su período termina el {ends}.", en: "The appointment of {person} lasts until {until}, but the term ends on {ends}." }
    filled_otherwise(person, found, expected) { es: "{person} llegó por {found} y el reglamento pide: {expected}.", en: "{person} came by {found} and the rules ask for: {expected}." }
    parity(women, men, needed) { es: "No se cumple la paridad: hay {women} mujeres y {men} hombres, y debe haber por lo menos {needed} de cada uno.", en: "Parity is not met: {women} women and {men} men, there must be {needed} of each at least." }
    somebody { es: "Alguien", en: "Somebody" }

    by_assembly { es: "asamblea", en: "assembly" }
    by_vote { es: "votación", en: "vote" }
    by_delegation { es: "delegación", en: "delegation" }
    by_office { es: "cargo", en: "office" }
}

/// What sort of body it is.
pub const fn kind(locale: Locale, kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Citizens => kind_citizens(locale),
        BodyKind::Board => kind_board(locale),
        BodyKind::Authorities => kind_authorities(locale),
        BodyKind::Technical => kind_technical(locale),
        BodyKind::Oversight => kind_oversight(locale),
        BodyKind::Office => kind_office(locale),
    }
}

/// How a seat is filled.
pub const fn filling(locale: Locale, filling: Filling) -> &'static str {
    match filling {
        Filling::Assembly => by_assembly(locale),
        Filling::Vote => by_vote(locale),
        Filling::Delegation => by_delegation(locale),
        Filling::Office => by_office(locale),
    }
}

/// A person's place in a seat.
pub const fn place_in_seat(locale: Locale, place: Place) -> &'static str {
    match place {
        Place::Holder => holder(locale),
        Place::Mate => mate(locale),
    }
}

/// A gender.
pub const fn gender_word(locale: Locale, gender: Gender) -> &'static str {
    match gender {
        Gender::Woman => woman(locale),
        Gender::Man => man(locale),
        Gender::Other => other(locale),
    }
}

/// What fills an empty place.
pub fn refill(locale: Locale, refill: Refill) -> String {
    match refill {
        Refill::ByElection(way) => refill_by_election(locale, filling(locale, way)),
        Refill::NextElection(way) => refill_next_election(locale, filling(locale, way)),
        Refill::Delegation => refill_delegation(locale).to_owned(),
        Refill::Office => refill_office(locale).to_owned(),
    }
}

/// A word of the rules in the visitor's language.
pub fn word(locale: Locale, word: &'static str) -> String {
    ruleset::word(locale, word).unwrap_or(word).to_owned()
}

/// What is wrong with a composition; `person` gives a name, `sector` that of a sector, `seat` that of a seat.
pub fn defect(
    locale: Locale,
    defect: &Defect,
    person: impl Fn(shared::id::PersonId) -> String,
    sector: impl Fn(&Key) -> String,
    seat: impl Fn(&shared::committee::SeatId) -> String,
) -> String {
    let day = |day| format_date(day, locale);
    match defect {
        Defect::TooMany { sector: of, found, at_most } => too_many(locale, sector(of), found, at_most),
        Defect::TooFew { sector: of, found, at_least } => too_few(locale, sector(of), found, at_least),
        Defect::NoSuchSector { person: who, sector: of } => no_such_sector(locale, person(*who), of),
        Defect::PlaceTaken { seat: of, place: _, people } => {
            let people: Vec<String> = people.iter().map(|who| person(*who)).collect();
            place_taken(locale, seat(of), people.join(", "))
        }
        Defect::PairIncomplete { seat: of, missing } => {
            pair_incomplete(locale, seat(of), place_in_seat(locale, *missing).to_lowercase())
        }
        Defect::NoPair { seat: of, person: who } => no_pair(locale, seat(of), person(*who)),
        Defect::PairNotMixed { seat: of, genders: _ } => pair_not_mixed(locale, seat(of)),
        Defect::PersonTwice { person: who, seats } => {
            let seats: Vec<String> = seats.iter().map(&seat).collect();
            person_twice(locale, person(*who), seats.join("; "))
        }
        Defect::TooYoung { person: who, age, at_least } => too_young(locale, person(*who), age, at_least),
        Defect::TooOld { person: who, age, below } => too_old(locale, person(*who), age, below),
        Defect::AgeUnknown { person: who } => age_unknown(locale, person(*who)),
        Defect::Incompatible { person: who, which } => incompatible(locale, person(*who), word(locale, which.as_str())),
        Defect::NotDeclared { person: who } => not_declared(locale, person(*who)),
        Defect::Untrained { person: who } => untrained(locale, person(*who)),
        Defect::TermOver { person: who, seat: of, last_day } => {
            term_over(locale, person(*who), seat(of), day(*last_day))
        }
        Defect::BeyondTerm { person: who, until, term_ends } => {
            beyond_term(locale, person(*who), day(*until), day(*term_ends))
        }
        Defect::FilledOtherwise { person: who, found, expected } => {
            filled_otherwise(locale, person(*who), filling(locale, *found), filling(locale, *expected))
        }
        Defect::Parity { women, men, others: _, undeclared: _, needed } => parity(locale, women, men, needed),
    }
}
