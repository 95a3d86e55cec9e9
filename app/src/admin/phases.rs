//! The phases of the rules: their dates in the site's time, everywhere and by territory, and who may do what in each.

mod act;
mod draft;
mod fault;
mod one;
mod powers;
mod ready;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    document::Key,
    phase::PhaseState,
    ruleset::{Code, PhaseRule},
};
use store::{
    process::{self, Process},
    territory::{self, Territory},
};

pub use self::one::PhaseDates;
use super::{enter, no_process, tabs};
use crate::{
    citizen::{period, undated},
    components::{Column, Heading, Icon, Table},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// The calendar, and who may do what.
#[component]
pub fn Phases() -> impl IntoView {
    let year = use_query_map().read_untracked().get("anio").and_then(|year| year.trim().parse().ok());
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else { return Ok(no_process(&visit, path::PHASES)) };
        let territories = territory::all(&mut tx).await?;
        drop(tx);
        Ok(show(&visit, &process, &territories, year))
    })
}

fn show(visit: &Visit, process: &Process, territories: &[Territory], year: Option<i32>) -> Page {
    let locale = visit.locale();
    let title = text::admin::phases_title(locale);
    let rows = process.rule_set.phases.iter().map(|rule| row(visit, process, rule)).collect_view();
    Page::new(
        title,
        view! {
            {tabs(visit, path::PHASES)}
            <Heading title lead=text::phases::lead(locale, visit.site.time_zone.name().replace('_', " "))>
                <a class="btn btn--quiet" href=path::CALENDAR><Icon name="calendar"/> {text::phases::public_log(locale)}</a>
            </Heading>
            <Table
                id="phases"
                caption=text::phases::table(locale)
                titled=true
                columns=vec![
                    Column::words(text::admin::phase(locale)),
                    Column::words(text::admin::opens(locale)),
                    Column::words(text::admin::closes(locale)),
                    Column::words(text::admin::state(locale)),
                    Column::words(text::phases::elsewhere(locale)),
                    Column::blank(),
                ]
            >
                {rows}
            </Table>
            {draft::section(visit, process, year)}
            {differing(visit, process, territories)}
            {powers::matrix(visit, process)}
        },
    )
    .width(Width::Wide)
}

fn row(visit: &Visit, process: &Process, rule: &PhaseRule) -> AnyView {
    let locale = visit.locale();
    let planned = process.dates.everywhere().stage(&rule.id);
    let skipped = process.dates.everywhere().skipped(&rule.id);
    let date = |at: Option<_>| at.map_or_else(|| text::admin::no_date(locale).to_owned(), |at| visit.date_time(at));
    let chip = planned.map(|stage| {
        let standing = stage.state(visit.now);
        let (class, icon) = match standing {
            PhaseState::Upcoming => ("chip", "clock"),
            PhaseState::Open => ("chip chip--now", "play"),
            PhaseState::Closed => ("chip", "check"),
        };
        view! { <span class=class><Icon name=icon/>{text::terms::phase_state(locale, standing)}</span> }
    });
    let skipped = skipped.map(|skipped| view! { <span class="muted">{undated(visit, Some(skipped))}</span> });
    let own = |(_, route): &(&Code, &shared::calendar::Route)| {
        route.stage(&rule.id).is_some_and(shared::calendar::Stage::is_own)
    };
    let elsewhere = match process.dates.differing().filter(own).count() {
        0 => view! { <span class="muted">{text::phases::elsewhere_none(locale)}</span> }.into_any(),
        1 => view! { <a href="#diferentes">{text::phases::elsewhere_one(locale)}</a> }.into_any(),
        count => {
            let said = text::phases::elsewhere_count(locale, visit.integer(i64::try_from(count).unwrap_or(i64::MAX)));
            view! { <a href="#diferentes">{said}</a> }.into_any()
        }
    };
    let (label, of) = match planned {
        Some(_) => (text::admin::change(locale), text::phases::change_of(locale, &rule.name)),
        None => (text::phases::set_dates(locale), text::phases::set_dates_of(locale, &rule.name)),
    };
    // What kind it is, where its name does not say so.
    let kind = Some(text::terms::phase(locale, rule.kind)).filter(|kind| *kind != rule.name.as_str());
    view! {
        <tr>
            <th scope="row">
                {rule.name.to_string()}
                {kind.map(|kind| view! { <br/><span class="muted">{kind}</span> })}
            </th>
            <td data-label=text::admin::opens(locale)>{date(planned.map(|stage| stage.window().opens()))}</td>
            <td data-label=text::admin::closes(locale)>{date(planned.map(|stage| stage.window().closes()))}</td>
            <td data-label=text::admin::state(locale)>{chip} {skipped}</td>
            <td data-label=text::phases::elsewhere(locale)>{elsewhere}</td>
            <td><a class="btn btn--small" href=path::admin_phase(&rule.id) aria-label=of>{label}</a></td>
        </tr>
    }
    .into_any()
}

/// The name of a phase of the rules.
fn named(process: &Process, phase: &Key) -> String {
    let rule = process.rule_set.phases.iter().find(|rule| rule.id == *phase);
    rule.map_or_else(|| phase.to_string(), |rule| rule.name.to_string())
}

/// A territory as people call it.
fn place(visit: &Visit, territories: &[Territory], code: &Code) -> String {
    let found = territories.iter().find(|territory| territory.code == code.as_str());
    found.map_or_else(
        || code.to_string(),
        |territory| text::phases::place(visit.locale(), &territory.code, &territory.name),
    )
}

/// The territories with dates of their own.
fn differing(visit: &Visit, process: &Process, territories: &[Territory]) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<AnyView> = process
        .dates
        .differing()
        .flat_map(|(code, route)| route.stages().iter().filter(|stage| stage.is_own()).map(move |stage| (code, stage)))
        .map(|(code, stage)| {
            let (name, phase) = (place(visit, territories, code), named(process, stage.id()));
            let change = text::phases::change_in(locale, &phase, &name);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=text::admin::phase(locale)>{phase}</td>
                    <td data-label=text::phases::dates(locale)>{period(visit, stage.window())}</td>
                    <td>
                        <a
                            class="btn btn--small"
                            href=path::admin_phase_in(stage.id(), code.as_str())
                            aria-label=change
                        >
                            {text::admin::change(locale)}
                        </a>
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p>{text::route::differing_none(locale)}</p> }.into_any()
    } else {
        view! {
            <Table
                id="differing-table"
                caption=text::route::differing_caption(locale)
                titled=true
                columns=vec![
                    Column::words(text::admin::territory(locale)),
                    Column::words(text::admin::phase(locale)),
                    Column::words(text::phases::dates(locale)),
                    Column::blank(),
                ]
            >
                {rows}
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="section" id="diferentes" aria-labelledby="differing">
            <h2 id="differing">{text::route::differing_title(locale)}</h2>
            {body}
        </section>
    }
    .into_any()
}
