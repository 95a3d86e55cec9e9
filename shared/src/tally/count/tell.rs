//! From what a rule came to, to what each project is told.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{Count, CountError, Counting, Found, Shares};
use crate::tally::{
    Comparison, Criterion, Fate, Met, Method, Price, Shortfall, Taken, TieOrder, Utility, Verdict,
    equal_shares::{Lost, Run, explain},
    most_first::Decided,
};

impl<Id: Clone + Ord> Counting<'_, Id> {
    pub(super) fn tell(&self, method: Method, found: Found<'_>) -> Result<Count<Id>, CountError> {
        let question = self.question;
        let mut telling = Telling { of: self, verdicts: Vec::new(), ties: Vec::new(), told: BTreeSet::new() };
        let mut endowment = None;
        let lost = match &found.shares {
            Some(shares) => {
                endowment = Some(shares.endowment);
                telling.shares(method, shares)?
            }
            None => Vec::new(),
        };
        if let Some(loads) = &found.loads {
            for (round, one) in (1..).zip(&loads.rounds) {
                telling.tie(round, one.place, &one.tied);
                telling.say(one.place, Fate::Loaded { round, supporters: one.supporters, load: one.load });
            }
        }
        let total_cost: i64 = found.places().map(|place| self.candidate(place).cost()).sum();
        // What was funded from other money is not spent from this.
        let reserve: i64 = found
            .turns
            .decisions
            .iter()
            .map(|(_, _, decided)| match decided {
                Decided::Reserve { missing } => *missing,
                _ => 0,
            })
            .sum();
        let left = self.budget - (total_cost - reserve);
        for (round, tied) in &found.turns.ties {
            if let [first, others @ ..] = tied.as_slice() {
                telling.tie(*round, *first, others);
            }
        }
        for &(turn, left_before, decided) in &found.turns.decisions {
            telling.say(turn.place, self.fate(decided, left_before));
        }
        // Who was neither bought nor had a turn.
        let with_loads = found.loads.is_some();
        let winners: Vec<u32> = found.places().collect();
        let group = |place: u32| self.offers[place as usize].group;
        let instead = |place: u32| winners.iter().find(|by| group(place).is_some() && group(**by) == group(place));
        let excluded = |place: u32| {
            let by = instead(place).filter(|_| self.offers[place as usize].competes)?;
            Some(Fate::Excluded { by: self.candidate(*by).id().clone() })
        };
        for lost in &lost {
            telling.say(lost.place, Fate::Unaffordable);
        }
        let mut rest: Vec<u32> = (0_u32..).zip(&self.offers).map(|(place, _)| place).collect();
        rest.sort_by_key(|place| {
            let one = self.candidate(*place);
            (one.is_withdrawn(), Reverse(one.signed_score()), self.offers[*place as usize].rank)
        });
        for place in rest {
            let one = self.candidate(place);
            let fate = match excluded(place) {
                Some(excluded) => excluded,
                None if one.is_withdrawn() => Fate::Withdrawn,
                None if one.score() < self.needed[place as usize] => {
                    Fate::BelowMinimum { minimum: self.needed[place as usize] }
                }
                None if with_loads && one.cost() > left => {
                    Fate::DoesNotFit { left_before: left, missing: one.cost() - left }
                }
                None if with_loads => Fate::Ended { left_before: left },
                None => Fate::NoSupport,
            };
            telling.say(place, fate);
        }
        let Telling { mut verdicts, ties, .. } = telling;
        for lost in lost {
            let id = self.candidate(lost.place).id();
            let shares = found.shares.as_ref();
            if let (Some(verdict), Some(shares)) = (verdicts.iter_mut().find(|one| one.id == *id), shares) {
                verdict.shortfall = Some(self.shortfall(&lost, shares));
            }
        }
        Ok(Count {
            method,
            tie_order: question.tie_order,
            minimum_score: question.minimum_score,
            threshold: question.threshold,
            ballots: question.profile.ballots(),
            budget: self.budget,
            verdicts,
            ties,
            endowment,
            comparison: found.comparison,
            total_cost,
            left,
        })
    }

    fn fate(&self, decided: Decided, left_before: i64) -> Fate<Id> {
        match decided {
            Decided::Fits => Fate::Funded { left_before },
            Decided::Reserve { missing } => Fate::Reserve { left_before, missing },
            Decided::DoesNotFit { missing } => Fate::DoesNotFit { left_before, missing },
            Decided::Ended => Fate::Ended { left_before },
            Decided::Excluded { by } => Fate::Excluded { by: self.candidate(by).id().clone() },
        }
    }

    fn shortfall(&self, lost: &Lost, shares: &Shares<'_>) -> Shortfall<Id> {
        let taken = lost.taken.iter().map(|&(round, voters, money)| {
            let by = self.candidate(shares.rounds[round].place).id().clone();
            Taken { by, voters, money }
        });
        Shortfall { money: lost.left, support_percent: lost.support_percent, taken: taken.collect() }
    }
}

