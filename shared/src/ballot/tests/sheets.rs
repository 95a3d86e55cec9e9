use super::*;
use crate::{
    draw::Seed,
    ruleset::{Order, Sheet},
};

fn sheet(may_skip: bool) -> Sheet {
    Sheet {
        id: key("doble"),
        name: "Región y municipio".parse().unwrap(),
        contests: vec![key("region"), key("municipio")],
        order: Order::Random,
        may_skip,
    }
}

/// One regional project of three, and one of the municipality.
fn vamos_juntos(may_skip: bool) -> SheetForm {
    let ballot = |contest: &str, costs: &[i64]| {
        let rule = BallotRule::SingleChoice { blank: false };
        BallotForm::new(key(contest), rule, offer(costs, 40_000_000, contest)).unwrap()
    };
    // The sheet says the order, whatever that of the ballots.
    let forms = vec![ballot("municipio", &[9, 8]), ballot("region", &[7, 6, 5])];
    SheetForm::new(sheet(may_skip), forms).unwrap()
}

fn said(contests: &[(&str, u32)]) -> SheetChoice {
    let ballots = contests.iter().map(|&(contest, number)| (contest.to_owned(), Choice::naming([id(number)])));
    SheetChoice { ballots: ballots.collect() }
}

#[test]
fn every_contest_is_marked_on_one_sheet() {
    let form = vamos_juntos(false);
    let marked = form.mark(&said(&[("municipio", 2), ("region", 3)])).unwrap();
    let contests: Vec<_> = marked.ballots().iter().map(|ballot| ballot.contest().to_string()).collect();
    assert_eq!(contests, ["region", "municipio"]);
    let text = marked.to_string();
    assert_eq!(text, format!("ballot.region={}&ballot.municipio={}", id(3), id(2)));
    assert_eq!(form.read_back(&text).as_ref(), Ok(&marked));
    assert_eq!(form.mark(&marked.choice()), Ok(marked));
}

#[test]
fn mistakes_of_all_ballots_are_told_at_once() {
    let form = vamos_juntos(false);
    assert_eq!(
        form.mark(&said(&[("comuna", 1), ("region", 9)])),
        Err(vec![
            SheetMistake::OtherContest { found: "comuna".into() },
            SheetMistake::Ballot { contest: key("region"), mistakes: vec![Mistake::NotOffered { project: id(9) }] },
            SheetMistake::Ballot { contest: key("municipio"), mistakes: vec![Mistake::NothingMarked { blank: false }] },
        ])
    );
    let progress = form.progress(&said(&[("region", 1)]));
    assert!(!progress.castable);
    assert_eq!(progress.ballots.iter().map(|(_, ballot)| ballot.castable()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_contest_is_left_out_where_the_sheet_lets_it() {
    let form = vamos_juntos(true);
    let marked = form.mark(&said(&[("region", 1)])).unwrap();
    assert_eq!(marked.ballots().len(), 1);
    assert!(form.progress(&said(&[("region", 1)])).castable);
    assert_eq!(form.mark(&SheetChoice::default()), Err(vec![SheetMistake::NothingMarked]));
    assert!(form.mark(&said(&[("region", 1), ("municipio", 9)])).is_err(), "what is marked must be right");
}

#[test]
fn ballots_of_other_sheets_make_none() {
    let ballot = |contest: &str| {
        BallotForm::new(key(contest), BallotRule::SingleChoice { blank: false }, offer(&[1], 1, "c")).unwrap()
    };
    let found = SheetForm::new(sheet(false), vec![ballot("comuna"), ballot("region"), ballot("region")]).unwrap_err();
    assert_eq!(
        found,
        SheetFormProblems(vec![
            SheetFormProblem::OtherContest { sheet: key("doble"), contest: key("comuna") },
            SheetFormProblem::Repeated { sheet: key("doble"), contest: key("region") },
        ])
    );
    assert!(SheetForm::new(sheet(false), Vec::new()).is_err());
    let form = vamos_juntos(true);
    let json = serde_json::to_string(&form).unwrap();
    assert_eq!(serde_json::from_str::<SheetForm>(&json).unwrap(), form);
}

#[test]
fn projects_stand_by_number_or_by_lot() {
    let form = form(approval(0, 3, true));
    let numbers = |order, seed: &str| {
        let seed: Seed = seed.parse().unwrap();
        arranged(&form, order, &seed).iter().map(|project| project.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(Order::Number, "a"), [1, 2, 3, 4, 5, 6]);
    // for n in 1 2 3 4 5 6; do printf 'order\na\ncomuna/%s' $n | sha256sum | sed "s/$/ $n/"; done | sort
    assert_eq!(numbers(Order::Random, "a"), BY_LOT);
    // Every project stands first for about a sixth of 600 voters.
    let mut first = [0_u32; 6];
    for voter in 0..600 {
        let place = numbers(Order::Random, &voter.to_string())[0] - 1;
        first[usize::try_from(place).unwrap()] += 1;
    }
    assert!(first.iter().all(|&times| (60..=140).contains(&times)), "{first:?}");
}

const BY_LOT: [u32; 6] = [2, 1, 6, 3, 4, 5];

#[test]
fn a_sheet_is_written_in_few_letters() {
    let form = vamos_juntos(true);
    let said = said(&[("region", 3), ("municipio", 2)]);
    assert_eq!(form.compact(&said), "3_2");
    assert_eq!(form.read_compact("3_2"), Ok(said));
    assert_eq!(form.read_compact("_"), Ok(SheetChoice::default()));
    let many = form.read_compact("1-3~2_b-2").unwrap();
    assert_eq!(form.compact(&many), "1-3~2_b-2", "right or wrong");
    assert_eq!(form.read_compact("3"), Err(NotCompact::Ballots { found: 1, expected: 2 }));
    assert_eq!(form.read_compact("9_2"), Err(NotCompact::Number { contest: key("region"), number: 9 }));
    for wrong in ["x_", "1-_", "+1_", "1~0_", "1~x_", "99999999999_", "1~99999999999999999999_", " 1_"] {
        assert!(matches!(form.read_compact(wrong), Err(NotCompact::Mark { .. })), "{wrong}");
    }
}

#[test]
fn what_was_typed_wrong_is_kept_in_few_letters_too() {
    let sheet = Sheet { contests: vec![key("comuna")], ..sheet(false) };
    let form = SheetForm::new(sheet, vec![form(points(10, 6, false))]).unwrap();
    let field = |number: u32| format!("ballot.comuna.{}", id(number));
    let (one, two, three) = (field(1), field(2), field(3));
    let long = "ñ".repeat(40);
    let said = SheetChoice::read([(one.as_str(), "dos"), (two.as_str(), "3"), (three.as_str(), long.as_str())]);
    let text = form.compact(&said);
    assert_eq!(text, format!("2~3-1~x646f73-3~x{}", "c3b1".repeat(12)));
    let back = form.read_compact(&text).unwrap();
    assert_eq!(back.ballots["comuna"].unread[0], Unread::Amount { project: id(1), found: "dos".into() });
    assert_eq!(form.compact(&back), text);
    for wrong in ["1~x", "1~x6", "1~xzz", "1~xff"] {
        assert!(matches!(form.read_compact(wrong), Err(NotCompact::Mark { .. })), "{wrong}");
    }
}
