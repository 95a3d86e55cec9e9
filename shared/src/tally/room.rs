//! What there is to win in a count, and what is left of it at each turn.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entrant, Price};
use crate::{document::Key, proposal::Group, ruleset::Code, ruleset::WinnerRule};

/// The money that a count hands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// The ceiling (techo), in minor units; below zero counts as nothing.
    pub ceiling: i64,
    /// Each theme's part of it, where money is divided by theme.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<Key, Part>,
}

/// A theme's part of the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// How much, in minor units; below zero counts as nothing.
    pub ceiling: i64,
    /// The most projects that can win in it.
    #[serde(default)]
    pub at_most: Option<u32>,
}

/// What the count decided about a project, with the figures that explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// There was room for it at its turn.
    Won,
    /// It cost more than the money left at its turn.
    DoesNotFit {
        /// How much was missing, in minor units; more than zero.
        missing: i64,
    },
    /// It cost more than what was left of its theme's part at its turn.
    DoesNotFitTheme {
        /// The theme.
        theme: Key,
        /// How much was missing, in minor units; more than zero.
        missing: i64,
    },
    /// As many projects of its theme as can win had won.
    ThemeFull {
        /// The theme.
        theme: Key,
        /// How many can win.
        at_most: u32,
    },
    /// It has no theme, or one without a part of the money.
    NoPart {
        /// The theme, where it has one.
        theme: Option<Key>,
    },
    /// As many projects as can win had won.
    PlacesTaken {
        /// How many can win.
        winners: u32,
    },
    /// As many projects of its larger territory as can win had won.
    QuotaReached {
        /// The larger territory.
        within: Code,
        /// How many of it can win.
        each: u32,
    },
    /// It lies in no territory of the level over which winners are spread.
    NoTerritory,
    /// Another project of its group, of which one wins at most, had won.
    Excluded {
        /// The group.
        group: Group,
        /// The number on the ballot of the one that had won.
        by: u32,
    },
    /// Its supporters bought it with their shares.
    Bought {
        /// In which round, from 1.
        round: u32,
        /// How many support it.
        supporters: u64,
        /// How many of them paid in full; the others paid all that they had left, if anything.
        in_full: u64,
        /// What those paid for each vote or point on their ballot.
        price: Price,
        /// Its votes in hundredths, those who paid less counted by what they paid, where a project is worth its cost.
        effective: Option<u64>,
    },
    /// Its supporters had paid least in all.
    Loaded {
        /// In which round, from 1.
        round: u32,
        /// How many support it.
        supporters: u64,
        /// What each of them has paid in all after this, in minor units, rounded down.
        load: Option<i64>,
    },
    /// Its supporters have too little left of their shares.
    Unaffordable,
    /// No ballot gives it anything.
    NoSupport,
    /// A project before it did not fit, and with that the count ended.
    Ended,
    /// It has fewer votes or points than a project needs to win.
    BelowMinimum {
        /// The score it needed.
        minimum: u64,
    },
    /// It was withdrawn after the ballots were printed.
    Withdrawn,
}

impl Reason {
    /// Whether the project wins.
    pub const fn wins(&self) -> bool {
        matches!(self, Self::Won | Self::Bought { .. } | Self::Loaded { .. })
    }

    /// The word for it in files.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::DoesNotFit { .. } => "does_not_fit",
            Self::DoesNotFitTheme { .. } => "does_not_fit_theme",
            Self::ThemeFull { .. } => "theme_full",
            Self::NoPart { .. } => "no_part",
            Self::PlacesTaken { .. } => "places_taken",
            Self::QuotaReached { .. } => "quota_reached",
            Self::NoTerritory => "no_territory",
            Self::Excluded { .. } => "excluded",
            Self::Bought { .. } => "bought",
            Self::Loaded { .. } => "loaded",
            Self::Unaffordable => "unaffordable",
            Self::NoSupport => "no_support",
            Self::Ended => "ended",
            Self::BelowMinimum { .. } => "below_minimum",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What is left to win.
#[derive(Debug, Clone)]
pub(super) struct Left {
    money: Option<i64>,
    parts: Option<BTreeMap<Key, Part>>,
    won: BTreeMap<Key, u32>,
    places: Option<(u32, u32)>,
    quota: Option<(u32, BTreeMap<Code, u32>)>,
    /// The number on the ballot of the project that won in each group.
    taken: BTreeMap<Group, u32>,
}

impl Left {
    pub fn of(rule: &WinnerRule, room: &Room) -> Self {
        let nothing =
            Self { money: None, parts: None, won: BTreeMap::new(), places: None, quota: None, taken: BTreeMap::new() };
        let money = Some(room.ceiling.max(0));
        match rule {
            WinnerRule::Greedy { .. } | WinnerRule::EqualShares { .. } | WinnerRule::Phragmen { .. } => {
                Self { money, ..nothing }
            }
            WinnerRule::GreedyByTheme { .. } => {
                let parts = room
                    .parts
                    .iter()
                    .map(|(theme, part)| (theme.clone(), Part { ceiling: part.ceiling.max(0), ..*part }));
                Self { money, parts: Some(parts.collect()), ..nothing }
            }
            WinnerRule::Plurality { winners, .. } => Self { places: Some((0, u32::from(*winners))), ..nothing },
            WinnerRule::Quota { winners, each, .. } => Self {
                places: Some((0, u32::from(*winners))),
                quota: Some((u32::from(*each), BTreeMap::new())),
                ..nothing
            },
        }
    }

