use super::*;
use crate::ruleset::{Majority, Quorum};

fn refused(session: &Session, event: SessionEvent) -> SessionError {
    session.apply(event).unwrap_err()
}

#[test]
fn a_session_needs_notice_agenda_day_and_hour() {
    let mut late = convene();
    late.at = clock("08:00:00");
    assert_eq!(Session::begin(late), Err(SessionError::ShortNotice { needed: 3, found: 0 }));
    let mut past = convene();
    past.at = clock("18:00:01");
    assert_eq!(Session::begin(past), Err(SessionError::InThePast { begins: clock("18:00:00") }));
    let mut empty = convene();
    if let Act::Convene(call) = &mut empty.act {
        call.agenda.clear();
    }
    assert_eq!(Session::begin(empty), Err(SessionError::NoAgenda));
    assert!(matches!(Session::begin(arrive("18:00:00", 1)), Err(SessionError::NotConvened { act: "arrive" })));
    let session = Session::begin(convene()).unwrap();
    assert_eq!(
        refused(&session, call_roll("17:59:00", &members())),
        SessionError::TooEarly { begins: clock("18:00:00") }
    );
    let mut next_day = call_roll("18:00:00", &members());
    next_day.at += chrono::TimeDelta::days(1);
    assert!(matches!(refused(&session, next_day), SessionError::OtherDay { .. }));
    let sooner = event("09:00:00", Act::Postpone { begins: clock("19:00:00"), reason: text("Aguacero") });
    assert_eq!(refused(&session, sooner), SessionError::ShortNotice { needed: 3, found: 0 });
    let cancelled = after(&session, [event("09:00:00", Act::Cancel { reason: text("Aguacero") })]);
    assert_eq!(cancelled.stage(), Stage::Cancelled);
    assert!(matches!(refused(&cancelled, arrive("18:00:00", 1)), SessionError::WrongStage { .. }));
}

#[test]
fn it_opens_with_a_quorum_of_seats_and_a_pair_is_one() {
    let session = after(
        &Session::begin(convene()).unwrap(),
        [call_roll("18:00:00", &members()), arrive("18:01:00", 1), arrive("18:02:00", 2), arrive("18:03:00", 3)],
    );
    let two = Presence { present: 2, seats: 5, needed: 3 };
    assert_eq!(session.presence(), Some(two), "both of pair 1 and one of pair 2");
    assert_eq!(refused(&session, event("18:04:00", Act::Open { chair: person(1) })), SessionError::NoQuorum(two));
    assert_eq!(refused(&session, arrive("18:04:00", 1)), SessionError::AlreadyPresent { person: person(1) });
    assert_eq!(refused(&session, arrive("18:04:00", 99)), SessionError::NoSeat { person: person(99) });
    let session = after(&session, [arrive("18:05:00", 7)]);
    let absent = event("18:06:00", Act::Open { chair: person(8) });
    assert_eq!(refused(&session, absent), SessionError::NotPresent { person: person(8) });
    let session = after(&session, [event("18:06:00", Act::Open { chair: person(1) })]);
    assert_eq!(session.stage(), Stage::Open);
    let history: Vec<u32> = session.quorum_history().iter().map(|point| point.presence.present).collect();
    assert_eq!(history, [0, 1, 2, 3]);
    assert!(matches!(refused(&session, arrive("18:00:00", 8)), SessionError::BackInTime { .. }));
}

#[test]
fn a_session_that_finds_no_quorum_leaves_minutes_too() {
    let session = after(
        &Session::begin(convene()).unwrap(),
        [
            call_roll("18:00:00", &members()),
            arrive("18:01:00", 1),
            event("19:00:00", Act::Close),
            event("19:01:00", Act::Draft),
        ],
    );
    let minutes = session.minutes().unwrap();
    assert_eq!((minutes.opened_at, minutes.chairs.len()), (None, 0));
    let content = minutes.content();
    let session = after(
        &session,
        [event("19:02:00", Act::Sign { person: person(90), content }), event("19:03:00", Act::Approve { content })],
    );
    assert_eq!(session.stage(), Stage::Approved);
}

