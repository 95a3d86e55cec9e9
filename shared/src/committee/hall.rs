//! The hall (recinto): who is there, whether that is a quorum, and what has been put to the vote.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    event::{Convening, Officer, Way},
    member::SeatId,
    motion::{End, Motion, Why},
    quorum::Presence,
    refusal::SessionError,
    roster::Roster,
};
use crate::{document::Text, id::PersonId};

/// One person's stay, from arrival to departure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stay {
    /// Who.
    pub person: PersonId,
    /// The seat in which they are counted.
    pub seat: SeatId,
    /// How the arrival was noted.
    pub way: Way,
    /// When they arrived.
    pub from: DateTime<Utc>,
    /// When they left, or their term was over; none while they are there, and for whoever stayed to the end.
    pub until: Option<DateTime<Utc>>,
}

/// The quorum from an instant on, until the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumPoint {
    /// From when.
    pub at: DateTime<Utc>,
    /// Who was there.
    pub presence: Presence,
}

/// A conflict of interest that was declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// Who.
    pub person: PersonId,
    /// On which item of the agenda.
    pub item: u16,
    /// Which.
    pub reason: Text,
    /// When it was declared.
    pub at: DateTime<Utc>,
}

/// What was written down on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The item of the agenda.
    pub item: u16,
    /// What.
    pub text: Text,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who has chaired from when on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chair {
    /// From when.
    pub at: DateTime<Utc>,
    /// Who.
    pub officer: Officer,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hall {
    pub roster: Roster,
    pub secretary: Officer,
    pub called_at: DateTime<Utc>,
    pub opened_at: Option<DateTime<Utc>>,
    pub chairs: Vec<Chair>,
    pub stays: Vec<Stay>,
    pub history: Vec<QuorumPoint>,
    pub conflicts: Vec<Conflict>,
    pub notes: Vec<Note>,
    pub motions: Vec<Motion>,
}

impl Hall {
    pub fn new(call: &Convening, roster: Roster, secretary: Officer, at: DateTime<Utc>) -> Self {
        let (stays, history, chairs) = (Vec::new(), Vec::new(), Vec::new());
        let (conflicts, notes, motions) = (Vec::new(), Vec::new(), Vec::new());
        let mut hall = Self {
            roster,
            secretary,
            called_at: at,
            opened_at: None,
            chairs,
            stays,
            history,
            conflicts,
            notes,
            motions,
        };
        hall.refresh(call, at);
        hall
    }

    pub fn is_present(&self, person: PersonId) -> bool {
        self.stays.iter().any(|stay| stay.person == person && stay.until.is_none())
    }

    /// The seats present: each once, whoever of its people is there.
    pub fn seats_present(&self) -> BTreeSet<&SeatId> {
        self.stays.iter().filter(|stay| stay.until.is_none()).map(|stay| &stay.seat).collect()
    }

    /// The seat in which somebody who is present is counted.
    pub fn seat_present(&self, person: PersonId) -> Result<&SeatId, SessionError> {
        let found = self.stays.iter().find(|stay| stay.person == person && stay.until.is_none());
        found.map(|stay| &stay.seat).ok_or(SessionError::NotPresent { person })
    }

    /// The seats present all of whose people who are present have declared a conflict on an item.
    pub fn barred(&self, item: u16) -> BTreeSet<SeatId> {
        let mut seats = self.seats_present();
        for stay in self.stays.iter().filter(|stay| stay.until.is_none()) {
            if !self.has_conflict(stay.person, item) {
                seats.remove(&stay.seat);
            }
        }
        seats.into_iter().cloned().collect()
    }

    pub fn has_conflict(&self, person: PersonId, item: u16) -> bool {
        self.conflicts.iter().any(|conflict| conflict.person == person && conflict.item == item)
    }

    pub fn presence(&self, call: &Convening, at: DateTime<Utc>) -> Presence {
        let present = u32::try_from(self.seats_present().len()).unwrap_or(u32::MAX);
        let seats = self.roster.size(call.day(at));
        Presence { present, seats, needed: call.quorum.needed(seats) }
    }

    /// The member who chairs, where they are there.
    pub fn chair_present(&self) -> Result<PersonId, SessionError> {
        let chair = self.chairs.last().map(|chair| chair.officer.person);
        chair.filter(|&chair| self.is_present(chair)).ok_or(SessionError::NoChair)
    }

    pub fn take_chair(&mut self, person: PersonId, at: DateTime<Utc>) -> Result<(), SessionError> {
        self.seat_present(person)?;
        let name = self.roster.name_of(person).cloned().ok_or(SessionError::NoSeat { person })?;
        self.chairs.push(Chair { at, officer: Officer { person, name } });
        Ok(())
    }

    pub fn arrive(
        &mut self,
        call: &Convening,
        person: PersonId,
        way: Way,
        at: DateTime<Utc>,
    ) -> Result<(), SessionError> {
        if self.is_present(person) {
            return Err(SessionError::AlreadyPresent { person });
        }
        let seat = self.roster.seat_of(person, call.day(at)).cloned().ok_or(SessionError::NoSeat { person })?;
        self.stays.push(Stay { person, seat, way, from: at, until: None });
        self.refresh(call, at);
        Ok(())
    }

    pub fn leave(&mut self, call: &Convening, person: PersonId, at: DateTime<Utc>) -> Result<(), SessionError> {
        let stay = self.stays.iter_mut().find(|stay| stay.person == person && stay.until.is_none());
        stay.ok_or(SessionError::NotPresent { person })?.until = Some(at);
        self.refresh(call, at);
        Ok(())
    }

    /// Ends the stays of those whose term is over, or who are counted in another seat since the day changed.
    pub fn pass_time(&mut self, call: &Convening, at: DateTime<Utc>) {
        let day = call.day(at);
        let mut moved = Vec::new();
        for stay in self.stays.iter_mut().filter(|stay| stay.until.is_none()) {
            let seat = self.roster.seat_of(stay.person, day);
            if seat != Some(&stay.seat) {
                stay.until = Some(at);
                moved.extend(seat.map(|seat| Stay { seat: seat.clone(), from: at, until: None, ..stay.clone() }));
            }
        }
        self.stays.extend(moved);
        self.refresh(call, at);
    }

    /// Takes note of a change of the quorum, and of votes that are no longer held by somebody present who may vote.
    pub fn refresh(&mut self, call: &Convening, at: DateTime<Utc>) {
        let presence = self.presence(call, at);
        if self.history.last().is_none_or(|last| last.presence != presence) {
            self.history.push(QuorumPoint { at, presence });
        }
        let Some(item) = self.motions.last().filter(|motion| motion.is_open()).map(|motion| motion.item) else {
            return;
        };
        let barred = self.barred(item);
        let held: BTreeSet<SeatId> =
            self.seats_present().into_iter().filter(|seat| !barred.contains(*seat)).cloned().collect();
        let conflicted: BTreeSet<PersonId> =
            self.conflicts.iter().filter(|conflict| conflict.item == item).map(|conflict| conflict.person).collect();
        if let Some(motion) = self.motions.last_mut() {
            motion.votes.retain(|cast| held.contains(&cast.seat) && !conflicted.contains(&cast.person));
        }
    }

    /// The motion that is being voted on.
    pub fn open_motion(&mut self) -> Option<&mut Motion> {
        self.motions.last_mut().filter(|motion| motion.is_open())
    }

    /// That motion, where it is being voted on.
    pub fn voted_on(&mut self, number: u16) -> Result<&mut Motion, SessionError> {
        let open = self.open_motion().filter(|motion| motion.number == number);
        open.ok_or(SessionError::NotOpen { motion: number })
    }

    pub fn void(&mut self, why: Why, at: DateTime<Utc>) {
        if let Some(motion) = self.open_motion() {
            motion.end = Some(End::Void { at, why });
        }
    }
}
