//! The rules of a tenant (reglamento) as versioned documents: drafts, published versions, what a process follows and
//! the acts that change it on its way.
//!
//! A document that is published, or that an act made, never changes and is known by its hash: it is read from the
//! database once and kept in memory after that.

mod documents;
mod draft;
mod history;
mod preset;
mod process;
mod published;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use shared::{
    document::{self, Fingerprint},
    id::RuleSetId,
    ruleset::RuleSet,
};

pub(crate) use self::documents::{Documents, by_hash, powers};
pub use self::{
    draft::{NewDraft, create, discard, save},
    history::{Act, History, Hold, NewAct, adopt_act, history},
    preset::{Preset, presets},
    process::{freeze, freeze_due, in_force, pin, stray},
    published::{Adoption, NotPublished, Shared, publish, shared, shared_document, shared_documents},
};
use crate::{Result, StoreError, TenantTx};

/// What a list says of one version of a rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Within this site.
    pub id: RuleSetId,
    /// The document's short name, the same in all versions.
    pub slug: String,
    /// What people call it.
    pub title: String,
    /// Where it was taken from, in words.
    pub copied_from: Option<String>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// How far it has come.
    pub life: Life,
}

/// How far a version has come (borrador, publicado, reemplazado).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Life {
    /// It can be changed.
    Draft {
        /// Counts its changes; whoever saves says which one was read.
        revision: u32,
    },
    /// It is final.
    Published(Publication),
}

/// What there is to know of a published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Its number among the versions of its slug, from 1.
    pub number: u32,
    /// What its document is known by.
    pub hash: Fingerprint,
    /// The first day on which a process may follow it.
    pub effective_from: NaiveDate,
    /// The act that adopts it, as it is cited.
    pub act: String,
    /// The act's date.
    pub act_date: NaiveDate,
    /// Where the act can be read.
    pub act_reference: Option<String>,
    /// When it was published here.
    pub at: DateTime<Utc>,
    /// Whether a newer version took its place.
    pub superseded: bool,
}

impl Version {
    /// What was published, if it was.
    pub const fn publication(&self) -> Option<&Publication> {
        match &self.life {
            Life::Draft { .. } => None,
            Life::Published(publication) => Some(publication),
        }
    }
}

struct Row {
    id: uuid::Uuid,
    slug: String,
    title: String,
    status: String,
    revision: i32,
    copied_from: Option<String>,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
    version: Option<i32>,
    hash: Option<Vec<u8>>,
    effective_from: Option<NaiveDate>,
    act_title: Option<String>,
    act_date: Option<NaiveDate>,
    act_reference: Option<String>,
    published_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Version {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let life = match (row.version, row.hash, row.effective_from, row.act_title, row.act_date, row.published_at) {
            (Some(number), Some(hash), Some(effective_from), Some(act), Some(act_date), Some(at)) => {
                Life::Published(Publication {
                    number: number.cast_unsigned(),
                    hash: stored(&hash)?,
                    effective_from,
                    act,
                    act_date,
                    act_reference: row.act_reference,
                    at,
                    superseded: row.status == "superseded",
                })
            }
            _ => Life::Draft { revision: row.revision.cast_unsigned() },
        };
        Ok(Self {
            id: row.id.into(),
            slug: row.slug,
            title: row.title,
            copied_from: row.copied_from,
            created_at: row.created_at,
            changed_at: row.changed_at,
            life,
        })
    }
}

/// The columns of a version without its document.
macro_rules! versions {
    ($tail:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, slug as "slug!", title as "title!", status, revision, copied_from, created_at, changed_at,
                version, hash, effective_from, act_title, act_date, act_reference, published_at
            from rule_set "# + $tail,
            $($argument),+
        )
    };
}

/// Every version of every rule set of the tenant: what changed last comes first.
///
/// # Errors
/// When the database does not answer.
pub async fn versions(tx: &mut TenantTx) -> Result<Vec<Version>> {
    versions!("where tenant_id = $1 order by changed_at desc, id desc", tx.tenant().uuid())
        .fetch_all(tx.connection())
        .await?
        .into_iter()
        .map(Version::try_from)
        .collect()
}

/// One version, without its document.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: RuleSetId) -> Result<Option<Version>> {
    versions!("where tenant_id = $1 and id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(Version::try_from)
        .transpose()
}

/// The published version of a slug that nothing supersedes.
///
/// # Errors
/// When the database does not answer.
pub async fn latest(tx: &mut TenantTx, slug: &str) -> Result<Option<Version>> {
    versions!("where tenant_id = $1 and slug = $2 and status = 'published'", tx.tenant().uuid(), slug)
        .fetch_optional(tx.connection())
        .await?
        .map(Version::try_from)
        .transpose()
}

/// The document of a version.
///
/// # Errors
/// When the database does not answer, or holds what is no rule set.
pub async fn document(tx: &mut TenantTx, id: RuleSetId) -> Result<Option<RuleSet>> {
    sqlx::query_scalar!("select document from rule_set where tenant_id = $1 and id = $2", tx.tenant().uuid(), id.uuid())
        .fetch_optional(tx.connection())
        .await?
        .map(read)
        .transpose()
}

/// A fingerprint as it is stored.
pub(crate) fn stored(bytes: &[u8]) -> Result<Fingerprint> {
    let bytes: [u8; 32] = bytes.try_into().map_err(StoreError::corrupt("fingerprint"))?;
    Ok(bytes.into())
}

/// Reads a document as it is stored.
fn read(document: Value) -> Result<RuleSet> {
    document::from_value(document).map_err(|problems| {
        let first = problems.all().first().map(|problem| format!("{}: {:?}", problem.path, problem.fault));
        StoreError::corrupt("rule set")(first.unwrap_or_default())
    })
}

/// A document as it is stored.
fn written(document: &RuleSet) -> Result<Value> {
    serde_json::to_value(document).map_err(StoreError::corrupt("rule set"))
}
