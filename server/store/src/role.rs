//! Who may do what on a site. A role granted here means nothing elsewhere.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{id::PersonId, role::Role};

use crate::{Result, StoreError, TenantTx};

/// The roles of a person, besides being a citizen.
///
/// # Errors
/// When the database does not answer, or holds a role that the domain does not know.
pub async fn of(tx: &mut TenantTx, person: PersonId) -> Result<BTreeSet<Role>> {
    sqlx::query_scalar!(
        "select role from role_grant where tenant_id = $1 and person_id = $2",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|role| role.parse().map_err(StoreError::corrupt("role_grant.role")))
    .collect()
}

/// Grants a role; says whether it is new. Whether the role may exist on this kind of site is the domain's to say
/// ([`Role::may_exist_in`]).
///
/// # Errors
/// When the database does not answer.
pub async fn grant(tx: &mut TenantTx, person: PersonId, role: Role, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into role_grant (tenant_id, person_id, role, granted_at) values ($1, $2, $3, $4)
        on conflict do nothing",
        tx.tenant().uuid(),
        person.uuid(),
        role.as_str(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a role away; says whether the person had it.
///
/// # Errors
/// When the database does not answer.
pub async fn revoke(tx: &mut TenantTx, person: PersonId, role: Role) -> Result<bool> {
    let done = sqlx::query!(
        "delete from role_grant where tenant_id = $1 and person_id = $2 and role = $3",
        tx.tenant().uuid(),
        person.uuid(),
        role.as_str()
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}
