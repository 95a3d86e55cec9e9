//! The voter's own ballot, or why there is none: asked anew at every step, so that what one page showed is never
//! trusted by the next.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    ballot::{BallotForm, FormProblem, FormProblems, OrderSecret, SheetForm},
    code::OrderCode,
    document::Key,
    draw::Seed,
    id::VoterId,
    locale::Locale,
    permission::{Action, Refused},
    ruleset::{Order, RuleSet, Sheet},
};
use store::{
    Result, TenantTx,
    contest::{self, Contest},
    process::{self, Process},
    proposal::{self, Proposal},
    session::SessionKey,
    territory,
    urn::{Poll, Vote},
};

use crate::{ballot, gate::Gate, islands::ballot::Paper, text, visit::Visit};

/// Where somebody votes on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// On a device of their own, signed in.
    Home,
    /// On a tablet of a polling place, by a code.
    Tablet,
}

/// A voter in front of their own ballot.
pub struct Booth {
    /// Where.
    pub at: At,
    /// By what the server knows the browser: its session, or the pass of its tablet.
    pub browser: SessionKey,
    /// Which of their votes it is.
    pub vote: Vote,
    /// The contest of the rules that is voted in.
    pub rule: Key,
    /// In which process.
    pub process: Process,
    /// On which ballot.
    pub contest: Contest,
    /// The ballot as it is printed.
    pub paper: Paper,
    /// The code of the order in which its projects stand, where the rules have it drawn and it is printed to be seen.
    pub order: Option<OrderCode>,
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

/// Lets the viewer in, if the rules do. What only takes what was marked has no secret of the order: it shows nothing.
pub async fn enter(
    visit: &Visit,
    tx: &mut TenantTx,
    secret: Option<OrderSecret>,
) -> Result<std::result::Result<Booth, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    let own = super::votes(visit, tx, &process).await?;
    let gate = Gate::of(visit, tx, &process).await?;
    if let Err(why) = gate.may(Action::Vote, &gate.ballot(&own)) {
        return Ok(Err(Closed::Refused(process.rule_set, why)));
    }
    match own.left().next().cloned() {
        Some(vote) => print(visit, tx, process, vote, secret).await,
        None => Ok(Err(Closed::NoBallot)),
    }
}

/// Lets the viewer in who casts one of their votes, if the rules do. Whether it is cast already is the urn's to say: it
/// knows whether it was this ballot.
pub async fn enter_to_cast(
    visit: &Visit,
    tx: &mut TenantTx,
    voter: Option<VoterId>,
) -> Result<std::result::Result<Booth, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    let own = super::votes(visit, tx, &process).await?;
    // Who has one vote need not say which.
    let vote = voter.map_or_else(|| own.only(), |voter| own.of(voter));
    let Some(vote) = vote.cloned() else { return Ok(Err(Closed::NoBallot)) };
    let gate = Gate::of(visit, tx, &process).await?;
    if let Err(why) = gate.may(Action::Vote, &gate.ballot_of(&vote)) {
        return Ok(Err(Closed::Refused(process.rule_set, why)));
    }
    print(visit, tx, process, vote, None).await
}

/// The ballot of a vote: that of the account's territory, or of the viewer's own.
async fn print(
    visit: &Visit,
    tx: &mut TenantTx,
    process: Process,
    vote: Vote,
    secret: Option<OrderSecret>,
) -> Result<std::result::Result<Booth, Closed>> {
    // Rules may let somebody vote whose territory is not known; but a ballot is one of a territory.
    let Some(viewer) = visit.viewer.clone() else { return Ok(Err(Closed::NoBallot)) };
    let place = match (vote.account.as_ref().and_then(|account| account.territory.as_ref()), viewer.territory) {
        (Some(code), _) => territory::by_code(tx, code.as_str()).await?,
        (None, Some(home)) => territory::find(tx, home).await?,
        (None, None) => None,
    };
    let Some(place) = place else { return Ok(Err(Closed::NoBallot)) };
    let Some(contest) = contest::of_territory(tx, process.id, place.id).await? else {
        return Ok(Err(Closed::NoBallot));
    };
    unfold(visit.locale(), tx, process, (contest, &place.code), vote, (At::Home, viewer.session, secret)).await
}

/// The ballot of a contest in a territory, for one of a voter's votes: in what place, by what the browser is known, and the
/// secret of its orders.
pub async fn unfold(
    locale: Locale,
    tx: &mut TenantTx,
    process: Process,
    (contest, code): (Contest, &str),
    vote: Vote,
    (at, browser, secret): (At, SessionKey, Option<OrderSecret>),
) -> Result<std::result::Result<Booth, Closed>> {
    let projects = proposal::on_ballot(tx, contest.id).await?;
    let lot = secret.map(|secret| secret.code(contest.id, vote.voter.id));
    Ok(paper(locale, (&process, &contest), &projects, code, lot).map(|(rule, paper, is_greedy)| Booth {
        at,
        browser,
        vote,
        rule,
        process,
        contest,
        order: lot.filter(|_| paper.form.order() == Order::Random),
        paper,
        is_greedy,
    }))
}

/// The ballot of a territory as the rules want it.
fn paper(
    locale: Locale,
    (process, contest): (&Process, &Contest),
    projects: &[Proposal],
    code: &str,
    lot: Option<OrderCode>,
) -> std::result::Result<(Key, Paper, bool), Closed> {
    let rules = &process.rule_set;
    let rule = rules.deciding_contest().ok_or(Closed::NoBallot)?;
    let kind = ballot::kind_of(rules, rule, code).ok_or(Closed::NoBallot)?;
    let offer = ballot::offer(rule, projects, contest.ceiling, kind).map_err(|_| Closed::NoBallot)?;
    let form = BallotForm::of(rule, offer).map_err(|FormProblems(problems)| Closed::Unready(problems))?;
    let sheet = rules.sheets.iter().find(|sheet| sheet.contests.contains(&rule.id));
    let order = sheet.map_or(Order::Number, |sheet| sheet.order);
    // One person votes in one contest: it stands alone on its sheet, and cannot be skipped.
    let (id, name) =
        sheet.map_or_else(|| (rule.id.clone(), rule.name.clone()), |one| (one.id.clone(), one.name.clone()));
    let sheet = Sheet { id, name, contests: vec![rule.id.clone()], order, may_skip: false };
    // What nobody sees stands in any order.
    let lot = lot.unwrap_or(OrderCode::new([0; 4]));
    let printed = ballot::printed(locale, &form, &contest.name, projects, order, &Seed::from(lot));
    let form = SheetForm::new(sheet, vec![form]).map_err(|_| Closed::NoBallot)?;
    Ok((rule.id.clone(), Paper { form, contests: vec![printed] }, rule.winner.unspent().is_some()))
}

impl Booth {
    /// What is voted on.
    pub const fn poll(&self) -> Poll<'_> {
        Poll { process: &self.process, rule: &self.rule, contest: &self.contest }
    }

    /// For which account it is, where each account has a vote.
    pub fn of_account(&self, locale: Locale) -> Option<AnyView> {
        let account = self.vote.account.as_ref()?;
        let said = text::vote::ballot_of_account(locale, account.last_three.as_str());
        Some(view! { <p><strong>{said}</strong></p> }.into_any())
    }

    /// The ballot that can be cast, of a choice.
    pub fn form(&self) -> &BallotForm {
        // The paper is printed of one form.
        &self.paper.form.forms()[0]
    }
}
