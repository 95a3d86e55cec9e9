//! From a pool's rule and the amounts that were certified to its ceilings, whatever the split.

mod error;
mod source;
mod themes;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::error::PlanError;
use self::{
    source::{Own, source},
    themes::by_theme,
};
use super::{
    allocation::{Allocation, allocate},
    explanation::Explanation,
    formula::{Formula, Input},
};
use crate::{
    document::{Key, Share},
    indicator::Figures,
    money::Money,
    ruleset::{Code, Place, Pool, Split, Territories, Theme},
};

/// The amounts that somebody certified for a pool's base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certified {
    /// One for the tenant as a whole.
    Whole(Money),
    /// One for each territory of the base's level.
    Each(BTreeMap<Code, Money>),
}

/// What pools are divided over.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// The territories with their levels.
    pub territories: &'a Territories,
    /// The catalogue of themes.
    pub themes: &'a [Theme],
    /// What is known about each territory.
    pub figures: &'a BTreeMap<Code, Figures>,
}

/// The ceilings of a pool and how they came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The pool.
    pub pool: Key,
    /// Where its amount comes from.
    pub base: BaseExplanation,
    /// Its amount. The ceilings add up to it.
    pub amount: Money,
    /// The ceilings.
    pub ceilings: Vec<Ceiling>,
    /// How they were divided: one for the pool, or one for each larger territory with its own part. None where nothing
    /// was divided.
    pub divisions: Vec<Division>,
}

/// One ceiling of a plan (techo).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceiling {
    /// The territory that it is for; `None` for the tenant as a whole.
    pub territory: Option<Code>,
    /// The theme that it is for; `None` for all.
    pub theme: Option<Key>,
    /// The most projects that can win in it, where the rules say so.
    pub projects: Option<u16>,
    /// How much it is.
    pub amount: Money,
}

/// Where a pool's amount comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BaseExplanation {
    /// That share of what was certified, rounded down to the minor unit.
    Share {
        /// The share.
        share: Share,
        /// What was certified.
        certified: Certified,
        /// All of it.
        total: Money,
    },
    /// An amount fixed by the rules.
    Fixed,
    /// The same for each of these territories.
    Each {
        /// How much for each.
        amount: Money,
        /// For how many.
        territories: usize,
    },
}

/// A division and how it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Division {
    /// The larger territory whose part was divided; `None` for the pool as a whole.
    pub within: Option<Code>,
    /// Among whom, and how.
    pub how: How,
    /// The scenario whose formula an act put in the place of that of the rules, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
}

impl Plan {
    /// The same plan where the part of a larger territory is divided by the formula of a scenario. `None` where the plan
    /// divides no such part by a formula, or the scenario divided other money or had other territories.
    #[must_use]
    pub fn with(mut self, within: &Code, told: &Explanation, scenario: &str) -> Option<Self> {
        let division = self.divisions.iter_mut().find(|division| division.within.as_ref() == Some(within))?;
        let How::Formula(before) = &division.how else { return None };
        let codes = |told: &Explanation| -> Vec<Code> { told.territories.iter().map(|one| one.code.clone()).collect() };
        if before.pool != told.pool || codes(before) != codes(told) {
            return None;
        }
        division.how = How::Formula(told.clone());
        division.scenario = Some(scenario.to_owned());
        for ceiling in &mut self.ceilings {
            let own = told.territories.iter().find(|one| ceiling.territory.as_ref() == Some(&one.code));
            ceiling.amount = own.map_or(ceiling.amount, |own| own.amount);
        }
        Some(self)
    }
}

/// How a part was divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By the formula of the rules, over territories.
    Formula(Explanation),
    /// In proportion to what was certified for each; the explanation's figures are those amounts in minor units.
    Certified(Explanation),
    /// By the weights of themes.
    Themes(ThemeDivision),
}

/// A part divided by theme, in proportion to the weights, rounded by largest remainder (ties in the order of the rules).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeDivision {
    /// What was divided.
    pub money: Money,
    /// The themes that the territory has.
    pub themes: Vec<ThemeShare>,
    /// What the weights add up to.
    pub weights: u32,
}

/// What a theme got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThemeShare {
    /// The theme.
    pub theme: Key,
    /// Its weight in relation to the others.
    pub weight: u16,
    /// What it got.
    pub amount: Money,
}

