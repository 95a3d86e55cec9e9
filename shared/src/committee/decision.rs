//! Decisions: what a body decides on, and the permit without which it cannot.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Key, Text},
    id::{ContestId, ProcessId, ProposalId},
    permission::Action,
    ruleset::{Basis, Code},
};

/// What is decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Subject {
    /// A proposal or project.
    Proposal {
        /// Which.
        id: ProposalId,
    },
    /// A contest: its ballot, its result.
    Contest {
        /// Which.
        id: ContestId,
    },
    /// The process as a whole.
    Process {
        /// Which.
        id: ProcessId,
    },
    /// Anything else, in words.
    Matter {
        /// What.
        text: Text,
    },
}

/// An action of the body on something (decisión): to approve a ballot, to endorse a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What is done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
}

/// What the powers are asked: may this body do this now?
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The body.
    pub body: &'a Key,
    /// Its territory, where it has one.
    pub territory: Option<&'a Code>,
    /// What it wants to decide.
    pub decision: &'a Decision,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the powers answer when it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The phase in which it holds the power; none where it holds it at any time.
    pub phase: Option<Key>,
    /// What the power rests on.
    pub basis: Basis,
}

/// The proof that a body holds the power for a decision at an instant. Only the powers give one; it is written into
/// the minutes with the norm that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permit {
    body: Key,
    territory: Option<Code>,
    decision: Decision,
    at: DateTime<Utc>,
    phase: Option<Key>,
    basis: Basis,
}

impl Permit {
    /// Asks the powers.
    ///
    /// # Errors
    /// With their refusal.
    pub fn obtain<R>(ask: Ask<'_>, powers: impl FnOnce(Ask<'_>) -> Result<Grant, R>) -> Result<Self, R> {
        let Grant { phase, basis } = powers(ask)?;
        Ok(Self {
            body: ask.body.clone(),
            territory: ask.territory.cloned(),
            decision: ask.decision.clone(),
            at: ask.at,
            phase,
            basis,
        })
    }

    /// Whether it answers this question and no other.
    pub fn covers(&self, ask: Ask<'_>) -> bool {
        let of_body = self.body == *ask.body && self.territory.as_ref() == ask.territory;
        of_body && self.decision == *ask.decision && self.at == ask.at
    }

    /// The phase in which the power is held, where it depends on one.
    pub const fn phase(&self) -> Option<&Key> {
        self.phase.as_ref()
    }

    /// What the power rests on.
    pub const fn basis(&self) -> &Basis {
        &self.basis
    }

    /// When it was given.
    pub const fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

/// A decision put to the vote, with the permit of that instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// The decision.
    pub decision: Decision,
    /// That the body might take it when it was put to the vote.
    pub permit: Permit,
}

/// A decision that has been taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// That the body might take it when it did.
    pub permit: &'a Permit,
    /// The number of the motion that carried it.
    pub motion: u16,
    /// When it was taken.
    pub at: DateTime<Utc>,
}
