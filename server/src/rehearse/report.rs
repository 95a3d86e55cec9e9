//! What is told of a rehearsal.

use std::collections::BTreeMap;

use serde::Serialize;
use shared::document::Key;
use shared::id::ContestId;
use store::rehearsal::Held;

use super::measure::{Latency, Trouble};

/// How a rehearsal went.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// How many came to vote.
    pub voters: usize,
    /// In how many territories.
    pub territories: usize,
    /// How long they took, in milliseconds.
    pub took_ms: u64,
    /// Votes a second, over all of it.
    pub votes_per_second: u64,
    /// How many got their receipts.
    pub acknowledged: u64,
    /// How many receipts they got: one of each contest of their ballot.
    pub receipts: u64,
    /// How many were told at the second try that they had voted.
    pub voted_before: u64,
    /// How many went without having voted.
    pub without: u64,
    /// How long each step took.
    pub latency: Vec<Latency>,
    /// What went wrong on the way, however it ended.
    pub trouble: Vec<Trouble>,
    /// What was found afterwards.
    pub held: Option<Agreement>,
}

/// What the database holds after a rehearsal, and whether it agrees in each contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// People on the roll.
    pub voters: u64,
    /// In envelopes that are still closed.
    pub envelopes: u64,
    /// In urns.
    pub ballots: u64,
    /// Under the seals.
    pub sealed: u64,
    /// In the counts.
    pub counted: u64,
    /// Receipts whose ballot is in the urn of their contest.
    pub receipts_found: u64,
    /// Contests whose roll, urn, seal, count and receipts do not agree.
    pub differing: Vec<String>,
}

impl Agreement {
    /// What was found in the database. People have one vote in each contest of their ballot: they are counted in those of
    /// the rule that decides.
    pub(super) fn of(
        held: &[Held],
        decides: Option<&Key>,
        given: &BTreeMap<ContestId, u64>,
        found: &BTreeMap<ContestId, u64>,
    ) -> Self {
        let sum = |of: fn(&Held) -> u64| held.iter().map(of).sum();
        let agrees = |one: &&Held| {
            one.envelopes == 0
                && one.voters == one.ballots
                && one.ballots == one.sealed
                && one.sealed == one.counted
                && given.get(&one.contest) == found.get(&one.contest)
        };
        Self {
            voters: held.iter().filter(|one| decides == Some(&one.rule)).map(|one| one.voters).sum(),
            envelopes: sum(|one| one.envelopes),
            ballots: sum(|one| one.ballots),
            sealed: sum(|one| one.sealed),
            counted: sum(|one| one.counted),
            receipts_found: found.values().sum(),
            differing: held.iter().filter(|one| !agrees(one)).map(|one| one.name.clone()).collect(),
        }
    }

    /// Whether no acknowledged vote is lost, none counted twice, and everything of one number.
    pub const fn holds(&self, acknowledged: u64, voted_before: u64) -> bool {
        self.differing.is_empty() && self.voters >= acknowledged + voted_before
    }
}

impl Report {
    /// Whether nothing that was acknowledged is lost and nothing counted twice, as far as it was looked for.
    pub fn agrees(&self) -> bool {
        self.held.as_ref().is_none_or(|held| held.holds(self.acknowledged, self.voted_before))
    }

    #[expect(clippy::print_stdout, reason = "a command's outcome goes to standard output")]
    pub(super) fn say(&self) {
        let Self { voters, territories, took_ms, votes_per_second, acknowledged, voted_before, without, .. } = self;
        println!("{voters} voters in {territories} territories, {took_ms} ms, {votes_per_second} votes a second");
        println!("with a receipt: {acknowledged}; told that they had voted: {voted_before}; without a vote: {without}");
        println!("{:<8} {:>8} {:>9} {:>9} {:>9} {:>9}", "step", "answers", "p50 ms", "p95 ms", "p99 ms", "max ms");
        let millis = |micros: u64| format!("{}.{}", micros / 1_000, micros % 1_000 / 100);
        for Latency { step, count, p50, p95, p99, max } in &self.latency {
            let (p50, p95, p99, max) = (millis(*p50), millis(*p95), millis(*p99), millis(*max));
            println!("{:<8} {count:>8} {p50:>9} {p95:>9} {p99:>9} {max:>9}", step.to_string());
        }
        for Trouble { step, what, count } in &self.trouble {
            println!("{count} times in {step}: {what}");
        }
        if let Some(held) = &self.held {
            let Agreement { voters, envelopes, ballots, sealed, counted, receipts_found, differing } = held;
            println!("on the roll {voters}, in the urns {ballots}, sealed {sealed}, counted {counted}");
            println!("envelopes left {envelopes}, receipts found {receipts_found} of {}", self.receipts);
            for contest in differing {
                println!("not of one number: {contest}");
            }
        }
    }
}
