//! What became of each voter's money, for those who want to know why a project lost.

use super::{super::profile::Supporter, Market, Run};

/// What a purchase was paid with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
    /// How many support the project.
    pub supporters: u64,
    /// How many of them paid in full.
    pub in_full: u64,
}

/// Why a project's supporters could not pay for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The project.
    pub place: u32,
    /// What its supporters had left in the end, in minor units, rounded.
    pub left: i64,
    /// The most of its cost that they could have paid at any time at the price that was paid then, in whole percent,
    /// rounded down, exactly: how much of the support that it needed it had.
    pub support_percent: u64,
    /// What each purchase took of its supporters: how many of them paid, and how much together, in minor units, rounded.
    pub taken: Vec<(usize, u64, i64)>,
}

/// Goes through the purchases of a run again, with their prices as [`Run::prices`] gave them (minor units, with as many
/// binary digits as [`Run::scale`] says). Amounts are off by less than a minor unit for each million of voters;
/// percentages are exact.
pub fn explain(run: &Run<'_>, prices: &[(u32, i64)]) -> (Vec<Payment>, Vec<Lost>) {
    let (market, scale) = (run.market(), run.scale());
    let mut known = Known::at_start(run);
    let mut taken = vec![vec![(0_u64, 0_i128); prices.len()]; market.projects()];
    // Whom another of its group keeps out does not lose for want of money.
    let out = |place: u32| prices.iter().any(|&(bought, _)| bought == place || market.exclude(bought, place));
    let losers: Vec<u32> = market.supported().filter(|place| !out(*place)).collect();
    let mut reached: Vec<Vec<(i128, i128)>> = vec![Vec::with_capacity(prices.len() + 1); losers.len()];
    let mut payments = Vec::with_capacity(prices.len());
    for (round, &(bought, price)) in prices.iter().enumerate() {
        for (&place, reached) in losers.iter().zip(&mut reached) {
            reached.push(known.could_pay(market, place, share(market, place, bought, price)));
        }
        let mut payment = Payment { supporters: 0, in_full: 0 };
        known.pay(market, bought, price, |supporter, paid, in_full| {
            let many = u64::from(supporter.many);
            payment.supporters += many;
            if in_full {
                payment.in_full += many;
            }
            if paid > 0 {
                for (other, _) in market.ballot(supporter.class) {
                    let (voters, sum) = &mut taken[other as usize][round];
                    *voters += many;
                    *sum += i128::from(paid) * i128::from(many);
                }
            }
        });
        payments.push(payment);
    }
    let rounded = |sum: i128| i64::try_from((sum + (1 << scale >> 1)) >> scale).unwrap_or(i64::MAX);
    let mut lefts = Vec::with_capacity(losers.len());
    for (&place, reached) in losers.iter().zip(&mut reached) {
        let (least, most) = known.could_pay(market, place, ALL);
        lefts.push(rounded(i128::midpoint(least, most)));
        reached.push((least, most));
    }
    let percents = percents(run, prices, &losers, &reached);
    let lost = losers.into_iter().zip(lefts).zip(percents).map(|((place, left), support_percent)| {
        let taken = taken[place as usize].iter().enumerate().filter(|(_, (voters, _))| *voters > 0);
        let taken = taken.map(|(round, &(voters, sum))| (round, voters, rounded(sum))).collect();
        Lost { place, left, support_percent, taken }
    });
    (payments, lost.collect())
}

