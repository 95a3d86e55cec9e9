//! What was found on paper, sheet by sheet.

use leptos::prelude::*;
use store::paper::Totals;

use crate::{
    components::{Column, Table},
    text::{desk as desks, paper as words},
    visit::Visit,
};

/// The sheets of a contest whose result is published; nothing where all voted on a screen.
pub(super) fn section(visit: &Visit, all: &[Totals]) -> Option<AnyView> {
    let locale = visit.locale();
    let rows = all
        .iter()
        .map(|one| {
            let causes = one.rejected.iter().map(|(cause, ballots)| {
                words::rejected_for(locale, visit.integer(*ballots), words::cause_of(locale, *cause))
            });
            view! {
                <tr>
                    <th scope="row">{words::sheet_number(locale, one.sheet.number)}</th>
                    <td data-label=words::desk(locale)>
                        {desks::desk_of(locale, one.sheet.desk.2, &one.sheet.desk.1)}
                    </td>
                    <td class="num" data-label=words::with_projects(locale)>{visit.integer(one.named)}</td>
                    <td class="num" data-label=words::blank(locale)>{visit.integer(one.blank)}</td>
                    <td data-label=words::rejected(locale)>{causes.collect::<Vec<_>>().join("; ")}</td>
                </tr>
            }
        })
        .collect_view();
    let photos = all.iter().flat_map(|one| {
        let numbered = (1..).zip(&one.photos);
        numbered.map(|(number, hash): (u32, _)| {
            let photo = words::photo_of(locale, number, one.sheet.number);
            view! { <div><dt>{photo}</dt><dd><code>{hash.to_string()}</code></dd></div> }
        })
    });
    let photos = photos.collect_view();
    let photos = (!photos.is_empty()).then(|| {
        view! {
            <h3>{words::photo_hashes(locale)}</h3>
            <dl class="facts">{photos}</dl>
        }
    });
    let columns = vec![
        Column::words(words::sheet(locale)),
        Column::words(words::desk(locale)),
        Column::numbers(words::with_projects(locale)),
        Column::numbers(words::blank(locale)),
        Column::words(words::rejected(locale)),
    ];
    let section = || {
        view! {
            <section class="section stack" aria-labelledby="paper">
                <h2 id="paper">{words::on_paper(locale)}</h2>
                <p>{words::published_lead(locale)}</p>
                <Table id="paper-sheets" caption=words::sheets(locale) columns>{rows}</Table>
                {photos}
            </section>
        }
        .into_any()
    };
    (!all.is_empty()).then(section)
}
