//! Keeps what tenants publish from growing old: phases open by the clock, and ideas arrive by themselves. Where a voting
//! has opened, the rules are frozen, and turnout is told where they have it told; where a deadline has passed, what the rules say happens then is done; what of a roll
//! says nothing any more is deleted, and so is what was told with old claims on personal data.

use std::time::Duration;

use chrono::TimeDelta;
use shared::claim::KEPT_DAYS;
use shared::tenant::TenantStatus;
use store::site::Site;
use store::{Database, aggregate, claim, process, roll, rules, turnout};
use tokio::time::{MissedTickBehavior, interval};

use crate::http::host::Directories;
use crate::{clock, random};

/// How old a published figure may be.
const EVERY: Duration = Duration::from_mins(1);

/// How many entries of rolls are deleted in one transaction.
const BATCH: u32 = 10_000;

/// How many such transactions there are before the next site has its turn.
const AT_ONCE: usize = 20;

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
            match tidy_rolls(&database, site).await {
                Ok(0) => {}
                Ok(deleted) => tracing::info!(tenant = %site.slug, deleted, "entries of rolls were deleted"),
                Err(error) => tracing::warn!(tenant = %site.slug, %error, "rolls could not be tidied"),
            }
            match tell_turnout(&database, site).await {
                Ok(()) => {}
                Err(error) => tracing::warn!(tenant = %site.slug, %error, "turnout could not be told"),
            }
            match publish(&database, site).await {
                Ok(true) => tracing::info!(tenant = %site.slug, "published new figures"),
                Ok(false) => {}
                Err(error) => tracing::warn!(tenant = %site.slug, %error, "figures could not be published"),
            }
        }
    }
}

/// Ends rolls whose time is over, and deletes entries of those that say nothing any more; says how many.
async fn tidy_rolls(database: &Database, site: &Site) -> store::Result<u64> {
    let now = clock::now();
    let mut tx = database.enter(site).await?;
    let ended = roll::end_due(&mut tx, random::uuid, now).await?;
    let forgotten = claim::forget(&mut tx, now - TimeDelta::days(KEPT_DAYS)).await?;
    tx.commit().await?;
    if forgotten > 0 {
        tracing::info!(tenant = %site.slug, forgotten, "what was told with claims was deleted");
    }
    for roll in ended {
        tracing::info!(tenant = %site.slug, %roll, "the roll is kept no longer");
    }
    let mut all = 0;
    for _ in 0..AT_ONCE {
        let mut tx = database.enter(site).await?;
        let deleted = roll::empty_some(&mut tx, BATCH, now).await?;
        tx.commit().await?;
        all += deleted;
        if deleted == 0 {
            break;
        }
    }
    Ok(all)
}

/// Tells how many have voted, where the rules have it told and the hour has come.
async fn tell_turnout(database: &Database, site: &Site) -> store::Result<()> {
    let mut tx = database.enter(site).await?;
    let Some(process) = process::current(&mut tx).await? else { return Ok(()) };
    if turnout::tell(&mut tx, &process, clock::now()).await? {
        tx.commit().await?;
    }
    Ok(())
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
