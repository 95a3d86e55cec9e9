//! Voting: mark the ballot, review the choice, cast it once.

mod ballot;
mod booth;
mod draft;
mod receipt;
mod review;

pub use self::{ballot::Ballot, receipt::Receipt, review::Review};
