//! The chain of custody of the ballots of a sheet.

use chrono::{DateTime, Utc};
use shared::{
    id::{PaperSheetId, PersonId},
    paper::Step,
};

use crate::{Result, StoreError, TenantTx};

/// A step: who had the ballots of a sheet, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What was done.
    pub step: Step,
    /// By whom.
    pub holder: String,
    /// The number of the seal.
    pub seal: Option<String>,
    /// What else there is to say.
    pub note: Option<String>,
    /// Who wrote it down, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A step to write down.
#[derive(Clone, Copy, Debug)]
pub struct NewHeld<'a> {
    /// What was done.
    pub step: Step,
    /// By whom.
    pub holder: &'a str,
    /// The number of the seal.
    pub seal: Option<&'a str>,
    /// What else there is to say.
    pub note: Option<&'a str>,
}

/// All steps of a sheet, the first one first.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn custody(tx: &mut TenantTx, sheet: PaperSheetId) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        "select custody.step, custody.holder, custody.seal, custody.note, person.name, custody.noted_at
        from paper_custody custody
        join person on person.tenant_id = custody.tenant_id and person.id = custody.noted_by
        where custody.tenant_id = $1 and custody.sheet_id = $2
        order by custody.number",
        tx.tenant().uuid(),
        sheet.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let step = row.step.parse().map_err(StoreError::corrupt("paper_custody.step"))?;
            Ok(Held { step, holder: row.holder, seal: row.seal, note: row.note, by: row.name, at: row.noted_at })
        })
        .collect()
}

/// Writes down a step.
///
/// # Errors
/// [`StoreError::Conflict`] when another one is written at the same time; and when the database does not answer.
pub async fn note(
    tx: &mut TenantTx,
    sheet: PaperSheetId,
    new: NewHeld<'_>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "insert into paper_custody (tenant_id, sheet_id, number, step, holder, seal, note, noted_by, noted_at)
        select $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8 from paper_custody where tenant_id = $1 and sheet_id = $2
        on conflict do nothing",
        tx.tenant().uuid(),
        sheet.uuid(),
        new.step.as_str(),
        new.holder,
        new.seal,
        new.note,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the custody")) }
}
