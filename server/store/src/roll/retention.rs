//! What is deleted by itself: entries that say nothing any more, and those of rolls whose time is over.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shared::document::Key;
use uuid::Uuid;

use super::in_force;
use crate::{
    Result, TenantTx,
    audit::{self, Act},
    process::{self, Process},
};

/// When the entries of a roll are to be deleted: so many days after the last vote of the process, as the rules say.
/// Nothing where they do not, or while the voting has no dates.
pub fn due(process: &Process, roll: &Key) -> Option<DateTime<Utc>> {
    let rule = process.rule_set.rolls.iter().find(|rule| rule.id == *roll)?;
    let days = TimeDelta::days(rule.kept_days?.into());
    process.voting_anywhere()?.closes().checked_add_signed(days)
}

/// Ends the rolls of the process under way whose time is over: nobody is on them any more, their corrections are
/// forgotten, and their entries wait to be deleted. Says which.
///
/// # Errors
/// When the database does not answer.
pub async fn end_due(tx: &mut TenantTx, mut fresh_id: impl FnMut() -> Uuid, now: DateTime<Utc>) -> Result<Vec<Key>> {
    let Some(process) = process::current(tx).await? else { return Ok(Vec::new()) };
    let mut ended = Vec::new();
    for rule in &process.rule_set.rolls {
        let Some(due) = due(&process, &rule.id).filter(|due| *due <= now) else { continue };
        let Some(import) = in_force(tx, &rule.id).await? else { continue };
        sqlx::query!(
            "update roll_import set state = 'superseded' where tenant_id = $1 and id = $2 and state = 'in_force'",
            tx.tenant().uuid(),
            import.id.uuid()
        )
        .execute(tx.connection())
        .await?;
        sqlx::query!(
            "delete from roll_corrected where tenant_id = $1 and roll = $2",
            tx.tenant().uuid(),
            rule.id.as_str()
        )
        .execute(tx.connection())
        .await?;
        let (before, after) = (json!({ "entries": import.counts.kept() }), json!({ "due": due }));
        let act = Act {
            person: None,
            act: "end_roll",
            object: rule.id.as_str(),
            reason: None,
            before: Some(&before),
            after: Some(&after),
        };
        audit::record(tx, fresh_id(), now, &act).await?;
        ended.push(rule.id.clone());
    }
    Ok(ended)
}
