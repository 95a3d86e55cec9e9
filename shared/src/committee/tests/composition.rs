use super::*;
use crate::ruleset::Incompatibility;

const DAY: &str = "2024-09-10";

fn defects(change: impl FnOnce(&mut Vec<Appointment>)) -> Vec<Defect> {
    let mut members = members();
    change(&mut members);
    check(&council(), None, &members, day(DAY))
}

#[test]
fn a_council_as_its_rules_want_it_has_no_defects_and_no_vacancies() {
    assert_eq!(defects(|_| ()), []);
    assert_eq!(vacancies(&council(), None, &members(), day(DAY)), []);
}

#[test]
fn every_defect_is_told_at_once() {
    let found = defects(|members| {
        members.remove(1);
        members[1].gender = None;
        members[3].declared = Some([Incompatibility::PublicServant, Incompatibility::Contractor].into());
        members[4].declared = None;
        members[4].trained = None;
        members[5].born = Some(day("1990-01-01"));
        members[6].born = None;
        members[6].filled_by = Filling::Assembly;
        members.push(member(7, "cultura", 1, Place::Holder));
        members.push(member(9, "iglesias", 1, Place::Holder));
        members.push(member(10, "cultura", 2, Place::Mate));
        members.push(member(11, "cultura", 2, Place::Mate));
    });
    let seat = |sector, number| SeatId { sector: key(sector), number };
    let expected = [
        Defect::PairIncomplete { seat: seat("jac", 1), missing: Place::Mate },
        Defect::PairNotMixed { seat: seat("jac", 2), genders: [None, Some(Gender::Woman)] },
        Defect::PlaceTaken { seat: seat("cultura", 2), place: Place::Mate, people: vec![person(10), person(11)] },
        Defect::NoPair { seat: seat("cultura", 2), person: person(10) },
        Defect::NoPair { seat: seat("cultura", 2), person: person(11) },
        Defect::Incompatible { person: person(5), which: Incompatibility::PublicServant },
        Defect::NotDeclared { person: person(6) },
        Defect::Untrained { person: person(6) },
        Defect::TooOld { person: person(7), age: 33, below: 29 },
        Defect::AgeUnknown { person: person(8) },
        Defect::FilledOtherwise { person: person(8), found: Filling::Assembly, expected: Filling::Vote },
        Defect::NoSuchSector { person: person(9), sector: key("iglesias") },
        Defect::PersonTwice { person: person(7), seats: vec![seat("jovenes", 1), seat("cultura", 1)] },
    ];
    assert_eq!(found, expected);
}

#[test]
fn seats_of_some_kinds_of_territory_are_missing_elsewhere() {
    let corregimiento = key("corregimiento");
    let found = check(&council(), Some(&corregimiento), &members(), day(DAY));
    assert_eq!(found, [Defect::TooFew { sector: key("veredas"), found: 0, at_least: 1 }]);
    assert_eq!(seats_of(&council(), Some(&key("comuna"))).count(), 3);
}

#[test]
fn too_many_seats_are_told() {
    let found = defects(|members| members.push(member(10, "jovenes", 3, Place::Holder)));
    assert_eq!(found, [Defect::TooMany { sector: key("jovenes"), found: 3, at_most: 2 }]);
}

#[test]
fn a_term_ends_by_itself_and_leaves_a_vacancy() {
    let body = council();
    let members = members();
    let last = day("2027-05-31");
    assert_eq!(members[0].last_day(body.term.as_ref()), Some(last));
    assert_eq!(check(&body, None, &members, last), []);
    let found = check(&body, None, &members, day("2027-06-01"));
    assert_eq!(found.iter().filter(|defect| matches!(defect, Defect::TermOver { .. })).count(), 8);
    assert!(found.contains(&Defect::TooFew { sector: key("jac"), found: 0, at_least: 3 }));
    let empty = vacancies(&body, None, &members, day("2027-06-01"));
    assert_eq!(empty.len(), 8);
    assert!(empty.iter().all(|one| one.since == Some(day("2027-06-01"))));
}

#[test]
fn who_is_appointed_beyond_the_term_sits_until_it_ends() {
    let found = defects(|members| members[0].until = Some(day("2030-01-01")));
    let (until, term_ends) = (day("2030-01-01"), day("2027-05-31"));
    assert_eq!(found, [Defect::BeyondTerm { person: person(1), until, term_ends }]);
}

#[test]
fn vacancies_are_filled_as_the_rules_say() {
    let mut body = council();
    let mut members = members();
    members[1].until = Some(day("2024-01-31"));
    members[7].until = Some(day("2024-02-29"));
    members.push(member(11, "cultura", 2, Place::Holder));
    members[8].until = Some(day("2024-03-31"));
    let found = vacancies(&body, None, &members, day(DAY));
    let expected = [
        ("jac-1", Place::Mate, "2024-02-01", Refill::ByElection(Filling::Vote)),
        ("jovenes-2", Place::Holder, "2024-03-01", Refill::ByElection(Filling::Vote)),
        ("cultura-2", Place::Holder, "2024-04-01", Refill::Delegation),
    ];
    let found: Vec<_> = found.iter().map(|one| (one.seat.to_string(), one.place, one.since, one.refill)).collect();
    let expected = expected.map(|(seat, place, since, refill)| (seat.to_owned(), place, Some(day(since)), refill));
    assert_eq!(found, expected);
    body.by_election = false;
    let found = vacancies(&body, None, &members, day(DAY));
    assert_eq!(found[0].refill, Refill::NextElection(Filling::Vote));
    // Nobody has ever sat there.
    let never = vacancies(&body, None, &[], day(DAY));
    assert_eq!(never.len(), 8, "three pairs and two young people");
    assert!(never.iter().all(|one| one.since.is_none()));
}

#[test]
fn parity_counts_women_and_men() {
    let mut body = council();
    let mut members = members();
    members[1].gender = Some(Gender::Man);
    members[3].gender = Some(Gender::Other);
    members[5].gender = None;
    // One woman, five men, one of another gender, one who has not said it.
    let parity = |body: &Body, members: &[Appointment]| {
        check(body, None, members, day(DAY)).into_iter().find(|defect| matches!(defect, Defect::Parity { .. }))
    };
    let lacking = |needed| Some(Defect::Parity { women: 1, men: 5, others: 1, undeclared: 1, needed });
    body.parity = Some(crate::ruleset::Parity::Least { share: "40%".parse().unwrap() });
    assert_eq!(parity(&body, &members), lacking(3));
    body.parity = Some(crate::ruleset::Parity::Half);
    assert_eq!(parity(&body, &members), lacking(3));
    body.parity = Some(crate::ruleset::Parity::Least { share: "12.5%".parse().unwrap() });
    assert_eq!(parity(&body, &members), None);
}
