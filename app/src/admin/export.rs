//! The ceilings as a file, with every term of the formula: whoever wants to redo the sum needs nothing else.

use axum::{Extension, extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;
use shared::{ceiling::distribute, tenant::TenantKind};
use store::process;

use super::ceilings::{Sharing, inputs, read_weights, sharing};
use crate::{
    csv::{Cell, Csv},
    results::download,
    text,
    visit::Visit,
};

/// Weights to try instead of the saved ones.
#[derive(Deserialize)]
pub struct Trial {
    #[serde(default)]
    poblacion: String,
    #[serde(default)]
    pobreza: String,
    #[serde(default)]
    igual: String,
}

/// The table of ceilings of the current process, for everybody: with the saved weights or with those of the address.
///
/// # Errors
/// The status to answer with: not found where no pool is shared out among territories, and what the figures refuse.
pub async fn ceilings(Extension(visit): Extension<Visit>, Query(trial): Query<Trial>) -> Result<Response, StatusCode> {
    if !TenantKind::runs_processes(visit.site.kind) {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(download::failed)?;
    let process = process::current(&mut tx).await.map_err(download::failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let Sharing::Territories(standings) = sharing(&mut tx, &process).await.map_err(download::failed)? else {
        return Err(StatusCode::NOT_FOUND);
    };
    let weights = read_weights(&trial.poblacion, &trial.pobreza, &trial.igual).unwrap_or(process.rules.weights);
    let shared_out =
        distribute(process.pool, weights, &inputs(&standings)).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;

    // The file speaks the site's language, whoever downloads it: it is one and the same document.
    let locale = visit.site.locale;
    let mut csv = Csv::new(&[
        text::admin::code(locale),
        text::admin::territory(locale),
        text::admin::population(locale),
        text::admin::csv_poverty(locale),
        text::admin::csv_product(locale),
        text::admin::csv_population(locale),
        text::admin::csv_poverty_part(locale),
        text::admin::csv_equal(locale),
        text::admin::csv_rounding(locale),
        text::admin::ceiling(locale),
        text::admin::csv_weight_population(locale),
        text::admin::csv_weight_poverty(locale),
        text::admin::csv_weight_equal(locale),
        text::admin::pool(locale),
        text::admin::csv_currency(locale),
    ]);
    for (standing, ceiling) in standings.iter().zip(&shared_out.ceilings) {
        let indicators = standing.territory.indicators;
        let poverty = indicators.poverty_basis_points();
        csv.row([
            Cell::text(&standing.territory.code),
            Cell::text(&standing.territory.name),
            Cell::plain(Some(indicators.population())),
            Cell::plain(poverty),
            Cell::plain(poverty.map(|poverty| u128::from(indicators.population()) * u128::from(poverty))),
            Cell::plain(Some(ceiling.terms.population.to_decimal())),
            Cell::plain(Some(ceiling.terms.poverty.to_decimal())),
            Cell::plain(Some(ceiling.terms.equal.to_decimal())),
            Cell::plain(Some(ceiling.terms.rounding.to_decimal())),
            Cell::plain(Some(ceiling.amount.to_decimal())),
            Cell::plain(Some(weights.population())),
            Cell::plain(Some(weights.poverty())),
            Cell::plain(Some(weights.equal())),
            Cell::plain(Some(process.pool.to_decimal())),
            Cell::plain(Some(process.pool.currency().code())),
        ]);
    }
    let name = format!("{}-{}-techos.csv", visit.site.slug, process.slug);
    Ok(csv.download(&name))
}
