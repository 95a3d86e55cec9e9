//! What the parts of a rule set, its values and its quantities are called.

use std::fmt::Display;

use shared::{
    document::{Form, Kind},
    locale::{self, Locale},
    ruleset::{Lock, Moment, Part, Quantity},
};

messages! {
    kind_null { es: "nada", en: "nothing" }
    kind_boolean { es: "sí o no (true, false)", en: "yes or no (true, false)" }
    kind_integer { es: "un número entero", en: "a whole number" }
    kind_decimal { es: "un número con decimales", en: "a number with decimals" }
    kind_text { es: "un texto entre comillas", en: "a text in quotes" }
    kind_list { es: "una lista", en: "a list" }
    kind_table { es: "un grupo de datos", en: "a group of fields" }

    form_key { es: "un nombre corto (minúsculas sin tilde, cifras y guiones)", en: "a short name (lower-case letters, digits and hyphens)" }
    form_text { es: "un texto sin espacios al principio ni al final", en: "a text without spaces at its ends" }
    form_share { es: "un porcentaje de 0% a 100%", en: "a percentage from 0% to 100%" }
    form_factor { es: "un porcentaje de 0% a 1000%", en: "a percentage from 0% to 1000%" }
    form_amount { es: "un monto con su moneda", en: "an amount with its currency" }
    form_day { es: "un día con año", en: "a day with its year" }
    form_day_of_year { es: "un día del año (mes y día)", en: "a day of the year (month and day)" }
    form_time_of_day { es: "una hora del día", en: "a time of day" }
    form_holder { es: "un papel o una instancia", en: "a role or a body" }
    form_basis { es: "una norma de este documento, o borrador", en: "a norm of this document, or a draft" }
    form_code { es: "un código oficial de territorio", en: "an official code of a territory" }
    form_currency { es: "una moneda", en: "a currency" }
    or { es: "o", en: "or" }
    and { es: "y", en: "and" }
    and_i { es: "e", en: "and" }
    years_after(day, year) { es: "{day} (año {year} después)", en: "{day} ({year} years after)" }
    part_norm { es: "norma", en: "norm" }
    part_level { es: "nivel", en: "level" }
    part_kind { es: "clase de territorio", en: "kind of territory" }
    part_territory { es: "territorio", en: "territory" }
    part_indicator { es: "indicador", en: "indicator" }
    part_theme { es: "tema", en: "theme" }
    part_roll { es: "padrón", en: "roll" }
    part_body { es: "instancia", en: "body" }
    part_seats { es: "puestos", en: "seats" }
    part_phase { es: "fase", en: "phase" }
    part_power { es: "competencia", en: "power" }
    part_action { es: "acción", en: "action" }
    part_deadline { es: "plazo", en: "deadline" }
    part_pool { es: "bolsa", en: "pool" }
    part_term { es: "criterio de la fórmula", en: "term of the formula" }
    part_condition { es: "requisito", en: "condition" }
    part_contest { es: "decisión", en: "contest" }
    part_sheet { es: "tarjetón", mx: "boleta", en: "ballot" }
    part_tie_break { es: "desempate", en: "tie break" }
    part_criterion { es: "criterio", en: "criterion" }
    part_age { es: "edad", en: "age" }
    part_entry { es: "entrada", en: "entry" }
    lock_projects { es: "los proyectos", en: "the projects" }
    lock_ballots { es: "los tarjetones", mx: "las boletas", en: "the ballots" }
    lock_ceilings { es: "los techos", en: "the ceilings" }
    lock_rules { es: "las reglas", en: "the rules" }
}

/// Words with commas, and `or` before the last one.
pub fn any_of<T: Display>(locale: Locale, words: &[T]) -> String {
    listed(words, or(locale))
}

