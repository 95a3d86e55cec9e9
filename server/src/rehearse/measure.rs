//! How long things took, and what went wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::time::Duration;

use serde::Serialize;

/// A step of somebody who votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The page of the ballot.
    Ballot,
    /// Sending the marks to the review.
    Mark,
    /// The page of the review.
    Review,
    /// Casting.
    Cast,
    /// The page of the receipt.
    Receipt,
    /// All of these, with the time in line.
    Whole,
    /// What an administrator does afterwards.
    Act,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ballot => "ballot",
            Self::Mark => "mark",
            Self::Review => "review",
            Self::Cast => "cast",
            Self::Receipt => "receipt",
            Self::Whole => "whole",
            Self::Act => "act",
        })
    }
}

/// What is noted while people vote.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Noted>);

#[derive(Debug, Default)]
struct Noted {
    took: BTreeMap<Step, Vec<Duration>>,
    trouble: BTreeMap<(Step, String), u64>,
}

impl Notes {
    /// A step was answered as it should be.
    pub fn took(&self, step: Step, time: Duration) {
        self.with(|noted| noted.took.entry(step).or_default().push(time));
    }

    /// A step was not.
    pub fn trouble(&self, step: Step, what: String) {
        self.with(|noted| *noted.trouble.entry((step, what)).or_default() += 1);
    }

    fn with(&self, note: impl FnOnce(&mut Noted)) {
        // Who panicked while noting left at worst one number out.
        note(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }

    /// All of it, summed up.
    pub fn sum_up(&self) -> (Vec<Latency>, Vec<Trouble>) {
        let mut sums = (Vec::new(), Vec::new());
        self.with(|noted| {
            sums.0 = noted.took.iter_mut().map(|(step, took)| Latency::of(*step, took)).collect();
            let trouble = noted.trouble.iter();
            sums.1 = trouble
                .map(|((step, what), count)| Trouble { step: *step, what: what.clone(), count: *count })
                .collect();
        });
        sums
    }
}

/// How long a step took, in microseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Latency {
    /// Which.
    pub step: Step,
    /// How often it was answered.
    pub count: usize,
    /// Half of all were at least so fast.
    pub p50: u64,
    /// 95 of 100.
    pub p95: u64,
    /// 99 of 100.
    pub p99: u64,
    /// The slowest.
    pub max: u64,
}

impl Latency {
    fn of(step: Step, took: &mut [Duration]) -> Self {
        took.sort_unstable();
        let micros = |time: &Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        // The value that so many of a hundred do not exceed.
        let rank = |percent: usize| took.get((took.len() * percent).div_ceil(100).saturating_sub(1)).map_or(0, micros);
        Self { step, count: took.len(), p50: rank(50), p95: rank(95), p99: rank(99), max: rank(100) }
    }
}

/// Something that went wrong, however it ended: what is tried again may go well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// In which step.
    pub step: Step,
    /// What.
    pub what: String,
    /// How often.
    pub count: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let notes = Notes::default();
        for millis in (1..=200).rev() {
            notes.took(Step::Cast, Duration::from_millis(millis));
        }
        notes.trouble(Step::Cast, "503".to_owned());
        notes.trouble(Step::Cast, "503".to_owned());
        let (latency, trouble) = notes.sum_up();
        let cast = Latency { step: Step::Cast, count: 200, p50: 100_000, p95: 190_000, p99: 198_000, max: 200_000 };
        assert_eq!(latency, [cast]);
        assert_eq!(trouble, [Trouble { step: Step::Cast, what: "503".to_owned(), count: 2 }]);
    }
}
