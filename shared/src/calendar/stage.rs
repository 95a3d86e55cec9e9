//! One phase with its dates, resolved to the stretches of time in which it is open.

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;

use super::zone::date_at;
use crate::{
    document::Key,
    locale::in_zone,
    phase::{PhaseKind, PhaseState, Window},
    ruleset::{Channel, Hours, PhaseRule},
};

/// One phase of a route, with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    id: Key,
    kind: PhaseKind,
    channel: Option<Channel>,
    hours: Option<Hours>,
    window: Window,
    own: bool,
    /// Never empty, in order, apart from each other.
    spans: Vec<Window>,
}

/// Where an instant stands in relation to a phase, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It has not opened yet.
    Upcoming {
        /// When it opens.
        opens: DateTime<Utc>,
    },
    /// It is open.
    Open {
        /// Until when, today's hours counted.
        until: DateTime<Utc>,
    },
    /// It is shut for the night, and opens again.
    Paused {
        /// When it opens again.
        reopens: DateTime<Utc>,
    },
    /// It is over.
    Closed {
        /// Since when.
        closed: DateTime<Utc>,
    },
}

impl Stage {
    /// A phase of the rules with its dates; `None` when its hours leave no moment of them.
    pub(super) fn new(rule: &PhaseRule, window: Window, own: bool, zone: Tz) -> Option<Self> {
        let spans = match &rule.hours {
            None => vec![window],
            Some(hours) => daily(window, hours, zone),
        };
        (!spans.is_empty()).then(|| Self {
            id: rule.id.clone(),
            kind: rule.kind,
            channel: rule.channel,
            hours: rule.hours.clone(),
            window,
            own,
            spans,
        })
    }

    /// Its name in the rules.
    pub const fn id(&self) -> &Key {
        &self.id
    }

    /// What kind it is.
    pub const fn kind(&self) -> PhaseKind {
        self.kind
    }

    /// The channel that it opens, where it opens one only.
    pub const fn channel(&self) -> Option<Channel> {
        self.channel
    }

    /// The hours of the day in which it is open; all day when absent.
    pub const fn hours(&self) -> Option<&Hours> {
        self.hours.as_ref()
    }

    /// From when until when, whatever the hours of the day.
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Whether these are the territory's own dates.
    pub const fn is_own(&self) -> bool {
        self.own
    }

    /// The stretches in which it is open, in order: one, or one for each day where it has hours.
    pub fn spans(&self) -> &[Window] {
        &self.spans
    }

    /// The first instant at which it is open.
    pub fn opens(&self) -> DateTime<Utc> {
        self.spans.first().map_or(self.window.opens(), |span| span.opens())
    }

    /// The first instant at which it is over.
    pub fn closes(&self) -> DateTime<Utc> {
        self.spans.last().map_or(self.window.closes(), |span| span.closes())
    }

    /// Whether it is yet to open, open (a night between two days counts as open) or closed.
    pub fn state(&self, now: DateTime<Utc>) -> PhaseState {
        match self.opening(now) {
            Opening::Upcoming { .. } => PhaseState::Upcoming,
            Opening::Open { .. } | Opening::Paused { .. } => PhaseState::Open,
            Opening::Closed { .. } => PhaseState::Closed,
        }
    }

    /// Where an instant stands, the hours of the day counted.
    pub fn opening(&self, now: DateTime<Utc>) -> Opening {
        let next = self.spans.partition_point(|span| span.closes() <= now);
        match self.spans.get(next) {
            Some(span) if span.opens() <= now => Opening::Open { until: span.closes() },
            Some(span) if next == 0 => Opening::Upcoming { opens: span.opens() },
            Some(span) => Opening::Paused { reopens: span.opens() },
            None => Opening::Closed { closed: self.closes() },
        }
    }

    /// Whether one can take part in it at this instant.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        matches!(self.opening(now), Opening::Open { .. })
    }
}

/// The hours of each day that lie in a window. Hours that end before they begin, or when they begin, end on the day
/// after.
fn daily(window: Window, hours: &Hours, zone: Tz) -> Vec<Window> {
    let (from, until) = (hours.from.time(), hours.until.time());
    let overnight = u64::from(until <= from);
    let mut spans: Vec<Window> = Vec::new();
    let mut day = in_zone(window.opens(), zone).date();
    if let Some(before) = day.pred_opt() {
        day = before;
    }
    let last = in_zone(window.closes(), zone).date();
    while day <= last {
        let opens = date_at(day, from, zone);
        let closes = day.checked_add_days(Days::new(overnight)).and_then(|day| date_at(day, until, zone));
        if let (Some(opens), Some(closes)) = (opens, closes)
            && let Ok(span) = Window::new(opens.max(window.opens()), closes.min(window.closes()))
        {
            match spans.last_mut() {
                // All day, every day: one stretch.
                Some(before) if before.closes() >= span.opens() => {
                    if let Ok(longer) = Window::new(before.opens(), before.closes().max(span.closes())) {
                        *before = longer;
                    }
                }
                _ => spans.push(span),
            }
        }
        match day.succ_opt() {
            Some(next) => day = next,
            None => break,
        }
    }
    spans
}
