//! The scenarios that were kept.

use leptos::prelude::*;
use shared::ruleset::{Code, Pool};
use store::scenario::Scenario;

use crate::{
    components::{Column, Icon, Table},
    division::{Ground, Treasury},
    path, text,
    visit::Visit,
};

/// The scenarios of the pool that the simulator divides.
pub fn of_pool(visit: &Visit, ground: &Ground) -> impl IntoView + use<> {
    let locale = visit.locale();
    let table = if ground.scenarios.is_empty() {
        view! { <p>{text::ceilings::no_scenarios(locale)}</p> }.into_any()
    } else {
        let caption = text::ceilings::scenarios(locale).to_owned();
        table(visit, "scenarios-table".to_owned(), caption, ground.scenarios.iter())
    };
    view! {
        <section class="section">
            <div class="section__head">
                <h2 id="scenarios-title">{text::ceilings::scenarios(locale)}</h2>
                <a class="btn btn--quiet" href=path::COMPARE_CEILINGS>
                    <Icon name="chart"/>{text::ceilings::compare(locale)}
                </a>
            </div>
            {table}
        </section>
    }
}

/// The scenarios of a pool's parts, each under the larger territory that it divides.
pub fn of_parts(visit: &Visit, treasury: &Treasury, pool: &Pool) -> Option<impl IntoView + use<>> {
    let locale = visit.locale();
    let mut larger: Vec<&Code> = treasury.scenarios(pool).filter_map(|one| one.within.as_ref()).collect();
    larger.sort();
    larger.dedup();
    if larger.is_empty() {
        return None;
    }
    let tables = larger
        .iter()
        .map(|code| {
            let name = treasury.names().place(code);
            let own = treasury.scenarios(pool).filter(|one| one.within.as_ref() == Some(code));
            let (id, heading) = (format!("escenarios-{code}"), name.clone());
            let compare = text::ceilings::compare_of(locale, &name);
            view! {
                <div class="section__head">
                    <h3>{heading}</h3>
                    <a class="btn btn--quiet" href=path::compare_within(&pool.id, code.as_str())>
                        <Icon name="chart"/>{compare}
                    </a>
                </div>
                {table(visit, id, text::ceilings::scenarios_of(locale, name), own)}
            }
        })
        .collect_view();
    Some(view! {
        <section class="section stack" aria-labelledby="scenarios-title">
            <h2 id="scenarios-title">{text::ceilings::scenarios(locale)}</h2>
            {tables}
        </section>
    })
}

fn table<'a>(visit: &Visit, id: String, caption: String, scenarios: impl Iterator<Item = &'a Scenario>) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<AnyView> = scenarios.map(|scenario| row(visit, scenario).into_any()).collect();
    view! {
        <Table
            id
            caption
            titled=true
            columns=vec![
                Column::words(text::ceilings::scenario(locale)),
                Column::numbers(text::ceilings::pool(locale)),
                Column::words(text::ceilings::author(locale)),
                Column::words(text::ceilings::kept_on(locale)),
                Column::words(text::ceilings::state(locale)),
            ]
        >
            {rows}
        </Table>
    }
    .into_any()
}

fn row(visit: &Visit, scenario: &Scenario) -> impl IntoView + use<> {
    let locale = visit.locale();
    let state = match (&scenario.adopted, scenario.shared) {
        (Some((act, _)), _) => format!("{}: {act}", text::ceilings::adopted(locale)),
        (None, true) => text::ceilings::is_shared(locale).to_owned(),
        (None, false) => text::ceilings::is_draft(locale).to_owned(),
    };
    let author = scenario.author.clone();
    view! {
        <tr>
            <th scope="row"><a href=path::scenario(scenario.id)>{scenario.name.clone()}</a></th>
            <td class="num" data-label=text::ceilings::pool(locale)>{visit.money(scenario.amount)}</td>
            <td data-label=text::ceilings::author(locale)>
                {author.unwrap_or_else(|| text::ceilings::command_line(locale).to_owned())}
            </td>
            <td data-label=text::ceilings::kept_on(locale)>{visit.date(scenario.created_at)}</td>
            <td data-label=text::ceilings::state(locale)>{state}</td>
        </tr>
    }
}
