//! How the pool of a process is divided: the formula, the figures that it takes, and the ceilings in force.

pub mod steps;

use std::collections::BTreeMap;

use shared::{
    ceiling::{AllocationError, Explanation, Formula, Input, allocate},
    document::{Amount, Key},
    id::ContestId,
    indicator::Figures,
    locale::Locale,
    money::Money,
    ruleset::{BaseRule, Basis, Code, IndicatorRule, Measure, Pool, Split, SplitTerm, WeightedTerm},
};
use store::{
    StoreError, TenantTx,
    base::{self, Certified},
    contest::{self, Standing},
    indicator::{self, POPULATION, POVERTY},
    process::Process,
    scenario::{self, Scenario},
};

use crate::{
    islands::simulator::{NamedTerm, Place, Scene},
    text,
};

/// Among whom the pool is shared out.
pub enum Sharing {
    /// Among these territories.
    Territories(Vec<Standing>),
    /// Among nobody: one ballot, of the whole tenant or of its only territory, whose ceiling is the pool.
    Whole(ContestId),
}

/// Among whom a process shares its pool out: the territories that have a ballot, or all of them when there is none yet.
///
/// # Errors
/// When the database does not answer.
pub async fn sharing(tx: &mut TenantTx, process: &Process) -> store::Result<Sharing> {
    let mut standings = contest::standings(tx, process.id, process.pool.currency()).await?;
    let contests = contest::of_process(tx, process.id).await?;
    if let [only] = contests.as_slice() {
        return Ok(Sharing::Whole(only.id));
    }
    if standings.iter().any(|standing| standing.ceiling.is_some()) {
        standings.retain(|standing| standing.ceiling.is_some());
    }
    Ok(Sharing::Territories(standings))
}

/// Where a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document.
    pub source: String,
    /// The year that it is about.
    pub year: u16,
}

/// Everything that a division rests on.
pub struct Ground {
    /// The pool of the rules that is divided by a formula; where there is none, one in equal parts.
    pub pool: Pool,
    /// The indicators of the rules.
    pub indicators: Vec<IndicatorRule>,
    /// The territories with their ceilings in force.
    pub standings: Vec<Standing>,
    /// What is known about each territory.
    pub figures: BTreeMap<Code, Figures>,
    /// Where it is known from.
    pub origins: BTreeMap<(Code, Key), Origin>,
    /// The scenario that an act adopted last.
    pub adopted: Option<Scenario>,
    /// The scenarios of the process, newest first.
    pub scenarios: Vec<Scenario>,
    /// The certificate of the pool's base.
    pub certified: Option<Certified>,
    /// The money that the process has to divide.
    amount: Money,
}

