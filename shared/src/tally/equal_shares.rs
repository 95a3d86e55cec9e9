//! The Method of Equal Shares (método de partes iguales), exactly.
//!
//! Each voter starts with the same share of the money. Again and again the project is bought that its supporters can pay
//! at the lowest price for a unit of utility, all paying alike for what they get of it and nobody more than is left of the
//! own share. It ends when no supporters can pay for their project.

mod endowment;
mod explain;
mod ledger;
mod market;
mod raise;
mod run;

pub use endowment::Endowment;
pub(super) use explain::{Lost, explain};
pub(super) use ledger::{Exact, Ledger};
pub(super) use market::{Market, Offer, Worth};
pub(super) use raise::{Raise, raise};
pub use run::TooLarge;
pub(super) use run::{Round, Run};

#[cfg(test)]
mod tests;
