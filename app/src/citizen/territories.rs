//! The territories of a tenant side by side.

use leptos::prelude::*;
use shared::{money::Money, tenant::TenantKind};
use store::{
    contest::Standing,
    process::{self, Process},
    territory,
};

use crate::{
    components::{Column, Crumbs, Heading, Icon, Table},
    division::standings,
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// The territories with their figures, ceilings, ideas and projects.
#[component]
pub fn Territories() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    let standings = match &process {
        Some(process) => standings(&mut tx, process).await?,
        None => territory::all(&mut tx)
            .await?
            .into_iter()
            .map(|territory| Standing { territory, ceiling: None, ideas: 0, projects: 0 })
            .collect(),
    };
    drop(tx);
    let locale = visit.locale();
    let title = text::citizen::territories(locale);
    let lead = match &process {
        Some(process) => match process.rule_set.deciding_contest().filter(|_| process.rule_set.decides_several()) {
            Some(deciding) => text::citizen::territories_lead_of(locale, &deciding.name),
            None => text::citizen::territories_lead(locale).to_owned(),
        },
        None => text::citizen::territories_lead_no_process(locale).to_owned(),
    };
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead>
            <a class="btn btn--quiet" href=path::CEILINGS_HISTORY><Icon name="chart"/>{text::ceilings::history(locale)}</a>
        </Heading>
        {table(&visit, &standings, process.is_some())}
        {process.as_ref().and_then(|process| others(&visit, process))}
    };
    Ok(Page::new(title, body))
}

/// What is decided besides that of which a list of the territories tells; nothing where that is all.
pub(super) fn others(visit: &Visit, process: &Process) -> Option<AnyView> {
    let (locale, rules) = (visit.locale(), &process.rule_set);
    let deciding = rules.deciding_contest()?;
    let others: Vec<_> =
        rules.decided_together().filter(|rule| rule.id != deciding.id).map(|rule| &rule.name).collect();
    (!others.is_empty()).then(|| {
        let others = text::ruleset::all_of(locale, &others);
        view! { <p>{text::citizen::also_decided_everywhere(locale, others)}</p> }.into_any()
    })
}

fn table(visit: &Visit, standings: &[Standing], with_process: bool) -> AnyView {
    let locale = visit.locale();
    let rows = standings.iter().map(|standing| row(visit, standing, with_process)).collect_view();
    let mut columns =
        vec![Column::words(text::citizen::territory(locale)), Column::numbers(text::citizen::population(locale))];
    if with_process {
        columns.push(Column::numbers(text::citizen::ceiling(locale)));
        columns.push(Column::numbers(text::citizen::ideas_column(locale)));
        columns.push(Column::numbers(text::citizen::projects_column(locale)));
    }
    let population: u64 = standings.iter().map(|standing| standing.territory.indicators.population()).sum();
    let totals = (with_process && standings.len() > 1).then(|| {
        let ceilings = standings.iter().filter_map(|standing| standing.ceiling);
        let ceiling = ceilings.clone().next().map(Money::currency).and_then(|c| Money::sum(ceilings, c).ok());
        let ideas: u64 = standings.iter().map(|standing| standing.ideas).sum();
        let projects: u64 = standings.iter().map(|standing| standing.projects).sum();
        let cell = |label: &'static str, figure: String| view! { <td class="num" data-label=label>{figure}</td> };
        view! {
            <tr>
                <th scope="row">{text::common::total(locale)}</th>
                {cell(text::citizen::population(locale), visit.integer(population))}
                {cell(text::citizen::ceiling(locale), ceiling.map(|sum| visit.money(sum)).unwrap_or_default())}
                {cell(text::citizen::ideas_column(locale), visit.integer(ideas))}
                {cell(text::citizen::projects_column(locale), visit.integer(projects))}
            </tr>
        }
        .into_any()
    });
    view! {
        <Table id="territories-caption" caption=text::citizen::territories_table(locale) columns foot=totals>
            {rows}
        </Table>
    }
    .into_any()
}

fn row(visit: &Visit, standing: &Standing, with_process: bool) -> AnyView {
    let locale = visit.locale();
    let territory = &standing.territory;
    let cell = |label: &'static str, figure: String| view! { <td class="num" data-label=label>{figure}</td> };
    let process_cells = with_process.then(|| {
        let ceiling = standing
            .ceiling
            .map_or_else(|| text::citizen::no_figure(locale).to_owned(), |ceiling| visit.money(ceiling));
        view! {
            {cell(text::citizen::ceiling(locale), ceiling)}
            {cell(text::citizen::ideas_column(locale), visit.integer(standing.ideas))}
            {cell(text::citizen::projects_column(locale), visit.integer(standing.projects))}
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=path::territory(&territory.code)>{format!("{} {}", territory.code, territory.name)}</a>
            </th>
            {cell(text::citizen::population(locale), visit.integer(territory.indicators.population()))}
            {process_cells}
        </tr>
    }
    .into_any()
}
