//! What citizens see and do.

mod calendar;
mod ceiling;
mod claims;
mod ground;
mod history;
mod home;
mod idea;
mod may_vote;
mod mine;
mod new_idea;
mod next_step;
mod own;
mod participate;
mod places;
mod profile;
mod projects;
mod support;
mod take_back;
mod territories;
mod territory;
mod turnout;
pub(crate) mod vote;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};

pub(crate) use self::calendar::{period, undated, within};
pub(crate) use self::vote::Cookie;
use self::{
    calendar::WholeCalendar,
    ceiling::{Ceiling, SharedScenario},
    claims::{Claims, Follow},
    history::CeilingHistory,
    idea::Idea,
    mine::Mine,
    new_idea::NewIdea,
    own::OwnData,
    participate::Participate,
    places::Places,
    profile::Profile,
    territories::Territories,
    territory::TerritoryPage,
    turnout::Turnout,
    vote::{Ballot, Certificate, Receipt, Review},
};
pub use self::{
    calendar::{feed_everywhere, feed_of_territory},
    claims::closed as claims_closed,
    home::home,
    own::file as own_data_file,
    projects::excerpt,
    turnout::table as turnout_table,
};

/// The pages for citizens.
#[component(transparent)]
pub fn CitizenRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/calendario") view=WholeCalendar ssr=SsrMode::Async/>
        <Route path=path!("/participar") view=Participate ssr=SsrMode::Async/>
        <Route path=path!("/puestos") view=Places ssr=SsrMode::Async/>
        <Route path=path!("/participacion") view=Turnout ssr=SsrMode::Async/>
        <Route path=path!("/territorios") view=Territories ssr=SsrMode::Async/>
        <Route path=path!("/territorios/:code") view=TerritoryPage ssr=SsrMode::Async/>
        <Route path=path!("/techos/historia") view=CeilingHistory ssr=SsrMode::Async/>
        <Route path=path!("/techos/escenario/:token") view=SharedScenario ssr=SsrMode::Async/>
        <Route path=path!("/techos/:code") view=Ceiling ssr=SsrMode::Async/>
        <Route path=path!("/ideas/nueva") view=NewIdea ssr=SsrMode::Async/>
        <Route path=path!("/ideas/:id") view=Idea ssr=SsrMode::Async/>
        <Route path=path!("/mi-participacion") view=Mine ssr=SsrMode::Async/>
        <Route path=path!("/mis-datos") view=OwnData ssr=SsrMode::Async/>
        <Route path=path!("/reclamos") view=Claims ssr=SsrMode::Async/>
        <Route path=path!("/reclamos/seguir") view=Follow ssr=SsrMode::Async/>
        <Route path=path!("/perfil") view=Profile ssr=SsrMode::Async/>
        <Route path=path!("/votar") view=Ballot ssr=SsrMode::Async/>
        <Route path=path!("/votar/revisar") view=Review ssr=SsrMode::Async/>
        <Route path=path!("/votar/listo") view=Receipt ssr=SsrMode::Async/>
        <Route path=path!("/votar/constancia") view=Certificate ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
