//! Equal Shares against the method as it is written down, with fractions and nothing else.

use std::{
    cmp::Ordering,
    ops::{Add, Mul, Sub},
};

use num_bigint::BigInt;
use proptest::prelude::*;

use super::{market::Market, run::Trail, *};
use crate::tally::{Price, Profile, Profiler};

/// A fraction with a denominator above zero, in no particular terms.
#[derive(Debug, Clone)]
struct Fraction(BigInt, BigInt);

impl Fraction {
    fn whole(number: i64) -> Self {
        Self(number.into(), 1.into())
    }

    fn per(&self, divisor: &Self) -> Self {
        Self(&self.0 * &divisor.1, &self.1 * &divisor.0)
    }

    fn compare(&self, other: &Self) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }

    fn least(self, other: Self) -> Self {
        if self.compare(&other).is_le() { self } else { other }
    }

    fn of(price: &Price) -> Self {
        let (numerator, denominator) = price.exact.split_once('/').unwrap();
        Self(numerator.parse().unwrap(), denominator.parse().unwrap())
    }
}

impl Add for &Fraction {
    type Output = Fraction;
    fn add(self, other: Self) -> Fraction {
        Fraction(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }
}

impl Sub for &Fraction {
    type Output = Fraction;
    fn sub(self, other: Self) -> Fraction {
        Fraction(&self.0 * &other.1 - &other.0 * &self.1, &self.1 * &other.1)
    }
}

impl Mul<i64> for &Fraction {
    type Output = Fraction;
    fn mul(self, number: i64) -> Fraction {
        Fraction(&self.0 * number, self.1.clone())
    }
}

/// A project with its price for a unit of utility, and what everybody had before it was bought.
type Purchase = (usize, Fraction, Vec<Fraction>);

#[derive(Debug, Clone)]
struct Case {
    costs: Vec<i64>,
    /// Each ballot: place and weight.
    ballots: Vec<Vec<(usize, u64)>>,
    worth: Worth,
    budget: i64,
    /// Of each project, which others it excludes; none may be listed.
    groups: Vec<Option<u32>>,
}

impl Case {
    fn profile(&self) -> Profile {
        let mut profiler = Profiler::new(self.costs.len());
        for ballot in &self.ballots {
            profiler.give_points(ballot.iter().copied()).unwrap();
        }
        profiler.finish()
    }

    fn offers(&self) -> Vec<Offer> {
        let group = |rank: u32| self.groups.get(rank as usize).copied().flatten();
        let offer = |(rank, cost): (u32, &i64)| Offer { cost: *cost, rank, competes: true, group: group(rank) };
        (0..).zip(&self.costs).map(offer).collect()
    }

