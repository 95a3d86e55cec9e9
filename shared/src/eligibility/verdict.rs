//! Whether a condition is met, why, and what the person can do about it.

use std::collections::BTreeSet;

use super::{Area, Person, Truth, truth};
use crate::{
    document::Key,
    ruleset::{Code, Condition, IdentityLevel, Tie},
};

/// Whether a condition is met, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is.
    pub truth: Truth,
    /// Why.
    pub why: Why,
}

/// Why a condition is met, is not, or may be: as the condition is put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// One fact.
    Fact(Finding),
    /// All of these are asked for.
    All(Vec<Verdict>),
    /// One of these would do.
    Any(Vec<Verdict>),
    /// This must not be so.
    Not(Box<Verdict>),
}

/// One fact beside what is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Nothing is asked for.
    Everybody,
    /// An age in full years.
    Age {
        /// The person's; `None` when it is not known.
        age: Option<u8>,
        /// The least.
        at_least: Option<u8>,
        /// The least that is too old.
        below: Option<u8>,
    },
    /// A tie to a territory.
    Tie {
        /// Any of these.
        any_of: Vec<Tie>,
        /// To this territory; to any when `None`.
        territory: Option<Code>,
        /// The ties of that sort that the person has, wherever they are; those not said are missing.
        has: Vec<(Tie, Code)>,
        /// The ties of that sort that the person has not said anything about.
        not_said: Vec<Tie>,
    },
    /// Being on a roll. How one gets onto it stands with the roll in the rules.
    Roll {
        /// Which.
        roll: Key,
        /// Whether the person is; `None` when nobody has looked.
        on: Option<bool>,
    },
    /// A document of identity.
    Document {
        /// Any of these.
        any_of: Vec<Key>,
        /// Those the person has shown; `None` when it is not known.
        shown: Option<BTreeSet<Key>>,
    },
    /// How sure it is who they are.
    Identity {
        /// At least that sure.
        at_least: IdentityLevel,
        /// That sure; `None` when it is not known.
        level: Option<IdentityLevel>,
    },
    /// The consent of a parent or guardian.
    GuardianConsent {
        /// The age from which none is needed.
        below: u8,
        /// The person's age; `None` when it is not known.
        age: Option<u8>,
        /// Whether it is there; `None` when it is not known.
        given: Option<bool>,
    },
    /// Speaking for an organisation.
    Organisation {
        /// Of any of these kinds; of any kind when empty.
        any_of: Vec<Key>,
        /// The kinds they speak for; `None` when it is not known.
        kinds: Option<BTreeSet<Key>>,
    },
    /// Speaking for a group.
    Group {
        /// Of at least that many.
        at_least: u16,
        /// Of that many; `None` when it is not known.
        size: Option<u16>,
    },
    /// Sitting in a body.
    Member {
        /// Which.
        body: Key,
        /// Whether the person does.
        sits: bool,
    },
}

/// What a person can do so that a fact is as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Say, or let the identity provider say, when they were born.
    TellAge,
    /// Come back at that age.
    WaitForAge {
        /// In full years.
        years: u8,
    },
    /// Say to which territory they have one of these ties.
    TellTerritory {
        /// Any of these.
        any_of: Vec<Tie>,
    },
    /// Take part where they have the tie.
    GoToOwnTerritory {
        /// There.
        territories: Vec<Code>,
    },
    /// Get onto a roll, in the way that the rules say.
    GetOntoRoll {
        /// Which.
        roll: Key,
    },
    /// Ask for a correction of a roll that excludes them wrongly.
    GetOffRoll {
        /// Which.
        roll: Key,
    },
    /// Let somebody look whether they are on a roll.
    CheckRoll {
        /// Which.
        roll: Key,
    },
    /// Show a document.
    ShowDocument {
        /// Any of these.
        any_of: Vec<Key>,
    },
    /// Prove who they are.
    ProveIdentity {
        /// At least that surely.
        at_least: IdentityLevel,
    },
    /// Bring the consent of a parent or guardian.
    BringConsent,
    /// Speak for an organisation.
    NameOrganisation {
        /// Of any of these kinds; of any kind when empty.
        any_of: Vec<Key>,
    },
    /// Find more people.
    GrowGroup {
        /// At least that many.
        at_least: u16,
    },
    /// Win a seat in a body.
    JoinBody {
        /// Which.
        body: Key,
    },
}

