//! The pools, one for each database role that serves requests.

use std::sync::Arc;

use sqlx::{Connection, PgPool, Postgres, pool::PoolConnection};

use crate::{Result, TenantTx, rules::Documents, site::Site};

/// The product's database as the server sees it: the app role (fenced by row-level security) and the observer role
/// (published aggregates only). The pools themselves stay inside this crate.
#[derive(Clone, Debug)]
pub struct Database {
    app: PgPool,
    observer: PgPool,
    documents: Arc<Documents>,
}

/// A connection that sees published aggregates of all tenants and nothing else.
pub struct Observing(PoolConnection<Postgres>);

impl Database {
    /// Takes the two pools; each must log in as (or have set) its own role.
    pub fn new(app: PgPool, observer: PgPool) -> Self {
        Self { app, observer, documents: Arc::default() }
    }

    /// Enters one tenant.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn enter(&self, site: &Site) -> Result<TenantTx> {
        TenantTx::enter(&self.app, &self.documents, site).await
    }

    /// Enters one tenant to read a lot of it, all as of one instant.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn enter_snapshot(&self, site: &Site) -> Result<TenantTx> {
        TenantTx::enter_snapshot(&self.app, &self.documents, site).await
    }

    /// Looks at what the tenants published.
    ///
    /// # Errors
    /// When no connection can be had.
    pub async fn observe(&self) -> Result<Observing> {
        Ok(Observing(self.observer.acquire().await?))
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.app.acquire().await?.ping().await?)
    }

    /// Waits for the work in flight and closes both pools.
    pub async fn close(&self) {
        self.app.close().await;
        self.observer.close().await;
    }

    /// The registry of sites and nothing else: tables without a tenant.
    pub(crate) fn registry(&self) -> &PgPool {
        &self.app
    }
}

impl Observing {
    pub(crate) fn connection(&mut self) -> &mut sqlx::PgConnection {
        &mut self.0
    }
}
