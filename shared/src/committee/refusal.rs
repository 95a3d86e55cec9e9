//! Why something cannot happen in a session.

use chrono::{DateTime, NaiveDate, Utc};

use super::{member::SeatId, minutes::Capacity, quorum::Presence, session::Stage};
use crate::{document::Fingerprint, id::PersonId, permission::Action};

/// Why an event cannot happen, with what it would take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// A session begins with the call to it.
    #[error("a session begins with the call to it, not with `{act}`")]
    NotConvened {
        /// What was tried.
        act: &'static str,
    },
    /// It cannot happen as the session stands.
    #[error("`{act}` cannot happen while the session is {stage}")]
    WrongStage {
        /// How it stands.
        stage: Stage,
        /// What was tried.
        act: &'static str,
    },
    /// It lies before what has happened already.
    #[error("{at} is before {last}, when something happened already")]
    BackInTime {
        /// When the last thing happened.
        last: DateTime<Utc>,
        /// The instant of this one.
        at: DateTime<Utc>,
    },
    /// Nothing is on the agenda.
    #[error("a session needs an agenda")]
    NoAgenda,
    /// The session begins too soon after it was called.
    #[error("the rule asks for {needed} days of notice, there are {found}")]
    ShortNotice {
        /// The days that the rule asks for.
        needed: u16,
        /// The days that there are.
        found: i64,
    },
    /// The session would begin before it is called.
    #[error("{begins} is over")]
    InThePast {
        /// When it would begin.
        begins: DateTime<Utc>,
    },
    /// The hour has not come.
    #[error("it was called for {begins}")]
    TooEarly {
        /// When it begins.
        begins: DateTime<Utc>,
    },
    /// It was called for another day.
    #[error("it was called for {announced}, not for {found}")]
    OtherDay {
        /// The day for which it was called.
        announced: NaiveDate,
        /// Today.
        found: NaiveDate,
    },
    /// The person has no seat in force.
    #[error("this person sits in none of the body's seats on this day")]
    NoSeat {
        /// Who.
        person: PersonId,
    },
    /// The person is there already.
    #[error("this person has arrived already")]
    AlreadyPresent {
        /// Who.
        person: PersonId,
    },
    /// The person is not there.
    #[error("this person is not present")]
    NotPresent {
        /// Who.
        person: PersonId,
    },
    /// Too few are there.
    #[error("{} of {} seats are present, {} are needed", .0.present, .0.seats, .0.needed)]
    NoQuorum(
        /// How many.
        Presence,
    ),
    /// The member who chairs is not there; another one has to take the chair.
    #[error("the chair is empty")]
    NoChair,
    /// The agenda has no such item.
    #[error("the agenda has {items} items and no item {item}")]
    NoSuchItem {
        /// The item asked for.
        item: u16,
        /// How many there are.
        items: usize,
    },
    /// Another motion is being voted on.
    #[error("motion {motion} is being voted on")]
    MotionOpen {
        /// Its number.
        motion: u16,
    },
    /// That motion is not being voted on.
    #[error("motion {motion} is not being voted on")]
    NotOpen {
        /// The number asked for.
        motion: u16,
    },
    /// The person has declared a conflict of interest on this item; the other one of a pair may vote for the seat.
    #[error("this person abstains on item {item} because of a conflict of interest")]
    InConflict {
        /// Who.
        person: PersonId,
        /// On which item.
        item: u16,
    },
    /// The person has declared a conflict of interest on this item already.
    #[error("this conflict of interest has been declared already")]
    AlreadyDeclared {
        /// Who.
        person: PersonId,
        /// On which item.
        item: u16,
    },
    /// The other one of the pair has given the seat's vote.
    #[error("the vote of seat {seat} has been given")]
    SeatHasVoted {
        /// The seat.
        seat: SeatId,
        /// By whom.
        by: PersonId,
    },
    /// The body has not been shown to hold the power for this at this instant.
    #[error("the body has no permit to {action} at this instant")]
    NoPermit {
        /// For what.
        action: Action,
    },
    /// The person was not at the session, and serves it in no other way.
    #[error("this person did not attend")]
    DidNotAttend {
        /// Who.
        person: PersonId,
    },
    /// The person has signed already.
    #[error("this person has signed already")]
    AlreadySigned {
        /// Who.
        person: PersonId,
    },
    /// The minutes are not what was read.
    #[error("the minutes are now {now}, not {found}")]
    OtherContent {
        /// The fingerprint of what was read.
        found: Fingerprint,
        /// The fingerprint of the minutes.
        now: Fingerprint,
    },
    /// Somebody must sign before the minutes are approved.
    #[error("the {missing} must sign first")]
    Unsigned {
        /// Who.
        missing: Capacity,
    },
}
