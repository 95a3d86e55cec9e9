//! Documents that were read before, by tenant and hash.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use shared::{document::Fingerprint, id::TenantId, ruleset::RuleSet};

use super::read;
use crate::{Result, StoreError, TenantTx};

/// How many documents are kept in memory; beyond that all are forgotten and read again as they are needed.
const MOST: usize = 512;

/// Documents in memory. A document never changes under its hash, so none grows old.
#[derive(Debug, Default)]
pub(crate) struct Documents(RwLock<HashMap<(TenantId, Fingerprint), Arc<RuleSet>>>);

impl Documents {
    fn get(&self, tenant: TenantId, hash: Fingerprint) -> Option<Arc<RuleSet>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&(tenant, hash)).map(Arc::clone)
    }

    fn keep(&self, tenant: TenantId, hash: Fingerprint, document: &Arc<RuleSet>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert((tenant, hash), Arc::clone(document));
    }
}

/// The document of a published version or of an act. What is stored is held to its hash once, when it is first read.
///
/// # Errors
/// When the database does not answer, or what is stored under the hash is another document.
pub(crate) async fn by_hash(tx: &mut TenantTx, hash: Fingerprint) -> Result<Arc<RuleSet>> {
    let tenant = tx.tenant();
    if let Some(document) = tx.documents().get(tenant, hash) {
        return Ok(document);
    }
    let stored = sqlx::query_scalar!(
        r#"select document as "document!" from rule_set where tenant_id = $1 and hash = $2
        union all select document from transitory_act where tenant_id = $1 and hash = $2
        limit 1"#,
        tenant.uuid(),
        &hash.bytes()[..]
    )
    .fetch_optional(tx.connection())
    .await?
    .ok_or_else(|| StoreError::corrupt("rule set")(format!("no document has the hash {hash}")))?;
    let document = Arc::new(read(stored)?);
    let found = Fingerprint::of(&document);
    if found != hash {
        return Err(StoreError::corrupt("rule set")(format!("the document of {hash} has the hash {found}")));
    }
    tx.documents().keep(tenant, hash, &document);
    Ok(document)
}
