//! The forms of an appointment.

use std::collections::BTreeSet;

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    committee::{Appointment, Gender, Place, SeatId, seats_of},
    id::AppointmentId,
    ruleset::{Filling, Incompatibility},
};
use store::{candidacy::Candidacy, person::Person};

use super::{
    super::{composition, ground::Known},
    enter::{AmendAppointment, Appoint},
    told_apart,
};
use crate::{
    components::{Csrf, ErrorSummary, Icon, TextArea, TextField},
    forms::Rejected,
    path, text,
    visit::Visit,
};

/// A choice of a list.
fn select(
    name: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    error: Option<String>,
    options: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(value, said)| view! { <option value=value.clone() selected={value == chosen}>{said}</option> })
        .collect_view();
    let described = hint.map(|_| format!("{name}-hint"));
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> })}
            {error.map(|error| view! { <p class="field__error"><Icon name="error"/>{error}</p> })}
            <select class="input" id=name name=name aria-describedby=described>{options}</select>
        </div>
    }
    .into_any()
}

/// A place in a seat as a form carries it.
pub(super) fn written(seat: &SeatId, place: Place) -> String {
    format!("{}.{}.{place}", seat.sector, seat.number)
}

/// Every place of the body, the free ones first.
fn places(visit: &Visit, known: &Known, appointments: &[Appointment]) -> Vec<(String, String)> {
    let locale = visit.locale();
    let sitting: Vec<&Appointment> = known.sitting(appointments, visit.today()).collect();
    let (mut free, mut taken) = (Vec::new(), Vec::new());
    for seats in seats_of(&known.rule, known.kind()) {
        let each: &[Place] = if seats.pairs { Place::ALL } else { &[Place::Holder] };
        for number in 1..=seats.at_most {
            let seat = SeatId { sector: seats.sector.clone(), number };
            for &place in each {
                let name = composition::seat(visit, known, &seat);
                let name = if seats.pairs {
                    text::bodies::in_place(locale, name, text::bodies::place_in_seat(locale, place))
                } else {
                    name
                };
                if sitting.iter().any(|one| one.seat == seat && one.place == place) {
                    taken.push((written(&seat, place), name));
                } else {
                    free.push((written(&seat, place), text::bodies::seat_free(locale, name)));
                }
            }
        }
    }
    free.extend(taken);
    free
}

/// Who is offered for an appointment.
#[derive(Clone, Copy)]
pub(super) struct Offer<'a> {
    /// What was searched for, or the name of the candidate.
    pub words: &'a str,
    /// Those with an account whom it fits.
    pub people: &'a [Person],
    /// The candidate with whom the form is filled in.
    pub chosen: Option<&'a Candidacy>,
}

