//! What the forms of an appointment do.
#![expect(clippy::too_many_arguments, reason = "a server function takes its form field by field")]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    committee::{Appointment, Defect, Gender, Place, SeatId, seats_of},
    document::Text,
    id::{AppointmentId, BodyId, PersonId},
    permission::{Action, Object},
    ruleset::Incompatibility,
};
use store::{StoreError, TenantTx, audit, body, person};
use uuid::Uuid;

use super::{
    super::{
        composition,
        ground::{Ground, Known, ground_for},
    },
    identity,
};
use crate::{
    admin::{reason, signed_in},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path, text,
    visit::Visit,
};

/// What is typed about an appointment whether it is new or not.
struct About<'a> {
    name: &'a str,
    until: &'a str,
    gender: &'a str,
    has_declared: bool,
    declared: &'a [String],
    trained: &'a str,
    contact: &'a str,
    reason: &'a str,
}

/// The same as the domain takes it.
struct Told {
    name: Text,
    until: Option<NaiveDate>,
    gender: Option<Gender>,
    declared: Option<BTreeSet<Incompatibility>>,
    trained: Option<NaiveDate>,
    contact: Option<Text>,
    reason: String,
}

fn day(typed: &str, field: &str, visit: &Visit) -> Result<Option<NaiveDate>, FieldMessage> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| FieldMessage::new(field, text::bodies::day_wrong(visit.locale())))
}

fn short(typed: &str, field: &str, visit: &Visit) -> Result<Option<Text>, FieldMessage> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let parsed = typed.parse::<Text>().ok().filter(|_| typed.chars().count() <= 200);
    parsed.map(Some).ok_or_else(|| FieldMessage::new(field, text::bodies::text_wrong(visit.locale())))
}

impl About<'_> {
    fn read(&self, visit: &Visit, errors: &mut Vec<FieldMessage>) -> Option<Told> {
        let locale = visit.locale();
        let mut keep = |error| errors.push(error);
        let name = short(self.name, "name", visit).ok().flatten();
        if name.is_none() {
            keep(FieldMessage::new("name", text::bodies::name_wrong(locale)));
        }
        let until = day(self.until, "until", visit).map_err(&mut keep).ok();
        let trained = day(self.trained, "trained", visit).map_err(&mut keep).ok();
        let contact = short(self.contact, "contact", visit).map_err(&mut keep).ok();
        let reason = reason(self.reason, "reason", locale).map_err(&mut keep).ok();
        let declared = self.has_declared.then(|| self.declared.iter().filter_map(|word| word.parse().ok()).collect());
        Some(Told {
            name: name?,
            until: until?,
            gender: self.gender.parse().ok(),
            declared,
            trained: trained?,
            contact: contact?,
            reason: reason?,
        })
    }
}

/// What of an appointment goes into the audit trail. Day of birth and gender are the person's own.
fn told(appointment: &Appointment) -> Value {
    json!({
        "name": appointment.name,
        "seat": appointment.seat.to_string(),
        "place": appointment.place,
        "from": appointment.from,
        "until": appointment.until,
        "filled_by": appointment.filled_by,
        "act": appointment.act,
        "declared": appointment.declared,
        "trained": appointment.trained,
        "contact": appointment.contact,
    })
}

/// The body that a form is about, and that the visitor manages it.
async fn managed(visit: &Visit, tx: &mut TenantTx, id: &str) -> Result<(Ground, Known), Declined> {
    let gone = || Declined::Refused(text::common::not_found_title(visit.locale()).to_owned());
    let ground = ground_for(visit, tx).await?;
    let actor = ground.actor();
    let id: BodyId = id.parse().map_err(|_| gone())?;
    let known = ground.body(tx, id).await?.ok_or_else(gone)?;
    ground
        .ask(actor, Action::ManageBodies, &Object::of(ground.area_of(&known)), visit.now)
        .map_err(|refused| ground.declined(visit, Action::ManageBodies, &refused))?;
    Ok((ground, known))
}

async fn record(
    visit: &Visit,
    tx: &mut TenantTx,
    known: &Known,
    act: &str,
    reason: &str,
    [before, after]: [Option<Value>; 2],
) -> Result<(), Declined> {
    let act = audit::Act {
        person: visit.viewer.as_ref().map(|viewer| viewer.person),
        act,
        object: &known.name(),
        reason: Some(reason),
        before: before.as_ref(),
        after: after.as_ref(),
    };
    Ok(audit::record(tx, Uuid::new_v4(), visit.now, &act).await?)
}