    fn market<'p>(&self, profile: &'p Profile) -> Market<'p> {
        Market::new(profile, self.offers(), self.worth, false)
    }

    fn weight(&self, voter: usize, place: usize) -> i64 {
        self.ballots[voter]
            .iter()
            .find(|(other, _)| *other == place)
            .map_or(0, |(_, weight)| i64::try_from(*weight).unwrap())
    }

    fn utility(&self, voter: usize, place: usize) -> i64 {
        self.weight(voter, place) * if self.worth == Worth::Cost { self.costs[place] } else { 1 }
    }

    /// The method as written: what is bought, in order.
    fn by_the_book(&self, endowment: &Fraction) -> Vec<usize> {
        self.course(endowment, None).0.into_iter().map(|(place, ..)| place).collect()
    }

    /// The purchases by the book, where one project is left out, and what everybody has in the end.
    fn course(&self, endowment: &Fraction, without: Option<usize>) -> (Vec<Purchase>, Vec<Fraction>) {
        let mut purses = vec![endowment.clone(); self.ballots.len()];
        let mut waiting: Vec<usize> = (0..self.costs.len()).filter(|place| Some(*place) != without).collect();
        let mut bought = Vec::new();
        loop {
            let rates: Vec<(usize, Fraction)> =
                waiting.iter().filter_map(|&place| Some((place, self.rate(place, &purses)?))).collect();
            let Some((place, rate)) = rates.into_iter().reduce(|best, next| {
                // Of equals the first in the list goes first.
                if next.1.compare(&best.1).is_lt() { next } else { best }
            }) else {
                return (bought, purses);
            };
            let before = purses.clone();
            for (voter, purse) in purses.iter_mut().enumerate() {
                let paid = purse.clone().least(&rate * self.utility(voter, place));
                *purse = &*purse - &paid;
            }
            let group = |place: usize| self.groups.get(place).copied().flatten();
            waiting.retain(|other| *other != place && (group(place).is_none() || group(*other) != group(place)));
            bought.push((place, rate, before));
        }
    }

    /// The support of a project by the book: without it in the race, the most of its cost that its supporters could have
    /// paid at the price of any purchase, or have left in the end, in whole percent.
    fn support_percent(&self, place: usize, endowment: &Fraction) -> u64 {
        let (bought, left) = self.course(endowment, Some(place));
        let supporters: Vec<usize> = (0..self.ballots.len()).filter(|voter| self.utility(*voter, place) > 0).collect();
        let sum = |could: &dyn Fn(usize) -> Fraction| {
            supporters.iter().fold(Fraction::whole(0), |sum, voter| &sum + &could(*voter))
        };
        let at_prices = bought
            .iter()
            .map(|(_, rate, purses)| sum(&|voter| purses[voter].clone().least(rate * self.utility(voter, place))));
        let sums = at_prices.chain([sum(&|voter| left[voter].clone())]);
        let Fraction(most, parts) =
            sums.reduce(|most, next| if next.compare(&most).is_gt() { next } else { most }).unwrap();
        u64::try_from(most * 100 / (parts * self.costs[place])).unwrap()
    }

    /// The price for a unit of utility; none when it cannot be paid.
    fn rate(&self, place: usize, purses: &[Fraction]) -> Option<Fraction> {
        let mut voters: Vec<usize> = (0..purses.len()).filter(|voter| self.utility(*voter, place) > 0).collect();
        let money = voters.iter().fold(Fraction::whole(0), |sum, voter| &sum + &purses[*voter]);
        if voters.is_empty() || money.compare(&Fraction::whole(self.costs[place])).is_lt() {
            return None;
        }
        let most = |voter: usize| purses[voter].per(&Fraction::whole(self.utility(voter, place)));
        voters.sort_by(|a, b| most(*a).compare(&most(*b)));
        let mut rest = Fraction::whole(self.costs[place]);
        let mut utility: i64 = voters.iter().map(|voter| self.utility(*voter, place)).sum();
        for voter in voters {
            let rate = rest.per(&Fraction::whole(utility));
            if rate.compare(&most(voter)).is_le() {
                return Some(rate);
            }
            rest = &rest - &purses[voter];
            utility -= self.utility(voter, place);
        }
        None
    }
}

fn bought(market: &Market<'_>, endowment: Endowment) -> Vec<usize> {
    let mut run = Run::new(market, endowment, 1, 0).unwrap();
    run.finish();
    run.rounds().iter().map(|round| round.place as usize).collect()
}

/// One step after the other.
fn step_by_step(market: &Market<'_>, start: Endowment, budget: i64, how: Raise) -> Endowment {
    let (mut endowment, mut last) = (start, start);
    let supported: Vec<usize> = market.supported().map(|place| place as usize).collect();
    let cost = |place: usize| market.cost(u32::try_from(place).unwrap());
    loop {
        let places = bought(market, endowment);
        let left = budget - places.iter().map(|place| cost(*place)).sum::<i64>();
        if left < 0 {
            return last;
        }
        let number = |place: usize| u32::try_from(place).unwrap();
        let out = |place: usize| {
            places.iter().any(|bought| *bought == place || market.exclude(number(*bought), number(place)))
        };
        let open: Vec<usize> = supported.iter().copied().filter(|place| !out(*place)).collect();
        if open.is_empty() || (how.exhaustive && !open.iter().any(|place| cost(*place) <= left)) {
            return endowment;
        }
        last = endowment;
        endowment = endowment.raised(how.step, 1);
    }
}

/// Few different costs, so that many cases are full of ties; small and large ones, so that steps are coarse and fine.
fn any_case() -> impl Strategy<Value = Case> {
    let unit = prop::sample::select(vec![1_i64, 7, 100, 1999]);
    (2_usize..9, unit).prop_flat_map(|(projects, unit)| {
        let cost = prop_oneof![3 => (1_i64..8).prop_map(move |cost| cost * unit), 1 => 1_i64..(8 * unit)];
        let weight = prop_oneof![Just(1_u64..2), Just(0_u64..4)];
        let ballots = weight.prop_flat_map(move |weight| {
            let ballot = prop::collection::btree_map(0..projects, weight, 0..=projects.min(5));
            prop::collection::vec(ballot.prop_map(|ballot| ballot.into_iter().collect()), 1..14)
        });
        let worth = prop_oneof![Just(Worth::Cost), Just(Worth::Weight)];
        let groups = prop_oneof![Just(Vec::new()), prop::collection::vec(prop::option::of(0_u32..3), projects)];
        (prop::collection::vec(cost, projects), ballots, worth, 0..(30 * unit), groups)
            .prop_map(|(costs, ballots, worth, budget, groups)| Case { costs, ballots, worth, budget, groups })
    })
}

