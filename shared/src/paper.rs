//! Paper (papel): ballots that were filled in by hand, from the printer to the count.
//!
//! # From the printer to the box
//!
//! Ballots are printed in batches of numbered ones ([`Batch`]). The number and its check digit stand on a stub (talón)
//! that stays at the desk, so that ballots can be accounted for; the part that goes into the box has no number, so that
//! nobody can tell whose it is.
//!
//! # From the box to the urn
//!
//! The ballots of one contest that came out of the box of one desk are a [`Sheet`] (planilla), numbered from 1 in the
//! order in which they lie when the box is opened, which is nobody's. Two people read all of them, neither seeing what
//! the other read; where they differ a third one looks and says what the ballot says. Whoever read a sheet decides
//! nothing on it. Only what was agreed on becomes ballots ([`Agreed`]).
//!
//! Every ballot on a sheet is one of three: it names projects, it is blank, or it is rejected (nulo) with its [`Cause`].
//!
//! A sheet is photographed ([`Photo`]). Whoever reads it may look at its photos, which say what the paper says; what
//! somebody else read of it they may not. The act names each photo by its hash, so that nobody swaps it later.
//!
//! A sheet that was registered twice or by mistake counts nothing once one person proposed so with its [`VoidCause`] and
//! another confirmed it ([`Motion`]). What was read of it stays on record.
//!
//! # In public
//!
//! The receipt of a ballot on paper is its place ([`Place`]): the number of the sheet and its own on it, written as a
//! code like that of any other receipt. Whoever watched a sheet being read finds each of its ballots among those that
//! are published, under the same root.
//!
//! # What must agree
//!
//! As many ballots as were handed out at a desk must be on its agreed sheets ([`Balance`]). Where they are not, somebody
//! says why and somebody else confirms it, in public; nothing is sealed before.

mod balance;
mod motion;
mod photo;
mod place;
mod print;
mod reading;
mod serial;
mod sheet;
mod typed;

pub use self::{
    balance::{Balance, Standing, Why},
    motion::{Confirmed, LossCause, Motion, SamePerson, VoidCause},
    photo::{NoPhoto, Photo},
    place::Place,
    print::{Leaflet, Line},
    reading::{Cause, Marks, NoReading, Reading},
    serial::{Batch, NoBatch, NoSerial, Serial},
    sheet::{Agreed, Entry, NotEntered, NotResolved, Resolution, Sheet, Stage, Step},
    typed::{Mistyped, Typed, read_lines},
};

#[cfg(test)]
mod tests;
