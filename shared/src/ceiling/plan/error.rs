//! Why a pool has no ceilings.

use crate::{
    ceiling::formula::AllocationError,
    document::{Key, Share},
    money::MoneyError,
    ruleset::Code,
};

/// Why a pool has no ceilings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The share is outside what the norm allows.
    #[error("the share of {found} is not between {} and {}", at_least.unwrap_or_default(), at_most.unwrap_or(Share::WHOLE))]
    ShareOutside {
        /// The rule's share.
        found: Share,
        /// The least that the norm allows.
        at_least: Option<Share>,
        /// The most that it allows.
        at_most: Option<Share>,
    },
    /// Nobody has certified the amount.
    #[error("the base has not been certified")]
    NotCertified,
    /// One amount was certified where each territory needs one, or the other way round.
    #[error("the base is certified {}", if *each { "for each territory" } else { "for the whole" })]
    CertifiedOtherwise {
        /// Whether the rules want one for each territory.
        each: bool,
    },
    /// A territory's amount was not certified.
    #[error("no amount was certified for {code}")]
    NotCertifiedFor {
        /// Which territory.
        code: Code,
    },
    /// An amount was certified for what is no territory of the base's level.
    #[error("an amount was certified for {code}, which is not of the base's level")]
    CertifiedForOther {
        /// The code.
        code: Code,
    },
    /// An amount below zero was certified.
    #[error("a negative amount was certified")]
    Negative,
    /// The level has no territories.
    #[error("the level {level} has no territories")]
    NoTerritories {
        /// Which level.
        level: Key,
    },
    /// Each territory was to keep what the base gives it, but the base gives one amount to all.
    #[error("the base gives no amount to each territory")]
    NothingToKeep,
    /// The formula was to be applied within territories to which the base gives nothing of their own.
    #[error("the base gives no amount to each territory of the level {within}")]
    NothingWithin {
        /// The level.
        within: Key,
    },
    /// A territory lies in none of those within which the formula is applied.
    #[error("{code} lies in no territory of the level {within}")]
    Outside {
        /// Which territory.
        code: Code,
        /// The level.
        within: Key,
    },
    /// A larger territory has money, but none of the smaller ones to share it.
    #[error("there are no territories of the level {level} in {within}")]
    Empty {
        /// The larger territory.
        within: Code,
        /// The level of the smaller ones.
        level: Key,
    },
    /// No theme with a weight applies.
    #[error("no theme with a weight applies")]
    NoTheme,
    /// What was certified for one territory is too much to be divided by.
    #[error("the amount certified for {code} is too large")]
    TooLarge {
        /// Which territory.
        code: Code,
    },
    /// The money could not be divided.
    #[error("{}: {error}", within.as_ref().map_or("the pool", Code::as_str))]
    Allocation {
        /// Within which larger territory; `None` for the pool as a whole.
        within: Option<Code>,
        /// Why.
        error: AllocationError,
    },
    /// Currencies differ, or the sum is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
}
