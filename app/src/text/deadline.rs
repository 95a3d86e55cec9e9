//! Words of deadlines: by when, how much is left, how late, and what follows.

use shared::{
    calendar::Left,
    locale::{self, Locale},
};

messages! {
    due(day, left) { es: "Vence el {day} ({left}).", en: "Due on {day} ({left})." }
    another(day, left) { es: "Otro plazo vence el {day} ({left}).", en: "Another deadline is {day} ({left})." }
    answer_due(day, left) { es: "La respuesta vence el {day} ({left}).", en: "The answer is due on {day} ({left})." }
    passed(day, ago) { es: "Venció el {day} ({ago}).", en: "It was due on {day} ({ago})." }
    answer_passed(day, ago) {
        es: "La respuesta está atrasada: vencía el {day} ({ago}).",
        en: "The answer is late: it was due on {day} ({ago})."
    }
    today { es: "es hoy", en: "that is today" }
    one_day { es: "queda 1 día", en: "1 day left" }
    days(count) { es: "quedan {count} días", en: "{count} days left" }
    one_working_day { es: "queda 1 día hábil", en: "1 working day left" }
    working_days(count) { es: "quedan {count} días hábiles", en: "{count} working days left" }
    yesterday { es: "ayer", en: "yesterday" }
    days_ago(count) { es: "hace {count} días", en: "{count} days ago" }
    others_may(who) { es: "Ya lo puede hacer también: {who}.", en: "This may now be done also by: {who}." }

    minutes { es: "Acta", en: "Minutes" }
    late { es: "Vencida", en: "Late" }
    late_many { es: "Vencidas", en: "Late" }
    late_count(count) { es: "Vencidas: {count}.", en: "Late: {count}." }
    late_title(count) { es: "Ideas con el plazo vencido: {count}", en: "Ideas past their deadline: {count}" }
    late_detail { es: "Son las primeras de la lista.", en: "They come first in the list." }
    for_you_title { es: "Le toca revisar", en: "For you to review" }
    for_you(count) {
        es: "El plazo de estas ideas venció, y el reglamento le permite revisarlas: {count}.",
        en: "These ideas are past their deadline, and the rules let you review them: {count}."
    }
    for_you_lead(count) {
        es: "Su plazo venció sin respuesta, y por eso el reglamento le permite revisarlas. Esperan: {count}.",
        en: "Their deadline passed without an answer, so the rules let you review them. Waiting: {count}."
    }
    for_you_all { es: "El reglamento le permite revisar ideas.", en: "The rules let you review ideas." }
    see_queue { es: "Ver las ideas por revisar", en: "See the ideas to review" }

    lapsed { es: "No viable: se venció el plazo", en: "Not viable: the deadline passed" }
    lapsed_reason(deadline, day, norm) {
        es: "El plazo venció el {day} sin respuesta ({deadline}). El reglamento dice que entonces se entiende que no es viable. Norma: {norm}.",
        en: "The deadline passed on {day} without an answer ({deadline}). The rules say that it then counts as not viable. Norm: {norm}."
    }
    no_norm { es: "el reglamento, en un punto que es borrador", en: "the rules, in a part that is a draft" }
    act_lapse { es: "El plazo venció: la idea se entiende no viable", en: "The deadline passed: the idea counts as not viable" }
    the_system { es: "El sistema, por el reglamento", en: "The system, by the rules" }
}

/// How much is left, in words; of something late, how long ago.
pub fn left(locale: Locale, left: Left, working: bool) -> String {
    let number = |count: u32| locale::format_integer(count.into(), locale);
    match (left, working) {
        (Left::Days(0), _) => today(locale).to_owned(),
        (Left::Days(1), false) => one_day(locale).to_owned(),
        (Left::Days(1), true) => one_working_day(locale).to_owned(),
        (Left::Days(count), false) => days(locale, number(count)),
        (Left::Days(count), true) => working_days(locale, number(count)),
        (Left::Late(1), _) => yesterday(locale).to_owned(),
        (Left::Late(count), _) => days_ago(locale, number(count)),
    }
}
