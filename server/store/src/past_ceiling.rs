//! Ceilings of years before a tenant kept its processes here (techos de vigencias anteriores).

use shared::{
    money::{Currency, Money},
    ruleset::Code,
    territory::TerritoryKind,
};

use crate::{Result, StoreError, TenantTx};

/// What one territory could spend in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCeiling {
    /// The territory's code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: TerritoryKind,
    /// The year.
    pub year: i32,
    /// How much.
    pub amount: Money,
    /// Where it is known from.
    pub source: String,
    /// Made up to show the report.
    pub sample: bool,
}

/// All of them, by the territory's code and by year.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<PastCeiling>> {
    sqlx::query!(
        "select territory.code, territory.name, territory.kind, year, currency, amount_minor, past.source, sample
        from past_ceiling past
        join territory on territory.tenant_id = past.tenant_id and territory.id = past.territory_id
        where past.tenant_id = $1
        order by territory.code, year",
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("past_ceiling.currency"))?;
        Ok(PastCeiling {
            code: row.code.parse().map_err(StoreError::corrupt("territory.code"))?,
            name: row.name,
            kind: row.kind.parse().map_err(StoreError::corrupt("territory.kind"))?,
            year: row.year,
            amount: Money::new(row.amount_minor, currency),
            source: row.source,
            sample: row.sample,
        })
    })
    .collect()
}

/// Keeps sample ceilings of a territory, by its code; what is kept already stays.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_sample(tx: &mut TenantTx, code: &str, years: &[(i32, Money)], source: &str) -> Result<()> {
    let (numbers, amounts): (Vec<i32>, Vec<i64>) = years.iter().map(|(year, amount)| (*year, amount.minor())).unzip();
    let currencies: Vec<String> = years.iter().map(|(_, amount)| amount.currency().code().to_owned()).collect();
    sqlx::query!(
        "insert into past_ceiling (tenant_id, territory_id, year, currency, amount_minor, source, sample)
        select $1, territory.id, given.year, given.currency, given.amount, $6, true
        from territory
        cross join unnest($3::integer[], $4::text[], $5::bigint[]) as given (year, currency, amount)
        where territory.tenant_id = $1 and territory.code = $2
        on conflict do nothing",
        tx.tenant().uuid(),
        code,
        &numbers,
        &currencies,
        &amounts,
        source
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
