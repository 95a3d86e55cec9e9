//! Which site a request is for: from the `Host` header alone.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use shared::id::TenantId;
use shared::tenant::TenantKind;
use store::Database;
use store::site::Site;

/// Every site by every name it answers to.
#[derive(Debug, Default)]
pub struct Directory {
    by_host: HashMap<String, Arc<Site>>,
    by_tenant: HashMap<TenantId, Arc<Site>>,
    all: Arc<Vec<Arc<Site>>>,
}

impl Directory {
    /// Sites as the registry lists them, under a base domain.
    pub fn new(sites: Vec<Site>, base_domain: &str) -> Self {
        let all: Vec<Arc<Site>> = sites.into_iter().map(Arc::new).collect();
        let mut by_host = HashMap::new();
        for site in &all {
            let own = match site.kind {
                TenantKind::Platform => base_domain.to_owned(),
                _ => format!("{}.{base_domain}", site.slug),
            };
            by_host.insert(own, Arc::clone(site));
        }
        // A domain of its own wins over a subdomain that happens to be the same.
        for site in &all {
            by_host.extend(site.domains.iter().map(|domain| (domain.to_ascii_lowercase(), Arc::clone(site))));
        }
        let by_tenant = all.iter().map(|site| (site.tenant, Arc::clone(site))).collect();
        Self { by_host, by_tenant, all: Arc::new(all) }
    }

    /// The site of a host name, as [`name`] gives it.
    pub fn find(&self, host: &str) -> Option<&Arc<Site>> {
        self.by_host.get(host)
    }

    /// The site of a tenant.
    pub fn of(&self, tenant: TenantId) -> Option<&Arc<Site>> {
        self.by_tenant.get(&tenant)
    }

    /// All sites, by name.
    pub fn all(&self) -> &Arc<Vec<Arc<Site>>> {
        &self.all
    }

    /// The platform's own site.
    pub fn platform(&self) -> Option<&Arc<Site>> {
        self.all.iter().find(|site| site.kind == TenantKind::Platform)
    }
}

/// The directory as it was at most a moment ago, so that a suspension works at once and a request asks no table.
#[derive(Debug, Clone)]
pub struct Directories {
    current: Arc<RwLock<Arc<Directory>>>,
    base_domain: Arc<str>,
}

/// How old the directory may be.
const REFRESH: Duration = Duration::from_secs(2);

impl Directories {
    /// Reads the registry for the first time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(database: &Database, base_domain: &str) -> store::Result<Self> {
        let directory = Directory::new(store::site::all(database).await?, base_domain);
        Ok(Self { current: Arc::new(RwLock::new(Arc::new(directory))), base_domain: base_domain.into() })
    }

    /// The directory as it is now.
    pub fn current(&self) -> Arc<Directory> {
        // A reader or writer that panicked left a whole directory behind.
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the registry again and again, until dropped. While the database does not answer, the last directory holds.
    pub async fn keep_fresh(self, database: Database) {
        let mut failing = false;
        loop {
            tokio::time::sleep(REFRESH).await;
            match store::site::all(&database).await {
                Ok(sites) => {
                    failing = false;
                    let fresh = Arc::new(Directory::new(sites, &self.base_domain));
                    *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
                }
                Err(error) if !failing => {
                    failing = true;
                    tracing::warn!(%error, "the registry of sites cannot be read; the last one stays in use");
                }
                Err(_) => {}
            }
        }
    }
}

/// The name in a `Host` header: lower case, without port and without the root's dot. None for what is no name.
pub fn name(header: &str) -> Option<String> {
    let (name, port) = header.rsplit_once(':').map_or((header, None), |(name, port)| (name, Some(port)));
    if port.is_some_and(|port| port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let valid = !name.is_empty()
        && name.len() <= 253
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && !name.starts_with(['.', '-'])
        && !name.contains("..");
    valid.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_and_the_case_do_not_matter() {
        for header in ["medellin.localhost", "Medellin.LOCALHOST:3000", "medellin.localhost.", "medellin.localhost.:80"]
        {
            assert_eq!(name(header).as_deref(), Some("medellin.localhost"), "{header}");
        }
        assert_eq!(name("127.0.0.1:3000").as_deref(), Some("127.0.0.1"));
    }

    #[test]
    fn what_is_no_name_is_no_host() {
        for header in [
            "",
            ":3000",
            "a b",
            "medellin.localhost:",
            "medellin.localhost:x",
            "[::1]:3000",
            "a/b",
            "ñ.co",
            "user@host",
            "..",
            "a..b",
            ".a",
            "-a",
        ] {
            assert_eq!(name(header), None, "{header}");
        }
        assert_eq!(name(&"a".repeat(254)), None);
    }
}