struct Telling<'a, Id> {
    of: &'a Counting<'a, Id>,
    verdicts: Vec<Verdict<Id>>,
    ties: Vec<Met<Id>>,
    told: BTreeSet<u32>,
}

impl<Id: Clone + Ord> Telling<'_, Id> {
    /// Unless the project was told something before.
    fn say(&mut self, place: u32, fate: Fate<Id>) {
        if !self.told.insert(place) {
            return;
        }
        let one = self.of.candidate(place);
        self.verdicts.push(Verdict {
            id: one.id().clone(),
            position: u32::try_from(self.verdicts.len() + 1).unwrap_or(u32::MAX),
            score: one.score(),
            votes: self.of.votes[place as usize],
            cost: one.cost(),
            fate,
            shortfall: None,
        });
    }

    fn tie(&mut self, round: u32, first: u32, others: &[u32]) {
        let Some(second) = others.first() else { return };
        let (a, b) = (self.of.candidate(first), self.of.candidate(*second));
        let (other_cost, other_votes) = (a.cost() != b.cost(), a.signed_score() != b.signed_score());
        let decided_by = match self.of.question.tie_order {
            TieOrder::VotesFirst if other_votes => Criterion::MoreVotes,
            TieOrder::Official | TieOrder::VotesFirst if other_cost => Criterion::LowerCost,
            TieOrder::Official if other_votes => Criterion::MoreVotes,
            TieOrder::File if self.of.question.ranks.is_empty() => Criterion::Place,
            _ if self.of.question.ranks.is_empty() => Criterion::Id,
            _ => Criterion::Lot,
        };
        let ids = [first].iter().chain(others).map(|place| self.of.candidate(*place).id().clone()).collect();
        self.ties.push(Met { ids, round, decided_by });
    }

    /// Says who was bought with shares; gives who was not.
    fn shares(&mut self, method: Method, shares: &Shares<'_>) -> Result<Vec<Lost>, CountError> {
        let of = self.of;
        let mut run = Run::new(&shares.market, shares.endowment, of.question.step, 0)?;
        run.finish();
        let scale = run.scale();
        let prices: Vec<(u32, i64, Price)> = run.prices();
        let scaled: Vec<(u32, i64)> = prices.iter().map(|(place, price, _)| (*place, *price)).collect();
        let (payments, lost) = explain(&run, &scaled);
        let by_cost = matches!(method, Method::EqualShares { utility: Utility::Cost | Utility::SupportCost, .. });
        for ((round, one), ((place, scaled, price), payment)) in
            (1..).zip(&shares.rounds).zip(prices.into_iter().zip(payments))
        {
            self.tie(round, place, &one.tied);
            let cost = i128::from(of.candidate(place).cost()) << scale;
            let effective = (cost * 100).checked_div(i128::from(scaled)).and_then(|votes| u64::try_from(votes).ok());
            self.say(
                place,
                Fate::Bought {
                    round,
                    supporters: payment.supporters,
                    in_full: payment.in_full,
                    price,
                    effective: effective.filter(|_| by_cost),
                },
            );
        }
        Ok(lost)
    }
}

impl Comparison {
    /// How many voters get as many projects of their ballot either way, of `ballots`.
    pub const fn indifferent(self, ballots: u64) -> u64 {
        ballots.saturating_sub(self.for_shares).saturating_sub(self.for_most_first)
    }
}
