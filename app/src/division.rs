//! How the pools of a process are divided: the formula, the figures that it takes, and the ceilings in force.

pub mod ground;
mod known;
pub mod pools;
pub mod steps;
pub mod told;
mod treasury;

use shared::{
    document::Key,
    id::ContestId,
    money::Money,
    ruleset::{Code, Contest, Place, Pool, RuleSet, Split},
};
use store::{
    StoreError, TenantTx,
    contest::{self, Standing},
    process::Process,
};

pub use self::{
    ground::{Extent, Ground, Part},
    known::{Known, Origin},
    treasury::{Told, Treasury},
};

/// Among whom the money of a contest of the rules is shared out.
pub enum Sharing {
    /// Among these territories.
    Territories(Vec<Standing>),
    /// Among these larger territories of the rules, in which those of the site lie.
    Around(Vec<Place>),
    /// Among nobody: one ballot, of the whole tenant or of its only territory, whose ceiling is all of it.
    Whole(ContestId),
}

/// Among whom a process shares out the money of a contest of its rules: the larger territories in which that is held; the
/// site's own that have a ballot, or all of them when there is none yet.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn sharing(tx: &mut TenantTx, process: &Process, rule: &Contest) -> store::Result<Sharing> {
    let mut standings = contest::standings(tx, process, &rule.id).await?;
    let code = |standing: &Standing| standing.territory.code.parse::<Code>();
    let own: Vec<Code> =
        standings.iter().map(code).collect::<Result<_, _>>().map_err(StoreError::corrupt("territory.code"))?;
    let mut held = contest::of_process(tx, process.id).await?;
    held.retain(|contest| contest.rule == rule.id);
    let around = process.rule_set.places_around(rule, &own);
    let everywhere = held.iter().any(|contest| contest.at.is_none());
    if !around.is_empty() && !everywhere {
        return Ok(Sharing::Around(around.into_iter().cloned().collect()));
    }
    if let [only] = held.as_slice() {
        return Ok(Sharing::Whole(only.id));
    }
    if standings.iter().any(|standing| standing.ceiling.is_some()) {
        standings.retain(|standing| standing.ceiling.is_some());
    }
    Ok(Sharing::Territories(standings))
}

/// The territories of a site with what each has in the deciding contest of a process.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn standings(tx: &mut TenantTx, process: &Process) -> store::Result<Vec<Standing>> {
    match process.rule_set.deciding_contest() {
        Some(deciding) => contest::standings(tx, process, &deciding.id).await,
        None => Ok(Vec::new()),
    }
}

/// The pool whose formula the simulator tries, with the contest whose ceilings it gives: one that is divided as a whole
/// over the territories of a level, that of the deciding contest before those of what is decided with it, and those
/// before others. None where the rules divide in other ways only.
pub fn simulated(rules: &RuleSet) -> Option<(&Pool, &Contest)> {
    let deciding = rules.deciding_contest()?;
    let by_formula = |pool: &&Pool| matches!(pool.split, Split::Formula { within: None, .. });
    let mut pools = rules.pools.iter().filter(by_formula);
    let spent_by = |contest: &Contest| pools.clone().find(|pool| pool.id == contest.pool);
    let mut together = [deciding].into_iter().chain(rules.decided_together());
    let spent = together.find_map(|contest| Some((spent_by(contest)?, contest)));
    spent.or_else(|| Some((pools.next()?, deciding)))
}

/// The contest whose money the simulator divides; where it divides none, the deciding one, whose money an act can set.
pub fn divided(rules: &RuleSet) -> Option<&Contest> {
    simulated(rules).map(|(_, contest)| contest).or_else(|| rules.deciding_contest())
}

/// The contest of other rules that stands for one of these: the deciding one for the deciding one, whatever it is
/// called; else that of the same name.
pub fn counterpart<'a>(rules: &RuleSet, contest: &Key, others: &'a RuleSet) -> Option<&'a Contest> {
    let decides = rules.deciding_contest().is_some_and(|deciding| deciding.id == *contest);
    if decides { others.deciding_contest() } else { others.decided_together().find(|other| other.id == *contest) }
}

/// The money of a process for a contest of its rules: all of it where nothing else is decided; else what its ceilings come
/// to, and before there are any, what the others leave.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn money_for(tx: &mut TenantTx, process: &Process, rule: &Key) -> store::Result<Money> {
    if !process.rule_set.decides_several() {
        return Ok(process.pool);
    }
    let currency = process.pool.currency();
    let held = contest::of_process(tx, process.id).await?;
    let (own, others): (Vec<_>, Vec<_>) = held.iter().partition(|contest| contest.rule == *rule);
    let sum = |of: Vec<&contest::Contest>| {
        let ceilings = of.into_iter().map(|contest| contest.ceiling);
        Money::sum(ceilings, currency).map_err(StoreError::corrupt("contest.ceiling_minor"))
    };
    let own = sum(own)?;
    let left = process.pool.minor() - sum(others)?.minor();
    Ok(if own.minor() > 0 { own } else { Money::new(left.max(0), currency) })
}
