//! From scores to winners by the winner rule of a rule set, with a reason for each project.
//!
//! Every rule that looks at scores is one walk: the projects that compete, most votes first, equals in the order of the
//! tie breaks, each takes what there is room for at its turn or is passed over. The rules differ in what there is room
//! for: money ([`WinnerRule::Greedy`]), a theme's money and number ([`WinnerRule::GreedyByTheme`]), a number of winners
//! ([`WinnerRule::Plurality`]), the same with a number for each larger territory ([`WinnerRule::Quota`]). Places that a
//! larger territory does not fill stay empty: they are not given to the others. By every rule, of projects that exclude
//! each other ([`Entrant::group`]) one wins at most: the first that there is room for.
//!
//! Rules that look at each ballot ([`WinnerRule::EqualShares`], [`WinnerRule::Phragmen`]) are counted by the engine that
//! knows all rules with a name ([`count()`](super::count())), equals in the order of the tie breaks.

mod by_ballots;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use self::by_ballots::Held;
pub use self::by_ballots::{ByShares, method};
use super::{
    Candidate, CountError, Entrant, Minimum, Profile, Shortfall,
    breaks::{Decider, Pair, Tied, compare},
    room::{Left, Reason, Room},
};
use crate::{
    draw::Seed,
    ruleset::{TieBreak, WinnerRule},
};

/// One project's line in the count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing<Id> {
    /// The project.
    pub id: Id,
    /// Its place in the count, from 1.
    pub position: u32,
    /// Its votes or points.
    pub score: u64,
    /// What it costs, in minor units.
    pub cost: i64,
    /// The money on the table for it at its turn, in minor units: that of its theme where money is divided by theme.
    /// None where winners are found whatever they cost. For a project that had no turn, what the count left over.
    pub left_before: Option<i64>,
    /// What was decided, and why.
    #[serde(flatten)]
    pub reason: Reason,
    /// What became of its supporters' money, where voters have shares and could not buy it with them.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<Shortfall<Id>>,
}

const fn none<T>() -> Option<T> {
    None
}

/// A whole count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Winners<Id> {
    /// Every project, in the order of the turns; then those below the minimum; then those withdrawn.
    pub standings: Vec<Standing<Id>>,
    /// Every tie between projects that had a turn, in the order of the turns.
    pub ties: Vec<Tied<Id>>,
    /// What the winners cost together, in minor units. What is more than 63 bits hold is as much as they hold.
    pub total_cost: i64,
    /// What is left of the ceiling, in minor units; none where winners are found whatever they cost.
    pub left: Option<i64>,
    /// What each voter's share came to, where winners are found by shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<ByShares>,
}

impl<Id> Winners<Id> {
    /// The tie that a project was in, where there was one.
    pub fn tie_of(&self, id: &Id) -> Option<&Tied<Id>>
    where
        Id: PartialEq,
    {
        self.ties.iter().find(|tied| tied.ids.contains(id))
    }

    /// The winners, in the order in which they won.
    pub fn won(&self) -> impl Iterator<Item = &Id> {
        self.standings.iter().filter(|line| line.reason.wins()).map(|line| &line.id)
    }
}

/// A tie decides who wins, and the rule set leaves it to a public draw that has not been held.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a public draw among {} projects must be held", among.len())]
pub struct DrawNeeded<Id> {
    /// The projects that the draw is held among, by number.
    pub among: Vec<Id>,
    /// The score that they share, where it is the score that makes them equal.
    pub score: Option<u64>,
}

/// Why no winners were found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfound<Id> {
    /// A draw is needed.
    #[error(transparent)]
    Draw(#[from] DrawNeeded<Id>),
    /// Nothing can be counted.
    #[error(transparent)]
    Count(CountError),
}

/// Finds the winners. A project with fewer votes or points than `minimum` asks for does not compete. `ballots` name the
/// projects by their place among `entrants`: rules that look at each ballot ask for them, others only for how many there
/// are. `seed` is that of the public draw,
/// once it was held; one seed decides all ties of the count.
///
/// The order of `entrants` changes nothing.
///
/// # Errors
/// When the winners depend on a public draw that has not been held, and when ballots and projects do not belong together.
/// Nothing is decided then: with a seed, another draw may turn out to decide further ties.
pub fn winners<Id: Clone + Ord>(
    rule: &WinnerRule,
    entrants: &[Entrant<Id>],
    ballots: &Profile,
    room: &Room,
    minimum: Minimum,
    seed: Option<&Seed>,
) -> Result<Winners<Id>, Unfound<Id>> {
    match method(rule) {
        Some(method) => Held { rule, entrants, ballots, room, minimum, seed }.winners(method),
        None => Ok(in_turns(rule, entrants, room, (minimum, ballots.ballots()), seed)?),
    }
}

