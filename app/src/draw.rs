//! The public draw of a process on pages: what was committed to, what was drawn, and how anybody repeats it.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use shared::{
    locale::{Locale, format_date, format_date_time},
    ruleset::RuleSet,
};
use store::draw::{Draw, Held};

use crate::{
    components::{Notice, NoticeKind},
    text::draw as said,
    ties::recipe,
    visit::Visit,
};

/// Whether the rules leave ties to a public draw.
pub fn asked(rules: &RuleSet) -> bool {
    rules.asks_for_draw()
}

/// When a number was drawn: on which day, and at what time where it is known.
pub fn drawn_on(on: NaiveDate, at: Option<NaiveTime>, locale: Locale) -> String {
    at.map_or_else(|| format_date(on, locale), |at| format_date_time(on.and_time(at), locale))
}

/// What is on record of a draw.
pub fn facts(visit: &Visit, draw: &Draw) -> AnyView {
    let locale = visit.locale();
    let held = draw.held.as_ref().map(|held| {
        let from = said::from(locale, &held.source, drawn_on(held.drawn_on, held.drawn_at, locale));
        view! {
            <div><dt>{said::public_number(locale)}</dt><dd><code>{held.number.to_string()}</code><br/>{from}</dd></div>
            <div><dt>{said::seed(locale)}</dt><dd><code>{held.secret.to_string()}</code></dd></div>
            <div><dt>{said::combined(locale)}</dt><dd><code>{held.seed.to_string()}</code></dd></div>
        }
    });
    let late = draw.late.as_ref().map(|why| {
        let told = said::was_late(locale, why);
        view! { <Notice kind=NoticeKind::Attention locale><p>{told}</p></Notice> }
    });
    let corrected = draw.held.as_ref().map(|held| corrected(visit, held));
    let repeat = draw.held.as_ref().map(|held| repeat(visit, held));
    view! {
        <dl class="facts">
            <div><dt>{said::commitment(locale)}</dt><dd><code>{draw.commitment.to_string()}</code></dd></div>
            <div><dt>{said::committed_on(locale)}</dt><dd>{visit.date_time(draw.committed_at)}</dd></div>
            {held}
        </dl>
        {late}
        {corrected}
        {repeat}
    }
    .into_any()
}

/// The numbers that were mistyped, for everybody to see.
fn corrected(visit: &Visit, held: &Held) -> Option<AnyView> {
    let locale = visit.locale();
    let lines: Vec<_> = held
        .corrected()
        .into_iter()
        .filter_map(|(before, by)| {
            let confirmed = by.confirmed()?;
            let drawn = said::drawn(locale, before.number, before.source, format_date(before.drawn_on, locale));
            let says = said::corrected(locale, drawn, &by.reason, &by.proposed.name, &confirmed.name);
            Some(view! { <li>{says} " " {visit.date_time(confirmed.at)}</li> })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h3>{said::corrections(locale)}</h3>
            <ul>{lines}</ul>
        }
        .into_any()
    })
}

fn repeat(visit: &Visit, held: &Held) -> AnyView {
    let locale = visit.locale();
    view! {
        <details class="more">
            <summary>{said::repeat(locale)}</summary>
            <div>
                <p>{said::check_commitment(locale)}</p>
                <p><code>{format!("printf '%s' '{}' | sha256sum", held.secret)}</code></p>
                <p>{said::check_lot(locale, 7)}</p>
                <p><code>{recipe(held.seed.as_str(), 7)}</code></p>
            </div>
        </details>
    }
    .into_any()
}

/// The draw on the page of a process, where its rules ask for one; and whether the votes have been counted.
pub fn section(visit: &Visit, rules: &RuleSet, draw: Option<&Draw>, counted: bool) -> Option<AnyView> {
    if draw.is_none() && !asked(rules) {
        return None;
    }
    let locale = visit.locale();
    let body = match draw {
        Some(draw) => facts(visit, draw),
        None if counted => view! { <p>{said::none_held(locale)}</p> }.into_any(),
        None => view! { <p>{said::none_yet(locale)}</p> }.into_any(),
    };
    Some(
        view! {
            <section class="section stack" aria-labelledby="sorteo">
                <h2 id="sorteo">{said::title(locale)}</h2>
                <p>{said::how(locale)}</p>
                {body}
            </section>
        }
        .into_any(),
    )
}
