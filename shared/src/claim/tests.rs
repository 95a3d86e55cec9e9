use std::sync::LazyLock;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::*;
use crate::{
    calendar::{Almanac, Holidays},
    document::{Fault, Format, read},
};

static COLOMBIA: LazyLock<ClaimLaw> = LazyLock::new(|| law(include_str!("../../../server/presets/claims/co.toml")));
static MEXICO: LazyLock<ClaimLaw> = LazyLock::new(|| law(include_str!("../../../server/presets/claims/mx.toml")));

fn law(file: &str) -> ClaimLaw {
    read(file, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn holidays(file: &str) -> Holidays {
    read(file, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn colombia() -> Holidays {
    holidays(include_str!("../../../server/presets/holidays/co.toml"))
}

fn mexico() -> Holidays {
    holidays(include_str!("../../../server/presets/holidays/mx.toml"))
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn measure<'a>(law: &'a ClaimLaw, kind: ClaimKind, holidays: &'a Holidays) -> Measure<'a> {
    let almanac = Almanac { zone: Tz::America__Bogota, holidays: Some(holidays) };
    Measure { term: law.term(kind), almanac, opens: None }
}

const fn taken(step: Step, on: NaiveDate) -> Taken {
    Taken { step, on, carried: None }
}

fn due(standing: Standing) -> NaiveDate {
    match standing {
        Standing::Waits { due, .. } => due,
        other => panic!("{other:?}"),
    }
}

/// Answer, more, complete, silence and what is carried out, as numbers.
fn days(term: &Term) -> (u16, u16, u16, &'static str, u16, Option<u16>) {
    let (unit, count) = match &term.silence {
        Silence::Months { count } => ("months", count.get()),
        Silence::WorkingDays { count } => ("working days", count.get()),
    };
    (term.answer.get(), term.more.get(), term.complete.get(), unit, count, term.carry_out.map(Span::get))
}

#[test]
fn the_presets_give_the_days_of_the_law() {
    for kind in ClaimKind::ALL {
        let colombian = if *kind == ClaimKind::Access {
            ("Ley 1581 de 2012, artículo 14", (10, 5, 5, "months", 2, None))
        } else {
            ("Ley 1581 de 2012, artículo 15", (15, 8, 5, "months", 2, None))
        };
        let term = COLOMBIA.term(*kind);
        assert_eq!((term.norm.as_str(), days(term)), colombian, "{kind}");
        let term = MEXICO.term(*kind);
        assert!(term.norm.as_str().starts_with("Ley General de Protección de Datos Personales"), "{kind}");
        assert_eq!(days(term), (20, 10, 5, "working days", 10, Some(15)), "{kind}");
    }
}

#[test]
fn a_law_says_where_it_is_wrong() {
    let wrong = r#"
        country = "XX"
        [term]
        norm = "Ninguna"
        answer = 0
        more = 61
        silence = { type = "years", count = 1 }
        [acess]
    "#;
    let problems = read::<ClaimLaw>(wrong, Format::Toml).unwrap_err();
    let found: Vec<_> = problems.all().iter().map(|one| (one.path.to_string(), &one.fault)).collect();
    let unfit = |at: &str, message: &str| {
        let mut faults = found.iter().filter(|(path, _)| path == at).map(|(_, fault)| *fault);
        faults.any(|fault| matches!(fault, Fault::Unfit { message: said } if said.contains(message)))
    };
    assert!(unfit("term.answer", "1 to 60 days or months, not 0"), "{found:?}");
    assert!(unfit("term.more", "1 to 60 days or months, not 61"), "{found:?}");
    let misspelt = |(_, fault): &(String, &Fault)| fault.meant() == Some("access");
    assert!(found.iter().any(misspelt), "{found:?}");
    let unknown = |(path, fault): &(String, &Fault)| {
        path == "term.silence.type" && matches!(fault, Fault::UnknownWord { found, .. } if found == "years")
    };
    assert!(found.iter().any(unknown), "{found:?}");
    let missing = |(_, fault): &(String, &Fault)| **fault == Fault::Missing { field: "complete".to_owned() };
    assert!(found.iter().any(missing), "{found:?}");
}

#[test]
fn the_days_of_the_law_leave_out_weekends_and_holidays() {
    let holidays = colombia();
    // Filed on Thursday, 17 December 2026: Christmas and New Year's Day are holidays, and so is Monday, 11 January.
    let filed = day(12, 17);
    let later = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    let access = measure(&COLOMBIA, ClaimKind::Access, &holidays);
    assert_eq!(due(access.standing(filed, &[], filed)), later(1, 4));
    let claim = measure(&COLOMBIA, ClaimKind::WrongData, &holidays);
    assert_eq!(due(claim.standing(filed, &[], filed)), later(1, 12));
    let extended = [taken(Step::Extended, later(1, 8))];
    assert_eq!(due(claim.standing(filed, &extended, filed)), later(1, 22));
    // Mexico has Christmas and New Year's Day, and nothing else of these weeks.
    let mexican = mexico();
    let arco = measure(&MEXICO, ClaimKind::Access, &mexican);
    assert_eq!(due(arco.standing(filed, &[], filed)), later(1, 18));
    assert_eq!(due(arco.standing(filed, &[taken(Step::Extended, filed)], filed)), later(2, 2));
}

#[test]
fn an_incomplete_claim_begins_anew_or_lapses() {
    let holidays = colombia();
    let claim = measure(&COLOMBIA, ClaimKind::NotListed, &holidays);
    let filed = day(3, 2);
    let asked = [taken(Step::Asked, day(3, 4))];
    assert_eq!(claim.standing(filed, &asked, day(5, 4)), Standing::Incomplete { until: day(5, 4) });
    assert_eq!(claim.standing(filed, &asked, day(5, 5)), Standing::Lapsed);
    let completed = [asked[0], taken(Step::Completed, day(4, 6))];
    assert_eq!(due(claim.standing(filed, &completed, day(4, 6))), day(4, 27));
    let mexican = mexico();
    let arco = measure(&MEXICO, ClaimKind::NotListed, &mexican);
    assert_eq!(arco.standing(filed, &asked, day(3, 4)), Standing::Incomplete { until: day(3, 19) });
}

#[test]
fn what_came_in_time_is_decided_before_people_vote() {
    let holidays = colombia();
    let mut claim = measure(&COLOMBIA, ClaimKind::NotListed, &holidays);
    claim.opens = Some(day(10, 20));
    // Fifteen working days before, with the holiday of Monday, 12 October among them; and the Sunday after, for no day
    // counts twice.
    assert_eq!(claim.last_in_time(), Some(day(9, 27)));
    assert!(due(claim.standing(day(9, 25), &[], day(9, 25))) < day(10, 20));
    assert!(due(claim.standing(day(9, 28), &[], day(9, 28))) >= day(10, 20));
    let extended = [taken(Step::Extended, day(10, 1))];
    assert_eq!(due(claim.standing(day(9, 25), &extended, day(10, 1))), day(10, 19));
    assert_eq!(due(claim.standing(day(9, 28), &extended, day(10, 1))), day(10, 30));
    claim.opens = None;
    assert_eq!(claim.last_in_time(), None);
}

#[test]
fn a_correction_that_the_second_person_refuses_opens_the_claim_again() {
    let holidays = colombia();
    let claim = measure(&COLOMBIA, ClaimKind::NotListed, &holidays);
    let filed = day(3, 2);
    let with = |carried| claim.standing(filed, &[Taken { carried, ..taken(Step::Upheld, day(3, 5)) }], day(3, 6));
    assert_eq!(with(None), Standing::Upheld);
    assert_eq!(with(Some(Carried::Holds)), Standing::Upheld);
    assert_eq!(with(Some(Carried::Waits)), Standing::BeingCorrected { until: due(claim.standing(filed, &[], filed)) });
    assert!(matches!(with(Some(Carried::Refused)), Standing::Waits { .. }));
}

#[test]
fn who_may_do_what_with_a_claim() {
    let holidays = colombia();
    let claim = measure(&COLOMBIA, ClaimKind::NotListed, &holidays);
    let filed = day(3, 2);
    let waits = claim.standing(filed, &[], filed);
    for step in [Step::Asked, Step::Extended, Step::Upheld, Step::Refused] {
        assert_eq!(waits.may(step, false, filed), Ok(()), "{step}");
        assert_eq!(waits.may(step, true, filed), Err(Barred::Own), "{step}");
        assert_eq!(Standing::Refused.may(step, false, filed), Err(Barred::Standing), "{step}");
    }
    assert_eq!(waits.may(Step::Asked, false, day(3, 9)), Ok(()));
    assert_eq!(waits.may(Step::Asked, false, day(3, 10)), Err(Barred::TooLateToAsk));
    let last = due(waits);
    assert_eq!(waits.may(Step::Extended, false, last), Ok(()));
    let late = last.succ_opt().unwrap();
    assert_eq!(waits.may(Step::Extended, false, late), Err(Barred::TooLateToExtend));
    assert_eq!(waits.may(Step::Refused, false, late), Ok(()));
    let extended = claim.standing(filed, &[taken(Step::Extended, filed)], filed);
    assert_eq!(extended.may(Step::Extended, false, filed), Err(Barred::Standing));
}

#[test]
fn totals_hide_what_would_tell_of_somebody() {
    let many = std::iter::repeat_n((ClaimKind::NotListed, Standing::Upheld), 40);
    let some = std::iter::repeat_n((ClaimKind::NotListed, Standing::Refused), 12);
    let one = [(ClaimKind::Deletion, Standing::Lapsed)];
    let totals = Totals::of(many.chain(some).chain(one)).unwrap();
    assert_eq!(totals.all, Some(53));
    // The one takes the next smallest with it.
    assert_eq!(totals.cells[0], (ClaimKind::NotListed, [Some(40), None, None, None]));
    assert_eq!(totals.cells[4], (ClaimKind::Deletion, [None; 4]));
    assert_eq!(Totals::of([]), None);
}

#[test]
fn words_have_a_length() {
    assert_eq!("  corto  ".parse::<Said>(), Err(BadSaid));
    assert_eq!("x".repeat(1_001).parse::<Said>(), Err(BadSaid));
    assert_eq!(" Vivo aquí desde 2020 ".parse::<Said>().unwrap().as_str(), "Vivo aquí desde 2020");
}
