//! Why the journal of a shift does not take an event.

use super::{Difference, Stage};

/// Bytes of the longest event that a journal takes.
pub const LONGEST_EVENT: usize = 8 * 1024;

/// The most officers of a shift.
pub(super) const MOST_OFFICERS: usize = 12;

/// Why an event is not taken. The journal is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is too long.
    #[error("an event has {found} bytes; at most {LONGEST_EVENT} are possible")]
    TooLong {
        /// How long it is.
        found: usize,
    },
    /// It is no event.
    #[error("this is no event: {why}")]
    Unreadable {
        /// What the reader said.
        why: String,
    },
    /// Others come before it that are not there yet.
    #[error("event {found} came, but {expected} is the next")]
    Gap {
        /// The number that the next event has.
        expected: u32,
        /// The one it has.
        found: u32,
    },
    /// Another event has its number: one of the two was changed.
    #[error("event {number} was another when it came first")]
    Different {
        /// The number.
        number: u32,
    },
    /// It does not name the event before it.
    #[error("event {number} does not follow from the one before it")]
    BrokenChain {
        /// Its number.
        number: u32,
    },
    /// It is not possible in this stage.
    #[error("`{act}` is not possible: the desk is {stage}")]
    Stage {
        /// The stage.
        stage: Stage,
        /// What it would be.
        act: &'static str,
    },
    /// A shift has officers, but not that many.
    #[error("a shift has from one to {MOST_OFFICERS} officers, not {found}")]
    Officers {
        /// How many it names.
        found: usize,
    },
    /// Something lay in the box.
    #[error("a desk opens with an empty box")]
    BoxNotEmpty,
    /// Somebody is marked for no contest, or twice for one.
    #[error("somebody votes at least in one contest, and once in each")]
    Contests,
    /// The journal has them already.
    #[error("event {number} marked the same person")]
    AlreadyMarked {
        /// Where.
        number: u32,
    },
    /// An envelope has a number of its own.
    #[error("envelope {envelope} is that of event {number}")]
    EnvelopeTaken {
        /// The number of the envelope.
        envelope: u32,
        /// Where it was used first.
        number: u32,
    },
    /// Envelopes are opened once, each has a paper ballot in it, and those of a shift wait for its end.
    #[error("these envelopes cannot be opened here, or not again")]
    NoSuchEnvelopes,
    /// A screen needs the network.
    #[error("without a network nobody votes on a screen")]
    TabletOffline,
    /// Nobody has a paper ballot that could be spoilt.
    #[error("all paper ballots that were handed out have been replaced")]
    NothingToSpoil,
    /// What was counted differs from the journal, and nothing explains it.
    #[error("{} differences are not explained", .0.len())]
    Unexplained(Vec<Difference>),
}
