//! Words on a ballot of any type: how it is marked, what is left, and what is wrong with it.

use shared::{
    ballot::{BallotForm, Choice, FormProblem, Mistake, Progress, Purse, Way},
    id::ProposalId,
    locale::{Locale, format_integer, format_money},
};

use super::plural;

messages! {
    mark_one { es: "Marque un proyecto", en: "Mark one project" }
    mark_up_to(most) { es: "Marque hasta {most} proyectos", en: "Mark up to {most} projects" }
    mark_exactly(most) { es: "Marque {most} proyectos", en: "Mark {most} projects" }
    mark_between(least, most) { es: "Marque de {least} a {most} proyectos", en: "Mark {least} to {most} projects" }
    rank_up_to(most) { es: "Ordene hasta {most} proyectos", en: "Rank up to {most} projects" }
    rank_exactly(most) { es: "Ordene {most} proyectos", en: "Rank {most} projects" }
    rank_between(least, most) { es: "Ordene de {least} a {most} proyectos", en: "Rank {least} to {most} projects" }
    rank_how {
        es: "El puesto 1 es para el que más prefiere. Deje sin puesto los que no quiera nombrar.",
        en: "Place 1 is for the one you prefer most. Leave those without a place that you do not want to name."
    }
    rank_worth(points) {
        es: "Los puestos valen, del primero al último, estos puntos: {points}.",
        en: "From the first to the last, places are worth these points: {points}."
    }
    give_points(points) { es: "Reparta {points} puntos entre los proyectos", en: "Give {points} points to the projects" }
    points_how(each, most) {
        es: "Hasta {each} a un proyecto, y a {most} proyectos como máximo.",
        en: "Up to {each} to one project, and to {most} projects at most."
    }
    points_all { es: "Hay que repartirlos todos.", en: "All must be given." }
    give_money(amount, note) {
        es: "Reparta {amount} en billetes de {note}",
        en: "Give {amount} in notes of {note}"
    }
    money_how(each, most) {
        es: "Hasta {each} a un proyecto, y a {most} proyectos como máximo. No es plata de verdad: es su voto.",
        mx: "Hasta {each} a un proyecto, y a {most} proyectos como máximo. No es dinero de verdad: es su voto.",
        en: "Up to {each} to one project, and to {most} projects at most. It is no real money: it is your vote."
    }
    fill(ceiling) {
        es: "Marque proyectos hasta donde alcance el techo de {ceiling}",
        en: "Mark projects as far as the ceiling of {ceiling} goes"
    }
    fill_floor(floor) { es: "Deben costar juntos por lo menos {floor}.", en: "Together they must cost at least {floor}." }
    fill_least(least) { es: "Marque por lo menos {least}.", en: "Mark at least {least}." }
    fill_most(most) { es: "Marque {most} como máximo.", en: "Mark {most} at most." }
    of_contest(contest, how) { es: "{contest}: {how}", en: "{contest}: {how}" }

    number { es: "Número", en: "Number" }
    sample { es: "Ejemplo", en: "Sample" }
    blank { es: "Voto en blanco", en: "Blank vote" }
    blank_detail { es: "Para quienes no eligen ningún proyecto.", en: "For those who choose no project." }
    skip { es: "Dejar esta decisión sin marcar", en: "Leave this decision unmarked" }
    place { es: "Puesto", en: "Place" }
    points { es: "Puntos", en: "Points" }
    notes { es: "Billetes", en: "Notes" }
    give_note(note) { es: "Dar un billete de {note}", en: "Give a note of {note}" }
    of_project(title) { es: "para «{title}»", en: "for “{title}”" }
    no_place { es: "Sin puesto", en: "No place" }
    nothing { es: "Nada", en: "Nothing" }
    up { es: "Subir", en: "Move up" }
    down { es: "Bajar", en: "Move down" }
    your_order { es: "Su orden:", en: "Your order:" }

    search { es: "Buscar un proyecto por palabras o por su número", en: "Look for a project by words or by its number" }
    search_all(all) { es: "Hay {all} proyectos.", en: "There are {all} projects." }
    search_found(found, all) {
        es: "Encontramos {found} de {all}. Los que ya marcó siguen a la vista.",
        en: "We found {found} of {all}. Those that you marked stay in sight."
    }
    search_none(all) {
        es: "Ninguno de los {all} dice eso. Los que ya marcó siguen a la vista.",
        en: "None of the {all} says so. Those that you marked stay in sight."
    }
    show_all { es: "Ver todos", en: "Show all" }
    brought_back {
        es: "Aquí sigue lo que usted había marcado antes de que se cortara la conexión o se recargara la página.",
        en: "Here is what you had marked before the connection was lost or the page was loaded again."
    }
    lost {
        es: "No hay conexión y su selección no se envió. Todo lo que marcó sigue aquí: intente de nuevo en un momento.",
        en: "There is no connection and your choice was not sent. Everything that you marked is still here: try again in a moment."
    }

    marked { es: "Marcados:", en: "Marked:" }
    of_limit(limit) { es: "de {limit}", en: "of {limit}" }
    left(left, most) { es: "Le quedan {left} de {most}", en: "You have {left} left of {most}" }
    one_to_mark { es: "Falta marcar un proyecto", en: "One project is to be marked" }
    one_marked { es: "Marcó un proyecto", en: "You marked one project" }
    voted_blank { es: "Marcó el voto en blanco", en: "You marked the blank vote" }
    ranked(chosen, most) { es: "Ordenó {chosen} de {most}", en: "You ranked {chosen} of {most}" }
    points_left(left, total) { es: "Le quedan {left} de {total} puntos", en: "You have {left} of {total} points left" }
    notes_left(notes, total) { es: "Le quedan {notes} de {total} billetes", en: "You have {notes} of {total} notes left" }
    money_left(left, total) { es: "Le quedan {left} de {total}", en: "You have {left} of {total} left" }
    took(project, place, of) {
        es: "{project} tiene el puesto {place} de {of}.",
        en: "{project} has place {place} of {of}."
    }
    is_first(project) { es: "{project} ya está de primero.", en: "{project} is first already." }
    has_no_place(project) { es: "{project} está sin puesto.", en: "{project} has no place." }
    full(limit) {
        es: "Ya marcó los {limit} que permite el tarjetón. Para elegir otro, quite uno.",
        mx: "Ya marcó los {limit} que permite la boleta. Para elegir otro, quite uno.",
        en: "You have marked all {limit} that the ballot allows. To choose another, unmark one."
    }
    no_room(ceiling, over) {
        es: "No cabe: pasaría el techo de {ceiling} por {over}. Para elegirlo, quite otro.",
        en: "It does not fit: it would go over the ceiling of {ceiling} by {over}. To choose it, unmark another."
    }
    blank_or_projects {
        es: "El voto en blanco va solo: quite los proyectos que marcó.",
        en: "A blank vote stands alone: unmark the projects you chose."
    }

    about(project, sentence) { es: "{project}: {sentence}", en: "{project}: {sentence}" }
    called(number, title) { es: "Número {number}, «{title}»", en: "Number {number}, “{title}”" }
    no_project(found) {
        es: "«{found}» no es un proyecto de este tarjetón.",
        mx: "«{found}» no es un proyecto de esta boleta.",
        en: "“{found}” is no project of this ballot."
    }
    changed {
        es: "El tarjetón cambió mientras usted elegía. Revíselo y marque de nuevo.",
        mx: "La boleta cambió mientras usted elegía. Revísela y marque de nuevo.",
        en: "The ballot changed while you were choosing. Look at it again and mark your choice."
    }
    repeated(times) { es: "Está {times} veces; márquelo una sola vez.", en: "It is there {times} times; mark it once." }
    no_number(found) {
        es: "Escriba un número entero; encontramos «{found}».",
        en: "Type a whole number; we found “{found}”."
    }
    only_named { es: "Aquí solo se marca; no se le da una cantidad.", en: "It is only marked here; it is given no amount." }
    nothing_marked { es: "Marque al menos un proyecto.", en: "Mark at least one project." }
    nothing_marked_nor_blank {
        es: "Marque al menos un proyecto o el voto en blanco.",
        en: "Mark at least one project or the blank vote."
    }
    no_blank {
        es: "Este tarjetón no tiene voto en blanco. Marque al menos un proyecto.",
        mx: "Esta boleta no tiene voto en blanco. Marque al menos un proyecto.",
        en: "This ballot has no blank vote. Mark at least one project."
    }
    too_many(chosen, most) {
        es: "Marcó {chosen} proyectos y el tarjetón permite {most}. Quite los que sobran; los demás siguen marcados.",
        mx: "Marcó {chosen} proyectos y la boleta permite {most}. Quite los que sobran; los demás siguen marcados.",
        en: "You marked {chosen} projects and the ballot allows {most}. Unmark those in excess; the others stay marked."
    }
    too_few(chosen, least) {
        es: "Nombró {chosen} y hay que nombrar por lo menos {least}. Agregue los que faltan.",
        en: "You named {chosen} and at least {least} must be named. Add those that are missing."
    }
    place_twice(place, projects) {
        es: "El puesto {place} lo tienen varios: {projects}. Deje uno solo en cada puesto.",
        en: "Several have place {place}: {projects}. Leave only one in each place."
    }
    place_missing(place) {
        es: "Nadie tiene el puesto {place}. Los puestos van seguidos, desde el 1.",
        en: "None has place {place}. Places follow one another, from 1."
    }
    too_much_to_one(given, most) {
        es: "Le dio {given} y lo más que se le puede dar es {most}.",
        en: "You gave it {given}, and the most it can be given is {most}."
    }
    too_much(given, total, over) {
        es: "Repartió {given} y solo tiene {total}. Quite {over}.",
        en: "You gave {given} and have only {total}. Take {over} back."
    }
    points_to_give(given, total, missing) {
        es: "Repartió {given} y hay que repartir {total}. Faltan {missing}.",
        en: "You gave {given} and all {total} must be given. {missing} are missing."
    }
    no_whole_notes(given, note) {
        es: "Le dio {given}, y los billetes son de {note}: dé 0, {note} o un múltiplo.",
        en: "You gave it {given}, and notes are of {note}: give 0, {note} or a multiple."
    }
    over_ceiling(cost, ceiling, over) {
        es: "Lo que marcó cuesta {cost} y el techo es {ceiling}: sobran {over}. Quite proyectos hasta que quepan.",
        en: "What you marked costs {cost} and the ceiling is {ceiling}: {over} too much. Unmark projects until they fit."
    }
    underspent(cost, floor, missing) {
        es: "Lo que marcó cuesta {cost} y debe llegar por lo menos a {floor}: faltan {missing}.",
        en: "What you marked costs {cost} and must reach at least {floor}: {missing} is missing."
    }
    other_contest(found) {
        es: "«{found}» no es una decisión de este tarjetón.",
        mx: "«{found}» no es una decisión de esta boleta.",
        en: "“{found}” is no decision of this ballot."
    }
    sheet_empty { es: "Marque algo en una de las decisiones.", en: "Mark something in one of the decisions." }

    no_points { es: "No hay puntos para repartir.", en: "There are no points to give." }
    no_notes { es: "No hay billetes para repartir.", en: "There are no notes to give." }
    uneven_notes(amount, note) {
        es: "{amount} no se puede pagar con billetes de {note}.",
        en: "{amount} cannot be paid in notes of {note}."
    }
    uneven_each(each, note) {
        es: "Lo más para un proyecto es {each}, que no son billetes completos de {note}.",
        en: "The most to one project is {each}, which is not in whole notes of {note}."
    }
    places_not_less {
        es: "Cada puesto debe valer menos que el anterior, y el último algo.",
        en: "Each place must be worth less than the one before it, and the last one something."
    }
    offered_outside(offered, least, most) {
        es: "Hay {offered} proyectos y las reglas piden de {least} a {most}.",
        en: "There are {offered} projects and the rules ask for {least} to {most}."
    }
    least_above_most(least, most) {
        es: "Hay que nombrar por lo menos {least} y solo se pueden nombrar {most}.",
        en: "At least {least} must be named and only {most} may be."
    }
    least_above_offer(least, offered) {
        es: "Hay que nombrar por lo menos {least} y solo hay {offered}.",
        en: "At least {least} must be named and there are only {offered}."
    }
    points_out_of_reach(points, reachable) {
        es: "Hay que repartir {points} puntos y solo se pueden repartir {reachable}.",
        en: "All {points} points must be given and only {reachable} can be."
    }
    least_above_ceiling(least, cost, ceiling) {
        es: "Los {least} proyectos más baratos cuestan {cost}, más que el techo de {ceiling}.",
        en: "The {least} cheapest projects cost {cost}, more than the ceiling of {ceiling}."
    }
    floor_out_of_reach(floor, reachable) {
        es: "Hay que llegar a {floor} y los proyectos más caros que se pueden marcar suman {reachable}.",
        en: "{floor} must be reached and the dearest projects that may be marked add up to {reachable}."
    }
}

