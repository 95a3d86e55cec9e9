//! How one ceiling came about, step by step, so that a citizen can do it again with a calculator.

use leptos::prelude::*;
use shared::{
    ceiling::{CeilingExplanation, Explanation, Held, Quantity, Total},
    document::Key,
    indicator::Figure,
    locale::{Locale, format_basis_points},
    money::Money,
    ruleset::{Code, Measure},
};

use super::known::{Known, taken};
use crate::{
    components::{Column, Table},
    text,
    visit::Visit,
};

/// Digits of a whole number in groups of three, as the language writes them.
fn grouped(digits: &str, locale: Locale) -> String {
    let (group, _) = locale.separators();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(group);
        }
        written.push(digit);
    }
    written
}

/// A number of a calculation, which may be beyond 64 bits.
fn number(value: u128, locale: Locale) -> String {
    grouped(&value.to_string(), locale)
}

/// Trillionths as a percentage with all the decimals that there are.
pub(super) fn percent(trillionths: u64, locale: Locale) -> String {
    let (_, decimal) = locale.separators();
    let (whole, rest) = (trillionths / 10_000_000_000, trillionths % 10_000_000_000);
    format!("{whole}{decimal}{rest:010}\u{a0}%")
}

/// Trillionths as a decimal number.
fn decimal(trillionths: u128, locale: Locale) -> String {
    let (_, decimal) = locale.separators();
    let whole = number(trillionths / 1_000_000_000_000, locale);
    format!("{whole}{decimal}{:012}", trillionths % 1_000_000_000_000)
}

fn quantity(quantity: Quantity, locale: Locale) -> String {
    match quantity.denominator {
        1 => number(quantity.numerator, locale),
        below => format!("{} ÷ {}", number(quantity.numerator, locale), number(below.into(), locale)),
    }
}

/// A figure in the unit of its measure.
pub fn figure(visit: &Visit, value: Figure, measure: Measure) -> String {
    let locale = visit.locale();
    match measure {
        Measure::People | Measure::Count => number(value.get().into(), locale),
        Measure::Share => format_basis_points(i64::try_from(value.get()).unwrap_or(i64::MAX), locale, 2),
        Measure::Index => {
            let (_, decimal) = locale.separators();
            let whole = number((value.get() / 10_000).into(), locale);
            format!("{whole}{decimal}{:04}", value.get() % 10_000)
        }
        Measure::Money => {
            let minor = i64::try_from(value.get()).unwrap_or(i64::MAX);
            visit.money(Money::new(minor, visit.site.currency))
        }
    }
}

/// All steps of one territory's ceiling; nothing where the explanation does not know it.
pub fn steps(visit: &Visit, known: &Known, told: &Explanation, code: &Code) -> Option<AnyView> {
    let own = told.territories.iter().find(|territory| territory.code == *code)?;
    let locale = visit.locale();
    Some(
        view! {
            <section class="section stack">
                <h2 id="paso-cifras">{text::ceilings::step_figures(locale)}</h2>
                {figures(visit, known, told, code)}
            </section>
            <section class="section stack">
                <h2 id="paso-partes">{text::ceilings::step_terms(locale)}</h2>
                <p>{text::ceilings::step_terms_detail(locale)}</p>
                {terms(visit, known, told, own)}
            </section>
            <section class="section stack">
                <h2 id="paso-formula">{text::ceilings::step_formula(locale)}</h2>
                {(own.factor.basis_points() != 10_000).then(|| {
                    let factor = format_basis_points(own.factor.basis_points().into(), locale, 2);
                    view! { <p>{text::ceilings::factor_detail(locale, factor)}</p> }
                })}
                <p>
                    {text::ceilings::step_formula_detail(
                        locale, percent(own.share, locale), visit.money(told.pool), visit.money(own.by_formula),
                    )}
                </p>
            </section>
            <section class="section stack">
                <h2 id="paso-limites">{text::ceilings::step_bounds(locale)}</h2>
                {bounds(visit, told, own)}
            </section>
            <section class="section stack">
                <h2 id="paso-redondeo">{text::ceilings::step_rounding(locale)}</h2>
                {rounding(visit, told, own)}
            </section>
        }
        .into_any(),
    )
}

