//! Words of claims on personal data (reclamos, solicitudes ARCO): filing, following, answering.

use shared::{
    claim::{Barred, ClaimKind, Outcome, Standing, Step},
    locale::Locale,
};

messages! {
    title { es: "Reclamos sobre sus datos", mx: "Solicitudes sobre sus datos", en: "Claims on your data" }
    lead {
        es: "Si no aparece en el padrón, si un dato suyo está mal o si quiere saber qué guardamos de usted, escríbalo aquí. No necesita cuenta.",
        en: "If you are missing on the roll, if your data are wrong or if you want to know what we keep of you, write it here. You need no account."
    }
    quiet {
        es: "Esta página no dice si alguien está en un padrón. De su documento solo se guarda una huella con llave; el número no queda en ninguna parte.",
        en: "This page does not tell whether anybody is on a roll. Of your document only a keyed hash is kept; the number stays nowhere."
    }
    in_time(day) {
        es: "Para que se decida antes de la votación, presente su reclamo sobre el padrón a más tardar el {day}. Después también lo recibimos, pero puede quedar para después de votar.",
        mx: "Para que se decida antes de la votación, presente su solicitud sobre el padrón a más tardar el {day}. Después también la recibimos, pero puede quedar para después de votar.",
        en: "For it to be decided before the vote, file a claim on the roll by {day}. It is taken later too, but may be decided after the vote."
    }
    too_late {
        es: "Ya no alcanza el plazo de ley para decidir antes de la votación. Preséntelo de todos modos: se decide tan pronto se pueda.",
        en: "The law's days are not enough any more to decide before the vote. File it all the same: it is decided as soon as possible."
    }
    terms_title { es: "En cuánto tiempo le respondemos", en: "When you get an answer" }
    term(kind, answer, more, norm) {
        es: "{kind}: {answer} días hábiles; con una razón, hasta {more} más ({norm}).",
        en: "{kind}: {answer} working days; with a reason, up to {more} more ({norm})."
    }
    kept(days) {
        es: "Lo que escriba aquí se borra {days} días después de la última respuesta. Quedan la clase de reclamo, las fechas y si procedió.",
        mx: "Lo que escriba aquí se borra {days} días después de la última respuesta. Quedan la clase de solicitud, las fechas y si procedió.",
        en: "What you write here is deleted {days} days after the last answer. The kind of claim, its dates and its outcome stay."
    }

    file { es: "Presentar un reclamo", mx: "Presentar una solicitud", en: "File a claim" }
    kind { es: "Qué pasa", en: "What it is about" }
    choose { es: "Elija", en: "Choose" }
    kind_missing { es: "Elija qué pasa.", en: "Choose what it is about." }
    not_listed { es: "No aparezco en el padrón", en: "I am not on the roll" }
    wrong_data { es: "Un dato mío está mal (territorio, edad, nombre)", en: "My data are wrong (territory, age, name)" }
    not_belonging { es: "En el padrón está alguien que murió o se mudó", en: "Somebody is on the roll who died or moved away" }
    access { es: "Quiero saber qué datos míos tienen", en: "I want to know what is kept of me" }
    deletion { es: "Quiero que borren mis datos", en: "I want my data deleted" }
    document_kind { es: "Clase de documento", en: "Kind of document" }
    document_kind_hint { es: "cc, ti, ce… como dice el documento.", mx: "ine, curp… como dice el documento.", en: "cc, ti, ce, ine… as the document says." }
    document_kind_one_of(kinds) { es: "Escriba la clase de documento con una de estas: {kinds}.", en: "Type the kind of document as one of these: {kinds}." }
    document_kind_missing { es: "Escriba la clase de documento.", en: "Type the kind of document." }
    document { es: "Número de documento", en: "Number of the document" }
    document_hint {
        es: "El de la persona de quien se trata. Si es alguien que murió o se mudó y no lo sabe, déjelo vacío.",
        en: "Of the person whom it is about. If it is somebody who died or moved and you do not know it, leave it empty."
    }
    document_wrong { es: "Escriba el número, de 4 a 20 letras o cifras.", en: "Type the number, with 4 to 20 letters or digits." }
    said { es: "Cuéntenos", en: "Tell us" }
    said_hint {
        es: "Lo justo para entender qué pasa. No escriba datos de salud, claves ni el número del documento.",
        en: "What it takes to understand it. No data on health, no passwords and no document number."
    }
    said_wrong(shortest, longest) {
        es: "Escriba de {shortest} a {longest} letras.",
        en: "Type {shortest} to {longest} characters."
    }
    contact { es: "Dónde quiere la respuesta (opcional)", en: "Where you want the answer (optional)" }
    contact_hint {
        es: "Un correo o un teléfono. Si lo deja vacío, la respuesta queda en esta página con su código.",
        en: "An e-mail address or a telephone. If you leave it empty, the answer is on this page, with your code."
    }
    contact_wrong { es: "Escriba de 5 a 120 letras, o déjelo vacío.", en: "Type 5 to 120 characters, or leave it empty." }
    file_do { es: "Presentar", en: "File" }
    filed { es: "Quedó presentado.", en: "It is filed." }

    follow { es: "Seguir un reclamo", mx: "Seguir una solicitud", en: "Follow a claim" }
    follow_lead { es: "Con el código que recibió al presentarlo.", en: "With the code that you got when you filed it." }
    code { es: "Código", en: "Code" }
    code_hint { es: "Veinte cifras y letras de la A a la F. Los guiones no importan.", en: "Twenty digits and letters from A to F. Hyphens do not matter." }
    code_wrong { es: "Así no es un código. Revise las veinte cifras y letras.", en: "This is no code. Check the twenty digits and letters." }
    code_keep {
        es: "Guarde este código: con él, y solo con él, se ve la respuesta sin cuenta.",
        en: "Keep this code: with it, and only with it, the answer is seen without an account."
    }
    follow_do { es: "Ver cómo va", en: "See how it stands" }
    unknown { es: "No hay nada con ese código en este proceso.", en: "There is nothing with that code in this process." }
    number(number) { es: "Reclamo {number}", mx: "Solicitud {number}", en: "Claim {number}" }
    filed_on(day) { es: "Presentado el {day}", en: "Filed on {day}" }
    your_words { es: "Lo que usted escribió", en: "What you wrote" }
    forgotten { es: "Ya se borró, como dice la regla.", en: "It is deleted, as the rule says." }
    history { es: "Qué se ha hecho", en: "What was done" }
    none_yet { es: "Todavía nada.", en: "Nothing yet." }

    waits(day) { es: "En trámite: respuesta a más tardar el {day}", en: "Under way: an answer by {day}" }
    waits_extended(day) { es: "En trámite, con prórroga: respuesta a más tardar el {day}", en: "Under way, put off: an answer by {day}" }
    incomplete(day) { es: "Falta algo: se espera hasta el {day}", en: "Something is missing: it waits until {day}" }
    lapsed { es: "Se da por retirado: no llegó lo que faltaba", en: "Counts as withdrawn: what was missing did not come" }
    being_corrected(day) { es: "En trámite: la corrección se hace a más tardar el {day}", en: "Under way: the correction is made by {day}" }
    upheld { es: "Procede", en: "It was right" }
    refused { es: "No procede", en: "It was refused" }
    attended {
        es: "Atendido. De otra persona no decimos qué se encontró.",
        en: "Attended to. Of another person we do not tell what was found."
    }
    late { es: "Vencido", en: "Late" }

    step_asked { es: "Se pidió completar", en: "What was missing was asked for" }
    step_completed { es: "Se completó", en: "It was completed" }
    step_extended { es: "Se aplazó la respuesta", en: "The answer was put off" }
    step_upheld { es: "Se decidió: procede", en: "It was decided: it is right" }
    step_refused { es: "Se decidió: no procede", en: "It was decided: it is refused" }
    step_attended { es: "Se atendió", en: "It was attended to" }
    by(who, time) { es: "{who}, {time}", en: "{who}, {time}" }
    on(time) { es: "El {time}", en: "On {time}" }

    complete { es: "Completar", en: "Complete it" }
    complete_lead { es: "Responda lo que se le pidió. El plazo empieza de nuevo ese día.", en: "Answer what was asked. The days begin anew then." }
    complete_do { es: "Enviar lo que faltaba", en: "Send what was missing" }
    close { es: "Cerrar", en: "Close it" }
    close_lead {
        es: "Si este equipo no es suyo, ciérrelo al terminar: sin el código nadie lo vuelve a ver.",
        en: "If this device is not yours, close it when you are done: without the code nobody sees it again."
    }
    completed { es: "Lo que faltaba quedó recibido.", en: "What was missing is received." }
    changed { es: "Alguien hizo algo más mientras tanto. Mire cómo está ahora.", en: "Somebody did something else meanwhile. See how it stands now." }

    bench_lead {
        es: "Lo que las personas reclaman sobre sus datos, con el día en que vence cada respuesta. Asegúrese de quién pregunta antes de responder.",
        mx: "Lo que las personas solicitan sobre sus datos, con el día en que vence cada respuesta. Asegúrese de quién pregunta antes de responder.",
        en: "What people claim about their data, with the day on which each answer is due. Make sure who asks before you answer."
    }
    none { es: "No hay ninguno.", en: "There are none." }
    open_table { es: "Por responder", en: "To be answered" }
    over_table { es: "Terminados", en: "Over" }
    due { es: "Cómo está", en: "How it stands" }
    day { es: "Presentado", en: "Filed" }
    which { es: "Número", en: "Number" }
    who { es: "De quién", en: "Who" }
    attested { es: "Ingresó con su cuenta; el proveedor da fe del documento", en: "Signed in; the provider vouches for the document" }
    not_attested { es: "Nadie da fe de quién es: hay que comprobarlo", en: "Nobody vouches for who it is: it has to be made sure" }
    about_another { es: "Se trata de otra persona: no se le dice qué se encontró", en: "It is about another person: what is found is not told" }
    ends_in(last) { es: "Documento terminado en {last}", en: "Document ending in {last}" }
    no_document { es: "Sin documento", en: "No document" }
    contact_at(contact) { es: "Pide la respuesta en {contact}", en: "Wants the answer at {contact}" }
    their_words { es: "Lo que escribió", en: "What they wrote" }
    found { es: "En los padrones vigentes", en: "On the rolls in force" }
    found_none { es: "El documento no está en ningún padrón vigente.", en: "The document is on no roll in force." }
    found_on(roll) { es: "Está en «{roll}»", en: "Is on “{roll}”" }
    found_off(roll) { es: "Una corrección lo sacó de «{roll}»", en: "A correction took it off “{roll}”" }
    found_territory(code) { es: "territorio {code}", en: "territory {code}" }
    found_placed(code) { es: "territorio {code} por una corrección", en: "territory {code} by a correction" }
    found_born(day) { es: "nació el {day}", en: "born on {day}" }

    answer { es: "Responder", en: "Answer" }
    step { es: "Qué se hace", en: "What is done" }
    step_missing { es: "Elija qué se hace.", en: "Choose what is done." }
    do_ask { es: "Pedir lo que falta", en: "Ask for what is missing" }
    do_extend { es: "Aplazar la respuesta, una vez", en: "Put the answer off, once" }
    do_uphold { es: "Procede", en: "It is right" }
    do_refuse { es: "No procede", en: "Refuse it" }
    carry { es: "Si procede, qué se corrige en los padrones", en: "If it is right, what is corrected on the rolls" }
    carry_none { es: "Nada en los padrones", en: "Nothing on the rolls" }
    carry_add(roll) { es: "Agregar a «{roll}»", en: "Add to “{roll}”" }
    carry_remove(roll) { es: "Sacar de «{roll}»", en: "Take off “{roll}”" }
    carry_wrong {
        es: "Esa corrección no se puede hacer: hace falta un documento y un padrón de personas vigente.",
        en: "This correction cannot be made: it takes a document and a roll of people in force."
    }
    carry_where {
        es: "Eligió un territorio: elija también a qué padrón se agrega.",
        en: "You chose a territory: choose also the roll that they are added to."
    }
    carry_missing {
        es: "Si procede porque no aparece en un padrón, elija a cuál se agrega.",
        en: "If it is right because they are missing on a roll, choose to which one they are added."
    }
    reasons { es: "Qué se le responde y por qué", en: "What they are told, and why" }
    reasons_hint {
        es: "Lo lee la persona. Al pedir lo que falta, diga qué; al aplazar, por qué; al decidir, la razón y la norma.",
        en: "The person reads it. Say what is missing, why it is put off, or the reason and the norm of the decision."
    }
    identity { es: "Cómo se aseguró de quién es", en: "How you made sure who it is" }
    identity_hint { es: "Por ejemplo: mostró la cédula en la oficina.", mx: "Por ejemplo: mostró la credencial en la oficina.", en: "For example: showed the document at the office." }
    identity_missing {
        es: "Antes de decidir, asegúrese de quién es y escriba cómo, de 5 a 200 letras.",
        en: "Before you decide, make sure who it is and type how, with 5 to 200 characters."
    }
    answer_do { es: "Guardar la respuesta", en: "Keep the answer" }
    answered { es: "La respuesta quedó guardada.", en: "The answer is kept." }
    answered_waits {
        es: "La respuesta quedó guardada. La corrección espera la aprobación de otra persona.",
        en: "The answer is kept. The correction waits for another person's approval."
    }
    cause(number, process) { es: "Reclamo {number} de {process}", mx: "Solicitud {number} de {process}", en: "Claim {number} of {process}" }
    own { es: "Usted lo presentó: lo responde otra persona.", en: "You filed it: another person answers it." }
    barred { es: "Así como está, eso no se puede hacer.", en: "As it stands, this cannot be done." }
    too_late_to_ask { es: "Ya pasaron los días para pedir lo que falta.", en: "The days to ask for what is missing are over." }
    too_late_to_extend { es: "Ya pasó el día en que había que responder: no se puede aplazar.", en: "The day to answer has passed: it cannot be put off." }
    identity_was(how) { es: "Comprobación de identidad: {how}", en: "Identity made sure: {how}" }
    under_way(count) { es: "Reclamos en trámite sobre los padrones: {count}.", mx: "Solicitudes en trámite sobre los padrones: {count}.", en: "Claims on the rolls under way: {count}." }
    to_bench { es: "Verlos", en: "See them" }

    public_title { es: "Reclamos sobre datos personales", mx: "Solicitudes sobre datos personales", en: "Claims on personal data" }
    public_lead(all) { es: "En total: {all}. Lo que se cuenta con menos de diez no se muestra.", en: "All: {all}. What counts fewer than ten is not shown." }
    public_few { es: "Son menos de diez: no se dice más.", en: "They are fewer than ten: no more is told." }
    public_upheld { es: "Procedieron", en: "Upheld" }
    public_refused { es: "No procedieron", en: "Refused" }
    public_lapsed { es: "Se retiraron", en: "Withdrawn" }
    public_under_way { es: "En trámite", en: "Under way" }
    public_hidden { es: "No se muestra", en: "Not shown" }

    ask_missing { es: "¿No aparece o hay un dato mal?", en: "Are you missing, or are your data wrong?" }
    ask_missing_lead {
        es: "Puede reclamarlo sin cuenta, y seguir la respuesta con un código.",
        mx: "Puede solicitarlo sin cuenta, y seguir la respuesta con un código.",
        en: "You can claim it without an account, and follow the answer with a code."
    }
}

