//! What a project costs its supporters at this time.

use super::{
    Bar, Run, Waiting,
    purse::{Payers, below, floor_of},
    translate,
};

/// How many binary digits of a price are known at least where bounds are made without adding up lower ones.
const CLOSE: u32 = 34;

/// The price of one unit of weight on a project, at both ends of the stretch. Without an upper bound, the supporters may
/// not be able to pay.
#[derive(Debug, Clone, Copy)]
pub struct Quote {
    pub lo: i64,
    pub hi: Option<i64>,
    pub lo_then: i64,
    pub hi_then: Option<i64>,
    /// Everywhere on the stretch each supporter either is broke or pays in full: with how many weights together. The
    /// price is the cost divided by these, exactly.
    pub flat: Option<u64>,
}

/// What looking at a project came to.
pub enum Seen {
    Unaffordable,
    /// Too little is known as far as the last endowment.
    TooFar,
    Loses,
    Contends(Quote),
}

impl Run<'_> {
    pub(super) fn cost(&self, place: u32) -> i128 {
        i128::from(self.market.cost(place)) << self.scale
    }

    /// Looks at what a project would cost its supporters now. A guess at the price saves looking more often.
    pub(super) fn examine(&mut self, place: u32, bar: Option<Bar>, guess: Option<i64>) -> Seen {
        let cost = self.cost(place);
        let mut state = *self.state(place);
        let single = self.horizon == 0;
        let unaffordable = |lack_then: bool| if single || lack_then { Seen::Unaffordable } else { Seen::TooFar };
        if let Some(bar) = bar {
            let at = translate(bar, self.market.divisor(place));
            let payers = self.payers(place, at);
            let (lack, lack_then) = payers.lack(cost);
            if lack {
                self.remember(place, &payers);
                return unaffordable(lack_then);
            }
            if let Some((lo, lo_then)) = payers.price(cost) {
                if lo > at {
                    self.remember(place, &payers);
                    self.states[place as usize] = Waiting { lo, lo_then, seen: self.stamp, flat: false };
                    return Seen::Loses;
                }
                if lo > state.lo {
                    (state.lo, state.lo_then) = (lo, lo_then);
                }
            }
        }
        if let Some((lo, lo_then)) = guess.and_then(|price| self.payers(place, price).price(cost))
            && lo > state.lo
        {
            (state.lo, state.lo_then) = (lo, lo_then);
        }
        let (mut lo, mut lo_then) = (state.lo, state.lo_then);
        let (mut rich, mut quick);
        loop {
            let payers = self.payers(place, lo);
            let (lack, lack_then) = payers.lack(cost);
            if lack {
                self.remember(place, &payers);
                return unaffordable(lack_then);
            }
            rich = (payers.poor == 0 && payers.poor_then == 0).then_some(payers.rich);
            quick = None;
            // When all pay everything they have, the bound is as high as it can be.
            let Some((price, price_then)) = payers.price(cost) else { break };
            if lo <= price && price < payers.least {
                quick = payers.ceiling(cost, self.gap).map(|hi| (hi, payers.rich));
            }
            let settled = price <= lo || price < payers.least;
            (lo, lo_then) = (price, price_then);
            if settled {
                break;
            }
        }
        // A line that falls below nothing is of no use: from here on, bounds of what is left only fall.
        if self.horizon > 0 && lo_then < 0 {
            return Seen::TooFar;
        }
        // Close enough: prices that differ by less than this are compared with fractions.
        let quick = quick.filter(|(hi, _)| hi - lo <= (lo >> CLOSE).max(1));
        let (hi, rich_now) = quick.map_or_else(|| self.ceiling(place, lo, &self.now.lo), |(hi, rich)| (Some(hi), rich));
        let (hi_then, rich_then) =
            if self.horizon > 0 { self.ceiling(place, lo_then, &self.then.lo) } else { (hi, rich_now) };
        let flat = rich.filter(|rich| *rich > 0 && *rich == rich_now && *rich == rich_then);
        self.states[place as usize] = Waiting { lo, lo_then, seen: self.stamp, flat: flat.is_some() };
        Seen::Contends(Quote { lo, hi, lo_then, hi_then, flat })
    }

    /// What the supporters of a project can pay at most when one unit of weight costs `price` at the first endowment.
    pub(super) fn payers(&self, place: u32, price: i64) -> Payers {
        let then = (self.horizon > 0).then_some(&self.then.hi[..]);
        Payers::at(self.market, place, &self.now.hi, then, price)
    }

    /// An upper bound of a price, from a lower one; and the weights of those who surely can pay it in full.
    fn ceiling(&self, place: u32, mut price: i64, purses: &[i64]) -> (Option<i64>, u64) {
        let cost = self.cost(place);
        loop {
            let (poor, rich, least) = floor_of(self.market, place, purses, price);
            if poor + i128::from(price) * i128::from(rich) >= cost {
                return (Some(price), rich);
            }
            if rich == 0 {
                return (None, 0);
            }
            let (missing, rich) = (cost - poor, i128::from(rich));
            let next = below((missing + rich - 1) / rich);
            if next > price && next <= least {
                // The same can pay in full, and so they pay enough.
                return (Some(next), u64::try_from(rich).unwrap_or(0));
            }
            price = next.max(price.saturating_add(1));
            if price == i64::MAX {
                return (None, 0);
            }
        }
    }
}
