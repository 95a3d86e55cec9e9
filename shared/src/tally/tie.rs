//! Tie orders: which of two projects with equal votes goes first.

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
