//! What a rule set has, by name.

use std::collections::{BTreeMap, BTreeSet};

use super::Part;
use crate::{
    document::Key,
    ruleset::{Code, RuleSet, Territories},
};

/// The names of a rule set's parts, its levels in their order and its territories by their levels.
pub(super) struct Known<'a> {
    names: BTreeMap<Part, BTreeSet<&'a str>>,
    /// Each level's place, from the largest territories to the smallest.
    levels: BTreeMap<&'a Key, usize>,
    /// Each kind's level.
    kinds: BTreeMap<&'a Key, &'a Key>,
    /// Each territory's place in the list.
    places: BTreeMap<&'a Code, usize>,
    territories: &'a Territories,
}

impl<'a> Known<'a> {
    pub(super) fn of(rules: &'a RuleSet) -> Self {
        let mut names: BTreeMap<Part, BTreeSet<&'a str>> = BTreeMap::new();
        let mut put = |part: Part, ids: Vec<&'a str>| {
            names.entry(part).or_default().extend(ids);
        };
        macro_rules! put {
            ($($part:ident: $list:expr),+ $(,)?) => {
                $(put(Part::$part, $list.iter().map(|part| part.id.as_str()).collect());)+
            };
        }
        let territories = &rules.territories;
        put! {
            Norm: rules.norms,
            Level: territories.levels,
            Indicator: rules.indicators,
            Theme: rules.themes,
            Roll: rules.rolls,
            Body: rules.bodies,
            Phase: rules.phases,
            Pool: rules.pools,
            Condition: rules.eligibility,
            Contest: rules.contests,
        }
        put(
            Part::Kind,
            territories.levels.iter().flat_map(|level| &level.kinds).map(|kind| kind.id.as_str()).collect(),
        );
        put(Part::Territory, territories.list.iter().map(|place| place.code.as_str()).collect());
        Self {
            names,
            levels: territories.levels.iter().enumerate().rev().map(|(place, level)| (&level.id, place)).collect(),
            kinds: (territories.levels.iter().rev())
                .flat_map(|level| level.kinds.iter().rev().map(|kind| (&kind.id, &level.id)))
                .collect(),
            places: territories.list.iter().enumerate().rev().map(|(place, entry)| (&entry.code, place)).collect(),
            territories,
        }
    }

    pub(super) fn has(&self, what: Part, id: &str) -> bool {
        self.names.get(&what).is_some_and(|names| names.contains(id))
    }

    pub(super) fn all(&self, what: Part) -> Vec<String> {
        self.names.get(&what).into_iter().flatten().map(|&name| name.to_owned()).collect()
    }

    /// The place of a level, from the largest territories to the smallest.
    pub(super) fn rank(&self, level: &Key) -> Option<usize> {
        self.levels.get(level).copied()
    }

    /// The level of a kind of territory.
    pub(super) fn level_of(&self, kind: &Key) -> Option<&'a Key> {
        self.kinds.get(kind).copied()
    }

    /// The levels before this place: those of larger territories.
    pub(super) fn larger_than(&self, rank: usize) -> Vec<Key> {
        self.territories.levels.iter().take(rank).map(|level| level.id.clone()).collect()
    }

    /// Whether the territories are in the document: a preset leaves them to the tenant.
    pub(super) fn lists_territories(&self) -> bool {
        !self.territories.list.is_empty()
    }

    /// The places in the list of a level's territories.
    pub(super) fn on(&self, level: &Key) -> impl Iterator<Item = usize> {
        self.territories
            .list
            .iter()
            .enumerate()
            .filter_map(move |(place, territory)| (self.level_of(&territory.kind) == Some(level)).then_some(place))
    }

    pub(super) fn count(&self, level: &Key) -> u64 {
        self.on(level).count().try_into().unwrap_or(u64::MAX)
    }

    /// The place in the list of the territory that has this code.
    pub(super) fn place(&self, code: &Code) -> Option<usize> {
        self.places.get(code).copied()
    }

    /// The place in the list of the territory of `level` in which the one at `place` lies, or which it is.
    pub(super) fn ancestor(&self, place: usize, level: &Key) -> Option<usize> {
        let mut at = place;
        // As many steps as there are territories end any circle.
        for _ in 0..=self.territories.levels.len() {
            let territory = self.territories.list.get(at)?;
            if self.level_of(&territory.kind) == Some(level) {
                return Some(at);
            }
            at = self.place(territory.within.as_ref()?)?;
        }
        None
    }
}
