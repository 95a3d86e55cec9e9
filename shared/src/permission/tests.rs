use chrono::TimeZone;
use uuid::Uuid;

use super::*;
use crate::phase::Window;

const DAYS: &[(PhaseKind, u32, u32)] = &[
    (PhaseKind::Ideas, 2, 5),
    (PhaseKind::Formulation, 5, 8),
    (PhaseKind::Voting, 10, 12),
    (PhaseKind::Results, 12, 14),
];

fn day(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 13, 0, 0).unwrap()
}

fn calendar() -> Calendar {
    let phase = |&(kind, opens, closes)| Phase::usual(kind, Window::new(day(opens), day(closes)).unwrap());
    Calendar::new(DAYS.iter().map(phase).collect()).unwrap()
}

fn territory(number: u128) -> TerritoryId {
    Uuid::from_u128(number).into()
}

fn citizen() -> Actor {
    Actor::signed_in([]).aged(Some(30)).of_territory(Some(territory(1)))
}

fn ask(actor: &Actor, action: Action, now: u32) -> Result<(), Refusal> {
    may(actor, action, &Object::of_territory(territory(1)), &calendar(), &Rules::default(), day(now))
}

#[test]
fn a_citizen_votes_once_in_their_own_territory_while_voting_is_open() {
    assert_eq!(ask(&citizen(), Action::Vote, 10), Ok(()));
    assert_eq!(ask(&citizen(), Action::Vote, 9), Err(Refusal::NotYet { opens: day(10) }));
    assert_eq!(ask(&citizen(), Action::Vote, 12), Err(Refusal::Over { closed: day(12) }));
    assert_eq!(ask(&citizen().having_voted(true), Action::Vote, 10), Err(Refusal::AlreadyVoted));
    let neighbour = citizen().of_territory(Some(territory(2)));
    assert_eq!(ask(&neighbour, Action::Vote, 10), Err(Refusal::OtherTerritory { own: territory(2) }));
    assert_eq!(ask(&citizen().of_territory(None), Action::Vote, 10), Err(Refusal::TerritoryUnknown));
}

#[test]
fn a_city_wide_ballot_is_for_every_territory() {
    let neighbour = citizen().of_territory(Some(territory(2)));
    let everywhere = Object::anywhere();
    assert_eq!(may(&neighbour, Action::Vote, &everywhere, &calendar(), &Rules::default(), day(10)), Ok(()));
}

#[test]
fn age_is_asked_of_citizens() {
    let minimum = Rules::default().minimum_age;
    assert_eq!(ask(&citizen().aged(Some(minimum)), Action::Vote, 10), Ok(()));
    let child = citizen().aged(Some(minimum - 1));
    assert_eq!(ask(&child, Action::ProposeIdea, 3), Err(Refusal::TooYoung { minimum, age: minimum - 1 }));
    assert_eq!(ask(&citizen().aged(None), Action::Vote, 10), Err(Refusal::AgeUnknown));
}

#[test]
fn nobody_signs_in_just_to_hear_that_it_is_too_late() {
    let anonymous = Actor::anonymous();
    assert_eq!(ask(&anonymous, Action::Vote, 13), Err(Refusal::Over { closed: day(12) }));
    assert_eq!(ask(&anonymous, Action::ProposeIdea, 1), Err(Refusal::NotYet { opens: day(2) }));
    assert_eq!(ask(&anonymous, Action::Vote, 11), Err(Refusal::SignInFirst));
}

#[test]
fn a_process_without_the_phase_says_so() {
    let empty = Calendar::default();
    let on = Object::anywhere();
    for action in [Action::Vote, Action::ProposeIdea, Action::ReviewProposal] {
        assert_eq!(may(&citizen(), action, &on, &empty, &Rules::default(), day(1)), Err(Refusal::NoSuchPhase));
    }
    let admin = Actor::signed_in([Role::ProcessAdmin]);
    assert_eq!(may(&admin, Action::CountVotes, &on, &empty, &Rules::default(), day(1)), Err(Refusal::NoSuchPhase));
}

#[test]
fn reviewers_review_in_the_phases_that_say_so() {
    let reviewer = Actor::signed_in([Role::Reviewer]);
    assert_eq!(ask(&citizen(), Action::ReviewProposal, 3), Err(Refusal::RoleNeeded(Role::Reviewer)));
    assert_eq!(ask(&citizen(), Action::ReviewProposal, 9), Err(Refusal::RoleNeeded(Role::Reviewer)));
    assert_eq!(ask(&Actor::anonymous(), Action::ReviewProposal, 9), Err(Refusal::SignInFirst));
    for open in [5, 7] {
        assert_eq!(ask(&reviewer, Action::ReviewProposal, open), Ok(()));
    }
    assert_eq!(ask(&reviewer, Action::ReviewProposal, 1), Err(Refusal::NotYet { opens: day(5) }));
    assert_eq!(ask(&reviewer, Action::ReviewProposal, 8), Err(Refusal::Over { closed: day(8) }));
}

