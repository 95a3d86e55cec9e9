//! The money and how it is divided into ceilings (bolsas y techos).

use crate::{
    document::{Amount, Factor, Key, Share, Text, choice, table},
    ruleset::Basis,
};

table! {
    /// A pool of money (bolsa).
    Pool {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// Where its amount comes from.
        base: BaseRule,
        /// How it is divided.
        split: Split,
        /// What it rests on.
        basis: Basis = default,
    }
}

choice! {
    /// Where a pool's amount comes from.
    BaseRule {
        /// A share of an amount that somebody certifies each year.
        Share = "share" {
            /// What the amount is called in the norm (presupuesto de inversión, recaudo del predial).
            label: Text,
            /// The share.
            share: Share,
            /// The least share that the norm allows.
            at_least: Option<Share> = default,
            /// The most that it allows.
            at_most: Option<Share> = default,
            /// The body that certifies the amount.
            certified_by: Key,
            /// The level whose territories the amount is certified for one by one (recaudo por zona); the tenant as a
            /// whole when absent.
            per: Option<Key> = default,
        },
        /// An amount, fixed by the rules.
        Fixed = "fixed" {
            /// How much.
            amount: Amount,
        },
        /// The same amount for each territory of a level.
        Each = "each" {
            /// Which level.
            level: Key,
            /// How much for each.
            amount: Amount,
        },
    }
}

choice! {
    /// How a pool is divided into ceilings (techos).
    Split {
        /// Not at all: one ceiling.
        Whole = "whole",
        /// Each territory keeps what the base gives it, where the base is the same for each or certified one by one.
        Keep = "keep",
        /// By a formula over the territories of a level.
        Formula = "formula" {
            /// Which level.
            level: Key,
            /// The level within whose territories the formula is applied one by one, when the base gives each its own.
            within: Option<Key> = default,
            /// The terms, with their weights.
            terms: Vec<WeightedTerm>,
            /// What shares of these kinds of territory are multiplied with, before they are brought back to the whole.
            factors: Vec<KindFactor> = default,
            /// The least that each gets (piso).
            floor: Option<Bound> = default,
            /// The most that each gets (tope).
            cap: Option<Bound> = default,
            /// The unit to which ceilings are rounded; the currency's smallest when absent.
            unit: Option<Amount> = default,
        },
        /// By theme instead of by territory.
        Themes = "themes" {
            /// Each theme's part.
            parts: Vec<ThemePart>,
        },
    }
}

table! {
    /// A term of a formula and how much it counts.
    WeightedTerm {
        /// How much, in relation to the other terms: 0 to 1000.
        weight: u16,
        /// The term.
        term: SplitTerm,
    }
}

choice! {
    /// What a formula divides by.
    SplitTerm {
        /// The same for each.
        Equal = "equal",
        /// By an indicator.
        Indicator = "indicator" {
            /// Which.
            indicator: Key,
        },
        /// By one indicator times another (población × pobreza).
        Product = "product" {
            /// One.
            indicator: Key,
            /// The other.
            times: Key,
        },
        /// By one over an indicator: the less, the more (IMCV).
        Inverse = "inverse" {
            /// Which.
            indicator: Key,
            /// What it is multiplied with, usually the inhabitants.
            times: Option<Key> = default,
        },
    }
}

table! {
    /// What the shares of a kind of territory are multiplied with.
    KindFactor {
        /// Which kind.
        kind: Key,
        /// With what.
        factor: Factor,
    }
}

choice! {
    /// A least or a most.
    Bound {
        /// That amount.
        Amount = "amount" {
            /// How much.
            amount: Amount,
        },
        /// That part of the pool.
        Share = "share" {
            /// Which part.
            share: Share,
        },
    }
}

table! {
    /// A theme's part of a pool.
    ThemePart {
        /// Which theme.
        theme: Key,
        /// Its weight in relation to the other themes: 0 to 1000.
        weight: u16,
        /// The most projects that can win in it.
        at_most: Option<u16> = default,
    }
}
