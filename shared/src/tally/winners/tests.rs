use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{
    super::{Fate, Finish, Measure, Method, Profiler, Question, TieOrder, Utility, WhenFull, count as count_by},
    *,
};
use crate::{
    document::Key,
    draw::Purpose,
    ruleset::{Code, TieBreak as Rule, Unspent},
    tally::{Candidate, Part},
};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

/// Number, cost, score.
fn entrants(rows: &[(u32, i64, u64)]) -> Vec<Entrant<u32>> {
    rows.iter()
        .map(|&(number, cost, score)| Entrant::new(Candidate::new(number, cost, score).unwrap(), number))
        .collect()
}

/// By scores: no rule here looks at ballots.
fn winners(
    rule: &WinnerRule,
    rows: &[Entrant<u32>],
    room: &Room,
    minimum: u64,
    seed: Option<&Seed>,
) -> Result<Winners<u32>, DrawNeeded<u32>> {
    let none = Profiler::new(rows.len()).finish();
    super::winners(rule, rows, &none, room, Minimum::score(minimum), seed).map_err(|unfound| match unfound {
        Unfound::Draw(needed) => needed,
        Unfound::Count(error) => panic!("{error}"),
    })
}

fn by_votes(tie: &[Rule]) -> WinnerRule {
    WinnerRule::Greedy { tie: tie.to_vec(), unspent: Unspent::Return }
}

fn money(ceiling: i64) -> Room {
    Room { ceiling, parts: BTreeMap::new() }
}

fn reasons(count: &Winners<u32>) -> Vec<(u32, Reason)> {
    count.standings.iter().map(|line| (line.id, line.reason.clone())).collect()
}

fn order(rows: &[Entrant<u32>], tie: &[Rule], seed: Option<&Seed>) -> (Vec<u32>, Vec<Decider>) {
    let count = winners(&by_votes(tie), rows, &money(1_000), 0, seed).unwrap();
    let tied = count.ties.first().unwrap();
    (tied.ids.clone(), tied.pairs.iter().map(|pair| pair.by).collect())
}

const fn by(tie_break: Rule) -> Decider {
    Decider::Rule { tie_break }
}

#[test]
fn each_tie_break_puts_equals_in_its_order() {
    let mut rows = entrants(&[(1, 30, 5), (2, 10, 5), (3, 20, 5)]);
    let time = |text: &str| Some(text.parse().unwrap());
    rows[0].registered = time("2024-05-02T10:00:00Z");
    rows[1].registered = time("2024-05-01T10:00:00Z");
    for (row, neighbourhoods) in rows.iter_mut().zip([4, 7, 9]) {
        row.neighbourhoods = neighbourhoods;
    }
    for (tie_break, expected) in [
        (Rule::LowerCost, [2, 3, 1]),
        (Rule::HigherCost, [1, 3, 2]),
        // Nobody knows when the third was registered.
        (Rule::EarlierRegistration, [2, 1, 3]),
        (Rule::BallotNumber, [1, 2, 3]),
        (Rule::MoreNeighbourhoods, [3, 2, 1]),
    ] {
        assert_eq!(order(&rows, &[tie_break], None), (expected.to_vec(), vec![by(tie_break); 2]));
    }
}

#[test]
fn the_trace_says_which_tie_break_decided() {
    let rows = entrants(&[(1, 10, 5), (2, 10, 5), (3, 5, 5), (4, 10, 5)]);
    assert_eq!(
        order(&rows, &[Rule::LowerCost], None),
        (vec![3, 1, 2, 4], vec![by(Rule::LowerCost), Decider::LastResort, Decider::LastResort])
    );
    // Everything fits: whom a draw would have put first does not matter.
    assert_eq!(
        order(&rows, &[Rule::LowerCost, Rule::PublicDraw], None),
        (vec![3, 1, 2, 4], vec![by(Rule::LowerCost), Decider::NoDrawNeeded, Decider::NoDrawNeeded])
    );
    let seed: Seed = "05 12 23 31 40".parse().unwrap();
    let (drawn, deciders) = order(&rows, &[Rule::LowerCost, Rule::PublicDraw], Some(&seed));
    let mut lots = [1, 2, 4];
    lots.sort_by_key(|number: &u32| seed.lot(Purpose::Tie, &number.to_string()));
    assert_eq!(drawn, [vec![3], lots.to_vec()].concat());
    assert_eq!(deciders, [by(Rule::LowerCost), by(Rule::PublicDraw), by(Rule::PublicDraw)]);
}

