//! New sites together with their territories, as the presets and the command line bring them.

use chrono::{DateTime, Utc};
use shared::{id::TerritoryId, territory::TerritoryKind};

use crate::{
    NewSite, Owner, Result, TenantTx,
    indicator::{self, NewFigure},
    owner::insert_site,
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

impl Owner {
    /// Every site of the registry, ordered by name.
    ///
    /// # Errors
    /// When the database does not answer, or holds a value the domain does not know.
    pub async fn sites(&self) -> Result<Vec<Site>> {
        crate::site::registered(self.pool()).await
    }

    /// Adds a site and its territories, all or nothing; says whether it was missing. A site that is there keeps what it
    /// has.
    ///
    /// # Errors
    /// When the official code belongs to another site of the group, and when the database does not answer.
    pub async fn settle(&self, site: &NewSite, territories: &[NewTerritory], now: DateTime<Utc>) -> Result<bool> {
        let mut tx = self.enter_new(site.tenant).await?;
        match insert_site(tx.connection(), site, now).await {
            Ok(()) => {}
            // Another server was faster.
            Err(error) if error.violates("tenant_slug_key") => return Ok(false),
            Err(error) => return Err(error),
        }
        insert_territories(&mut tx, territories, now).await?;
        tx.commit().await?;
        Ok(true)
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
