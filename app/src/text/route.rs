//! Words of the calendar as everybody reads it: the route of the phases, where it differs and why, and the files to
//! subscribe to.

messages! {
    // The route.
    title { es: "Calendario", en: "Calendar" }
    lead(process) {
        es: "Cuándo abre y cierra cada fase de «{process}», qué puede hacer usted en cada una y qué ha cambiado.",
        en: "When each phase of “{process}” opens and closes, what you can do in it, and what has changed."
    }
    whole { es: "Ver el calendario completo", en: "See the whole calendar" }
    no_date { es: "Sin fecha todavía", en: "No date yet" }
    not_this_time(next) { es: "No viene este año; vuelve en {next}", en: "Does not come this year; comes again in {next}" }
    not_any_more { es: "No viene este año", en: "Does not come this year" }
    named(phase, state) { es: "{phase}. {state}.", en: "{phase}. {state}." }
    over { es: "Terminó", en: "Over" }
    later { es: "Viene después", en: "Coming later" }
    open_until(closes) { es: "Abierta ahora, hasta el {closes}", en: "Open now, until {closes}" }
    open_through(day) { es: "Abierta ahora, hasta el final del {day}", en: "Open now, until the end of {day}" }
    open_today(closes) { es: "Abierta ahora; hoy, hasta las {closes}", en: "Open now; today until {closes}" }
    paused(reopens) { es: "Cerrada a esta hora; vuelve a abrir el {reopens}", en: "Closed at this hour; opens again on {reopens}" }
    each_day(from, until) { es: "Cada día de {from} a {until}", en: "Each day from {from} to {until}" }
    online { es: "Por internet", en: "Online" }
    in_person { es: "En persona", en: "In person" }
    you_can(actions) { es: "Usted puede: {actions}.", en: "You can: {actions}." }
    period(from, to) { es: "Del {from} al {to}", en: "From {from} to {to}" }
    one_day(day) { es: "El {day}", en: "On {day}" }
    own_dates { es: "Fechas propias", en: "Dates of its own" }
    elsewhere(period) { es: "En los demás territorios: {period}.", en: "Elsewhere: {period}." }
    elsewhere_none { es: "En los demás territorios no tiene fecha.", en: "Elsewhere it has no date." }
    because(reason) { es: "Por qué: {reason}", en: "Why: {reason}" }
    see_act(date) { es: "Ver el acto del {date}", en: "See the act of {date}" }

    // What is open.
    now_title { es: "Abierto ahora", en: "Open now" }
    now_none { es: "En este momento no hay ninguna fase abierta.", en: "No phase is open at the moment." }
    now_next(phase, opens) { es: "Sigue «{phase}», que abre el {opens}.", en: "Next comes “{phase}”, which opens on {opens}." }
    now_one(phase, state) { es: "{phase}. {state}.", en: "{phase}. {state}." }
    everywhere_title { es: "En todos los territorios", en: "In all territories" }
    everywhere_lead {
        es: "Estas fechas valen en todos los territorios, menos donde se dice otra cosa.",
        en: "These dates hold in all territories, except where something else is said."
    }
    territory_title { es: "Calendario de este territorio", en: "Calendar of this territory" }
    territory_same { es: "Las fechas son las mismas que en todos los territorios.", en: "The dates are the same as in all territories." }
    territory_differs {
        es: "Este territorio tiene fechas propias. Están señaladas, con su razón.",
        en: "This territory has dates of its own. They are marked, with their reason."
    }
    own_differs(name) {
        es: "En {name}, donde usted participa, algunas fechas son otras.",
        en: "In {name}, where you take part, some dates are different."
    }
    own_differs_link(name) { es: "Ver el calendario de {name}", en: "See the calendar of {name}" }
    some_differ_one { es: "Un territorio tiene fechas propias.", en: "One territory has dates of its own." }
    some_differ(count) { es: "{count} territorios tienen fechas propias.", en: "{count} territories have dates of their own." }
    see_which { es: "Ver cuáles y por qué", en: "See which and why" }

    // Where it differs.
    differing_title { es: "Territorios con otras fechas", en: "Territories with other dates" }
    differing_none { es: "Ningún territorio tiene otras fechas.", en: "No territory has other dates." }
    differing_caption { es: "Fases con fechas propias, por territorio", en: "Phases with dates of their own, by territory" }
    territory { es: "Territorio", en: "Territory" }
    phase { es: "Fase", en: "Phase" }
    here { es: "Aquí", en: "Here" }
    in_the_rest { es: "En los demás", en: "Elsewhere" }
    why { es: "Por qué", en: "Why" }

    // What changed.
    log_title { es: "Cambios del calendario", en: "Changes of the calendar" }
    log_lead {
        es: "Cada cambio se hace con un acto y su razón. Nadie puede borrarlo ni cambiarlo después.",
        en: "Each change is made by an act with its reason. Nobody can delete or change it afterwards."
    }
    log_none { es: "El calendario no ha cambiado.", en: "The calendar has not changed." }
    act(number, phase) { es: "Acto {number}: {phase}", en: "Act {number}: {phase}" }
    act_where(places) { es: "Dónde: {places}.", en: "Where: {places}." }
    act_everywhere { es: "Dónde: en todos los territorios.", en: "Where: in all territories." }
    act_was(period) { es: "Antes: {period}.", en: "Before: {period}." }
    act_was_none { es: "Antes: sin fecha.", en: "Before: no date." }
    act_becomes(period) { es: "Desde este acto: {period}.", en: "From this act on: {period}." }

    // Deadlines.
    deadlines_lead {
        es: "Quienes llevan el proceso tienen estos plazos. Aquí dice también qué pasa si se vencen.",
        en: "Whoever runs the process has these deadlines. What happens when they pass is said here too."
    }

    // Files to subscribe to.
    feed_title { es: "Llévelo a su calendario", en: "Take it to your calendar" }
    feed_lead {
        es: "Suscríbase y las fechas aparecen en el calendario de su teléfono o computador. Si una fecha cambia, cambia allí también.",
        mx: "Suscríbase y las fechas aparecen en el calendario de su teléfono o computadora. Si una fecha cambia, cambia allí también.",
        en: "Subscribe, and the dates appear in the calendar of your phone or computer. When a date changes, it changes there too."
    }
    feed_subscribe { es: "Suscribirme", en: "Subscribe" }
    feed_download { es: "Descargar el archivo (.ics)", en: "Download the file (.ics)" }
    feed_how { es: "Cómo funciona", en: "How it works" }
    feed_how_subscribe {
        es: "«Suscribirme» abre su programa de calendario y le pide permiso. Si no se abre nada, copie esta dirección y péguela allí donde dice «agregar calendario por URL»:",
        en: "“Subscribe” opens your calendar program, which asks you for permission. If nothing opens, copy this address and paste it there, where it says “add calendar by URL”:"
    }
    feed_how_download {
        es: "El archivo trae las fechas de hoy y no se actualiza: descárguelo de nuevo si el calendario cambia.",
        en: "The file has today's dates and does not update itself: download it again when the calendar changes."
    }
    feed_how_private {
        es: "No pedimos su correo ni sabemos quién se suscribe.",
        en: "We do not ask for your email, and do not know who subscribes."
    }
    feed_name(site) { es: "Presupuesto participativo de {site}", en: "Participatory budget of {site}" }
    feed_name_in(site, place) { es: "Presupuesto participativo de {site}: {place}", en: "Participatory budget of {site}: {place}" }
    feed_event(phase, place) { es: "{phase} · {place}", en: "{phase} · {place}" }

    // Without a process.
    no_process { es: "Todavía no hay un calendario", en: "There is no calendar yet" }
    no_process_lead {
        es: "Este sitio no tiene un proceso en curso. Cuando empiece uno, aquí estarán sus fechas.",
        en: "This site has no process under way. Once one begins, its dates will be here."
    }
}