#[test]
fn a_draw_is_asked_for_only_where_it_decides() {
    let rows = entrants(&[(7, 60, 9), (2, 30, 5), (1, 30, 5), (3, 20, 5), (4, 99, 1), (5, 99, 1)]);
    let rule = by_votes(&[Rule::LowerCost, Rule::PublicDraw]);
    assert_eq!(
        winners(&rule, &rows, &money(110), 1, None),
        Err(DrawNeeded { among: vec![1, 2], score: Some(5) }),
        "after the cheaper one, one of the two fits"
    );
    let enough = winners(&rule, &rows, &money(140), 1, None).unwrap();
    assert_eq!(enough.won().collect::<Vec<_>>(), [&7, &3, &1, &2]);
    assert!(enough.ties.iter().all(|tied| !tied.decisive), "and neither of the last two fits at all");
    let seed: Seed = "x".parse().unwrap();
    let drawn = winners(&rule, &rows, &money(110), 1, Some(&seed)).unwrap();
    assert_eq!(drawn.won().count(), 3);
    assert!(drawn.ties[0].decisive);
}

#[test]
fn themes_have_their_own_money_and_number() {
    let mut rows = entrants(&[(1, 50, 9), (2, 30, 8), (3, 10, 7), (4, 40, 6), (5, 5, 5), (6, 5, 4)]);
    for (row, theme) in rows.iter_mut().zip(["a", "a", "a", "b", "b", "c"]) {
        row.theme = Some(key(theme));
    }
    rows.push(Entrant::new(Candidate::new(7, 1, 3).unwrap(), 7));
    let room = Room {
        ceiling: 100,
        parts: [(key("a"), Part { ceiling: 60, at_most: None }), (key("b"), Part { ceiling: 45, at_most: Some(1) })]
            .into(),
    };
    let count = winners(&WinnerRule::GreedyByTheme { tie: Vec::new() }, &rows, &room, 1, None).unwrap();
    assert_eq!(
        reasons(&count),
        [
            (1, Reason::Won),
            (2, Reason::DoesNotFitTheme { theme: key("a"), missing: 20 }),
            (3, Reason::Won),
            (4, Reason::Won),
            (5, Reason::ThemeFull { theme: key("b"), at_most: 1 }),
            (6, Reason::NoPart { theme: Some(key("c")) }),
            (7, Reason::NoPart { theme: None }),
        ]
    );
    assert_eq!(count.standings.iter().map(|line| line.left_before.unwrap()).collect::<Vec<_>>()[..4], [60, 10, 10, 40]);
    assert_eq!((count.total_cost, count.left), (100, Some(0)));
    // Parts that promise more than there is: the ceiling holds.
    let short = Room { ceiling: 80, ..room };
    let count = winners(&WinnerRule::GreedyByTheme { tie: Vec::new() }, &rows, &short, 1, None).unwrap();
    assert_eq!(reasons(&count)[3], (4, Reason::DoesNotFit { missing: 20 }));
}

#[test]
fn plurality_takes_the_first_ones_whatever_they_cost() {
    let rows = entrants(&[(1, i64::MAX, 5), (2, i64::MAX, 9), (3, 1, 5), (4, 1, 0)]);
    let rule = WinnerRule::Plurality { winners: 2, tie: vec![Rule::HigherCost] };
    let count = winners(&rule, &rows, &money(0), 1, None).unwrap();
    assert_eq!(
        reasons(&count),
        [
            (2, Reason::Won),
            (1, Reason::Won),
            (3, Reason::PlacesTaken { winners: 2 }),
            (4, Reason::BelowMinimum { minimum: 1 }),
        ]
    );
    assert!(count.ties[0].decisive);
    assert_eq!((count.left, count.total_cost, count.standings[0].left_before), (None, i64::MAX, None));
}

