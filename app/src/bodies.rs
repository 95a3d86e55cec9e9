//! Bodies (instancias): the public directory, who sits in them, their sessions and their minutes.

mod admin;
mod appoint;
mod board;
mod body;
mod candidacy;
mod code;
mod composition;
mod convene;
mod decided;
mod directory;
mod ground;
mod lead;
mod listing;
mod meeting;
pub mod minutes;
mod paper;
mod part;
mod room;
mod takeover;
mod widget;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

pub use self::paper::Paper;
pub(crate) use self::{decided::decisions, minutes::files};

/// The pages on bodies.
#[component(transparent)]
pub fn BodyRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/instancias") view=directory::Directory ssr=SsrMode::Async/>
        <Route path=path!("/instancias/ocupar") view=takeover::TakeSeat ssr=SsrMode::Async/>
        <Route path=path!("/instancias/:body") view=body::OneBody ssr=SsrMode::Async/>
        <Route path=path!("/instancias/:body/convocar") view=convene::Convene ssr=SsrMode::Async/>
        <Route path=path!("/instancias/sesiones/:session") view=meeting::Meeting ssr=SsrMode::Async/>
        <Route path=path!("/instancias/sesiones/:session/dirigir") view=lead::Lead ssr=SsrMode::Async/>
        <Route path=path!("/instancias/sesiones/:session/tablero") view=board::Board ssr=SsrMode::Async/>
        <Route path=path!("/instancias/sesiones/:session/presente") view=part::ArrivePage ssr=SsrMode::Async/>
        <Route path=path!("/instancias/sesiones/:session/acta") view=minutes::MinutesPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/instancias") view=admin::Bodies ssr=SsrMode::Async/>
        <Route path=path!("/admin/instancias/:body") view=appoint::Composition ssr=SsrMode::Async/>
        <Route path=path!("/admin/instancias/:body/:appointment") view=appoint::OneAppointment ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
