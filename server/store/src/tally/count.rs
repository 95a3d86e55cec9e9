//! Counting, and sealing what was counted.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    id::ContestId,
    tally::{Candidate, GreedyRule, Tally, greedy},
};
use uuid::Uuid;

use super::{Competitor, competitors, outcome_word, unsigned};
use crate::{Result, StoreError, TenantTx, contest::Contest};

/// Counts every contest of a process and seals the results, all in this transaction. Ballots on their way wait for it,
/// and find the urn closed.
///
/// # Errors
/// [`StoreError::Conflict`] when one of them is already counted, and when the database does not answer.
pub async fn count(tx: &mut TenantTx, contests: &[Contest], rule: GreedyRule, now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<_> = contests.iter().map(|contest| contest.id.uuid()).collect();
    sqlx::query_scalar!(
        "select id from contest where tenant_id = $1 and id = any($2) order by id for update",
        tx.tenant().uuid(),
        &ids
    )
    .fetch_all(tx.connection())
    .await?;
    for contest in contests {
        count_one(tx, contest, rule, now).await?;
    }
    Ok(())
}

async fn count_one(tx: &mut TenantTx, contest: &Contest, rule: GreedyRule, now: DateTime<Utc>) -> Result<()> {
    let urn = sqlx::query!(
        r#"select ballots as "ballots!", ballots - named as "blank!"
        from (select count(*) as ballots from ballot where tenant_id = $1 and contest_id = $2) as urn,
            (select count(distinct ballot_id) as named
                from ballot_choice where tenant_id = $1 and contest_id = $2) as choices"#,
        tx.tenant().uuid(),
        contest.id.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    let scores: BTreeMap<Uuid, i64> = sqlx::query!(
        r#"select proposal_id, sum(points) as "score!" from ballot_choice
        where tenant_id = $1 and contest_id = $2 group by proposal_id"#,
        tx.tenant().uuid(),
        contest.id.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| (row.proposal_id, row.score))
    .collect();

    let competitors = competitors(tx, contest).await?;
    let mut candidates = Vec::with_capacity(competitors.len());
    for competitor in &competitors {
        let score = scores.get(&competitor.proposal.uuid()).copied().unwrap_or_default();
        let score = unsigned("ballot_choice.points")(score)?;
        let candidate = Candidate::new(competitor.public_id.as_str(), competitor.cost.minor(), score)
            .map_err(StoreError::corrupt("proposal.cost_minor"))?;
        candidates.push(if competitor.withdrawn { candidate.withdrawn() } else { candidate });
    }
    let tally = greedy(&candidates, contest.ceiling.minor(), rule.tie_order, rule.minimum_score);
    seal(tx, contest.id, &tally, &competitors, (urn.ballots, urn.blank), now).await
}

async fn seal(
    tx: &mut TenantTx,
    contest: ContestId,
    tally: &Tally<&str>,
    competitors: &[Competitor],
    (ballots, blank): (i64, i64),
    now: DateTime<Utc>,
) -> Result<()> {
    let sealed = sqlx::query!(
        "insert into tally (tenant_id, contest_id, counted_at, ballots, blank_ballots, ceiling_minor, total_cost_minor,
            tie_order, minimum_score)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant_id, contest_id) do nothing",
        tx.tenant().uuid(),
        contest.uuid(),
        now,
        ballots,
        blank,
        tally.budget,
        tally.total_cost,
        tally.tie_order.as_str(),
        i64::try_from(tally.minimum_score).map_err(StoreError::corrupt("tally.minimum_score"))?
    )
    .execute(tx.connection())
    .await?;
    if sealed.rows_affected() == 0 {
        return Err(StoreError::Conflict("the count"));
    }
    let by_public_id: BTreeMap<&str, Uuid> =
        competitors.iter().map(|competitor| (competitor.public_id.as_str(), competitor.proposal.uuid())).collect();
    for line in &tally.lines {
        let tied: Vec<_> = line.tied_with.iter().map(|id| by_public_id[id]).collect();
        sqlx::query!(
            "insert into tally_line (tenant_id, contest_id, proposal_id, position, score, cost_minor, left_before_minor,
                outcome, tied_with)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            tx.tenant().uuid(),
            contest.uuid(),
            by_public_id[line.id],
            i32::try_from(line.position).map_err(StoreError::corrupt("tally_line.position"))?,
            i64::try_from(line.score).map_err(StoreError::corrupt("tally_line.score"))?,
            line.cost,
            line.left_before,
            outcome_word(line.outcome),
            &tied
        )
        .execute(tx.connection())
        .await?;
    }
    Ok(())
}
