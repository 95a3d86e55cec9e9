//! What every page and every form about paper stands on: asked anew each time.

use serde_json::Value;
use shared::{
    ballot::BallotForm,
    id::{PaperSheetId, PersonId},
    permission::{Action, Object},
    role::Role,
    ruleset::Code,
    tenant::TenantKind,
};
use store::{
    TenantTx, audit,
    contest::{self, Contest},
    paper::{self, Sheet},
    process::{self, Process},
    proposal::{self, Proposal},
};
use uuid::Uuid;

use super::super::holds_any;
use crate::{ballot, forms::Declined, gate::Gate, page::Fault, text::paper as words, visit::Visit};

/// The process under way and whoever deals with its ballots on paper.
pub(super) struct Ground {
    /// The process.
    pub process: Process,
    gate: Gate,
}

impl Ground {
    /// For whoever the rules let print ballots, read them or answer for the result, now or at another time. None where no
    /// process is under way.
    pub async fn enter(visit: &Visit, tx: &mut TenantTx) -> Result<Option<Self>, Fault> {
        visit.on(TenantKind::runs_processes)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let Some(ground) = Self::current(visit, tx).await? else {
            visit.require(Role::ProcessAdmin)?;
            return Ok(None);
        };
        let actions = [Action::EnterPaper, Action::ManageDesks, Action::PublishResults];
        let holds = holds_any(&ground.gate, &actions);
        if holds { Ok(Some(ground)) } else { Err(Fault::Role(Role::PollingOfficer)) }
    }

    /// For a form that needs a power, with who sends it.
    pub async fn posted(visit: &Visit, tx: &mut TenantTx, action: Action) -> Result<(Self, PersonId), Declined> {
        let person = visit.viewer.as_ref().map(|viewer| viewer.person).ok_or(Declined::SignIn)?;
        let ground = Self::current(visit, tx).await?.ok_or_else(|| gone(visit))?;
        ground.gate.allow(visit, action, &Object::anywhere())?;
        Ok((ground, person))
    }

    async fn current(visit: &Visit, tx: &mut TenantTx) -> store::Result<Option<Self>> {
        let Some(process) = process::current(tx).await? else { return Ok(None) };
        let gate = Gate::of(visit, tx, &process).await?;
        Ok(Some(Self { process, gate }))
    }

    /// Whether whoever asks may, now.
    pub fn may(&self, action: Action) -> bool {
        self.gate.may(action, &Object::anywhere()).is_ok()
    }

    /// Whether nobody votes any more, anywhere: before, nobody may know what ballots say.
    pub fn voting_is_over(&self, visit: &Visit) -> bool {
        self.process.voting_anywhere().is_some_and(|voting| voting.closes() <= visit.now)
    }

    /// The sheet that an address or a form names.
    pub async fn sheet(&self, tx: &mut TenantTx, id: &str) -> store::Result<Option<Sheet>> {
        let Ok(id) = id.parse::<PaperSheetId>() else { return Ok(None) };
        Ok(paper::find(tx, id).await?.filter(|sheet| sheet.process == self.process.id))
    }

    /// The contest of a sheet, and the ballot that was printed for it. None where its rules make no ballot.
    pub async fn of_sheet(&self, tx: &mut TenantTx, sheet: &Sheet) -> store::Result<Option<(Contest, BallotForm)>> {
        let Some(contest) = contest::find(tx, sheet.contest.0).await? else { return Ok(None) };
        let form = self.ballot(tx, &contest).await?;
        Ok(form.map(|(form, _)| (contest, form)))
    }

    /// The ballot of a contest with its projects. None where its rules make none.
    pub async fn ballot(
        &self,
        tx: &mut TenantTx,
        contest: &Contest,
    ) -> store::Result<Option<(BallotForm, Vec<Proposal>)>> {
        let rules = &self.process.rule_set;
        let Some(rule) = rules.contest(&contest.rule) else { return Ok(None) };
        let projects = proposal::on_ballot(tx, contest.id).await?;
        let form = ballot::kind_of(rules, rule, contest.at.as_ref().map_or("", Code::as_str))
            .and_then(|kind| ballot::offer(rule, &projects, contest.ceiling, kind).ok())
            .and_then(|offer| BallotForm::of(rule, offer).ok());
        Ok(form.map(|form| (form, projects)))
    }
}

/// The answer to a form about what is not there.
pub(super) fn gone(visit: &Visit) -> Declined {
    Declined::Refused(words::gone(visit.locale()).to_owned())
}

/// Puts an act on the audit trail.
pub(super) async fn record(
    visit: &Visit,
    tx: &mut TenantTx,
    (act, object): (&str, &str),
    reason: Option<&str>,
    after: &Value,
) -> store::Result<()> {
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    let act = audit::Act { person, act, object, reason, before: None, after: Some(after) };
    audit::record(tx, Uuid::new_v4(), visit.now, &act).await
}
