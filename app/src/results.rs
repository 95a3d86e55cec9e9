//! What the count decided: winners first, with one reason in words for each project, and files to check it with.

mod act;
mod bar;
mod chosen;
mod claims;
mod contest;
pub mod download;
mod findings;
mod matter;
mod own_vote;
pub(crate) mod paper;
mod processes;
pub mod reason;
pub(crate) mod record;
mod sheets;
mod signals;
mod summary;
mod themes;
mod urn;
mod what_if;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};
use shared::phase::PhaseState;
use store::process::Process;

pub(crate) use self::act::official;
use crate::{components::Icon, path, text, visit::Visit};

/// The pages of results.
#[component(transparent)]
pub fn ResultsRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/resultados") view=summary::Current ssr=SsrMode::Async/>
        <Route path=path!("/procesos") view=processes::Processes ssr=SsrMode::Async/>
        <Route path=path!("/procesos/:process") view=summary::OfProcess ssr=SsrMode::Async/>
        <Route path=path!("/procesos/:process/otras-reglas") view=what_if::OfProcess ssr=SsrMode::Async/>
        <Route path=path!("/procesos/:process/:contest/otras-reglas") view=what_if::OfContest ssr=SsrMode::Async/>
        <Route path=path!("/procesos/:process/:contest") view=contest::OfContest ssr=SsrMode::Async/>
        <Route path=path!("/procesos/:process/:contest/urna") view=urn::UrnPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Why there is no result yet, and when there will be.
fn when(visit: &Visit, process: &Process) -> String {
    let locale = visit.locale();
    // The votes of all territories are counted at once, after the last one.
    let Some(voting) = process.voting_anywhere() else {
        return text::results::none_no_voting(locale).to_owned();
    };
    let (opens, closes) = (visit.date_time(voting.opens()), visit.date_time(voting.closes()));
    match voting.state(visit.now) {
        PhaseState::Upcoming => text::results::none_before(locale, opens, closes),
        PhaseState::Open => text::results::none_open(locale, closes),
        PhaseState::Closed => text::results::none_closed(locale, closes),
    }
}

/// The place where results will be, before there are any.
fn nothing_yet(visit: &Visit, why: String) -> impl IntoView + use<> {
    let locale = visit.locale();
    view! {
        <div class="empty">
            <Icon name="chart"/>
            <h2>{text::results::none_title(locale)}</h2>
            <p>{why}</p>
            <a class="btn btn--primary" href=path::TERRITORIES>{text::results::see_projects(locale)}</a>
        </div>
    }
}

/// Says that the figures are made up, or where they come from.
fn origin(visit: &Visit, process: &Process) -> impl IntoView + use<> {
    let locale = visit.locale();
    let demonstration = process.demonstration.then(|| {
        view! { <span class="chip chip--info"><Icon name="info"/>{text::results::demonstration(locale)}</span> }
    });
    let source = process.source.as_ref().map(|source| {
        view! { <span class="chip chip--info"><Icon name="doc"/>{text::results::imported(locale, source)}</span> }
    });
    view! { {demonstration} {source} }
}
