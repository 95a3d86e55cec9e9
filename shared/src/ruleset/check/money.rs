//! Money: pools, how they are divided, and how municipalities are chosen.

use std::collections::BTreeMap;

use super::{Check, Flaw, Part, Quantity};
use crate::{
    document::{Amount, Key, Path, Share},
    money::Money,
    ruleset::{BaseRule, Bound, KindFactor, Pool, Split, SplitTerm, ThemePart, WeightedTerm},
};

/// The most that one weight can be.
const HEAVIEST: u16 = 1_000;

impl Check<'_> {
    pub(super) fn pools(&mut self) {
        let rules = self.rules;
        self.filled(&rules.pools, Part::Pool, || Path::of("pools"));
        for (place, pool) in rules.pools.iter().enumerate() {
            let path = Path::of("pools").entry(place);
            self.base(&pool.base, &path.field("base"));
            self.split(pool, &path.field("split"));
        }
    }

    fn base(&mut self, base: &BaseRule, path: &Path) {
        match base {
            BaseRule::Share { share, at_least, at_most, certified_by, per, .. } => {
                self.some(share.basis_points(), || path.field("share"));
                self.refer(Part::Body, certified_by, || path.field("certified_by"));
                if let (Some(least), Some(most)) = (at_least, at_most) {
                    self.ordered(*least, *most, || path.field("at_least"));
                }
                if let Some(least) = at_least {
                    self.ordered(*least, *share, || path.field("share"));
                }
                if let Some(most) = at_most {
                    self.ordered(*share, *most, || path.field("share"));
                }
                if let Some(level) = per {
                    self.peopled(level, || path.field("per"));
                }
            }
            BaseRule::Fixed { amount } => self.amount(amount, &path.field("amount")),
            BaseRule::Each { level, amount } => {
                self.peopled(level, || path.field("level"));
                self.amount(amount, &path.field("amount"));
            }
        }
    }

    fn split(&mut self, pool: &Pool, path: &Path) {
        match &pool.split {
            Split::Whole => {}
            Split::Keep => {
                self.add_if(pool.base.level().is_none(), || path.clone(), || Flaw::BaseNotEach { level: None });
            }
            Split::Themes { parts } => self.themes(parts, &path.field("parts")),
            Split::Formula { level, within, terms, factors, floor, cap, unit } => {
                self.peopled(level, || path.field("level"));
                if let Some(within) = within {
                    let at = || path.field("within");
                    self.around(within, level, at);
                    let other = pool.base.level() != Some(within);
                    self.add_if(other, at, || Flaw::BaseNotEach { level: Some(within.clone()) });
                }
                self.terms(terms, &path.field("terms"));
                self.factors(factors, level, &path.field("factors"));
                for (bound, field) in [(floor, "floor"), (cap, "cap")] {
                    if let Some(Bound::Amount { amount }) = bound {
                        self.amount(amount, &path.field(field).field("amount"));
                    }
                }
                if let Some(unit) = unit {
                    self.amount(unit, &path.field("unit"));
                    self.unit(unit, &pool.base, level, within.as_ref(), &path.field("unit"));
                }
                self.bounds(pool, level, within.as_ref(), floor.as_ref(), cap.as_ref(), path);
            }
        }
    }

    fn themes(&mut self, parts: &[ThemePart], path: &Path) {
        self.filled(parts, Part::Theme, || path.clone());
        self.once(parts.iter().map(|part| &part.theme), Part::Theme, |at| path.entry(at).field("theme"));
        for (place, part) in parts.iter().enumerate() {
            self.refer(Part::Theme, &part.theme, || path.entry(place).field("theme"));
            self.weight(part.weight, || path.entry(place).field("weight"));
            if let Some(most) = part.at_most {
                self.some(most, || path.entry(place).field("at_most"));
            }
        }
        let nothing = !parts.is_empty() && parts.iter().all(|part| part.weight == 0);
        self.add_if(nothing, || path.clone(), || Flaw::NoWeight);
    }

    fn terms(&mut self, terms: &[WeightedTerm], path: &Path) {
        self.filled(terms, Part::Term, || path.clone());
        for (place, WeightedTerm { weight, term }) in terms.iter().enumerate() {
            self.weight(*weight, || path.entry(place).field("weight"));
            let at = |field: &str| path.entry(place).field("term").field(field);
            let (indicator, times) = match term {
                SplitTerm::Equal => (None, None),
                SplitTerm::Indicator { indicator } => (Some(indicator), None),
                SplitTerm::Product { indicator, times } => (Some(indicator), Some(times)),
                SplitTerm::Inverse { indicator, times } => (Some(indicator), times.as_ref()),
            };
            for (key, field) in [(indicator, "indicator"), (times, "times")] {
                if let Some(key) = key {
                    self.refer(Part::Indicator, key, || at(field));
                }
            }
        }
        let nothing = !terms.is_empty() && terms.iter().all(|term| term.weight == 0);
        self.add_if(nothing, || path.clone(), || Flaw::NoWeight);
    }

    fn weight(&mut self, weight: u16, path: impl FnOnce() -> Path) {
        let flaw = || Flaw::OutOfRange { found: weight.into(), least: 0, most: HEAVIEST.into() };
        self.add_if(weight > HEAVIEST, path, flaw);
    }

    fn factors(&mut self, factors: &[KindFactor], level: &Key, path: &Path) {
        self.once(factors.iter().map(|factor| &factor.kind), Part::Kind, |at| path.entry(at).field("kind"));
        for (place, factor) in factors.iter().enumerate() {
            self.kind_on(&factor.kind, level, || path.entry(place).field("kind"));
        }
        let zero = |kind: &Key| factors.iter().any(|with| with.kind == *kind && with.factor.basis_points() == 0);
        let nothing = (self.rules.territories.levels.iter().find(|other| other.id == *level))
            .is_some_and(|level| !level.kinds.is_empty() && level.kinds.iter().all(|kind| zero(&kind.id)));
        self.add_if(nothing, || path.clone(), || Flaw::NoWeight);
    }

    /// A unit larger than what there is to divide leaves everything to one territory.
    fn unit(&mut self, unit: &Amount, base: &BaseRule, level: &Key, within: Option<&Key>, path: &Path) {
        if let Some(whole) = base.whole(self.known.count(within.unwrap_or(level)), within.is_some())
            && whole.money().currency() == unit.money().currency()
            && whole.money().minor() < unit.money().minor()
        {
            let flaw = Flaw::AboveWhole { found: (*unit).into(), whole: whole.into() };
            self.add(path.clone(), flaw);
        }
    }

    /// Floors that fit into the whole, caps that fill it, and no floor above its cap.
    fn bounds(
        &mut self,
        pool: &Pool,
        level: &Key,
        within: Option<&Key>,
        floor: Option<&Bound>,
        cap: Option<&Bound>,
        path: &Path,
    ) {
        match (floor, cap) {
            (Some(Bound::Share { share: least }), Some(Bound::Share { share: most })) => {
                self.ordered(*least, *most, || path.field("floor"));
            }
            (Some(Bound::Amount { amount: least }), Some(Bound::Amount { amount: most }))
                if least.money().currency() == most.money().currency() =>
            {
                let wrong = least.money().minor() > most.money().minor();
                let flaw = || Flaw::Reversed { least: (*least).into(), most: (*most).into() };
                self.add_if(wrong, || path.field("floor"), flaw);
            }
            _ => {}
        }
        if let Some(Bound::Share { share }) = cap {
            self.some(share.basis_points(), || path.field("cap"));
        }
        // Each group of territories that share one whole: all of the level, or those within each larger one.
        let groups: Vec<u64> = match within {
            _ if !self.known.lists_territories() => return,
            None => vec![self.known.count(level)],
            Some(within) => {
                let mut groups: BTreeMap<usize, u64> = BTreeMap::new();
                for place in self.known.on(level) {
                    if let Some(larger) = self.known.ancestor(place, within) {
                        *groups.entry(larger).or_default() += 1;
                    }
                }
                groups.into_values().collect()
            }
        };
        let (Some(&fewest), Some(&most)) = (groups.iter().min(), groups.iter().max()) else { return };
        if fewest == 0 {
            return;
        }
        let whole = pool.base.whole(self.known.count(level), within.is_some());
        if let Some(floor) = floor
            && let Some((each, all)) = compare(floor, whole)
            && i128::from(most).saturating_mul(each) > all
        {
            let flaw = Flaw::FloorsAboveWhole { floor: floor.into(), territories: most, whole: part_of(floor, whole) };
            self.add(path.field("floor"), flaw);
        }
        if let Some(cap) = cap
            && let Some((each, all)) = compare(cap, whole)
            && i128::from(fewest).saturating_mul(each) < all
        {
            let flaw = Flaw::CapsBelowWhole { cap: cap.into(), territories: fewest, whole: part_of(cap, whole) };
            self.add(path.field("cap"), flaw);
        }
    }

    pub(super) fn selection(&mut self) {
        let rules = self.rules;
        let Some(selection) = &rules.selection else { return };
        let path = Path::of("selection");
        self.peopled(&selection.level, || path.field("level"));
        if let Some(within) = &selection.within {
            self.around(within, &selection.level, || path.field("within"));
        }
        self.some(selection.count, || path.field("count"));
        let criteria = path.field("criteria");
        self.filled(&selection.criteria, Part::Criterion, || criteria.clone());
        let indicators = selection.criteria.iter().map(|criterion| &criterion.indicator);
        self.once(indicators, Part::Indicator, |at| criteria.entry(at).field("indicator"));
        for (place, criterion) in selection.criteria.iter().enumerate() {
            self.refer(Part::Indicator, &criterion.indicator, || criteria.entry(place).field("indicator"));
        }
        let sum: u64 = selection.criteria.iter().map(|criterion| u64::from(criterion.weight.basis_points())).sum();
        let uneven = !selection.criteria.is_empty() && sum != u64::from(Share::WHOLE.basis_points());
        self.add_if(uneven, || criteria.clone(), || Flaw::SumNotWhole { sum });
    }
}