#[test]
fn sixty_winners_are_spread_over_twelve_regions() {
    // 122 schools; the first regions have the most votes, the last region has only two schools.
    let mut rows = entrants(&(1..=122).map(|number| (number, 1, u64::from(1_000 - number))).collect::<Vec<_>>());
    for (place, row) in (0_usize..).zip(&mut rows) {
        row.within = Some(format!("{:02}", (place / 10 + 1).min(13)).parse::<Code>().unwrap());
    }
    rows[121].within = None;
    let rule = WinnerRule::Quota { winners: 60, each: 5, within: key("region"), tie: vec![Rule::PublicDraw] };
    let count = winners(&rule, &rows, &money(0), 1, None).unwrap();
    let mut won: BTreeMap<&Code, u32> = BTreeMap::new();
    for id in count.won() {
        *won.entry(rows[usize::try_from(*id).unwrap() - 1].within.as_ref().unwrap()).or_default() += 1;
    }
    assert_eq!(won.len(), 12);
    assert!(won.values().all(|&number| number == 5));
    let first: Code = "01".parse().unwrap();
    assert_eq!(reasons(&count)[5], (6, Reason::QuotaReached { within: first, each: 5 }));
    assert_eq!(reasons(&count)[120], (121, Reason::PlacesTaken { winners: 60 }));
    assert_eq!(reasons(&count)[121], (122, Reason::NoTerritory));
}

fn in_group(rows: &mut [Entrant<u32>], group: &str, numbers: &[u32]) {
    for row in rows.iter_mut().filter(|row| numbers.contains(&row.number)) {
        row.group = Some(group.parse().unwrap());
    }
}

#[test]
fn of_projects_that_exclude_each_other_the_first_that_fits_wins() {
    // The first two do not fit or exclude each other; the third is of no group.
    let mut rows = entrants(&[(1, 90, 9), (2, 30, 8), (3, 20, 7), (4, 10, 6)]);
    in_group(&mut rows, "Lote de la 70", &[1, 2, 4]);
    let count = winners(&by_votes(&[]), &rows, &money(60), 1, None).unwrap();
    let excluded = Reason::Excluded { group: "Lote de la 70".parse().unwrap(), by: 2 };
    let expected = [(1, Reason::DoesNotFit { missing: 30 }), (2, Reason::Won), (3, Reason::Won), (4, excluded.clone())];
    assert_eq!(reasons(&count), expected);
    assert_eq!(count.left, Some(10), "the last one would have fitted");
    let stored = serde_json::to_value(&count).unwrap();
    assert_eq!(
        (&stored["standings"][3]["reason"], &stored["standings"][3]["group"]),
        (&"excluded".into(), &"Lote de la 70".into())
    );
    assert_eq!(serde_json::from_value::<Winners<u32>>(stored).unwrap(), count);
    // Places that are counted are taken by one of them too.
    let rule = WinnerRule::Plurality { winners: 2, tie: Vec::new() };
    let count = winners(&rule, &rows, &money(0), 1, None).unwrap();
    let by_first = Reason::Excluded { group: "Lote de la 70".parse().unwrap(), by: 1 };
    let full = Reason::PlacesTaken { winners: 2 };
    assert_eq!(count.won().collect::<Vec<_>>(), [&1, &3]);
    assert_eq!(reasons(&count)[1], (2, by_first.clone()));
    assert_ne!(reasons(&count)[3].1, full, "who lost to its group is told so");
}

#[test]
fn equals_that_exclude_each_other_are_drawn() {
    let mut rows = entrants(&[(1, 10, 5), (2, 10, 5), (3, 10, 5)]);
    in_group(&mut rows, "Lote", &[1, 2]);
    let rule = by_votes(&[Rule::PublicDraw]);
    let needed = Err(DrawNeeded { among: vec![1, 2, 3], score: Some(5) });
    assert_eq!(winners(&rule, &rows, &money(100), 1, None), needed, "all would fit, and one of two wins");
    let seed: Seed = "x".parse().unwrap();
    let drawn = winners(&rule, &rows, &money(100), 1, Some(&seed)).unwrap();
    let mut lots = [1_u32, 2];
    lots.sort_by_key(|number| seed.lot(Purpose::Tie, &number.to_string()));
    assert_eq!(drawn.won().copied().collect::<BTreeSet<_>>(), BTreeSet::from([lots[0], 3]));
    assert!(drawn.ties[0].decisive);
}

#[test]
fn a_quota_and_groups_hold_together() {
    let mut rows = entrants(&[(1, 1, 9), (2, 1, 8), (3, 1, 7), (4, 1, 6)]);
    for (row, region) in rows.iter_mut().zip(["a", "a", "a", "b"]) {
        row.within = Some(region.parse().unwrap());
    }
    in_group(&mut rows, "Lote", &[1, 2]);
    let rule = WinnerRule::Quota { winners: 4, each: 2, within: key("region"), tie: vec![Rule::BallotNumber] };
    let count = winners(&rule, &rows, &money(0), 1, None).unwrap();
    assert_eq!(count.won().collect::<Vec<_>>(), [&1, &3, &4]);
}

