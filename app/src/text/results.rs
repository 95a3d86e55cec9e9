//! Words of the results: winners, reasons, the rule and the downloads.

use shared::locale::Locale;

messages! {
    title { es: "Resultados", en: "Results" }
    processes_title { es: "Procesos", en: "Processes" }
    processes_lead(name) {
        es: "Todos los procesos de presupuesto participativo de {name}.",
        en: "All participatory budgeting processes of {name}."
    }
    processes_none_title { es: "Aún no hay procesos", en: "There are no processes yet" }
    processes_none { es: "Cuando se publique uno, estará aquí.", en: "Once one is published, it will be here." }
    all_processes { es: "Ver todos los procesos", en: "See all processes" }
    current { es: "Proceso en curso", en: "Process under way" }
    finished { es: "Proceso terminado", en: "Finished process" }
    imported(source) { es: "Datos importados: {source}", en: "Imported data: {source}" }
    demonstration { es: "Datos de demostración", en: "Demonstration data" }
    none_title { es: "Aún no hay resultados", en: "There are no results yet" }
    none_no_process { es: "Este sitio no tiene un proceso en curso.", en: "This site has no process under way." }
    none_no_voting { es: "La votación todavía no tiene fecha.", en: "Voting has no date yet." }
    none_before(opens, closes) {
        es: "La votación abre el {opens} y cierra el {closes}. Después se cuenta y aquí se publica todo.",
        en: "Voting opens on {opens} and closes on {closes}. Then the votes are counted and everything is published here."
    }
    none_open(closes) {
        es: "La votación está abierta hasta el {closes}. Después se cuenta y aquí se publica todo. Mientras se vota no se muestran conteos parciales.",
        en: "Voting is open until {closes}. Then the votes are counted and everything is published here. While people vote no partial counts are shown."
    }
    none_closed(closed) {
        es: "La votación cerró el {closed}. Los resultados se publican cuando se cuenten los votos.",
        en: "Voting closed on {closed}. Results are published once the votes are counted."
    }
    see_projects { es: "Ver los proyectos", en: "See the projects" }
    lead(funded, projects) {
        es: "Ganaron {funded} de {projects} proyectos.",
        en: "{funded} of {projects} projects won."
    }
    counted_on(date) { es: "Contado el {date}", en: "Counted on {date}" }
    winners { es: "Proyectos ganadores", en: "Winning projects" }
    winners_of(projects) { es: "de {projects}", en: "of {projects}" }
    assigned { es: "Dinero asignado", en: "Money assigned" }
    left { es: "Sin asignar", en: "Not assigned" }
    ballots { es: "Votantes", en: "Voters" }
    blank(count) { es: "{count} en blanco", en: "{count} blank" }
    turnout { es: "Por cada 100 habitantes", en: "Per 100 inhabitants" }
    territory { es: "Territorio", en: "Territory" }
    by_territory { es: "Resultado por territorio", en: "Result by territory" }
    by_territory_of(decided) { es: "{decided}: resultado por territorio", en: "{decided}: result by territory" }
    not_counted { es: "Sin contar", en: "Not counted" }
    no_figure { es: "Sin dato", en: "No figure" }
    total { es: "Total", en: "Total" }
    used { es: "Usado del techo", en: "Used of the ceiling" }
    used_of(used, ceiling) { es: "{used} de {ceiling}", en: "{used} of {ceiling}" }
    remaining(left) { es: "Quedan {left}", en: "{left} is left" }
    result_of(name) { es: "Resultado de {name}", en: "Result of {name}" }
    projects { es: "Proyectos", en: "Projects" }
    project { es: "Proyecto", en: "Project" }
    number(number) { es: "Número {number}", en: "Number {number}" }
    position { es: "Turno", en: "Turn" }
    votes { es: "Votos", en: "Votes" }
    points { es: "Puntos", en: "Points" }
    cost { es: "Costo", en: "Cost" }
    left_at_turn { es: "Quedaba", en: "Was left" }
    decision { es: "Decisión", en: "Decision" }
    won { es: "Ganó", en: "Won" }
    withdrawn { es: "Retirado", en: "Withdrawn" }
    why_withdrawn {
        es: "Se retiró antes del escrutinio; conserva sus votos y no compite.",
        mx: "Se retiró antes del cómputo; conserva sus votos y no compite.",
        en: "It was withdrawn before the count; it keeps its votes and does not compete."
    }
    tied_one(number) {
        es: "Empató con el número {number}; en «Empates» se dice qué decidió.",
        en: "Tied with number {number}; “Ties” says what decided."
    }
    tied_many(numbers) {
        es: "Empató con los números {numbers}; en «Empates» se dice qué decidió.",
        en: "Tied with numbers {numbers}; “Ties” says what decided."
    }
    tied_more(numbers, count) { es: "{numbers} y {count} más", en: "{numbers} and {count} more" }
    and(numbers, last) { es: "{numbers} y {last}", en: "{numbers} and {last}" }
    rule { es: "Cómo se decidió", en: "How it was decided" }
    share(amount) { es: "La parte de cada persona llegó a {amount}.", en: "Everybody's share came to {amount}." }
    by_hand {
        es: "Con la tabla y una calculadora se puede repetir todo.",
        en: "With the table and a calculator everything can be redone."
    }
    minimum(count) { es: "Votos que se necesitan para ganar: {count} o más.", en: "Votes needed to win: {count} or more." }
    themes { es: "El dinero de cada tema", en: "Each theme's money" }
    theme { es: "Tema", en: "Theme" }
    theme_places { es: "Cupos", en: "Places" }
    theme_left { es: "Queda", en: "Left" }
    theme_any_number { es: "Sin límite", en: "No limit" }
    whatever_cost(cost) { es: "Costo de los ganadores: {cost}", en: "Cost of the winners: {cost}" }
    downloads { es: "Descargar", en: "Download" }
    download_csv { es: "Tabla (CSV)", en: "Table (CSV)" }
    download_pb { es: "Elección completa (Pabulib .pb)", en: "Whole election (Pabulib .pb)" }
    download_note {
        es: "El archivo .pb trae cada voto sin persona ni hora, para que cualquiera pueda contar de nuevo.",
        en: "The .pb file has every ballot without person or time, so that anybody can count again."
    }
    search { es: "Título o número", en: "Title or number" }
    search_none_title { es: "Ningún proyecto coincide", en: "No project matches" }
    search_none { es: "Pruebe con menos palabras o con el número del tarjetón.", mx: "Pruebe con menos palabras o con el número de la boleta.", en: "Try fewer words, or the number on the ballot." }
    clear { es: "Ver todos", en: "See all" }
    first_page { es: "Volver al comienzo", en: "Back to the start" }
    csv_id { es: "Id", en: "Id" }
    csv_ballot_number { es: "Número en el tarjetón", mx: "Número en la boleta", en: "Number on the ballot" }
    csv_outcome { es: "Resultado", en: "Outcome" }
    csv_theme { es: "Tema", en: "Theme" }
    csv_tied_with { es: "Empató con", en: "Tied with" }
    csv_currency { es: "Moneda", en: "Currency" }
    colombia { es: "Colombia", en: "Colombia" }
    mexico { es: "México", en: "Mexico" }
    pb_description(process, contest) { es: "{process}: {contest}", en: "{process}: {contest}" }
    pb_blank(count) {
        es: "#1: {count} votos en blanco están en la lista, con el voto vacío",
        en: "#1: {count} blank ballots are in the list, with an empty vote"
    }
}

/// A country by its ISO 3166-1 code, where the catalogue has its name.
pub const fn country(locale: Locale, code: &str) -> Option<&'static str> {
    match code.as_bytes() {
        b"CO" => Some(colombia(locale)),
        b"MX" => Some(mexico(locale)),
        _ => None,
    }
}