fn whole(locale: Locale, number: u64) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX), locale)
}

/// How a ballot is marked, as its legend says it.
pub fn legend(locale: Locale, form: &BallotForm) -> String {
    let (least, most) = (form.least(), form.most());
    match form.way() {
        Way::SingleChoice => mark_one(locale).to_owned(),
        Way::Approval => match (least, most) {
            (_, 1) => mark_one(locale).to_owned(),
            (least, most) if least == most => mark_exactly(locale, most),
            (0 | 1, most) => mark_up_to(locale, most),
            (least, most) => mark_between(locale, least, most),
        },
        Way::Ranking => match (least, most) {
            (least, most) if least == most => rank_exactly(locale, most),
            (0 | 1, most) => rank_up_to(locale, most),
            (least, most) => rank_between(locale, least, most),
        },
        Way::Points { points, .. } => give_points(locale, whole(locale, points)),
        Way::Wallet { amount, note, .. } => give_money(locale, whole(locale, amount), whole(locale, note)),
        Way::Knapsack { .. } => fill(locale, format_money(form.offer().ceiling(), locale)),
    }
}

/// What else there is to know before marking it.
pub fn how(locale: Locale, form: &BallotForm) -> Option<String> {
    let (least, most) = (form.least(), form.most());
    match form.way() {
        Way::Approval | Way::SingleChoice => None,
        Way::Ranking => {
            let said: Vec<String> =
                [rank_how(locale).to_owned()].into_iter().chain(worth(locale, form.places())).collect();
            Some(said.join(" "))
        }
        Way::Points { each, spend_all, .. } => {
            let how = points_how(locale, whole(locale, each), most);
            Some(if spend_all { format!("{how} {}", points_all(locale)) } else { how })
        }
        Way::Wallet { each, .. } => Some(money_how(locale, whole(locale, each), most)),
        Way::Knapsack { floor } => {
            let floor = (floor.minor() > 0).then(|| fill_floor(locale, format_money(floor, locale)));
            let least = (least > 1).then(|| fill_least(locale, least));
            let most = (most < form.offer().count()).then(|| fill_most(locale, most));
            let said: Vec<String> = [floor, least, most].into_iter().flatten().collect();
            (!said.is_empty()).then(|| said.join(" "))
        }
    }
}

