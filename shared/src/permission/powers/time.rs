//! When a power can be used: its phases, its dates, what locks it and what it has to wait for.

use chrono::{DateTime, Utc};

use super::{Grant, LockedBy, Question, Refusal, Refused, Rule};
use crate::{
    calendar::{Route, Stage},
    document::Key,
    phase::{PhaseState, Window},
    ruleset::Lock,
};

const EVER: DateTime<Utc> = DateTime::<Utc>::MAX_UTC;

/// How an instant stands to a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time<'a> {
    Open { phase: Option<&'a Key>, until: DateTime<Utc> },
    Later { from: DateTime<Utc> },
    Past { since: DateTime<Utc> },
    Never,
    Unplanned { phase: &'a Key },
    Skipped { phase: &'a Key, next: Option<i32> },
}

/// What bounds every power over one object.
pub(super) struct Limits<'a> {
    /// What is waited for: the end of the voting.
    floor: Option<DateTime<Utc>>,
    /// The voting, where it is waited for and has no dates.
    unplanned: Option<Time<'a>>,
    lock: Option<Fixed<'a>>,
    /// The only phases in which it is possible, where the action is part of the voting.
    only: Option<&'a [Key]>,
}

#[derive(Clone, Copy)]
struct Fixed<'a> {
    what: Lock,
    since: DateTime<Utc>,
    /// The phase and its place in the rules; the object itself when `None`.
    by: Option<(usize, &'a Key)>,
}

impl<'a> Limits<'a> {
    pub(super) fn of(question: &Question<'a>) -> Self {
        let Question { powers, route, action, object, .. } = *question;
        let voting = powers.voting(object.contest.as_ref());
        let mut limits = Self { floor: None, unplanned: None, lock: locked(question), only: None };
        if action.is_voting() {
            limits.only = Some(voting);
        }
        if action.tells_votes() {
            limits.floor = planned(route, voting).map(|(_, stage)| stage.closes()).max();
            limits.unplanned =
                voting.first().filter(|_| limits.floor.is_none()).map(|phase| Time::undated(route, phase));
        }
        limits
    }

    /// The first instant from `at` on at which nothing is waited for; `None` while that cannot be told.
    pub(super) fn not_before(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.unplanned.is_some() { None } else { Some(self.floor.map_or(at, |floor| floor.max(at))) }
    }

    /// How the question's instant stands to a grant.
    pub(super) fn time(&self, grant: &'a Grant, question: &Question<'a>) -> Time<'a> {
        self.until(self.lock.map_or(EVER, |lock| lock.since), grant, question)
    }

    /// The same, locked from `cap` on.
    fn until(&self, cap: DateTime<Utc>, grant: &'a Grant, question: &Question<'a>) -> Time<'a> {
        if let Some(unplanned) = self.unplanned {
            return unplanned;
        }
        let low = self.floor.map_or(grant.from, |floor| floor.max(grant.from));
        let high = grant.until.min(cap);
        let now = question.now;
        let phases = match (&grant.during[..], self.only) {
            ([], None) => return whenever(low, high, now),
            ([], Some(only)) => only,
            (during, _) => during,
        };
        let possible = |phase: &&Key| self.only.is_none_or(|only| only.contains(phase));
        let mut best = Time::Never;
        for phase in phases.iter().filter(possible) {
            let time = match question.route.stage(phase) {
                None => Time::undated(question.route, phase),
                Some(stage) if !opens_channel(stage, question) => Time::Never,
                Some(stage) => within(stage, low, high, now),
            };
            best = best.or(time);
        }
        best
    }

    /// Refuses when none of these grants can be used at the question's instant.
    pub(super) fn when(
        &self,
        grants: impl Iterator<Item = &'a Grant> + Clone,
        question: &Question<'a>,
    ) -> Result<(), Refused> {
        let best = self.best(grants.clone().map(|grant| (self.time(grant, question), grant)));
        let Some((time, grant)) = best else { return Ok(()) };
        let uncapped = || self.best(grants.map(|grant| (self.until(EVER, grant, question), grant)));
        if let Some(lock) = self.lock.filter(|lock| lock.since <= question.now)
            && let Some((Time::Open { .. } | Time::Later { .. } | Time::Unplanned { .. }, _)) = uncapped()
        {
            // Time alone would allow it.
            return Err(lock.refused());
        }
        let refusal = match time {
            Time::Open { .. } => return Ok(()),
            Time::Later { from } => match self.floor {
                Some(floor) if floor > question.now && voting_has_opened(question) => {
                    Refusal::StillOpen { closes: floor, opens: from }
                }
                _ => Refusal::NotYet { opens: from },
            },
            Time::Past { since } => Refusal::Over { closed: since },
            Time::Never => Refusal::NotInForce,
            Time::Unplanned { phase } => Refusal::NotPlanned { phase: phase.clone() },
            Time::Skipped { phase, next } => Refusal::NotThisTime { phase: phase.clone(), next },
        };
        Err(Refused::by(refusal, grant))
    }

    #[expect(clippy::unused_self, reason = "the bounds are in the times already")]
    fn best(&self, times: impl Iterator<Item = (Time<'a>, &'a Grant)>) -> Option<(Time<'a>, &'a Grant)> {
        times.reduce(|(best, by), (time, grant)| {
            let better = best.or(time);
            if better == best { (best, by) } else { (better, grant) }
        })
    }
}

