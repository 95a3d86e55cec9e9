use proptest::prelude::*;

use super::{arbitrary::Any, *};
use crate::document::{Format, from_value, read, write};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_the_rules_they_are_written_as_they_are_read(rules in RuleSet::any()) {
        for format in [Format::Toml, Format::Json] {
            let text = write(&rules, format);
            prop_assert_eq!(read::<RuleSet>(&text, format), Ok(rules.clone()));
        }
        // From one format to the other and back there is no difference to the letter.
        let toml = write(&rules, Format::Toml);
        let json = write(&read::<RuleSet>(&toml, Format::Toml).unwrap(), Format::Json);
        prop_assert_eq!(write(&read::<RuleSet>(&json, Format::Json).unwrap(), Format::Toml), toml);
        // What stores and sends them by serde reads the same.
        prop_assert_eq!(serde_json::from_str::<RuleSet>(&json).unwrap(), rules);
    }

    #[test]
    fn whatever_the_rules_they_can_be_checked(rules in RuleSet::any()) {
        let defects = rules.defects();
        prop_assert!(defects.is_sorted_by(|a, b| a.path <= b.path));
        // Each is at a place that the document has, or could have.
        let value = serde_json::to_value(&rules).unwrap();
        for defect in &defects {
            prop_assert!(stands(&value, defect.path.steps()), "{}", defect);
        }
        prop_assert_eq!(rules.check().map(SoundRuleSet::into_rules).is_ok(), defects.is_empty());
    }

    #[test]
    fn nothing_changed_exactly_when_both_are_equal(old in RuleSet::any(), new in RuleSet::any(), part in 0_usize..12) {
        prop_assert_eq!(compare(&old, &old), []);
        prop_assert_eq!(compare(&old, &new).is_empty(), old == new);
        prop_assert_eq!(old.hash() == new.hash(), old == new);
        // One part of the other is the smallest of changes.
        let mut mixed = old.clone();
        match part {
            0 => mixed.norms = new.norms,
            1 => mixed.territories = new.territories,
            2 => mixed.themes = new.themes,
            3 => mixed.bodies = new.bodies,
            4 => mixed.phases = new.phases,
            5 => mixed.powers = new.powers,
            6 => mixed.pools = new.pools,
            7 => mixed.eligibility = new.eligibility,
            8 => mixed.contests = new.contests,
            9 => mixed.sheets = new.sheets,
            10 => mixed.selection = new.selection,
            _ => mixed.follow_up = new.follow_up,
        }
        prop_assert_eq!(compare(&old, &mixed).is_empty(), old == mixed);
        prop_assert_eq!(compare(&mixed, &old).is_empty(), old == mixed);
        prop_assert_eq!(old.hash() == mixed.hash(), old == mixed);
    }

    #[test]
    fn the_order_of_phases_and_powers_is_part_of_the_rules(rules in RuleSet::any()) {
        let mut turned = rules.clone();
        turned.phases.reverse();
        turned.powers.reverse();
        prop_assert_eq!(compare(&rules, &turned).is_empty(), rules == turned);
    }

    #[test]
    fn whatever_the_rules_they_follow_the_schema(rules in RuleSet::any()) {
        thread_local! {
            static VALIDATOR: jsonschema::Validator = jsonschema::draft202012::new(&schema()).unwrap();
        }
        let value = serde_json::to_value(&rules).unwrap();
        VALIDATOR.with(|validator| {
            let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            prop_assert_eq!(errors, Vec::<String>::new());
            Ok(())
        })?;
        prop_assert_eq!(from_value::<RuleSet>(value), Ok(rules));
    }
}

#[test]
fn a_contest_is_held_around_the_territories_that_lie_in_its_places() {
    let text = include_str!("../../../server/presets/rules/jalisco-vamos-juntos.toml");
    let mut rules: RuleSet = read(text, Format::Toml).unwrap();
    let place = |code: &str, kind: &str, within: Option<&str>| Place {
        code: code.parse().unwrap(),
        name: code.parse().unwrap(),
        kind: kind.parse().unwrap(),
        within: within.map(|code| code.parse().unwrap()),
    };
    rules.territories.list = vec![
        place("norte", "region", None),
        place("sur", "region", None),
        place("14115", "municipio", Some("norte")),
        place("14023", "municipio", Some("sur")),
    ];
    let around = |contest: &str, own: &[&str]| -> Vec<String> {
        let contest = rules.contest(&contest.parse().unwrap()).unwrap();
        let own: Vec<Code> = own.iter().map(|code| code.parse().unwrap()).collect();
        rules.places_around(contest, &own).iter().map(|place| place.code.to_string()).collect()
    };
    assert_eq!(around("regional", &["14115"]), ["norte"]);
    assert_eq!(around("regional", &["14115", "14023"]), ["norte", "sur"]);
    assert_eq!(around("regional", &["sur"]), [""; 0], "the site's own is not around it");
    assert_eq!(around("municipal", &["14115"]), [""; 0]);
}

/// Whether a path leads to a value, or to a field that a table leaves out.
fn stands(value: &serde_json::Value, steps: &[crate::document::Step]) -> bool {
    use crate::document::Step;
    match steps {
        [] => true,
        [Step::Field(name), rest @ ..] => value.as_object().is_some_and(|table| match table.get(name) {
            Some(value) => stands(value, rest),
            None => rest.is_empty(),
        }),
        [Step::Entry(place), rest @ ..] => value.get(place).is_some_and(|entry| stands(entry, rest)),
    }
}
