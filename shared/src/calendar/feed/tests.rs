use std::collections::BTreeSet;

use chrono::TimeZone;
use chrono_tz::America::Bogota;
use proptest::prelude::*;

use super::*;
use crate::calendar::{
    Calendar,
    tests::{draft, rules, window},
};

fn feed() -> Feed {
    let draft = draft();
    Feed {
        product: "-//Convite//ES".into(),
        name: "Presupuesto participativo; Comuna 13, San Javier".into(),
        stamp: Utc.with_ymd_and_hms(2024, 3, 1, 17, 0, 0).unwrap(),
        events: Event::of_route(draft.everywhere(), "13.2024@medellin.example", |stage| {
            let more = "Ñandú, arroyo y maíz: \\ tres palabras; ".repeat(4) + "\r\nY otra línea\u{7}";
            (format!("Fase {}", stage.id()), Some(more), Some("https://medellin.example/ruta?a=1,2;3".into()))
        }),
    }
}

#[test]
fn a_feed_keeps_to_the_standard() {
    let file = feed().write();
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n', '\u{7}']), "{line:?}");
    }
    let unfolded = file.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split_terminator("\r\n").collect();
    assert_eq!(lines[..4], ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Convite//ES", "CALSCALE:GREGORIAN"]);
    assert!(lines.contains(&r"X-WR-CALNAME:Presupuesto participativo\; Comuna 13\, San Javier"));
    // Eight in the morning in Bogotá, in universal time.
    assert!(lines.contains(&"DTSTART:20241124T130000Z") && lines.contains(&"DTEND:20241124T210000Z"));
    assert!(lines.contains(&"URL:https://medellin.example/ruta?a=1,2;3"));
    let description = lines.iter().find(|line| line.starts_with("DESCRIPTION:")).unwrap();
    assert!(description.contains(r"maíz: \\ tres palabras\; ") && description.ends_with(r"\nY otra línea"));
    let count = |what: &str| lines.iter().filter(|line| line.starts_with(what)).count();
    for once in ["UID:", "DTSTAMP:20240301T170000Z", "DTSTART:", "SUMMARY:"] {
        assert_eq!(count(once), 6, "{once} is once in each entry");
    }
}

#[test]
fn an_entry_keeps_its_name_when_its_dates_move() {
    let mut moved = draft().dates();
    moved[0].window = window((4, 5), (7, 1));
    let moved = Calendar::new(&rules(), Bogota, moved).unwrap();
    let uids = |calendar: &Calendar| -> Vec<String> {
        let words = |_: &Stage| (String::new(), None, None);
        Event::of_route(calendar.everywhere(), "2024@medellin.example", words)
            .into_iter()
            .map(|event| event.uid)
            .collect()
    };
    assert_eq!(uids(&moved), uids(&draft()));
    let all: BTreeSet<String> = uids(&draft()).into_iter().collect();
    assert_eq!(all.len(), 6, "no two entries have one name");
}

proptest! {
    #[test]
    fn whatever_text_comes_in_the_feed_stays_well_formed(name in any::<String>(), summary in any::<String>()) {
        let mut feed = feed();
        feed.name = name;
        feed.events[0].summary = summary;
        let file = feed.write();
        prop_assert!(file.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        let folded = file.replace("\r\n ", "");
        let lines: Vec<&str> = folded.split_terminator("\r\n").collect();
        prop_assert_eq!(lines.iter().filter(|line| **line == "BEGIN:VEVENT").count(), 6);
        prop_assert!(lines.iter().all(|line| line.contains(':')));
    }
}