#[test]
fn a_decision_is_taken_with_power_quorum_and_majority() {
    let session = after(
        &opened(),
        [
            put("18:10:00", 1),
            cast("18:11:00", 1, 1, Vote::Yes),
            cast("18:11:00", 1, 3, Vote::No),
            cast("18:11:00", 1, 7, Vote::Blank),
        ],
    );
    let twice = cast("18:12:00", 1, 2, Vote::No);
    let seat = SeatId { sector: key("jac"), number: 1 };
    assert_eq!(refused(&session, twice), SessionError::SeatHasVoted { seat, by: person(1) });
    let tied = after(&session, [count("18:13:00", 1)]);
    assert_eq!(tied.decisions().count(), 0, "one yes against one no");
    let Some(End::Counted { count: numbers, permit: None, .. }) = &tied.motions()[0].end else { panic!("counted") };
    assert_eq!((numbers.yes, numbers.no, numbers.blank, numbers.needed, numbers.carried), (1, 1, 1, 2, false));
    // Whoever gave a vote may change it until it is counted.
    let session = after(&session, [cast("18:12:00", 1, 3, Vote::Yes)]);
    let bare = event("18:13:00", Act::Count { motion: 1, permit: None });
    assert_eq!(refused(&session, bare), SessionError::NoPermit { action: Action::ApproveBallot });
    let stale = Act::Count { motion: 1, permit: Some(permit(clock("18:10:00"), &approve_ballot())) };
    assert_eq!(
        refused(&session, event("18:13:00", stale)),
        SessionError::NoPermit { action: Action::ApproveBallot },
        "a permit is of its instant"
    );
    let session = after(&session, [count("18:13:00", 1)]);
    let taken: Vec<_> = session.decisions().collect();
    assert_eq!((taken.len(), taken[0].decision, taken[0].at), (1, &approve_ballot(), clock("18:13:00")));
    assert_eq!(taken[0].permit.phase(), Some(&key("tarjeton")));
    assert!(matches!(refused(&session, cast("18:14:00", 1, 7, Vote::No)), SessionError::NotOpen { motion: 1 }));
}

#[test]
fn a_permit_for_something_else_does_not_do() {
    let other = Decision { action: Action::SetCeilings, subject: approve_ballot().subject };
    let proposed = Proposed { decision: approve_ballot(), permit: permit(clock("18:10:00"), &other) };
    let act = Act::Put { item: 1, text: text("Se apruebe"), proposed: Some(proposed) };
    assert_eq!(refused(&opened(), event("18:10:00", act)), SessionError::NoPermit { action: Action::ApproveBallot });
    let (body, decision) = (key("cccp"), approve_ballot());
    let ask = Ask { body: &body, territory: None, decision: &decision, at: clock("18:10:00") };
    assert_eq!(Permit::obtain(ask, |_| Err("not in this phase")), Err("not in this phase"));
}

#[test]
fn losing_the_quorum_suspends_the_session_and_voids_the_motion() {
    let voting = after(
        &opened(),
        [
            put("18:10:00", 1),
            cast("18:11:00", 1, 1, Vote::Yes),
            cast("18:11:00", 1, 3, Vote::Yes),
            cast("18:11:00", 1, 7, Vote::Yes),
        ],
    );
    // One of a pair may leave: the seat is still there.
    let still = after(&voting, [leave("18:12:00", 2)]);
    assert_eq!((still.stage(), still.motions()[0].votes.len()), (Stage::Open, 3));
    let lost = after(&still, [leave("18:13:00", 7)]);
    assert_eq!(lost.stage(), Stage::Suspended);
    assert_eq!(lost.motions()[0].end, Some(End::Void { at: clock("18:13:00"), why: Why::QuorumLost }));
    assert!(matches!(refused(&lost, count("18:14:00", 1)), SessionError::WrongStage { .. }));
    assert!(matches!(
        refused(&lost, event("18:14:00", Act::Resume { chair: person(1) })),
        SessionError::NoQuorum(Presence { present: 2, seats: 5, needed: 3 })
    ));
    let resumed = after(&lost, [arrive("18:20:00", 8), event("18:21:00", Act::Resume { chair: person(3) })]);
    assert_eq!(resumed.chair(), Some(person(3)));
    assert!(matches!(refused(&resumed, count("18:22:00", 1)), SessionError::NotOpen { motion: 1 }));
    let again = after(&resumed, [put("18:23:00", 1)]);
    assert_eq!((again.motions()[1].number, again.motions()[1].votes.len()), (2, 0), "nothing is carried over");
    let history: Vec<(u32, bool)> =
        again.quorum_history().iter().map(|point| (point.presence.present, point.presence.is_quorum())).collect();
    assert_eq!(history, [(0, false), (1, false), (2, false), (3, true), (2, false), (3, true)]);
}

