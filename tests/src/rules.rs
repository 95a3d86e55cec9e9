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

/// The same with two contests on one ballot: beside the projects of each comuna a work of the town that they all lie in.
pub fn several() -> RuleSet {
    let beside = [
        (
            "levels = [",
            r#"levels = [
    { id = "ciudad", name = "Ciudad", kinds = [{ id = "ciudad", name = "Ciudad" }] },"#,
        ),
        (
            "[[indicators]]",
            r#"[[territories.list]]
code = "ciudad"
name = "Toda la villa"
kind = "ciudad"

[[territories.list]]
code = "01"
name = "Comuna 01"
kind = "comuna"
within = "ciudad"

[[territories.list]]
code = "02"
name = "Comuna 02"
kind = "comuna"
within = "ciudad"

[[territories.list]]
code = "03"
name = "Comuna 03"
kind = "comuna"
within = "ciudad"

[[indicators]]"#,
        ),
        (
            "[[contests]]",
            r#"[[contests]]
id = "obra"
name = "Obra de la villa"
level = "ciudad"
pool = "comun"
phases = ["voting"]
ballot = { type = "single_choice" }
winner = { type = "plurality", winners = 1, tie = ["ballot_number"] }

[[contests]]"#,
        ),
        (r#"contests = ["proyectos"]"#, r#"contests = ["obra", "proyectos"]"#),
    ];
    let text = include_str!("rules.toml").to_owned();
    let text = beside.iter().fold(text, |text, (before, with)| text.replacen(before, with, 1));
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
