//! The pools of a process (bolsas): what is certified for each, what the rules give today, and what an act adopted.

use std::sync::Arc;

use shared::{
    ceiling::{
        CeilingExplanation, Explanation, Formula, Input, allocate,
        plan::{BaseExplanation, Division, Plan, PlanError},
    },
    document::Key,
    money::Money,
    ruleset::{Code, Contest, Place, Pool, RuleSet, Split, SplitTerm, Territories},
};
use store::{
    TenantTx,
    base::Certified as Certificate,
    plan::{self, Adopted},
    process::Process,
    scenario::{self, Scenario},
    territory::Territory,
};

use super::{
    Known, Sharing,
    ground::{adopted, formula_within},
    pools::{Assets, Names, amounts, places},
    sharing, simulated,
};

/// The pools of a process with all that they rest on.
pub struct Treasury {
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The territories that they divide over.
    pub places: Territories,
    assets: Assets,
    adopted: Vec<Adopted>,
    /// Those of parts of pools.
    scenarios: Vec<Scenario>,
    /// The pool that the simulator divides.
    simulated: Option<Key>,
}

/// A pool's ceilings as they stand: as an act adopted them, else as the rules give them today.
pub struct Told<'a> {
    /// The ceilings and how they came about.
    pub plan: Plan,
    /// What adopted them.
    pub adopted: Option<&'a Adopted>,
    /// Whether ceilings by this formula are adopted as a scenario.
    pub simulated: bool,
}

