use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    id::ShiftId,
    roll::{EntryHash, LastThree},
};

const SHIFT: Uuid = Uuid::from_u128(7);

fn at(second: u32) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::from(second))
}

/// A whole day: every time that is written here is possible.
fn day() -> Span {
    Span { from: at(0), to: at(86_400) }
}

fn shift() -> Act {
    Act::Shift { officers: vec!["Amparo Ruiz".parse().unwrap()] }
}

fn opening(papers: u32) -> Act {
    Act::Opening { box_empty: true, papers, seal: None }
}

fn person(number: u8) -> EntryHash {
    EntryHash::new([number; 32])
}

fn mark(number: u8, way: Way) -> Act {
    Act::Mark {
        entry: person(number),
        last_three: LastThree::stored("789".to_owned()).unwrap(),
        contests: vec!["proyectos".parse().unwrap()],
        territory: Some("01".parse().unwrap()),
        way,
        assisted: None,
    }
}

fn closing(counted: Counted, explained: Option<&str>) -> Act {
    Act::Closing { counted, explained: explained.map(|text| text.parse().unwrap()) }
}

fn write(journal: &Journal, act: Act, offline: bool) -> Vec<u8> {
    let (number, before) = (journal.next(), journal.head());
    Event { number, before, at: at(number), by: Uuid::from_u128(1).into(), offline, act }.bytes()
}

/// Writes an act as the next event and brings it in.
fn add(journal: &mut Journal, act: Act) -> Result<Accepted, Refusal> {
    let bytes = write(journal, act, false);
    journal.accept(&bytes, day())
}

fn open(papers: u32) -> Journal {
    let mut journal = Journal::new(SHIFT);
    add(&mut journal, shift()).unwrap();
    add(&mut journal, opening(papers)).unwrap();
    journal
}

#[test]
fn a_whole_day() {
    let mut journal = open(10);
    for act in [
        mark(1, Way::Paper),
        mark(2, Way::Envelope { number: 1 }),
        Act::Pause { text: "Se fue la luz".parse().unwrap() },
        Act::Delivery { papers: 5 },
        Act::Resume,
        Act::Spoilt,
        mark(3, Way::Tablet),
        Act::Incident { kind: IncidentKind::Other, text: "Llovió".parse().unwrap() },
    ] {
        add(&mut journal, act).unwrap();
    }
    let recorded = *journal.recorded();
    assert_eq!((recorded.voters, recorded.on_tablet, recorded.papers), (3, 1, 15));
    assert_eq!((recorded.for_box, recorded.envelopes, recorded.spoilt, recorded.handed_out()), (1, 1, 1, 3));
    let square = Counted { voters: 3, in_box: 1, envelopes: 1, spoilt: 1, unused: 12 };
    assert_eq!(recorded.differences(&square), []);
    add(&mut journal, closing(square, None)).unwrap();
    assert_eq!(journal.stage(), Stage::Closed);
    assert_eq!(journal.closing(), Some((at(11), &square, None)));
    let wrong = add(&mut journal, mark(4, Way::Paper)).unwrap_err();
    assert_eq!(wrong, Refusal::Stage { stage: Stage::Closed, act: "mark" });
}

#[test]
fn each_stage_takes_what_belongs_to_it() {
    let wrong = |stage, act| Err(Refusal::Stage { stage, act });
    let mut journal = Journal::new(SHIFT);
    assert_eq!(add(&mut journal, opening(1)), wrong(Stage::Blank, "opening"));
    assert_eq!(add(&mut journal, Act::Shift { officers: vec![] }), Err(Refusal::Officers { found: 0 }));
    add(&mut journal, shift()).unwrap();
    assert_eq!(add(&mut journal, shift()), wrong(Stage::OnDuty, "shift"));
    assert_eq!(add(&mut journal, mark(1, Way::Paper)), wrong(Stage::OnDuty, "mark"));
    assert_eq!(add(&mut journal, closing(Counted::default(), None)), wrong(Stage::OnDuty, "closing"));
    let full = Act::Opening { box_empty: false, papers: 1, seal: None };
    assert_eq!(add(&mut journal, full), Err(Refusal::BoxNotEmpty));
    add(&mut journal, opening(1)).unwrap();
    assert_eq!(add(&mut journal, Act::Resume), wrong(Stage::Open, "resume"));
    assert_eq!(add(&mut journal, Act::Spoilt), Err(Refusal::NothingToSpoil));
    add(&mut journal, Act::Pause { text: "Almuerzo".parse().unwrap() }).unwrap();
    assert_eq!(add(&mut journal, mark(1, Way::Paper)), wrong(Stage::Paused, "mark"));
}