#[test]
fn a_count_is_stored_and_read() {
    let rows = entrants(&[(1, 10, 5), (2, 10, 5), (3, 90, 4)]);
    let count = winners(&by_votes(&[Rule::LowerCost]), &rows, &money(15), 1, None).unwrap();
    let stored = serde_json::to_value(&count).unwrap();
    assert_eq!(
        stored["standings"][1],
        serde_json::json!({
            "id": 2, "position": 2, "score": 5, "cost": 10, "left_before": 5, "reason": "does_not_fit", "missing": 5
        })
    );
    assert_eq!(stored["ties"][0]["pairs"][0]["decided"], "last_resort");
    assert_eq!(serde_json::from_value::<Winners<u32>>(stored).unwrap(), count);
}

/// Few different costs and scores, so that most cases are full of ties.
fn any_entrants() -> impl Strategy<Value = Vec<Entrant<u32>>> {
    let row = (1_i64..8, 0_u64..4, 0_u32..3, prop::option::of(0_usize..3), prop::option::of(0_usize..3), any::<u8>());
    let row = (row, prop::option::weighted(0.3, 0_usize..2));
    prop::collection::vec(row, 0..16).prop_map(|rows| {
        let numbered = (1_u32..).zip(rows).map(|(number, (row, group))| {
            let (cost, score, neighbourhoods, theme, within, withdrawn) = row;
            let candidate = Candidate::new(number, cost, score).unwrap();
            let candidate = if withdrawn < 20 { candidate.withdrawn() } else { candidate };
            Entrant {
                neighbourhoods,
                theme: theme.map(|theme| key(["a", "b", "c"][theme])),
                within: within.map(|within| ["r1", "r2", "r3"][within].parse().unwrap()),
                group: group.map(|group| ["Lote 1", "Lote 2"][group].parse().unwrap()),
                ..Entrant::new(candidate, number)
            }
        });
        numbered.collect()
    })
}

fn any_rule() -> impl Strategy<Value = WinnerRule> {
    let tie = prop::collection::vec(prop::sample::select(Rule::ALL), 0..4);
    (0_u8..4, 0_u16..7, 0_u16..4, tie).prop_map(|(rule, winners, each, tie)| match rule {
        0 => by_votes(&tie),
        1 => WinnerRule::GreedyByTheme { tie },
        2 => WinnerRule::Plurality { winners, tie },
        _ => WinnerRule::Quota { winners, each, within: key("region"), tie },
    })
}

fn any_room() -> impl Strategy<Value = Room> {
    let part = |name: &'static str| {
        (prop::bool::weighted(0.8), -2_i64..30, prop::option::of(0_u32..4))
            .prop_map(move |(there, ceiling, at_most)| there.then(|| (key(name), Part { ceiling, at_most })))
    };
    (-2_i64..60, part("a"), part("b"))
        .prop_map(|(ceiling, a, b)| Room { ceiling, parts: a.into_iter().chain(b).collect() })
}

fn any_seed() -> impl Strategy<Value = Option<Seed>> {
    prop::option::of("[a-z]{1,6}".prop_map(|text| text.parse().unwrap()))
}

/// What winners may not exceed, asked of the whole set of them.
fn exceeds(rule: &WinnerRule, room: &Room, won: &[&Entrant<u32>]) -> bool {
    let cost = |of: &dyn Fn(&Entrant<u32>) -> bool| -> i64 {
        won.iter().filter(|one| of(one)).map(|one| one.candidate.cost()).sum()
    };
    let number = |of: &dyn Fn(&Entrant<u32>) -> bool| won.iter().filter(|one| of(one)).count();
    if won.iter().any(|one| one.group.is_some() && number(&|other| other.group == one.group) > 1) {
        return true;
    }
    match rule {
        WinnerRule::Greedy { .. } | WinnerRule::EqualShares { .. } | WinnerRule::Phragmen { .. } => {
            cost(&|_| true) > room.ceiling.max(0)
        }
        WinnerRule::GreedyByTheme { .. } => {
            cost(&|_| true) > room.ceiling.max(0)
                || won.iter().any(|one| one.theme.as_ref().is_none_or(|theme| !room.parts.contains_key(theme)))
                || room.parts.iter().any(|(theme, part)| {
                    let of = |one: &Entrant<u32>| one.theme.as_ref() == Some(theme);
                    cost(&of) > part.ceiling.max(0)
                        || part.at_most.is_some_and(|most| number(&of) > usize::try_from(most).unwrap())
                })
        }
        WinnerRule::Plurality { winners, .. } => won.len() > usize::from(*winners),
        WinnerRule::Quota { winners, each, .. } => {
            won.len() > usize::from(*winners)
                || won
                    .iter()
                    .any(|one| one.within.is_none() || number(&|other| other.within == one.within) > usize::from(*each))
        }
    }
}

