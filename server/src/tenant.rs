//! `convite tenant`: the registry of sites from the command line.

mod archive;
mod configure;
mod role;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde_json::json;
use shared::id::TenantId;
use shared::locale::Locale;
use shared::money::Currency;
use shared::role::Role;
use shared::tenant::{Authority, OfficialCode, Slug, TenantKind, TenantStatus, Theme};
use store::audit::{self, Act};
use store::site::{self, Site};
use store::{NewSite, StoreError};

use self::configure::ConfigureTenant;
use self::role::{Change, ChangeRole};
use crate::config::CommonConfig;
use crate::database::{self, DatabaseError, Opened, Tenure};
use crate::{clock, random};

/// What to do with tenants.
#[derive(Debug, Subcommand)]
pub enum TenantCommand {
    /// List every site
    List,
    /// Create a tenant or a group
    Create(Box<CreateTenant>),
    /// Close a tenant's site: its pages say so, its data stay
    Suspend(ChangeTenant),
    /// Open a suspended tenant's site again
    Resume(ChangeTenant),
    /// Change a tenant's hosts or its identity provider
    Configure(ConfigureTenant),
    /// Give a person a role on a tenant's site
    Grant(ChangeRole),
    /// Take a role away from a person
    Revoke(ChangeRole),
    /// Write everything a tenant has into one archive (.tar.gz)
    Export(ExportTenant),
    /// Delete a tenant with everything it has
    Delete(DeleteTenant),
}

/// A tenant to create.
#[derive(Debug, Args)]
pub struct CreateTenant {
    /// Subdomain, e.g. envigado
    pub slug: Slug,
    /// Name as people write it
    #[arg(long)]
    pub name: String,
    /// `municipality`, `locality`, or a group: `metropolitan_area`, `district`, `state`
    #[arg(long, default_value = "municipality")]
    pub kind: TenantKind,
    /// Slug of the group whose observatory shows it
    #[arg(long)]
    pub group: Option<Slug>,
    /// Country, ISO 3166-1 (CO, MX)
    #[arg(long, default_value = "CO", value_parser = country)]
    pub country: String,
    /// Currency, ISO 4217 (COP, MXN)
    #[arg(long, default_value = "COP")]
    pub currency: Currency,
    /// Time zone, e.g. America/Bogota
    #[arg(long, default_value = "America/Bogota", value_parser = time_zone)]
    pub time_zone: chrono_tz::Tz,
    /// Language: es-CO, es-MX or en
    #[arg(long, default_value = "es-CO")]
    pub locale: Locale,
    /// Who gives official codes: dane or inegi
    #[arg(long, requires = "code")]
    pub authority: Option<Authority>,
    /// Official code, e.g. 05266
    #[arg(long, requires = "authority")]
    pub code: Option<String>,
    /// Inhabitants
    #[arg(long, requires = "population_source", value_parser = clap::value_parser!(u64).range(..=10_000_000_000))]
    pub population: Option<u64>,
    /// Where the number of inhabitants comes from
    #[arg(long)]
    pub population_source: Option<String>,
    /// Main colour, #rrggbb; its contrast with white must be at least 4.5 to 1
    #[arg(long, default_value = "#0943B5")]
    pub primary: String,
    /// Host beyond the subdomain, e.g. presupuesto.envigado.gov.co; may be given several times
    #[arg(long = "domain", value_parser = domain)]
    pub domains: Vec<String>,
    /// File with the OpenID Connect configuration (JSON); without it the group's or the platform's holds
    #[arg(long)]
    pub identity: Option<PathBuf>,
}

/// A tenant to close or open.
#[derive(Debug, Args)]
pub struct ChangeTenant {
    /// Its subdomain
    pub slug: Slug,
    /// Why: kept in the audit trail
    #[arg(long)]
    pub reason: Option<String>,
}

/// A tenant to export.
#[derive(Debug, Args)]
pub struct ExportTenant {
    /// Its subdomain
    pub slug: Slug,
    /// File to write; by default <slug>-<date>.tar.gz here
    #[arg(long)]
    pub to: Option<PathBuf>,
}

