//! Sheets that count nothing: one person proposes it, another one confirms or refuses.

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, PaperSheetId, PersonId},
    paper::VoidCause,
};

use super::{Decided, Sheet, Verdict, is_sealed};
use crate::{Result, StoreError, TenantTx};

/// That a sheet should count nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Void {
    /// Which proposal about the sheet, from 1.
    pub number: u32,
    /// Why.
    pub cause: VoidCause,
    /// The same in words.
    pub reason: String,
    /// Who proposed it, and their name.
    pub by: (PersonId, String),
    /// When.
    pub at: DateTime<Utc>,
    /// What was said of it; none while it waits.
    pub decided: Option<Decided>,
}

/// Why it is not kept what somebody proposes or decides.
#[derive(Debug, thiserror::Error)]
pub enum NotVoided {
    /// Something waits, the sheet is void, or what was decided on does not wait any more.
    #[error("it stands otherwise by now")]
    Changed,
    /// The urn is sealed.
    #[error("the urn is sealed")]
    Closed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for NotVoided {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Sheets of a contest of which somebody says that they should count nothing, while nobody has confirmed or refused it.
///
/// # Errors
/// When the database does not answer.
pub async fn voids_waiting(tx: &mut TenantTx, contest: ContestId) -> Result<u64> {
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "count!" from paper_void void
        join paper_sheet sheet on sheet.tenant_id = void.tenant_id and sheet.id = void.sheet_id
        where void.tenant_id = $1 and sheet.contest_id = $2 and not exists (
            select from paper_void_decision decision
            where decision.tenant_id = $1 and decision.sheet_id = void.sheet_id and decision.number = void.number
        )"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(waiting.cast_unsigned())
}

/// All that was proposed about a sheet, the first one first.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn voids(tx: &mut TenantTx, sheet: PaperSheetId) -> Result<Vec<Void>> {
    let rows = sqlx::query!(
        r#"select void.number, void.cause, void.reason, void.proposed_by, proposer.name as proposer, void.proposed_at,
            decision.reason as "refused?", decider.name as "decider?", decision.decided_at as "decided_at?"
        from paper_void void
        join person proposer on proposer.tenant_id = void.tenant_id and proposer.id = void.proposed_by
        left join paper_void_decision decision on decision.tenant_id = void.tenant_id
            and decision.sheet_id = void.sheet_id and decision.number = void.number
        left join person decider on decider.tenant_id = decision.tenant_id and decider.id = decision.decided_by
        where void.tenant_id = $1 and void.sheet_id = $2
        order by void.number"#,
        tx.tenant().uuid(),
        sheet.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Void {
                number: row.number.cast_unsigned(),
                cause: row.cause.parse().map_err(StoreError::corrupt("paper_void.cause"))?,
                reason: row.reason,
                by: (row.proposed_by.into(), row.proposer),
                at: row.proposed_at,
                decided: Decided::read(row.refused, row.decider, row.decided_at),
            })
        })
        .collect()
}

/// Proposes that a sheet count nothing.
///
/// # Errors
/// When something waits or the sheet is void, the urn is sealed, or the database does not answer.
pub async fn propose_void(
    tx: &mut TenantTx,
    sheet: &Sheet,
    (cause, reason): (VoidCause, &str),
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<(), NotVoided> {
    if is_sealed(tx, sheet.contest.0).await? {
        return Err(NotVoided::Closed);
    }
    let done = sqlx::query!(
        "insert into paper_void (tenant_id, sheet_id, number, cause, reason, proposed_by, proposed_at)
        select $1, $2, 1 + count(*), $3, $4, $5, $6
        from paper_void void
        left join paper_void_decision decision using (tenant_id, sheet_id, number)
        where void.tenant_id = $1 and void.sheet_id = $2
        having bool_and(decision.confirmed is false) is not false
        on conflict do nothing",
        tx.tenant().uuid(),
        sheet.id.uuid(),
        cause.as_str(),
        reason,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(NotVoided::Changed) }
}

/// Keeps what a second person says of it: once it is confirmed the sheet counts nothing.
///
/// # Errors
/// When the proposal does not wait, the urn is sealed, or the database does not answer.
pub async fn decide_void(
    tx: &mut TenantTx,
    sheet: &Sheet,
    verdict: Verdict<'_>,
    now: DateTime<Utc>,
) -> std::result::Result<(), NotVoided> {
    if is_sealed(tx, sheet.contest.0).await? {
        return Err(NotVoided::Closed);
    }
    let done = sqlx::query!(
        "insert into paper_void_decision (tenant_id, sheet_id, number, proposed_by, confirmed, reason, decided_by,
            decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        tx.tenant().uuid(),
        sheet.id.uuid(),
        verdict.number.cast_signed(),
        verdict.proposed_by.uuid(),
        verdict.refused.is_none(),
        verdict.refused,
        verdict.by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(NotVoided::Changed) }
}

/// The sheets of a contest that count nothing, by number, with what two people said.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn void_sheets(tx: &mut TenantTx, contest: ContestId) -> Result<Vec<(Sheet, VoidCause, String)>> {
    let rows = sqlx::query!(
        "select sheet.id, void.cause, void.reason
        from paper_sheet sheet
        join paper_void void on void.tenant_id = sheet.tenant_id and void.sheet_id = sheet.id
        join paper_void_decision decision on decision.tenant_id = void.tenant_id and decision.sheet_id = void.sheet_id
            and decision.number = void.number and decision.confirmed
        where sheet.tenant_id = $1 and sheet.contest_id = $2
        order by sheet.number",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let sheet = super::find(tx, row.id.into()).await?.ok_or(StoreError::Conflict("the sheets"))?;
        let cause = row.cause.parse().map_err(StoreError::corrupt("paper_void.cause"))?;
        all.push((sheet, cause, row.reason));
    }
    Ok(all)
}
