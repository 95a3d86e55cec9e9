//! Urns made again of the ballots that a site publishes: the tree over all of them, to be held to the root that was sealed
//! before anything was counted.
//!
//! Making one reads every ballot. Published ballots change no more, so what was made is kept for some minutes, and only
//! urns that are made within a moment are made for a page: of larger ones whoever asks makes it on a machine of their own,
//! by `convite verify`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    id::ContestId,
    urn::{Leaf, Seal, SealedUrn},
};
use store::{TenantTx, contest::Contest, urn};

/// The most ballots of an urn that is made for a page.
pub const MOST: u64 = 20_000;

/// Ballots that are read at once.
const BATCH: u16 = 5_000;

/// How many are kept: with [`MOST`] ballots each, some ten megabytes.
const KEPT: usize = 16;

/// How long what was made is told: whoever asks later has it made anew.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// An urn that was made of the published ballots.
#[derive(Clone, Debug)]
pub struct Made {
    /// The leaves.
    pub urn: Arc<SealedUrn>,
    /// What they come to.
    pub seal: Seal,
    /// When.
    pub at: DateTime<Utc>,
    contest: ContestId,
}

impl Made {
    /// Whether it is the one that was sealed.
    pub fn is_as_sealed(&self, seal: &Seal) -> bool {
        self.seal == *seal
    }
}

/// The urns that were made lately, the newest last.
#[derive(Debug, Default)]
pub struct Urns(Mutex<Vec<Made>>);

impl Urns {
    /// Makes the urn of a contest whose ballots are published, unless it was made a moment ago; none where there are
    /// more than [`MOST`].
    ///
    /// # Errors
    /// When the database does not answer, or a ballot names what is not on it.
    pub async fn made(
        &self,
        tx: &mut TenantTx,
        contest: &Contest,
        seal: &Seal,
        now: DateTime<Utc>,
    ) -> store::Result<Option<Made>> {
        if seal.ballots > MOST {
            return Ok(None);
        }
        if let Some(made) = self.kept(contest.id, now) {
            return Ok(Some(made));
        }
        let (mut leaves, mut last) = (Vec::new(), None);
        loop {
            let slips = urn::slips(tx, contest, last, BATCH).await?;
            let Some(slip) = slips.last() else { break };
            last = Some(slip.code());
            leaves.extend(slips.iter().map(Leaf::of));
        }
        let urn = SealedUrn::new(leaves);
        let made = Made { seal: urn.seal(), urn: Arc::new(urn), at: now, contest: contest.id };
        self.keep(made.clone());
        Ok(Some(made))
    }

    fn kept(&self, contest: ContestId, now: DateTime<Utc>) -> Option<Made> {
        self.all().iter().find(|made| made.contest == contest && now - made.at < FRESH).cloned()
    }

    fn keep(&self, made: Made) {
        let mut all = self.all();
        all.retain(|kept| kept.contest != made.contest);
        if all.len() >= KEPT {
            all.remove(0);
        }
        all.push(made);
    }

    fn all(&self) -> MutexGuard<'_, Vec<Made>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn made(contest: u128, minute: i64) -> Made {
        let at = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minute);
        let urn = SealedUrn::new([]);
        Made { seal: urn.seal(), urn: Arc::new(urn), at, contest: Uuid::from_u128(contest).into() }
    }

    #[test]
    fn few_urns_are_kept_and_none_for_long() {
        let urns = Urns::default();
        let at = |minute| DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(minute);
        let kept = |contest, minute| urns.kept(Uuid::from_u128(contest).into(), at(minute)).is_some();
        urns.keep(made(1, 0));
        assert!(kept(1, 9) && !kept(1, 10) && !kept(2, 0));
        urns.keep(made(1, 12));
        assert!(kept(1, 13));
        for contest in 2..=17 {
            urns.keep(made(contest, 12));
        }
        assert!(!kept(1, 13) && kept(2, 13) && kept(17, 13));
        assert_eq!(urns.all().len(), KEPT);
    }
}
