//! Territories: kinds, levels and what lies in what.

use super::{Check, Flaw, Part};
use crate::document::{Key, Path};

impl Check<'_> {
    pub(super) fn territories(&mut self) {
        let rules = self.rules;
        let root = Path::of("territories");
        let levels = root.field("levels");
        self.filled(&rules.territories.levels, Part::Level, || levels.clone());
        for (place, level) in rules.territories.levels.iter().enumerate() {
            self.filled(&level.kinds, Part::Kind, || levels.entry(place).field("kinds"));
        }
        for (place, territory) in rules.territories.list.iter().enumerate() {
            let path = || root.field("list").entry(place);
            let known = self.refer(Part::Kind, &territory.kind, || path().field("kind"));
            let Some(code) = &territory.within else { continue };
            let within = || path().field("within");
            let Some(parent) = self.known.place(code) else {
                let known = self.known.all(Part::Territory);
                self.add(within(), Flaw::Unknown { what: Part::Territory, found: code.to_string(), known });
                continue;
            };
            let level_at = |at: usize| self.known.level_of(&rules.territories.list.get(at)?.kind);
            // The levels fall from one territory to the one in it, so nothing can lie in itself.
            if let (true, Some(own), Some(found)) = (known, level_at(place), level_at(parent))
                && let Some(rank) = self.known.rank(own)
                && self.known.rank(found).is_some_and(|of_parent| of_parent >= rank)
            {
                let (found, expected) = (found.clone(), self.known.larger_than(rank));
                self.add(within(), Flaw::WrongLevel { found, expected });
            }
        }
    }

    /// A level of a rule that goes by its territories.
    pub(super) fn peopled(&mut self, level: &Key, path: impl Fn() -> Path) -> bool {
        let known = self.refer(Part::Level, level, &path);
        let empty = known && self.known.lists_territories() && self.known.count(level) == 0;
        self.add_if(empty, path, || Flaw::NoTerritory { level: level.clone() });
        known
    }

    /// A level within whose territories those of a smaller one must lie.
    pub(super) fn around(&mut self, within: &Key, level: &Key, path: impl Fn() -> Path) {
        if !self.refer(Part::Level, within, &path) {
            return;
        }
        let Some(rank) = self.known.rank(level) else { return };
        if self.known.rank(within).is_some_and(|larger| larger >= rank) {
            let expected = self.known.larger_than(rank);
            self.add(path(), Flaw::WrongLevel { found: within.clone(), expected });
            return;
        }
        let orphans: Vec<usize> =
            self.known.on(level).filter(|&place| self.known.ancestor(place, within).is_none()).collect();
        for place in orphans {
            let path = Path::of("territories").field("list").entry(place);
            self.add(path, Flaw::NoParent { level: within.clone() });
        }
    }

    /// A kind that must be one of a level's.
    pub(super) fn kind_on(&mut self, kind: &Key, level: &Key, path: impl Fn() -> Path) {
        if self.refer(Part::Kind, kind, &path)
            && self.known.rank(level).is_some()
            && let Some(found) = self.known.level_of(kind)
            && found != level
        {
            self.add(path(), Flaw::WrongLevel { found: found.clone(), expected: vec![level.clone()] });
        }
    }
}
