//! What is known about the territories: their figures, where each comes from, and what people call them.

use std::collections::BTreeMap;

use shared::{
    document::Key,
    indicator::Figures,
    locale::Locale,
    money::Money,
    ruleset::{Code, IndicatorRule, Measure, Split, SplitTerm},
};
use store::{
    TenantTx,
    indicator::{self, POPULATION, POVERTY},
};

use crate::{
    islands::simulator::{NamedTerm, Place, Scene},
    text,
};

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document.
    pub source: String,
    /// The year that it is about.
    pub year: u16,
}

/// What is known about each territory.
#[derive(Clone)]
pub struct Known {
    /// The indicators of the rules.
    pub indicators: Vec<IndicatorRule>,
    /// The newest figures.
    pub figures: BTreeMap<Code, Figures>,
    /// Where each is from.
    pub origins: BTreeMap<(Code, Key), Origin>,
}

impl Known {
    /// The newest figures of all indicators.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn of(tx: &mut TenantTx, indicators: Vec<IndicatorRule>) -> store::Result<Self> {
        let known = indicator::newest(tx, u16::MAX).await?;
        let figures = indicator::figures(&known);
        let origins = known.into_iter().map(|one| {
            let origin = Origin { source: one.figure.source, year: one.figure.year };
            ((one.territory, one.figure.indicator), origin)
        });
        Ok(Self { indicators, figures, origins: origins.collect() })
    }

    /// What the simulator shows for a split of an amount over these territories.
    pub fn scene(&self, amount: Money, split: &Split, places: Vec<Place>, locale: Locale) -> Scene {
        let (terms, factors) = match split {
            Split::Formula { terms, factors, .. } => (terms.as_slice(), factors.as_slice()),
            _ => (&[][..], &[][..]),
        };
        let terms = terms
            .iter()
            .map(|weighted| NamedTerm { term: weighted.term.clone(), name: self.term_name(&weighted.term, locale) });
        let known = |wanted: &str| self.figures.values().flat_map(Figures::keys).find(|key| key.as_str() == wanted);
        // Poverty is the convention's indicator, else the first share that the rules know.
        let share = self.indicators.iter().find(|rule| rule.measure == Measure::Share).map(|rule| &rule.id);
        Scene {
            pool: amount,
            places,
            terms: terms.collect(),
            factors: factors.to_vec(),
            indicators: self.names(),
            people: known(POPULATION).cloned(),
            poor: known(POVERTY).or(share).cloned(),
        }
    }

    /// What the indicators of the rules are called.
    pub fn names(&self) -> Vec<(Key, String)> {
        self.indicators.iter().map(|rule| (rule.id.clone(), rule.name.to_string())).collect()
    }

    /// What an indicator is called.
    pub fn indicator_name(&self, id: &Key, locale: Locale) -> String {
        let known = self.indicators.iter().find(|rule| rule.id == *id);
        known.map_or_else(
            || match id.as_str() {
                POPULATION => text::admin::population(locale).to_owned(),
                POVERTY => text::admin::poverty(locale).to_owned(),
                other => other.to_owned(),
            },
            |rule| rule.name.to_string(),
        )
    }

    /// What an indicator counts.
    pub fn measure(&self, id: &Key) -> Measure {
        let known = self.indicators.iter().find(|rule| rule.id == *id).map(|rule| rule.measure);
        known.unwrap_or(if id.as_str() == POVERTY { Measure::Share } else { Measure::Count })
    }

    /// What a term of the formula is called.
    pub fn term_name(&self, term: &SplitTerm, locale: Locale) -> String {
        let name = |id: &Key| self.indicator_name(id, locale);
        match term {
            SplitTerm::Equal => text::ceilings::term_equal(locale).to_owned(),
            SplitTerm::Indicator { indicator } => name(indicator),
            SplitTerm::Product { indicator, times } => {
                text::ceilings::term_product(locale, name(indicator), name(times))
            }
            SplitTerm::Inverse { indicator, times: None } => text::ceilings::term_inverse(locale, name(indicator)),
            SplitTerm::Inverse { indicator, times: Some(times) } => {
                text::ceilings::term_ratio(locale, name(times), name(indicator))
            }
        }
    }
}

/// The indicators that a formula takes, each once.
pub fn taken(terms: &[SplitTerm]) -> Vec<&Key> {
    let mut keys: Vec<&Key> = Vec::new();
    for term in terms {
        let taken = match term {
            SplitTerm::Equal => [None, None],
            SplitTerm::Indicator { indicator } => [Some(indicator), None],
            SplitTerm::Product { indicator, times } => [Some(indicator), Some(times)],
            SplitTerm::Inverse { indicator, times } => [Some(indicator), times.as_ref()],
        };
        for key in taken.into_iter().flatten() {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}
