//! The journal of a shift: what its events make of it, and which one it takes next.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Act, Counted, Event, LONGEST_EVENT, MOST_OFFICERS, Recorded, Refusal, Way, hash_of};
use crate::{
    document::{Fingerprint, Text},
    id::ShiftId,
    roll::EntryHash,
    words::words,
};

words! {
    /// How a shift stands.
    Stage as "stage of a desk" {
        /// Nothing was written yet.
        Blank = "blank",
        /// The officers are there; the box was not shown yet.
        OnDuty = "on_duty",
        /// People vote.
        Open = "open",
        /// It takes a break.
        Paused = "paused",
        /// It is closed.
        Closed = "closed",
    }
}

/// What became of bytes that were brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// A new event, now the last one.
    New(Box<Event>),
    /// The journal has it already, under this number.
    Known(u32),
}

/// Between which instants an event happened, as the server knows it: since the shift began and until the event came in. A
/// device may say otherwise, by a clock that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When the shift began.
    pub from: DateTime<Utc>,
    /// When the event came in.
    pub to: DateTime<Utc>,
}

impl Span {
    /// How far the clock of a device may be off before it is told.
    pub const TOLERANCE: TimeDelta = TimeDelta::minutes(10);

    /// What a clock says, where it can be right; else the nearest instant that is possible.
    fn nearest(self, at: DateTime<Utc>) -> Result<DateTime<Utc>, DateTime<Utc>> {
        let (first, last) = (self.from - Self::TOLERANCE, self.to + Self::TOLERANCE);
        if at < first {
            Err(self.from)
        } else if at > last {
            Err(self.to)
        } else {
            Ok(at)
        }
    }
}

/// The journal of a shift (libro de la mesa), built from its events and in no other way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    origin: Fingerprint,
    hashes: Vec<Fingerprint>,
    stage: Stage,
    officers: Vec<Text>,
    opened: Option<DateTime<Utc>>,
    seal: Option<Text>,
    recorded: Recorded,
    marked: BTreeMap<EntryHash, u32>,
    envelopes: BTreeMap<u32, u32>,
    settled: BTreeSet<(ShiftId, u32)>,
    incidents: Vec<(DateTime<Utc>, super::IncidentKind, Text)>,
    closing: Option<(DateTime<Utc>, Counted, Option<Text>)>,
    doubtful: BTreeSet<u32>,
}

/// What the first event of a shift names as the one before.
pub fn genesis(shift: Uuid) -> Fingerprint {
    <[u8; 32]>::from(Sha256::digest(format!("convite desk\n{shift}"))).into()
}

impl Journal {
    /// The empty journal of a shift.
    pub fn new(shift: Uuid) -> Self {
        Self {
            origin: genesis(shift),
            hashes: Vec::new(),
            stage: Stage::Blank,
            officers: Vec::new(),
            opened: None,
            seal: None,
            recorded: Recorded::default(),
            marked: BTreeMap::new(),
            envelopes: BTreeMap::new(),
            settled: BTreeSet::new(),
            incidents: Vec::new(),
            closing: None,
            doubtful: BTreeSet::new(),
        }
    }