/// A tenant to delete.
#[derive(Debug, Args)]
pub struct DeleteTenant {
    /// Its subdomain
    pub slug: Slug,
    /// The subdomain again: it cannot be undone
    #[arg(long)]
    pub confirm: String,
    /// Archive that `tenant export` wrote before
    #[arg(long, required_unless_present = "without_export", conflicts_with = "without_export")]
    pub export: Option<PathBuf>,
    /// Delete without an archive
    #[arg(long)]
    pub without_export: bool,
}

/// Why a command on tenants failed.
#[derive(Debug, thiserror::Error)]
pub enum TenantError {
    /// The database's part.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The database's part.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No such tenant.
    #[error("there is no tenant `{0}`; `convite tenant list` shows all")]
    Unknown(Slug),
    /// The slug is taken.
    #[error("there is already a tenant `{0}`")]
    Taken(Slug),
    /// The official code is taken.
    #[error("there is already a tenant of that kind with the official code {0}")]
    CodeTaken(String),
    /// A host is taken.
    #[error("the host {0} already leads to {1}")]
    HostTaken(String, Slug),
    /// The group is no group.
    #[error("`{0}` is not a group: only a metropolitan area, a district or a state has members")]
    NoGroup(Slug),
    /// A group of groups, or a second platform.
    #[error("a {0} cannot be created so")]
    Kind(TenantKind),
    /// The platform itself.
    #[error("`{0}` is the platform itself")]
    Platform(Slug),
    /// A value that the domain refuses.
    #[error("{what}: {why}")]
    Value {
        /// Which.
        what: &'static str,
        /// Why.
        why: String,
    },
    /// The confirmation is another slug.
    #[error("--confirm says `{said}`, the tenant is `{slug}`: nothing was deleted")]
    NotConfirmed {
        /// What was said.
        said: String,
        /// The tenant.
        slug: Slug,
    },
    /// The group has members.
    #[error("`{slug}` has {members} members; delete or move them first")]
    HasMembers {
        /// The group.
        slug: Slug,
        /// How many.
        members: i64,
    },
    /// The role means nothing there.
    #[error("a {kind} has no role `{role}` to give")]
    NoSuchRole {
        /// The role.
        role: Role,
        /// The kind of site.
        kind: TenantKind,
    },
    /// Nobody of that name.
    #[error("nobody known as `{0}` has signed in on that site yet; they sign in once, then the role can be given")]
    NobodySignedIn(String),
    /// More than one.
    #[error("several providers know somebody by that name; choose one with --issuer: {0}")]
    SeveralProviders(String),
    /// The archive.
    #[error(transparent)]
    Archive(#[from] archive::ArchiveError),
}

/// Does what a command says and prints the outcome.
///
/// # Errors
/// When it cannot be done; then nothing was changed.
pub async fn run(common: &CommonConfig, command: TenantCommand) -> Result<(), TenantError> {
    let opened = database::open(&common.database, common.environment, Tenure::Shared, None).await?;
    let done = async {
        database::prepare(&opened).await?;
        let now = clock::now();
        match command {
            TenantCommand::List => list(&opened).await,
            TenantCommand::Create(create) => self::create(&opened, *create, now).await,
            TenantCommand::Suspend(change) => set_status(&opened, change, TenantStatus::Suspended, now).await,
            TenantCommand::Resume(change) => set_status(&opened, change, TenantStatus::Active, now).await,
            TenantCommand::Configure(change) => configure::run(&opened, change, now).await,
            TenantCommand::Grant(change) => role::run(&opened, Change::Grant, change, now).await,
            TenantCommand::Revoke(change) => role::run(&opened, Change::Revoke, change, now).await,
            TenantCommand::Export(export) => self::export(&opened, export, now).await,
            TenantCommand::Delete(delete) => self::delete(&opened, delete, now).await,
        }
    };
    let done = done.await;
    opened.close().await?;
    for line in done? {
        say(&line);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a command's outcome goes to standard output")]
fn say(line: &str) {
    println!("{line}");
}

async fn find(opened: &Opened, slug: &Slug) -> Result<Site, TenantError> {
    let sites = site::all(&opened.database).await?;
    sites.into_iter().find(|site| site.slug == *slug).ok_or_else(|| TenantError::Unknown(slug.clone()))
}

async fn list(opened: &Opened) -> Result<Vec<String>, TenantError> {
    let sites = site::all(&opened.database).await?;
    let line = |site: &Site| {
        let group = sites.iter().find(|group| Some(group.tenant) == site.group).map_or("", |group| group.slug.as_str());
        format!("{}\t{}\t{}\t{}\t{}", site.slug, site.kind, site.status, group, site.name)
    };
    Ok(sites.iter().map(line).collect())
}

async fn create(opened: &Opened, create: CreateTenant, now: DateTime<Utc>) -> Result<Vec<String>, TenantError> {
    if create.kind == TenantKind::Platform || (create.kind.is_group() && create.group.is_some()) {
        return Err(TenantError::Kind(create.kind));
    }
    let sites = site::all(&opened.database).await?;
    let group = match &create.group {
        None => None,
        Some(slug) => {
            let group = sites.iter().find(|site| site.slug == *slug);
            let group = group.ok_or_else(|| TenantError::Unknown(slug.clone()))?;
            if !group.kind.is_group() {
                return Err(TenantError::NoGroup(slug.clone()));
            }
            Some(group.tenant)
        }
    };
    for host in &create.domains {
        if let Some(holder) = sites.iter().find(|site| site.domains.contains(host)) {
            return Err(TenantError::HostTaken(host.clone(), holder.slug.clone()));
        }
    }
    let site = create.into_site(group)?;
    let slug = site.slug.clone();
    let code = site.official_code.as_ref().map(|code| code.code().to_owned()).unwrap_or_default();
    opened.owner()?.create_site(&site, now).await.map_err(|error| match error {
        taken if taken.violates("tenant_slug_key") => TenantError::Taken(slug.clone()),
        taken if taken.violates("tenant_by_code") => TenantError::CodeTaken(code),
        other => other.into(),
    })?;
    let made = find(opened, &slug).await?;
    let after = json!({ "slug": made.slug.as_str(), "name": made.name });
    record(opened, &made, "create_tenant", None, None, Some(&after), now).await?;
    Ok(vec![format!("created {slug}")])
}

impl CreateTenant {
    fn into_site(self, group: Option<TenantId>) -> Result<NewSite, TenantError> {
        let value = |what: &'static str| move |why: String| TenantError::Value { what, why };
        let official_code = match (self.authority, &self.code) {
            (Some(authority), Some(code)) => {
                Some(OfficialCode::new(authority, code).map_err(|error| value("--code")(error.to_string()))?)
            }
            _ => None,
        };
        let theme = Theme::parse(&self.primary, None).map_err(|error| value("--primary")(error.to_string()))?;
        let identity = self.identity.as_deref().map(configure::read_identity).transpose()?;
        if self.name.trim().is_empty() {
            return Err(value("--name")("a name has letters".to_owned()));
        }
        Ok(NewSite {
            tenant: TenantId::from(random::uuid()),
            kind: self.kind,
            slug: self.slug,
            name: self.name.trim().to_owned(),
            domains: self.domains,
            group,
            country: self.country,
            currency: self.currency,
            time_zone: self.time_zone,
            locale: self.locale,
            official_code,
            population: self.population,
            eligible_population: None,
            population_source: self.population_source,
            theme,
            identity,
        })
    }
}

async fn set_status(
    opened: &Opened,
    change: ChangeTenant,
    status: TenantStatus,
    now: DateTime<Utc>,
) -> Result<Vec<String>, TenantError> {
    let site = find(opened, &change.slug).await?;
    if site.kind == TenantKind::Platform {
        return Err(TenantError::Platform(change.slug));
    }
    if site.status == status {
        return Ok(vec![format!("{} is {status} already", change.slug)]);
    }
    let (before, after) = (json!({ "status": site.status.as_str() }), json!({ "status": status.as_str() }));
    let act = match status {
        TenantStatus::Suspended => "suspend_tenant",
        TenantStatus::Active => "resume_tenant",
    };
    let mut tx = opened.database.enter(&site).await?;
    store::set_status(&mut tx, status).await?;
    let entry = Act {
        person: None,
        act,
        object: site.slug.as_str(),
        reason: change.reason.as_deref(),
        before: Some(&before),
        after: Some(&after),
    };
    audit::record(&mut tx, random::uuid(), now, &entry).await?;
    tx.commit().await?;
    Ok(vec![format!("{} is {status}", change.slug)])
}

async fn export(opened: &Opened, export: ExportTenant, now: DateTime<Utc>) -> Result<Vec<String>, TenantError> {
    let site = find(opened, &export.slug).await?;
    let path = export.to.unwrap_or_else(|| format!("{}-{}.tar.gz", site.slug, now.format("%Y%m%d-%H%M%S")).into());
    let summary = archive::write(&opened.database, &site, &path, now).await?;
    let after = json!({ "tables": summary.tables, "rows": summary.rows });
    record(opened, &site, "export_tenant", None, None, Some(&after), now).await?;
    Ok(vec![format!("{}: {} rows of {} tables in {}", site.slug, summary.rows, summary.tables, path.display())])
}

async fn delete(opened: &Opened, delete: DeleteTenant, now: DateTime<Utc>) -> Result<Vec<String>, TenantError> {
    let site = find(opened, &delete.slug).await?;
    if delete.confirm != site.slug.as_str() {
        return Err(TenantError::NotConfirmed { said: delete.confirm, slug: delete.slug });
    }
    if site.kind == TenantKind::Platform {
        return Err(TenantError::Platform(delete.slug));
    }
    let owner = opened.owner()?;
    let members = owner.members(site.tenant).await?;
    if members > 0 {
        return Err(TenantError::HasMembers { slug: delete.slug, members });
    }
    if let Some(path) = &delete.export {
        archive::check(path, &site)?;
    }
    owner.delete_site(&site).await?;
    // The tenant's own trail is gone with it: that it was deleted is written down on the platform.
    let sites = site::all(&opened.database).await?;
    if let Some(platform) = sites.iter().find(|site| site.kind == TenantKind::Platform) {
        let before = json!({ "slug": site.slug.as_str(), "name": site.name, "id": site.tenant.to_string() });
        record(opened, platform, "delete_tenant", None, Some(&before), None, now).await?;
    }
    Ok(vec![format!("deleted {}", delete.slug)])
}

async fn record(
    opened: &Opened,
    site: &Site,
    act: &str,
    reason: Option<&str>,
    before: Option<&serde_json::Value>,
    after: Option<&serde_json::Value>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut tx = opened.database.enter(site).await?;
    let entry = Act { person: None, act, object: site.slug.as_str(), reason, before, after };
    audit::record(&mut tx, random::uuid(), now, &entry).await?;
    tx.commit().await
}

fn country(text: &str) -> Result<String, &'static str> {
    let valid = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    valid.then(|| text.to_owned()).ok_or("two capital letters, as in ISO 3166-1")
}

fn time_zone(text: &str) -> Result<chrono_tz::Tz, String> {
    text.parse().map_err(|_| "a zone of the tz database, such as America/Bogota".to_owned())
}

fn domain(text: &str) -> Result<String, &'static str> {
    crate::http::host::name(text)
        .filter(|name| name.contains('.') && !text.contains(':'))
        .ok_or("a host name such as presupuesto.envigado.gov.co, without a port")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_countries_are_checked() {
        assert_eq!(domain("Presupuesto.Envigado.gov.co").as_deref(), Ok("presupuesto.envigado.gov.co"));
        for wrong in ["localhost", "a b.co", "https://a.co", "a.co:80", ""] {
            assert!(domain(wrong).is_err(), "{wrong}");
        }
        assert!(country("CO").is_ok() && country("co").is_err() && country("COL").is_err());
    }
}