/// The support of each project that lost. What the bounds of `reached`, purchase by purchase and after the last one, leave
/// open is decided by the run's ledger.
fn percents(run: &Run<'_>, prices: &[(u32, i64)], losers: &[u32], reached: &[Vec<(i128, i128)>]) -> Vec<u64> {
    let market = run.market();
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); prices.len() + 1];
    let mut percents = Vec::with_capacity(losers.len());
    for (at, (&place, reached)) in losers.iter().zip(reached).enumerate() {
        let cost = i128::from(market.cost(place)) << run.scale();
        let surely = reached.iter().map(|(least, _)| percent(*least, cost).0).max().unwrap_or(0);
        for (round, (_, most)) in reached.iter().enumerate() {
            if percent(*most, cost).1 > surely {
                open[round].push(at);
            }
        }
        percents.push(surely);
    }
    if open.iter().all(Vec::is_empty) {
        return percents;
    }
    let mut known = Known::at_start(run);
    for (round, open) in open.into_iter().enumerate() {
        let purchase = prices.get(round);
        for at in open {
            let place = losers[at];
            let share = purchase.map_or(ALL, |&(bought, price)| share(market, place, bought, price));
            percents[at] = percents[at].max(run.support_percent(place, round, share, &known));
        }
        if let Some(&(bought, price)) = purchase {
            known.pay(market, bought, price, |_, _, _| {});
        }
    }
    percents
}

/// Between which whole percentages of the cost a sum lies. What is supported by more than its cost is bought.
fn percent(sum: i128, cost: i128) -> (u64, u64) {
    // Very dear projects leave no room for a hundred times their cost.
    let spare = 8_u32.saturating_sub(cost.leading_zeros());
    let more = i128::from(spare > 0);
    let (sum, cost) = (sum.clamp(0, cost) >> spare, cost >> spare);
    let whole = |percent: i128| u64::try_from(percent.min(100)).unwrap_or(0);
    (whole(sum * 100 / (cost + more)), whole((sum + more) * 100 / cost))
}

/// More than anybody has.
const ALL: (i64, i64) = (i64::MAX, i64::MAX);

/// Bounds of what one unit of weight on a project would cost at the price for a unit of utility for which another was
/// bought.
fn share(market: &Market<'_>, place: u32, bought: u32, price: i64) -> (i64, i64) {
    let (times, per) = (i128::from(market.divisor(place)), i128::from(market.divisor(bought)));
    let whole = |share: i128| i64::try_from(share).unwrap_or(i64::MAX);
    // A price is less than one above what it was rounded down to.
    (whole(i128::from(price) * times / per), whole((i128::from(price) + 1) * times / per + 1))
}

/// What each class has left for one ballot, about.
pub struct Known {
    /// In minor units with as many binary digits as the run has.
    pub purses: Vec<i64>,
    /// By how much any of them may be wrong at most, either way.
    pub gap: i64,
}

impl Known {
    fn at_start(run: &Run<'_>) -> Self {
        Self { purses: vec![run.start(); run.market().classes()], gap: 1 }
    }

    /// Bounds of what the supporters of a project could pay together when one unit of weight costs as much as `share`.
    fn could_pay(&self, market: &Market<'_>, place: u32, share: (i64, i64)) -> (i128, i128) {
        let (mut sum, mut voters) = (0_i128, 0_i128);
        market.supporters(place).each(|supporter| {
            let full = share.0.saturating_mul(i64::from(supporter.weight));
            sum += i128::from(full.min(self.purses[supporter.class as usize])) * i128::from(supporter.many);
            voters += i128::from(supporter.many);
        });
        let wider = i128::from(share.1) - i128::from(share.0);
        let wrong = i128::from(market.total(place)).saturating_mul(wider).saturating_add(voters * i128::from(self.gap));
        (sum.saturating_sub(wrong), sum.saturating_add(wrong))
    }

    /// Takes the price of a purchase from its supporters; tells how much each of a class paid, and whether that was in
    /// full.
    fn pay(&mut self, market: &Market<'_>, place: u32, price: i64, mut told: impl FnMut(Supporter, i64, bool)) {
        let mut heaviest = 0;
        market.supporters(place).each(|supporter| {
            let purse = &mut self.purses[supporter.class as usize];
            let share = price.saturating_mul(i64::from(supporter.weight));
            let paid = share.min(*purse);
            *purse -= paid;
            heaviest = heaviest.max(i64::from(supporter.weight));
            told(supporter, paid, paid == share);
        });
        self.gap = self.gap.saturating_add(heaviest);
    }
}
