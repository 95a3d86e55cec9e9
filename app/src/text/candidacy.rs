//! Words of standing for a seat of a body.

messages! {
    title { es: "Inscribirse", en: "Stand for a seat" }
    count_none { es: "Todavía no se ha inscrito nadie.", en: "Nobody has registered yet." }
    count_one { es: "Se ha inscrito 1 persona.", en: "1 person has registered." }
    count(number) { es: "Se han inscrito {number} personas.", en: "{number} people have registered." }
    not_public {
        es: "Los nombres los ve solo la administración, hasta que alguien quede designado.",
        en: "Only the administration sees the names, until somebody is appointed."
    }
    sector { es: "¿Para qué puesto?", en: "For which seat?" }
    filled(way) { es: "Se llena por {way}.", en: "Filled by {way}." }
    declares { es: "Marque lo que sea cierto para usted", en: "Mark what is true for you" }
    declares_hint {
        es: "El reglamento no deja inscribirse a quien sea algo de esto. Si nada es cierto, no marque nada.",
        en: "The rules do not let anybody register who is any of these. If none is true, mark nothing."
    }
    accept {
        es: "Leí lo que dice el reglamento de esta instancia, acepto sus condiciones y digo la verdad.",
        en: "I have read what the rules say of this body, I accept its conditions and I tell the truth."
    }
    training(what) { es: "Antes de empezar tendrá que hacer esta formación: {what}.", en: "Before you begin you will need this training: {what}." }
    stand { es: "Inscribirme", en: "Register" }
    standing(sector, day) { es: "Usted se inscribió para «{sector}» el {day}.", en: "You registered for “{sector}” on {day}." }
    what_now {
        es: "La administración tiene su inscripción. Si la eligen, su nombre aparecerá en esta página.",
        en: "The administration has your registration. If you are chosen, your name will appear on this page."
    }
    withdraw { es: "Retirar mi inscripción", en: "Withdraw my registration" }
    stood(sector) { es: "Quedó su inscripción para «{sector}».", en: "You are registered for “{sector}”." }
    withdrawn { es: "Quedó retirada su inscripción.", en: "Your registration is withdrawn." }
    not_standing { es: "No tiene ninguna inscripción en esta instancia.", en: "You have no registration with this body." }
    sector_missing { es: "Elija para qué puesto se inscribe.", en: "Choose the seat that you register for." }
    accept_missing { es: "Para inscribirse tiene que aceptar las condiciones.", en: "To register you have to accept the conditions." }

    list_title { es: "Inscripciones", en: "Registrations" }
    list_lead {
        es: "Quienes se inscribieron, en orden de llegada. Designe a quien haya sido elegido.",
        en: "Who registered, in order of arrival. Appoint whoever was chosen."
    }
    when { es: "Inscripción", en: "Registered" }
    appoint { es: "Designar", en: "Appoint" }
    appoint_one(name) { es: "Designar a {name}", en: "Appoint {name}" }
    seated { es: "Ya tiene puesto", en: "Has a seat" }

    link_title { es: "Vincular con una cuenta", en: "Link to an account" }
    link_lead(days) {
        es: "Esta persona fue designada sin cuenta. Haga un enlace y entrégueselo: cuando lo abra e ingrese, el puesto quedará en su cuenta. Sirve una vez, durante {days} días.",
        en: "This person was appointed without an account. Make a link and hand it over: when they open it and sign in, the seat is theirs. It works once, for {days} days."
    }
    link_make { es: "Hacer el enlace", en: "Make the link" }
    link_made(link, until) {
        es: "Entregue este enlace solo a la persona designada: {link} Sirve una vez, hasta el {until}. No se vuelve a mostrar.",
        en: "Hand this link to the appointed person only: {link} It works once, until {until}. It is not shown again."
    }
    link_has_account { es: "Esta persona ya tiene cuenta.", en: "This person has an account already." }
    link_gone {
        es: "Este enlace ya no sirve: se usó o se venció. Pida otro a la administración.",
        en: "This link works no more: it was used or has expired. Ask the administration for another one."
    }
    link_seated {
        es: "Usted ya tiene un puesto en esta instancia, y nadie puede tener dos.",
        en: "You already have a seat in this body, and nobody can have two."
    }
    take_title { es: "Ocupar su puesto", en: "Take your seat" }
    take_lead(name, seat, body) {
        es: "{name} fue designada para el puesto «{seat}» de {body}.",
        en: "{name} was appointed to the seat “{seat}” of {body}."
    }
    take_detail(own) {
        es: "Si es usted, siga. El puesto quedará en la cuenta con la que ingresó: {own}.",
        en: "If that is you, go on. The seat will be in the account that you signed in with: {own}."
    }
    take { es: "Soy yo: ocupar el puesto", en: "That is me: take the seat" }
    taken(name) { es: "Listo: el puesto de {name} es de su cuenta.", en: "Done: the seat of {name} belongs to your account." }
    act_link { es: "Hizo un enlace para ocupar un puesto", en: "Made a link to take a seat" }
    act_take { es: "Ocupó su puesto", en: "Took their seat" }

    act_stand { es: "Se inscribió para un puesto", en: "Registered for a seat" }
    act_withdraw { es: "Retiró su inscripción", en: "Withdrew the registration" }
}
