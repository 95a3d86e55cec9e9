//! How the pool of a process is divided: the formula, the figures that it takes, and the ceilings in force.

pub mod ground;
mod known;
pub mod pools;
pub mod steps;
pub mod told;
mod treasury;

use shared::{
    id::ContestId,
    ruleset::{Pool, RuleSet, Split},
};
use store::{
    TenantTx,
    contest::{self, Standing},
    process::Process,
};

pub use self::{
    ground::{Extent, Ground, Part},
    known::{Known, Origin},
    treasury::{Told, Treasury},
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

/// The pool whose formula the simulator tries: one that is divided as a whole over the territories of a level, that of
/// the ballots before others. None where the rules divide in other ways only.
pub fn simulated(rules: &RuleSet) -> Option<&Pool> {
    let of_ballots = rules.deciding_contest().map(|contest| &contest.pool);
    let by_formula = |pool: &&Pool| matches!(pool.split, Split::Formula { within: None, .. });
    let mut pools = rules.pools.iter().filter(by_formula);
    pools.clone().find(|pool| Some(&pool.id) == of_ballots).or_else(|| pools.next())
}
