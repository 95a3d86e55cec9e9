use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// The council, with somebody in two seats, somebody whose term ends on the day, and somebody whose term is over.
fn tangled() -> Vec<Appointment> {
    let mut all = members();
    all.push(member(1, "cultura", 1, Place::Holder));
    all.push(member(3, "cultura", 2, Place::Holder));
    all.push(member(9, "cultura", 2, Place::Holder));
    all[7].until = Some(day("2024-09-10"));
    all.push(Appointment { until: Some(day("2024-09-09")), ..member(10, "cultura", 3, Place::Holder) });
    all
}

/// What somebody might try.
#[derive(Debug, Clone)]
enum Try {
    Arrive(u128),
    Leave(u128),
    Open(u128),
    Resume(u128),
    PassChair(u128),
    Conflict(u128, u16),
    Put(u16, Asked),
    Cast(u16, u128, Vote),
    Count(u16, Asked),
    Withdraw(u16),
    Close,
    Draft,
}

/// Of what sort the permit is that comes with it.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Good,
    Stale,
    OfAnother,
    None,
}

fn tries() -> impl Strategy<Value = Vec<(i64, Try)>> {
    let who = || 1_u128..=11;
    // How many motions back: usually none.
    let motion = || prop_oneof![9 => Just(0_u16), 1 => 1_u16..=3];
    let asked = || prop_oneof![6 => Just(Asked::Good), 1 => Just(Asked::Stale), 1 => Just(Asked::OfAnother), 1 => Just(Asked::None)];
    let vote = prop::sample::select(Vote::ALL);
    let one = prop_oneof![
        5 => who().prop_map(Try::Arrive),
        5 => who().prop_map(Try::Leave),
        4 => who().prop_map(Try::Open),
        3 => who().prop_map(Try::Resume),
        2 => who().prop_map(Try::PassChair),
        1 => (who(), 1_u16..=3).prop_map(|(who, item)| Try::Conflict(who, item)),
        4 => (1_u16..=3, asked()).prop_map(|(item, asked)| Try::Put(item, asked)),
        9 => (motion(), who(), vote).prop_map(|(motion, who, vote)| Try::Cast(motion, who, vote)),
        4 => (motion(), asked()).prop_map(|(motion, asked)| Try::Count(motion, asked)),
        1 => motion().prop_map(Try::Withdraw),
        1 => prop_oneof![5 => Just(Try::Draft), 1 => Just(Try::Close)],
    ];
    // Sometimes hours pass between two of them: some sessions run into the next day.
    let pause = || prop_oneof![30 => 0_i64..60, 1 => 600_i64..9_000];
    // Most begin with a full hall, for otherwise few would come to a vote.
    let full = (1_u128..=9).map(|who| (0, Try::Arrive(who))).chain([(0, Try::Open(1))]).collect();
    let first = prop_oneof![4 => Just(full), 1 => Just(Vec::new())];
    let rest = prop::collection::vec((pause(), one), 0..90);
    (first, rest).prop_map(|(first, rest): (Vec<_>, Vec<_>)| first.into_iter().chain(rest).collect())
}

fn asked(kind: Asked, at: DateTime<Utc>) -> Option<Permit> {
    let other = Decision { action: Action::SetCeilings, subject: approve_ballot().subject };
    match kind {
        Asked::Good => Some(permit(at, &approve_ballot())),
        Asked::Stale => Some(permit(at - chrono::TimeDelta::seconds(1), &approve_ballot())),
        Asked::OfAnother => Some(permit(at, &other)),
        Asked::None => None,
    }
}

fn act(tried: &Try, motions: usize, at: DateTime<Utc>) -> Act {
    let number = |back| u16::try_from(motions).unwrap().saturating_sub(back);
    match *tried {
        Try::Arrive(who) => Act::Arrive { person: person(who), way: Way::Noted },
        Try::Leave(who) => Act::Leave { person: person(who) },
        Try::Open(who) => Act::Open { chair: person(who) },
        Try::Resume(who) => Act::Resume { chair: person(who) },
        Try::PassChair(who) => Act::PassChair { to: person(who) },
        Try::Conflict(who, item) => Act::DeclareConflict { person: person(who), item, reason: text("Interés") },
        Try::Put(item, kind) => {
            let proposed = asked(kind, at).map(|permit| Proposed { decision: approve_ballot(), permit });
            Act::Put { item, text: text("Se apruebe"), proposed }
        }
        Try::Cast(motion, who, vote) => Act::Cast { motion: number(motion), person: person(who), vote },
        Try::Count(motion, kind) => Act::Count { motion: number(motion), permit: asked(kind, at) },
        Try::Withdraw(motion) => Act::Withdraw { motion: number(motion), reason: text("Falta el costo") },
        Try::Close => Act::Close,
        Try::Draft => Act::Draft,
    }
}

/// Runs what is tried; gives the sessions after each event that happened, and those events.
fn run(tried: &[(i64, Try)]) -> (Vec<Session>, Vec<SessionEvent>) {
    let mut events = vec![convene(), call_roll("18:00:00", &tangled())];
    let mut sessions = vec![Session::replay(events.clone()).unwrap()];
    let mut at = clock("18:00:00");
    for (seconds, tried) in tried {
        at += chrono::TimeDelta::seconds(*seconds);
        let session = sessions.last().unwrap();
        let event = SessionEvent { at, act: act(tried, session.motions().len(), at) };
        if let Ok(next) = session.apply(event.clone()) {
            sessions.push(next);
            events.push(event);
        }
    }
    (sessions, events)
}

