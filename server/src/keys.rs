//! Destroys the keys of urns that were sealed long ago: envelopes that somebody kept can't be opened any more.

use std::time::Duration;

use chrono::TimeDelta;
use store::site::Site;
use store::{Database, urn};
use tokio::time::{MissedTickBehavior, interval};
use vault::{UrnPublicKey, Vault};

use crate::clock;
use crate::http::host::Directories;

const EVERY: Duration = Duration::from_hours(1);

/// How long a key outlives the seal of its urn: until then a copy of the database from before the seal, should it be
/// needed, can still be opened.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Destroys what has served its time again and again, until dropped.
pub async fn keep_few(vault: Vault, directories: Directories, database: Database) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let kept = match vault.urns() {
            Ok(kept) => kept,
            Err(error) => {
                tracing::warn!(%error, "the keys cannot be looked through");
                continue;
            }
        };
        for site in directories.current().all().iter().filter(|_| !kept.is_empty()) {
            if let Err(error) = forget(&vault, &kept, &database, site).await {
                tracing::warn!(tenant = %site.slug, error, "keys could not be destroyed");
            }
        }
    }
}

/// Destroys those of the keys that a site's urns do not need any more.
///
/// # Errors
/// When the database does not answer, or a file cannot be removed: with the sentence that says so.
pub async fn forget(vault: &Vault, kept: &[UrnPublicKey], database: &Database, site: &Site) -> Result<usize, String> {
    let sealed = async {
        let mut tx = database.enter(site).await?;
        urn::sealed_before(&mut tx, clock::now() - KEPT).await
    };
    let sealed = sealed.await.map_err(|error| error.to_string())?;
    let served: Vec<_> = kept.iter().filter(|key| sealed.contains(key.bytes())).collect();
    for key in &served {
        vault.forget_urn(**key).map_err(|error| error.to_string())?;
        tracing::info!(tenant = %site.slug, "destroyed the key of an urn that was sealed {} days ago", KEPT.num_days());
    }
    Ok(served.len())
}
