//! What is wrong with a rule set, in words: what was found, what would do, and how to mend it.

mod field;
mod part;

use shared::{
    document::Fault,
    locale::{self, Locale},
    ruleset::{Flaw, Quantity},
};

pub use self::{
    field::{field, field_of, section, word},
    part::{all_of, any_of, form, kind, lock, moment, part, quantity},
};
use super::{action, terms};

messages! {
    syntax(line, column, message) {
        es: "El archivo no se puede leer desde la línea {line}, columna {column} ({message}).",
        en: "The file cannot be read from line {line}, column {column} on ({message}).",
    }
    syntax_mend {
        es: "Revise comillas, corchetes y comas en esa línea. Lo que sigue se revisa cuando esa línea se pueda leer.",
        en: "Check quotes, brackets and commas on that line. What follows is checked once that line can be read.",
    }
    missing(name) { es: "Falta el dato «{name}».", en: "“{name}” is missing." }
    missing_mend(name) { es: "Agregue «{name}».", en: "Add “{name}”." }
    unknown_field(found, known) {
        es: "«{found}» no es un dato de esta parte. Aquí van: {known}.",
        en: "“{found}” does not belong here. What belongs here: {known}.",
    }
    unknown_word(found, known) {
        es: "«{found}» no es una de las palabras que se usan aquí: {known}.",
        en: "“{found}” is not one of the words used here: {known}.",
    }
    meant(word) { es: "¿Quiso decir «{word}»? Escríbalo así.", en: "Did you mean “{word}”? Write it so." }
    choose_word { es: "Escriba una de esas palabras.", en: "Write one of those words." }
    remove_field { es: "Quítelo, o escriba uno de esos nombres.", en: "Remove it, or write one of those names." }
    wrong_kind(found, expected) { es: "Hay {found} y debe haber {expected}.", en: "There is {found} where {expected} should be." }
    wrong_kind_mend(expected) { es: "Escriba {expected}.", en: "Write {expected}." }
    malformed(found, expected) { es: "«{found}» no se puede leer como {expected}.", en: "“{found}” cannot be read as {expected}." }
    malformed_empty(expected) { es: "Está vacío; debe ser {expected}.", en: "It is empty; it should be {expected}." }
    malformed_mend(example) { es: "Escríbalo así: {example}.", en: "Write it like this: {example}." }
    unfit(message) { es: "El valor no cabe aquí ({message}).", en: "The value does not fit here ({message})." }
    unfit_mend { es: "Escriba un valor más pequeño o más grande, según el mensaje.", en: "Write a smaller or larger value, as the message says." }

    unknown_part(what, found, known) {
        es: "Se nombra «{found}», pero no hay {what} con ese nombre. Hay: {known}.",
        en: "“{found}” is named, but there is no {what} of that name. There are: {known}.",
    }
    unknown_part_none(what, found) {
        es: "Se nombra «{found}», pero este documento no tiene {what}.",
        en: "“{found}” is named, but this document has no {what}.",
    }
    unknown_part_mend(what) { es: "Use uno de esos nombres, o agregue {what}.", en: "Use one of those names, or add a {what}." }
    repeated(what, found, first) {
        es: "{what} «{found}» ya está en {first}.",
        en: "{what} “{found}” is at {first} already.",
    }
    repeated_mend { es: "Quite uno de los dos, o póngale otro nombre.", en: "Remove one of the two, or give it another name." }
    empty(what) { es: "Falta: debe haber por lo menos una entrada ({what}).", en: "At least one {what} is needed." }
    empty_mend(what) { es: "Agregue una entrada: {what}.", en: "Add one: {what}." }
    nothing { es: "Hay un cero donde debe haber algo.", en: "There is a zero where something should be." }
    nothing_mend { es: "Escriba un número mayor que cero.", en: "Write a number above zero." }
    out_of_range(found, least, most) {
        es: "{found} está fuera de lo permitido: de {least} a {most}.",
        en: "{found} is out of range: from {least} to {most}.",
    }
    out_of_range_mend(least, most) { es: "Escriba un número entre {least} y {most}.", en: "Write a number between {least} and {most}." }
    reversed(least, most) {
        es: "Lo menor ({least}) está por encima de lo mayor ({most}).",
        en: "The least ({least}) is above the most ({most}).",
    }
    reversed_mend { es: "Cambie uno de los dos para que el primero no pase del segundo.", en: "Change one of them so that the first is not above the second." }
    currency(found, expected) {
        es: "El monto está en {found} y el documento en {expected}.",
        en: "The amount is in {found} and the document in {expected}.",
    }
    currency_mend(expected) { es: "Escriba el monto en {expected}.", en: "Write the amount in {expected}." }
    wrong_level(found, expected) {
        es: "Es del nivel «{found}»; aquí sirve: {expected}.",
        en: "It is of the level “{found}”; what would do: {expected}.",
    }
    wrong_level_none(found) { es: "Es del nivel «{found}», y aquí ninguno sirve.", en: "It is of the level “{found}”, and none would do here." }
    wrong_level_mend { es: "Escoja un territorio o un nivel de los que sirven.", en: "Choose a territory or level that would do." }
    no_territory(level) { es: "El nivel «{level}» no tiene territorios.", en: "The level “{level}” has no territories." }
    no_territory_mend { es: "Agregue los territorios de ese nivel, o use otro nivel.", en: "Add that level's territories, or use another level." }
    no_parent(level) {
        es: "Este territorio no está dentro de ninguno del nivel «{level}».",
        en: "This territory lies in none of the level “{level}”.",
    }
    no_parent_mend { es: "Diga en cuál está, con «within».", en: "Say in which it lies, with “within”." }
    circle(through) { es: "Queda dentro de sí mismo: {through}.", en: "It lies in itself: {through}." }
    circle_mend { es: "Corte el círculo: uno de ellos no puede estar dentro de otro.", en: "Break the circle: one of them cannot lie in another." }
    too_deep(most) { es: "Hay más de {most} condiciones, una dentro de otra.", en: "There are more than {most} conditions within each other." }
    too_deep_mend { es: "Escriba la condición de una manera más sencilla.", en: "Write the condition more simply." }
    unmeetable { es: "Nadie puede cumplir esta condición.", en: "Nobody can meet this condition." }
    unmeetable_mend { es: "Revise las edades y los requisitos: se contradicen.", en: "Check ages and requirements: they contradict each other." }
    not_earlier(phase) { es: "La fase «{phase}» no viene antes de esta.", en: "The phase “{phase}” does not come before this one." }
    not_earlier_mend { es: "Nombre solo fases anteriores.", en: "Name earlier phases only." }
    opens_too_early(opens, phase, closes) {
        es: "Abre el {opens}, cuando «{phase}» sigue abierta (cierra el {closes}).",
        en: "It opens on {opens}, while “{phase}” is open (it closes on {closes}).",
    }
    opens_too_early_mend(phase) {
        es: "Ábrala después, o diga que puede cruzarse con «{phase}».",
        en: "Open it later, or say that it may overlap “{phase}”.",
    }
    out_of_order(opens, phase, before) {
        es: "Abre el {opens}, antes que «{phase}», que abre el {before} y va primero.",
        en: "It opens on {opens}, before “{phase}”, which opens on {before} and comes first.",
    }
    out_of_order_mend { es: "Cambie las fechas, o el orden de las fases.", en: "Change the dates, or the order of the phases." }
    no_ideas { es: "Limita cuántas ideas se envían, pero esta competencia no es para enviar ideas.", en: "It limits how many ideas are sent, but this power is not for sending ideas." }
    no_ideas_mend { es: "Quite el máximo, o póngalo en la competencia de proponer ideas.", en: "Remove the limit, or put it on the power to propose ideas." }
    nobody_may(action) { es: "Nadie tiene permiso de: {action}.", en: "Nobody may: {action}." }
    nobody_may_in(action, phase) {
        es: "En la fase «{phase}» nadie tiene permiso de: {action}.",
        en: "In the phase “{phase}” nobody may: {action}.",
    }
    nobody_may_as(action, body) {
        es: "La instancia «{body}» no tiene permiso de: {action}.",
        en: "The body “{body}” may not: {action}.",
    }
    nobody_may_mend { es: "Dele esa competencia a un papel o a una instancia en esa fase.", en: "Give that power to a role or a body in that phase." }
    silent_yes(action) {
        es: "El silencio no puede decir que sí a esto: {action}. Haría falta decir además un costo, un monto o un texto.",
        en: "Silence cannot say yes to this: {action}. It would also take a cost, an amount or a text."
    }
    silent_yes_mend {
        es: "Cuando se venza el plazo, deje que lo haga otra instancia (escalate), que se entienda que no (refuse) o que quede a la vista (alert).",
        en: "When the deadline passes, let somebody else do it (escalate), let it count as a no (refuse) or let everybody see it (alert)."
    }
    locked_before(lock, phase) {
        es: "Espera un cambio que ya no se puede hacer: «{phase}» deja fijo lo siguiente: {lock}.",
        en: "It waits for a change that can no longer be made: “{phase}” locks {lock}.",
    }
    locked_before_mend { es: "Deje fijo ese asunto en una fase posterior.", en: "Lock it in a later phase." }
    not_voting(phase, kind) {
        es: "En la fase «{phase}» ({kind}) no se vota.",
        en: "One does not vote in the phase “{phase}” ({kind}).",
    }
    not_voting_mend { es: "Nombre una fase de votación.", en: "Name a phase of voting." }
    no_contest { es: "En esta fase se vota, pero no hay nada por decidir.", en: "One votes in this phase, but there is nothing to decide." }
    no_contest_mend { es: "Agregue esta fase a una decisión, o quítela.", en: "Add this phase to a contest, or remove it." }
    no_results { es: "Después de esta votación no hay una fase de resultados.", en: "No phase of results comes after this vote." }
    no_results_mend { es: "Agregue una fase de resultados después de la votación.", en: "Add a phase of results after the vote." }
    role_elsewhere(role) { es: "El papel «{role}» no existe en un sitio que lleva procesos.", en: "The role “{role}” does not exist where processes run." }
    role_elsewhere_mend { es: "Use un papel de este sitio o una instancia.", en: "Use a role of this site, or a body." }
    base_not_each { es: "Este reparto necesita que la bolsa le dé su propio monto a cada territorio.", en: "This split needs a base that gives each territory its own amount." }
    base_not_each_level(level) {
        es: "Este reparto necesita que la bolsa le dé su propio monto a cada territorio del nivel «{level}».",
        en: "This split needs a base that gives each territory of “{level}” its own amount.",
    }
    base_not_each_mend { es: "Cambie el origen de la bolsa, o reparta por fórmula.", en: "Change where the pool comes from, or split by a formula." }
    no_weight { es: "Todos los pesos están en cero.", en: "All weights are zero." }
    no_weight_mend { es: "Dele un peso a por lo menos un criterio.", en: "Give at least one term a weight." }
    floors_above_whole(territories, floor, whole) {
        es: "El piso ({floor}) para {territories} territorios suma más que la bolsa ({whole}).",
        en: "The floor ({floor}) for {territories} territories is more than the pool ({whole}).",
    }
    floors_above_whole_mend { es: "Baje el piso.", en: "Lower the floor." }
    caps_below_whole(territories, cap, whole) {
        es: "El tope ({cap}) para {territories} territorios suma menos que la bolsa ({whole}): sobraría dinero.",
        en: "The cap ({cap}) for {territories} territories is less than the pool ({whole}): money would be left.",
    }
    caps_below_whole_mend { es: "Suba el tope.", en: "Raise the cap." }
    above_whole(found, whole) { es: "{found} es más que el total ({whole}).", en: "{found} is more than the whole ({whole})." }
    above_whole_mend(whole) { es: "Escriba {whole} o menos.", en: "Write {whole} or less." }
    sum_not_whole(sum) { es: "Las partes suman {sum}, no 100 %.", en: "The parts make {sum}, not 100%." }
    sum_not_whole_mend { es: "Cambie las partes para que sumen 100 %.", en: "Change the parts so that they make 100%." }
    quorum_above_seats(quorum, seats) {
        es: "El quórum es {quorum} y solo hay {seats} puestos: nunca se podría sesionar.",
        en: "The quorum is {quorum} and there are only {seats} seats: no session could ever be held.",
    }
    quorum_above_seats_kind(quorum, seats, kind) {
        es: "El quórum es {quorum} y donde el territorio es «{kind}» solo hay {seats} puestos.",
        en: "The quorum is {quorum} and where the territory is “{kind}” there are only {seats} seats.",
    }
    quorum_above_seats_mend(seats) { es: "Baje el quórum a {seats} o menos, o agregue puestos.", en: "Lower the quorum to {seats} or less, or add seats." }
    no_seats(kind) { es: "No hay puestos donde el territorio es «{kind}».", en: "There are no seats where the territory is “{kind}”." }
    no_seats_mend { es: "Agregue puestos para esa clase de territorio.", en: "Add seats for that kind of territory." }
    no_pairs { es: "La paridad es por duplas y ningún puesto es de una dupla.", en: "Parity goes by pairs and no seat is held by a pair." }
    no_pairs_mend { es: "Marque los puestos de duplas, o cambie la paridad.", en: "Mark the seats of pairs, or change the parity." }
    parity_above_half(share) { es: "{share} para mujeres y {share} para hombres es más que el total.", en: "{share} for women and {share} for men is more than all." }
    parity_above_half_mend { es: "Escriba 50% o menos.", en: "Write 50% or less." }
    undecided { es: "Dos proyectos iguales podrían quedar empatados para siempre.", en: "Two equal projects could stay tied forever." }
    undecided_mend {
        es: "Termine el desempate con el sorteo público o con el número en el tarjetón.",
        mx: "Termine el desempate con el sorteo público o con el número en la boleta.",
        en: "End the tie break with the public draw or the ballot number.",
    }
    not_divided(amount, note) { es: "{amount} no se puede repartir en billetes de {note}.", en: "{amount} cannot be given in notes of {note}." }
    not_divided_mend { es: "Escriba un monto que sea múltiplo del billete.", en: "Write an amount that is a multiple of the note." }
    cannot_spend(most, amount) { es: "Solo se pueden entregar {most} de {amount}.", en: "Only {most} of {amount} can be given." }
    cannot_spend_mend { es: "Suba lo que se le puede dar a cada proyecto, o cuántos se pueden marcar.", en: "Raise what one project can get, or how many may be named." }
    place_not_less { es: "Un puesto no vale menos que el anterior.", en: "A place is not worth less than the one before it." }
    place_not_less_mend {
        es: "Escriba lo que vale cada puesto de mayor a menor, sin repetir: así se sabe el orden por los puntos.",
        en: "Write what each place is worth from most to least, none twice: the points then tell the order.",
    }
    few_places(places, most) {
        es: "Solo {places} puestos valen algo, y se pueden nombrar {most} proyectos.",
        en: "Only {places} places are worth something, and {most} projects may be named.",
    }
    few_places_mend(most) {
        es: "Diga cuánto valen {most} puestos, o deje nombrar menos proyectos.",
        en: "Say what {most} places are worth, or let fewer projects be named.",
    }
    support_of_points {
        es: "Aquí cada voto da puntos, y una parte de los votos válidos solo se puede comparar con votos.",
        en: "Ballots give points here, and a part of the valid ballots can only be compared with votes.",
    }
    support_of_points_mend {
        es: "Pida un número de puntos, o deje marcar proyectos en vez de darles puntos.",
        en: "Ask for a number of points, or let people mark projects instead of giving points.",
    }
    neighbourhoods_unknown {
        es: "No se puede saber desde cuántos barrios se apoya un proyecto: el voto es secreto y no dice dónde vive quien votó.",
        en: "It cannot be known from how many neighbourhoods a project is supported: the vote is secret and does not say where the voter lives.",
    }
    neighbourhoods_unknown_mend {
        es: "Quite este criterio del desempate y deje el que sigue.",
        en: "Remove this criterion from the tie break and leave the next one.",
    }
    above_offer(found, offer) { es: "Se piden {found} proyectos y solo puede haber {offer}.", en: "{found} projects are asked for and there may be only {offer}." }
    above_offer_mend(offer) { es: "Escriba {offer} o menos.", en: "Write {offer} or less." }
    above_quotas(winners, each, territories) {
        es: "Se piden {winners} ganadores, pero {each} por cada uno de {territories} territorios no alcanza donde menos hay.",
        en: "{winners} winners are asked for, but {each} from each of {territories} territories is not enough where there are fewest.",
    }
    above_quotas_mend { es: "Baje el número de ganadores, o suba la cuota.", en: "Lower the number of winners, or raise the quota." }
    no_region(territory, level) {
        es: "«{territory}» no tiene ningún territorio del nivel «{level}», y los ganadores se reparten entre ellos: allí no podría ganar nada.",
        en: "“{territory}” has no territory of level “{level}”, and winners are spread over those: nothing could win there.",
    }
    no_region_mend(territory, level) {
        es: "Agregue al menos un territorio del nivel «{level}» que quede en «{territory}», o busque los ganadores de otra manera.",
        en: "Add at least one territory of level “{level}” that lies in “{territory}”, or find winners another way.",
    }
    one_wins { es: "Aquí gana un solo proyecto: los proyectos excluyentes no cambian nada.", en: "One project wins here: projects that exclude each other change nothing." }
    one_wins_mend { es: "Quite los proyectos excluyentes, o deje que gane más de uno.", en: "Take the groups away, or let more than one win." }
    vote_in_secret {
        es: "Estas reglas dejarían cambiar el voto hasta el cierre, y con el voto secreto no se puede: la urna no guarda nada que lleve de una persona a su voto, así que no hay cómo sacar el primero para poner otro. Guardar ese enlace rompería el secreto.",
        en: "These rules would let people change their vote until the close, and with a secret vote that cannot be done: the urn keeps nothing that leads from a person to their vote, so the first one could not be taken out for another. To keep such a link would break the secret."
    }
    vote_in_secret_mend { es: "Escriba «never», o quite el campo: el voto no se cambia.", en: "Write `never`, or take the field away: a vote is not changed." }
    on_no_sheet { es: "Esta decisión no está en ningún tarjetón.", mx: "Esta decisión no está en ninguna boleta.", en: "This contest is on no ballot." }
    on_no_sheet_mend { es: "Agréguela a un tarjetón.", mx: "Agréguela a una boleta.", en: "Add it to a ballot." }
    on_other_sheet(with) {
        es: "Se vota al mismo tiempo que «{with}», pero está en otro tarjetón, y nadie lo recibiría.",
        mx: "Se vota al mismo tiempo que «{with}», pero está en otra boleta, y nadie la recibiría.",
        en: "People vote in it at the same time as in “{with}”, but it is on another ballot, which nobody would get.",
    }
    on_other_sheet_mend {
        es: "Ponga las dos en el mismo tarjetón, o vótelas en fases distintas.",
        mx: "Ponga las dos en la misma boleta, o vótelas en fases distintas.",
        en: "Put both on the same ballot, or hold them in different phases.",
    }
    no_common_phase { es: "Sus decisiones nunca se votan en la misma fase.", en: "Its contests are never held in the same phase." }
    no_common_phase_mend { es: "Sepárelas en dos tarjetones, o vótelas en la misma fase.", mx: "Sepárelas en dos boletas, o vótelas en la misma fase.", en: "Put them on two ballots, or hold them in the same phase." }
    no_accounts(roll) {
        es: "Da un voto a cada cuenta de «{roll}», pero ese padrón es de personas.",
        en: "It gives a vote to each account of “{roll}”, but that roll has people.",
    }
    no_accounts_mend { es: "Diga que el padrón es de cuentas, o deje un voto por persona.", en: "Say that the roll has accounts, or leave one vote for each person." }
    off_roll(contest, roll) {
        es: "En «{contest}» vota cada cuenta de «{roll}», y aquí puede votar quien no está en ese padrón.",
        en: "In “{contest}” each account of “{roll}” has a vote, and here somebody may vote who is not on that roll.",
    }
    off_roll_mend(roll) { es: "Pida para votar un requisito que incluya estar en «{roll}».", en: "Ask for a condition to vote that includes being on “{roll}”." }
    turnout_of_accounts(roll) {
        es: "El avance de la participación se cuenta por personas, y aquí vota cada cuenta de «{roll}»: quien tiene muchas lo movería por sí solo.",
        en: "Turnout is told by people, and here each account of “{roll}” has a vote: whoever has many would move it alone.",
    }
    turnout_of_accounts_mend { es: "Quite el avance de la participación, o deje un voto por persona.", en: "Leave turnout untold, or give one vote to each person." }
    mixed_voters { es: "En un mismo tarjetón hay decisiones con un voto por persona y otras con un voto por cuenta.", mx: "En una misma boleta hay decisiones con un voto por persona y otras con un voto por cuenta.", en: "On one ballot some contests give a vote to each person, others to each account." }
    mixed_voters_mend { es: "Ponga esas decisiones en tarjetones distintos, o deles los mismos votantes.", mx: "Ponga esas decisiones en boletas distintas, o deles los mismos votantes.", en: "Put those contests on ballots of their own, or give them the same voters." }
    not_in_person { es: "Pide puntos de votación, pero en esta fase no se vota en persona.", en: "It asks for polling places, but nobody votes in person in this phase." }
    not_in_person_mend { es: "Quite los puntos de votación, o haga que en esta fase se vote en persona.", en: "Remove the polling places, or let people vote in person in this phase." }
    offline_accounts(roll) { es: "Hay un voto por cada cuenta de «{roll}», y sin red una mesa no puede saber cuáles ya votaron.", mx: "Hay un voto por cada cuenta de «{roll}», y sin red una casilla no puede saber cuáles ya votaron.", en: "Each account of “{roll}” has a vote, and without a network a desk cannot know which have voted." }
    offline_accounts_mend { es: "Diga que sin red no se entregan votos, o deje un voto por persona.", en: "Say that none are handed out without a network, or give one vote to each person." }
    not_by_theme(pool) { es: "La bolsa «{pool}» no se reparte por temas.", en: "The pool “{pool}” is not divided by theme." }
    not_by_theme_mend { es: "Reparta la bolsa por temas, o busque los ganadores de otra manera.", en: "Divide the pool by theme, or find winners another way." }
    spent_twice(pool, with) {
        es: "La bolsa «{pool}» también es la de «{with}», y las dos se deciden con el mismo tarjetón: el dinero se daría dos veces.",
        mx: "La bolsa «{pool}» también es la de «{with}», y las dos se deciden con la misma boleta: el dinero se daría dos veces.",
        en: "The pool “{pool}” is that of “{with}” too, and both are decided with the same ballot: the money would be given twice.",
    }
    spent_twice_mend { es: "Dele una bolsa a cada una.", en: "Give each of them a pool of its own." }
    pool_elsewhere(divided, held) {
        es: "La bolsa se reparte en el nivel «{divided}» y se vota en el nivel «{held}».",
        en: "The pool is divided at “{divided}” and the vote is held at “{held}”.",
    }
    pool_elsewhere_mend { es: "Use el mismo nivel en los dos.", en: "Use the same level for both." }
}

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What was found, and what was expected.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

