//! What is told of a rehearsal.

use serde::Serialize;
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
    /// How many got a receipt.
    pub acknowledged: u64,
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

/// What the database holds after a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// On the roll.
    pub voters: u64,
    /// In envelopes that are still closed.
    pub envelopes: u64,
    /// In urns.
    pub ballots: u64,
    /// Under the seals.
    pub sealed: u64,
    /// In the counts.
    pub counted: u64,
    /// Receipts whose ballot is in an urn.
    pub receipts_found: u64,
}

impl Agreement {
    /// What was found in the database.
    pub(super) const fn of(held: Held, receipts_found: u64) -> Self {
        let Held { voters, envelopes, ballots, sealed, counted } = held;
        Self { voters, envelopes, ballots, sealed, counted, receipts_found }
    }

    /// Whether no acknowledged vote is lost, none counted twice, and everything of one number.
    pub const fn holds(&self, acknowledged: u64, voted_before: u64) -> bool {
        self.envelopes == 0
            && self.voters == self.ballots
            && self.ballots == self.sealed
            && self.sealed == self.counted
            && self.receipts_found == acknowledged
            && self.voters >= acknowledged + voted_before
    }
}

impl Report {
    /// Whether nothing that was acknowledged is lost and nothing counted twice, as far as it was looked for.
    pub fn agrees(&self) -> bool {
        self.held.is_none_or(|held| held.holds(self.acknowledged, self.voted_before))
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
            let Agreement { voters, envelopes, ballots, sealed, counted, receipts_found } = held;
            println!("on the roll {voters}, in the urns {ballots}, sealed {sealed}, counted {counted}");
            println!("envelopes left {envelopes}, receipts found {receipts_found} of {acknowledged}");
        }
    }
}
