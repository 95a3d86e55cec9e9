//! Which of those that may be the cheapest is.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::{Run, quote::Quote};

impl Run<'_> {
    /// The first of those that may be the cheapest, exactly, and those with the same price.
    pub(super) fn first(&mut self, contenders: Vec<(u32, Quote)>) -> Option<(u32, Quote, Vec<u32>)> {
        if let [(place, quote)] = contenders[..]
            && quote.hi.is_some()
        {
            return Some((place, quote, Vec::new()));
        }
        if contenders.is_empty() {
            return None;
        }
        if contenders.iter().all(|(_, quote)| quote.flat.is_some()) {
            let price = |place: u32| {
                let quote = contenders.iter().find(|(one, _)| *one == place);
                let weights = quote.and_then(|(_, quote)| quote.flat).unwrap_or(1);
                let (cost, divisor) = (self.market.cost(place), self.market.divisor(place));
                // Where the cost is the utility, it is gone from a price for a unit of that.
                (if cost == divisor { 1 } else { u128::from(cost.unsigned_abs()) }, u128::from(weights))
            };
            let order = |a: u32, b: u32| {
                let (a, b) = (price(a), price(b));
                (a.0 * b.1).cmp(&(b.0 * a.1))
            };
            return self.choose(&contenders, order);
        }
        self.draw_nearer(0);
        let mut exact = Vec::with_capacity(contenders.len());
        let mut remaining = Vec::with_capacity(contenders.len());
        for (place, quote) in contenders {
            if let Some(price) = self.exact(place, &quote) {
                let lo = self.ledger.rounded(&price, self.scale);
                let quote = Quote { lo, hi: Some(lo + 1), lo_then: lo, hi_then: Some(lo + 1), flat: None };
                exact.push((place, price));
                remaining.push((place, quote));
            } else {
                self.waiting.retain(|other| *other != place);
            }
        }
        if remaining.is_empty() {
            // Nobody can be paid of those who might have been the cheapest: look at the others.
            self.stamp += 1;
            let contenders = self.contenders()?;
            return self.first(contenders);
        }
        let cross = |place: u32, other: u32| {
            let find = |place| exact.iter().find(|(one, _)| *one == place).map(|(_, price)| price);
            let (Some(price), Some(against)) = (find(place), find(other)) else { return BigInt::ZERO };
            &price.numerator * against.weights * self.market.divisor(other)
        };
        let order = |a: u32, b: u32| cross(a, b).cmp(&cross(b, a));
        self.choose(&remaining, order)
    }

    fn choose(
        &self,
        contenders: &[(u32, Quote)],
        order: impl Fn(u32, u32) -> Ordering,
    ) -> Option<(u32, Quote, Vec<u32>)> {
        let by_rank = |place: u32| self.market.rank(place);
        let (place, quote) =
            *contenders.iter().min_by(|(a, _), (b, _)| order(*a, *b).then_with(|| by_rank(*a).cmp(&by_rank(*b))))?;
        let equal = contenders.iter().filter(|(other, _)| *other != place && order(*other, place).is_eq());
        let mut tied: Vec<u32> = equal.map(|(other, _)| *other).collect();
        tied.sort_by_key(|place| by_rank(*place));
        Some((place, quote, tied))
    }
}
