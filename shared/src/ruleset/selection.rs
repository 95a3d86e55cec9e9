//! How a state chooses the municipalities that take part (selección de municipios).

use crate::{
    document::{Key, Share, table},
    ruleset::Basis,
    words::words,
};

table! {
    /// How municipalities are chosen: by points for each criterion, the first ones of each region.
    SelectionRule {
        /// The level of what is chosen.
        level: Key,
        /// The level within whose territories the first ones are chosen; all together when absent.
        within: Option<Key> = default,
        /// How many, in each.
        count: u16,
        /// What is looked at.
        criteria: Vec<Criterion>,
        /// What it rests on.
        basis: Basis = default,
    }
}

table! {
    /// One criterion.
    Criterion {
        /// The indicator.
        indicator: Key,
        /// Which end of it comes first.
        first: Preference,
        /// How much it counts.
        weight: Share,
    }
}

words! {
    /// Which end of an indicator comes first.
    Preference as "preference" {
        /// The highest.
        Highest = "highest",
        /// The lowest.
        Lowest = "lowest",
    }
}
