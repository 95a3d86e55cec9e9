//! Persistence: every SQL statement of the product.
//!
//! A query on a tenant's data needs a [`TenantTx`], which exists for one tenant only and is entered through
//! [`Database::enter`] with a [`site::Site`] of the registry. `PostgreSQL`'s row-level security holds the same
//! underneath: a statement that forgot its tenant sees nothing.

mod database;
mod error;
pub mod session;
pub mod site;
mod tenant_tx;

pub use database::{Database, Observing};
pub use error::{Result, StoreError};
pub use tenant_tx::TenantTx;
