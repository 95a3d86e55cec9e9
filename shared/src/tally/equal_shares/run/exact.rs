//! What the bounds of a run leave open, with fractions.

use num_bigint::BigInt;
use num_integer::Integer;

use super::{
    super::{
        super::{Price, profile::Supporter},
        explain::Known,
        ledger::{Exact, Ledger},
    },
    NEVER, Round, Run,
    quote::Quote,
};

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
    pub(super) fn exact(&mut self, place: u32, quote: &Quote) -> Option<Exact> {
        self.settle();
        let (mut rich, mut poor, mut unclear) = (0, Vec::new(), Vec::new());
        self.market.supporters(place).each(|supporter| {
            let weight = i64::from(supporter.weight);
            let at = supporter.class as usize;
            if self.broke_at[at] != NEVER {
                return;
            }
            if self.now.hi[at] < quote.lo.saturating_mul(weight) {
                poor.push(supporter.class);
                return;
            }
            rich += u64::from(supporter.many) * u64::from(supporter.weight);
            if quote.hi.is_none_or(|hi| self.now.lo[at] < hi.saturating_mul(weight)) {
                unclear.push(supporter.class);
            }
        });
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

    /// How much of its cost the supporters of a project could have paid together before a purchase, at the price for a unit
    /// of utility that was paid then; after the last one, how much of it they have left: in whole percent, rounded down,
    /// exactly. `share` are bounds of what a unit of weight costs at that price, `known` is what each class had left. The
    /// ledger must be up to the last purchase, as it is after [`Run::prices`].
    pub fn support_percent(&self, place: u32, round: usize, share: (i64, i64), known: &Known) -> u64 {
        let (market, ledger) = (self.market, &self.ledger);
        // What a unit of weight costs, over the denominator of the ledger and this divisor.
        let bought = self.rounds.get(round).map(|purchase| purchase.place);
        let divisor = bought.map_or(1, |bought| market.divisor(bought));
        let full = bought.map(|_| ledger.price(round) * market.divisor(place));
        let (mut rich, mut poor, mut unclear) = (0_u64, Vec::new(), Vec::new());
        market.supporters(place).each(|Supporter { class, many, weight }| {
            let purse = known.purses[class as usize];
            let weights = u64::from(many) * u64::from(weight);
            let of = |share: i64| share.saturating_mul(i64::from(weight));
            if full.is_none() || purse.saturating_add(known.gap) < of(share.0) {
                poor.push(class);
            } else if purse.saturating_sub(known.gap) >= of(share.1) {
                rich += weights;
            } else {
                unclear.push((class, weights));
            }
        });
        let left = |classes: &[u32]| {
            let (endowments, paid) = self.paid(classes, round);
            ledger.left(endowments, &paid) * divisor
        };
        let mut sum = left(&poor);
        if let Some(full) = full {
            sum += &full * rich;
            for (class, weights) in unclear {
                sum += left(&[class]).min(&full * weights);
            }
        }
        let cost = ledger.money(market.cost(place)) * divisor;
        u64::try_from(sum * 100_u32 / cost).unwrap_or(0)
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
