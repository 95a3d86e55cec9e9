//! The audit trail (rastro de auditoría): every administrative act, append-only. An entry is written in the transaction
//! of the act itself, so that neither exists without the other.

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::id::PersonId;
use uuid::Uuid;

use crate::{Result, TenantTx};

/// An act to write down.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// Who did it; none for the command line.
    pub person: Option<PersonId>,
    /// What was done, in `snake_case`, e.g. `set_ceilings`.
    pub act: &'a str,
    /// To what, e.g. `process 2026`.
    pub object: &'a str,
    /// Why, when a reason was given.
    pub reason: Option<&'a str>,
    /// How it was before.
    pub before: Option<&'a Value>,
    /// How it is now.
    pub after: Option<&'a Value>,
}

/// An act as it was written down.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// The name of who did it; none for the command line.
    pub person: Option<String>,
    /// What was done.
    pub act: String,
    /// To what.
    pub object: String,
    /// Why.
    pub reason: Option<String>,
    /// How it was before.
    pub before: Option<Value>,
    /// How it is since.
    pub after: Option<Value>,
}

/// Where a page of the trail ended: the next one goes on with what is older.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The instant of the last entry.
    pub at: DateTime<Utc>,
    /// Its id, which decides between entries of the same instant.
    pub id: Uuid,
}

/// Writes an act down.
///
/// # Errors
/// When the database does not answer.
pub async fn record(tx: &mut TenantTx, id: Uuid, now: DateTime<Utc>, act: &Act<'_>) -> Result<()> {
    sqlx::query!(
        "insert into audit_entry (tenant_id, id, at, person_id, act, object, reason, before, after)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.tenant().uuid(),
        id,
        now,
        act.person.map(PersonId::uuid),
        act.act,
        act.object,
        act.reason,
        act.before,
        act.after
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The newest entries, or those older than where a page ended.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(tx: &mut TenantTx, after: Option<Cursor>, limit: u16) -> Result<Vec<Entry>> {
    let entries = sqlx::query_as!(
        Entry,
        r#"select entry.id, entry.at, person.name as "person?", entry.act, entry.object, entry.reason,
            entry.before, entry.after
        from audit_entry entry
        left join person on person.tenant_id = entry.tenant_id and person.id = entry.person_id
        where entry.tenant_id = $1
            and ($2::timestamptz is null or (entry.at, entry.id) < ($2, $3::uuid))
        order by entry.at desc, entry.id desc
        limit $4"#,
        tx.tenant().uuid(),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(entries)
}
