//! Empty places in a body, and what fills them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::{
    composition::seats_of,
    member::{Appointment, Place, SeatId},
};
use crate::{
    document::Key,
    ruleset::{Body, Filling, Seats},
};

/// What fills an empty place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refill {
    /// An election in between, by popular vote or in an assembly (elección complementaria).
    ByElection(
        /// Which of them.
        Filling,
    ),
    /// The next ordinary election: the rules know none in between.
    NextElection(
        /// By which way.
        Filling,
    ),
    /// Whoever sends a member sends another one.
    Delegation,
    /// Whoever holds the office next.
    Office,
}

impl Refill {
    fn of(body: &Body, filling: Filling) -> Self {
        match filling {
            Filling::Assembly | Filling::Vote if body.by_election => Self::ByElection(filling),
            Filling::Assembly | Filling::Vote => Self::NextElection(filling),
            Filling::Delegation => Self::Delegation,
            Filling::Office => Self::Office,
        }
    }
}

/// An empty place (vacante).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    /// The seat.
    pub seat: SeatId,
    /// The place in it.
    pub place: Place,
    /// The first day on which it was empty; none where nobody has ever sat there.
    pub since: Option<NaiveDate>,
    /// What fills it.
    pub refill: Refill,
}

/// The empty places of a body on a day, in the order of its rules: those that somebody left, as far as the sector has
/// room for them, and those that are missing from the fewest that it must have.
pub fn vacancies(body: &Body, kind: Option<&Key>, appointments: &[Appointment], day: NaiveDate) -> Vec<Vacancy> {
    seats_of(body, kind).flat_map(|seats| sector(body, seats, appointments, day)).collect()
}

fn sector(body: &Body, seats: &Seats, appointments: &[Appointment], day: NaiveDate) -> Vec<Vacancy> {
    let term = body.term.as_ref();
    let begun: Vec<&Appointment> =
        appointments.iter().filter(|one| one.seat.sector == seats.sector && one.from <= day).collect();
    let is_taken = |number: u16, place: Place| {
        begun.iter().any(|one| one.seat.number == number && one.place == place && one.in_force(term, day))
    };
    let since = |number: u16, place: Place| {
        let gone = begun.iter().filter(|one| one.seat.number == number && one.place == place);
        gone.filter_map(|one| one.last_day(term)).max().and_then(|last| last.checked_add_days(Days::new(1)))
    };
    // By number: whether anybody sits there.
    let mut known: BTreeMap<u16, bool> = BTreeMap::new();
    for one in &begun {
        *known.entry(one.seat.number).or_default() |= one.in_force(term, day);
    }
    let taken = known.values().filter(|&&taken| taken).count();
    let room = usize::from(seats.at_most).saturating_sub(taken);
    let left: Vec<u16> = known.iter().filter(|&(_, &taken)| !taken).map(|(&number, _)| number).take(room).collect();
    let missing = usize::from(seats.at_least).saturating_sub(taken + left.len());
    let fresh = (1..=u16::MAX).filter(|number| !known.contains_key(number)).take(missing);
    let halved = known.iter().filter(|&(_, &taken)| taken).map(|(&number, _)| number);
    let numbers: BTreeSet<u16> = left.iter().copied().chain(fresh).chain(halved).collect();
    let places = if seats.pairs { Place::ALL } else { &[Place::Holder] };
    let each = numbers.into_iter().flat_map(|number| places.iter().map(move |&place| (number, place)));
    // A seat that a single holder should have and that somebody has as a mate is not empty.
    let is_empty = |&(number, place): &(u16, Place)| {
        if seats.pairs { !is_taken(number, place) } else { !known.get(&number).copied().unwrap_or_default() }
    };
    each.filter(is_empty)
        .map(|(number, place)| Vacancy {
            seat: SeatId { sector: seats.sector.clone(), number },
            place,
            since: since(number, place),
            refill: Refill::of(body, seats.filled_by),
        })
        .collect()
}
