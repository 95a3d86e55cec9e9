//! Persistence: every SQL statement of the product.
//!
//! A query on a tenant's data needs a [`TenantTx`], which exists for one tenant only and is entered through
//! [`Database::enter`] with a [`site::Site`] of the registry. `PostgreSQL`'s row-level security holds the same
//! underneath: a statement that forgot its tenant sees nothing.

pub mod aggregate;
pub mod audit;
pub mod base;
pub mod body;
pub mod calendar;
pub mod candidacy;
pub mod ceiling;
pub mod claim;
pub mod cluster;
pub mod connect;
pub mod contest;
mod database;
pub mod demo;
pub mod desk;
pub mod draw;
mod error;
pub mod export;
pub mod facts;
pub mod group;
pub mod holiday;
pub mod import;
pub mod indicator;
pub mod law;
pub mod ledger;
pub mod operation;
pub mod own;
mod owner;
pub mod paper;
pub mod past_ceiling;
pub mod person;
pub mod plan;
pub mod preset;
pub mod process;
pub mod proposal;
pub mod region;
pub mod rehearsal;
pub mod review;
pub mod role;
pub mod roll;
pub mod rules;
pub mod scenario;
pub mod selection;
pub mod session;
pub mod sign_in;
pub mod signal;
pub mod similar;
pub mod site;
pub mod story;
pub mod support;
pub mod tally;
mod tenant_tx;
pub mod territory;
pub mod turnout;
pub mod urn;

pub use database::{Database, Observing};
pub use error::{Result, StoreError};
pub use owner::{NewSite, Owner, newest_migration, set_status};
pub use tenant_tx::TenantTx;
