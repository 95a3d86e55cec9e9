//! Ceilings (techos): the pool of money, shared out over the territories by a published formula.
//!
//! Each territory's share is a weighted mean of three parts of the whole:
//!
//! ```text
//!            population         population · poverty
//! share = (w₁ ─────────── + w₂ ────────────────────── + w₃ 1/n ) / (w₁ + w₂ + w₃)
//!           Σ population       Σ population · poverty
//! ```
//!
//! The ceiling is that share of the pool, rounded down to the minor unit; what rounding leaves goes, one unit each, to
//! the territories with the largest remainders, and among equal remainders by code. All of it is exact integer
//! arithmetic, so that the sum is the pool to the last unit and everybody who repeats it gets the same figures.

mod allocation;
mod divide;
mod explanation;
pub mod fairness;
mod fill;
mod formula;
pub mod growth;
pub mod ledger;
pub mod plan;
mod share;

pub use self::{
    allocation::{Allocation, allocate},
    explanation::{
        CeilingExplanation, Explanation, HeldAt, Round, RoundedBound, Rounding, TermPart, TermTotal, Total, WHOLE,
    },
    fill::{Fixed, Held},
    formula::{AllocationError, Formula, Input, MAXIMUM_WEIGHT, Quantity},
};

use serde::{Deserialize, Serialize};

use self::divide::{Parts, divide};
use crate::{money::Money, territory::Indicators, words::words};

words! {
    /// A part of the formula.
    Term as "term" {
        /// By inhabitants (población).
        Population = "population",
        /// By inhabitants times the poverty index (población × índice de pobreza multidimensional).
        Poverty = "poverty",
        /// The same for each territory (parte igual).
        Equal = "equal",
    }
}

/// How much each term of the formula counts, in relation to the others; from 0 to 100 each and not all zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WeightsDocument", into = "WeightsDocument")]
pub struct Weights {
    population: u8,
    poverty: u8,
    equal: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightsDocument {
    population: u8,
    poverty: u8,
    equal: u8,
}

/// Why weights are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// Nothing would count.
    #[error("at least one weight must be above zero")]
    AllZero,
    /// A weight beyond the scale.
    #[error("the weight of {term} is {found}, more than {}", Weights::MAXIMUM)]
    TooLarge {
        /// Whose weight.
        term: Term,
        /// The weight found.
        found: u8,
    },
}

impl Weights {
    /// The largest weight.
    pub const MAXIMUM: u8 = 100;

    /// The weights of the three terms.
    ///
    /// # Errors
    /// When one is above 100 or all are zero.
    pub fn new(population: u8, poverty: u8, equal: u8) -> Result<Self, WeightsError> {
        let weights = Self { population, poverty, equal };
        for &term in Term::ALL {
            let found = weights.of(term);
            if found > Self::MAXIMUM {
                return Err(WeightsError::TooLarge { term, found });
            }
        }
        if weights.total() == 0 { Err(WeightsError::AllZero) } else { Ok(weights) }
    }

    /// The weight of a term, 0 to 100.
    pub const fn of(self, term: Term) -> u8 {
        match term {
            Term::Population => self.population,
            Term::Poverty => self.poverty,
            Term::Equal => self.equal,
        }
    }

    /// The weight of the inhabitants, 0 to 100.
    pub const fn population(self) -> u8 {
        self.population
    }

    /// The weight of inhabitants times poverty, 0 to 100.
    pub const fn poverty(self) -> u8 {
        self.poverty
    }

    /// The weight of the equal part, 0 to 100.
    pub const fn equal(self) -> u8 {
        self.equal
    }

    /// What the weights add up to, 1 to 300.
    pub fn total(self) -> u16 {
        Term::ALL.iter().map(|&term| u16::from(self.of(term))).sum()
    }
}

impl Default for Weights {
    /// A draft to start from: 30 for inhabitants, 60 for poverty, 10 for the equal part.
    fn default() -> Self {
        Self { population: 30, poverty: 60, equal: 10 }
    }
}

impl TryFrom<WeightsDocument> for Weights {
    type Error = WeightsError;

    fn try_from(document: WeightsDocument) -> Result<Self, Self::Error> {
        Self::new(document.population, document.poverty, document.equal)
    }
}

impl From<Weights> for WeightsDocument {
    fn from(weights: Weights) -> Self {
        Self { population: weights.population, poverty: weights.poverty, equal: weights.equal }
    }
}

/// A territory with the figures that its share rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerritoryInput {
    /// Its official code, unique among those that share the pool.
    pub code: String,
    /// Its figures.
    pub indicators: Indicators,
}

/// How the pool was shared out, with everything that is needed to do it again by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// The money that was shared out.
    pub pool: Money,
    /// The weights used.
    pub weights: Weights,
    /// The sums over all territories.
    pub totals: Totals,
    /// A ceiling for each territory, in the order in which they were given. They add up to the pool.
    pub ceilings: Vec<Ceiling>,
}

/// The sums that each territory's figures are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Inhabitants.
    pub population: u64,
    /// Inhabitants times poverty index in basis points, added up; zero when poverty does not count.
    pub poverty: u64,
    /// Territories.
    pub territories: u32,
}

/// What one territory may spend (techo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceiling {
    /// The territory's code.
    pub code: String,
    /// Its ceiling.
    pub amount: Money,
    /// What it is made of.
    pub terms: TermAmounts,
}

