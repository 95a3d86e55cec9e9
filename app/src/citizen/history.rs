//! The ceilings of the last years: how they grew, by territory and by kind of territory.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use shared::{
    ceiling::growth::{GrowthReport, History, growth},
    document::Key,
    locale::format_basis_points,
    ruleset::Code,
    tenant::TenantKind,
    territory::TerritoryKind,
};
use store::{
    StoreError,
    past_ceiling::{self, PastCeiling},
};

use crate::{
    components::{Column, Crumbs, Heading, Notice, NoticeKind, Table},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// The ceilings of the last years.
#[component]
pub fn CeilingHistory() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let known = past_ceiling::all(&mut tx).await?;
        drop(tx);
        Ok(show(&visit, &known)?)
    })
}

fn histories(known: &[PastCeiling]) -> store::Result<Vec<History>> {
    let mut histories: BTreeMap<&Code, History> = BTreeMap::new();
    for one in known {
        let kind: Key = one.kind.as_str().parse().map_err(StoreError::corrupt("territory.kind"))?;
        let history = histories.entry(&one.code).or_insert_with(|| History {
            code: one.code.clone(),
            kind,
            ceilings: BTreeMap::new(),
        });
        history.ceilings.insert(one.year, one.amount);
    }
    Ok(histories.into_values().collect())
}

fn show(visit: &Visit, known: &[PastCeiling]) -> store::Result<Page> {
    let locale = visit.locale();
    let title = text::ceilings::history(locale);
    let steps = vec![(path::TERRITORIES.to_owned(), text::citizen::territories(locale).to_owned())];
    let report = growth(&histories(known)?).ok();
    let lead = report.as_ref().and_then(|report| Some((*report.years.first()?, *report.years.last()?)));
    let lead = lead.map_or_else(
        || text::ceilings::history_short(locale).to_owned(),
        |(first, last)| text::ceilings::history_lead(locale, first, last),
    );
    let sample = known.iter().any(|one| one.sample).then(|| {
        view! {
            <Notice kind=NoticeKind::Information locale><p>{text::ceilings::sample_notice(locale)}</p></Notice>
        }
    });
    let sources: BTreeSet<&str> = known.iter().map(|one| one.source.as_str()).collect();
    let sources = sources
        .into_iter()
        .map(|source| view! { <p class="muted">{text::citizen::source(locale, source)}</p> })
        .collect_view();
    let page = Page::new(
        title,
        view! {
            <Crumbs locale steps here=title/>
            <Heading title lead/>
            {sample}
            {report.map(|report| view! { {kinds(visit, &report)}{territories(visit, &report, known)} })}
            {sources}
        },
    );
    Ok(page.width(Width::Wide))
}

fn percent(visit: &Visit, growth: Option<i64>) -> String {
    let locale = visit.locale();
    match growth {
        None => text::ceilings::no_figure(locale).to_owned(),
        Some(points) if points > 0 => format!("+{}", format_basis_points(points, locale, 1)),
        Some(points) => format_basis_points(points, locale, 1),
    }
}

fn kinds(visit: &Visit, report: &GrowthReport) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = report
        .kinds
        .iter()
        .map(|kind| {
            let name = kind.kind.as_str().parse::<TerritoryKind>();
            let name = name
                .map_or_else(|_| kind.kind.to_string(), |kind| text::terms::territory_kind(locale, kind).to_owned());
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label=text::ceilings::territories_count(locale)>{kind.territories}</td>
                    <td class="num" data-label=text::ceilings::average(locale)>{percent(visit, kind.average)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <Table
                id="kinds"
                caption=text::ceilings::growth_by_kind(locale)
                columns=vec![
                    Column::words(text::ceilings::kind(locale)),
                    Column::numbers(text::ceilings::territories_count(locale)),
                    Column::numbers(text::ceilings::average(locale)),
                ]
            >
                {rows}
            </Table>
            <p class="muted">{text::ceilings::average_detail(locale)}</p>
        </section>
    }
}

fn territories(visit: &Visit, report: &GrowthReport, known: &[PastCeiling]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let mut columns = vec![Column::words(text::ceilings::territory(locale))];
    columns.extend(report.years.iter().map(|year| Column::numbers(year.to_string())));
    columns.push(Column::numbers(text::ceilings::growth(locale)));
    let rows = report
        .territories
        .iter()
        .map(|territory| {
            let name = known.iter().find(|one| one.code == territory.code).map(|one| one.name.clone());
            let name = format!("{} {}", territory.code, name.unwrap_or_default());
            let cells = territory
                .ceilings
                .iter()
                .zip(&report.years)
                .map(|(ceiling, year)| {
                    let ceiling = ceiling
                        .map_or_else(|| text::ceilings::no_figure(locale).to_owned(), |ceiling| visit.money(ceiling));
                    view! { <td class="num" data-label=year.to_string()>{ceiling}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells}
                    <td class="num" data-label=text::ceilings::growth(locale)>{percent(visit, territory.growth)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <Table id="years" caption=text::ceilings::history(locale) columns>
                {rows}
            </Table>
        </section>
    }
}
