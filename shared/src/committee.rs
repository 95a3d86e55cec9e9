//! Committees (instancias de participación): who sits in them, how they meet, and what they decide.
//!
//! The rules come from the rule set's [`Body`](crate::ruleset::Body). [`check`] and [`vacancies`] say what is wrong with
//! a composition and what is empty; a [`Session`] is what its events make of it, and nothing else; its [`Minutes`] are
//! made from it and sealed, so that whoever changes a letter of them afterwards breaks the seal.
//!
//! A seat is one voice. Who sits in two seats is counted in the first of them only, and the two people of a pair (dupla)
//! have one vote between them.

mod candidacy;
mod composition;
mod decision;
mod event;
mod hall;
mod member;
mod minutes;
mod motion;
mod outline;
mod parity;
mod quorum;
mod refusal;
mod roster;
mod session;
mod vacancy;

pub use self::{
    candidacy::{Candidate, open_sectors},
    composition::{Defect, check, seats_of},
    decision::{Ask, Decision, Grant, Permit, Proposed, Subject, Taken},
    event::{Act, Convening, Officer, SessionEvent, Site, Way},
    hall::{Chair, Conflict, Note, QuorumPoint, Stay},
    member::{Appointment, Gender, Place, SeatId},
    minutes::{AgendaItem, BrokenSeal, Capacity, Minutes, Remark, SealedMinutes, Signature, SignedMinutes},
    motion::{Cast, Count, End, Motion, Vote, Why},
    outline::{Address, Block, Drawing, Label, Outline, Phrase, Section, outline},
    quorum::Presence,
    refusal::SessionError,
    roster::{Roster, RosterSeat, Sitting},
    session::{Session, Stage},
    vacancy::{Refill, Vacancy, vacancies},
};

#[cfg(test)]
mod tests;
