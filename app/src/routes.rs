//! Which page answers which address. Every page is rendered whole on the server before its first byte leaves, so that
//! it reads the same without JavaScript.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use shared::tenant::TenantKind;

use crate::{
    admin::AdminRoutes,
    bodies::BodyRoutes,
    citizen::{self, CitizenRoutes},
    desk::DeskRoutes,
    observatory::{self, selection::SelectionRoutes},
    page::unknown_address,
    platform::{self, PlatformRoutes},
    results::ResultsRoutes,
    review::ReviewRoutes,
    rules::RulesRoutes,
    tablet::TabletRoutes,
    visit::Visit,
};

/// All pages of all sites; each says on which sort of site it exists.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=unknown_address>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <CitizenRoutes/>
                <PlatformRoutes/>
                <ReviewRoutes/>
                <ResultsRoutes/>
                <AdminRoutes/>
                <RulesRoutes/>
                <BodyRoutes/>
                <DeskRoutes/>
                <TabletRoutes/>
                <SelectionRoutes/>
            </Routes>
        </Router>
    }
}

/// The first page of a site is what its visitors come for.
#[component]
fn Home() -> impl IntoView {
    match Visit::current().site.kind {
        TenantKind::Platform => platform::home(),
        kind if kind.is_group() => observatory::home(),
        _ => citizen::home(),
    }
}
