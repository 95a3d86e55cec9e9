//! The voter's own ballot, or why there is none: asked anew at every step, so that what one page showed is never
//! trusted by the next.

use std::sync::Arc;

use shared::{
    ballot::{Selection, SelectionError},
    id::ProposalId,
    permission::{Action, Refused},
    ruleset::RuleSet,
};
use store::{
    Result, TenantTx,
    contest::{self, Contest, VoteType},
    process::{self, Process},
    proposal::{self, Proposal},
    urn,
};

use crate::{
    gate::Gate,
    text,
    visit::{Viewer, Visit},
};

/// A voter in front of their own ballot.
pub struct Booth {
    /// Who votes.
    pub viewer: Arc<Viewer>,
    /// In which process.
    pub process: Process,
    /// On which ballot.
    pub contest: Contest,
    /// What it offers, by number.
    pub projects: Vec<Proposal>,
    /// How many may be chosen.
    pub limit: u32,
}

/// Why somebody has no ballot.
pub enum Closed {
    /// The tenant runs no process.
    NoProcess,
    /// The rules say no.
    Refused(Arc<RuleSet>, Box<Refused>),
    /// The own territory has nothing to vote on.
    NoBallot,
}

/// Lets the viewer in, if the rules do.
pub async fn enter(visit: &Visit, tx: &mut TenantTx) -> Result<std::result::Result<Booth, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    let has_voted = match &visit.viewer {
        Some(viewer) => urn::has_voted(tx, process.id, viewer.person).await?,
        None => false,
    };
    let gate = Gate::of(visit, tx, &process).await?;
    if let Err(why) = gate.may(Action::Vote, &gate.ballot(has_voted)) {
        return Ok(Err(Closed::Refused(process.rule_set, why)));
    }
    // Rules may let somebody vote whose territory is not known; but a ballot is one of a territory.
    let Some(viewer) = visit.viewer.clone() else { return Ok(Err(Closed::NoBallot)) };
    let Some(territory) = viewer.territory else { return Ok(Err(Closed::NoBallot)) };
    let contest = contest::of_territory(tx, process.id, territory).await?;
    let Some(contest) = contest.filter(|contest| contest.vote_type == VoteType::Approval) else {
        return Ok(Err(Closed::NoBallot));
    };
    let projects = proposal::on_ballot(tx, contest.id).await?;
    let limit = process.rules.ballot_limit.limit(u32::try_from(projects.len()).unwrap_or(u32::MAX));
    if projects.is_empty() {
        return Ok(Err(Closed::NoBallot));
    }
    Ok(Ok(Booth { viewer, process, contest, projects, limit }))
}

impl Booth {
    /// Checks a choice; the sentence says what is wrong and how to mend it.
    pub fn check(&self, visit: &Visit, chosen: &[ProposalId], blank: bool) -> std::result::Result<Selection, String> {
        let locale = visit.locale();
        let blank_allowed = self.process.rules.blank_vote;
        if blank && !chosen.is_empty() {
            return Err(text::vote::blank_or_projects(locale).to_owned());
        }
        let offered: Vec<ProposalId> = self.projects.iter().map(|project| project.id).collect();
        // A blank vote is marked as such: an empty ballot is one that somebody forgot to mark.
        Selection::parse(chosen.iter().copied(), &offered, self.limit, blank && blank_allowed).map_err(|error| {
            match error {
                SelectionError::TooMany { limit, chosen } => text::vote::too_many(locale, chosen, limit),
                SelectionError::Empty if blank_allowed => text::vote::nothing_marked_nor_blank(locale).to_owned(),
                SelectionError::Empty => text::vote::nothing_marked(locale).to_owned(),
                SelectionError::UnknownProject { .. } | SelectionError::Repeated { .. } => {
                    text::vote::ballot_changed(locale).to_owned()
                }
            }
        })
    }
}

/// The ids that a form holds. What is no id is a project that no ballot has.
pub fn ids(fields: &[String]) -> Vec<ProposalId> {
    fields.iter().map(|field| field.parse().unwrap_or_else(|_| uuid::Uuid::nil().into())).collect()
}