/// What each place of a ranking is worth, from the first on, where the rules say it.
pub fn worth(locale: Locale, places: &[u16]) -> Option<String> {
    let points: Vec<String> = places.iter().map(|points| whole(locale, (*points).into())).collect();
    (!points.is_empty()).then(|| rank_worth(locale, points.join(", ")))
}

/// How far a ballot has come: what is left of it.
pub fn far(locale: Locale, form: &BallotForm, choice: &Choice, progress: &Progress) -> String {
    if choice.blank && progress.chosen == 0 {
        return voted_blank(locale).to_owned();
    }
    match (form.way(), progress.purse) {
        (Way::SingleChoice, _) => {
            plural(u64::from(progress.chosen), one_marked(locale), one_to_mark(locale)).to_owned()
        }
        (Way::Ranking, _) => ranked(locale, progress.chosen, progress.most),
        (_, Some(purse @ Purse::Points { total, .. })) => {
            points_left(locale, whole(locale, purse.left()), whole(locale, total))
        }
        (_, Some(purse @ Purse::Wallet { total, note, .. })) => {
            let notes = purse.notes_left().unwrap_or_default();
            notes_left(locale, whole(locale, notes), whole(locale, total.checked_div(note).unwrap_or_default()))
        }
        (_, Some(purse @ Purse::Ceiling { ceiling, .. })) => {
            let left = i64::try_from(purse.left()).unwrap_or(i64::MAX);
            let left = shared::money::Money::new(left, ceiling.currency());
            money_left(locale, format_money(left, locale), format_money(ceiling, locale))
        }
        (_, None) => left(locale, progress.projects_left(), progress.most),
    }
}

