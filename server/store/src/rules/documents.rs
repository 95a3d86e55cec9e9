//! Documents that were read before, by tenant and hash.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
};

use chrono_tz::Tz;
use shared::{document::Fingerprint, id::TenantId, permission::Powers, ruleset::RuleSet};

use super::read;
use crate::{Result, StoreError, TenantTx};

/// How many documents are kept in memory; beyond that all are forgotten and read again as they are needed.
const MOST: usize = 512;

/// Documents in memory, and the powers that they give. A document never changes under its hash, so none grows old.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    documents: Kept<(TenantId, Fingerprint), RuleSet>,
    powers: Kept<(TenantId, Fingerprint, Tz), Powers>,
}

#[derive(Debug)]
struct Kept<K, V>(RwLock<HashMap<K, Arc<V>>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    fn get(&self, key: &K) -> Option<Arc<V>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).map(Arc::clone)
    }

    fn keep(&self, key: K, value: &Arc<V>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, Arc::clone(value));
    }
}

/// The powers that a document gives, whose days are days of `zone`.
pub(crate) fn powers(tx: &TenantTx, hash: Fingerprint, document: &RuleSet, zone: Tz) -> Arc<Powers> {
    let (key, kept) = ((tx.tenant(), hash, zone), &tx.documents().powers);
    kept.get(&key).unwrap_or_else(|| {
        let powers = Arc::new(Powers::new(document, zone));
        kept.keep(key, &powers);
        powers
    })
}

/// The document of a published version or of an act. What is stored is held to its hash once, when it is first read.
///
/// # Errors
/// When the database does not answer, or what is stored under the hash is another document.
pub(crate) async fn by_hash(tx: &mut TenantTx, hash: Fingerprint) -> Result<Arc<RuleSet>> {
    let tenant = tx.tenant();
    if let Some(document) = tx.documents().documents.get(&(tenant, hash)) {
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
    tx.documents().documents.keep((tenant, hash), &document);
    Ok(document)
}
