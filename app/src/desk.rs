//! What officers (jurados) see and do at the desk of a polling place.

mod acts;
mod admit;
mod asked;
mod begin;
mod certificate;
mod device;
mod envelopes;
mod equipment;
mod ground;
mod incident;
mod list;
mod mark;
mod person;
mod tablet;
mod told;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    hooks::use_params_map,
    path,
};
use shared::desk::Stage;

pub use self::device::endpoints;
pub(crate) use self::{
    admit::{Admitted, Shut, admit, marked_on_tablet},
    envelopes::{called, read},
    tablet::hash as hash_of_code,
    told::{chip, shift_overseen},
};
use self::{envelopes::Envelopes, ground::Ground, tablet::Codes, told::shift_told};
use crate::{
    components::{Crumbs, Heading, Notice, NoticeKind},
    page::{Page, page},
    path,
    text::desk as words,
    visit::Visit,
};

/// The pages of desks.
#[component(transparent)]
pub fn DeskRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/mesa") view=list::Desks ssr=SsrMode::Async/>
        <Route path=path!("/mesa/:desk") view=DeskPage ssr=SsrMode::Async/>
        <Route path=path!("/mesa/:desk/constancia") view=certificate::DeskCertificate ssr=SsrMode::Async/>
        <Route path=path!("/mesa/:desk/equipo") view=equipment::DevicePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The page of a desk: what can be done now, and the journal of its shift.
#[component]
pub fn DeskPage() -> AnyView {
    let (asked, code) = (person::sent(), tablet::sent());
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        let id = use_params_map().read().get("desk").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let ground = Ground::enter(&visit, &mut tx, &id).await?;
        let person = match asked.filter(|_| ground.stage() == Some(Stage::Open)) {
            Some(asked) => Some(person::who(&visit, &mut tx, &ground, asked).await?),
            None => None,
        };
        let envelopes = Envelopes {
            waiting: store::desk::waiting(&mut tx, ground.desk.id).await?,
            settled: store::desk::settled(&mut tx, ground.desk.id).await?,
        };
        let codes = Codes::of(&visit, &mut tx, &ground, code.as_deref()).await?;
        if code.is_some() {
            tablet::forget_with(&response);
        }
        Ok(show(&visit, &ground, person, &envelopes, &codes))
    })
}

fn show(visit: &Visit, ground: &Ground, person: Option<person::Who>, envelopes: &Envelopes, codes: &Codes) -> Page {
    let locale = visit.locale();
    let desk = &ground.desk;
    let title = words::desk_of(locale, desk.number, &desk.place.name);
    let steps = vec![(path::DESKS.to_owned(), words::nav(locale).to_owned())];
    let refused = ground.allow_now(visit).err().map(|why| {
        view! { <Notice kind=NoticeKind::Attention locale><p>{why}</p></Notice> }
    });
    let work = match ground.running() {
        None => begin::section(visit, ground),
        Some(_) if ground.is_elsewhere() => {
            let device = path::desk_device(desk.id);
            view! {
                <Notice kind=NoticeKind::Information locale>
                    <p>{words::other_hand(locale)}</p>
                    <p><a class="btn" href=device>{words::device_link(locale)}</a></p>
                </Notice>
            }
            .into_any()
        }
        Some((_, journal)) => match journal.stage() {
            Stage::Blank | Stage::OnDuty => acts::opening(visit, ground),
            Stage::Open => view! {
                {tablet::section(visit, ground, codes)}
                {person.map(|person| mark::answer(visit, ground, person, codes))}
                {person::form(visit, ground)}
                {acts::others(visit, ground)}
            }
            .into_any(),
            Stage::Paused => acts::paused(visit, ground),
            Stage::Closed => ().into_any(),
        },
    };
    let told = ground.shift.as_ref().zip(ground.journal.as_ref());
    let told =
        told.map(|(shift, journal)| shift_told(visit, shift, journal, (&ground.found, &envelopes.settled), "h2"));
    let place = format!("{} · {}", desk.place.address, desk.place.hours);
    let state = chip(visit, ground.shift.as_ref(), ground.stage());
    let content = view! {
        <Crumbs locale steps here=words::desk_number(locale, desk.number)/>
        <Heading over=ground.process.name.clone() title=title.clone() lead=place.trim_end_matches(" · ").to_owned()>
            {state}
        </Heading>
        {refused}
        {envelopes::section(visit, ground, envelopes)}
        {work}
        {told}
    };
    Page::new(title, content)
}
