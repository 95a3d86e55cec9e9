//! The one thing that the home page offers: it depends on the phase and on who is looking.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    permission::{Action, Actor, Object, Refusal, may},
    phase::{Calendar, Phase, PhaseKind, PhaseState},
    rules::Rules,
};

/// What a person can do now, in order of what matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Vote.
    Vote,
    /// Sign in, then vote.
    SignInToVote,
    /// The vote is cast: nothing is left to do but wait.
    Voted,
    /// Send an idea.
    Propose,
    /// Sign in, then send an idea.
    SignInToPropose,
    /// Say which territory is the own one: without it neither idea nor vote.
    ChooseTerritory,
    /// Read the ideas: they are received, but not from this person.
    SeeIdeas,
    /// Follow the review of the ideas.
    FollowReview,
    /// Read the projects before the vote, or without a vote.
    SeeBallot,
    /// See the results.
    SeeResults,
    /// Nothing has begun.
    Wait,
}

/// Where the process stands for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation<'a> {
    /// What can be done.
    pub step: Step,
    /// Why what the open phase is for cannot be done by this person, where that is so.
    pub hindrance: Option<(Action, Refusal)>,
    /// The phase that the step belongs to.
    pub phase: Standing<'a>,
}

/// How the calendar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// This phase is open.
    Open(&'a Phase),
    /// No phase is open; this one comes next.
    Next(&'a Phase),
    /// Every phase is over.
    Over,
    /// Nothing is planned yet.
    Unplanned,
}

/// Decides what the home page offers.
pub fn situation<'a>(calendar: &'a Calendar, rules: &Rules, actor: &Actor, now: DateTime<Utc>) -> Situation<'a> {
    for (action, granted) in [(Action::Vote, Step::Vote), (Action::ProposeIdea, Step::Propose)] {
        let Some(phase) = open_for(calendar, action, now) else { continue };
        let (step, hindrance) = match may(actor, action, &Object::anywhere(), calendar, rules, now) {
            Ok(()) => (granted, None),
            Err(Refusal::SignInFirst) if action == Action::Vote => (Step::SignInToVote, None),
            Err(Refusal::SignInFirst) => (Step::SignInToPropose, None),
            Err(Refusal::AlreadyVoted) => (Step::Voted, None),
            Err(Refusal::TerritoryUnknown) => (Step::ChooseTerritory, None),
            Err(refusal) if action == Action::Vote => (Step::SeeBallot, Some((action, refusal))),
            Err(refusal) => (Step::SeeIdeas, Some((action, refusal))),
        };
        return Situation { step, hindrance, phase: Standing::Open(phase) };
    }
    let phase = match (calendar.current(now), calendar.next(now)) {
        (Some(open), _) => Standing::Open(open),
        (None, Some(next)) => Standing::Next(next),
        (None, None) if calendar.phases().is_empty() => Standing::Unplanned,
        (None, None) => Standing::Over,
    };
    let step = match calendar.reached(now).map(|phase| phase.kind) {
        None | Some(PhaseKind::Convening) => Step::Wait,
        Some(
            PhaseKind::Ideas
            | PhaseKind::Assemblies
            | PhaseKind::Formulation
            | PhaseKind::Socialization
            | PhaseKind::Ceilings,
        ) => Step::FollowReview,
        Some(PhaseKind::Ballot) => Step::SeeBallot,
        Some(
            PhaseKind::Voting
            | PhaseKind::Results
            | PhaseKind::Commitments
            | PhaseKind::Execution
            | PhaseKind::FollowUp,
        ) => Step::SeeResults,
    };
    Situation { step, hindrance: None, phase }
}

/// The open phase that lets anybody do this.
fn open_for(calendar: &Calendar, action: Action, now: DateTime<Utc>) -> Option<&Phase> {
    calendar
        .phases()
        .iter()
        .find(|phase| phase.state(now) == PhaseState::Open && phase.roles_for(action).next().is_some())
}

/// How long it is until an instant, in the unit that people count it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// Full days, at least one.
    Days(u64),
    /// Full hours, at least one.
    Hours(u64),
    /// Less than an hour.
    Soon,
}

