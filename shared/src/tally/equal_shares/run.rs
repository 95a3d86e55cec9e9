//! One run of Equal Shares, at one endowment or along a stretch of endowments.
//!
//! What each voter has left and what each project would cost its supporters is known between two fixed-point bounds,
//! rounded outwards, so that every comparison that these decide is decided rightly; the rest goes to the [`Ledger`],
//! which is exact. Prices of projects only rise while others are bought, so an old lower bound is one still, and most
//! projects need not be looked at in most rounds.
//!
//! With a horizon, bounds are straight lines over the endowments from the first (`now`) to the last (`then`), in between
//! as well: what a set of voters can pay is concave in price and money together, so a price is convex along the stretch.
//! A line through its values at both ends lies above it, and one with the payers of one end held fixed lies below. Where
//! another project might come first before the horizon is reached, the horizon is drawn nearer. At the end, all
//! endowments up to it are known to buy the same projects in the same order.

use std::{cmp::Ordering, ops::Range};

use num_bigint::BigInt;
use num_integer::Integer;

use super::{
    super::{Price, profile::Supporter},
    Endowment,
    ledger::{Exact, Ledger},
    market::Market,
};

/// The lowest end of a line.
const LOWEST: i64 = i64::MIN / 2;
/// The end of a line that would be lower: nothing is known along it.
const NO_LINE: i64 = i64::MIN;

/// In no round.
const NEVER: u32 = u32::MAX;

/// Between which bounds lies what each class of voters has left for one ballot, in minor units with binary digits behind
/// the point.
#[derive(Debug, Clone)]
struct Purses {
    lo: Vec<i64>,
    hi: Vec<i64>,
}

impl Purses {
    fn all((lo, hi): (i64, i64), classes: usize) -> Self {
        Self { lo: vec![lo; classes], hi: vec![hi; classes] }
    }
}

/// The price of one unit of weight on a project, at both ends of the stretch. Without an upper bound, the supporters may
/// not be able to pay.
#[derive(Debug, Clone, Copy)]
struct Quote {
    lo: i64,
    hi: Option<i64>,
    lo_then: i64,
    hi_then: Option<i64>,
    /// Everywhere on the stretch each supporter either is broke or pays in full: with how many weights together. The
    /// price is the cost divided by these, exactly.
    flat: Option<u64>,
}

/// A project that was not bought yet.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    lo: i64,
    lo_then: i64,
    /// When it was last looked at, and whether its price was flat then.
    seen: u32,
    flat: bool,
}

/// The lowest upper bound in a round.
#[derive(Debug, Clone, Copy)]
struct Bar {
    hi: i64,
    divisor: i64,
}

enum Seen {
    Unaffordable,
    /// Too little is known as far as the last endowment.
    TooFar,
    Loses,
    Contends(Quote),
}

/// A purchase.
#[derive(Debug, Clone)]
pub struct Round {
    /// The project.
    pub place: u32,
    /// The others with the same price, exactly.
    pub tied: Vec<u32>,
    /// The weights of those who paid in full, counting those of whom it is not clear.
    rich: u64,
    broke: Range<usize>,
    unclear: Range<usize>,
}

/// A run in progress.
pub struct Run<'m> {
    market: &'m Market<'m>,
    scale: u32,
    horizon: u64,
    now: Purses,
    then: Purses,
    waiting: Vec<u32>,
    states: Vec<Waiting>,
    stamp: u32,
    rounds: Vec<Round>,
    /// Who ran out of money, by round, and of whom it is not clear whether they did.
    broke: Vec<u32>,
    unclear: Vec<u32>,
    broke_at: Vec<u32>,
    round_of: Vec<u32>,
    ledger: Ledger,
}

/// The amounts are too large to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amounts are too large to be counted")]
pub struct TooLarge;

