//! Granting and revoking roles from the command line: how a site gets its first administrator.

use std::fmt;

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::json;
use shared::{id::PersonId, role::Role, tenant::Slug};
use store::{
    TenantTx,
    audit::{self, Act},
    person, role,
};

use super::{TenantError, find};
use crate::{database::Opened, random};

/// A role to grant or to revoke.
#[derive(Debug, Args)]
pub struct ChangeRole {
    /// The tenant's subdomain
    pub slug: Slug,
    /// `reviewer`, `committee_member`, `polling_officer`, `process_admin`, `tenant_admin`; `analyst` in a group, `operator`
    /// on the platform
    pub role: Role,
    /// The name by which the identity provider knows the person (its `sub`); the person has signed in there once
    #[arg(long)]
    pub subject: String,
    /// The identity provider, where several know somebody by that name
    #[arg(long)]
    pub issuer: Option<String>,
    /// Why: kept in the audit trail
    #[arg(long)]
    pub reason: String,
}

/// Which way a role changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Grant,
    Revoke,
}

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Grant => "grant_role",
            Self::Revoke => "revoke_role",
        })
    }
}

pub(super) async fn run(
    opened: &Opened,
    change: Change,
    asked: ChangeRole,
    now: DateTime<Utc>,
) -> Result<Vec<String>, TenantError> {
    let ChangeRole { slug, role, subject, .. } = &asked;
    let site = find(opened, slug).await?;
    if *role == Role::Citizen || !role.may_exist_in(site.kind) {
        return Err(TenantError::NoSuchRole { role: *role, kind: site.kind });
    }
    let mut tx = opened.database.enter(&site).await?;
    let person = only_one(&mut tx, &asked).await?;
    let changed = match change {
        Change::Grant => role::grant(&mut tx, person, *role, now).await?,
        Change::Revoke => role::revoke(&mut tx, person, *role).await?,
    };
    if !changed {
        return Ok(vec![format!("nothing to change: {subject} and {role} on {slug}")]);
    }
    let (act, object, role_value) = (change.to_string(), person.to_string(), json!({ "role": role.as_str() }));
    let entry = Act {
        person: None,
        act: &act,
        object: &object,
        reason: Some(&asked.reason),
        before: (change == Change::Revoke).then_some(&role_value),
        after: (change == Change::Grant).then_some(&role_value),
    };
    audit::record(&mut tx, random::uuid(), now, &entry).await?;
    tx.commit().await?;
    Ok(vec![match change {
        Change::Grant => format!("{subject} is {role} on {slug}, from the next page on"),
        Change::Revoke => format!("{subject} is no longer {role} on {slug}"),
    }])
}

async fn only_one(tx: &mut TenantTx, asked: &ChangeRole) -> Result<PersonId, TenantError> {
    let mut known = person::by_subject(tx, &asked.subject).await?;
    known.retain(|(_, issuer)| asked.issuer.as_ref().is_none_or(|wanted| wanted == issuer));
    match known.as_slice() {
        [(person, _)] => Ok(*person),
        [] => Err(TenantError::NobodySignedIn(asked.subject.clone())),
        several => Err(TenantError::SeveralProviders(
            several.iter().map(|(_, issuer)| issuer.as_str()).collect::<Vec<_>>().join(", "),
        )),
    }
}
