//! Whether a rule set holds together: every reference meets something, and no process under it runs into a dead end.
//!
//! Reading a document has made sure that every value is one; this looks at what the values say together. All defects
//! are found at once, each with its place, what was found and what would do.

mod ballots;
mod bodies;
mod conditions;
mod defect;
mod hint;
mod known;
mod money;
mod phases;
mod references;
mod territories;

use std::fmt;

use serde::Serialize;

use self::known::Known;
pub use self::{
    defect::{Defect, Flaw, Moment, Part, Quantity},
    hint::Hint,
};
use super::RuleSet;
use crate::{
    document::{Amount, Fingerprint, Key, Path},
    permission::Action,
    ruleset::Holder,
};

/// A rule set without defects: the only kind that can be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SoundRuleSet(RuleSet);

impl SoundRuleSet {
    /// The rules.
    pub const fn rules(&self) -> &RuleSet {
        &self.0
    }

    /// The rules, to draft others from.
    pub fn into_rules(self) -> RuleSet {
        self.0
    }
}

impl RuleSet {
    /// The rule set as one that can be published.
    ///
    /// # Errors
    /// With every defect, by place.
    pub fn check(self) -> Result<SoundRuleSet, Vec<Defect>> {
        let defects = self.defects();
        if defects.is_empty() { Ok(SoundRuleSet(self)) } else { Err(defects) }
    }

    /// Everything that keeps it from being published, by place; nothing when it is sound.
    pub fn defects(&self) -> Vec<Defect> {
        let mut check = Check { rules: self, known: Known::of(self), defects: Vec::new() };
        check.repeats();
        check.norms();
        check.territories();
        check.catalogues();
        check.bodies();
        check.phases();
        check.powers();
        check.conditions();
        check.pools();
        check.selection();
        check.contests();
        check.sheets();
        check.follow_up();
        let mut defects = check.defects;
        defects.sort_by(|a, b| a.path.cmp(&b.path));
        // Two rules that go by the same territory find the same.
        defects.dedup();
        defects
    }

    /// The fingerprint of the whole document: the same for equal rules, however they were written down.
    pub fn hash(&self) -> Fingerprint {
        Fingerprint::of(self)
    }
}

/// A check under way.
struct Check<'a> {
    rules: &'a RuleSet,
    known: Known<'a>,
    defects: Vec<Defect>,
}

impl Check<'_> {
    fn add(&mut self, path: Path, flaw: Flaw) {
        self.defects.push(Defect { path, flaw });
    }

    fn add_if(&mut self, wrong: bool, path: impl FnOnce() -> Path, flaw: impl FnOnce() -> Flaw) {
        if wrong {
            self.add(path(), flaw());
        }
    }

    /// Whether the document has such a part; a defect when not.
    fn refer(&mut self, what: Part, id: &Key, path: impl FnOnce() -> Path) -> bool {
        let known = self.known.has(what, id.as_str());
        if !known {
            let known = self.known.all(what);
            self.add(path(), Flaw::Unknown { what, found: id.to_string(), known });
        }
        known
    }

    /// A list that must say something.
    fn filled<T>(&mut self, list: &[T], what: Part, path: impl FnOnce() -> Path) {
        self.add_if(list.is_empty(), path, || Flaw::Empty { what });
    }

    /// A list in which nothing may stand twice.
    fn once<T: fmt::Display>(&mut self, list: impl IntoIterator<Item = T>, what: Part, path: impl Fn(usize) -> Path) {
        let mut seen = std::collections::BTreeMap::new();
        for (place, entry) in list.into_iter().enumerate() {
            let found = entry.to_string();
            if let Some(&first) = seen.get(&found) {
                self.add(path(place), Flaw::Repeated { what, found, first: path(first) });
            } else {
                seen.insert(found, place);
            }
        }
    }

    /// A number that must not be zero.
    fn some(&mut self, number: impl Into<u64>, path: impl FnOnce() -> Path) {
        self.add_if(number.into() == 0, path, || Flaw::Nothing);
    }

    /// An amount of the document's currency that is not zero.
    fn amount(&mut self, amount: &Amount, path: &Path) {
        let found = amount.money().currency();
        let expected = self.rules.currency;
        self.add_if(found != expected, || path.clone(), || Flaw::Currency { found, expected });
        self.add_if(amount.money().minor() == 0, || path.clone(), || Flaw::Nothing);
    }

    /// A least that is not above its most.
    fn ordered<T: PartialOrd + Copy + Into<Quantity>>(&mut self, least: T, most: T, path: impl FnOnce() -> Path) {
        self.add_if(least > most, path, || Flaw::Reversed { least: least.into(), most: most.into() });
    }

    /// Whether somebody, or that body, may do this in that phase on some day.
    fn may_during(&self, action: Action, phase: &Key, who: Option<&Key>) -> bool {
        self.rules.powers.iter().any(|power| {
            power.may.contains(&action)
                && (power.during.is_empty() || power.during.contains(phase))
                && who.is_none_or(|body| matches!(&power.who, Holder::Body(holder) if holder == body))
        })
    }

    /// Whether somebody may do this at some time.
    fn may_ever(&self, action: Action) -> bool {
        self.rules.powers.iter().any(|power| power.may.contains(&action))
    }
}

#[cfg(test)]
mod tests;