/// Every order of so many places.
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Nobody wins beyond what there is, and whoever competes and does not win had no room at its turn, and has none at
    /// the end.
    #[test]
    fn winners_keep_to_what_there_is_and_leave_nobody_out(
        rows in any_entrants(), rule in any_rule(), room in any_room(), minimum in 0_u64..3, seed in any_seed()
    ) {
        let Ok(count) = winners(&rule, &rows, &room, minimum, seed.as_ref()) else {
            prop_assert!(seed.is_none() && tie_breaks(&rule).contains(&Rule::PublicDraw));
            return Ok(());
        };
        let of = |id: u32| rows.iter().find(|row| *row.candidate.id() == id).unwrap();
        let won: Vec<&Entrant<u32>> = count.won().map(|&id| of(id)).collect();
        prop_assert!(!exceeds(&rule, &room, &won));
        prop_assert_eq!(count.total_cost, won.iter().map(|one| one.candidate.cost()).sum::<i64>());
        let listed: BTreeSet<u32> = count.standings.iter().map(|line| line.id).collect();
        prop_assert_eq!((listed.len(), count.standings.len()), (rows.len(), rows.len()));
        for line in &count.standings {
            let one = of(line.id);
            let expected_out = one.candidate.is_withdrawn() || one.candidate.score() < minimum;
            let is_out = matches!(line.reason, Reason::Withdrawn | Reason::BelowMinimum { .. });
            prop_assert_eq!(is_out, expected_out);
            if !is_out && line.reason != Reason::Won {
                let more: Vec<&Entrant<u32>> = won.iter().copied().chain([one]).collect();
                prop_assert!(exceeds(&rule, &room, &more), "{} had room", line.id);
            }
        }
    }

    #[test]
    fn the_order_of_the_list_changes_nothing(
        (rows, shuffled) in any_entrants().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        rule in any_rule(), room in any_room(), minimum in 0_u64..3, seed in any_seed()
    ) {
        prop_assert_eq!(
            winners(&rule, &rows, &room, minimum, seed.as_ref()),
            winners(&rule, &shuffled, &room, minimum, seed.as_ref())
        );
    }

    /// Where both know the rule, they find the same, line by line.
    #[test]
    fn most_votes_first_is_the_same_as_by_the_published_orders(
        rows in any_entrants(), ceiling in -2_i64..60, minimum in 0_u64..3, official in any::<bool>()
    ) {
        let (published, tie): (_, &[Rule]) = if official {
            (TieOrder::Official, &[Rule::LowerCost, Rule::BallotNumber])
        } else {
            (TieOrder::Lexico, &[Rule::BallotNumber])
        };
        let candidates: Vec<_> = rows.iter().map(|row| row.candidate.clone()).collect();
        let question = Question {
            candidates: &candidates,
            profile: &Profiler::new(candidates.len()).finish(),
            budget: ceiling,
            step: 1,
            unit: 1,
            tie_order: published,
            minimum_score: minimum,
            threshold: None,
            groups: &crate::tally::entrant::groups(&rows),
            ranks: &[],
        };
        let named = Method::MostFirst { measure: Measure::Score, when_full: WhenFull::Skip };
        let named = count_by(named, &question).unwrap();
        let count = winners(&by_votes(tie), &rows, &money(ceiling), minimum, None).unwrap();
        for (verdict, standing) in named.verdicts.iter().zip(&count.standings) {
            prop_assert_eq!(
                (verdict.id, verdict.position, verdict.score), (standing.id, standing.position, standing.score)
            );
            let (left_before, same) = match verdict.fate {
                Fate::Funded { left_before } => (left_before, Reason::Won),
                Fate::DoesNotFit { left_before, missing } => (left_before, Reason::DoesNotFit { missing }),
                Fate::Excluded { by } => {
                    let group = rows.iter().find(|row| *row.candidate.id() == verdict.id).unwrap().group.clone();
                    let left_before = standing.left_before.unwrap();
                    (left_before, Reason::Excluded { group: group.unwrap(), by })
                }
                Fate::BelowMinimum { minimum } => (named.left, Reason::BelowMinimum { minimum }),
                Fate::Withdrawn => (named.left, Reason::Withdrawn),
                ref other => panic!("{other:?}"),
            };
            prop_assert_eq!((Some(left_before), &same), (standing.left_before, &standing.reason));
        }
        prop_assert_eq!(named.verdicts.len(), count.standings.len());
        prop_assert_eq!((named.total_cost, Some(named.left)), (count.total_cost, count.left));
        let tied: Vec<_> = count.ties.iter().map(|tied| &tied.ids).collect();
        prop_assert_eq!(named.ties.iter().map(|tie| &tie.ids).collect::<Vec<_>>(), tied);
    }

    /// From the lines alone, as a citizen would with a pencil.
    #[test]
    fn every_line_can_be_redone_by_hand(rows in any_entrants(), ceiling in -2_i64..60, minimum in 0_u64..3) {
        let count = winners(&by_votes(&[Rule::HigherCost]), &rows, &money(ceiling), minimum, None).unwrap();
        let mut on_the_table = ceiling.max(0);
        let mut last = u64::MAX;
        for (position, line) in (1..).zip(&count.standings) {
            prop_assert_eq!((line.position, line.left_before), (position, Some(on_the_table)));
            match &line.reason {
                Reason::Won => {
                    prop_assert!(line.cost <= on_the_table && (minimum..=last).contains(&line.score));
                    (on_the_table, last) = (on_the_table - line.cost, line.score);
                }
                Reason::DoesNotFit { missing } => {
                    prop_assert!((minimum..=last).contains(&line.score) && *missing > 0);
                    prop_assert_eq!(line.cost - missing, on_the_table);
                    last = line.score;
                }
                Reason::Excluded { by, .. } => {
                    let other = count.standings.iter().find(|other| other.id == *by).unwrap();
                    prop_assert!(other.reason == Reason::Won && other.position < line.position);
                    last = line.score;
                }
                Reason::BelowMinimum { minimum: needed } => prop_assert!(*needed == minimum && line.score < minimum),
                Reason::Withdrawn => {}
                other => prop_assert!(false, "{:?}", other),
            }
        }
        prop_assert_eq!(count.left, Some(on_the_table));
    }

    /// A tie is decisive just when some order of the tied projects funds other ones: tried in all orders.
    #[test]
    fn a_tie_is_decisive_when_some_order_funds_others(costs in prop::collection::vec(1_i64..9, 2..6), budget in 0_i64..25) {
        let rows: Vec<_> = (1_u32..).zip(&costs).map(|(number, &cost)| (number, cost, 3)).collect();
        let count = winners(&by_votes(&[]), &entrants(&rows), &money(budget), 1, None).unwrap();
        let mut sets = BTreeSet::new();
        for order in orders(costs.len()) {
            let mut left = budget;
            let mut set = BTreeSet::new();
            for at in order {
                if costs[at] <= left {
                    left -= costs[at];
                    set.insert(u32::try_from(at + 1).unwrap());
                }
            }
            sets.insert(set);
        }
        prop_assert!(sets.contains(&count.won().copied().collect::<BTreeSet<_>>()));
        prop_assert_eq!(count.ties[0].decisive, sets.len() > 1);
    }

    /// Without a seed, either every draw finds the same winners, or the draw is asked for.
    #[test]
    fn a_draw_that_is_not_asked_for_decides_nothing(
        rows in any_entrants(), rule in any_rule(), room in any_room(), seeds in prop::collection::vec("[a-z]{1,6}", 4)
    ) {
        if let Ok(count) = winners(&rule, &rows, &room, 0, None) {
            let won: BTreeSet<&u32> = count.won().collect();
            for seed in seeds {
                let drawn = winners(&rule, &rows, &room, 0, Some(&seed.parse().unwrap())).unwrap();
                prop_assert_eq!(&drawn.won().collect::<BTreeSet<_>>(), &won);
            }
        }
    }
}

