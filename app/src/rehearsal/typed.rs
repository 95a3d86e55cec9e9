//! What somebody types for a rehearsal: figures and seeds.

use shared::{draw::Seed, locale::Locale, money::Money, ruleset::RuleSet};

use super::asked::Asked;
use crate::{ballot, forms::FieldMessage, text::rehearsal as said};

/// The most made-up ballots of a rehearsal.
pub const MOST_MADE_UP: u32 = 1_000;

/// The figures of made-up projects.
pub struct Numbers {
    /// How many.
    pub projects: Option<u16>,
    /// For which ceiling.
    pub ceiling: Option<Money>,
    /// What chance comes from.
    pub seed: Seed,
}

impl Numbers {
    /// Those that the address asks for.
    pub fn of(locale: Locale, asked: &Asked, rules: &RuleSet, wrong: &mut Vec<FieldMessage>) -> Self {
        let seed = seed(locale, "semilla", &asked.seed, wrong);
        Self {
            projects: projects(locale, &asked.projects, wrong),
            ceiling: ceiling(locale, &asked.ceiling, rules, wrong),
            seed: seed.unwrap_or_else(|| "ensayo".parse().expect("a word is a seed")),
        }
    }

    /// The same for a contest that the address says nothing of.
    pub fn unasked(&self) -> Self {
        Self { projects: None, ceiling: None, seed: self.seed.clone() }
    }
}

/// A seed, where one was typed.
pub fn seed(locale: Locale, field: &str, typed: &str, wrong: &mut Vec<FieldMessage>) -> Option<Seed> {
    if typed.is_empty() {
        return None;
    }
    let seed = typed.parse().ok();
    if seed.is_none() {
        wrong.push(FieldMessage::new(field, said::wrong_seed(locale)));
    }
    seed
}

fn projects(locale: Locale, typed: &str, wrong: &mut Vec<FieldMessage>) -> Option<u16> {
    if typed.is_empty() {
        return None;
    }
    let most = ballot::MOST_SAMPLES;
    let number = typed.parse().ok().filter(|number| (1..=most).contains(number));
    if number.is_none() {
        wrong.push(FieldMessage::new("proyectos", said::wrong_projects(locale, typed, most)));
    }
    number
}

fn ceiling(locale: Locale, typed: &str, rules: &RuleSet, wrong: &mut Vec<FieldMessage>) -> Option<Money> {
    if typed.is_empty() {
        return None;
    }
    let amount = Money::parse_localized(typed, rules.currency, locale).ok().filter(|money| money.minor() > 0);
    if amount.is_none() {
        wrong.push(FieldMessage::new("techo", said::wrong_ceiling(locale, typed)));
    }
    amount
}

/// How many ballots to make up.
pub fn samples(locale: Locale, typed: &str, wrong: &mut Vec<FieldMessage>) -> u32 {
    if typed.is_empty() {
        return 0;
    }
    let number = typed.parse().ok().filter(|number| *number <= MOST_MADE_UP);
    if number.is_none() {
        wrong.push(FieldMessage::new("muestra", said::wrong_samples(locale, typed, MOST_MADE_UP)));
    }
    number.unwrap_or(0)
}
