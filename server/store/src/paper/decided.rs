//! What a second person says of what a first one proposed: that it holds, or why it does not.

use chrono::{DateTime, Utc};
use shared::{id::PersonId, paper::Confirmed};

/// What a second person said of what a first one proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Why it was refused; none where it was confirmed.
    pub refused: Option<String>,
    /// By whom, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Decided {
    /// As the database has it: without a name and a time nobody has said anything yet.
    pub(crate) fn read(refused: Option<String>, by: Option<String>, at: Option<DateTime<Utc>>) -> Option<Self> {
        Some(Self { refused, by: by?, at: at? })
    }
}

/// What a second person is about to say of a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Verdict<'a> {
    pub(crate) number: u32,
    pub(crate) proposed_by: PersonId,
    pub(crate) by: PersonId,
    pub(crate) refused: Option<&'a str>,
}

impl<'a> Verdict<'a> {
    /// The proposal of this number holds.
    pub const fn confirms<T>(number: u32, confirmed: &Confirmed<T>) -> Self {
        Self { number, proposed_by: confirmed.proposed_by(), by: confirmed.by(), refused: None }
    }

    /// It does not, for this reason. Whoever proposed it may say so themselves.
    pub const fn refuses(number: u32, proposed_by: PersonId, (by, reason): (PersonId, &'a str)) -> Self {
        Self { number, proposed_by, by, refused: Some(reason) }
    }
}
