//! Sessions: who is signed in, and what the next page has to say.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    id::{PersonId, TerritoryId},
    role::Role,
    roll::EntryHash,
};

use crate::{Result, StoreError, TenantTx, person::Person};

/// SHA-256 of a session's token: the only form in which the database and the pages know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey(pub [u8; 32]);

/// Leaves something for the next page of this session to say.
///
/// # Errors
/// When the database does not answer.
pub async fn leave_flash(tx: &mut TenantTx, key: SessionKey, flash: &serde_json::Value) -> Result<()> {
    sqlx::query!(
        "update session set flash = $3 where tenant_id = $1 and token_hash = $2",
        tx.tenant().uuid(),
        key.0.as_slice(),
        flash
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Forgets what was left, once a page has said it.
///
/// # Errors
/// When the database does not answer.
pub async fn clear_flash(tx: &mut TenantTx, key: SessionKey) -> Result<()> {
    sqlx::query!(
        "update session set flash = null where tenant_id = $1 and token_hash = $2",
        tx.tenant().uuid(),
        key.0.as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// A session to open.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// SHA-256 of the token in the cookie.
    pub key: SessionKey,
    /// The secret that every form of the session carries.
    pub csrf: [u8; 32],
    /// Who signed in.
    pub person: PersonId,
    /// When it begins.
    pub now: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires: DateTime<Utc>,
}

/// A session that is open, and who is in it.
#[derive(Clone, Debug)]
pub struct Open {
    /// Who signed in.
    pub person: Person,
    /// The document that their identity provider vouches for.
    pub document: Option<EntryHash>,
    /// What the person may do on this site, besides being a citizen.
    pub roles: BTreeSet<Role>,
    /// The secret that every form of the session carries.
    pub csrf: [u8; 32],
    /// When the last request was noted.
    pub last_seen: DateTime<Utc>,
    /// What the next page has to say.
    pub flash: Option<serde_json::Value>,
}

/// Opens a session, and forgets the expired ones of this site.
///
/// # Errors
/// When the database does not answer.
pub async fn open(tx: &mut TenantTx, session: &NewSession) -> Result<()> {
    let tenant = tx.tenant().uuid();
    sqlx::query!("delete from session where tenant_id = $1 and expires_at <= $2", tenant, session.now)
        .execute(tx.connection())
        .await?;
    sqlx::query!(
        "insert into session (tenant_id, token_hash, person_id, csrf, created_at, last_seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $5, $6)",
        tenant,
        session.key.0.as_slice(),
        session.person.uuid(),
        session.csrf.as_slice(),
        session.now,
        session.expires
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The session of a key, if it is still open: before its end, and seen since `idle_since`.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn find(
    tx: &mut TenantTx,
    key: SessionKey,
    now: DateTime<Utc>,
    idle_since: DateTime<Utc>,
) -> Result<Option<Open>> {
    let row = sqlx::query!(
        r#"select session.csrf, session.last_seen_at, session.flash, person.id, person.name, person.birth_date,
            person.territory_id, person.document_hash,
            array(select role from role_grant
                where role_grant.tenant_id = $1 and role_grant.person_id = person.id) as "roles!: Vec<String>"
        from session
        join person on person.tenant_id = session.tenant_id and person.id = session.person_id
        where session.tenant_id = $1 and session.token_hash = $2
            and session.expires_at > $3 and session.last_seen_at > $4"#,
        tx.tenant().uuid(),
        key.0.as_slice(),
        now,
        idle_since
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let roles = row
        .roles
        .iter()
        .map(|role| role.parse().map_err(StoreError::corrupt("role_grant.role")))
        .collect::<Result<_>>()?;
    Ok(Some(Open {
        person: Person {
            id: row.id.into(),
            name: row.name,
            birth_date: row.birth_date,
            territory: row.territory_id.map(TerritoryId::from),
        },
        document: row
            .document_hash
            .map(|hash| hash_from_row("person.document_hash", hash))
            .transpose()?
            .map(EntryHash::new),
        roles,
        csrf: hash_from_row("session.csrf", row.csrf)?,
        last_seen: row.last_seen_at,
        flash: row.flash,
    }))
}

/// Notes that the session was used.
///
/// # Errors
/// When the database does not answer.
pub async fn touch(tx: &mut TenantTx, key: SessionKey, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update session set last_seen_at = $3 where tenant_id = $1 and token_hash = $2",
        tx.tenant().uuid(),
        key.0.as_slice(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database does not answer.
pub async fn end(tx: &mut TenantTx, key: SessionKey) -> Result<()> {
    sqlx::query!("delete from session where tenant_id = $1 and token_hash = $2", tx.tenant().uuid(), key.0.as_slice())
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Thirty-two bytes of a column whose constraint says they are thirty-two.
pub(crate) fn hash_from_row(what: &'static str, bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|bytes: Vec<u8>| StoreError::corrupt(what)(format!("{} bytes", bytes.len())))
}
