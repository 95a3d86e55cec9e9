//! The lines of a file that were not kept, as a file: whoever sent it mends them where it was made.

use axum::{Extension, Router, extract::Path, http::StatusCode, response::Response, routing::get};
use store::roll::{self, MOST_FAULTS};

use super::{RECENT, enter, find, shown};
use crate::{
    csv::{Cell, Csv},
    page::Fault,
    path,
    results::download::failed,
    text::rolls as words,
    visit::Visit,
};

/// The files of rolls, beside the pages.
pub fn files<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route(&path::roll_faults("{roll}"), get(faults))
}

/// The faults of the load that the page of a roll shows, as many as were kept; none of what stood there. For whoever sees
/// the page.
async fn faults(Extension(visit): Extension<Visit>, Path(id): Path<String>) -> Result<Response, StatusCode> {
    let told = |fault| match fault {
        Fault::Store(error) => failed(error),
        _ => StatusCode::NOT_FOUND,
    };
    let mut tx = visit.enter().await.map_err(failed)?;
    let process = enter(&visit, &mut tx).await.map_err(told)?.ok_or(StatusCode::NOT_FOUND)?;
    let rule = find(&process, &id).ok_or(StatusCode::NOT_FOUND)?;
    let imports = roll::of_roll(&mut tx, &rule.id, RECENT).await.map_err(failed)?;
    let locale = visit.locale();
    let mut csv = Csv::new(&[words::line(locale), words::what_wrong(locale)]);
    if let Some(import) = shown(&imports) {
        for one in roll::faults(&mut tx, import.id, MOST_FAULTS).await.map_err(failed)? {
            csv.row([Cell::plain(Some(one.line)), Cell::text(words::fault(locale, one.fault))]);
        }
    }
    Ok(csv.download(&format!("{}-{}-fallas.csv", visit.site.slug, rule.id)))
}
