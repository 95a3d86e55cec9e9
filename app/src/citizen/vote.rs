//! Voting: mark the ballot, review the choice, cast it once. A tablet at a desk shows the same.

pub(crate) mod ballot;
pub(crate) mod booth;
mod certificate;
mod cookie;
pub(crate) mod draft;
pub(crate) mod envelope;
pub(crate) mod order;
mod own;
pub(crate) mod receipt;
pub(crate) mod review;
mod search;

pub(crate) use self::cookie::Cookie;
pub use self::{
    ballot::Ballot,
    certificate::Certificate,
    own::{cast_in, channels, rows, votes},
    receipt::Receipt,
    review::Review,
};
