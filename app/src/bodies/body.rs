//! One body for everybody: who sits in it, what it may do, and when it meets.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{committee::Appointment, permission::Action, ruleset::Holder, tenant::TenantKind};
use store::body::{
    self,
    session::{self, Held},
};

use super::{
    candidacy, composition,
    ground::{Known, ground},
    listing,
};
use crate::{
    components::{Crumbs, Heading, Icon, Notice, NoticeKind},
    page::{Fault, Page, page},
    path,
    rules::{id, reading},
    text,
    visit::Visit,
};

/// One body.
#[component]
pub fn OneBody() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("body");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let known = ground.body_ever(&mut tx, id(asked)?).await?.ok_or(Fault::NotFound)?;
        let appointments = body::appointments(&mut tx, known.id).await?;
        let appointments: Vec<Appointment> = appointments.into_iter().map(|(_, one)| one).collect();
        let actor = ground.actor();
        let object = shared::permission::Object::of(ground.area_of(&known));
        let sessions = session::of_body(&mut tx, known.id).await?;
        let calls =
            known.is_collegial() && !known.former && ground.ask(actor, Action::Convene, &object, visit.now).is_ok();
        let manages = !known.former && ground.ask(actor, Action::ManageBodies, &object, visit.now).is_ok();
        let stand = if known.former { None } else { candidacy::section(&visit, &mut tx, &ground, &known).await? };
        Ok(show(&visit, &known, &appointments, &sessions, [manages, calls], stand))
    })
}

fn show(
    visit: &Visit,
    known: &Known,
    appointments: &[Appointment],
    sessions: &[Held],
    [manages, calls]: [bool; 2],
    stand: Option<AnyView>,
) -> Page {
    let locale = visit.locale();
    let rules = &known.rules;
    let says = reading::of_body(locale, rules, &known.rule).into_iter().map(|said| view! { <li>{said}</li> });
    let powers = reading::powers_of(locale, rules, &Holder::Body(known.rule.id.clone()))
        .unwrap_or_else(|| view! { <p>{text::bodies::no_powers(locale)}</p> }.into_any());
    let basis = reading::basis(locale, rules, &known.rule.basis);
    let basis = basis.map(|basis| view! { <span class="chip"><Icon name="doc"/>{basis}</span> });
    let manage = manages.then(|| {
        view! {
            <a class="btn" href=path::admin_body(known.id)><Icon name="tools"/>{text::bodies::manage(locale)}</a>
        }
    });
    let call = calls.then(|| {
        let href = path::convene(known.id);
        view! { <a class="btn" href=href><Icon name="calendar"/>{text::session::convene(locale)}</a> }
    });
    let sessions = known.is_collegial().then(|| {
        let sessions: Vec<&Held> = sessions.iter().collect();
        let list = if sessions.is_empty() {
            view! { <p>{text::bodies::no_sessions(locale)}</p> }.into_any()
        } else {
            listing::list(visit, &sessions, false)
        };
        view! {
            <section class="section" aria-labelledby="sessions">
                <h2 id="sessions">{text::bodies::sessions(locale)}</h2>
                {list}
            </section>
        }
    });
    let former = known.former.then(|| {
        view! { <Notice kind=NoticeKind::Information locale><p>{text::bodies::former_detail(locale)}</p></Notice> }
    });
    let members = composition::table(visit, known, appointments, |_| None);
    let name = known.rule.name.to_string();
    let lead = known.where_it_is().unwrap_or_default().to_owned();
    let body = view! {
        <Crumbs
            locale steps=vec![(path::BODIES.to_owned(), text::bodies::title(locale).to_owned())] here=known.name()
        />
        <Heading over=text::bodies::kind(locale, known.rule.kind) title=name lead=lead>{basis}{call}{manage}</Heading>
        {former}
        <section class="section">
            <h2>{text::bodies::members(locale)}</h2>
            <p>{composition::taken(visit, known, appointments)}</p>
            {members}
        </section>
        {stand}
        {sessions}
        <section class="section" aria-labelledby="says">
            <h2 id="says">{text::bodies::what_rules_say(locale)}</h2>
            <ul>{says.collect_view()}</ul>
        </section>
        <section class="section" aria-labelledby="powers">
            <h2 id="powers">{text::bodies::powers(locale)}</h2>
            {powers}
        </section>
    };
    Page::new(known.name(), body)
}
