//! How the contests of a process are counted: its rules, the money of each, and the words for what stops a count.

use leptos::prelude::*;
use shared::{
    ruleset,
    tally::{Minimum, Room},
};
use store::{
    contest::Contest,
    draw::Draw,
    process::Process,
    tally::{By, Undrawn},
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

/// The contest of the rules in which projects are chosen.
///
/// # Errors
/// When there is none.
pub fn decided<'a>(visit: &Visit, process: &'a Process) -> Result<&'a ruleset::Contest, Declined> {
    let locale = visit.locale();
    let contest = process.rule_set.deciding_contest();
    contest.ok_or_else(|| Declined::Refused(text::admin::nothing_to_count(locale).to_owned()))
}

/// By what rule the contest is counted, with the seed of the draw that was held.
pub fn by<'a>(contest: &'a ruleset::Contest, draw: Option<&'a Draw>) -> By<'a> {
    let seed = draw.and_then(|draw| draw.held.as_ref()).map(|held| &held.seed);
    By { winner: &contest.winner, exclusive: contest.exclusive, minimum: Minimum::of(&contest.thresholds), seed }
}

/// Each contest of a process with the money that there is in it.
pub fn rooms(process: &Process, contest: &ruleset::Contest, held: Vec<Contest>) -> Vec<(Contest, Room)> {
    let rules = &process.rule_set;
    let with_room = |one: Contest| {
        let kind = ballot::kind_of(rules, contest, &one.code).unwrap_or_else(|| contest.level.clone());
        let room = ballot::room(rules, contest, &kind, one.ceiling);
        (one, room)
    };
    held.into_iter().map(with_room).collect()
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

/// How winners are found, sentence by sentence.
pub fn says(visit: &Visit, process: &Process) -> Vec<String> {
    let locale = visit.locale();
    let Some(contest) = process.rule_set.deciding_contest() else { return Vec::new() };
    let minimum = Minimum::of(&contest.thresholds);
    let votes = text::results::minimum(locale, visit.integer(minimum.score));
    let support = minimum.threshold.map(|support| reading::of_support(locale, support));
    let winner = reading::of_winner(locale, &process.rule_set, &contest.winner);
    let groups = contest.exclusive.then(|| text::reading::exclusive(locale).to_owned());
    winner.into_iter().chain(groups).chain([votes]).chain(support).collect()
}