/// What is wrong with a ballot. `called` says a project's number and how to name it.
pub fn mistake(locale: Locale, mistake: &Mistake, called: &dyn Fn(ProposalId) -> (u32, String)) -> String {
    let number = |number: u64| whole(locale, number);
    match mistake {
        Mistake::NoProject { found } => no_project(locale, found),
        Mistake::NotOffered { .. } => changed(locale).to_owned(),
        Mistake::Repeated { times, .. } => repeated(locale, times),
        Mistake::NoNumber { found, .. } => no_number(locale, found),
        Mistake::OnlyNamed { .. } => only_named(locale).to_owned(),
        Mistake::NothingMarked { blank: true } => nothing_marked_nor_blank(locale).to_owned(),
        Mistake::NothingMarked { blank: false } => nothing_marked(locale).to_owned(),
        Mistake::NoBlankVote => no_blank(locale).to_owned(),
        Mistake::BlankWithProjects { .. } => blank_or_projects(locale).to_owned(),
        Mistake::TooMany { most, chosen } => too_many(locale, chosen, most),
        Mistake::TooFew { least, chosen } => too_few(locale, chosen, least),
        Mistake::PlaceTwice { place, projects } => {
            let mut projects: Vec<(u32, String)> = projects.iter().map(|&project| called(project)).collect();
            projects.sort();
            let names: Vec<String> = projects.into_iter().map(|(_, name)| name).collect();
            place_twice(locale, place, names.join("; "))
        }
        Mistake::PlaceMissing { place } => place_missing(locale, place),
        Mistake::TooMuchToOne { most, given, .. } => too_much_to_one(locale, number(*given), number(*most)),
        Mistake::TooMuch { total, given } => {
            too_much(locale, number(*given), number(*total), number(given.saturating_sub(*total)))
        }
        Mistake::PointsLeft { total, given } => {
            points_to_give(locale, number(*given), number(*total), number(total.saturating_sub(*given)))
        }
        Mistake::NoWholeNotes { given, note, .. } => no_whole_notes(locale, number(*given), number(*note)),
        Mistake::OverCeiling { ceiling, cost, over } => {
            let [cost, ceiling, over] = [cost, ceiling, over].map(|money| format_money(*money, locale));
            over_ceiling(locale, cost, ceiling, over)
        }
        Mistake::Underspent { floor, cost, missing } => {
            let [cost, floor, missing] = [cost, floor, missing].map(|money| format_money(*money, locale));
            underspent(locale, cost, floor, missing)
        }
    }
}

