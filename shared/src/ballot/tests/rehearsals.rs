use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    ballot::rehearsal::{Refused, Rehearsal, Sample, rehearse, rehearse_sheets, sample_choices},
    draw::Seed,
    ruleset::{Contest, Order, Sheet, Thresholds, TieBreak, Unspent, WinnerRule},
    tally::{Minimum, Part, Reason, Room},
};

fn sample(projects: u16, ceiling: i64) -> Sample {
    let themes = vec![key("economia"), key("ambiente")];
    let within = vec!["norte".parse().unwrap(), "sur".parse().unwrap(), "valles".parse().unwrap()];
    Sample { projects, ceiling: pesos(ceiling), kind: key("urbana"), themes, within }
}

fn seed(text: &str) -> Seed {
    text.parse().unwrap()
}

fn made_up(rule: BallotRule, projects: u16) -> BallotForm {
    BallotForm::new(key("ensayo"), rule, sample(projects, 857_560_233).offer(&seed("a")).unwrap()).unwrap()
}

#[test]
fn a_made_up_offer_is_the_same_for_the_same_seed() {
    let offer = sample(6, 1_000_000).offer(&seed("a")).unwrap();
    assert_eq!(sample(6, 1_000_000).offer(&seed("a")).unwrap(), offer);
    assert_ne!(sample(6, 1_000_000).offer(&seed("b")).unwrap(), offer);
    let themes: Vec<_> = offer.projects().iter().map(|one| one.theme.as_ref().unwrap().to_string()).collect();
    assert_eq!(themes[..3], ["economia", "ambiente", "economia"]);
    assert!(sample(0, 1_000_000).offer(&seed("a")).is_err());
}

#[test]
fn what_was_tried_is_counted_and_what_was_refused_is_told() {
    let form = form(approval(1, 2, true));
    let tried = [
        Choice::naming([id(1), id(2)]),
        Choice::naming([id(2)]),
        Choice::blank(),
        Choice::naming([id(1), id(2), id(3)]),
        Choice::naming([id(1), id(1), id(2), id(3)]),
    ];
    let Rehearsal { cast, blank, refused, refusals, scores, ballots: _ } = rehearse(&form, &tried).unwrap();
    assert_eq!((cast, blank), (3, 1));
    assert_eq!(refused[0], Refused { place: 3, mistakes: vec![Mistake::TooMany { most: 2, chosen: 3 }] });
    assert_eq!(refused[1].place, 4);
    assert_eq!(refusals, BTreeMap::from([(Restriction::Once, 1), (Restriction::Most, 2)]));
    assert_eq!(
        scores.iter().map(|one| (one.number, one.votes, one.score)).collect::<Vec<_>>()[..3],
        [(1, 1, 1), (2, 2, 2), (3, 0, 0)]
    );
}

#[test]
fn points_notes_and_places_are_scored() {
    let scores = |rule, tried: &[Choice]| {
        let scores = rehearse(&form(rule), tried).unwrap().scores;
        scores.iter().map(|one| (one.votes, one.score)).collect::<Vec<_>>()[..2].to_vec()
    };
    assert_eq!(scores(points(10, 6, false), &[Choice::giving([(id(1), 6), (id(2), 1)])]), [(1, 6), (1, 1)]);
    assert_eq!(
        scores(bogota(), &[Choice::giving([(id(2), 100_000)]), Choice::giving([(id(2), 100_000)])]),
        [(0, 0), (2, 200_000)]
    );
    let ranking = BallotRule::Ranking { at_least: 0, at_most: count(3), places: Vec::new(), blank: false };
    assert_eq!(scores(ranking, &[Choice::ranking([id(2), id(3), id(1)])]), [(1, 1), (1, 3)]);
    assert_eq!(scores(knapsack(None), &[Choice::naming([id(1), id(2)]), Choice::blank()]), [(1, 1), (1, 1)]);
}

#[test]
fn any_ballot_can_be_rehearsed_to_its_winners() {
    let tie = vec![TieBreak::LowerCost, TieBreak::PublicDraw];
    let greedy = WinnerRule::Greedy { tie: tie.clone(), unspent: Unspent::Return };
    let themes = WinnerRule::GreedyByTheme { tie: tie.clone() };
    let quota = WinnerRule::Quota { winners: 6, each: 2, within: key("region"), tie };
    for (rule, winner) in [
        (BallotRule::Approval { at_least: 1, at_most: urban_or_rural(), blank: true }, &greedy),
        (BallotRule::SingleChoice { blank: false }, &quota),
        (BallotRule::Ranking { at_least: 3, at_most: count(3), places: Vec::new(), blank: true }, &greedy),
        (points(10, 4, true), &greedy),
        (bogota(), &themes),
        (knapsack(Some("50%")), &greedy),
    ] {
        let form = made_up(rule, 16);
        let tried = sample_choices(&form, 200, &seed("b"));
        assert!(tried.len() > 150, "{:?}: {}", form.way(), tried.len());
        let rehearsal = rehearse(&form, &tried).unwrap();
        assert_eq!((rehearsal.cast, rehearsal.refused.len()), (tried.len() as u64, 0));
        let ceiling = form.offer().ceiling().minor();
        let part = Part { ceiling: ceiling / 2, at_most: Some(3) };
        let parts = BTreeMap::from([(key("economia"), part), (key("ambiente"), part)]);
        let found =
            rehearsal.winners(&form, winner, &Room { ceiling, parts }, Minimum::score(1), Some(&seed("c"))).unwrap();
        assert!(found.won().count() >= 2, "{found:?}");
        assert_eq!(found.standings.len(), 16);
        assert!(found.standings.iter().any(|line| line.reason != Reason::Won));
        // Whoever cast these ballots did not all want the same.
        assert!(rehearsal.scores.iter().filter(|one| one.votes > 0).count() > 5);
    }
}

