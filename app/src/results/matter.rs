//! What is decided with one ballot, thing by thing: the same people vote on all of it, and are counted once.

use shared::{
    document::Key,
    ruleset::{Contest, RuleSet},
};

/// One of the things that are decided together.
pub(super) struct Matter<'a, T> {
    /// The contest of the rules that decides it; none where nothing else is decided.
    pub rule: Option<&'a Contest>,
    /// What belongs to the contests where it is held.
    pub held: Vec<T>,
}

/// What belongs to the contests of a process, by what they decide; `rule` says of each which contest of the rules it is
/// about. The deciding ones stand first and for themselves: by them people are counted.
pub(super) fn matters<T>(
    rules: &RuleSet,
    mut all: Vec<T>,
    rule: impl Fn(&T) -> &Key,
) -> (Matter<'_, T>, Vec<Matter<'_, T>>) {
    let decides = rules.deciding_contest();
    let mut beside = Vec::new();
    for one in rules.decided_together().filter(|one| decides.is_none_or(|decides| one.id != decides.id)) {
        let held: Vec<T> = all.extract_if(.., |it| *rule(it) == one.id).collect();
        if !held.is_empty() {
            beside.push(Matter { rule: Some(one), held });
        }
    }
    (Matter { rule: decides.filter(|_| !beside.is_empty()), held: all }, beside)
}
