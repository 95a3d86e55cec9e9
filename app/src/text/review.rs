//! Words of the technical review: the queue and the form.

use shared::{
    locale::Locale,
    proposal::{Field, Problem},
};

messages! {
    title { es: "Ideas por revisar", en: "Ideas to review" }
    lead(count) { es: "Esperan revisión: {count}. Primero las que vencen antes.", en: "Waiting for review: {count}. What is due first comes first." }
    none_title { es: "No hay ideas por revisar", en: "There are no ideas to review" }
    none_detail { es: "Las ideas nuevas aparecen aquí apenas llegan.", en: "New ideas show up here as soon as they arrive." }
    none_process { es: "Este sitio no tiene un proceso en curso.", en: "This site has no process under way." }
    filter { es: "Territorio", en: "Territory" }
    everywhere(count) { es: "Todos ({count})", en: "All ({count})" }
    place(name, count) { es: "{name} ({count})", en: "{name} ({count})" }
    show { es: "Mostrar", en: "Show" }
    found(shown, all) { es: "Mostrando {shown} de {all}", en: "Showing {shown} of {all}" }
    received(date) { es: "Recibida el {date}", en: "Received on {date}" }
    by_territory { es: "Cuenta por territorio", en: "Count by territory" }
    territory { es: "Territorio", en: "Territory" }
    waiting { es: "Por revisar", en: "To review" }
    viable { es: "Viables", en: "Viable" }
    not_viable { es: "No viables", en: "Not viable" }
    idea(number) { es: "Idea {number}", en: "Idea {number}" }
    need { es: "La necesidad", en: "The need" }
    place_label { es: "Lugar", en: "Place" }
    ballot_number { es: "Número en el tarjetón", mx: "Número en la boleta", en: "Number on the ballot" }
    form_title { es: "Concepto técnico", en: "Technical review" }
    verdict { es: "¿Es viable?", en: "Is it viable?" }
    verdict_viable { es: "Viable", en: "Viable" }
    verdict_viable_detail { es: "Entra al tarjetón de su territorio con un costo.", mx: "Entra a la boleta de su territorio con un costo.", en: "It goes on its territory's ballot with a cost." }
    verdict_not_viable { es: "No viable", en: "Not viable" }
    verdict_not_viable_detail { es: "No entra, y se publica el motivo.", en: "It does not, and the reason is published." }
    if_viable { es: "Si es viable", en: "If it is viable" }
    if_not_viable { es: "Si no es viable", en: "If it is not viable" }
    cost { es: "Costo", en: "Cost" }
    cost_hint(ceiling) { es: "El techo del territorio es de {ceiling}.", en: "The ceiling of the territory is {ceiling}." }
    department { es: "Dependencia que lo ejecutaría", en: "Office that would carry it out" }
    department_hint { es: "Por ejemplo: Secretaría de Infraestructura.", en: "For example: Secretariat of Infrastructure." }
    reason { es: "Motivo", en: "Reason" }
    reason_hint { es: "Al menos 20 letras. La persona que propuso la idea lo va a leer.", en: "At least 20 letters. Whoever sent the idea will read it." }
    region { es: "Región", en: "Region" }
    region_hint { es: "Los ganadores se reparten entre las regiones: sin región no puede ganar.", en: "Winners are spread over the regions: without one it cannot win." }
    region_prompt { es: "Elija la región", en: "Choose the region" }
    region_missing { es: "Elija en qué región queda.", en: "Choose in which region it lies." }
    region_late { es: "Este proyecto ya no se revisa, pero falta decir en qué región queda. Dígalo antes de que se cuente; después no cambia.", en: "This project is not reviewed any more, but it has yet to be said in which region it lies. Say it before the count; it does not change afterwards." }
    region_save { es: "Guardar la región", en: "Save the region" }
    region_saved { es: "El proyecto quedó en su región.", en: "The project has its region." }
    region_decided { es: "La región de este proyecto ya no se puede decir aquí. Abra su página de nuevo para ver cómo quedó.", en: "The region of this project can no longer be said here. Open its page anew to see how it stands." }
    unplaced { es: "Proyectos sin su región", en: "Projects without their region" }
    unplaced_lead { es: "Los ganadores se reparten entre las regiones de las reglas, y estos proyectos no quedan en ninguna. Abra cada uno y diga la suya antes de la votación.", en: "Winners are spread over the regions of the rules, and these projects lie in none. Open each and say its own before the vote." }
    unplaced_one(number, title, place) { es: "el {number}, «{title}», de {place}", en: "number {number}, “{title}”, of {place}" }
    unplaced_open(projects) {
        es: "La votación no puede abrir así: los ganadores se reparten por regiones, y a estos proyectos les falta la suya: {projects}. Ábralos en «Revisión» y diga en qué región quedan.",
        en: "The vote cannot open like this: winners are spread over regions, and these projects lack theirs: {projects}. Open them under “Review” and say in which region they lie."
    }
    act_place { es: "Dijo en qué región queda un proyecto", en: "Said in which region a project lies" }
    region_other { es: "Esa región no es de este territorio. Elija una de la lista.", en: "That region is not of this territory. Choose one of the list." }
    group { es: "Grupo excluyente", en: "Exclusive group" }
    group_hint { es: "De los proyectos de un grupo, por ejemplo los de un mismo lote, gana uno solo.", en: "Of the projects of a group, for example those for one site, only one wins." }
    group_prompt { es: "Ninguno", en: "None" }
    group_listed(group, numbers) { es: "{group}: números {numbers}", en: "{group}: numbers {numbers}" }
    group_other { es: "Ese grupo ya no existe. Elija uno de la lista o escriba uno nuevo.", en: "That group no longer exists. Choose one of the list or name a new one." }
    group_two { es: "Elija un grupo de la lista o escriba uno nuevo, no los dos.", en: "Choose a group of the list or name a new one, not both." }
    new_group { es: "O un grupo nuevo", en: "Or a new group" }
    new_group_hint { es: "Escriba lo que tienen en común. Por ejemplo: Lote de la carrera 70.", en: "Write what they have in common. For example: Site on Carrera 70." }
    groups { es: "Proyectos excluyentes", en: "Projects that exclude each other" }
    groups_lead { es: "De cada grupo gana un solo proyecto. El grupo se cambia en el concepto de cada proyecto, hasta que abra la votación.", en: "Of each group only one project wins. The group is changed in the review of each project, until voting opens." }
    group_members { es: "Proyectos", en: "Projects" }
    save { es: "Guardar el concepto", en: "Save the review" }
    saved_viable(title, number) {
        es: "«{title}» quedó en el tarjetón con el número {number}.",
        mx: "«{title}» quedó en la boleta con el número {number}.",
        en: "“{title}” is on the ballot with number {number}."
    }
    saved_not_viable(title) { es: "«{title}» quedó como no viable, con su motivo.", en: "“{title}” is now not viable, with its reason." }
    changeable { es: "Ya tiene concepto. Lo puede cambiar hasta que abra la votación.", en: "It is already reviewed. You can change that until voting opens." }
    fixed(since) {
        es: "El tarjetón quedó fijo cuando abrió la votación, el {since}: ninguna revisión puede cambiar ya. La idea se puede proponer de nuevo en el próximo proceso.",
        mx: "La boleta quedó fija cuando abrió la votación, el {since}: ninguna revisión puede cambiar ya. La idea se puede proponer de nuevo en el próximo proceso.",
        en: "The ballot was fixed when voting opened, on {since}: no review can change any more. The idea can be proposed again in the next process."
    }
    over_ceiling(cost, ceiling) {
        es: "El costo de {cost} es mayor que el techo del territorio, {ceiling}: nunca podría ganar.",
        en: "The cost of {cost} is above the territory's ceiling, {ceiling}: it could never win."
    }
    withdrawn { es: "Quien la envió la retiró: ya no se revisa.", en: "Whoever sent it took it back: it is not reviewed any more." }
    old_process { es: "Es de un proceso anterior: su revisión ya no cambia.", en: "It is from an earlier process: its review does not change any more." }
    verdict_missing { es: "Elija si la idea es viable o no.", en: "Choose whether the idea is viable or not." }
    cost_missing { es: "Escriba el costo.", en: "Write the cost." }
    cost_zero { es: "El costo tiene que ser mayor que cero.", en: "The cost must be more than zero." }
    department_missing { es: "Escriba la dependencia que lo ejecutaría.", en: "Write the office that would carry it out." }
    reason_missing { es: "Escriba el motivo.", en: "Write the reason." }
    too_short(minimum, actual) { es: "Escriba al menos {minimum} letras; escribió {actual}.", en: "Write at least {minimum} letters; you wrote {actual}." }
    too_long(maximum, actual) { es: "Puede tener hasta {maximum} letras; escribió {actual}.", en: "It can have up to {maximum} letters; you wrote {actual}." }
    control_character(column) { es: "La letra {column} no se puede mostrar. Bórrela y escríbala de nuevo.", en: "Character {column} cannot be shown. Delete it and write it again." }
}

/// What is wrong with a field of a review, and how to mend it.
pub fn problem(
    locale: Locale,
    field: Field,
    problem: &Problem,
    amount: impl Fn(&shared::money::MoneyError) -> String,
) -> String {
    match problem {
        Problem::Missing => match field {
            Field::Verdict => verdict_missing(locale),
            Field::Cost => cost_missing(locale),
            Field::Department => department_missing(locale),
            Field::Reason | Field::Title | Field::Need | Field::Place => reason_missing(locale),
        }
        .to_owned(),
        Problem::TooShort { minimum, actual } => too_short(locale, minimum, actual),
        Problem::TooLong { maximum, actual } => too_long(locale, maximum, actual),
        Problem::ControlCharacter { column } => control_character(locale, column),
        Problem::Amount(error) => amount(error),
        Problem::NoCost => cost_zero(locale).to_owned(),
    }
}
