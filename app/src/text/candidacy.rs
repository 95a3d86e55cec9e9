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

    code_title { es: "Vincular con una cuenta", en: "Link to an account" }
    code_lead(days) {
        es: "Esta persona fue designada sin cuenta. Haga un código y entrégueselo: con él, el puesto quedará en la cuenta con la que ella ingrese. Sirve una vez, durante {days} días.",
        en: "This person was appointed without an account. Make a code and hand it over: with it the seat goes to the account that they sign in with. It works once, for {days} days."
    }
    code_make { es: "Hacer el código", en: "Make the code" }
    code_made(code, page, until) {
        es: "Entregue este código solo a la persona designada: {code}. Ella ingresa con su cuenta y lo escribe en {page}. Sirve una vez, hasta el {until}. No se vuelve a mostrar.",
        en: "Hand this code to the appointed person only: {code}. They sign in and type it at {page}. It works once, until {until}. It is not shown again."
    }
    code_has_account { es: "Esta persona ya tiene cuenta.", en: "This person has an account already." }
    code { es: "Código", en: "Code" }
    code_hint {
        es: "Son cinco grupos de cuatro letras y números. Da igual escribirlo con mayúsculas, con guiones o sin ellos.",
        en: "Five groups of four letters and numbers. Capital letters and hyphens make no difference."
    }
    code_wrong {
        es: "Ese código no sirve: revise que esté completo. Si ya se usó o se venció, pida otro a la administración.",
        en: "That code does not work: check that it is complete. If it was used or has expired, ask the administration for another one."
    }
    code_seated {
        es: "Usted ya tiene un puesto en esta instancia, y nadie puede tener dos.",
        en: "You already have a seat in this body, and nobody can have two."
    }
    take_title { es: "Ocupar su puesto", en: "Take your seat" }
    take_lead {
        es: "Si lo designaron para una instancia y le entregaron un código, escríbalo aquí.",
        en: "If you were appointed to a body and were handed a code, type it here."
    }
    take_detail(own) {
        es: "El puesto quedará en la cuenta con la que ingresó: {own}.",
        en: "The seat will be in the account that you signed in with: {own}."
    }
    take { es: "Ocupar el puesto", en: "Take the seat" }
    take_invitation { es: "¿Lo designaron y tiene un código? Ocupe su puesto.", en: "Were you appointed and have a code? Take your seat." }
    taken(name, seat, body) {
        es: "Listo: el puesto «{seat}» de {body}, para el que fue designada {name}, es de su cuenta.",
        en: "Done: the seat “{seat}” of {body}, to which {name} was appointed, belongs to your account."
    }
    act_code { es: "Hizo un código para ocupar un puesto", en: "Made a code to take a seat" }
    act_take { es: "Ocupó su puesto", en: "Took their seat" }

    act_stand { es: "Se inscribió para un puesto", en: "Registered for a seat" }
    act_withdraw { es: "Retiró su inscripción", en: "Withdrew the registration" }
}
