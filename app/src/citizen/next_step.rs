//! The one thing that the home page offers: it depends on the phase and on who is looking.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    calendar::{Route, Stage},
    eligibility::Remedy,
    permission::{Action, Refusal, Refused, Way},
    phase::PhaseKind,
    ruleset::RuleSet,
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
    /// Say which territory is the own one, on the way to this: without it neither idea nor vote.
    ChooseTerritory(Action),
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation<'a> {
    /// What can be done.
    pub step: Step,
    /// Why what the open phase is for cannot be done by this person, where that is so.
    pub hindrance: Option<(Action, Box<Refused>)>,
    /// The phase that the step belongs to.
    pub phase: Standing<'a>,
}

/// How the calendar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// This phase is open.
    Open(&'a Stage),
    /// No phase is open; this one comes next.
    Next(&'a Stage),
    /// Every phase is over.
    Over,
    /// Nothing is planned yet.
    Unplanned,
}

/// Decides what the home page offers, from what the rules say of this person.
pub fn situation<'a>(
    rules: &RuleSet,
    route: &'a Route,
    may: impl Fn(Action) -> Result<(), Box<Refused>>,
    now: DateTime<Utc>,
) -> Situation<'a> {
    for (action, granted) in [(Action::Vote, Step::Vote), (Action::ProposeIdea, Step::Propose)] {
        let (step, hindrance) = match may(action) {
            Ok(()) => (granted, None),
            Err(why) => match why.refusal {
                Refusal::SignInFirst if action == Action::Vote => (Step::SignInToVote, None),
                Refusal::SignInFirst => (Step::SignInToPropose, None),
                Refusal::AlreadyVoted => (Step::Voted, None),
                // The time is right, and the person is not; everything else is not for now.
                Refusal::NotEligible { .. } if lacks_territory(&why) => (Step::ChooseTerritory(action), None),
                Refusal::NotEligible { .. } if action == Action::Vote => (Step::SeeBallot, Some((action, why))),
                Refusal::DocumentNeeded | Refusal::DocumentTaken => (Step::SeeBallot, Some((action, why))),
                Refusal::NotEligible { .. } => (Step::SeeIdeas, Some((action, why))),
                _ => continue,
            },
        };
        let phase = open_for(rules, route, action, now).map_or_else(|| standing(route, now), Standing::Open);
        return Situation { step, hindrance, phase };
    }
    let step = match route.reached(now).map(Stage::kind) {
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
    Situation { step, hindrance: None, phase: standing(route, now) }
}

/// Whether all that is missing is where the person lives.
pub fn lacks_territory(why: &Refused) -> bool {
    matches!(why.way(), Way::Mend { remedies } if matches!(remedies.as_slice(), [Remedy::TellTerritory { .. }]))
}

fn standing(route: &Route, now: DateTime<Utc>) -> Standing<'_> {
    match (route.current(now), route.next(now)) {
        (Some(open), _) => Standing::Open(open),
        (None, Some(next)) => Standing::Next(next),
        (None, None) if route.stages().is_empty() => Standing::Unplanned,
        (None, None) => Standing::Over,
    }
}

