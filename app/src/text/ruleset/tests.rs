use shared::document::{Fault, Form, Key, Kind, Path, Share};
use shared::money::Currency;
use shared::permission::Action;
use shared::phase::PhaseKind;
use shared::role::Role;
use shared::ruleset::{Flaw, Lock, Moment, Part, Quantity, RuleSet};

use super::*;

const LOCALES: [Locale; 3] = [Locale::EsCo, Locale::EsMx, Locale::En];

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn moment_of(day: &str, year: u8) -> Moment {
    Moment { year, day: day.parse().unwrap() }
}

fn flaws() -> Vec<Flaw> {
    let share: Share = "60%".parse().unwrap();
    let phase = key("votacion");
    let level = key("comuna");
    let (count, whole) = (Quantity::Count(7), Quantity::Share(Share::WHOLE));
    let mut flaws = vec![
        Flaw::Repeated { what: Part::Phase, found: "ideas".into(), first: Path::of("phases").entry(0) },
        Flaw::Nothing,
        Flaw::OutOfRange { found: 9, least: 1, most: 3 },
        Flaw::Reversed { least: count, most: whole },
        Flaw::Currency { found: Currency::MXN, expected: Currency::COP },
        Flaw::WrongLevel { found: level.clone(), expected: vec![] },
        Flaw::WrongLevel { found: level.clone(), expected: vec![key("barrio"), key("zona")] },
        Flaw::NoTerritory { level: level.clone() },
        Flaw::NoParent { level: level.clone() },
        Flaw::Circle { through: vec!["a".into(), "b".into()] },
        Flaw::TooDeep { most: 8 },
        Flaw::Unmeetable,
        Flaw::NotEarlier { phase: phase.clone() },
        Flaw::OpensTooEarly { opens: moment_of("09-01", 0), phase: phase.clone(), closes: moment_of("10-02", 1) },
        Flaw::OutOfOrder { opens: moment_of("09-01", 0), phase: phase.clone(), before: moment_of("10-02", 1) },
        Flaw::NobodyMay { action: Action::Vote, phase: Some(phase.clone()), body: None },
        Flaw::NobodyMay { action: Action::Vote, phase: None, body: None },
        Flaw::NobodyMay { action: Action::Vote, phase: None, body: Some(key("comite")) },
        Flaw::NoIdeas,
        Flaw::SilentYes { action: Action::ReviewProposal },
        Flaw::NotVoting { phase, kind: PhaseKind::Ideas },
        Flaw::NoContest,
        Flaw::NoResults,
        Flaw::RoleElsewhere { role: Role::Analyst },
        Flaw::BaseNotEach { level: None },
        Flaw::BaseNotEach { level: Some(level.clone()) },
        Flaw::NoWeight,
        Flaw::FloorsAboveWhole { floor: count, territories: 3, whole },
        Flaw::CapsBelowWhole { cap: count, territories: 3, whole },
        Flaw::AboveWhole { found: count, whole },
        Flaw::SumNotWhole { sum: 9_000 },
        Flaw::QuorumAboveSeats { quorum: 5, seats: 3, kind: None },
        Flaw::QuorumAboveSeats { quorum: 5, seats: 3, kind: Some(level.clone()) },
        Flaw::NoSeats { kind: level.clone() },
        Flaw::NoPairs,
        Flaw::ParityAboveHalf { share },
        Flaw::Undecided,
        Flaw::NotDivided { amount: 7, note: 2 },
        Flaw::CannotSpend { most: 5, amount: 9 },
        Flaw::PlaceNotLess,
        Flaw::FewPlaces { places: 2, most: 3 },
        Flaw::SupportOfPoints,
        Flaw::NeighbourhoodsUnknown,
        Flaw::AboveOffer { found: 5, offer: 3 },
        Flaw::AboveQuotas { winners: 9, each: 2, territories: 3 },
        Flaw::NoRegion { territory: "Comuna 03".into(), level: level.clone() },
        Flaw::OneWins,
        Flaw::VoteInSecret,
        Flaw::OnNoSheet,
        Flaw::OnOtherSheet { with: key("obras") },
        Flaw::NoCommonPhase,
        Flaw::NoAccounts { roll: key("predial") },
        Flaw::OffRoll { roll: key("predial"), contest: key("obras") },
        Flaw::TurnoutOfAccounts { roll: key("predial") },
        Flaw::MixedVoters,
        Flaw::NotInPerson,
        Flaw::OfflineAccounts { roll: key("predial") },
        Flaw::NotByTheme { pool: key("bolsa") },
        Flaw::SpentTwice { pool: key("bolsa"), with: key("obras") },
        Flaw::PoolElsewhere { divided: level, held: key("barrio") },
    ];
    flaws.extend(Part::ALL.iter().map(|&what| Flaw::Empty { what }));
    for known in [vec![], vec!["ideas".to_owned()]] {
        flaws.extend(Part::ALL.iter().map(|&what| Flaw::Unknown { what, found: "idea".into(), known: known.clone() }));
    }
    flaws.extend(Lock::ALL.iter().map(|&lock| Flaw::LockedBefore { lock, phase: key("ideas") }));
    flaws
}

