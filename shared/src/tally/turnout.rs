//! Whether enough people voted for a result to hold.

use serde::{Deserialize, Serialize};

use crate::ruleset::Thresholds;

/// What a contest's turnout (participación) means for its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "turnout", rename_all = "snake_case")]
pub enum Turnout {
    /// The rules ask for none.
    NotAsked,
    /// Enough people voted.
    Reached {
        /// How many had to.
        needed: u64,
        /// How many did.
        voted: u64,
    },
    /// Too few people voted: the result does not hold.
    Missed {
        /// How many had to.
        needed: u64,
        /// How many did.
        voted: u64,
        /// Whether voting is called again (segunda convocatoria).
        second_call: bool,
    },
}

/// What it means that `voted` of the people who may vote did. The number needed is rounded up: less than the share is
/// not the share.
pub fn turnout(thresholds: &Thresholds, may_vote: u64, voted: u64) -> Turnout {
    let Some(share) = thresholds.turnout else { return Turnout::NotAsked };
    let needed = (u128::from(may_vote) * u128::from(share.basis_points())).div_ceil(10_000);
    // A share is at most the whole.
    let needed = u64::try_from(needed).unwrap_or(may_vote);
    if voted >= needed {
        Turnout::Reached { needed, voted }
    } else {
        Turnout::Missed { needed, voted, second_call: thresholds.second_call }
    }
}

/// The score that a project needs to win: one where the rules say nothing, so that nothing wins that nobody chose.
pub fn minimum_score(thresholds: &Thresholds) -> u64 {
    thresholds.votes.map_or(1, u64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_percent_of_a_zone_or_a_second_call() {
        let rule = Thresholds { turnout: Some("1%".parse().unwrap()), second_call: true, ..Thresholds::default() };
        assert_eq!(turnout(&rule, 10_001, 101), Turnout::Reached { needed: 101, voted: 101 });
        assert_eq!(turnout(&rule, 10_001, 100), Turnout::Missed { needed: 101, voted: 100, second_call: true });
        assert_eq!(turnout(&rule, 0, 0), Turnout::Reached { needed: 0, voted: 0 });
        assert_eq!(turnout(&Thresholds::default(), 10, 0), Turnout::NotAsked);
        assert_eq!((minimum_score(&rule), minimum_score(&Thresholds { votes: Some(0), ..rule })), (1, 0));
    }
}
