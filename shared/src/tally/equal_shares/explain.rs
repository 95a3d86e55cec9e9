//! What became of each voter's money, for those who want to know why a project lost.

use super::Market;

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
    /// rounded down: how much of the support that it needed it had.
    pub support_percent: u64,
    /// What each purchase took of its supporters: how many of them paid, and how much together, in minor units, rounded.
    pub taken: Vec<(usize, u64, i64)>,
}

/// Goes through the purchases again, with their prices (minor units, with `scale` binary digits), from `endowment` (the
/// same). Figures are off by less than a minor unit for each million of voters.
pub fn explain(market: &Market<'_>, endowment: i64, scale: u32, rounds: &[(u32, i64)]) -> (Vec<Payment>, Vec<Lost>) {
    let mut purses = vec![endowment; market.classes()];
    let mut taken = vec![vec![(0_u64, 0_i128); rounds.len()]; market.projects()];
    // Whom another of its group keeps out does not lose for want of money.
    let out = |place: u32| rounds.iter().any(|&(bought, _)| bought == place || market.exclude(bought, place));
    let losers: Vec<u32> = market.supported().filter(|place| !out(*place)).collect();
    let mut best = vec![0_i128; market.projects()];
    let mut payments = Vec::with_capacity(rounds.len());
    for (round, &(bought, price)) in rounds.iter().enumerate() {
        for &place in &losers {
            let wide = i128::from(price) * i128::from(market.divisor(place)) / i128::from(market.divisor(bought));
            let price = i64::try_from(wide).unwrap_or(i64::MAX).saturating_add(1);
            let could = could_pay(market, &purses, place, price);
            best[place as usize] = best[place as usize].max(could);
        }
        let mut payment = Payment { supporters: 0, in_full: 0 };
        market.supporters(bought).each(|supporter| {
            let many = u64::from(supporter.many);
            let purse = &mut purses[supporter.class as usize];
            let share = price.saturating_mul(i64::from(supporter.weight));
            let paid = share.min(*purse);
            *purse -= paid;
            payment.supporters += many;
            if paid == share {
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
    let lost = losers
        .into_iter()
        .map(|place| {
            let left = could_pay(market, &purses, place, i64::MAX);
            let cost = i128::from(market.cost(place)) << scale;
            // Twice the cost is more than anybody has left for what lost.
            let percent = best[place as usize].max(left).min(cost.saturating_mul(2)) / (cost / 100).max(1);
            let taken = taken[place as usize].iter().enumerate().filter(|(_, (voters, _))| *voters > 0);
            Lost {
                place,
                left: rounded(left),
                support_percent: u64::try_from(percent).unwrap_or(0),
                taken: taken.map(|(round, &(voters, sum))| (round, voters, rounded(sum))).collect(),
            }
        })
        .collect();
    (payments, lost)
}

fn could_pay(market: &Market<'_>, purses: &[i64], place: u32, price: i64) -> i128 {
    let mut sum = 0;
    market.supporters(place).each(|supporter| {
        let share = price.saturating_mul(i64::from(supporter.weight));
        sum += i128::from(share.min(purses[supporter.class as usize])) * i128::from(supporter.many);
    });
    sum
}
