//! Words of the signals of a vote: what struck the eye, and what people make of it.

use shared::{
    locale::Locale,
    signal::{BadThreshold, SignalKind, Verdict},
};

messages! {
    title { es: "Señales", en: "Signals" }
    lead {
        es: "Lo que llama la atención en la forma en que llegaron los votos. Una señal no prueba nada: dos personas la miran por separado. Ningún voto se quita ni se podría quitar, porque nada lleva de una señal a un voto.",
        en: "What strikes the eye in how the votes came in. A signal proves nothing: two people look into it separately. No vote is taken out and none could be, for nothing leads from a signal to a vote."
    }
    kind { es: "Señal", en: "Signal" }
    place { es: "Dónde", en: "Where" }
    stands { es: "Cómo está", en: "How it stands" }
    moment { es: "Cuándo", en: "When" }
    votes { es: "Votos", en: "Votes" }
    whole_vote { es: "Toda la votación", en: "The whole vote" }
    desk(name) { es: "Mesa {name}", mx: "Casilla {name}", en: "Desk {name}" }
    on_day(day) { es: "El {day}", en: "On {day}" }
    from_time(time) { es: "Diez minutos desde el {time}", en: "Ten minutes from {time}" }
    usual(count) { es: "Lo usual: {count}", en: "Usual: {count}" }
    at_least(count) { es: "{count} o más", en: "{count} or more" }
    in_bands {
        es: "Mientras las urnas no estén selladas, las cantidades se dicen por encima, para que de aquí no salga cuántos votos hay. Las mesas y los padrones se miran cuando estén selladas.",
        en: "As long as the urns are not sealed, amounts are told roughly, so that nobody learns here how many votes there are. Desks and rolls are looked at once they are sealed."
    }
    none { es: "No hay ninguna señal.", en: "There is no signal." }
    now_title { es: "Lo que llama la atención ahora", en: "What strikes the eye now" }

    pace { es: "Muchos votos en poco tiempo", en: "Many votes in a short time" }
    network { es: "Muchos votos desde una misma red", en: "Many votes from one network" }
    device { es: "Varios votos desde un mismo navegador", en: "Several votes from one browser" }
    desk_hours { es: "Una mesa que atendió fuera de horario", mx: "Una casilla que atendió fuera de horario", en: "A desk that worked out of hours" }
    roll_added { es: "Una corrección les dio el voto durante la votación, y votaron", en: "A correction gave them the vote during the vote, and they voted" }
    roll_removed { es: "Votaron y una corrección les quitó el voto", en: "Voted, and a correction took the vote from them" }

    pace_hint {
        es: "Puede ser una jornada con tabletas o un grupo que vota junto después de una reunión.",
        en: "It may be an event with tablets, or a group that votes together after a meeting."
    }
    network_hint {
        es: "Puede ser un colegio, una biblioteca, una sala con wifi o toda una compañía de telefonía.",
        mx: "Puede ser una escuela, una biblioteca, un sitio con wifi o toda una compañía de telefonía.",
        en: "It may be a school, a library, a place with wifi or a whole telephone company."
    }
    device_hint {
        es: "Puede ser una familia con un solo teléfono, o alguien que ayuda a votar. También puede ser alguien que vota por otros.",
        en: "It may be a family with one telephone, or somebody who helps people vote. It may also be somebody who votes for others."
    }
    desk_hours_hint {
        es: "Puede ser una mesa que abrió más temprano por orden escrita, o un aparato con el reloj mal puesto.",
        mx: "Puede ser una casilla que abrió más temprano por orden escrita, o un aparato con el reloj mal puesto.",
        en: "It may be a desk that opened earlier by written order, or a device whose clock is wrong."
    }
    roll_added_hint {
        es: "Puede ser una corrección justa que alguien pidió al no aparecer. Mire la causa de cada una en los padrones.",
        en: "It may be a fair correction that somebody asked for who was missing. See the cause of each in the rolls."
    }
    roll_removed_hint {
        es: "Si alguien murió antes de la votación, otra persona votó con su documento. Mire la causa de cada retiro en los padrones.",
        en: "If somebody died before the vote, another person voted with their document. See the cause of each removal in the rolls."
    }

    kept_title { es: "Qué se guarda y hasta cuándo", en: "What is kept and until when" }
    kept(days, abandoned) {
        es: "Mientras se vota por internet se guardan sumas: cuántos votos llegaron de una red o de un navegador en un día, y cada diez minutos. La red y el navegador quedan cifrados con una llave que no está en la base de datos. Ninguna suma dice quién votó, y no se guardan junto al padrón ni a la urna. Se borran al fijar la lista y, a más tardar, {days} días después de sellar la última urna; si las urnas nunca se sellan, {abandoned} días después de cerrar la votación.",
        en: "While people vote on the web sums are kept: how many votes came from one network or one browser on a day, and every ten minutes. Network and browser are hashed with a key that is not in the database. No sum says who voted, and they are kept apart from roll and urn. They are deleted when the list is fixed, and at the latest {days} days after the last urn was sealed; if the urns are never sealed, {abandoned} days after voting closed."
    }
    notes_kept(days) {
        es: "Lo que cada persona escribe al dar su opinión se borra {days} días después. Lo que decidió queda.",
        en: "What each person writes with their opinion is deleted {days} days later. What they decided stays."
    }
    note_gone(days) {
        es: "Lo que escribió se borró a los {days} días.",
        en: "What they wrote was deleted after {days} days."
    }

    thresholds_title { es: "Desde cuándo es una señal", en: "From when on it is a signal" }
    thresholds_lead {
        es: "No se publican: quien los conociera se quedaría por debajo. Cada cambio queda en la auditoría.",
        en: "They are not published: who knew them would stay below. Every change is in the audit trail."
    }
    pace_field { es: "Votos en diez minutos, en veces lo usual", en: "Votes in ten minutes, as a multiple of the usual" }
    network_field { es: "Votos de una red en un día, por territorio", en: "Votes from one network on a day, by territory" }
    device_field { es: "Votos de un navegador en un día, por territorio", en: "Votes from one browser on a day, by territory" }
    opens_field { es: "Ninguna mesa atiende antes de esta hora (0 a 23)", mx: "Ninguna casilla atiende antes de esta hora (0 a 23)", en: "No desk works before this hour (0 to 23)" }
    closes_field { es: "Ninguna mesa atiende desde esta hora (1 a 24)", mx: "Ninguna casilla atiende desde esta hora (1 a 24)", en: "No desk works from this hour on (1 to 24)" }
    thresholds_save { es: "Guardar", en: "Save" }
    thresholds_saved { es: "Los umbrales quedaron guardados.", en: "The thresholds are saved." }
    pace_wrong { es: "Escriba un número de 2 a 1000.", en: "Type a number from 2 to 1000." }
    count_wrong { es: "Escriba un número de 5 a 100000. Con menos de cinco se señalaría a una familia.", en: "Type a number from 5 to 100000. Below five a family would be singled out." }
    hours_wrong { es: "Escriba dos horas enteras de 0 a 24, la primera menor que la segunda.", en: "Type two whole hours from 0 to 24, the first less than the second." }

    fix_title { es: "Fijar la lista", en: "Fix the list" }
    fix_wait { es: "La lista se fija cuando todas las urnas estén selladas.", en: "The list is fixed once all urns are sealed." }
    fix_lead(count) {
        es: "Señales: {count}. Al fijarlas quedan como casos, con sus cantidades exactas, y se borran todas las sumas. No se puede repetir.",
        en: "Signals: {count}. When they are fixed they become cases, with exact amounts, and all sums are deleted. It cannot be repeated."
    }
    fix_do { es: "Fijar la lista y borrar las sumas", en: "Fix the list and delete the sums" }
    fixed { es: "La lista quedó fijada y las sumas se borraron.", en: "The list is fixed and the sums are deleted." }
    fixed_before { es: "La lista ya estaba fijada.", en: "The list was fixed before." }
    fixed_on(time) { es: "La lista se fijó el {time}.", en: "The list was fixed on {time}." }

    case(number) { es: "Caso {number}", en: "Case {number}" }
    open { es: "Nadie ha opinado", en: "Nobody has given an opinion" }
    sealed {
        es: "Una persona ya opinó; lo que dijo se abre cuando opine otra",
        en: "One person has given an opinion; it is opened once another gives theirs"
    }
    split { es: "Dos personas opinaron distinto: decide una tercera", en: "Two people differ: a third decides" }
    decided_explained { es: "Tiene explicación", en: "There is an explanation" }
    decided_referred { es: "Se remite a la autoridad", en: "It goes to the authority" }
    own { es: "Usted ya opinó sobre este caso.", en: "You have given your opinion on this case." }
    by(who, time) { es: "{who}, {time}", en: "{who}, {time}" }
    opinion { es: "Su opinión", en: "Your opinion" }
    explained {
        es: "Tiene explicación: no hay que hacer nada",
        en: "There is an explanation: nothing has to be done"
    }
    referred {
        es: "Hay que remitirlo a la autoridad (personería, fiscalía)",
        mx: "Hay que remitirlo a la autoridad (órgano de control, fiscalía)",
        en: "An authority has to look into it"
    }
    verdict_missing { es: "Elija una de las dos opciones.", en: "Choose one of the two." }
    note { es: "Por qué", en: "Why" }
    note_hint {
        es: "Qué miró y qué encontró. No escriba nombres ni documentos de votantes.",
        en: "What you looked at and what you found. Write no names or documents of voters."
    }
    give { es: "Guardar la opinión", en: "Save the opinion" }
    given { es: "Su opinión quedó guardada. No se puede cambiar.", en: "Your opinion is saved. It cannot be changed." }
    changed {
        es: "Otra persona opinó al mismo tiempo o el caso ya se decidió. Mire cómo está ahora.",
        en: "Another person gave an opinion at the same time, or the case is decided. See how it stands now."
    }

    public_title { es: "Señales que se revisaron", en: "Signals that were looked into" }
    public_lead {
        es: "Lo que llamó la atención en la votación y lo que decidieron dos personas por separado. Ningún voto se quitó por una señal.",
        en: "What struck the eye in the vote, and what two people decided separately. No vote was taken out for a signal."
    }
    public_none { es: "Se revisó la votación y ninguna señal llamó la atención.", en: "The vote was looked into and no signal struck the eye." }
    public_waiting { es: "Sin decidir", en: "Not decided" }
    public_all { es: "En total", en: "In all" }

    act_fix { es: "Fijó la lista de señales", en: "Fixed the list of signals" }
    act_thresholds { es: "Cambió los umbrales de las señales", en: "Changed the thresholds of signals" }
    act_opinion { es: "Opinó sobre un caso de señales", en: "Gave an opinion on a case of signals" }
}

