//! A published selection as a file, with the figures, points and scores of every municipality.

use axum::{
    Extension,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use store::selection::{self, Published};
use uuid::Uuid;

use super::{members, table::known};
use crate::{
    csv::{Cell, Csv, decimal},
    results::download::failed,
    text,
    visit::Visit,
};

/// Answers [`crate::path::selection_csv`].
///
/// # Errors
/// Not found where no group published it.
pub async fn download(Extension(visit): Extension<Visit>, Path(id): Path<Uuid>) -> Result<Response, StatusCode> {
    if !visit.site.kind.is_group() {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(failed)?;
    let found = selection::find(&mut tx, id).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let name = format!("{}-seleccion-{}.csv", visit.site.slug, found.selection.on);
    Ok(csv(&visit, &found).download(&name).into_response())
}

fn csv(visit: &Visit, found: &Published) -> Csv {
    let (published, outcome) = (&found.selection, &found.selection.outcome);
    let names = members(visit);
    let criteria = outcome.criteria.iter().flat_map(|range| {
        let id = range.indicator.as_str();
        [id.to_owned(), format!("{id}_puntos")]
    });
    let columns: Vec<String> = text::selection::COLUMNS.iter().map(ToString::to_string).chain(criteria).collect();
    let mut csv = Csv::new(&columns.iter().map(String::as_str).collect::<Vec<_>>());
    for row in &outcome.rows {
        let why = text::selection::outcome(visit.locale(), &row.outcome, points);
        let mut cells = vec![
            row.region.as_ref().map_or(Cell::Empty, |region| Cell::text(region.as_str())),
            Cell::plain(Some(row.place)),
            Cell::plain(Some(&row.code)),
            names.get(&row.code).map_or(Cell::Empty, Cell::text),
            Cell::plain(Some(points(row.score))),
            Cell::plain(Some(u8::from(row.outcome.is_chosen()))),
            Cell::text(why),
        ];
        for (points, range) in row.criteria.iter().zip(&outcome.criteria) {
            let (_, measure) = known(&published.indicators, &range.indicator);
            let figure = shared::indicator::write(points.figure, measure, visit.site.currency);
            cells.extend([Cell::plain(Some(figure)), Cell::plain(Some(points.points))]);
        }
        csv.row(cells);
    }
    csv
}

/// A score in points: it is kept in ten-thousandths of a point.
fn points(score: u64) -> String {
    decimal(i64::try_from(score).unwrap_or(i64::MAX), 4)
}
