use proptest::prelude::*;

use super::*;
use crate::role::Role;

table! {
    /// A table.
    Sample {
        /// A name.
        id: Key,
        /// A part.
        share: Share,
        /// Money.
        amount: Option<Amount> = default,
        /// Words.
        roles: Vec<Role> = default,
        /// A choice.
        rule: Rule,
    }
}

choice! {
    /// A rule within rules.
    Rule {
        /// All of them.
        All = "all" {
            /// Which.
            of: Vec<Rule>,
        },
        /// At least that old.
        AgeAtLeast = "age_at_least" {
            /// In full years.
            years: u8,
        },
        /// Everybody.
        Everybody = "everybody",
    }
}

const SAMPLE: &str = r#"
id = "votar"
share = "12.5%"
amount = "19000000000 COP"
roles = ["citizen"]

[rule]
type = "all"
of = [{ type = "age_at_least", years = 14 }, { type = "everybody" }]
"#;

#[test]
fn a_document_reads_back_in_both_formats() {
    let sample: Sample = read(SAMPLE, Format::Toml).unwrap();
    assert_eq!(sample.share.basis_points(), 1_250);
    assert_eq!(sample.rule.word(), "all");
    for format in [Format::Toml, Format::Json] {
        assert_eq!(
            read::<Sample>(&write(&sample, format), format),
            Ok(Sample { ..read(SAMPLE, Format::Toml).unwrap() })
        );
    }
}

#[test]
fn every_mistake_is_told_at_once_with_its_place() {
    let text = r#"
id = "Votar"
shar = "12%"
amount = "19.000 COP"
roles = ["citizen", "mayor"]
rule = { type = "all", of = [{ type = "age_at_least", years = 300 }, { type = "age_at_lest", years = 3 }] }
"#;
    let problems = read::<Sample>(text, Format::Toml).unwrap_err();
    let told: Vec<String> = problems.all().iter().map(|problem| problem.path.to_string()).collect();
    assert_eq!(told, ["", "", "amount", "id", "roles[1]", "rule.of[0].years", "rule.of[1].type"]);
    assert_eq!(
        problems.all()[2].fault,
        Fault::Malformed { found: "19.000 COP".into(), expected: Form::Amount },
        "COP has no decimals and 19.000 is not nineteen thousand"
    );
    assert!(problems.all().iter().any(|problem| problem.fault.meant() == Some("age_at_least")));
    assert!(problems.all().iter().any(|problem| problem.fault.meant() == Some("share")));
}

#[test]
fn a_mistake_of_syntax_names_line_and_column() {
    let problems = read::<Sample>("id = \"votar\"\nshare = 12%\n", Format::Toml).unwrap_err();
    assert!(matches!(problems.all(), [Problem { fault: Fault::Syntax { line: 2, .. }, .. }]), "{problems:?}");
    let problems = read::<Sample>("{\n \"id\": }", Format::Json).unwrap_err();
    assert!(
        matches!(problems.all(), [Problem { fault: Fault::Syntax { line: 2, column: 8, .. }, .. }]),
        "{problems:?}"
    );
}

#[test]
fn scalars_are_strict() {
    for wrong in ["", "Á", "-a", "a b", &"a".repeat(41)] {
        assert!(wrong.parse::<Key>().is_err(), "{wrong}");
    }
    for wrong in ["", " a", "a ", "a\u{feff}", "a\0b", "a\rb", &"a".repeat(2_001)] {
        assert!(wrong.parse::<Text>().is_err(), "{wrong}");
    }
    for wrong in ["80", "100.01%", "1.234%", "-1%", "%", ".5%", "05%", "1.%"] {
        assert!(wrong.parse::<Share>().is_err(), "{wrong}");
    }
    assert_eq!("185%".parse::<Factor>().unwrap().basis_points(), 18_500);
    for wrong in ["1 XYZ", "1.5 COP", "-1 COP", "1,000 MXN", "1000"] {
        assert!(wrong.parse::<Amount>().is_err(), "{wrong}");
    }
    for wrong in ["2024-2-03", "2024-02-30", "24-02-03", "0999-01-01"] {
        assert!(wrong.parse::<Day>().is_err(), "{wrong}");
    }
    for wrong in ["02-29", "2-1", "13-01", "+1-01"] {
        assert!(wrong.parse::<DayOfYear>().is_err(), "{wrong}");
    }
    for wrong in ["24:00", "8:00", "08:60"] {
        assert!(wrong.parse::<TimeOfDay>().is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn a_percentage_is_written_as_it_was_read(points in 0_u32..=10_000) {
        let share = Share::new(points).unwrap();
        prop_assert_eq!(share.to_string().parse::<Share>().unwrap(), share);
    }

    #[test]
    fn whatever_reads_as_a_scalar_is_written_the_same(text in "[a-z0-9 .:%-]{0,12}") {
        if let Ok(key) = text.parse::<Key>() { prop_assert_eq!(key.to_string(), text.clone()); }
        if let Ok(day) = text.parse::<Day>() { prop_assert_eq!(day.to_string(), text.clone()); }
        if let Ok(time) = text.parse::<TimeOfDay>() { prop_assert_eq!(time.to_string(), text); }
    }
}
