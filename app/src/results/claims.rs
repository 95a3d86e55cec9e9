//! Claims on personal data of a process by kind and outcome: the totals that everybody may read.

use leptos::prelude::*;
use shared::claim::{Outcome, Totals};
use store::{TenantTx, claim, process::Process};

use crate::{
    components::{Column, Table},
    text::claim as words,
    visit::Visit,
};

/// The section on the claims of a process that has any.
pub(super) async fn section(visit: &Visit, tx: &mut TenantTx, process: &Process) -> store::Result<Option<AnyView>> {
    let claims = claim::of_process(tx, process.id).await?;
    let totals = Totals::of(claims.iter().map(|claim| (claim.kind, claim.standing(process, visit.today()))));
    Ok(totals.map(|totals| show(visit, &totals)))
}

fn show(visit: &Visit, totals: &Totals) -> AnyView {
    let locale = visit.locale();
    let body = match totals.all {
        None => view! { <p>{words::public_few(locale)}</p> }.into_any(),
        Some(all) => {
            let columns = std::iter::once(Column::words(words::kind(locale)))
                .chain(Outcome::ALL.map(|outcome| Column::numbers(words::outcome(locale, outcome))));
            let rows = totals
                .cells
                .iter()
                .map(|(kind, cells)| {
                    let cells = Outcome::ALL.into_iter().zip(cells).map(|(outcome, count)| {
                        let said =
                            count.map_or_else(|| words::public_hidden(locale).to_owned(), |count| visit.integer(count));
                        view! { <td class="num" data-label=words::outcome(locale, outcome)>{said}</td> }
                    });
                    view! { <tr><th scope="row">{words::of_kind(locale, *kind)}</th>{cells.collect_view()}</tr> }
                })
                .collect_view();
            let columns = columns.collect();
            view! {
                <p>{words::public_lead(locale, visit.integer(all))}</p>
                <Table id="claims-table" caption=words::public_title(locale) titled=true columns>{rows}</Table>
            }
            .into_any()
        }
    };
    view! {
        <section class="section stack">
            <h2>{words::public_title(locale)}</h2>
            {body}
        </section>
    }
    .into_any()
}
