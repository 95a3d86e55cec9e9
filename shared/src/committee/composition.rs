//! The composition of a body (conformación): which seats it has, who sits in them, and what is wrong with that.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    member::{Appointment, Gender, Place, SeatId},
    parity::Genders,
};
use crate::{
    document::Key,
    id::PersonId,
    ruleset::{Body, Filling, Incompatibility, Parity, Seats},
};

/// The seats that a body has in a territory of this kind, in the order of its rules; `None` where it belongs to no
/// territory, and then without those of some kinds only.
pub fn seats_of<'a>(body: &'a Body, kind: Option<&'a Key>) -> impl Iterator<Item = &'a Seats> {
    body.seats.iter().filter(move |seats| seats.kinds.is_empty() || kind.is_some_and(|kind| seats.kinds.contains(kind)))
}

/// What is wrong with a composition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// More seats of a sector are taken than there are.
    TooMany {
        /// The sector.
        sector: Key,
        /// How many are taken.
        found: u16,
        /// How many there are.
        at_most: u16,
    },
    /// Fewer seats of a sector are taken than there must be.
    TooFew {
        /// The sector.
        sector: Key,
        /// How many are taken.
        found: u16,
        /// How many there must be.
        at_least: u16,
    },
    /// The body has no such sector in a territory of this kind.
    NoSuchSector {
        /// Who was appointed to it.
        person: PersonId,
        /// The sector.
        sector: Key,
    },
    /// Several people have the same place.
    PlaceTaken {
        /// The seat.
        seat: SeatId,
        /// The place in it.
        place: Place,
        /// Who.
        people: Vec<PersonId>,
    },
    /// One of a pair is missing.
    PairIncomplete {
        /// The seat.
        seat: SeatId,
        /// Which place is empty.
        missing: Place,
    },
    /// A second person in a seat that one holds alone.
    NoPair {
        /// The seat.
        seat: SeatId,
        /// Who.
        person: PersonId,
    },
    /// A pair that should be a woman and a man and is not known to be.
    PairNotMixed {
        /// The seat.
        seat: SeatId,
        /// The genders of holder and mate, where they have said them.
        genders: [Option<Gender>; 2],
    },
    /// Somebody sits in several seats; they are counted in the first one only.
    PersonTwice {
        /// Who.
        person: PersonId,
        /// Their seats.
        seats: Vec<SeatId>,
    },
    /// Somebody was too young when they began to sit.
    TooYoung {
        /// Who.
        person: PersonId,
        /// Their age in full years.
        age: u32,
        /// The least age.
        at_least: u8,
    },
    /// Somebody was too old when they began to sit.
    TooOld {
        /// Who.
        person: PersonId,
        /// Their age in full years.
        age: u32,
        /// The least age that is too old.
        below: u8,
    },
    /// Nobody knows how old they are, and the seat asks for it.
    AgeUnknown {
        /// Who.
        person: PersonId,
    },
    /// Somebody has declared what excludes them.
    Incompatible {
        /// Who.
        person: PersonId,
        /// What.
        which: Incompatibility,
    },
    /// Somebody has not declared whether anything excludes them.
    NotDeclared {
        /// Who.
        person: PersonId,
    },
    /// Somebody has not had the training.
    Untrained {
        /// Who.
        person: PersonId,
    },
    /// Somebody's term is over and nobody has followed them.
    TermOver {
        /// Who.
        person: PersonId,
        /// Their seat.
        seat: SeatId,
        /// Their last day.
        last_day: NaiveDate,
    },
    /// Somebody is appointed for longer than a term lasts; they sit until the term is over.
    BeyondTerm {
        /// Who.
        person: PersonId,
        /// The last day of the appointment.
        until: NaiveDate,
        /// The last day of the term.
        term_ends: NaiveDate,
    },
    /// Somebody came into their seat by another way than the rules say.
    FilledOtherwise {
        /// Who.
        person: PersonId,
        /// By which way.
        found: Filling,
        /// By which way they should.
        expected: Filling,
    },
    /// Too few women or too few men.
    Parity {
        /// Women.
        women: u32,
        /// Men.
        men: u32,
        /// People of another gender.
        others: u32,
        /// People who have not said it.
        undeclared: u32,
        /// How many women and how many men there should be, at least.
        needed: u32,
    },
}

/// Everything that is wrong with a body's composition on a day: sector by sector in the order of its rules, then person
/// by person, then the whole. Appointments that begin later are not looked at.
pub fn check(body: &Body, kind: Option<&Key>, appointments: &[Appointment], day: NaiveDate) -> Vec<Defect> {
    let begun: Vec<&Appointment> = appointments.iter().filter(|one| one.from <= day).collect();
    let sitting: Vec<&Appointment> =
        begun.iter().copied().filter(|one| one.in_force(body.term.as_ref(), day)).collect();
    let mut defects = Vec::new();
    for seats in seats_of(body, kind) {
        sector(body, seats, &sitting, &mut defects);
    }
    for member in &sitting {
        match seats_of(body, kind).find(|seats| seats.sector == member.seat.sector) {
            Some(seats) => person(body, seats, member, &mut defects),
            None => defects.push(Defect::NoSuchSector { person: member.person, sector: member.seat.sector.clone() }),
        }
    }
    twice(&sitting, &mut defects);
    terms(body, &begun, &sitting, &mut defects);
    parity(body, &sitting, &mut defects);
    defects
}