#[test]
fn who_leaves_takes_the_vote_along() {
    let session = after(
        &opened(),
        [
            arrive("18:06:00", 8),
            put("18:10:00", 1),
            cast("18:11:00", 1, 7, Vote::No),
            cast("18:11:00", 1, 8, Vote::Yes),
            leave("18:12:00", 7),
            arrive("18:13:00", 7),
            count("18:14:00", 1),
        ],
    );
    let Some(End::Counted { count, .. }) = &session.motions()[0].end else { panic!("counted") };
    assert_eq!((count.yes, count.no, count.silent, count.entitled), (1, 0, 3, 4));
}

#[test]
fn a_conflict_forces_abstention_and_leaves_the_quorum() {
    let conflict = |time, number| {
        event(time, Act::DeclareConflict { person: person(number), item: 1, reason: text("Su junta lo propuso") })
    };
    let session = after(
        &opened(),
        [
            put("18:10:00", 1),
            cast("18:11:00", 1, 1, Vote::Yes),
            cast("18:11:00", 1, 7, Vote::Yes),
            conflict("18:12:00", 1),
        ],
    );
    assert_eq!(session.motions()[0].votes.len(), 1, "the vote given falls");
    assert_eq!(
        refused(&session, cast("18:13:00", 1, 1, Vote::Yes)),
        SessionError::InConflict { person: person(1), item: 1 }
    );
    assert!(matches!(refused(&session, conflict("18:13:00", 1)), SessionError::AlreadyDeclared { .. }));
    // The other one of the pair has none and may vote for the seat, until she declares one too.
    let mate = after(&session, [cast("18:13:00", 1, 2, Vote::No)]);
    assert_eq!(mate.motions()[0].votes.len(), 2);
    let session = after(&mate, [conflict("18:14:00", 2), count("18:15:00", 1)]);
    let Some(End::Counted { count, barred, .. }) = &session.motions()[0].end else { panic!("counted") };
    assert_eq!(barred, &[SeatId { sector: key("jac"), number: 1 }]);
    assert_eq!((count.presence.present, count.barred, count.entitled), (3, 1, 2));
    assert_eq!((count.yes, count.no, count.carried), (1, 0, true));
    // On another item nobody is barred.
    let session = after(&session, [put("18:16:00", 2), cast("18:17:00", 2, 1, Vote::Yes)]);
    assert_eq!(session.motions()[1].votes.len(), 1);
}

#[test]
fn a_term_that_ends_at_midnight_ends_the_presence() {
    let mut members = members();
    members[6].until = Some(day("2024-09-10"));
    let session = after(
        &Session::begin(convene()).unwrap(),
        [
            call_roll("18:00:00", &members),
            arrive("18:01:00", 1),
            arrive("18:01:00", 3),
            arrive("18:01:00", 7),
            event("18:02:00", Act::Open { chair: person(1) }),
            put("23:50:00", 1),
            cast("23:58:00", 1, 7, Vote::Yes),
        ],
    );
    let after_midnight = SessionEvent { at: clock("23:59:00") + chrono::TimeDelta::minutes(2), ..count("23:59:00", 1) };
    assert!(
        matches!(refused(&session, after_midnight.clone()), SessionError::WrongStage { stage: Stage::Suspended, .. }),
        "the young person's term is over"
    );
    let session = session.apply(SessionEvent { act: Act::Close, ..after_midnight }).unwrap();
    assert_eq!(session.motions()[0].end.as_ref().map(|end| matches!(end, End::Void { .. })), Some(true));
    assert!(session.attendance().iter().any(|stay| stay.person == person(7) && stay.until.is_some()));
}

