use proptest::prelude::*;

use super::*;

#[test]
fn a_cost_must_be_positive() {
    assert_eq!(Candidate::new("a", 0, 1).unwrap_err(), CostNotPositive { cost: 0 });
    assert_eq!(Candidate::new("a", -1, 1).unwrap_err(), CostNotPositive { cost: -1 });
}

proptest! {
    #[test]
    fn scores_are_what_the_ballots_say(
        ballots in prop::collection::vec(prop::collection::vec(0_usize..6, 0..5), 0..30)
    ) {
        let mut scores = Scores::new(6);
        for ballot in &ballots {
            scores.approve(ballot.iter().copied());
        }
        prop_assert_eq!(scores.ballots(), ballots.len() as u64);
        for place in 0..6 {
            let naming = ballots.iter().filter(|ballot| ballot.contains(&place)).count() as u64;
            prop_assert_eq!((scores.votes(place), scores.score(place)), (naming, Ok(naming)));
        }
    }
}

#[test]
fn ranks_give_one_point_to_the_last() {
    let mut scores = Scores::new(4);
    scores.rank(&[2, 0, 3]).unwrap();
    scores.rank(&[0]).unwrap();
    scores.rank(&[]).unwrap();
    let all: Vec<_> = (0..4).map(|place| (scores.votes(place), scores.score(place).unwrap())).collect();
    assert_eq!(all, [(2, 3), (0, 0), (1, 3), (1, 1)]);
}

#[test]
fn points_add_up_and_zero_points_name_the_project() {
    let mut scores = Scores::new(3).with_default_score(2);
    scores.give_points([(0, 5), (1, 0)]).unwrap();
    scores.give_points([(0, 1)]).unwrap();
    let all: Vec<_> = (0..3).map(|place| (scores.votes(place), scores.score(place).unwrap())).collect();
    assert_eq!(all, [(2, 6), (1, 2), (0, 4)]);
}

#[test]
fn absurd_points_are_refused() {
    let mut scores = Scores::new(1);
    scores.give_points([(0, u64::MAX)]).unwrap();
    assert_eq!(scores.give_points([(0, 1)]), Err(ScoreOverflow));
}

/// Of projects that exclude each other one is funded at most, by whatever rule, and the others are told which.
#[test]
fn one_of_a_group_is_funded_by_every_rule() {
    let mut profiler = Profiler::new(4);
    for (ballot, many) in [(&[0_usize, 1][..], 5), (&[1, 2], 3), (&[3], 2)] {
        for _ in 0..many {
            profiler.approve(ballot.iter().copied()).unwrap();
        }
    }
    let profile = profiler.finish();
    let costs = [20, 30, 10, 10];
    let candidates: Vec<Candidate<usize>> = (0..4)
        .zip(costs)
        .zip(profile.scores())
        .map(|((id, cost), score)| Candidate::new(id, cost, score).unwrap())
        .collect();
    let groups = [Some(1), Some(1), None, None];
    let question = Question {
        candidates: &candidates,
        profile: &profile,
        budget: 100,
        step: 1,
        unit: 1,
        tie_order: TieOrder::Lexico,
        ranks: &[],
        minimum_score: 0,
        groups: &groups,
    };
    for method in Method::all() {
        let counted = count(method, &question).unwrap();
        let won: Vec<usize> = counted.selected().copied().collect();
        assert_eq!(won, select(method, &question).unwrap(), "{method}");
        assert_eq!(won.iter().filter(|id| **id < 2).count(), 1, "{method}: {won:?}");
        let first = *won.iter().find(|id| **id < 2).unwrap();
        let other = counted.verdicts.iter().find(|line| line.id == 1 - first).unwrap();
        assert_eq!((&other.fate, &other.shortfall), (&Fate::Excluded { by: first }, &None), "{method}");
        assert!(won.contains(&2) && won.contains(&3), "{method}: {won:?}");
    }
}
