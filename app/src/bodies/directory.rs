//! The public directory: every body with its members, coming sessions, minutes, and the institutional liaisons.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    committee::Appointment,
    id::BodyId,
    ruleset::{BodyKind, Holder},
    tenant::TenantKind,
};
use store::body::{
    self, Of,
    session::{self, Held},
};

use super::{
    composition,
    ground::{Ground, Known, ground},
    listing,
};
use crate::{
    components::{Crumbs, Heading},
    page::{Page, Width, page},
    path,
    rules::reading,
    text,
    visit::Visit,
};

/// The sessions that the directory looks at: those that were called last.
const MOST_SESSIONS: u16 = 60;
/// The minutes that it shows.
const MOST_MINUTES: usize = 10;

/// The directory.
#[component]
pub fn Directory() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let known = ground.bodies(&mut tx).await?;
        let former = ground.former(&mut tx).await?;
        let appointments = body::all_appointments(&mut tx).await?;
        let sessions = session::latest(&mut tx, MOST_SESSIONS).await?;
        Ok(show(&visit, &ground, [&known, &former], &appointments, &sessions))
    })
}

type Appointments = BTreeMap<BodyId, Vec<Appointment>>;

pub(super) fn of(appointments: &Appointments, body: BodyId) -> &[Appointment] {
    appointments.get(&body).map_or(&[], Vec::as_slice)
}

fn show(
    visit: &Visit,
    ground: &Ground,
    [known, former]: [&[Known]; 2],
    appointments: &Appointments,
    sessions: &[Held],
) -> Page {
    let locale = visit.locale();
    let title = text::bodies::title(locale);
    let missing = ground.missing(known).len();
    let missing = (missing > 0).then(|| view! { <p class="muted">{text::bodies::missing_public(locale, missing)}</p> });
    let collegial = |of: fn(&Of) -> bool| -> Vec<&Known> {
        known.iter().filter(|body| body.is_collegial() && of(&body.of)).collect()
    };
    let groups = [
        ("all", text::bodies::of_all(locale), collegial(|of| matches!(of, Of::Tenant | Of::Process(_)))),
        ("territories", text::bodies::of_territories(locale), collegial(|of| matches!(of, Of::Territory(_)))),
        ("projects", text::bodies::of_projects(locale), collegial(|of| matches!(of, Of::Project(_)))),
    ];
    let nothing = groups.iter().all(|(_, _, bodies)| bodies.is_empty());
    let nothing = nothing.then(|| view! { <p>{text::bodies::none(locale)}</p> });
    let groups = groups
        .into_iter()
        .filter(|(_, _, bodies)| !bodies.is_empty())
        .map(|(id, title, bodies)| group(visit, id, title, &bodies, appointments))
        .collect_view();
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=text::bodies::lead(locale)/>
        {meetings(visit, sessions)}
        {nothing}
        {groups}
        {missing}
        {liaisons(visit, ground, known, appointments)}
        {past(visit, former)}
        <p><a href=path::TAKE_SEAT>{text::candidacy::take_invitation(locale)}</a></p>
    };
    Page::new(title, body).width(Width::Wide)
}

/// The sessions that come, and the minutes that were approved last.
fn meetings(visit: &Visit, sessions: &[Held]) -> AnyView {
    let locale = visit.locale();
    let mut coming: Vec<&Held> = sessions.iter().filter(|held| listing::is_coming(visit, held)).collect();
    coming.sort_by_key(|held| held.session.call().begins);
    let approved: Vec<&Held> =
        sessions.iter().filter(|held| held.session.sealed().is_some()).take(MOST_MINUTES).collect();
    let list = if coming.is_empty() {
        view! { <p>{text::bodies::no_coming(locale)}</p> }.into_any()
    } else {
        listing::list(visit, &coming, true)
    };
    let minutes = (!approved.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="minutes">
                <h2 id="minutes">{text::bodies::latest(locale)}</h2>
                {listing::list(visit, &approved, true)}
            </section>
        }
    });
    view! {
        <section class="section" aria-labelledby="coming">
            <h2 id="coming">{text::bodies::coming(locale)}</h2>
            {list}
        </section>
        {minutes}
    }
    .into_any()
}

