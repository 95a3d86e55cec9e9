//! The rules of an election that was held elsewhere: what its file says of them, and how it is counted here.

use shared::{
    document::{self, Amount, Format, Share, Text},
    pabulib::{self, Meta, Points, VoteType},
    ruleset::{BallotRule, BaseRule, Defect, Limit, RuleSet, SoundRuleSet, TieBreak, Unspent, WinnerRule},
    tally::TieOrder,
};

/// The rules as the file tells them, with the order between equals and the least votes that the count is to use.
///
/// # Errors
/// When they contradict themselves, such as a ballot with fewer projects than it must name.
pub(super) fn rules(meta: &Meta, name: &str, tie: TieOrder, minimum_score: u64) -> Result<SoundRuleSet, Vec<Defect>> {
    let mut rules: RuleSet = document::read(include_str!("rules.toml"), Format::Toml)
        .expect("the rules of imported elections are a rule set");
    // What a file calls itself need not be a text that a document holds.
    if let Ok(title) = name.parse::<Text>() {
        rules.title = title;
    }
    rules.currency = meta.budget.currency();
    if let (Some(pool), Some(amount)) = (rules.pools.first_mut(), Amount::new(meta.budget)) {
        pool.base = BaseRule::Fixed { amount };
    }
    if let Some(contest) = rules.contests.first_mut() {
        contest.ballot = ballot(meta);
        let tie = match tie {
            // Only projects with equal votes are ever compared.
            TieOrder::Official | TieOrder::VotesFirst => vec![TieBreak::LowerCost, TieBreak::BallotNumber],
            TieOrder::Lexico | TieOrder::File => vec![TieBreak::BallotNumber],
        };
        contest.winner = WinnerRule::Greedy { tie, unspent: Unspent::default() };
        contest.exclusive = meta.rule.as_deref() == Some(pabulib::EXCLUSIVE);
        contest.thresholds.votes = Some(u32::try_from(minimum_score).unwrap_or(u32::MAX));
    }
    rules.check()
}

/// What a ballot might say. Elections count blank votes in different ways; none is refused here.
fn ballot(meta: &Meta) -> BallotRule {
    let short = |figure: u64| u16::try_from(figure).unwrap_or(u16::MAX);
    let at_least = meta.min_length.map(short).unwrap_or_default();
    let most = meta.max_length.filter(|most| *most > 0).map(|most| Limit::Count { count: short(most) });
    let at_most = most.clone().unwrap_or(Limit::Share { share: Share::WHOLE });
    match meta.vote_type {
        VoteType::Approval => BallotRule::Approval { at_least, at_most, blank: true },
        VoteType::ChooseOne => BallotRule::SingleChoice { blank: true },
        VoteType::Ordinal => BallotRule::Ranking { at_least, at_most, places: Vec::new(), blank: true },
        VoteType::Cumulative | VoteType::Scoring => {
            // A file need not say how many there were to give: then as many as a ballot holds.
            let points = meta.max_sum_points.and_then(Points::whole).filter(|points| *points > 0);
            let points = points.map_or(u16::MAX, short);
            BallotRule::Points { points, each_at_most: points, at_most: most, spend_all: false, blank: true }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::{
        money::{Currency, Money},
        tally::minimum_score,
    };

    use super::*;

    #[test]
    fn every_kind_of_file_makes_rules_by_which_it_can_be_counted() {
        for vote_type in
            [VoteType::Approval, VoteType::ChooseOne, VoteType::Ordinal, VoteType::Cumulative, VoteType::Scoring]
        {
            for (tie, minimum) in [(TieOrder::Official, 1), (TieOrder::Lexico, 0), (TieOrder::VotesFirst, 25)] {
                let mut meta = Meta::new(Money::new(1_000_000, Currency::COP), vote_type, 3, 4);
                for length in [None, Some(1), Some(20)] {
                    meta.max_length = length;
                    meta.rule = length.map(|_| pabulib::EXCLUSIVE.to_owned());
                    let sound = rules(&meta, "Villa Uno 2025", tie, minimum).unwrap();
                    assert_eq!(sound.rules().title.as_str(), "Villa Uno 2025");
                    let read = sound.rules().deciding_contest().unwrap();
                    assert_eq!(minimum_score(&read.thresholds), minimum);
                    assert_eq!(read.exclusive, meta.rule.is_some());
                    let WinnerRule::Greedy { tie: breaks, .. } = &read.winner else { panic!("{:?}", read.winner) };
                    assert_eq!(breaks.contains(&TieBreak::LowerCost), tie != TieOrder::Lexico);
                    assert_eq!(breaks.last(), Some(&TieBreak::BallotNumber));
                }
            }
        }
    }
}
