//! The table of the observatory as a file: exact figures, for whoever wants to compare them anew.

use axum::{
    Extension,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use shared::tenant::OfficialCode;

use super::{
    compare,
    figures::{Comparison, Member, Order},
    ratio::Ratio,
};
use crate::{
    csv::{Cell, Csv, decimal},
    page::Fault,
    text,
    visit::Visit,
};

/// Answers [`crate::path::OBSERVATORY_CSV`]: every member of the group, by name, with or without a published process.
pub async fn download(Extension(visit): Extension<Visit>) -> Response {
    match compare(&visit, Order::default()).await {
        Ok(comparison) => csv(&comparison).download(&format!("{}-{}.csv", visit.site.slug, visit.today())),
        Err(Fault::Store(error)) => {
            tracing::error!(%error, "a table could not be downloaded");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn csv(comparison: &Comparison) -> Csv {
    let mut csv = Csv::new(&text::observatory::COLUMNS);
    for member in &comparison.members {
        csv.row(row(comparison, member));
    }
    for place in &comparison.silent {
        let code = place.code.as_ref();
        let mut cells = vec![
            Cell::plain(code.map(OfficialCode::authority)),
            Cell::plain(code.map(OfficialCode::code)),
            Cell::text(&place.name),
        ];
        cells.resize(7, Cell::Empty);
        cells.push(Cell::plain(place.population));
        cells.push(Cell::plain(place.eligible_population));
        cells.push(place.population_source.as_ref().map_or(Cell::Empty, Cell::text));
        cells.resize(text::observatory::COLUMNS.len(), Cell::Empty);
        csv.row(cells);
    }
    csv
}

fn row(comparison: &Comparison, member: &Member) -> [Cell; text::observatory::COLUMNS.len()] {
    let (place, published, counted) = (&member.place, &member.published, member.counted());
    let code = place.code.as_ref();
    let eligible = Ratio::new(counted.map_or(0, |counted| counted.voters), place.eligible_population.unwrap_or(0));
    let turnout = counted.and(eligible).map(|ratio| decimal(ratio.times(1_000_000), 4));
    let per_inhabitant = member
        .per_inhabitant(comparison.currency)
        .map(|ratio| shared::money::Money::new(ratio.times(1), comparison.currency).to_decimal());
    [
        Cell::plain(code.map(OfficialCode::authority)),
        Cell::plain(code.map(OfficialCode::code)),
        Cell::text(&place.name),
        Cell::text(&published.process_name),
        Cell::plain(Some(if published.demonstration { "1" } else { "0" })),
        Cell::plain(published.phase),
        Cell::plain(Some(published.published_at.format("%Y-%m-%dT%H:%M:%SZ"))),
        Cell::plain(place.population),
        Cell::plain(place.eligible_population),
        place.population_source.as_ref().map_or(Cell::Empty, Cell::text),
        Cell::plain(Some(published.territories)),
        Cell::plain(Some(published.ideas)),
        Cell::plain(Some(published.projects)),
        Cell::plain(counted.map(|counted| counted.funded)),
        Cell::plain(counted.map(|counted| counted.voters)),
        Cell::plain(turnout),
        Cell::plain(Some(published.pool.currency())),
        Cell::plain(Some(published.pool.to_decimal())),
        Cell::plain(counted.map(|counted| counted.funded_cost.to_decimal())),
        Cell::plain(per_inhabitant),
    ]
}
