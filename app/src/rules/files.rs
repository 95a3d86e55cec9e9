//! Rules as files: TOML for people, JSON for programs, and the schema for editors.

use axum::{
    Extension, Json, Router,
    body::Body,
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use shared::{
    document::{self, Format},
    permission::Action,
    ruleset::{RuleSet, schema},
};
use store::rules;

use super::{Standing, allow};
use crate::{
    path,
    results::download::{failed, file},
    visit::Visit,
};

/// The files of the rules. The server adds them beside the pages, behind the same layers.
pub fn files<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(path::RULES_SCHEMA, get(the_schema))
        .route(path::RULES_TOML, get(async |visit| in_force(visit, Format::Toml).await))
        .route(path::RULES_JSON, get(async |visit| in_force(visit, Format::Json).await))
        .route(&path::rules_file("{version}", "toml"), get(async |visit, id| published(visit, id, Format::Toml).await))
        .route(&path::rules_file("{version}", "json"), get(async |visit, id| published(visit, id, Format::Json).await))
        .route(&path::draft_file("{draft}", "toml"), get(async |visit, id| drafted(visit, id, Format::Toml).await))
        .route(&path::draft_file("{draft}", "json"), get(async |visit, id| drafted(visit, id, Format::Json).await))
}

/// The schema is the same everywhere and belongs to nobody.
async fn the_schema() -> Response {
    ([(header::CONTENT_TYPE, "application/schema+json")], Json(schema())).into_response()
}

fn written(visit: &Visit, rules: &RuleSet, format: Format) -> Response {
    let (kind, extension) = match format {
        Format::Toml => ("application/toml; charset=utf-8", "toml"),
        Format::Json => ("application/json", "json"),
    };
    let name = format!("{}-{}.{extension}", visit.site.slug, rules.id);
    file(kind, &name, Body::from(document::write(rules, format)))
}

fn on_site(visit: &Visit) -> Result<(), StatusCode> {
    if visit.site.kind.runs_processes() { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
}

async fn in_force(Extension(visit): Extension<Visit>, format: Format) -> Result<Response, StatusCode> {
    on_site(&visit)?;
    let mut tx = visit.enter().await.map_err(failed)?;
    let standing = Standing::of(&mut tx).await.map_err(failed)?;
    let (_, rules) = standing.in_force(&mut tx).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(written(&visit, &rules, format))
}

async fn published(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    format: Format,
) -> Result<Response, StatusCode> {
    on_site(&visit)?;
    let id = id.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let mut tx = visit.enter().await.map_err(failed)?;
    let version = rules::find(&mut tx, id).await.map_err(failed)?;
    if version.as_ref().and_then(rules::Version::publication).is_none() {
        return Err(StatusCode::NOT_FOUND);
    }
    let rules = rules::document(&mut tx, id).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(written(&visit, &rules, format))
}

async fn drafted(
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    format: Format,
) -> Result<Response, StatusCode> {
    on_site(&visit)?;
    let id = id.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let mut tx = visit.enter().await.map_err(failed)?;
    allow(&visit, &mut tx, Action::ManageRules).await.map_err(|_| StatusCode::FORBIDDEN)?;
    let rules = rules::document(&mut tx, id).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    Ok(written(&visit, &rules, format))
}
