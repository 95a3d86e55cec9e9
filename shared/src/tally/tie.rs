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
        /// As the projects are listed: in the files of many cities, the order that the city used.
        File = "file",
        /// More votes first, then lower cost, then the id.
        VotesFirst = "votes-first",
    }
}

impl TieOrder {
    /// Which of two projects goes first. Equal only for a project and itself, as ids are distinct; but always where the
    /// order is that of the list, which two projects alone do not tell. The ids' own order is what [`TieOrder::Lexico`] uses:
    /// for text it is that of its bytes.
    pub fn compare<Id: Ord>(self, a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
        match self {
            Self::File => Ordering::Equal,
            by_figures => by_figures.compare_figures(a, b).then_with(|| a.id().cmp(b.id())),
        }
    }

    /// The same as far as costs and votes decide it: equal where their ids, or lots in their place, do.
    pub fn compare_figures<Id>(self, a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
        let lower_cost = || a.cost().cmp(&b.cost());
        let more_votes = || b.signed_score().cmp(&a.signed_score());
        match self {
            Self::Lexico | Self::File => Ordering::Equal,
            Self::Official => lower_cost().then_with(more_votes),
            Self::VotesFirst => more_votes().then_with(lower_cost),
        }
    }
}
