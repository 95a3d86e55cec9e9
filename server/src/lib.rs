//! The `convite` binary: HTTP, tenancy, sign-in, jobs, telemetry and the command line.

pub mod demo;
pub mod preset;
