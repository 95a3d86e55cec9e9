//! Who sits in a body: appointed, changed and ended by the administration, with everything that is wrong at once.

mod enter;
mod form;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    committee::Appointment,
    id::{AppointmentId, PersonId},
    locale::format_date,
};
use store::{
    body::{self, seat_code},
    candidacy::{self, Candidacy},
    person::{self, Person},
};

use super::{
    candidacy::list as candidacy_list,
    composition,
    ground::{Known, ground},
    takeover,
};
use crate::{
    admin::{enter, tabs},
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, Width, page},
    path,
    rules::id,
    text,
    visit::Visit,
};

/// People offered for an appointment, and how much of a name it takes.
const MOST_PEOPLE: u16 = 12;
const LEAST_LETTERS: usize = 3;

/// One body: who sits in it, what is wrong, and the form to appoint somebody.
#[component]
pub fn Composition() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("body");
    let query = use_query_map().get_untracked();
    let words = query.get("nombre").unwrap_or_default();
    let chosen = query.get("candidatura");
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let known = ground.body(&mut tx, id(asked)?).await?.ok_or(Fault::NotFound)?;
        let appointments = body::appointments(&mut tx, known.id).await?;
        let candidates = candidacy::of_body(&mut tx, known.id).await?;
        let chosen = candidates.iter().find(|one| chosen.as_deref() == Some(&*one.person.to_string()));
        let words = chosen.map_or_else(|| words.trim().to_owned(), |one| one.name.clone());
        let people = if let Some(one) = chosen {
            person::find(&mut tx, one.person).await?.into_iter().collect()
        } else if words.chars().count() >= LEAST_LETTERS {
            person::search(&mut tx, &words, MOST_PEOPLE).await?
        } else {
            Vec::new()
        };
        let offer = form::Offer { words: &words, people: &people, chosen };
        Ok(show(&visit, &known, &appointments, &candidates, &offer))
    })
}

fn show(
    visit: &Visit,
    known: &Known,
    appointments: &[(AppointmentId, Appointment)],
    candidates: &[Candidacy],
    offer: &form::Offer<'_>,
) -> Page {
    let locale = visit.locale();
    let today = visit.today();
    let plain: Vec<Appointment> = appointments.iter().map(|(_, one)| one.clone()).collect();
    let defects = composition::sentences(visit, known, &plain, &known.defects(&plain, today));
    let change = |one: &Appointment| {
        let (id, _) = appointments.iter().find(|(_, other)| other == one)?;
        let link = view! {
            <td>
                <a
                    class="btn btn--small" href=path::admin_appointment(known.id, *id)
                    aria-label=text::bodies::change_of(locale, &one.name)
                >
                    {text::bodies::change(locale)}
                </a>
            </td>
        };
        Some(link.into_any())
    };
    let table = composition::table(visit, known, &plain, change);
    let public = path::body(known.id);
    let body = view! {
        {tabs(visit, path::ADMIN_BODIES)}
        <Crumbs
            locale
            steps=vec![
                (path::ADMIN.to_owned(), text::common::administration(locale).to_owned()),
                (path::ADMIN_BODIES.to_owned(), text::bodies::title(locale).to_owned()),
            ]
            here=known.name()
        />
        <Heading over=text::bodies::kind(locale, known.rule.kind) title=known.name()>
            <a class="btn btn--quiet" href=public>
                <Icon name="external"/>{text::bodies::see_public(locale)}
            </a>
        </Heading>
        {wrong(visit, defects)}
        <section class="section">
            <h2>{text::bodies::members(locale)}</h2>
            {table}
        </section>
        {candidacy_list(visit, known, candidates, &plain)}
        {form::appoint(visit, known, &plain, offer)}
    };
    Page::new(known.name(), body)
}

/// All defects in one list.
fn wrong(visit: &Visit, defects: Vec<String>) -> AnyView {
    let locale = visit.locale();
    let title = match defects.len() {
        0 => {
            return view! {
                <div class="notice notice--ok">
                    <Icon name="check"/>
                    <div>
                        <p class="notice__title">{text::bodies::sound(locale)}</p>
                        <p>{text::bodies::sound_detail(locale)}</p>
                    </div>
                </div>
            }
            .into_any();
        }
        1 => text::bodies::defects_title_one(locale).to_owned(),
        count => text::bodies::defects_title(locale, count),
    };
    let defects = defects.into_iter().map(|defect| view! { <li>{defect}</li> }).collect_view();
    view! {
        <section class="notice notice--warn" aria-labelledby="defects">
            <Icon name="warn"/>
            <div><h2 class="notice__title" id="defects">{title}</h2><ul>{defects}</ul></div>
        </section>
    }
    .into_any()
}

/// One appointment, to be changed or ended.
#[component]
pub fn OneAppointment() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let (of, asked) = (params.get("body"), params.get("appointment"));
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let known = ground.body(&mut tx, id(of)?).await?.ok_or(Fault::NotFound)?;
        let asked: AppointmentId = id(asked)?;
        let appointments = body::appointments(&mut tx, known.id).await?;
        let found = appointments.into_iter().find(|(one, _)| *one == asked).ok_or(Fault::NotFound)?;
        let offer = if seat_code::has_account(&mut tx, found.1.person).await? {
            None
        } else {
            Some(takeover::offer(&visit, &known, asked))
        };
        Ok(one(&visit, &known, asked, &found.1, offer))
    })
}

fn one(visit: &Visit, known: &Known, id: AppointmentId, appointment: &Appointment, offer: Option<AnyView>) -> Page {
    let locale = visit.locale();
    let title = text::bodies::amend_title(locale, &appointment.name);
    let seat = composition::seat(visit, known, &appointment.seat);
    let since =
        format!("{seat}, {} {}", text::bodies::since(locale).to_lowercase(), format_date(appointment.from, locale));
    let body = view! {
        {tabs(visit, path::ADMIN_BODIES)}
        <Crumbs
            locale
            steps=vec![
                (path::ADMIN_BODIES.to_owned(), text::bodies::title(locale).to_owned()),
                (path::admin_body(known.id), known.name()),
            ]
            here=appointment.name.to_string()
        />
        <Heading over=known.name() title=title.clone() lead=text::bodies::amend_lead(locale, since)/>
        {form::amend(visit, known, id, appointment)}
        {offer}
    };
    Page::new(title, body).width(Width::Narrow)
}

/// What tells somebody apart from others of the same name.
fn told_apart(visit: &Visit, person: &Person) -> String {
    let locale = visit.locale();
    person.birth_date.map_or_else(
        || text::bodies::account_unknown(locale).to_owned(),
        |born| text::bodies::account_born(locale, chrono::Datelike::year(&born)),
    )
}

/// Somebody who sits and has never signed in.
fn identity(new: PersonId, name: &str) -> person::Identity {
    person::Identity {
        issuer: seat_code::WITHOUT_ACCOUNT.to_owned(),
        subject: new.to_string(),
        name: name.to_owned(),
        birth_date: None,
        territory_code: None,
        attested: person::Attested::default(),
    }
}
