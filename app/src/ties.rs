//! Ties on pages: who was equal, what put one before the other, and how anybody can repeat the draw where there was one.

use leptos::prelude::*;
use shared::{
    draw::{Purpose, Seed},
    locale::Locale,
    ruleset::TieBreak,
    tally::{Decider, Tied},
};

use crate::{
    text::{self, rehearsal as said},
    visit::Visit,
};

/// Numbers on the ballot, one after the other.
pub fn numbers(locale: Locale, numbers: impl IntoIterator<Item = u32>) -> String {
    let mut numbers: Vec<String> = numbers.into_iter().map(|number| number.to_string()).collect();
    let last = numbers.pop().unwrap_or_default();
    if numbers.is_empty() { last } else { text::results::and(locale, numbers.join(", "), last) }
}

/// Every tie of a count. `number` says what stands on the ballot.
pub fn list<Id>(visit: &Visit, ties: &[Tied<Id>], number: &dyn Fn(&Id) -> u32, seed: Option<&Seed>) -> AnyView {
    let locale = visit.locale();
    if ties.is_empty() {
        return view! { <p>{said::no_ties(locale)}</p> }.into_any();
    }
    let tie = |tied: &Tied<Id>| {
        let pairs = tied
            .pairs
            .iter()
            .map(|pair| {
                let (first, second) = (number(&pair.before), number(&pair.after));
                view! { <li>{said::before(locale, first, second, said::decider(locale, pair.by))}</li> }
            })
            .collect_view();
        let decisive = if tied.decisive { said::decisive(locale) } else { said::not_decisive(locale) };
        let equals = numbers(locale, tied.ids.iter().map(number));
        let equal = match (tied.score, tied.round) {
            (None, Some(round)) => said::tied_round(locale, equals, round),
            (score, _) => said::tied(locale, equals, visit.integer(score.unwrap_or_default())),
        };
        let drawn = drawn(locale, tied, number, seed);
        view! {
            <li>
                <p><strong>{equal}</strong> " " {decisive}</p>
                <ul>{pairs}</ul>
                {drawn}
            </li>
        }
    };
    view! { <ul class="stack" role="list">{ties.iter().map(tie).collect_view()}</ul> }.into_any()
}

/// The command that gives the lot of a number.
pub fn recipe(seed: &str, number: u32) -> String {
    format!("printf 'tie\\n%s\\n%s' '{}' {number} | sha256sum", seed.replace('\'', r"'\''"))
}

/// How anybody can repeat the draw that decided a tie.
fn drawn<Id>(locale: Locale, tied: &Tied<Id>, number: &dyn Fn(&Id) -> u32, seed: Option<&Seed>) -> Option<AnyView> {
    let by_draw = |by: Decider| by == Decider::Rule { tie_break: TieBreak::PublicDraw };
    let seed = seed.filter(|_| tied.pairs.iter().any(|pair| by_draw(pair.by)))?;
    let lots = tied
        .ids
        .iter()
        .map(|id| {
            let number = number(id);
            let lot = seed.lot(Purpose::Tie, &number.to_string());
            view! { <div><dt>{text::results::number(locale, number)}</dt><dd><code>{lot.to_string()}</code></dd></div> }
        })
        .collect_view();
    let command = recipe(seed.as_str(), tied.ids.first().map_or(0, number));
    Some(
        view! {
            <details class="more">
                <summary>{said::drawn(locale)}</summary>
                <div>
                    <p>{said::drawn_detail(locale, seed)}</p>
                    <p><code>{command}</code></p>
                    <dl class="facts">{lots}</dl>
                </div>
            </details>
        }
        .into_any(),
    )
}
