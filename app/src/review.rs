//! What reviewers see and do: the queue of ideas, and the review of each.

pub mod due;
mod idea;
mod lapse;
pub(crate) mod placing;
mod queue;
pub(crate) mod region;

pub use self::lapse::lapse_due;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

/// The pages for reviewers.
#[component(transparent)]
pub fn ReviewRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/revision") view=queue::Queue ssr=SsrMode::Async/>
        <Route path=path!("/revision/:id") view=idea::Idea ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
