//! The urn (urna): how ballots stay secret while people vote, and how anybody checks afterwards that theirs is among
//! those that were counted, and that none was added, changed or lost after the close.
//!
//! # The double envelope
//!
//! Whoever keeps the roll and the urn in one database could join them: rows written together lie together, in the
//! tables, in their copies and in the log of what was written. So while people vote the urn holds closed envelopes
//! (sobres), all of one length, which only the urn's key opens, and the key is not in the database. At the close they are
//! opened all at once, and only then, sorted by what nobody chose, ballots are written down. The order and the company
//! in which they came are lost.
//!
//! # What is published, and when
//!
//! 1. A voter gets the code of a receipt ([`TypedCode`](crate::code::TypedCode)), drawn at random, and the [`Leaf`] of
//!    their ballot.
//! 2. At the close, before anything is counted, the contest's [`Seal`] is published: how many ballots there are, and the
//!    root of the tree over all their leaves.
//! 3. With the result, every ballot is published with its code. Whoever likes makes the leaves again, finds their own,
//!    makes the root again and compares it with the one that was published before.
//!
//! # By hand
//!
//! A leaf is the SHA-256 of a zero byte and four lines, without a line break after the last one: `convite ballot`, the
//! contest, the code, and the ids of the marked projects with commas in between; where marks have amounts, these follow
//! in the same way in a fifth line ([`Slip`]). A node is the SHA-256 of a byte of value 1 and its two children. This is
//! the tree of RFC 6962, section 2.1, over the leaves in ascending order.
//!
//! ```sh
//! printf '\0convite ballot\nmedellin/2026/01\n0123-4567-89AB-CDEF-0123\n03,07,12' | sha256sum
//! ```
//!
//! # What this protects against, and what not
//!
//! Nobody can change, drop or add a ballot after the seal without the root telling; and who dropped or changed one
//! before it is found out by the voter who looks up their receipt. It can't tell whether a ballot was *added* before the
//! seal: for that the number of ballots is compared with the roll.
//!
//! Who has the database, its copies and its logs, now and later, learns no vote. Who has all that **and** the key, as
//! the operator of the server does while people vote, can learn them: the key is destroyed a while after the seal. And
//! whoever runs the program that people vote with could have it tell what they marked before anything is sealed: the
//! program is public so that this can be looked for, but no receipt shows it.
//!
//! It is **not resistant to coercion**: whoever shows their code to somebody shows their vote. Elections where votes are
//! bought need other means. For the same reason nobody changes a vote that was cast: to take an envelope back, somebody
//! would have to know whose it is.

mod attempt;
mod channel;
mod merkle;
mod row;
mod slip;

pub use attempt::{Attempt, EnvelopeId, NoAttempt};
pub use channel::Channel;
pub use merkle::{Leaf, Path, Seal, SealedUrn, Step};
pub use row::{HEADING, NoRow};
pub use slip::{NoSlip, Slip};
