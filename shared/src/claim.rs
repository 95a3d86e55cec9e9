//! Claims on personal data (reclamos y consultas; derechos ARCO): who is missing on a roll, whose data are wrong, who wants
//! to know what is kept of them or have it deleted. By when the law wants them answered, and how each one stands.
//!
//! A claim tells nobody but officials whether a document is on a roll: filing and following one look at no roll. Officials
//! make sure who has filed it before they decide, unless an identity provider vouches for the document.

mod standing;
mod term;
mod totals;

use std::{fmt, str::FromStr};

pub use self::{
    standing::{Barred, Carried, Measure, Standing, Step, Taken},
    term::{BadSpan, ClaimLaw, Silence, Span, Term},
    totals::{Outcome, Totals},
};
use crate::words::words;

/// For how many days after its last step what somebody told with a claim is kept: document, contact and words. What stays
/// is its kind, its dates and its outcome.
pub const KEPT_DAYS: i64 = 365;

words! {
    /// What a claim is about.
    ClaimKind as "kind of claim" {
        /// Whoever files it is not on a roll, or was not found on it (no aparezco en el padrón).
        NotListed = "not_listed",
        /// What a roll or an account says of them is wrong: territory, age, name (rectificación).
        WrongData = "wrong_data",
        /// Somebody is on a roll who died or moved away (fallecidos, personas que se mudaron).
        NotBelonging = "not_belonging",
        /// They want to know what is kept of them (consulta, acceso).
        Access = "access",
        /// They want it deleted where the law lets (supresión, cancelación).
        Deletion = "deletion",
    }
}

impl ClaimKind {
    /// Whether it is about who is on a roll, so that it has to be decided before people vote.
    pub const fn is_about_rolls(self) -> bool {
        matches!(self, Self::NotListed | Self::WrongData | Self::NotBelonging)
    }

    /// Whether it is about somebody else than who files it. The answer then tells nothing of them.
    pub const fn is_about_another(self) -> bool {
        matches!(self, Self::NotBelonging)
    }
}

/// What somebody says in a claim, or in answer to one: 10 to 1,000 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said(String);

/// What is too short or too long to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a claim and its answers have {} to {} characters", Said::SHORTEST, Said::LONGEST)]
pub struct BadSaid;

impl Said {
    /// The fewest characters.
    pub const SHORTEST: usize = 10;
    /// The most.
    pub const LONGEST: usize = 1_000;

    /// As it was said.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Said {
    type Err = BadSaid;

    fn from_str(typed: &str) -> Result<Self, BadSaid> {
        let typed = typed.trim();
        let fits = (Self::SHORTEST..=Self::LONGEST).contains(&typed.chars().count());
        if fits { Ok(Self(typed.to_owned())) } else { Err(BadSaid) }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
