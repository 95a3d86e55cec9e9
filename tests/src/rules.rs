//! A rule set to test with.

use shared::document::{self, Format};
use shared::ruleset::{RuleSet, SoundRuleSet};

/// A small municipality's rules, whole: ideas, a formulation, a ballot, a vote and its result.
pub fn rules() -> RuleSet {
    document::read(include_str!("rules.toml"), Format::Toml).expect("the rules of the tests are a rule set")
}

/// The same with another title, without defects.
pub fn sound(title: &str) -> SoundRuleSet {
    titled(title).check().expect("the rules of the tests are sound")
}

/// The same with another title.
pub fn titled(title: &str) -> RuleSet {
    RuleSet { title: title.parse().expect("a text"), ..rules() }
}
