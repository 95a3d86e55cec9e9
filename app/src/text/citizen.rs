//! Words of the pages that citizens read first: the home page, the territories, the own participation.

use shared::{locale::Locale, phase::PhaseKind};

messages! {
    // Where the process stands.
    phase_open(phase) { es: "Fase abierta: {phase}", en: "Open phase: {phase}" }
    phase_next(phase) { es: "Sigue: {phase}", en: "Next: {phase}" }
    process_over { es: "Proceso terminado", en: "Process over" }
    process_planned { es: "Calendario por publicar", en: "Calendar to be published" }
    closes { es: "Cierra", en: "Closes" }
    opens { es: "Abre", en: "Opens" }
    left { es: "Quedan", en: "Time left" }
    until_then { es: "Faltan", en: "Time to go" }
    days_one { es: "1 día", en: "1 day" }
    days(count) { es: "{count} días", en: "{count} days" }
    hours_one { es: "1 hora", en: "1 hour" }
    hours(count) { es: "{count} horas", en: "{count} hours" }
    less_than_an_hour { es: "Menos de una hora", en: "Less than an hour" }

    // What can be done now.
    own_territory { es: "su territorio", en: "your territory" }
    propose_title(place) { es: "Envíe su idea para {place}", en: "Send your idea for {place}" }
    propose_lead {
        es: "Cuente qué hace falta y dónde.",
        en: "Say what is needed and where."
    }
    needed(what) { es: "Para participar hay que {what}.", en: "To take part you must {what}." }
    propose { es: "Enviar una idea", en: "Send an idea" }
    sign_in_to_propose { es: "Ingresar y enviar una idea", en: "Sign in and send an idea" }
    vote_title(place) { es: "Vote los proyectos de {place}", en: "Vote on the projects of {place}" }
    vote_lead(limit, projects) {
        es: "Elija hasta {limit} de {projects} proyectos. Se vota una sola vez.",
        en: "Choose up to {limit} of {projects} projects. Everybody votes only once."
    }
    vote_lead_several(decided) {
        es: "Con un solo tarjetón se decide: {decided}. Se vota una sola vez.",
        mx: "Con una sola boleta se decide: {decided}. Se vota una sola vez.",
        en: "One ballot decides: {decided}. Everybody votes only once."
    }
    vote_lead_anywhere {
        es: "Cada territorio tiene su tarjetón. Se vota una sola vez.",
        mx: "Cada territorio tiene su boleta. Se vota una sola vez.",
        en: "Each territory has its ballot. Everybody votes only once."
    }
    vote_now { es: "Votar ahora", en: "Vote now" }
    sign_in_to_vote { es: "Ingresar y votar", en: "Sign in and vote" }
    choose_territory_title { es: "Elija su territorio para participar", en: "Choose your territory to take part" }
    choose_territory_lead {
        es: "Todavía no sabemos en qué territorio vive. Con ese dato le mostramos lo que puede hacer.",
        en: "We do not know yet in which territory you live. Once we do, we can show you what you can do."
    }
    voted_title { es: "Su voto ya está en la urna", en: "Your vote is in the urn" }
    voted_lead {
        es: "Gracias por participar. Los resultados se publican cuando la votación cierra y se cuentan los votos.",
        en: "Thank you for taking part. The results are published once voting has closed and the votes are counted."
    }
    my_participation { es: "Ver mi participación", en: "See my participation" }
    review_title { es: "Las ideas están en revisión técnica", en: "The ideas are under technical review" }
    review_lead {
        es: "La alcaldía estudia cada idea: si se puede hacer, cuánto cuesta y quién la haría. Las viables pasan al tarjetón.",
        mx: "El ayuntamiento estudia cada idea: si se puede hacer, cuánto cuesta y quién la haría. Las viables pasan a la boleta.",
        en: "The town hall looks at each idea: whether it can be done, what it costs and who would do it. Those that can go on the ballot."
    }
    review_action { es: "Ver las ideas en revisión", en: "See the ideas under review" }
    ballot_title { es: "Conozca los proyectos que se votan", en: "Get to know the projects to be voted on" }
    ballot_lead {
        es: "Cada territorio ya tiene su tarjetón. Mire qué propone cada proyecto y cuánto cuesta antes de votar.",
        mx: "Cada territorio ya tiene su boleta. Mire qué propone cada proyecto y cuánto cuesta antes de votar.",
        en: "Each territory has its ballot. See what each project proposes and what it costs before you vote."
    }
    ballot_action { es: "Ver los proyectos", en: "See the projects" }
    ideas_action { es: "Ver las ideas", en: "See the ideas" }
    results_title { es: "Mire qué decidió la gente", en: "See what people decided" }
    results_lead {
        es: "La votación terminó. Los resultados se publican por territorio en cuanto se cuentan los votos, con la razón de cada decisión.",
        en: "Voting is over. The results are published by territory as soon as the votes are counted, with the reason for each decision."
    }
    results_action { es: "Ver los resultados", en: "See the results" }
    before_title { es: "El proceso está por empezar", en: "The process is about to begin" }
    before_lead {
        es: "En el calendario puede ver cuándo se reciben ideas y cuándo se vota. Mientras tanto, conozca su territorio.",
        en: "The calendar shows when ideas are received and when people vote. Meanwhile, get to know your territory."
    }
    territories_action { es: "Ver los territorios", en: "See the territories" }

    // The rest of the home page.
    calendar { es: "Calendario", en: "Calendar" }
    from_to(from, to) { es: "{from} – {to}", en: "{from} – {to}" }
    in_figures { es: "El proceso en cifras", en: "The process in figures" }
    pool { es: "Bolsa para decidir", en: "Money to decide on" }
    ideas { es: "Ideas recibidas", en: "Ideas received" }
    projects { es: "Proyectos en los tarjetones", mx: "Proyectos en las boletas", en: "Projects on the ballots" }
    territories { es: "Territorios", en: "Territories" }
    your_territory { es: "Su territorio", en: "Your territory" }
    all_territories { es: "Todos los territorios", en: "All territories" }
    ceiling_table_link { es: "Comparar techos y cifras", en: "Compare ceilings and figures" }
    ideas_count_one { es: "1 idea", en: "1 idea" }
    ideas_count(count) { es: "{count} ideas", en: "{count} ideas" }
    projects_count_one { es: "1 proyecto", en: "1 project" }
    projects_count(count) { es: "{count} proyectos", en: "{count} projects" }
    ceiling_of(amount) { es: "Techo de {amount}", en: "Ceiling of {amount}" }
    also_decided { es: "Con el mismo tarjetón también se decide:", mx: "Con la misma boleta también se decide:", en: "Also decided with the same ballot:" }
    also_decided_everywhere(decided) {
        es: "Con el mismo tarjetón también se decide: {decided}. Sus proyectos y su techo están en la página de cada territorio.",
        mx: "Con la misma boleta también se decide: {decided}. Sus proyectos y su techo están en la página de cada territorio.",
        en: "Also decided with the same ballot: {decided}. Its projects and its ceiling are on the page of each territory."
    }
    finished_processes { es: "Procesos anteriores", en: "Earlier processes" }
    no_process_title { es: "Aquí todavía no hay un proceso abierto", en: "There is no open process here yet" }
    no_process_lead(name) {
        es: "{name} no tiene en este momento un presupuesto participativo en curso. Cuando empiece uno, esta página dirá qué puede hacer y hasta cuándo.",
        en: "{name} has no participatory budget under way. Once one begins, this page will say what you can do and until when."
    }
    to_observatory(name) { es: "Ver el observatorio: {name}", en: "See the observatory: {name}" }
    to_all_sites { es: "Buscar otro municipio", en: "Look for another municipality" }

    // Territories.
    territories_lead {
        es: "Cada territorio tiene un techo: lo máximo que pueden costar juntos los proyectos que ganen. Entre todos suman la bolsa.",
        en: "Each territory has a ceiling: the most that its winning projects may cost together. All of them add up to the pool."
    }
    territories_lead_of(name) {
        es: "Los techos, las ideas y los proyectos de la tabla son los de «{name}». Un techo es lo máximo que pueden costar juntos los proyectos que ganen.",
        en: "The ceilings, ideas and projects of the table are those of “{name}”. A ceiling is the most that the winning projects may cost together."
    }
    territories_lead_no_process {
        es: "Estos son los territorios de este sitio y sus cifras.",
        en: "These are the territories of this site and their figures."
    }
    territories_table { es: "Territorios, techos, ideas y proyectos", en: "Territories, ceilings, ideas and projects" }
    territory { es: "Territorio", en: "Territory" }
    kind { es: "Tipo", en: "Kind" }
    population { es: "Población", en: "Population" }
    inhabitants(count) { es: "{count} habitantes", en: "{count} inhabitants" }
    poverty { es: "Pobreza multidimensional", en: "Multidimensional poverty" }
    no_figure { es: "Sin dato", en: "No figure" }
    ceiling { es: "Techo", en: "Ceiling" }
    ideas_column { es: "Ideas", en: "Ideas" }
    projects_column { es: "Proyectos", en: "Projects" }
    code(code) { es: "Código {code}", en: "Code {code}" }
    territory_lead(ceiling) {
        es: "Los proyectos que ganen aquí pueden costar juntos hasta {ceiling}.",
        en: "The projects that win here may cost up to {ceiling} together."
    }
    territory_lead_several(decided) {
        es: "Con un solo tarjetón se decide: {decided}. Los montos son lo que pueden costar juntos los proyectos que ganen.",
        mx: "Con una sola boleta se decide: {decided}. Los montos son lo que pueden costar juntos los proyectos que ganen.",
        en: "One ballot decides: {decided}. The amounts are what the winning projects may cost together."
    }
    up_to(name, ceiling) { es: "{name} (hasta {ceiling})", en: "{name} (up to {ceiling})" }
    ceiling_in(name) { es: "Techo de «{name}»", en: "Ceiling of “{name}”" }
    figures { es: "Cifras", en: "Figures" }
    source(source) { es: "Fuente de las cifras: {source}", en: "Source of the figures: {source}" }
    how_calculated { es: "Cómo se calcula el techo", en: "How the ceiling is calculated" }
    how_calculated_lead(pool, population, poverty, equal) {
        es: "La bolsa de {pool} se reparte en tres partes que pesan {population}, {poverty} y {equal}: por población, por población multiplicada por su índice de pobreza, y por igual.",
        en: "The pool of {pool} is shared out in three parts with weights {population}, {poverty} and {equal}: by population, by population times its poverty index, and equally."
    }
    term { es: "Parte", en: "Part" }
    term_figure { es: "Lo que le corresponde", en: "What counts here" }
    term_amount { es: "Valor", en: "Amount" }
    term_population { es: "Población", en: "Population" }
    term_poverty { es: "Población × pobreza", en: "Population × poverty" }
    term_equal { es: "Parte igual", en: "Equal part" }
    term_rounding { es: "Redondeo", en: "Rounding" }
    share_of(part, whole) { es: "{part} de {whole}", en: "{part} of {whole}" }
    rounding_detail { es: "Para que los techos sumen la bolsa exacta", en: "So that the ceilings add up to the pool exactly" }
    ceiling_adopted {
        es: "Este techo lo fijó la administración del proceso; las cifras o los pesos de la fórmula cambiaron después.",
        en: "The administration of the process set this ceiling; the figures or the weights of the formula changed afterwards."
    }
    ideas_and_projects { es: "Ideas y proyectos", en: "Ideas and projects" }
    search_words { es: "Buscar por palabras", en: "Search by words" }
    state { es: "Estado", en: "State" }
    all_states { es: "Todos", en: "All" }
    found_none { es: "Ninguna idea coincide con lo que busca", en: "No idea matches your search" }
    found_none_detail {
        es: "Pruebe con menos palabras o con otro estado.",
        en: "Try fewer words or another state."
    }
    found_one { es: "1 resultado", en: "1 result" }
    found(shown, count) { es: "Mostrando {shown} de {count}", en: "Showing {shown} of {count}" }
    no_ideas_title { es: "Aún no hay ideas en este territorio", en: "There are no ideas in this territory yet" }
    no_ideas_detail {
        es: "Cuando alguien envíe una, aparecerá aquí desde ese momento.",
        en: "As soon as somebody sends one, it appears here."
    }
    show_all { es: "Ver todas", en: "Show all" }
    idea_number(number) { es: "Idea {number}", en: "Idea {number}" }
    project_number(number) { es: "Proyecto {number} del tarjetón", mx: "Proyecto {number} de la boleta", en: "Project {number} on the ballot" }
    cost { es: "Costo", en: "Cost" }
    department { es: "Dependencia", en: "Department" }
    place { es: "Lugar", en: "Place" }

    // The own participation.
    mine_title { es: "Mi participación", en: "My participation" }
    mine_lead { es: "Sus ideas y su voto, solo para usted.", en: "Your ideas and your vote, for you alone." }
    my_vote { es: "Mi voto", en: "My vote" }
    i_voted(process) {
        es: "Usted votó en «{process}». Nadie puede saber qué eligió, tampoco quien administra el sitio.",
        en: "You voted in “{process}”. Nobody can know what you chose, not even whoever administers the site."
    }
    receipt { es: "Ver la constancia", en: "See the certificate" }
    not_voted_yet { es: "Todavía no ha votado, y la votación está abierta.", en: "You have not voted yet, and voting is open." }
    not_voted { es: "No ha votado en este proceso.", en: "You have not voted in this process." }
    my_ideas { es: "Mis ideas", en: "My ideas" }
    no_ideas_of_mine { es: "Todavía no ha enviado ideas", en: "You have not sent any ideas yet" }
    no_ideas_of_mine_detail {
        es: "Las que envíe aparecerán aquí con su estado.",
        en: "Those you send appear here with their state."
    }
    received_on(date) { es: "Recibida el {date}", en: "Received on {date}" }

    // The profile.
    profile_title { es: "Mi territorio", en: "My territory" }
    profile_lead {
        es: "Usted participa en el territorio donde vive: allí envía ideas y allí vota.",
        en: "You take part in the territory you live in: there you send ideas, and there you vote."
    }
    profile_choose { es: "¿En qué territorio vive?", en: "In which territory do you live?" }
    profile_choose_hint {
        es: "Elija con cuidado: solo se elige una vez. Después, solo la administración del proceso puede cambiarlo.",
        en: "Choose carefully: you choose only once. Afterwards only the administration of the process can change it."
    }
    profile_placeholder { es: "Elija un territorio", en: "Choose a territory" }
    profile_save { es: "Guardar mi territorio", en: "Save my territory" }
    profile_missing { es: "Elija un territorio de la lista.", en: "Choose a territory from the list." }
    profile_saved(name) { es: "Desde ahora participa en {name}.", en: "From now on you take part in {name}." }
    profile_known(name) { es: "Usted participa en {name}.", en: "You take part in {name}." }
    profile_fixed {
        es: "Si se mudó o hay un error, pida el cambio a la administración del proceso con un documento que lo muestre.",
        en: "If you moved or there is a mistake, ask the administration of the process for the change, with a document that shows it."
    }
    profile_before_vote {
        es: "Antes de su tarjetón falta un solo dato: dónde vive. Elíjalo y lo llevamos a votar.",
        mx: "Antes de su boleta falta un solo dato: dónde vive. Elíjalo y le llevamos a votar.",
        en: "One thing is missing before your ballot: where you live. Choose it and we take you to vote."
    }
    profile_on_the_way {
        es: "Para seguir falta un dato: dónde vive. Elíjalo y vuelve a donde iba.",
        en: "One thing is missing to go on: where you live. Choose it and you come back to where you were going."
    }
    profile_go_on { es: "Seguir a donde iba", en: "Go on to where you were going" }
    profile_already {
        es: "Su territorio ya estaba elegido y no cambió. Si hay un error, pida el cambio a la administración del proceso.",
        en: "Your territory had been chosen already and did not change. If it is wrong, ask the administration of the process."
    }
}

