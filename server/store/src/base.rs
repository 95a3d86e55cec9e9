//! Certified amounts (certificaciones): what pools are shares of, as somebody certified it.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::{Key, Share},
    id::{PersonId, ProcessId, TerritoryId},
    money::{Currency, Money},
    ruleset::Code,
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// Whose amount is certified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of the tenant as a whole.
    Everybody,
    /// That of a territory of the site.
    Territory(TerritoryId),
    /// That of a territory of the rules which the site does not have, a larger one for instance, by its code.
    Place(Code),
}

/// A certified amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certified {
    /// Its id.
    pub id: Uuid,
    /// The pool's name in the rules.
    pub pool: Key,
    /// Whose amount it is.
    pub whose: Whose,
    /// What the amount is called.
    pub label: String,
    /// How much.
    pub amount: Money,
    /// The share that the pool is of it.
    pub share: Share,
    /// Who certified it.
    pub certified_by: String,
    /// Where the certificate can be read.
    pub reference: Option<String>,
    /// Its date.
    pub on: NaiveDate,
}

/// Enters a certificate. It takes the place of the one before of the same pool and territory, which stays on record.
///
/// # Errors
/// When the database does not answer.
pub async fn certify(
    tx: &mut TenantTx,
    process: ProcessId,
    certified: &Certified,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let (territory, place) = match &certified.whose {
        Whose::Everybody => (None, None),
        Whose::Territory(id) => (Some(id.uuid()), None),
        Whose::Place(code) => (None, Some(code.as_str())),
    };
    sqlx::query!(
        "insert into certified_base (tenant_id, id, process_id, pool, territory_id, place, label, amount_minor,
            share_basis_points, certified_by, reference, certified_on, entered_by, entered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        tx.tenant().uuid(),
        certified.id,
        process.uuid(),
        certified.pool.as_str(),
        territory,
        place,
        certified.label,
        certified.amount.minor(),
        certified.share.basis_points().cast_signed(),
        certified.certified_by,
        certified.reference,
        certified.on,
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The certificates that count in a process: the last one of each pool and territory.
///
/// # Errors
/// When the database does not answer.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId, currency: Currency) -> Result<Vec<Certified>> {
    sqlx::query!(
        "select distinct on (pool, territory_id, place) id, pool, territory_id, place, label, amount_minor,
            share_basis_points, certified_by, reference, certified_on
        from certified_base where tenant_id = $1 and process_id = $2
        order by pool, territory_id, place, entered_at desc, id desc",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        let share = Share::new(row.share_basis_points.cast_unsigned());
        Ok(Certified {
            id: row.id,
            pool: row.pool.parse().map_err(StoreError::corrupt("certified_base.pool"))?,
            whose: match (row.territory_id, row.place) {
                (Some(id), _) => Whose::Territory(id.into()),
                (None, Some(code)) => Whose::Place(code.parse().map_err(StoreError::corrupt("certified_base.place"))?),
                (None, None) => Whose::Everybody,
            },
            label: row.label,
            amount: Money::new(row.amount_minor, currency),
            share: share.ok_or_else(|| StoreError::corrupt("certified_base.share_basis_points")("above the whole"))?,
            certified_by: row.certified_by,
            reference: row.reference,
            on: row.certified_on,
        })
    })
    .collect()
}
