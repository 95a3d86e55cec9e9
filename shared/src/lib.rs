//! The domain of participatory budgeting (presupuesto participativo): rules, ceilings, ballots and tallies.
//!
//! Everything here is pure. The instant, the rules and the figures come in as arguments, values and reasons go out, and
//! the same code runs on the server and, compiled to WebAssembly, in the browser. There is no I/O, no clock, no
//! randomness and no text that a person reads: errors carry the facts, the message catalogue has the words.
//!
//! What must not exist cannot be built: text is parsed at the edge ([`id`], [`money`], [`proposal`], [`ballot`],
//! [`tenant`]) and trusted from there on.

mod words;

pub mod act;
pub mod ballot;
pub mod calendar;
pub mod ceiling;
pub mod claim;
pub mod code;
pub mod committee;
pub mod desk;
pub mod document;
pub mod draw;
pub mod eligibility;
pub mod id;
pub mod indicator;
pub mod locale;
pub mod money;
pub mod pabulib;
pub mod paper;
pub mod permission;
pub mod phase;
pub mod proposal;
pub mod role;
pub mod roll;
pub mod ruleset;
pub mod selection;
pub mod signal;
pub mod tally;
pub mod tenant;
pub mod territory;
pub mod turnout;
pub mod urn;

pub use words::UnknownWord;
