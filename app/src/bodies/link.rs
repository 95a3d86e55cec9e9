//! Taking over a seat: somebody who was appointed without an account links it to their own, by a link that whoever
//! manages the body hands them. Nobody is looked up for it, and nothing is learned of them but that they came.

use chrono::TimeDelta;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    committee::Appointment,
    id::{AppointmentId, BodyId},
    permission::{Action, Object},
    tenant::TenantKind,
};
use store::{
    StoreError, TenantTx, audit,
    body::{self, link},
};
use uuid::Uuid;

use super::{
    composition,
    ground::{Ground, Known, ground, ground_for},
};
use crate::{
    admin::{signed_in, token_hash},
    components::{Crumbs, Csrf, Heading, Icon},
    forms::{Declined, Done, Posted, answer},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// How long a link works.
const DAYS: i64 = 14;

/// The form that makes the link of an appointment.
pub(super) fn offer(visit: &Visit, known: &Known, id: AppointmentId) -> AnyView {
    let locale = visit.locale();
    view! {
        <section class="section stack" aria-labelledby="link">
            <h2 id="link">{text::candidacy::link_title(locale)}</h2>
            <p>{text::candidacy::link_lead(locale, DAYS)}</p>
            <form method="post" action=OfferLink::url()>
                <Csrf visit/>
                <input type="hidden" name="body" value=known.id.to_string()/>
                <input type="hidden" name="appointment" value=id.to_string()/>
                <div class="actions">
                    <button class="btn" type="submit"><Icon name="user"/>{text::candidacy::link_make(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// The page that a link leads to.
#[component]
pub fn TakeSeat() -> impl IntoView {
    let token = use_params_map().read_untracked().get("link").unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let (known, _, appointment) = behind(&visit, &mut tx, &ground, &token).await?.ok_or(Fault::NotFound)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        Ok(show(&visit, &known, &appointment, &token))
    })
}

/// The appointment behind a token, while its link works.
async fn behind(
    visit: &Visit,
    tx: &mut TenantTx,
    ground: &Ground,
    token: &str,
) -> store::Result<Option<(Known, AppointmentId, Appointment)>> {
    let Some((body, id)) = link::find(tx, token_hash(token), visit.now).await? else { return Ok(None) };
    let Some(known) = ground.body(tx, body).await? else { return Ok(None) };
    let found = body::appointments(tx, body).await?.into_iter().find(|(one, _)| *one == id);
    Ok(found.map(|(id, appointment)| (known, id, appointment)))
}

fn show(visit: &Visit, known: &Known, appointment: &Appointment, token: &str) -> Page {
    let locale = visit.locale();
    let title = text::candidacy::take_title(locale);
    let seat = composition::seat(visit, known, &appointment.seat);
    let own = visit.viewer.as_ref().map(|viewer| viewer.name.clone()).unwrap_or_default();
    let body = view! {
        <Crumbs
            locale
            steps=vec![
                (path::BODIES.to_owned(), text::bodies::title(locale).to_owned()),
                (path::body(known.id), known.name()),
            ]
            here=title
        />
        <Heading
            over=known.name() title=title
            lead=text::candidacy::take_lead(locale, &appointment.name, seat, known.name())
        />
        <p>{text::candidacy::take_detail(locale, own)}</p>
        <form method="post" action=TakeOver::url()>
            <Csrf visit/>
            <input type="hidden" name="link" value=token.to_owned()/>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::candidacy::take(locale)}</button>
                <a class="btn btn--quiet" href=path::body(known.id)>{text::common::cancel(locale)}</a>
            </div>
        </form>
    };
    Page::new(title, body).width(Width::Narrow)
}

fn not_found(visit: &Visit) -> Declined {
    Declined::Refused(text::common::not_found_title(visit.locale()).to_owned())
}

/// Makes the link of an appointment.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "enlace-de-puesto")]
pub async fn offer_link(body: String, appointment: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = match (body.parse(), appointment.parse()) {
        (Ok(body), Ok(appointment)) => path::admin_appointment(body, appointment),
        _ => path::ADMIN_BODIES.to_owned(),
    };
    let posted = Posted::new("link", page, []);
    let outcome = make(&visit, &body, &appointment).await;
    answer(&visit, posted, outcome).await
}

async fn make(visit: &Visit, body: &str, appointment: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let ground = ground_for(visit, &mut tx).await?;
    let id: BodyId = body.parse().map_err(|_| not_found(visit))?;
    let known = ground.body(&mut tx, id).await?.ok_or_else(|| not_found(visit))?;
    ground
        .ask(ground.actor(), Action::ManageBodies, &Object::of(ground.area_of(&known)), visit.now)
        .map_err(|why| ground.declined(visit, Action::ManageBodies, &why))?;
    let id: AppointmentId = appointment.parse().map_err(|_| not_found(visit))?;
    let stored = body::appointments(&mut tx, known.id).await?;
    let (_, one) = stored.iter().find(|(one, _)| *one == id).ok_or_else(|| not_found(visit))?;
    // 244 random bits.
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let until = visit.now + TimeDelta::days(DAYS);
    match link::offer(&mut tx, id, token_hash(&token), until).await {
        Ok(()) => {}
        Err(StoreError::Conflict(_)) => {
            return Err(Declined::Refused(text::candidacy::link_has_account(locale).to_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "offer_seat_link",
        object: &known.name(),
        reason: None,
        before: None,
        after: Some(&json!({ "name": one.name, "seat": one.seat.to_string(), "until": until })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let site = visit.addresses.of(&visit.site);
    let link = format!("{}{}", site.trim_end_matches('/'), path::take_seat(&token));
    let message = text::candidacy::link_made(locale, link, visit.date_time(until));
    Ok(Done { to: path::admin_appointment(known.id, id), message: Some(message) })
}

/// Takes a seat over. Whoever has the link may: it needs no power of the rules besides.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "ocupar-puesto")]
pub async fn take_over(link: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("take", path::BODIES, []);
    let outcome = take(&visit, &link).await;
    answer(&visit, posted, outcome).await
}

async fn take(visit: &Visit, token: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let ground = ground_for(visit, &mut tx).await?;
    let gone = || Declined::Refused(text::candidacy::link_gone(locale).to_owned());
    let (known, id, before) = behind(visit, &mut tx, &ground, token).await?.ok_or_else(gone)?;
    let stored = body::appointments(&mut tx, known.id).await?;
    let seated = |(one, other): &(AppointmentId, Appointment)| {
        *one != id && other.person == viewer.person && other.in_force(known.rule.term.as_ref(), visit.today())
    };
    if stored.iter().any(seated) {
        return Err(Declined::Refused(text::candidacy::link_seated(locale).to_owned()));
    }
    if !link::take(&mut tx, token_hash(token), viewer.person, visit.now).await? {
        return Err(gone());
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "take_seat",
        object: &known.name(),
        reason: None,
        before: None,
        after: Some(&json!({ "name": before.name, "seat": before.seat.to_string() })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::body(known.id), message: Some(text::candidacy::taken(locale, &before.name)) })
}
