//! Rolls of people and of accounts (padrones): how a document number is written, known and recognised without being kept.
//!
//! Nobody needs the numbers themselves: an entry of a roll is a keyed hash ([`EntryHash`]), made with a key that lies
//! outside the database ([`RollKey`]). Whoever has a copy of the database, but not the key, cannot even try numbers out.
//! The last three letters or digits stay readable, so that an officer can tell two entries apart.

mod file;
mod hash;
mod number;
mod reading;

pub use self::{
    file::{Birth, Column, Columns, Entry, Expected, Fault, HeaderFault, header},
    hash::{EntryHash, RollKey},
    number::{AccountNumber, BadNumber, DocumentNumber, LastThree, kind_of},
    reading::{Batch, FaultAt, LONGEST_LINE, Listed, ListedAccount, Mark, Reading},
};
use crate::{document::Key, ruleset::Condition};

/// The age in full years from which nobody is a child in the sense of the Convention on the Rights of the Child
/// (article 1): data of who is younger is kept apart.
pub const ADULT_AT: u32 = 18;

/// Whether a condition asks for an age anywhere.
pub fn asks_age(condition: &Condition) -> bool {
    match condition {
        Condition::Age { .. } | Condition::GuardianConsent { .. } => true,
        Condition::All { of } | Condition::Any { of } => of.iter().any(asks_age),
        Condition::Not { of } => asks_age(of),
        _ => false,
    }
}

/// The kinds of document that a condition asks for anywhere.
pub fn kinds_asked(condition: &Condition) -> Vec<&Key> {
    match condition {
        Condition::Document { any_of } => any_of.iter().collect(),
        Condition::All { of } | Condition::Any { of } => of.iter().flat_map(kinds_asked).collect(),
        Condition::Not { of } => kinds_asked(of),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
