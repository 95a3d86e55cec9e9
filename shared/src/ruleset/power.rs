//! Powers (competencias): who may do what, in which phases, from when until when; and how long steps may take.

use std::{fmt, str::FromStr};

use crate::{
    document::{Day, Form, Key, Malformed, choice, scalar, table},
    permission::Action,
    role::Role,
    ruleset::Basis,
};

/// Whoever holds a power: a role or a body of the document. Written `role:citizen` or `body:cccp`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// Everybody with this role.
    Role(Role),
    /// The members of this body, or the body in session where the action is a decision.
    Body(Key),
}

scalar!(
    Holder,
    "^(role|body):[a-z0-9][a-z0-9_-]{0,39}$",
    "Quién: role: y un papel, o body: y una instancia de este reglamento"
);

impl FromStr for Holder {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new(text, Form::Holder);
        match text.split_once(':') {
            Some(("role", role)) => role.parse().map(Self::Role).map_err(|_| malformed()),
            Some(("body", body)) => body.parse().map(Self::Body).map_err(|_| malformed()),
            _ => Err(malformed()),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role) => write!(f, "role:{role}"),
            Self::Body(body) => write!(f, "body:{body}"),
        }
    }
}

table! {
    /// One power.
    Power {
        /// Who.
        who: Holder,
        /// What.
        may: Vec<Action>,
        /// In which phases; at any time when empty.
        during: Vec<Key> = default,
        /// The first day on which it is held.
        from: Option<Day> = default,
        /// The last day on which it is held.
        until: Option<Day> = default,
        /// The condition on the person, by its name in `eligibility`.
        needs: Option<Key> = default,
        /// How many ideas one person may send in a process; as many as they like when absent.
        at_most: Option<Quota> = default,
        /// What it rests on.
        basis: Basis = default,
    }
}

choice! {
    /// How many ideas one person may send in a process (cupo). What they have taken back does not count.
    Quota {
        /// In all.
        InAll = "in_all" {
            /// How many.
            count: u16,
        },
        /// In each theme: one for each goal (meta).
        InEachTheme = "in_each_theme" {
            /// How many.
            count: u16,
        },
    }
}

table! {
    /// How long a step may take (plazo).
    Deadline {
        /// Its name within the document.
        id: Key,
        /// The step.
        action: Action,
        /// Days, counted from when the step fell due.
        days: u16,
        /// Whether only working days count.
        working_days: bool = default,
        /// What happens when it passes.
        then: Expiry,
        /// What it rests on.
        basis: Basis = default,
    }
}

choice! {
    /// What happens when a deadline passes.
    Expiry {
        /// It shows on the boards of who owes the step.
        Alert = "alert",
        /// Somebody else may do it.
        Escalate = "escalate" {
            /// Who.
            to: Holder,
        },
        /// It counts as said yes (silencio positivo).
        Accept = "accept",
        /// It counts as said no (silencio negativo, desistimiento).
        Refuse = "refuse",
    }
}
