use proptest::prelude::*;

use super::*;
use crate::ruleset::Threshold;

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
        threshold: None,
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

/// Points that ballots give to what they do not name are points, and no votes; blank ballots give them too.
#[test]
fn a_default_score_is_no_vote() {
    let mut profiler = Profiler::new(3).with_default_score(2);
    profiler.give_points([(0, 5)]).unwrap();
    profiler.give_points([(0, 1), (1, 0)]).unwrap();
    profiler.give_points([]).unwrap();
    let profile = profiler.finish();
    assert_eq!((profile.votes(), profile.scores()), (vec![2, 1, 0], vec![8, 4, 6]));
    let more = profile.clone().with_blank(2);
    assert_eq!((more.ballots(), more.votes(), more.scores()), (5, vec![2, 1, 0], vec![12, 8, 10]));
    assert_eq!(more.named().scores(), [6, 0, 0]);
    assert_eq!(profile.clone().with_blank(0), profile);
    let candidates: Vec<Candidate<usize>> =
        (0..3).zip(more.scores()).map(|(id, score)| Candidate::new(id, 10, score).unwrap()).collect();
    let question = Question {
        candidates: &candidates,
        profile: &more,
        budget: 10,
        step: 1,
        unit: 1,
        tie_order: TieOrder::Lexico,
        ranks: &[],
        minimum_score: 0,
        threshold: None,
        groups: &[],
    };
    let votes = |rule: &str| {
        let counted = count(rule.parse().unwrap(), &question).unwrap();
        counted.verdicts.into_iter().map(|line| (line.id, line.votes)).collect::<Vec<_>>()
    };
    assert_eq!(votes("greedy_score"), [(0, 2), (2, 0), (1, 1)]);
    assert_eq!(votes("greedy_support"), [(0, 2), (1, 1), (2, 0)]);
    // Nobody supports the last one, whatever points it has.
    let loads = count("phragmen".parse().unwrap(), &question).unwrap();
    assert_eq!(loads.selected().collect::<Vec<_>>(), [&0]);
    let unsupported = count("mes_support_cost".parse().unwrap(), &question).unwrap();
    let last = unsupported.verdicts.iter().find(|line| line.id == 2).unwrap();
    assert_eq!(last.fate, Fate::NoSupport);
}

#[test]
fn more_votes_may_go_before_lower_cost() {
    let candidates = [("a", 20, 3), ("b", 10, 3), ("c", 5, 2), ("d", 10, 3)]
        .map(|(id, cost, score)| Candidate::new(id, cost, score).unwrap());
    let ordered = |order: TieOrder| {
        let mut all: Vec<&Candidate<&str>> = candidates.iter().collect();
        all.sort_by(|one, other| order.compare(one, other));
        all.into_iter().map(|one| *one.id()).collect::<String>()
    };
    assert_eq!("votes-first".parse(), Ok(TieOrder::VotesFirst));
    assert_eq!(ordered(TieOrder::VotesFirst), "bdac");
    assert_eq!(ordered(TieOrder::Official), "cbda");
    assert_eq!(ordered(TieOrder::Lexico), "abcd");
}

/// A project competes with the support that the rules ask for, to the last ballot; what one needs depends on its cost.
#[test]
fn thresholds_are_compared_exactly() {
    let mut profiler = Profiler::new(3);
    for (ballot, many) in [(&[0_usize][..], 1), (&[1], 2), (&[1, 2], 1), (&[], 6)] {
        for _ in 0..many {
            profiler.approve(ballot.iter().copied()).unwrap();
        }
    }
    let profile = profiler.finish();
    let candidates: Vec<Candidate<usize>> = [30, 90, 60]
        .into_iter()
        .enumerate()
        .zip(profile.scores())
        .map(|((id, cost), score)| Candidate::new(id, cost, score).unwrap())
        .collect();
    let question = Question {
        candidates: &candidates,
        profile: &profile,
        budget: 100,
        step: 1,
        unit: 1,
        tie_order: TieOrder::Lexico,
        ranks: &[],
        minimum_score: 0,
        threshold: Some(Threshold::Cost { divisor: 3 }),
        groups: &[],
    };
    for method in Method::all() {
        let counted = count(method, &question).unwrap();
        assert_eq!(counted.threshold, question.threshold);
        // Of ten ballots, a project for 60 of 100 needs two.
        let lost = counted.verdicts.iter().find(|line| line.id == 2).unwrap();
        assert_eq!(lost.fate, Fate::BelowMinimum { minimum: 2 }, "{method}");
        let few = |id: usize| {
            let line = counted.verdicts.iter().find(|line| line.id == id);
            matches!(line.map(|line| &line.fate), Some(Fate::BelowMinimum { .. }))
        };
        assert!(!few(0) && !few(1), "{method}");
    }
    let share = Question { threshold: Some(Threshold::Ballots { share: "20%".parse().unwrap() }), ..question };
    let counted = count("greedy_score".parse().unwrap(), &share).unwrap();
    assert_eq!(counted.selected().collect::<Vec<_>>(), [&1]);
}
