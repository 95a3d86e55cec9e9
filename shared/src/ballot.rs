//! The ballot (tarjetón): what the rules let a person say on it, what the person says, and whether it can be cast.
//!
//! A [`BallotForm`] is a [`BallotRule`](crate::ruleset::BallotRule) applied to what one territory offers ([`Offer`]):
//! its numbers are known. What a person gives is a [`Choice`], however wrong; [`BallotForm::mark`] makes a [`Marked`]
//! ballot of it, which cannot be had otherwise, or tells every [`Mistake`] at once. While the person is at it,
//! [`BallotForm::progress`] says what is left and what is still wrong. A [`SheetForm`] is several ballots on one sheet.
//!
//! # How a ballot is written
//!
//! One way for HTML forms, for the urn and for files: pairs of a name and a value, which together make a query string
//! in which nothing needs escaping. In the contest `comuna`:
//!
//! - `ballot.comuna=PROJECT` marks a project (approval, single choice, knapsack), one pair for each;
//! - `ballot.comuna.PROJECT=3` gives it the third place, three points, or three of play money;
//! - `ballot.comuna=blank` is a blank vote (voto en blanco).
//!
//! A form whose fields must have different names may tick boxes with `ballot.comuna.PROJECT=1`; it is read alike. An
//! amount of zero, or none, is no mark. A [`Marked`] ballot is written in one way only: by place where there are
//! places, by the project's id elsewhere, for the order in which somebody ticked boxes is nobody's business.

mod check;
mod choice;
mod compact;
mod form;
mod limit;
mod marked;
mod mistake;
mod offer;
mod order;
mod progress;
pub mod rehearsal;
mod sheet;

pub use self::{
    choice::{BLANK, Choice, Mark, PREFIX, Unread, pairs},
    compact::NotCompact,
    form::{BallotForm, FormProblem, FormProblems, Input, Way},
    limit::{most, ranked},
    marked::{Marked, NotAsWritten},
    mistake::{Mistake, Restriction},
    offer::{Offer, OfferProblem, OfferProblems, Offered},
    order::{NoOrderSecret, OrderSecret, arranged, drawn},
    progress::{Progress, Purse},
    sheet::{MarkedSheet, SheetChoice, SheetForm, SheetFormProblem, SheetFormProblems, SheetMistake, SheetProgress},
};

#[cfg(test)]
mod tests;
