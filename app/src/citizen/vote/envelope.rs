//! A ballot on its way into the urn: written as it will be published, and closed in an envelope.

use shared::{
    ballot::Marked,
    urn::{Attempt, EnvelopeId, Leaf, Slip},
};
use store::{
    TenantTx, tally,
    urn::{self, Envelope},
};
use vault::UrnPublicKey;

use super::{booth::Booth, receipt::Proof};
use crate::{forms::Declined, text, visit::Visit};

/// A ballot in its envelope, and what its voter gets for it.
pub struct Closed {
    id: EnvelopeId,
    sealed: vault::Envelope,
    /// What leads the voter, and nobody else, to the ballot once it is published.
    pub proof: Proof,
}

impl Closed {
    /// As the urn takes it.
    pub fn envelope(&self, booth: &Booth) -> Envelope<'_> {
        Envelope { id: self.id, sealed: self.sealed.bytes(), vote_type: urn::vote_type(booth.form()) }
    }
}

/// Closes a ballot in an envelope for the urn of its contest. The first ballot of a contest opens its urn.
///
/// # Errors
/// When the urn's key can be neither had nor made.
pub async fn close(
    visit: &Visit,
    tx: &mut TenantTx,
    booth: &Booth,
    marked: &Marked,
    attempt: Attempt,
) -> Result<Closed, Declined> {
    let (contest, form) = (&booth.contest, booth.form());
    let key = key(visit, tx, booth).await?;
    let name = urn::name_of(visit.site.slug.as_str(), &booth.process.slug, &contest.code);
    let competitors = tally::competitors(tx, contest).await?;
    let marks = form.points(marked).into_iter().filter_map(|(project, points)| {
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
        proof: Proof { contest: contest.id, code, leaf: Leaf::of(&slip), order: None },
    })
}

/// The key that closes the envelopes of the contest's urn.
async fn key(visit: &Visit, tx: &mut TenantTx, booth: &Booth) -> Result<UrnPublicKey, Declined> {
    if let Some(key) = urn::find(tx, booth.contest.id).await?.and_then(|urn| urn.public_key) {
        return Ok(key.into());
    }
    let fresh = visit.vault.new_urn().map_err(|error| no_key(visit, &error))?;
    let key = urn::open(tx, booth.contest.id, *fresh.bytes()).await?;
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
