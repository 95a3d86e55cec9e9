//! Winners by rules that look at each ballot: Equal Shares and Phragmén.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, DrawNeeded, Standing, Unfound, Winners, class, tie_breaks};
use crate::{
    draw::Seed,
    ruleset::WinnerRule,
    tally::{
        Candidate, Comparison, Count, Decider, Endowment, Entrant, Fate, Met, Method, Minimum, Pair, Profile, Question,
        Raising, Reason, Room, Start, TieOrder, Tied, Verdict, breaks::compare, count, entrant::groups,
    },
};

/// In how many orders equals are tried before a draw is asked for: those of four projects that nothing tells apart.
const MOST_ORDERS: usize = 24;
/// How many other orders of ties are counted to see whether they decided. A tie that was not tried counts as one that did.
const MOST_TRIES: usize = 60;

/// What shares came to, where winners are found by them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ByShares {
    /// What each voter had in the end.
    pub endowment: Option<Endowment>,
    /// How many voters prefer which winners, where those by votes were compared.
    pub comparison: Option<Comparison>,
}

/// The rule with a name that a winner rule is; none where it looks at scores only. With it come the step by which shares
/// are raised and the unit to which the first share is rounded down, in minor units.
pub fn method(rule: &WinnerRule) -> Option<(Method, i64, i64)> {
    match rule {
        WinnerRule::EqualShares { utility, raise, completion, .. } => {
            let (start, raising) = match raise {
                Some(_) => (Start::Whole, Raising::UntilOverspent),
                None => (Start::Fraction, Raising::None),
            };
            let step = raise.map_or(1, |raise| raise.money().minor()).max(1);
            let unit = raise.map_or(1, |raise| 10_i64.pow(u32::from(raise.money().currency().decimals())));
            Some((Method::EqualShares { utility: *utility, start, raising, finish: *completion }, step, unit))
        }
        WinnerRule::Phragmen { completion, .. } => Some((Method::Phragmen { finish: *completion }, 1, 1)),
        _ => None,
    }
}

pub(super) struct Held<'a, Id> {
    pub rule: &'a WinnerRule,
    pub entrants: &'a [Entrant<Id>],
    pub ballots: &'a Profile,
    pub room: &'a Room,
    pub minimum: Minimum,
    pub seed: Option<&'a Seed>,
}

