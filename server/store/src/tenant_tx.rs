//! The handle on one tenant's data.

use std::sync::Arc;

use shared::id::TenantId;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use crate::{Result, rules::Documents, site::Site};

/// A transaction inside one tenant (inquilino). Dropping it changes nothing; [`TenantTx::commit`] makes it all last.
pub struct TenantTx {
    tenant: TenantId,
    transaction: Transaction<'static, Postgres>,
    documents: Arc<Documents>,
}

impl TenantTx {
    /// Enters a tenant in the first statement of the transaction. `SET LOCAL` with a literal ends with the transaction,
    /// whatever happens, and is the form that a distributed `PostgreSQL` passes on to its nodes.
    pub(crate) async fn enter(pool: &PgPool, documents: &Arc<Documents>, site: &Site) -> Result<Self> {
        Self::begin(pool, documents, site.tenant, "begin").await
    }

    /// Enters a tenant that is being made in this very transaction.
    pub(crate) async fn enter_new(pool: &PgPool, documents: &Arc<Documents>, tenant: TenantId) -> Result<Self> {
        Self::begin(pool, documents, tenant, "begin").await
    }

    /// Enters a tenant to read: everything is seen as it is at the first look, however long the reading takes.
    pub(crate) async fn enter_snapshot(pool: &PgPool, documents: &Arc<Documents>, site: &Site) -> Result<Self> {
        Self::begin(pool, documents, site.tenant, "begin isolation level repeatable read read only").await
    }

    async fn begin(pool: &PgPool, documents: &Arc<Documents>, tenant: TenantId, begin: &'static str) -> Result<Self> {
        // The literal comes from a parsed UUID: hexadecimal digits and dashes only.
        let begin = AssertSqlSafe(format!("{begin}; set local app.tenant_id = '{tenant}'"));
        let transaction = pool.begin_with(begin).await?;
        Ok(Self { tenant, transaction, documents: Arc::clone(documents) })
    }

    /// Lets this transaction take as long as large urns need: longer than what is done while somebody waits for a page.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_time(&mut self) -> Result<()> {
        let set = "set local statement_timeout = '10min'; set local idle_in_transaction_session_timeout = '30min'";
        sqlx::raw_sql(set).execute(self.connection()).await?;
        Ok(())
    }

    /// The tenant whose data this handle reaches.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Makes everything done through this handle last.
    ///
    /// # Errors
    /// When the database cannot commit; then nothing was changed.
    pub async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }

    /// The documents that were read before.
    pub(crate) fn documents(&self) -> &Documents {
        &self.documents
    }

    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }
}