/// What a ceiling is made of: three terms, each rounded down by itself, and the rounding. They add up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermAmounts {
    /// From the inhabitants.
    pub population: Money,
    /// From inhabitants times poverty.
    pub poverty: Money,
    /// From the equal part.
    pub equal: Money,
    /// What the rounding of the three terms left out, and perhaps the unit given for a large remainder: 0 to 3 minor
    /// units.
    pub rounding: Money,
}

/// Why the pool can't be shared out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CeilingError {
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
        code: String,
    },
    /// A term counts, but its figure is zero in every territory.
    #[error("{term} counts, but it is zero in every territory")]
    NothingToWeigh {
        /// The term.
        term: Term,
    },
    /// A term counts, but one territory has no figure for it.
    #[error("{term} counts, but territory {code} has no figure for it")]
    MissingFigure {
        /// The term.
        term: Term,
        /// The territory's code.
        code: String,
    },
    /// The figures don't fit into 128 bits.
    #[error("the figures are too large to calculate with")]
    Overflow,
}

/// Shares `pool` out over `territories`.
///
/// # Errors
/// When there is nothing or nobody to share, a figure is missing, or the figures are too large to calculate with.
pub fn distribute(pool: Money, weights: Weights, territories: &[TerritoryInput]) -> Result<Distribution, CeilingError> {
    let minor = u64::try_from(pool.minor()).map_err(|_| CeilingError::NegativePool)?;
    check_codes(territories)?;
    let figures =
        Term::ALL.iter().map(|&term| figures(term, weights, territories)).collect::<Result<Vec<_>, CeilingError>>()?;
    let parts = Parts::new(&figures, weights.total()).ok_or(CeilingError::Overflow)?;

    let codes: Vec<&str> = territories.iter().map(|territory| territory.code.as_str()).collect();
    let amounts = divide(minor, &parts, &codes).ok_or(CeilingError::Overflow)?;
    let money = |minor: u64| i64::try_from(minor).map(|minor| Money::new(minor, pool.currency()));
    let ceilings = territories
        .iter()
        .zip(amounts)
        .enumerate()
        .map(|(place, (territory, amount))| {
            let mut terms = [0; 3];
            for (term, part) in terms.iter_mut().zip(&figures) {
                *term = part.floor_of(minor, place, weights.total()).ok_or(CeilingError::Overflow)?;
            }
            // Three rounded parts never exceed the rounded whole.
            let rounding = amount - terms.iter().sum::<u64>();
            let money = |minor| money(minor).map_err(|_| CeilingError::Overflow);
            Ok(Ceiling {
                code: territory.code.clone(),
                amount: money(amount)?,
                terms: TermAmounts {
                    population: money(terms[0])?,
                    poverty: money(terms[1])?,
                    equal: money(terms[2])?,
                    rounding: money(rounding)?,
                },
            })
        })
        .collect::<Result<Vec<_>, CeilingError>>()?;
    let population = territories.iter().try_fold(0_u64, |sum, t| sum.checked_add(t.indicators.population()));
    let totals = Totals {
        population: population.ok_or(CeilingError::Overflow)?,
        poverty: figures[1].total,
        territories: u32::try_from(territories.len()).map_err(|_| CeilingError::Overflow)?,
    };
    Ok(Distribution { pool, weights, totals, ceilings })
}

fn check_codes(territories: &[TerritoryInput]) -> Result<(), CeilingError> {
    if territories.is_empty() {
        return Err(CeilingError::NoTerritories);
    }
    let mut codes: Vec<&str> = territories.iter().map(|territory| territory.code.as_str()).collect();
    codes.sort_unstable();
    match codes.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(CeilingError::DuplicateCode { code: pair[0].to_owned() }),
        None => Ok(()),
    }
}

/// One term's figure for each territory, with the sum; all zero when the term does not count.
struct Figures {
    weight: u8,
    values: Vec<u64>,
    total: u64,
}

impl Figures {
    /// This term's part of the pool for one territory, rounded down.
    fn floor_of(&self, pool: u64, place: usize, weights: u16) -> Option<u64> {
        if self.weight == 0 {
            return Some(0);
        }
        let numerator = u128::from(self.values[place]) * u128::from(self.weight);
        let denominator = u128::from(self.total) * u128::from(weights);
        divide::mul_div(pool, numerator, denominator).map(|(quotient, _)| quotient)
    }
}

fn figures(term: Term, weights: Weights, territories: &[TerritoryInput]) -> Result<Figures, CeilingError> {
    let weight = weights.of(term);
    if weight == 0 {
        return Ok(Figures { weight, values: vec![0; territories.len()], total: 0 });
    }
    let value = |territory: &TerritoryInput| {
        let indicators = territory.indicators;
        match term {
            Term::Population => Ok(indicators.population()),
            Term::Poverty => {
                let poverty = indicators
                    .poverty_basis_points()
                    .ok_or_else(|| CeilingError::MissingFigure { term, code: territory.code.clone() })?;
                indicators.population().checked_mul(u64::from(poverty)).ok_or(CeilingError::Overflow)
            }
            Term::Equal => Ok(1),
        }
    };
    let values = territories.iter().map(value).collect::<Result<Vec<u64>, _>>()?;
    let total = values.iter().try_fold(0_u64, |sum, &value| sum.checked_add(value)).ok_or(CeilingError::Overflow)?;
    if total == 0 { Err(CeilingError::NothingToWeigh { term }) } else { Ok(Figures { weight, values, total }) }
}

#[cfg(test)]
mod tests;
