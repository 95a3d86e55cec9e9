//! Signals (señales): what strikes the eye in how votes came in, for people to look into. A signal proves nothing and
//! decides nothing: no ballot is refused or taken out for it, and none could be, for nothing leads from it to a ballot.
//!
//! # What is noticed, and for how long
//!
//! While people vote on the web, only sums are kept: how many votes of a contest came from one network on one day, from
//! one browser on one day, and in each span of ten minutes. Network and browser are keyed hashes ([`Mark`]); no sum says
//! who voted, and sums are written in lots, apart from roll and urn, so that nothing joins them to either. Once the urns
//! are sealed somebody fixes the list of signals: what stays are its cases, without any mark, and the sums are deleted.
//! Where nobody fixes it they are deleted [`KEPT_DAYS`] after the last urn was sealed; and where no urn is ever sealed,
//! [`ABANDONED_DAYS`] after the voting closed.
//!
//! # Who decides
//!
//! Two people look into each case, and neither reads what the other thinks before both have said it ([`standing`]).
//! Where they differ a third decides. What they wrote with it is deleted after [`NOTES_KEPT_DAYS`]: it may speak of people.

mod opinion;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

pub use self::opinion::{Barred, Standing, Verdict, may_opine, standing};
use crate::{id::ContestId, words::words};

/// For how many days sums are kept at most after the last urn of their process was sealed.
pub const KEPT_DAYS: i64 = 30;

/// For how many days sums are kept at most after the voting of their process closed, whether its urns were sealed or not: a
/// vote that is abandoned leaves none.
pub const ABANDONED_DAYS: i64 = 90;

/// For how many days it is kept what somebody wrote with their opinion on a case. What they decided stays.
pub const NOTES_KEPT_DAYS: i64 = 365;

/// The minutes of the spans in which the pace is measured.
pub const SPAN_MINUTES: i64 = 10;

words! {
    /// A kind of signal.
    SignalKind as "kind of signal" {
        /// Far more votes in a span of time than usual (ritmo).
        Pace = "pace",
        /// Many votes from one network on one day (misma red).
        Network = "network",
        /// Several votes from one browser on one day (mismo aparato).
        Device = "device",
        /// A desk that marked voters at night (mesa fuera de horario).
        DeskHours = "desk_hours",
        /// People who were put on a roll while people voted, and voted (altas durante la votación).
        RollAdded = "roll_added",
        /// People who voted and whom a correction took off the roll, for example as deceased (bajas que votaron).
        RollRemoved = "roll_removed",
    }
}

impl SignalKind {
    /// Whether it is found in sums over votes on the web.
    pub const fn is_summed(self) -> bool {
        matches!(self, Self::Pace | Self::Network | Self::Device)
    }
}

/// By what votes are summed: the keyed hash of a network or of a browser; nothing but zeros for the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mark(pub [u8; 16]);

impl Mark {
    /// The mark of a network or a browser in a contest from an instant on: another in every contest and on every day, so
    /// that nobody is followed from one to the other. `secret` is the tenant's, and lies outside of the database.
    ///
    /// # Panics
    /// Never: a key of any length will do.
    pub fn of(secret: &[u8; 32], kind: SignalKind, contest: ContestId, since: DateTime<Utc>, what: &[u8]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length will do");
        mac.update(b"convite signal\n");
        mac.update(kind.as_str().as_bytes());
        mac.update(contest.uuid().as_bytes());
        mac.update(&since.timestamp().to_be_bytes());
        mac.update(what);
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        Self(std::array::from_fn(|place| hash[place]))
    }
}

/// A sum: so many votes of a contest under one mark from an instant on. Networks and browsers are summed by the day, the
/// pace by [`SPAN_MINUTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// [Pace](SignalKind::Pace), [network](SignalKind::Network) or [browser](SignalKind::Device).
    pub kind: SignalKind,
    /// In which contest.
    pub contest: ContestId,
    /// Under which mark.
    pub mark: Mark,
    /// The beginning of the day or of the span.
    pub since: DateTime<Utc>,
    /// How many votes.
    pub votes: u64,
}

/// From when on something is a signal (umbrales). They are a process's own and not published: who knew them would stay
/// below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Votes of one span of time, in multiples of what is usual: the median of the spans in which anybody voted.
    pub pace: u64,
    /// Votes of one contest from one network on one day.
    pub network: u64,
    /// Votes of one contest from one browser on one day.
    pub device: u64,
    /// The hour of the day, 0 to 23, before which no desk marks voters.
    pub opens: u32,
    /// The hour of the day, 1 to 24, from which on no desk marks voters.
    pub closes: u32,
}

