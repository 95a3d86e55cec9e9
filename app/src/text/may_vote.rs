//! Words of «¿Puedo votar?»: the answer before anybody signs in.

messages! {
    title { es: "¿Puedo votar, dónde y con qué?", en: "Can I vote, where and with what?" }
    lead {
        es: "Responda sin ingresar. No pedimos su nombre ni el número de su documento, no guardamos lo que escribe y no miramos ningún padrón.",
        en: "Answer without signing in. We ask for neither your name nor the number of your document, keep nothing of what you write and look at no roll."
    }
    age { es: "Edad en años cumplidos", en: "Age in full years" }
    age_hint { es: "La que tendrá el día en que vote.", en: "The one you will have on the day you vote." }
    age_wrong { es: "Escriba la edad en números, por ejemplo 34.", en: "Write the age in digits, for instance 34." }
    territory { es: "Territorio donde vive", en: "Territory where you live" }
    territory_of_account { es: "Territorio de su cuenta", en: "Territory of your account" }
    territory_wrong { es: "Elija un territorio de la lista.", en: "Choose a territory from the list." }
    document { es: "Documento que tiene", en: "Document that you have" }
    document_hint { es: "Solo la clase de documento, nunca su número.", en: "Only the kind of document, never its number." }
    document_none { es: "Ninguno de estos", en: "None of these" }
    account(roll) { es: "¿Tiene una cuenta de «{roll}»?", en: "Have you an account of “{roll}”?" }
    account_yes { es: "Sí, tengo", en: "Yes, I have" }
    account_no { es: "No tengo", en: "I have none" }
    unsaid { es: "Prefiero no decirlo", en: "I would rather not say" }
    ask { es: "Ver si puedo votar", en: "See whether I can vote" }

    // The answer.
    answer_for(age, place) { es: "Para alguien de {age} años que vive en {place}:", en: "For somebody of {age} years who lives in {place}:" }
    no_ballot(place) {
        es: "En {place} no hay tarjetón en este proceso: allí no se vota.",
        mx: "En {place} no hay boleta en este proceso: allí no se vota.",
        en: "There is no ballot in {place} in this process: nobody votes there."
    }
    yes { es: "Sí puede votar", en: "Yes, you can vote" }
    depends { es: "Depende", en: "It depends" }
    no { es: "No puede votar", en: "No, you cannot vote" }
    not_now { es: "Ahora no", en: "Not now" }
    because { es: "El reglamento pide algo que falta:", en: "The rules ask for something that is missing:" }
    depends_on { es: "Puede votar si se cumple lo que se comprueba al votar:", en: "You can vote if this holds, which is checked when you vote:" }
    checked { es: "Se comprueba cuando vota.", en: "It is checked when you vote." }
    roll_checked {
        es: "Aquí no se mira: se comprueba cuando vota, por internet o en la mesa.",
        mx: "Aquí no se mira: se comprueba cuando vota, por internet o en la casilla.",
        en: "It is not looked at here: it is checked when you vote, online or at the desk."
    }
    document_unsaid { es: "Diga abajo qué documento tiene y la respuesta será completa.", en: "Say below which document you have, and the answer will be complete." }
    identity_checked { es: "Lo dice el servicio con el que se ingresa, cuando ingresa.", en: "The service that one signs in with says it, when you sign in." }
    consent_checked {
        es: "Lo dan su madre, su padre o su acudiente antes de que vote.",
        mx: "Lo dan su madre, su padre o quien tenga su tutela antes de que vote.",
        en: "Your mother, father or guardian gives it before you vote."
    }
    own_document {
        es: "Aquí también se vota en persona: el servicio con el que se ingresa tiene que decirnos cuál es su documento, para que nadie vote dos veces. Se comprueba cuando ingresa.",
        mx: "Aquí también se vota en persona: el servicio con el que se ingresa tiene que decirnos cuál es su identificación, para que nadie vote dos veces. Se comprueba cuando ingresa.",
        en: "Here people also vote in person: the service that one signs in with has to tell us which document is yours, so that nobody votes twice. It is checked when you sign in."
    }
    account_needed(roll) {
        es: "Aquí hay un voto por cada cuenta de «{roll}», no uno por persona.",
        en: "Here each account of “{roll}” has a vote, not each person."
    }
    account_checked(roll) {
        es: "Hay un voto por cada cuenta de «{roll}»: la suya se busca cuando vota, por internet o en la mesa.",
        mx: "Hay un voto por cada cuenta de «{roll}»: la suya se busca cuando vota, por internet o en la casilla.",
        en: "Each account of “{roll}” has a vote: yours is looked up when you vote, online or at the desk."
    }
    excluding(roll) {
        es: "Quien figure en «{roll}» no puede votar; también eso se comprueba cuando vota.",
        en: "Whoever is on “{roll}” cannot vote; that too is checked when you vote."
    }
    when { es: "Hasta cuándo", en: "Until when" }
    what { es: "Qué lleva", en: "What to bring" }
    place { es: "Dónde", en: "Where" }
    bring(documents) { es: "Su documento original: {documents}.", en: "Your original document: {documents}." }
    bring_any { es: "Su documento de identidad original.", en: "Your original document of identity." }
    bring_online {
        es: "Un teléfono o un computador con internet, y la cuenta con la que se ingresa a este sitio.",
        mx: "Un teléfono o una computadora con internet, y la cuenta con la que se ingresa a este sitio.",
        en: "A phone or a computer with internet, and the account that one signs in to this site with."
    }
    bring_account(roll) { es: "Y el recibo de su cuenta de «{roll}».", en: "And the receipt of your account of “{roll}”." }
    go_vote { es: "Ingresar y votar", en: "Sign in and vote" }
    no_places {
        es: "Todavía no se han publicado puestos de votación para ese territorio.",
        mx: "Todavía no se han publicado centros de votación para ese territorio.",
        en: "No polling places have been published for that territory yet."
    }
    more_places { es: "Hay más: ver todos los puestos de votación", mx: "Hay más: ver todos los centros de votación", en: "There are more: see all polling places" }
    no_roll {
        es: "La respuesta es la misma para todas las personas con esos datos: no dice si alguien está en un padrón.",
        en: "The answer is the same for everybody of whom that holds: it does not say whether anybody is on a roll."
    }
}
