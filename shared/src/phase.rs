//! Phases (fases) of a process: what kind they are, when they are open, and what each lets whom do.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{self, Stage},
    permission::Action,
    role::Role,
    rules::{decided, roles_for},
    ruleset::{Channel, PhaseRule, RuleSet},
    words::words,
};

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

/// One thing that a phase lets one role do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Who.
    pub role: Role,
    /// What.
    pub action: Action,
}

/// One phase of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// What kind it is.
    pub kind: PhaseKind,
    /// When it is open.
    pub window: Window,
    /// What it lets whom do while it is open.
    pub allows: BTreeSet<Grant>,
}

impl Phase {
    /// A phase with the usual grants of its kind.
    pub fn usual(kind: PhaseKind, window: Window) -> Self {
        Self { kind, window, allows: default_allows(kind) }
    }

    /// Whether it is yet to open, open or closed.
    pub fn state(&self, now: DateTime<Utc>) -> PhaseState {
        self.window.state(now)
    }

    /// The roles that it lets do this.
    pub fn roles_for(&self, action: Action) -> impl Iterator<Item = Role> {
        self.allows.iter().filter(move |grant| grant.action == action).map(|grant| grant.role)
    }
}

/// What a phase of this kind usually lets whom do: a preset to start from, which each process may change.
pub fn default_allows(kind: PhaseKind) -> BTreeSet<Grant> {
    let grants: &[(Role, Action)] = match kind {
        PhaseKind::Ideas => &[(Role::Citizen, Action::ProposeIdea)],
        PhaseKind::Formulation => &[(Role::Reviewer, Action::ReviewProposal)],
        PhaseKind::Voting => &[(Role::Citizen, Action::Vote)],
        PhaseKind::Results => &[(Role::ProcessAdmin, Action::CountVotes)],
        PhaseKind::Convening
        | PhaseKind::Assemblies
        | PhaseKind::Socialization
        | PhaseKind::Ceilings
        | PhaseKind::Ballot
        | PhaseKind::Commitments
        | PhaseKind::Execution
        | PhaseKind::FollowUp => &[],
    };
    grants.iter().map(|&(role, action)| Grant { role, action }).collect()
}

/// The phases of a process in order of opening, at most one of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<Phase>", into = "Vec<Phase>")]
pub struct Calendar(Vec<Phase>);

/// Why phases make no calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Two phases are of one kind.
    #[error("there are two phases `{0}`")]
    Repeated(
        /// The kind.
        PhaseKind,
    ),
    /// A phase opens before one that it follows.
    #[error("the phase `{later}` opens before `{earlier}`, which it follows")]
    OutOfOrder {
        /// The phase that should open first.
        earlier: PhaseKind,
        /// The phase that opens too soon.
        later: PhaseKind,
    },
}

impl Calendar {
    /// Puts phases, given in any order, into a calendar. Phases may overlap, but open in the order of their kinds.
    ///
    /// # Errors
    /// When two are of one kind, or one opens before another that it follows.
    pub fn new(mut phases: Vec<Phase>) -> Result<Self, CalendarError> {
        phases.sort_by_key(|phase| phase.kind);
        for pair in phases.windows(2) {
            let (earlier, later) = (&pair[0], &pair[1]);
            if earlier.kind == later.kind {
                return Err(CalendarError::Repeated(later.kind));
            }
            if later.window.opens < earlier.window.opens {
                return Err(CalendarError::OutOfOrder { earlier: earlier.kind, later: later.kind });
            }
        }
        Ok(Self(phases))
    }

    /// What pages that know one phase of each kind take of a process's dates: of several of a kind those that lead up to
    /// the last one without a gap, as one; of the voting, that of the contest in which projects are chosen, and online
    /// where it is held in more than one way. In the order in which they open.
    pub fn of(rules: &RuleSet, dates: &calendar::Calendar) -> Self {
        let mut phases: Vec<Phase> = PhaseKind::ALL
            .iter()
            .filter_map(|&kind| {
                let run = run(rules, dates, kind);
                let window = Window::new(run.first()?.window().opens(), run.last()?.window().closes()).ok()?;
                let allows = run
                    .iter()
                    .flat_map(|stage| roles_for(rules, stage.id()).map(|(role, action)| Grant { role, action }))
                    .collect();
                Some(Phase { kind, window, allows })
            })
            .collect();
        phases.sort_by_key(|phase| phase.window.opens());
        Self(phases)
    }

    /// The phases in order.
    pub fn phases(&self) -> &[Phase] {
        &self.0
    }

