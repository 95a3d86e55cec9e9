//! What came of one ballot: which of its projects won and, where voters have shares, where its share went.
//!
//! Nothing but the published result is needed. A purchase takes the price for a unit of weight, as many times as the
//! ballot gives the project units, of each supporter; or what that supporter has left, where it is less. Prices are
//! published exactly ([`Price::exact`]), and so is the share with which everybody began, so that the payments of all
//! ballots for a project are its cost, to the last fraction.

use std::iter;

use num_bigint::BigInt;
use num_integer::Integer;

use super::{Endowment, Price, Reason, Utility};
use crate::ruleset::WinnerRule;

/// What came of one ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVote<Id> {
    /// How many projects it names; a blank one, none.
    pub named: usize,
    /// Those of them that won, in the order in which they did.
    pub won: Vec<OwnWinner<Id>>,
    /// Where its share went, if winners were found by shares.
    pub share: Option<OwnShare>,
}

/// A project of the ballot that won.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWinner<Id> {
    /// The project.
    pub id: Id,
    /// What was paid for it out of the share, in minor units; none where it was not bought with shares.
    pub paid: Option<i64>,
}

/// A share of the money. What was paid and what is unused add up to it: a payment is what was left before it, rounded
/// down, less what was left after it, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnShare {
    /// How much it was, in minor units, rounded down.
    pub endowment: i64,
    /// How much of it bought nothing, in minor units, rounded down.
    pub unused: i64,
}

/// What came of a ballot that gives so much to each of these projects. `winners` are all that won, with the reason for
/// it; `endowment` is what each voter had, where winners were found by shares.
pub fn own_vote<'r, Id: PartialEq>(
    rule: &WinnerRule,
    endowment: Option<Endowment>,
    winners: impl IntoIterator<Item = (Id, &'r Reason)>,
    ballot: &[(Id, u64)],
) -> OwnVote<Id> {
    let by_support = matches!(rule, WinnerRule::EqualShares { utility: Utility::SupportCost, .. });
    let weight = |id: &Id| {
        let (_, given) = ballot.iter().find(|(named, _)| named == id)?;
        Some(if by_support { 1 } else { *given })
    };
    let mut won: Vec<(Id, Option<Bill<'r>>)> = Vec::new();
    for (id, reason) in winners {
        let Some(weight) = weight(&id) else { continue };
        let bill = match reason {
            Reason::Bought { round, price, .. } => Some(Bill { round: *round, price, weight }),
            _ => None,
        };
        won.push((id, bill));
    }
    // Shares are spent first; whoever wins with what they leave comes after.
    won.sort_by_key(|(_, bill)| bill.map_or(u32::MAX, |bill| bill.round));
    let bills: Vec<Bill<'_>> = won.iter().filter_map(|(_, bill)| *bill).collect();
    let left = endowment.and_then(|endowment| Purse::paying(endowment, &bills)).map(|purse| purse.rounded());
    let mut paid = left.iter().flat_map(|left| left.windows(2)).map(|pair| pair[0] - pair[1]);
    let won = won.into_iter().map(|(id, bill)| OwnWinner { id, paid: bill.and_then(|_| paid.next()) }).collect();
    let share = left.as_deref().and_then(|left| {
        let (endowment, unused) = (*left.first()?, *left.last()?);
        Some(OwnShare { endowment, unused })
    });
    OwnVote { named: ballot.len(), won, share }
}

/// What a purchase asks of a supporter.
#[derive(Clone, Copy)]
struct Bill<'r> {
    round: u32,
    price: &'r Price,
    weight: u64,
}

/// What somebody has at first, and has left after each purchase, over one denominator.
struct Purse {
    denominator: BigInt,
    held: Vec<BigInt>,
}

