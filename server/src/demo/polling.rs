//! Polling places of the demonstration.

use chrono::{DateTime, Utc};
use rand::Rng;
use serde::Deserialize;
use shared::tenant::Slug;
use store::{TenantTx, desk, process};

use super::DemoError;

/// A polling place, open to everybody of its tenant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamplePlace {
    /// Whose.
    pub tenant: Slug,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// When it is open, in words.
    pub hours: String,
    /// How many desks it has.
    pub desks: u32,
}

impl SamplePlace {
    /// Opens it in the process under way.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn seed(&self, tx: &mut TenantTx, now: DateTime<Utc>, random: &mut impl Rng) -> Result<(), DemoError> {
        let Some(process) = process::current(tx).await? else { return Ok(()) };
        let mut fresh = || uuid::Builder::from_random_bytes(random.random()).into_uuid();
        let new = desk::NewPlace {
            id: fresh().into(),
            process: process.id,
            name: &self.name,
            address: &self.address,
            territory: None,
            mobile: false,
            hours: &self.hours,
        };
        desk::add_place(tx, &new, fresh().into(), now).await?;
        for _ in 1..self.desks {
            desk::add_desk(tx, new.id, fresh().into()).await?;
        }
        Ok(())
    }
}
