//! Minutes (acta): made from a session, signed by those who answer for them, and sealed.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    decision::Taken,
    event::{Convening, Officer, Site, zone},
    hall::{Chair, Conflict, Hall, Note, QuorumPoint, Stay},
    motion::Motion,
    roster::Roster,
};
use crate::{
    document::{Fingerprint, Key, Text},
    id::PersonId,
    words::words,
};

words! {
    /// As what somebody signs minutes.
    Capacity as "capacity" {
        /// Whoever chaired the session last (presidencia).
        Chair = "chair",
        /// Whoever wrote the minutes (secretaría).
        Secretary = "secretary",
        /// A member who attended.
        Member = "member",
    }
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// Its number, from one.
    pub number: u16,
    /// What it is about.
    pub text: Text,
}

/// What somebody wanted added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: Text,
    /// What.
    pub text: Text,
    /// When.
    pub at: DateTime<Utc>,
}

/// The minutes of a session: all that can be known of it without asking elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// The body.
    pub body: Key,
    /// What people call it.
    pub name: Text,
    /// Its territory, where it has one.
    pub territory: Option<Site>,
    /// Where the session was held.
    pub place: Text,
    /// The zone of its days and hours.
    #[serde(with = "zone")]
    pub zone: Tz,
    /// When it was called.
    pub convened_at: DateTime<Utc>,
    /// For when it was called.
    pub begins: DateTime<Utc>,
    /// When the roll was called.
    pub called_at: DateTime<Utc>,
    /// When it was opened; none where there was no quorum to open it.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// Who chaired it, from when on.
    pub chairs: Vec<Chair>,
    /// Who wrote the minutes.
    pub secretary: Officer,
    /// The seats of the body.
    pub roster: Roster,
    /// Who was there from when until when, in the order of arrival.
    pub attendance: Vec<Stay>,
    /// The quorum, change by change.
    pub quorum: Vec<QuorumPoint>,
    /// The agenda.
    pub agenda: Vec<AgendaItem>,
    /// The conflicts of interest, in the order in which they were declared.
    pub conflicts: Vec<Conflict>,
    /// What was said.
    pub notes: Vec<Note>,
    /// What was put to the vote, with the numbers.
    pub motions: Vec<Motion>,
    /// What was added when the minutes were read.
    pub remarks: Vec<Remark>,
}

impl Minutes {
    pub(super) fn of(call: &Convening, convened_at: DateTime<Utc>, hall: Hall, closed_at: DateTime<Utc>) -> Self {
        let numbered = (1..).zip(&call.agenda).map(|(number, text)| AgendaItem { number, text: text.clone() });
        Self {
            body: call.body.clone(),
            name: call.name.clone(),
            territory: call.territory.clone(),
            place: call.place.clone(),
            zone: call.zone,
            convened_at,
            begins: call.begins,
            called_at: hall.called_at,
            opened_at: hall.opened_at,
            closed_at,
            chairs: hall.chairs,
            secretary: hall.secretary,
            roster: hall.roster,
            attendance: hall.stays,
            quorum: hall.history,
            agenda: numbered.collect(),
            conflicts: hall.conflicts,
            notes: hall.notes,
            motions: hall.motions,
            remarks: Vec::new(),
        }
    }

    /// Their fingerprint: what people sign.
    pub fn content(&self) -> Fingerprint {
        Fingerprint::of(self)
    }

    /// The decisions that were taken.
    pub fn decisions(&self) -> impl Iterator<Item = Taken<'_>> {
        self.motions.iter().filter_map(Motion::taken)
    }

    /// The name of somebody who is in them.
    pub fn name_of(&self, person: PersonId) -> Option<&Text> {
        if self.secretary.person == person { Some(&self.secretary.name) } else { self.roster.name_of(person) }
    }

    /// As what this person may sign; none where they had no part in the session.
    pub fn capacity_of(&self, person: PersonId) -> Option<Capacity> {
        if self.chairs.last().is_some_and(|chair| chair.officer.person == person) {
            Some(Capacity::Chair)
        } else if self.secretary.person == person {
            Some(Capacity::Secretary)
        } else {
            self.attendance.iter().any(|stay| stay.person == person).then_some(Capacity::Member)
        }
    }

    /// Who must sign before they are approved: the last one to chair, and the secretary. Where both are one person,
    /// that one signs once.
    pub fn signers(&self) -> impl Iterator<Item = (Capacity, PersonId)> {
        let chair = self.chairs.last().map(|chair| (Capacity::Chair, chair.officer.person));
        chair.into_iter().chain([(Capacity::Secretary, self.secretary.person)])
    }
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: Text,
    /// As what.
    pub capacity: Capacity,
    /// When.
    pub at: DateTime<Utc>,
    /// The fingerprint of what they signed.
    pub content: Fingerprint,
}

/// Minutes with their signatures, approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedMinutes {
    /// The minutes.
    pub minutes: Minutes,
    /// The signatures, in their order.
    pub signatures: Vec<Signature>,
    /// When they were approved.
    pub approved_at: DateTime<Utc>,
}

/// Minutes that have been changed after they were sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrokenSeal {
    /// The document is not the one that was sealed.
    #[error("the seal says {seal}, the minutes are {found}")]
    Document {
        /// The seal.
        seal: Fingerprint,
        /// The fingerprint of the document as it is.
        found: Fingerprint,
    },
    /// Somebody signed something else.
    #[error("{person} signed {signed}, the minutes are {found}")]
    Signature {
        /// Who.
        person: PersonId,
        /// The fingerprint of what they signed.
        signed: Fingerprint,
        /// The fingerprint of the minutes as they are.
        found: Fingerprint,
    },
}

/// Approved minutes under their seal. Nothing reads as such unless the seal is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Sealed")]
pub struct SealedMinutes {
    document: SignedMinutes,
    seal: Fingerprint,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    document: SignedMinutes,
    seal: Fingerprint,
}

impl TryFrom<Sealed> for SealedMinutes {
    type Error = BrokenSeal;

    fn try_from(Sealed { document, seal }: Sealed) -> Result<Self, BrokenSeal> {
        Self::check(document, seal)
    }
}

impl SealedMinutes {
    pub(super) fn seal(document: SignedMinutes) -> Self {
        let seal = Fingerprint::of(&document);
        Self { document, seal }
    }

    /// The minutes, if they are those that were sealed.
    ///
    /// # Errors
    /// When the document or what was signed has changed since.
    pub fn check(document: SignedMinutes, seal: Fingerprint) -> Result<Self, BrokenSeal> {
        let found = Fingerprint::of(&document);
        if found != seal {
            return Err(BrokenSeal::Document { seal, found });
        }
        let found = document.minutes.content();
        match document.signatures.iter().find(|signature| signature.content != found) {
            Some(Signature { person, content, .. }) => {
                Err(BrokenSeal::Signature { person: *person, signed: *content, found })
            }
            None => Ok(Self { document, seal }),
        }
    }

    /// The minutes with their signatures.
    pub const fn document(&self) -> &SignedMinutes {
        &self.document
    }

    /// The seal: the SHA-256 of the document's canonical form.
    pub const fn fingerprint(&self) -> Fingerprint {
        self.seal
    }
}
