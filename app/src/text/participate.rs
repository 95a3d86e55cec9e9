//! Words of the page that answers «¿Puedo participar?».

messages! {
    title { es: "¿Puedo participar?", en: "Can I take part?" }
    lead(process) {
        es: "Qué puede hacer la ciudadanía en «{process}», cuándo y con qué requisitos, según el reglamento.",
        en: "What citizens can do in “{process}”, when and under which conditions, by the rules."
    }
    sign_in_title { es: "Ingrese y le decimos si usted puede, y qué le falta.", en: "Sign in and we tell you whether you can, and what is missing." }
    sign_in { es: "Ingresar", en: "Sign in" }
    you_in(name) { es: "Usted participa en {name}. Las fechas y las respuestas son para ese territorio.", en: "You take part in {name}. Dates and answers are for that territory." }
    you_nowhere { es: "Todavía no sabemos en qué territorio vive. Elíjalo y las respuestas serán completas.", en: "We do not know yet in which territory you live. Choose it, and the answers will be complete." }
    rules { es: "Leer el reglamento completo", en: "Read the whole rules" }
    nothing { es: "El reglamento de este proceso no le da a la ciudadanía ninguna acción en este sitio.", en: "The rules of this process give citizens nothing to do on this site." }
    yes_now { es: "Sí, ahora", en: "Yes, now" }
    yes_until(at) { es: "Puede hacerlo hasta el {at}.", en: "You can do it until {at}." }
    yes_any_time { es: "Puede hacerlo ya.", en: "You can do it now." }
    do_vote { es: "Votar", en: "Vote" }
    do_propose { es: "Enviar una idea", en: "Send an idea" }
    not_yet { es: "Todavía no", en: "Not yet" }
    no { es: "No", en: "No" }
    done { es: "Ya lo hizo", en: "Already done" }
    missing { es: "Le falta un requisito", en: "A condition is missing" }
    missing_detail { es: "Vea abajo cuál y cómo resolverlo.", en: "See below which, and how to mend it." }
    when { es: "Cuándo", en: "When" }
    when_any { es: "En cualquier momento.", en: "At any time." }
    when_phase(phase, period, state) { es: "{phase}: {period}. {state}.", en: "{phase}: {period}. {state}." }
    when_undated(phase) { es: "{phase}: sin fecha todavía.", en: "{phase}: no date yet." }
    conditions { es: "Requisitos", en: "Conditions" }
    conditions_in(phase) { es: "Requisitos en «{phase}»", en: "Conditions in “{phase}”" }
    everybody { es: "Puede hacerlo cualquier persona que ingrese.", en: "Anybody who signs in can do it." }
    by(norm) { es: "Según {norm}", en: "By {norm}" }
    met { es: "Cumple", en: "Met" }
    not_met { es: "No cumple", en: "Not met" }
    unknown { es: "No sabemos", en: "Not known" }
    authors { es: "Solo sobre lo que usted mismo propuso.", en: "Only for what you proposed yourself." }
    to_profile { es: "Elegir mi territorio", en: "Choose my territory" }
    to_territory(name) { es: "Ir a {name}", en: "Go to {name}" }
    no_process { es: "Por ahora no hay en qué participar", en: "There is nothing to take part in yet" }
    no_process_lead {
        es: "Este sitio no tiene un proceso en curso. Cuando empiece uno, aquí dirá qué puede hacer, cuándo y con qué requisitos.",
        en: "This site has no process under way. Once one begins, this page will say what you can do, when and under which conditions."
    }
}