/// What is awaited or going on in a phase, for people who don't know its name.
pub const fn phase_detail(locale: Locale, kind: PhaseKind) -> &'static str {
    match kind {
        PhaseKind::Convening => detail_convening(locale),
        PhaseKind::Ideas => detail_ideas(locale),
        PhaseKind::Assemblies => detail_assemblies(locale),
        PhaseKind::Formulation => detail_formulation(locale),
        PhaseKind::Socialization => detail_socialization(locale),
        PhaseKind::Ceilings => detail_ceilings(locale),
        PhaseKind::Ballot => detail_ballot(locale),
        PhaseKind::Voting => detail_voting(locale),
        PhaseKind::Results => detail_results(locale),
        PhaseKind::Commitments => detail_commitments(locale),
        PhaseKind::Execution => detail_execution(locale),
        PhaseKind::FollowUp => detail_follow_up(locale),
    }
}

messages! {
    detail_convening { es: "Se invita a participar.", en: "People are invited to take part." }
    detail_ideas { es: "Los vecinos envían sus ideas.", en: "Neighbours send their ideas." }
    detail_assemblies { es: "La gente se reúne y decide qué proponer.", en: "People meet and decide what to propose." }
    detail_formulation { es: "Cada idea recibe un costo o una razón.", en: "Each idea gets a cost or a reason." }
    detail_socialization { es: "Los proyectos se muestran y se ajustan.", en: "Projects are shown and adjusted." }
    detail_ceilings { es: "Se reparte el dinero entre los territorios.", en: "The money is shared out among the territories." }
    detail_ballot { es: "Se publica qué se vota.", en: "What is voted on is published." }
    detail_voting { es: "Se eligen los proyectos.", en: "People choose the projects." }
    detail_results { es: "Se cuenta y se publica.", en: "Votes are counted and published." }
    detail_commitments { es: "Se firma lo que se va a hacer.", en: "What will be done is signed." }
    detail_execution { es: "Se hace lo que ganó.", en: "What won is carried out." }
    detail_follow_up { es: "Se revisa lo que se hizo.", en: "What was done is checked." }
}
