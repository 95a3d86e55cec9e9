//! Sessions of bodies: the call, who is there, what is voted on, and why something cannot happen.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    committee::{Capacity, SessionError, Stage, Vote},
    id::PersonId,
    locale::{Locale, format_date},
};

messages! {
    number(number) { es: "Sesión {number}", en: "Session {number}" }
    of_body(number, body) { es: "Sesión {number} · {body}", en: "Session {number} · {body}" }
    stage_convened { es: "Convocada", en: "Called" }
    stage_missed { es: "No se celebró", en: "Not held" }
    stage_cancelled { es: "Cancelada", en: "Called off" }
    stage_roll_call { es: "Llamado a lista", en: "Roll call" }
    stage_open { es: "En sesión", en: "In session" }
    stage_suspended { es: "Suspendida por falta de quórum", en: "Suspended for want of a quorum" }
    stage_closed { es: "Levantada", en: "Closed" }
    stage_drafted { es: "Acta en borrador", en: "Minutes drafted" }
    stage_approved { es: "Acta aprobada y sellada", en: "Minutes approved and sealed" }
    when { es: "Cuándo", en: "When" }
    place { es: "Dónde", en: "Where" }
    called_on { es: "Se convocó el", en: "Called on" }
    session { es: "Sesión", en: "Session" }
    state { es: "Estado", en: "State" }
    agenda { es: "Orden del día", en: "Agenda" }
    read_minutes { es: "Leer el acta", en: "Read the minutes" }
    read_draft { es: "Leer el borrador del acta", en: "Read the draft of the minutes" }
    lead_it { es: "Dirigir la sesión", en: "Lead the session" }
    see_session { es: "Ver la sesión", en: "See the session" }
    cancelled_because(reason) { es: "Se canceló: {reason}", en: "Called off: {reason}" }

    // Quorum.
    quorum { es: "Quórum", en: "Quorum" }
    quorum_yes { es: "Hay quórum", en: "There is a quorum" }
    quorum_no { es: "No hay quórum", en: "There is no quorum" }
    quorum_numbers(present, seats, needed) {
        es: "Están presentes {present} de {seats} puestos. Se necesitan {needed}.",
        en: "{present} of {seats} seats are present. {needed} are needed."
    }
    quorum_short(missing) { es: "Faltan {missing} puestos para tener quórum.", en: "{missing} more seats are needed for a quorum." }
    quorum_short_one { es: "Falta 1 puesto para tener quórum.", en: "1 more seat is needed for a quorum." }
    quorum_history { es: "Cómo ha cambiado el quórum", en: "How the quorum has changed" }
    at { es: "Hora", en: "Time" }
    present { es: "Presentes", en: "Present" }
    needed { es: "Necesarios", en: "Needed" }
    seats { es: "Puestos", en: "Seats" }
    suspended_title { es: "La sesión está suspendida", en: "The session is suspended" }
    suspended_detail {
        es: "Se perdió el quórum. Lo que se estaba votando quedó sin efecto y hay que someterlo de nuevo. Con quórum, la sesión se reanuda; si no vuelve, se levanta.",
        en: "The quorum was lost. What was being voted on is void and has to be put anew. With a quorum the session is resumed; if it does not come back, it is closed."
    }
    see_live { es: "Ver el tablero en vivo (se actualiza solo)", en: "See the live board (it refreshes by itself)" }
    board_title { es: "Tablero de la sesión", en: "Board of the session" }
    board_live { es: "Este tablero se actualiza solo cada 10 segundos.", en: "This board refreshes by itself every 10 seconds." }
    board_stop { es: "Dejar de actualizar", en: "Stop refreshing" }
    board_start { es: "Actualizar solo cada 10 segundos", en: "Refresh by itself every 10 seconds" }
    board_refresh { es: "Actualizar ahora", en: "Refresh now" }
    code_title { es: "Registre su asistencia", en: "Note your presence" }
    code_detail { es: "Apunte la cámara de su teléfono al código, ingrese con su cuenta y pulse «Estoy presente».", en: "Point the camera of your phone at the code, sign in and press “I am present”." }
    code_until(time) { es: "Este código sirve hasta las {time}.", en: "This code works until {time}." }
    code_label { es: "Código QR con la dirección para registrar la asistencia", en: "QR code with the address to note one's presence" }
    being_voted(text) { es: "Se vota: {text}", en: "Being voted on: {text}" }
    votes_given(given, entitled) { es: "Han votado {given} de {entitled} puestos presentes.", en: "{given} of {entitled} seats present have voted." }

    // Attendance.
    attendance { es: "Asistencia", en: "Attendance" }
    person { es: "Persona", en: "Person" }
    seat { es: "Puesto", en: "Seat" }
    is_present { es: "Presente", en: "Present" }
    is_absent { es: "Ausente", en: "Absent" }
    has_left { es: "Se retiró", en: "Left" }
    chairs_it { es: "Preside", en: "Chairs" }
    i_am_present { es: "Estoy presente", en: "I am present" }
    i_leave { es: "Me retiro", en: "I leave" }
    arrived { es: "Quedó registrada su asistencia.", en: "Your presence was noted." }
    left { es: "Quedó registrado su retiro.", en: "Your departure was noted." }
    arrive_title { es: "Registrar mi asistencia", en: "Note my presence" }
    arrive_lead(session) { es: "{session}. Al pulsar el botón, su puesto cuenta para el quórum desde ahora.", en: "{session}. When you press the button, your seat counts for the quorum from now on." }
    arrive_code { es: "El código del recinto es válido.", en: "The code of the hall is valid." }
    arrive_expired { es: "El código ya venció. Escanee el que se muestra ahora en el recinto, o registre su asistencia sin código.", en: "The code has expired. Scan the one shown now in the hall, or note your presence without a code." }
    arrive_not_member { es: "Usted no ocupa un puesto de esta instancia. Puede seguir la sesión, pero no cuenta para el quórum.", en: "You hold no seat of this body. You may follow the session, but you do not count for the quorum." }
    arrive_not_yet { es: "El llamado a lista todavía no empieza. Vuelva a la hora de la convocatoria.", en: "The roll has not been called yet. Come back at the hour of the call." }
    arrive_over { es: "La sesión ya terminó.", en: "The session is over." }
    already_here { es: "Su asistencia ya está registrada.", en: "Your presence is noted already." }

    // What members do.
    my_part { es: "Su participación", en: "Your part" }
    vote_on(text) { es: "Vote: {text}", en: "Vote: {text}" }
    vote_yes { es: "A favor", en: "Yes" }
    vote_no { es: "En contra", en: "No" }
    vote_abstain { es: "Me abstengo", en: "I abstain" }
    vote_blank { es: "En blanco", en: "Blank" }
    vote_given(vote) { es: "Su voto: {vote}. Puede cambiarlo hasta que se cuente.", en: "Your vote: {vote}. You may change it until it is counted." }
    vote_kept { es: "Su voto quedó registrado.", en: "Your vote was noted." }
    vote_barred { es: "Usted declaró un conflicto de interés sobre este punto: se abstiene.", en: "You declared a conflict of interest on this item: you abstain." }
    conflict_title { es: "Declarar un conflicto de interés", en: "Declare a conflict of interest" }
    conflict_hint { es: "Sobre ese punto usted se abstiene, y su puesto sigue contando para el quórum.", en: "You abstain on that item, and your seat goes on counting for the quorum." }
    conflict_item { es: "Punto del orden del día", en: "Item of the agenda" }
    conflict_reason { es: "Cuál es el conflicto", en: "What the conflict is" }
    conflict_declare { es: "Declarar", en: "Declare" }
    conflict_kept { es: "Quedó registrado el conflicto de interés.", en: "The conflict of interest was noted." }
    conflict_of(name) { es: "Impedimento de {name}", en: "Conflict of {name}" }
    remark_title { es: "Pedir que algo conste en el acta", en: "Ask for something to be added to the minutes" }
    remark_hint { es: "Después de una constancia hay que firmar de nuevo.", en: "After a remark the minutes have to be signed anew." }
    remark_text { es: "Constancia", en: "Remark" }
    remark_add { es: "Agregar la constancia", en: "Add the remark" }
    remark_kept { es: "La constancia quedó en el acta.", en: "The remark is in the minutes." }
    sign { es: "Firmar el acta", en: "Sign the minutes" }
    signed { es: "Usted firmó el acta.", en: "You signed the minutes." }
    signed_already { es: "Usted ya firmó esta acta.", en: "You have signed these minutes." }

    // The call.
    convene { es: "Convocar una sesión", en: "Call a session" }
    convene_lead(days, date) {
        es: "El reglamento pide {days} días de anticipación: puede ser desde el {date}.",
        en: "The rules ask for {days} days of notice: it can be from {date}."
    }
    convene_lead_any { es: "El reglamento no pide días de anticipación.", en: "The rules ask for no notice." }
    begins { es: "Día y hora", en: "Day and hour" }
    place_hint { es: "Una dirección o un enlace.", en: "An address or a link." }
    agenda_hint { es: "Un punto por renglón. En la sesión no se decide sobre nada más.", en: "One item on each line. Nothing else is decided on in the session." }
    convened(body) { es: "Quedó convocada la sesión de {body}.", en: "The session of {body} was called." }
    place_wrong { es: "Escriba dónde se hará la sesión.", en: "Type where the session will be held." }
    agenda_wrong { es: "Escriba por lo menos un punto, y cada uno en un renglón de texto corto.", en: "Type one item at least, each on a line of its own." }
    begins_wrong { es: "Escriba el día y la hora.", en: "Type the day and the hour." }
    act_convened { es: "Convocó una sesión", en: "Called a session" }
    act_led { es: "Dirigió una sesión", en: "Led a session" }

    // Leading.
    lead_title(session) { es: "Dirigir: {session}", en: "Lead: {session}" }
    call_roll { es: "Llamar a lista", en: "Call the roll" }
    call_roll_detail { es: "Usted queda como secretaría de la sesión. Desde ese momento llegan los integrantes.", en: "You become the secretary of the session. From then on members arrive." }
    postpone { es: "Aplazar", en: "Postpone" }
    postpone_title { es: "Aplazar la sesión", en: "Postpone the session" }
    cancel_title { es: "Cancelar la sesión", en: "Call the session off" }
    cancel { es: "Cancelar la sesión", en: "Call it off" }
    why { es: "Por qué", en: "Why" }
    new_begins { es: "Nuevo día y hora", en: "New day and hour" }
    note_arrival { es: "Llegó", en: "Arrived" }
    note_arrival_of(name) { es: "Anotar que llegó {name}", en: "Note that {name} arrived" }
    note_departure { es: "Se retira", en: "Leaves" }
    note_departure_of(name) { es: "Anotar que se retira {name}", en: "Note that {name} leaves" }
    open_title { es: "Abrir la sesión", en: "Open the session" }
    open { es: "Abrir la sesión", en: "Open the session" }
    resume_title { es: "Reanudar la sesión", en: "Resume the session" }
    resume { es: "Reanudar", en: "Resume" }
    chair { es: "Quién preside", en: "Who chairs" }
    pass_chair { es: "Cambiar la presidencia", en: "Pass the chair" }
    close { es: "Levantar la sesión", en: "Close the session" }
    close_detail { es: "Después se redacta el acta y ya nadie llega ni vota.", en: "Then the minutes are drafted, and nobody arrives or votes any more." }
    draft { es: "Redactar el acta", en: "Draft the minutes" }
    draft_detail { es: "Se hace sola con todo lo que pasó. Luego la leen, la firman y se aprueba.", en: "It is made of all that happened. Then it is read, signed and approved." }
    approve { es: "Aprobar y sellar el acta", en: "Approve and seal the minutes" }
    approve_detail { es: "Deben haber firmado la presidencia y la secretaría. Después nadie puede cambiarla.", en: "Chair and secretary must have signed. Nobody can change it afterwards." }
    items { es: "Puntos y votaciones", en: "Items and votes" }
    item_of(number, text) { es: "{number}. {text}", en: "{number}. {text}" }
    note { es: "Escribir en el desarrollo", en: "Write down what was said" }
    note_text { es: "Qué se dijo", en: "What was said" }
    note_add { es: "Agregar", en: "Add" }
    put_title { es: "Someter a votación", en: "Put to the vote" }
    put_text { es: "Qué se vota", en: "What is voted on" }
    put_decision { es: "Qué decide la instancia con esto", en: "What the body decides with it" }
    put_none { es: "Un asunto propio de la instancia", en: "A matter of the body itself" }
    put { es: "Someter a votación", en: "Put to the vote" }
    motion(number) { es: "Votación {number}", en: "Vote {number}" }
    vote_of(name) { es: "Voto de {name}", en: "Vote of {name}" }
    vote_note { es: "Anotar", en: "Note" }
    count { es: "Contar los votos", en: "Count the votes" }
    withdraw { es: "Retirar la votación", en: "Withdraw the vote" }
    carried { es: "Aprobada", en: "Carried" }
    not_carried { es: "No aprobada", en: "Not carried" }
    voting { es: "En votación", en: "Being voted on" }
    void { es: "Sin efecto", en: "Void" }
    void_quorum { es: "Se perdió el quórum mientras se votaba.", en: "The quorum was lost while people voted." }
    void_withdrawn(reason) { es: "La presidencia la retiró: {reason}", en: "The chair took it back: {reason}" }
    result(yes, no, abstain, blank, needed) {
        es: "A favor {yes}, en contra {no}, abstenciones {abstain}, en blanco {blank}. Se necesitaban {needed} a favor.",
        en: "Yes {yes}, no {no}, abstentions {abstain}, blank {blank}. {needed} yes votes were needed."
    }
    result_barred(count) { es: "Se abstuvieron por impedimento: {count}.", en: "Abstained because of a conflict: {count}." }
    no_session_power { es: "No se puede sesionar", en: "No session can be held" }
    done { es: "Quedó registrado.", en: "Noted." }
    busy { es: "Varias personas actuaron a la vez. Inténtelo de nuevo.", en: "Several people acted at once. Try again." }
    other_secretary(name) { es: "La secretaría de esta sesión la lleva {name}. Pídale que lo anote.", en: "{name} is the secretary of this session. Ask them to note it." }
    text_missing { es: "Escriba el texto.", en: "Type the text." }
    choose_person { es: "Elija a una persona presente.", en: "Choose somebody who is present." }
    unknown_act { es: "No reconocimos lo que quería hacer. Esta es la página actual.", en: "We did not recognise what you wanted to do. This is the current page." }

    // Decisions shown on what they decide.
    decided_title { es: "Lo que decidieron las instancias", en: "What the bodies decided" }
    decided(body, day) { es: "{body}, {day}", en: "{body}, {day}" }

    // Why something cannot happen.
    wrong_stage(stage) { es: "Eso no se puede hacer ahora. La sesión está en este estado: {stage}.", en: "That cannot be done now. The session is in this state: {stage}." }
    back_in_time { es: "Algo pasó después. Inténtelo de nuevo.", en: "Something happened later. Try again." }
    no_agenda { es: "La sesión necesita un orden del día.", en: "The session needs an agenda." }
    short_notice(needed, found) { es: "El reglamento pide {needed} días de anticipación y hay {found}. Elija una fecha posterior.", en: "The rules ask for {needed} days of notice and there are {found}. Choose a later date." }
    in_the_past { es: "Esa hora ya pasó. Elija una posterior.", en: "That hour is over. Choose a later one." }
    too_early(begins) { es: "La sesión se convocó para el {begins}. Antes no se puede llamar a lista.", en: "The session was called for {begins}. The roll cannot be called before." }
    other_day(announced) { es: "La sesión se convocó para el {announced}. Para otro día hay que convocar una nueva.", en: "The session was called for {announced}. Another day needs another call." }
    no_seat(name) { es: "{name} no ocupa hoy un puesto de esta instancia.", en: "{name} holds no seat of this body today." }
    already_present(name) { es: "{name} ya está presente.", en: "{name} is present already." }
    not_present(name) { es: "{name} no está presente.", en: "{name} is not present." }
    no_quorum(present, seats, needed) { es: "No hay quórum: están {present} de {seats} puestos y se necesitan {needed}.", en: "There is no quorum: {present} of {seats} seats are present and {needed} are needed." }
    no_chair { es: "Quien preside no está. Otra persona presente debe asumir la presidencia.", en: "The chair is not there. Somebody else present has to take it." }
    no_such_item { es: "Ese punto no está en el orden del día.", en: "That item is not on the agenda." }
    motion_open(number) { es: "Primero hay que terminar la votación {number}.", en: "Vote {number} has to end first." }
    not_open { es: "Esa votación no está abierta.", en: "That vote is not open." }
    in_conflict(name) { es: "{name} declaró un conflicto de interés sobre este punto y se abstiene.", en: "{name} declared a conflict of interest on this item and abstains." }
    already_declared { es: "Ese conflicto ya estaba declarado.", en: "That conflict has been declared already." }
    seat_has_voted(name) { es: "Ese puesto ya votó, por medio de {name}.", en: "That seat has voted, through {name}." }
    no_permit(action) { es: "La instancia no tiene ahora la competencia para esto: {action}.", en: "The body does not hold the power for this now: {action}." }
    did_not_attend(name) { es: "{name} no asistió a la sesión.", en: "{name} did not attend the session." }
    already_signed { es: "Esa persona ya firmó.", en: "That person has signed already." }
    other_content { es: "El acta cambió desde que la leyó. Léala de nuevo antes de firmar.", en: "The minutes changed since you read them. Read them again before signing." }
    unsigned(who) { es: "Falta la firma de {who}.", en: "The signature of the {who} is missing." }
    the_chair { es: "la presidencia", en: "chair" }
    the_secretary { es: "la secretaría", en: "secretary" }
    a_member { es: "un integrante", en: "member" }
}