impl<Id: Clone + Ord> Held<'_, Id> {
    pub fn winners(&self, method: (Method, i64, i64)) -> Result<Winners<Id>, Unfound<Id>> {
        let candidates: Vec<Candidate<Id>> = self.entrants.iter().map(|one| one.candidate.clone()).collect();
        let order = self.order();
        let by = |order: &[usize]| self.count(method, &candidates, order);
        let found = by(&order)?;
        let won = won(&found);
        let undrawn = self.undrawn(&order);
        if !undrawn.is_empty() {
            let orders = orders(&order, &undrawn);
            // Which of them goes first may decide how far shares are raised, and so who wins without being tied: all
            // orders are tried, or the draw is held.
            let mut alike = orders.is_some();
            for other in orders.into_iter().flatten() {
                alike = alike && self::won(&by(&other)?) == won;
            }
            if !alike {
                let mut among: Vec<&Entrant<Id>> = undrawn.iter().flatten().map(|&at| &self.entrants[at]).collect();
                among.sort_by_key(|one| one.number);
                let among = among.into_iter().map(|one| one.candidate.id().clone()).collect();
                return Err(Unfound::Draw(DrawNeeded { among, score: None }));
            }
        }
        let place: BTreeMap<&Id, usize> = (0..).zip(&candidates).map(|(at, one)| (one.id(), at)).collect();
        let mut ties = Vec::with_capacity(found.ties.len());
        let mut tried = 0;
        for met in &found.ties {
            let mut decisive = false;
            let first = met.ids.first().map(|id| place[id]);
            for other in met.ids.iter().skip(1).map(|id| place[id]) {
                tried += 1;
                decisive = decisive || tried > MOST_TRIES || self::won(&by(&before(&order, other, first))?) != won;
            }
            ties.push(self.tied(met, &place, decisive));
        }
        let shares = matches!(method.0, Method::EqualShares { .. })
            .then_some(ByShares { endowment: found.endowment, comparison: found.comparison });
        Ok(Winners {
            standings: found.verdicts.into_iter().map(|verdict| self.standing(verdict, &place)).collect(),
            ties,
            total_cost: found.total_cost,
            left: Some(found.left),
            shares,
        })
    }

    fn compare(&self, a: usize, b: usize) -> (std::cmp::Ordering, Decider) {
        compare(&self.entrants[a], &self.entrants[b], tie_breaks(self.rule), self.seed)
    }

    /// All projects as equals go: by the tie breaks.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.entrants.len()).collect();
        order.sort_by(|&a, &b| self.compare(a, b).0);
        order
    }

    /// The projects that compete and that only a draw would tell apart, group by group.
    fn undrawn(&self, order: &[usize]) -> Vec<Vec<usize>> {
        let needed = |cost: i64| self.minimum.needed(cost, self.ballots.ballots(), self.room.ceiling);
        let competes = |at: &&usize| {
            let one = &self.entrants[**at];
            class(one, needed(one.candidate.cost())) == Class::Competes
        };
        let competing: Vec<usize> = order.iter().filter(competes).copied().collect();
        let groups = competing.chunk_by(|&a, &b| self.compare(a, b).1 == Decider::NoDrawNeeded);
        groups.filter(|group| group.len() > 1).map(<[usize]>::to_vec).collect()
    }

    fn count(
        &self,
        (method, step, unit): (Method, i64, i64),
        candidates: &[Candidate<Id>],
        order: &[usize],
    ) -> Result<Count<Id>, Unfound<Id>> {
        let mut ranks = vec![0; order.len()];
        for (rank, &at) in (0..).zip(order) {
            ranks[at] = rank;
        }
        let groups = groups(self.entrants);
        let question = Question {
            candidates,
            profile: self.ballots,
            budget: self.room.ceiling,
            step,
            unit,
            tie_order: TieOrder::Lexico,
            ranks: &ranks,
            minimum_score: self.minimum.score,
            threshold: self.minimum.threshold,
            groups: &groups,
        };
        count(method, &question).map_err(Unfound::Count)
    }

    fn tied(&self, met: &Met<Id>, place: &BTreeMap<&Id, usize>, decisive: bool) -> Tied<Id> {
        let pair = |ids: &[Id]| match ids {
            [before, after] => {
                let by = self.compare(place[before], place[after]).1;
                Some(Pair { before: before.clone(), after: after.clone(), by })
            }
            _ => None,
        };
        let pairs = met.ids.windows(2).filter_map(pair).collect();
        Tied { ids: met.ids.clone(), score: None, round: Some(met.round), pairs, decisive }
    }

    fn standing(&self, verdict: Verdict<Id>, place: &BTreeMap<&Id, usize>) -> Standing<Id> {
        let entrant = |id: &Id| place.get(id).map(|&at| &self.entrants[at]);
        let (left_before, reason) = match verdict.fate {
            Fate::Bought { round, supporters, in_full, price, effective } => {
                (None, Reason::Bought { round, supporters, in_full, price, effective })
            }
            Fate::Loaded { round, supporters, load } => (None, Reason::Loaded { round, supporters, load }),
            // Turns by votes skip what does not fit: nothing is funded from other money.
            Fate::Funded { left_before } | Fate::Reserve { left_before, .. } => (Some(left_before), Reason::Won),
            Fate::DoesNotFit { left_before, missing } => (Some(left_before), Reason::DoesNotFit { missing }),
            Fate::Ended { left_before } => (Some(left_before), Reason::Ended),
            Fate::Excluded { by } => {
                let group = entrant(&verdict.id).and_then(|one| one.group.clone());
                let by = entrant(&by).map(|other| other.number);
                // Nothing but a group excludes.
                (None, group.zip(by).map_or(Reason::Ended, |(group, by)| Reason::Excluded { group, by }))
            }
            Fate::Unaffordable => (None, Reason::Unaffordable),
            Fate::NoSupport => (None, Reason::NoSupport),
            Fate::BelowMinimum { minimum } => (None, Reason::BelowMinimum { minimum }),
            Fate::Withdrawn => (None, Reason::Withdrawn),
        };
        Standing {
            id: verdict.id,
            position: verdict.position,
            score: verdict.score,
            cost: verdict.cost,
            left_before,
            reason,
            shortfall: verdict.shortfall,
        }
    }
}

fn won<Id: Clone + Ord>(count: &Count<Id>) -> BTreeSet<Id> {
    count.selected().cloned().collect()
}

/// The order with one put right before another.
fn before(order: &[usize], one: usize, other: Option<usize>) -> Vec<usize> {
    let rest = order.iter().copied().filter(|at| *at != one);
    rest.flat_map(|at| [(Some(at) == other).then_some(one), Some(at)]).flatten().collect()
}

/// The order with each group's projects in every order; none where these are too many.
fn orders(order: &[usize], groups: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
    let mut orders = vec![order.to_vec()];
    for group in groups {
        let places: Vec<usize> = (0..order.len()).filter(|at| group.contains(&order[*at])).collect();
        let mut longer = vec![Vec::new()];
        for _ in group {
            longer = longer
                .into_iter()
                .flat_map(|begun: Vec<usize>| {
                    let rest: Vec<usize> = group.iter().copied().filter(|one| !begun.contains(one)).collect();
                    rest.into_iter().map(move |one| begun.iter().copied().chain([one]).collect::<Vec<_>>())
                })
                .collect();
            if longer.len().saturating_mul(orders.len()) > MOST_ORDERS {
                return None;
            }
        }
        let with = |order: &Vec<usize>, put: &Vec<usize>| {
            let mut order = order.clone();
            for (&at, &one) in places.iter().zip(put) {
                order[at] = one;
            }
            order
        };
        orders =
            orders.iter().flat_map(|order| longer.iter().map(|put| with(order, put)).collect::<Vec<_>>()).collect();
    }
    Some(orders)
}
