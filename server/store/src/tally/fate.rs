//! What the vote decided on one project, in each of the counts that everybody sees.

use chrono::{DateTime, Utc};
use shared::{id::ProposalId, tally::Reason};
use sqlx::types::Json;

use crate::{Result, StoreError, TenantTx, contest::Contest};

/// What a published count decided on a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The number of the count in its process.
    pub number: u32,
    /// When everybody learnt of it: when the second person approved it, or it was counted where nobody had to.
    pub at: DateTime<Utc>,
    /// Votes, or points.
    pub score: u64,
    /// What was decided, with the figures that explain it.
    pub reason: Reason,
}

/// What the published counts of a contest decided on a project, in the order of the counts.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn fates(tx: &mut TenantTx, contest: &Contest, proposal: ProposalId) -> Result<Vec<Fate>> {
    let rows = sqlx::query!(
        r#"select line.number, line.score, line.reason as "reason: Json<Reason>",
            coalesce(decision.decided_at, counted.counted_at) as "at!"
        from tally_line line
        join process_count counted on counted.tenant_id = line.tenant_id and counted.process_id = $4
            and counted.number = line.number
        left join count_decision decision on decision.tenant_id = line.tenant_id and decision.process_id = $4
            and decision.number = line.number
        where line.tenant_id = $1 and line.contest_id = $2 and line.proposal_id = $3
            and (counted.counted_by is null or decision.approved)
        order by line.number"#,
        tx.tenant().uuid(),
        contest.id.uuid(),
        proposal.uuid(),
        contest.process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let fates = rows.into_iter().map(|row| {
        Ok(Fate {
            number: u32::try_from(row.number).map_err(StoreError::corrupt("tally_line.number"))?,
            at: row.at,
            score: u64::try_from(row.score).map_err(StoreError::corrupt("tally_line.score"))?,
            reason: row.reason.0,
        })
    });
    fates.collect()
}
