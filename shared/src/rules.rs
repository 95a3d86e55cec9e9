//! What today's pages and counts take of a rule set: one age, one limit, one order between equals. It is read from the
//! rules and stored nowhere.

use crate::{
    ballot::BallotLimit,
    document::Key,
    permission::Action,
    ruleset::{BallotRule, Condition, Contest, Holder, Limit, RuleSet, TieBreak, WinnerRule},
    tally::tie::TieOrder,
};

/// The figures of a rule set that pages with one contest take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Least age in years to propose and to vote.
    pub minimum_age: u8,
    /// How many projects a ballot may name.
    pub ballot_limit: BallotLimit,
    /// Whether a ballot may name none (voto en blanco).
    pub blank_vote: bool,
    /// What decides between equal votes (desempate).
    pub tie_order: TieOrder,
    /// Least votes to be funded.
    pub minimum_score: u64,
}

impl Default for Rules {
    /// A draft to start from, not any place's norm.
    fn default() -> Self {
        Self {
            minimum_age: 14,
            ballot_limit: BallotLimit::Share { basis_points: 8_000 },
            blank_vote: true,
            tie_order: TieOrder::Official,
            minimum_score: 1,
        }
    }
}

impl Rules {
    /// Those of a rule set.
    pub fn of(rules: &RuleSet) -> Self {
        let Some(contest) = decided(rules) else { return Self::default() };
        let (ballot_limit, blank_vote) = ballot(&contest.ballot);
        let first_tie = match &contest.winner {
            WinnerRule::Greedy { tie, .. }
            | WinnerRule::GreedyByTheme { tie }
            | WinnerRule::Plurality { tie, .. }
            | WinnerRule::Quota { tie, .. } => tie.first(),
        };
        Self {
            minimum_age: age(rules),
            ballot_limit,
            blank_vote,
            tie_order: if first_tie == Some(&TieBreak::LowerCost) { TieOrder::Official } else { TieOrder::Lexico },
            minimum_score: contest.thresholds.votes.map_or(1, u64::from),
        }
    }
}

/// The contest in which projects are chosen: the last one, where others lead up to it.
pub fn decided(rules: &RuleSet) -> Option<&Contest> {
    rules.contests.last()
}

fn ballot(rule: &BallotRule) -> (BallotLimit, bool) {
    let all = BallotLimit::Share { basis_points: 10_000 };
    match rule {
        BallotRule::Approval { at_most, blank, .. }
        | BallotRule::Ranking { at_most, blank, .. }
        | BallotRule::Wallet { at_most, blank, .. } => (limit(at_most), *blank),
        BallotRule::SingleChoice { blank } => (BallotLimit::Fixed(1), *blank),
        BallotRule::Points { at_most, blank, .. } | BallotRule::Knapsack { at_most, blank, .. } => {
            (at_most.as_ref().map_or(all, limit), *blank)
        }
    }
}

fn limit(limit: &Limit) -> BallotLimit {
    match limit {
        Limit::Count { count } => BallotLimit::Fixed((*count).into()),
        Limit::Share { share } => BallotLimit::Share { basis_points: share.basis_points() },
        Limit::ByKind { otherwise, .. } => BallotLimit::Fixed((*otherwise).into()),
    }
}

/// The least age that the conditions on voters ask for.
fn age(rules: &RuleSet) -> u8 {
    let voting = rules.powers.iter().filter(|power| power.may.contains(&Action::Vote));
    let named = voting.filter_map(|power| power.needs.as_ref());
    let conditions = named.filter_map(|name| rules.eligibility.iter().find(|rule| rule.id == *name));
    conditions.filter_map(|rule| least_age(&rule.condition)).min().unwrap_or_default()
}

fn least_age(condition: &Condition) -> Option<u8> {
    match condition {
        Condition::Age { at_least, .. } => *at_least,
        Condition::All { of } => of.iter().filter_map(least_age).max(),
        _ => None,
    }
}

/// Whether somebody with a role, and not a body, holds a power over this action.
pub(crate) fn roles_for<'a>(
    rules: &'a RuleSet,
    phase: &'a Key,
) -> impl Iterator<Item = (crate::role::Role, Action)> + 'a {
    rules.powers.iter().filter(move |power| power.during.contains(phase)).flat_map(|power| {
        let role = if let Holder::Role(role) = &power.who { Some(*role) } else { None };
        power.may.iter().filter_map(move |&action| Some((role?, action)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Format};

    fn medellin() -> RuleSet {
        let text = include_str!("../../server/presets/rules/medellin.toml");
        document::read(text, Format::Toml).unwrap()
    }

    #[test]
    fn the_figures_are_those_of_the_rules() {
        let rules = Rules::of(&medellin());
        assert_eq!((rules.minimum_age, rules.blank_vote, rules.minimum_score), (14, true, 1));
        assert_eq!(rules.ballot_limit, BallotLimit::Share { basis_points: 8_000 });
        assert_eq!(rules.tie_order, TieOrder::Official);
    }
}