impl Default for Thresholds {
    /// A school or a library shares one network and a family one telephone; both are no signals yet.
    fn default() -> Self {
        Self { pace: 8, network: 100, device: 8, opens: 6, closes: 20 }
    }
}

/// Why thresholds make no sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadThreshold {
    /// Fewer than twice the usual is no signal, and more than a thousand times never happens.
    #[error("the pace is a multiple of the usual, from 2 to 1000")]
    Pace,
    /// Below five, a sum could be about one household.
    #[error("votes from one network are a number from 5 to 100000")]
    Network,
    /// The same for browsers.
    #[error("votes from one browser are a number from 5 to 100000")]
    Device,
    /// The day ends after it begins.
    #[error("the hours of desks are from 0 to 24, the first before the second")]
    Hours,
}

impl Thresholds {
    /// Thresholds that make sense.
    ///
    /// # Errors
    /// With all that do not.
    pub fn checked(self) -> Result<Self, Vec<BadThreshold>> {
        let Self { pace, network, device, opens, closes } = self;
        let found = [
            (!(2..=1000).contains(&pace), BadThreshold::Pace),
            (!(LEAST..=100_000).contains(&network), BadThreshold::Network),
            (!(LEAST..=100_000).contains(&device), BadThreshold::Device),
            (opens >= closes || closes > 24, BadThreshold::Hours),
        ];
        let found: Vec<_> = found.into_iter().filter_map(|(is_bad, what)| is_bad.then_some(what)).collect();
        if found.is_empty() { Ok(self) } else { Err(found) }
    }
}

/// No sum below this is ever a signal, whatever is usual.
const LEAST: u64 = 5;

/// No span with fewer votes has a pace that strikes the eye: in a quiet contest ten are soon many times the usual.
const LEAST_PACE: u64 = 30;

/// Something that struck the eye.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Of which kind.
    pub kind: SignalKind,
    /// In which contest; none where it is about a desk.
    pub contest: Option<ContestId>,
    /// The desk it is about.
    pub desk: Option<String>,
    /// On which day or in which span; none where it is about the whole vote.
    pub since: Option<DateTime<Utc>>,
    /// How many votes or voters.
    pub votes: u64,
    /// How many are usual; none where none are.
    pub usual: Option<u64>,
}

/// The signals among the sums of a process, the most votes first.
pub fn signals(sums: &[Sum], thresholds: Thresholds) -> Vec<Signal> {
    let mut spans: BTreeMap<ContestId, Vec<u64>> = BTreeMap::new();
    for sum in sums.iter().filter(|sum| sum.kind == SignalKind::Pace) {
        spans.entry(sum.contest).or_default().push(sum.votes);
    }
    let usual: BTreeMap<ContestId, u64> =
        spans.into_iter().map(|(contest, votes)| (contest, lower_median(votes))).collect();
    let mut found: Vec<Signal> = sums
        .iter()
        .filter_map(|sum| {
            let (least, usual) = match sum.kind {
                SignalKind::Pace => {
                    let usual = usual.get(&sum.contest).copied()?;
                    (usual.saturating_mul(thresholds.pace).max(LEAST_PACE), Some(usual))
                }
                SignalKind::Network => (thresholds.network, None),
                SignalKind::Device => (thresholds.device, None),
                SignalKind::DeskHours | SignalKind::RollAdded | SignalKind::RollRemoved => return None,
            };
            (sum.votes >= least).then_some(Signal {
                kind: sum.kind,
                contest: Some(sum.contest),
                desk: None,
                since: Some(sum.since),
                votes: sum.votes,
                usual,
            })
        })
        .collect();
    found.sort_by_key(|signal| (std::cmp::Reverse(signal.votes), signal.kind, signal.since, signal.contest));
    found
}

/// The one in the middle; of two, the lower. Zero of none.
fn lower_median(mut votes: Vec<u64>) -> u64 {
    votes.sort_unstable();
    votes.get(votes.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// What is told of a number of votes while people vote, when nobody may learn how many there are: the largest of 5, 10,
/// 25, 50, 100, 250, 500… that it reaches.
pub fn at_least(votes: u64) -> u64 {
    let mut told = 0;
    let mut step = LEAST;
    loop {
        for next in [Some(step), step.checked_mul(2), step.checked_mul(5)] {
            match next {
                Some(next) if next <= votes => told = next,
                _ => return told,
            }
        }
        let Some(next) = step.checked_mul(10) else { return told };
        step = next;
    }
}

#[cfg(test)]
mod tests;