    /// The money on the table for a project, in minor units: that of its theme where money is divided by theme, and
    /// never more than is left in all. None where winners are found whatever they cost.
    pub fn money_for<Id>(&self, entrant: &Entrant<Id>) -> Option<i64> {
        let part = self.parts.as_ref().map(|parts| {
            let theme = entrant.theme.as_ref();
            theme.and_then(|theme| parts.get(theme)).map_or(0, |part| part.ceiling)
        });
        self.money.map(|money| part.map_or(money, |part| part.min(money)))
    }

    /// All the money on the table, in minor units, where winners spend money.
    pub const fn money(&self) -> Option<i64> {
        self.money
    }

    /// Why there is no room for a project; `Won` when there is.
    pub fn judge<Id>(&self, entrant: &Entrant<Id>) -> Reason {
        self.judge_group(entrant)
            .or_else(|| self.judge_theme(entrant))
            .or_else(|| self.judge_place(entrant))
            .or_else(|| self.judge_money(entrant))
            .unwrap_or(Reason::Won)
    }

    fn judge_group<Id>(&self, entrant: &Entrant<Id>) -> Option<Reason> {
        let (group, by) = self.taken.get_key_value(entrant.group.as_ref()?)?;
        Some(Reason::Excluded { group: group.clone(), by: *by })
    }

    fn judge_theme<Id>(&self, entrant: &Entrant<Id>) -> Option<Reason> {
        let parts = self.parts.as_ref()?;
        let found = entrant.theme.clone().and_then(|theme| parts.get(&theme).map(|part| (theme, *part)));
        let Some((theme, part)) = found else { return Some(Reason::NoPart { theme: entrant.theme.clone() }) };
        let won = self.won.get(&theme).copied().unwrap_or(0);
        if let Some(at_most) = part.at_most.filter(|&at_most| won >= at_most) {
            return Some(Reason::ThemeFull { theme, at_most });
        }
        let missing = entrant.candidate.cost() - part.ceiling;
        (missing > 0).then_some(Reason::DoesNotFitTheme { theme, missing })
    }

    fn judge_place<Id>(&self, entrant: &Entrant<Id>) -> Option<Reason> {
        if let Some((each, won)) = &self.quota {
            let Some(within) = &entrant.within else { return Some(Reason::NoTerritory) };
            if won.get(within).copied().unwrap_or(0) >= *each {
                return Some(Reason::QuotaReached { within: within.clone(), each: *each });
            }
        }
        self.places.filter(|(won, winners)| won >= winners).map(|(_, winners)| Reason::PlacesTaken { winners })
    }

    fn judge_money<Id>(&self, entrant: &Entrant<Id>) -> Option<Reason> {
        let missing = entrant.candidate.cost() - self.money?;
        (missing > 0).then_some(Reason::DoesNotFit { missing })
    }

    /// Takes what a winner takes.
    pub fn take<Id>(&mut self, winner: &Entrant<Id>) {
        let cost = winner.candidate.cost();
        if let Some(money) = &mut self.money {
            *money -= cost;
        }
        if let (Some(parts), Some(theme)) = (&mut self.parts, &winner.theme) {
            if let Some(part) = parts.get_mut(theme) {
                part.ceiling -= cost;
            }
            *self.won.entry(theme.clone()).or_default() += 1;
        }
        if let Some((won, _)) = &mut self.places {
            *won += 1;
        }
        if let (Some((_, won)), Some(within)) = (&mut self.quota, &winner.within) {
            *won.entry(within.clone()).or_default() += 1;
        }
        if let Some(group) = &winner.group {
            self.taken.insert(group.clone(), winner.number);
        }
    }
}