impl Purse {
    /// None where a price is not written as one.
    fn paying(endowment: Endowment, bills: &[Bill<'_>]) -> Option<Self> {
        let prices: Vec<(BigInt, BigInt)> = bills.iter().map(|bill| bill.price.fraction()).collect::<Option<_>>()?;
        let per = BigInt::from(endowment.denominator);
        let denominator = prices.iter().fold(per.clone(), |common, (_, below)| common.lcm(below));
        let first = &denominator / per * endowment.numerator;
        let asked = prices.iter().zip(bills).map(|((above, below), bill)| above * (&denominator / below) * bill.weight);
        let after = asked.scan(first.clone(), |left, asked| {
            *left = (&*left - asked).max(BigInt::ZERO);
            Some(left.clone())
        });
        let held = iter::once(first).chain(after).collect();
        Some(Self { denominator, held })
    }

    /// The same in minor units, rounded down.
    fn rounded(&self) -> Vec<i64> {
        self.held.iter().map(|held| i64::try_from(held / &self.denominator).unwrap_or(i64::MAX)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        money::Currency,
        ruleset::{TieBreak, Unspent},
        tally::{Candidate, Entrant, Finish, Minimum, Profiler, Room, Winners, winners},
    };

    /// Costs, and what each ballot gives to which project: projects are numbered from one, in the order of the costs.
    fn held(rule: &WinnerRule, costs: &[i64], ballots: &[Vec<(u32, u64)>], ceiling: i64) -> Winners<u32> {
        let mut profiler = Profiler::new(costs.len());
        for ballot in ballots {
            profiler.give_points(ballot.iter().map(|&(number, given)| (number as usize - 1, given))).unwrap();
        }
        let profile = profiler.finish();
        let entrants: Vec<Entrant<u32>> = (1_u32..)
            .zip(costs)
            .zip(profile.scores())
            .map(|((number, &cost), score)| Entrant::new(Candidate::new(number, cost, score).unwrap(), number))
            .collect();
        let room = Room { ceiling, parts: BTreeMap::new() };
        winners(rule, &entrants, &profile, &room, Minimum::score(0), None).unwrap()
    }

    fn shares(utility: Utility, raise: Option<&str>, completion: Finish) -> WinnerRule {
        let raise = raise.map(|amount| amount.parse().unwrap());
        let tie = vec![TieBreak::LowerCost, TieBreak::BallotNumber];
        WinnerRule::EqualShares { utility, raise, completion, tie, unspent: Unspent::Return }
    }

    fn of(rule: &WinnerRule, held: &Winners<u32>, ballot: &[(u32, u64)]) -> OwnVote<u32> {
        let endowment = held.shares.as_ref().and_then(|shares| shares.endowment);
        own_vote(rule, endowment, lines(held), ballot)
    }

    fn lines(held: &Winners<u32>) -> impl Iterator<Item = (u32, &Reason)> {
        held.standings.iter().filter(|line| line.reason.wins()).map(|line| (line.id, &line.reason))
    }

    fn paid(own: &OwnVote<u32>) -> Vec<(u32, Option<i64>)> {
        own.won.iter().map(|winner| (winner.id, winner.paid)).collect()
    }

    #[test]
    fn a_share_goes_to_what_it_bought() {
        let rule = shares(Utility::Cost, None, Finish::None);
        // Ten people have 151 each: six pay for the first, the first three of them for the second too.
        let mut ballots = vec![vec![(1, 1), (2, 1), (3, 1), (4, 1)]; 3];
        ballots.extend(vec![vec![(1, 1)]; 3]);
        ballots.extend(vec![vec![(3, 1)], vec![], vec![], vec![]]);
        let held = held(&rule, &[342, 183, 800, 900], &ballots, 1_510);
        let own = of(&rule, &held, &ballots[0]);
        assert_eq!((own.named, paid(&own)), (4, vec![(1, Some(57)), (2, Some(61))]));
        assert_eq!(own.share, Some(OwnShare { endowment: 151, unused: 33 }));
        let blank = of(&rule, &held, &[]);
        assert_eq!((blank.named, blank.won.len()), (0, 0));
        assert_eq!(blank.share, Some(OwnShare { endowment: 151, unused: 151 }));
    }

    #[test]
    fn whoever_has_too_little_left_gives_that() {
        let rule = shares(Utility::Unit, None, Finish::None);
        let ballots = [vec![(1, 2), (2, 1)], vec![(1, 1)], vec![(2, 1)]];
        // Everybody has ten. The first pays two thirds of the first project.
        let held = held(&rule, &[12, 11], &ballots, 30);
        assert_eq!(held.won().collect::<Vec<_>>(), [&1, &2]);
        assert_eq!(paid(&of(&rule, &held, &ballots[0])), [(1, Some(8)), (2, Some(2))]);
        assert_eq!(paid(&of(&rule, &held, &ballots[1])), [(1, Some(4))]);
        assert_eq!(paid(&of(&rule, &held, &ballots[2])), [(2, Some(9))]);
    }

    #[test]
    fn what_the_others_leave_is_of_no_share() {
        let rule = shares(Utility::Cost, None, Finish::ByScore);
        let ballots = [vec![(1, 1), (2, 1)], vec![(1, 1)], vec![]];
        let held = held(&rule, &[10, 20], &ballots, 30);
        let own = of(&rule, &held, &ballots[0]);
        assert_eq!(paid(&own), [(1, Some(5)), (2, None)]);
        assert_eq!(own.share, Some(OwnShare { endowment: 10, unused: 5 }));
    }

    #[test]
    fn without_shares_it_is_told_who_won() {
        let rule = WinnerRule::Greedy { tie: vec![TieBreak::BallotNumber], unspent: Unspent::Return };
        let ballots = [vec![(1, 1), (2, 1), (3, 1)], vec![(2, 1)]];
        let held = held(&rule, &[10, 20, 30], &ballots, 30);
        let own = of(&rule, &held, &ballots[0]);
        assert_eq!((own.named, paid(&own), own.share), (3, vec![(2, None), (1, None)], None));
    }

    #[test]
    fn a_price_that_is_none_tells_of_no_share() {
        let rule = shares(Utility::Cost, None, Finish::None);
        let price = Price { minor: 5, exact: "5/0".to_owned() };
        let reason = Reason::Bought { round: 1, supporters: 1, in_full: 1, price, effective: None };
        let own = own_vote(&rule, Some(Endowment::fraction(10, 1)), [(1, &reason)], &[(1, 1)]);
        assert_eq!((paid(&own), own.share), (vec![(1, None)], None));
    }

    proptest! {
        /// What all ballots pay for a project is its cost, exactly; rounded, it is off by less than one for each ballot.
        #[test]
        fn all_payments_together_are_the_cost(
            costs in prop::collection::vec(1_i64..60, 1..6),
            cast in prop::collection::vec(prop::collection::btree_map(1_u32..7, 0_u64..4, 0..5), 1..9),
            ceiling in 0_i64..200,
            utility in prop::sample::select(Utility::ALL), finish in prop::sample::select(Finish::ALL), raised: bool,
        ) {
            let named = |number: &u32| *number as usize <= costs.len();
            let offered = |ballot: BTreeMap<u32, u64>| ballot.into_iter().filter(|(number, _)| named(number)).collect();
            let ballots: Vec<Vec<(u32, u64)>> = cast.into_iter().map(offered).collect();
            let raise = format!("1 {}", Currency::COP);
            let rule = shares(utility, raised.then_some(raise.as_str()), finish);
            let held = held(&rule, &costs, &ballots, ceiling);
            let endowment = held.shares.as_ref().and_then(|shares| shares.endowment);
            let mut exact: BTreeMap<u32, (BigInt, BigInt)> = BTreeMap::new();
            let mut rounded: BTreeMap<u32, i64> = BTreeMap::new();
            for ballot in &ballots {
                let own = of(&rule, &held, ballot);
                let won = |number: u32| held.won().any(|id| *id == number);
                prop_assert_eq!(own.named, ballot.len());
                prop_assert_eq!(own.won.len(), ballot.iter().filter(|(number, _)| won(*number)).count());
                prop_assert_eq!(own.share.is_some(), endowment.is_some());
                let (Some(share), Some(endowment)) = (own.share, endowment) else { continue };
                prop_assert_eq!(share.endowment, endowment.minor());
                let parts: Vec<(u32, i64)> = own.won.iter().filter_map(|one| Some((one.id, one.paid?))).collect();
                prop_assert!(share.unused >= 0 && parts.iter().all(|(_, paid)| *paid >= 0));
                prop_assert_eq!(parts.iter().map(|(_, paid)| paid).sum::<i64>() + share.unused, share.endowment);
                for &(id, paid) in &parts {
                    *rounded.entry(id).or_default() += paid;
                }
                let given = |id: u32| ballot.iter().find(|(number, _)| *number == id).map(|(_, given)| *given);
                let weight = |given: u64| if utility == Utility::SupportCost { 1 } else { given };
                let bills = lines(&held).filter_map(|(id, reason)| match reason {
                    Reason::Bought { round, price, .. } => {
                        Some((id, Bill { round: *round, price, weight: weight(given(id)?) }))
                    }
                    _ => None,
                });
                let (ids, bills): (Vec<u32>, Vec<Bill<'_>>) = bills.unzip();
                let purse = Purse::paying(endowment, &bills).unwrap();
                for (id, pair) in ids.into_iter().zip(purse.held.windows(2)) {
                    let (above, below) = exact.entry(id).or_insert((BigInt::ZERO, BigInt::from(1)));
                    *above = &*above * &purse.denominator + (&pair[0] - &pair[1]) * &*below;
                    *below = &*below * &purse.denominator;
                }
            }
            for (id, reason) in lines(&held) {
                if !matches!(reason, Reason::Bought { .. }) {
                    continue;
                }
                let cost = costs[id as usize - 1];
                let (above, below) = &exact[&id];
                prop_assert_eq!(above, &(below * cost), "{} costs {}", id, cost);
                let most = i64::try_from(ballots.len()).unwrap();
                prop_assert!((rounded[&id] - cost).abs() < most, "{} of {cost}", rounded[&id]);
            }
        }
    }
}
