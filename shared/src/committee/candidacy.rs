//! Standing for a seat (inscribirse): for which sectors one can, and what keeps somebody from it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    composition::{Defect, check, seats_of},
    member::{Appointment, Place, SeatId},
};
use crate::{
    document::{Key, Text},
    id::PersonId,
    ruleset::{Body, Filling, Incompatibility, Seats},
};

/// Somebody who wants to stand for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// By what name.
    pub name: Text,
    /// Their day of birth, where it is known.
    pub born: Option<NaiveDate>,
    /// The sector that they stand for.
    pub sector: Key,
    /// What they have declared to be.
    pub declared: BTreeSet<Incompatibility>,
}

/// The sectors that one can stand for: those whose seats an assembly or a vote fills, in the order of the rules.
pub fn open_sectors<'a>(body: &'a Body, kind: Option<&'a Key>) -> impl Iterator<Item = &'a Seats> {
    seats_of(body, kind).filter(|seats| matches!(seats.filled_by, Filling::Assembly | Filling::Vote))
}

impl Candidate {
    /// The appointment that this would lead to: to the first seat of the sector that is free on a day, else the last.
    /// `None` where one cannot stand for the sector.
    pub fn appointed(
        &self,
        body: &Body,
        kind: Option<&Key>,
        appointments: &[Appointment],
        day: NaiveDate,
    ) -> Option<Appointment> {
        let seats = open_sectors(body, kind).find(|seats| seats.sector == self.sector)?;
        let taken = |number: u16| {
            let there = |one: &&Appointment| one.seat.sector == self.sector && one.seat.number == number;
            appointments.iter().filter(there).any(|one| one.in_force(body.term.as_ref(), day))
        };
        let number = (1..=seats.at_most).find(|number| !taken(*number)).unwrap_or(seats.at_most);
        Some(Appointment {
            person: self.person,
            name: self.name.clone(),
            seat: SeatId { sector: self.sector.clone(), number },
            place: Place::Holder,
            gender: None,
            born: self.born,
            from: day,
            until: None,
            filled_by: seats.filled_by,
            act: None,
            declared: Some(self.declared.clone()),
            trained: None,
            contact: None,
        })
    }

    /// Everything that keeps them from standing on a day: their age, what they have declared, a seat that they hold
    /// already. Whether a seat is free is not asked: who stands waits for the next election. `None` where one cannot
    /// stand for the sector at all.
    pub fn barred(
        &self,
        body: &Body,
        kind: Option<&Key>,
        appointments: &[Appointment],
        day: NaiveDate,
    ) -> Option<Vec<Defect>> {
        let own = appointments.iter().filter(|one| one.person == self.person).cloned();
        let all: Vec<Appointment> = own.chain([self.appointed(body, kind, appointments, day)?]).collect();
        let bars = |defect: &Defect| match defect {
            Defect::TooYoung { .. }
            | Defect::TooOld { .. }
            | Defect::AgeUnknown { .. }
            | Defect::Incompatible { .. }
            | Defect::PersonTwice { .. } => true,
            Defect::TooMany { .. }
            | Defect::TooFew { .. }
            | Defect::NoSuchSector { .. }
            | Defect::PlaceTaken { .. }
            | Defect::PairIncomplete { .. }
            | Defect::NoPair { .. }
            | Defect::PairNotMixed { .. }
            | Defect::NotDeclared { .. }
            | Defect::Untrained { .. }
            | Defect::TermOver { .. }
            | Defect::BeyondTerm { .. }
            | Defect::FilledOtherwise { .. }
            | Defect::Parity { .. } => false,
        };
        Some(check(body, kind, &all, day).into_iter().filter(bars).collect())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::document::{Format, read};

    const BODY: &str = r#"
id = "comite"
name = "Comité"
kind = "citizens"
scope = { type = "tenant" }
quorum = { type = "half_plus_one" }
majority = { type = "simple" }
incompatible = ["contractor", "public_servant"]
seats = [
    { sector = "jovenes", name = "Jóvenes", at_least = 0, at_most = 1, filled_by = "vote", ages = { at_least = 14, below = 29 } },
    { sector = "vecinos", name = "Vecinos", at_least = 1, at_most = 2, filled_by = "assembly" },
    { sector = "alcaldia", name = "Alcaldía", at_least = 1, at_most = 1, filled_by = "office" },
]
"#;

    fn body() -> Body {
        read(BODY, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn candidate(sector: &str, born: Option<&str>, declared: &[Incompatibility]) -> Candidate {
        Candidate {
            person: Uuid::from_u128(7).into(),
            name: "Nora".parse().unwrap(),
            born: born.map(day),
            sector: sector.parse().unwrap(),
            declared: declared.iter().copied().collect(),
        }
    }

    fn barred(candidate: &Candidate, appointments: &[Appointment]) -> Option<Vec<Defect>> {
        candidate.barred(&body(), None, appointments, day("2026-03-01"))
    }

    #[test]
    fn one_stands_for_what_an_assembly_or_a_vote_fills() {
        let body = body();
        let sectors: Vec<&str> = open_sectors(&body, None).map(|seats| seats.sector.as_str()).collect();
        assert_eq!(sectors, ["jovenes", "vecinos"]);
        assert_eq!(barred(&candidate("alcaldia", None, &[]), &[]), None);
        assert_eq!(barred(&candidate("nadie", None, &[]), &[]), None);
        assert_eq!(barred(&candidate("vecinos", None, &[]), &[]), Some(vec![]));
    }

    #[test]
    fn all_that_keeps_somebody_from_it_is_told_at_once() {
        let old = candidate("jovenes", Some("1970-01-01"), &[Incompatibility::Contractor, Incompatibility::Candidate]);
        let found = barred(&old, &[]).unwrap();
        assert!(matches!(
            found[..],
            [
                Defect::TooOld { age: 56, below: 29, .. },
                Defect::Incompatible { which: Incompatibility::Contractor, .. }
            ]
        ));
        let unknown = barred(&candidate("jovenes", None, &[]), &[]).unwrap();
        assert!(matches!(unknown[..], [Defect::AgeUnknown { .. }]));
    }

    #[test]
    fn who_sits_already_does_not_stand_and_a_full_sector_is_no_bar() {
        let own = candidate("vecinos", None, &[]);
        let seat = |person: u128, number| {
            let mut one = own.appointed(&body(), None, &[], day("2025-01-01")).unwrap();
            (one.person, one.seat.number) = (Uuid::from_u128(person).into(), number);
            one
        };
        assert_eq!(barred(&own, &[seat(1, 1), seat(2, 2)]), Some(vec![]));
        assert!(matches!(barred(&own, &[seat(7, 1)]).unwrap()[..], [Defect::PersonTwice { .. }]));
    }
}
