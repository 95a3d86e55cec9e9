//! Changing a site's hosts and its identity provider.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::{Value, json};
use shared::tenant::Slug;
use store::site;

use super::{TenantError, domain, find, record};
use crate::{auth::Identity, database::Opened};

/// What to change about a tenant.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true)
    .args(["domains", "no_domains", "identity", "inherit_identity"])))]
pub struct ConfigureTenant {
    /// Its subdomain
    pub slug: Slug,
    /// Host beyond the subdomain, e.g. presupuesto.envigado.gov.co; may be given several times, replaces those before
    #[arg(long = "domain", value_parser = domain)]
    pub domains: Vec<String>,
    /// No host beyond the subdomain
    #[arg(long, conflicts_with = "domains")]
    pub no_domains: bool,
    /// File with the OpenID Connect configuration (JSON)
    #[arg(long)]
    pub identity: Option<PathBuf>,
    /// The group's or the platform's identity provider instead of one of its own
    #[arg(long, conflicts_with = "identity")]
    pub inherit_identity: bool,
    /// Why: kept in the audit trail
    #[arg(long)]
    pub reason: String,
}

pub(super) async fn run(
    opened: &Opened,
    asked: ConfigureTenant,
    now: DateTime<Utc>,
) -> Result<Vec<String>, TenantError> {
    let sites = site::all(&opened.database).await?;
    let site = find(opened, &asked.slug).await?;
    for host in &asked.domains {
        let holder = sites.iter().find(|other| other.tenant != site.tenant && other.domains.contains(host));
        if let Some(holder) = holder {
            return Err(TenantError::HostTaken(host.clone(), holder.slug.clone()));
        }
    }
    let domains = (asked.no_domains || !asked.domains.is_empty()).then_some(asked.domains.as_slice());
    let identity = match &asked.identity {
        Some(path) => Some(Some(read_identity(path)?)),
        None => asked.inherit_identity.then_some(None),
    };
    let before = json!({ "domains": &site.domains, "identity": &site.identity });
    opened.owner()?.configure_site(&site, domains, identity).await?;
    let changed = find(opened, &asked.slug).await?;
    let after = json!({ "domains": &changed.domains, "identity": &changed.identity });
    record(opened, &changed, "configure_tenant", Some(&asked.reason), Some(&before), Some(&after), now).await?;
    Ok(vec![format!("{} is configured", asked.slug)])
}

/// Reads the configuration of an identity provider. Its secret is named in it by an environment variable, never given.
pub(super) fn read_identity(path: &Path) -> Result<Value, TenantError> {
    let value = |why: String| TenantError::Value { what: "--identity", why };
    let text = std::fs::read(path).map_err(|error| value(error.to_string()))?;
    let identity: Identity = serde_json::from_slice(&text).map_err(|error| value(error.to_string()))?;
    serde_json::to_value(identity).map_err(|error| value(error.to_string()))
}
