//! Demonstration processes: whole plans stored in bulk.

mod insert;
pub mod plan;

use chrono::{DateTime, Utc};
use plan::Plan;

use crate::{Result, TenantTx, aggregate, tally, urn};

/// Whether this tenant already has demonstration data.
///
/// # Errors
/// When the database does not answer.
pub async fn is_there(tx: &mut TenantTx) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from process where tenant_id = $1 and demonstration) as "exists!""#,
        tx.tenant().uuid()
    )
    .fetch_one(tx.connection())
    .await?)
}

/// Stores a plan as a demonstration process and publishes its figures. People in the plan with a subject must be known
/// to `issuer`; others are left out.
///
/// # Errors
/// When the tenant has a process of that slug, or lacks a territory of the plan, and when the database does not answer.
pub async fn store(tx: &mut TenantTx, plan: &Plan, issuer: &str, now: DateTime<Utc>) -> Result<()> {
    insert::process(tx, &plan.process).await?;
    let territories = insert::contests(tx, plan).await?;
    insert::proposals(tx, plan, issuer).await?;
    insert::supports(tx, plan, &territories).await?;
    insert::voters(tx, plan, &territories).await?;
    insert::ballots(tx, &plan.ballots).await?;
    if let Some(first) = plan.counts.first() {
        tally::begin(tx, plan.process.id, None, first.at).await?;
    }
    for count in &plan.counts {
        urn::seal(tx, count.contest, count.at).await?;
        insert::count(tx, count).await?;
    }
    aggregate::publish(tx, plan.process.id, now).await?;
    Ok(())
}
