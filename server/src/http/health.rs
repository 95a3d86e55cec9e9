//! Whether the process lives, and whether it can serve.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};

use super::Gate;

/// `GET /health`: the process answers.
pub async fn alive() -> Response {
    answer(StatusCode::OK, "ok\n")
}

/// `GET /ready`: the database answers and has the schema that this program was built for.
pub async fn ready(State(gate): State<Gate>) -> Response {
    match gate.database().schema_version().await {
        Ok(Some(version)) if version >= store::newest_migration() => answer(StatusCode::OK, "ready\n"),
        Ok(_) => answer(StatusCode::SERVICE_UNAVAILABLE, "the schema is older than this program\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            answer(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

fn answer(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], text).into_response()
}
