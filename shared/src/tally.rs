//! Counting (escrutinio): from ballots to scores, and from scores to the funded projects with a reason for each.
//!
//! Everything here is generic over the project's identifier, so that a count of a published election (text ids) and
//! one of the product (ids with their number on the ballot) run through the same code. A count is a pure function of
//! its arguments: the same input gives the same lines on any machine, whatever order the candidates came in.
//!
//! # How a citizen redoes a count by hand
//!
//! [`Tally::lines`] is the whole count, one [`Line`] per project, in the order in which projects had their turn:
//!
//! 1. Write down [`Tally::budget`], the ceiling (techo).
//! 2. Sort the projects that compete by [`Line::score`], most first. Where scores are equal, the published order
//!    ([`Tally::tie_order`]) decides; [`Line::tied_with`] names the projects it was decided against. This gives
//!    [`Line::position`].
//! 3. Take them one by one. [`Line::left_before`] is the money on the table at the project's turn. If [`Line::cost`]
//!    is not more than that, the project is [`Outcome::Funded`] and its cost is taken off: the next line's
//!    `left_before` is smaller by exactly that. If it is more, the project [`Outcome::DoesNotFit`], nothing is taken
//!    off, and the next project has its turn.
//! 4. Projects with fewer votes than [`Tally::minimum_score`] ([`Outcome::BelowMinimum`]) and projects that were
//!    withdrawn ([`Outcome::Withdrawn`]) never have a turn; they close the list, so that no project is missing from it.
//!
//! What remains is [`Tally::left`].
//!
//! # Other rules
//!
//! [`count()`] counts by any [`Method`] that has a name: most first in several ways ([`most_first`]), Equal Shares
//! ([`equal_shares`]) and sequential Phragmén, from a [`Profile`] of all ballots. A [`Verdict`] tells each project what
//! happened to it. All of them are exact: what fixed-point bounds, rounded outwards, do not decide is decided by
//! fractions of whole numbers of any length.

pub mod breaks;
pub mod count;
pub mod entrant;
pub mod equal_shares;
pub mod greedy;
pub mod method;
pub mod most_first;
mod phragmen;
pub mod profile;
pub mod room;
pub mod rule;
pub mod score;
pub mod tie;
pub mod turnout;
pub mod verdict;
pub mod winners;

use serde::{Deserialize, Serialize};

pub use breaks::{Decider, Pair, Tied};
pub use count::{Count, CountError, Question, count, select, select_at};
pub use entrant::Entrant;
pub use equal_shares::Endowment;
pub use greedy::greedy;
pub use method::{Finish, Measure, Method, Raising, Start, UnknownMethod, Utility};
pub use most_first::WhenFull;
pub use profile::{Mark, Profile, Profiler};
pub use room::{Part, Reason, Room};
pub use rule::GreedyRule;
pub use score::{ScoreOverflow, Scores};
pub use tie::{Tie, TieBreak, TieOrder};
pub use turnout::{Turnout, minimum_score, turnout};
pub use verdict::{Comparison, Criterion, Fate, Met, Price, Shortfall, Taken, Verdict};
pub use winners::{DrawNeeded, Standing, Winners, tie_breaks, winners};

/// A project at the count, with its cost and its score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<Id> {
    id: Id,
    cost: i64,
    score: u64,
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
        Ok(Self { id, cost, score, withdrawn: false })
    }

    /// The same project, withdrawn after the ballots were printed: it keeps its votes and is never funded.
    #[must_use]
    pub fn withdrawn(self) -> Self {
        Self { withdrawn: true, ..self }
    }

    /// What identifies the project.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The cost, in minor units; more than zero.
    pub fn cost(&self) -> i64 {
        self.cost
    }

    /// Votes or points.
    pub fn score(&self) -> u64 {
        self.score
    }

    /// Whether the project was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn
    }
}

/// What the count decided about a project, with the figure that explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It fitted in the money left at its turn, and its cost was taken off.
    Funded,
    /// It cost more than the money left at its turn, and was passed over.
    DoesNotFit {
        /// How much was missing, in minor units; more than zero.
        missing: i64,
    },
    /// It has fewer votes or points than a project needs to be funded.
    BelowMinimum {
        /// The score it needed.
        minimum: u64,
    },
    /// It was withdrawn after the ballots were printed.
    Withdrawn,
}

/// One project's line in the count: all that is needed to check the decision with a pencil (see the [module](self)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line<Id> {
    /// The project.
    pub id: Id,
    /// Its place in the count, from 1.
    pub position: u32,
    /// Its votes or points.
    pub score: u64,
    /// What it costs, in minor units. For a withdrawn project, the cost it was listed with.
    pub cost: i64,
    /// The money left at its turn, in minor units, before this decision. For a project that had no turn, what the
    /// count left over.
    pub left_before: i64,
    /// What was decided, and why.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The other projects that compete with the same score, in the order of their turns. The tie order, and not
    /// the voters, placed this project before or after them. Empty when there are none, or when it had no turn.
    pub tied_with: Vec<Id>,
}

impl<Id> Line<Id> {
    /// Whether the project is funded.
    pub fn is_funded(&self) -> bool {
        self.outcome == Outcome::Funded
    }

    /// The money left after this project's turn, in minor units.
    pub fn left_after(&self) -> i64 {
        if self.is_funded() { self.left_before - self.cost } else { self.left_before }
    }
}

/// A whole count. Holds the rule's arguments too, so that the record of a count explains itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally<Id> {
    /// The money to hand out, in minor units.
    pub budget: i64,
    /// The order that decided between equal scores.
    pub tie_order: TieOrder,
    /// The least score with which a project is funded.
    pub minimum_score: u64,
    /// Every project, in the order of the turns; then those below the minimum; then those withdrawn.
    pub lines: Vec<Line<Id>>,
    /// Every tie between projects that had a turn, in the order of the turns.
    pub ties: Vec<Tie<Id>>,
    /// What the funded projects cost together, in minor units; at most the budget.
    pub total_cost: i64,
    /// What is left of the budget, in minor units.
    pub left: i64,
}

impl<Id> Tally<Id> {
    /// The funded projects, in the order in which they were funded.
    pub fn selected(&self) -> impl Iterator<Item = &Id> {
        self.funded().map(|line| &line.id)
    }

    /// The lines of the funded projects, in the order in which they were funded.
    pub fn funded(&self) -> impl Iterator<Item = &Line<Id>> {
        self.lines.iter().filter(|line| line.is_funded())
    }

    /// Whether another tie order could have funded other projects: some tie was decisive.
    pub fn order_mattered(&self) -> bool {
        self.ties.iter().any(|tie| tie.decisive)
    }
}

#[cfg(test)]
mod tests;