fn figures(visit: &Visit, known: &Known, told: &Explanation, code: &Code) -> AnyView {
    let locale = visit.locale();
    let terms: Vec<_> = told.terms.iter().map(|term| term.term.clone()).collect();
    let taken = taken(&terms);
    if taken.is_empty() {
        return view! { <p>{text::ceilings::no_figures_taken(locale)}</p> }.into_any();
    }
    let own = known.figures.get(code);
    let row = |indicator: &Key| {
        let value = own.and_then(|own| own.get(indicator)).copied();
        let origin = known.origins.get(&(code.clone(), indicator.clone()));
        let (source, year) = origin.map(|origin| (origin.source.clone(), origin.year.to_string())).unwrap_or_default();
        let value = value.map_or_else(
            || text::ceilings::no_figure(locale).to_owned(),
            |value| figure(visit, value, known.measure(indicator)),
        );
        view! {
            <tr>
                <th scope="row">{known.indicator_name(indicator, locale)}</th>
                <td class="num" data-label=text::ceilings::value(locale)>{value}</td>
                <td data-label=text::ceilings::source(locale)>{source}</td>
                <td data-label=text::ceilings::year(locale)>{year}</td>
            </tr>
        }
    };
    let rows = taken.into_iter().map(row).collect_view();
    view! {
        <Table
            id="cifras"
            caption=text::ceilings::step_figures(locale)
            columns=vec![
                Column::words(text::ceilings::indicator(locale)),
                Column::numbers(text::ceilings::value(locale)),
                Column::words(text::ceilings::source(locale)),
                Column::words(text::ceilings::year(locale)),
            ]
        >
            {rows}
        </Table>
    }
    .into_any()
}

fn terms(visit: &Visit, known: &Known, told: &Explanation, own: &CeilingExplanation) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = told
        .terms
        .iter()
        .zip(&own.terms)
        .map(|(term, part)| {
            let total = match term.total {
                Total::Whole(total) => number(total, locale),
                Total::Trillionths(total) => decimal(total, locale),
            };
            view! {
                <tr>
                    <th scope="row">{known.term_name(&term.term, locale)}</th>
                    <td class="num" data-label=text::ceilings::weight(locale)>{term.weight}</td>
                    <td class="num" data-label=text::ceilings::own_figure(locale)>{quantity(part.figure, locale)}</td>
                    <td class="num" data-label=text::ceilings::all_figures(locale)>{total}</td>
                    <td class="num" data-label=text::ceilings::its_share(locale)>{percent(part.share, locale)}</td>
                    <td class="num" data-label=text::ceilings::gives(locale)>{visit.money(part.money)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            id="partes"
            caption=text::ceilings::step_terms(locale)
            columns=vec![
                Column::words(text::ceilings::part(locale)),
                Column::numbers(text::ceilings::weight(locale)),
                Column::numbers(text::ceilings::own_figure(locale)),
                Column::numbers(text::ceilings::all_figures(locale)),
                Column::numbers(text::ceilings::its_share(locale)),
                Column::numbers(text::ceilings::gives(locale)),
            ]
        >
            {rows}
        </Table>
    }
}

fn bounds(visit: &Visit, told: &Explanation, own: &CeilingExplanation) -> impl IntoView + use<> {
    let locale = visit.locale();
    let floor = told.floor.map(|floor| text::ceilings::floor_is(locale, visit.money(floor.in_units)));
    let cap = told.cap.map(|cap| text::ceilings::cap_is(locale, visit.money(cap.in_units)));
    let none = floor.is_none() && cap.is_none();
    let outcome = match (own.held, told.rounds.last()) {
        _ if none => None,
        (Some(held), _) => Some(match held.bound {
            Held::Floor => text::ceilings::at_floor(locale).to_owned(),
            Held::Cap => text::ceilings::at_cap(locale).to_owned(),
        }),
        (None, Some(last)) if told.rounds.len() > 1 => Some(text::ceilings::rest_shared(
            locale,
            visit.money(last.money),
            visit.integer(last.sharing),
            percent(last.shares, locale),
            visit.money(own.before_rounding),
        )),
        (None, _) => Some(text::ceilings::nobody_held(locale, visit.money(own.before_rounding))),
    };
    view! {
        {none.then(|| view! { <p>{text::ceilings::bounds_none(locale)}</p> })}
        {floor.map(|floor| view! { <p>{floor}</p> })}
        {cap.map(|cap| view! { <p>{cap}</p> })}
        {outcome.map(|outcome| view! { <p>{outcome}</p> })}
    }
}

fn rounding(visit: &Visit, told: &Explanation, own: &CeilingExplanation) -> impl IntoView + use<> {
    let locale = visit.locale();
    let unit = visit.money(told.unit);
    let more = own.rounding.unit.then(|| view! { <p>{text::ceilings::rounded_unit(locale, &unit)}</p> });
    let rest = (own.rounding.rest.minor() > 0)
        .then(|| view! { <p>{text::ceilings::rounded_rest(locale, visit.money(own.rounding.rest))}</p> });
    view! {
        <p>{text::ceilings::rounded_down(locale, visit.money(own.rounding.down), &unit)}</p>
        {more}
        {rest}
        <p><strong>{text::ceilings::result(locale, visit.money(own.amount))}</strong></p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_calculation_keep_every_digit() {
        assert_eq!(number(340_282_366_920_938, Locale::EsCo), "340.282.366.920.938");
        assert_eq!(number(12, Locale::En), "12");
        assert_eq!(percent(76_012_345_678, Locale::EsCo), "7,6012345678\u{a0}%");
        assert_eq!(decimal(1_500_000_000_001, Locale::En), "1.500000000001");
    }
}
