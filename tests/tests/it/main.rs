//! The whole product, tested from outside: what the database keeps apart, what HTTP answers, what the binary does.
//!
//! Every test has a database of its own in one private cluster, so that all of them run side by side.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accounts;
mod act;
mod bodies;
mod booth;
mod calendar;
mod candidacies;
mod channels;
mod citizen;
mod claims;
mod committees;
mod count;
mod deadlines;
mod demonstration;
mod desk;
mod draws;
mod embargo;
mod faults;
mod fence;
mod frozen;
mod gate;
mod groups;
mod guards;
mod hosts;
mod import;
mod indicators;
mod ledger;
mod lifecycle;
mod may_vote;
mod neighbours;
mod own_data;
mod paper;
mod polling;
mod pools;
mod queue;
mod quota;
mod rehearsal;
mod rolls;
mod route;
mod rulebook;
mod rules;
mod seats;
mod selection;
mod several;
mod sign_in;
mod signals;
mod similar;
mod story;
mod support;
mod techos;
mod tenant_cli;
mod turnout;
mod urn;