proptest! {
    #[test]
    fn what_is_bought_is_by_the_book(case in any_case()) {
        let voters = case.ballots.len() as u64;
        let endowment = Endowment::fraction(case.budget, voters);
        let book = case.by_the_book(&Fraction(endowment.numerator.into(), endowment.denominator.into()));
        prop_assert_eq!(bought(&case.market(&case.profile()), endowment), book);
    }

    /// Exactly: each project is paid to the last fraction, and nobody pays more than is there.
    #[test]
    fn what_is_paid_is_what_it_costs(case in any_case()) {
        let profile = case.profile();
        let market = case.market(&profile);
        let endowment = Endowment::fraction(case.budget, case.ballots.len() as u64);
        let mut run = Run::new(&market, endowment, 1, 0).unwrap();
        run.finish();
        let start = Fraction(endowment.numerator.into(), endowment.denominator.into());
        let mut purses = vec![start.clone(); case.ballots.len()];
        for (place, _, price) in run.prices() {
            let mut sum = Fraction::whole(0);
            for (voter, purse) in purses.iter_mut().enumerate() {
                let paid = purse.clone().least(&Fraction::of(&price) * case.weight(voter, place as usize));
                sum = &sum + &paid;
                *purse = &*purse - &paid;
                prop_assert!(purse.compare(&Fraction::whole(0)).is_ge());
            }
            prop_assert!(sum.compare(&Fraction::whole(case.costs[place as usize])).is_eq());
        }
        let spent: i64 = run.rounds().iter().map(|round| market.cost(round.place)).sum();
        prop_assert!(spent <= case.budget);
    }

    /// Leaping over endowments ends where walking does.
    #[test]
    fn leaps_miss_nothing(case in any_case(), step in 1_i64..40, exhaustive: bool, whole: bool) {
        let profile = case.profile();
        let market = case.market(&profile);
        let voters = case.ballots.len() as u64;
        let start =
            if whole { Endowment::whole(case.budget, voters, 1) } else { Endowment::fraction(case.budget, voters) };
        let how = Raise { step, exhaustive };
        let leapt = raise(&market, start, case.budget, how).unwrap();
        let walked = step_by_step(&market, start, case.budget, how);
        prop_assert_eq!(leapt, walked);
    }

    /// What an earlier run left saves time and changes nothing.
    #[test]
    fn a_trail_changes_nothing(case in any_case(), step in 1_i64..40, runs in 2_u64..20) {
        let profile = case.profile();
        let market = case.market(&profile);
        let start = Endowment::fraction(case.budget, case.ballots.len() as u64);
        let mut trail = Trail::default();
        for steps in 0..runs {
            let endowment = start.raised(step, steps);
            let mut run = Run::new(&market, endowment, 1, 0).unwrap().after(trail);
            run.finish();
            let places: Vec<usize> = run.rounds().iter().map(|round| round.place as usize).collect();
            prop_assert_eq!(places, bought(&market, endowment));
            trail = run.into_trail();
        }
    }

    /// Along a stretch of endowments, what is bought at the first is bought at all.
    #[test]
    fn a_stretch_is_what_it_says(case in any_case(), step in 1_i64..20, horizon in 1_u64..200) {
        let profile = case.profile();
        let market = case.market(&profile);
        let start = Endowment::whole(case.budget, case.ballots.len() as u64, 1);
        let mut run = Run::new(&market, start, step, horizon).unwrap();
        run.finish();
        let places: Vec<usize> = run.rounds().iter().map(|round| round.place as usize).collect();
        for steps in 0..=run.horizon() {
            prop_assert_eq!(&bought(&market, start.raised(step, steps)), &places, "{} of {}", steps, run.horizon());
        }
    }

    /// How much of the support that it needed a project had is by the book, to the last percent.
    #[test]
    fn support_is_by_the_book(case in any_case()) {
        let profile = case.profile();
        let market = case.market(&profile);
        let endowment = Endowment::fraction(case.budget, case.ballots.len() as u64);
        let mut run = Run::new(&market, endowment, 1, 0).unwrap();
        run.finish();
        let prices: Vec<(u32, i64)> = run.prices().into_iter().map(|(place, price, _)| (place, price)).collect();
        let start = Fraction(endowment.numerator.into(), endowment.denominator.into());
        for lost in explain(&run, &prices).1 {
            prop_assert_eq!(lost.support_percent, case.support_percent(lost.place as usize, &start), "{}", lost.place);
        }
    }

    /// Figures of the explanation fit together, and say why what lost could not be bought.
    #[test]
    fn explanations_add_up(case in any_case()) {
        let profile = case.profile();
        let market = case.market(&profile);
        let endowment = Endowment::whole(case.budget * 1000, case.ballots.len() as u64, 1);
        let mut run = Run::new(&market, endowment, 1, 0).unwrap();
        run.finish();
        let prices: Vec<(u32, i64)> = run.prices().into_iter().map(|(place, price, _)| (place, price)).collect();
        let (payments, lost) = explain(&run, &prices);
        for (payment, (place, _)) in payments.iter().zip(&prices) {
            let supporters = (0..case.ballots.len()).filter(|voter| case.weight(*voter, *place as usize) > 0).count();
            prop_assert_eq!(payment.supporters, supporters as u64);
            prop_assert!(payment.in_full >= 1 && payment.in_full <= payment.supporters);
        }
        for lost in lost {
            let supporters: Vec<usize> =
                (0..case.ballots.len()).filter(|voter| case.weight(*voter, lost.place as usize) > 0).collect();
            let had = endowment.minor() * i64::try_from(supporters.len()).unwrap();
            let taken: i64 = lost.taken.iter().map(|(_, _, money)| money).sum();
            // Each figure is rounded to the next minor unit.
            let rounded = i64::try_from(lost.taken.len()).unwrap() + 1;
            prop_assert!((had - taken - lost.left).abs() <= rounded, "{had} - {taken} - {}", lost.left);
            prop_assert!(lost.left <= market.cost(lost.place));
            prop_assert!(lost.support_percent <= 100);
        }
    }

    #[test]
    fn voters_have_no_order(
        (case, shuffled) in any_case().prop_flat_map(|case| {
            let ballots = Just(case.ballots.clone()).prop_shuffle();
            (Just(case), ballots)
        })
    ) {
        let endowment = Endowment::fraction(case.budget, case.ballots.len() as u64);
        let other = Case { ballots: shuffled, ..case.clone() };
        prop_assert_eq!(case.profile(), other.profile());
        prop_assert_eq!(bought(&case.market(&case.profile()), endowment), bought(&other.market(&other.profile()), endowment));
    }
}

