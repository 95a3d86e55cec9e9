//! What everything stands on that people do to an idea: the idea, its process while it is under way, and where it belongs.

use shared::{id::ProposalId, permission::Object, ruleset::Code};
use store::{
    TenantTx, contest,
    process::{self, Process},
    proposal::{self, Proposal},
};

use crate::gate::Gate;

/// An idea of the process under way.
pub struct Ground {
    /// The idea.
    pub idea: Proposal,
    /// The process.
    pub process: Process,
    /// The territory where its contest is held, the site's own or a larger one; none where it is for the whole tenant.
    pub territory: Option<Code>,
}

impl Ground {
    /// That of an idea, by its id as somebody sent it; none where there is no such idea, or its process is over.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(tx: &mut TenantTx, id: &str) -> store::Result<Option<Self>> {
        let Ok(id) = id.parse::<ProposalId>() else { return Ok(None) };
        let Some(idea) = proposal::find(tx, id).await? else { return Ok(None) };
        let Some(process) = process::current(tx).await?.filter(|process| process.id == idea.process) else {
            return Ok(None);
        };
        let Some(contest) = contest::find(tx, idea.contest).await? else { return Ok(None) };
        Ok(Some(Self { idea, process, territory: contest.at }))
    }
}

/// An idea of a territory as the gate is asked about it.
pub fn object(gate: &Gate, territory: Option<&Code>, idea: &Proposal) -> Object {
    let area = territory.map(|code| gate.area(code)).unwrap_or_default();
    Object { author: idea.author, ..Object::of(area) }
}
