//! Taking over a seat: somebody who was appointed without an account links it to their own, by a code that whoever
//! manages the body hands them. Nobody is looked up for it, and nothing is learned of them but that they came.

use chrono::TimeDelta;
use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    code::TypedCode,
    committee::Appointment,
    document::Fingerprint,
    id::{AppointmentId, BodyId},
    permission::{Action, Object},
    tenant::TenantKind,
};
use store::{
    StoreError, TenantTx, audit,
    body::{self, seat_code},
};
use uuid::Uuid;

use super::{
    composition,
    ground::{Ground, Known, ground, ground_for},
};
use crate::{
    admin::signed_in,
    components::{Crumbs, Csrf, ErrorSummary, Heading, Icon, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

const FORM: &str = "take";

/// How long a code works.
const DAYS: i64 = 14;

/// What is kept of a code.
fn hash(code: TypedCode) -> [u8; 32] {
    *Fingerprint::of(&code.to_string()).bytes()
}

/// The form that makes the code of an appointment.
pub(super) fn offer(visit: &Visit, known: &Known, id: AppointmentId) -> AnyView {
    let locale = visit.locale();
    view! {
        <section class="section stack" aria-labelledby="code">
            <h2 id="code">{text::candidacy::code_title(locale)}</h2>
            <p>{text::candidacy::code_lead(locale, DAYS)}</p>
            <form method="post" action=OfferSeat::url()>
                <Csrf visit/>
                <input type="hidden" name="body" value=known.id.to_string()/>
                <input type="hidden" name="appointment" value=id.to_string()/>
                <div class="actions">
                    <button class="btn" type="submit"><Icon name="user"/>{text::candidacy::code_make(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Where the code is typed.
#[component]
pub fn TakeSeat() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let viewer = visit.viewer.as_ref().ok_or(Fault::SignIn)?;
        // A process has to be there: without one there are no bodies.
        let mut tx = visit.enter().await?;
        ground(&visit, &mut tx).await?;
        let own = viewer.name.clone();
        Ok(show(&visit, own))
    })
}

fn show(visit: &Visit, own: String) -> Page {
    let locale = visit.locale();
    let title = text::candidacy::take_title(locale);
    let rejected = visit.rejected(FORM);
    let body = view! {
        <Crumbs locale steps=vec![(path::BODIES.to_owned(), text::bodies::title(locale).to_owned())] here=title/>
        <Heading title lead=text::candidacy::take_lead(locale)/>
        <form class="form" method="post" action=TakeOver::url()>
            <ErrorSummary rejected=&rejected locale/>
            <Csrf visit/>
            <TextField
                name="seat_code"
                label=text::candidacy::code(locale)
                hint=text::candidacy::code_hint(locale)
                rejected=&rejected
                autocomplete="off"
                locale
            />
            <p>{text::candidacy::take_detail(locale, own)}</p>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::candidacy::take(locale)}</button>
                <a class="btn btn--quiet" href=path::BODIES>{text::common::cancel(locale)}</a>
            </div>
        </form>
    };
    Page::new(title, body).width(Width::Narrow)
}

/// The appointment that a code is for, while it works.
async fn behind(
    visit: &Visit,
    tx: &mut TenantTx,
    ground: &Ground,
    code: TypedCode,
) -> store::Result<Option<(Known, AppointmentId, Appointment)>> {
    let Some((body, id)) = seat_code::find(tx, hash(code), visit.now).await? else { return Ok(None) };
    let Some(known) = ground.body(tx, body).await? else { return Ok(None) };
    let found = body::appointments(tx, body).await?.into_iter().find(|(one, _)| *one == id);
    Ok(found.map(|(id, appointment)| (known, id, appointment)))
}

fn not_found(visit: &Visit) -> Declined {
    Declined::Refused(text::common::not_found_title(visit.locale()).to_owned())
}

/// Makes the code of an appointment.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "codigo-de-puesto")]
pub async fn offer_seat(body: String, appointment: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = match (body.parse(), appointment.parse()) {
        (Ok(body), Ok(appointment)) => path::admin_appointment(body, appointment),
        _ => path::ADMIN_BODIES.to_owned(),
    };
    let posted = Posted::new("offer", page, []);
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
    let code = visit.fresh_code();
    let until = visit.now + TimeDelta::days(DAYS);
    match seat_code::offer(&mut tx, id, hash(code), until).await {
        Ok(()) => {}
        Err(StoreError::Conflict(_)) => {
            return Err(Declined::Refused(text::candidacy::code_has_account(locale).to_owned()));
        }
        Err(error) => return Err(error.into()),
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "offer_seat_code",
        object: &known.name(),
        reason: None,
        before: None,
        after: Some(&json!({ "name": one.name, "seat": one.seat.to_string(), "until": until })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let site = visit.addresses.of(&visit.site);
    let page = format!("{}{}", site.trim_end_matches('/'), path::TAKE_SEAT);
    let message = text::candidacy::code_made(locale, code, page, visit.date_time(until));
    Ok(Done { to: path::admin_appointment(known.id, id), message: Some(message) })
}

/// Takes a seat over. Whoever has the code may: it needs no power of the rules besides.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "ocupar-puesto")]
pub async fn take_over(seat_code: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    // What was typed does not come back: it is a secret, and nobody mends it without reading it again.
    let posted = Posted::new(FORM, path::TAKE_SEAT, []);
    let outcome = take(&visit, &seat_code).await;
    answer(&visit, posted, outcome).await
}

async fn take(visit: &Visit, typed: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let ground = ground_for(visit, &mut tx).await?;
    let wrong = || Declined::Invalid(vec![FieldMessage::new("seat_code", text::candidacy::code_wrong(locale))]);
    let code: TypedCode = typed.parse().map_err(|_| wrong())?;
    let (known, id, before) = behind(visit, &mut tx, &ground, code).await?.ok_or_else(wrong)?;
    let stored = body::appointments(&mut tx, known.id).await?;
    let seated = |(one, other): &(AppointmentId, Appointment)| {
        *one != id && other.person == viewer.person && other.in_force(known.rule.term.as_ref(), visit.today())
    };
    if stored.iter().any(seated) {
        return Err(Declined::Refused(text::candidacy::code_seated(locale).to_owned()));
    }
    if !seat_code::take(&mut tx, hash(code), viewer.person, visit.now).await? {
        return Err(wrong());
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
    let seat = composition::seat(visit, &known, &before.seat);
    let message = text::candidacy::taken(locale, &before.name, seat, known.name());
    Ok(Done { to: path::body(known.id), message: Some(message) })
}