#[test]
fn nobody_is_marked_twice_and_no_envelope_has_two_owners() {
    let mut journal = open(10);
    add(&mut journal, mark(1, Way::Envelope { number: 4 })).unwrap();
    assert_eq!(journal.next_envelope(), 5);
    assert_eq!(journal.envelopes().collect::<Vec<_>>(), [(4, 3)]);
    assert_eq!((journal.envelope_of(3), journal.envelope_of(2)), (Some(4), None));
    assert_eq!(add(&mut journal, mark(1, Way::Paper)), Err(Refusal::AlreadyMarked { number: 3 }));
    let taken = add(&mut journal, mark(2, Way::Envelope { number: 4 }));
    assert_eq!(taken, Err(Refusal::EnvelopeTaken { envelope: 4, number: 3 }));
    for contests in [vec![], vec!["a".parse().unwrap(), "a".parse().unwrap()]] {
        let Act::Mark { entry, last_three, territory, way, assisted, .. } = mark(2, Way::Paper) else { unreachable!() };
        let act = Act::Mark { entry, last_three, contests, territory, way, assisted };
        assert_eq!(add(&mut journal, act), Err(Refusal::Contests));
    }
    let offline = write(&journal, mark(3, Way::Tablet), true);
    assert_eq!(journal.accept(&offline, day()), Err(Refusal::TabletOffline));
    assert_eq!(journal.marked(&person(1)), Some(3));
    assert_eq!(journal.marked(&person(2)), None);
}

#[test]
fn differences_are_named_and_have_to_be_explained() {
    let mut journal = open(3);
    add(&mut journal, mark(1, Way::Paper)).unwrap();
    add(&mut journal, mark(2, Way::Paper)).unwrap();
    let short = Counted { voters: 2, in_box: 1, envelopes: 0, spoilt: 0, unused: 1 };
    let missing = Difference::InBox { recorded: 2, counted: 1 };
    assert_eq!(add(&mut journal, closing(short, None)), Err(Refusal::Unexplained(vec![missing])));
    add(&mut journal, closing(short, Some("Una persona se llevó el papel"))).unwrap();
    assert_eq!(missing.figures(), (2, 1));
    // More handed out than ever came.
    let recorded = Recorded { papers: 1, for_box: 3, ..Recorded::default() };
    let found = recorded.differences(&Counted { in_box: 3, ..Counted::default() });
    assert_eq!(found, [Difference::Unused { recorded: -2, counted: 0 }]);
}