/// Finds the winners by their scores alone, of so many ballots.
fn in_turns<Id: Clone + Ord>(
    rule: &WinnerRule,
    entrants: &[Entrant<Id>],
    room: &Room,
    (minimum, ballots): (Minimum, u64),
    seed: Option<&Seed>,
) -> Result<Winners<Id>, DrawNeeded<Id>> {
    let breaks = tie_breaks(rule);
    let needed = |entrant: &Entrant<Id>| minimum.needed(entrant.candidate.cost(), ballots, room.ceiling);
    let mut turns: Vec<(Class, &Entrant<Id>)> =
        entrants.iter().map(|entrant| (class(entrant, needed(entrant)), entrant)).collect();
    turns.sort_by(|(class_a, a), (class_b, b)| {
        let by_score = || by_score(&a.candidate, &b.candidate);
        class_a.cmp(class_b).then_with(by_score).then_with(|| compare(a, b, breaks, seed).0)
    });

    let result = Winners {
        standings: Vec::with_capacity(turns.len()),
        ties: Vec::new(),
        total_cost: 0,
        left: None,
        shares: None,
    };
    let mut count = Turns { left: Left::of(rule, room), breaks, seed, result };
    for group in
        turns.chunk_by(|(class_a, a), (class_b, b)| class_a == class_b && by_score(&a.candidate, &b.candidate).is_eq())
    {
        match group {
            [(Class::Competes, _), ..] => count.turn_of(group)?,
            _ => count.no_turn(group, &needed),
        }
    }
    count.result.left = count.left.money();
    Ok(count.result)
}

/// The tie breaks of a winner rule.
pub fn tie_breaks(rule: &WinnerRule) -> &[TieBreak] {
    rule.tie()
}

/// Most votes or points first.
fn by_score<Id>(a: &Candidate<Id>, b: &Candidate<Id>) -> Ordering {
    b.signed_score().cmp(&a.signed_score())
}

fn class<Id>(entrant: &Entrant<Id>, needed: u64) -> Class {
    match () {
        () if entrant.candidate.is_withdrawn() => Class::Withdrawn,
        () if entrant.candidate.score() < needed => Class::BelowMinimum,
        () => Class::Competes,
    }
}

/// Whether a project has a turn. The order of the variants is that of the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Competes,
    BelowMinimum,
    Withdrawn,
}

struct Turns<'a, Id> {
    left: Left,
    breaks: &'a [TieBreak],
    seed: Option<&'a Seed>,
    result: Winners<Id>,
}

impl<Id: Clone + Ord> Turns<'_, Id> {
    /// The turns of all projects with one score, in the order of the tie breaks.
    fn turn_of(&mut self, group: &[(Class, &Entrant<Id>)]) -> Result<(), DrawNeeded<Id>> {
        let at_start = (group.len() > 1).then(|| self.left.clone());
        let (breaks, seed) = (self.breaks, self.seed);
        let by = |a: &Entrant<Id>, b: &Entrant<Id>| compare(a, b, breaks, seed).1;
        let mut decisive = false;
        for undrawn in group.chunk_by(|(_, a), (_, b)| by(a, b) == Decider::NoDrawNeeded) {
            let before = (undrawn.len() > 1).then(|| self.left.clone());
            for (_, entrant) in undrawn {
                let reason = self.left.judge(entrant);
                // What is left only shrinks, whatever wins: who found no room at the start finds none in any order, and
                // who would have found room there was put too late.
                let too_late = |left: &Left| reason != Reason::Won && left.judge(entrant) == Reason::Won;
                decisive |= at_start.as_ref().is_some_and(too_late);
                if before.as_ref().is_some_and(too_late) {
                    let mut among: Vec<&Entrant<Id>> = undrawn.iter().map(|&(_, entrant)| entrant).collect();
                    among.sort_by_key(|entrant| entrant.number);
                    let among = among.into_iter().map(|entrant| entrant.candidate.id().clone()).collect();
                    return Err(DrawNeeded { among, score: Some(entrant.candidate.score()) });
                }
                let won = reason == Reason::Won;
                self.line(entrant, reason);
                if won {
                    self.left.take(entrant);
                    self.result.total_cost = self.result.total_cost.saturating_add(entrant.candidate.cost());
                }
            }
        }
        if let [(_, first), _, ..] = group {
            self.result.ties.push(Tied {
                ids: group.iter().map(|(_, entrant)| entrant.candidate.id().clone()).collect(),
                score: Some(first.candidate.score()),
                round: None,
                pairs: group
                    .iter()
                    .zip(group.iter().skip(1))
                    .map(|((_, a), (_, b))| Pair {
                        before: a.candidate.id().clone(),
                        after: b.candidate.id().clone(),
                        by: by(a, b),
                    })
                    .collect(),
                decisive,
            });
        }
        Ok(())
    }

    fn no_turn(&mut self, group: &[(Class, &Entrant<Id>)], needed: &impl Fn(&Entrant<Id>) -> u64) {
        for (class, entrant) in group {
            let reason = match class {
                Class::Withdrawn => Reason::Withdrawn,
                Class::BelowMinimum | Class::Competes => Reason::BelowMinimum { minimum: needed(entrant) },
            };
            self.line(entrant, reason);
        }
    }

    fn line(&mut self, entrant: &Entrant<Id>, reason: Reason) {
        let position = u32::try_from(self.result.standings.len() + 1).unwrap_or(u32::MAX);
        self.result.standings.push(Standing {
            id: entrant.candidate.id().clone(),
            position,
            score: entrant.candidate.score(),
            cost: entrant.candidate.cost(),
            left_before: self.left.money_for(entrant),
            reason,
            shortfall: None,
        });
    }
}

#[cfg(test)]
mod tests;