/// Ballots by place, each so many times.
fn ballots(projects: usize, cast: &[(&[usize], u32)]) -> Profile {
    let mut profiler = Profiler::new(projects);
    for (ballot, many) in cast {
        for _ in 0..*many {
            profiler.approve(ballot.iter().copied()).unwrap();
        }
    }
    profiler.finish()
}

fn shares(raise: Option<&str>, completion: Finish, tie: &[Rule]) -> WinnerRule {
    let raise = raise.map(|amount| amount.parse().unwrap());
    WinnerRule::EqualShares { utility: Utility::Cost, raise, completion, tie: tie.to_vec(), unspent: Unspent::Return }
}

#[test]
fn shares_buy_what_each_group_wants() {
    // Six want the first two, four the last: by votes alone the four get nothing.
    let profile = ballots(3, &[(&[0, 1], 6), (&[2], 4)]);
    let rows = entrants(&[(1, 50, 6), (2, 50, 6), (3, 40, 4)]);
    let find = |rule: &WinnerRule, seed: Option<&Seed>| {
        super::winners(rule, &rows, &profile, &money(100), Minimum::score(1), seed)
    };
    assert_eq!(find(&by_votes(&[Rule::BallotNumber]), None).unwrap().won().collect::<Vec<_>>(), [&1, &2]);
    let rule = shares(None, Finish::None, &[Rule::BallotNumber]);
    let found = find(&rule, None).unwrap();
    assert_eq!(found.won().collect::<Vec<_>>(), [&1, &3]);
    let [first, second, lost] = found.standings.as_slice() else { panic!("{found:?}") };
    assert!(matches!(first.reason, Reason::Bought { round: 1, supporters: 6, in_full: 6, .. }), "{first:?}");
    assert!(matches!(second.reason, Reason::Bought { round: 2, supporters: 4, .. }), "{second:?}");
    assert_eq!((lost.id, &lost.reason), (2, &Reason::Unaffordable));
    let shortfall = lost.shortfall.as_ref().unwrap();
    assert_eq!((shortfall.money, shortfall.taken[0].by, shortfall.taken[0].voters), (10, 1, 6));
    assert_eq!((found.total_cost, found.left), (90, Some(10)));
    assert_eq!(found.shares.unwrap().endowment.unwrap().minor(), 10);
    // The first two were equal: the number on the ballot decided which of them won.
    let [tied] = found.ties.as_slice() else { panic!("{:?}", found.ties) };
    assert_eq!((tied.ids.as_slice(), tied.round, tied.decisive), ([1, 2].as_slice(), Some(1), true));
    assert_eq!(tied.pairs[0].by, by(Rule::BallotNumber));
    // Left to a draw, that has to be held.
    let drawn = shares(None, Finish::None, &[Rule::LowerCost, Rule::PublicDraw]);
    assert_eq!(find(&drawn, None), Err(Unfound::Draw(DrawNeeded { among: vec![1, 2], score: None })));
    let seed: Seed = "x".parse().unwrap();
    let held = find(&drawn, Some(&seed)).unwrap();
    let mut lots = [1_u32, 2];
    lots.sort_by_key(|number| seed.lot(Purpose::Tie, &number.to_string()));
    assert_eq!(held.won().collect::<Vec<_>>(), [&lots[0], &3]);
    let stored = serde_json::to_value(&held).unwrap();
    assert_eq!(serde_json::from_value::<Winners<u32>>(stored).unwrap(), held);
}