impl Finding {
    /// The fact that a condition without parts asks for.
    pub(super) fn of(leaf: &Condition, person: &Person, area: &Area) -> Self {
        match leaf {
            Condition::Age { at_least, below } => Self::Age { age: person.age, at_least: *at_least, below: *below },
            Condition::Tie { any_of } => {
                let places = |&tie: &Tie| person.ties.get(&tie).into_iter().flatten().map(move |place| (tie, place));
                Self::Tie {
                    any_of: any_of.clone(),
                    territory: area.code().cloned(),
                    has: any_of
                        .iter()
                        .flat_map(places)
                        .filter_map(|(tie, place)| Some((tie, place.code()?.clone())))
                        .collect(),
                    not_said: any_of.iter().copied().filter(|tie| !person.ties.contains_key(tie)).collect(),
                }
            }
            Condition::Roll { roll } => Self::Roll { roll: roll.clone(), on: person.rolls.get(roll).copied() },
            Condition::Document { any_of } => {
                Self::Document { any_of: any_of.clone(), shown: person.documents.clone() }
            }
            Condition::Identity { at_least } => Self::Identity { at_least: *at_least, level: person.identity },
            Condition::GuardianConsent { below } => {
                Self::GuardianConsent { below: *below, age: person.age, given: person.guardian_consent }
            }
            Condition::Organisation { any_of } => {
                Self::Organisation { any_of: any_of.clone(), kinds: person.organisations.clone() }
            }
            Condition::Group { at_least } => Self::Group { at_least: *at_least, size: person.group },
            Condition::Member { body } => {
                Self::Member { body: body.clone(), sits: truth(leaf, person, area) == Truth::Met }
            }
            Condition::Everybody | Condition::All { .. } | Condition::Any { .. } | Condition::Not { .. } => {
                Self::Everybody
            }
        }
    }

    /// What the person can do so that the fact is as it is asked for, where it is not. `None` where nothing can be done,
    /// as by who is too old.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Everybody => None,
            Self::Age { age: None, .. } | Self::GuardianConsent { age: None, .. } => Some(Remedy::TellAge),
            Self::Age { age: Some(age), at_least, below } => {
                let years = at_least.filter(|years| age < years)?;
                below.is_none_or(|below| years < below).then_some(Remedy::WaitForAge { years })
            }
            Self::Tie { not_said, .. } if !not_said.is_empty() => {
                Some(Remedy::TellTerritory { any_of: not_said.clone() })
            }
            Self::Tie { has, .. } if has.is_empty() => None,
            Self::Tie { has, .. } => {
                let territories: BTreeSet<&Code> = has.iter().map(|(_, code)| code).collect();
                Some(Remedy::GoToOwnTerritory { territories: territories.into_iter().cloned().collect() })
            }
            Self::Roll { roll, on: None } => Some(Remedy::CheckRoll { roll: roll.clone() }),
            Self::Roll { roll, on: Some(_) } => Some(Remedy::GetOntoRoll { roll: roll.clone() }),
            Self::Document { any_of, .. } if any_of.is_empty() => None,
            Self::Document { any_of, .. } => Some(Remedy::ShowDocument { any_of: any_of.clone() }),
            Self::Identity { at_least, .. } => Some(Remedy::ProveIdentity { at_least: *at_least }),
            Self::GuardianConsent { .. } => Some(Remedy::BringConsent),
            Self::Organisation { any_of, .. } => Some(Remedy::NameOrganisation { any_of: any_of.clone() }),
            Self::Group { at_least, .. } => Some(Remedy::GrowGroup { at_least: *at_least }),
            Self::Member { body, .. } => Some(Remedy::JoinBody { body: body.clone() }),
        }
    }
}

impl Verdict {
    /// Whether the condition is met.
    pub const fn is_met(&self) -> bool {
        matches!(self.truth, Truth::Met)
    }

    /// The facts that keep the condition from being met, in its order; none when it is met. Where one of several would
    /// do, all of them.
    pub fn missing(&self) -> Vec<&Finding> {
        let mut found = Vec::new();
        self.gather(Truth::Met, &mut found);
        found.into_iter().map(|(finding, _)| finding).collect()
    }

    /// What the person can do about what is missing, in the order of the condition, each once.
    pub fn remedies(&self) -> Vec<Remedy> {
        let mut found = Vec::new();
        self.gather(Truth::Met, &mut found);
        let mut remedies: Vec<Remedy> = Vec::new();
        // Nobody mends a fact by undoing what is asked for elsewhere.
        for remedy in found.into_iter().filter(|(_, wanted)| *wanted).filter_map(|(finding, _)| finding.remedy()) {
            if !remedies.contains(&remedy) {
                remedies.push(remedy);
            }
        }
        remedies
    }

    /// Gathers the facts that keep the verdict from being `wanted`, and whether each should be so or should not.
    fn gather<'a>(&'a self, wanted: Truth, found: &mut Vec<(&'a Finding, bool)>) {
        if self.truth == wanted {
            return;
        }
        match &self.why {
            Why::Fact(finding) => found.push((finding, wanted == Truth::Met)),
            Why::All(verdicts) | Why::Any(verdicts) => {
                for verdict in verdicts {
                    verdict.gather(wanted, found);
                }
            }
            Why::Not(verdict) => verdict.gather(wanted.opposite(), found),
        }
    }
}