/// Who is present at an instant, by the events alone and by the appointments' own dates: each person in the first seat
/// of the rules that they hold that day, each seat once.
fn present(events: &[SessionEvent], at: DateTime<Utc>) -> BTreeMap<SeatId, Vec<PersonId>> {
    let mut there: Vec<PersonId> = Vec::new();
    // Whoever arrived has to arrive again when the term ended.
    let today = at.with_timezone(&Bogota).date_naive();
    for event in events.iter().filter(|event| event.at <= at) {
        match &event.act {
            Act::Arrive { person, .. } => there.push(*person),
            Act::Leave { person } => there.retain(|one| one != person),
            _ => {}
        }
    }
    let mut seats: BTreeMap<SeatId, Vec<PersonId>> = BTreeMap::new();
    let appointments = tangled();
    for person in there {
        let held = appointments.iter().filter(|one| one.person == person);
        let held = held.filter(|one| one.from <= today && one.until.is_none_or(|until| today <= until));
        let order = |one: &&Appointment| council().seats.iter().position(|seats| seats.sector == one.seat.sector);
        if let Some(one) = held.min_by_key(order) {
            seats.entry(one.seat.clone()).or_default().push(person);
        }
    }
    seats
}

proptest! {
    #[test]
    fn no_decision_without_power_quorum_and_term(tried in tries()) {
        let (sessions, events) = run(&tried);
        let last = sessions.last().unwrap();
        for motion in last.motions() {
            let Some(End::Counted { at, count, permit, .. }) = &motion.end else { continue };
            // Only what had happened when it was counted.
            let place = events.iter().position(
                |event| matches!(&event.act, Act::Count { motion: number, .. } if *number == motion.number && event.at == *at),
            );
            let until = &events[..place.unwrap()];
            let there = present(until, *at);
            prop_assert_eq!(there.len(), usize::try_from(count.presence.present).unwrap());
            prop_assert!(there.len() >= 4, "more than half of six or seven seats");
            for cast in &motion.votes {
                prop_assert!(there.contains_key(&cast.seat), "the seat is there, its term too");
            }
            let seats: BTreeSet<_> = motion.votes.iter().map(|cast| &cast.seat).collect();
            prop_assert_eq!(seats.len(), motion.votes.len(), "one vote for each seat");
            if motion.taken().is_some() {
                let body = key("cccp");
                let code = "10".parse().unwrap();
                let decision = approve_ballot();
                let ask = Ask { body: &body, territory: Some(&code), decision: &decision, at: *at };
                prop_assert!(permit.as_ref().unwrap().covers(ask));
                prop_assert!(count.yes > count.no);
            }
            if count.carried && motion.proposed.is_some() {
                prop_assert!(motion.taken().is_some());
            }
        }
    }

    #[test]
    fn votes_never_exceed_the_entitled_nor_these_the_seats(tried in tries()) {
        for session in run(&tried).0 {
            for motion in session.motions() {
                if let Some(End::Counted { count, .. }) = &motion.end {
                    let cast = count.yes + count.no + count.abstain + count.blank;
                    prop_assert!(cast <= count.entitled && count.entitled + count.barred == count.presence.present);
                    prop_assert!(count.presence.present <= count.presence.seats && count.presence.is_quorum());
                    prop_assert_eq!(usize::try_from(cast).unwrap(), motion.votes.len());
                }
            }
            let open = session.motions().iter().filter(|motion| motion.is_open()).count();
            prop_assert!(open <= usize::from(session.stage() == Stage::Open));
            if session.stage() == Stage::Open {
                prop_assert!(session.presence().unwrap().is_quorum());
            }
        }
    }

    #[test]
    fn the_same_events_make_the_same_session_also_from_storage(tried in tries()) {
        let (sessions, events) = run(&tried);
        let last = sessions.last().unwrap();
        prop_assert_eq!(&Session::replay(events.clone()).unwrap(), last);
        let stored: Vec<String> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
        let read = stored.iter().map(|event| serde_json::from_str::<SessionEvent>(event).unwrap());
        prop_assert_eq!(&Session::replay(read).unwrap(), last);
    }

    #[test]
    fn more_people_never_lose_a_quorum_and_each_counts_once(
        first in prop::collection::btree_set(1_u128..=10, 0..10),
        more in prop::collection::btree_set(1_u128..=10, 0..10),
    ) {
        let start = Session::replay([convene(), call_roll("18:00:00", &tangled())]).unwrap();
        let mut session = start;
        let mut before = session.presence().unwrap();
        let mut arrived = BTreeSet::new();
        for number in first.into_iter().chain(more) {
            let Ok(next) = session.apply(arrive("18:01:00", number)) else { continue };
            arrived.insert(number);
            let now = next.presence().unwrap();
            prop_assert!(now.present >= before.present && now.needed == before.needed);
            prop_assert!(now.is_quorum() || !before.is_quorum());
            prop_assert!(usize::try_from(now.present).unwrap() <= arrived.len());
            (session, before) = (next, now);
        }
    }
}