fn sector(body: &Body, seats: &Seats, sitting: &[&Appointment], defects: &mut Vec<Defect>) {
    let mut taken: BTreeMap<u16, Vec<&Appointment>> = BTreeMap::new();
    for member in sitting.iter().filter(|member| member.seat.sector == seats.sector) {
        taken.entry(member.seat.number).or_default().push(member);
    }
    let found = u16::try_from(taken.len()).unwrap_or(u16::MAX);
    let sector = || seats.sector.clone();
    if found > seats.at_most {
        defects.push(Defect::TooMany { sector: sector(), found, at_most: seats.at_most });
    }
    if found < seats.at_least {
        defects.push(Defect::TooFew { sector: sector(), found, at_least: seats.at_least });
    }
    for (number, members) in taken {
        let seat = SeatId { sector: sector(), number };
        let of = |place: Place| -> Vec<&Appointment> {
            members.iter().copied().filter(|member| member.place == place).collect()
        };
        for place in Place::ALL {
            let people = of(*place);
            if people.len() > 1 {
                let people = people.into_iter().map(|member| member.person).collect();
                defects.push(Defect::PlaceTaken { seat: seat.clone(), place: *place, people });
            }
        }
        let (holders, mates) = (of(Place::Holder), of(Place::Mate));
        if !seats.pairs {
            defects.extend(mates.iter().map(|mate| Defect::NoPair { seat: seat.clone(), person: mate.person }));
            continue;
        }
        match (holders.first(), mates.first()) {
            (Some(holder), Some(mate)) => {
                let genders = [holder.gender, mate.gender];
                let mixed = genders.contains(&Some(Gender::Woman)) && genders.contains(&Some(Gender::Man));
                if body.parity == Some(Parity::MixedPairs) && !mixed {
                    defects.push(Defect::PairNotMixed { seat, genders });
                }
            }
            (Some(_), None) => defects.push(Defect::PairIncomplete { seat, missing: Place::Mate }),
            (None, _) => defects.push(Defect::PairIncomplete { seat, missing: Place::Holder }),
        }
    }
}

fn person(body: &Body, seats: &Seats, member: &Appointment, defects: &mut Vec<Defect>) {
    let person = member.person;
    if let Some(ages) = &seats.ages {
        let limited = ages.at_least.is_some() || ages.below.is_some();
        match member.age() {
            None if limited => defects.push(Defect::AgeUnknown { person }),
            None => {}
            Some(age) => {
                if let Some(at_least) = ages.at_least.filter(|&least| age < u32::from(least)) {
                    defects.push(Defect::TooYoung { person, age, at_least });
                }
                if let Some(below) = ages.below.filter(|&below| age >= u32::from(below)) {
                    defects.push(Defect::TooOld { person, age, below });
                }
            }
        }
    }
    match &member.declared {
        None if !body.incompatible.is_empty() => defects.push(Defect::NotDeclared { person }),
        None => {}
        Some(declared) => {
            let excluded: BTreeSet<_> = body.incompatible.iter().copied().collect();
            defects.extend(declared.intersection(&excluded).map(|&which| Defect::Incompatible { person, which }));
        }
    }
    if body.training.is_some() && member.trained.is_none() {
        defects.push(Defect::Untrained { person });
    }
    if member.filled_by != seats.filled_by {
        defects.push(Defect::FilledOtherwise { person, found: member.filled_by, expected: seats.filled_by });
    }
    if let (Some(until), Some(term_ends)) = (member.until, member.term_ends(body.term.as_ref()))
        && until > term_ends
    {
        defects.push(Defect::BeyondTerm { person, until, term_ends });
    }
}

fn twice(sitting: &[&Appointment], defects: &mut Vec<Defect>) {
    let mut seats: BTreeMap<PersonId, Vec<SeatId>> = BTreeMap::new();
    for member in sitting {
        seats.entry(member.person).or_default().push(member.seat.clone());
    }
    let twice = seats.into_iter().filter(|(_, seats)| seats.len() > 1);
    defects.extend(twice.map(|(person, seats)| Defect::PersonTwice { person, seats }));
}

fn terms(body: &Body, begun: &[&Appointment], sitting: &[&Appointment], defects: &mut Vec<Defect>) {
    // Of those who sat in a place that is empty now, the last one.
    let mut last: BTreeMap<(&SeatId, Place), (NaiveDate, PersonId)> = BTreeMap::new();
    for gone in begun {
        let place = (&gone.seat, gone.place);
        if sitting.iter().any(|member| (&member.seat, member.place) == place) {
            continue;
        }
        if let Some(day) = gone.last_day(body.term.as_ref()) {
            let latest = last.entry(place).or_insert((day, gone.person));
            *latest = (*latest).max((day, gone.person));
        }
    }
    for ((seat, _), (last_day, person)) in last {
        defects.push(Defect::TermOver { person, seat: seat.clone(), last_day });
    }
}

fn parity(body: &Body, sitting: &[&Appointment], defects: &mut Vec<Defect>) {
    let Some(rule) = &body.parity else { return };
    // Who sits twice is one person.
    let mut seen = BTreeSet::new();
    let genders = Genders::of(sitting.iter().copied().filter(|member| seen.insert(member.person)));
    let Some(needed) = genders.needed(rule) else { return };
    if !genders.reach(needed) {
        let Genders { women, men, others, undeclared } = genders;
        defects.push(Defect::Parity { women, men, others, undeclared, needed });
    }
}
