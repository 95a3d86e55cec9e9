//! A ballot on its way into the urns: what it says in each contest is written as it will be published, and closed in an
//! envelope of its own.

use shared::{
    ballot::{BallotForm, Marked, MarkedSheet},
    urn::{Attempt, EnvelopeId, Leaf, Slip},
};
use store::{
    TenantTx,
    contest::{Contest, VoteType},
    tally::Competitor,
    urn::{self, Envelope},
};
use vault::UrnPublicKey;

use super::{
    booth::{Bare, Booth},
    order::Orders,
    receipt::Proof,
};
use crate::{forms::Declined, text, visit::Visit};

/// What a ballot says in one contest, in its envelope, and what its voter gets for it.
pub struct Closed {
    id: EnvelopeId,
    sealed: vault::Envelope,
    vote_type: VoteType,
    /// What leads the voter, and nobody else, to the ballot once it is published.
    pub proof: Proof,
}

impl Closed {
    /// As the urn takes it.
    pub fn envelope(&self) -> Envelope<'_> {
        let Self { id, sealed, vote_type, proof } = self;
        Envelope { contest: proof.contest, id: *id, sealed: sealed.bytes(), vote_type: *vote_type }
    }
}

/// Closes a ballot that its voter `saw` in these orders: an envelope for the urn of each of its contests, in its order.
///
/// # Errors
/// When the key of an urn can be neither had nor made.
pub async fn close(
    visit: &Visit,
    tx: &mut TenantTx,
    booth: &Booth<Bare>,
    marked: &MarkedSheet,
    (attempt, saw): (Attempt, &Orders),
) -> Result<Vec<Closed>, Declined> {
    let mut closed = Vec::with_capacity(booth.contests.len());
    for ballot @ (contest, form, _) in booth.ballots() {
        let marked = marked.ballots().iter().find(|one| one.contest() == form.contest());
        let mut one = close_one(visit, tx, booth, (ballot, marked), attempt).await?;
        one.proof.order = saw.get(&contest.id).copied();
        closed.push(one);
    }
    Ok(closed)
}

/// Closes what a ballot says in a contest. Where nothing is marked there it is blank, whether or not the rules let people
/// mark it so: the roll never says who left out what, and the urn has a ballot of everybody who is on it. The first ballot
/// of a contest opens its urn.
async fn close_one(
    visit: &Visit,
    tx: &mut TenantTx,
    booth: &Booth<Bare>,
    ((contest, form, competitors), marked): ((&Contest, &BallotForm, &[Competitor]), Option<&Marked>),
    attempt: Attempt,
) -> Result<Closed, Declined> {
    let key = key(visit, tx, contest).await?;
    let name = urn::name_of(visit.site.slug.as_str(), &booth.process.slug, &contest.code);
    let points = marked.map(|marked| form.points(marked)).unwrap_or_default();
    let marks = points.into_iter().filter_map(|(project, points)| {
        let competitor = competitors.iter().find(|one| one.proposal == project)?;
        Some((competitor.public_id.clone(), points))
    });
    let amount = form.most_points();
    let code = attempt.code(contest.id, booth.vote.voter.id);
    let slip = Slip::new(name.as_str(), code, marks, amount.is_some());
    let ids = competitors.iter().map(|one| one.public_id.as_str());
    let width = Slip::longest(&name, ids, usize::try_from(form.most()).unwrap_or(usize::MAX), amount);
    let sealed = key.seal(contest.id, &slip.padded(width)).map_err(|error| no_key(visit, &error))?;
    Ok(Closed {
        id: attempt.envelope(&slip),
        sealed,
        vote_type: urn::vote_type(form),
        proof: Proof { contest: contest.id, code, leaf: Leaf::of(&slip), order: None },
    })
}

/// The key that closes the envelopes of a contest's urn.
async fn key(visit: &Visit, tx: &mut TenantTx, contest: &Contest) -> Result<UrnPublicKey, Declined> {
    if let Some(key) = urn::find(tx, contest.id).await?.and_then(|urn| urn.public_key) {
        return Ok(key.into());
    }
    let fresh = visit.vault.new_urn().map_err(|error| no_key(visit, &error))?;
    let key = urn::open(tx, contest.id, *fresh.bytes()).await?;
    match key.map(UrnPublicKey::from) {
        Some(key) => {
            if key != fresh {
                // Another voter was faster: nothing was closed by this one.
                visit.vault.forget_urn(fresh).map_err(|error| no_key(visit, &error))?;
            }
            Ok(key)
        }
        // An urn without a key is sealed: what comes now is too late.
        None => Err(Declined::Refused(text::refusal::counted(visit.locale()).to_owned())),
    }
}

fn no_key(visit: &Visit, error: &dyn std::fmt::Display) -> Declined {
    tracing::error!(%error, "an envelope could not be closed");
    Declined::Refused(text::urn::no_key(visit.locale()).to_owned())
}
