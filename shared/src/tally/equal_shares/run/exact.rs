//! What the bounds of a run leave open, with fractions.

use num_bigint::BigInt;
use num_integer::Integer;

use super::{
    super::{
        super::Price,
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
