//! What a count by votes within the money takes of the rules.

use super::{TieOrder, tie_breaks};
use crate::ruleset::{RuleSet, TieBreak, WinnerRule};

/// How projects are chosen by votes as far as the money goes: what decides between equals, and the least votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GreedyRule {
    /// What decides between equal votes (desempate).
    pub tie_order: TieOrder,
    /// Least votes to be funded.
    pub minimum_score: u64,
}

impl GreedyRule {
    /// That of the contest in which projects are chosen; `None` where the rules find the winners in another way. Without
    /// a least number of votes, one is needed: nothing is funded that nobody chose.
    pub fn of(rules: &RuleSet) -> Option<Self> {
        let contest = rules.deciding_contest()?;
        if !matches!(contest.winner, WinnerRule::Greedy { .. }) {
            return None;
        }
        let cheaper_first = tie_breaks(&contest.winner).first() == Some(&TieBreak::LowerCost);
        Some(Self {
            tie_order: if cheaper_first { TieOrder::Official } else { TieOrder::Lexico },
            minimum_score: contest.thresholds.votes.map_or(1, u64::from),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Format};

    fn rules(text: &str) -> RuleSet {
        document::read(text, Format::Toml).unwrap()
    }

    #[test]
    fn the_rule_is_that_of_the_deciding_contest() {
        let medellin = rules(include_str!("../../../server/presets/rules/medellin.toml"));
        assert_eq!(GreedyRule::of(&medellin), Some(GreedyRule { tie_order: TieOrder::Official, minimum_score: 1 }));
    }

    #[test]
    fn other_ways_to_win_are_no_such_count() {
        for text in [
            include_str!("../../../server/presets/rules/bogota-localidad.toml"),
            include_str!("../../../server/presets/rules/jalisco-vamos-juntos.toml"),
        ] {
            assert_eq!(GreedyRule::of(&rules(text)), None);
        }
    }
}