#[test]
fn an_impossible_time_is_told_and_nothing_is_lost() {
    let ends = [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC];
    let (from, to) = (at(100_000), at(103_600));
    let tolerated = [from - Span::TOLERANCE, to + Span::TOLERANCE];
    let off = TimeDelta::seconds(1);
    let said = [ends[0], tolerated[0] - off, tolerated[0], from, to, tolerated[1], tolerated[1] + off, ends[1]];
    let told = [from, from, tolerated[0], from, to, tolerated[1], to, to];
    let span = Span { from, to };
    let mut journal = Journal::new(SHIFT);
    let bring = |journal: &mut Journal, act: Act, at: DateTime<Utc>| {
        let (number, before) = (journal.next(), journal.head());
        let event = Event { number, before, at, by: Uuid::from_u128(1).into(), offline: true, act };
        journal.accept(&event.bytes(), span).unwrap();
    };
    bring(&mut journal, shift(), from);
    bring(&mut journal, opening(10), ends[1]);
    assert_eq!(journal.opening(), Some((to, None)));
    for at in said {
        bring(&mut journal, Act::Incident { kind: IncidentKind::Other, text: "Llovió".parse().unwrap() }, at);
    }
    let times: Vec<_> = journal.incidents().iter().map(|(at, ..)| *at).collect();
    assert_eq!(times, told);
    bring(&mut journal, mark(1, Way::Paper), ends[0]);
    assert_eq!(journal.recorded().voters, 1);
    let doubtful: Vec<u32> = journal.doubtful().iter().copied().collect();
    assert_eq!(doubtful, [2, 3, 4, 9, 10, 11]);
    // What comes in again is known, whenever it comes.
    let late = Span { to: to + TimeDelta::days(2), ..span };
    let before = journal.clone();
    let event = Event {
        number: 1,
        before: genesis(SHIFT),
        at: from,
        by: Uuid::from_u128(1).into(),
        offline: true,
        act: shift(),
    };
    assert_eq!(journal.accept(&event.bytes(), late), Ok(Accepted::Known(1)));
    assert_eq!(journal, before);
}

#[test]
fn what_was_tampered_with_is_found() {
    let mut journal = open(10);
    let honest = write(&journal, mark(1, Way::Paper), true);
    journal.accept(&honest, day()).unwrap();
    assert_eq!(journal.accept(&honest, day()), Ok(Accepted::Known(3)));
    let text = String::from_utf8(honest).unwrap();
    let changed = text.replace("789", "780");
    assert_eq!(journal.accept(changed.as_bytes(), day()), Err(Refusal::Different { number: 3 }));
    let next = String::from_utf8(write(&journal, mark(2, Way::Paper), true)).unwrap();
    let head = journal.head().to_string();
    let elsewhere = next.replace(&head, &genesis(SHIFT).to_string());
    assert_eq!(journal.accept(elsewhere.as_bytes(), day()), Err(Refusal::BrokenChain { number: 4 }));
    let later = next.replace("\"number\":4", "\"number\":5");
    assert_eq!(journal.accept(later.as_bytes(), day()), Err(Refusal::Gap { expected: 4, found: 5 }));
    let more = next.replace("\"offline\"", "\"note\":1,\"offline\"");
    assert!(matches!(journal.accept(more.as_bytes(), day()), Err(Refusal::Unreadable { .. })));
    let long = vec![b' '; LONGEST_EVENT + 1];
    assert_eq!(journal.accept(&long, day()), Err(Refusal::TooLong { found: LONGEST_EVENT + 1 }));
    let other = Journal::new(Uuid::from_u128(8));
    assert_ne!(other.head(), Journal::new(SHIFT).head(), "the journal of one shift is not that of another");
    journal.accept(next.as_bytes(), day()).unwrap();
}

#[test]
fn envelopes_of_an_earlier_shift_come_into_this_box_once() {
    let earlier = ShiftId::from(Uuid::from_u128(6));
    let act = |opened: &[u32], kept: &[u32], papers| Act::Envelopes {
        shift: earlier,
        opened: opened.to_vec(),
        kept: kept.to_vec(),
        papers,
    };
    let mut journal = open(10);
    add(&mut journal, mark(1, Way::Paper)).unwrap();
    add(&mut journal, act(&[1, 3], &[2], 2)).unwrap();
    let none = Err(Refusal::NoSuchEnvelopes);
    for (what, again) in [
        ("one that was opened", act(&[3], &[], 1)),
        ("one that stays closed", act(&[2], &[], 1)),
        ("none", act(&[], &[], 0)),
        ("one twice", act(&[4, 4], &[], 2)),
        ("an empty one", act(&[4], &[], 0)),
        ("papers out of nothing", act(&[], &[4], 1)),
    ] {
        assert_eq!(add(&mut journal, again), none, "{what}");
    }
    let own = Act::Envelopes { shift: SHIFT.into(), opened: vec![9], kept: vec![], papers: 1 };
    assert_eq!(add(&mut journal, own), none, "its own come after its end");
    assert_eq!((journal.recorded().for_box, journal.recorded().in_box()), (1, 3));
    // They came out of the pile of the earlier shift.
    let square = Counted { voters: 1, in_box: 3, envelopes: 0, spoilt: 0, unused: 9 };
    assert_eq!(journal.recorded().differences(&square), []);
    add(&mut journal, closing(square, None)).unwrap();
    assert!(matches!(add(&mut journal, act(&[5], &[], 1)), Err(Refusal::Stage { .. })));
}

