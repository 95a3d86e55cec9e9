//! What other rules would have made of the same ballots.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Count, CountError, Entrant, Finish, Measure, Method, Minimum, Profile, Question, Raising, Room, Start, TieOrder,
    Utility, WhenFull, breaks::compare, count, entrant::groups,
};
use crate::{draw::Seed, ruleset::TieBreak, words::words};

words! {
    /// A rule that a vote can be counted by besides its own.
    Way as "way to count" {
        /// The one by which it was counted.
        Held = "held",
        /// Most votes first, what does not fit is skipped.
        MostVotes = "most_votes",
        /// Most votes for the money first, what does not fit is skipped.
        VotesPerCost = "votes_per_cost",
        /// Equal Shares, raised while the winners can be paid; what is left by votes.
        EqualShares = "equal_shares",
        /// Phragmén's sequential method; what is left by votes.
        Phragmen = "phragmen",
    }
}

impl Way {
    const fn method(self) -> Option<Method> {
        match self {
            Self::Held => None,
            Self::MostVotes => Some(Method::MostFirst { measure: Measure::Score, when_full: WhenFull::Skip }),
            Self::VotesPerCost => Some(Method::MostFirst { measure: Measure::ScorePerCost, when_full: WhenFull::Skip }),
            Self::EqualShares => Some(Method::EqualShares {
                utility: Utility::Cost,
                start: Start::Whole,
                raising: Raising::UntilOverspent,
                finish: Finish::ByScore,
            }),
            Self::Phragmen => Some(Method::Phragmen { finish: Finish::ByScore }),
        }
    }
}

/// What a rule makes of the ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative<Id> {
    /// Which rule.
    pub way: Way,
    /// Who wins by it, in order.
    pub won: Vec<Id>,
    /// What the winners cost together, in minor units. What is more than 63 bits hold is as much as they hold.
    pub total_cost: i64,
    /// How many voters get at least one project of their ballot.
    pub reached: u64,
    /// How much of their ballot voters get: the mean over all who named a project, in basis points, rounded down.
    pub satisfied: u32,
}