/// What sort of value.
pub const fn kind(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Null => kind_null(locale),
        Kind::Boolean => kind_boolean(locale),
        Kind::Integer => kind_integer(locale),
        Kind::Decimal => kind_decimal(locale),
        Kind::Text => kind_text(locale),
        Kind::List => kind_list(locale),
        Kind::Table => kind_table(locale),
    }
}

/// How a value of a form is described, and an example of it.
pub const fn form(locale: Locale, form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Key => (form_key(locale), "comite-tecnico"),
        Form::Text => (form_text(locale), "Comité técnico"),
        Form::Share => (form_share(locale), "12.5%"),
        Form::Factor => (form_factor(locale), "185%"),
        Form::Amount => (form_amount(locale), "19000000000 COP"),
        Form::Day => (form_day(locale), "2026-10-07"),
        Form::DayOfYear => (form_day_of_year(locale), "09-01"),
        Form::TimeOfDay => (form_time_of_day(locale), "08:00"),
        Form::Holder => (form_holder(locale), "role:citizen, body:comite-tecnico"),
        Form::Basis => (form_basis(locale), "draft, acuerdo-28-2017 art. 43"),
        Form::Code => (form_code(locale), "05001"),
        Form::Currency => (form_currency(locale), "COP"),
    }
}

/// What a part of a rule set is called.
pub const fn part(locale: Locale, part: Part) -> &'static str {
    match part {
        Part::Norm => part_norm(locale),
        Part::Level => part_level(locale),
        Part::Kind => part_kind(locale),
        Part::Territory => part_territory(locale),
        Part::Indicator => part_indicator(locale),
        Part::Theme => part_theme(locale),
        Part::Roll => part_roll(locale),
        Part::Body => part_body(locale),
        Part::Seats => part_seats(locale),
        Part::Phase => part_phase(locale),
        Part::Power => part_power(locale),
        Part::Action => part_action(locale),
        Part::Deadline => part_deadline(locale),
        Part::Pool => part_pool(locale),
        Part::Term => part_term(locale),
        Part::Condition => part_condition(locale),
        Part::Contest => part_contest(locale),
        Part::Sheet => part_sheet(locale),
        Part::TieBreak => part_tie_break(locale),
        Part::Criterion => part_criterion(locale),
        Part::Age => part_age(locale),
        Part::Entry => part_entry(locale),
    }
}

/// What a phase can leave fixed.
pub const fn lock(locale: Locale, lock: Lock) -> &'static str {
    match lock {
        Lock::Projects => lock_projects(locale),
        Lock::Ballots => lock_ballots(locale),
        Lock::Ceilings => lock_ceilings(locale),
        Lock::Rules => lock_rules(locale),
    }
}

/// A figure of a defect.
pub fn quantity(locale: Locale, quantity: Quantity) -> String {
    match quantity {
        Quantity::Count(count) => locale::format_integer(i64::try_from(count).unwrap_or(i64::MAX), locale),
        Quantity::Amount(amount) => locale::format_money(amount.money(), locale),
        Quantity::Day(day) => locale::format_date(day.0, locale),
        Quantity::Share(_) | Quantity::Time(_) => quantity.to_string(),
    }
}

/// A usual day.
pub fn moment(locale: Locale, moment: Moment) -> String {
    // Any year will do: only the day is shown.
    let day =
        moment.day.in_year(2001).map_or_else(|| moment.day.to_string(), |day| locale::format_day_short(day, locale));
    if moment.year == 0 { day } else { years_after(locale, day, moment.year) }
}

fn listed<T: Display>(words: &[T], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.to_string(),
        [first @ .., end] => {
            let first: Vec<String> = first.iter().map(ToString::to_string).collect();
            format!("{} {last} {end}", first.join(", "))
        }
    }
}

/// Words with commas, and `and` before the last one.
pub fn all_of<T: Display>(locale: Locale, words: &[T]) -> String {
    let and_before_i = words.last().is_some_and(|last| last.to_string().to_lowercase().starts_with('i'));
    listed(words, if and_before_i { and_i(locale) } else { and(locale) })
}
