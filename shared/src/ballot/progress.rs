//! How far a ballot has come while a person marks it: for the counter that follows every tick.

use super::{BallotForm, Choice, Mistake, Way, check::check};
use crate::{id::ProposalId, money::Money};

/// How far a ballot has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// How many projects it names.
    pub chosen: u32,
    /// The fewest it may name.
    pub least: u32,
    /// The most it may name.
    pub most: u32,
    /// What there is to give or to spend, where there is something.
    pub purse: Option<Purse>,
    /// Everything that keeps it from being cast now.
    pub mistakes: Vec<Mistake>,
}

/// What there is to give or to spend, and how much of it is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purse {
    /// Points.
    Points {
        /// How many there are.
        total: u64,
        /// How many are given.
        given: u64,
    },
    /// Play money.
    Wallet {
        /// How much there is.
        total: u64,
        /// What a note is worth; more than zero.
        note: u64,
        /// How much is given.
        given: u64,
    },
    /// The ceiling.
    Ceiling {
        /// The ceiling.
        ceiling: Money,
        /// What must be spent.
        floor: Money,
        /// What the named projects cost together.
        cost: Money,
    },
}

impl Purse {
    /// What is left of it, zero when more than all is gone: points, play money, or minor units.
    pub fn left(self) -> u64 {
        match self {
            Self::Points { total, given } | Self::Wallet { total, given, .. } => total.saturating_sub(given),
            Self::Ceiling { ceiling, cost, .. } => {
                u64::try_from(ceiling.minor().saturating_sub(cost.minor())).unwrap_or(0)
            }
        }
    }

    /// How many notes are left, where there are notes.
    pub fn notes_left(self) -> Option<u64> {
        match self {
            Self::Wallet { note, .. } => self.left().checked_div(note),
            Self::Points { .. } | Self::Ceiling { .. } => None,
        }
    }
}

impl Progress {
    /// How many more projects it may name.
    pub const fn projects_left(&self) -> u32 {
        self.most.saturating_sub(self.chosen)
    }

    /// Whether it could be cast now.
    pub const fn castable(&self) -> bool {
        self.mistakes.is_empty()
    }
}

impl BallotForm {
    /// How far a choice has come.
    pub fn progress(&self, choice: &Choice) -> Progress {
        let checked = check(self, choice);
        Progress {
            chosen: checked.chosen,
            least: self.least(),
            most: self.most(),
            purse: checked.purse,
            mistakes: checked.mistakes,
        }
    }

    /// The most that one project could be given beside the rest of the choice: the last free place, what is left of
    /// the points or of the play money, or 1 where it is only named; zero when there is no room for it.
    pub fn room(&self, choice: &Choice, project: ProposalId) -> u64 {
        let Some(offered) = self.offer().project(project) else { return 0 };
        let mut others = check(self, choice).marks;
        others.remove(&project);
        let named = u32::try_from(others.len()).unwrap_or(u32::MAX);
        let given = others.values().fold(0_u64, |sum, &amount| sum.saturating_add(amount));
        // Another pick takes the place of the first.
        if named >= self.most() && !matches!(self.way(), Way::SingleChoice) {
            return 0;
        }
        match self.way() {
            Way::Approval | Way::SingleChoice => 1,
            Way::Ranking => u64::from(named) + 1,
            Way::Points { points, each, .. } => points.saturating_sub(given).min(each),
            Way::Wallet { amount, note, each } => {
                let left = amount.saturating_sub(given).min(each);
                left - left.checked_rem(note).unwrap_or(0)
            }
            Way::Knapsack { .. } => {
                let cost = self.offer().cost(others.into_keys()).saturating_add(offered.cost.minor());
                u64::from(cost <= self.offer().ceiling().minor())
            }
        }
    }
}
