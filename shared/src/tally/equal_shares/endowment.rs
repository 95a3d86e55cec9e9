//! The share of the money that each voter starts with.

use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

/// What each voter may spend (dotación): an exact fraction of a minor unit's worth of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endowment {
    /// Minor units, times the denominator.
    pub numerator: i128,
    /// Not zero.
    pub denominator: u64,
}

impl Endowment {
    /// The budget divided by all voters, to the last fraction.
    pub fn fraction(budget: i64, voters: u64) -> Self {
        Self { numerator: i128::from(budget.max(0)), denominator: voters.max(1) }
    }

    /// The budget divided by all voters in whole units of `unit` minor units, rounded down.
    pub fn whole(budget: i64, voters: u64, unit: i64) -> Self {
        let (unit, voters) = (i128::from(unit.max(1)), i128::from(voters.max(1)));
        Self { numerator: i128::from(budget.max(0)) / (voters * unit) * unit, denominator: 1 }
    }

    /// The same and `steps` times `step` minor units.
    #[must_use]
    pub fn raised(self, step: i64, steps: u64) -> Self {
        let more = i128::from(step).saturating_mul(i128::from(steps)).saturating_mul(i128::from(self.denominator));
        Self { numerator: self.numerator.saturating_add(more), ..self }
    }

    /// Rounded down to minor units.
    pub fn minor(self) -> i64 {
        i64::try_from(self.numerator / i128::from(self.denominator.max(1))).unwrap_or(i64::MAX)
    }

    /// How many binary digits are left behind the point, so that it and all below it fit in 61.
    pub(super) fn scale(self) -> Option<u32> {
        let whole = self.numerator / i128::from(self.denominator);
        61_u32.checked_sub(128 - whole.leading_zeros())
    }

    /// The closest numbers below and above with `scale` binary digits behind the point.
    pub(in crate::tally) fn bounds(self, scale: u32) -> (i64, i64) {
        let denominator = i128::from(self.denominator);
        let (whole, rest) = (self.numerator / denominator, self.numerator % denominator);
        let below = (whole << scale) + ((rest << scale) / denominator);
        let inexact = (rest << scale) % denominator != 0;
        let below = i64::try_from(below).unwrap_or(i64::MAX);
        (below, below.saturating_add(i64::from(inexact)))
    }

    pub(super) fn exact(self) -> (BigInt, BigInt) {
        (self.numerator.into(), self.denominator.into())
    }
}
