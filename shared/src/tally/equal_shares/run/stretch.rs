//! How far along a stretch of endowments a purchase is the same.

use super::{
    Bar, Run, Waiting, compare,
    purse::{NO_LINE, below},
    quote::Quote,
    translate,
};

impl Run<'_> {
    /// Up to how many steps the project stays the cheapest.
    pub(super) fn undisputed(&mut self, place: u32, quote: &Quote) -> u64 {
        let mut until = self.horizon;
        let (Some(hi), Some(hi_then)) = (quote.hi, quote.hi_then) else { return 0 };
        if until == 0 {
            return 0;
        }
        let first = Bar { hi, divisor: self.market.divisor(place) };
        let last = Bar { hi: hi_then, ..first };
        for at in 0..self.waiting.len() {
            let other = self.waiting[at];
            let state = *self.state(other);
            if other == place || (quote.flat.is_some() && state.flat && state.seen == self.stamp) {
                continue;
            }
            let before = self.meets(first, last, other);
            if before >= until || state.seen == self.stamp {
                until = until.min(before);
                continue;
            }
            // What is known may be long out of date.
            let price = translate(first, self.market.divisor(other));
            if let Some((lo, lo_then)) = self.payers(other, price).price(self.cost(other))
                && lo > price
            {
                self.states[other as usize] = Waiting { lo, lo_then, seen: self.stamp, flat: false };
            }
            until = until.min(self.meets(first, last, other).max(before));
        }
        until
    }

    /// Up to how many steps the lower bound of another project's price is above that of the cheapest, which goes from
    /// `first` to `last`.
    fn meets(&self, first: Bar, last: Bar, other: u32) -> u64 {
        let (state, divisor) = (self.state(other), self.market.divisor(other));
        if compare(state.lo_then, divisor, last.hi, last.divisor).is_gt() {
            return self.horizon;
        }
        if state.lo_then == NO_LINE {
            return 0;
        }
        // How far the other lies above at the first endowment, and below at the last.
        let above = i128::from(state.lo) * i128::from(first.divisor) - i128::from(first.hi) * i128::from(divisor);
        let under = i128::from(last.hi) * i128::from(divisor) - i128::from(state.lo_then) * i128::from(first.divisor);
        crossing(above, under, self.horizon)
    }

    pub(super) fn shortened(&self, quote: Quote, until: u64) -> Quote {
        if until == 0 || until == self.horizon {
            return quote;
        }
        let part = part(until, self.horizon);
        let hi_then = quote.hi.zip(quote.hi_then).map(|(hi, then)| raised(hi, then, part));
        Quote { lo_then: lowered(quote.lo, quote.lo_then, part), hi_then, ..quote }
    }

    /// Draws the horizon nearer.
    pub(super) fn draw_nearer(&mut self, until: u64) {
        if until >= self.horizon {
            return;
        }
        if until > 0 {
            let part = part(until, self.horizon);
            for (then, now) in self.then.lo.iter_mut().zip(&self.now.lo) {
                *then = lowered(*now, *then, part);
            }
            for (then, now) in self.then.hi.iter_mut().zip(&self.now.hi) {
                *then = raised(*now, *then, part);
            }
            for place in &self.waiting {
                let state = &mut self.states[*place as usize];
                if state.lo_then != NO_LINE {
                    state.lo_then = lowered(state.lo, state.lo_then, part);
                }
            }
        }
        self.horizon = until;
    }
}

/// The last step before a line that begins `above` another and ends `under` it meets it.
fn crossing(above: i128, under: i128, horizon: u64) -> u64 {
    if above <= 0 {
        return 0;
    }
    let spare = (129 - (above | under).leading_zeros()).saturating_sub(62);
    let (above, under) = (above >> spare, (under >> spare) + i128::from(spare > 0));
    let (part, whole) = (above * i128::from(horizon), above + under);
    let steps = if whole == 0 { 0 } else { (part + whole - 1) / whole - 1 };
    u64::try_from(steps).unwrap_or(0).min(horizon)
}

/// A part of the stretch, with 32 binary digits, rounded down.
fn part(until: u64, horizon: u64) -> i128 {
    (i128::from(until) << 32) / i128::from(horizon.max(1))
}

/// A bound from below, that much along the line.
fn lowered(now: i64, then: i64, part: i128) -> i64 {
    let way = i128::from(then) - i128::from(now);
    below(i128::from(now) + ((way * part).min(way * (part + 1)) >> 32))
}

/// A bound from above, that much along the line.
fn raised(now: i64, then: i64, part: i128) -> i64 {
    let way = i128::from(then) - i128::from(now);
    below(i128::from(now) - ((-way * part).min(-way * (part + 1)) >> 32))
}
