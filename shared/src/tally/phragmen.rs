//! Sequential Phragmén (método secuencial de Phragmén), exactly.
//!
//! Each purchase is paid by all who support it, so that all of them have paid the same in all: their load. The project is
//! bought whose supporters' load is the least. When one of those does not fit in the money left, all ends.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::{
    Profile,
    equal_shares::{Exact, Ledger, Offer, TooLarge},
};

const NONE: u32 = u32::MAX;

/// A purchase.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The project.
    pub place: u32,
    /// The others whose supporters would have had the same load.
    pub tied: Vec<u32>,
    /// How many support it.
    pub supporters: u64,
    /// Their load, rounded down to minor units; none when nobody supports it.
    pub load: Option<i64>,
}

/// All purchases.
#[derive(Debug, Clone, Default)]
pub struct Loads {
    pub rounds: Vec<Loaded>,
    /// The projects with the least load when one of them did not fit.
    pub stopped_by: Vec<u32>,
}

/// Counts. Projects without supporters come last, all with one load without end.
pub fn phragmen(profile: &Profile, offers: &[Offer], budget: i64) -> Result<Loads, TooLarge> {
    let budget = budget.max(0);
    let scale = 60_u32.checked_sub(64 - budget.leading_zeros()).ok_or(TooLarge)?;
    let supporters = profile.votes();
    let waiting = (0_u32..)
        .zip(offers)
        .filter(|(_, offer)| offer.competes && offer.cost <= budget)
        .map(|(place, offer)| {
            let count = i128::from(supporters[place as usize]);
            let lo = (i128::from(offer.cost) << scale) / count.max(1);
            (place, i64::try_from(lo).unwrap_or(i64::MAX))
        })
        .collect();
    let mut count = Counting {
        offers,
        profile,
        supporters,
        scale,
        waiting,
        last: vec![NONE; profile.classes()],
        prices: Vec::new(),
        ledger: Ledger::new(super::equal_shares::Endowment { numerator: 0, denominator: 1 }),
    };
    count.all(budget)
}

struct Counting<'a> {
    offers: &'a [Offer],
    profile: &'a Profile,
    /// How many support each project.
    supporters: Vec<u64>,
    scale: u32,
    /// With a lower bound of the load: loads only grow.
    waiting: Vec<(u32, i64)>,
    /// The last purchase that each class paid for.
    last: Vec<u32>,
    /// The load after each purchase, from below; it is less than one above.
    prices: Vec<i64>,
    ledger: Ledger,
}

/// What a project's supporters would come to.
struct Bid {
    place: u32,
    lo: i64,
    hi: i64,
    /// How many have each purchase as their last.
    counts: Vec<u64>,
}

impl Counting<'_> {
    fn all(&mut self, budget: i64) -> Result<Loads, TooLarge> {
        let mut loads = Loads::default();
        let mut left = budget;
        loop {
            let (first, price) = self.cheapest();
            let Some(&place) = first.first() else { return Ok(loads) };
            if first.iter().any(|place| self.offers[*place as usize].cost > left) {
                loads.stopped_by = first;
                return Ok(loads);
            }
            left -= self.offers[place as usize].cost;
            let group = self.offers[place as usize].group;
            let excluded = |other: u32| group.is_some() && self.offers[other as usize].group == group;
            self.waiting.retain(|(other, _)| *other != place && !excluded(*other));
            let tied = first.into_iter().skip(1).collect();
            let supporters = self.supporters[place as usize];
            let load = price.as_ref().map(|price| self.ledger.rounded(price, 0));
            loads.rounds.push(Loaded { place, tied, supporters, load });
            if let Some(price) = price {
                let round = u32::try_from(self.prices.len()).unwrap_or(NONE - 1);
                self.prices.push(self.ledger.rounded(&price, self.scale));
                self.ledger.push(&price);
                self.profile.naming(place).each(|supporter| self.last[supporter.class as usize] = round);
            }
        }
    }

    /// All projects with the least load, by tie order, and the load; no load when nobody supports them.
    fn cheapest(&mut self) -> (Vec<u32>, Option<Exact>) {
        let mut order: Vec<(u32, i64)> =
            self.waiting.iter().copied().filter(|(place, _)| self.supporters[*place as usize] > 0).collect();
        if order.is_empty() {
            let mut places: Vec<u32> = self.waiting.iter().map(|(place, _)| *place).collect();
            places.sort_by_key(|place| self.offers[*place as usize].rank);
            return (places, None);
        }
        order.sort_unstable_by_key(|(_, lo)| *lo);
        let mut bids: Vec<Bid> = Vec::new();
        let mut bar = i64::MAX;
        for (place, lo) in order {
            if lo > bar {
                break;
            }
            let bid = self.bid(place);
            if let Some(waiting) = self.waiting.iter_mut().find(|(other, _)| *other == place) {
                waiting.1 = bid.lo;
            }
            bar = bar.min(bid.hi);
            bids.push(bid);
        }
        bids.retain(|bid| bid.lo <= bar);
        let exact: Vec<(u32, Exact)> = bids.iter().map(|bid| (bid.place, self.exact(bid))).collect();
        let order = |a: &Exact, b: &Exact| -> Ordering { (&a.numerator * b.weights).cmp(&(&b.numerator * a.weights)) };
        let Some((_, least)) = exact.iter().min_by(|(_, a), (_, b)| order(a, b)) else { return (Vec::new(), None) };
        let mut places: Vec<u32> =
            exact.iter().filter(|(_, load)| order(load, least).is_eq()).map(|(place, _)| *place).collect();
        places.sort_by_key(|place| self.offers[*place as usize].rank);
        (places, Some(least.clone()))
    }

    fn bid(&self, place: u32) -> Bid {
        let mut counts = vec![0_u64; self.prices.len() + 1];
        let fresh = self.prices.len();
        self.profile.naming(place).each(|supporter| {
            let last = self.last[supporter.class as usize];
            let at = if last == NONE { fresh } else { last as usize };
            counts[at] += u64::from(supporter.many);
        });
        counts.truncate(fresh);
        let loads: i128 =
            self.prices.iter().zip(&counts).map(|(price, many)| i128::from(*price) * i128::from(*many)).sum();
        let paying: u64 = counts.iter().sum();
        let cost = i128::from(self.offers[place as usize].cost) << self.scale;
        let supporters = i128::from(self.supporters[place as usize].max(1));
        let lo = (cost + loads) / supporters;
        // Each load is less than one above what was added up.
        let hi = (cost + loads + i128::from(paying)) / supporters + 1;
        let whole = |number: i128| i64::try_from(number).unwrap_or(i64::MAX);
        Bid { place, lo: whole(lo), hi: whole(hi), counts }
    }

    fn exact(&self, bid: &Bid) -> Exact {
        let cost = self.ledger.money(self.offers[bid.place as usize].cost);
        // The ledger takes purchases off an endowment, which is nothing here.
        let loads: BigInt = -self.ledger.left(0, &bid.counts);
        Exact { numerator: cost + loads, weights: self.supporters[bid.place as usize].max(1) }
    }
}
