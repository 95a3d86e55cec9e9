//! Results as files: a table for spreadsheets, and the whole election with its ballots for whoever counts again.

mod act;
pub(super) mod basis;
pub(super) mod election;
mod kept;
pub(super) mod slips;

use std::collections::BTreeMap;

use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use shared::{
    act::{Basis, Project},
    money::Money,
    tenant::TenantKind,
};
use store::{
    StoreError, TenantTx,
    contest::{self, Contest},
    process::{self, Process},
    tally::{self, Sealed},
};

pub use self::kept::Kept;
use crate::{
    admin::export,
    citizen,
    csv::{Cell, Csv},
    path,
    results::{chosen::Chosen, reason::tied_with},
    tablet, text,
    visit::Visit,
};

/// The files of a site. The server adds them beside the pages, behind the same layers.
pub fn downloads<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(path::CEILINGS_TABLE, get(export::ceilings))
        .route(&path::result_table("{process}", "{contest}"), get(result_table))
        .route(&path::result_ballots("{process}", "{contest}"), get(election::ballots))
        .route(&path::slips("{process}", "{contest}"), get(slips::slips))
        .route(&path::act("{process}", "{contest}"), get(act::document))
        .route(&path::act_paper("{process}", "{contest}"), get(act::printed))
        .route(&path::act_signatures("{process}", "{contest}"), get(act::signatures))
        .route(path::ACT_KEY, get(act::key))
        .route(path::TURNOUT_TABLE, get(citizen::turnout_table))
        .route(path::OWN_DATA_FILE, get(citizen::own_data_file))
        .route(path::TABLET_FORGETS, get(tablet::forgets))
        .route(path::CALENDAR_FEED, get(citizen::feed_everywhere))
        .route(&path::territory_feed("{code}"), get(citizen::feed_of_territory))
        .merge(crate::rules::files())
        .merge(crate::bodies::files())
        .merge(crate::desk::endpoints())
        .merge(crate::admin::paper::files())
        .merge(crate::admin::rolls::files())
}

/// A failure of the database, logged; the visitor is told no more than that.
pub fn failed(error: StoreError) -> StatusCode {
    tracing::error!(%error, "a file could not be made");
    StatusCode::INTERNAL_SERVER_ERROR
}

/// A file to be saved under a name of letters, digits, dashes and dots.
pub fn file(kind: &'static str, name: &str, body: Body) -> Response {
    let named = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, named.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, body).into_response()
}

/// A count by its number, where one was asked for.
#[derive(Debug, Deserialize)]
struct Asked {
    conteo: Option<String>,
}

/// A count of a contest.
struct Counted {
    process: Process,
    contest: Contest,
    number: u32,
    sealed: Sealed,
}

/// What was counted, as far as the visitor may see it.
async fn counted(
    visit: &Visit,
    tx: &mut TenantTx,
    (process, contest): &(String, String),
    asked: &Asked,
) -> Result<Counted, StatusCode> {
    if !TenantKind::runs_processes(visit.site.kind) {
        return Err(StatusCode::NOT_FOUND);
    }
    let process = process::by_slug(tx, process).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let contest = contest::by_code(tx, process.id, contest).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let chosen = Chosen::of(visit, tx, &process, asked.conteo.as_deref()).await.map_err(failed)?;
    let number = chosen.ok_or(StatusCode::NOT_FOUND)?.number();
    let sealed = tally::of_contest(tx, &contest, number).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Counted { process, contest, number, sealed })
}

fn name(visit: &Visit, process: &Process, contest: &Contest, extension: &str) -> String {
    format!("{}.{extension}", file_base(visit.site.slug.as_str(), &process.slug, &contest.code))
}

/// What the files of a result are called, up to their extension.
pub(super) fn file_base(site: &str, process: &str, contest: &str) -> String {
    format!("{site}-{process}-{contest}")
}

/// The command that makes a result again from two of its files, into a folder of their name.
pub(super) fn again(base: &str) -> String {
    format!("convite tally --act {base}.acta.json --slips {base}.papeletas.csv --write {base}")
}

/// The result of a contest as a table: as it was written down with the count, where it was.
async fn result_table(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let mut tx = visit.enter().await.map_err(failed)?;
    let Counted { process, contest, number, sealed } = counted(&visit, &mut tx, &place, &asked).await?;
    let kept = tally::record(&mut tx, contest.id, number).await.map_err(failed)?;
    let text = if let Some(kept) = kept {
        kept.result_table
    } else {
        let basis = basis::counted(&visit, &mut tx, &process, &contest, (number, &sealed)).await;
        table(&basis.map_err(failed)?)
    };
    Ok(Csv::written(text).download(&name(&visit, &process, &contest, "csv")))
}

/// The result of a contest as a table, in the order of the turns. It speaks the site's language, whoever downloads it:
/// it is one and the same document.
pub fn table(basis: &Basis) -> String {
    let locale = basis.written.locale;
    let score = if basis.written.vote_type.is_approval() {
        text::results::votes(locale)
    } else {
        text::results::points(locale)
    };
    let mut csv = Csv::new(&[
        text::results::position(locale),
        text::results::csv_id(locale),
        text::results::csv_ballot_number(locale),
        text::results::project(locale),
        score,
        text::results::cost(locale),
        text::results::left_at_turn(locale),
        text::results::csv_outcome(locale),
        text::results::csv_theme(locale),
        text::results::csv_tied_with(locale),
        text::results::csv_currency(locale),
    ]);
    let money = |minor| Money::new(minor, basis.currency).to_decimal();
    let projects: BTreeMap<u32, &Project> = basis.projects.iter().map(|project| (project.number, project)).collect();
    let lines = basis.result.standings.iter().filter_map(|line| Some((line, projects.get(&line.id)?)));
    for (line, project) in lines {
        let equals: Vec<_> = tied_with(line.id, &basis.result.ties).iter().map(u32::to_string).collect();
        csv.row([
            Cell::plain(Some(line.position)),
            Cell::text(project.id.as_str()),
            Cell::plain(Some(project.number)),
            Cell::text(project.title.as_str()),
            Cell::plain(Some(line.score)),
            Cell::plain(Some(money(line.cost))),
            Cell::plain(line.left_before.map(money)),
            Cell::plain(Some(line.reason.word())),
            Cell::text(project.theme.as_ref().map_or_else(String::new, ToString::to_string)),
            Cell::text(equals.join(" ")),
            Cell::plain(Some(basis.currency.code())),
        ]);
    }
    csv.as_str().to_owned()
}
