//! A draft: found, saved over what was read, thrown away.

use shared::{id::RuleSetId, permission::Action, ruleset::RuleSet};
use store::{
    StoreError, TenantTx,
    rules::{self, Life, Version},
};

use super::{Entry, allow, changed, record};
use crate::{
    forms::{Declined, Done},
    page::Fault,
    path, text,
    visit::Visit,
};

/// A draft as it was read.
pub struct Draft {
    /// What the list says of it.
    pub version: Version,
    /// The revision that was read.
    pub revision: u32,
    /// Its document.
    pub rules: RuleSet,
}

/// The draft with this id.
pub async fn find(tx: &mut TenantTx, id: RuleSetId) -> Result<Option<Draft>, StoreError> {
    let Some(version) = rules::find(tx, id).await? else { return Ok(None) };
    let Life::Draft { revision } = version.life else { return Ok(None) };
    Ok(rules::document(tx, id).await?.map(|rules| Draft { version, revision, rules }))
}

/// The draft of an address.
pub async fn of_address(tx: &mut TenantTx, typed: Option<String>) -> Result<Draft, Fault> {
    find(tx, super::id(typed)?).await?.ok_or(Fault::NotFound)
}

/// The draft that a form is about, to whoever may change it: as it was when the form was shown.
pub async fn of_form(visit: &Visit, tx: &mut TenantTx, draft: &str, revision: &str) -> Result<Draft, Declined> {
    let locale = visit.locale();
    allow(visit, tx, Action::ManageRules).await?;
    let gone = || Declined::Refused(text::rules::draft_gone(locale).to_owned());
    let draft = find(tx, draft.parse().map_err(|_| gone())?).await?.ok_or_else(gone)?;
    if revision.parse() == Ok(draft.revision) {
        Ok(draft)
    } else {
        Err(Declined::Refused(text::rules::draft_changed(locale).to_owned()))
    }
}

/// A conflict of the store as the answer to a form.
pub fn conflict(visit: &Visit, error: StoreError) -> Declined {
    match error {
        StoreError::Conflict(_) => Declined::Refused(text::rules::draft_changed(visit.locale()).to_owned()),
        error => Declined::Store(error),
    }
}

/// Saves a draft with what its change says for the audit trail.
pub async fn save(visit: &Visit, mut tx: TenantTx, draft: &Draft, rules: &RuleSet) -> Result<(), Declined> {
    let (before, after) = changed(&draft.rules, rules);
    rules::save(&mut tx, draft.version.id, draft.revision, rules, visit.now)
        .await
        .map_err(|error| conflict(visit, error))?;
    let entry = Entry {
        act: "change_rules",
        object: draft.version.title.as_str(),
        reason: None,
        before: Some(&before),
        after: Some(&after),
    };
    record(visit, &mut tx, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws a draft away.
pub async fn discard(visit: &Visit, draft: &str, revision: &str) -> Result<Done, Declined> {
    let mut tx = visit.enter().await?;
    let draft = of_form(visit, &mut tx, draft, revision).await?;
    rules::discard(&mut tx, draft.version.id, draft.revision).await.map_err(|error| conflict(visit, error))?;
    let before = serde_json::json!({ "draft": draft.version.id, "title": draft.version.title });
    let entry = Entry {
        act: "discard_rules",
        object: draft.version.title.as_str(),
        reason: None,
        before: Some(&before),
        after: None,
    };
    record(visit, &mut tx, entry).await?;
    tx.commit().await?;
    Ok(Done {
        to: path::ADMIN_RULES.to_owned(),
        message: Some(text::rules::draft_discarded(visit.locale()).to_owned()),
    })
}
