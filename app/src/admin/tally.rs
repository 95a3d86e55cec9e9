//! How the contests of a process are counted: the rule of each, its money, and the words for what stops a count.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    document::Key,
    ruleset::{self, Code},
    tally::Minimum,
};
use store::{
    contest::Contest,
    draw::Draw,
    process::Process,
    tally::{By, Pending, Undrawn},
};

use crate::{
    ballot, draw,
    forms::Declined,
    path,
    rules::reading,
    text::{self, rehearsal as said},
    ties,
    visit::Visit,
};

/// The contests of a process as they are to be counted: each by its own rule, with the money that there is in it, and the
/// seed of the draw that was held where it asks for one.
///
/// # Errors
/// When the rules do not know one of them.
pub fn pending<'a>(
    visit: &Visit,
    process: &'a Process,
    draw: Option<&'a Draw>,
    held: Vec<Contest>,
) -> Result<Vec<Pending<'a>>, Declined> {
    let rules = &process.rule_set;
    let seed = draw.and_then(|draw| draw.held.as_ref()).map(|held| &held.seed);
    let unknown = || Declined::Refused(text::admin::count_conflict(visit.locale()).to_owned());
    let one = |contest: Contest| {
        let rule = rules.contest(&contest.rule).ok_or_else(unknown)?;
        let at = contest.at.as_ref().map_or("", Code::as_str);
        let kind = ballot::kind_of(rules, rule, at).unwrap_or_else(|| rule.level.clone());
        let room = ballot::room(rules, rule, &kind, contest.ceiling);
        let by = By {
            winner: &rule.winner,
            exclusive: rule.exclusive,
            minimum: Minimum::of(&rule.thresholds),
            seed: seed.filter(|_| rule.asks_for_draw()),
        };
        Ok(Pending { contest, room, by })
    };
    held.into_iter().map(one).collect()
}

/// By what each contest of the rules is counted, for the audit trail.
pub fn told(contests: &[Pending<'_>]) -> BTreeMap<Key, Value> {
    let by = |by: &By<'_>| {
        json!({
            "rule": by.winner, "minimum_score": by.minimum.score, "support": by.minimum.threshold, "seed": by.seed,
        })
    };
    contests.iter().map(|one| (one.contest.rule.clone(), by(&one.by))).collect()
}

/// In how many territories people choose, by the contests of the rules that are held: what is decided with the same ballot
/// beside adds none.
pub fn territories<'a>(process: &Process, held: impl Iterator<Item = &'a Key>) -> usize {
    let decides = process.rule_set.deciding_contest().map(|contest| &contest.id);
    held.filter(|rule| Some(*rule) == decides).count()
}

/// Between which projects a draw must be held, contest by contest.
pub fn undrawn(visit: &Visit, undrawn: &[Undrawn]) -> String {
    let locale = visit.locale();
    let one = |undrawn: &Undrawn| {
        let numbers = ties::numbers(locale, undrawn.needed.among.iter().copied());
        let among = said::draw_between(locale, numbers, undrawn.needed.score);
        text::ballot::of_contest(locale, &undrawn.contest, among)
    };
    let each: Vec<String> = undrawn.iter().map(one).collect();
    text::admin::count_undrawn(locale, each.join(" "))
}

/// Where the draw stands, for whoever is about to count by rules that ask for one.
pub fn to_draw(visit: &Visit, process: &Process) -> Option<AnyView> {
    let locale = visit.locale();
    draw::asked(&process.rule_set).then(|| {
        view! {
            <p>{text::draw::lead(locale)}</p>
            <p><a class="btn" href=path::DRAW>{text::draw::to_draw(locale)}</a></p>
        }
        .into_any()
    })
}

/// How winners are found: by name in each contest, where several are decided together.
pub fn rules(visit: &Visit, process: &Process) -> AnyView {
    let several = process.rule_set.decides_several();
    process
        .rule_set
        .decided_together()
        .map(|contest| {
            let name = several.then(|| view! { <h3>{contest.name.to_string()}</h3> });
            let says = says(visit, process, contest).into_iter().map(|says| view! { <p>{says}</p> }).collect_view();
            view! { {name} {says} }
        })
        .collect_view()
        .into_any()
}

/// How the winners of a contest are found, sentence by sentence.
fn says(visit: &Visit, process: &Process, contest: &ruleset::Contest) -> Vec<String> {
    let locale = visit.locale();
    let minimum = Minimum::of(&contest.thresholds);
    let votes = text::results::minimum(locale, visit.integer(minimum.score));
    let support = minimum.threshold.map(|support| reading::of_support(locale, support));
    let winner = reading::of_winner(locale, &process.rule_set, &contest.winner);
    let groups = contest.exclusive.then(|| text::reading::exclusive(locale).to_owned());
    winner.into_iter().chain(groups).chain([votes]).chain(support).collect()
}
