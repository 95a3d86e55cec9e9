//! Publishing a version, and what other tenants published.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::Fingerprint,
    id::{PersonId, RuleSetId, TenantId},
    ruleset::{Defect, RuleSet},
};

use super::{Version, document, find, read, stored};
use crate::{Observing, Result, StoreError, TenantTx};

/// The act by which a version is adopted.
#[derive(Clone, Debug)]
pub struct Adoption<'a> {
    /// As it is cited.
    pub act: &'a str,
    /// Its date.
    pub date: NaiveDate,
    /// Where it can be read.
    pub reference: Option<&'a str>,
    /// The first day on which a process may follow it.
    pub effective_from: NaiveDate,
}

/// Why a draft was not published.
#[derive(Debug, thiserror::Error)]
pub enum NotPublished {
    /// A process under it would run into a dead end.
    #[error("the rules have {} defects", .0.len())]
    Unsound(
        /// Every defect, by place.
        Vec<Defect>,
    ),
    /// The database, or somebody else's change.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for NotPublished {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Publishes a draft as it was read: it gets the next number of its slug, supersedes the version before and can be read
/// by other tenants.
///
/// # Errors
/// [`NotPublished::Unsound`] when the document has defects; [`StoreError::Conflict`] when somebody saved another revision meanwhile, or it is published or gone already; and when
/// the database does not answer.
pub async fn publish(
    tx: &mut TenantTx,
    id: RuleSetId,
    revision: u32,
    adoption: &Adoption<'_>,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> std::result::Result<Version, NotPublished> {
    let tenant = tx.tenant().uuid();
    let conflict = || StoreError::Conflict("the draft");
    let slug = sqlx::query_scalar!(
        r#"select slug as "slug!" from rule_set
        where tenant_id = $1 and id = $2 and revision = $3 and status = 'draft' for no key update"#,
        tenant,
        id.uuid(),
        revision.cast_signed()
    )
    .fetch_optional(tx.connection())
    .await?
    .ok_or_else(conflict)?;
    let published = document(tx, id).await?.ok_or_else(conflict)?;
    let published = published.check().map_err(NotPublished::Unsound)?;
    let hash = Fingerprint::of(published.rules());
    sqlx::query!(
        "update rule_set set status = 'superseded' where tenant_id = $1 and slug = $2 and status = 'published'",
        tenant,
        slug
    )
    .execute(tx.connection())
    .await?;
    // Two drafts of one slug published at once: the index of versions lets one through.
    let done = sqlx::query!(
        "update rule_set set status = 'published', hash = $3, effective_from = $4, act_title = $5, act_date = $6,
            act_reference = $7, published_by = $8, published_at = $9, changed_at = $9,
            version = (select coalesce(max(version), 0) + 1 from rule_set other
                where other.tenant_id = $1 and other.slug = rule_set.slug)
        where tenant_id = $1 and id = $2",
        tenant,
        id.uuid(),
        &hash.bytes()[..],
        adoption.effective_from,
        adoption.act,
        adoption.date,
        adoption.reference,
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await;
    match done.map_err(StoreError::from) {
        Ok(_) => {}
        Err(error) if error.violates("rule_set_tenant_id_slug_version_key") || error.violates("rule_set_in_force") => {
            return Err(StoreError::Conflict("the version").into());
        }
        Err(error) => return Err(error.into()),
    }
    sqlx::query!(
        "insert into published_rule_set (tenant_id, rule_set_id, slug, version, title, summary, document, hash,
            effective_from, published_at)
        select tenant_id, id, slug, version, title, document ->> 'summary', document, hash, effective_from, published_at
        from rule_set where tenant_id = $1 and id = $2",
        tenant,
        id.uuid()
    )
    .execute(tx.connection())
    .await?;
    Ok(find(tx, id).await?.ok_or_else(conflict)?)
}

/// What a tenant published, as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// Whose.
    pub tenant: TenantId,
    /// The name of that site.
    pub tenant_name: String,
    /// The version, within that site.
    pub id: RuleSetId,
    /// The document's short name.
    pub slug: String,
    /// Its number among that site's versions of the slug.
    pub number: u32,
    /// What people call it.
    pub title: String,
    /// What it is, in a few sentences.
    pub summary: Option<String>,
    /// What the document is known by.
    pub hash: Fingerprint,
    /// The first day on which a process may follow it.
    pub effective_from: NaiveDate,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

/// The newest published version of every rule set of every tenant, by the tenants' names.
///
/// # Errors
/// When the database does not answer.
pub async fn shared(observing: &mut Observing) -> Result<Vec<Shared>> {
    sqlx::query!(
        r#"select distinct on (tenant.name, tenant.id, published.slug) published.tenant_id, tenant.name as tenant_name,
            rule_set_id, published.slug, version, title, summary, hash, effective_from, published_at
        from published_rule_set published
        join tenant on tenant.id = published.tenant_id
        order by tenant.name, tenant.id, published.slug, version desc"#
    )
    .fetch_all(observing.connection())
    .await?
    .into_iter()
    .map(|row| {
        Ok(Shared {
            tenant: row.tenant_id.into(),
            tenant_name: row.tenant_name,
            id: row.rule_set_id.into(),
            slug: row.slug,
            number: row.version.cast_unsigned(),
            title: row.title,
            summary: row.summary,
            hash: stored(&row.hash)?,
            effective_from: row.effective_from,
            published_at: row.published_at,
        })
    })
    .collect()
}

/// The documents of [`shared`], in its order, each with its tenant and the tenant's name.
///
/// # Errors
/// When the database does not answer, or holds what is no rule set.
pub async fn shared_documents(observing: &mut Observing) -> Result<Vec<(TenantId, String, RuleSet)>> {
    sqlx::query!(
        "select distinct on (tenant.name, tenant.id, published.slug) published.tenant_id, tenant.name, document
        from published_rule_set published
        join tenant on tenant.id = published.tenant_id
        order by tenant.name, tenant.id, published.slug, version desc"
    )
    .fetch_all(observing.connection())
    .await?
    .into_iter()
    .map(|row| Ok((row.tenant_id.into(), row.name, read(row.document)?)))
    .collect()
}

/// The document of a version that some tenant published.
///
/// # Errors
/// When the database does not answer, or holds what is no rule set.
pub async fn shared_document(observing: &mut Observing, tenant: TenantId, id: RuleSetId) -> Result<Option<RuleSet>> {
    sqlx::query_scalar!(
        "select document from published_rule_set where tenant_id = $1 and rule_set_id = $2",
        tenant.uuid(),
        id.uuid()
    )
    .fetch_optional(observing.connection())
    .await?
    .map(read)
    .transpose()
}
