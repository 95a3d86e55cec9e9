//! One run of Equal Shares, at one endowment or along a stretch of endowments.
//!
//! What each voter has left and what each project would cost its supporters is known between two fixed-point bounds,
//! rounded outwards, so that every comparison that these decide is decided rightly; the rest goes to the [`Ledger`],
//! which is exact. Prices of projects only rise while others are bought, so an old lower bound is one still; and most
//! projects need not be looked at in most rounds.
//!
//! With a horizon, bounds are straight lines over the endowments from the first (`now`) to the last (`then`), in between
//! as well: what a set of voters can pay is concave in price and money together, so a price is convex along the stretch.
//! A line through its values at both ends lies above it, and one with the payers of one end held fixed lies below. Where
//! another project might come first before the horizon is reached, the horizon is drawn nearer ([`stretch`]). At the end,
//! all endowments up to it are known to buy the same projects in the same order.

mod choose;
mod exact;
mod purse;
mod quote;
mod stretch;
mod trail;

use std::{cmp::Ordering, ops::Range};

use self::{
    purse::{LOWEST, Purses, below},
    quote::{Quote, Seen},
    trail::Past,
};
use super::{super::profile::Supporter, Endowment, ledger::Ledger, market::Market};
pub use trail::Trail;

/// In no round.
const NEVER: u32 = u32::MAX;

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

/// A purchase.
#[derive(Debug, Clone)]
pub struct Round {
    /// The project.
    pub place: u32,
    /// The others with the same price, exactly.
    pub tied: Vec<u32>,
    /// Between which bounds its price for one unit of weight is.
    lo: i64,
    hi: i64,
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
    /// By how much the bounds of what anybody has left at the first endowment differ at most.
    gap: i64,
    /// The first endowment, between bounds.
    start: (i64, i64),
    past: Past,
    waiting: Vec<u32>,
    states: Vec<Waiting>,
    stamp: u32,
    rounds: Vec<Round>,
    /// Who ran out of money, by round, and of whom it is not clear whether they did.
    broke: Vec<u32>,
    unclear: Vec<u32>,
    /// The round after which each class has nothing left.
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
            gap: 1,
            start: endowment.bounds(scale),
            past: Past::new(Trail::default(), market.projects()),
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

    /// Who could pay for what.
    pub fn market(&self) -> &'m Market<'m> {
        self.market
    }

    /// The first endowment, from below: in minor units with as many binary digits as [`Run::scale`] says.
    pub fn start(&self) -> i64 {
        self.start.0
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
        self.recall();
        let mut contenders: Vec<(u32, Quote)> = Vec::new();
        let mut bar: Option<Bar> = None;
        let mut guess = self.guess();
        loop {
            let guessed = guess.take().and_then(|(guessed, price)| {
                let at = self.waiting.iter().position(|place| *place == guessed)?;
                Some((at, price))
            });
            let unseen = self.waiting.iter().enumerate().filter(|(_, place)| self.state(**place).seen != self.stamp);
            let next = unseen.min_by(|(_, a), (_, b)| {
                compare(self.state(**a).lo, self.market.divisor(**a), self.state(**b).lo, self.market.divisor(**b))
            });
            let next = guessed.map(|(at, price)| (at, Some(price))).or_else(|| next.map(|(at, _)| (at, None)));
            let Some((at, price)) = next else { break };
            let place = self.waiting[at];
            let divisor = self.market.divisor(place);
            if bar.is_some_and(|bar| compare(self.state(place).lo, divisor, bar.hi, bar.divisor).is_gt()) {
                break;
            }
            self.states[place as usize].seen = self.stamp;
            match self.examine(place, bar, price) {
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

    /// Takes the money for a project from its supporters.
    fn buy(&mut self, place: u32, quote: &Quote, tied: Vec<u32>) {
        let (broke, unclear) = (self.broke.len(), self.unclear.len());
        let rich = if self.horizon > 0 { self.take::<true>(place, quote) } else { self.take::<false>(place, quote) };
        let (broke, unclear) = (broke..self.broke.len(), unclear..self.unclear.len());
        let (round, lo, hi) = (self.number(), quote.lo, quote.hi.unwrap_or(i64::MAX));
        self.rounds.push(Round { place, tied, lo, hi, rich, broke, unclear });
        let wider = (hi - lo).saturating_mul(i64::from(self.market.heaviest()));
        self.gap = self.gap.saturating_add(wider);
        self.past.bought(self.rounds.len() - 1, place);
        self.round_of[place as usize] = round;
        self.waiting.retain(|other| *other != place && !self.market.exclude(place, *other));
    }

    /// The number of the round that is going on.
    fn number(&self) -> u32 {
        u32::try_from(self.rounds.len()).unwrap_or(NEVER - 1)
    }

    /// Takes the price from each supporter; gives the weights of those who were not known to go broke.
    fn take<const STRETCH: bool>(&mut self, place: u32, quote: &Quote) -> u64 {
        let (market, round) = (self.market, self.number());
        let (lo, hi) = (quote.lo, quote.hi.unwrap_or(i64::MAX));
        let (lo_then, hi_then) = (quote.lo_then, quote.hi_then.unwrap_or(i64::MAX));
        let mut rich = 0;
        market.supporters(place).each(|Supporter { class, many, weight }| {
            let share = |price: i64| price.saturating_mul(i64::from(weight));
            let at = class as usize;
            let (now_lo, now_hi) = (&mut self.now.lo[at], &mut self.now.hi[at]);
            if !STRETCH && *now_hi == 0 {
                return;
            }
            let (least, most) = (share(lo), share(hi));
            let runs_out = *now_lo < most;
            // Who has nothing is known to be broke.
            if *now_hi > 0 {
                if *now_hi < least {
                    self.broke.push(class);
                } else {
                    rich += u64::from(many) * u64::from(weight);
                    if runs_out {
                        self.unclear.push(class);
                    }
                }
                if *now_hi <= least {
                    self.broke_at[at] = round;
                }
            }
            (*now_lo, *now_hi) = ((*now_lo - most).max(0), (*now_hi - least).max(0));
            if STRETCH {
                let (then_lo, then_hi) = (&mut self.then.lo[at], &mut self.then.hi[at]);
                // A line from a bound above zero to one below is a bound still, and close where the stretch begins.
                let mut lo = if runs_out { 0 } else { then_lo.saturating_sub(share(hi_then)) };
                if lo < LOWEST {
                    (*now_lo, lo) = (0, 0);
                    self.gap = i64::MAX;
                }
                (*then_lo, *then_hi) = (lo, (*then_hi - share(lo_then)).max(0));
            }
        });
        rich
    }
}

/// Two prices for one unit of utility.
fn compare(a: i64, a_divisor: i64, b: i64, b_divisor: i64) -> Ordering {
    (i128::from(a) * i128::from(b_divisor)).cmp(&(i128::from(b) * i128::from(a_divisor)))
}

/// The largest price for a unit of weight of a project that is not above the bar.
fn translate(bar: Bar, divisor: i64) -> i64 {
    below(i128::from(bar.hi) * i128::from(divisor) / i128::from(bar.divisor))
}