#[test]
fn without_the_chair_nothing_is_put_or_counted() {
    let session = after(&opened(), [arrive("18:06:00", 8), put("18:10:00", 1), leave("18:11:00", 1)]);
    assert_eq!(refused(&session, count("18:12:00", 1)), SessionError::NoChair);
    assert_eq!(refused(&session, put("18:12:00", 1)), SessionError::NoChair);
    let session = after(&session, [event("18:12:00", Act::PassChair { to: person(8) })]);
    assert_eq!(refused(&session, put("18:13:00", 1)), SessionError::MotionOpen { motion: 1 });
    assert_eq!(refused(&session, event("18:13:00", Act::Close)), SessionError::MotionOpen { motion: 1 });
    let withdrawn = event("18:14:00", Act::Withdraw { motion: 1, reason: text("Falta el costo") });
    let session = after(&session, [withdrawn, event("18:15:00", Act::Close)]);
    assert_eq!(session.stage(), Stage::Closed);
    assert_eq!(
        refused(&opened(), put("18:16:00", 3)),
        SessionError::NoSuchItem { item: 3, items: 2 },
        "what is not on the agenda is not decided"
    );
}

#[test]
fn majorities_are_exact() {
    let share = |text: &str| text.parse().unwrap();
    let presence = Presence { present: 7, seats: 11, needed: 6 };
    // Of seven present one is barred; five yes or no, one blank.
    let carried = |rule: Majority, yes: usize, no: usize| {
        let votes = std::iter::repeat_n(Vote::Yes, yes).chain(std::iter::repeat_n(Vote::No, no)).chain([Vote::Blank]);
        let count = Count::new(&rule, presence, 1, votes);
        assert_eq!(count.yes + count.no + count.abstain + count.blank + count.silent, count.entitled);
        (count.needed, count.carried)
    };
    assert_eq!(carried(Majority::Simple, 3, 2), (3, true));
    assert_eq!(carried(Majority::Simple, 2, 2), (3, false));
    assert_eq!(carried(Majority::OfPresent, 3, 0), (4, false), "half of six is not more than half");
    assert_eq!(carried(Majority::OfPresent, 4, 1), (4, true));
    assert_eq!(carried(Majority::Absolute, 5, 0), (6, false));
    assert_eq!(carried(Majority::Qualified { share: share("66.67%") }, 3, 2), (4, false));
    assert_eq!(carried(Majority::Qualified { share: share("60%") }, 3, 2), (3, true));
    assert_eq!(carried(Majority::Qualified { share: share("0%") }, 0, 5), (1, false));
    assert_eq!(carried(Majority::Consensus, 4, 1), (1, false));
    assert_eq!(carried(Majority::Consensus, 1, 0), (1, true));
    assert_eq!(carried(Majority::Consensus, 0, 0), (1, false), "silence is no consent");
}

#[test]
fn quorums_are_exact() {
    let half = Quorum::HalfPlusOne;
    assert_eq!([0, 1, 2, 5, 8].map(|seats| half.needed(seats)), [1, 1, 2, 3, 5]);
    let third = Quorum::Share { share: "33.33%".parse().unwrap() };
    assert_eq!([0, 3, 9].map(|seats| third.needed(seats)), [1, 1, 3]);
    assert_eq!(Quorum::Members { count: 5 }.needed(9), 5);
    assert_eq!(Quorum::Members { count: 0 }.needed(9), 1);
}

#[test]
fn empty_seats_that_must_be_there_make_a_quorum_harder() {
    let on = day("2024-09-10");
    let size = |members: &[Appointment]| Roster::new(&council(), None, members).size(on);
    let all = members();
    assert_eq!(size(&all), 5);
    assert_eq!(size(&all[..2]), 5, "the seats that the rules demand count, empty or not");
    let more: Vec<_> = all.iter().cloned().chain([member(11, "cultura", 1, Place::Holder)]).collect();
    assert_eq!(size(&more), 6, "those that they allow count when they are taken");
    // Person 1 has a seat already: the second one is nobody's.
    let twice: Vec<_> = all.into_iter().chain([member(1, "cultura", 1, Place::Holder)]).collect();
    assert_eq!(size(&twice), 5);
    let roster = Roster::new(&council(), None, &twice);
    assert_eq!(roster.seat_of(person(1), on).unwrap().to_string(), "jac-1");
}