impl<'a> Time<'a> {
    /// That of a phase without dates.
    fn undated(route: &Route, phase: &'a Key) -> Self {
        match route.skipped(phase) {
            Some(skipped) => Self::Skipped { phase, next: skipped.next },
            None => Self::Unplanned { phase },
        }
    }

    /// The better of two: open before later before past; of two to come the sooner, of two past the later.
    fn or(self, other: Self) -> Self {
        let rank = |time: &Self| match time {
            Self::Open { .. } => 5,
            Self::Later { .. } => 4,
            Self::Unplanned { .. } => 3,
            Self::Past { .. } => 2,
            Self::Skipped { .. } => 1,
            Self::Never => 0,
        };
        match (self, other) {
            (Self::Open { until, .. }, Self::Open { until: longer, .. }) if longer > until => other,
            (Self::Later { from }, Self::Later { from: sooner }) if sooner < from => other,
            (Self::Past { since }, Self::Past { since: later }) if later > since => other,
            _ if rank(&other) > rank(&self) => other,
            _ => self,
        }
    }
}

impl Fixed<'_> {
    fn refused(&self) -> Refused {
        let by = self.by.map_or(LockedBy::Object, |(_, phase)| LockedBy::Phase(phase.clone()));
        Refused {
            refusal: Refusal::Locked { what: self.what, since: self.since, by },
            rule: self.by.map(|(place, _)| Rule::Phase { place }),
        }
    }
}

/// A power that does not depend on phases.
fn whenever<'a>(low: DateTime<Utc>, high: DateTime<Utc>, now: DateTime<Utc>) -> Time<'a> {
    if low >= high {
        Time::Never
    } else if now < low {
        Time::Later { from: low }
    } else if now < high {
        Time::Open { phase: None, until: high }
    } else {
        Time::Past { since: high }
    }
}

/// A power in one phase, within bounds.
fn within(stage: &Stage, low: DateTime<Utc>, high: DateTime<Utc>, now: DateTime<Utc>) -> Time<'_> {
    let cut = |span: &Window| {
        let (opens, closes) = (span.opens().max(low), span.closes().min(high));
        (opens < closes).then_some((opens, closes))
    };
    let spans = stage.spans();
    let next = spans.partition_point(|span| span.closes() <= now.max(low));
    match spans.get(next).and_then(cut) {
        Some((opens, closes)) if now < closes => {
            if opens <= now {
                Time::Open { phase: Some(stage.id()), until: closes }
            } else {
                Time::Later { from: opens }
            }
        }
        // The later ones open later still, beyond the bound that this one is beyond.
        _ => match spans.iter().rev().find_map(cut) {
            Some((_, since)) => Time::Past { since },
            None => Time::Never,
        },
    }
}

fn opens_channel(stage: &Stage, question: &Question<'_>) -> bool {
    match (stage.channel(), question.object.channel) {
        (Some(opened), Some(asked)) => !question.action.is_voting() || opened == asked,
        _ => true,
    }
}

/// Those of some phases that have dates, with their names.
fn planned<'a>(route: &'a Route, phases: &'a [Key]) -> impl Iterator<Item = (&'a Key, &'a Stage)> {
    phases.iter().filter_map(|phase| Some((phase, route.stage(phase)?)))
}

fn voting_has_opened(question: &Question<'_>) -> bool {
    let voting = question.powers.voting(question.object.contest.as_ref());
    planned(question.route, voting).any(|(_, stage)| stage.state(question.now) != PhaseState::Upcoming)
}

/// What locks that which the action changes, and from when on: a phase that says so, the voting that takes it as it
/// stands, or the object itself.
fn locked<'a>(question: &Question<'a>) -> Option<Fixed<'a>> {
    let Question { powers, route, action, object, .. } = *question;
    let what = object.changes.or_else(|| action.changes())?;
    let said = powers
        .phases
        .iter()
        .enumerate()
        .filter(|(_, phase)| phase.locks.contains(&what))
        .filter_map(|(place, phase)| Some((route.stage(&phase.id)?.opens(), Some((place, &phase.id)))));
    // What people vote on stays as it is, whether the rules say so or not. What belongs to no contest in particular
    // stays once the last of them is being voted on.
    let first = |phases: &'a [Key]| planned(route, phases).map(|(id, stage)| (stage.opens(), id)).min();
    let voted = match &object.contest {
        Some(contest) => first(powers.voting(Some(contest))),
        None if powers.contests.is_empty() => first(&powers.voting),
        None => powers.contests.iter().filter_map(|(_, phases)| first(phases)).max(),
    };
    let voted = voted.map(|(since, id)| {
        let place = powers.phases.iter().position(|phase| phase.id == *id);
        (since, place.map(|place| (place, id)))
    });
    let own = object.frozen.map(|since| (since, None));
    let (since, by) = said.chain(voted).chain(own).min_by_key(|(since, _)| *since)?;
    Some(Fixed { what, since, by })
}
