//! Motions (proposiciones), the votes on them and how they are counted.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    decision::{Permit, Proposed, Taken},
    member::SeatId,
    quorum::{Presence, part},
};
use crate::{document::Text, id::PersonId, ruleset::Majority, words::words};

words! {
    /// A vote on a motion.
    Vote as "vote" {
        /// For it (a favor).
        Yes = "yes",
        /// Against it (en contra).
        No = "no",
        /// Neither, by choice (abstención).
        Abstain = "abstain",
        /// Blank (en blanco).
        Blank = "blank",
    }
}

/// One seat's vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cast {
    /// The seat.
    pub seat: SeatId,
    /// Who gave it: whoever holds the seat, or one of the pair.
    pub person: PersonId,
    /// The vote.
    pub vote: Vote,
}

/// A count with all that is needed to redo it.
///
/// Entitled are the seats present whose people have not all declared a conflict of interest. A seat with a conflict
/// counts as present for the quorum, but abstains by force: it is no part of what "half of those present" is half of.
/// A majority of all seats is not made smaller by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// The rule.
    pub rule: Majority,
    /// Who was there.
    pub presence: Presence,
    /// Seats present that had to abstain because of a conflict of interest.
    pub barred: u32,
    /// Seats that might vote: those present without those barred.
    pub entitled: u32,
    /// For it.
    pub yes: u32,
    /// Against it.
    pub no: u32,
    /// Neither.
    pub abstain: u32,
    /// Blank.
    pub blank: u32,
    /// Seats that might vote and did not.
    pub silent: u32,
    /// The least votes for it with which it carries, given the others.
    pub needed: u32,
    /// Whether it carries.
    pub carried: bool,
}

impl Count {
    pub(super) fn new(rule: &Majority, presence: Presence, barred: u32, votes: impl Iterator<Item = Vote>) -> Self {
        let (mut yes, mut no, mut abstain, mut blank) = (0, 0, 0, 0);
        for vote in votes {
            match vote {
                Vote::Yes => yes += 1,
                Vote::No => no += 1,
                Vote::Abstain => abstain += 1,
                Vote::Blank => blank += 1,
            }
        }
        let entitled = presence.present - barred;
        let silent = entitled - yes - no - abstain - blank;
        let needed = match rule {
            Majority::Simple => no + 1,
            Majority::OfPresent => entitled / 2 + 1,
            Majority::Absolute => presence.seats / 2 + 1,
            Majority::Qualified { share } => part(*share, yes + no).max(1),
            Majority::Consensus => 1,
        };
        let carried = yes >= needed && (*rule != Majority::Consensus || no == 0);
        let rule = rule.clone();
        Self { rule, presence, barred, entitled, yes, no, abstain, blank, silent, needed, carried }
    }
}

/// Why a motion came to nothing before it was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Why {
    /// The quorum was lost while people voted.
    QuorumLost,
    /// The chair took it back.
    Withdrawn {
        /// Why.
        reason: Text,
    },
}

/// How a motion ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum End {
    /// It was counted.
    Counted {
        /// When.
        at: DateTime<Utc>,
        /// The count.
        count: Box<Count>,
        /// The seats that had to abstain.
        barred: Vec<SeatId>,
        /// That the body held the power when it decided; none where nothing but the body's own affairs was decided,
        /// and none where it said no.
        permit: Option<Permit>,
    },
    /// It came to nothing, and has to be put to the vote anew.
    Void {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        why: Why,
    },
}

/// A motion on an item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Motion {
    /// Its number in the session, from one.
    pub number: u16,
    /// The item of the agenda, from one.
    pub item: u16,
    /// What is put to the vote.
    pub text: Text,
    /// The decision that is taken if it carries; none for the body's own affairs.
    pub proposed: Option<Proposed>,
    /// When it was put to the vote.
    pub put_at: DateTime<Utc>,
    /// The votes, in the order in which they were given.
    pub votes: Vec<Cast>,
    /// How it ended; none while people vote.
    pub end: Option<End>,
}

impl Motion {
    /// Whether people vote on it.
    pub const fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// The decision that it carried.
    pub fn taken(&self) -> Option<Taken<'_>> {
        match (&self.end, &self.proposed) {
            (Some(End::Counted { at, count, permit: Some(permit), .. }), Some(proposed)) if count.carried => {
                Some(Taken { decision: &proposed.decision, permit, motion: self.number, at: *at })
            }
            _ => None,
        }
    }
}
