//! What voters have left, between bounds, and what the supporters of one project can pay with it.

use super::super::{super::profile::Supporter, market::Market};

/// Between which bounds lies what each class of voters has left for one ballot, in minor units with binary digits behind
/// the point.
#[derive(Debug, Clone)]
pub struct Purses {
    pub lo: Vec<i64>,
    pub hi: Vec<i64>,
}

impl Purses {
    pub fn all((lo, hi): (i64, i64), classes: usize) -> Self {
        Self { lo: vec![lo; classes], hi: vec![hi; classes] }
    }
}

/// What supporters can pay at most at a price.
#[derive(Debug, Clone, Copy)]
pub struct Payers {
    /// What those who can't pay in full have left together, at the first endowment and at the last.
    pub poor: i128,
    pub poor_then: i128,
    /// How many of them have anything left at the first endowment.
    pub needy: u64,
    /// The weights of the others.
    pub rich: u64,
    /// What all have left together, at the first endowment and at the last.
    pub all: i128,
    all_then: i128,
    /// A price below this has the same payers.
    pub least: i64,
}

impl Payers {
    /// Of a project at a price for one unit of weight, with upper bounds of what each class has left.
    pub fn at(market: &Market<'_>, place: u32, now: &[i64], then: Option<&[i64]>, price: i64) -> Self {
        match (then, market.is_uniform()) {
            (None, true) => payers::<false, true>(market, place, now, &[], price),
            (None, false) => payers::<false, false>(market, place, now, &[], price),
            (Some(then), true) => payers::<true, true>(market, place, now, then, price),
            (Some(then), false) => payers::<true, false>(market, place, now, then, price),
        }
    }

    /// Whether they have less than the cost together, at the first endowment and at the last.
    pub fn lack(&self, cost: i128) -> (bool, bool) {
        (self.all < cost, self.all_then < cost)
    }

    /// An upper bound of a price from a lower one with the same payers, when what is left of anybody's share is not known
    /// better than by `gap`: what the poor may lack is paid by the rich, who can pay that surely.
    pub fn ceiling(&self, cost: i128, gap: i64) -> Option<i64> {
        let rich = i128::from(self.rich);
        let lacking = cost - self.poor + i128::from(gap) * i128::from(self.needy);
        let price = i64::try_from((lacking + rich - 1).checked_div(rich)?).ok()?;
        (price <= self.least.saturating_sub(gap)).then_some(price)
    }

    /// A price with the same payers: not more than the true one, at both ends. None when nobody can pay in full.
    pub fn price(&self, cost: i128) -> Option<(i64, i64)> {
        let rich = i128::from(self.rich);
        let then = || {
            let price = below((cost - self.poor_then).div_euclid(rich));
            if price <= LOWEST { NO_LINE } else { price }
        };
        (rich > 0).then(|| (below((cost - self.poor).div_euclid(rich)), then()))
    }
}

/// The lowest end of a line.
pub const LOWEST: i64 = i64::MIN / 2;
/// The end of a line that would be lower: nothing is known along it.
pub const NO_LINE: i64 = i64::MIN;

fn payers<const STRETCH: bool, const UNIFORM: bool>(
    market: &Market<'_>,
    place: u32,
    now: &[i64],
    then: &[i64],
    price: i64,
) -> Payers {
    let mut least = i64::MAX;
    let (mut poor, mut poor_then, mut needy, mut rest, mut rest_then, mut rich) = (0, 0, 0, 0, 0, 0);
    market.supporters(place).each(|Supporter { class, many, weight }| {
        let (hi, weight) = (now[class as usize], if UNIFORM { 1 } else { weight });
        let sum = i128::from(hi) * i128::from(many);
        let sum_then = if STRETCH { i128::from(then[class as usize]) * i128::from(many) } else { 0 };
        if hi <= price.saturating_mul(i64::from(weight)) {
            poor += sum;
            poor_then += sum_then;
            needy += if hi > 0 { u64::from(many) } else { 0 };
        } else {
            rest += sum;
            rest_then += sum_then;
            rich += u64::from(many) * u64::from(weight);
            least = lower(least, hi, weight);
        }
    });
    Payers { poor, poor_then, needy, rich, all: poor + rest, all_then: poor_then + rest_then, least }
}

/// What supporters can pay at least: what the poor have, the weights of the others, and a price up to which these are
/// the same.
pub fn floor_of(market: &Market<'_>, place: u32, purses: &[i64], price: i64) -> (i128, u64, i64) {
    if market.is_uniform() {
        floor::<true>(market, place, purses, price)
    } else {
        floor::<false>(market, place, purses, price)
    }
}

fn floor<const UNIFORM: bool>(market: &Market<'_>, place: u32, purses: &[i64], price: i64) -> (i128, u64, i64) {
    let (mut poor, mut rich) = (0, 0);
    let mut least = i64::MAX;
    market.supporters(place).each(|Supporter { class, many, weight }| {
        let (lo, weight) = (purses[class as usize], if UNIFORM { 1 } else { weight });
        if lo < price.saturating_mul(i64::from(weight)) {
            poor += i128::from(lo) * i128::from(many);
        } else {
            rich += u64::from(many) * u64::from(weight);
            least = lower(least, lo, weight);
        }
    });
    (poor, rich, least)
}

/// The lower of two prices for one unit of weight: one, and the highest that a voter can pay in full who has so much left.
/// Divides only where that one is lower, which is seldom.
#[inline]
fn lower(price: i64, left: i64, weight: u32) -> i64 {
    let weight = i64::from(weight);
    if price.saturating_mul(weight) > left { left / weight } else { price }
}

/// As a bound from below; what is too large for 64 bits is as much as they hold.
pub fn below(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN / 2 } else { i64::MAX / 2 })
}
