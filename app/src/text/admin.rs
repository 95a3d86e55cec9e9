//! Words of the administration: the process, territories, ceilings, phases, the count and the audit trail.

use shared::{ceiling::Term, locale::Locale};

messages! {
    // The process at a glance.
    title { es: "Administración del proceso", en: "Administration of the process" }
    tabs { es: "Administración", en: "Administration" }
    tab_process { es: "Proceso", en: "Process" }
    tab_territories { es: "Territorios", en: "Territories" }
    tab_ceilings { es: "Techos", en: "Ceilings" }
    tab_phases { es: "Fases", en: "Phases" }
    tab_count { es: "Escrutinio", mx: "Cómputo", en: "Count" }
    tab_audit { es: "Auditoría", en: "Audit trail" }
    no_process_title { es: "Este sitio no tiene un proceso en curso", en: "This site has no process under way" }
    no_process_detail {
        es: "Cuando se cree uno, aquí se fijan sus techos y sus fases.",
        en: "Once there is one, its ceilings and phases are set here."
    }
    lead_open(phase, closes) {
        es: "Está abierta la fase «{phase}», hasta el {closes}.",
        en: "The phase “{phase}” is open until {closes}."
    }
    lead_between(phase, opens) {
        es: "No hay ninguna fase abierta. La siguiente es «{phase}» y abre el {opens}.",
        en: "No phase is open. Next comes “{phase}”, which opens on {opens}."
    }
    lead_over { es: "Todas las fases terminaron.", en: "All phases are over." }
    checklist { es: "Qué sigue", en: "What is next" }
    to_do { es: "Por hacer", en: "To do" }
    later { es: "Más adelante", en: "Later" }
    task_phases { es: "Fijar las fechas de las fases", en: "Set the dates of the phases" }
    task_phases_detail(count) { es: "Fases con fecha: {count}.", en: "Phases with dates: {count}." }
    task_ceilings { es: "Repartir la bolsa entre los territorios", en: "Share the pool out over the territories" }
    task_ceilings_done(pool) {
        es: "Los techos suman la bolsa: {pool}.",
        en: "The ceilings add up to the pool: {pool}."
    }
    task_ceilings_open(sum, pool) {
        es: "Los techos suman {sum} y la bolsa es de {pool}.",
        en: "The ceilings add up to {sum} and the pool is {pool}."
    }
    task_review { es: "Revisar las ideas", en: "Review the ideas" }
    task_review_done { es: "No queda ninguna idea por revisar.", en: "No idea is left to review." }
    task_review_open(count) { es: "Ideas por revisar: {count}.", en: "Ideas to review: {count}." }
    task_ballots { es: "Completar los tarjetones", mx: "Completar las boletas", en: "Complete the ballots" }
    task_ballots_done(count) { es: "Proyectos en los tarjetones: {count}.", mx: "Proyectos en las boletas: {count}.", en: "Projects on the ballots: {count}." }
    task_ballots_unplaced(count) {
        es: "Proyectos sin su región: {count}. Sin ella no pueden ganar.",
        en: "Projects without their region: {count}. Without it they cannot win."
    }
    task_ballots_open(count) {
        es: "Territorios sin proyectos todavía: {count}.",
        en: "Territories without projects so far: {count}."
    }
    task_vote { es: "Votar", en: "Vote" }
    task_vote_later(opens) { es: "La votación abre el {opens}.", en: "Voting opens on {opens}." }
    task_vote_open(closes) { es: "La votación cierra el {closes}.", en: "Voting closes on {closes}." }
    task_vote_done(closed) { es: "La votación cerró el {closed}.", en: "Voting closed on {closed}." }
    task_vote_missing { es: "El calendario no tiene una fase de votación.", en: "The calendar has no voting phase." }
    task_count { es: "Contar y publicar", en: "Count and publish" }
    task_count_done(date) { es: "Se contó el {date}.", en: "Counted on {date}." }
    task_count_waits { es: "El escrutinio espera a que otra persona lo apruebe.", mx: "El cómputo espera a que otra persona lo apruebe.", en: "The count waits for another person to approve it." }
    task_count_refused { es: "El escrutinio se rechazó: hay que contar de nuevo.", mx: "El cómputo se rechazó: hay que contar de nuevo.", en: "The count was refused: it has to be done again." }
    task_count_open { es: "Se puede contar ya.", en: "The count can start now." }
    task_count_later { es: "Se cuenta cuando cierre la votación.", en: "The count comes once voting has closed." }

    // Territories.
    territories_title { es: "Territorios y sus cifras", en: "Territories and their figures" }
    territories_lead {
        es: "De la población y del índice de pobreza dependen los techos. Cada cambio queda en la auditoría.",
        en: "The ceilings rest on population and poverty. Every change stays in the audit trail."
    }
    code { es: "Código", en: "Code" }
    territory { es: "Territorio", en: "Territory" }
    kind { es: "Tipo", en: "Kind" }
    population { es: "Población", en: "Population" }
    poverty { es: "Pobreza (IPM)", en: "Poverty (MPI)" }
    source { es: "Fuente", en: "Source" }
    change { es: "Cambiar", en: "Change" }
    change_of(name) { es: "Cambiar {name}", en: "Change {name}" }
    no_figure { es: "Sin dato", en: "No figure" }
    territory_lead {
        es: "Escriba la cifra nueva y el documento del que sale.",
        en: "Type the new figure and the document it comes from."
    }
    population_hint { es: "Habitantes, sin decimales.", en: "Inhabitants, a whole number." }
    poverty_hint {
        es: "En porcentaje, con dos decimales como máximo. Déjelo vacío si no se ha medido.",
        en: "In percent, with two decimals at most. Leave it empty if it was not measured."
    }
    source_hint { es: "Nombre del documento y año.", en: "Name of the document and year." }
    reason { es: "Motivo del cambio", en: "Reason for the change" }
    reason_hint {
        es: "Al menos 10 letras. Queda en la auditoría con su nombre.",
        en: "At least 10 letters. It stays in the audit trail with your name."
    }
    reason_short(minimum, actual) {
        es: "Explique el motivo con al menos {minimum} letras; escribió {actual}.",
        en: "Explain the reason in at least {minimum} letters; you wrote {actual}."
    }
    reason_long(maximum, actual) {
        es: "El motivo puede tener hasta {maximum} letras; escribió {actual}.",
        en: "The reason can have up to {maximum} letters; you wrote {actual}."
    }
    population_wrong {
        es: "Escriba la población como un número entero, por ejemplo 130.000.",
        mx: "Escriba la población como un número entero, por ejemplo 130,000.",
        en: "Write the population as a whole number, for example 130,000."
    }
    poverty_wrong {
        es: "Escriba un porcentaje entre 0 y 100 con dos decimales como máximo, por ejemplo 20,93.",
        mx: "Escriba un porcentaje entre 0 y 100 con dos decimales como máximo, por ejemplo 20.93.",
        en: "Write a percentage between 0 and 100 with two decimals at most, for example 20.93."
    }
    source_missing { es: "Escriba de qué documento sale la cifra.", en: "Write which document the figure comes from." }
    territory_saved(name) {
        es: "Quedaron guardadas las cifras de {name}. Los techos no cambian hasta que los vuelva a calcular y guardar.",
        en: "The figures of {name} are saved. The ceilings stay as they are until you calculate and save them again."
    }
    nothing_changed { es: "Nada cambió: las cifras son las que ya estaban.", en: "Nothing changed: the figures are the same." }

    // Ceilings.
    ceilings_title { es: "Techos por territorio", en: "Ceilings by territory" }
    ceilings_lead(pool) {
        es: "La bolsa de {pool} se reparte con una fórmula de tres partes. Mueva los pesos y mire qué le toca a cada territorio.",
        en: "The pool of {pool} is shared out by a formula of three parts. Move the weights and see what each territory gets."
    }
    whole(pool) {
        es: "Este proceso tiene un solo tarjetón para todo el territorio: su techo es la bolsa completa, {pool}.",
        mx: "Este proceso tiene una sola boleta para todo el territorio: su techo es la bolsa completa, {pool}.",
        en: "This process has one ballot for the whole territory: its ceiling is the whole pool, {pool}."
    }
    whole_of(name, pool) {
        es: "«{name}» tiene un solo tarjetón para todo el territorio: su techo es toda su bolsa, {pool}.",
        mx: "«{name}» tiene una sola boleta para todo el territorio: su techo es toda su bolsa, {pool}.",
        en: "“{name}” has one ballot for the whole territory: its ceiling is all of its pool, {pool}."
    }
    weights { es: "Pesos de la fórmula", en: "Weights of the formula" }
    weights_hint {
        es: "De 0 a 100. Solo cuenta la proporción entre los tres.",
        en: "From 0 to 100. Only the proportion between the three counts."
    }
    term_population { es: "Población", en: "Population" }
    term_poverty { es: "Población en pobreza", en: "Population in poverty" }
    term_equal { es: "Parte igual", en: "Equal part" }
    calculate { es: "Calcular", en: "Calculate" }
    save_ceilings { es: "Guardar los techos", en: "Save the ceilings" }
    table_ceilings { es: "Lo que le toca a cada territorio", en: "What each territory gets" }
    ceiling { es: "Techo", en: "Ceiling" }
    share { es: "Parte", en: "Share" }
    change_column { es: "Cambio", en: "Change" }
    per_person { es: "Por habitante", en: "Per inhabitant" }
    equals_pool { es: "Igual a la bolsa", en: "Equal to the pool" }
    most(name, amount) { es: "El techo más alto: {name}, {amount}.", en: "The highest ceiling: {name}, {amount}." }
    no_change { es: "Sin cambio", en: "No change" }
    all_zero { es: "Suba al menos un peso por encima de cero.", en: "Move at least one weight above zero." }
    missing_figure(term, code) {
        es: "El territorio {code} no tiene el dato de «{term}». Complételo o ponga ese peso en cero.",
        en: "Territory {code} has no figure for “{term}”. Fill it in, or set that weight to zero."
    }
    nothing_to_weigh(term) {
        es: "El dato de «{term}» es cero en todos los territorios. Ponga ese peso en cero.",
        en: "The figure for “{term}” is zero in every territory. Set that weight to zero."
    }
    cannot_share {
        es: "Con estas cifras no se puede repartir la bolsa. Revise los territorios.",
        en: "The pool cannot be shared out with these figures. Check the territories."
    }
    weight_wrong {
        es: "Cada peso es un número entero de 0 a 100.",
        en: "Each weight is a whole number from 0 to 100."
    }
    frozen_notice(since) {
        es: "Los techos quedaron fijos cuando abrió la votación, el {since}.",
        en: "The ceilings were fixed when voting opened, on {since}."
    }
    frozen_weights {
        es: "Puede probar otros pesos, pero no guardarlos.",
        en: "You can try other weights, but not save them."
    }
    below_committed {
        es: "Así, algún techo quedaría por debajo de lo que ya está comprometido. No se guardó nada.",
        en: "One of the ceilings would fall below what of it is committed. Nothing was saved."
    }
    ceilings_saved(pool) {
        es: "Los techos quedaron guardados y suman la bolsa: {pool}.",
        en: "The ceilings are saved and add up to the pool: {pool}."
    }
    download_table { es: "Descargar la tabla (CSV)", en: "Download the table (CSV)" }
    download_table_hint {
        es: "Trae cada término de la fórmula, para que cualquiera pueda repetir la cuenta.",
        en: "It has every term of the formula, so that anybody can redo the sum."
    }
    csv_poverty { es: "Pobreza (IPM, puntos básicos)", en: "Poverty (MPI, basis points)" }
    csv_product { es: "Población × pobreza", en: "Population × poverty" }
    csv_population { es: "Por población", en: "From population" }
    csv_poverty_part { es: "Por población × pobreza", en: "From population × poverty" }
    csv_equal { es: "Por parte igual", en: "From the equal part" }
    csv_rounding { es: "Redondeo", en: "Rounding" }
    csv_weight_population { es: "Peso: población", en: "Weight: population" }
    csv_weight_poverty { es: "Peso: población × pobreza", en: "Weight: population × poverty" }
    csv_weight_equal { es: "Peso: parte igual", en: "Weight: equal part" }
    csv_currency { es: "Moneda", en: "Currency" }
    how_title { es: "Cómo se calcula", en: "How it is calculated" }
    how_detail {
        es: "La parte de cada territorio es el promedio de tres proporciones, según sus pesos: sus habitantes entre los de todos; sus habitantes por su índice de pobreza, entre la suma de todos; y uno entre el número de territorios. El techo es esa parte de la bolsa, sin fracciones. Lo que sobra del redondeo se reparte de a una unidad a los restos más grandes.",
        en: "The share of each territory is the mean of three proportions, by their weights: its inhabitants among all; its inhabitants times its poverty index, among the sum of all; and one among the number of territories. The ceiling is that share of the pool, without fractions. What rounding leaves goes, one unit each, to the largest remainders."
    }
    pool_title { es: "La bolsa", en: "The pool" }
    pool_title_of(name) { es: "La bolsa de «{name}»", en: "The pool of “{name}”" }
    pool { es: "Dinero por repartir", en: "Money to share out" }
    pool_hint {
        es: "Al guardar una bolsa nueva, los techos se vuelven a calcular con los pesos guardados.",
        en: "When a new pool is saved, the ceilings are calculated again with the saved weights."
    }
    pool_saved(pool) {
        es: "La bolsa quedó en {pool} y los techos se volvieron a calcular.",
        en: "The pool is now {pool} and the ceilings were calculated again."
    }
    save_pool { es: "Guardar la bolsa", en: "Save the pool" }
    amount_missing { es: "Escriba un valor.", en: "Write an amount." }
    amount_wrong(found, column) {
        es: "No se entiende «{found}» en la posición {column}. Escriba solo cifras.",
        en: "“{found}” at position {column} is not understood. Write digits only."
    }
    amount_negative { es: "El valor no puede ser negativo.", en: "The amount cannot be negative." }
    amount_decimals(decimals) {
        es: "El valor puede tener {decimals} decimales como máximo.",
        en: "The amount can have {decimals} decimals at most."
    }
    amount_separators(group, decimal) {
        es: "Use «{group}» para los miles y «{decimal}» para los decimales.",
        en: "Use “{group}” for thousands and “{decimal}” for decimals."
    }
    amount_large { es: "El valor es demasiado grande.", en: "The amount is too large." }
    amount_zero { es: "El valor tiene que ser mayor que cero.", en: "The amount must be more than zero." }

    // Phases.
    phases_title { es: "Fases y fechas", en: "Phases and dates" }
    phases_lead(zone) {
        es: "Cada fase abre y cierra sola en su fecha. Las horas son las de {zone}.",
        en: "Each phase opens and closes by itself on its date. Times are those of {zone}."
    }
    phase { es: "Fase", en: "Phase" }
    opens { es: "Abre", en: "Opens" }
    closes { es: "Cierra", en: "Closes" }
    state { es: "Estado", en: "State" }
    who_may { es: "Quién puede hacer qué", en: "Who may do what" }
    who_may_detail { es: "En qué fase puede cada rol", en: "In which phase each role may" }
    role { es: "Rol", en: "Role" }
    no { es: "No", en: "No" }
    no_date { es: "Sin fecha", en: "No date" }
    always_detail {
        es: "Quien administra el proceso puede en todo momento cambiar las fases y las cifras de los territorios y ver la auditoría; los techos, hasta que abra la votación; contar, cuando haya cerrado.",
        en: "Whoever administers the process may at any time change phases and territories' figures and see the audit trail; ceilings, until voting opens; count, once it has closed."
    }
    edit_phase(phase) { es: "Fase: {phase}", en: "Phase: {phase}" }
    save_dates { es: "Guardar las fechas", en: "Save the dates" }
    open_now { es: "Abrir ahora", en: "Open now" }
    close_now { es: "Cerrar ahora", en: "Close now" }
    open_again { es: "Abrir de nuevo", en: "Open again" }
    open_now_hint {
        es: "«Abrir ahora» abre la fase en este momento, hasta la fecha de cierre que está escrita.",
        en: "“Open now” opens the phase this moment, until the closing date that is written."
    }
    open_again_hint {
        es: "«Abrir de nuevo» abre la fase en este momento, hasta la fecha de cierre que escriba; tiene que ser futura.",
        en: "“Open again” opens the phase this moment, until the closing date that you write; it must be in the future."
    }
    close_now_hint {
        es: "«Cerrar ahora» cierra la fase en este momento, para todas las personas.",
        en: "“Close now” closes the phase this moment, for everybody."
    }
    outside_hours(hours) {
        es: "A esta hora la fase está cerrada aunque se abra hoy: su horario es {hours}. Ábrala dentro de ese horario, o cambie sus fechas.",
        en: "At this hour the phase is shut even if it opens today: its hours are {hours}. Open it within those hours, or change its dates."
    }
    cannot_open {
        es: "Para abrirla ahora, escriba una fecha de cierre futura.",
        en: "To open it now, write a closing date in the future."
    }
    voting_has_opened {
        es: "La votación ya abrió: los techos y los tarjetones están fijos. Puede cerrarla, o cambiar su cierre, pero no aplazar su apertura.",
        mx: "La votación ya abrió: los techos y las boletas están fijos. Puede cerrarla, o cambiar su cierre, pero no aplazar su apertura.",
        en: "Voting has opened: ceilings and ballots are fixed. You can close it, or change its closing, but not postpone its opening."
    }
    date_wrong { es: "Escriba el día y la hora, por ejemplo 2026-11-15T08:00.", en: "Write day and time, for example 2026-11-15T08:00." }
    date_skipped {
        es: "Esa hora no existe: ese día el reloj se adelanta.",
        en: "That time does not exist: the clock goes forward that day."
    }
    closes_before_opens { es: "El cierre tiene que ser después de la apertura.", en: "It must close after it opens." }
    out_of_order(earlier, later) {
        es: "«{later}» no puede abrir antes que «{earlier}». Cambie primero la otra fase.",
        en: "“{later}” cannot open before “{earlier}”. Change the other phase first."
    }
    overlap(earlier, later) {
        es: "«{later}» no puede abrir antes de que cierre «{earlier}»: el reglamento no deja que coincidan.",
        en: "“{later}” cannot open before “{earlier}” closes: the rules do not let them overlap."
    }
    never_open(phase) {
        es: "Con esas fechas, «{phase}» nunca estaría abierta: el reglamento solo la abre a ciertas horas del día.",
        en: "On these dates “{phase}” would never be open: the rules open it at certain hours of the day only."
    }
    reason_unfit {
        es: "El motivo tiene caracteres que no se pueden guardar. Escríbalo de nuevo.",
        en: "The reason has characters that cannot be kept. Please type it again."
    }
    already_counted {
        es: "Ya se sellaron urnas, se leyeron votos en papel o se contó: esta fase no se puede cambiar.",
        en: "Urns were sealed, votes on paper were read or votes were counted: this phase cannot be changed."
    }
    phase_saved(phase) { es: "Quedaron guardadas las fechas de «{phase}».", en: "The dates of “{phase}” are saved." }
    phase_opened(phase) { es: "«{phase}» está abierta.", en: "“{phase}” is open." }
    phase_closed(phase) { es: "«{phase}» está cerrada.", en: "“{phase}” is closed." }

    // The count.
    count_title { es: "Escrutinio", mx: "Cómputo", en: "Count" }
    count_lead {
        es: "Al contar, los resultados de todos los territorios quedan sellados a la vez. Otra persona los revisa y los aprueba, y solo entonces se publican.",
        en: "The count seals the results of all territories at once. Another person looks through them and approves them, and only then are they published."
    }
    count_wait { es: "Mientras se vota no se ve ningún conteo parcial, ni aquí ni en ningún lugar.", en: "While people vote no partial count is shown, neither here nor anywhere." }
    count_button { es: "Contar", en: "Count" }
    count_rule { es: "La regla", en: "The rule" }
    count_undrawn(each) {
        es: "No se contó nada: falta un sorteo público. {each}",
        en: "Nothing was counted: a public draw is needed. {each}"
    }
    count_done(count) {
        es: "Contamos los votos de {count} territorios. El resultado está sellado y espera a que otra persona lo apruebe.",
        en: "The votes of {count} territories are counted. The result is sealed and waits for another person to approve it."
    }
    counting {
        es: "Se están contando los votos. El trabajo sigue aunque usted cierre esta página; vuelva a abrirla en unos minutos.",
        en: "The votes are being counted. The work goes on even if you close this page; open it again in a few minutes."
    }
    count_again {
        es: "Los votos ya se contaron, y ese escrutinio es el que vale o espera que otra persona lo apruebe. Para contar de nuevo vuelva a abrir esta página y escriba el motivo.",
        mx: "Los votos ya se contaron, y ese cómputo es el que vale o espera que otra persona lo apruebe. Para contar de nuevo vuelva a abrir esta página y escriba el motivo.",
        en: "The votes are already counted, and that count holds or waits for another person to approve it. To count again, open this page anew and write the reason."
    }
    count_no_region(projects) {
        es: "No se contó nada: los ganadores se reparten por regiones, y a estos proyectos les falta la suya: {projects}. Ábralos en «Revisión» y diga en qué región quedan.",
        en: "Nothing was counted: winners are spread over regions, and these projects lack theirs: {projects}. Open them under “Review” and say in which region they lie."
    }
    count_stray {
        es: "No se cuenta: las reglas vigentes no son las de la votación. Un acto que devuelva las reglas de la votación lo permite; después del resultado, otro acto las puede cambiar de nuevo.",
        en: "Nothing is counted: the rules in force are not those of the vote. An act that puts the rules of the vote back lets it; after the result another act may change them again."
    }
    count_conflict {
        es: "No se contó nada: algo cambió mientras se contaba, o los proyectos de los tarjetones ya no son los que se votaron. Abra la página de nuevo; si se repite, avise a quien opera el sitio.",
        mx: "No se contó nada: algo cambió mientras se contaba, o los proyectos de las boletas ya no son los que se votaron. Abra la página de nuevo; si se repite, avise a quien opera el sitio.",
        en: "Nothing was counted: something changed meanwhile, or the projects on the ballots are no longer those that were voted on. Open the page anew; if it happens again, tell whoever operates the site."
    }
    counted_on(date) { es: "Se contó el {date}.", en: "Counted on {date}." }
    see_results { es: "Ver los resultados", en: "See the results" }
    close_voting { es: "Ver la fase de votación", en: "See the voting phase" }
    contests_note(contests, projects) {
        es: "{contests} territorios con {projects} proyectos.",
        en: "{contests} territories with {projects} projects."
    }
    nothing_to_count { es: "No hay proyectos que contar.", en: "There are no projects to count." }

    // The audit trail.
    audit_title { es: "Auditoría", en: "Audit trail" }
    audit_lead {
        es: "Todo acto administrativo, del más nuevo al más viejo. Nadie puede cambiar ni borrar lo que está aquí.",
        en: "Every administrative act, newest first. Nobody can change or delete what is here."
    }
    audit_empty { es: "Todavía no hay ningún acto.", en: "There is no act yet." }
    audit_when { es: "Cuándo", en: "When" }
    audit_who { es: "Quién", en: "Who" }
    audit_what { es: "Qué", en: "What" }
    audit_object { es: "Sobre qué", en: "To what" }
    audit_why { es: "Por qué", en: "Why" }
    audit_change { es: "Antes y después", en: "Before and after" }
    audit_see { es: "Ver", en: "See" }
    audit_command_line { es: "Línea de comandos", en: "Command line" }
    audit_newest { es: "Las más nuevas", en: "The newest" }
    audit_older { es: "Más viejas", en: "Older" }
    act_ceilings { es: "Fijó los techos", en: "Set the ceilings" }
    act_pool { es: "Cambió la bolsa", en: "Changed the pool" }
    act_territory { es: "Cambió las cifras de un territorio", en: "Changed a territory's figures" }
    act_phase { es: "Cambió las fechas de una fase", en: "Changed a phase's dates" }
    act_open_phase { es: "Abrió una fase", en: "Opened a phase" }
    act_close_phase { es: "Cerró una fase", en: "Closed a phase" }
    act_usual_dates { es: "Fijó las fechas usuales de las fases sin fecha", en: "Set the usual dates of phases without dates" }
    act_review { es: "Revisó una idea", en: "Reviewed an idea" }
    act_count { es: "Contó los votos", en: "Counted the votes" }
    act_suspend { es: "Suspendió el sitio", en: "Suspended the site" }
    act_resume { es: "Reabrió el sitio", en: "Reopened the site" }
    act_create { es: "Creó el sitio", en: "Created the site" }
    act_configure {
        es: "Cambió las direcciones o el proveedor de identidad",
        en: "Changed the addresses or the identity provider"
    }
    act_choose_territory { es: "Eligió su territorio", en: "Chose their territory" }
    act_grant { es: "Dio un rol", en: "Granted a role" }
    act_revoke { es: "Quitó un rol", en: "Revoked a role" }
    act_export { es: "Exportó los datos", en: "Exported the data" }
    act_import { es: "Importó una elección", en: "Imported an election" }
}

