//! Keeps what tenants publish from growing old: phases open by the clock, and ideas arrive by themselves. Where a voting
//! has opened, the rules are frozen; where a deadline has passed, what the rules say happens then is done.

use std::time::Duration;

use shared::tenant::TenantStatus;
use store::site::Site;
use store::{Database, aggregate, rules};
use tokio::time::{MissedTickBehavior, interval};

use crate::clock;
use crate::http::host::Directories;

/// How old a published figure may be.
const EVERY: Duration = Duration::from_mins(1);

/// Publishes the figures of every current process again and again, until dropped.
pub async fn keep_published(directories: Directories, database: Database) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let directory = directories.current();
        let sites = directory.all().iter();
        for site in sites.filter(|site| site.kind.runs_processes() && site.status == TenantStatus::Active) {
            match app::review::lapse_due(&database, site, clock::now()).await {
                Ok(0) => {}
                Ok(decided) => tracing::info!(tenant = %site.slug, decided, "deadlines passed"),
                Err(error) => tracing::warn!(tenant = %site.slug, %error, "deadlines could not be applied"),
            }
            match publish(&database, site).await {
                Ok(true) => tracing::info!(tenant = %site.slug, "published new figures"),
                Ok(false) => {}
                Err(error) => tracing::warn!(tenant = %site.slug, %error, "figures could not be published"),
            }
        }
    }
}

async fn publish(database: &Database, site: &Site) -> store::Result<bool> {
    let now = clock::now();
    let mut tx = database.enter(site).await?;
    let frozen = rules::freeze_due(&mut tx, now).await?;
    let changed = aggregate::publish_current(&mut tx, now).await?;
    if changed || frozen > 0 {
        tx.commit().await?;
    }
    Ok(changed)
}