#[test]
fn two_phases_may_open_one_action() {
    let review = [crate::phase::Grant { role: Role::Reviewer, action: Action::ReviewProposal }];
    let phase = |kind, opens, closes| Phase {
        kind,
        window: Window::new(day(opens), day(closes)).unwrap(),
        allows: review.into(),
    };
    let calendar = Calendar::new(vec![phase(PhaseKind::Ideas, 2, 4), phase(PhaseKind::Formulation, 6, 8)]).unwrap();
    let reviewer = Actor::signed_in([Role::Reviewer]);
    let ask = |now| may(&reviewer, Action::ReviewProposal, &Object::anywhere(), &calendar, &Rules::default(), day(now));
    assert_eq!(ask(1), Err(Refusal::NotYet { opens: day(2) }));
    assert_eq!(ask(2), Ok(()));
    assert_eq!(ask(4), Err(Refusal::NotYet { opens: day(6) }));
    assert_eq!(ask(6), Ok(()));
    assert_eq!(ask(8), Err(Refusal::Over { closed: day(8) }));
}

#[test]
fn a_phase_may_grant_to_another_role() {
    let mut ideas = Phase::usual(PhaseKind::Ideas, Window::new(day(2), day(5)).unwrap());
    ideas.allows = [crate::phase::Grant { role: Role::CommitteeMember, action: Action::ProposeIdea }].into();
    let calendar = Calendar::new(vec![ideas]).unwrap();
    let ask =
        |actor: &Actor| may(actor, Action::ProposeIdea, &Object::anywhere(), &calendar, &Rules::default(), day(3));
    assert_eq!(ask(&citizen()), Err(Refusal::RoleNeeded(Role::CommitteeMember)));
    // Staff act for their office: neither age nor territory is theirs to show.
    assert_eq!(ask(&Actor::signed_in([Role::CommitteeMember])), Ok(()));
}

#[test]
fn votes_are_counted_once_voting_is_over() {
    for role in [Role::ProcessAdmin, Role::TenantAdmin] {
        let admin = Actor::signed_in([role]);
        assert_eq!(ask(&admin, Action::CountVotes, 9), Err(Refusal::NotYet { opens: day(12) }));
        assert_eq!(ask(&admin, Action::CountVotes, 11), Err(Refusal::StillOpen { closes: day(12) }));
        assert_eq!(ask(&admin, Action::CountVotes, 12), Ok(()));
        assert_eq!(ask(&admin, Action::CountVotes, 28), Ok(()));
    }
    assert_eq!(ask(&citizen(), Action::CountVotes, 12), Err(Refusal::RoleNeeded(Role::ProcessAdmin)));
}

#[test]
fn ceilings_are_fixed_when_voting_opens() {
    let admin = Actor::signed_in([Role::ProcessAdmin]);
    assert_eq!(ask(&admin, Action::SetCeilings, 1), Ok(()));
    assert_eq!(ask(&admin, Action::SetCeilings, 9), Ok(()));
    assert_eq!(ask(&admin, Action::SetCeilings, 10), Err(Refusal::Frozen { since: day(10) }));
    assert_eq!(ask(&admin, Action::SetCeilings, 20), Err(Refusal::Frozen { since: day(10) }));
}

#[test]
fn each_action_outside_the_phases_needs_its_role() {
    let table = [
        (Action::SetCeilings, Role::ProcessAdmin),
        (Action::ChangeCalendar, Role::ProcessAdmin),
        (Action::ManageTerritories, Role::ProcessAdmin),
        (Action::ViewAudit, Role::ProcessAdmin),
        (Action::SuspendTenant, Role::Operator),
    ];
    for (action, needed) in table {
        assert_eq!(ask(&Actor::anonymous(), action, 3), Err(Refusal::SignInFirst));
        for role in Role::ALL {
            let expected = if role.covers(needed) { Ok(()) } else { Err(Refusal::RoleNeeded(needed)) };
            assert_eq!(ask(&Actor::signed_in([*role]), action, 3), expected, "{action} as {role}");
        }
    }
}

#[test]
fn an_admin_is_no_voter_without_being_eligible() {
    let admin = Actor::signed_in([Role::TenantAdmin]);
    assert_eq!(ask(&admin, Action::Vote, 10), Err(Refusal::AgeUnknown));
}