/// What a term of the ceilings' formula is called.
pub const fn term(locale: Locale, term: Term) -> &'static str {
    match term {
        Term::Population => term_population(locale),
        Term::Poverty => term_poverty(locale),
        Term::Equal => term_equal(locale),
    }
}

/// Who did an act of the audit trail that no person did: the system by the rules, or whoever runs it.
pub fn nobody(locale: Locale, act: &str) -> &'static str {
    match act {
        "lapse_review" | "end_roll" => super::deadline::the_system(locale),
        _ => audit_command_line(locale),
    }
}

/// What an act of the audit trail is called; an act without a name of its own is shown by its word.
pub fn act(locale: Locale, act: &str) -> String {
    match act {
        "set_ceilings" => act_ceilings(locale),
        "set_pool" => act_pool(locale),
        "keep_scenario" => super::ceilings::act_keep(locale),
        "share_scenario" => super::ceilings::act_share(locale),
        "discard_scenario" => super::ceilings::act_discard(locale),
        "import_indicators" => super::indicators::act(locale),
        "add_polling_place" => super::desk::add_place(locale),
        "add_desk" => super::desk::add_desk(locale),
        "begin_shift" => super::desk::begin(locale),
        "open_envelopes" => super::desk::envelopes_do(locale),
        "hand_shift_over" => super::desk::hand_shift_over(locale),
        "lose_envelope" => super::desk::lose_do(locale),
        "confirm_loss" => super::desk::loss_confirm(locale),
        "refuse_loss" => super::desk::loss_refuse(locale),
        "relieve_shift" => super::desk::relieve(locale),
        "print_ballots" => super::paper::print(locale),
        "register_sheet" => super::paper::register(locale),
        "note_custody" => super::paper::note_step(locale),
        "enter_sheet" => super::paper::enter(locale),
        "resolve_ballot" => super::paper::decide_act(locale),
        "explain_paper" => super::paper::explain(locale),
        "confirm_paper" => super::paper::explanation_confirm(locale),
        "refuse_paper" => super::paper::explanation_refuse(locale),
        "attach_photo" => super::paper::attach(locale),
        "propose_void" => super::paper::void_propose(locale),
        "confirm_void" => super::paper::void_confirm(locale),
        "refuse_void" => super::paper::void_refuse(locale),
        "load_roll" => super::rolls::act_load(locale),
        "discard_roll" => super::rolls::act_discard(locale),
        "approve_roll" => super::rolls::act_approve(locale),
        "refuse_roll" => super::rolls::act_refuse(locale),
        "correct_roll" => super::rolls::act_correct(locale),
        "decide_correction" => super::rolls::act_decide(locale),
        "end_roll" => super::rolls::act_end(locale),
        "publish_selection" => super::selection::audit_act(locale),
        "certify_base" => super::ceilings::act_certify(locale),
        "post_ceiling_entry" => super::ceilings::act_entry(locale),
        "transfer_between_ceilings" => super::ceilings::act_transfer(locale),
        "change_territory" => act_territory(locale),
        "change_phase" => act_phase(locale),
        "open_phase" => act_open_phase(locale),
        "close_phase" => act_close_phase(locale),
        "set_usual_dates" => act_usual_dates(locale),
        "review_proposal" => act_review(locale),
        "lapse_review" => super::deadline::act_lapse(locale),
        "place_project" => super::review::act_place(locale),
        "count_votes" => act_count(locale),
        "approve_count" => super::act::act_approve(locale),
        "refuse_count" => super::act::act_refuse(locale),
        "commit_draw" => super::draw::act_commit(locale),
        "commit_draw_late" => super::draw::act_commit_late(locale),
        "hold_draw" => super::draw::act_hold(locale),
        "correct_draw" => super::draw::act_propose(locale),
        "confirm_draw" => super::draw::act_confirm(locale),
        "turn_down_draw" => super::draw::act_turn_down(locale),
        "fix_signals" => super::signal::act_fix(locale),
        "set_signal_thresholds" => super::signal::act_thresholds(locale),
        "give_opinion_on_signal" => super::signal::act_opinion(locale),
        "seal_urns" => super::urn::act_seal(locale),
        "choose_territory" => act_choose_territory(locale),
        "stand_for_seat" => super::candidacy::act_stand(locale),
        "offer_seat_code" => super::candidacy::act_code(locale),
        "take_seat" => super::candidacy::act_take(locale),
        "withdraw_candidacy" => super::candidacy::act_withdraw(locale),
        "suspend_tenant" => act_suspend(locale),
        "resume_tenant" => act_resume(locale),
        "import_election" => act_import(locale),
        "create_tenant" => act_create(locale),
        "configure_tenant" => act_configure(locale),
        "grant_role" => act_grant(locale),
        "revoke_role" => act_revoke(locale),
        "export_tenant" => act_export(locale),
        "draft_rules" => super::rules::act_draft(locale),
        "change_rules" => super::rules::act_change(locale),
        "discard_rules" => super::rules::act_discard(locale),
        "publish_rules" => super::rules::act_publish(locale),
        "pin_rules" => super::rules::act_pin(locale),
        "adopt_act" => super::rules::act_adopt(locale),
        "create_bodies" => super::bodies::act_create(locale),
        "appoint" => super::bodies::act_appoint(locale),
        "amend_appointment" => super::bodies::act_amend(locale),
        "convene_session" => super::session::act_convened(locale),
        "lead_session" => super::session::act_led(locale),
        other => return other.replace('_', " "),
    }
    .to_owned()
}
