//! How a composition is shown: seats, who sits in them, what is empty and what is wrong.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    committee::{Appointment, Defect, SeatId, Vacancy, seats_of},
    document::Key,
    id::PersonId,
    locale::format_date,
};

use super::ground::Known;
use crate::{components::Icon, text, visit::Visit};

/// What a sector is called.
pub(super) fn sector(known: &Known, id: &Key) -> String {
    let found = known.rule.seats.iter().find(|seats| seats.sector == *id);
    found.map_or_else(|| id.to_string(), |seats| seats.name.to_string())
}

/// What a seat is called: by its number where the sector has several.
pub(super) fn seat(visit: &Visit, known: &Known, id: &SeatId) -> String {
    let alone = known.rule.seats.iter().any(|seats| seats.sector == id.sector && seats.at_most == 1);
    let name = sector(known, &id.sector);
    if alone && id.number == 1 { name } else { text::bodies::numbered(visit.locale(), name, id.number) }
}

/// What is wrong, in words.
pub(super) fn sentences(visit: &Visit, known: &Known, appointments: &[Appointment], defects: &[Defect]) -> Vec<String> {
    let locale = visit.locale();
    let person = |id: PersonId| {
        let found = appointments.iter().rev().find(|one| one.person == id);
        found.map_or_else(|| text::bodies::somebody(locale).to_owned(), |one| one.name.to_string())
    };
    let one = |defect: &Defect| {
        text::bodies::defect(locale, defect, person, |id| sector(known, id), |id| seat(visit, known, id))
    };
    defects.iter().map(one).collect()
}

/// How many seats are taken, and of how many.
pub(super) fn taken(visit: &Visit, known: &Known, appointments: &[Appointment]) -> String {
    let today = visit.today();
    let mut seats: Vec<&SeatId> = known.sitting(appointments, today).map(|one| &one.seat).collect();
    seats.sort_unstable();
    seats.dedup();
    let most: u32 = seats_of(&known.rule, known.kind()).map(|seats| u32::from(seats.at_most)).sum();
    text::bodies::taken_of(visit.locale(), visit.integer(u64::try_from(seats.len()).unwrap_or(u64::MAX)), most)
}

/// The table of seats, sector by sector, with what is empty. `more` adds a cell to each row that has a person.
pub(super) fn table(
    visit: &Visit,
    known: &Known,
    appointments: &[Appointment],
    more: impl Fn(&Appointment) -> Option<AnyView>,
) -> AnyView {
    let locale = visit.locale();
    let today = visit.today();
    let term = known.rule.term.as_ref();
    let mut rows: BTreeMap<(usize, u16, u8), AnyView> = BTreeMap::new();
    let order = |id: &Key| known.rule.seats.iter().position(|seats| seats.sector == *id).unwrap_or(usize::MAX);
    for one in known.sitting(appointments, today) {
        let pairs = known.rule.seats.iter().any(|seats| seats.sector == one.seat.sector && seats.pairs);
        let name = seat(visit, known, &one.seat);
        let name = if pairs {
            text::bodies::in_place(locale, name, text::bodies::place_in_seat(locale, one.place))
        } else {
            name
        };
        let until =
            one.last_day(term).map_or_else(|| text::bodies::no_end(locale).to_owned(), |day| format_date(day, locale));
        let row = view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-label=text::bodies::person(locale)>{one.name.to_string()}</td>
                <td data-label=text::bodies::since(locale)>{format_date(one.from, locale)}</td>
                <td data-label=text::bodies::until(locale)>{until}</td>
                <td data-label=text::bodies::chosen_by(locale)>{text::bodies::filling(locale, one.filled_by)}</td>
                {more(one)}
            </tr>
        };
        rows.insert((order(&one.seat.sector), one.seat.number, one.place as u8), row.into_any());
    }
    for vacancy in known.vacancies(appointments, today) {
        let key = (order(&vacancy.seat.sector), vacancy.seat.number, vacancy.place as u8);
        rows.entry(key).or_insert_with(|| vacant(visit, known, &vacancy));
    }
    let rows = rows.into_values().collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby="members" tabindex="0">
            <table class="table table--stack">
                <caption id="members" class="visually-hidden">{text::bodies::members(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::bodies::seat(locale)}</th>
                        <th scope="col">{text::bodies::person(locale)}</th>
                        <th scope="col">{text::bodies::since(locale)}</th>
                        <th scope="col">{text::bodies::until(locale)}</th>
                        <th scope="col">{text::bodies::chosen_by(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn vacant(visit: &Visit, known: &Known, vacancy: &Vacancy) -> AnyView {
    let locale = visit.locale();
    let pairs = known.rule.seats.iter().any(|seats| seats.sector == vacancy.seat.sector && seats.pairs);
    let name = seat(visit, known, &vacancy.seat);
    let name = if pairs {
        text::bodies::in_place(locale, name, text::bodies::place_in_seat(locale, vacancy.place))
    } else {
        name
    };
    let said = vacancy.since.map_or_else(
        || text::bodies::vacant(locale).to_owned(),
        |day| text::bodies::vacant_since(locale, format_date(day, locale)),
    );
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=text::bodies::person(locale)>
                <span class="chip chip--wait"><Icon name="clock"/>{said}</span>
            </td>
            <td colspan="3" data-label=text::bodies::chosen_by(locale)>
                {text::bodies::refill(locale, vacancy.refill)}
            </td>
        </tr>
    }
    .into_any()
}