/// Appoints somebody to a seat.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "designar")]
pub async fn appoint(
    body: String,
    #[server(default)] person: String,
    #[server(default)] name: String,
    #[server(default)] seat: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
    #[server(default)] act: String,
    #[server(default)] filled_by: String,
    #[server(default)] born: String,
    #[server(default)] gender: String,
    #[server(default)] has_declared: String,
    #[server(default)] declared: Vec<String>,
    #[server(default)] trained: String,
    #[server(default)] contact: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = body.parse().map_or_else(|_| path::ADMIN_BODIES.to_owned(), path::admin_body);
    let page = if person.is_empty() { page } else { path::with_query(&page, &[("nombre", &name)]) };
    let all = declared.join(" ");
    let values = [
        ("person", &*person),
        ("name", &*name),
        ("seat", &*seat),
        ("from", &*from),
        ("until", &*until),
        ("act", &*act),
        ("filled_by", &*filled_by),
        ("born", &*born),
        ("gender", &*gender),
        ("has_declared", &*has_declared),
        ("declared", &*all),
        ("trained", &*trained),
        ("contact", &*contact),
        ("reason", &*reason),
    ];
    let posted = Posted::new("appoint", page, values);
    let about = About {
        name: &name,
        until: &until,
        gender: &gender,
        has_declared: has_declared == "yes",
        declared: &declared,
        trained: &trained,
        contact: &contact,
        reason: &reason,
    };
    let new = New { person: &person, seat: &seat, from: &from, act: &act, filled_by: &filled_by, born: &born };
    let outcome = enter(&visit, &body, &new, &about).await;
    answer(&visit, posted, outcome).await
}

/// What is typed about a new appointment only.
struct New<'a> {
    person: &'a str,
    seat: &'a str,
    from: &'a str,
    act: &'a str,
    filled_by: &'a str,
    born: &'a str,
}

/// A place of the body, as the form carries it.
fn place(known: &Known, typed: &str) -> Option<(SeatId, Place)> {
    let mut parts = typed.split('.');
    let (sector, number, place) = (parts.next()?, parts.next()?, parts.next()?);
    let seat = SeatId { sector: sector.parse().ok()?, number: number.parse().ok()? };
    let place = place.parse().ok()?;
    let known = seats_of(&known.rule, known.kind())
        .any(|seats| seats.sector == seat.sector && (1..=seats.at_most).contains(&seat.number));
    known.then_some((seat, place))
}

async fn enter(visit: &Visit, body: &str, new: &New<'_>, about: &About<'_>) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (_, known) = managed(visit, &mut tx, body).await?;
    let mut errors = Vec::new();
    let told_of = about.read(visit, &mut errors);
    let seat = place(&known, new.seat);
    if seat.is_none() {
        errors.push(FieldMessage::new("seat", text::bodies::seat_wrong(locale)));
    }
    let mut keep = |error| errors.push(error);
    let from = day(new.from, "from", visit).map_err(&mut keep).ok().flatten();
    let born = day(new.born, "born", visit).map_err(&mut keep).ok();
    let act = short(new.act, "act", visit).map_err(&mut keep).ok();
    if from.is_none() && !errors.iter().any(|error| error.field == "from") {
        errors.push(FieldMessage::new("from", text::bodies::day_wrong(locale)));
    }
    if act == Some(None) {
        errors.push(FieldMessage::new("act", text::bodies::text_wrong(locale)));
    }
    let who = if new.person.is_empty() {
        None
    } else {
        let asked = new.person.parse::<PersonId>().ok();
        let found = match asked {
            Some(id) => person::find(&mut tx, id).await?,
            None => None,
        };
        if found.is_none() {
            errors.push(FieldMessage::new("", text::bodies::person_gone(locale)));
        }
        found
    };
    let (Some(told_of), Some((seat, place)), Some(from), Some(born), Some(act), true) =
        (told_of, seat, from, born, act, errors.is_empty())
    else {
        return Err(Declined::Invalid(errors));
    };
    let fresh: PersonId = visit.fresh_id();
    let rule = known.rule.seats.iter().find(|seats| seats.sector == seat.sector);
    let filled_by = new.filled_by.parse().ok().or_else(|| rule.map(|seats| seats.filled_by));
    let Some(filled_by) = filled_by else { return Err(Declined::Invalid(errors)) };
    let mut appointment = Appointment {
        person: who.as_ref().map_or(fresh, |person| person.id),
        name: told_of.name,
        seat,
        place,
        gender: told_of.gender,
        born: born.or_else(|| who.as_ref().and_then(|person| person.birth_date)),
        from,
        until: told_of.until,
        filled_by,
        act,
        declared: told_of.declared,
        trained: told_of.trained,
        contact: told_of.contact,
    };
    if appointment.until.is_some_and(|until| until < from) {
        errors.push(FieldMessage::new("until", text::bodies::until_before(locale)));
    }
    let stored = body::appointments(&mut tx, known.id).await?;
    errors.extend(barring(visit, &known, stored.into_iter().map(|(_, one)| one).collect(), &appointment));
    if !errors.is_empty() {
        return Err(Declined::Invalid(errors));
    }
    if who.is_none() {
        let identity = identity(fresh, appointment.name.as_str());
        appointment.person = person::recognise(&mut tx, fresh, &identity, visit.now).await?.person;
    }
    let id: AppointmentId = visit.fresh_id();
    match body::appoint(&mut tx, known.id, id, &appointment, Some(viewer.person), visit.now).await {
        Ok(()) => {}
        Err(StoreError::Conflict(_)) => {
            return Err(Declined::Invalid(vec![FieldMessage::new("seat", text::bodies::taken(locale))]));
        }
        Err(error) => return Err(error.into()),
    }
    record(visit, &mut tx, &known, "appoint", &told_of.reason, [None, Some(told(&appointment))]).await?;
    tx.commit().await?;
    let message = text::bodies::appointed(locale, &appointment.name);
    Ok(Done { to: path::admin_body(known.id), message: Some(message) })
}

