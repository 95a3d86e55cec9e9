//! All ballots of one contest as they were sealed, for whoever makes the seal again. They are sent as they are read, in
//! the order of their random codes.

use axum::{
    Extension,
    body::Body,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use futures::{StreamExt as _, stream};
use shared::{
    code::TypedCode,
    document::{Digest, Fingerprint},
    urn::{self as sealed, Slip},
};
use store::{TenantTx, contest::Contest, urn};

use super::{Asked, Counted, counted, failed, file, name};
use crate::visit::Visit;

/// Ballots that are read at once.
const BATCH: u16 = 2_000;

/// The ballots with their hashes.
pub(super) async fn slips(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let mut tx = visit.enter().await.map_err(failed)?;
    let Counted { process, contest, .. } = counted(&visit, &mut tx, &place, &asked).await?;
    drop(tx);
    let name = name(&visit, &process, &contest, "papeletas.csv");
    let head = stream::once(std::future::ready(Ok(format!("{}\r\n", sealed::HEADING))));
    let rest = stream::unfold(Some((visit, contest, None)), async |urn| {
        let (visit, contest, last) = urn?;
        match batch(&visit, &contest, last).await {
            Ok(slips) => {
                let last = slips.last().map(Slip::code)?;
                let rows = slips.iter().flat_map(|slip| [slip.to_row(), "\r\n".to_owned()]).collect::<String>();
                Some((Ok(rows), Some((visit, contest, Some(last)))))
            }
            // The answer ends early and the connection with it: what arrived does not pass for the whole file.
            Err(error) => {
                failed(error);
                Some((Err(std::io::Error::other("the ballots could not be read")), None))
            }
        }
    });
    // Whoever compresses the body asks once more after its end, which `unfold` alone does not bear.
    Ok(file("text/csv; charset=utf-8", &name, Body::from_stream(head.chain(rest).fuse())))
}

/// The fingerprint of the whole file.
pub(in crate::results) async fn written(tx: &mut TenantTx, contest: &Contest) -> store::Result<Fingerprint> {
    let mut digest = Digest::default();
    digest.add(format!("{}\r\n", sealed::HEADING).as_bytes());
    let mut last = None;
    loop {
        let slips = urn::slips(tx, contest, last, BATCH).await?;
        let Some(end) = slips.last() else { break };
        last = Some(end.code());
        for slip in &slips {
            digest.add(format!("{}\r\n", slip.to_row()).as_bytes());
        }
    }
    Ok(digest.finish())
}

async fn batch(visit: &Visit, contest: &Contest, last: Option<TypedCode>) -> store::Result<Vec<Slip>> {
    let mut tx = visit.enter().await?;
    urn::slips(&mut tx, contest, last, BATCH).await
}
