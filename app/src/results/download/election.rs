//! The whole election of one contest in Pabulib's format. Ballots are sent as they are read, in the order of their
//! random codes and under them: nothing in the file leads back to a person or a time.

use std::collections::BTreeMap;

use axum::{
    Extension,
    body::Body,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use futures::{StreamExt as _, stream};
use shared::{
    act::{Basis, Record, Rows},
    code::TypedCode,
    document::{Digest, Fingerprint},
    id::{ContestId, ProposalId},
    pabulib::WriteError,
};
use store::{
    StoreError, TenantTx,
    contest::Contest,
    tally::{self, Ballot, Sealed, StoredRecord},
};

use super::{Asked, Counted, basis, counted, failed, file, name};
use crate::visit::Visit;

/// Ballots that are read at once.
const BATCH: u16 = 2_000;

/// The election as it was held.
pub(super) async fn ballots(
    Extension(visit): Extension<Visit>,
    Path(place): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, StatusCode> {
    let mut tx = visit.enter().await.map_err(failed)?;
    let Counted { process, contest, number, sealed } = counted(&visit, &mut tx, &place, &asked).await?;
    let kept = tally::record(&mut tx, contest.id, number).await.map_err(failed)?;
    let basis = basis::counted(&visit, &mut tx, &process, &contest, (number, &sealed)).await.map_err(failed)?;
    let (rows, head) = basis.election().map_err(StoreError::corrupt("the election")).map_err(failed)?;
    let places = places(&mut tx, &contest).await.map_err(failed)?;
    drop(tx);
    let (rows, head) = match kept {
        Some(kept) => under(rows, kept).map_err(failed)?,
        None => (rows, head),
    };
    let blank = counts_blank(&head, &sealed);
    let name = name(&visit, &process, &contest, "pb");
    let urn = Urn { visit, contest: contest.id, places, rows, blank, last: None };
    let rest = stream::unfold(Some(urn), async |urn| {
        let mut urn = urn?;
        match urn.batch().await {
            Some(rows) if rows.is_empty() => None,
            Some(rows) => Some((Ok(rows), Some(urn))),
            // The answer ends early and the connection with it: what arrived does not pass for the whole file.
            None => Some((Err(std::io::Error::other("the ballots could not be read")), None)),
        }
    });
    let head = stream::once(std::future::ready(Ok::<_, std::io::Error>(head)));
    // Whoever compresses the body asks once more after its end, which `unfold` alone does not bear.
    let body = Body::from_stream(head.chain(rest).fuse());
    Ok(file("text/plain; charset=utf-8", &name, body))
}

/// Whether blank ballots are among the rows that a head announces: counts of before told their number in a comment.
fn counts_blank(head: &str, sealed: &Sealed) -> bool {
    let stated = head.lines().find_map(|line| line.strip_prefix("num_votes;"));
    stated.and_then(|number| number.parse().ok()) == Some(sealed.ballots)
}

/// What was written down with the count stays as it was, and the ballots under it as they were then.
fn under(rows: Rows, kept: StoredRecord) -> store::Result<(Rows, String)> {
    let record: Record = serde_json::from_str(&kept.record).map_err(StoreError::corrupt("act_record.record"))?;
    let rows = rows.under(&kept.election_head);
    Ok((if record.written.is_some() { rows } else { rows.as_given() }, kept.election_head))
}

/// The place of each project in the list.
async fn places(tx: &mut TenantTx, contest: &Contest) -> store::Result<BTreeMap<ProposalId, usize>> {
    Ok(tally::competitors(tx, contest).await?.iter().map(|one| one.proposal).zip(0..).collect())
}

/// The file of a count that was just made: up to its ballots, and the fingerprint of the whole.
pub(in crate::results) async fn written(
    tx: &mut TenantTx,
    contest: &Contest,
    basis: &Basis,
) -> store::Result<(String, Fingerprint)> {
    let (mut rows, head) = basis.election().map_err(StoreError::corrupt("the election"))?;
    let places = places(tx, contest).await?;
    let mut digest = Digest::default();
    digest.add(head.as_bytes());
    let mut last = None;
    loop {
        let ballots = tally::ballots(tx, contest.id, last, BATCH).await?;
        let Some(end) = ballots.last() else { break };
        last = Some(end.code);
        let lines = lines(&mut rows, &places, &ballots, true).map_err(StoreError::corrupt("the election"))?;
        digest.add(lines.as_bytes());
    }
    Ok((head, digest.finish()))
}

/// The rows of ballots; blank ones only where they are among those of the file.
fn lines(
    rows: &mut Rows,
    places: &BTreeMap<ProposalId, usize>,
    ballots: &[Ballot],
    blank: bool,
) -> Result<String, WriteError> {
    let row = |ballot: &Ballot| {
        let mark = |(id, points): &(ProposalId, u32)| Some((*places.get(id)?, u64::from(*points)));
        rows.row(ballot.code, ballot.choices.iter().filter_map(mark).collect())
    };
    ballots.iter().filter(|ballot| blank || !ballot.choices.is_empty()).map(row).collect()
}

/// The ballots that are still to be sent.
struct Urn {
    visit: Visit,
    contest: ContestId,
    places: BTreeMap<ProposalId, usize>,
    rows: Rows,
    /// Whether blank ballots have rows.
    blank: bool,
    last: Option<TypedCode>,
}

impl Urn {
    /// The rows of the next ballots; empty at the end, none when they cannot be read.
    async fn batch(&mut self) -> Option<String> {
        loop {
            let read = async {
                let mut tx = self.visit.enter().await?;
                tally::ballots(&mut tx, self.contest, self.last, BATCH).await
            };
            let ballots = read.await.map_err(failed).ok()?;
            let end = ballots.is_empty();
            let lines = self.lines(ballots)?;
            if end || !lines.is_empty() {
                return Some(lines);
            }
        }
    }

    fn lines(&mut self, ballots: Vec<Ballot>) -> Option<String> {
        self.last = ballots.last().map(|ballot| ballot.code).or(self.last);
        let lines = lines(&mut self.rows, &self.places, &ballots, self.blank);
        lines.inspect_err(|error| tracing::error!(%error, "a ballot could not be written")).ok()
    }
}