    /// The journal that these events make, each with the time it can have.
    ///
    /// # Errors
    /// With the first that it does not take.
    pub fn replay<'a>(shift: Uuid, events: impl IntoIterator<Item = (&'a [u8], Span)>) -> Result<Self, Refusal> {
        let mut journal = Self::new(shift);
        for (event, span) in events {
            journal.accept(event, span)?;
        }
        Ok(journal)
    }

    /// Takes an event, as bytes. One whose time is not possible is taken like any other, since what happened at the desk
    /// did happen: it is among the [`doubtful`](Self::doubtful) ones, and told with the nearest time that is possible.
    ///
    /// # Errors
    /// Why not; the journal is as it was.
    pub fn accept(&mut self, bytes: &[u8], span: Span) -> Result<Accepted, Refusal> {
        if bytes.len() > LONGEST_EVENT {
            return Err(Refusal::TooLong { found: bytes.len() });
        }
        let event: Event =
            serde_json::from_slice(bytes).map_err(|error| Refusal::Unreadable { why: error.to_string() })?;
        let (hash, expected) = (hash_of(bytes), self.next());
        if event.number == 0 || event.number > expected {
            return Err(Refusal::Gap { expected, found: event.number });
        }
        if event.number < expected {
            let place = event.number as usize - 1;
            return if self.hashes.get(place) == Some(&hash) {
                Ok(Accepted::Known(event.number))
            } else {
                Err(Refusal::Different { number: event.number })
            };
        }
        if event.before != self.head() {
            return Err(Refusal::BrokenChain { number: event.number });
        }
        let at = span.nearest(event.at);
        self.take(&event, at.unwrap_or_else(|nearest| nearest))?;
        if at.is_err() {
            self.doubtful.insert(event.number);
        }
        self.hashes.push(hash);
        Ok(Accepted::New(Box::new(event)))
    }

    /// What it makes of an event that follows from the last one; nothing changes where it is refused.
    fn take(&mut self, event: &Event, at: DateTime<Utc>) -> Result<(), Refusal> {
        let wrong = || Refusal::Stage { stage: self.stage, act: event.act.word() };
        let voting = matches!(self.stage, Stage::Open | Stage::Paused);
        match &event.act {
            Act::Shift { officers } => {
                if self.stage != Stage::Blank {
                    return Err(wrong());
                }
                if officers.is_empty() || officers.len() > MOST_OFFICERS {
                    return Err(Refusal::Officers { found: officers.len() });
                }
                self.officers.clone_from(officers);
                self.stage = Stage::OnDuty;
            }
            Act::Opening { box_empty, papers, seal } => {
                if self.stage != Stage::OnDuty {
                    return Err(wrong());
                }
                if !box_empty {
                    return Err(Refusal::BoxNotEmpty);
                }
                self.recorded.papers = *papers;
                self.seal.clone_from(seal);
                self.opened = Some(at);
                self.stage = Stage::Open;
            }
            Act::Delivery { papers } if voting => {
                self.recorded.papers = self.recorded.papers.saturating_add(*papers);
            }
            Act::Mark { .. } if self.stage == Stage::Open => self.mark(event)?,
            Act::Spoilt if self.stage == Stage::Open => {
                if self.recorded.spoilt >= self.recorded.for_box.saturating_add(self.recorded.in_envelopes) {
                    return Err(Refusal::NothingToSpoil);
                }
                self.recorded.spoilt += 1;
            }
            Act::Envelopes { shift, opened, kept, papers } if voting => {
                self.settle(*shift, (opened, kept), *papers)?;
            }
            Act::Incident { kind, text } if voting || self.stage == Stage::OnDuty => {
                self.recorded.incidents += 1;
                self.incidents.push((at, *kind, text.clone()));
            }
            Act::Pause { .. } if self.stage == Stage::Open => self.stage = Stage::Paused,
            Act::Resume if self.stage == Stage::Paused => self.stage = Stage::Open,
            Act::Closing { counted, explained } if voting => {
                let differences = self.recorded.differences(counted);
                if !differences.is_empty() && explained.is_none() {
                    return Err(Refusal::Unexplained(differences));
                }
                self.closing = Some((at, *counted, explained.clone()));
                self.stage = Stage::Closed;
            }
            _ => return Err(wrong()),
        }
        Ok(())
    }

    fn mark(&mut self, event: &Event) -> Result<(), Refusal> {
        let Act::Mark { entry, contests, way, assisted, .. } = &event.act else { return Ok(()) };
        let once = contests.iter().enumerate().all(|(place, contest)| !contests[..place].contains(contest));
        let Some(papers) = u32::try_from(contests.len()).ok().filter(|count| *count > 0 && once) else {
            return Err(Refusal::Contests);
        };
        if let Some(&number) = self.marked.get(entry) {
            return Err(Refusal::AlreadyMarked { number });
        }
        match way {
            Way::Paper => self.recorded.for_box = self.recorded.for_box.saturating_add(papers),
            Way::Envelope { number: envelope } => {
                if let Some(&number) = self.envelopes.get(envelope) {
                    return Err(Refusal::EnvelopeTaken { envelope: *envelope, number });
                }
                self.envelopes.insert(*envelope, event.number);
                self.recorded.envelopes += 1;
                self.recorded.in_envelopes = self.recorded.in_envelopes.saturating_add(papers);
            }
            Way::Tablet if event.offline => return Err(Refusal::TabletOffline),
            Way::Tablet => self.recorded.on_tablet += 1,
        }
        self.marked.insert(*entry, event.number);
        self.recorded.voters += 1;
        self.recorded.assisted += u32::from(assisted.is_some());
        self.recorded.offline += u32::from(event.offline);
        Ok(())
    }

    /// Notes what became of envelopes of another shift.
    fn settle(&mut self, shift: ShiftId, (opened, kept): (&[u32], &[u32]), papers: u32) -> Result<(), Refusal> {
        let all: BTreeSet<_> = opened.iter().chain(kept).map(|envelope| (shift, *envelope)).collect();
        let each_once = all.len() == opened.len() + kept.len() && all.is_disjoint(&self.settled);
        let has_papers = if opened.is_empty() { papers == 0 } else { papers as usize >= opened.len() };
        if all.is_empty() || !each_once || !has_papers || genesis(shift.uuid()) == self.origin {
            return Err(Refusal::NoSuchEnvelopes);
        }
        self.settled.extend(all);
        self.recorded.from_envelopes = self.recorded.from_envelopes.saturating_add(papers);
        Ok(())
    }

    /// The events whose time was not possible, by number.
    pub const fn doubtful(&self) -> &BTreeSet<u32> {
        &self.doubtful
    }

    /// The number of the next event.
    ///
    /// # Panics
    /// Never: no journal has four thousand million events.
    pub fn next(&self) -> u32 {
        u32::try_from(self.hashes.len()).expect("a journal has fewer events") + 1
    }

    /// What the next event names as the one before it.
    pub fn head(&self) -> Fingerprint {
        self.hashes.last().copied().unwrap_or(self.origin)
    }

    /// How it stands.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Who is at the desk.
    pub fn officers(&self) -> &[Text] {
        &self.officers
    }

    /// When the box was shown empty, and the number of the seal that was put on it.
    pub fn opening(&self) -> Option<(DateTime<Utc>, Option<&Text>)> {
        self.opened.map(|at| (at, self.seal.as_ref()))
    }

    /// What it says in numbers.
    pub const fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    /// Where somebody was marked, if they were.
    pub fn marked(&self, entry: &EntryHash) -> Option<u32> {
        self.marked.get(entry).copied()
    }

    /// Everybody who was marked, with the event that did it.
    pub fn marks(&self) -> impl Iterator<Item = (EntryHash, u32)> {
        self.marked.iter().map(|(entry, number)| (*entry, *number))
    }

    /// The envelopes by their numbers, with the events that handed them out.
    pub fn envelopes(&self) -> impl Iterator<Item = (u32, u32)> {
        self.envelopes.iter().map(|(envelope, event)| (*envelope, *event))
    }

    /// The number of the envelope that an event handed out, if it did.
    pub fn envelope_of(&self, event: u32) -> Option<u32> {
        self.envelopes().find(|(_, by)| *by == event).map(|(envelope, _)| envelope)
    }

    /// The number that the next envelope gets.
    pub fn next_envelope(&self) -> u32 {
        self.envelopes.keys().next_back().map_or(1, |last| last.saturating_add(1))
    }

    /// What happened besides.
    pub fn incidents(&self) -> &[(DateTime<Utc>, super::IncidentKind, Text)] {
        &self.incidents
    }

    /// The closing act: when, what was counted, and what explains the differences.
    pub fn closing(&self) -> Option<(DateTime<Utc>, &Counted, Option<&Text>)> {
        self.closing.as_ref().map(|(at, counted, explained)| (*at, counted, explained.as_ref()))
    }
}