fn explained(what: impl Into<String>, mend: impl Into<String>) -> Explained {
    Explained { what: what.into(), mend: mend.into() }
}

fn meant_or(locale: Locale, word: Option<&str>, otherwise: &str) -> String {
    word.map_or_else(|| otherwise.to_owned(), |word| meant(locale, word))
}

/// What is wrong with one value of a document.
pub fn fault(locale: Locale, fault: &Fault) -> Explained {
    match fault {
        Fault::Syntax { line, column, message } => {
            explained(syntax(locale, line, column, message.lines().next().unwrap_or_default()), syntax_mend(locale))
        }
        Fault::Missing { field } => explained(missing(locale, field), missing_mend(locale, field)),
        Fault::UnknownField { found, known } => explained(
            unknown_field(locale, found, known.join(", ")),
            meant_or(locale, fault.meant(), remove_field(locale)),
        ),
        Fault::UnknownWord { found, known } => explained(
            unknown_word(locale, found, known.join(", ")),
            meant_or(locale, fault.meant(), choose_word(locale)),
        ),
        Fault::WrongKind { found, expected } => {
            let expected: Vec<_> = expected.iter().map(|&expected| kind(locale, expected)).collect();
            let expected = any_of(locale, &expected);
            explained(wrong_kind(locale, kind(locale, *found), &expected), wrong_kind_mend(locale, &expected))
        }
        Fault::Malformed { found, expected } => {
            let (name, example) = form(locale, *expected);
            let what = if found.is_empty() { malformed_empty(locale, name) } else { malformed(locale, found, name) };
            explained(what, malformed_mend(locale, example))
        }
        Fault::Unfit { message } => explained(unfit(locale, message), unfit_mend(locale)),
    }
}

