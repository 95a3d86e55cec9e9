//! A voting day from the stage that is set to what was found afterwards.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use shared::code::TypedCode;
use shared::id::ContestId;
use shared::tenant::Slug;
use store::rehearsal::{self, Held, Progress};
use store::site::{self, Site};
use store::{Database, Owner, StoreError, process, urn};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use vault::{UrnPublicKey, Vault};

use super::RehearseError;
use super::measure::Notes;
use super::report::{Agreement, Report};
use super::scene::{self, Scene};
use super::voter::{Crowd, Ended, Journey};
use crate::{clock, random};

/// How long the server may take to notice a new site.
const NOTICE: Duration = Duration::from_mins(1);

/// How long the server may take to seal or to count.
const LONG_WORK: Duration = Duration::from_mins(30);

/// What a day is made of.
#[derive(Debug, Clone)]
pub struct Staging<'a> {
    /// The site that it is like.
    pub like: &'a Slug,
    /// When each voter comes, after the opening, in order.
    pub come: Vec<Duration>,
    /// Where the servers listen.
    pub servers: &'a [SocketAddr],
    /// The domain below which every tenant has its subdomain.
    pub base_domain: &'a str,
}

/// A day on which people vote.
#[derive(Debug)]
pub struct Day {
    scene: Scene,
    come: Vec<Duration>,
    crowd: Crowd,
    notes: Arc<Notes>,
    took: Duration,
    acknowledged: u64,
    /// Each with its contest.
    receipts: Vec<(ContestId, TypedCode)>,
    voted_before: u64,
    without: u64,
    held: Option<Agreement>,
}

impl Staging<'_> {
    async fn find(database: &Database, slug: &Slug) -> Result<Option<Site>, StoreError> {
        Ok(site::all(database).await?.into_iter().find(|site| site.slug == *slug))
    }

    /// Deletes the site of a day with everything it has, and the keys of its urns, if it is there.
    ///
    /// # Errors
    /// When the database or the folder of the keys does not answer.
    pub async fn clear_away(&self, owner: &Owner, database: &Database, vault: &Vault) -> Result<(), RehearseError> {
        let Some(left) = Self::find(database, &scene::slug(self.like)?).await? else { return Ok(()) };
        let mut tx = database.enter(&left).await?;
        // Of that name there could be somebody's site.
        let processes = process::all(&mut tx).await?;
        if !processes.iter().all(|one| one.demonstration && one.slug == scene::PROCESS) {
            return Err(RehearseError::Taken(left.slug));
        }
        let keys = urn::keys(&mut tx).await?;
        drop(tx);
        owner.delete_site(&left).await?;
        for key in keys {
            vault.forget_urn(UrnPublicKey::from(key))?;
        }
        Ok(())
    }
}

