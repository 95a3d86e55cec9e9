//! The platform's own pages: its front page, and what its operators do.

messages! {
    hero_title { es: "Decidan juntos en qué se gasta el dinero de su municipio", en: "Decide together how your municipality spends its money" }
    hero_lead {
        es: "Convite lleva el presupuesto participativo de principio a fin: las ideas de la gente, la revisión técnica, la votación y los resultados que cualquiera puede comprobar.",
        en: "Convite carries participatory budgeting from beginning to end: people's ideas, the technical review, the vote, and results that anybody can check."
    }
    find_yours { es: "Buscar mi municipio", en: "Find my municipality" }
    what_heading { es: "Cómo funciona", en: "How it works" }
    step_ideas { es: "Usted propone", en: "You propose" }
    step_ideas_detail {
        es: "Cuente qué hace falta en su barrio o vereda. Cada idea recibe una respuesta con sus razones.",
        mx: "Cuente qué hace falta en su colonia. Cada idea recibe una respuesta con sus razones.",
        en: "Say what your neighbourhood needs. Every idea gets an answer with its reasons."
    }
    step_vote { es: "Usted vota", en: "You vote" }
    step_vote_detail {
        es: "Elija los proyectos de su territorio. Su voto es secreto y nadie puede votar dos veces.",
        en: "Choose the projects of your territory. Your vote is secret and nobody can vote twice."
    }
    step_check { es: "Usted comprueba", en: "You check" }
    step_check_detail {
        es: "Vea qué proyecto ganó, con cuántos votos y por qué. Puede descargar los datos y repetir la cuenta.",
        en: "See which project won, with how many votes and why. You can download the data and count again."
    }
    sites_heading { es: "Todos los sitios", en: "All sites" }
    search_label { es: "Escriba el nombre de su municipio o localidad", en: "Type the name of your municipality or locality" }
    found(count) { es: "{count} sitios encontrados", en: "{count} sites found" }
    found_one { es: "1 sitio encontrado", en: "1 site found" }
    nothing_found_title { es: "No encontramos ese nombre", en: "We could not find that name" }
    nothing_found(typed) {
        es: "Ningún sitio se llama «{typed}». Revise cómo está escrito o véalos todos.",
        en: "No site is called “{typed}”. Check how it is written or see them all."
    }
    see_all { es: "Ver todos", en: "See all" }
    observatory_of(name) { es: "Observatorio: {name}", en: "Observatory: {name}" }
    other_sites { es: "Otros sitios", en: "Other sites" }
    the_rest(count) { es: "Ver otros {count} sitios, aún sin proceso publicado", en: "See {count} other sites, without a published process yet" }
    no_process { es: "Sin proceso publicado", en: "No published process" }
    not_begun { es: "Aún no empieza", en: "Not begun" }
    suspended { es: "Suspendido", en: "Suspended" }
    active { es: "En línea", en: "Online" }
    site_line(kind, status) { es: "{kind} · {status}", en: "{kind} · {status}" }
    operation_title { es: "Operación de la plataforma", en: "Operation of the platform" }
    operation_lead {
        es: "Suspenda un sitio o vuelva a ponerlo en línea. Cada cambio queda en la auditoría con su razón.",
        en: "Suspend a site or put it back online. Every change stays in the audit trail with its reason."
    }
    operation_caption { es: "Sitios de la plataforma", en: "Sites of the platform" }
    operation_search { es: "Buscar por nombre o dirección", en: "Search by name or address" }
    site { es: "Sitio", en: "Site" }
    kind { es: "Tipo", en: "Kind" }
    group { es: "Grupo", en: "Group" }
    status { es: "Estado", en: "Status" }
    change { es: "Cambiar", en: "Change" }
    change_of(name) { es: "Cambiar el estado de {name}", en: "Change the status of {name}" }
    showing(first, last, count) { es: "Sitios {first} a {last} de {count}", en: "Sites {first} to {last} of {count}" }
    address { es: "Dirección", en: "Address" }
    official_code { es: "Código oficial", en: "Official code" }
    suspend_heading { es: "Suspender el sitio", en: "Suspend the site" }
    suspend_detail {
        es: "Quien lo visite verá que está suspendido y nadie podrá usarlo. Los datos se conservan.",
        en: "Whoever visits it will see that it is suspended and nobody can use it. Its data is kept."
    }
    suspend { es: "Suspender", en: "Suspend" }
    resume_heading { es: "Volver a ponerlo en línea", en: "Put it back online" }
    resume_detail {
        es: "El sitio vuelve a funcionar como estaba, con todos sus datos.",
        en: "The site works again as it did, with all its data."
    }
    resume { es: "Poner en línea", en: "Put online" }
    reason { es: "Razón", en: "Reason" }
    reason_hint { es: "Entre 10 y 500 letras. Queda en la auditoría.", en: "Between 10 and 500 letters. It stays in the audit trail." }
    reason_short { es: "escriba una razón de al menos 10 letras", en: "write a reason of at least 10 letters" }
    reason_long { es: "escriba una razón de 500 letras o menos", en: "write a reason of 500 letters or fewer" }
    was_suspended(name) { es: "{name} está suspendido.", en: "{name} is suspended." }
    was_resumed(name) { es: "{name} está de nuevo en línea.", en: "{name} is online again." }
    nothing_changed(name) {
        es: "El estado de {name} ya había cambiado. Revíselo antes de seguir.",
        en: "The status of {name} had changed already. Check it before you go on."
    }
    not_a_site { es: "Ese sitio no existe. Elija uno de la lista.", en: "That site does not exist. Choose one of the list." }
    trail_heading { es: "Últimos cambios", en: "Latest changes" }
    trail_empty { es: "Todavía no hay cambios.", en: "There are no changes yet." }
    trail_when { es: "Cuándo", en: "When" }
    trail_who { es: "Quién", en: "Who" }
    trail_what { es: "Qué", en: "What" }
    act_suspend(slug) { es: "Suspendió {slug}", en: "Suspended {slug}" }
    act_resume(slug) { es: "Puso en línea {slug}", en: "Put {slug} online" }
    act_other(act, object) { es: "{act}: {object}", en: "{act}: {object}" }
    command_line { es: "Línea de comandos", en: "Command line" }
}
