//! Why there are not as many ballots on sheets as were handed out: one person says so, another one confirms or refuses.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, DeskId, PersonId, ProcessId},
    paper::Why,
};

use super::{Balanced, Decided, Verdict, wait_for_the_seal};
use crate::{Result, StoreError, TenantTx};

/// Why there are not as many ballots on sheets as were handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which one about the desk and the contest, from 1.
    pub number: u32,
    /// For how many handed out and agreed on.
    pub figures: (u32, u32),
    /// Of which sort.
    pub why: Why,
    /// In words.
    pub reason: String,
    /// Who said it, and their name.
    pub by: (PersonId, String),
    /// When.
    pub at: DateTime<Utc>,
    /// What a second person said of it; none while it waits.
    pub decided: Option<Decided>,
}

/// The last statement about each desk and contest of a process.
pub(super) async fn statements(
    tx: &mut TenantTx,
    process: ProcessId,
) -> Result<BTreeMap<(DeskId, ContestId), Statement>> {
    let rows = sqlx::query!(
        r#"select distinct on (statement.desk_id, statement.contest_id) statement.desk_id, statement.contest_id,
            statement.number, statement.handed_out, statement.agreed, statement.why, statement.reason,
            statement.stated_by, speaker.name as speaker, statement.stated_at, decision.reason as "refused?",
            decider.name as "decider?", decision.decided_at as "decided_at?"
        from paper_statement statement
        join contest on contest.tenant_id = statement.tenant_id and contest.id = statement.contest_id
        join person speaker on speaker.tenant_id = statement.tenant_id and speaker.id = statement.stated_by
        left join paper_statement_decision decision on decision.tenant_id = statement.tenant_id
            and decision.desk_id = statement.desk_id and decision.contest_id = statement.contest_id
            and decision.number = statement.number
        left join person decider on decider.tenant_id = decision.tenant_id and decider.id = decision.decided_by
        where statement.tenant_id = $1 and contest.process_id = $2
        order by statement.desk_id, statement.contest_id, statement.number desc"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let statement = Statement {
                number: row.number.cast_unsigned(),
                figures: (row.handed_out.cast_unsigned(), row.agreed.cast_unsigned()),
                why: row.why.parse().map_err(StoreError::corrupt("paper_statement.why"))?,
                reason: row.reason,
                by: (row.stated_by.into(), row.speaker),
                at: row.stated_at,
                decided: Decided::read(row.refused, row.decider, row.decided_at),
            };
            Ok(((row.desk_id.into(), row.contest_id.into()), statement))
        })
        .collect()
}

/// Says why the ballots of a contest at a desk are not as many as were handed out. It explains nothing before somebody
/// else confirms it.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else says so at the same time; and when the figures agree, the urn is sealed
/// or the database does not answer.
pub async fn state(
    tx: &mut TenantTx,
    of: &Balanced,
    (why, reason): (Why, &str),
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    wait_for_the_seal(tx, of.contest.0).await?;
    let done = sqlx::query!(
        "insert into paper_statement (tenant_id, desk_id, contest_id, number, handed_out, agreed, why, reason,
            stated_by, stated_at)
        select $1, $2, $3, 1 + count(*), $4, $5, $6, $7, $8, $9 from paper_statement
            where tenant_id = $1 and desk_id = $2 and contest_id = $3
        on conflict do nothing",
        tx.tenant().uuid(),
        of.desk.0.uuid(),
        of.contest.0.uuid(),
        of.balance.handed_out.cast_signed(),
        of.balance.agreed.cast_signed(),
        why.as_str(),
        reason,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the statement")) }
}

/// Keeps what a second person says of what was said last of a desk.
///
/// # Errors
/// [`StoreError::Conflict`] when it does not wait any more; and when the urn is sealed or the database does not answer.
pub async fn decide_statement(
    tx: &mut TenantTx,
    of: &Balanced,
    verdict: Verdict<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    wait_for_the_seal(tx, of.contest.0).await?;
    let done = sqlx::query!(
        "insert into paper_statement_decision (tenant_id, desk_id, contest_id, number, stated_by, confirmed, reason,
            decided_by, decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        tx.tenant().uuid(),
        of.desk.0.uuid(),
        of.contest.0.uuid(),
        verdict.number.cast_signed(),
        verdict.proposed_by.uuid(),
        verdict.refused.is_none(),
        verdict.refused,
        verdict.by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the statement")) }
}
