//! What happened to a project, in a sentence.

use shared::tally::{Fate, Verdict};

use super::figures::Figures;

/// The word for what happened.
pub(super) const fn word(fate: &Fate<String>) -> &'static str {
    match fate {
        Fate::Bought { .. } => "bought",
        Fate::Loaded { .. } => "loaded",
        Fate::Funded { .. } => "funded",
        Fate::Reserve { .. } => "reserve",
        Fate::DoesNotFit { .. } => "does_not_fit",
        Fate::Ended { .. } => "ended",
        Fate::Excluded { .. } => "excluded",
        Fate::Unaffordable => "unaffordable",
        Fate::NoSupport => "no_support",
        Fate::BelowMinimum { .. } => "below_minimum",
        Fate::Withdrawn => "withdrawn",
    }
}

/// Why a project is funded or not.
pub(super) fn reason(line: &Verdict<String>, figures: &Figures<'_>) -> String {
    let amount = |minor| figures.text(minor);
    match &line.fate {
        Fate::Bought { round, supporters, in_full, price, .. } => {
            let less = supporters - in_full;
            let others = if less == 0 { String::new() } else { format!(", {less} paid what they had left") };
            let price = amount(figures.price(price).minor);
            format!("funded in round {round}: {in_full} of {supporters} supporters paid {price} for each vote{others}")
        }
        Fate::Loaded { round, supporters, load: Some(load) } => {
            format!("funded in round {round}: its {supporters} supporters have paid {} each in all", amount(*load))
        }
        Fate::Loaded { load: None, .. } => "funded: nobody supports it, but money was left".to_owned(),
        Fate::Funded { left_before } => {
            format!("funded: {} fits in the {} left", amount(line.cost), amount(*left_before))
        }
        Fate::Reserve { missing, .. } => {
            format!("funded: {} of {} come from other money", amount(*missing), amount(line.cost))
        }
        Fate::DoesNotFit { missing, .. } => with_shortfall(
            format!("does not fit: {} is {} more than what is left", amount(line.cost), amount(*missing)),
            line,
            figures,
        ),
        Fate::Ended { .. } => "the count had ended: a project before it did not fit".to_owned(),
        Fate::Excluded { by } => format!("excluded by {by}, which was funded"),
        Fate::Unaffordable => with_shortfall("not funded".to_owned(), line, figures),
        Fate::NoSupport => "no ballot supports it".to_owned(),
        Fate::BelowMinimum { minimum } => {
            format!("too few votes: {} of the {} needed", figures.score(&line.id), figures.points(*minimum))
        }
        Fate::Withdrawn => "withdrawn after the ballots were printed".to_owned(),
    }
}

fn with_shortfall(reason: String, line: &Verdict<String>, figures: &Figures<'_>) -> String {
    let Some(shortfall) = &line.shortfall else { return reason };
    let amount = |minor| figures.text(minor);
    let (money, cost, percent) = (amount(shortfall.money), amount(line.cost), shortfall.support_percent);
    let most = shortfall.taken.iter().max_by_key(|taken| taken.money);
    let elsewhere = most.map(|most| format!("; {} of them paid {} for {}", most.voters, amount(most.money), most.by));
    let elsewhere = elsewhere.unwrap_or_default();
    format!("{reason}: its supporters had {money} left of the {cost} it costs, {percent} % of the support{elsewhere}")
}