/// What struck the eye.
pub const fn of_kind(locale: Locale, kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::Pace => pace(locale),
        SignalKind::Network => network(locale),
        SignalKind::Device => device(locale),
        SignalKind::DeskHours => desk_hours(locale),
        SignalKind::RollAdded => roll_added(locale),
        SignalKind::RollRemoved => roll_removed(locale),
    }
}

/// What else it may be than fraud, and where to look.
pub const fn hint(locale: Locale, kind: SignalKind) -> &'static str {
    match kind {
        SignalKind::Pace => pace_hint(locale),
        SignalKind::Network => network_hint(locale),
        SignalKind::Device => device_hint(locale),
        SignalKind::DeskHours => desk_hours_hint(locale),
        SignalKind::RollAdded => roll_added_hint(locale),
        SignalKind::RollRemoved => roll_removed_hint(locale),
    }
}

/// What was decided.
pub const fn decided(locale: Locale, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Explained => decided_explained(locale),
        Verdict::Referred => decided_referred(locale),
    }
}

/// What is wrong with a threshold, and which field it is in.
pub const fn wrong(locale: Locale, bad: BadThreshold) -> (&'static str, &'static str) {
    match bad {
        BadThreshold::Pace => ("pace", pace_wrong(locale)),
        BadThreshold::Network => ("network", count_wrong(locale)),
        BadThreshold::Device => ("device", count_wrong(locale)),
        BadThreshold::Hours => ("opens", hours_wrong(locale)),
    }
}
