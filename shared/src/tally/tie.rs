//! Tie orders: which of two projects with equal votes goes first.

use std::cmp::Ordering;

use super::Candidate;
use crate::words::words;

words! {
    /// A total order on projects (orden de desempate), fixed and published before counting.
    TieOrder as "tie order" {
        /// By id, compared as byte strings: `"10"` goes before `"9"`.
        Lexico = "lexico",
        /// Lower cost first, then more votes, then the id.
        Official = "official",
        /// More votes first, then lower cost, then the id.
        VotesFirst = "votes-first",
    }
}

impl TieOrder {
    /// Which of two projects goes first. Equal only for a project and itself, as ids are distinct. The ids' own order
    /// is what [`TieOrder::Lexico`] uses: for text it is that of its bytes.
    pub fn compare<Id: Ord>(self, a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
        self.compare_figures(a, b).then_with(|| a.id().cmp(b.id()))
    }

    /// The same as far as costs and votes decide it: equal where their ids, or lots in their place, do.
    pub fn compare_figures<Id>(self, a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
        let lower_cost = || a.cost().cmp(&b.cost());
        let more_votes = || b.score().cmp(&a.score());
        match self {
            Self::Lexico => Ordering::Equal,
            Self::Official => lower_cost().then_with(more_votes),
            Self::VotesFirst => more_votes().then_with(lower_cost),
        }
    }
}
