//! What happens at a desk.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Counted;
use crate::{
    document::{Fingerprint, Key, Text},
    id::{PersonId, ShiftId},
    roll::{EntryHash, LastThree},
    ruleset::Code,
    words::words,
};

/// One thing that happened at a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number in the journal of the shift, from 1.
    pub number: u32,
    /// The hash of the event before; of the first, that of the empty journal ([`genesis`](super::genesis)).
    pub before: Fingerprint,
    /// When, by the clock of whatever wrote it.
    pub at: DateTime<Utc>,
    /// The officer.
    pub by: PersonId,
    /// Whether it was written without a network.
    #[serde(default)]
    pub offline: bool,
    /// What.
    pub act: Act,
}

impl Event {
    /// As the server writes it.
    ///
    /// # Panics
    /// Never: its keys are text.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("an event is text and numbers")
    }
}

/// By what the next event knows these bytes.
pub fn hash_of(event: &[u8]) -> Fingerprint {
    <[u8; 32]>::from(Sha256::digest(event)).into()
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// A shift begins (turno): who is at the desk.
    Shift {
        /// Their names.
        officers: Vec<Text>,
    },
    /// The opening act (acta de apertura): the box was shown, and how many paper ballots the desk got.
    Opening {
        /// Whether everybody could see that nothing lay in it.
        box_empty: bool,
        /// Paper ballots.
        papers: u32,
        /// The number of the seal that was put on the box.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seal: Option<Text>,
    },
    /// More paper ballots came.
    Delivery {
        /// How many.
        papers: u32,
    },
    /// Somebody was marked as voting, and given what to vote with.
    Mark {
        /// Whom, as rolls know them: by their document; or for which of their accounts, where each account has a vote.
        #[serde(with = "entry")]
        entry: EntryHash,
        /// The end of the number of their document.
        #[serde(with = "last_three")]
        last_three: LastThree,
        /// In which contests of the rules.
        contests: Vec<Key>,
        /// On the ballot of which territory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        territory: Option<Code>,
        /// What they were given.
        way: Way,
        /// Why somebody helped them, where somebody did (voto asistido).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assisted: Option<Assistance>,
    },
    /// A paper ballot was spoilt and another handed out for it.
    Spoilt,
    /// Envelopes of an earlier shift were opened, and their paper ballots put into this box (apertura de los sobres).
    Envelopes {
        /// The shift that handed them out.
        shift: ShiftId,
        /// The numbers of those that were opened.
        opened: Vec<u32>,
        /// The numbers of those that stay closed for good.
        kept: Vec<u32>,
        /// How many paper ballots came into the box.
        papers: u32,
    },
    /// Something that has to be known (novedad).
    Incident {
        /// Of which sort.
        kind: IncidentKind,
        /// What happened.
        text: Text,
    },
    /// The desk takes a break.
    Pause {
        /// Why.
        text: Text,
    },
    /// It goes on.
    Resume,
    /// The closing act (acta de cierre).
    Closing {
        /// What was counted by hand.
        counted: Counted,
        /// What explains the differences, where there are any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        explained: Option<Text>,
    },
}

impl Act {
    /// Its word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Shift { .. } => "shift",
            Self::Opening { .. } => "opening",
            Self::Delivery { .. } => "delivery",
            Self::Mark { .. } => "mark",
            Self::Spoilt => "spoilt",
            Self::Envelopes { .. } => "envelopes",
            Self::Incident { .. } => "incident",
            Self::Pause { .. } => "pause",
            Self::Resume => "resume",
            Self::Closing { .. } => "closing",
        }
    }
}

/// What somebody votes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Way {
    /// A paper ballot for each contest, which goes into the box.
    Paper,
    /// The same, in an envelope of its own with a number (voto en sobre): it is opened only if nothing contradicts it.
    Envelope {
        /// The number on it.
        number: u32,
    },
    /// A ballot on a screen at the desk.
    Tablet,
}

words! {
    /// Why somebody was helped to vote. What they voted is told nobody.
    Assistance as "reason to assist" {
        /// They do not see, or hardly.
        Sight = "sight",
        /// They cannot hold or move things.
        Movement = "movement",
        /// They do not read, or not this language.
        Reading = "reading",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// A sort of incident.
    IncidentKind as "kind of incident" {
        /// Somebody could not vote.
        Refused = "refused",
        /// Something did not work.
        Equipment = "equipment",
        /// Somebody disturbed the vote, or campaigned.
        Disturbance = "disturbance",
        /// A complaint of a voter or of an observer.
        Complaint = "complaint",
        /// Something else.
        Other = "other",
    }
}

mod entry {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::{document::Fingerprint, roll::EntryHash};

    pub(super) fn serialize<S: Serializer>(entry: &EntryHash, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Fingerprint::from(*entry.as_bytes()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntryHash, D::Error> {
        Ok(EntryHash::new(*Fingerprint::deserialize(deserializer)?.bytes()))
    }
}

mod last_three {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use crate::roll::LastThree;

    pub(super) fn serialize<S: Serializer>(last: &LastThree, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(last.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LastThree, D::Error> {
        let text = String::deserialize(deserializer)?;
        LastThree::stored(text).ok_or_else(|| D::Error::custom("not three signs"))
    }
}