/// Counts the same ballots by the other rules. `held` are those who won by the vote's own, which come first in the answer.
/// `ballots` name the projects by their place among `entrants`. What a project needs to compete is the same by all of
/// them. Equals go by the tie breaks of the vote's own rule, with the `seed` of its public draw; where they ask for a draw
/// and none was held, by their numbers. Shares are raised by a thousandth of the first share at a time.
///
/// A rule for which the amounts are too large ([`CountError::TooLarge`]) is not in the answer.
///
/// # Errors
/// When ballots and projects do not belong together.
pub fn alternatives<Id: Clone + Ord>(
    entrants: &[Entrant<Id>],
    ballots: &Profile,
    room: &Room,
    minimum: Minimum,
    tie: &[TieBreak],
    seed: Option<&Seed>,
    held: &[Id],
) -> Result<Vec<Alternative<Id>>, CountError> {
    let candidates: Vec<_> = entrants.iter().map(|one| one.candidate.clone()).collect();
    let voters = i64::try_from(ballots.ballots()).unwrap_or(i64::MAX).max(1);
    let groups = groups(entrants);
    let mut order: Vec<usize> = (0..entrants.len()).collect();
    order.sort_by(|&a, &b| compare(&entrants[a], &entrants[b], tie, seed).0);
    let mut ranks = vec![0; entrants.len()];
    for (rank, at) in (0..).zip(order) {
        ranks[at] = rank;
    }
    let question = Question {
        candidates: &candidates,
        profile: ballots,
        budget: room.ceiling,
        step: (room.ceiling / voters / 1_000).max(1),
        unit: 1,
        tie_order: TieOrder::Lexico,
        ranks: &ranks,
        minimum_score: minimum.score,
        threshold: minimum.threshold,
        groups: &groups,
    };
    let measured = |way: Way, won: Vec<Id>| {
        let chosen: BTreeSet<&Id> = won.iter().collect();
        let wins: Vec<bool> = candidates.iter().map(|one| chosen.contains(one.id())).collect();
        let costs = candidates.iter().zip(&wins).filter(|(_, wins)| **wins).map(|(one, _)| one.cost());
        let total_cost = costs.fold(0_i64, i64::saturating_add);
        let (reached, satisfied) = satisfaction(ballots, &wins);
        Alternative { way, won, total_cost, reached, satisfied }
    };
    let mut found = vec![measured(Way::Held, held.to_vec())];
    for &way in Way::ALL {
        let Some(method) = way.method() else { continue };
        let counted: Result<Count<Id>, CountError> = count(method, &question);
        match counted {
            Ok(counted) => found.push(measured(way, counted.selected().cloned().collect())),
            // Those who look for it find it missing, and say so.
            Err(CountError::TooLarge(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(found)
}

/// How many ballots name a winner, and the mean part of a ballot that wins, in basis points.
fn satisfaction(ballots: &Profile, wins: &[bool]) -> (u64, u32) {
    /// Parts of a basis point in which each ballot's share is added up: what is lost by rounding down is far below one.
    const PARTS: u128 = 1_000_000_000;
    let (mut reached, mut naming, mut sum) = (0, 0_u128, 0_u128);
    for (marks, many) in ballots.named().iter() {
        let named = marks.iter().filter(|mark| mark.weight > 0).count() as u128;
        let won = marks.iter().filter(|mark| mark.weight > 0 && wins[mark.place as usize]).count() as u128;
        if let Some(part) = (won * u128::from(many) * 10_000 * PARTS).checked_div(named) {
            reached += if won > 0 { u64::from(many) } else { 0 };
            naming += u128::from(many);
            sum += part;
        }
    }
    let mean = sum.checked_div(naming * PARTS).unwrap_or_default();
    (reached, u32::try_from(mean).unwrap_or(10_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::{Candidate, Profiler};

    #[test]
    fn the_same_ballots_have_other_winners_by_other_rules() {
        let mut ballots = Profiler::new(4);
        for (ballot, many) in [([0, 1], 6), ([2, 3], 4)] {
            for _ in 0..many {
                ballots.approve(ballot).unwrap();
            }
        }
        ballots.approve([]).unwrap();
        let ballots = ballots.finish();
        let costs = [50, 50, 40, 10];
        let entrants: Vec<Entrant<u32>> = (0_u32..)
            .zip(costs)
            .zip(ballots.scores())
            .map(|((number, cost), score)| Entrant::new(Candidate::new(number, cost, score).unwrap(), number))
            .collect();
        let room = Room { ceiling: 100, parts: std::collections::BTreeMap::new() };
        let found = alternatives(&entrants, &ballots, &room, Minimum::score(1), &[], None, &[0, 1]).unwrap();
        assert_eq!(found.iter().map(|one| one.way).collect::<Vec<_>>(), Way::ALL);
        let of = |way: Way| found.iter().find(|one| one.way == way).unwrap();
        assert_eq!((of(Way::Held).reached, of(Way::Held).satisfied, of(Way::Held).total_cost), (6, 6_000, 100));
        assert_eq!(of(Way::MostVotes).won, of(Way::Held).won);
        // Four votes for 10 come before six for 50.
        assert_eq!(of(Way::VotesPerCost).won[0], 3);
        for way in [Way::EqualShares, Way::Phragmen] {
            assert_eq!(of(way).reached, 10, "{way:?}: {:?}", of(way));
        }
    }

    fn two_equals(cost: i64) -> (Vec<Entrant<u32>>, Profile) {
        let mut ballots = Profiler::new(2);
        ballots.approve([0, 1]).unwrap();
        let ballots = ballots.finish();
        let entrant = |number, cost| Entrant::new(Candidate::new(number, cost, 1).unwrap(), number);
        (vec![entrant(1, cost), entrant(2, cost - 1)], ballots)
    }

    #[test]
    fn equals_go_by_the_tie_breaks_of_the_vote() {
        let (entrants, ballots) = two_equals(60);
        let room = Room { ceiling: 100, parts: std::collections::BTreeMap::new() };
        let seed: Seed = "a draw".parse().unwrap();
        let drawn =
            if seed.lot(crate::draw::Purpose::Tie, "1") < seed.lot(crate::draw::Purpose::Tie, "2") { 1 } else { 2 };
        for (tie, seed, first) in [
            (TieBreak::HigherCost, None, 1),
            (TieBreak::LowerCost, None, 2),
            (TieBreak::PublicDraw, Some(&seed), drawn),
            (TieBreak::PublicDraw, None, 1),
        ] {
            let found = alternatives(&entrants, &ballots, &room, Minimum::score(1), &[tie], seed, &[1]).unwrap();
            let by_votes = found.iter().find(|one| one.way == Way::MostVotes).unwrap();
            assert_eq!(by_votes.won, [first], "{tie}");
        }
    }

    #[test]
    fn what_a_project_needs_is_the_same_by_all_rules() {
        let (entrants, ballots) = two_equals(60);
        let room = Room { ceiling: 20, parts: std::collections::BTreeMap::new() };
        let minimum = Minimum { score: 1, threshold: Some(crate::ruleset::Threshold::Cost { divisor: 1 }) };
        let found = alternatives(&entrants, &ballots, &room, minimum, &[], None, &[]).unwrap();
        assert_eq!(found.len(), Way::ALL.len());
        assert!(found.iter().all(|one| one.won.is_empty()), "each of them costs more than all the money: {found:?}");
    }

    #[test]
    fn a_rule_for_which_amounts_are_too_large_is_missing() {
        let (entrants, ballots) = two_equals(i64::MAX);
        let room = Room { ceiling: i64::MAX, parts: std::collections::BTreeMap::new() };
        let found = alternatives(&entrants, &ballots, &room, Minimum::score(1), &[], None, &[1]).unwrap();
        let ways: Vec<Way> = found.iter().map(|one| one.way).collect();
        assert_eq!(ways, [Way::Held, Way::MostVotes, Way::VotesPerCost]);
        let others = Profiler::new(3).finish();
        assert!(alternatives(&entrants, &others, &room, Minimum::score(1), &[], None, &[1]).is_err());
    }

    #[test]
    fn nobody_voted() {
        let room = Room { ceiling: 100, parts: std::collections::BTreeMap::new() };
        let found =
            alternatives::<u32>(&[], &Profiler::new(0).finish(), &room, Minimum::score(1), &[], None, &[]).unwrap();
        assert!(found.iter().all(|one| one.won.is_empty() && one.reached == 0 && one.satisfied == 0));
    }
}
