//! The observatory of a group: its members side by side.

use shared::{locale::Locale, tenant::TenantKind};

messages! {
    lead {
        es: "Los presupuestos participativos de cada gobierno local, lado a lado: cuánta gente vota, cuántas ideas llegan y cuánto dinero se decide.",
        en: "The participatory budgets of each local government, side by side: how many people vote, how many ideas arrive and how much money is decided."
    }
    municipalities { es: "Municipios", en: "Municipalities" }
    localities { es: "Localidades", en: "Localities" }
    published_count { es: "Con proceso publicado", en: "With a published process" }
    out_of(count) { es: "de {count}", en: "of {count}" }
    table_heading { es: "Comparar", en: "Compare" }
    caption { es: "Procesos vigentes, según lo que publica cada sitio", en: "Current processes, as each site publishes them" }
    search_label { es: "Buscar por nombre", en: "Search by name" }
    clear_search { es: "Ver todos", en: "See all" }
    found(shown, count) { es: "Mostrando {shown} de {count}", en: "Showing {shown} of {count}" }
    nothing_found_title { es: "Ningún nombre coincide", en: "No name matches" }
    nothing_found(typed) {
        es: "No hay resultados para «{typed}». Revise cómo está escrito o véalos todos.",
        en: "There is nothing for “{typed}”. Check how it is written or see them all."
    }
    phase { es: "Fase", en: "Phase" }
    population { es: "Habitantes", en: "Inhabitants" }
    ideas { es: "Ideas", en: "Ideas" }
    projects { es: "Proyectos", en: "Projects" }
    funded { es: "Ganadores", en: "Winners" }
    voters { es: "Votantes", en: "Voters" }
    turnout { es: "Participación", en: "Turnout" }
    pool { es: "Bolsa", en: "Pool" }
    per_inhabitant { es: "Bolsa por habitante", en: "Pool per inhabitant" }
    sort_by(column) { es: "Ordenar por {column}", en: "Sort by {column}" }
    published_on(date) { es: "Publicado el {date}", en: "Published on {date}" }
    not_begun { es: "Aún no empieza", en: "Not begun" }
    no_figure { es: "Sin dato", en: "No figure" }
    demonstration { es: "Demostración", en: "Demonstration" }
    suspended { es: "Suspendido", en: "Suspended" }
    total_of(count) { es: "Total ({count})", en: "Total ({count})" }
    median_of(count) { es: "Mediana ({count})", en: "Median ({count})" }
    turnout_chart { es: "Participación", en: "Turnout" }
    turnout_chart_eligible {
        es: "Votantes de cada 100 personas que pueden participar",
        en: "Voters of every 100 people who may take part"
    }
    turnout_chart_inhabitants { es: "Votantes de cada 100 habitantes", en: "Voters of every 100 inhabitants" }
    per_inhabitant_chart { es: "Dinero por habitante", en: "Money per inhabitant" }
    per_inhabitant_chart_detail { es: "La bolsa dividida por los habitantes", en: "The pool divided by the inhabitants" }
    median_mark(figure) { es: "La raya marca la mediana: {figure}", en: "The line marks the median: {figure}" }
    nothing_counted {
        es: "Todavía ningún proceso vigente tiene escrutinio. La participación se publica cuando se cuentan los votos.",
        en: "No current process has been counted yet. Turnout is published when the votes are counted."
    }
    nothing_published_title { es: "Aún no hay procesos publicados", en: "No processes published yet" }
    nothing_published {
        es: "Cuando un gobierno local publique su proceso, sus cifras aparecerán aquí.",
        en: "When a local government publishes its process, its figures will appear here."
    }
    silent_heading { es: "Sin proceso publicado", en: "Without a published process" }
    silent_lead(count) {
        es: "{count} que todavía no publican un proceso. Cada uno ya tiene su sitio.",
        en: "{count} that have not published a process yet. Each has its site already."
    }
    inhabitants_of(count) { es: "{count} habitantes", en: "{count} inhabitants" }
    sources_heading { es: "De dónde salen estas cifras", en: "Where these figures come from" }
    sources_published {
        es: "Cada sitio publica las cifras de su proceso vigente: nunca datos de personas ni votos uno a uno. La fecha de cada fila es la última vez que cambiaron.",
        en: "Each site publishes the figures of its current process: never data on people, nor single votes. The date of each row is the last time they changed."
    }
    sources_voting {
        es: "Mientras la votación está abierta no se publica nada sobre ella. Los votantes y los ganadores aparecen después del escrutinio.",
        en: "While voting is open nothing is published about it. Voters and winners appear after the count."
    }
    sources_eligible {
        es: "La participación es el número de votantes dividido por las personas que tienen edad para participar.",
        en: "Turnout is the number of voters divided by the people old enough to take part."
    }
    sources_inhabitants {
        es: "La participación es el número de votantes dividido por todos los habitantes, porque no de todos se conoce cuántas personas tienen edad para participar.",
        en: "Turnout is the number of voters divided by all inhabitants, because not everywhere is it known how many people are old enough to take part."
    }
    sources_median {
        es: "La mediana es la cifra del medio: la mitad está por debajo y la otra mitad por encima. Solo cuenta a quienes tienen el dato.",
        en: "The median is the figure in the middle: half are below and half above. It counts only those that have the figure."
    }
    sources_population { es: "La población viene de:", en: "The population comes from:" }
    sources_demonstration {
        es: "Hay filas marcadas como demostración: sus ideas, costos y votos son inventados.",
        en: "Some rows are marked as a demonstration: their ideas, costs and votes are made up."
    }
    download { es: "Descargar la tabla (CSV)", en: "Download the table (CSV)" }
}

/// What the members of a group are called together.
pub const fn members(locale: Locale, kind: TenantKind) -> &'static str {
    match kind {
        TenantKind::Locality => localities(locale),
        _ => municipalities(locale),
    }
}

/// The columns of the downloaded table: names for programs, the same in every language and from year to year.
pub const COLUMNS: [&str; 20] = [
    "autoridad",
    "codigo",
    "nombre",
    "proceso",
    "demostracion",
    "fase",
    "publicado",
    "habitantes",
    "pueden_participar",
    "fuente_habitantes",
    "territorios",
    "ideas",
    "proyectos",
    "ganadores",
    "votantes",
    "participacion_porcentaje",
    "moneda",
    "bolsa",
    "costo_ganadores",
    "bolsa_por_habitante",
];
