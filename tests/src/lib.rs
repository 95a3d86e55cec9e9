//! The harness of the tests: a private PostgreSQL cluster for the run, a database of its own for every test, the real
//! server on a port of its own, a browser without JavaScript, and the real binary.
//!
//! A test that cannot be set up has failed: the harness panics with a sentence instead of returning errors.
#![expect(clippy::missing_panics_doc, reason = "what cannot be set up fails the test")]

pub mod again;
pub mod binary;
pub mod browser;
pub mod cluster;
pub mod html;
pub mod process;
pub mod provider;
pub mod rules;
pub mod server;
pub mod urn;
pub mod world;
