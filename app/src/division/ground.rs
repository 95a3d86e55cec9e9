//! What a division by a formula rests on, of a pool as a whole or of its part within one larger territory.

use shared::{
    ceiling::{
        AllocationError, Explanation, Formula, Input, allocate,
        plan::{How, Plan},
    },
    document::{Key, Malformed},
    locale::Locale,
    money::Money,
    ruleset::{Code, Contest, Pool, Split},
};
use store::{
    StoreError, TenantTx,
    base::{self, Certified, Whose},
    contest::Standing,
    process::Process,
    scenario::{self, Scenario},
};

use super::{Known, Sharing, Treasury, money_for, sharing, simulated};
use crate::islands::simulator::{Place, Scene, inputs};

/// A pool's part within one larger territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The pool's name in the rules.
    pub pool: Key,
    /// The code of the larger territory.
    pub within: Code,
}

impl Part {
    /// The part that a scenario divides; none where it divides its pool as a whole.
    pub fn of(scenario: &Scenario) -> Option<Self> {
        Some(Self { pool: scenario.pool.id.clone(), within: scenario.within.clone()? })
    }

    /// The part that an address or a form names. Nothing where it names none, an error where it names what is no part.
    ///
    /// # Errors
    /// When one of the two is not a name, or only one is there.
    pub fn named(pool: &str, within: &str) -> Result<Option<Self>, Malformed> {
        match (pool, within) {
            ("", "") => Ok(None),
            (pool, within) => Ok(Some(Self { pool: pool.parse()?, within: within.parse()? })),
        }
    }
}

/// What a division covers.
pub enum Extent {
    /// The pool as a whole, among these territories with their ceilings in force.
    Pool(Vec<Standing>),
    /// The part of one larger territory.
    Part {
        /// The larger territory.
        place: shared::ruleset::Place,
        /// The ceilings of the whole pool today.
        plan: Box<Plan>,
    },
}

/// Everything that a division rests on.
pub struct Ground {
    /// The pool of the rules.
    pub pool: Pool,
    /// The contest of the rules that spends it; the deciding one where none does.
    pub rule: Contest,
    /// All of it, or a part.
    pub extent: Extent,
    /// The territories with their ceilings in force.
    pub places: Vec<Place>,
    /// What is known about each territory.
    pub known: Known,
    /// The scenario that an act adopted last.
    pub adopted: Option<Scenario>,
    /// The scenarios of this division, newest first.
    pub scenarios: Vec<Scenario>,
    /// The certificate of the pool's base, where there is one for all.
    pub certified: Option<Certified>,
    /// The money that there is to divide before anything is certified.
    amount: Money,
}

