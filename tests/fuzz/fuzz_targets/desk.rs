//! Whatever bytes a device brings in as the journal of a desk: each line is taken or refused with a reason, a refusal
//! changes nothing, and what was taken is known when it comes again. The same bytes as what a scanner types.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shared::desk::{Accepted, Act, Event, Journal, Scanned, Span};
use uuid::Uuid;

const SHIFT: Uuid = Uuid::from_u128(7);

/// What is written then can have happened then.
fn span() -> Span {
    Span { from: chrono::DateTime::UNIX_EPOCH, to: chrono::DateTime::UNIX_EPOCH }
}

/// A journal with its box open, so that what comes meets something.
fn open() -> Journal {
    let mut journal = Journal::new(SHIFT);
    let acts = [
        Act::Shift { officers: vec!["Luz".parse().expect("a name")] },
        Act::Opening { box_empty: true, papers: 10, seal: None },
    ];
    for act in acts {
        let (number, before) = (journal.next(), journal.head());
        let at = chrono::DateTime::UNIX_EPOCH;
        let event = Event { number, before, at, by: SHIFT.into(), offline: true, act };
        journal.accept(&event.bytes(), span()).expect("it follows");
    }
    journal
}

fuzz_target!(|bytes: &[u8]| {
    let mut journal = open();
    for line in bytes.split(|byte| *byte == b'\n') {
        let before = journal.clone();
        match journal.accept(line, span()) {
            Ok(Accepted::New(event)) => {
                assert_eq!(event.number, before.next());
                assert_eq!(journal.accept(line, span()), Ok(Accepted::Known(event.number)));
                let recorded = journal.recorded();
                assert!(recorded.spoilt <= recorded.for_box.saturating_add(recorded.in_envelopes));
            }
            Ok(Accepted::Known(number)) => assert!(number < before.next()),
            Err(_) => assert_eq!(journal, before),
        }
        // The same act as the next event, whatever number and hash it came with.
        if let Ok(event) = serde_json::from_slice::<Event>(line) {
            let event = Event { number: journal.next(), before: journal.head(), ..event };
            let _ = journal.accept(&event.bytes(), span());
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let today = "2026-11-22".parse().expect("a day");
    if let Some(scanned) = Scanned::read(&text, today) {
        assert!(scanned.number.bytes().all(|byte| byte.is_ascii_digit()) && !scanned.number.is_empty());
    }
});