/// What this appointment would make wrong and the rules never allow. What is merely lacking so far (a mate, a
/// declaration, the training, parity among all) is shown with the composition.
fn barring(visit: &Visit, known: &Known, mut all: Vec<Appointment>, new: &Appointment) -> Vec<FieldMessage> {
    let day = new.from.max(visit.today());
    let before = known.defects(&all, day);
    all.push(new.clone());
    let bars = |defect: &Defect| match defect {
        Defect::TooMany { .. } | Defect::NoSuchSector { .. } | Defect::PlaceTaken { .. } | Defect::NoPair { .. } => {
            Some("seat")
        }
        Defect::PairNotMixed { genders: [Some(_), Some(_)], .. } => Some("gender"),
        Defect::PersonTwice { .. } => Some("name"),
        Defect::TooYoung { .. } | Defect::TooOld { .. } => Some("born"),
        Defect::Incompatible { .. } => Some("declared"),
        Defect::BeyondTerm { .. } => Some("until"),
        _ => None,
    };
    let caused = known.defects(&all, day).into_iter().filter(|defect| !before.contains(defect));
    let barred: Vec<(&'static str, Defect)> =
        caused.filter_map(|defect| bars(&defect).map(|field| (field, defect))).collect();
    let said = |(field, defect): &(&'static str, Defect)| {
        let sentence = composition::sentences(visit, known, &all, std::slice::from_ref(defect));
        FieldMessage::new(*field, sentence.concat())
    };
    barred.iter().map(said).collect()
}

/// Changes or ends an appointment.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "designacion")]
pub async fn amend_appointment(
    body: String,
    appointment: String,
    #[server(default)] name: String,
    #[server(default)] until: String,
    #[server(default)] gender: String,
    #[server(default)] has_declared: String,
    #[server(default)] declared: Vec<String>,
    #[server(default)] trained: String,
    #[server(default)] contact: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = match (body.parse(), appointment.parse()) {
        (Ok(body), Ok(appointment)) => path::admin_appointment(body, appointment),
        _ => path::ADMIN_BODIES.to_owned(),
    };
    let all = declared.join(" ");
    let values = [
        ("name", &*name),
        ("until", &*until),
        ("gender", &*gender),
        ("has_declared", &*has_declared),
        ("declared", &*all),
        ("trained", &*trained),
        ("contact", &*contact),
        ("reason", &*reason),
    ];
    let posted = Posted::new("amend", page, values);
    let about = About {
        name: &name,
        until: &until,
        gender: &gender,
        has_declared: has_declared == "yes",
        declared: &declared,
        trained: &trained,
        contact: &contact,
        reason: &reason,
    };
    let outcome = change(&visit, &body, &appointment, &about).await;
    answer(&visit, posted, outcome).await
}

async fn change(visit: &Visit, body: &str, id: &str, about: &About<'_>) -> Result<Done, Declined> {
    let locale = visit.locale();
    signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (_, known) = managed(visit, &mut tx, body).await?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let id: AppointmentId = id.parse().map_err(|_| gone())?;
    let stored = body::appointments(&mut tx, known.id).await?;
    let (_, before) = stored.into_iter().find(|(one, _)| *one == id).ok_or_else(gone)?;
    let mut errors = Vec::new();
    let told_of = about.read(visit, &mut errors);
    let Some(told_of) = told_of else { return Err(Declined::Invalid(errors)) };
    if told_of.until.is_some_and(|until| until < before.from) {
        return Err(Declined::Invalid(vec![FieldMessage::new("until", text::bodies::until_before(locale))]));
    }
    let after = Appointment {
        name: told_of.name,
        until: told_of.until,
        gender: told_of.gender,
        // Forms without these questions leave the answers as they are.
        declared: if known.rule.incompatible.is_empty() { before.declared.clone() } else { told_of.declared },
        trained: if known.rule.training.is_none() { before.trained } else { told_of.trained },
        contact: told_of.contact,
        ..before.clone()
    };
    body::amend(&mut tx, id, &after).await?;
    record(visit, &mut tx, &known, "amend_appointment", &told_of.reason, [Some(told(&before)), Some(told(&after))])
        .await?;
    tx.commit().await?;
    let message = text::bodies::amended(locale, &after.name);
    Ok(Done { to: path::admin_body(known.id), message: Some(message) })
}
