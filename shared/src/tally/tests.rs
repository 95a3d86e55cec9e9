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
