//! Calendars to subscribe to (`.ics`, RFC 5545).

use chrono::{DateTime, Utc};

use super::{Route, Stage};
use crate::phase::Window;

/// A calendar to subscribe to. The words in it are passed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What made it: `-//Convite//ES`.
    pub product: String,
    /// What the calendar is called.
    pub name: String,
    /// When it was written.
    pub stamp: DateTime<Utc>,
    /// What happens.
    pub events: Vec<Event>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name for machines; the same each time that it is written, wherever its dates move.
    pub uid: String,
    /// When.
    pub window: Window,
    /// What.
    pub summary: String,
    /// More about it.
    pub description: Option<String>,
    /// Where one reads more or takes part.
    pub address: Option<String>,
}

impl Event {
    /// The entries of a route: one for each phase, or one for each of its days where it has hours. `scope` tells them
    /// from those of all other routes, such as `comuna-05.2026@medellin.example`; `words` gives each phase its summary,
    /// description and address.
    pub fn of_route(
        route: &Route,
        scope: &str,
        words: impl Fn(&Stage) -> (String, Option<String>, Option<String>),
    ) -> Vec<Self> {
        let mut events = Vec::new();
        for stage in route.stages() {
            let (summary, description, address) = words(stage);
            for (place, &window) in stage.spans().iter().enumerate() {
                let day = if place == 0 { String::new() } else { format!("-{}", place + 1) };
                events.push(Self {
                    uid: format!("{}{day}.{scope}", stage.id()),
                    window,
                    summary: summary.clone(),
                    description: description.clone(),
                    address: address.clone(),
                });
            }
        }
        events
    }
}

impl Feed {
    /// The calendar as a file.
    pub fn write(&self) -> String {
        let mut file = Lines::default();
        file.line("BEGIN:VCALENDAR");
        file.line("VERSION:2.0");
        file.line(&format!("PRODID:{}", text(&self.product)));
        file.line("CALSCALE:GREGORIAN");
        file.line("METHOD:PUBLISH");
        // RFC 7986 has names for these two; the older ones are what most programs read.
        for name in ["NAME", "X-WR-CALNAME"] {
            file.line(&format!("{name}:{}", text(&self.name)));
        }
        file.line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        file.line("X-PUBLISHED-TTL:PT6H");
        for event in &self.events {
            file.line("BEGIN:VEVENT");
            file.line(&format!("UID:{}", text(&event.uid)));
            file.line(&format!("DTSTAMP:{}", instant(self.stamp)));
            file.line(&format!("DTSTART:{}", instant(event.window.opens())));
            file.line(&format!("DTEND:{}", instant(event.window.closes())));
            file.line(&format!("SUMMARY:{}", text(&event.summary)));
            if let Some(description) = &event.description {
                file.line(&format!("DESCRIPTION:{}", text(description)));
            }
            if let Some(address) = &event.address {
                // An address is not text and knows no escapes; it has no line ends either.
                let plain: String = address.chars().filter(|char| !char.is_control()).collect();
                file.line(&format!("URL:{plain}"));
            }
            // A phase that is open for weeks makes nobody busy.
            file.line("TRANSP:TRANSPARENT");
            file.line("END:VEVENT");
        }
        file.line("END:VCALENDAR");
        file.0
    }
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' | ';' | ',' => escaped.extend(['\\', char]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            char if char.is_control() => {}
            char => escaped.push(char),
        }
    }
    escaped
}

/// Lines of at most 75 octets, folded between characters (RFC 5545, 3.1).
#[derive(Default)]
struct Lines(String);

impl Lines {
    const MOST: usize = 75;

    fn line(&mut self, content: &str) {
        let mut octets = 0;
        for char in content.chars() {
            if octets + char.len_utf8() > Self::MOST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(char);
            octets += char.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests;