/// A bound and the whole that it bounds parts of, in one unit; `None` when the whole is not known yet.
fn compare(bound: &Bound, whole: Option<Amount>) -> Option<(i128, i128)> {
    match bound {
        Bound::Share { share } => Some((share.basis_points().into(), Share::WHOLE.basis_points().into())),
        Bound::Amount { amount } => whole
            .filter(|whole| whole.money().currency() == amount.money().currency())
            .map(|whole| (amount.money().minor().into(), whole.money().minor().into())),
    }
}

/// The whole as the bound is written.
fn part_of(bound: &Bound, whole: Option<Amount>) -> Quantity {
    match (bound, whole) {
        (Bound::Amount { .. }, Some(whole)) => whole.into(),
        _ => Share::WHOLE.into(),
    }
}

impl From<&Bound> for Quantity {
    fn from(bound: &Bound) -> Self {
        match bound {
            Bound::Amount { amount } => Self::Amount(*amount),
            Bound::Share { share } => Self::Share(*share),
        }
    }
}

impl BaseRule {
    /// The level each of whose territories has an amount of its own; `None` when there is one amount for all.
    pub(super) const fn level(&self) -> Option<&Key> {
        match self {
            Self::Share { per, .. } => per.as_ref(),
            Self::Fixed { .. } => None,
            Self::Each { level, .. } => Some(level),
        }
    }

    /// What there is to divide where the rules alone say it: in all, or in each territory that has its own.
    fn whole(&self, territories: u64, one_by_one: bool) -> Option<Amount> {
        match self {
            Self::Share { .. } => None,
            Self::Fixed { amount } => Some(*amount),
            Self::Each { amount, .. } if one_by_one => Some(*amount),
            Self::Each { amount, .. } => {
                let times = i64::try_from(territories).ok()?;
                let all = amount.money().minor().checked_mul(times)?;
                Amount::new(Money::new(all, amount.money().currency()))
            }
        }
    }
}
