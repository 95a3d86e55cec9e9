//! Territories: comunas, corregimientos, localities, zones.

use shared::{
    id::TerritoryId,
    territory::{Indicators, TerritoryKind},
};

use crate::{Result, StoreError, TenantTx};

/// A territory (territorio) of a tenant. A tenant without divisions has one: itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Territory {
    /// Within this site.
    pub id: TerritoryId,
    /// Its official code, unique in the tenant.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Comuna, corregimiento, locality…
    pub kind: TerritoryKind,
    /// Inhabitants and poverty.
    pub indicators: Indicators,
    /// Where the figures come from.
    pub source: String,
}

pub(crate) struct Row {
    pub id: uuid::Uuid,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub population: i64,
    pub poverty_basis_points: Option<i32>,
    pub source: String,
}

impl TryFrom<Row> for Territory {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        // The schema holds both figures at zero or above.
        let indicators =
            Indicators::new(row.population.cast_unsigned(), row.poverty_basis_points.map(i32::cast_unsigned))
                .map_err(StoreError::corrupt("territory.poverty_basis_points"))?;
        Ok(Self {
            id: row.id.into(),
            code: row.code,
            name: row.name,
            kind: row.kind.parse().map_err(StoreError::corrupt("territory.kind"))?,
            indicators,
            source: row.source,
        })
    }
}

/// All territories of the tenant, by code.
///
/// # Errors
/// When the database does not answer.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<Territory>> {
    sqlx::query_as!(
        Row,
        "select id, code, name, kind, population, poverty_basis_points, source
        from territory where tenant_id = $1 order by code",
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(Territory::try_from)
    .collect()
}

/// The territory with this code.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(tx: &mut TenantTx, code: &str) -> Result<Option<Territory>> {
    sqlx::query_as!(
        Row,
        "select id, code, name, kind, population, poverty_basis_points, source
        from territory where tenant_id = $1 and code = $2",
        tx.tenant().uuid(),
        code
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Territory::try_from)
    .transpose()
}

/// The territory with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: TerritoryId) -> Result<Option<Territory>> {
    sqlx::query_as!(
        Row,
        "select id, code, name, kind, population, poverty_basis_points, source
        from territory where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Territory::try_from)
    .transpose()
}

/// The territory with this code, locked until the transaction ends: its figures are about to change.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &mut TenantTx, code: &str) -> Result<Option<Territory>> {
    sqlx::query_as!(
        Row,
        "select id, code, name, kind, population, poverty_basis_points, source
        from territory where tenant_id = $1 and code = $2 for no key update",
        tx.tenant().uuid(),
        code
    )
    .fetch_optional(tx.connection())
    .await?
    .map(Territory::try_from)
    .transpose()
}

/// Sets the figures of a territory, and where they come from.
///
/// # Errors
/// When the database does not answer, or the figures are beyond what it holds.
pub async fn set_figures(tx: &mut TenantTx, id: TerritoryId, indicators: Indicators, source: &str) -> Result<()> {
    let population = i64::try_from(indicators.population()).map_err(StoreError::corrupt("territory.population"))?;
    sqlx::query!(
        "update territory set population = $3, poverty_basis_points = $4, source = $5
        where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid(),
        population,
        indicators.poverty_basis_points().map(u32::cast_signed),
        source
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
