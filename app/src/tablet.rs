//! The tablet of a desk (tableta), on which people vote by a code that an officer gave them. Nobody signs in on it: what
//! it carries is a pass for one ballot, which is gone with the ballot, with the time, or when the first page opens again.

mod attempt;
mod ballot;
mod code;
mod done;
mod forget;
mod pass;
mod review;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

pub use self::forget::file as forgets;
use self::{ballot::TabletBallot, code::TabletCode, done::TabletDone, review::TabletReview};

/// The pages of a tablet.
#[component(transparent)]
pub fn TabletRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/tableta") view=TabletCode ssr=SsrMode::Async/>
        <Route path=path!("/tableta/tarjeton") view=TabletBallot ssr=SsrMode::Async/>
        <Route path=path!("/tableta/revisar") view=TabletReview ssr=SsrMode::Async/>
        <Route path=path!("/tableta/listo") view=TabletDone ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
