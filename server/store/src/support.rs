//! Supports: who says that an idea or a project is good (apoyos). How many do is everybody's to know, who is not.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::id::{PersonId, ProposalId};

use crate::{Result, TenantTx};

/// The supports of one idea or project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Supports {
    /// How many people support it.
    pub count: u64,
    /// Whether whoever asks is one of them.
    pub own: bool,
}

/// The supports of one idea or project, as this person sees them, or somebody who has not signed in.
///
/// # Errors
/// When the database does not answer.
pub async fn of(tx: &mut TenantTx, proposal: ProposalId, viewer: Option<PersonId>) -> Result<Supports> {
    let row = sqlx::query!(
        r#"select count(*) as "count!", coalesce(bool_or(person_id = $3), false) as "own!"
        from support where tenant_id = $1 and proposal_id = $2"#,
        tx.tenant().uuid(),
        proposal.uuid(),
        viewer.map(PersonId::uuid)
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(Supports { count: row.count.cast_unsigned(), own: row.own })
}

/// How many people support each of these; those that nobody supports are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(tx: &mut TenantTx, proposals: &[ProposalId]) -> Result<BTreeMap<ProposalId, u64>> {
    let ids: Vec<_> = proposals.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"select proposal_id, count(*) as "count!" from support
        where tenant_id = $1 and proposal_id = any($2)
        group by proposal_id"#,
        tx.tenant().uuid(),
        &ids
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(rows.into_iter().map(|row| (row.proposal_id.into(), row.count.cast_unsigned())).collect())
}

/// Lets a person support an idea or project; who supports it already goes on doing so, since when they did. Says whether
/// they do: what was withdrawn, or is not there, takes no support. Whether the person may is the domain's to say
/// ([`shared::permission::Action::Support`]).
///
/// # Errors
/// When the database does not answer.
pub async fn give(tx: &mut TenantTx, proposal: ProposalId, person: PersonId, now: DateTime<Utc>) -> Result<bool> {
    // Who withdraws it meanwhile waits for this, or this for them.
    Ok(sqlx::query_scalar!(
        r#"with standing as (
            select id from proposal where tenant_id = $1 and id = $2 and not withdrawn for share
        ), given as (
            insert into support (tenant_id, proposal_id, person_id, at) select $1, id, $3, $4 from standing
            on conflict do nothing
        )
        select exists (select from standing) as "stands!""#,
        tx.tenant().uuid(),
        proposal.uuid(),
        person.uuid(),
        now
    )
    .fetch_one(tx.connection())
    .await?)
}

/// Takes a person's support back; says whether there was one.
///
/// # Errors
/// When the database does not answer.
pub async fn take_back(tx: &mut TenantTx, proposal: ProposalId, person: PersonId) -> Result<bool> {
    let done = sqlx::query!(
        "delete from support where tenant_id = $1 and proposal_id = $2 and person_id = $3",
        tx.tenant().uuid(),
        proposal.uuid(),
        person.uuid()
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}
