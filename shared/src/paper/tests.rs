use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::*;
use crate::{
    ballot::{BallotForm, Mistake, Offer, Offered},
    code::TypedCode,
    id::{ContestId, PersonId, ProposalId},
    money::{Currency, Money},
    ruleset::{BallotRule, Limit},
    urn::Attempt,
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn project(number: u32) -> ProposalId {
    Uuid::from_u128(number.into()).into()
}

fn form(rule: BallotRule) -> BallotForm {
    let cost = Money::new(10, Currency::COP);
    let offered =
        (1..=12).map(|number| Offered { id: project(number), number, cost, theme: None, within: None, group: None });
    let offer = Offer::new(offered.collect(), Money::new(100, Currency::COP), "comuna".parse().unwrap()).unwrap();
    BallotForm::new("proyectos".parse().unwrap(), rule, offer).unwrap()
}

fn approval() -> BallotForm {
    form(BallotRule::Approval { at_least: 1, at_most: Limit::Count { count: 3 }, blank: true })
}

fn marks(marks: &[(u32, u64)]) -> Reading {
    Reading::Valid(marks.iter().copied().collect())
}

fn reading() -> impl Strategy<Value = Reading> {
    prop_oneof![
        proptest::collection::btree_map(1..40_u32, 1..1000_u64, 0..6)
            .prop_map(|marks| Reading::Valid(marks.into_iter().collect())),
        proptest::sample::select(Cause::ALL).prop_map(Reading::Rejected),
    ]
}

proptest! {
    #[test]
    fn a_reading_reads_back(reading in reading()) {
        prop_assert_eq!(reading.to_string().parse(), Ok(reading));
    }

    #[test]
    fn no_text_makes_it_panic(text in ".{0,40}") {
        let _: Result<Reading, _> = text.parse();
        let _: Result<Serial, _> = text.parse();
        let _: Result<_, _> = read_lines(&approval(), &text);
    }

    #[test]
    fn a_place_reads_back_from_its_code(sheet in 0..100_000_000_u32, ballot in 0..100_000_000_u32) {
        let place = Place::new(sheet, ballot).unwrap();
        prop_assert_eq!(Place::of(place.code()), Some(place));
        prop_assert_eq!(place.code().to_string(), format!("9A9E-{:04}-{:04}-{:04}-{:04}",
            sheet / 10_000, sheet % 10_000, ballot / 10_000, ballot % 10_000));
    }

    #[test]
    fn a_code_is_of_paper_only_if_a_place_has_it(random in any::<[u8; 10]>()) {
        let code = TypedCode::new(random);
        if let Some(place) = Place::of(code) {
            prop_assert_eq!(place.code(), code);
        }
        // Not even one that begins in the same way is drawn by whoever votes on a screen.
        let attempt = Attempt::new(u128::from_be_bytes([random[0]; 16]));
        prop_assert_eq!(Place::of(attempt.code(ContestId::from(Uuid::nil()), person(1).into())), None);
    }

    #[test]
    fn one_wrong_digit_or_two_that_changed_places_are_found_out(first in 1..999_999_u32, at in 0..6_usize, to in 0..10_u8) {
        let serial = Batch::new(first, 1).unwrap().first();
        let written = serial.to_string();
        prop_assert_eq!(written.parse(), Ok(serial));
        let mut wrong = written.clone().into_bytes();
        wrong[at] = b'0' + to;
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert!(wrong == written || wrong.parse::<Serial>().is_err());
        let mut swapped = written.clone().into_bytes();
        swapped.swap(at, (at + 1).min(5));
        let swapped = String::from_utf8(swapped).unwrap();
        prop_assert!(swapped == written || swapped.parse::<Serial>().is_err());
    }

    #[test]
    fn what_is_agreed_on_is_what_both_read_or_a_third_decided(
        one in vec(reading(), 1..20),
        changes in vec((any::<prop::sample::Index>(), reading()), 0..5),
        decided in reading(),
    ) {
        let mut other = one.clone();
        for (at, reading) in changes {
            let at = at.index(other.len());
            other[at] = reading;
        }
        let mut sheet = Sheet::new(u16::try_from(one.len()).unwrap()).unwrap();
        sheet.enter(Entry { by: person(1), readings: one.clone() }).unwrap();
        prop_assert_eq!(sheet.agreed(), None);
        prop_assert_eq!(sheet.differences().count(), 0);
        sheet.enter(Entry { by: person(2), readings: other.clone() }).unwrap();
        let differ: Vec<u16> = sheet.differences().map(|(number, ..)| number).collect();
        for (place, number) in differ.iter().enumerate() {
            prop_assert_eq!(sheet.stage(), Stage::Differs { left: differ.len() - place });
            prop_assert_eq!(sheet.agreed(), None);
            sheet.resolve(*number, Resolution { by: person(3), reading: decided.clone() }).unwrap();
        }
        let agreed = sheet.agreed().unwrap();
        prop_assert_eq!(agreed.readings().len(), one.len());
        for ((agreed, one), other) in agreed.readings().iter().zip(&one).zip(&other) {
            prop_assert_eq!(agreed, if one == other { one } else { &decided });
        }
    }
}

#[test]
fn two_people_read_and_a_third_decides() {
    assert_eq!(Sheet::new(0), None);
    assert_eq!(Sheet::new(Sheet::MOST + 1), None);
    let mut sheet = Sheet::new(2).unwrap();
    let entry = |by, readings: &[Reading]| Entry { by: person(by), readings: readings.to_vec() };
    let (a, b) = (marks(&[(1, 1)]), marks(&[(2, 1)]));
    let few = sheet.enter(entry(1, std::slice::from_ref(&a)));
    assert_eq!(few, Err(NotEntered::Count { expected: 2, found: 1 }));
    let both = [a.clone(), a.clone()];
    sheet.enter(entry(1, &both)).unwrap();
    assert_eq!(sheet.enter(entry(1, &both)), Err(NotEntered::SamePerson));
    let decision = |by| Resolution { by: person(by), reading: b.clone() };
    assert_eq!(sheet.resolve(2, decision(3)), Err(NotResolved::NoDifference));
    sheet.enter(entry(2, &[a.clone(), b.clone()])).unwrap();
    assert_eq!(sheet.enter(entry(3, &both)), Err(NotEntered::Complete));
    assert_eq!(sheet.resolve(1, decision(3)), Err(NotResolved::NoDifference));
    assert_eq!(sheet.resolve(2, decision(1)), Err(NotResolved::SamePerson));
    assert_eq!(sheet.resolve(2, decision(2)), Err(NotResolved::SamePerson));
    sheet.resolve(2, decision(3)).unwrap();
    assert_eq!(sheet.resolve(2, decision(3)), Err(NotResolved::Decided));
    assert_eq!(sheet.agreed().unwrap().readings(), [a, b]);
}

#[test]
fn ballots_are_typed_by_number() {
    let form = approval();
    let read = |line| Typed(&form).read(line);
    assert_eq!(read(" 3 7,12 "), Ok(marks(&[(3, 1), (7, 1), (12, 1)])));
    assert_eq!(read("12 3"), read("3;12"));
    assert_eq!(read("B"), Ok(Reading::blank()));
    assert_eq!(read("n1"), Ok(Reading::Rejected(Cause::Unmarked)));
    assert_eq!(read("N3"), Ok(Reading::Rejected(Cause::OutOfLimits)));
    assert_eq!(read(""), Err(Mistyped::Nothing));
    assert_eq!(read("n9"), Err(Mistyped::NoCause("n9".to_owned())));
    assert_eq!(read("3 13"), Err(Mistyped::NoProject("13".to_owned())));
    assert_eq!(read("3=1"), Err(Mistyped::NoProject("3=1".to_owned())));
    assert_eq!(read("1 2 3 4"), Err(Mistyped::NoBallot(vec![Mistake::TooMany { most: 3, chosen: 4 }])));
    assert_eq!(read("2 2"), Err(Mistyped::NoBallot(vec![Mistake::Repeated { project: project(2), times: 2 }])));

    let lines = read_lines(&form, "3\nb\nn2\n\n");
    assert_eq!(lines, Ok(vec![marks(&[(3, 1)]), Reading::blank(), Reading::Rejected(Cause::Unclear)]));
    let wrong = read_lines(&form, "3\n\nx\n4");
    assert_eq!(wrong, Err(vec![(2, Mistyped::Nothing), (3, Mistyped::NoProject("x".to_owned()))]));
}

#[test]
fn places_and_amounts_are_typed_as_the_urn_keeps_them() {
    let ranking =
        form(BallotRule::Ranking { at_least: 1, at_most: Limit::Count { count: 3 }, places: Vec::new(), blank: false });
    assert_eq!(Typed(&ranking).read("7 2 12"), Ok(marks(&[(7, 3), (2, 2), (12, 1)])));
    assert!(matches!(Typed(&ranking).read("b"), Err(Mistyped::NoBallot(_))));
    let points = BallotRule::Points { points: 10, each_at_most: 6, at_most: None, spend_all: false, blank: false };
    let points = form(points);
    assert_eq!(Typed(&points).read("3=5 7=2"), Ok(marks(&[(3, 5), (7, 2)])));
    assert_eq!(Typed(&points).read("3"), Err(Mistyped::NoProject("3".to_owned())));
    assert!(matches!(Typed(&points).read("3=5 7=6"), Err(Mistyped::NoBallot(_))));
}

#[test]
fn batches_have_numbers_one_after_the_other() {
    let batch = Batch::new(127, 3).unwrap();
    let numbers: Vec<String> = batch.serials().map(|serial| serial.to_string()).collect();
    assert_eq!(numbers.first(), Some(&batch.first().to_string()));
    assert_eq!(numbers.last(), Some(&batch.last().to_string()));
    assert_eq!(numbers.len(), usize::from(batch.count()));
    assert_eq!(Batch::new(1, 0), Err(NoBatch::Count { found: 0 }));
    assert_eq!(Batch::new(1, Batch::MOST + 1), Err(NoBatch::Count { found: Batch::MOST + 1 }));
    assert_eq!(Batch::new(999_999, 2), Err(NoBatch::Numbers));
    assert_eq!(Batch::new(0, 2), Err(NoBatch::Numbers));
}

#[test]
fn what_differs_must_be_explained_as_it_is_now() {
    let balance = Balance { handed_out: 12, agreed: 12, ..Balance::default() };
    assert_eq!(balance.standing(), Standing::Square);
    let short = Balance { agreed: 11, ..balance };
    assert_eq!(short.standing(), Standing::Unexplained);
    assert_eq!(Balance { explained: Some((12, 11)), ..short }.standing(), Standing::Explained);
    assert_eq!(Balance { explained: Some((12, 10)), ..short }.standing(), Standing::Unexplained);
    assert_eq!(Balance { pending: 1, ..balance }.standing(), Standing::Pending);
    assert_eq!(Balance { proposed: Some((12, 11)), ..short }.standing(), Standing::Proposed);
    assert_eq!(Balance { proposed: Some((12, 10)), ..short }.standing(), Standing::Unexplained);
}

#[test]
fn what_one_person_proposes_another_one_confirms() {
    let motion = || Motion::new(person(1), VoidCause::Twice);
    assert_eq!(motion().confirm(person(1)), Err(SamePerson));
    let confirmed = motion().confirm(person(2)).unwrap();
    assert_eq!((confirmed.proposed_by(), confirmed.by(), confirmed.what()), (person(1), person(2), &VoidCause::Twice));
}

#[test]
fn a_void_sheet_counts_nothing_however_far_it_was_read() {
    let entry = |by| Entry { by: person(by), readings: vec![Reading::blank(), marks(&[(3, 1)])] };
    let differing = |by| Entry { by: person(by), readings: vec![Reading::blank(), Reading::blank()] };
    let mut read = Sheet::new(2).unwrap();
    read.enter(entry(1)).unwrap();
    let mut agreed = read.clone();
    agreed.enter(entry(2)).unwrap();
    assert!(agreed.agreed().is_some());
    let mut differs = read.clone();
    differs.enter(differing(2)).unwrap();
    for sheet in [Sheet::new(2).unwrap(), read, agreed, differs] {
        let mut void = sheet.into_void();
        assert_eq!(void.stage(), Stage::Void);
        assert_eq!(void.agreed(), None);
        let before = void.clone();
        assert_eq!(void.enter(entry(9)), Err(NotEntered::Void));
        let resolution = Resolution { by: person(9), reading: Reading::blank() };
        assert_eq!(void.resolve(2, resolution), Err(NotResolved::Void));
        assert_eq!(void, before);
    }
}
