//! Drafts (borradores): begun from nothing or from another document, changed, thrown away.

use chrono::{DateTime, Utc};
use shared::{
    id::{PersonId, RuleSetId},
    ruleset::RuleSet,
};

use super::written;
use crate::{Result, StoreError, TenantTx};

/// A draft to begin.
#[derive(Clone, Debug)]
pub struct NewDraft<'a> {
    /// Its id.
    pub id: RuleSetId,
    /// What it begins with.
    pub document: &'a RuleSet,
    /// Where that was taken from, in words: a preset, a version of one's own, or another tenant's.
    pub copied_from: Option<&'a str>,
    /// Who begins it; none for the command line.
    pub by: Option<PersonId>,
}

/// Begins a draft. Its first revision is 1.
///
/// # Errors
/// When the database does not answer.
pub async fn create(tx: &mut TenantTx, draft: &NewDraft<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into rule_set (tenant_id, id, document, copied_from, created_by, created_at, changed_at)
        values ($1, $2, $3, $4, $5, $6, $6)",
        tx.tenant().uuid(),
        draft.id.uuid(),
        written(draft.document)?,
        draft.copied_from,
        draft.by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Saves a draft over the revision that was read; gives back the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody saved another revision meanwhile, or the draft is published or gone; and when
/// the database does not answer.
pub async fn save(
    tx: &mut TenantTx,
    id: RuleSetId,
    revision: u32,
    document: &RuleSet,
    now: DateTime<Utc>,
) -> Result<u32> {
    sqlx::query_scalar!(
        "update rule_set set document = $4, revision = revision + 1, changed_at = $5
        where tenant_id = $1 and id = $2 and revision = $3 and status = 'draft'
        returning revision",
        tx.tenant().uuid(),
        id.uuid(),
        revision.cast_signed(),
        written(document)?,
        now
    )
    .fetch_optional(tx.connection())
    .await?
    .map(i32::cast_unsigned)
    .ok_or(StoreError::Conflict("the draft"))
}

/// Throws a draft away.
///
/// # Errors
/// [`StoreError::Conflict`] when it changed meanwhile, or is published or gone; and when the database does not answer.
pub async fn discard(tx: &mut TenantTx, id: RuleSetId, revision: u32) -> Result<()> {
    let done = sqlx::query!(
        "delete from rule_set where tenant_id = $1 and id = $2 and revision = $3 and status = 'draft'",
        tx.tenant().uuid(),
        id.uuid(),
        revision.cast_signed()
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the draft")) }
}
