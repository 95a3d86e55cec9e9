//! The money of each theme, where a count divides it so.

use leptos::prelude::*;
use shared::money::Money;
use store::{
    process::Process,
    tally::{Sealed, WonByTheme},
};

use crate::{
    ballot,
    components::{Column, Table},
    text,
    visit::Visit,
};

/// What each theme had, gave and has left, where money is divided by theme.
pub(super) fn themes(visit: &Visit, process: &Process, sealed: &Sealed, won: &[WonByTheme]) -> Option<AnyView> {
    let locale = visit.locale();
    if sealed.parts.is_empty() {
        return None;
    }
    let money = |minor: i64| visit.money(Money::new(minor, sealed.ceiling.currency()));
    let rows = sealed
        .parts
        .iter()
        .map(|(theme, part)| {
            let (winners, cost) =
                won.iter().find(|won| won.theme == *theme).map_or((0, 0), |won| (won.winners, won.cost_minor));
            let places = part
                .at_most
                .map_or_else(|| text::results::theme_any_number(locale).to_owned(), |most| visit.integer(most));
            view! {
                <tr>
                    <th scope="row">{ballot::theme_name(&process.rule_set, theme.as_str())}</th>
                    <td class="num" data-label=text::ceilings::ceiling(locale)>{money(part.ceiling)}</td>
                    <td class="num" data-label=text::results::winners(locale)>{visit.integer(winners)}</td>
                    <td class="num" data-label=text::results::theme_places(locale)>{places}</td>
                    <td class="num" data-label=text::results::assigned(locale)>{money(cost)}</td>
                    <td class="num" data-label=text::results::theme_left(locale)>{money(part.ceiling - cost)}</td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <Table
            id="themes"
            caption=text::results::themes(locale)
            columns=vec![
                Column::words(text::results::theme(locale)),
                Column::numbers(text::ceilings::ceiling(locale)),
                Column::numbers(text::results::winners(locale)),
                Column::numbers(text::results::theme_places(locale)),
                Column::numbers(text::results::assigned(locale)),
                Column::numbers(text::results::theme_left(locale)),
            ]
        >
            {rows}
        </Table>
    };
    Some(view! { <section class="section">{table}</section> }.into_any())
}
