//! Quorum: how many seats must be present.

use serde::{Deserialize, Serialize};

use crate::{document::Share, ruleset::Quorum};

impl Quorum {
    /// How many of so many seats must be present; never none.
    pub fn needed(&self, seats: u32) -> u32 {
        match self {
            Self::HalfPlusOne => seats / 2 + 1,
            Self::Share { share } => part(*share, seats).max(1),
            Self::Members { count } => u32::from(*count).max(1),
        }
    }
}

/// A part of a number, rounded up.
pub(super) fn part(share: Share, of: u32) -> u32 {
    let part = (u64::from(of) * u64::from(share.basis_points())).div_ceil(10_000);
    u32::try_from(part).expect("a part of a number is no more than it")
}

/// How many seats are present, of how many, and how many must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Presence {
    /// The seats present; a pair is one.
    pub present: u32,
    /// The seats of the body.
    pub seats: u32,
    /// How many must be present.
    pub needed: u32,
}

impl Presence {
    /// Whether there is a quorum.
    pub const fn is_quorum(&self) -> bool {
        self.present >= self.needed
    }
}
