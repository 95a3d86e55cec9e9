//! The sealed urn (urna sellada): how anybody checks that their ballot is among those that were counted, and that none
//! was added, changed or lost after the close.
//!
//! # What is published, and when
//!
//! 1. A voter gets a [`ReceiptCode`] (código del comprobante), drawn at random, and the [`Leaf`] of their ballot.
//! 2. At the close, before anything is counted, the contest's [`Seal`] is published: how many ballots there are, and the
//!    root of the tree over all their leaves.
//! 3. With the result, every ballot is published with its code, in the order of the leaves. Whoever likes makes the
//!    leaves again, finds their own, makes the root again and compares it with the one that was published before.
//!
//! # By hand
//!
//! A leaf is the SHA-256 of a zero byte and four lines, without a line break after the last one: `convite ballot`, the
//! contest, the code, the marks ([`Slip`]). A node is the SHA-256 of a byte of value 1 and its two children. This is the
//! tree of RFC 6962, section 2.1, over the leaves in ascending order.
//!
//! ```sh
//! printf '\0convite ballot\nmedellin/2026/01\n0123-4567-89AB-CDEF-0123\n3 7 12' | sha256sum
//! ```
//!
//! # What this protects against, and what not
//!
//! Nobody can change, drop or add a ballot after the seal without the root telling; and who dropped or changed one
//! before it is found out by the voter who looks up their receipt. It can't tell whether a ballot was *added* before the
//! seal: for that the number of ballots is compared with the roll. And it is **not resistant to coercion**: whoever
//! shows their code to somebody shows their vote. Elections where votes are bought need other means.

mod code;
mod merkle;
mod slip;

pub use code::{NoReceiptCode, ReceiptCode};
pub use merkle::{Leaf, Path, Seal, SealedUrn};
pub use slip::Slip;