impl Ground {
    /// What a division of a process rests on: that of the pool which the simulator divides, or that of a part. Nothing
    /// where the process divides nothing in this way.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn of(tx: &mut TenantTx, process: &Process, part: Option<&Part>) -> store::Result<Option<Self>> {
        match part {
            None => Self::whole(tx, process).await,
            Some(part) => {
                let treasury = Treasury::of(tx, process).await?;
                Self::within(tx, process, &treasury, part).await
            }
        }
    }

    /// That of a pool as a whole.
    async fn whole(tx: &mut TenantTx, process: &Process) -> store::Result<Option<Self>> {
        let rules = &process.rule_set;
        let Some((pool, rule)) = simulated(rules) else { return Ok(None) };
        let Sharing::Territories(standings) = sharing(tx, process, rule).await? else { return Ok(None) };
        let known = Known::of(tx, rules.indicators.clone()).await?;
        let place = |standing: &Standing| {
            let code: Code = standing.territory.code.parse().map_err(StoreError::corrupt("territory.code"))?;
            Ok(Place {
                name: standing.territory.name.clone(),
                kind: standing.territory.kind.as_str().parse().map_err(StoreError::corrupt("territory.kind"))?,
                figures: known.figures.get(&code).cloned().unwrap_or_default(),
                saved: standing.ceiling,
                code,
            })
        };
        let places = standings.iter().map(place).collect::<store::Result<_>>()?;
        let scenarios = scenarios(tx, process, |one| one.within.is_none()).await?;
        let certified = base::of_process(tx, process.id, process.pool.currency()).await?;
        let certified = certified.into_iter().find(|one| one.pool == pool.id && one.whose == Whose::Everybody);
        Ok(Some(Self {
            pool: pool.clone(),
            rule: rule.clone(),
            extent: Extent::Pool(standings),
            places,
            known,
            adopted: adopted(&scenarios).cloned(),
            scenarios,
            certified,
            amount: money_for(tx, process, &rule.id).await?,
        }))
    }

    /// That of a part of a pool. Nothing where the pool's formula is not applied in that territory.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn within(
        tx: &mut TenantTx,
        process: &Process,
        treasury: &Treasury,
        part: &Part,
    ) -> store::Result<Option<Self>> {
        let Some(pool) = treasury.pool(part.pool.as_str()) else { return Ok(None) };
        let Some(rule) = treasury.spent_by(pool).or_else(|| treasury.rules.deciding_contest()) else { return Ok(None) };
        let Ok(plan) = treasury.today(pool)? else { return Ok(None) };
        let larger = treasury.within(pool, &plan).into_iter().find(|(place, _)| place.code == part.within);
        let Some((place, told)) = larger.map(|(place, told)| (place.clone(), told)) else { return Ok(None) };
        let in_force = treasury.adopted(pool);
        let saved = |code: &Code| {
            let own = in_force?.plan.ceilings.iter().find(|one| one.territory.as_ref() == Some(code))?;
            Some(own.amount)
        };
        let of_rules = |code: &Code| treasury.places.list.iter().find(|place| place.code == *code);
        let places = told.territories.iter().filter_map(|one| of_rules(&one.code)).map(|place| Place {
            code: place.code.clone(),
            name: place.name.to_string(),
            kind: place.kind.clone(),
            figures: treasury.known().figures.get(&place.code).cloned().unwrap_or_default(),
            saved: saved(&place.code),
        });
        let places = places.collect();
        let scenarios = scenarios(tx, process, |one| Part::of(one).as_ref() == Some(part)).await?;
        Ok(Some(Self {
            pool: pool.clone(),
            rule: rule.clone(),
            places,
            known: treasury.known().clone(),
            adopted: treasury.scenario(pool, &part.within).cloned(),
            scenarios,
            certified: None,
            amount: told.pool,
            extent: Extent::Part { place, plan: Box::new(plan) },
        }))
    }

    /// The part that this is about; none where it is about the whole pool.
    pub fn part(&self) -> Option<Part> {
        match &self.extent {
            Extent::Pool(_) => None,
            Extent::Part { place, .. } => Some(Part { pool: self.pool.id.clone(), within: place.code.clone() }),
        }
    }

    /// The larger territory whose part this is about.
    pub const fn larger(&self) -> Option<&shared::ruleset::Place> {
        match &self.extent {
            Extent::Pool(_) => None,
            Extent::Part { place, .. } => Some(place),
        }
    }

    /// The money to divide next: the share of what was certified, else what there is.
    pub fn money(&self) -> Money {
        let Some(certified) = &self.certified else { return self.amount };
        let part = i128::from(certified.amount.minor()) * i128::from(certified.share.basis_points()) / 10_000;
        // A share of an amount is an amount.
        i64::try_from(part).map_or(self.amount, |minor| Money::new(minor, certified.amount.currency()))
    }

    /// The territories as a formula takes them.
    pub fn inputs(&self) -> Vec<Input> {
        inputs(&self.places)
    }

    /// Divides an amount by a split with a formula; nothing where it has none.
    pub fn divide(&self, amount: Money, split: &Split) -> Option<Result<Explanation, AllocationError>> {
        let formula = Formula::of(split)?;
        Some(allocate(amount, &formula, &self.inputs()).map(|allocation| allocation.explain()))
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
            return Ok(Some((&adopted.pool.split, told(adopted)?)));
        }
        let split = &self.pool.split;
        let told = self.divide(self.amount, split).and_then(Result::ok);
        Ok(told.filter(|told| self.is_in_force(told)).map(|told| (split, told)))
    }

    fn is_in_force(&self, explanation: &Explanation) -> bool {
        let given = explanation.territories.iter().map(|territory| Some(territory.amount));
        given.eq(self.places.iter().map(|place| place.saved))
    }

    /// What the simulator shows for a split.
    pub fn scene(&self, amount: Money, split: &Split, locale: Locale) -> Scene {
        self.known.scene(amount, split, self.places.clone(), locale)
    }
}

/// What a scenario gave.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn told(scenario: &Scenario) -> store::Result<Explanation> {
    serde_json::from_value(scenario.allocation.clone()).map_err(StoreError::corrupt("ceiling_scenario.allocation"))
}

/// The scenario among these that an act adopted last.
pub fn adopted<'a>(scenarios: impl IntoIterator<Item = &'a Scenario>) -> Option<&'a Scenario> {
    scenarios.into_iter().filter(|scenario| scenario.adopted.is_some()).max_by_key(|scenario| scenario.adopted_at)
}

async fn scenarios(
    tx: &mut TenantTx,
    process: &Process,
    wanted: impl Fn(&Scenario) -> bool,
) -> store::Result<Vec<Scenario>> {
    let mut all = scenario::of_process(tx, process.id).await?;
    all.retain(wanted);
    Ok(all)
}

/// The formula that a plan applies in a larger territory, told.
pub(super) fn formula_within<'a>(plan: &'a Plan, within: &Code) -> Option<&'a Explanation> {
    let division = plan.divisions.iter().find(|division| division.within.as_ref() == Some(within))?;
    match &division.how {
        How::Formula(told) => Some(told),
        How::Certified(_) | How::Themes(_) => None,
    }
}
