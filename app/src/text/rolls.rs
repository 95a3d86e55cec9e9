//! Words of the rolls (padrones): how they stand, loading, approving, correcting.

use shared::{
    locale::Locale,
    roll::{Fault, HeaderFault},
    ruleset::Entries,
};

messages! {
    title { es: "Padrones", en: "Rolls" }
    lead {
        es: "Quién está en cada padrón. De cada documento se guarda solo una huella con llave; el número no queda en ninguna parte.",
        en: "Who is on each roll. Of each document only a keyed hash is kept; the number stays nowhere."
    }
    none { es: "Las reglas de este proceso no nombran padrones.", en: "The rules of this process name no rolls." }
    table { es: "Padrones de las reglas", en: "Rolls of the rules" }
    roll { es: "Padrón", en: "Roll" }
    entries { es: "Entradas", en: "Entries" }
    state { es: "Estado", en: "State" }
    people { es: "Personas", en: "People" }
    accounts { es: "Cuentas", en: "Accounts" }
    kind { es: "De qué es", en: "What it is of" }
    excludes { es: "Excluye a quien esté en él", en: "Excludes whoever is on it" }
    not_loaded { es: "Sin cargar", en: "Not loaded" }
    in_force { es: "Vigente", en: "In force" }
    loading { es: "Cargándose", en: "Being loaded" }
    loaded { es: "Espera aprobación", en: "Waits for approval" }
    superseded { es: "Reemplazado", en: "Superseded" }
    refused { es: "Rechazado", en: "Refused" }

    now { es: "Lo que rige", en: "In force" }
    now_none {
        es: "Todavía no hay un padrón vigente. Mientras tanto vale lo que diga el servicio con el que cada persona ingresa.",
        en: "No roll is in force yet. Until then, what the service that each person signs in with says counts."
    }
    file { es: "Archivo", en: "File" }
    number { es: "Carga", en: "Load" }
    digest { es: "Huella del archivo (SHA-256)", en: "Fingerprint of the file (SHA-256)" }
    adults { es: "Mayores de edad", en: "Of age" }
    minors { es: "Menores de edad, aparte", en: "Minors, kept apart" }
    holders { es: "Titulares de cuentas", en: "Holders of accounts" }
    faults { es: "Líneas que no se guardaron", en: "Lines that were not kept" }
    loaded_by { es: "Lo cargó", en: "Loaded by" }
    approved_by { es: "Lo aprobó", en: "Approved by" }
    command_line { es: "La línea de comandos", en: "The command line" }
    at(who, date) { es: "{who}, {date}", en: "{who}, {date}" }
    kept_days(days) {
        es: "Se borra {days} días después de la votación.",
        en: "It is deleted {days} days after the voting."
    }

    preview { es: "La carga que espera", en: "The load that waits" }
    preview_lead {
        es: "Todavía no cuenta. Otra persona, no quien la cargó, la revisa y la aprueba.",
        en: "It does not count yet. Somebody other than who loaded it looks at it and approves it."
    }
    reading {
        es: "Este archivo todavía se está leyendo desde la línea de comandos.",
        en: "This file is still being read from the command line."
    }
    lines_read { es: "Líneas leídas hasta ahora", en: "Lines read so far" }
    kept_so_far { es: "Entradas guardadas hasta ahora", en: "Entries kept so far" }
    look_again { es: "Mirar otra vez", en: "Look again" }
    fault_file(most) { es: "Descargar las líneas con errores (CSV, hasta {most})", en: "Download the lines with mistakes (CSV, up to {most})" }
    new { es: "Nuevas", en: "New" }
    already_there { es: "Ya estaban", en: "Already there" }
    gone { es: "Salen", en: "Gone" }
    fault_table(shown) { es: "Las primeras {shown} líneas con errores", en: "The first {shown} lines with mistakes" }
    line { es: "Línea", en: "Line" }
    what_wrong { es: "Qué pasa", en: "What is wrong" }
    approve { es: "Aprobar y poner en vigencia", en: "Approve and put into force" }
    approved(name) { es: "«{name}» ya rige con la nueva carga.", en: "“{name}” is in force with the new load." }
    own_load {
        es: "Usted cargó este archivo: lo aprueba otra persona.",
        en: "You loaded this file: somebody else approves it."
    }
    changed {
        es: "La carga cambió mientras tanto. Se comparó otra vez: revísela y decida.",
        en: "The load changed meanwhile. It was compared again: look at it and decide."
    }
    refuse { es: "Rechazar la carga", en: "Refuse the load" }
    reason { es: "Por qué", en: "Why" }
    was_refused { es: "La carga quedó rechazada; sus entradas se borran.", en: "The load is refused; its entries are deleted." }

    load { es: "Cargar un archivo", en: "Load a file" }
    load_lead {
        es: "Un archivo grande se carga por la línea de comandos: convite roll import.",
        en: "A large file is loaded from the command line: convite roll import."
    }
    source { es: "Qué archivo es", en: "Which file it is" }
    source_hint { es: "Por ejemplo: Sisbén, corte de octubre de 2026.", en: "For example: Sisbén, as of October 2026." }
    source_length { es: "Diga qué archivo es, con 3 a 120 letras.", en: "Say which file it is, with 3 to 120 letters." }
    text { es: "Texto del archivo", en: "Text of the file" }
    columns_people {
        es: "La primera línea nombra las columnas: tipo, documento y, si se sabe, territorio y nacimiento. Una línea por persona.",
        en: "The first line names the columns: tipo, documento and, where it is known, territorio and nacimiento. A line for each person."
    }
    columns_accounts {
        es: "La primera línea nombra las columnas: cuenta, tipo, documento y, si se sabe, territorio. Una línea por titular.",
        en: "The first line names the columns: cuenta, tipo, documento and, where it is known, territorio. A line for each holder."
    }
    load_do { es: "Cargar para revisión", en: "Load for review" }
    was_loaded { es: "El archivo se cargó y espera aprobación.", en: "The file is loaded and waits for approval." }
    under_way { es: "Ya hay una carga de este padrón sin decidir.", en: "A load of this roll is still undecided." }
    empty { es: "Escoja un archivo o pegue su texto.", en: "Choose a file or paste its text." }

    corrections { es: "Correcciones", en: "Corrections" }
    corrections_lead {
        es: "Una corrección vale por encima de los archivos: de los que hay y de los que vengan.",
        en: "A correction holds over the files: those that are here and those to come."
    }
    corrections_table { es: "Correcciones de este padrón", en: "Corrections of this roll" }
    corrections_none { es: "No hay correcciones.", en: "There are no corrections." }
    correct { es: "Corregir el padrón", en: "Correct the roll" }
    correct_two {
        es: "Otra persona tiene que aprobarla para que valga.",
        en: "Somebody else has to approve it before it holds."
    }
    correct_one { es: "Vale desde que se guarda.", en: "It holds as soon as it is saved." }
    what { es: "Qué se corrige", en: "What is corrected" }
    added { es: "La persona debe estar en el padrón", en: "The person belongs on the roll" }
    removed { es: "La persona no debe estar en el padrón", en: "The person does not belong on the roll" }
    added_short { es: "Entra", en: "Goes on" }
    removed_short { es: "Sale", en: "Goes off" }
    what_missing { es: "Escoja qué se corrige.", en: "Choose what is corrected." }
    document_kind { es: "Tipo de documento", en: "Kind of document" }
    document_kind_hint { es: "Como en las reglas: cc, ti, ce, ine.", en: "As in the rules: cc, ti, ce, ine." }
    document_kind_wrong { es: "Escriba un tipo de documento que las reglas conozcan.", en: "Type a kind of document that the rules know." }
    document { es: "Número del documento", en: "Number of the document" }
    document_hint { es: "No se guarda: solo su huella y sus tres últimos signos.", en: "It is not kept: only its hash and its last three signs." }
    document_wrong { es: "Escriba el número: 4 a 20 letras o cifras.", en: "Type the number: 4 to 20 letters or digits." }
    cause { es: "Causa", en: "Cause" }
    cause_hint { es: "El documento o el hecho que la justifica, sin datos personales.", en: "The document or fact that justifies it, without personal data." }
    territory { es: "Territorio al que pertenece (opcional)", en: "Territory where they belong (optional)" }
    territory_hint {
        es: "Solo si la persona debe estar en el padrón y el archivo no dice su territorio o lo dice mal. Esta corrección vale por encima del archivo.",
        en: "Only if the person belongs on the roll and the file does not say their territory, or says it wrong. This correction holds over the file."
    }
    territory_none { es: "Como diga el archivo", en: "As the file has it" }
    territory_needless { es: "A quien sale del padrón no se le pone territorio.", en: "Whoever goes off the roll has no territory." }
    territory_wrong { es: "Elija un territorio de la lista.", en: "Choose a territory of the list." }
    in_territory(what, code) { es: "{what}, territorio {code}", en: "{what}, territory {code}" }
    correct_do { es: "Guardar la corrección", en: "Save the correction" }
    was_corrected { es: "La corrección vale desde ahora.", en: "The correction holds from now on." }
    correction_waits { es: "La corrección espera la aprobación de otra persona.", en: "The correction waits for the approval of somebody else." }
    ends_in(last) { es: "Documento terminado en {last}", en: "Document ending in {last}" }
    correction_approve { es: "Aprobar", en: "Approve" }
    correction_refuse { es: "Rechazar", en: "Refuse" }
    correction_own { es: "Usted la pidió: la aprueba otra persona.", en: "You asked for it: somebody else approves it." }
    correction_was_approved { es: "La corrección quedó aprobada.", en: "The correction is approved." }
    correction_was_refused { es: "La corrección quedó rechazada.", en: "The correction is refused." }
    correction_gone { es: "Esa corrección ya está decidida.", en: "That correction is decided already." }
    choose { es: "Escoja", en: "Choose" }
    began { es: "Empezó", en: "Began" }
    waits { es: "Espera", en: "Waits" }
    holds { es: "Vale", en: "Holds" }
    does_not_hold { es: "Rechazada", en: "Refused" }
    history { es: "Cargas anteriores", en: "Loads so far" }

    mine_lead {
        es: "Esto solo lo ve usted. De su documento se guarda una huella, no el número. Si algo no es cierto, pida en la alcaldía que lo corrijan.",
        mx: "Esto solo lo ve usted. De su documento se guarda una huella, no el número. Si algo no es cierto, pida en el ayuntamiento que lo corrijan.",
        en: "Only you see this. Of your document a hash is kept, not the number. If something is not true, ask the municipality to correct it."
    }
    mine_on { es: "Usted está en este padrón", en: "You are on this roll" }
    mine_off { es: "Usted no está en este padrón", en: "You are not on this roll" }
    mine_unknown { es: "No sabemos si usted está", en: "We do not know whether you are" }
    mine_until(date) { es: "Se borra el {date}.", en: "It is deleted on {date}." }

    act_load { es: "Cargó un padrón", en: "Loaded a roll" }
    act_discard { es: "Descartó una carga de un padrón", en: "Discarded a load of a roll" }
    act_approve { es: "Aprobó un padrón", en: "Approved a roll" }
    act_refuse { es: "Rechazó una carga de un padrón", en: "Refused a load of a roll" }
    act_correct { es: "Pidió corregir un padrón", en: "Asked for a correction of a roll" }
    act_end { es: "Terminó el plazo de un padrón y se borra", en: "The time of a roll is over; it is deleted" }
    act_decide { es: "Decidió una corrección de un padrón", en: "Decided a correction of a roll" }

    // What is wrong with a line.
    not_utf8 { es: "No está en UTF-8.", en: "It is not UTF-8." }
    too_long { es: "Es demasiado larga.", en: "It is too long." }
    bad_quote { es: "Unas comillas no cierran donde deben.", en: "A quote does not end where it should." }
    wrong_cells { es: "No tiene tantas celdas como la primera línea.", en: "It does not have as many cells as the first line." }
    bad_kind { es: "Falta el tipo de documento, o las reglas no lo conocen.", en: "The kind of document is missing, or the rules do not know it." }
    no_number { es: "Falta el número del documento.", en: "The number of the document is missing." }
    bad_number { es: "El número del documento no tiene entre 4 y 20 letras o cifras.", en: "The number of the document does not have 4 to 20 letters or digits." }
    bad_account { es: "Falta la cuenta, o no es un número de cuenta.", en: "The account is missing, or is none." }
    bad_territory { es: "No hay un territorio con ese código.", en: "No territory has that code." }
    bad_birth { es: "La fecha de nacimiento no es una fecha pasada.", en: "The date of birth is no past date." }
    repeated { es: "Ya está en una línea anterior.", en: "It stands in an earlier line." }

    // What is wrong with the first line.
    header_empty { es: "El archivo está vacío.", en: "The file is empty." }
    header_unreadable(why) { es: "La primera línea no se puede leer. {why}", en: "The first line cannot be read. {why}" }
    header_unknown(place) {
        es: "La columna {place} no es de un padrón. Son: tipo, documento, cuenta, territorio, nacimiento.",
        en: "Column {place} is none of a roll. They are: tipo, documento, cuenta, territorio, nacimiento."
    }
    header_repeated(column) { es: "La columna «{column}» está dos veces.", en: "The column “{column}” is there twice." }
    header_missing(column) { es: "Falta la columna «{column}».", en: "The column “{column}” is missing." }
    header_needless(column) { es: "La columna «{column}» es de padrones de cuentas.", en: "The column “{column}” is of rolls of accounts." }
}