#[test]
fn sheets_are_rehearsed_contest_by_contest() {
    let ballot = |contest: &str| {
        let rule = BallotRule::SingleChoice { blank: false };
        BallotForm::new(key(contest), rule, offer(&[7, 6, 5], 10, contest)).unwrap()
    };
    let sheet = Sheet {
        id: key("doble"),
        name: "Región y municipio".parse().unwrap(),
        contests: vec![key("region"), key("municipio")],
        order: Order::Number,
        may_skip: false,
    };
    let form = SheetForm::new(sheet, vec![ballot("region"), ballot("municipio")]).unwrap();
    let said = |region: u32, municipio: u32| SheetChoice {
        ballots: [("region", region), ("municipio", municipio)]
            .map(|(contest, number)| (contest.to_owned(), Choice::naming([id(number)])))
            .into(),
    };
    let tried = rehearse_sheets(&form, &[said(1, 2), said(1, 9), said(3, 2)]).unwrap();
    assert_eq!(tried.refused.iter().map(|one| one.place).collect::<Vec<_>>(), [1]);
    let [(_, region), (_, municipio)] = &tried.contests[..] else { panic!("two contests") };
    assert_eq!((region.cast, region.refused.len()), (2, 0), "no ballot of a refused sheet counts");
    assert_eq!((municipio.cast, municipio.refusals.clone()), (2, BTreeMap::from([(Restriction::Offer, 1)])));
    assert_eq!(municipio.scores[1].votes, 2);
}

#[test]
fn a_contest_says_how_many_projects_it_offers() {
    let contest = Contest {
        id: key("region"),
        name: "Proyecto regional".parse().unwrap(),
        level: key("region"),
        pool: key("bolsa"),
        phases: vec![key("votacion")],
        per_entry_of: None,
        offer: Some(crate::ruleset::Offer { at_least: 3, at_most: 3 }),
        ballot: BallotRule::SingleChoice { blank: false },
        change: crate::ruleset::VoteChange::Never,
        winner: WinnerRule::Plurality { winners: 1, tie: Vec::new() },
        exclusive: false,
        thresholds: Thresholds::default(),
        turnout: None,
        basis: crate::ruleset::Basis::default(),
    };
    assert!(BallotForm::of(&contest, offer(&[1, 1, 1], 1, "region")).is_ok());
    assert_eq!(
        BallotForm::of(&contest, offer(&[1, 1], 1, "region")),
        Err(FormProblems(vec![FormProblem::OfferedOutside { offered: 2, at_least: 3, at_most: 3 }]))
    );
}

proptest! {
    #[test]
    fn made_up_projects_fit(projects in 1_u16..60, ceiling in 1_i64..1_000_000_000_000, text in "[a-z]{1,5}") {
        let offer = sample(projects, ceiling).offer(&seed(&text)).unwrap();
        prop_assert_eq!(offer.count(), u32::from(projects));
        for project in offer.projects() {
            let cost = project.cost.minor();
            prop_assert!(cost <= ceiling);
            prop_assert!(cost.to_string().trim_end_matches('0').len() <= 2);
        }
        let total = offer.projects().iter().map(|project| project.cost.minor()).sum::<i64>();
        prop_assert!(projects < 12 || ceiling < 1_000 || (total > ceiling && total <= 3 * ceiling), "{total} of {ceiling}");
    }

    #[test]
    fn made_up_ballots_can_be_cast(spend_all in any::<bool>(), points in 1_u16..12, each in 1_u16..6, text in "[a-z]{1,5}") {
        let rule = super::points(points, each, spend_all);
        let made = BallotForm::new(key("c"), rule, sample(8, 1_000_000).offer(&seed(&text)).unwrap());
        if let Ok(form) = made {
            let tried = sample_choices(&form, 20, &seed(&text));
            prop_assert!(!spend_all || tried.iter().all(|one| one.blank || one.marks.iter().map(|mark| mark.amount).sum::<u64>() == u64::from(points)));
            prop_assert_eq!(tried.len(), 20);
        }
    }
}