fn any_act() -> impl Strategy<Value = Act> {
    let way = prop_oneof![Just(Way::Paper), (0_u32..4).prop_map(|number| Way::Envelope { number }), Just(Way::Tablet)];
    let counted = (0_u32..6, 0_u32..6, 0_u32..3, 0_u32..3, 0_u32..9)
        .prop_map(|(voters, in_box, envelopes, spoilt, unused)| Counted { voters, in_box, envelopes, spoilt, unused });
    prop_oneof![
        1 => Just(shift()),
        1 => (0_u32..9).prop_map(opening),
        8 => (0_u8..12, way).prop_map(|(number, way)| mark(number, way)),
        2 => Just(Act::Spoilt),
        1 => (0_u32..9).prop_map(|papers| Act::Delivery { papers }),
        1 => Just(Act::Pause { text: "Pausa".parse().unwrap() }),
        2 => Just(Act::Resume),
        1 => (counted, any::<bool>()).prop_map(|(counted, told)| closing(counted, told.then_some("Así fue"))),
    ]
}

proptest! {
    /// Whatever happens, in whatever pieces and however often it is brought in: the same journal; and what the journal
    /// says adds up.
    #[test]
    fn bringing_in_is_idempotent_and_can_be_cut_anywhere(
        acts in prop::collection::vec((any_act(), any::<bool>()), 0..60),
        cuts in prop::collection::vec(0_usize..60, 0..6),
    ) {
        let mut journal = open(20);
        let mut kept: Vec<Vec<u8>> = Vec::new();
        for (act, offline) in acts {
            let before = journal.clone();
            let bytes = write(&journal, act, offline);
            match journal.accept(&bytes, day()) {
                Ok(Accepted::New(_)) => kept.push(bytes),
                Ok(Accepted::Known(_)) => prop_assert!(false, "it is the next one"),
                Err(_) => prop_assert_eq!(&journal, &before, "a refusal changes nothing"),
            }
        }
        let recorded = journal.recorded();
        let listed = (0..12).filter(|number| journal.marked(&person(*number)).is_some()).count();
        prop_assert_eq!(listed, recorded.voters as usize);
        prop_assert_eq!(recorded.for_box + recorded.envelopes + recorded.on_tablet, recorded.voters);
        prop_assert!(recorded.spoilt <= recorded.for_box + recorded.in_envelopes);
        // Brought in with pieces sent again, from anywhere.
        let mut again = open(20);
        let mut sent = 0;
        for cut in cuts.into_iter().chain([kept.len()]) {
            let end = cut.min(kept.len());
            let from = end.min(sent);
            for bytes in &kept[from.saturating_sub(2)..end.max(from)] {
                again.accept(bytes, day()).unwrap();
            }
            sent = sent.max(end);
        }
        prop_assert_eq!(again, journal);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,80}") {
        let mut journal = open(1);
        prop_assert!(journal.accept(&bytes, day()).is_err());
        let today = at(0).date_naive();
        Scanned::read(&text, today);
        Scanned::read(&format!("PubDSK_1{text}"), today);
        Scanned::read(&format!("ICCOL{text}"), today);
    }
}
