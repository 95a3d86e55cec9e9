//! The words that files have for the rule of their election, and what they mean here.

use super::{EXCLUSIVE, Meta};
use crate::tally::{Finish, Measure, Method, Raising, Start, Utility, WhenFull};

/// What a file says of how its election was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRule {
    /// The rule.
    pub method: Method,
    /// The least score with which a project could be funded.
    pub minimum_score: u64,
    /// Whether projects exclude each other; which ones, the format has no column for.
    pub exclusive: bool,
}

impl Meta {
    /// The rule by which the election was decided, as far as `rule` and `min_project_score_threshold` say; none where
    /// `rule` is missing, or a word that leaves it open (`greedy-custom`, `unknown`).
    ///
    /// ```
    /// use shared::{money::{Currency, Money}, pabulib::{Meta, VoteType}};
    ///
    /// let mut meta = Meta::new(Money::new(1_000, Currency::COP), VoteType::Approval, 0, 0);
    /// assert_eq!(meta.file_rule(), None);
    /// meta.rule = Some("greedy-no-skip".to_owned());
    /// assert_eq!(meta.file_rule().map(|rule| rule.method.to_string()).as_deref(), Some("greedy_score_no_skip"));
    /// ```
    pub fn file_rule(&self) -> Option<FileRule> {
        let word = self.rule.as_deref()?;
        let most_votes = |when_full| Method::MostFirst { measure: Measure::Score, when_full };
        let shares = |start, raising, finish| Method::EqualShares { utility: Utility::Cost, start, raising, finish };
        let method = match word {
            "greedy" | "greedy-threshold" | EXCLUSIVE => most_votes(WhenFull::Skip),
            "greedy-no-skip" => most_votes(WhenFull::Stop),
            "equalshares" => shares(Start::Fraction, Raising::None, Finish::None),
            "equalshares-comparison" => shares(Start::Fraction, Raising::None, Finish::Compared),
            "equalshares/add1" => shares(Start::Whole, Raising::UntilOverspent, Finish::None),
            "equalshares/add1-comparison" => shares(Start::Whole, Raising::UntilOverspent, Finish::Compared),
            _ => return None,
        };
        let minimum_score = self.min_project_score_threshold.unwrap_or_default();
        Some(FileRule { method, minimum_score, exclusive: word == EXCLUSIVE })
    }
}
