//! The roster of a session (lista de integrantes): the seats of the body as they are when the roll is called.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    composition::seats_of,
    member::{Appointment, Place, SeatId},
};
use crate::{
    document::{Key, Text},
    id::PersonId,
    ruleset::Body,
};

/// One person in a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: Text,
    /// Their place in the seat.
    pub place: Place,
    /// The first day on which they sit.
    pub from: NaiveDate,
    /// The last day, where it is known.
    pub until: Option<NaiveDate>,
}

impl Sitting {
    fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// One seat and whoever sits in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterSeat {
    /// The seat.
    pub seat: SeatId,
    /// What people call its sector.
    pub sector: Text,
    /// Who sits in it: one, or a pair.
    pub people: Vec<Sitting>,
}

/// The fewest seats of a sector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Least {
    sector: Key,
    at_least: u16,
}

/// The seats of a body with the people in them, in the order of its rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    seats: Vec<RosterSeat>,
    least: Vec<Least>,
}

impl Roster {
    /// The roster of a body in a territory of this kind. Appointments to sectors that it does not have there are left
    /// out.
    pub fn new(body: &Body, kind: Option<&Key>, appointments: &[Appointment]) -> Self {
        let mut seats = Vec::new();
        for sector in seats_of(body, kind) {
            let of_sector = || appointments.iter().filter(|one| one.seat.sector == sector.sector);
            let numbers: BTreeSet<u16> = of_sector().map(|one| one.seat.number).collect();
            for number in numbers {
                let mut people: Vec<Sitting> = of_sector()
                    .filter(|one| one.seat.number == number)
                    .map(|one| Sitting {
                        person: one.person,
                        name: one.name.clone(),
                        place: one.place,
                        from: one.from,
                        until: one.last_day(body.term.as_ref()),
                    })
                    .collect();
                people.sort_by_key(|sitting| (sitting.place, sitting.from));
                let seat = SeatId { sector: sector.sector.clone(), number };
                seats.push(RosterSeat { seat, sector: sector.name.clone(), people });
            }
        }
        let least = seats_of(body, kind)
            .map(|seats| Least { sector: seats.sector.clone(), at_least: seats.at_least })
            .collect();
        Self { seats, least }
    }

    /// Its seats.
    pub fn seats(&self) -> &[RosterSeat] {
        &self.seats
    }

    /// The seat in which this person is counted on a day: the first of those in which they sit.
    pub fn seat_of(&self, person: PersonId, day: NaiveDate) -> Option<&SeatId> {
        let sits = |seat: &&RosterSeat| seat.people.iter().any(|one| one.person == person && one.in_force(day));
        self.seats.iter().find(sits).map(|seat| &seat.seat)
    }

    /// The name of this person, where they are on the roster.
    pub fn name_of(&self, person: PersonId) -> Option<&Text> {
        let people = self.seats.iter().flat_map(|seat| &seat.people);
        people.clone().find(|sitting| sitting.person == person).map(|sitting| &sitting.name)
    }

    /// How many seats the body has on a day, for quorum and majority: those in which somebody is counted, but in each
    /// sector no fewer than it must have. So empty seats that the rules demand make a quorum harder, never easier, and
    /// seats that they merely allow don't.
    pub fn size(&self, day: NaiveDate) -> u32 {
        let counted = |seat: &&RosterSeat| {
            seat.people.iter().any(|one| one.in_force(day) && self.seat_of(one.person, day) == Some(&seat.seat))
        };
        self.least
            .iter()
            .map(|least| {
                let filled = self.seats.iter().filter(|seat| seat.seat.sector == least.sector).filter(counted).count();
                u32::try_from(filled).unwrap_or(u32::MAX).max(u32::from(least.at_least))
            })
            .sum()
    }
}
