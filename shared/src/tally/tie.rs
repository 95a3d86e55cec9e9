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
    }
}

impl TieOrder {
    /// Which of two projects goes first. Equal only for a project and itself, as ids are distinct; but always where the
    /// order is that of the list, which two projects alone do not tell. The ids' own order is what [`TieOrder::Lexico`] uses:
    /// for text it is that of its bytes.
    pub fn compare<Id: Ord>(self, a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
        let by_id = || a.id().cmp(b.id());
        match self {
            Self::Lexico => by_id(),
            Self::Official => {
                let more_votes = || b.signed_score().cmp(&a.signed_score());
                a.cost().cmp(&b.cost()).then_with(more_votes).then_with(by_id)
            }
            Self::File => Ordering::Equal,
        }
    }
}