impl Ground {
    /// What the division of a process rests on.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn of(tx: &mut TenantTx, process: &Process, standings: Vec<Standing>) -> store::Result<Self> {
        let rules = &process.rule_set;
        let divided = |pool: &&Pool| matches!(pool.split, Split::Formula { .. });
        let indicators = rules.indicators.clone();
        let level = standings.first().map_or("territorio", |standing| standing.territory.kind.as_str());
        let pool = match rules.pools.iter().find(divided).cloned() {
            Some(pool) => pool,
            None => Pool {
                id: "bolsa".parse().map_err(StoreError::corrupt("pool"))?,
                name: process.name.parse().map_err(StoreError::corrupt("process.name"))?,
                base: BaseRule::Fixed {
                    amount: Amount::new(process.pool)
                        .ok_or_else(|| StoreError::corrupt("process.pool_minor")("negative"))?,
                },
                split: Split::Formula {
                    level: level.parse().map_err(StoreError::corrupt("territory.kind"))?,
                    within: None,
                    terms: vec![WeightedTerm { weight: 1, term: SplitTerm::Equal }],
                    factors: Vec::new(),
                    floor: None,
                    cap: None,
                    unit: None,
                },
                basis: Basis::Draft,
            },
        };
        let known = indicator::newest(tx, u16::MAX).await?;
        let figures = indicator::figures(&known);
        let origins = known.into_iter().map(|one| {
            let origin = Origin { source: one.figure.source, year: one.figure.year };
            ((one.territory, one.figure.indicator), origin)
        });
        let origins = origins.collect();
        let scenarios = scenario::of_process(tx, process.id).await?;
        let adopted = scenarios.iter().filter(|scenario| scenario.adopted.is_some());
        let adopted = adopted.max_by_key(|scenario| scenario.adopted_at).cloned();
        let certified = base::of_process(tx, process.id, process.pool.currency()).await?;
        let certified = certified.into_iter().find(|one| one.pool == pool.id && one.territory.is_none());
        let amount = process.pool;
        Ok(Self { pool, indicators, standings, figures, origins, adopted, scenarios, certified, amount })
    }

    /// The same with another certificate.
    #[must_use]
    pub fn with(self, certified: Certified) -> Self {
        Self { certified: Some(certified), ..self }
    }

    /// The money to divide next: the share of what was certified, else what the process has.
    pub fn money(&self) -> Money {
        let Some(certified) = &self.certified else { return self.amount };
        let part = i128::from(certified.amount.minor()) * i128::from(certified.share.basis_points()) / 10_000;
        // A share of an amount is an amount.
        i64::try_from(part).map_or(self.amount, |minor| Money::new(minor, certified.amount.currency()))
    }

    /// The territories as a formula takes them.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn inputs(&self) -> store::Result<Vec<Input>> {
        Ok(crate::islands::simulator::inputs(&self.places()?))
    }

    fn places(&self) -> store::Result<Vec<Place>> {
        let place = |standing: &Standing| {
            let code: Code = standing.territory.code.parse().map_err(StoreError::corrupt("territory.code"))?;
            Ok(Place {
                name: standing.territory.name.clone(),
                kind: standing.territory.kind.as_str().parse().map_err(StoreError::corrupt("territory.kind"))?,
                figures: self.figures.get(&code).cloned().unwrap_or_default(),
                saved: standing.ceiling,
                code,
            })
        };
        self.standings.iter().map(place).collect()
    }

    /// Divides an amount by a split with a formula; nothing where it has none.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn divide(&self, amount: Money, split: &Split) -> store::Result<Option<Result<Explanation, AllocationError>>> {
        let Some(formula) = Formula::of(split) else { return Ok(None) };
        let inputs = self.inputs()?;
        Ok(Some(allocate(amount, &formula, &inputs).map(|allocation| allocation.explain())))
    }

    /// The formula from which somebody starts: what was adopted, else what the rules say.
    pub fn start(&self) -> &Split {
        self.adopted.as_ref().map_or(&self.pool.split, |adopted| &adopted.pool.split)
    }

    /// By which formula the ceilings stand, and how they came about. What was adopted is told as it was adopted; where
    /// nothing was, that of the rules is tried on the figures of today. Nothing where it does not give these ceilings.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn standing(&self) -> store::Result<Option<(&Split, Explanation)>> {
        if let Some(adopted) = &self.adopted {
            let told = serde_json::from_value(adopted.allocation.clone());
            return Ok(Some((&adopted.pool.split, told.map_err(StoreError::corrupt("ceiling_scenario.allocation"))?)));
        }
        let split = &self.pool.split;
        let told = self.divide(self.amount, split)?.and_then(Result::ok);
        Ok(told.filter(|told| self.is_in_force(told)).map(|told| (split, told)))
    }

    fn is_in_force(&self, explanation: &Explanation) -> bool {
        let given = explanation.territories.iter().map(|territory| Some(territory.amount));
        given.eq(self.standings.iter().map(|standing| standing.ceiling))
    }

    /// What the simulator shows for a split.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn scene(&self, amount: Money, split: &Split, locale: Locale) -> store::Result<Scene> {
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
        Ok(Scene {
            pool: amount,
            places: self.places()?,
            terms: terms.collect(),
            factors: factors.to_vec(),
            indicators: self.indicators.iter().map(|rule| (rule.id.clone(), rule.name.to_string())).collect(),
            people: known(POPULATION).cloned(),
            poor: known(POVERTY).or(share).cloned(),
        })
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
