//! Which of two projects with equal votes goes first, by the tie breaks of a rule set, and which of them said so.

use std::cmp::{Ordering, Reverse};

use serde::{Deserialize, Serialize};

use super::Entrant;
use crate::{
    draw::{Purpose, Seed},
    ruleset::TieBreak as Rule,
};

/// What put one project before another with equal votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "decided", rename_all = "snake_case")]
pub enum Decider {
    /// A tie break of the rule set.
    Rule {
        /// Which.
        tie_break: Rule,
    },
    /// The number on the ballot: the rule set asks for a public draw, but whatever it had said, the same projects would
    /// have won.
    NoDrawNeeded,
    /// The number on the ballot, as the last resort: all tie breaks of the rule set leave them equal.
    LastResort,
}

/// Two projects with equal votes, next to each other, and what put one before the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair<Id> {
    /// The one that goes first.
    pub before: Id,
    /// The other.
    pub after: Id,
    /// What decided.
    #[serde(flatten)]
    pub by: Decider,
}

/// Projects that were equal (empate): all that compete with one score, in the order in which they had their turns; or
/// those that were equal in a round, the one that was taken first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tied<Id> {
    /// The projects.
    pub ids: Vec<Id>,
    /// The score that they share, where it is the score that made them equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u64>,
    /// The round in which they were equal, where winners are found in rounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// What put each before the next.
    pub pairs: Vec<Pair<Id>>,
    /// Whether another order of these projects would have made others of them win.
    pub decisive: bool,
}

/// Which of two projects with equal votes goes first, and what says so: the first of `breaks` in which they differ. A
/// public draw without a `seed` has not been held: they are put by their numbers, as [`Decider::NoDrawNeeded`] until
/// somebody finds that it is needed.
///
/// In a draw the lower lot goes first, that of the project's number on the ballot for the purpose [`Purpose::Tie`].
pub fn compare<Id: Ord>(a: &Entrant<Id>, b: &Entrant<Id>, breaks: &[Rule], seed: Option<&Seed>) -> (Ordering, Decider) {
    let by_number = || a.number.cmp(&b.number).then_with(|| a.candidate.id().cmp(b.candidate.id()));
    for &tie_break in breaks {
        let order = match (tie_break, seed) {
            (Rule::LowerCost, _) => a.candidate.cost().cmp(&b.candidate.cost()),
            (Rule::HigherCost, _) => b.candidate.cost().cmp(&a.candidate.cost()),
            (Rule::EarlierRegistration, _) => {
                let time = |one: &Entrant<Id>| (one.registered.is_none(), one.registered);
                time(a).cmp(&time(b))
            }
            (Rule::BallotNumber, _) => a.number.cmp(&b.number),
            (Rule::MoreNeighbourhoods, _) => Reverse(a.neighbourhoods).cmp(&Reverse(b.neighbourhoods)),
            (Rule::PublicDraw, Some(seed)) => {
                let lot = |one: &Entrant<Id>| seed.lot(Purpose::Tie, &one.number.to_string());
                lot(a).cmp(&lot(b))
            }
            (Rule::PublicDraw, None) => return (by_number(), Decider::NoDrawNeeded),
        };
        if order.is_ne() {
            return (order, Decider::Rule { tie_break });
        }
    }
    (by_number(), Decider::LastResort)
}