impl<'m> Run<'m> {
    /// Before the first purchase, along all endowments up to `horizon` steps of `step` minor units above the first.
    pub fn new(market: &'m Market<'m>, endowment: Endowment, step: i64, horizon: u64) -> Result<Self, TooLarge> {
        let last = endowment.raised(step, horizon);
        let scale = last.scale().ok_or(TooLarge)?;
        let purses = |endowment: Endowment, classes: usize| Purses::all(endowment.bounds(scale), classes);
        let mut states = vec![Waiting { lo: 0, lo_then: 0, seen: 0, flat: false }; market.projects()];
        let waiting: Vec<u32> = market.supported().collect();
        for &place in &waiting {
            let lo = below((i128::from(market.cost(place)) << scale) / i128::from(market.total(place)));
            states[place as usize] = Waiting { lo, lo_then: lo, seen: 0, flat: false };
        }
        Ok(Self {
            market,
            scale,
            horizon,
            now: purses(endowment, market.classes()),
            then: purses(last, if horizon > 0 { market.classes() } else { 0 }),
            waiting,
            states,
            stamp: 0,
            rounds: Vec::new(),
            broke: Vec::new(),
            unclear: Vec::new(),
            broke_at: vec![NEVER; market.classes()],
            round_of: vec![NEVER; market.projects()],
            ledger: Ledger::new(endowment),
        })
    }

    /// Buys until nobody can pay for anything.
    pub fn finish(&mut self) {
        while self.round().is_some() {}
    }

    /// The purchases so far.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// The purchases.
    pub fn into_rounds(self) -> Vec<Round> {
        self.rounds
    }

    /// Up to how many steps above the first endowment the purchases so far are the same.
    pub fn horizon(&self) -> u64 {
        self.horizon
    }

    /// Buys the next project, if there is one: gives its place.
    pub fn round(&mut self) -> Option<u32> {
        loop {
            self.stamp += 1;
            let Some(contenders) = self.contenders() else {
                self.draw_nearer(self.horizon / 2);
                continue;
            };
            let (place, quote, tied) = self.first(contenders)?;
            if self.horizon > 0 && quote.hi_then.is_none() {
                self.draw_nearer(self.horizon / 2);
                continue;
            }
            let until = self.undisputed(place, &quote);
            let quote = self.shortened(quote, until);
            self.draw_nearer(until);
            self.buy(place, &quote, tied);
            return Some(place);
        }
    }

    /// The projects that may be the cheapest at the first endowment. None when too little is known as far as the last.
    fn contenders(&mut self) -> Option<Vec<(u32, Quote)>> {
        let mut contenders: Vec<(u32, Quote)> = Vec::new();
        let mut bar: Option<Bar> = None;
        loop {
            let unseen = self.waiting.iter().enumerate().filter(|(_, place)| self.state(**place).seen != self.stamp);
            let next = unseen.min_by(|(_, a), (_, b)| {
                compare(self.state(**a).lo, self.market.divisor(**a), self.state(**b).lo, self.market.divisor(**b))
            });
            let Some((at, &place)) = next else { break };
            let divisor = self.market.divisor(place);
            if bar.is_some_and(|bar| compare(self.state(place).lo, divisor, bar.hi, bar.divisor).is_gt()) {
                break;
            }
            self.states[place as usize].seen = self.stamp;
            match self.examine(place, bar) {
                Seen::Unaffordable => {
                    self.waiting.swap_remove(at);
                }
                Seen::TooFar => return None,
                Seen::Loses => {}
                Seen::Contends(quote) => {
                    if let Some(hi) = quote.hi
                        && bar.is_none_or(|bar| compare(hi, divisor, bar.hi, bar.divisor).is_lt())
                    {
                        bar = Some(Bar { hi, divisor });
                    }
                    contenders.push((place, quote));
                }
            }
        }
        if let Some(bar) = bar {
            contenders
                .retain(|(place, quote)| compare(quote.lo, self.market.divisor(*place), bar.hi, bar.divisor).is_le());
        }
        Some(contenders)
    }

    fn state(&self, place: u32) -> &Waiting {
        &self.states[place as usize]
    }

