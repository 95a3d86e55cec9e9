//! One reason in words for each decision, from nothing but what the count stored.

use shared::{
    locale::Locale,
    money::Money,
    tally::{Reason, Tied},
};
use store::tally::Line;

use crate::text::{
    rehearsal::{self, AtTurn, Fell, Named},
    results as text,
};

/// How many tied projects are named before the rest is only counted.
const NAMED: usize = 6;

/// The chip of a decision: its class, its symbol and its word.
pub const fn chip(locale: Locale, reason: &Reason) -> (&'static str, &'static str, &'static str) {
    match reason {
        Reason::Won | Reason::Bought { .. } | Reason::Loaded { .. } => ("chip chip--ok", "check", text::won(locale)),
        Reason::Withdrawn => ("chip", "cross", text::withdrawn(locale)),
        other => rehearsal::chip(locale, other),
    }
}

/// Why a project won or did not. `named` says what themes and regions are called.
pub fn reason(line: &Line, ties: &[Tied<u32>], locale: Locale, named: &dyn Fn(Named<'_>) -> String) -> String {
    let why = match &line.reason {
        Reason::Withdrawn => text::why_withdrawn(locale).to_owned(),
        other => {
            let left = line.left_before.map(Money::minor);
            let fell = line.shortfall.as_ref().map(|shortfall| Fell::of(shortfall, |&number| number));
            rehearsal::reason(locale, other, AtTurn { cost: line.cost, left, score: line.score, fell }, named)
        }
    };
    match tie(&tied_with(line.ballot_number, ties), locale) {
        Some(tie) => format!("{why} {tie}"),
        None => why,
    }
}

/// The numbers on the ballot of the projects that were equal to the one with this number, ascending.
pub fn tied_with(number: u32, ties: &[Tied<u32>]) -> Vec<u32> {
    let mine = ties.iter().filter(|tied| tied.ids.contains(&number));
    let mut others: Vec<u32> = mine.flat_map(|tied| &tied.ids).copied().filter(|other| *other != number).collect();
    others.sort_unstable();
    others
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

    fn line(reason: Reason) -> Line {
        Line {
            proposal: ProposalId::from(uuid::Uuid::nil()),
            ballot_number: 7,
            title: "Parque de bolsillo".to_owned(),
            position: 3,
            score: 4_120,
            cost: Money::new(812_000_000, Currency::COP),
            left_before: Some(Money::new(700_000_000, Currency::COP)),
            reason,
            shortfall: None,
            theme: None,
        }
    }

    fn say(reason_: Reason, locale: Locale) -> String {
        reason(&line(reason_), &[], locale, &|part| part.id().to_owned())
    }

    #[test]
    fn each_decision_has_its_reason_with_its_figures() {
        let es = Locale::EsCo;
        assert_eq!(say(Reason::Won, es), "Cabe: cuesta $812.000.000 y quedaban $700.000.000.");
        assert_eq!(
            say(Reason::DoesNotFit { missing: 112_000_000 }, es),
            "Cuesta $812.000.000 y solo quedaban $700.000.000: faltaron $112.000.000."
        );
        assert_eq!(say(Reason::BelowMinimum { minimum: 5_000 }, es), "Obtuvo 4.120 y necesita por lo menos 5.000.");
        assert!(say(Reason::Withdrawn, es).starts_with("Se retiró"));
        let theme = "salud".parse().unwrap();
        assert!(say(Reason::ThemeFull { theme, at_most: 2 }, es).contains("«salud» (2)"));
        let (within, group) = ("0101".parse().unwrap(), "Lote de la 70".parse().unwrap());
        assert!(say(Reason::QuotaReached { within, each: 2 }, es).contains("«0101» (2)"));
        let excluded = say(Reason::Excluded { group, by: 3 }, es);
        assert_eq!(excluded, "De «Lote de la 70» solo puede ganar un proyecto, y ya había ganado el número 3.");
        let english = say(Reason::BelowMinimum { minimum: 5_000 }, Locale::En);
        assert!(english.contains("4,120") && english.contains("5,000"), "{english}");
    }

    #[test]
    fn a_tie_is_told() {
        let say = |others: &[u32]| {
            let ids = others.iter().copied().chain([7]).collect();
            let ties = [Tied { ids, score: Some(4_120), round: None, pairs: Vec::new(), decisive: false }];
            reason(&line(Reason::Won), &ties, Locale::EsCo, &|part| part.id().to_owned())
        };
        assert!(say(&[9]).ends_with("Empató con el número 9; en «Empates» se dice qué decidió."));
        assert!(say(&[11, 2, 9]).contains("con los números 2, 9 y 11;"));
        let many: Vec<u32> = (10..=49).collect();
        assert!(say(&many).contains("10, 11, 12, 13, 14, 15 y 34 más;"));
    }
}
