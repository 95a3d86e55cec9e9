//! The phases: their dates in the site's time, and what each lets whom do.

mod dates;

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::{
    locale::Locale,
    permission::Action,
    phase::{PhaseKind, PhaseState},
    role::Role,
};
use store::{process, process::Process};

pub use self::dates::PhaseDates;
use super::{enter, no_process, tabs};
use crate::{
    components::{Heading, Icon},
    page::{Page, page},
    path, text,
    visit::Visit,
};

/// The calendar, and who may do what.
#[component]
pub fn Phases() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        match process::current(&mut tx).await? {
            Some(process) => Ok(show(&visit, &process)),
            None => Ok(no_process(&visit, path::PHASES)),
        }
    })
}

fn show(visit: &Visit, process: &Process) -> Page {
    let locale = visit.locale();
    let title = text::admin::phases_title(locale);
    // The rules say which phases there are; those without dates come last.
    let planned = process.calendar.phases().iter().map(|phase| phase.kind);
    let mut kinds: Vec<PhaseKind> = planned.collect();
    for phase in &process.rule_set.phases {
        if !kinds.contains(&phase.kind) {
            kinds.push(phase.kind);
        }
    }
    let rows = kinds.into_iter().map(|kind| row(visit, process, kind)).collect_view();
    Page::new(
        title,
        view! {
            {tabs(visit, path::PHASES)}
            <Heading title lead=text::admin::phases_lead(locale, visit.site.time_zone.name().replace('_', " "))/>
            <div class="table-wrap" role="region" aria-labelledby="phases" tabindex="0">
                <table class="table table--stack">
                    <caption id="phases" class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::admin::phase(locale)}</th>
                            <th scope="col">{text::admin::opens(locale)}</th>
                            <th scope="col">{text::admin::closes(locale)}</th>
                            <th scope="col">{text::admin::state(locale)}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {matrix(locale, process)}
        },
    )
}

fn row(visit: &Visit, process: &Process, kind: PhaseKind) -> impl IntoView + use<> {
    let locale = visit.locale();
    let name = text::terms::phase(locale, kind);
    let phase = process.calendar.find(kind);
    let date = |at: Option<_>| at.map_or_else(|| text::admin::no_date(locale).to_owned(), |at| visit.date_time(at));
    let state = phase.map(|phase| {
        let state = phase.state(visit.now);
        let (class, icon) = match state {
            PhaseState::Upcoming => ("chip", "clock"),
            PhaseState::Open => ("chip chip--now", "play"),
            PhaseState::Closed => ("chip", "check"),
        };
        view! { <span class=class><Icon name=icon/>{text::terms::phase_state(locale, state)}</span> }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=text::admin::opens(locale)>{date(phase.map(|phase| phase.window.opens()))}</td>
            <td data-label=text::admin::closes(locale)>{date(phase.map(|phase| phase.window.closes()))}</td>
            <td data-label=text::admin::state(locale)>{state}</td>
            <td>
                <a class="btn btn--small" href=path::admin_phase(kind) aria-label=text::admin::change_of(locale, name)>
                    {text::admin::change(locale)}
                </a>
            </td>
        </tr>
    }
}

/// What each role may do, and in which phases.
fn matrix(locale: Locale, process: &Process) -> impl IntoView + use<> {
    let phases = process.calendar.phases();
    let grants = || phases.iter().flat_map(|phase| phase.allows.iter());
    let roles: BTreeSet<Role> = grants().map(|grant| grant.role).collect();
    let actions: BTreeSet<Action> = grants().map(|grant| grant.action).collect();
    let head = actions
        .iter()
        .map(|&action| view! { <th scope="col">{text::action::name(locale, action)}</th> })
        .collect_view();
    let rows = roles
        .into_iter()
        .map(|role| {
            let cells = actions
                .iter()
                .map(|&action| {
                    let when: Vec<_> = phases
                        .iter()
                        .filter(|phase| phase.roles_for(action).any(|granted| role.covers(granted)))
                        .map(|phase| text::terms::phase(locale, phase.kind))
                        .collect();
                    let when = if when.is_empty() { text::admin::no(locale).to_owned() } else { when.join(", ") };
                    view! { <td data-label=text::action::name(locale, action)>{when}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{text::terms::role(locale, role)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="who">
            <h2 id="who">{text::admin::who_may(locale)}</h2>
            <div class="table-wrap" role="region" aria-labelledby="who-table" tabindex="0">
                <table class="table table--stack">
                    <caption id="who-table">{text::admin::who_may_detail(locale)}</caption>
                    <thead><tr><th scope="col">{text::admin::role(locale)}</th>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">{text::admin::always_detail(locale)}</p>
        </section>
    }
}
