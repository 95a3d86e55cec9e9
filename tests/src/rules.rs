//! A rule set to test with.

use shared::document::{self, Format};
use shared::ruleset::{RuleSet, SoundRuleSet};

/// A small municipality's rules, whole: ideas, a formulation, a ballot, a vote and its result.
pub fn rules() -> RuleSet {
    document::read(include_str!("rules.toml"), Format::Toml).expect("the rules of the tests are a rule set")
}

/// The same with another line for the ballot, or for the winners: what stands behind `ballot = ` or `winner = `.
pub fn voting(ballot: &str, winner: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some(("ballot", _)) => format!("ballot = {ballot}"),
        Some(("winner", _)) => format!("winner = {winner}"),
        _ => line.to_owned(),
    };
    include_str!("rules.toml").lines().map(|text| line(text) + "\n").collect()
}

/// The same as a document.
pub fn with_ballot(ballot: &str) -> RuleSet {
    let text = voting(ballot, r#"{ type = "greedy", tie = ["lower_cost", "ballot_number"] }"#);
    document::read(&text, Format::Toml).expect("the rules of the tests are a rule set")
}

/// The same with another title, without defects.
pub fn sound(title: &str) -> SoundRuleSet {
    titled(title).check().expect("the rules of the tests are sound")
}

/// The same with another title.
pub fn titled(title: &str) -> RuleSet {
    RuleSet { title: title.parse().expect("a text"), ..rules() }
}