/// The form to appoint somebody: first a search among those with an account, then the appointment.
pub(super) fn appoint(visit: &Visit, known: &Known, appointments: &[Appointment], offer: &Offer<'_>) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("appoint");
    let Offer { words, people, chosen: candidate } = *offer;
    let typed = !rejected.form.is_empty();
    let chosen = match candidate {
        Some(one) if !typed => one.person.to_string(),
        _ => rejected.value("person"),
    };
    let options = places(visit, known, appointments);
    let seat = match candidate {
        // The free ones come first.
        Some(one) if !typed => {
            let of_sector = |value: &str| value.split('.').next() == Some(one.sector.as_str());
            options.iter().find(|(value, _)| of_sector(value)).map(|(value, _)| value.clone()).unwrap_or_default()
        }
        _ => rejected.value("seat"),
    };
    let accounts = people
        .iter()
        .map(|person| {
            let id = person.id.to_string();
            let ticked = id == chosen;
            view! {
                <label class="choice">
                    <input type="radio" name="person" value=id checked=ticked/>
                    <span class="choice__text">
                        <strong>{person.name.clone()}</strong>
                        <span class="muted">{told_apart(visit, person)}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let nobody = chosen.is_empty() || !people.iter().any(|person| person.id.to_string() == chosen);
    let fillings = [(String::new(), text::bodies::as_rules_say(locale).to_owned())].into_iter();
    let fillings = fillings
        .chain(Filling::ALL.iter().map(|&way| (way.to_string(), text::bodies::filling(locale, way).to_owned())))
        .collect();
    view! {
        <section class="section" aria-labelledby="appoint">
            <h2 id="appoint">{text::bodies::appoint_title(locale)}</h2>
            <form class="search" role="search" method="get" action=path::admin_body(known.id)>
                <div class="field search__q">
                    <label for="nombre">{text::bodies::search_title(locale)}</label>
                    <p class="field__hint" id="nombre-hint">{text::bodies::search_hint(locale)}</p>
                    <input
                        class="input" type="search" id="nombre" name="nombre" value=words.to_owned()
                        aria-describedby="nombre-hint"
                    />
                </div>
                <button class="btn" type="submit"><Icon name="search"/> {text::common::search(locale)}</button>
            </form>
            <form class="form" method="post" action=Appoint::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <input type="hidden" name="body" value=known.id.to_string()/>
                <fieldset class="choices">
                    <legend>{text::bodies::account(locale)}</legend>
                    {accounts}
                    <label class="choice">
                        <input type="radio" name="person" value="" checked=nobody/>
                        <span class="choice__text">
                            <strong>{text::bodies::account_none(locale)}</strong>
                            <span class="muted">{text::bodies::account_none_detail(locale)}</span>
                        </span>
                    </label>
                </fieldset>
                <TextField
                    name="name" label=text::bodies::name(locale) rejected=&rejected value=words.to_owned()
                    autocomplete="off" locale
                />
                {select(
                    "seat", text::bodies::seat(locale), Some(text::bodies::seat_hint(locale)), rejected.error("seat"),
                    options, &seat,
                )}
                <div class="field-row">
                    <TextField
                        name="from" label=text::bodies::from(locale) kind="date" rejected=&rejected
                        value=visit.today().to_string() locale
                    />
                    <TextField
                        name="until" label=text::bodies::until(locale) hint=text::bodies::until_hint(locale) kind="date"
                        rejected=&rejected locale
                    />
                </div>
                <TextField
                    name="act" label=text::bodies::act(locale) hint=text::bodies::act_hint(locale) rejected=&rejected locale
                />
                {select(
                    "filled_by", text::bodies::filled_by(locale), None, rejected.error("filled_by"), fillings,
                    &rejected.value("filled_by"),
                )}
                <TextField
                    name="born" label=text::bodies::born(locale) hint=text::bodies::born_hint(locale) kind="date"
                    rejected=&rejected locale
                />
                {about(visit, known, &rejected, None, candidate.is_some())}
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::bodies::appoint(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What may change of an appointment, and the reason.
fn about(visit: &Visit, known: &Known, rejected: &Rejected, stored: Option<&Appointment>, stood: bool) -> AnyView {
    let locale = visit.locale();
    let typed = !rejected.form.is_empty();
    let gender = if typed {
        rejected.value("gender")
    } else {
        stored.and_then(|one| one.gender).map(|gender| gender.to_string()).unwrap_or_default()
    };
    let genders = [(String::new(), text::bodies::not_said(locale).to_owned())].into_iter();
    let genders = genders
        .chain(Gender::ALL.iter().map(|&one| (one.to_string(), text::bodies::gender_word(locale, one).to_owned())))
        .collect();
    let known_declared = stored.and_then(|one| one.declared.clone());
    // Who stands has declared that nothing of it holds.
    let has_declared = if typed { rejected.value("has_declared") == "yes" } else { stood || known_declared.is_some() };
    let declared: BTreeSet<Incompatibility> = if typed {
        rejected.value("declared").split(' ').filter_map(|word| word.parse().ok()).collect()
    } else {
        known_declared.unwrap_or_default()
    };
    let declaration = (!known.rule.incompatible.is_empty()).then(|| {
        let each = known
            .rule
            .incompatible
            .iter()
            .map(|&which| {
                let ticked = declared.contains(&which);
                let said = text::bodies::declares_being(locale, text::bodies::word(locale, which.as_str()));
                view! {
                    <label class="choice">
                        <input type="checkbox" name="declared[]" value=which.as_str() checked=ticked/>
                        <span class="choice__text">{said}</span>
                    </label>
                }
            })
            .collect_view();
        let error = rejected.error("declared");
        view! {
            <fieldset class="choices" id="declared">
                <legend>{text::bodies::declares(locale)}</legend>
                {error.map(|error| view! { <p class="field__error"><Icon name="error"/>{error}</p> })}
                <label class="choice">
                    <input type="checkbox" name="has_declared" value="yes" checked=has_declared/>
                    <span class="choice__text">{text::bodies::has_declared(locale)}</span>
                </label>
                {each}
            </fieldset>
        }
    });
    let training = known.rule.training.as_ref().map(|training| {
        let stored = stored.and_then(|one| one.trained).map(|day| day.to_string()).unwrap_or_default();
        view! {
            <TextField
                name="trained" label=text::bodies::trained(locale) hint=text::bodies::trained_hint(locale, training)
                kind="date" rejected value=stored locale
            />
        }
    });
    let contact = stored.and_then(|one| one.contact.as_ref()).map(ToString::to_string).unwrap_or_default();
    view! {
        {select(
            "gender", text::bodies::gender(locale), Some(text::bodies::gender_hint(locale)), rejected.error("gender"),
            genders, &gender,
        )}
        {declaration}
        {training}
        <TextField
            name="contact" label=text::bodies::contact_label(locale) hint=text::bodies::contact_hint(locale) rejected
            value=contact locale
        />
        <TextArea
            name="reason" label=text::bodies::reason(locale) hint=text::bodies::reason_hint(locale) rejected rows=3 locale
        />
    }
    .into_any()
}

/// The form to change or end an appointment.
pub(super) fn amend(visit: &Visit, known: &Known, id: AppointmentId, appointment: &Appointment) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("amend");
    let until = appointment.until.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <form class="form" method="post" action=AmendAppointment::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <input type="hidden" name="body" value=known.id.to_string()/>
            <input type="hidden" name="appointment" value=id.to_string()/>
            <TextField
                name="name" label=text::bodies::name(locale) rejected=&rejected value=appointment.name.to_string() locale
            />
            <TextField
                name="until" label=text::bodies::until(locale) hint=text::bodies::until_hint(locale) kind="date"
                rejected=&rejected value=until locale
            />
            {about(visit, known, &rejected, Some(appointment), false)}
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::common::save(locale)}</button>
                <a class="btn btn--quiet" href=path::admin_body(known.id)>{text::common::cancel(locale)}</a>
            </div>
        </form>
    }
    .into_any()
}
