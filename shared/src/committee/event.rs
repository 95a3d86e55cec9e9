//! What happens in a session: each thing with its instant, in the order in which it happened.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    decision::{Permit, Proposed},
    motion::Vote,
    roster::Roster,
};
use crate::{
    document::{Fingerprint, Key, Text},
    id::PersonId,
    ruleset::{Body, Code, Majority, Quorum},
    words::words,
};

/// A territory as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// Its official code.
    pub code: Code,
    /// Its name.
    pub name: Text,
}

/// Somebody who serves a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: Text,
}

/// The call to a session (convocatoria), with the rules of the body as they are then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convening {
    /// The body.
    pub body: Key,
    /// What people call it.
    pub name: Text,
    /// Its territory, where it has one.
    pub territory: Option<Site>,
    /// How many must be present.
    pub quorum: Quorum,
    /// How many must agree.
    pub majority: Majority,
    /// Days between the call and the session.
    pub notice_days: u16,
    /// Where it is held: an address, or a link.
    pub place: Text,
    /// The zone of its days and hours.
    #[serde(with = "zone")]
    pub zone: Tz,
    /// When it begins.
    pub begins: DateTime<Utc>,
    /// The agenda (orden del día): nothing else can be decided on. Its items are numbered from one.
    pub agenda: Vec<Text>,
}

impl Convening {
    /// The call to a session of this body.
    pub fn new(
        body: &Body,
        territory: Option<Site>,
        place: Text,
        zone: Tz,
        begins: DateTime<Utc>,
        agenda: Vec<Text>,
    ) -> Self {
        Self {
            body: body.id.clone(),
            name: body.name.clone(),
            territory,
            quorum: body.quorum.clone(),
            majority: body.majority.clone(),
            notice_days: body.notice_days,
            place,
            zone,
            begins,
            agenda,
        }
    }

    /// The day of an instant, where the session is held.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }
}

words! {
    /// How an arrival was noted.
    Way as "way to arrive" {
        /// The person signed in with their account.
        SignedIn = "signed_in",
        /// They scanned the session's code at the door (QR).
        Code = "code",
        /// The secretary noted them.
        Noted = "noted",
    }
}

/// One thing that happened in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub act: Act,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Act {
    /// The session was called; always the first event and never another one.
    Convene(
        /// The call.
        Convening,
    ),
    /// It was moved to another time, with the notice that the rule asks for.
    Postpone {
        /// When it begins now.
        begins: DateTime<Utc>,
        /// Why.
        reason: Text,
    },
    /// It was called off.
    Cancel {
        /// Why.
        reason: Text,
    },
    /// The roll was called (llamado a lista): from now on people arrive and leave.
    CallRoll {
        /// The seats.
        roster: Roster,
        /// Who writes the minutes; a member or not.
        secretary: Officer,
    },
    /// A member arrived.
    Arrive {
        /// Who.
        person: PersonId,
        /// How it was noted.
        way: Way,
    },
    /// A member left.
    Leave {
        /// Who.
        person: PersonId,
    },
    /// The session was opened, with a quorum.
    Open {
        /// The member who chairs it.
        chair: PersonId,
    },
    /// It was resumed, with a quorum.
    Resume {
        /// The member who chairs it from now on.
        chair: PersonId,
    },
    /// Another member took the chair.
    PassChair {
        /// Who.
        to: PersonId,
    },
    /// A member declared a conflict of interest (impedimento).
    DeclareConflict {
        /// Who.
        person: PersonId,
        /// On which item of the agenda, from one.
        item: u16,
        /// Which.
        reason: Text,
    },
    /// What was said on an item of the agenda was written down (desarrollo).
    Note {
        /// On which item, from one.
        item: u16,
        /// What.
        text: Text,
    },
    /// A motion was put to the vote.
    Put {
        /// On which item of the agenda, from one.
        item: u16,
        /// What.
        text: Text,
        /// The decision that is taken if it carries.
        proposed: Option<Proposed>,
    },
    /// A vote was given. Until the motion is counted, whoever gave it may change it.
    Cast {
        /// On which motion.
        motion: u16,
        /// Who.
        person: PersonId,
        /// The vote.
        vote: Vote,
    },
    /// A motion was counted.
    Count {
        /// Which.
        motion: u16,
        /// That the body holds the power at this instant, where a decision is taken.
        permit: Option<Permit>,
    },
    /// The chair took a motion back.
    Withdraw {
        /// Which.
        motion: u16,
        /// Why.
        reason: Text,
    },
    /// The session was closed (levantada), or given up for want of a quorum.
    Close,
    /// The minutes were drafted from all this.
    Draft,
    /// Whoever attended wanted something added to the minutes; what was signed has to be signed anew.
    AddRemark {
        /// Who.
        person: PersonId,
        /// What.
        text: Text,
    },
    /// Somebody signed the minutes.
    Sign {
        /// Who.
        person: PersonId,
        /// The fingerprint of what they signed.
        content: Fingerprint,
    },
    /// The minutes were approved and sealed.
    Approve {
        /// The fingerprint of what was approved.
        content: Fingerprint,
    },
}

impl Act {
    /// The word of its shape.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Convene(_) => "convene",
            Self::Postpone { .. } => "postpone",
            Self::Cancel { .. } => "cancel",
            Self::CallRoll { .. } => "call_roll",
            Self::Arrive { .. } => "arrive",
            Self::Leave { .. } => "leave",
            Self::Open { .. } => "open",
            Self::Resume { .. } => "resume",
            Self::PassChair { .. } => "pass_chair",
            Self::DeclareConflict { .. } => "declare_conflict",
            Self::Note { .. } => "note",
            Self::Put { .. } => "put",
            Self::Cast { .. } => "cast",
            Self::Count { .. } => "count",
            Self::Withdraw { .. } => "withdraw",
            Self::Close => "close",
            Self::Draft => "draft",
            Self::AddRemark { .. } => "add_remark",
            Self::Sign { .. } => "sign",
            Self::Approve { .. } => "approve",
        }
    }
}

/// Time zones, written by their names.
pub(super) mod zone {
    use chrono_tz::Tz;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    // Serde calls it with a reference.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's `with` passes references")]
    pub fn serialize<S: Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(zone.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tz, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