impl Treasury {
    /// The pools of a process.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn of(tx: &mut TenantTx, process: &Process) -> store::Result<Self> {
        let rules = Arc::clone(&process.rule_set);
        let assets = Assets::of(tx, process, &rules).await?;
        let places = places(&rules, &assets.own)?;
        let in_parts = rules.pools.iter().any(|pool| matches!(pool.split, Split::Formula { within: Some(_), .. }));
        let mut scenarios = if in_parts { scenario::of_process(tx, process.id).await? } else { Vec::new() };
        scenarios.retain(|scenario| scenario.within.is_some());
        let simulated = match simulated(&rules) {
            Some((pool, rule)) => {
                let divided = matches!(sharing(tx, process, rule).await?, Sharing::Territories(_));
                divided.then(|| pool.id.clone())
            }
            None => None,
        };
        Ok(Self { places, assets, adopted: plan::of_process(tx, process.id).await?, scenarios, simulated, rules })
    }

    /// What places, themes and indicators are called.
    pub fn names(&self) -> Names<'_> {
        Names { places: &self.places, themes: &self.rules.themes, known: &self.assets.known }
    }

    /// What is known about the territories.
    pub const fn known(&self) -> &Known {
        &self.assets.known
    }

    /// The pool of this name.
    pub fn pool(&self, id: &str) -> Option<&Pool> {
        self.rules.pools.iter().find(|pool| pool.id.as_str() == id)
    }

    /// The contest, of those that are decided together, which spends a pool: then its ceilings are those of their ledgers.
    pub fn spent_by(&self, pool: &Pool) -> Option<&Contest> {
        self.rules.decided_together().find(|contest| contest.pool == pool.id)
    }

    /// Whether the ballots of the process spend this pool.
    pub fn is_of_ballots(&self, pool: &Pool) -> bool {
        self.spent_by(pool).is_some()
    }

    /// Whether the simulator divides this pool, so that its ceilings are adopted as a scenario.
    pub fn is_simulated(&self, pool: &Pool) -> bool {
        self.simulated.as_ref() == Some(&pool.id)
    }

    /// The certificates that count for a pool, with the territory where each has its own.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn certificates(&self, pool: &Pool) -> store::Result<Vec<(Option<Code>, &Certificate)>> {
        self.assets.certificates_of(pool, &self.places)
    }

    /// The certificates that a plan rests on; none where others have been made since.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn certificates_behind(&self, pool: &Pool, plan: &Plan) -> store::Result<Vec<&Certificate>> {
        let BaseExplanation::Share { certified, .. } = &plan.base else { return Ok(Vec::new()) };
        let now = self.certificates(pool)?;
        let same = amounts(pool, &now).as_ref() == Some(certified);
        Ok(if same { now.into_iter().map(|(_, one)| one).collect() } else { Vec::new() })
    }

    /// The ceilings that the rules give today, with the formulas that acts put in the place of theirs.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn today(&self, pool: &Pool) -> store::Result<Result<Plan, PlanError>> {
        Ok(self.assets.plan(&self.rules, pool)?.map(|plan| self.as_adopted(pool, plan)))
    }

    /// What an act adopted for a pool last.
    pub fn adopted(&self, pool: &Pool) -> Option<&Adopted> {
        self.adopted.iter().find(|one| one.pool == pool.id)
    }

    /// The ceilings of a pool as they stand.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn told(&self, pool: &Pool) -> store::Result<Result<Told<'_>, PlanError>> {
        if let Some(adopted) = self.adopted(pool) {
            return Ok(Ok(Told { plan: adopted.plan.clone(), adopted: Some(adopted), simulated: false }));
        }
        Ok(self.today(pool)?.map(|plan| Told { plan, adopted: None, simulated: false }))
    }

    /// Whether a territory of the rules is one of the site.
    pub fn is_own(&self, code: &Code) -> bool {
        self.assets.own.iter().any(|own| own.code == code.as_str())
    }

    /// The site's own territories.
    pub fn own(&self) -> &[Territory] {
        &self.assets.own
    }

    /// A territory and those that it lies in, from the smallest to the largest.
    pub fn larger(&self, code: &Code) -> Vec<Code> {
        let mut found = vec![code.clone()];
        let place = |code: &Code| self.places.list.iter().find(|place| place.code == *code);
        let mut at = place(code);
        // A circle of territories would never end.
        while let Some(within) = at.and_then(|place| place.within.as_ref()).filter(|code| !found.contains(code)) {
            found.push(within.clone());
            at = place(within);
        }
        found
    }

    /// The larger territories within which a pool's formula is applied one by one, with how it was.
    pub fn within<'a>(&'a self, pool: &Pool, plan: &'a Plan) -> Vec<(&'a Place, &'a Explanation)> {
        if !matches!(pool.split, Split::Formula { within: Some(_), .. }) {
            return Vec::new();
        }
        let part = |division: &'a Division| {
            let code = division.within.as_ref()?;
            let place = self.places.list.iter().find(|place| place.code == *code)?;
            Some((place, formula_within(plan, code)?))
        };
        plan.divisions.iter().filter_map(part).collect()
    }

    /// The scenarios of a pool's parts, newest first.
    pub fn scenarios<'a>(&'a self, pool: &'a Pool) -> impl Iterator<Item = &'a Scenario> {
        self.scenarios.iter().filter(|one| one.pool.id == pool.id)
    }

    /// The scenario whose formula an act put in the place of that of the rules within a larger territory: the last one,
    /// as long as the rules weigh the same things there.
    pub fn scenario(&self, pool: &Pool, within: &Code) -> Option<&Scenario> {
        let own = |one: &&Scenario| one.pool.id == pool.id && one.within.as_ref() == Some(within);
        let last = adopted(self.scenarios.iter().filter(own))?;
        weighs_the_same(&last.pool.split, &pool.split).then_some(last)
    }

    /// A plan of the rules with the formulas that acts put in the place of that of the rules. Where such a formula gives
    /// nothing any more, for a floor that is too high for the money of today, that of the rules stays.
    fn as_adopted(&self, pool: &Pool, plan: Plan) -> Plan {
        let parts: Vec<Code> = self.within(pool, &plan).into_iter().map(|(place, _)| place.code.clone()).collect();
        parts.iter().fold(plan, |plan, code| self.with_scenario(pool, &plan, code).unwrap_or(plan))
    }

    fn with_scenario(&self, pool: &Pool, plan: &Plan, code: &Code) -> Option<Plan> {
        let scenario = self.scenario(pool, code)?;
        let told = formula_within(plan, code)?;
        let input = |one: &CeilingExplanation| {
            let place = self.places.list.iter().find(|place| place.code == one.code)?;
            let figures = self.known().figures.get(&place.code).cloned().unwrap_or_default();
            Some(Input { code: place.code.clone(), kind: place.kind.clone(), figures })
        };
        let inputs: Vec<Input> = told.territories.iter().map(input).collect::<Option<_>>()?;
        let allocation = allocate(told.pool, &Formula::of(&scenario.pool.split)?, &inputs).ok()?;
        plan.clone().with(code, &allocation.explain(), &scenario.name)
    }

    /// What a plan gives to territories of the site, all of them together where none are named.
    pub fn given(&self, plan: &Plan, codes: &[Code]) -> Money {
        let theirs = plan.ceilings.iter().filter(|one| one.territory.as_ref().is_none_or(|code| codes.contains(code)));
        // The ceilings of a plan add up to its amount.
        Money::sum(theirs.map(|one| one.amount), plan.amount.currency()).unwrap_or(plan.amount)
    }
}

/// Whether two formulas apply to the same level within the same larger one, and weigh the same things, by whatever weights.
fn weighs_the_same(one: &Split, other: &Split) -> bool {
    fn weighed(split: &Split) -> Option<(&Key, Option<&Key>, Vec<&SplitTerm>)> {
        let Split::Formula { level, within, terms, .. } = split else { return None };
        Some((level, within.as_ref(), terms.iter().map(|weighted| &weighted.term).collect()))
    }
    weighed(one).is_some_and(|one| weighed(other) == Some(one))
}
