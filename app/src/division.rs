//! How the pool of a process is divided: the formula, the figures that it takes, and the ceilings in force.

mod known;
pub mod pools;
pub mod steps;
pub mod told;
mod treasury;

use shared::{
    ceiling::{AllocationError, Explanation, Formula, Input, allocate},
    document::Amount,
    id::ContestId,
    locale::Locale,
    money::Money,
    ruleset::{BaseRule, Basis, Code, Pool, RuleSet, Split, SplitTerm, WeightedTerm},
};
use store::{
    StoreError, TenantTx,
    base::{self, Certified},
    contest::{self, Standing},
    process::Process,
    scenario::{self, Scenario},
};

pub use self::{
    known::{Known, Origin},
    treasury::{Told, Treasury},
};
use crate::islands::simulator::{Place, Scene};

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

/// The pool whose formula the simulator tries: one that is divided as a whole over the territories of a level, that of
/// the ballots before others. None where the rules divide in other ways only.
pub fn simulated(rules: &RuleSet) -> Option<&Pool> {
    let of_ballots = rules.deciding_contest().map(|contest| &contest.pool);
    let by_formula = |pool: &&Pool| matches!(pool.split, Split::Formula { within: None, .. });
    let mut pools = rules.pools.iter().filter(by_formula);
    pools.clone().find(|pool| Some(&pool.id) == of_ballots).or_else(|| pools.next())
}

/// Everything that a division rests on.
pub struct Ground {
    /// The pool of the rules that is divided by a formula; where there is none, one in equal parts.
    pub pool: Pool,
    /// The territories with their ceilings in force.
    pub standings: Vec<Standing>,
    /// What is known about each territory.
    pub known: Known,
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
        let level = standings.first().map_or("territorio", |standing| standing.territory.kind.as_str());
        let pool = match simulated(rules).cloned() {
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
        let known = Known::of(tx, rules.indicators.clone()).await?;
        let scenarios = scenario::of_process(tx, process.id).await?;
        let adopted = scenarios.iter().filter(|scenario| scenario.adopted.is_some());
        let adopted = adopted.max_by_key(|scenario| scenario.adopted_at).cloned();
        let certified = base::of_process(tx, process.id, process.pool.currency()).await?;
        let certified = certified.into_iter().find(|one| one.pool == pool.id && one.territory.is_none());
        let amount = process.pool;
        Ok(Self { pool, standings, known, adopted, scenarios, certified, amount })
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
                figures: self.known.figures.get(&code).cloned().unwrap_or_default(),
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
        Ok(self.known.scene(amount, split, self.places()?, locale))
    }
}
