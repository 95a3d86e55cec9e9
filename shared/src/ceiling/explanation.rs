//! How a pool was divided, with everything that a citizen needs to do it again with a calculator.

use num_bigint::BigUint;
use serde::{Deserialize, Serialize};

use super::{
    allocation::Allocation,
    fill::{Fixed, Held},
    formula::{Quantity, digits},
};
use crate::{
    document::Factor,
    money::Money,
    ruleset::{Code, SplitTerm},
};

/// One whole, in trillionths: shares are shown with twelve decimals, rounded down.
pub const WHOLE: u64 = 1_000_000_000_000;

/// A distribution and how it came about. The figures are those that went in; shares and amounts in between are rounded
/// down for showing, while the calculation itself rounds nothing before the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What was divided.
    pub pool: Money,
    /// The terms that count, in the formula's order.
    pub terms: Vec<TermTotal>,
    /// The least for each, where the rules have one.
    pub floor: Option<RoundedBound>,
    /// The most for each, where the rules have one.
    pub cap: Option<RoundedBound>,
    /// The unit to which ceilings are rounded.
    pub unit: Money,
    /// How the floor and the cap were resolved, round by round; in the last one everybody who is left is within both.
    pub rounds: Vec<Round>,
    /// The territories in the order in which they were given. Their ceilings add up to the pool.
    pub territories: Vec<CeilingExplanation>,
}

/// A floor or a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundedBound {
    /// What the rules say, to the minor unit.
    pub exact: Money,
    /// In whole units: a floor rounded up, a cap rounded down.
    pub in_units: Money,
}

/// A term over all territories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermTotal {
    /// The term.
    pub term: SplitTerm,
    /// How much it counts, in relation to the others.
    pub weight: u16,
    /// The sum of its figures.
    pub total: Total,
}

/// A sum of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// Whole and exact.
    Whole(#[serde(with = "digits")] u128),
    /// Of fractions (1/x), in trillionths, rounded down for showing.
    Trillionths(#[serde(with = "digits")] u128),
}

/// One round: what was left was divided in proportion among those who were left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What was left.
    pub money: Money,
    /// How many were left.
    pub sharing: usize,
    /// Their shares together, in trillionths, rounded down.
    pub shares: u64,
    /// How many of them fell short of the floor.
    pub below: usize,
    /// How many were above the cap.
    pub above: usize,
    /// What those below lacked together, rounded down.
    pub lack: Money,
    /// What those above had too much together, rounded down.
    pub excess: Money,
    /// Who was fixed at it: the side on which more money was out of place.
    pub fixed: Fixed,
}

/// How one ceiling came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CeilingExplanation {
    /// The territory's code.
    pub code: Code,
    /// Its ceiling.
    pub amount: Money,
    /// What each term gave, in the order of [`Explanation::terms`].
    pub terms: Vec<TermPart>,
    /// What the shares of its kind are multiplied with.
    pub factor: Factor,
    /// Its share of the pool by the formula, with the factor, in trillionths, rounded down.
    pub share: u64,
    /// That share of the pool, before floor and cap, rounded down.
    pub by_formula: Money,
    /// The bound that holds it, if one does.
    pub held: Option<HeldAt>,
    /// After floor and cap (its own, or what those of others left or took), rounded down to the minor unit.
    pub before_rounding: Money,
    /// What the rounding did.
    pub rounding: Rounding,
}

/// What a term gave to a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermPart {
    /// The territory's figure in the term.
    pub figure: Quantity,
    /// Its part of the term's total, in trillionths, rounded down.
    pub share: u64,
    /// The money that the term gives it by the formula, with the factor and before floor and cap, rounded down. All
    /// terms together are [`CeilingExplanation::by_formula`], but for less than one minor unit each.
    pub money: Money,
}

/// A bound that holds a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldAt {
    /// Which.
    pub bound: Held,
    /// In which round it was fixed, from 1; 0 for a territory without any share, which gets the floor from the start.
    pub round: u32,
}

