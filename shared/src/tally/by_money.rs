//! The count by units of money, for ballots that say how much each project should get (canasta con montos libres).
//!
//! Goel et al., "Knapsack voting for participatory budgeting": each unit of money of each project is a candidate, which
//! has the votes of all who would give the project that much or more. Units with most votes come first. Those of one
//! project that have the same votes are taken together, and so are those of all projects that have them: whole levels,
//! as long as they fit; of the first that does not fit, [`LastLevel`] says who gets what is left.
//!
//! Where every ballot gives a project its whole cost or nothing, a level is all projects with one number of votes. Who
//! funds no project in part then has [`WhenFull::Together`](super::WhenFull).

use crate::words::words;

words! {
    /// Who gets what is left when the units with the next most votes do not all fit.
    LastLevel as "way to hand out the last level" {
        /// The projects with fewest of these units, as far as it goes.
        SmallestFirst = "smallest_first",
        /// Each in proportion to its units, rounded down; what that leaves goes by the largest remainders.
        ProRata = "pro_rata",
        /// Those that have got least so far, until others have as little.
        LowestFirst = "lowest_first",
    }
}

/// Money that all who ask for it ask for together.
#[derive(Debug, Clone, Copy)]
struct Chunk {
    votes: usize,
    place: usize,
    size: i64,
}

/// How much each project gets, in minor units, by place. Each ballot names projects by their place, each once, with how
/// much of the money they should get; nothing, or less, is no mark. `budget` below zero counts as nothing.
///
/// # Panics
/// When a place is not below `projects`.
pub fn by_money<'b>(
    projects: usize,
    ballots: impl IntoIterator<Item = &'b [(usize, i64)]>,
    budget: i64,
    last: LastLevel,
) -> Vec<i64> {
    let mut amounts = vec![Vec::new(); projects];
    for &(place, amount) in ballots.into_iter().flatten().filter(|(_, amount)| *amount > 0) {
        amounts[place].push(amount);
    }
    let mut chunks: Vec<Chunk> = Vec::new();
    for (place, mut amounts) in amounts.into_iter().enumerate() {
        amounts.sort_unstable();
        let mut below = 0;
        for (at, &amount) in amounts.iter().enumerate() {
            if amount > below {
                chunks.push(Chunk { votes: amounts.len() - at, place, size: amount - below });
                below = amount;
            }
        }
    }
    chunks.sort_by_key(|chunk| (usize::MAX - chunk.votes, chunk.place));
    let mut given = vec![0; projects];
    let mut left = i128::from(budget.max(0));
    for level in chunks.chunk_by(|one, other| one.votes == other.votes) {
        let sum: i128 = level.iter().map(|chunk| i128::from(chunk.size)).sum();
        if sum > left {
            hand_out(level, left, last, &mut given);
            break;
        }
        left -= sum;
        for chunk in level {
            given[chunk.place] += chunk.size;
        }
    }
    given
}

