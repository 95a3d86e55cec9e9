//! A pool divided by a formula.
//!
//! Territory `i` has the share
//!
//! ```text
//!            fᵢ · Σₜ wₜ · xₜᵢ / Σⱼ xₜⱼ
//! sᵢ  =  ─────────────────────────────────
//!          Σₖ fₖ · Σₜ wₜ · xₜₖ / Σⱼ xₜⱼ
//! ```
//!
//! where `t` are the terms with their weights `w`, `x` is 1 (equal part), a figure, the product of two, or one over a
//! figure, and `f` is the factor of the territory's kind. The floor is rounded up to the unit and the cap down to it;
//! then the ceiling is `λ · sᵢ · pool`, at least the floor and at most the cap, with the one `λ` for which they add up
//! to the pool, rounded to the unit by largest remainder (ties by code); what is less than a unit goes to the largest
//! share below its cap (ties to the smaller amount, then by code). All of it is calculated with whole numbers of any size: the
//! result is what the formula says, on every machine.

use num_bigint::BigUint;

use super::{
    explanation::{Explanation, explain},
    fill::{Frame, Held, Part, Round, fill},
    formula::{AllocationError, Formula, Input},
    share::{Shares, shares},
};
use crate::{
    document::{Factor, Share},
    money::Money,
    ruleset::{Bound, Code},
};

/// A pool divided: a ceiling for each territory.
pub struct Allocation {
    pub(super) pool: Money,
    pub(super) frame: Frame,
    /// Whether there is a floor and a cap, in minor units as the rules say them.
    pub(super) bounds: (Option<u64>, Option<u64>),
    pub(super) codes: Vec<Code>,
    pub(super) factors: Vec<Factor>,
    pub(super) shares: Shares,
    pub(super) total: BigUint,
    pub(super) parts: Vec<Part>,
    pub(super) rounds: Vec<Round>,
}

impl Allocation {
    /// What was divided.
    pub const fn pool(&self) -> Money {
        self.pool
    }

    /// The ceilings, in the order in which the territories were given. They add up to the pool.
    pub fn ceilings(&self) -> impl ExactSizeIterator<Item = (&Code, Money)> {
        self.codes.iter().zip(&self.parts).map(|(code, part)| (code, self.money(part.amount)))
    }

    /// Which territories a floor or a cap holds, in the same order.
    pub fn held(&self) -> impl ExactSizeIterator<Item = Option<Held>> {
        self.parts.iter().map(|part| part.held.map(|(held, _)| held))
    }

    /// Everything that is needed to do it again by hand.
    pub fn explain(&self) -> Explanation {
        explain(self)
    }

    pub(super) fn money(&self, minor: u64) -> Money {
        // No part is more than the pool, which is an amount of money.
        Money::new(i64::try_from(minor).expect("a part is at most the pool"), self.pool.currency())
    }
}

/// Divides `pool` by `formula` over `territories`; see the definition above.
///
/// # Errors
/// When there is nothing or nobody to share, a figure is missing, weights or amounts make no sense, or the floors and
/// caps can't hold together.
pub fn allocate(pool: Money, formula: &Formula<'_>, territories: &[Input]) -> Result<Allocation, AllocationError> {
    let minor = u64::try_from(pool.minor()).map_err(|_| AllocationError::NegativePool)?;
    if territories.is_empty() {
        return Err(AllocationError::NoTerritories);
    }
    let ranks = ranks(territories)?;
    let shares = shares(formula, territories)?;
    let (frame, bounds) = frame(pool, minor, formula)?;
    feasible(pool, minor, frame, bounds, &shares.numbers)?;
    let (parts, rounds) = fill(minor, frame, &shares.numbers, &ranks);
    let total = shares.numbers.iter().sum();
    Ok(Allocation {
        pool,
        frame,
        bounds,
        codes: territories.iter().map(|territory| territory.code.clone()).collect(),
        factors: territories.iter().map(|territory| formula.factor(&territory.kind)).collect(),
        shares,
        total,
        parts,
        rounds,
    })
}

/// Each territory's place in the order of the codes.
fn ranks(territories: &[Input]) -> Result<Vec<usize>, AllocationError> {
    let mut order: Vec<usize> = (0..territories.len()).collect();
    order.sort_unstable_by_key(|&place| &territories[place].code);
    if let Some(pair) = order.windows(2).find(|pair| territories[pair[0]].code == territories[pair[1]].code) {
        return Err(AllocationError::DuplicateCode { code: territories[pair[0]].code.clone() });
    }
    let mut ranks = vec![0; order.len()];
    for (rank, place) in order.into_iter().enumerate() {
        ranks[place] = rank;
    }
    Ok(ranks)
}

type Bounds = (Option<u64>, Option<u64>);

/// Floor, cap and unit in minor units.
fn frame(pool: Money, minor: u64, formula: &Formula<'_>) -> Result<(Frame, Bounds), AllocationError> {
    let amount = |money: Money| {
        if money.currency() == pool.currency() {
            Ok(u64::try_from(money.minor()).expect("amounts of documents are not negative"))
        } else {
            Err(AllocationError::OtherCurrency { pool: pool.currency(), found: money.currency() })
        }
    };
    let unit = formula.unit.map_or(Ok(1), |unit| amount(unit.money()))?;
    if unit == 0 {
        return Err(AllocationError::ZeroUnit);
    }
    let whole = u128::from(Share::WHOLE.basis_points());
    // In basis points of a minor unit, so that it is exact.
    let exact = |bound: &Bound| match bound {
        Bound::Amount { amount: bound } => Ok(u128::from(amount(bound.money())?) * whole),
        Bound::Share { share } => Ok(u128::from(minor) * u128::from(share.basis_points())),
    };
    let floor = formula.floor.map(exact).transpose()?;
    let cap = formula.cap.map(exact).transpose()?;
    let fits = |bound: u128| u64::try_from(bound).expect("amounts and parts of the pool fit");
    let (unit_points, unit_wide) = (u128::from(unit) * whole, u128::from(unit));
    let frame = Frame {
        floor: fits(floor.unwrap_or(0).div_ceil(unit_points) * unit_wide),
        cap: cap.map_or(u64::MAX, |cap| fits(cap / unit_points * unit_wide)),
        true_cap: cap.map_or(u64::MAX, |cap| fits(cap / whole)),
        unit,
    };
    Ok((frame, (floor.map(|floor| fits(floor.div_ceil(whole))), cap.map(|cap| fits(cap / whole)))))
}

fn feasible(pool: Money, minor: u64, frame: Frame, bounds: Bounds, numbers: &[BigUint]) -> Result<(), AllocationError> {
    let count = |count: usize| u128::try_from(count).expect("a list's length fits in 128 bits");
    let money = |minor: u64| Money::new(i64::try_from(minor).unwrap_or(i64::MAX), pool.currency());
    let (floor, cap) = (money(frame.floor), money(frame.cap));
    if frame.floor > frame.cap {
        return Err(AllocationError::FloorAboveCap { floor, cap });
    }
    let territories = numbers.len();
    let needed = u128::from(frame.floor) * count(territories);
    if needed > minor.into() {
        return Err(AllocationError::FloorsAbovePool { floor, territories, needed, pool });
    }
    let sharing = numbers.iter().filter(|&number| *number > BigUint::ZERO).count();
    let possible = u128::from(frame.cap) * count(sharing) + u128::from(frame.floor) * count(territories - sharing);
    if bounds.1.is_some() && possible < minor.into() {
        return Err(AllocationError::CapsBelowPool { cap, sharing, possible, pool });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
