//! The `convite` binary as a library, so that tests start what operators start.
//!
//! [`serve`] ties it together: the database ([`database`], [`embedded_postgres`]), HTTP ([`http`]), sign-in ([`auth`])
//! and telemetry. Time and randomness enter through [`clock`] and [`random`] and nowhere else.
#![recursion_limit = "512"]

pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database;
pub mod demo;
pub mod embedded_postgres;
pub mod http;
pub mod import_pb;
pub mod keys;
pub mod order;
pub mod pabulib_file;
pub mod photo;
pub mod preset;
pub mod publishing;
pub mod random;
pub mod rehearse;
pub mod roll;
pub mod serve;
pub mod slips_file;
pub mod tally;
pub mod telemetry;
pub mod tenant;
pub mod verify;
pub mod watching;