#[test]
fn amounts_beyond_reason_are_refused() {
    let case =
        Case { costs: vec![5], ballots: vec![vec![(0, 1)]], worth: Worth::Cost, budget: i64::MAX, groups: Vec::new() };
    let endowment = Endowment::fraction(case.budget, 1);
    assert_eq!(Run::new(&case.market(&case.profile()), endowment, 1, 0).err(), Some(TooLarge));
    assert!(bought(&case.market(&case.profile()), Endowment::fraction(1 << 60, 1)) == [0]);
}

/// Three people have a hundred together, which is half of two hundred, although none of them has a whole third of it.
#[test]
fn half_of_the_support_is_half() {
    for (budget, cost, percent) in [(100, 200, 50), (100, 101, 99), (1, 3, 33), (2, 3, 66), (0, 5, 0)] {
        let all = vec![(0, 1)];
        let ballots = vec![all.clone(), all.clone(), all];
        let case = Case { costs: vec![cost], ballots, worth: Worth::Cost, budget, groups: Vec::new() };
        let profile = case.profile();
        let market = case.market(&profile);
        let mut run = Run::new(&market, Endowment::fraction(budget, 3), 1, 0).unwrap();
        run.finish();
        run.settle();
        assert_eq!(explain(&run, &[]).1[0].support_percent, percent, "{budget} of {cost}");
    }
}

#[test]
fn a_price_that_all_can_just_pay_takes_everything() {
    let case = Case {
        costs: vec![10, 10, 1],
        ballots: vec![vec![(0, 1), (2, 1)], vec![(0, 1), (1, 1)]],
        worth: Worth::Cost,
        budget: 10,
        groups: Vec::new(),
    };
    assert_eq!(bought(&case.market(&case.profile()), Endowment::fraction(10, 2)), [0]);
    assert_eq!(bought(&case.market(&case.profile()), Endowment::whole(12, 2, 1)), [0, 2]);
}
