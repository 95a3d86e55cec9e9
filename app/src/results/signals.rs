//! What struck the eye in a vote, and what was decided on it: the totals that everybody may read.

use leptos::prelude::*;
use shared::signal::SignalKind;
use store::{
    TenantTx,
    process::Process,
    signal::{self, Totals},
};

use crate::{
    components::{Column, Table},
    text::signal as words,
    visit::Visit,
};

/// The section on signals of a process whose list was fixed.
pub(super) async fn section(visit: &Visit, tx: &mut TenantTx, process: &Process) -> store::Result<Option<AnyView>> {
    let cases = signal::cases(tx, process.id).await?;
    Ok(cases.map(|(_, cases)| show(visit, &signal::totals(&cases))))
}

fn show(visit: &Visit, totals: &[(SignalKind, Totals)]) -> AnyView {
    let locale = visit.locale();
    let body = if totals.is_empty() {
        view! { <p>{words::public_none(locale)}</p> }.into_any()
    } else {
        let rows = totals.iter().map(|(kind, totals)| row(visit, *kind, *totals)).collect_view();
        let columns = vec![
            Column::words(words::kind(locale)),
            Column::numbers(words::public_all(locale)),
            Column::numbers(words::decided_explained(locale)),
            Column::numbers(words::decided_referred(locale)),
            Column::numbers(words::public_waiting(locale)),
        ];
        view! {
            <p>{words::public_lead(locale)}</p>
            <Table id="signals-table" caption=words::public_title(locale) columns>{rows}</Table>
        }
        .into_any()
    };
    view! {
        <section class="section stack" aria-labelledby="signals">
            <h2 id="signals">{words::public_title(locale)}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, kind: SignalKind, totals: Totals) -> AnyView {
    let locale = visit.locale();
    let Totals { explained, referred, waiting } = totals;
    view! {
        <tr>
            <th scope="row">{words::of_kind(locale, kind)}</th>
            <td class="num" data-label=words::public_all(locale)>{visit.integer(explained + referred + waiting)}</td>
            <td class="num" data-label=words::decided_explained(locale)>{visit.integer(explained)}</td>
            <td class="num" data-label=words::decided_referred(locale)>{visit.integer(referred)}</td>
            <td class="num" data-label=words::public_waiting(locale)>{visit.integer(waiting)}</td>
        </tr>
    }
    .into_any()
}
