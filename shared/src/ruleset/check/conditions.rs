//! Conditions on people: what they refer to, and whether anybody can meet them.

use super::{Check, Flaw, Part};
use crate::{document::Path, ruleset::Condition};

/// The most conditions within each other that people can still follow.
const DEEPEST: usize = 12;
/// The ages that people reach, in full years.
const AGES: u32 = 120;

impl Check<'_> {
    pub(super) fn conditions(&mut self) {
        let rules = self.rules;
        for (place, rule) in rules.eligibility.iter().enumerate() {
            let path = Path::of("eligibility").entry(place).field("condition");
            self.condition(&rule.condition, &path, 1);
        }
    }

    /// Whether the place of something that nobody can meet has been told.
    fn condition(&mut self, condition: &Condition, path: &Path, depth: usize) -> bool {
        if depth > DEEPEST {
            self.add(path.clone(), Flaw::TooDeep { most: DEEPEST });
            return true;
        }
        let mut told = false;
        match condition {
            Condition::All { of } | Condition::Any { of } => {
                self.filled(of, Part::Condition, || path.field("of"));
                told = of.is_empty();
                for (place, part) in of.iter().enumerate() {
                    told |= self.condition(part, &path.field("of").entry(place), depth + 1);
                }
            }
            Condition::Not { of } => {
                // What nobody can meet is met by everybody when it is turned around: only the whole counts.
                let before = self.defects.len();
                let told = self.condition(of, &path.field("of"), depth + 1);
                if told {
                    let unmeetable = |place: usize, flaw: &Flaw| place >= before && *flaw == Flaw::Unmeetable;
                    let mut place = 0;
                    self.defects.retain(|defect| {
                        place += 1;
                        !unmeetable(place - 1, &defect.flaw)
                    });
                }
            }
            Condition::Age { at_least: None, below: None } => {
                self.add(path.clone(), Flaw::Empty { what: Part::Age });
            }
            Condition::Age { at_least: Some(least), below: Some(below) } if least >= below => {
                self.add(path.clone(), Flaw::Reversed { least: (*least).into(), most: (*below).into() });
                told = true;
            }
            Condition::Tie { any_of } => {
                self.filled(any_of, Part::Entry, || path.field("any_of"));
                self.once(any_of, Part::Entry, |at| path.field("any_of").entry(at));
                told = any_of.is_empty();
            }
            Condition::Document { any_of } => {
                self.filled(any_of, Part::Entry, || path.field("any_of"));
                self.once(any_of, Part::Entry, |at| path.field("any_of").entry(at));
                told = any_of.is_empty();
            }
            Condition::Organisation { any_of } => self.once(any_of, Part::Entry, |at| path.field("any_of").entry(at)),
            Condition::Roll { roll } => {
                self.refer(Part::Roll, roll, || path.field("roll"));
            }
            Condition::Member { body } => {
                self.refer(Part::Body, body, || path.field("body"));
            }
            Condition::Group { at_least } => self.some(*at_least, || path.field("at_least")),
            Condition::Everybody
            | Condition::Age { .. }
            | Condition::Identity { .. }
            | Condition::GuardianConsent { .. } => {}
        }
        if !told && who(condition, true) == Ages::NONE {
            self.add(path.clone(), Flaw::Unmeetable);
            told = true;
        }
        told
    }
}

/// Some of the ages from 0 to [`AGES`], one bit each.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ages(u128);

impl Ages {
    const NONE: Self = Self(0);
    const ALL: Self = Self(u128::MAX >> (127 - AGES));

    fn below(age: u8) -> Self {
        if u32::from(age) > AGES { Self::ALL } else { Self((1 << age) - 1) }
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn others(self) -> Self {
        Self(!self.0 & Self::ALL.0)
    }
}

/// The ages of the people who may meet a condition, or who may fail it. What does not depend on age may go either way,
/// but not both at once where all of several conditions must hold.
fn who(condition: &Condition, meet: bool) -> Ages {
    let when = |possible: bool| if possible { Ages::ALL } else { Ages::NONE };
    match (condition, meet) {
        (Condition::All { of }, true) | (Condition::Any { of }, false) => {
            let mut parts = Vec::new();
            flatten(of, meet, &mut parts);
            let contradicts = (parts.iter().enumerate()).any(|(place, (part, meet))| {
                parts[..place].iter().any(|(other, otherwise)| part == other && meet != otherwise)
            });
            if contradicts { Ages::NONE } else { of.iter().fold(Ages::ALL, |ages, part| ages.and(who(part, meet))) }
        }
        (Condition::All { of }, false) | (Condition::Any { of }, true) => {
            of.iter().fold(Ages::NONE, |ages, part| ages.or(who(part, meet)))
        }
        (Condition::Not { of }, _) => who(of, !meet),
        (Condition::Everybody, _) => when(meet),
        (Condition::Age { at_least, below }, _) => {
            let old_enough = at_least.map_or(Ages::ALL, |age| Ages::below(age).others());
            let right_age = below.map_or(Ages::ALL, Ages::below).and(old_enough);
            if meet { right_age } else { right_age.others() }
        }
        // Whoever is older needs no consent, so nobody of that age fails it.
        (Condition::GuardianConsent { below }, false) => Ages::below(*below),
        (Condition::Tie { any_of }, true) => when(!any_of.is_empty()),
        (Condition::Document { any_of }, true) => when(!any_of.is_empty()),
        _ => Ages::ALL,
    }
}

/// The conditions that must all be met, or all be failed, with those that consist of such ones taken apart.
fn flatten<'a>(of: &'a [Condition], meet: bool, parts: &mut Vec<(&'a Condition, bool)>) {
    for condition in of {
        match (condition, meet) {
            (Condition::All { of }, true) | (Condition::Any { of }, false) => flatten(of, meet, parts),
            (Condition::Not { of }, _) => flatten(std::slice::from_ref(of), !meet, parts),
            _ => parts.push((condition, meet)),
        }
    }
}
