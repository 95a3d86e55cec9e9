//! Published selections of municipalities (selección de municipios): the rule, the figures and the table that came of it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::Text,
    id::PersonId,
    ruleset::{IndicatorRule, SelectionRule},
    selection::Selection,
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// A selection to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSelection {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub title: Text,
    /// By which criteria.
    pub rule: SelectionRule,
    /// What is known of the indicators that the criteria look at.
    pub indicators: Vec<IndicatorRule>,
    /// The table that came of it.
    pub outcome: Selection,
    /// The documents that the figures are from.
    pub source: Text,
    /// The act that adopts it, as it is cited.
    pub act: String,
    /// The date of the act.
    pub on: NaiveDate,
    /// Made up to show the page.
    pub sample: bool,
}

/// A published selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What was published.
    pub selection: NewSelection,
    /// Who published it; none for the command line.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A published selection in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub title: String,
    /// The act that adopts it.
    pub act: String,
    /// The date of the act.
    pub on: NaiveDate,
}

/// Publishes a selection.
///
/// # Errors
/// When the database does not answer.
pub async fn publish(tx: &mut TenantTx, new: &NewSelection, by: Option<PersonId>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into municipality_selection (tenant_id, id, title, rule, indicators, outcome, source, act, decided_on,
            sample, published_by, published_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tx.tenant().uuid(),
        new.id,
        new.title.as_str(),
        serde_json::to_value(&new.rule).map_err(StoreError::corrupt("municipality_selection.rule"))?,
        serde_json::to_value(&new.indicators).map_err(StoreError::corrupt("municipality_selection.indicators"))?,
        serde_json::to_value(&new.outcome).map_err(StoreError::corrupt("municipality_selection.outcome"))?,
        new.source.as_str(),
        new.act,
        new.on,
        new.sample,
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// All of them, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Heading>> {
    let headings = sqlx::query_as!(
        Heading,
        r#"select id, title, act, decided_on as "on" from municipality_selection
        where tenant_id = $1 order by published_at desc, id"#,
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(headings)
}

/// One of them; nothing when it is not there.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Option<Published>> {
    let row = sqlx::query!(
        r#"select title, rule, indicators, outcome, source, act, decided_on, sample, person.name as "by?", published_at
        from municipality_selection selection
        left join person on person.tenant_id = selection.tenant_id and person.id = selection.published_by
        where selection.tenant_id = $1 and selection.id = $2"#,
        tx.tenant().uuid(),
        id
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let selection = NewSelection {
        id,
        title: row.title.parse().map_err(StoreError::corrupt("municipality_selection.title"))?,
        rule: serde_json::from_value(row.rule).map_err(StoreError::corrupt("municipality_selection.rule"))?,
        indicators: serde_json::from_value(row.indicators)
            .map_err(StoreError::corrupt("municipality_selection.indicators"))?,
        outcome: serde_json::from_value(row.outcome).map_err(StoreError::corrupt("municipality_selection.outcome"))?,
        source: row.source.parse().map_err(StoreError::corrupt("municipality_selection.source"))?,
        act: row.act,
        on: row.decided_on,
        sample: row.sample,
    };
    Ok(Some(Published { selection, by: row.by, at: row.published_at }))
}
