//! The voter's own ballot, or why there is none: asked anew at every step, so that what one page showed is never
//! trusted by the next.

use std::sync::Arc;

use shared::{
    ballot::{BallotForm, FormProblem, FormProblems, SheetForm},
    draw::Seed,
    permission::{Action, Refused},
    ruleset::{Order, RuleSet, Sheet},
};
use store::{
    Result, TenantTx,
    contest::{self, Contest},
    process::{self, Process},
    proposal::{self, Proposal},
    territory, urn,
};

use super::draft;
use crate::{
    ballot,
    gate::Gate,
    islands::ballot::Paper,
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
    /// The ballot as it is printed.
    pub paper: Paper,
    /// Whether its winners are the most voted that fit into the ceiling.
    pub is_greedy: bool,
}

/// Why somebody has no ballot.
pub enum Closed {
    /// The tenant runs no process.
    NoProcess,
    /// The rules say no.
    Refused(Arc<RuleSet>, Box<Refused>),
    /// The own territory has nothing to vote on.
    NoBallot,
    /// By the rules nobody could cast a ballot with these projects.
    Unready(Vec<FormProblem>),
}

/// Lets the viewer in, if the rules do.
pub async fn enter(visit: &Visit, tx: &mut TenantTx) -> Result<std::result::Result<Booth, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    let has_voted = match &visit.viewer {
        Some(viewer) => urn::has_voted(tx, process.id, viewer.person).await?,
        None => false,
    };
    enter_as(visit, tx, process, has_voted).await
}

/// Lets the viewer in who casts a ballot, if the rules do. Whether they have cast one is the urn's to say: it knows
/// whether it was this one.
pub async fn enter_to_cast(visit: &Visit, tx: &mut TenantTx) -> Result<std::result::Result<Booth, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    enter_as(visit, tx, process, false).await
}

async fn enter_as(
    visit: &Visit,
    tx: &mut TenantTx,
    process: Process,
    has_voted: bool,
) -> Result<std::result::Result<Booth, Closed>> {
    let gate = Gate::of(visit, tx, &process).await?;
    if let Err(why) = gate.may(Action::Vote, &gate.ballot(has_voted)) {
        return Ok(Err(Closed::Refused(process.rule_set, why)));
    }
    // Rules may let somebody vote whose territory is not known; but a ballot is one of a territory.
    let Some(viewer) = visit.viewer.clone() else { return Ok(Err(Closed::NoBallot)) };
    let Some(home) = viewer.territory else { return Ok(Err(Closed::NoBallot)) };
    let Some(contest) = contest::of_territory(tx, process.id, home).await? else { return Ok(Err(Closed::NoBallot)) };
    let projects = proposal::on_ballot(tx, contest.id).await?;
    let code = territory::find(tx, home).await?.map(|territory| territory.code).unwrap_or_default();
    Ok(print(&process, &contest, &projects, &code, &viewer).map(|(paper, is_greedy)| Booth {
        viewer,
        process,
        contest,
        paper,
        is_greedy,
    }))
}

/// The ballot of a territory as the rules want it.
fn print(
    process: &Process,
    contest: &Contest,
    projects: &[Proposal],
    code: &str,
    viewer: &Viewer,
) -> std::result::Result<(Paper, bool), Closed> {
    let rules = &process.rule_set;
    let rule = rules.deciding_contest().ok_or(Closed::NoBallot)?;
    let kind = ballot::kind_of(rules, rule, code).ok_or(Closed::NoBallot)?;
    let offer = ballot::offer(projects, contest.ceiling, kind).map_err(|_| Closed::NoBallot)?;
    let form = BallotForm::of(rule, offer).map_err(|FormProblems(problems)| Closed::Unready(problems))?;
    let sheet = rules.sheets.iter().find(|sheet| sheet.contests.contains(&rule.id));
    let order = sheet.map_or(Order::Number, |sheet| sheet.order);
    // One person votes in one contest: it stands alone on its sheet, and cannot be skipped.
    let (id, name) =
        sheet.map_or_else(|| (rule.id.clone(), rule.name.clone()), |one| (one.id.clone(), one.name.clone()));
    let sheet = Sheet { id, name, contests: vec![rule.id.clone()], order, may_skip: false };
    let printed = ballot::printed(&form, &contest.name, projects, order, &lot(viewer, contest));
    let form = SheetForm::new(sheet, vec![form]).map_err(|_| Closed::NoBallot)?;
    Ok((Paper { form, contests: vec![printed] }, rule.winner.unspent().is_some()))
}

/// What a voter's own order of the projects comes from, as long as their session lasts.
fn lot(viewer: &Viewer, contest: &Contest) -> Seed {
    draft::owner(viewer.session, contest.id).parse().expect("digits and a point are a seed")
}

impl Booth {
    /// The ballot that can be cast, of a choice.
    pub fn form(&self) -> &BallotForm {
        // The paper is printed of one form.
        &self.paper.form.forms()[0]
    }
}