/// What a kind of claim is called by whoever files it.
pub const fn of_kind(locale: Locale, kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::NotListed => not_listed(locale),
        ClaimKind::WrongData => wrong_data(locale),
        ClaimKind::NotBelonging => not_belonging(locale),
        ClaimKind::Access => access(locale),
        ClaimKind::Deletion => deletion(locale),
    }
}

/// What was done with a claim.
pub const fn of_step(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Asked => step_asked(locale),
        Step::Completed => step_completed(locale),
        Step::Extended => step_extended(locale),
        Step::Upheld => step_upheld(locale),
        Step::Refused => step_refused(locale),
    }
}

/// How a claim stands; `day` says a day as the visitor reads it.
pub fn standing(locale: Locale, standing: Standing, day: impl Fn(chrono::NaiveDate) -> String) -> String {
    match standing {
        Standing::Waits { due, extended: false, .. } => waits(locale, day(due)),
        Standing::Waits { due, extended: true, .. } => waits_extended(locale, day(due)),
        Standing::Incomplete { until } => incomplete(locale, day(until)),
        Standing::Lapsed => lapsed(locale).to_owned(),
        Standing::BeingCorrected { until } => being_corrected(locale, day(until)),
        Standing::Upheld => upheld(locale).to_owned(),
        Standing::Refused => refused(locale).to_owned(),
    }
}

/// Why a step cannot be taken.
pub const fn barred_by(locale: Locale, why: Barred) -> &'static str {
    match why {
        Barred::Own => own(locale),
        Barred::Standing => barred(locale),
        Barred::TooLateToAsk => too_late_to_ask(locale),
        Barred::TooLateToExtend => too_late_to_extend(locale),
    }
}

/// An outcome as everybody is told it.
pub const fn outcome(locale: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Upheld => public_upheld(locale),
        Outcome::Refused => public_refused(locale),
        Outcome::Lapsed => public_lapsed(locale),
        Outcome::UnderWay => public_under_way(locale),
    }
}
