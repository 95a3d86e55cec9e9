//! Voting: mark the ballot, review the choice, cast it once. A tablet at a desk shows the same.

pub(crate) mod ballot;
pub(crate) mod booth;
mod cookie;
pub(crate) mod draft;
pub(crate) mod envelope;
mod own;
pub(crate) mod receipt;
pub(crate) mod review;

pub(crate) use self::cookie::Cookie;
pub use self::{
    ballot::Ballot,
    own::{channels, votes},
    receipt::Receipt,
    review::Review,
};
