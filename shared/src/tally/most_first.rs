//! Turns by votes: those who have most come first, and what there is for a project at its turn decides.

use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// What happens when a project does not fit in the money left at its turn.
    WhenFull as "rule for what does not fit" {
        /// It is passed over and the next has its turn.
        Skip = "skip",
        /// Nothing more is funded.
        Stop = "stop",
        /// It is funded all the same when four fifths of its cost are left, from other money; nothing more is funded.
        FourFifths = "four_fifths",
    }
}

/// What was decided at a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decided", rename_all = "snake_case")]
pub enum Decided {
    /// It fits.
    Fits,
    /// It is funded although it does not fit.
    Reserve {
        /// How much comes from other money, in minor units.
        missing: i64,
    },
    /// It does not fit.
    DoesNotFit {
        /// How much was missing, in minor units.
        missing: i64,
    },
    /// Another that did not fit had ended the count.
    Ended,
    /// Another on the same site, or with the same purpose, was funded.
    Excluded {
        /// The place of the other.
        by: u32,
    },
}

impl Decided {
    /// Whether the project is funded.
    pub const fn funds(self) -> bool {
        matches!(self, Self::Fits | Self::Reserve { .. })
    }
}

/// A project at its turn.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    /// Its place in the list of projects.
    pub place: u32,
    /// Its cost in minor units.
    pub cost: i64,
    /// Projects with the same number here exclude each other.
    pub group: Option<u32>,
}

/// Goes through the turns with `left` minor units: what was decided at each, with the money left before it. `taken` are
/// the groups of projects that were funded before.
pub fn walk(turns: &[Turn], mut left: i64, when_full: WhenFull, taken: &[(u32, u32)]) -> Vec<(Turn, i64, Decided)> {
    let mut taken = taken.to_vec();
    let mut ended = false;
    let mut decisions = Vec::with_capacity(turns.len());
    for &turn in turns {
        let before = left;
        let excluded = turn.group.and_then(|group| taken.iter().find(|(other, _)| *other == group));
        let decided = match excluded {
            _ if ended => Decided::Ended,
            Some(&(_, by)) => Decided::Excluded { by },
            None if turn.cost <= left => Decided::Fits,
            None => {
                let missing = turn.cost - left;
                ended = when_full != WhenFull::Skip;
                let enough = i128::from(left) * 10 >= i128::from(turn.cost) * 8;
                if when_full == WhenFull::FourFifths && enough {
                    Decided::Reserve { missing }
                } else {
                    Decided::DoesNotFit { missing }
                }
            }
        };
        if decided.funds() {
            left = left.saturating_sub(turn.cost).max(0);
            taken.extend(turn.group.map(|group| (group, turn.place)));
        }
        decisions.push((turn, before, decided));
    }
    decisions
}