    fn cost(&self, place: u32) -> i128 {
        i128::from(self.market.cost(place)) << self.scale
    }

    /// Looks at what a project would cost its supporters now.
    fn examine(&mut self, place: u32, bar: Option<Bar>) -> Seen {
        let cost = self.cost(place);
        let mut state = *self.state(place);
        let unaffordable = |payers: &Payers| {
            let never = self.horizon == 0 || payers.poor_then < cost;
            if never { Seen::Unaffordable } else { Seen::TooFar }
        };
        if let Some(bar) = bar {
            let at = translate(bar, self.market.divisor(place));
            let payers = self.payers(place, at);
            if payers.rich == 0 && payers.poor < cost {
                return unaffordable(&payers);
            }
            if let Some((lo, lo_then)) = payers.price(cost) {
                if lo > at {
                    self.states[place as usize] = Waiting { lo, lo_then, seen: self.stamp, flat: false };
                    return Seen::Loses;
                }
                if lo > state.lo {
                    (state.lo, state.lo_then) = (lo, lo_then);
                }
            }
        }
        let (mut lo, mut lo_then) = (state.lo, state.lo_then);
        let mut rich;
        loop {
            let payers = self.payers(place, lo);
            if payers.rich == 0 && payers.poor < cost {
                return unaffordable(&payers);
            }
            rich = (payers.poor == 0 && payers.poor_then == 0).then_some(payers.rich);
            // When all pay everything they have, the bound is as high as it can be.
            let Some((price, price_then)) = payers.price(cost) else { break };
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
        let (hi, rich_now) = self.ceiling(place, lo, &self.now.lo);
        let (hi_then, rich_then) =
            if self.horizon > 0 { self.ceiling(place, lo_then, &self.then.lo) } else { (hi, rich_now) };
        let flat = rich.filter(|rich| *rich > 0 && *rich == rich_now && *rich == rich_then);
        self.states[place as usize] = Waiting { lo, lo_then, seen: self.stamp, flat: flat.is_some() };
        Seen::Contends(Quote { lo, hi, lo_then, hi_then, flat })
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

    /// What the supporters of a project can pay at most when one unit of weight costs `price` at the first endowment.
    fn payers(&self, place: u32, price: i64) -> Payers {
        let supporters = self.market.supporters(place);
        match (self.market.is_uniform(), self.horizon > 0) {
            (true, false) => payers::<true, false>(supporters, &self.now.hi, &self.then.hi, price),
            (true, true) => payers::<true, true>(supporters, &self.now.hi, &self.then.hi, price),
            (false, false) => payers::<false, false>(supporters, &self.now.hi, &self.then.hi, price),
            (false, true) => payers::<false, true>(supporters, &self.now.hi, &self.then.hi, price),
        }
    }

    /// The first of those that may be the cheapest, exactly, and those with the same price.
    fn first(&mut self, contenders: Vec<(u32, Quote)>) -> Option<(u32, Quote, Vec<u32>)> {
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

    /// Up to how many steps the project stays the cheapest.
    fn undisputed(&mut self, place: u32, quote: &Quote) -> u64 {
        let mut until = self.horizon;
        let (Some(hi), Some(hi_then)) = (quote.hi, quote.hi_then) else { return 0 };
        if until == 0 {
            return 0;
        }
        let divisor = self.market.divisor(place);
        for at in 0..self.waiting.len() {
            let other = self.waiting[at];
            let other_divisor = self.market.divisor(other);
            let state = *self.state(other);
            if other == place || (quote.flat.is_some() && state.flat && state.seen == self.stamp) {
                continue;
            }
            if compare(state.lo_then, other_divisor, hi_then, divisor).is_gt() {
                continue;
            }
            if state.seen != self.stamp {
                let price = translate(Bar { hi, divisor }, other_divisor);
                if let Some((lo, lo_then)) = self.payers(other, price).price(self.cost(other))
                    && lo > price
                {
                    self.states[other as usize] = Waiting { lo, lo_then, seen: self.stamp, flat: false };
                }
            }
            let state = self.state(other);
            if state.lo_then == NO_LINE {
                return 0;
            }
            // How far the other lies above at the first endowment, and below at the last.
            let above = i128::from(state.lo) * i128::from(divisor) - i128::from(hi) * i128::from(other_divisor);
            let under =
                i128::from(hi_then) * i128::from(other_divisor) - i128::from(state.lo_then) * i128::from(divisor);
            if under >= 0 {
                until = until.min(crossing(above, under, self.horizon));
            }
        }
        until
    }

    fn shortened(&self, quote: Quote, until: u64) -> Quote {
        if until == 0 || until == self.horizon {
            return quote;
        }
        let part = part(until, self.horizon);
        let hi_then = quote.hi.zip(quote.hi_then).map(|(hi, then)| raised(hi, then, part));
        Quote { lo_then: lowered(quote.lo, quote.lo_then, part), hi_then, ..quote }
    }

    /// Draws the horizon nearer.
    fn draw_nearer(&mut self, until: u64) {
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

    /// Takes the money for a project from its supporters.
    fn buy(&mut self, place: u32, quote: &Quote, tied: Vec<u32>) {
        let round = u32::try_from(self.rounds.len()).unwrap_or(NEVER - 1);
        let (broke, unclear) = (self.broke.len(), self.unclear.len());
        let (lo, hi) = (quote.lo, quote.hi.unwrap_or(i64::MAX));
        let (lo_then, hi_then) = (quote.lo_then, quote.hi_then.unwrap_or(i64::MAX));
        let mut rich = 0;
        for supporter in self.market.supporters(place) {
            let weight = i64::from(supporter.weight);
            let at = supporter.class as usize;
            let (least, most) = (lo.saturating_mul(weight), hi.saturating_mul(weight));
            let (now_lo, now_hi) = (&mut self.now.lo[at], &mut self.now.hi[at]);
            if self.broke_at[at] == NEVER {
                if *now_hi < least {
                    self.broke.push(supporter.class);
                    self.broke_at[at] = round;
                } else {
                    rich += u64::from(supporter.many) * u64::from(supporter.weight);
                    if *now_lo < most {
                        self.unclear.push(supporter.class);
                    }
                }
            }
            let runs_out = *now_lo < most;
            (*now_lo, *now_hi) = ((*now_lo - most).max(0), (*now_hi - least).max(0));
            if self.horizon > 0 {
                let (least, most) = (lo_then.saturating_mul(weight), hi_then.saturating_mul(weight));
                let (then_lo, then_hi) = (&mut self.then.lo[at], &mut self.then.hi[at]);
                // A line from a bound above zero to one below is a bound still, and close where the stretch begins.
                let mut lo = if runs_out { 0 } else { then_lo.saturating_sub(most) };
                if lo < LOWEST {
                    (*now_lo, lo) = (0, 0);
                }
                (*then_lo, *then_hi) = (lo, (*then_hi - least).max(0));
            }
        }
        let (broke, unclear) = (broke..self.broke.len(), unclear..self.unclear.len());
        self.rounds.push(Round { place, tied, rich, broke, unclear });
        self.round_of[place as usize] = round;
        self.waiting.retain(|other| *other != place && !self.market.exclude(place, *other));
    }
}

/// The exact side.
impl Run<'_> {
    /// What was paid for a unit of weight in each round: in minor units with as many binary digits as
    /// [`Run::scale`] says, rounded down, and exactly.
    pub fn prices(&mut self) -> Vec<(u32, i64, Price)> {
        self.settle();
        let (ledger, scale) = (&self.ledger, self.scale);
        let price = |round: usize| {
            let (numerator, denominator) = (ledger.price(round), ledger.denominator());
            let shared = numerator.gcd(denominator);
            let exact = format!("{}/{}", numerator / &shared, denominator / &shared);
            let rounded = |scale: u32| i64::try_from((numerator << scale) / denominator).unwrap_or(i64::MAX);
            (rounded(scale), Price { minor: rounded(0), exact })
        };
        let with_place = |(at, round): (usize, &Round)| {
            let (scaled, exact) = price(at);
            (round.place, scaled, exact)
        };
        self.rounds.iter().enumerate().map(with_place).collect()
    }

    /// How many binary digits figures have behind the point.
    pub fn scale(&self) -> u32 {
        self.scale
    }

    /// Brings the ledger up to the last purchase and gives it.
    pub fn settle(&mut self) -> &Ledger {
        while self.ledger.len() < self.rounds.len() {
            let before = self.ledger.len();
            let number = u32::try_from(before).unwrap_or(NEVER);
            let round = self.rounds[before].clone();
            let broke: Vec<u32> = self.broke[round.broke.clone()]
                .iter()
                .copied()
                .filter(|class| self.broke_at[*class as usize] == number)
                .collect();
            let unclear = self.unclear[round.unclear.clone()].to_vec();
            let (price, more) = self.price(round.place, round.rich, &broke, &unclear, before);
            for class in more {
                let at = class as usize;
                self.broke_at[at] = self.broke_at[at].min(number);
                (self.now.lo[at], self.now.hi[at]) = (0, 0);
            }
            self.ledger.push(&price);
        }
        &self.ledger
    }

    /// The exact price of a project now. None when its supporters cannot pay it.
    fn exact(&mut self, place: u32, quote: &Quote) -> Option<Exact> {
        self.settle();
        let (mut rich, mut poor, mut unclear) = (0, Vec::new(), Vec::new());
        for supporter in self.market.supporters(place) {
            let weight = i64::from(supporter.weight);
            let at = supporter.class as usize;
            if self.broke_at[at] != NEVER {
                continue;
            }
            if self.now.hi[at] < quote.lo.saturating_mul(weight) {
                poor.push(supporter.class);
                continue;
            }
            rich += u64::from(supporter.many) * u64::from(supporter.weight);
            if quote.hi.is_none_or(|hi| self.now.lo[at] < hi.saturating_mul(weight)) {
                unclear.push(supporter.class);
            }
        }
        let rounds = self.rounds.len();
        if quote.hi.is_none() {
            let all: Vec<u32> = poor.iter().chain(&unclear).copied().collect();
            let (endowments, paid) = self.paid(&all, rounds);
            if self.ledger.left(endowments, &paid) < self.ledger.money(self.market.cost(place)) {
                return None;
            }
        }
        Some(self.price(place, rich, &poor, &unclear, rounds).0)
    }

    /// A price when `poor` give all they have and the others, with `rich` weights together, pay in full; except those of
    /// `unclear` who can't, who are given too.
    fn price(&self, place: u32, rich: u64, poor: &[u32], unclear: &[u32], rounds: usize) -> (Exact, Vec<u32>) {
        let (endowments, paid) = self.paid(poor, rounds);
        let cost = self.ledger.money(self.market.cost(place));
        let mut price = Exact { numerator: cost - self.ledger.left(endowments, &paid), weights: rich };
        let mut open: Vec<(u32, u64, BigInt)> = unclear
            .iter()
            .map(|&class| {
                let (endowments, paid) = self.paid(&[class], rounds);
                let on_ballot = self.market.ballot(class).find(|(other, _)| *other == place);
                (class, on_ballot.map_or(0, |(_, weight)| u64::from(weight)), self.ledger.left(endowments, &paid))
            })
            .collect();
        let mut broke = Vec::new();
        loop {
            let before = open.len();
            open.retain(|(class, weight, left)| {
                let many = u64::from(self.market.many(*class));
                // What all of the class have left, against what all of them would pay.
                let can_pay = left * price.weights >= &price.numerator * *weight * many;
                if !can_pay {
                    price.numerator -= left;
                    price.weights -= weight * many;
                    broke.push(*class);
                }
                can_pay
            });
            if open.len() == before {
                return (price, broke);
            }
        }
    }

    /// With how many endowments voters started together, and how many times each purchase was paid by them, counting by
    /// weight, before `rounds`. Of those who were broke by then, nothing.
    fn paid(&self, classes: &[u32], rounds: usize) -> (u64, Vec<u64>) {
        let mut paid = vec![0; rounds];
        let mut endowments = 0;
        for &class in classes {
            if (self.broke_at[class as usize] as usize) < rounds {
                continue;
            }
            let many = u64::from(self.market.many(class));
            endowments += many;
            for (place, weight) in self.market.ballot(class) {
                if let Some(times) = paid.get_mut(self.round_of[place as usize] as usize) {
                    *times += many * u64::from(weight);
                }
            }
        }
        (endowments, paid)
    }
}

/// What supporters can pay at most at a price.
struct Payers {
    /// What those who can't pay in full have left together, at the first endowment and at the last.
    poor: i128,
    poor_then: i128,
    /// The weights of the others.
    rich: u64,
    /// A price below this has the same payers.
    least: i64,
}

impl Payers {
    /// A price with the same payers: not more than the true one, at both ends. None when nobody can pay in full.
    fn price(&self, cost: i128) -> Option<(i64, i64)> {
        let rich = i128::from(self.rich);
        let then = || {
            let price = below((cost - self.poor_then).div_euclid(rich));
            if price <= LOWEST { NO_LINE } else { price }
        };
        (rich > 0).then(|| (below((cost - self.poor).div_euclid(rich)), then()))
    }
}

fn payers<const UNIFORM: bool, const STRETCH: bool>(
    supporters: &[Supporter],
    now: &[i64],
    then: &[i64],
    price: i64,
) -> Payers {
    let mut payers = Payers { poor: 0, poor_then: 0, rich: 0, least: if UNIFORM { i64::MAX } else { i64::MIN } };
    for supporter in supporters {
        let at = supporter.class as usize;
        let hi = now[at];
        let share = if UNIFORM { price } else { price.saturating_mul(i64::from(supporter.weight)) };
        if hi <= share {
            payers.poor += i128::from(hi) * i128::from(supporter.many);
            if STRETCH {
                payers.poor_then += i128::from(then[at]) * i128::from(supporter.many);
            }
        } else {
            payers.rich += u64::from(supporter.many) * if UNIFORM { 1 } else { u64::from(supporter.weight) };
            payers.least = payers.least.min(hi);
        }
    }
    payers
}

/// What supporters can pay at least: what the poor have, the weights of the others, and a price up to which these are
/// the same.
fn floor_of(market: &Market<'_>, place: u32, purses: &[i64], price: i64) -> (i128, u64, i64) {
    let (mut poor, mut rich) = (0, 0);
    let mut least = if market.is_uniform() { i64::MAX } else { i64::MIN };
    for supporter in market.supporters(place) {
        let lo = purses[supporter.class as usize];
        if lo < price.saturating_mul(i64::from(supporter.weight)) {
            poor += i128::from(lo) * i128::from(supporter.many);
        } else {
            rich += u64::from(supporter.many) * u64::from(supporter.weight);
            least = least.min(lo);
        }
    }
    (poor, rich, least)
}

/// Two prices for one unit of utility.
fn compare(a: i64, a_divisor: i64, b: i64, b_divisor: i64) -> Ordering {
    (i128::from(a) * i128::from(b_divisor)).cmp(&(i128::from(b) * i128::from(a_divisor)))
}

/// The largest price for a unit of weight of a project that is not above the bar.
fn translate(bar: Bar, divisor: i64) -> i64 {
    below(i128::from(bar.hi) * i128::from(divisor) / i128::from(bar.divisor))
}

/// As a bound from below; what is too large for 64 bits is as much as they hold.
fn below(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN / 2 } else { i64::MAX / 2 })
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