#[test]
fn a_draw_between_shares_that_changes_nothing_is_not_asked_for() {
    let profile = ballots(2, &[(&[0, 1], 6)]);
    let rows = entrants(&[(1, 50, 6), (2, 50, 6)]);
    let rule = shares(Some("1 COP"), Finish::ByScore, &[Rule::LowerCost, Rule::PublicDraw]);
    let found = super::winners(&rule, &rows, &profile, &money(100), Minimum::score(1), None).unwrap();
    assert_eq!(found.won().count(), 2);
    assert!(!found.ties[0].decisive);
    assert_eq!(found.ties[0].pairs[0].by, Decider::NoDrawNeeded);
}

#[test]
fn loads_are_shared_and_what_is_left_goes_by_votes() {
    let profile = ballots(3, &[(&[0], 5), (&[1], 3), (&[2], 1)]);
    let rows = entrants(&[(1, 50, 5), (2, 60, 3), (3, 40, 1)]);
    let find = |completion| {
        let rule = WinnerRule::Phragmen { completion, tie: vec![Rule::BallotNumber], unspent: Unspent::Return };
        super::winners(&rule, &rows, &profile, &money(100), Minimum::score(1), None).unwrap()
    };
    let plain = find(Finish::None);
    assert_eq!(plain.won().collect::<Vec<_>>(), [&1]);
    assert!(matches!(plain.standings[0].reason, Reason::Loaded { round: 1, supporters: 5, load: Some(10) }));
    assert_eq!(plain.standings[1].reason, Reason::DoesNotFit { missing: 10 });
    assert_eq!(plain.standings[2].reason, Reason::Ended);
    let completed = find(Finish::ByScore);
    assert_eq!(completed.won().collect::<Vec<_>>(), [&1, &3]);
}

