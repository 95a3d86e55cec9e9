//! A project at a count, with everything that a rule set may ask of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Candidate;
use crate::{document::Key, proposal::Group, ruleset::Code};

/// A [`Candidate`] and what tie breaks, themes and quotas ask of it. Numbers are all different in one count, and so are
/// ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrant<Id> {
    /// The project, with its cost and its score.
    pub candidate: Candidate<Id>,
    /// Its number on the ballot.
    pub number: u32,
    /// When it was registered, where that is known. Unknown is later than any time.
    pub registered: Option<DateTime<Utc>>,
    /// From how many neighbourhoods (barrios, veredas) it is supported.
    pub neighbourhoods: u32,
    /// Its theme (línea, meta).
    pub theme: Option<Key>,
    /// The territory of a larger level that it lies in.
    pub within: Option<Code>,
    /// What it has in common with others of which one wins at most.
    pub group: Option<Group>,
}

impl<Id> Entrant<Id> {
    /// A project of which nothing but this is known.
    pub const fn new(candidate: Candidate<Id>, number: u32) -> Self {
        Self { candidate, number, registered: None, neighbourhoods: 0, theme: None, within: None, group: None }
    }
}

/// The groups of projects that exclude each other as numbers, in the order of `entrants`.
pub(super) fn groups<Id>(entrants: &[Entrant<Id>]) -> Vec<Option<u32>> {
    let mut numbers = BTreeMap::new();
    let mut number = |group| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(group).or_insert(next)
    };
    entrants.iter().map(|one| one.group.as_ref().map(&mut number)).collect()
}
