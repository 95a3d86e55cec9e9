//! What is known of a person.

use std::collections::{BTreeMap, BTreeSet};

use super::Area;
use crate::{
    document::Key,
    ruleset::{Code, IdentityLevel, Tie},
};

/// What is known of a person, as far as conditions ask for it. What is not known is `None`, or not in a map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Age in full years.
    pub age: Option<u8>,
    /// Where they have each tie: all the places, so that every other place is known to be none.
    pub ties: BTreeMap<Tie, BTreeSet<Area>>,
    /// The kinds of document they have shown.
    pub documents: Option<BTreeSet<Key>>,
    /// Whether they are on each roll that has been looked at.
    pub rolls: BTreeMap<Key, bool>,
    /// A roll that excludes whoever is on it, and that they are on.
    pub excluded: Option<Key>,
    /// How sure it is who they are.
    pub identity: Option<IdentityLevel>,
    /// Whether a parent or guardian has consented.
    pub guardian_consent: Option<bool>,
    /// The kinds of organisation that they speak for; empty when they speak for none.
    pub organisations: Option<BTreeSet<Key>>,
    /// How many people they speak for, themselves included.
    pub group: Option<u16>,
    /// The seats they hold now.
    pub seats: BTreeSet<Seat>,
    /// Whether it is known which document of identity is theirs. No condition asks for it: it is what one vote each by
    /// whatever channel rests on.
    pub own_document: OwnDocument,
}

/// What is known of which document of identity is somebody's own, and nobody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum OwnDocument {
    /// Nothing: nobody vouches for it.
    #[default]
    Unknown,
    /// Which it is.
    Known,
    /// The one that is said to be theirs is that of another account of the site already.
    Taken,
}

impl Person {
    /// With a tie to a place.
    #[must_use]
    pub fn tied(mut self, tie: Tie, place: Area) -> Self {
        self.ties.entry(tie).or_default().insert(place);
        self
    }
}

/// A seat in a body (curul), in force now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seat {
    /// The body, by its name in the rules.
    pub body: Key,
    /// The territory whose body it is; `None` where there is one for all.
    pub territory: Option<Code>,
}

impl Seat {
    /// A seat in the one body of that name.
    pub const fn of(body: Key) -> Self {
        Self { body, territory: None }
    }

    /// Whether the body's territory takes in an area.
    pub fn covers(&self, area: &Area) -> bool {
        self.territory.as_ref().is_none_or(|territory| area.lies_in(territory))
    }
}