/// What is wrong with a rule set as a whole, at one place of it.
#[expect(clippy::too_many_lines, reason = "one arm for each flaw, and none left over")]
pub fn flaw(locale: Locale, flaw: &Flaw) -> Explained {
    let said = |value: &Quantity| quantity(locale, *value);
    match flaw {
        Flaw::Unknown { what, found, known } => {
            let name = part(locale, *what);
            let said = if known.is_empty() {
                unknown_part_none(locale, name, found)
            } else {
                unknown_part(locale, name, found, known.join(", "))
            };
            explained(said, meant_or(locale, flaw.meant(), &unknown_part_mend(locale, name)))
        }
        Flaw::Repeated { what, found, first } => {
            explained(repeated(locale, capital(part(locale, *what)), found, first), repeated_mend(locale))
        }
        Flaw::Empty { what } => explained(empty(locale, part(locale, *what)), empty_mend(locale, part(locale, *what))),
        Flaw::Nothing => explained(nothing(locale), nothing_mend(locale)),
        Flaw::OutOfRange { found, least, most } => {
            explained(out_of_range(locale, found, least, most), out_of_range_mend(locale, least, most))
        }
        Flaw::Reversed { least, most } => {
            explained(reversed(locale, quantity(locale, *least), quantity(locale, *most)), reversed_mend(locale))
        }
        Flaw::Currency { found, expected } => {
            explained(currency(locale, found, expected), currency_mend(locale, expected))
        }
        Flaw::TooDeep { most } => explained(too_deep(locale, most), too_deep_mend(locale)),
        Flaw::Unmeetable => explained(unmeetable(locale), unmeetable_mend(locale)),
        Flaw::WrongLevel { found, expected } if expected.is_empty() => {
            explained(wrong_level_none(locale, found), wrong_level_mend(locale))
        }
        Flaw::WrongLevel { found, expected } => {
            explained(wrong_level(locale, found, any_of(locale, expected)), wrong_level_mend(locale))
        }
        Flaw::NoTerritory { level } => explained(no_territory(locale, level), no_territory_mend(locale)),
        Flaw::NoParent { level } => explained(no_parent(locale, level), no_parent_mend(locale)),
        Flaw::Circle { through } => explained(circle(locale, through.join(" → ")), circle_mend(locale)),
        Flaw::NotEarlier { phase } => explained(not_earlier(locale, phase), not_earlier_mend(locale)),
        Flaw::OpensTooEarly { opens, phase, closes } => explained(
            opens_too_early(locale, moment(locale, *opens), phase, moment(locale, *closes)),
            opens_too_early_mend(locale, phase),
        ),
        Flaw::OutOfOrder { opens, phase, before } => explained(
            out_of_order(locale, moment(locale, *opens), phase, moment(locale, *before)),
            out_of_order_mend(locale),
        ),
        Flaw::NobodyMay { action, phase, body } => {
            let action = action::name(locale, *action).to_lowercase();
            let what = match (phase, body) {
                (_, Some(body)) => nobody_may_as(locale, action, body),
                (Some(phase), None) => nobody_may_in(locale, action, phase),
                (None, None) => nobody_may(locale, action),
            };
            explained(what, nobody_may_mend(locale))
        }
        Flaw::NoIdeas => explained(no_ideas(locale), no_ideas_mend(locale)),
        Flaw::SilentYes { action: silent } => {
            explained(silent_yes(locale, action::name(locale, *silent).to_lowercase()), silent_yes_mend(locale))
        }
        Flaw::LockedBefore { lock: locked, phase } => {
            explained(locked_before(locale, lock(locale, *locked), phase), locked_before_mend(locale))
        }
        Flaw::NotVoting { phase, kind } => {
            explained(not_voting(locale, phase, terms::phase(locale, *kind)), not_voting_mend(locale))
        }
        Flaw::NoContest => explained(no_contest(locale), no_contest_mend(locale)),
        Flaw::NoResults => explained(no_results(locale), no_results_mend(locale)),
        Flaw::RoleElsewhere { role } => {
            explained(role_elsewhere(locale, terms::role(locale, *role)), role_elsewhere_mend(locale))
        }
        Flaw::BaseNotEach { level } => explained(
            level.as_ref().map_or_else(|| base_not_each(locale).to_owned(), |level| base_not_each_level(locale, level)),
            base_not_each_mend(locale),
        ),
        Flaw::NoWeight => explained(no_weight(locale), no_weight_mend(locale)),
        Flaw::FloorsAboveWhole { floor, territories, whole } => explained(
            floors_above_whole(locale, territories, said(floor), said(whole)),
            floors_above_whole_mend(locale),
        ),
        Flaw::CapsBelowWhole { cap, territories, whole } => {
            explained(caps_below_whole(locale, territories, said(cap), said(whole)), caps_below_whole_mend(locale))
        }
        Flaw::AboveWhole { found, whole } => {
            explained(above_whole(locale, said(found), said(whole)), above_whole_mend(locale, said(whole)))
        }
        Flaw::SumNotWhole { sum } => {
            let sum = locale::format_basis_points(i64::try_from(*sum).unwrap_or(i64::MAX), locale, 2);
            explained(sum_not_whole(locale, sum), sum_not_whole_mend(locale))
        }
        Flaw::QuorumAboveSeats { quorum, seats, kind: None } => {
            explained(quorum_above_seats(locale, quorum, seats), quorum_above_seats_mend(locale, seats))
        }
        Flaw::QuorumAboveSeats { quorum, seats, kind: Some(kind) } => {
            explained(quorum_above_seats_kind(locale, quorum, seats, kind), quorum_above_seats_mend(locale, seats))
        }
        Flaw::NoSeats { kind } => explained(no_seats(locale, kind), no_seats_mend(locale)),
        Flaw::NoPairs => explained(no_pairs(locale), no_pairs_mend(locale)),
        Flaw::ParityAboveHalf { share } => explained(parity_above_half(locale, share), parity_above_half_mend(locale)),
        Flaw::Undecided => explained(undecided(locale), undecided_mend(locale)),
        Flaw::NotDivided { amount, note } => explained(not_divided(locale, amount, note), not_divided_mend(locale)),
        Flaw::CannotSpend { most, amount } => explained(cannot_spend(locale, most, amount), cannot_spend_mend(locale)),
        Flaw::PlaceNotLess => explained(place_not_less(locale), place_not_less_mend(locale)),
        Flaw::FewPlaces { places, most } => explained(few_places(locale, places, most), few_places_mend(locale, most)),
        Flaw::SupportOfPoints => explained(support_of_points(locale), support_of_points_mend(locale)),
        Flaw::NeighbourhoodsUnknown => explained(neighbourhoods_unknown(locale), neighbourhoods_unknown_mend(locale)),
        Flaw::AboveOffer { found, offer } => {
            explained(above_offer(locale, found, offer), above_offer_mend(locale, offer))
        }
        Flaw::AboveQuotas { winners, each, territories } => {
            explained(above_quotas(locale, winners, each, territories), above_quotas_mend(locale))
        }
        Flaw::NoRegion { territory, level } => {
            explained(no_region(locale, territory, level), no_region_mend(locale, territory, level))
        }
        Flaw::OneWins => explained(one_wins(locale), one_wins_mend(locale)),
        Flaw::VoteInSecret => explained(vote_in_secret(locale), vote_in_secret_mend(locale)),
        Flaw::OnNoSheet => explained(on_no_sheet(locale), on_no_sheet_mend(locale)),
        Flaw::OnOtherSheet { with } => explained(on_other_sheet(locale, with), on_other_sheet_mend(locale)),
        Flaw::NoCommonPhase => explained(no_common_phase(locale), no_common_phase_mend(locale)),
        Flaw::NoAccounts { roll } => explained(no_accounts(locale, roll), no_accounts_mend(locale)),
        Flaw::OffRoll { roll, contest } => explained(off_roll(locale, contest, roll), off_roll_mend(locale, roll)),
        Flaw::TurnoutOfAccounts { roll } => {
            explained(turnout_of_accounts(locale, roll), turnout_of_accounts_mend(locale))
        }
        Flaw::MixedVoters => explained(mixed_voters(locale), mixed_voters_mend(locale)),
        Flaw::NotInPerson => explained(not_in_person(locale), not_in_person_mend(locale)),
        Flaw::OfflineAccounts { roll } => explained(offline_accounts(locale, roll), offline_accounts_mend(locale)),
        Flaw::NotByTheme { pool } => explained(not_by_theme(locale, pool), not_by_theme_mend(locale)),
        Flaw::SpentTwice { pool, with } => explained(spent_twice(locale, pool, with), spent_twice_mend(locale)),
        Flaw::PoolElsewhere { divided, held } => {
            explained(pool_elsewhere(locale, divided, held), pool_elsewhere_mend(locale))
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