fn group(
    visit: &Visit,
    id: &'static str,
    title: &'static str,
    bodies: &[&Known],
    appointments: &Appointments,
) -> AnyView {
    let locale = visit.locale();
    let placed = id != "all";
    let rows = bodies
        .iter()
        .map(|known| {
            let appointments = of(appointments, known.id);
            let vacancies = known.vacancies(appointments, visit.today()).len();
            let place = placed.then(|| {
                let place = known.where_it_is().unwrap_or_default().to_owned();
                view! { <td data-label=text::bodies::place(locale)>{place}</td> }
            });
            view! {
                <tr>
                    <th scope="row">
                        <a href=path::body(known.id)>
                            {known.rule.name.to_string()}
                            {placed.then(|| view! {
                                <span class="visually-hidden">{format!(" · {}", known.where_it_is().unwrap_or_default())}</span>
                            })}
                        </a>
                    </th>
                    {place}
                    <td class="num" data-label=text::bodies::members(locale)>
                        {composition::taken(visit, known, appointments)}
                    </td>
                    <td class="num" data-label=text::bodies::vacancies(locale)>{visit.integer(vacancies as u64)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2 id=id>{title}</h2>
            <div class="table-wrap" role="region" aria-labelledby=id tabindex="0">
                <table class="table table--stack">
                    <caption class="visually-hidden">{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::bodies::body(locale)}</th>
                            {placed.then(|| view! { <th scope="col">{text::bodies::place(locale)}</th> })}
                            <th scope="col" class="num">{text::bodies::members(locale)}</th>
                            <th scope="col" class="num">{text::bodies::vacancies(locale)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Bodies that the rules in force know no more.
fn past(visit: &Visit, former: &[Known]) -> Option<AnyView> {
    if former.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let items =
        former.iter().map(|known| view! { <li><a href=path::body(known.id)>{known.name()}</a></li> }).collect_view();
    let section = view! {
        <section class="section" aria-labelledby="former">
            <h2 id="former">{text::bodies::former_title(locale)}</h2>
            <p>{text::bodies::former_lead(locale)}</p>
            <ul>{items}</ul>
        </section>
    };
    Some(section.into_any())
}

/// Who answers for each office of the rules, and how soon.
fn liaisons(visit: &Visit, ground: &Ground, known: &[Known], appointments: &Appointments) -> Option<AnyView> {
    let locale = visit.locale();
    let offices: Vec<_> = ground.rules.bodies.iter().filter(|rule| rule.kind == BodyKind::Office).collect();
    if offices.is_empty() {
        return None;
    }
    let rows = offices
        .into_iter()
        .map(|rule| {
            let bodies: Vec<&Known> = known.iter().filter(|body| body.rule.id == rule.id).collect();
            let people: Vec<&Appointment> =
                bodies.iter().flat_map(|body| body.sitting(of(appointments, body.id), visit.today())).collect();
            let named = people
                .iter()
                .map(|one| {
                    let contact = one.contact.as_ref().map(|contact| {
                        view! { <span class="muted">{format!(" · {contact}")}</span> }
                    });
                    view! { <li>{one.name.to_string()}{contact}</li> }
                })
                .collect_view();
            let named = if people.is_empty() {
                view! { <span class="muted">{text::bodies::no_liaison(locale)}</span> }.into_any()
            } else {
                view! { <ul role="list">{named}</ul> }.into_any()
            };
            let deadlines = reading::deadlines_of(locale, &ground.rules, &Holder::Body(rule.id.clone()));
            let deadlines = if deadlines.is_empty() {
                view! { <span class="muted">{text::bodies::no_deadline(locale)}</span> }.into_any()
            } else {
                let each = deadlines.into_iter().map(|deadline| view! { <li>{deadline}</li> }).collect_view();
                view! { <ul role="list">{each}</ul> }.into_any()
            };
            let name = rule.name.to_string();
            let name = match bodies.first() {
                Some(body) => view! { <a href=path::body(body.id)>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=text::bodies::liaison(locale)>{named}</td>
                    <td data-label=text::bodies::answers_for(locale)>{deadlines}</td>
                </tr>
            }
        })
        .collect_view();
    let title = text::bodies::liaisons(locale);
    Some(
        view! {
            <section class="section">
                <h2 id="liaisons">{title}</h2>
                <p>{text::bodies::liaisons_lead(locale)}</p>
                <div class="table-wrap" role="region" aria-labelledby="liaisons" tabindex="0">
                    <table class="table table--stack">
                        <caption class="visually-hidden">{title}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{text::bodies::office(locale)}</th>
                                <th scope="col">{text::bodies::liaison(locale)}</th>
                                <th scope="col">{text::bodies::answers_for(locale)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}
