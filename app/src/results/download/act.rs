//! The act of a result as files: signed JSON, its printed form, and the signatures beside them.

use axum::{
    Extension, Json,
    body::Body,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use serde_json::{Value, json};
use shared::{
    act::{Record, Signatures, Signed},
    document::Fingerprint,
};
use store::{
    StoreError,
    tally::{self, StoredAct},
};

use super::{Asked, Counted, counted, failed, file, name};
use crate::{results::paper, visit::Visit};

async fn found(
    visit: &Visit,
    place: &(String, String),
    asked: &Asked,
) -> Result<(Counted, Option<StoredAct>), StatusCode> {
    let mut tx = visit.enter().await.map_err(failed)?;
    let counted = counted(visit, &mut tx, place, asked).await?;
    let act = tally::act(&mut tx, counted.contest.id, counted.number).await.map_err(failed)?;
    Ok((counted, act))
}

/// The act itself: the bytes that are signed.
pub(super) async fn document(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let (Counted { process, contest, .. }, act) = found(&visit, &place, &asked).await?;
    let act = act.ok_or(StatusCode::NOT_FOUND)?;
    Ok(file("application/json", &name(&visit, &process, &contest, "acta.json"), Body::from(act.document)))
}

/// The signatures.
pub(super) async fn signatures(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let (Counted { process, contest, .. }, act) = found(&visit, &place, &asked).await?;
    let act = act.ok_or(StatusCode::NOT_FOUND)?;
    let signed = |bytes: &[u8], signature| Signed { sha256: Fingerprint::of_bytes(bytes), signature };
    let signatures = Signatures {
        key: act.key,
        act: signed(act.document.as_bytes(), act.signature),
        paper: signed(&act.paper, act.paper_signature),
    };
    Ok(file("application/json", &name(&visit, &process, &contest, "acta.firma"), Body::from(signatures.to_text())))
}

/// The printed form; a draft of it for those who may see one.
pub(super) async fn printed(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let (Counted { process, contest, number, .. }, act) = found(&visit, &place, &asked).await?;
    let bytes = if let Some(act) = act {
        act.paper
    } else {
        let mut tx = visit.enter().await.map_err(failed)?;
        let kept = tally::record(&mut tx, contest.id, number).await.map_err(failed)?;
        drop(tx);
        let record: Record = serde_json::from_str(&kept.ok_or(StatusCode::NOT_FOUND)?.record)
            .map_err(|error| failed(StoreError::corrupt("act_record.record")(error)))?;
        let outline = paper::draft(&visit, &process, &record);
        let set = visit.set;
        let work = tokio::task::spawn_blocking(move || set(&outline)).await;
        work.ok().flatten().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?
    };
    Ok(file("application/pdf", &name(&visit, &process, &contest, "acta.pdf"), Body::from(bytes)))
}

/// The key with which this site signs its acts, once it has one.
pub(super) async fn key(Extension(visit): Extension<Visit>) -> Result<Json<Value>, StatusCode> {
    let key = visit.vault.known_act_key(visit.site.tenant).map_err(|error| {
        tracing::error!(%error, "the key of the acts cannot be read");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    let key = key.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({ "algorithm": "Ed25519", "key": key.public(), "site": visit.site.slug })))
}