/// Why the rules make no ballot of an offer.
pub fn form_problem(locale: Locale, problem: &FormProblem) -> String {
    let number = |number: u32| whole(locale, number.into());
    match *problem {
        FormProblem::NoPoints => no_points(locale).to_owned(),
        FormProblem::NoNotes { .. } => no_notes(locale).to_owned(),
        FormProblem::UnevenNotes { amount, note } => uneven_notes(locale, number(amount), number(note)),
        FormProblem::UnevenEach { each, note } => uneven_each(locale, number(each), number(note)),
        FormProblem::PlacesNotLess => places_not_less(locale).to_owned(),
        FormProblem::OfferedOutside { offered, at_least, at_most } => {
            offered_outside(locale, offered, at_least, at_most)
        }
        FormProblem::LeastAboveMost { least, most } => least_above_most(locale, least, most),
        FormProblem::LeastAboveOffer { least, offered } => least_above_offer(locale, least, offered),
        FormProblem::PointsLeft { points, reachable } => {
            points_out_of_reach(locale, whole(locale, points), whole(locale, reachable))
        }
        FormProblem::LeastAboveCeiling { least, cost, ceiling } => {
            least_above_ceiling(locale, least, format_money(cost, locale), format_money(ceiling, locale))
        }
        FormProblem::FloorOutOfReach { floor, reachable } => {
            floor_out_of_reach(locale, format_money(floor, locale), format_money(reachable, locale))
        }
    }
}
