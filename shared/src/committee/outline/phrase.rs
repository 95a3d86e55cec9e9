//! What an outline asks the catalogue for.

use super::super::{
    decision::Decision,
    event::Way,
    minutes::Capacity,
    motion::{Vote, Why},
};
use crate::{
    document::{Key, Text},
    ruleset::{Basis, Majority},
    words::words,
};

/// What is to be said.
#[derive(Debug, Clone, Copy)]
pub enum Phrase<'a> {
    /// A heading, the name of a value, or a few words that stand alone.
    Label(Label),
    /// The title of the minutes (acta de la sesión de …).
    Title {
        /// The body.
        body: &'a Text,
        /// Its territory.
        territory: Option<&'a Text>,
        /// The day of the session.
        day: &'a str,
    },
    /// A seat by its sector and number.
    Seat {
        /// The sector.
        sector: &'a Text,
        /// Its number.
        number: u16,
    },
    /// Somebody and the time since when.
    Since {
        /// Who.
        name: &'a Text,
        /// Since when.
        since: &'a str,
    },
    /// How an arrival was noted.
    Way(Way),
    /// The heading of a motion.
    Motion {
        /// Its number.
        number: u16,
    },
    /// A vote.
    Vote(Vote),
    /// A rule of majority.
    Majority(&'a Majority),
    /// Why a motion came to nothing.
    Why(&'a Why),
    /// The power under which something was decided: the phase and the norm.
    Power {
        /// The phase by its name in the rules; none where the power is held at any time.
        phase: Option<&'a Key>,
        /// What it rests on.
        basis: &'a Basis,
    },
    /// A decision.
    Decision {
        /// What was done to what.
        decision: &'a Decision,
        /// The text that was voted on.
        text: &'a Text,
        /// The number of the motion.
        motion: u16,
        /// What the power rests on.
        basis: &'a Basis,
    },
    /// As what somebody signed.
    Capacity(Capacity),
    /// That the minutes were approved and sealed, and how anybody checks the fingerprint that follows.
    Seal {
        /// When they were approved.
        approved: &'a str,
    },
    /// The foot of a page, with `{page}` and `{pages}` for the numbers.
    PageOf,
}

words! {
    /// Headings and the names of values.
    Label as "label of minutes" {
        /// The session (la sesión).
        Session = "session",
        /// The body (instancia).
        Body = "body",
        /// Its territory.
        Territory = "territory",
        /// Where it was held (lugar).
        Place = "place",
        /// The day of the call (fecha de la convocatoria).
        CalledOn = "called_on",
        /// The hour for which it was called.
        CalledFor = "called_for",
        /// When the roll was called (llamado a lista).
        RollCalled = "roll_called",
        /// When it was opened.
        Opened = "opened",
        /// It was never opened, for want of a quorum.
        NeverOpened = "never_opened",
        /// When it was closed.
        Closed = "closed",
        /// Who chaired it (presidencia).
        Chair = "chair",
        /// Who wrote the minutes (secretaría).
        Secretary = "secretary",
        /// Who was there (asistencia).
        Attendance = "attendance",
        /// Name.
        Name = "name",
        /// Seat (curul).
        Seat = "seat",
        /// How the arrival was noted (registro).
        Way = "way",
        /// Arrival.
        Arrived = "arrived",
        /// Departure.
        Left = "left",
        /// Until the end.
        ToTheEnd = "to_the_end",
        /// Who was not there (ausente).
        Absent = "absent",
        /// Nobody was missing.
        NobodyAbsent = "nobody_absent",
        /// Quorum (quórum).
        Quorum = "quorum",
        /// Since when (desde).
        SinceWhen = "since_when",
        /// Seats present.
        Present = "present",
        /// Seats needed.
        Needed = "needed",
        /// Seats of the body.
        Seats = "seats",
        /// Yes: there is.
        Yes = "yes",
        /// No: there is not.
        No = "no",
        /// Agenda (orden del día).
        Agenda = "agenda",
        /// Item of the agenda (punto).
        Item = "item",
        /// Conflicts of interest (impedimentos).
        Conflicts = "conflicts",
        /// Reason.
        Reason = "reason",
        /// When it was declared.
        DeclaredAt = "declared_at",
        /// What was said and voted (desarrollo).
        Discussion = "discussion",
        /// When it was put to the vote.
        PutAt = "put_at",
        /// The decision that was asked for, by its power.
        Power = "power",
        /// The vote of a seat.
        Vote = "vote",
        /// The rule of majority.
        Majority = "majority",
        /// Votes for it.
        VotesYes = "votes_yes",
        /// Votes against it.
        VotesNo = "votes_no",
        /// Abstentions.
        VotesAbstain = "votes_abstain",
        /// Blank votes.
        VotesBlank = "votes_blank",
        /// Seats that might vote and did not.
        Silent = "silent",
        /// Seats that had to abstain because of a conflict of interest.
        Barred = "barred",
        /// Seats that might vote.
        Entitled = "entitled",
        /// The votes for it that were needed.
        VotesNeeded = "votes_needed",
        /// Result.
        Result = "result",
        /// It carried (aprobada).
        Carried = "carried",
        /// It did not carry (no aprobada).
        NotCarried = "not_carried",
        /// It came to nothing (sin efecto).
        Void = "void",
        /// Decisions that were taken.
        Decisions = "decisions",
        /// What was added when the minutes were read (constancias).
        Remarks = "remarks",
        /// Signatures (firmas).
        Signatures = "signatures",
        /// As what somebody signed (calidad).
        Capacity = "capacity",
        /// When somebody signed.
        SignedAt = "signed_at",
        /// The seal (sello).
        Seal = "seal",
        /// There is nothing of that sort.
        Nothing = "nothing",
        /// Somebody whose name is not known.
        Unknown = "unknown",
    }
}
