//! Words of what the site keeps of whoever asks (derecho de acceso), and for how long.

use shared::{locale::Locale, ruleset::IdentityLevel};

messages! {
    title { es: "Mis datos", en: "My data" }
    lead {
        es: "Lo que este sitio guarda de usted, para verlo y descargarlo. Nadie más ve esta página.",
        en: "What this site keeps of you, to see and to download. Nobody else sees this page."
    }
    download { es: "Descargar (JSON)", en: "Download (JSON)" }
    to_claims { es: "Corregir o pedir que se borre", en: "Correct it or ask for its deletion" }
    account { es: "Cuenta", en: "Account" }
    name { es: "Nombre", en: "Name" }
    born { es: "Fecha de nacimiento", en: "Date of birth" }
    territory { es: "Territorio donde participa", en: "Territory where you take part" }
    since { es: "Cuenta desde", en: "Account since" }
    issuer { es: "Quién da fe de usted", en: "Who vouches for you" }
    subject { es: "Con qué identificador lo conoce", en: "By what identifier it knows you" }
    level { es: "Qué tan comprobada está su identidad", en: "How sure your identity is" }
    level_declared { es: "Lo dice usted; nadie lo comprobó", en: "You say so; nobody checked it" }
    level_document { es: "Mostró un documento", en: "You showed a document" }
    level_verified { es: "Lo confirmó un registro del Estado", en: "A register of the state confirmed it" }
    level_biometric {
        es: "Lo confirmó un registro del Estado, con biometría",
        en: "A register of the state confirmed it, with biometrics"
    }
    documents { es: "Clases de documento que mostró", en: "Kinds of document that you have shown" }
    document { es: "Su documento", en: "Your document" }
    document_hash { es: "Una huella con llave; el número no se guarda", en: "A keyed hash; the number is not kept" }
    document_taken {
        es: "El que dice que es suyo ya lo tiene otra cuenta de este sitio; no se guarda con la suya. Si es un error, haga un reclamo",
        en: "The one that it says is yours is another account's of this site already; it is not kept with yours. If that is a mistake, make a claim"
    }
    attested_rolls { es: "Padrones en los que dice que usted está", en: "Rolls that it says you are on" }
    guardian {
        es: "Permiso de su madre, su padre o su acudiente",
        mx: "Permiso de su madre, su padre o su tutor",
        en: "Consent of a parent or guardian"
    }
    guardian_given { es: "Lo dieron", en: "Given" }
    guardian_not_given { es: "No lo han dado", en: "Not given" }
    organisations { es: "Organizaciones por las que habla", en: "Organisations that you speak for" }
    roles { es: "Encargos en el sitio", en: "What you may do on the site" }
    sessions { es: "Sesiones abiertas", en: "Open sessions" }
    unsaid { es: "No lo sabemos", en: "We do not know" }
    none { es: "Nada.", en: "Nothing." }
    rolls { es: "Padrones", en: "Rolls" }
    rolls_unknown {
        es: "No sabemos cuál es su documento, así que no sabemos en qué padrones está.",
        en: "We do not know which document is yours, so we do not know on which rolls you are."
    }
    roll_on(roll, last) { es: "«{roll}»: entrada terminada en {last}", en: "“{roll}”: entry ending in {last}" }
    roll_added(roll) { es: "«{roll}»: agregado por una corrección", en: "“{roll}”: added by a correction" }
    roll_removed(roll) { es: "«{roll}»: una corrección dice que no está", en: "“{roll}”: a correction says that you are not on it" }
    roll_territory(code) { es: "territorio {code}", en: "territory {code}" }
    roll_placed(code) { es: "territorio {code} por una corrección", en: "territory {code} by a correction" }
    roll_born(day) { es: "nacimiento {day}", en: "born {day}" }
    votes { es: "Votos: que votó, nunca por qué", en: "Votes: that you voted, never for what" }
    vote(process, contest, channel) { es: "{process}, {contest}: {channel}", en: "{process}, {contest}: {channel}" }
    ideas { es: "Ideas", en: "Ideas" }
    supports { es: "Ideas y proyectos que apoya", en: "Ideas and projects that you support" }
    support(title, process, day) { es: "{title} ({process}), desde el {day}", en: "{title} ({process}), since {day}" }
    seats { es: "Puestos en instancias", en: "Seats in bodies" }
    seat(body, sector, from) { es: "{body}, {sector}, desde el {from}", en: "{body}, {sector}, from {from}" }
    candidacies { es: "Inscripciones para un puesto", en: "Seats that you stood for" }
    candidacy(body, sector, day) { es: "{body}, {sector}, el {day}", en: "{body}, {sector}, on {day}" }
    candidacy_withdrawn(body, sector, day) {
        es: "{body}, {sector}, el {day}; después la retiró",
        en: "{body}, {sector}, on {day}; taken back later"
    }
    acts { es: "Lo que hizo en el sitio y quedó en el registro", en: "What you did on the site that is on the trail" }
    acts_count(count) {
        es: "Actos con su nombre: {count}. El archivo que se descarga los tiene todos.",
        en: "Acts with your name: {count}. The file to download has them all."
    }
    claims { es: "Reclamos", mx: "Solicitudes", en: "Claims" }
    kept { es: "Cuándo se borra cada cosa", en: "When each thing is deleted" }
    kept_account {
        es: "La cuenta, las ideas y los puestos quedan mientras exista el sitio: son parte del registro público del proceso. Puede pedir que se borre lo que la ley permita.",
        en: "Account, ideas and seats stay as long as the site exists: they are part of the public record of the process. You can ask for what the law lets be deleted."
    }
    kept_support {
        es: "Un apoyo se borra cuando usted lo retira; si no, queda con la idea. Se publica cuántos son, nunca de quién.",
        en: "Your support for an idea is deleted when you take it back; else it stays with the idea. How many support it is published, never who."
    }
    kept_acts {
        es: "Lo que haga en un encargo queda en el registro de actos, que nadie puede cambiar ni borrar. Las actas de las sesiones y de la votación nombran a quien intervino; se leen en sus páginas.",
        en: "What you do in an office stays on the trail, which nobody can change or delete. Minutes of sessions and of the voting name whoever took part; they are read on their pages."
    }
    kept_session { es: "Cada sesión se borra cuando vence o cuando usted sale.", en: "Each session is deleted when it is over or when you sign out." }
    kept_roll(roll, day) { es: "Lo de «{roll}» se borra el {day}.", en: "What is on “{roll}” is deleted on {day}." }
    kept_roll_days(roll, days) {
        es: "Lo de «{roll}» se borra {days} días después de la votación.",
        en: "What is on “{roll}” is deleted {days} days after the voting."
    }
    kept_roll_open(roll) {
        es: "De «{roll}» las reglas no dicen cuándo se borra: queda hasta que otra carga lo reemplace.",
        en: "The rules do not say when “{roll}” is deleted: it stays until another load takes its place."
    }
    kept_vote {
        es: "Que usted votó queda con el proceso, para que nadie vote dos veces y el conteo se pueda revisar. Por qué votó no se guarda con su nombre en ninguna parte.",
        en: "That you voted stays with the process, so that nobody votes twice and the count can be checked. For what you voted is kept with your name nowhere."
    }
    kept_claim(days) {
        es: "Lo que escriba en un reclamo se borra {days} días después de la última respuesta.",
        mx: "Lo que escriba en una solicitud se borra {days} días después de la última respuesta.",
        en: "What you write in a claim is deleted {days} days after the last answer."
    }
}

/// How sure it is who somebody is, told to themselves.
pub const fn level_of(locale: Locale, level: IdentityLevel) -> &'static str {
    match level {
        IdentityLevel::Declared => level_declared(locale),
        IdentityLevel::Document => level_document(locale),
        IdentityLevel::Verified => level_verified(locale),
        IdentityLevel::Biometric => level_biometric(locale),
    }
}
