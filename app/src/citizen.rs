//! What citizens see and do.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

use crate::page::unknown_address;

/// The pages for citizens.
#[component(transparent)]
pub fn CitizenRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/territorios") view=unknown_address ssr=SsrMode::Async/>
        <Route path=path!("/territorios/:code") view=unknown_address ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