#[test]
fn whoever_supports_one_of_a_group_keeps_their_money_for_others() {
    // Six want either of the first two, which exclude each other; the third is bought with what that leaves them.
    let profile = ballots(3, &[(&[0, 1, 2], 6)]);
    let mut rows = entrants(&[(1, 30, 6), (2, 40, 6), (3, 50, 6)]);
    in_group(&mut rows, "Lote", &[1, 2]);
    let excluded = Reason::Excluded { group: "Lote".parse().unwrap(), by: 1 };
    let tie = vec![Rule::LowerCost, Rule::BallotNumber];
    let phragmen = WinnerRule::Phragmen { completion: Finish::ByScore, tie: tie.clone(), unspent: Unspent::Return };
    for rule in [shares(None, Finish::None, &tie), shares(Some("1 COP"), Finish::Compared, &tie), phragmen] {
        let found = super::winners(&rule, &rows, &profile, &money(120), Minimum::score(1), None).unwrap();
        assert_eq!(found.won().collect::<BTreeSet<_>>(), BTreeSet::from([&1, &3]), "{rule:?}");
        let other = found.standings.iter().find(|line| line.id == 2).unwrap();
        assert_eq!(other.reason, excluded, "{rule:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// By every rule a group has one winner at most, whoever lost to it is told to whom, and other numbers on the ballot
    /// change nothing but what ties by number.
    #[test]
    fn a_group_never_has_two_winners(
        costs in prop::collection::vec((1_i64..9, prop::option::weighted(0.6, 0_usize..2)), 2..7),
        cast in prop::collection::vec(prop::collection::btree_set(0_usize..7, 0..5), 1..9),
        ceiling in 0_i64..40, way in 0_usize..5, shift in 0_usize..7,
    ) {
        let projects = costs.len();
        let mut profiler = Profiler::new(projects);
        let mut turned = Profiler::new(projects);
        let at = |place: usize| (place + shift) % projects;
        for ballot in &cast {
            let chosen = || ballot.iter().copied().filter(|place| *place < projects);
            profiler.approve(chosen()).unwrap();
            turned.approve(chosen().map(at)).unwrap();
        }
        let (profile, turned) = (profiler.finish(), turned.finish());
        let mut rows: Vec<Entrant<u32>> = (1_u32..)
            .zip(&costs)
            .zip(profile.scores())
            .map(|((number, &(cost, group)), score)| Entrant {
                group: group.map(|group| ["Lote 1", "Lote 2"][group].parse().unwrap()),
                ..Entrant::new(Candidate::new(number, cost, score).unwrap(), number)
            })
            .collect();
        let tie = vec![Rule::LowerCost, Rule::BallotNumber];
        let rule = match way {
            0 => by_votes(&tie),
            1 => shares(None, Finish::ByScore, &tie),
            2 => shares(Some("1 COP"), Finish::None, &tie),
            3 => shares(Some("1 COP"), Finish::Compared, &tie),
            _ => WinnerRule::Phragmen { completion: Finish::ByScore, tie, unspent: Unspent::Return },
        };
        let count = super::winners(&rule, &rows, &profile, &money(ceiling), Minimum::score(1), None).unwrap();
        let of = |id: u32| rows.iter().find(|row| row.number == id).unwrap();
        let mut taken = BTreeMap::new();
        for id in count.won() {
            if let Some(group) = &of(*id).group {
                prop_assert_eq!(taken.insert(group.clone(), *id), None, "{:?}", &count);
            }
        }
        for line in &count.standings {
            if let Reason::Excluded { group, by } = &line.reason {
                prop_assert_eq!((of(line.id).group.as_ref(), taken.get(group)), (Some(group), Some(by)));
            }
        }
        // The same projects in other places, with other ids.
        rows.rotate_right(shift % projects);
        let again = super::winners(&rule, &rows, &turned, &money(ceiling), Minimum::score(1), None).unwrap();
        let decided = |count: &Winners<u32>| reasons(count).into_iter().collect::<BTreeMap<_, _>>();
        prop_assert_eq!(decided(&again), decided(&count));
    }
}
