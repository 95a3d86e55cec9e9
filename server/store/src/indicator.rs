//! Figures of indicators (indicadores): one number for each territory, indicator and year, with its source.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{PersonId, TerritoryId},
    indicator::{Figure, Figures},
    ruleset::{Code, Measure},
    territory::Indicators,
};

use crate::{Result, StoreError, TenantTx};

/// The indicator that counts inhabitants.
pub const POPULATION: &str = "population";

/// The indicator of multidimensional poverty (IPM), in basis points.
pub const POVERTY: &str = "ipm";

/// A figure to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFigure {
    /// The indicator's name in the rules.
    pub indicator: Key,
    /// The year that it is about.
    pub year: u16,
    /// The number, in the unit of the measure.
    pub value: Figure,
    /// What it counts.
    pub measure: Measure,
    /// The document that it is from.
    pub source: String,
}

/// A figure as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The code of the territory.
    pub territory: Code,
    /// The figure.
    pub figure: NewFigure,
    /// Who brought it; none for the command line.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is known of a territory's people, as figures.
///
/// # Errors
/// When there are more people than a figure holds.
pub fn of_people(indicators: Indicators, year: u16, source: &str) -> Result<Vec<NewFigure>> {
    let figure = |indicator: &str, value: u64, measure| -> Result<NewFigure> {
        Ok(NewFigure {
            indicator: indicator.parse().map_err(StoreError::corrupt("indicator_figure.indicator"))?,
            year,
            value: Figure::try_from(value).map_err(StoreError::corrupt("indicator_figure.value"))?,
            measure,
            source: source.to_owned(),
        })
    };
    let population = figure(POPULATION, indicators.population(), Measure::People)?;
    let poverty = indicators.poverty_basis_points().map(|points| figure(POVERTY, points.into(), Measure::Share));
    Ok([Some(population), poverty.transpose()?].into_iter().flatten().collect())
}

/// Keeps figures, in place of those of the same territory, indicator and year.
///
/// # Errors
/// When the database does not answer, or a territory is not there.
pub async fn record(
    tx: &mut TenantTx,
    figures: &[(TerritoryId, &NewFigure)],
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    fn column<Cell>(rows: &[(TerritoryId, &NewFigure)], cell: impl Fn(&NewFigure) -> Cell) -> Vec<Cell> {
        rows.iter().map(|(_, figure)| cell(figure)).collect()
    }
    let territories: Vec<_> = figures.iter().map(|(territory, _)| territory.uuid()).collect();
    sqlx::query!(
        "insert into indicator_figure (tenant_id, territory_id, indicator, year, value, measure, source, imported_by,
            imported_at)
        select $1, given.*, $8, $9
        from unnest($2::uuid[], $3::text[], $4::integer[], $5::bigint[], $6::text[], $7::text[]) as given
        on conflict (tenant_id, territory_id, indicator, year) do update set value = excluded.value,
            measure = excluded.measure, source = excluded.source, imported_by = excluded.imported_by,
            imported_at = excluded.imported_at",
        tx.tenant().uuid(),
        &territories,
        &column(figures, |figure| figure.indicator.to_string()),
        &column(figures, |figure| i32::from(figure.year)),
        // No figure is beyond what a bigint holds.
        &column(figures, |figure| figure.value.get().cast_signed()),
        &column(figures, |figure| figure.measure.as_str().to_owned()),
        &column(figures, |figure| figure.source.clone()),
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Forgets what was known of an indicator in a territory, in all years.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &mut TenantTx, territory: TerritoryId, indicator: &str) -> Result<()> {
    sqlx::query!(
        "delete from indicator_figure where tenant_id = $1 and territory_id = $2 and indicator = $3",
        tx.tenant().uuid(),
        territory.uuid(),
        indicator
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The newest figure of each indicator in each territory, not newer than a year; by the territory's code.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn newest(tx: &mut TenantTx, until: u16) -> Result<Vec<Known>> {
    sqlx::query!(
        r#"select distinct on (territory.code, indicator) territory.code, indicator, year, value, measure, source,
            person.name as "by?", imported_at
        from indicator_figure figure
        join territory on territory.tenant_id = figure.tenant_id and territory.id = figure.territory_id
        left join person on person.tenant_id = figure.tenant_id and person.id = figure.imported_by
        where figure.tenant_id = $1 and year <= $2
        order by territory.code, indicator, year desc"#,
        tx.tenant().uuid(),
        i32::from(until)
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        let value = u64::try_from(row.value).map_err(StoreError::corrupt("indicator_figure.value"))?;
        Ok(Known {
            territory: row.code.parse().map_err(StoreError::corrupt("territory.code"))?,
            figure: NewFigure {
                indicator: row.indicator.parse().map_err(StoreError::corrupt("indicator_figure.indicator"))?,
                year: u16::try_from(row.year).map_err(StoreError::corrupt("indicator_figure.year"))?,
                value: Figure::try_from(value).map_err(StoreError::corrupt("indicator_figure.value"))?,
                measure: row.measure.parse().map_err(StoreError::corrupt("indicator_figure.measure"))?,
                source: row.source,
            },
            by: row.by,
            at: row.imported_at,
        })
    })
    .collect()
}

/// The figures alone, by territory: what formulas and previews take.
pub fn figures(known: &[Known]) -> BTreeMap<Code, Figures> {
    let mut figures: BTreeMap<Code, Figures> = BTreeMap::new();
    for Known { territory, figure, .. } in known {
        figures.entry(territory.clone()).or_default().insert(figure.indicator.clone(), figure.value);
    }
    figures
}