/// How long it is from `now` until `then`.
pub fn remaining(now: DateTime<Utc>, then: DateTime<Utc>) -> Remaining {
    let left = (then - now).max(TimeDelta::zero());
    match (left.num_days(), left.num_hours()) {
        (0, 0) => Remaining::Soon,
        (0, hours) => Remaining::Hours(hours.unsigned_abs()),
        (days, _) => Remaining::Days(days.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use shared::{id::TerritoryId, phase::Window};

    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 5, day, 12, 0, 0).unwrap()
    }

    fn calendar() -> Calendar {
        let phase = |kind, opens, closes| Phase::usual(kind, Window::new(day(opens), day(closes)).unwrap());
        Calendar::new(vec![
            phase(PhaseKind::Ideas, 2, 8),
            phase(PhaseKind::Formulation, 6, 10),
            phase(PhaseKind::Ballot, 12, 14),
            phase(PhaseKind::Voting, 16, 20),
            phase(PhaseKind::Results, 22, 24),
        ])
        .unwrap()
    }

    fn neighbour() -> Actor {
        Actor::signed_in([]).aged(Some(30)).of_territory(Some(TerritoryId::from(uuid::Uuid::nil())))
    }

    fn step(actor: &Actor, on: u32) -> Step {
        situation(&calendar(), &Rules::default(), actor, day(on)).step
    }

    #[test]
    fn each_phase_offers_its_own_step() {
        let expected = [
            (1, Step::Wait),
            (2, Step::Propose),
            (7, Step::Propose),
            (9, Step::FollowReview),
            (11, Step::FollowReview),
            (13, Step::SeeBallot),
            (15, Step::SeeBallot),
            (16, Step::Vote),
            (21, Step::SeeResults),
            (23, Step::SeeResults),
            (28, Step::SeeResults),
        ];
        for (on, expected) in expected {
            assert_eq!(step(&neighbour(), on), expected, "on day {on}");
        }
    }

    #[test]
    fn who_is_looking_changes_the_step() {
        let anonymous = Actor::anonymous();
        assert_eq!(step(&anonymous, 3), Step::SignInToPropose);
        assert_eq!(step(&anonymous, 17), Step::SignInToVote);
        assert_eq!(step(&anonymous, 9), Step::FollowReview);
        let stranger = Actor::signed_in([]).aged(Some(30));
        assert_eq!(step(&stranger, 3), Step::ChooseTerritory);
        assert_eq!(step(&stranger, 17), Step::ChooseTerritory);
        assert_eq!(step(&neighbour().having_voted(true), 17), Step::Voted);
        assert_eq!(step(&neighbour().having_voted(true), 23), Step::SeeResults);
    }

    #[test]
    fn who_may_not_is_told_why() {
        let child = neighbour().aged(Some(9));
        let calendar = calendar();
        let at = |on| situation(&calendar, &Rules::default(), &child, day(on));
        assert_eq!(at(3).step, Step::SeeIdeas);
        assert_eq!(at(17).step, Step::SeeBallot);
        assert_eq!(at(17).hindrance, Some((Action::Vote, Refusal::TooYoung { minimum: 14, age: 9 })));
        assert_eq!(at(9).hindrance, None);
    }

    #[test]
    fn the_phase_shown_is_the_one_the_step_belongs_to() {
        let calendar = calendar();
        let neighbour = neighbour();
        let kind = |on| match situation(&calendar, &Rules::default(), &neighbour, day(on)).phase {
            Standing::Open(phase) => format!("open {}", phase.kind),
            Standing::Next(phase) => format!("next {}", phase.kind),
            other => format!("{other:?}"),
        };
        assert_eq!(kind(1), "next ideas");
        // The review has begun, but ideas are still received: that is what a neighbour can do.
        assert_eq!(kind(7), "open ideas");
        assert_eq!(kind(11), "next ballot");
        assert_eq!(kind(17), "open voting");
        assert_eq!(kind(28), "Over");
        assert_eq!(
            situation(&Calendar::default(), &Rules::default(), &neighbour, day(1)),
            Situation { step: Step::Wait, hindrance: None, phase: Standing::Unplanned }
        );
    }

    #[test]
    fn time_is_told_in_days_then_hours() {
        assert_eq!(remaining(day(1), day(10)), Remaining::Days(9));
        assert_eq!(remaining(day(1), day(2)), Remaining::Days(1));
        assert_eq!(remaining(day(1), day(2) - TimeDelta::seconds(1)), Remaining::Hours(23));
        assert_eq!(remaining(day(1), day(1) + TimeDelta::minutes(59)), Remaining::Soon);
        assert_eq!(remaining(day(2), day(1)), Remaining::Soon);
    }
}
