//! New sites together with their territories, as the presets and the command line bring them.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    id::{RuleSetId, TerritoryId},
    ruleset::SoundRuleSet,
    territory::TerritoryKind,
};

use crate::{
    NewSite, Owner, Result, StoreError, TenantTx,
    indicator::{self, NewFigure},
    owner::insert_site,
    rules::{self, Adoption, NewDraft, NotPublished},
    site::Site,
};

/// A territory to add to a site.
#[derive(Clone, Debug)]
pub struct NewTerritory {
    /// Its id.
    pub id: TerritoryId,
    /// Its official code, unique in the site.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: TerritoryKind,
    /// The figures that ceilings rest on, each with its year and source.
    pub figures: Vec<NewFigure>,
}

/// The rules that a site starts with, published from the beginning.
#[derive(Clone, Copy, Debug)]
pub struct SeedRules<'a> {
    /// The id of their version.
    pub id: RuleSetId,
    /// The rules.
    pub rules: &'a SoundRuleSet,
    /// By what they are adopted.
    pub act: &'a str,
    /// From when on.
    pub date: NaiveDate,
    /// Where they are taken from, in words.
    pub source: &'a str,
}

impl Owner {
    /// Every site of the registry, ordered by name.
    ///
    /// # Errors
    /// When the database does not answer, or holds a value the domain does not know.
    pub async fn sites(&self) -> Result<Vec<Site>> {
        crate::site::registered(self.pool()).await
    }

    /// Adds a site with its territories and its rules, all or nothing; says whether it was missing. A site that is there keeps what it
    /// has.
    ///
    /// # Errors
    /// When the official code belongs to another site of the group, and when the database does not answer.
    pub async fn settle(
        &self,
        site: &NewSite,
        territories: &[NewTerritory],
        rules: Option<&SeedRules<'_>>,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let mut tx = self.enter_new(site.tenant).await?;
        match insert_site(tx.connection(), site, now).await {
            Ok(()) => {}
            // Another server was faster.
            Err(error) if error.violates("tenant_slug_key") => return Ok(false),
            Err(error) => return Err(error),
        }
        insert_territories(&mut tx, territories, now).await?;
        if let Some(seed) = rules {
            publish(&mut tx, seed, now).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

async fn publish(tx: &mut TenantTx, seed: &SeedRules<'_>, now: DateTime<Utc>) -> Result<()> {
    let document = seed.rules.rules();
    let draft = NewDraft { id: seed.id, document, copied_from: Some(seed.source), by: None };
    rules::create(tx, &draft, now).await?;
    let adoption = Adoption { act: seed.act, date: seed.date, reference: None, effective_from: seed.date };
    match rules::publish(tx, seed.id, 1, &adoption, None, now).await {
        Ok(_) => Ok(()),
        Err(NotPublished::Store(error)) => Err(error),
        Err(unsound @ NotPublished::Unsound(_)) => Err(StoreError::corrupt("rule set")(unsound)),
    }
}

async fn insert_territories(tx: &mut TenantTx, territories: &[NewTerritory], now: DateTime<Utc>) -> Result<()> {
    let column = |of: fn(&NewTerritory) -> &str| territories.iter().map(|one| of(one).to_owned()).collect::<Vec<_>>();
    let ids: Vec<_> = territories.iter().map(|one| one.id.uuid()).collect();
    sqlx::query!(
        "insert into territory (tenant_id, id, code, name, kind)
        select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[])",
        tx.tenant().uuid(),
        &ids,
        &column(|one| &one.code),
        &column(|one| &one.name),
        &column(|one| one.kind.as_str())
    )
    .execute(tx.connection())
    .await?;
    let figures: Vec<_> =
        territories.iter().flat_map(|one| one.figures.iter().map(|figure| (one.id, figure))).collect();
    indicator::record(tx, &figures, None, now).await
}
