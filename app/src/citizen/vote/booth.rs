//! The voter's own ballot, or why there is none: asked anew at every step, so that what one page showed is never
//! trusted by the next.

use std::sync::Arc;

use leptos::prelude::*;
use shared::{
    ballot::{BallotForm, FormProblems, OrderSecret, SheetForm},
    code::OrderCode,
    draw::Seed,
    id::VoterId,
    locale::Locale,
    permission::{Action, Refused},
    ruleset::{Code, Order, RuleSet, Sheet},
};
use store::{
    Result, TenantTx,
    contest::{self, Contest},
    process::{self, Process},
    proposal::{self, Proposal},
    session::SessionKey,
    territory::{self, Territory},
    urn::{Poll, Vote},
};

use super::order::Orders;
use crate::{
    ballot,
    gate::Gate,
    islands::ballot::{Paper, Printed},
    text,
    visit::Visit,
};

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
    /// In which process.
    pub process: Process,
    /// The territory where they vote.
    pub territory: Territory,
    /// What they vote on: what offers something there, in the order of the ballot. At least one contest.
    pub contests: Vec<Contest>,
    /// The ballot as it is printed: that of each contest, in the same order.
    pub paper: Paper,
    /// The codes of the orders in which its projects stand, where the rules have them drawn and it is printed to be seen.
    pub orders: Orders,
}

/// Why somebody has no ballot.
pub enum Closed {
    /// The tenant runs no process.
    NoProcess,
    /// The rules say no.
    Refused(Arc<RuleSet>, Box<Refused>),
    /// The own territory has nothing to vote on.
    NoBallot,
    /// By the rules nobody could cast a ballot with these projects: why, in sentences.
    Unready(Vec<String>),
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
    let contests = contest::on_ballot(tx, &process, &place).await?;
    unfold(visit.locale(), tx, process, (contests, place), vote, (At::Home, viewer.session, secret)).await
}

/// The ballot of the contests that are held where somebody votes, for one of their votes: in what place, by what the browser
/// is known, and the secret of its orders.
pub async fn unfold(
    locale: Locale,
    tx: &mut TenantTx,
    process: Process,
    (held, territory): (Vec<Contest>, Territory),
    vote: Vote,
    (at, browser, secret): (At, SessionKey, Option<OrderSecret>),
) -> Result<std::result::Result<Booth, Closed>> {
    let mut standing = Vec::with_capacity(held.len());
    for contest in held {
        let projects = proposal::on_ballot(tx, contest.id).await?;
        // What offers nothing where they vote is not on their ballot.
        if !projects.is_empty() {
            standing.push((contest, projects));
        }
    }
    let codes: Orders = secret
        .map(|secret| {
            standing.iter().map(|(contest, _)| (contest.id, secret.code(contest.id, vote.voter.id))).collect()
        })
        .unwrap_or_default();
    Ok(paper(locale, (&process, &territory), &standing, &codes).map(|paper| Booth {
        at,
        browser,
        vote,
        process,
        territory,
        contests: standing.into_iter().map(|(contest, _)| contest).collect(),
        orders: if paper.form.order() == Order::Random { codes } else { Orders::new() },
        paper,
    }))
}

/// The ballot of a territory as the rules want it: contests with the projects that stand in each.
fn paper(
    locale: Locale,
    (process, territory): (&Process, &Territory),
    standing: &[(Contest, Vec<Proposal>)],
    codes: &Orders,
) -> std::result::Result<Paper, Closed> {
    let rules = &process.rule_set;
    let sheet = rules.deciding_sheet().ok_or(Closed::NoBallot)?;
    let (mut forms, mut contests, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for (contest, projects) in standing {
        let rule = rules.contest(&contest.rule).ok_or(Closed::NoBallot)?;
        let at = contest.at.as_ref().map_or(territory.code.as_str(), Code::as_str);
        let kind = ballot::kind_of(rules, rule, at).ok_or(Closed::NoBallot)?;
        let offer = ballot::offer(rule, projects, contest.ceiling, kind).map_err(|_| Closed::NoBallot)?;
        match BallotForm::of(rule, offer) {
            Ok(form) => {
                // What nobody sees stands in any order.
                let lot = codes.get(&contest.id).copied().unwrap_or(OrderCode::new([0; 4]));
                let lot = Seed::from(lot);
                contests.push(ballot::printed(locale, &form, &contest.name, projects, sheet.order, &lot));
                forms.push(form);
            }
            Err(FormProblems(found)) => problems.extend(found.iter().map(|problem| {
                let said = text::ballot::form_problem(locale, problem);
                if standing.len() > 1 { text::ballot::of_contest(locale, &contest.name, said) } else { said }
            })),
        }
    }
    if !problems.is_empty() {
        return Err(Closed::Unready(problems));
    }
    // What stands alone on a ballot cannot be skipped: there is nothing else to mark.
    let sheet = Sheet { may_skip: sheet.may_skip && forms.len() > 1, ..sheet.clone() };
    let form = SheetForm::new(sheet, forms).map_err(|_| Closed::NoBallot)?;
    Ok(Paper { form, contests })
}

impl Booth {
    /// What is voted on.
    pub fn poll(&self) -> Poll<'_> {
        Poll { process: &self.process, contests: &self.contests }
    }

    /// The contests, each with its ballot and what is printed on it.
    pub fn ballots(&self) -> impl Iterator<Item = (&Contest, &BallotForm, &Printed)> {
        self.contests.iter().zip(self.paper.ballots()).map(|(contest, (form, printed))| (contest, form, printed))
    }

    /// The contest by which its voters are counted: the deciding one; the last one where that offers nothing.
    pub fn deciding(&self) -> &Contest {
        let decides = self.process.rule_set.deciding_contest().map(|rule| &rule.id);
        let decides = self.contests.iter().find(|contest| Some(&contest.rule) == decides);
        // A paper without a ballot is not printed.
        decides.unwrap_or_else(|| &self.contests[self.contests.len() - 1])
    }

    /// Whether the winners of a contest are the most voted that fit into the ceiling.
    pub fn is_greedy(&self, contest: &Contest) -> bool {
        self.process.rule_set.contest(&contest.rule).is_some_and(|rule| rule.winner.unspent().is_some())
    }

    /// What the ballot is called: by what is decided with it, or by the territory where that is several things.
    pub fn title(&self, locale: Locale) -> String {
        let name = match self.contests.as_slice() {
            [only] => &only.name,
            _ => &self.territory.name,
        };
        text::vote::ballot_of(locale, name)
    }

    /// For which account it is, where each account has a vote.
    pub fn of_account(&self, locale: Locale) -> Option<AnyView> {
        let account = self.vote.account.as_ref()?;
        let said = text::vote::ballot_of_account(locale, account.last_three.as_str());
        Some(view! { <p><strong>{said}</strong></p> }.into_any())
    }
}
