//! Eligibility (requisitos): whether a person meets a condition, and all the reasons why.
//!
//! What is not known of a person is not held against them: an answer is yes, no or not known yet, by Kleene's strong
//! logic. Learning more never turns a yes into a no or back.

mod area;
mod person;
mod verdict;

pub use self::{
    area::Area,
    person::{OwnDocument, Person, Seat},
    verdict::{Finding, Remedy, Verdict, Why},
};
use crate::{
    permission::Action,
    ruleset::{Condition, RuleSet, Tie},
    words::words,
};

words! {
    /// Whether a condition is met, from least to most.
    Truth as "truth" {
        /// It is not.
        NotMet = "not_met",
        /// It may be: something about the person is not known yet.
        Unknown = "unknown",
        /// It is.
        Met = "met",
    }
}

impl Truth {
    /// Whether something known is so.
    pub const fn of(known: bool) -> Self {
        if known { Self::Met } else { Self::NotMet }
    }

    /// Of something that may not be known.
    pub const fn known(known: Option<bool>) -> Self {
        match known {
            Some(known) => Self::of(known),
            None => Self::Unknown,
        }
    }

    const fn opposite(self) -> Self {
        match self {
            Self::Met => Self::NotMet,
            Self::Unknown => Self::Unknown,
            Self::NotMet => Self::Met,
        }
    }
}

/// Whether a person meets a condition in an area. The same as the truth of [`evaluate`], without its reasons.
pub fn truth(condition: &Condition, person: &Person, area: &Area) -> Truth {
    match condition {
        Condition::Everybody => Truth::Met,
        Condition::All { of } => of.iter().map(|condition| truth(condition, person, area)).min().unwrap_or(Truth::Met),
        Condition::Any { of } => {
            of.iter().map(|condition| truth(condition, person, area)).max().unwrap_or(Truth::NotMet)
        }
        Condition::Not { of } => truth(of, person, area).opposite(),
        Condition::Age { at_least, below } => {
            let (at_least, below) = (at_least.unwrap_or(0), *below);
            if at_least == 0 && below.is_none() {
                Truth::Met
            } else if below.is_some_and(|below| below <= at_least) {
                Truth::NotMet
            } else {
                Truth::known(person.age.map(|age| age >= at_least && below.is_none_or(|below| age < below)))
            }
        }
        Condition::Tie { any_of } => {
            any_of.iter().map(|&tie| Truth::known(tied(person, tie, area))).max().unwrap_or(Truth::NotMet)
        }
        Condition::Roll { roll } => Truth::known(person.rolls.get(roll).copied()),
        Condition::Document { any_of } => {
            Truth::known(person.documents.as_ref().map(|held| any_of.iter().any(|name| held.contains(name))))
        }
        Condition::Identity { at_least } => Truth::known(person.identity.map(|level| level >= *at_least)),
        Condition::GuardianConsent { below } => match (person.age, person.guardian_consent) {
            (Some(age), _) if age >= *below => Truth::Met,
            (_, Some(true)) => Truth::Met,
            (Some(_), Some(false)) => Truth::NotMet,
            (None, _) | (_, None) => Truth::Unknown,
        },
        Condition::Organisation { any_of } => Truth::known(person.organisations.as_ref().map(|kinds| {
            if any_of.is_empty() { !kinds.is_empty() } else { any_of.iter().any(|kind| kinds.contains(kind)) }
        })),
        Condition::Group { at_least } => Truth::known(person.group.map(|size| size >= *at_least)),
        Condition::Member { body } => {
            Truth::of(person.seats.iter().any(|seat| seat.body == *body && seat.covers(area)))
        }
    }
}

/// Whether a person meets a condition in an area, with all the reasons.
pub fn evaluate(condition: &Condition, person: &Person, area: &Area) -> Verdict {
    let each = |of: &[Condition]| of.iter().map(|condition| evaluate(condition, person, area)).collect();
    let why = match condition {
        Condition::All { of } => Why::All(each(of)),
        Condition::Any { of } => Why::Any(each(of)),
        Condition::Not { of } => Why::Not(Box::new(evaluate(of, person, area))),
        leaf => Why::Fact(Finding::of(leaf, person, area)),
    };
    Verdict { truth: truth(condition, person, area), why }
}

/// Whether the person has this tie to the area; `None` when they have not said.
fn tied(person: &Person, tie: Tie, area: &Area) -> Option<bool> {
    let places = person.ties.get(&tie)?;
    Some(match area.code() {
        Some(code) => places.iter().any(|place| place.lies_in(code)),
        None => !places.is_empty(),
    })
}

/// The least age at which the rules let somebody do something; `None` where age does not matter, or where nobody may.
pub fn least_age(rules: &RuleSet, action: Action) -> Option<u8> {
    let powers = rules.powers.iter().filter(|power| power.may.contains(&action));
    let ages = powers.map(|power| {
        let needed = power.needs.as_ref().and_then(|id| rules.eligibility.iter().find(|rule| rule.id == *id));
        needed.and_then(|rule| age_of(&rule.condition))
    });
    // The power that asks for least decides; one that asks for no age lets everybody in.
    ages.min().flatten()
}

/// The least age that meets a condition.
fn age_of(condition: &Condition) -> Option<u8> {
    match condition {
        Condition::All { of } => of.iter().filter_map(age_of).max(),
        Condition::Any { of } => of.iter().map(age_of).min().flatten(),
        Condition::Age { at_least, .. } => *at_least,
        _ => None,
    }
}

#[cfg(test)]
mod tests;
