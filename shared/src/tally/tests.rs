use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn candidates(rows: &[(&'static str, i64, u64)]) -> Vec<Candidate<&'static str>> {
    rows.iter().map(|&(id, cost, score)| Candidate::new(id, cost, score).unwrap()).collect()
}

fn outcomes(tally: &Tally<&'static str>) -> Vec<(&'static str, i64, Outcome)> {
    tally.lines.iter().map(|line| (line.id, line.left_before, line.outcome)).collect()
}

#[test]
fn most_votes_first_and_what_does_not_fit_is_skipped() {
    let tally = greedy(&candidates(&[("park", 60, 9), ("school", 50, 8), ("lamp", 40, 7)]), 100, TieOrder::Official, 1);
    assert_eq!(
        outcomes(&tally),
        [
            ("park", 100, Outcome::Funded),
            ("school", 40, Outcome::DoesNotFit { missing: 10 }),
            ("lamp", 40, Outcome::Funded)
        ]
    );
    assert_eq!(tally.selected().collect::<Vec<_>>(), [&"park", &"lamp"]);
    assert_eq!((tally.total_cost, tally.left), (100, 0));
    assert!(tally.ties.is_empty());
    assert!(!tally.order_mattered());
    assert_eq!(tally.lines.iter().map(|line| line.position).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(tally.lines.iter().map(Line::left_after).collect::<Vec<_>>(), [40, 40, 0]);
}

#[test]
fn a_project_needs_the_minimum_even_if_it_fits() {
    let rows = candidates(&[("none", 10, 0), ("one", 10, 1), ("three", 10, 3)]);
    let asks_for_two = greedy(&rows, 100, TieOrder::Lexico, 2);
    assert_eq!(
        outcomes(&asks_for_two),
        [
            ("three", 100, Outcome::Funded),
            ("one", 90, Outcome::BelowMinimum { minimum: 2 }),
            ("none", 90, Outcome::BelowMinimum { minimum: 2 })
        ]
    );
    let asks_for_nothing = greedy(&rows, 100, TieOrder::Lexico, 0);
    assert_eq!(asks_for_nothing.selected().count(), 3);
}

#[test]
fn a_withdrawn_project_closes_the_list_with_its_votes() {
    let mut rows = candidates(&[("gone", 10, 99), ("here", 10, 1)]);
    rows[0] = rows[0].clone().withdrawn();
    let tally = greedy(&rows, 100, TieOrder::Lexico, 0);
    assert_eq!(outcomes(&tally), [("here", 100, Outcome::Funded), ("gone", 90, Outcome::Withdrawn)]);
    assert_eq!(tally.lines[1].score, 99);
}

#[test]
fn the_two_orders_decide_differently() {
    let rows = candidates(&[("a", 70, 5), ("b", 60, 5)]);
    let by_id = greedy(&rows, 100, TieOrder::Lexico, 1);
    assert_eq!(by_id.selected().collect::<Vec<_>>(), [&"a"]);
    let by_cost = greedy(&rows, 100, TieOrder::Official, 1);
    assert_eq!(by_cost.selected().collect::<Vec<_>>(), [&"b"]);
    assert_eq!(by_cost.lines[0].tied_with, ["a"]);
    assert_eq!(by_cost.ties, [Tie { ids: vec!["b", "a"], score: 5, decided_by: TieBreak::LowerCost, decisive: true }]);
}

#[test]
fn text_ids_are_compared_by_their_bytes() {
    let rows = candidates(&[("9", 5, 1), ("10", 5, 1), ("é", 5, 1), ("z", 5, 1)]);
    let tally = greedy(&rows, 100, TieOrder::Lexico, 0);
    assert_eq!(tally.selected().collect::<Vec<_>>(), [&"10", &"9", &"z", &"é"]);
}

#[test]
fn a_tie_says_what_decided_it_and_whether_that_mattered() {
    let decided = |rows: &[_], budget| {
        let tally = greedy(&candidates(rows), budget, TieOrder::Official, 1);
        (tally.ties[0].decided_by, tally.ties[0].decisive)
    };
    assert_eq!(decided(&[("a", 10, 5), ("b", 20, 5)], 100), (TieBreak::LowerCost, false));
    assert_eq!(decided(&[("a", 10, 5), ("b", 10, 5)], 10), (TieBreak::Id, true));
    assert_eq!(decided(&[("a", 10, 5), ("b", 10, 5), ("c", 20, 5)], 25), (TieBreak::LowerCostThenId, true));
    // The second would not have fitted in any order.
    assert_eq!(decided(&[("a", 10, 5), ("b", 200, 5)], 100), (TieBreak::LowerCost, false));
    // Below the minimum there is nothing to decide.
    assert!(greedy(&candidates(&[("a", 10, 0), ("b", 10, 0)]), 10, TieOrder::Official, 1).ties.is_empty());
}

#[test]
fn nothing_to_hand_out_funds_nothing() {
    for budget in [0, -5, i64::MIN] {
        let tally = greedy(&candidates(&[("a", i64::MAX, 1)]), budget, TieOrder::Official, 1);
        assert_eq!(outcomes(&tally), [("a", 0, Outcome::DoesNotFit { missing: i64::MAX })]);
    }
    let empty = greedy::<u32>(&[], 10, TieOrder::Official, 1);
    assert!(empty.lines.is_empty());
    assert_eq!(empty.left, 10);
}

#[test]
fn a_cost_must_be_positive() {
    assert_eq!(Candidate::new("a", 0, 1).unwrap_err(), CostNotPositive { cost: 0 });
    assert_eq!(Candidate::new("a", -1, 1).unwrap_err(), CostNotPositive { cost: -1 });
}

#[test]
fn a_line_is_flat_when_stored() {
    let tally = greedy(&candidates(&[("a", 30, 2)]), 20, TieOrder::Official, 1);
    let stored = serde_json::to_value(&tally.lines[0]).unwrap();
    let expected = serde_json::json!({
        "id": "a", "position": 1, "score": 2, "cost": 30, "left_before": 20,
        "outcome": "does_not_fit", "missing": 10, "tied_with": []
    });
    assert_eq!(stored, expected);
    let text = greedy(&[Candidate::new("a".to_owned(), 30, 2).unwrap()], 20, TieOrder::Official, 1);
    let stored = serde_json::to_string(&text).unwrap();
    assert_eq!(serde_json::from_str::<Tally<String>>(&stored).unwrap(), text);
}

/// Few different costs and scores, so that most cases are full of ties; some huge costs; some projects withdrawn.
fn any_candidates() -> impl Strategy<Value = Vec<Candidate<u16>>> {
    let cost = prop_oneof![9 => 1_i64..12, 1 => (i64::MAX - 2)..=i64::MAX];
    let rows = prop::collection::vec((cost, 0_u64..5, prop::bool::weighted(0.1)), 0..24);
    rows.prop_map(|rows| {
        let numbered = (0_u16..).zip(rows);
        numbered
            .map(|(id, (cost, score, withdrawn))| {
                let candidate = Candidate::new(id, cost, score).unwrap();
                if withdrawn { candidate.withdrawn() } else { candidate }
            })
            .collect()
    })
}

fn any_order() -> impl Strategy<Value = TieOrder> {
    prop::sample::select(TieOrder::ALL)
}

/// The rule as the norm puts it, without any of the count's machinery.
fn naive(candidates: &[Candidate<u16>], budget: i64, order: TieOrder, minimum: u64) -> Vec<u16> {
    let mut waiting: Vec<_> = candidates.iter().filter(|one| !one.is_withdrawn() && one.score() >= minimum).collect();
    let (mut left, mut funded) = (budget, Vec::new());
    while let Some(next) = waiting.iter().copied().min_by(|a, b| {
        let by_order = match order {
            TieOrder::Lexico => a.id().cmp(b.id()),
            TieOrder::Official => (a.cost(), a.id()).cmp(&(b.cost(), b.id())),
        };
        b.score().cmp(&a.score()).then(by_order)
    }) {
        waiting.retain(|one| one.id() != next.id());
        if next.cost() <= left {
            left -= next.cost();
            funded.push(*next.id());
        }
    }
    funded
}

proptest! {
    #[test]
    fn the_count_is_the_rule(rows in any_candidates(), budget in 0_i64..60, order in any_order(), minimum in 0_u64..4) {
        let tally = greedy(&rows, budget, order, minimum);
        prop_assert_eq!(tally.selected().copied().collect::<Vec<_>>(), naive(&rows, budget, order, minimum));
    }

    #[test]
    fn it_never_spends_more_than_there_is(rows in any_candidates(), budget in 0_i64.., order in any_order()) {
        let tally = greedy(&rows, budget, order, 0);
        let spent: i128 = tally.funded().map(|line| i128::from(line.cost)).sum();
        prop_assert_eq!(i128::from(tally.total_cost), spent);
        prop_assert!(tally.total_cost <= budget);
        prop_assert_eq!(tally.left, budget - tally.total_cost);
    }

    /// From the lines alone, as a citizen would with a pencil.
    #[test]
    fn every_line_can_be_redone_by_hand(
        rows in any_candidates(), budget in 0_i64..60, order in any_order(), minimum in 0_u64..4
    ) {
        let tally = greedy(&rows, budget, order, minimum);
        let mut on_the_table = tally.budget;
        for (position, line) in (1..).zip(&tally.lines) {
            prop_assert_eq!(line.position, position);
            prop_assert_eq!(line.left_before, on_the_table);
            match line.outcome {
                Outcome::Funded => {
                    prop_assert!(line.cost <= on_the_table && line.score >= minimum);
                    on_the_table -= line.cost;
                }
                Outcome::DoesNotFit { missing } => {
                    prop_assert!(line.score >= minimum && missing > 0);
                    prop_assert_eq!(line.cost - missing, on_the_table);
                }
                Outcome::BelowMinimum { minimum: needed } => {
                    prop_assert_eq!(needed, minimum);
                    prop_assert!(line.score < needed);
                }
                Outcome::Withdrawn => prop_assert!(rows[usize::from(line.id)].is_withdrawn()),
            }
            prop_assert_eq!(line.left_after(), on_the_table);
        }
        prop_assert_eq!(tally.left, on_the_table);
    }

    #[test]
    fn every_project_has_its_line_and_votes_decide_the_order(
        rows in any_candidates(), budget in 0_i64..60, order in any_order(), minimum in 0_u64..4
    ) {
        let tally = greedy(&rows, budget, order, minimum);
        let listed: BTreeSet<_> = tally.lines.iter().map(|line| line.id).collect();
        prop_assert_eq!(listed.len(), tally.lines.len());
        prop_assert_eq!(listed, rows.iter().map(|row| *row.id()).collect::<BTreeSet<_>>());
        let had_turn = |line: &&Line<u16>| matches!(line.outcome, Outcome::Funded | Outcome::DoesNotFit { .. });
        let turns: Vec<_> = tally.lines.iter().take_while(had_turn).collect();
        prop_assert_eq!(turns.len(), tally.lines.iter().filter(had_turn).count());
        let by_order = |a: u16, b: u16| order.compare(&rows[usize::from(a)], &rows[usize::from(b)]).is_lt();
        let ordered = turns.is_sorted_by(|a, b| a.score > b.score || (a.score == b.score && by_order(a.id, b.id)));
        prop_assert!(ordered);
    }

    #[test]
    fn the_order_of_the_list_changes_nothing(
        (rows, shuffled) in any_candidates().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        budget in 0_i64..60, order in any_order(), minimum in 0_u64..4
    ) {
        prop_assert_eq!(greedy(&rows, budget, order, minimum), greedy(&shuffled, budget, order, minimum));
    }

    /// The ties of the count and those of its lines are the same.
    #[test]
    fn ties_are_told_on_both_sides(rows in any_candidates(), budget in 0_i64..60, order in any_order()) {
        let tally = greedy(&rows, budget, order, 1);
        for tie in &tally.ties {
            let lines: Vec<_> = tally.lines.iter().filter(|line| tie.ids.contains(&line.id)).collect();
            prop_assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), tie.ids.clone());
            for line in &lines {
                prop_assert_eq!(line.score, tie.score);
                let others: Vec<_> = tie.ids.iter().copied().filter(|&id| id != line.id).collect();
                prop_assert_eq!(&line.tied_with, &others);
            }
        }
        let tied: usize = tally.ties.iter().map(|tie| tie.ids.len()).sum();
        prop_assert_eq!(tied, tally.lines.iter().filter(|line| !line.tied_with.is_empty()).count());
    }

    /// A tie is decisive just when some order of the tied projects funds other ones: tried in all orders.
    #[test]
    fn a_tie_is_decisive_when_some_order_funds_others(costs in prop::collection::vec(1_i64..9, 2..6), budget in 0_i64..25) {
        let rows: Vec<_> = (0_u16..).zip(&costs).map(|(id, &cost)| Candidate::new(id, cost, 3).unwrap()).collect();
        let tally = greedy(&rows, budget, TieOrder::Lexico, 1);
        let funded: BTreeSet<u16> = tally.selected().copied().collect();
        let mut sets = BTreeSet::new();
        for order in orders(costs.len()) {
            let mut left = budget;
            let mut set = BTreeSet::new();
            for at in order {
                if costs[at] <= left {
                    left -= costs[at];
                    set.insert(u16::try_from(at).unwrap());
                }
            }
            sets.insert(set);
        }
        prop_assert!(sets.contains(&funded));
        prop_assert_eq!(tally.order_mattered(), sets.len() > 1);
    }

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

fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut orders = vec![Vec::new()];
    for _ in 0..count {
        let longer = orders.iter().flat_map(|order: &Vec<usize>| {
            let rest = (0..count).filter(|at| !order.contains(at));
            rest.map(|at| order.iter().copied().chain([at]).collect()).collect::<Vec<_>>()
        });
        orders = longer.collect();
    }
    orders
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