/// The open phase that lets anybody do this.
fn open_for<'a>(rules: &RuleSet, route: &'a Route, action: Action, now: DateTime<Utc>) -> Option<&'a Stage> {
    let mut powers = rules.powers.iter().filter(|power| power.may.contains(&action));
    powers.find_map(|power| route.open(now).find(|stage| power.during.contains(stage.id())))
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
    use chrono_tz::America::Bogota;
    use shared::{
        calendar::{Calendar, Dates},
        document::{self, Format},
        eligibility::{Area, OwnDocument, Person},
        id::PersonId,
        permission::{Actor, Object, Powers, Question},
        phase::Window,
        ruleset::Tie,
    };

    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 5, day, 12, 0, 0).unwrap()
    }

    fn rules() -> RuleSet {
        document::read(include_str!("../../../server/presets/rules/municipio.toml"), Format::Toml).unwrap()
    }

    fn calendar() -> Calendar {
        let dates = [
            ("ideas", 2, 8),
            ("formulacion", 6, 10),
            ("tarjeton", 12, 14),
            ("votacion", 16, 20),
            ("resultados", 22, 24),
        ];
        let dates = dates.map(|(phase, opens, closes)| Dates {
            phase: phase.parse().unwrap(),
            territory: None,
            window: Window::new(day(opens), day(closes)).unwrap(),
        });
        Calendar::new(&rules().phases, Bogota, dates).unwrap()
    }

    fn person(age: u8) -> Person {
        let documents = Some(["cc".parse().unwrap()].into());
        Person { age: Some(age), documents, own_document: OwnDocument::Known, ..Person::default() }
    }

    fn neighbour(age: u8) -> Actor {
        let home = Area::only("01".parse().unwrap());
        Actor::signed_in(PersonId::from(uuid::Uuid::nil()), []).known_as(person(age).tied(Tie::Resides, home))
    }

    fn at<'a>(calendar: &'a Calendar, actor: &Actor, voted: bool, on: u32) -> Situation<'a> {
        let (rules, route) = (rules(), calendar.everywhere());
        let powers = Powers::new(&rules, Bogota);
        let object = Object { voted, ..Object::anywhere() };
        let may = |action| {
            let question = Question { powers: &powers, route, actor, action, object: &object, now: day(on) };
            shared::permission::may(&question).map(|_| ()).map_err(Box::new)
        };
        situation(&rules, route, may, day(on))
    }

    fn step(actor: &Actor, on: u32) -> Step {
        at(&calendar(), actor, false, on).step
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
            assert_eq!(step(&neighbour(30), on), expected, "on day {on}");
        }
    }

    #[test]
    fn who_is_looking_changes_the_step() {
        let anonymous = Actor::anonymous();
        assert_eq!(step(&anonymous, 3), Step::SignInToPropose);
        assert_eq!(step(&anonymous, 17), Step::SignInToVote);
        assert_eq!(step(&anonymous, 9), Step::FollowReview);
        let stranger = Actor::signed_in(PersonId::from(uuid::Uuid::nil()), []).known_as(person(30));
        assert_eq!(step(&stranger, 3), Step::ChooseTerritory(Action::ProposeIdea));
        assert_eq!(step(&stranger, 17), Step::ChooseTerritory(Action::Vote));
        assert_eq!(at(&calendar(), &neighbour(30), true, 17).step, Step::Voted);
        assert_eq!(at(&calendar(), &neighbour(30), true, 23).step, Step::SeeResults);
    }

    #[test]
    fn who_may_not_is_told_why() {
        let (calendar, child) = (calendar(), neighbour(9));
        let at = |on| at(&calendar, &child, false, on);
        assert_eq!(at(3).step, Step::SeeIdeas);
        assert_eq!(at(17).step, Step::SeeBallot);
        let (action, why) = at(17).hindrance.unwrap();
        assert_eq!((action, why.way()), (Action::Vote, Way::Mend { remedies: vec![Remedy::WaitForAge { years: 14 }] }));
        assert_eq!(at(9).hindrance, None);

        // The template has polling places: whoever votes at home is known by their document.
        let home = Area::only("01".parse().unwrap());
        let unknown = Person { own_document: OwnDocument::Unknown, ..person(30) }.tied(Tie::Resides, home);
        let unknown = Actor::signed_in(PersonId::from(uuid::Uuid::nil()), []).known_as(unknown);
        let situation = self::at(&calendar, &unknown, false, 17);
        assert_eq!(situation.step, Step::SeeBallot);
        assert_eq!(situation.hindrance.unwrap().1.way(), Way::BringDocument);
    }

    #[test]
    fn the_phase_shown_is_the_one_the_step_belongs_to() {
        let calendar = calendar();
        let neighbour = neighbour(30);
        let kind = |on| match at(&calendar, &neighbour, false, on).phase {
            Standing::Open(phase) => format!("open {}", phase.kind()),
            Standing::Next(phase) => format!("next {}", phase.kind()),
            other => format!("{other:?}"),
        };
        assert_eq!(kind(1), "next ideas");
        // The review has begun, but ideas are still received: that is what a neighbour can do.
        assert_eq!(kind(7), "open ideas");
        assert_eq!(kind(11), "next ballot");
        assert_eq!(kind(17), "open voting");
        assert_eq!(kind(28), "Over");
        let nothing = Calendar::new(&rules().phases, Bogota, []).unwrap();
        let unplanned = Situation { step: Step::Wait, hindrance: None, phase: Standing::Unplanned };
        assert_eq!(at(&nothing, &neighbour, false, 1), unplanned);
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
