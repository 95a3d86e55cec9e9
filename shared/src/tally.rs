//! Counting (escrutinio): from ballots to scores, and from scores to the funded projects with a reason for each.
//!
//! Everything here is generic over the project's identifier, so that a count of a published election (text ids) and
//! one of the product (ids with their number on the ballot) run through the same code. A count is a pure function of
//! its arguments: the same input gives the same lines on any machine, whatever order the candidates came in.
//!
//! # How a citizen redoes a count by hand
//!
//! [`Winners::standings`] is the whole count by a rule set, one [`Standing`] per project, in the order in which projects
//! had their turn. Where the rule is "most votes first, what does not fit is skipped":
//!
//! 1. Write down the ceiling (techo).
//! 2. Sort the projects that compete by [`Standing::score`], most first. Where scores are equal, the tie breaks of the
//!    rules decide; [`Winners::ties`] says which of them put each project before the next. This gives
//!    [`Standing::position`].
//! 3. Take them one by one. [`Standing::left_before`] is the money on the table at the project's turn. If
//!    [`Standing::cost`] is not more than that, the project has [`Reason::Won`] and its cost is taken off: the next
//!    line's `left_before` is smaller by exactly that. If it is more, the project [`Reason::DoesNotFit`], nothing is
//!    taken off, and the next project has its turn.
//! 4. Projects with fewer votes than they need ([`Reason::BelowMinimum`]) and projects that were withdrawn
//!    ([`Reason::Withdrawn`]) never have a turn; they close the list, so that no project is missing from it.
//!
//! What remains is [`Winners::left`].
//!
//! # Rules with a name
//!
//! [`count()`] counts by any [`Method`] that has a name: most first in several ways ([`most_first`]), Equal Shares
//! ([`equal_shares`]) and sequential Phragmén, from a [`Profile`] of all ballots. A [`Verdict`] tells each project what
//! happened to it. All of them are exact: what fixed-point bounds, rounded outwards, do not decide is decided by
//! fractions of whole numbers of any length.

pub mod breaks;
pub mod by_money;
pub mod count;
pub mod entrant;
pub mod equal_shares;
pub mod method;
pub mod minimum;
pub mod most_first;
pub mod own_vote;
mod phragmen;
pub mod profile;
pub mod room;
pub mod score;
pub mod tie;
pub mod turnout;
pub mod verdict;
pub mod what_if;
pub mod winners;

pub use breaks::{Decider, Pair, Tied};
pub use by_money::{LastLevel, by_money};
pub use count::{Count, CountError, Question, count, select, select_at};
pub use entrant::Entrant;
pub use equal_shares::Endowment;
pub use method::{Finish, Measure, Method, Raising, Start, UnknownMethod, Utility};
pub use minimum::Minimum;
pub use most_first::WhenFull;
pub use own_vote::{OwnShare, OwnVote, OwnWinner, own_vote};
pub use profile::{Mark, Profile, Profiler};
pub use room::{Part, Reason, Room};
pub use score::{ScoreOverflow, Scores, Total};
pub use tie::TieOrder;
pub use turnout::{Turnout, minimum_score, turnout};
pub use verdict::{Comparison, Criterion, Fate, Met, Price, Shortfall, Taken, Verdict};
pub use what_if::{Alternative, Way, alternatives};
pub use winners::{ByShares, DrawNeeded, Standing, Unfound, Winners, method, tie_breaks, winners};

/// A project at the count, with its cost and its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<Id> {
    id: Id,
    cost: i64,
    score: u64,
    below: u64,
    withdrawn: bool,
}

/// A project whose cost is nothing, or less, cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a project's cost must be more than zero, found {cost} minor units")]
pub struct CostNotPositive {
    /// The cost found, in minor units.
    pub cost: i64,
}

impl<Id> Candidate<Id> {
    /// A project that competes. `cost` is in minor units of the currency of the budget; `score` is what the ballots
    /// gave it (votes, points).
    ///
    /// # Errors
    ///
    /// When the cost is not more than zero.
    pub fn new(id: Id, cost: i64, score: u64) -> Result<Self, CostNotPositive> {
        if cost <= 0 {
            return Err(CostNotPositive { cost });
        }
        Ok(Self { id, cost, score, below: 0, withdrawn: false })
    }

    /// The same project, withdrawn after the ballots were printed: it keeps its votes and is never funded.
    #[must_use]
    pub fn withdrawn(self) -> Self {
        Self { withdrawn: true, ..self }
    }

    /// The same project, to which ballots give so many points less than they take away. It comes after those without
    /// points.
    #[must_use]
    pub fn below_zero(self, points: u64) -> Self {
        Self { below: points, ..self }
    }

    /// What identifies the project.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The cost, in minor units; more than zero.
    pub fn cost(&self) -> i64 {
        self.cost
    }

    /// Votes or points; zero where they are below.
    pub fn score(&self) -> u64 {
        self.score
    }

    /// The same, also below zero: by what projects come one after another.
    pub fn signed_score(&self) -> i128 {
        i128::from(self.score) - i128::from(self.below)
    }

    /// Whether the project was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn
    }
}

#[cfg(test)]
mod tests;
