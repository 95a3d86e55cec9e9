//! A sheet: read twice, compared, and agreed on.

use std::collections::BTreeMap;

use super::Reading;
use crate::{id::PersonId, words::words};

words! {
    /// A step of the chain of custody (cadena de custodia) of the ballots of a sheet.
    Step as "step" {
        /// They were put into a bag that was sealed at the desk (sellado en la mesa).
        Sealed = "sealed",
        /// They were handed over to whoever carries them (entregado).
        HandedOver = "handed_over",
        /// They arrived, the seal whole (recibido).
        Received = "received",
        /// The seal was broken before witnesses (abierto).
        Opened = "opened",
        /// They were put away after being read (guardado).
        PutAway = "put_away",
    }
}

/// What one person read on all ballots of a sheet (digitación).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub by: PersonId,
    /// Ballot by ballot, from 1.
    pub readings: Vec<Reading>,
}

/// What somebody decided where two readings differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Who.
    pub by: PersonId,
    /// What the ballot says: what one of the two read, or something else.
    pub reading: Reading,
}

/// The ballots of one contest from the box of one desk (planilla), as far as they were read. Nobody reads one twice,
/// and whoever read it decides nothing on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    ballots: u16,
    entries: Vec<Entry>,
    resolutions: BTreeMap<u16, Resolution>,
    is_void: bool,
}

/// How far a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has read it.
    Unread,
    /// One person has.
    ReadOnce,
    /// Two have, and read so many ballots differently that nobody has decided on.
    Differs {
        /// How many.
        left: usize,
    },
    /// What its ballots say is agreed on.
    Agreed,
    /// It counts nothing, however far it was read (planilla anulada).
    Void,
}

/// What the ballots of a sheet say, agreed on by two people, or decided by a third.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed(Vec<Reading>);

/// Why an entry is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotEntered {
    /// It has not as many ballots as the sheet.
    #[error("the sheet has {expected} ballots, not {found}")]
    Count {
        /// How many the sheet has.
        expected: u16,
        /// How many were read.
        found: usize,
    },
    /// Whoever made it has read the sheet before.
    #[error("the same person has read this sheet")]
    SamePerson,
    /// Two people have.
    #[error("two people have read this sheet")]
    Complete,
    /// The sheet counts nothing.
    #[error("this sheet is void")]
    Void,
}

/// Why a decision is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotResolved {
    /// Nothing differs on this ballot, or not yet.
    #[error("nothing differs here")]
    NoDifference,
    /// Somebody has decided.
    #[error("somebody has decided")]
    Decided,
    /// Whoever decides has read the sheet.
    #[error("whoever read a sheet decides nothing on it")]
    SamePerson,
    /// The sheet counts nothing.
    #[error("this sheet is void")]
    Void,
}

impl Sheet {
    /// The most ballots on one sheet; a fuller box makes several.
    pub const MOST: u16 = 200;

    /// A sheet that nobody has read. One without ballots, or with more than one sheet takes, is none.
    pub fn new(ballots: u16) -> Option<Self> {
        let is_sheet = (1..=Self::MOST).contains(&ballots);
        is_sheet.then(|| Self { ballots, entries: Vec::new(), resolutions: BTreeMap::new(), is_void: false })
    }

    /// The same, counting nothing: what was read of it stays, and nothing is added.
    #[must_use]
    pub fn into_void(self) -> Self {
        Self { is_void: true, ..self }
    }

    /// Adds what somebody read.
    ///
    /// # Errors
    /// When two people have read it, this one before, or not as many ballots as there are; and when it is void.
    pub fn enter(&mut self, entry: Entry) -> Result<(), NotEntered> {
        if self.is_void {
            return Err(NotEntered::Void);
        }
        if self.entries.iter().any(|known| known.by == entry.by) {
            return Err(NotEntered::SamePerson);
        }
        if self.entries.len() == 2 {
            return Err(NotEntered::Complete);
        }
        if entry.readings.len() != usize::from(self.ballots) {
            return Err(NotEntered::Count { expected: self.ballots, found: entry.readings.len() });
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Adds what somebody decided on a ballot that was read differently.
    ///
    /// # Errors
    /// When nothing differs, it is decided, or whoever decides has read the sheet; and when it is void.
    pub fn resolve(&mut self, ballot: u16, resolution: Resolution) -> Result<(), NotResolved> {
        if self.is_void {
            return Err(NotResolved::Void);
        }
        if self.has_read(resolution.by) {
            return Err(NotResolved::SamePerson);
        }
        if self.resolutions.contains_key(&ballot) {
            return Err(NotResolved::Decided);
        }
        if !self.differences().any(|(number, ..)| number == ballot) {
            return Err(NotResolved::NoDifference);
        }
        self.resolutions.insert(ballot, resolution);
        Ok(())
    }

    /// How many ballots it has.
    pub const fn ballots(&self) -> u16 {
        self.ballots
    }

    /// Whether somebody has read it.
    pub fn has_read(&self, person: PersonId) -> bool {
        self.entries.iter().any(|entry| entry.by == person)
    }

    /// The ballots that were read differently, with what both read; none before both did.
    pub fn differences(&self) -> impl Iterator<Item = (u16, &Reading, &Reading)> {
        let both = match self.entries.as_slice() {
            [one, other] => Some(one.readings.iter().zip(&other.readings)),
            _ => None,
        };
        let numbered = (1..).zip(both.into_iter().flatten());
        numbered.filter(|(_, (one, other))| one != other).map(|(number, (one, other))| (number, one, other))
    }

    /// What was decided on a ballot.
    pub fn resolution(&self, ballot: u16) -> Option<&Resolution> {
        self.resolutions.get(&ballot)
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        match self.entries.len() {
            _ if self.is_void => Stage::Void,
            0 => Stage::Unread,
            1 => Stage::ReadOnce,
            _ => match self.differences().count() - self.resolutions.len() {
                0 => Stage::Agreed,
                left => Stage::Differs { left },
            },
        }
    }

    /// What its ballots say, once that is agreed on.
    pub fn agreed(&self) -> Option<Agreed> {
        let (Stage::Agreed, [one, _]) = (self.stage(), self.entries.as_slice()) else { return None };
        let decided = |number, read: &Reading| self.resolution(number).map_or(read, |one| &one.reading).clone();
        Some(Agreed((1..).zip(&one.readings).map(|(number, read)| decided(number, read)).collect()))
    }
}

impl Agreed {
    /// Ballot by ballot, from 1.
    pub fn readings(&self) -> &[Reading] {
        &self.0
    }
}
