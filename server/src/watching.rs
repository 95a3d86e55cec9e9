//! Writes down what was noticed of how votes came in, and deletes it on schedule ([`shared::signal`]).

use std::time::Duration;

use chrono::TimeDelta;
use shared::signal::{ABANDONED_DAYS, KEPT_DAYS, NOTES_KEPT_DAYS};
use store::signal::{self, Terms};
use store::site::Site;
use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::clock;
use crate::http::Gate;

/// How long sums wait to be written: long enough that no lot is about one vote where many vote.
const EVERY: Duration = Duration::from_secs(30);

/// How often what has served its time is deleted.
const TIDY_EVERY: Duration = Duration::from_hours(1);

/// Writes and deletes again and again, until dropped.
pub async fn keep_watching(gate: Gate) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut tidied: Option<Instant> = None;
    loop {
        ticks.tick().await;
        write_down(&gate).await;
        if tidied.is_none_or(|at| at.elapsed() >= TIDY_EVERY) {
            tidied = Some(Instant::now());
            tidy(&gate).await;
        }
    }
}

/// Writes down all that waits.
pub async fn write_down(gate: &Gate) {
    for (tenant, sums) in gate.watch().take() {
        let directory = gate.directories().current();
        // Of a site that is gone nothing is kept.
        let Some(site) = directory.all().iter().find(|site| site.tenant == tenant) else { continue };
        let written = async {
            let mut tx = gate.database().enter(site).await?;
            signal::add(&mut tx, &sums).await?;
            tx.commit().await
        };
        if let Err(error) = written.await {
            tracing::warn!(tenant = %site.slug, %error, "what was noticed could not be written yet");
            gate.watch().put_back(tenant, &sums);
        }
    }
}

async fn tidy(gate: &Gate) {
    let directory = gate.directories().current();
    for site in directory.all().iter().filter(|site| site.kind.runs_processes()) {
        if let Err(error) = forget(gate, site).await {
            tracing::warn!(tenant = %site.slug, %error, "sums of signals could not be deleted");
        }
    }
}

async fn forget(gate: &Gate, site: &Site) -> store::Result<()> {
    let mut tx = gate.database().enter(site).await?;
    let before = |days| clock::now() - TimeDelta::days(days);
    let terms = Terms { sealed_before: before(KEPT_DAYS), closed_before: before(ABANDONED_DAYS) };
    let gone = signal::forget(&mut tx, terms).await?;
    let notes = signal::forget_notes(&mut tx, before(NOTES_KEPT_DAYS)).await?;
    tx.commit().await?;
    if gone > 0 {
        tracing::info!(tenant = %site.slug, gone, "deleted sums of signals that nobody fixed in time");
    }
    if notes > 0 {
        tracing::info!(tenant = %site.slug, notes, "deleted what was written about signals, after {NOTES_KEPT_DAYS} days");
    }
    Ok(())
}
