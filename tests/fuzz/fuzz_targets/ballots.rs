//! Whatever bytes come as a ballot, from a form, in the address of a page or out of an envelope: it is taken or refused
//! with reasons, and what was taken is written in one way, which reads back the same. The first byte says what ballots
//! may say.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::{
    ballot::{BallotForm, Offer, Offered, SheetChoice, SheetForm, pairs},
    money::{Currency, Money},
    ruleset::{BallotRule, Limit, Order, Sheet},
    tally::Scores,
    urn::Slip,
};
use uuid::Uuid;

/// How many projects stand on the ballot.
const PROJECTS: u32 = 6;

fn rule(first: u8) -> BallotRule {
    let (at_most, blank) = (Limit::Count { count: 3 }, first % 2 == 0);
    match first / 2 % 6 {
        0 => BallotRule::Approval { at_least: 1, at_most, blank },
        1 => BallotRule::SingleChoice { blank },
        2 => BallotRule::Ranking { at_least: 0, at_most, places: Vec::new(), blank },
        3 => BallotRule::Points { points: 10, each_at_most: 5, at_most: Some(at_most), spend_all: blank, blank },
        4 => BallotRule::Wallet { amount: 1000, note: 100, each_at_most: 500, at_most, blank },
        _ => BallotRule::Knapsack { at_least: 0, at_most: None, spend_at_least: None, blank },
    }
}

fn sheet(first: u8) -> SheetForm {
    let currency: Currency = "COP".parse().expect("a currency");
    let project = |number: u32| Offered {
        id: Uuid::from_u128(number.into()).into(),
        number,
        cost: Money::new(i64::from(number) * 10, currency),
        theme: None,
        within: None,
        group: None,
    };
    let contest = "comuna".parse().expect("a name");
    let kind = "urbana".parse().expect("a name");
    let offer = Offer::new((1..=PROJECTS).map(project).collect(), Money::new(90, currency), kind).expect("an offer");
    let form = BallotForm::new(contest, rule(first), offer).expect("a ballot");
    let sheet = Sheet {
        id: "tarjeton".parse().expect("a name"),
        name: "Tarjetón".parse().expect("a text"),
        contests: vec!["comuna".parse().expect("a name")],
        order: Order::Number,
        may_skip: false,
    };
    SheetForm::new(sheet, vec![form]).expect("a sheet")
}

fuzz_target!(|bytes: &[u8]| {
    let [first, written @ ..] = bytes else { return };
    let sheet = sheet(*first);
    let [form] = sheet.forms() else { return };
    let text = String::from_utf8_lossy(written);
    for choice in [SheetChoice::read(pairs(&text)), sheet.read_compact(&text).unwrap_or_default()] {
        let progress = sheet.progress(&choice);
        match sheet.mark(&choice) {
            Ok(marked) => {
                assert!(progress.castable);
                let written: Vec<String> =
                    marked.fields().into_iter().map(|(name, value)| format!("{name}={value}")).collect();
                assert_eq!(sheet.read_back(&written.join("&")).as_ref(), Ok(&marked));
                assert_eq!(sheet.mark(&marked.choice()).as_ref(), Ok(&marked));
                let compact = sheet.compact(&marked.choice());
                assert_eq!(sheet.read_compact(&compact).map(|again| sheet.mark(&again)), Ok(Ok(marked.clone())));
                let mut scores = Scores::new(PROJECTS as usize);
                for ballot in marked.ballots() {
                    form.score(ballot, &mut scores).expect("one ballot");
                    assert!(form.points(ballot).iter().all(|(_, points)| *points > 0));
                }
            }
            Err(mistakes) => assert!(!mistakes.is_empty() && !progress.castable),
        }
    }
    if let Ok(slip) = Slip::unpadded(written) {
        let again = slip.to_string();
        assert_eq!(again.parse(), Ok(slip.clone()));
        let row = slip.to_row();
        assert_eq!(Slip::of_row(slip.contest(), &row).map(|slip| slip.to_string()), Ok(again));
    }
});
