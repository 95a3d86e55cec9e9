//! The rules in plain words.

messages! {
    decided_title { es: "Qué se decide", en: "What is decided" }
    eligible_title { es: "Quién puede participar", en: "Who may take part" }
    phases_title { es: "Las fases", en: "The phases" }
    money_title { es: "El dinero", en: "The money" }
    ballots_title { es: "Los tarjetones", mx: "Las boletas", en: "The ballots" }
    bodies_title { es: "Quién decide y quién vigila", en: "Who decides and who watches" }
    powers_title { es: "Quién puede hacer qué", en: "Who may do what" }
    deadlines_title { es: "Los plazos", en: "Deadlines" }
    selection_title { es: "Cómo se escogen los municipios", en: "How municipalities are chosen" }
    follow_title { es: "Qué pasa después del voto", en: "What happens after the vote" }
    norms_title { es: "Las normas", en: "The norms" }
    draft { es: "Borrador", en: "Draft" }
    at_place(norm, place) { es: "{norm}, {place}", en: "{norm}, {place}" }
    labelled(label, detail) { es: "{label}: {detail}", en: "{label}: {detail}" }
    sentence(text) { es: "{text}.", en: "{text}." }

    contest_where(name, level) { es: "{name}: se decide en cada territorio de «{level}»", en: "{name}: decided in each territory of “{level}”" }
    contest_pool(pool) { es: "Se paga con: {pool}.", en: "Paid from: {pool}." }
    contest_phases(phases) { es: "Se vota en: {phases}.", en: "One votes in: {phases}." }
    offer(least, most) { es: "En cada decisión hay de {least} a {most} proyectos para escoger.", en: "There are {least} to {most} projects to choose from." }
    approval(limit) { es: "Usted puede marcar {limit}.", en: "You may mark {limit}." }
    at_least(count) { es: "Debe marcar por lo menos {count}.", en: "You must mark at least {count}." }
    single { es: "Usted escoge un solo proyecto.", en: "You choose one project." }
    ranking(limit) { es: "Usted ordena por preferencia {limit}.", en: "You rank {limit}." }
    points(points, each) { es: "Usted reparte {points} puntos, hasta {each} por proyecto.", en: "You give {points} points, up to {each} for one project." }
    points_all { es: "Debe repartirlos todos.", en: "You must give them all." }
    wallet(amount, note, each) {
        es: "Usted reparte {amount} en billetes de {note}, hasta {each} por proyecto.",
        en: "You give {amount} in notes of {note}, up to {each} for one project.",
    }
    knapsack { es: "Usted llena una canasta con proyectos hasta donde alcance el techo.", en: "You fill a basket with projects up to the ceiling." }
    knapsack_least(share) { es: "Debe usar por lo menos {share} del techo.", en: "You must use at least {share} of the ceiling." }
    at_most(limit) { es: "Puede nombrar {limit}.", en: "You may name {limit}." }
    blank { es: "Puede votar en blanco.", en: "You may cast a blank vote." }
    limit_count(count) { es: "hasta {count} proyectos", en: "up to {count} projects" }
    limit_one { es: "un proyecto", en: "one project" }
    limit_share(share) { es: "hasta el {share} de los proyectos", en: "up to {share} of the projects" }
    limit_kind(count, kind) { es: "{count} donde el territorio es «{kind}»", en: "{count} where the territory is “{kind}”" }
    limit_kinds(kinds, otherwise) { es: "hasta {kinds}, y {otherwise} en los demás", en: "up to {kinds}, and {otherwise} elsewhere" }
    greedy { es: "Ganan los más votados; el que no cabe en el dinero que queda se salta.", en: "The most voted win; what does not fit into the money left is skipped." }
    greedy_by_theme { es: "Ganan los más votados de cada tema, hasta gastar la parte de ese tema.", en: "The most voted of each theme win, until that theme's part is spent." }
    plurality(winners) { es: "Ganan los {winners} más votados, cuesten lo que cuesten.", en: "The {winners} most voted win, whatever they cost." }
    plurality_one { es: "Gana el más votado, cueste lo que cueste.", en: "The most voted wins, whatever it costs." }
    shares {
        es: "El dinero se reparte por igual entre todas las personas que votan, y cada proyecto lo compran con su parte quienes lo apoyan.",
        en: "The money is shared equally among all who vote, and each project is bought by those who support it, with their share."
    }
    shares_cost { es: "Se compra primero el que más votos tiene, contando menos a quien ya gastó.", en: "The one with most votes is bought first, those who have spent counting less." }
    shares_unit { es: "Se compra primero el que menos le cuesta a cada persona que lo apoya.", en: "The one that costs each of its supporters least is bought first." }
    shares_support { es: "Se compra primero el que más personas apoyan, sin mirar cuántos puntos le dieron y contando menos a quien ya gastó.", en: "The one that most people support is bought first, whatever points they gave it, those who have spent counting less." }
    shares_raise(amount) {
        es: "La parte de cada persona se sube de a {amount} mientras el dinero alcance para pagar a los ganadores.",
        en: "Everybody's share is raised by {amount} at a time for as long as the money pays for the winners."
    }
    shares_fixed { es: "La parte de cada persona no se sube.", en: "Nobody's share is raised." }
    phragmen {
        es: "A cada proyecto lo pagan por igual quienes lo apoyan; sigue siempre aquel cuyos apoyos han pagado menos en total, hasta que uno no quepa.",
        en: "Each project is paid in equal parts by those who support it; next is always the one whose supporters have paid least in all, until one does not fit."
    }
    completion_none { es: "Lo que sobra no se gasta.", en: "What is left is not spent." }
    completion_by_score { es: "Lo que sobra es para los más votados de los que faltan, saltando lo que no cabe.", en: "What is left goes to the most voted of the others, skipping what does not fit." }
    completion_compared {
        es: "Al final se compara con los más votados: si más personas consiguen así más de lo que marcaron, ganan esos.",
        en: "In the end it is compared with the most voted: if more people get more of what they chose so, those win."
    }
    quota(winners, each, within) {
        es: "Ganan {winners} en total: los {each} más votados de cada territorio de «{within}».",
        en: "{winners} win in all: the {each} most voted of each territory of “{within}”.",
    }
    vote_stays {
        es: "El voto no se cambia: es secreto, la urna no guarda nada que lleve de una persona a su voto, y por eso no hay cómo sacarlo para poner otro.",
        en: "A vote is not changed: it is secret, the urn keeps nothing that leads from a person to their vote, and so it cannot be taken out for another."
    }
    vote_changes {
        es: "El voto se podría cambiar hasta el cierre. Así estas reglas no se pueden publicar: el voto es secreto, y nada lleva de una persona al suyo.",
        en: "A vote could be changed until the close. These rules cannot be published so: the vote is secret, and nothing leads from a person to theirs."
    }
    exclusive {
        es: "Puede haber proyectos excluyentes, por ejemplo en un mismo lote: de cada grupo gana uno solo, el primero que quepa. La revisión dice cuáles son.",
        en: "Projects may exclude each other, for example on one site: of each group only one wins, the first that there is room for. The review says which they are."
    }
    tie(order) { es: "Si hay empate: {order}.", en: "If there is a tie: {order}." }
    then { es: "después", en: "then" }
    unspent(what) { es: "El dinero que sobra: {what}.", en: "Money that is left: {what}." }
    votes_needed(votes) { es: "Un proyecto necesita por lo menos {votes} votos para ganar.", en: "A project needs at least {votes} votes to win." }
    vote_needed { es: "Un proyecto necesita por lo menos un voto para ganar.", en: "A project needs at least one vote to win." }
    support_ballots(share) {
        es: "Un proyecto necesita por lo menos los votos del {share} de los votos válidos; los votos en blanco son válidos.",
        en: "A project needs the votes of at least {share} of the valid ballots; blank ballots are valid."
    }
    support_cost(divisor) {
        es: "Entre más cueste un proyecto, más votos necesita: la parte del dinero que cuesta, dividida por {divisor}, es la parte de los votos válidos que necesita por lo menos. Los votos en blanco son válidos.",
        en: "The more a project costs, the more votes it needs: the part of the money that it costs, divided by {divisor}, is the least part of the valid ballots that it needs. Blank ballots are valid."
    }
    support_cost_whole {
        es: "Entre más cueste un proyecto, más votos necesita: por lo menos la misma parte de los votos válidos que la parte del dinero que cuesta. Los votos en blanco son válidos.",
        en: "The more a project costs, the more votes it needs: at least the same part of the valid ballots as the part of the money that it costs. Blank ballots are valid."
    }
    turnout(share) { es: "Debe votar por lo menos el {share} de quienes pueden hacerlo.", en: "At least {share} of those who may vote must vote." }
    second_call { es: "Si no se alcanza, se vota otra vez.", en: "If that is not reached, the vote is held again." }
    board_hidden {
        es: "Mientras se vota no se muestra cuántas personas han votado.",
        en: "While people vote it is not shown how many have voted."
    }
    board_hourly(smallest) {
        es: "Mientras se vota se muestra cada hora cuántas personas han votado en cada territorio, sin decir números menores de {smallest}.",
        en: "While people vote it is shown every hour how many have voted in each territory, without numbers below {smallest}."
    }
    board_shown(hours, smallest) {
        es: "Mientras se vota se muestra cada {hours} horas cuántas personas han votado en cada territorio, sin decir números menores de {smallest}.",
        en: "While people vote it is shown every {hours} hours how many have voted in each territory, without numbers below {smallest}."
    }

    everybody { es: "cualquier persona", en: "anybody" }
    age_from(age) { es: "tener {age} años o más", en: "be {age} or older" }
    age_below(age) { es: "tener menos de {age} años", en: "be younger than {age}" }
    age_between(from, to) { es: "tener entre {from} y {to} años", en: "be from {from} to {to} years old" }
    no_condition { es: "ninguna condición", en: "no condition" }
    resides { es: "vivir", en: "live" }
    works { es: "trabajar", en: "work" }
    studies { es: "estudiar", en: "study" }
    owns { es: "ser dueño de un inmueble", en: "own property" }
    in_territory(ties) { es: "{ties} en el territorio", en: "{ties} in the territory" }
    on_roll(roll) { es: "estar en «{roll}»", en: "be on “{roll}”" }
    with_document(documents) { es: "mostrar uno de estos documentos: {documents}", en: "show one of these documents: {documents}" }
    identity(level) { es: "probar quién es ({level})", en: "prove who you are ({level})" }
    guardian(age) { es: "si tiene menos de {age} años, permiso de madre, padre o acudiente", en: "if younger than {age}, the consent of a parent or guardian" }
    organisation { es: "hablar por una organización", en: "speak for an organisation" }
    organisation_of(kinds) { es: "hablar por una organización ({kinds})", en: "speak for an organisation ({kinds})" }
    group(count) { es: "hablar por un grupo de {count} personas o más", en: "speak for a group of {count} people or more" }
    member(body) { es: "ser parte de «{body}»", en: "sit in “{body}”" }
    not(condition) { es: "no {condition}", en: "not {condition}" }
    either(first, second) { es: "{first}, o {second}", en: "{first}, or {second}" }
    way_in(roll, way) { es: "Cómo entrar a «{roll}»: {way}", en: "How to get onto “{roll}”: {way}" }

    typical_day(day) { es: "Suele ser el {day}.", en: "Usually on {day}." }
    typical(opens, closes) { es: "Suele ir del {opens} al {closes}.", en: "Usually from {opens} to {closes}." }
    typical_later(opens, closes, years) {
        es: "Suele ir del {opens} al {closes}, {years} año(s) después.",
        en: "Usually from {opens} to {closes}, {years} year(s) after.",
    }
    recurs(every, first, second) {
        es: "No viene todos los años, sino cada {every}: {first}, {second} y así.",
        en: "Does not come every year but every {every}: {first}, {second} and so on.",
    }
    hours(from, until) { es: "Cada día de {from} a {until}.", en: "Each day from {from} to {until}." }
    channel(channel) { es: "Solo {channel}.", en: "Only {channel}." }
    places(count, level) {
        es: "Debe haber por lo menos {count} puntos de votación fijos en cada territorio de «{level}».",
        mx: "Debe haber por lo menos {count} centros de votación fijos en cada territorio de «{level}».",
        en: "There must be at least {count} fixed polling places in each territory of “{level}”."
    }
    places_one(level) {
        es: "Debe haber por lo menos un punto de votación fijo en cada territorio de «{level}».",
        mx: "Debe haber por lo menos un centro de votación fijo en cada territorio de «{level}».",
        en: "There must be at least one fixed polling place in each territory of “{level}”."
    }
    places_here(count) {
        es: "Debe haber por lo menos {count} puntos de votación fijos.",
        mx: "Debe haber por lo menos {count} centros de votación fijos.",
        en: "There must be at least {count} fixed polling places."
    }
    places_here_one {
        es: "Debe haber por lo menos un punto de votación fijo.",
        mx: "Debe haber por lo menos un centro de votación fijo.",
        en: "There must be at least one fixed polling place."
    }
    places_mobile(distance) {
        es: "A los lugares que quedan a más de {distance} km de uno fijo va uno itinerante.",
        en: "To places more than {distance} km from a fixed one a mobile one comes."
    }
    offline_set_aside {
        es: "Si una mesa se queda sin red, cada voto va en un sobre con número, que se abre solo si esa persona no votó en otra parte.",
        mx: "Si una casilla se queda sin red, cada voto va en un sobre con número, que se abre solo si esa persona no votó en otra parte.",
        en: "If a desk has no network, each ballot goes into an envelope with a number, which is opened only if that person did not vote elsewhere."
    }
    offline_count {
        es: "Si una mesa se queda sin red, sus votos van a la urna y cuentan; el acta dice cuántas personas votaron dos veces.",
        mx: "Si una casilla se queda sin red, sus votos van a la urna y cuentan; el acta dice cuántas personas votaron dos veces.",
        en: "If a desk has no network, its ballots go into the box and count; the act says how many people voted twice."
    }
    offline_never {
        es: "Si una mesa se queda sin red, espera: sin red no se vota en ella.",
        mx: "Si una casilla se queda sin red, espera: sin red no se vota en ella.",
        en: "If a desk has no network, it waits: nobody votes there without one."
    }
    tablet {
        es: "En las mesas que tienen red también se puede votar en una tableta.",
        mx: "En las casillas que tienen red también se puede votar en una tableta.",
        en: "At desks that have a network people may also vote on a tablet."
    }
    overlaps(phases) { es: "Puede cruzarse con: {phases}.", en: "May overlap: {phases}." }
    exit_meetings(count) { es: "Para cerrar, cada territorio debe haber tenido {count} reunión o más.", en: "To close, each territory must have had {count} meeting or more." }
    exit_ballot(body) { es: "Para cerrar, «{body}» debe haber aprobado los tarjetones en un acta.", mx: "Para cerrar, «{body}» debe haber aprobado las boletas en un acta.", en: "To close, “{body}” must have approved the ballots in minutes." }
    exit_ceilings { es: "Para cerrar, los techos deben estar adoptados por un acto.", en: "To close, the ceilings must be adopted by an act." }
    exit_reviewed { es: "Para cerrar, todas las ideas deben estar revisadas.", en: "To close, every idea must be reviewed." }
    exit_counted { es: "Para cerrar, todos los votos deben estar contados.", en: "To close, every ballot must be counted." }
    locks(what) { es: "Desde que abre quedan fijos: {what}.", en: "Once it opens, these are fixed: {what}." }

    base_share(share, label, body) { es: "Es el {share} de: {label}. Lo certifica {body}.", en: "It is {share} of: {label}. Certified by {body}." }
    base_least(share) { es: "La norma no deja que sea menos del {share}.", en: "The norm allows no less than {share}." }
    base_most(share) { es: "La norma no deja que sea más del {share}.", en: "The norm allows no more than {share}." }
    base_per(level) { es: "Se certifica para cada territorio de «{level}».", en: "Certified for each territory of “{level}”." }
    base_fixed(amount) { es: "Son {amount}.", en: "It is {amount}." }
    base_each(amount, level) { es: "Son {amount} para cada territorio de «{level}».", en: "It is {amount} for each territory of “{level}”." }
    split_whole { es: "No se divide: hay un solo techo.", en: "It is not divided: there is one ceiling." }
    split_keep { es: "Cada territorio usa lo que le corresponde.", en: "Each territory uses its own." }
    split_formula(level) { es: "Se reparte entre los territorios de «{level}» así:", en: "It is divided among the territories of “{level}” like this:" }
    term_equal(weight) { es: "{weight} por partes iguales", en: "{weight} in equal parts" }
    term_indicator(weight, indicator) { es: "{weight} según: {indicator}", en: "{weight} by: {indicator}" }
    term_product(weight, indicator, times) { es: "{weight} según: {indicator} por {times}", en: "{weight} by: {indicator} times {times}" }
    term_inverse(weight, indicator) { es: "{weight} más a donde es menor: {indicator}", en: "{weight} more where this is lower: {indicator}" }
    term_inverse_times(weight, indicator, times) {
        es: "{weight} más a donde es menor: {indicator}, por {times}",
        en: "{weight} more where this is lower: {indicator}, times {times}",
    }
    factor(kind, factor) { es: "La parte de «{kind}» se multiplica por {factor}.", en: "The share of “{kind}” is multiplied by {factor}." }
    floor(bound) { es: "Ningún territorio recibe menos de {bound}.", en: "No territory gets less than {bound}." }
    cap(bound) { es: "Ningún territorio recibe más de {bound}.", en: "No territory gets more than {bound}." }
    of_pool(share) { es: "{share} de la bolsa", en: "{share} of the pool" }
    unit(amount) { es: "Se redondea a {amount}.", en: "Rounded to {amount}." }
    split_themes { es: "Se reparte por temas:", en: "It is divided by theme:" }
    theme_part(theme, weight) { es: "{theme}: {weight}", en: "{theme}: {weight}" }
    theme_part_most(theme, weight, most) { es: "{theme}: {weight}, hasta {most} proyectos", en: "{theme}: {weight}, up to {most} projects" }

    sheet_contests(contests) { es: "Lleva: {contests}.", en: "It holds: {contests}." }
    sheet_number { es: "Los proyectos van por su número.", en: "Projects stand by their number." }
    sheet_random { es: "Los proyectos salen en un orden al azar para cada persona, para que ningún lugar dé ventaja.", en: "Projects stand in a random order for each person, so that no place is better." }
    sheet_skip { es: "Puede dejar una decisión sin marcar.", en: "You may leave one of its decisions unmarked." }

    body_tenant { es: "Hay una en todo el municipio.", en: "There is one for the whole municipality." }
    body_process { es: "Hay una para cada proceso.", en: "There is one for each process." }
    body_level(level) { es: "Hay una en cada territorio de «{level}».", en: "There is one in each territory of “{level}”." }
    body_project { es: "Hay una para cada proyecto ganador.", en: "There is one for each project that won." }
    seats(name, count) { es: "{name}: {count}", en: "{name}: {count}" }
    range(least, most) { es: "de {least} a {most}", en: "{least} to {most}" }
    seats_of(seats) { es: "Puestos: {seats}.", en: "Seats: {seats}." }
    quorum_half { es: "Sesiona con la mitad más uno de los puestos.", en: "It meets with more than half of the seats." }
    quorum_share(share) { es: "Sesiona con el {share} de los puestos.", en: "It meets with {share} of the seats." }
    quorum_members(count) { es: "Sesiona con {count} integrantes o más.", en: "It meets with {count} members or more." }
    majority(rule) { es: "Decide así: {rule}.", en: "It decides so: {rule}." }
    qualified(share) { es: "{share} de quienes votan", en: "{share} of those who vote" }
    term_years(count) { es: "Cada integrante está {count} años.", en: "Members sit for {count} years." }
    term_process { es: "Cada integrante está mientras dure el proceso.", en: "Members sit as long as the process." }
    term_office { es: "Cada integrante está mientras tenga el cargo.", en: "Members sit as long as they hold office." }
    parity_least(share) { es: "Mujeres y hombres son cada uno por lo menos el {share}.", en: "Women and men are each at least {share}." }
    parity_pairs { es: "Cada dupla es de una mujer y un hombre.", en: "Each pair is a woman and a man." }
    parity_half { es: "La mitad son mujeres y la mitad hombres.", en: "Half are women and half are men." }
    incompatible(who) { es: "No pueden estar: {who}.", en: "May not sit: {who}." }
    notice_days(days) { es: "Se convoca con {days} días de anticipación.", en: "Called {days} days ahead." }
    power(who, actions) { es: "{who} puede: {actions}", en: "{who} may: {actions}" }
    power_during(phases) { es: "En: {phases}.", en: "In: {phases}." }
    power_always { es: "En cualquier momento.", en: "At any time." }
    power_needs(condition) { es: "Debe cumplir: {condition}.", en: "Must meet: {condition}." }
    per_account(roll) {
        es: "Hay un voto por cada cuenta de «{roll}», no uno por persona.",
        en: "Each account of “{roll}” has one vote, not each person."
    }
    quota_all_one { es: "Cada persona puede enviar una idea en el proceso.", en: "Each person may send one idea in the process." }
    quota_all(count) { es: "Cada persona puede enviar hasta {count} ideas en el proceso.", en: "Each person may send up to {count} ideas in the process." }
    quota_theme_one { es: "Cada persona puede enviar una idea en cada tema.", en: "Each person may send one idea in each theme." }
    quota_theme(count) { es: "Cada persona puede enviar hasta {count} ideas en cada tema.", en: "Each person may send up to {count} ideas in each theme." }
    power_from(day) { es: "Desde el {day}.", en: "From {day}." }
    power_until(day) { es: "Hasta el {day}.", en: "Until {day}." }
    deadline(action, days) { es: "{action}: {days} días", en: "{action}: {days} days" }
    deadline_working(action, days) { es: "{action}: {days} días hábiles", en: "{action}: {days} working days" }
    expiry_alert { es: "Si se vence, queda a la vista de todos.", en: "When it passes, everybody sees it." }
    expiry_escalate(who) { es: "Si se vence, pasa a: {who}.", en: "When it passes, it goes to: {who}." }
    expiry_accept { es: "Si se vence, se entiende que sí.", en: "When it passes, the answer is yes." }
    expiry_refuse { es: "Si se vence, se entiende que no.", en: "When it passes, the answer is no." }
    selection(count, level) { es: "Se escogen {count} territorios de «{level}».", en: "{count} territories of “{level}” are chosen." }
    selection_within(count, level, within) {
        es: "Se escogen {count} territorios de «{level}» en cada uno de «{within}».",
        en: "{count} territories of “{level}” are chosen in each of “{within}”.",
    }
    criterion(indicator, weight, first) { es: "{indicator}: {weight}, {first}", en: "{indicator}: {weight}, {first}" }
    report_every(months) { es: "Cada {months} meses se informa el avance de las obras.", en: "Every {months} months the progress of works is reported." }
    report_monthly { es: "Cada mes se informa el avance de las obras.", en: "Every month the progress of works is reported." }
    report_fields(fields) { es: "Cada informe trae: {fields}.", en: "Each report has: {fields}." }
    overdue(days) { es: "Si un informe se demora más de {days} días, se señala.", en: "A report more than {days} days late is pointed out." }
    closing(what) { es: "Una obra se cierra con: {what}.", en: "A work is closed with: {what}." }
    watched(body) { es: "Vigila: {body}.", en: "Watched by: {body}." }
    no_follow_up { es: "Estas reglas no dicen nada sobre el seguimiento.", en: "These rules say nothing about follow-up." }
}
