//! The route of one territory (ruta): its phases in order, and where an instant stands in them.

use chrono::{DateTime, Utc};

use super::stage::Stage;
use crate::{
    document::Key,
    phase::{PhaseKind, PhaseState},
};

/// The planned phases of one territory, in the order of the rules, which is that of their opening.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    stages: Vec<Stage>,
    skipped: Vec<Skipped>,
}

/// A phase that does not come in the year of its process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The phase, by its name in the rules.
    pub phase: Key,
    /// The year of the next process in which it comes, where there is one.
    pub next: Option<i32>,
}

impl Route {
    pub(super) const fn of(stages: Vec<Stage>, skipped: Vec<Skipped>) -> Self {
        Self { stages, skipped }
    }

    /// The phases in order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Whether the phase has no dates because it does not come this time.
    pub fn skipped(&self, id: &Key) -> Option<&Skipped> {
        self.skipped.iter().find(|skipped| skipped.phase == *id)
    }

    /// The phase of this name; `None` when it has no dates.
    pub fn stage(&self, id: &Key) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id() == id)
    }

    /// The phases of a kind, in order: voting online and then in person are two of one.
    pub fn of_kind(&self, kind: PhaseKind) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(move |stage| stage.kind() == kind)
    }

    /// The phases in which one can take part at this instant, in order.
    pub fn open(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(move |stage| stage.is_open(now))
    }

    /// The phase that is going on; of several the one that opened last.
    pub fn current(&self, now: DateTime<Utc>) -> Option<&Stage> {
        self.stages.iter().rev().find(|stage| stage.state(now) == PhaseState::Open)
    }

    /// The phase that opens next.
    pub fn next(&self, now: DateTime<Utc>) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.state(now) == PhaseState::Upcoming)
    }

    /// The furthest phase that has opened, whether it is still open or not: how far the process has come.
    pub fn reached(&self, now: DateTime<Utc>) -> Option<&Stage> {
        self.stages.iter().rev().find(|stage| stage.state(now) != PhaseState::Upcoming)
    }
}
