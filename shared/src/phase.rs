//! Phases (fases) of a process: what kind they are, and stretches of time in which they are open.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// The kinds of phase, in the order in which a process goes through them.
    PhaseKind as "phase" {
        /// People are called to take part and to join committees (convocatoria).
        Convening = "convening",
        /// People send ideas (recolección de insumos).
        Ideas = "ideas",
        /// People meet to name, ripen and choose ideas (asambleas).
        Assemblies = "assemblies",
        /// Ideas become projects with a cost, or are turned down with a reason (formulación y revisión técnica).
        Formulation = "formulation",
        /// Projects are shown to people and adjusted to what they say (socialización y ajuste).
        Socialization = "socialization",
        /// The pool is certified and shared out (techos).
        Ceilings = "ceilings",
        /// The ballot is fixed and published (tarjetón).
        Ballot = "ballot",
        /// People vote (votación, priorización).
        Voting = "voting",
        /// Votes are counted and published (resultados).
        Results = "results",
        /// Authorities and people sign what will be done (firma de compromisos, acta de acuerdos).
        Commitments = "commitments",
        /// What won is carried out (ejecución).
        Execution = "execution",
        /// People check what was carried out (seguimiento y evaluación).
        FollowUp = "follow_up",
    }
}

words! {
    /// Where an instant stands in relation to a phase.
    PhaseState as "state of a phase" {
        /// It has not opened yet.
        Upcoming = "upcoming",
        /// It is open.
        Open = "open",
        /// It has closed.
        Closed = "closed",
    }
}

/// A stretch of time: from its opening, inclusive, to its closing, exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WindowDocument", into = "WindowDocument")]
pub struct Window {
    opens: DateTime<Utc>,
    closes: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowDocument {
    opens: DateTime<Utc>,
    closes: DateTime<Utc>,
}

/// A stretch of time that closes before it opens, or at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it closes on {closes}, which is not after it opens on {opens}")]
pub struct WindowError {
    /// When it opens.
    pub opens: DateTime<Utc>,
    /// When it closes.
    pub closes: DateTime<Utc>,
}

impl Window {
    /// From `opens`, inclusive, to `closes`, exclusive.
    ///
    /// # Errors
    /// When it would not be open for any time.
    pub fn new(opens: DateTime<Utc>, closes: DateTime<Utc>) -> Result<Self, WindowError> {
        if opens < closes { Ok(Self { opens, closes }) } else { Err(WindowError { opens, closes }) }
    }

    /// When it opens.
    pub const fn opens(self) -> DateTime<Utc> {
        self.opens
    }

    /// When it closes; the first instant at which it is no longer open.
    pub const fn closes(self) -> DateTime<Utc> {
        self.closes
    }

    /// Whether it is yet to open, open or closed.
    pub fn state(self, now: DateTime<Utc>) -> PhaseState {
        if now < self.opens {
            PhaseState::Upcoming
        } else if now < self.closes {
            PhaseState::Open
        } else {
            PhaseState::Closed
        }
    }
}

impl TryFrom<WindowDocument> for Window {
    type Error = WindowError;

    fn try_from(document: WindowDocument) -> Result<Self, Self::Error> {
        Self::new(document.opens, document.closes)
    }
}

impl From<Window> for WindowDocument {
    fn from(window: Window) -> Self {
        Self { opens: window.opens, closes: window.closes }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, 13, 0, 0).unwrap()
    }

    #[test]
    fn a_window_includes_its_opening_and_not_its_closing() {
        let window = Window::new(day(2), day(4)).unwrap();
        assert_eq!(window.state(day(1)), PhaseState::Upcoming);
        assert_eq!(window.state(day(2)), PhaseState::Open);
        assert_eq!(window.state(day(4)), PhaseState::Closed);
        assert!(Window::new(day(4), day(4)).is_err());
        assert!(
            serde_json::from_str::<Window>(r#"{"opens":"2026-11-04T00:00:00Z","closes":"2026-11-03T00:00:00Z"}"#)
                .is_err()
        );
    }
}