/// What the entries of a roll are.
pub const fn entries_of(locale: Locale, entries: Entries) -> &'static str {
    match entries {
        Entries::People => people(locale),
        Entries::Accounts => accounts(locale),
    }
}

/// What is wrong with a line.
pub const fn fault(locale: Locale, fault: Fault) -> &'static str {
    match fault {
        Fault::NotUtf8 => not_utf8(locale),
        Fault::TooLong => too_long(locale),
        Fault::BadQuote => bad_quote(locale),
        Fault::WrongCells => wrong_cells(locale),
        Fault::BadKind => bad_kind(locale),
        Fault::NoNumber => no_number(locale),
        Fault::BadNumber => bad_number(locale),
        Fault::BadAccount => bad_account(locale),
        Fault::BadTerritory => bad_territory(locale),
        Fault::BadBirth => bad_birth(locale),
        Fault::Repeated => repeated(locale),
    }
}

/// What is wrong with the first line.
pub fn header(locale: Locale, wrong: &HeaderFault) -> String {
    match wrong {
        HeaderFault::Empty => header_empty(locale).to_owned(),
        HeaderFault::Unreadable(why) => header_unreadable(locale, fault(locale, *why)),
        HeaderFault::Unknown { place } => header_unknown(locale, place),
        HeaderFault::Repeated(column) => header_repeated(locale, column.as_str()),
        HeaderFault::Missing(column) => header_missing(locale, column.as_str()),
        HeaderFault::Needless(column) => header_needless(locale, column.as_str()),
    }
}
