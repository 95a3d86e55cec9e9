//! The pages on the rules: what everybody reads, and how the administration drafts, publishes and amends them.

messages! {
    tab { es: "Reglas", en: "Rules" }
    footer { es: "Reglas del presupuesto participativo", en: "Rules of participatory budgeting" }
    title { es: "Las reglas", en: "The rules" }
    none_title { es: "Todavía no hay reglas publicadas", en: "No rules have been published yet" }
    none_detail { es: "Cuando la administración las publique, aquí podrá leerlas en palabras sencillas.", en: "Once they are published you can read them here in plain words." }
    contents { es: "Contenido", en: "Contents" }
    version(number) { es: "Versión {number}", en: "Version {number}" }
    version_head { es: "Versión", en: "Version" }
    numbered(title, number) { es: "{title}, versión {number}", en: "{title}, version {number}" }
    as_draft(title) { es: "{title} (borrador)", en: "{title} (draft)" }
    effective(day) { es: "Vigente desde el {day}", en: "In force from {day}" }
    effective_from { es: "Vigente desde", en: "In force from" }
    adopted_by(act, day) { es: "{act}, del {day}", en: "{act}, of {day}" }
    act { es: "Acto", en: "Act" }
    changes { es: "Cambios", en: "Changes" }
    frozen_since(moment) {
        es: "Las reglas quedaron fijas el {moment}, cuando abrió la votación.",
        en: "The rules were fixed on {moment}, when voting opened.",
    }
    known_by { es: "Este documento se reconoce por su huella:", en: "This document is known by its fingerprint:" }
    as_toml { es: "Reglas en TOML", en: "Rules as TOML" }
    as_json { es: "Reglas en JSON", en: "Rules as JSON" }
    schema { es: "Esquema de los datos (JSON Schema)", en: "Schema of the data (JSON Schema)" }
    versions_title { es: "Versiones", en: "Versions" }
    versions_caption { es: "Cada versión con el día desde el que rige", en: "Each version with the day from which it is in force" }
    compare_with_before { es: "Comparar con la anterior", en: "Compare with the one before" }
    acts_title { es: "Actos transitorios", en: "Transitory acts" }
    acts_detail { es: "Estos actos cambiaron las reglas cuando el proceso ya había empezado.", en: "These acts changed the rules once the process had begun." }
    amends(parts) { es: "Cambia: {parts}.", en: "It amends: {parts}." }
    acts_notice(act, day) {
        es: "Un acto transitorio cambió las reglas de este proceso: {act}, del {day}.",
        en: "A transitory act changed the rules of this process: {act}, of {day}.",
    }
    see_acts { es: "Ver qué cambió", en: "See what changed" }

    admin_title { es: "Reglas del proceso", en: "Rules of the process" }
    admin_lead {
        es: "Un borrador se prepara, se publica con un acto y no cambia más. Cada proceso sigue una versión publicada.",
        en: "A draft is prepared, published by an act, and never changes again. Each process follows a published version.",
    }
    process_follows(title, number) { es: "El proceso en curso sigue: {title}, versión {number}.", en: "The current process follows: {title}, version {number}." }
    to_act { es: "Cambiar las reglas con un acto transitorio", en: "Change the rules by a transitory act" }
    state { es: "Estado", en: "State" }
    state_draft { es: "Borrador", en: "Draft" }
    state_published { es: "Publicado", en: "Published" }
    state_superseded { es: "Reemplazado", en: "Superseded" }
    state_followed { es: "En uso", en: "In use" }
    state_frozen { es: "En uso y fijo", en: "In use and fixed" }
    rule_title { es: "Título", en: "Title" }
    changed_at { es: "Último cambio", en: "Last change" }
    copied_from(source) { es: "Tomado de: {source}", en: "Taken from: {source}" }
    go_on { es: "Seguir", en: "Go on" }
    see { es: "Ver", en: "See" }
    compare { es: "Comparar", en: "Compare" }
    no_versions { es: "Todavía no hay reglas. Empiece con unas que ya existen y cámbielas.", en: "There are no rules yet. Begin with some that exist and change them." }
    new_title { es: "Empezar un borrador", en: "Begin a draft" }
    new_detail {
        es: "Escoja de dónde partir. Después, paso a paso, usted cambia lo que sea distinto en su municipio.",
        en: "Choose what to begin with. Then, step by step, you change what is different in your municipality.",
    }
    source { es: "Partir de", en: "Begin with" }
    source_presets { es: "Modelos", en: "Presets" }
    source_own { es: "Reglas de este sitio", en: "This site's rules" }
    source_others { es: "Publicadas por otros sitios", en: "Published by other sites" }
    source_in_force { es: "Las reglas vigentes, con sus actos", en: "The rules in force, with their acts" }
    source_unknown { es: "Escoja de la lista de dónde partir.", en: "Choose from the list what to begin with." }
    of_tenant(tenant, title, number) { es: "{tenant}: {title}, versión {number}", en: "{tenant}: {title}, version {number}" }
    of_other(tenant, title) { es: "{tenant}: {title}", en: "{tenant}: {title}" }
    from_file { es: "un archivo", en: "a file" }
    default_title(site) { es: "Reglamento de presupuesto participativo de {site}", en: "Rules of participatory budgeting of {site}" }
    begin { es: "Empezar", en: "Begin" }
    draft_begun { es: "El borrador está listo. Revíselo paso a paso.", en: "The draft is ready. Go through it step by step." }
    draft_discarded { es: "El borrador se eliminó.", en: "The draft was deleted." }
    draft_gone { es: "Este borrador ya no existe o ya se publicó. Vuelva a la lista de versiones.", en: "This draft is gone or published already. Go back to the list of versions." }
    draft_changed {
        es: "Alguien cambió este borrador mientras usted lo leía. Mire cómo quedó y repita su cambio.",
        en: "Somebody changed this draft while you were reading it. Look at it again and repeat your change.",
    }
    import_title { es: "Traer un archivo", en: "Bring a file" }
    import_detail {
        es: "Pegue aquí un documento completo, en TOML o JSON. Si algo está mal, verá todos los errores juntos.",
        en: "Paste a whole document here, as TOML or JSON. If something is wrong you will see all mistakes at once.",
    }
    document { es: "Documento", en: "Document" }
    document_hint { es: "El texto completo del archivo.", en: "The whole text of the file." }
    import { es: "Traer como borrador", en: "Bring as a draft" }
    unread { es: "El documento tiene errores: véalos en la lista.", en: "The document has mistakes: see the list." }

    problems_one { es: "Hay un problema por arreglar", en: "There is one problem to mend" }
    problems(count) { es: "Hay {count} problemas por arreglar", en: "There are {count} problems to mend" }
    problems_caption { es: "Cada problema con su lugar y cómo se arregla", en: "Each problem with its place and how to mend it" }
    problem_where { es: "Dónde", en: "Where" }
    problem_what { es: "Qué pasa", en: "What is wrong" }
    problem_mend { es: "Cómo se arregla", en: "How to mend it" }
    whole_document { es: "Todo el documento", en: "The whole document" }
    no_problems { es: "Las reglas no tienen problemas: se pueden publicar.", en: "The rules have no problems: they can be published." }
    mend_first { es: "Las reglas todavía tienen problemas. Arréglelos antes de publicar.", en: "The rules still have problems. Mend them before publishing." }
    field_problem(label, what, mend) { es: "{label}: {what} {mend}", en: "{label}: {what} {mend}" }
    number_wrong(label) { es: "{label}: escriba un número entero, solo con cifras.", en: "{label}: write a whole number, digits only." }

    steps { es: "Pasos", en: "Steps" }
    numbered_step(number, title) { es: "{number}. {title}", en: "{number}. {title}" }
    step_who { es: "Quién participa", en: "Who takes part" }
    step_phases { es: "Fases y fechas", en: "Phases and dates" }
    step_money { es: "Dinero y reparto", en: "Money and formula" }
    step_vote { es: "Voto y ganadores", en: "Ballots and winners" }
    step_bodies { es: "Instancias", en: "Bodies" }
    step_file { es: "Todo lo demás", en: "Everything else" }
    step_publish { es: "Revisar y publicar", en: "Review and publish" }
    lead_who { es: "Este paso decide quién puede proponer y quién puede votar.", en: "This step decides who may propose and who may vote." }
    lead_phases { es: "Este paso decide qué se hace en cada época del año y cómo se llama.", en: "This step decides what is done when in the year, and what it is called." }
    lead_money { es: "Este paso decide cuánto dinero hay y cómo se reparte entre los territorios.", en: "This step decides how much money there is and how it is divided." }
    lead_vote { es: "Este paso decide cómo se vota y qué proyectos ganan.", en: "This step decides how one votes and which projects win." }
    lead_bodies { es: "Este paso decide quiénes forman los comités y cómo toman decisiones.", en: "This step decides who sits in the committees and how they decide." }
    lead_file { es: "Lo que no está en los otros pasos se cambia aquí, en el documento completo.", en: "What is not in the other steps is changed here, in the whole document." }
    lead_publish { es: "Lea las reglas como las leerá la gente. Si están bien, publíquelas con un acto.", en: "Read the rules as people will read them. If they are right, publish them by an act." }
    save_and_go { es: "Guardar y seguir", en: "Save and go on" }
    save_and_look { es: "Guardar y ver cómo queda", en: "Save and look" }
    step_saved { es: "Los cambios quedaron guardados.", en: "The changes are saved." }
    save_file { es: "Guardar el documento", en: "Save the document" }
    preview { es: "Así lo leerá la gente", en: "How people will read it" }
    preview_detail { es: "Se actualiza cada vez que usted guarda.", en: "It is up to date each time you save." }
    what_others_chose { es: "Qué escogieron otros", en: "What others chose" }
    and_more(names, more) { es: "{names} y {more} más", en: "{names} and {more} more" }
    optional(label) { es: "{label} (opcional)", en: "{label} (optional)" }
    none_of_it { es: "Ninguno", en: "None" }

    advice_age {
        es: "Recomendado: 14 años. A esa edad se puede opinar sobre el barrio, y quien participa joven sigue participando.",
        en: "Recommended: 14. At that age one has a view on the neighbourhood, and who takes part young goes on doing so.",
    }
    advice_ties {
        es: "Recomendado: vivir allí para votar; vivir, trabajar o estudiar allí para proponer. Una buena idea puede venir de quien pasa el día en el barrio; el voto decide sobre el dinero de quienes viven en él.",
        en: "Recommended: live there to vote; live, work or study there to propose. A good idea may come from who spends the day there; the vote decides on the money of who lives there.",
    }
    advice_identity {
        es: "Recomendado: un documento. Pedir más evita fraudes, pero deja por fuera a quien no tiene cómo probarlo.",
        en: "Recommended: a document. Asking for more prevents fraud but leaves out who cannot prove it.",
    }
    advice_voting {
        es: "Recomendado: dos semanas o más para votar. Así alcanza el tiempo para avisar y para ayudar a quien vota por primera vez.",
        en: "Recommended: two weeks or more to vote. That leaves time to spread the word and to help first-time voters.",
    }
    advice_pool {
        es: "Recomendado: un porcentaje de un monto que alguien certifica. Así la bolsa crece con el presupuesto y no hay que discutirla cada año.",
        en: "Recommended: a share of an amount that somebody certifies. The pool then grows with the budget.",
    }
    advice_weights {
        es: "Recomendado: que la pobreza pese más que la población, y una parte igual pequeña. Así llega más a donde más falta hace y nadie se queda con muy poco.",
        en: "Recommended: poverty weighs more than population, with a small equal part. More goes where it is needed most, and nobody is left with too little.",
    }
    advice_floor { es: "Recomendado: lo que cuesta una obra pequeña. Con menos, un territorio no puede decidir nada.", en: "Recommended: what a small work costs. With less a territory can decide nothing." }
    advice_cap { es: "Recomendado: solo si un territorio se llevaría casi todo.", en: "Recommended: only where one territory would take almost all." }
    advice_ballot { es: "Recomendado: marcar varios proyectos. Es lo más fácil de entender y de contar.", en: "Recommended: mark several projects. It is the easiest to understand and to count." }
    advice_limit {
        es: "Recomendado: menos que los proyectos que caben en el techo más dos o tres. Si se puede marcar todo, el voto no distingue.",
        en: "Recommended: few enough that one has to choose. Where everything can be marked the vote tells nothing apart.",
    }
    advice_tie {
        es: "Recomendado: primero el más barato y al final el sorteo público. El último debe poder decidir siempre.",
        en: "Recommended: the cheaper one first and the public draw last. The last one must always decide.",
    }
    advice_votes { es: "Recomendado: por lo menos un voto, para que no se pague lo que nadie escogió.", en: "Recommended: at least one vote, so that nothing is paid that nobody chose." }
    advice_turnout {
        es: "Recomendado: ninguna, o muy baja. Una participación mínima alta puede dejar a un territorio sin obras.",
        en: "Recommended: none, or very low. A high one can leave a territory without works.",
    }
    advice_quorum { es: "Recomendado: la mitad más uno. Con más es difícil sesionar; con menos deciden pocos.", en: "Recommended: more than half. With more it is hard to meet; with less few decide." }
    advice_majority { es: "Recomendado: más votos a favor que en contra. Pida más solo para lo que no tiene vuelta atrás.", en: "Recommended: more yes than no. Ask for more only where there is no way back." }

    name { es: "Nombre", en: "Name" }
    summary { es: "Resumen", en: "Summary" }
    purpose { es: "Para qué sirve, en una frase", en: "What it is for, in a sentence" }
    age { es: "Edad mínima, en años", en: "Least age, in years" }
    ties { es: "Qué relación debe tener con el territorio (basta una)", en: "Which tie to the territory (one is enough)" }
    roll { es: "En cuál padrón debe estar", en: "On which roll" }
    identity { es: "Cómo debe probar quién es, por lo menos", en: "How sure it must be who they are" }
    guardian { es: "Edad desde la que no hace falta permiso del acudiente", en: "Age from which no guardian's consent is needed" }
    group { es: "Personas que debe tener el grupo", en: "People that the group must have" }
    opens { es: "Día en que abre (el año no cuenta)", en: "Day on which it opens (the year does not count)" }
    closes { es: "Último día (el año no cuenta)", en: "Last day (the year does not count)" }
    quota { es: "Cuántas ideas puede enviar cada persona", en: "How many ideas each person may send" }
    quota_count { es: "Hasta cuántas", en: "Up to how many" }
    quota_none { es: "Las que quiera", en: "As many as they like" }
    per_entry { es: "Un voto por cada cuenta de (vacío: uno por persona)", en: "One vote for each account of (none: one for each person)" }
    places_level { es: "Puntos de votación en cada territorio de", mx: "Centros de votación en cada territorio de", en: "Polling places in each territory of" }
    places_fixed { es: "Cuántos fijos, por lo menos", en: "How many fixed ones, at least" }
    places_mobile { es: "Itinerantes para lugares a más de estos kilómetros de uno fijo", en: "Mobile ones for places beyond so many kilometres from a fixed one" }
    places_offline { es: "Qué pasa con los votos que una mesa recibe sin red", mx: "Qué pasa con los votos que una casilla recibe sin red", en: "What becomes of ballots that a desk takes without a network" }
    places_tablet { es: "En las mesas también se vota en tableta", mx: "En las casillas también se vota en tableta", en: "At desks people also vote on a tablet" }
    recurs_every { es: "Si no viene todos los años, cada cuántos", en: "If it does not come every year, how many years apart" }
    recurs_since { es: "Y un año en que viene, el primero", en: "And a year in which it comes, the first" }
    years_later(label, years) { es: "{label}, {years} año(s) después", en: "{label}, {years} year(s) later" }
    base_label { es: "Sobre qué monto se calcula", en: "Of which amount it is a share" }
    base_share { es: "Porcentaje para la bolsa", en: "Share for the pool" }
    base_amount { es: "Monto de la bolsa", en: "Amount of the pool" }
    base_each { es: "Monto para cada territorio", en: "Amount for each territory" }
    weight(term) { es: "Peso de: {term}", en: "Weight of: {term}" }
    equal_parts { es: "partes iguales", en: "equal parts" }
    product(indicator, times) { es: "{indicator} por {times}", en: "{indicator} times {times}" }
    inverse(indicator) { es: "a menor {indicator}, más", en: "the lower {indicator}, the more" }
    floor { es: "Lo menos que recibe un territorio (piso)", en: "The least that a territory gets (floor)" }
    cap { es: "Lo más que recibe un territorio (tope)", en: "The most that a territory gets (cap)" }
    how(label) { es: "{label}: cómo se fija", en: "{label}: how it is set" }
    unit { es: "Redondear los techos a", en: "Round ceilings to" }
    ballot { es: "Cómo se vota", en: "How one votes" }
    limit_how { es: "Cuántos se pueden marcar: cómo se fija", en: "How many may be marked: how it is set" }
    limit_count { es: "Cuántos proyectos se pueden marcar", en: "How many projects may be marked" }
    limit_share { es: "Qué porcentaje de los proyectos se puede marcar", en: "Which share of the projects may be marked" }
    limit_otherwise { es: "Cuántos se pueden marcar donde no se diga otra cosa", en: "How many may be marked where nothing else is said" }
    at_least { es: "Cuántos hay que marcar por lo menos", en: "How many must be marked" }
    points { es: "Puntos para repartir", en: "Points to give" }
    each_at_most { es: "Lo más que se le da a un proyecto", en: "The most that one project gets" }
    wallet_amount { es: "Dinero de juego para repartir", en: "Play money to give" }
    note { es: "Valor de cada billete", en: "What each note is worth" }
    spend_at_least { es: "Parte del techo que hay que usar por lo menos", en: "The least part of the ceiling to be spent" }
    blank { es: "Se puede votar en blanco", en: "A blank vote is possible" }
    winners { es: "Cuántos ganan", en: "How many win" }
    winner { es: "Cómo se sabe quién gana", en: "How winners are found" }
    vote_change { es: "Si el voto se puede cambiar", en: "Whether a vote may be changed" }
    exclusive { es: "Puede haber grupos de proyectos de los que solo gana uno (excluyentes)", en: "Projects may stand in groups of which only one wins" }
    utility { es: "Cuánto vale un proyecto para quien lo apoya", en: "What a project is worth to whoever supports it" }
    raise { es: "De a cuánto sube la parte de cada persona", en: "By how much each share is raised at a time" }
    completion { es: "Qué pasa con el dinero que las partes no gastan", en: "What becomes of the money that shares do not spend" }
    unspent { es: "Qué pasa con el dinero que sobra", en: "What happens with money that is left" }
    tie { es: "Qué decide si hay empate, en orden", en: "What decides a tie, in order" }
    tie_place(place) { es: "Criterio {place}", en: "Criterion {place}" }
    votes { es: "Votos mínimos para ganar", en: "Fewest votes to win" }
    support { es: "Además, qué apoyo necesita un proyecto", en: "What support a project needs besides" }
    support_share { es: "Parte de los votos válidos que necesita", en: "Which part of the valid ballots it needs" }
    support_divisor {
        es: "La parte del dinero que cuesta, dividida por este número, es la parte de los votos válidos que necesita",
        en: "The part of the money that it costs, divided by this number, is the part of the valid ballots that it needs"
    }
    turnout { es: "Participación mínima", en: "Least turnout" }
    second_call { es: "Si no se alcanza, se vota otra vez", en: "If it is not reached, the vote is held again" }
    board_hours {
        es: "Mientras se vota, mostrar cada cuántas horas cuántas personas han votado (vacío: no se muestra)",
        en: "While people vote, show every how many hours how many have voted (empty: not shown)"
    }
    board_smallest {
        es: "El menor número de personas que se muestra (vacío: 10)",
        en: "The least number of people that is shown (empty: 10)"
    }
    quorum { es: "Cuántos deben estar (quórum)", en: "How many must be present (quorum)" }
    quorum_share { es: "Porcentaje de los puestos que debe estar", en: "Share of the seats that must be present" }
    quorum_count { es: "Integrantes que deben estar", en: "Members who must be present" }
    majority { es: "Cómo se decide", en: "How it decides" }
    majority_share { es: "Porcentaje que debe estar a favor", en: "Share that must agree" }
    notice_days { es: "Días entre la convocatoria y la sesión", en: "Days between calling a session and holding it" }
    seats_least(name) { es: "{name}: puestos, mínimo", en: "{name}: seats, least" }
    seats_most(name) { es: "{name}: puestos, máximo", en: "{name}: seats, most" }

    publish_title { es: "Publicar", en: "Publish" }
    hints { es: "Antes de la votación", en: "Before the vote" }
    hint_document(contest) {
        es: "En «{contest}» se vota en línea y en puestos de votación. Para que nadie vote dos veces, en línea solo vota quien ingresa con un servicio de identidad que nos dice cuál es su documento, con su clase y su número. Confirme con ese servicio que lo dice; quien no lo traiga vota en un puesto.",
        mx: "En «{contest}» se vota en línea y en centros de votación. Para que nadie vote dos veces, en línea solo vota quien ingresa con un servicio de identidad que nos dice cuál es su identificación, con su clase y su número. Confirme con ese servicio que lo dice; quien no la traiga vota en un centro.",
        en: "In “{contest}” people vote online and at polling places. So that nobody votes twice, only those vote online who sign in with an identity service that tells us which document is theirs, with its kind and number. Make sure that the service tells it; whoever comes without votes at a polling place."
    }
    publish_detail { es: "Una versión publicada no cambia nunca. Cualquier persona, y cualquier otro municipio, podrá leerla.", en: "A published version never changes. Anybody, and any other municipality, can read it." }
    act_title { es: "Acto que las adopta", en: "The act that adopts them" }
    act_title_hint { es: "Como se cita: Decreto 12 de 2026.", en: "As it is cited: Decree 12 of 2026." }
    act_title_wrong(least, most) { es: "Escriba el acto como se cita, con {least} a {most} letras.", en: "Write the act as it is cited, in {least} to {most} letters." }
    act_date { es: "Fecha del acto", en: "Date of the act" }
    reference { es: "Dónde se puede leer el acto", en: "Where the act can be read" }
    reference_hint { es: "Una dirección web o el número de la gaceta.", en: "An address or the number of the gazette." }
    reference_long(most) { es: "Escriba la referencia en {most} letras o menos.", en: "Write the reference in {most} letters or less." }
    day_wrong { es: "Escriba una fecha: día, mes y año.", en: "Write a date: day, month and year." }
    effective_later { es: "Para que el proceso las siga desde ya, escriba una fecha que no sea posterior a hoy.", en: "For the process to follow them now, write a date that is not after today." }
    pin(process) { es: "Que el proceso «{process}» siga estas reglas", en: "Let the process “{process}” follow these rules" }
    cannot_pin(process) {
        es: "El proceso «{process}» ya empezó: sus reglas solo cambian con un acto transitorio.",
        en: "The process “{process}” has begun: its rules change by a transitory act only.",
    }
    publish { es: "Publicar las reglas", en: "Publish the rules" }
    published(number) { es: "Las reglas quedaron publicadas como versión {number}.", en: "The rules are published as version {number}." }
    discard_title { es: "Eliminar el borrador", en: "Delete the draft" }
    discard_detail { es: "Se pierde todo lo que usted cambió en este borrador.", en: "Everything you changed in this draft is lost." }
    discard { es: "Eliminar", en: "Delete" }

    compare_title { es: "Comparar dos versiones", en: "Compare two versions" }
    compare_lead { es: "Qué cambió de una versión a otra, y qué habría cambiado en este proceso.", en: "What changed from one version to another, and what it would have changed in this process." }
    compare_from { es: "Antes", en: "Before" }
    compare_to { es: "Después", en: "After" }
    nothing_changed { es: "Las dos versiones dicen lo mismo.", en: "Both versions say the same." }
    changes_count(count) { es: "Cambios: {count}", en: "Changes: {count}" }
    where_changed { es: "Dónde", en: "Where" }
    before { es: "Antes", en: "Before" }
    after { es: "Después", en: "After" }
    was_not { es: "No estaba", en: "Not there" }
    effects_title { es: "Qué habría cambiado", en: "What it would have changed" }
    same_age { es: "La edad para votar no cambia.", en: "The age to vote does not change." }
    younger(from, to) { es: "También podrían votar personas de {from} a {to} años.", en: "People from {from} to {to} could vote, too." }
    older(from, to) { es: "Ya no podrían votar personas de {from} a {to} años.", en: "People from {from} to {to} could no longer vote." }
    now_from(age) { es: "Solo podrían votar personas de {age} años o más; antes no importaba la edad.", en: "Only people of {age} or older could vote; before, age did not matter." }
    now_any_age { es: "Podrían votar personas de cualquier edad.", en: "People of any age could vote." }
    same_limits { es: "Con los proyectos de este proceso, en ningún territorio cambia cuántos se pueden marcar.", en: "With this process's projects, in no territory would the number that may be marked change." }
    limits_caption { es: "Cuántos proyectos se podrían marcar en cada territorio", en: "How many projects could be marked in each territory" }
    projects { es: "Proyectos", en: "Projects" }

    new_act_title { es: "Acto transitorio", en: "Transitory act" }
    new_act_lead {
        es: "Un proceso en marcha solo cambia de reglas con un acto que diga qué cambia y por qué. Desde que abre la votación hasta que se publica su resultado no cambian.",
        en: "The rules of a running process change only by an act that says what changes and why. From the opening of the voting until its result is published they do not change.",
    }
    no_process_rules { es: "No hay un proceso en curso que siga reglas publicadas.", en: "No current process follows published rules." }
    frozen_act(moment) {
        es: "Las reglas están fijas desde el {moment}, cuando abrió la votación. Un acto las puede cambiar cuando el resultado esté aprobado y publicado.",
        en: "The rules are fixed since {moment}, when voting opened. An act may change them once the result is approved and published.",
    }
    waiting_act {
        es: "Un escrutinio espera a la segunda persona. Que lo apruebe o lo rechace primero, en «Escrutinio»: mientras tanto las reglas no cambian.",
        mx: "Un cómputo espera a la segunda persona. Que lo apruebe o lo rechace primero, en «Cómputo»: mientras tanto las reglas no cambian.",
        en: "A count waits for the second person. It has to be approved or refused first, under “Count”: meanwhile the rules do not change.",
    }
    stray_act {
        es: "Las reglas vigentes no son las de la votación, y con otras no se cuenta. Haga un borrador igual a las reglas de la votación y adóptelo con un acto. Se reconocen por su huella:",
        en: "The rules in force are not those of the vote, and nothing is counted by others. Make a draft that equals the rules of the vote and adopt it by an act. They are known by their fingerprint:",
    }
    voted_under { es: "La votación se hizo con las reglas de esta huella:", en: "The vote was held under the rules of this fingerprint:" }
    no_draft_for_act {
        es: "Primero haga un borrador a partir de las reglas vigentes y cambie en él lo que el acto cambia.",
        en: "First make a draft from the rules in force and change in it what the act changes.",
    }
    begin_for_act { es: "Hacer un borrador", en: "Make a draft" }
    draft_for_act { es: "Borrador con las reglas cambiadas", en: "Draft with the changed rules" }
    see_changes { es: "Ver los cambios", en: "See the changes" }
    act_form { es: "El acto", en: "The act" }
    act_reason { es: "Motivo", en: "Reason" }
    act_reason_hint { es: "Por qué hace falta cambiar las reglas ahora. Lo leerá toda la ciudadanía.", en: "Why the rules have to change now. Everybody will read it." }
    act_date_later { es: "La fecha del acto no puede ser posterior a hoy.", en: "The act cannot be dated after today." }
    adopt_act { es: "Adoptar el acto", en: "Adopt the act" }
    act_adopted { es: "El acto quedó adoptado y las reglas nuevas están vigentes.", en: "The act is adopted and the new rules are in force." }
    not_decided(contest) {
        es: "Estas reglas ya no deciden «{contest}», que en el proceso tiene su techo. Deje en ellas esa votación, con el nombre que tiene y en el mismo tarjetón.",
        mx: "Estas reglas ya no deciden «{contest}», que en el proceso tiene su techo. Deje en ellas esa votación, con el nombre que tiene y en la misma boleta.",
        en: "These rules do not decide “{contest}” any more, which has its ceiling in the process. Leave that contest in them, under the name that it has and on the same ballot."
    }
    rules_changed { es: "Las reglas vigentes cambiaron mientras usted llenaba el formulario, o ya quedaron fijas. Mire cómo están ahora.", en: "The rules in force changed meanwhile, or are fixed by now. Look at them again." }

    act_draft { es: "Empezó un borrador de reglas", en: "Began a draft of the rules" }
    act_change { es: "Cambió un borrador de reglas", en: "Changed a draft of the rules" }
    act_discard { es: "Eliminó un borrador de reglas", en: "Deleted a draft of the rules" }
    act_publish { es: "Publicó reglas", en: "Published rules" }
    act_pin { es: "Cambió las reglas que sigue el proceso", en: "Changed the rules the process follows" }
    act_adopt { es: "Adoptó un acto transitorio", en: "Adopted a transitory act" }
}
