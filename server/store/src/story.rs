//! The story of a proposal, step by step. A step is written in the transaction of what it tells of, so that neither
//! exists without the other.

use chrono::{DateTime, Utc};
use shared::{
    id::ProposalId,
    proposal::story::{Capacity, Event, Step},
};
use sqlx::types::Json;

use crate::{Result, StoreError, TenantTx};

/// Goes on with the story of a proposal, whose row the transaction has changed: until it ends, nobody else does.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn go_on(
    tx: &mut TenantTx,
    proposal: ProposalId,
    by: Capacity,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        r#"insert into proposal_step (tenant_id, proposal_id, number, at, "by", event)
        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5
        from proposal_step where tenant_id = $1 and proposal_id = $2"#,
        tx.tenant().uuid(),
        proposal.uuid(),
        now,
        by.as_str(),
        Json(event) as Json<&Event>
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Begins the stories of proposals that were written together, the steps of each in their order.
///
/// # Errors
/// When the database does not answer, or one of them has a story.
pub(crate) async fn begin(tx: &mut TenantTx, steps: &[(ProposalId, Step)]) -> Result<()> {
    let by: Vec<String> = steps.iter().map(|(_, step)| step.by.as_str().to_owned()).collect();
    let events: Vec<Json<&Event>> = steps.iter().map(|(_, step)| Json(&step.event)).collect();
    sqlx::query!(
        r#"insert into proposal_step (tenant_id, proposal_id, number, at, "by", event)
        select $1, proposal, row_number() over (partition by proposal order by place), at, "by", event
        from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::jsonb[]) with ordinality
            as new (proposal, at, "by", event, place)"#,
        tx.tenant().uuid(),
        &steps.iter().map(|(proposal, _)| proposal.uuid()).collect::<Vec<_>>(),
        &steps.iter().map(|(_, step)| step.at).collect::<Vec<_>>(),
        &by,
        &events as &[Json<&Event>]
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The story of a proposal, from its first step.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of(tx: &mut TenantTx, proposal: ProposalId) -> Result<Vec<Step>> {
    let rows = sqlx::query!(
        r#"select at, "by", event as "event: Json<Event>"
        from proposal_step where tenant_id = $1 and proposal_id = $2
        order by number"#,
        tx.tenant().uuid(),
        proposal.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let steps = rows.into_iter().map(|row| {
        let by = row.by.parse().map_err(StoreError::corrupt("proposal_step.by"))?;
        Ok(Step { at: row.at, by, event: row.event.0 })
    });
    steps.collect()
}
