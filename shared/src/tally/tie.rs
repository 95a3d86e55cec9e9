//! Tie orders: which of two projects with equal votes goes first.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::Candidate;
use crate::words::words;

words! {
    /// A total order on projects (orden de desempate), fixed and published before counting.
    TieOrder as "tie order" {
        /// By id, compared as byte strings: `"10"` goes before `"9"`.
        Lexico = "lexico",
        /// Lower cost first, then more votes, then the id.
        Official = "official",
    }
}

impl TieOrder {
    /// Which of two projects goes first. Equal only for a project and itself, as ids are distinct. The ids' own order
    /// is what [`TieOrder::Lexico`] uses: for text it is that of its bytes.
    pub fn compare<Id: Ord>(self, a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
        let by_id = || a.id().cmp(b.id());
        match self {
            Self::Lexico => by_id(),
            Self::Official => a.cost().cmp(&b.cost()).then_with(|| b.score().cmp(&a.score())).then_with(by_id),
        }
    }
}

/// Projects that competed with one score (empate), and what put one before the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie<Id> {
    /// The projects, in the order in which they had their turns.
    pub ids: Vec<Id>,
    /// The score that they share.
    pub score: u64,
    /// What decided their order.
    pub decided_by: TieBreak,
    /// Whether another order of these projects would have funded others of them.
    pub decisive: bool,
}

/// What put tied projects in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// Each costs more than the one before.
    LowerCost,
    /// Some differ in cost, and between those that cost the same the id decided.
    LowerCostThenId,
    /// The id alone.
    Id,
}

impl<Id: Clone + Ord> Tie<Id> {
    /// The tie among projects with one score, already in the tie order.
    pub(super) fn among(tied: &[&Candidate<Id>], order: TieOrder, decisive: bool) -> Self {
        let same_cost = |pair: &[&Candidate<Id>]| matches!(pair, [a, b] if a.cost() == b.cost());
        let mut pairs = tied.windows(2);
        let decided_by = match order {
            TieOrder::Lexico => TieBreak::Id,
            TieOrder::Official if pairs.clone().all(same_cost) => TieBreak::Id,
            TieOrder::Official if pairs.any(same_cost) => TieBreak::LowerCostThenId,
            TieOrder::Official => TieBreak::LowerCost,
        };
        let score = tied.first().map_or(0, |candidate| candidate.score());
        Self { ids: tied.iter().map(|candidate| candidate.id().clone()).collect(), score, decided_by, decisive }
    }
}
