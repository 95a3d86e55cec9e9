//! Voting: mark the ballot, review the choice, cast it once.

mod ballot;
mod booth;
mod cookie;
mod draft;
mod envelope;
mod own;
mod receipt;
mod review;

pub(crate) use self::cookie::Cookie;
pub use self::{
    ballot::Ballot,
    own::{channels, votes},
    receipt::Receipt,
    review::Review,
};