impl Day {
    /// Sets the stage and waits until the servers have noticed it.
    ///
    /// # Errors
    /// When the site to be like does not have what it takes, the database does not answer, or a server does not.
    pub async fn set(owner: &Owner, database: &Database, staging: &Staging<'_>) -> Result<Self, RehearseError> {
        let like = Staging::find(database, staging.like).await?;
        let like = like.ok_or_else(|| RehearseError::NoTenant(staging.like.clone()))?;
        let scene = scene::set(owner, database, &like, &staging.come, clock::now(), &mut random::generator()).await?;
        let host = format!("{}.{}", scene.site.slug, staging.base_domain);
        let crowd = Crowd::new(&host, staging.servers)?;
        let waited = Instant::now();
        while let Some(closed) = crowd.closed(&scene.admin).await {
            if waited.elapsed() > NOTICE {
                return Err(RehearseError::NotServed(closed));
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Ok(Self {
            scene,
            come: staging.come.clone(),
            crowd,
            notes: Arc::default(),
            took: Duration::ZERO,
            acknowledged: 0,
            receipts: Vec::new(),
            voted_before: 0,
            without: 0,
            held: None,
        })
    }

    /// Lets some of the voters come, each at their time; where it is said, so many at a time.
    pub async fn vote(&mut self, which: Range<usize>, at_once: Option<NonZeroU32>, journey: Journey) {
        let places = at_once.map_or(Semaphore::MAX_PERMITS, |at_once| at_once.get() as usize);
        let places = Arc::new(Semaphore::new(places));
        let (opened, all) = (Instant::now(), which.len());
        let mut voting = JoinSet::new();
        let coming = self.scene.voters[which.clone()].iter().zip(&self.come[which]);
        for (voter, comes) in coming {
            tokio::time::sleep_until((opened + *comes).into()).await;
            let place = Arc::clone(&places).acquire_owned().await;
            let (crowd, voter, notes) = (self.crowd.clone(), voter.clone(), Arc::clone(&self.notes));
            voting.spawn(async move {
                let ended = crowd.vote(&voter, journey, &notes).await;
                drop(place);
                ended
            });
            if voting.len().is_multiple_of((all / 20).max(1)) {
                tracing::info!(came = voting.len(), all, "people vote");
            }
        }
        while let Some(ended) = voting.join_next().await {
            match ended {
                Ok(Ended::Acknowledged(receipts)) => {
                    self.acknowledged += 1;
                    self.receipts.extend(receipts);
                }
                Ok(Ended::VotedBefore) => self.voted_before += 1,
                Ok(Ended::Without) | Err(_) => self.without += 1,
            }
        }
        self.took += opened.elapsed();
    }

    /// Closes the voting, seals the urns and counts as an administrator does, and looks for every receipt.
    ///
    /// # Errors
    /// When the server does not take the forms, or the database does not answer.
    pub async fn finish(&mut self, owner: &Owner, database: &Database) -> Result<Agreement, RehearseError> {
        scene::close(owner, &self.scene, clock::now()).await?;
        self.administer(database, "/hacer/sellar", |done| done.unsealed == 0).await?;
        self.administer(database, "/hacer/contar", |done| done.is_counted).await?;
        let held = self.held(database).await?;
        let mut tx = database.enter(&self.scene.site).await?;
        let found = rehearsal::found(&mut tx, &self.receipts).await?;
        let mut given = BTreeMap::new();
        self.receipts.iter().for_each(|(contest, _)| *given.entry(*contest).or_default() += 1);
        let decides = self.scene.rules.deciding_contest().map(|contest| &contest.id);
        let agreement = Agreement::of(&held, decides, &given, &found);
        self.held = Some(agreement.clone());
        Ok(agreement)
    }

    /// Sends a form as the administrator and waits until it has come true: large urns take longer than an answer may.
    async fn administer(
        &self,
        database: &Database,
        action: &'static str,
        is_done: impl Fn(Progress) -> bool,
    ) -> Result<(), RehearseError> {
        let began = Instant::now();
        while began.elapsed() < LONG_WORK {
            if !self.crowd.act(&self.scene.admin, action, &self.notes).await {
                break;
            }
            let sent = Instant::now();
            while sent.elapsed() < NOTICE {
                let mut tx = database.enter(&self.scene.site).await?;
                if is_done(rehearsal::progress(&mut tx, self.scene.process).await?) {
                    return Ok(());
                }
                drop(tx);
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        Err(RehearseError::NotTaken(action))
    }

    /// What the database holds of the votes so far, by contest.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn held(&self, database: &Database) -> Result<Vec<Held>, RehearseError> {
        let mut tx = database.enter(&self.scene.site).await?;
        Ok(rehearsal::held(&mut tx, self.scene.process).await?)
    }

    /// How it went so far.
    pub fn report(&self) -> Report {
        let (latency, trouble) = self.notes.sum_up();
        let acknowledged = self.acknowledged;
        let took_ms = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX);
        Report {
            voters: self.scene.voters.len(),
            territories: self.scene.territories,
            took_ms,
            votes_per_second: acknowledged * 1_000 / took_ms.max(1),
            acknowledged,
            receipts: self.receipts.len() as u64,
            voted_before: self.voted_before,
            without: self.without,
            latency,
            trouble,
            held: self.held.clone(),
        }
    }
}