/// Hands out what is left to a level that needs more.
fn hand_out(level: &[Chunk], mut left: i128, last: LastLevel, given: &mut [i64]) {
    let whole = |money: i128| i64::try_from(money).unwrap_or(i64::MAX);
    match last {
        LastLevel::SmallestFirst => {
            let mut level = level.to_vec();
            level.sort_by_key(|chunk| (chunk.size, chunk.place));
            for chunk in level {
                let part = i128::from(chunk.size).min(left);
                given[chunk.place] += whole(part);
                left -= part;
            }
        }
        LastLevel::ProRata => {
            let sum: i128 = level.iter().map(|chunk| i128::from(chunk.size)).sum();
            let share = |chunk: &Chunk| left * i128::from(chunk.size);
            let mut level = level.to_vec();
            let mut rest = left;
            for chunk in &level {
                given[chunk.place] += whole(share(chunk) / sum);
                rest -= share(chunk) / sum;
            }
            level.sort_by_key(|chunk| (sum - share(chunk) % sum, chunk.place));
            for chunk in level.iter().take(usize::try_from(rest).unwrap_or(0)) {
                given[chunk.place] += 1;
            }
        }
        LastLevel::LowestFirst => {
            // Up to which amount all are raised: each from what it has, and by its units at most.
            let part = |chunk: &Chunk, to: i64, given: &[i64]| (to - given[chunk.place]).clamp(0, chunk.size);
            let sum = |to: i64, given: &[i64]| level.iter().map(|one| i128::from(part(one, to, given))).sum::<i128>();
            let (mut enough, mut too_much) = (0, i64::MAX);
            while too_much - enough > 1 {
                let middle = i64::midpoint(enough, too_much);
                if sum(middle, &*given) <= left { enough = middle } else { too_much = middle }
            }
            left -= sum(enough, &*given);
            let raised: Vec<i64> = level.iter().map(|chunk| part(chunk, enough, &*given)).collect();
            for (chunk, raised) in level.iter().zip(raised) {
                // What is left is less than one for each of those that want more.
                let more = left > 0 && raised < chunk.size && given[chunk.place] + raised == enough;
                given[chunk.place] += raised + i64::from(more);
                left -= i128::from(more);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tally::{Candidate, Measure, Method, Profiler, Question, TieOrder, WhenFull, select};

    fn shared(ballots: &[&[(usize, i64)]], budget: i64, last: LastLevel) -> Vec<i64> {
        by_money(3, ballots.iter().copied(), budget, last)
    }

    #[test]
    fn units_with_most_votes_come_first() {
        let ballots: [&[(usize, i64)]; 3] = [&[(0, 10), (1, 40)], &[(0, 30), (2, 60)], &[(0, 30), (1, 20), (2, 50)]];
        // Three ask for ten of the first; two for twenty more of it, twenty of the second and fifty of the third.
        assert_eq!(shared(&ballots, 10, LastLevel::SmallestFirst), [10, 0, 0]);
        assert_eq!(shared(&ballots, 100, LastLevel::SmallestFirst), [30, 20, 50]);
        assert_eq!(shared(&ballots, 70, LastLevel::SmallestFirst), [30, 20, 20]);
        assert_eq!(shared(&ballots, 70, LastLevel::ProRata), [24, 13, 33]);
        assert_eq!(shared(&ballots, 70, LastLevel::LowestFirst), [25, 20, 25]);
        assert_eq!(shared(&ballots, 41, LastLevel::LowestFirst), [14, 14, 13]);
        assert_eq!(shared(&ballots, 1_000, LastLevel::ProRata), [30, 40, 60]);
        assert_eq!(shared(&ballots, -5, LastLevel::ProRata), [0, 0, 0]);
    }

    proptest! {
        #[test]
        fn all_money_is_handed_out_and_never_more(
            ballots in prop::collection::vec(prop::collection::btree_map(0_usize..5, -2_i64..30, 0..5), 0..9),
            budget in 0_i64..150, last in prop::sample::select(LastLevel::ALL),
        ) {
            let ballots: Vec<Vec<(usize, i64)>> =
                ballots.into_iter().map(|ballot| ballot.into_iter().collect()).collect();
            let given = by_money(5, ballots.iter().map(Vec::as_slice), budget, last);
            let most = |place: usize| {
                let amounts = ballots.iter().flatten().filter(|(named, _)| *named == place).map(|(_, amount)| *amount);
                amounts.max().unwrap_or(0).max(0)
            };
            prop_assert!((0..5).all(|place| (0..=most(place)).contains(&given[place])), "{:?}", given);
            let asked: i64 = (0..5).map(most).sum();
            prop_assert_eq!(given.iter().sum::<i64>(), asked.min(budget));
        }

        /// Where costs are fixed, whole levels are what the count of turns without skipping takes together.
        #[test]
        fn with_fixed_costs_it_is_turns_by_whole_ties(
            costs in prop::collection::vec(1_i64..20, 1..6),
            ballots in prop::collection::vec(prop::collection::btree_set(0_usize..6, 0..5), 0..9),
            budget in 0_i64..80, last in prop::sample::select(LastLevel::ALL),
        ) {
            let mut profiler = Profiler::new(costs.len());
            let mut wishes = Vec::new();
            for ballot in ballots {
                let named: Vec<usize> = ballot.into_iter().filter(|place| *place < costs.len()).collect();
                profiler.approve(named.iter().copied()).unwrap();
                wishes.push(named.into_iter().map(|place| (place, costs[place])).collect::<Vec<_>>());
            }
            let profile = profiler.finish();
            let scores = profile.scores();
            let candidates: Vec<Candidate<usize>> = costs
                .iter()
                .zip(&scores)
                .enumerate()
                .map(|(id, (&cost, &score))| Candidate::new(id, cost, score).unwrap())
                .collect();
            let question = Question {
                candidates: &candidates,
                profile: &profile,
                budget,
                step: 1,
                unit: 1,
                tie_order: TieOrder::Lexico,
                ranks: &[],
                minimum_score: 1,
                threshold: None,
                groups: &[],
            };
            let method = Method::MostFirst { measure: Measure::Score, when_full: WhenFull::Together };
            let won = select(method, &question).unwrap();
            let given = by_money(costs.len(), wishes.iter().map(Vec::as_slice), budget, last);
            let fewest = won.iter().map(|place| scores[*place]).min().unwrap_or(u64::MAX);
            for (place, (&given, &cost)) in given.iter().zip(&costs).enumerate() {
                if won.contains(&place) {
                    prop_assert_eq!(given, cost);
                } else {
                    prop_assert!(scores[place] < fewest, "of equals all win or none");
                }
            }
        }
    }
}