fn faults() -> Vec<Fault> {
    let mut faults = vec![
        Fault::Syntax { line: 3, column: 4, message: "expected `=`".into() },
        Fault::Missing { field: "title".into() },
        Fault::UnknownField { found: "titel".into(), known: vec!["title".into()] },
        Fault::UnknownWord { found: "approvl".into(), known: vec!["approval".into(), "ranking".into()] },
        Fault::Unfit { message: "number too large".into() },
    ];
    faults.extend(Kind::ALL.iter().map(|&found| Fault::WrongKind { found, expected: vec![Kind::Integer, Kind::Text] }));
    faults.extend(Form::ALL.iter().map(|&expected| Fault::Malformed { found: "?".into(), expected }));
    faults.extend(Form::ALL.iter().map(|&expected| Fault::Malformed { found: String::new(), expected }));
    faults
}

#[test]
fn every_problem_has_its_words_and_a_way_to_mend_it_in_each_language() {
    for locale in LOCALES {
        let said = flaws()
            .iter()
            .map(|found| flaw(locale, found))
            .chain(faults().iter().map(|found| fault(locale, found)))
            .collect::<Vec<_>>();
        for explained in said {
            assert!(explained.what.ends_with('.') && explained.what.len() > 10, "{explained:?}");
            assert!(explained.mend.ends_with('.') && explained.mend.len() > 10, "{explained:?}");
        }
    }
}

#[test]
fn the_nearest_word_is_offered() {
    let said = fault(Locale::EsCo, &Fault::UnknownWord { found: "approvl".into(), known: vec!["approval".into()] });
    assert_eq!(said.mend, "¿Quiso decir «approval»? Escríbalo así.");
    let found = Flaw::Unknown { what: Part::Phase, found: "votacion".into(), known: vec!["votaciones".into()] };
    assert_eq!(flaw(Locale::EsCo, &found).mend, "¿Quiso decir «votaciones»? Escríbalo así.");
}

#[test]
fn each_section_of_a_rule_set_has_a_name() {
    let schema = shared::ruleset::schema();
    for locale in LOCALES {
        for name in schema["properties"].as_object().unwrap().keys() {
            assert!(section(locale, name).is_some(), "{name}");
        }
    }
}

#[test]
fn each_field_within_a_section_has_a_name() {
    let schema = shared::ruleset::schema();
    for (table, definition) in schema["$defs"].as_object().unwrap() {
        let shapes = definition["oneOf"].as_array().cloned().unwrap_or_else(|| vec![definition.clone()]);
        for name in shapes.iter().filter_map(|shape| shape["properties"].as_object()).flat_map(|fields| fields.keys()) {
            assert!(name == "id" || field(Locale::EsCo, name).is_some(), "{name} of {table}");
        }
    }
}

#[test]
fn a_mistake_in_a_file_is_told_with_its_place() {
    let problems =
        shared::document::read::<RuleSet>("id = 3\ntitel = \"x\"", shared::document::Format::Toml).unwrap_err();
    let said: Vec<_> =
        problems.all().iter().map(|problem| (problem.path.to_string(), fault(Locale::EsCo, &problem.fault))).collect();
    assert!(said.iter().any(|(_, explained)| explained.mend.contains("¿Quiso decir «title»?")), "{said:?}");
    assert!(said.iter().any(|(path, explained)| path == "id" && explained.what.contains("número entero")), "{said:?}");
}
