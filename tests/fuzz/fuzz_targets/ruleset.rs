//! Whatever bytes come as a rule set: reading tells what is wrong or gives rules that can be checked, compared and
//! written as they were read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::{
    document::{Format, read, write},
    ruleset::{RuleSet, compare},
};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Toml };
    let rules = match read::<RuleSet>(text, format) {
        Ok(rules) => rules,
        Err(problems) => {
            assert!(!problems.all().is_empty());
            for problem in problems.all() {
                let _ = (problem.path.to_string(), problem.fault.meant());
            }
            return;
        }
    };
    let written = write(&rules, format);
    let again: RuleSet = read(&written, format).expect("what was written reads");
    assert_eq!(rules, again);
    assert_eq!(compare(&rules, &again), []);
    assert_eq!(rules.hash(), again.hash());
    for defect in rules.defects() {
        let _ = (defect.to_string(), defect.flaw.meant());
    }
    // What can be published can be taken along in either format.
    if let Ok(sound) = rules.check() {
        let other = if format == Format::Toml { Format::Json } else { Format::Toml };
        assert_eq!(read::<RuleSet>(&write(sound.rules(), other), other).as_ref(), Ok(sound.rules()));
    }
});
