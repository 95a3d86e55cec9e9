//! Words of what the site keeps of whoever asks (derecho de acceso), and for how long.

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
    issuer { es: "Quién da fe de usted", en: "Who vouches for you" }
    level { es: "Qué tan comprobada está su identidad", en: "How sure your identity is" }
    documents { es: "Clases de documento que mostró", en: "Kinds of document that you have shown" }
    document { es: "Su documento", en: "Your document" }
    document_hash { es: "Una huella con llave; el número no se guarda", en: "A keyed hash; the number is not kept" }
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
    roll_born(day) { es: "nacimiento {day}", en: "born {day}" }
    votes { es: "Votos: que votó, nunca por qué", en: "Votes: that you voted, never for what" }
    vote(process, contest, channel) { es: "{process}, {contest}: {channel}", en: "{process}, {contest}: {channel}" }
    ideas { es: "Ideas", en: "Ideas" }
    seats { es: "Puestos en instancias", en: "Seats in bodies" }
    seat(body, sector, from) { es: "{body}, {sector}, desde el {from}", en: "{body}, {sector}, from {from}" }
    claims { es: "Reclamos", mx: "Solicitudes", en: "Claims" }
    kept { es: "Cuándo se borra cada cosa", en: "When each thing is deleted" }
    kept_account {
        es: "La cuenta, las ideas y los puestos quedan mientras exista el sitio: son parte del registro público del proceso. Puede pedir que se borre lo que la ley permita.",
        en: "Account, ideas and seats stay as long as the site exists: they are part of the public record of the process. You can ask for what the law lets be deleted."
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
