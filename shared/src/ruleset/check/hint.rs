//! What rules rest on outside of themselves: it keeps nobody from publishing them, and is told before.

use crate::{document::Key, ruleset::RuleSet};

/// Something to see to before people vote by the rules (advertencia).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// People vote in this contest on the web and in person. On the web only those vote whose document is known, so that
    /// they do not vote again in person: the site's identity provider has to say which one it is.
    DocumentNeeded {
        /// The contest.
        contest: Key,
    },
}

impl RuleSet {
    /// What has to be seen to before people vote by these rules; nothing where they stand by themselves.
    pub fn hints(&self) -> Vec<Hint> {
        let both = self.contests.iter().filter(|contest| {
            contest.per_entry_of.is_none() && self.is_voted_online(contest) && self.is_voted_in_person(contest)
        });
        both.map(|contest| Hint::DocumentNeeded { contest: contest.id.clone() }).collect()
    }
}
