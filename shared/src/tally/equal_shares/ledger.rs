//! Exact prices, over one common denominator that grows with each purchase.
//!
//! A voter who is not broke has the endowment less the price of every purchase on the ballot, times its weight there. So
//! a price is the cost less what the broke ones had left, divided by the weights of the others: a sum of earlier prices
//! with whole coefficients. Nothing but these prices is kept exactly.

use num_bigint::BigInt;
use num_integer::Integer;

use super::Endowment;

/// A price for one unit of weight, exactly: `numerator / (weights * denominator of the ledger)`, in minor units.
#[derive(Debug, Clone)]
pub struct Exact {
    pub numerator: BigInt,
    pub weights: u64,
}

/// The prices paid so far.
#[derive(Debug, Clone)]
pub struct Ledger {
    denominator: BigInt,
    endowment: BigInt,
    prices: Vec<BigInt>,
}

impl Ledger {
    pub fn new(endowment: Endowment) -> Self {
        let (endowment, denominator) = endowment.exact();
        Self { denominator, endowment, prices: Vec::new() }
    }

    /// How many purchases are in it.
    pub fn len(&self) -> usize {
        self.prices.len()
    }

    /// Minor units over the common denominator.
    pub fn money(&self, minor: i64) -> BigInt {
        &self.denominator * minor
    }

    /// What voters have left who started with `endowments` endowments together and paid each purchase `paid` times.
    pub fn left(&self, endowments: u64, paid: &[u64]) -> BigInt {
        let mut left = &self.endowment * endowments;
        for (price, times) in self.prices.iter().zip(paid).filter(|(_, times)| **times > 0) {
            left -= price * *times;
        }
        left
    }

    /// Writes down the price of the next purchase.
    pub fn push(&mut self, price: &Exact) {
        let weights = BigInt::from(price.weights);
        let shared = price.numerator.gcd(&weights);
        let factor = &weights / &shared;
        self.denominator *= &factor;
        self.endowment *= &factor;
        for earlier in &mut self.prices {
            *earlier *= &factor;
        }
        self.prices.push(&price.numerator / &shared);
    }

    /// The price of a purchase as a numerator over [`Ledger::denominator`].
    pub fn price(&self, round: usize) -> &BigInt {
        &self.prices[round]
    }

    /// The common denominator.
    pub fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// A price, rounded down, with `scale` binary digits behind the point.
    pub fn rounded(&self, price: &Exact, scale: u32) -> i64 {
        let below = (&price.numerator << scale) / (&self.denominator * price.weights);
        i64::try_from(below).unwrap_or(i64::MAX - 1)
    }
}
