//! The formula of a distribution, and what goes into it.

use serde::{Deserialize, Serialize};

use crate::{
    document::{Amount, Factor, Key},
    indicator::{Figure, Figures},
    money::{Currency, Money},
    ruleset::{Bound, Code, KindFactor, Split, SplitTerm, WeightedTerm},
};

/// A formula that divides a pool, as [`Split::Formula`] has it.
#[derive(Debug, Clone, Copy)]
pub struct Formula<'a> {
    /// The terms with their weights, 0 to [`MAXIMUM_WEIGHT`] each.
    pub terms: &'a [WeightedTerm],
    /// What shares of some kinds of territory are multiplied with.
    pub factors: &'a [KindFactor],
    /// The least for each (piso).
    pub floor: Option<&'a Bound>,
    /// The most for each (tope).
    pub cap: Option<&'a Bound>,
    /// The unit to which ceilings are rounded; the currency's smallest when absent.
    pub unit: Option<Amount>,
}

/// The largest weight of a term.
pub const MAXIMUM_WEIGHT: u16 = 1000;

impl<'a> Formula<'a> {
    /// The formula of a split; `None` when it has none.
    pub fn of(split: &'a Split) -> Option<Self> {
        match split {
            Split::Formula { terms, factors, floor, cap, unit, .. } => {
                Some(Self { terms, factors, floor: floor.as_ref(), cap: cap.as_ref(), unit: *unit })
            }
            Split::Whole | Split::Keep | Split::Themes { .. } => None,
        }
    }

    /// What shares of this kind are multiplied with; where a kind is named twice, the first counts.
    pub(super) fn factor(&self, kind: &Key) -> Factor {
        self.factors.iter().find(|factor| factor.kind == *kind).map_or(Factor::ONE, |factor| factor.factor)
    }

    /// The terms that count.
    pub(super) fn counting(&self) -> impl Iterator<Item = &'a WeightedTerm> {
        self.terms.iter().filter(|term| term.weight > 0)
    }
}

/// A territory that takes part in a distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Its official code, unique among those that share the pool.
    pub code: Code,
    /// Its kind.
    pub kind: Key,
    /// What is known about it.
    pub figures: Figures,
}

/// Why a pool can't be divided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// Nobody to share with.
    #[error("there are no territories")]
    NoTerritories,
    /// The pool is below zero.
    #[error("the pool is negative")]
    NegativePool,
    /// Two territories have one code.
    #[error("the code {code} stands for two territories")]
    DuplicateCode {
        /// The code.
        code: Code,
    },
    /// Nothing would count.
    #[error("at least one weight must be above zero")]
    NoWeight,
    /// A weight beyond the scale.
    #[error("a weight is {found}, more than {MAXIMUM_WEIGHT}")]
    WeightTooLarge {
        /// The weight found.
        found: u16,
    },
    /// A territory has no figure for an indicator that counts.
    #[error("{indicator} counts, but territory {code} has no figure for it")]
    MissingFigure {
        /// The indicator.
        indicator: Key,
        /// The territory's code.
        code: Code,
    },
    /// One over zero is no number.
    #[error("{indicator} counts inversely, but it is zero in territory {code}")]
    InverseOfZero {
        /// The indicator.
        indicator: Key,
        /// The territory's code.
        code: Code,
    },
    /// A term counts, but it is zero in every territory.
    #[error("the term {term:?} counts, but it is zero in every territory")]
    NothingToWeigh {
        /// The term.
        term: SplitTerm,
    },
    /// The factors leave no territory with a share.
    #[error("the factors of the kinds of territory leave nobody a share")]
    NobodyHasShare,
    /// An amount of the rules is not in the pool's currency.
    #[error("the pool is in {pool}, an amount of the rules in {found}")]
    OtherCurrency {
        /// The pool's currency.
        pool: Currency,
        /// The currency found.
        found: Currency,
    },
    /// The rounding unit is zero.
    #[error("nothing can be rounded to a unit of zero")]
    ZeroUnit,
    /// The least for each is more than the most for each, both in whole units.
    #[error("the floor of {} is above the cap of {}", floor.minor(), cap.minor())]
    FloorAboveCap {
        /// The floor, rounded up to the unit.
        floor: Money,
        /// The cap, rounded down to the unit.
        cap: Money,
    },
    /// The floors together are more than the pool.
    #[error("{territories} floors of {} are more than the pool of {}", floor.minor(), pool.minor())]
    FloorsAbovePool {
        /// The floor, rounded up to the unit.
        floor: Money,
        /// How many territories there are.
        territories: usize,
        /// What all the floors come to, in minor units.
        needed: u128,
        /// The pool.
        pool: Money,
    },
    /// The caps together are less than the pool, so that some of it would be nobody's.
    #[error("{sharing} caps of {} are less than the pool of {}", cap.minor(), pool.minor())]
    CapsBelowPool {
        /// The cap, rounded down to the unit.
        cap: Money,
        /// How many territories have a share at all; the others get no more than the floor.
        sharing: usize,
        /// The most that can be given, in minor units.
        possible: u128,
        /// The pool.
        pool: Money,
    },
}

/// One territory's figure in a term: a product, over an indicator where the term is inverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// What stands above the line: 1, a figure, or the product of two; at most 10³⁰.
    #[serde(with = "digits")]
    pub numerator: u128,
    /// What it is divided by: the indicator's figure where the term is inverse, otherwise 1.
    pub denominator: u64,
}

/// Numbers of more than 64 bits travel as text, for JSON's readers lose the digits.
pub(super) mod digits {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(value: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// The figure of one territory in a term.
pub(super) fn quantity(term: &SplitTerm, input: &Input) -> Result<Quantity, AllocationError> {
    let whole = |numerator| Quantity { numerator, denominator: 1 };
    Ok(match term {
        SplitTerm::Equal => whole(1),
        SplitTerm::Indicator { indicator } => whole(figure(indicator, input)?.get().into()),
        SplitTerm::Product { indicator, times } => {
            whole(u128::from(figure(indicator, input)?.get()) * u128::from(figure(times, input)?.get()))
        }
        SplitTerm::Inverse { indicator, times } => {
            let denominator = figure(indicator, input)?.get();
            if denominator == 0 {
                let (indicator, code) = (indicator.clone(), input.code.clone());
                return Err(AllocationError::InverseOfZero { indicator, code });
            }
            let numerator =
                times.as_ref().map_or(Ok(1), |times| figure(times, input).map(|figure| figure.get().into()))?;
            Quantity { numerator, denominator }
        }
    })
}

fn figure(indicator: &Key, input: &Input) -> Result<Figure, AllocationError> {
    let missing = || AllocationError::MissingFigure { indicator: indicator.clone(), code: input.code.clone() };
    input.figures.get(indicator).copied().ok_or_else(missing)
}
