//! Conditions on people, in words.

use shared::{
    document::Key,
    locale::Locale,
    permission::Action,
    role::Role,
    ruleset::{Channel, Condition, Holder, Power, RuleSet, Tie},
};

use super::{Item, Reader};
use crate::text;

impl Reader<'_> {
    pub(super) fn eligibility(&self) -> Vec<Item> {
        let locale = self.locale;
        self.rules
            .eligibility
            .iter()
            .map(|rule| {
                let mut says = vec![text::reading::sentence(locale, capital(&condition(self, &rule.condition)))];
                let rolls = self.rules.rolls.iter().filter(|roll| names(&rule.condition, &roll.id));
                says.extend(
                    rolls.filter_map(|roll| {
                        roll.way_in.as_ref().map(|way| text::reading::way_in(locale, &roll.name, way))
                    }),
                );
                Item::new(rule.name.as_str(), says, &rule.basis)
            })
            .collect()
    }
}

/// A sentence as it begins.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether a condition asks for a roll.
fn names(condition: &Condition, id: &Key) -> bool {
    match condition {
        Condition::All { of } | Condition::Any { of } => of.iter().any(|condition| names(condition, id)),
        Condition::Not { of } => names(of, id),
        Condition::Roll { roll } => roll == id,
        _ => false,
    }
}

/// A condition as what one must do or be.
pub(crate) fn condition(reader: &Reader<'_>, condition: &Condition) -> String {
    let locale = reader.locale;
    match condition {
        Condition::Everybody => text::reading::everybody(locale).to_owned(),
        Condition::All { of } => reader.all(of.iter().map(|one| self::condition(reader, one))),
        Condition::Any { of } => {
            let of: Vec<_> = of.iter().map(|one| self::condition(reader, one)).collect();
            match of.as_slice() {
                [first @ .., last] if !first.is_empty() => text::reading::either(locale, first.join(", "), last),
                _ => of.concat(),
            }
        }
        Condition::Not { of } => text::reading::not(locale, self::condition(reader, of)),
        Condition::Age { at_least: Some(from), below: Some(below) } => {
            text::reading::age_between(locale, from, below.saturating_sub(1))
        }
        Condition::Age { at_least: Some(from), below: None } => text::reading::age_from(locale, from),
        Condition::Age { at_least: None, below: Some(below) } => text::reading::age_below(locale, below),
        Condition::Age { at_least: None, below: None } => text::reading::no_condition(locale).to_owned(),
        Condition::Tie { any_of } => {
            let ties: Vec<_> = any_of
                .iter()
                .map(|tie| match tie {
                    Tie::Resides => text::reading::resides(locale),
                    Tie::Works => text::reading::works(locale),
                    Tie::Studies => text::reading::studies(locale),
                    Tie::Owns => text::reading::owns(locale),
                })
                .collect();
            text::reading::in_territory(locale, text::ruleset::any_of(locale, &ties))
        }
        Condition::Roll { roll } => text::reading::on_roll(locale, reader.roll(roll)),
        Condition::Document { any_of } => text::reading::with_document(locale, documents(any_of).join(", ")),
        Condition::Identity { at_least } => text::reading::identity(locale, reader.words([at_least.as_str()])),
        Condition::GuardianConsent { below } => text::reading::guardian(locale, below),
        Condition::Organisation { any_of } if any_of.is_empty() => text::reading::organisation(locale).to_owned(),
        Condition::Organisation { any_of } => {
            let kinds: Vec<_> = any_of.iter().map(Key::as_str).collect();
            text::reading::organisation_of(locale, kinds.join(", "))
        }
        Condition::Group { at_least } => text::reading::group(locale, at_least),
        Condition::Member { body } => text::reading::member(locale, reader.body(body)),
    }
}

/// Kinds of document as people write them: CC, TI, INE.
pub fn documents(names: &[Key]) -> Vec<String> {
    names.iter().map(|name| name.as_str().to_uppercase()).collect()
}

/// What citizens must do or be for an action, online where there are several ways; nothing where nothing is asked.
pub fn needed(locale: Locale, rules: &RuleSet, action: Action) -> Option<String> {
    let in_person = |power: &Power| {
        let phases = || rules.phases.iter().filter(|phase| power.during.contains(&phase.id));
        phases().next().is_some() && phases().all(|phase| phase.channel == Some(Channel::InPerson))
    };
    let citizens = |power: &&Power| power.who == Holder::Role(Role::Citizen) && power.may.contains(&action);
    let powers = || rules.powers.iter().filter(citizens);
    let power = powers().rfind(|power| !in_person(power)).or_else(|| powers().next_back())?;
    let rule = rules.eligibility.iter().find(|rule| Some(&rule.id) == power.needs.as_ref())?;
    Some(condition(&Reader { locale, rules }, &rule.condition))
}