/// How a session stands.
pub const fn stage(locale: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Convened => stage_convened(locale),
        Stage::Cancelled => stage_cancelled(locale),
        Stage::RollCall => stage_roll_call(locale),
        Stage::Open => stage_open(locale),
        Stage::Suspended => stage_suspended(locale),
        Stage::Closed => stage_closed(locale),
        Stage::Drafted => stage_drafted(locale),
        Stage::Approved => stage_approved(locale),
    }
}

/// A vote as whoever gives it says it.
pub const fn vote(locale: Locale, vote: Vote) -> &'static str {
    match vote {
        Vote::Yes => vote_yes(locale),
        Vote::No => vote_no(locale),
        Vote::Abstain => vote_abstain(locale),
        Vote::Blank => vote_blank(locale),
    }
}

/// Why something cannot happen, and what it would take; `name` gives somebody's name, `when` writes an instant.
pub fn refused(
    locale: Locale,
    error: &SessionError,
    name: impl Fn(PersonId) -> String,
    when: impl Fn(DateTime<Utc>) -> String,
) -> String {
    let day = |day: NaiveDate| format_date(day, locale);
    match error {
        SessionError::NotConvened { .. } | SessionError::NoAgenda => no_agenda(locale).to_owned(),
        SessionError::WrongStage { stage: now, .. } => wrong_stage(locale, stage(locale, *now).to_lowercase()),
        SessionError::BackInTime { .. } => back_in_time(locale).to_owned(),
        SessionError::ShortNotice { needed, found } => short_notice(locale, needed, found),
        SessionError::InThePast { .. } => in_the_past(locale).to_owned(),
        SessionError::TooEarly { begins } => too_early(locale, when(*begins)),
        SessionError::OtherDay { announced, .. } => other_day(locale, day(*announced)),
        SessionError::NoSeat { person } => no_seat(locale, name(*person)),
        SessionError::AlreadyPresent { person } => already_present(locale, name(*person)),
        SessionError::NotPresent { person } => not_present(locale, name(*person)),
        SessionError::NoQuorum(presence) => no_quorum(locale, presence.present, presence.seats, presence.needed),
        SessionError::NoChair => no_chair(locale).to_owned(),
        SessionError::NoSuchItem { .. } => no_such_item(locale).to_owned(),
        SessionError::MotionOpen { motion } => motion_open(locale, motion),
        SessionError::NotOpen { .. } => not_open(locale).to_owned(),
        SessionError::InConflict { person, .. } => in_conflict(locale, name(*person)),
        SessionError::AlreadyDeclared { .. } => already_declared(locale).to_owned(),
        SessionError::SeatHasVoted { by, .. } => seat_has_voted(locale, name(*by)),
        SessionError::NoPermit { action } => no_permit(locale, super::action::name(locale, *action).to_lowercase()),
        SessionError::DidNotAttend { person } => did_not_attend(locale, name(*person)),
        SessionError::AlreadySigned { .. } => already_signed(locale).to_owned(),
        SessionError::OtherContent { .. } => other_content(locale).to_owned(),
        SessionError::Unsigned { missing } => unsigned(
            locale,
            match missing {
                Capacity::Chair => the_chair(locale),
                Capacity::Secretary => the_secretary(locale),
                Capacity::Member => a_member(locale),
            },
        ),
    }
}
