//! The act that adopts something (acto administrativo): its fields in a form, and what was typed in them.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::locale::Locale;

use super::input;
use crate::{
    components::TextField,
    forms::{Declined, Rejected},
    text,
    visit::Visit,
};

/// An act.
pub struct Cited {
    /// The act, as it is cited.
    pub act: String,
    /// Its date.
    pub date: NaiveDate,
    /// Where it can be read.
    pub reference: Option<String>,
}

/// The fields of an act.
pub fn fields(rejected: &Rejected, locale: Locale) -> impl IntoView + use<> {
    view! {
        <TextField
            name="act" label=text::ceilings::act(locale) hint=text::ceilings::act_hint(locale)
            rejected autocomplete="off" locale
        />
        <TextField
            name="act_date" label=text::ceilings::act_date(locale) rejected kind="date" class="input--short" locale
        />
        <TextField
            name="reference" label=text::ceilings::act_reference(locale) rejected autocomplete="off" locale
        />
    }
}

/// What was typed in the fields, by their names.
pub const fn typed<'a>(act: &'a str, date: &'a str, reference: &'a str) -> [(&'static str, &'a str); 3] {
    [("act", act), ("act_date", date), ("reference", reference)]
}

/// What was typed in the fields, in their order, understood.
///
/// # Errors
/// With everything that is wrong with them.
pub fn read(visit: &Visit, [act, date, reference]: [&str; 3]) -> Result<Cited, Declined> {
    let locale = visit.locale();
    let mut errors = Vec::new();
    let act = input::act(act, "act", locale).map_err(|error| errors.push(error)).unwrap_or_default();
    let date = input::past_day(date, "act_date", visit).map_err(|error| errors.push(error)).ok();
    let reference =
        input::reference(reference, "reference", locale).map_err(|error| errors.push(error)).unwrap_or_default();
    match date {
        Some(date) if errors.is_empty() => Ok(Cited { act, date, reference }),
        _ => Err(Declined::Invalid(errors)),
    }
}
