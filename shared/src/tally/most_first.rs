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
        /// Nothing more is funded, and of equals either all are or none: the count by units of money
        /// ([`by_money`](super::by_money)) where costs are fixed and nothing is funded in part.
        Together = "together",
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
        /// How much was missing, in minor units: for it, or for all its equals where these are funded together.
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
    /// Turns in a row with the same number here are of equals.
    pub level: u32,
}

/// Goes through the turns with `left` minor units: what was decided at each, with the money left before it. `taken` are
/// the groups of projects that were funded before.
pub fn walk(turns: &[Turn], left: i64, when_full: WhenFull, taken: &[(u32, u32)]) -> Vec<(Turn, i64, Decided)> {
    let mut walk = Walk { left, ended: false, taken: taken.to_vec(), decisions: Vec::with_capacity(turns.len()) };
    if when_full == WhenFull::Together {
        for equals in turns.chunk_by(|one, other| one.level == other.level) {
            walk.together(equals);
        }
    } else {
        for &turn in turns {
            let decided = walk.alone(turn, when_full);
            walk.decide(turn, decided);
        }
    }
    walk.decisions
}

struct Walk {
    left: i64,
    ended: bool,
    taken: Vec<(u32, u32)>,
    decisions: Vec<(Turn, i64, Decided)>,
}

impl Walk {
    fn excluded(&self, turn: Turn) -> Option<Decided> {
        let group = turn.group?;
        let (_, by) = self.taken.iter().find(|(other, _)| *other == group)?;
        Some(Decided::Excluded { by: *by })
    }

    fn decide(&mut self, turn: Turn, decided: Decided) {
        self.decisions.push((turn, self.left, decided));
        if decided.funds() {
            self.left = self.left.saturating_sub(turn.cost).max(0);
            self.taken.extend(turn.group.map(|group| (group, turn.place)));
        }
    }

    fn alone(&mut self, turn: Turn, when_full: WhenFull) -> Decided {
        match self.excluded(turn) {
            _ if self.ended => Decided::Ended,
            Some(excluded) => excluded,
            None if turn.cost <= self.left => Decided::Fits,
            None => {
                let missing = turn.cost - self.left;
                self.ended = when_full != WhenFull::Skip;
                let enough = i128::from(self.left) * 10 >= i128::from(turn.cost) * 8;
                if when_full == WhenFull::FourFifths && enough {
                    Decided::Reserve { missing }
                } else {
                    Decided::DoesNotFit { missing }
                }
            }
        }
    }

    /// The turns of equals: all that no other excludes are funded, or none.
    fn together(&mut self, equals: &[Turn]) {
        let mut groups: Vec<u32> = Vec::new();
        let mut sum = 0_i64;
        for turn in equals {
            let first = turn.group.is_none_or(|group| !groups.contains(&group));
            if first && self.excluded(*turn).is_none() {
                sum = sum.saturating_add(turn.cost);
                groups.extend(turn.group);
            }
        }
        let missing = sum.saturating_sub(self.left);
        let fits = missing <= 0;
        for &turn in equals {
            let decided = match self.excluded(turn) {
                _ if self.ended => Decided::Ended,
                Some(excluded) => excluded,
                None if fits => Decided::Fits,
                None => Decided::DoesNotFit { missing },
            };
            self.decide(turn, decided);
        }
        self.ended |= !fits;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(turns: &[(i64, u32)], left: i64) -> Vec<Decided> {
        let turn = |(place, &(cost, level)): (u32, &(i64, u32))| Turn { place, cost, group: None, level };
        let turns: Vec<Turn> = (0..).zip(turns).map(turn).collect();
        walk(&turns, left, WhenFull::Together, &[]).into_iter().map(|(_, _, decided)| decided).collect()
    }

    #[test]
    fn of_equals_all_are_funded_or_none() {
        let turns = [(5, 1), (3, 2), (4, 2), (1, 3)];
        assert_eq!(decided(&turns, 13), [Decided::Fits; 4]);
        let short = Decided::DoesNotFit { missing: 1 };
        // Either of the two would fit, and so would the last one.
        assert_eq!(decided(&turns, 11), [Decided::Fits, short, short, Decided::Ended]);
    }

    #[test]
    fn of_equals_that_exclude_each_other_one_is_paid_for() {
        let turns = [(5, Some(7)), (3, Some(7)), (4, None)];
        let turn = |(place, &(cost, group)): (u32, &(i64, Option<u32>))| Turn { place, cost, group, level: 1 };
        let turns: Vec<Turn> = (0..).zip(&turns).map(turn).collect();
        let decided = |left: i64| {
            let walked = walk(&turns, left, WhenFull::Together, &[]);
            walked.into_iter().map(|(_, _, decided)| decided).collect::<Vec<_>>()
        };
        assert_eq!(decided(9), [Decided::Fits, Decided::Excluded { by: 0 }, Decided::Fits]);
        assert_eq!(decided(8), [Decided::DoesNotFit { missing: 1 }; 3]);
    }
}