/// What the rounding did to one ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// Rounded down to whole units.
    pub down: Money,
    /// Whether it got a unit more for its large remainder.
    pub unit: bool,
    /// What it got of what was less than a unit, as the largest share.
    pub rest: Money,
}

pub(super) fn explain(allocation: &Allocation) -> Explanation {
    let Allocation { frame, shares, total, .. } = allocation;
    let money = |minor| allocation.money(minor);
    let pool = u64::try_from(allocation.pool.minor()).expect("an allocated pool is not negative");
    let bound = |exact: Option<u64>, in_units| {
        // A cap above the pool bounds nobody, and may be anything that fits into an amount.
        exact.map(|exact| RoundedBound { exact: money(exact), in_units: money(in_units) })
    };
    let terms = shares.terms.iter().map(|counted| TermTotal {
        term: counted.term.clone(),
        weight: counted.weight,
        total: total_of(&counted.quantities),
    });
    let rounds = allocation.rounds.iter().map(|round| Round {
        money: money(round.money),
        sharing: round.sharing,
        shares: part_of(WHOLE, &round.numbers, total),
        below: round.below,
        above: round.above,
        lack: money(round.lack),
        excess: money(round.excess),
        fixed: round.fixed,
    });
    let territories = allocation.parts.iter().enumerate().map(|(place, part)| {
        let (number, factor) = (&shares.numbers[place], allocation.factors[place]);
        let terms = shares.terms.iter().map(|counted| {
            let (figure, sum) = counted.figure(place);
            TermPart {
                figure: counted.quantities[place],
                share: part_of(WHOLE, &figure, sum),
                money: money(part_of(pool, &(counted.part(place) * factor.basis_points()), total)),
            }
        });
        // Who is left in the last round shares what is left in proportion.
        let before = match (part.held, allocation.rounds.last()) {
            (None, Some(last)) => part_of(last.money, number, &last.numbers),
            _ => part.amount - part.rest,
        };
        let down = part.amount - part.rest - if part.unit { frame.unit } else { 0 };
        CeilingExplanation {
            code: allocation.codes[place].clone(),
            amount: money(part.amount),
            terms: terms.collect(),
            factor,
            share: part_of(WHOLE, number, total),
            by_formula: money(part_of(pool, number, total)),
            held: part.held.map(|(bound, round)| HeldAt { bound, round }),
            before_rounding: money(before),
            rounding: Rounding { down: money(down), unit: part.unit, rest: money(part.rest) },
        }
    });
    Explanation {
        pool: allocation.pool,
        terms: terms.collect(),
        floor: bound(allocation.bounds.0, frame.floor),
        cap: bound(allocation.bounds.1, frame.cap),
        unit: money(frame.unit),
        rounds: rounds.collect(),
        territories: territories.collect(),
    }
}

/// That part of a whole, rounded down.
fn part_of(whole: u64, part: &BigUint, total: &BigUint) -> u64 {
    u64::try_from(part * whole / total).expect("a part is at most the whole")
}

fn total_of(quantities: &[Quantity]) -> Total {
    /// Eight decimals more than are shown.
    const GUARD: u128 = 100_000_000;
    if quantities.iter().all(|quantity| quantity.denominator == 1) {
        return Total::Whole(quantities.iter().map(|quantity| quantity.numerator).sum());
    }
    // The fractions themselves have too many digits to be shown. Each is taken to the 20th decimal, so that of many
    // roundings nothing is seen in the twelfth.
    let sum: BigUint = quantities
        .iter()
        .map(|quantity| quantity.numerator * u128::from(WHOLE) * GUARD / u128::from(quantity.denominator))
        .sum();
    Total::Trillionths(u128::try_from(sum / GUARD).expect("figures are at most 10¹⁵ here, and fewer than 10¹¹"))
}