    /// The phase that is open; of several the one that opened last.
    pub fn current(&self, now: DateTime<Utc>) -> Option<&Phase> {
        self.0.iter().rev().find(|phase| phase.state(now) == PhaseState::Open)
    }

    /// The phase that opens next.
    pub fn next(&self, now: DateTime<Utc>) -> Option<&Phase> {
        self.0.iter().find(|phase| phase.state(now) == PhaseState::Upcoming)
    }

    /// The phase of this kind.
    pub fn find(&self, kind: PhaseKind) -> Option<&Phase> {
        self.0.iter().find(|phase| phase.kind == kind)
    }

    /// The furthest phase that has opened, whether it is still open or not: how far the process has come.
    pub fn reached(&self, now: DateTime<Utc>) -> Option<&Phase> {
        self.0.iter().rev().find(|phase| phase.state(now) != PhaseState::Upcoming)
    }
}

/// The phases of the rules that pages take for the one of a kind.
pub fn eligible(rules: &RuleSet, kind: PhaseKind) -> Vec<&PhaseRule> {
    let mut phases: Vec<&PhaseRule> = rules.phases.iter().filter(|phase| phase.kind == kind).collect();
    if kind == PhaseKind::Voting {
        if let Some(contest) = decided(rules) {
            phases.retain(|phase| contest.phases.contains(&phase.id));
        }
        let online = |phase: &&PhaseRule| phase.channel != Some(Channel::InPerson);
        if phases.iter().any(online) {
            phases.retain(online);
        }
    }
    phases
}

/// Of the phases of a kind that have dates, the last one and those that lead up to it without a gap.
pub fn run<'a>(rules: &RuleSet, dates: &'a calendar::Calendar, kind: PhaseKind) -> Vec<&'a Stage> {
    let eligible = eligible(rules, kind);
    let planned = dates.everywhere().of_kind(kind).filter(|stage| eligible.iter().any(|phase| phase.id == *stage.id()));
    let mut run: Vec<&Stage> = Vec::new();
    for stage in planned {
        let gap = |before: &&Stage| stage.window().opens() - before.window().closes() > TimeDelta::days(1);
        if run.last().is_some_and(gap) {
            run.clear();
        }
        run.push(stage);
    }
    run
}

impl TryFrom<Vec<Phase>> for Calendar {
    type Error = CalendarError;

    fn try_from(phases: Vec<Phase>) -> Result<Self, Self::Error> {
        Self::new(phases)
    }
}

impl From<Calendar> for Vec<Phase> {
    fn from(calendar: Calendar) -> Self {
        calendar.0
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, 13, 0, 0).unwrap()
    }

    fn phase(kind: PhaseKind, opens: u32, closes: u32) -> Phase {
        Phase::usual(kind, Window::new(day(opens), day(closes)).unwrap())
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

    #[test]
    fn a_calendar_sorts_and_answers() {
        let calendar = Calendar::new(vec![
            phase(PhaseKind::Voting, 10, 12),
            phase(PhaseKind::Ideas, 1, 5),
            phase(PhaseKind::Formulation, 3, 7),
        ])
        .unwrap();
        let kind = |phase: Option<&Phase>| phase.map(|phase| phase.kind);
        assert_eq!(kind(calendar.current(day(2))), Some(PhaseKind::Ideas));
        assert_eq!(kind(calendar.current(day(4))), Some(PhaseKind::Formulation));
        assert_eq!(kind(calendar.current(day(8))), None);
        assert_eq!(kind(calendar.reached(day(8))), Some(PhaseKind::Formulation));
        assert_eq!(kind(calendar.next(day(4))), Some(PhaseKind::Voting));
        assert_eq!(kind(calendar.next(day(10))), None);
        assert_eq!(kind(calendar.find(PhaseKind::Results)), None);
        let json = serde_json::to_string(&calendar).unwrap();
        assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar);
    }

    #[test]
    fn a_calendar_refuses_what_makes_no_process() {
        assert_eq!(
            Calendar::new(vec![phase(PhaseKind::Ideas, 1, 2), phase(PhaseKind::Ideas, 3, 4)]),
            Err(CalendarError::Repeated(PhaseKind::Ideas))
        );
        assert_eq!(
            Calendar::new(vec![phase(PhaseKind::Ideas, 3, 4), phase(PhaseKind::Voting, 1, 2)]),
            Err(CalendarError::OutOfOrder { earlier: PhaseKind::Ideas, later: PhaseKind::Voting })
        );
    }
}
