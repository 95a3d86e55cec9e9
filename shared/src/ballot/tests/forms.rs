use super::*;
use crate::ballot::form::rule_problems;

fn problems(rule: BallotRule, costs: &[i64], ceiling: i64) -> Vec<FormProblem> {
    let made = BallotForm::new(key("c"), rule, offer(costs, ceiling, "zona"));
    made.map_or_else(|FormProblems(problems)| problems, |_| Vec::new())
}

#[test]
fn a_limit_is_at_least_one_and_at_most_all() {
    let four_fifths = Limit::Share { share: "80%".parse().unwrap() };
    let limits = |limit: &Limit| [1, 5, 14, 16].map(|offered| most(limit, offered, &key("rural")));
    assert_eq!(limits(&four_fifths), [1, 4, 11, 13], "11 of 14 and 13 of 16, as published");
    assert_eq!(limits(&count(0)), [1, 1, 1, 1]);
    assert_eq!(limits(&urban_or_rural()), [1, 5, 9, 9]);
    assert_eq!(most(&urban_or_rural(), 20, &key("urbana")), 7);
    assert_eq!(most(&urban_or_rural(), 20, &key("mixta")), 5);
    // 5 · 50 % = 2.5
    assert_eq!(most(&Limit::Share { share: "50%".parse().unwrap() }, 5, &key("rural")), 3);
}

#[test]
fn a_ballot_knows_its_numbers() {
    let wallet = form(BallotRule::Wallet {
        amount: 1_000_000,
        note: 100_000,
        each_at_most: 2_000_000,
        at_most: count(10),
        blank: true,
    });
    assert_eq!(wallet.way(), Way::Wallet { amount: 1_000_000, note: 100_000, each: 1_000_000 });
    assert_eq!((wallet.least(), wallet.most(), wallet.blank()), (1, 6, true));
    assert_eq!(wallet.input(), Input::Amount { step: 100_000, most: 1_000_000 });
    let single = form(BallotRule::SingleChoice { blank: false });
    assert_eq!((single.least(), single.most(), single.input()), (1, 1, Input::Pick));
    // A third of 100 is more than 33.
    assert_eq!(form(knapsack(Some("33.33%"))).way(), Way::Knapsack { floor: pesos(34) });
    let ranking = form(BallotRule::Ranking { at_least: 3, at_most: count(3), places: Vec::new(), blank: false });
    assert_eq!((ranking.least(), ranking.most(), ranking.input()), (3, 3, Input::Place { most: 3 }));
    assert_eq!(form(points(3, 9, false)).way(), Way::Points { points: 3, each: 3, spend_all: false });
    assert_eq!(form(points(3, 9, false)).most(), 3);
}

#[test]
fn a_rule_that_nobody_could_follow_makes_no_ballot() {
    assert_eq!(
        problems(approval(7, 9, true), &[1; 6], 10),
        [FormProblem::LeastAboveOffer { least: 7, offered: 6 }],
        "a ballot larger than its offer"
    );
    assert_eq!(problems(approval(3, 2, true), &[1; 6], 10), [FormProblem::LeastAboveMost { least: 3, most: 2 }]);
    let share = Limit::Share { share: "20%".parse().unwrap() };
    let few = BallotRule::Approval { at_least: 3, at_most: share, blank: true };
    assert!(rule_problems(&few).is_empty(), "of 16 projects, 20 % are three");
    assert_eq!(problems(few, &[1; 6], 10), [FormProblem::LeastAboveMost { least: 3, most: 1 }]);
    assert_eq!(problems(points(10, 2, true), &[1; 4], 10), [FormProblem::PointsLeft { points: 10, reachable: 8 }]);
    assert_eq!(
        problems(knapsack(None), &[11, 12], 10),
        [FormProblem::LeastAboveCeiling { least: 1, cost: pesos(11), ceiling: pesos(10) }]
    );
    assert_eq!(
        problems(knapsack(Some("80%")), &[3, 4], 10),
        [FormProblem::FloorOutOfReach { floor: pesos(8), reachable: pesos(7) }]
    );
}

#[test]
fn a_rule_is_told_everything_that_is_wrong_with_it() {
    let nothing = BallotRule::Points { points: 0, each_at_most: 0, at_most: None, spend_all: true, blank: false };
    assert_eq!(rule_problems(&nothing), [FormProblem::NoPoints, FormProblem::UnevenEach { each: 0, note: 1 }]);
    assert_eq!(problems(nothing.clone(), &[1], 1), rule_problems(&nothing));
    let uneven = BallotRule::Wallet { amount: 950, note: 100, each_at_most: 250, at_most: count(3), blank: false };
    assert_eq!(
        problems(uneven, &[1], 1),
        [FormProblem::UnevenNotes { amount: 950, note: 100 }, FormProblem::UnevenEach { each: 250, note: 100 }]
    );
    let worthless = BallotRule::Wallet { amount: 1, note: 0, each_at_most: 1, at_most: count(3), blank: false };
    assert_eq!(problems(worthless, &[1], 1), [FormProblem::NoNotes { amount: 1, note: 0 }]);
    let kinds = BallotRule::Ranking { at_least: 6, at_most: urban_or_rural(), places: Vec::new(), blank: true };
    assert_eq!(rule_problems(&kinds), [FormProblem::LeastAboveMost { least: 6, most: 5 }]);
}

#[test]
fn an_offer_is_told_everything_that_is_wrong_with_it() {
    let project =
        |number, id: u32, cost| Offered { id: super::id(id), number, cost, theme: None, within: None, group: None };
    let made = Offer::new(
        vec![project(1, 1, pesos(0)), project(1, 2, pesos(5)), project(3, 2, Money::new(5, Currency::MXN))],
        pesos(-1),
        key("zona"),
    );
    let OfferProblems(problems) = made.unwrap_err();
    assert_eq!(
        problems,
        [
            OfferProblem::CeilingBelowZero { ceiling: pesos(-1) },
            OfferProblem::CostNotPositive { project: id(1), cost: pesos(0) },
            OfferProblem::NumberTwice { number: 1 },
            OfferProblem::Repeated { project: id(2) },
            OfferProblem::OtherCurrency { project: id(2), cost: Money::new(5, Currency::MXN) },
        ]
    );
    let none = Offer::new(Vec::new(), pesos(1), key("zona")).unwrap_err();
    assert_eq!(none, OfferProblems(vec![OfferProblem::Projects { found: 0 }]));
    let huge = Offer::new(vec![project(1, 1, pesos(i64::MAX)), project(2, 2, pesos(1))], pesos(1), key("zona"));
    assert_eq!(huge.unwrap_err(), OfferProblems(vec![OfferProblem::TotalTooLarge]));
}

#[test]
fn a_ballot_travels_whole_and_is_made_anew() {
    let made = form(bogota());
    let mut json = serde_json::to_value(&made).unwrap();
    assert_eq!(serde_json::from_value::<BallotForm>(json.clone()).unwrap(), made);
    json["rule"]["note"] = 0.into();
    assert!(serde_json::from_value::<BallotForm>(json).is_err());
}
