//! Exact shares: whole numbers of any size that stand to each other as the territories' shares do.
//!
//! A term's figures are brought on one denominator (the least common multiple of what they are divided by), so that
//! they and their total are whole. With `Xₜ` the totals and `D` their product, the number of territory `i` is
//! `fᵢ · Σₜ wₜ · xₜᵢ · D / Xₜ`. Nothing is rounded, whatever the figures are.

use num_bigint::BigUint;

use super::formula::{AllocationError, Formula, Input, Quantity, quantity};
use crate::ruleset::SplitTerm;

/// A term's figures on one denominator.
enum Column {
    /// Whole figures, without the factor that they have in common.
    Small(Vec<u128>),
    /// Figures over different ones.
    Large(Vec<BigUint>),
}

/// A term that counts, with its figures.
pub(super) struct Counted {
    pub(super) term: SplitTerm,
    pub(super) weight: u16,
    /// The figures as they are, for the explanation.
    pub(super) quantities: Vec<Quantity>,
    column: Column,
    total: BigUint,
    /// The weight times the product of the other terms' totals.
    coefficient: BigUint,
}

impl Counted {
    /// What the term adds to a territory's number, before the kind's factor.
    pub(super) fn part(&self, place: usize) -> BigUint {
        match &self.column {
            Column::Small(figures) => &self.coefficient * figures[place],
            Column::Large(figures) => &self.coefficient * &figures[place],
        }
    }

    /// The coefficient and the figures, when they are short.
    fn small(&self) -> Option<SmallTerm<'_>> {
        match &self.column {
            Column::Small(figures) => Some((u128::try_from(&self.coefficient).ok()?, figures)),
            Column::Large(_) => None,
        }
    }

    /// A territory's figure and the total, on the common denominator.
    pub(super) fn figure(&self, place: usize) -> (BigUint, &BigUint) {
        let figure = match &self.column {
            Column::Small(figures) => figures[place].into(),
            Column::Large(figures) => figures[place].clone(),
        };
        (figure, &self.total)
    }
}

type SmallTerm<'a> = (u128, &'a [u128]);

/// A territory's number; `None` when it does not fit in 128 bits.
fn small_number(terms: &[SmallTerm<'_>], place: usize, factor: u32) -> Option<u128> {
    let part =
        |sum: u128, (coefficient, figures): &SmallTerm<'_>| sum.checked_add(coefficient.checked_mul(figures[place])?);
    terms.iter().try_fold(0, part)?.checked_mul(factor.into())
}

/// The shares of all territories.
pub(super) struct Shares {
    pub(super) terms: Vec<Counted>,
    /// One for each territory.
    pub(super) numbers: Vec<BigUint>,
}

pub(super) fn shares(formula: &Formula<'_>, inputs: &[Input]) -> Result<Shares, AllocationError> {
    if let Some(term) = formula.terms.iter().find(|term| term.weight > super::formula::MAXIMUM_WEIGHT) {
        return Err(AllocationError::WeightTooLarge { found: term.weight });
    }
    let mut terms = Vec::new();
    for weighted in formula.counting() {
        let quantities = inputs.iter().map(|input| quantity(&weighted.term, input)).collect::<Result<Vec<_>, _>>()?;
        let Some((column, total)) = column(&quantities) else {
            return Err(AllocationError::NothingToWeigh { term: weighted.term.clone() });
        };
        let (term, weight) = (weighted.term.clone(), weighted.weight);
        terms.push(Counted { term, weight, quantities, column, total, coefficient: weight.into() });
    }
    if terms.is_empty() {
        return Err(AllocationError::NoWeight);
    }
    let totals: Vec<BigUint> = terms.iter().map(|term| term.total.clone()).collect();
    for (index, term) in terms.iter_mut().enumerate() {
        for (_, total) in totals.iter().enumerate().filter(|&(other, _)| other != index) {
            term.coefficient *= total;
        }
    }
    let small: Option<Vec<SmallTerm<'_>>> = terms.iter().map(Counted::small).collect();
    let number = |place: usize, input: &Input| {
        let factor = formula.factor(&input.kind).basis_points();
        let quick = small.as_ref().and_then(|small| small_number(small, place, factor));
        quick.map_or_else(|| terms.iter().map(|term| term.part(place)).sum::<BigUint>() * factor, BigUint::from)
    };
    let numbers: Vec<BigUint> = inputs.iter().enumerate().map(|(place, input)| number(place, input)).collect();
    if numbers.iter().all(|number| *number == BigUint::ZERO) {
        return Err(AllocationError::NobodyHasShare);
    }
    Ok(Shares { terms, numbers })
}

/// The figures on one denominator, with their total; `None` when that is zero.
fn column(quantities: &[Quantity]) -> Option<(Column, BigUint)> {
    if quantities.iter().all(|quantity| quantity.denominator == 1) {
        // Figures are at most 10³⁰: the sum of ten million of them fits.
        let total: u128 = quantities.iter().map(|quantity| quantity.numerator).sum();
        // A factor that all figures share cancels out; without it the numbers are shorter.
        let common = quantities.iter().fold(total, |common, quantity| gcd(common, quantity.numerator));
        let figures =
            quantities.iter().map(|quantity| quantity.numerator.checked_div(common)).collect::<Option<_>>()?;
        return Some((Column::Small(figures), (total / common).into()));
    }
    let mut denominator = BigUint::from(1_u8);
    for quantity in quantities.iter().filter(|quantity| quantity.numerator > 0) {
        let rest = u128::try_from(&denominator % quantity.denominator).expect("a remainder is below its divisor");
        denominator *= u128::from(quantity.denominator) / gcd(quantity.denominator.into(), rest);
    }
    let figure = |quantity: &Quantity| match quantity.numerator {
        0 => BigUint::ZERO,
        numerator => &denominator / quantity.denominator * numerator,
    };
    let figures: Vec<BigUint> = quantities.iter().map(figure).collect();
    let total: BigUint = figures.iter().sum();
    (total != BigUint::ZERO).then_some((Column::Large(figures), total))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
