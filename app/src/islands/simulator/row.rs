//! The simulator's table: what each territory gets.

use leptos::prelude::*;

use super::{
    chart::PARTS,
    table::{Row, Scene},
    told::Told,
};
use crate::text::ceilings as text;

/// The table of ceilings.
pub(super) fn ceilings(scene: &Scene, told: Told) -> impl IntoView + use<> {
    let locale = told.locale;
    let rows = scene
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let part = PARTS + at;
            let row = Memo::new(move |_| told.of(part, |scene, table| scene.row(table, at, locale)));
            let cell = move |pick: fn(&Row) -> &str| move || row.with(|row| row.as_ref().map_or("—", pick).to_owned());
            let bar = move || row.with(|row| row.as_ref().map_or(0, |row| row.bar)).to_string();
            view! {
                <tr data-part=part>
                    <th scope="row">{place.called()}</th>
                    <td class="num" data-label=text::ceiling(locale)>{cell(|row| &row.ceiling)}</td>
                    <td data-label=text::bound(locale)>{cell(|row| row.held)}</td>
                    <td data-label=text::share(locale)>
                        <span class="with-bar">
                            <svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
                                <rect class="bar__fill" width=bar height="40"></rect>
                            </svg>
                            <span class="num">{cell(|row| &row.share)}</span>
                        </span>
                    </td>
                    <td class="num" data-label=text::change_column(locale)>{cell(|row| &row.change)}</td>
                    <td class="num" data-label=text::per_person(locale)>{cell(|row| &row.per_person)}</td>
                    <td class="num" data-label=text::per_poor(locale)>{cell(|row| &row.per_poor)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby="ceilings-table" tabindex="0">
            <table class="table table--stack">
                <caption id="ceilings-table">{text::table_ceilings(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::territory(locale)}</th>
                        <th scope="col" class="num">{text::ceiling(locale)}</th>
                        <th scope="col">{text::bound(locale)}</th>
                        <th scope="col">{text::share(locale)}</th>
                        <th scope="col" class="num">{text::change_column(locale)}</th>
                        <th scope="col" class="num">{text::per_person(locale)}</th>
                        <th scope="col" class="num">{text::per_poor(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