/// The ceilings of a pool.
///
/// # Errors
/// When an amount is not certified as the rules want it, territories or figures are missing, or the division can't be
/// made.
pub fn plan(pool: &Pool, certified: Option<&Certified>, ground: &Ground<'_>) -> Result<Plan, PlanError> {
    let source = source(&pool.base, certified, ground)?;
    let total = source.total;
    let mut divisions: Vec<Division> = Vec::new();
    let whole = |territory: Option<Code>, amount| Ceiling { territory, theme: None, projects: None, amount };
    let ceilings = match (&pool.split, &source.each) {
        (Split::Whole, _) => vec![whole(None, total)],
        (Split::Keep, None) => return Err(PlanError::NothingToKeep),
        (Split::Keep, Some(own)) => {
            divisions.extend(source.division);
            own.parts.iter().map(|&(place, amount)| whole(Some(place.code.clone()), amount)).collect()
        }
        (Split::Themes { parts }, None) => {
            let (ceilings, division) = by_theme(total, None, parts, ground)?;
            divisions.push(division);
            ceilings
        }
        (Split::Themes { parts }, Some(own)) => {
            divisions.extend(source.division);
            let mut all = Vec::new();
            for &(place, amount) in &own.parts {
                let (ceilings, division) = by_theme(amount, Some(place), parts, ground)?;
                divisions.push(division);
                all.extend(ceilings);
            }
            all
        }
        (Split::Formula { level, within, terms, factors, floor, cap, unit }, each) => {
            let (floor, cap) = (floor.as_ref(), cap.as_ref());
            let formula = Formula { terms, factors, floor, cap, unit: *unit };
            let parts = match (within, each) {
                (None, _) => vec![(None, total, on_level(level, ground)?)],
                (Some(within), Some(own)) if own.level == within => {
                    divisions.extend(source.division);
                    inside(level, own, ground)?
                }
                (Some(within), _) => return Err(PlanError::NothingWithin { within: within.clone() }),
            };
            let mut all = Vec::new();
            for (within, money, places) in parts {
                let error = |error| PlanError::Allocation { within: within.clone(), error };
                let allocation = allocate(money, &formula, &inputs(&places, ground)).map_err(error)?;
                all.extend(ceilings(&allocation));
                divisions.push(Division { within, how: How::Formula(allocation.explain()), scenario: None });
            }
            all
        }
    };
    Ok(Plan { pool: pool.id.clone(), base: source.explanation, amount: total, ceilings, divisions })
}

fn ceilings(allocation: &Allocation) -> impl Iterator<Item = Ceiling> {
    let ceiling =
        |(code, amount): (&Code, Money)| Ceiling { territory: Some(code.clone()), theme: None, projects: None, amount };
    allocation.ceilings().map(ceiling)
}

/// The territories of a level, in the order of the document.
fn on_level<'a>(level: &Key, ground: &Ground<'a>) -> Result<Vec<&'a Place>, PlanError> {
    let territories = ground.territories;
    let kinds = territories.levels.iter().find(|other| other.id == *level).map(|level| level.kinds.as_slice());
    let of_level = |place: &&Place| kinds.unwrap_or_default().iter().any(|kind| kind.id == place.kind);
    let places: Vec<&Place> = territories.list.iter().filter(of_level).collect();
    if places.is_empty() { Err(PlanError::NoTerritories { level: level.clone() }) } else { Ok(places) }
}

/// A larger territory, its money, and the smaller ones in it.
type Inside<'a> = (Option<Code>, Money, Vec<&'a Place>);

/// The territories of a level by the larger ones that they lie in, however deep.
fn inside<'a>(level: &Key, own: &Own<'a>, ground: &Ground<'a>) -> Result<Vec<Inside<'a>>, PlanError> {
    let by_code: BTreeMap<&Code, &Place> = ground.territories.list.iter().map(|place| (&place.code, place)).collect();
    let mut groups: Vec<Inside<'a>> =
        own.parts.iter().map(|&(place, money)| (Some(place.code.clone()), money, Vec::new())).collect();
    let group_of: BTreeMap<&Code, usize> =
        own.parts.iter().enumerate().map(|(index, (place, _))| (&place.code, index)).collect();
    for place in on_level(level, ground)? {
        let mut at = Some(place);
        // A circle of territories would never end; there can't be more steps than territories.
        for _ in 0..=ground.territories.list.len() {
            match at {
                Some(here) if group_of.contains_key(&here.code) => break,
                Some(here) => at = here.within.as_ref().and_then(|code| by_code.get(code).copied()),
                None => break,
            }
        }
        let outside = || PlanError::Outside { code: place.code.clone(), within: own.level.clone() };
        let group = at.and_then(|here| group_of.get(&here.code)).ok_or_else(outside)?;
        groups[*group].2.push(place);
    }
    for (within, money, places) in &groups {
        if let Some(within) = within
            && places.is_empty()
            && money.minor() > 0
        {
            return Err(PlanError::Empty { within: within.clone(), level: level.clone() });
        }
    }
    groups.retain(|(.., places)| !places.is_empty());
    Ok(groups)
}

fn inputs(places: &[&Place], ground: &Ground<'_>) -> Vec<Input> {
    let input = |place: &&Place| Input {
        code: place.code.clone(),
        kind: place.kind.clone(),
        figures: ground.figures.get(&place.code).cloned().unwrap_or_default(),
    };
    places.iter().map(input).collect()
}

#[cfg(test)]
mod tests;
