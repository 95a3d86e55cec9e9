//! One reason in words for each decision, from nothing but what the count stored.

use shared::{
    locale::{Locale, format_integer, format_money},
    money::Money,
    tally::Outcome,
};
use store::tally::Line;

use crate::text::results as text;

/// How many tied projects are named before the rest is only counted.
const NAMED: usize = 6;

/// The chip of a decision: its class, its symbol and its word.
pub const fn chip(locale: Locale, outcome: Outcome) -> (&'static str, &'static str, &'static str) {
    match outcome {
        Outcome::Funded => ("chip chip--ok", "check", text::won(locale)),
        Outcome::DoesNotFit { .. } => ("chip chip--no", "minus", text::does_not_fit(locale)),
        Outcome::BelowMinimum { .. } => ("chip", "minus", text::few_votes(locale)),
        Outcome::Withdrawn => ("chip", "cross", text::withdrawn(locale)),
    }
}

/// Why a project won or did not.
pub fn reason(line: &Line, locale: Locale) -> String {
    let money = |money: Money| format_money(money, locale);
    let whole = |number: u64| format_integer(i64::try_from(number).unwrap_or(i64::MAX), locale);
    let why = match line.outcome {
        Outcome::Funded => text::why_won(locale, money(line.cost), money(line.left_before)),
        Outcome::DoesNotFit { missing } => {
            let missing = Money::new(missing, line.cost.currency());
            text::why_does_not_fit(locale, money(line.cost), money(line.left_before), money(missing))
        }
        Outcome::BelowMinimum { minimum } => text::why_few_votes(locale, whole(line.score), whole(minimum)),
        Outcome::Withdrawn => text::why_withdrawn(locale).to_owned(),
    };
    match tie(&line.tied_with, locale) {
        Some(tie) => format!("{why} {tie}"),
        None => why,
    }
}

fn tie(tied_with: &[u32], locale: Locale) -> Option<String> {
    let list = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    match tied_with {
        [] => None,
        [one] => Some(text::tied_one(locale, one)),
        many if many.len() > NAMED => {
            let (named, rest) = many.split_at(NAMED);
            Some(text::tied_many(locale, text::tied_more(locale, list(named), rest.len())))
        }
        [others @ .., end] => Some(text::tied_many(locale, text::and(locale, list(others), end))),
    }
}

#[cfg(test)]
mod tests {
    use shared::{id::ProposalId, money::Currency};

    use super::*;

    fn line(outcome: Outcome, tied_with: &[u32]) -> Line {
        Line {
            proposal: ProposalId::from(uuid::Uuid::nil()),
            ballot_number: 7,
            external_id: None,
            title: "Parque de bolsillo".to_owned(),
            position: 3,
            score: 4_120,
            cost: Money::new(812_000_000, Currency::COP),
            left_before: Money::new(700_000_000, Currency::COP),
            outcome,
            tied_with: tied_with.to_vec(),
        }
    }

    #[test]
    fn each_decision_has_its_reason_with_its_figures() {
        let say = |outcome| reason(&line(outcome, &[]), Locale::EsCo);
        assert_eq!(say(Outcome::Funded), "Cabe: cuesta $812.000.000 y quedaban $700.000.000.");
        assert_eq!(
            say(Outcome::DoesNotFit { missing: 112_000_000 }),
            "Cuesta $812.000.000 y solo quedaban $700.000.000: faltaron $112.000.000."
        );
        assert_eq!(
            say(Outcome::BelowMinimum { minimum: 5_000 }),
            "Obtuvo 4.120 y para ganar se necesita al menos 5.000."
        );
        assert!(say(Outcome::Withdrawn).starts_with("Se retiró"));
        let english = reason(&line(Outcome::BelowMinimum { minimum: 5_000 }, &[]), Locale::En);
        assert!(english.contains("4,120") && english.contains("5,000"), "{english}");
    }

    #[test]
    fn a_tie_is_told() {
        let say = |tied: &[u32]| reason(&line(Outcome::Funded, tied), Locale::EsCo);
        assert!(say(&[9]).ends_with("Empató con el número 9; decidió el orden de desempate."));
        assert!(say(&[2, 9, 11]).contains("con los números 2, 9 y 11;"));
        let many: Vec<u32> = (1..=40).collect();
        assert!(say(&many).contains("1, 2, 3, 4, 5, 6 y 34 más;"));
    }
}
