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
    tally::{self, Competitor},
    territory::{self, Territory},
    urn::{Poll, Vote},
};

use super::order::Orders;
use crate::{
    ballot::{self, Stands},
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

/// A voter in front of their own ballot: printed, or bare.
pub struct Booth<P = Paper> {
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
    /// The ballot: that of each contest, in the same order.
    pub paper: P,
    /// The codes of the orders in which its projects stand, where the rules have them drawn and it is printed.
    pub orders: Orders,
}

/// A ballot that nobody looks at: it only takes what was marked.
pub struct Bare {
    /// What can be said on it.
    pub form: SheetForm,
    /// Who competes in each of its contests, withdrawn projects too.
    pub competitors: Vec<Vec<Competitor>>,
}

/// A ballot, whatever else is known of it.
pub trait Ballot {
    /// What can be said on it.
    fn form(&self) -> &SheetForm;
}

impl Ballot for Paper {
    fn form(&self) -> &SheetForm {
        &self.form
    }
}

impl Ballot for Bare {
    fn form(&self) -> &SheetForm {
        &self.form
    }
}

/// Somebody whom the rules let in, before the ballot is there.
pub struct Entry {
    /// Where.
    pub at: At,
    /// By what the server knows the browser.
    pub browser: SessionKey,
    /// Which of their votes it is.
    pub vote: Vote,
    /// In which process.
    pub process: Process,
    /// The territory where they vote.
    pub territory: Territory,
    /// The contests that are held there.
    pub held: Vec<Contest>,
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

/// Lets the viewer in who looks at their ballot, if the rules do: in the order that the secret draws, if there is one.
pub async fn enter(
    visit: &Visit,
    tx: &mut TenantTx,
    secret: Option<OrderSecret>,
) -> Result<std::result::Result<Booth, Closed>> {
    match admit(visit, tx).await? {
        Ok(entry) => entry.print(visit.locale(), tx, secret).await,
        Err(closed) => Ok(Err(closed)),
    }
}

/// Lets the viewer in who marked their ballot, if the rules do.
pub async fn enter_to_mark(visit: &Visit, tx: &mut TenantTx) -> Result<std::result::Result<Booth<Bare>, Closed>> {
    match admit(visit, tx).await? {
        Ok(entry) => entry.take(visit.locale(), tx).await,
        Err(closed) => Ok(Err(closed)),
    }
}

async fn admit(visit: &Visit, tx: &mut TenantTx) -> Result<std::result::Result<Entry, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    let own = super::votes(visit, tx, &process).await?;
    let gate = Gate::of(visit, tx, &process).await?;
    if let Err(why) = gate.may(Action::Vote, &gate.ballot(&own)) {
        return Ok(Err(Closed::Refused(process.rule_set, why)));
    }
    match own.left().next().cloned() {
        Some(vote) => place(visit, tx, process, vote).await,
        None => Ok(Err(Closed::NoBallot)),
    }
}

/// Lets the viewer in who casts one of their votes, if the rules do. Whether it is cast already is the urn's to say: it
/// knows whether it was this ballot.
pub async fn enter_to_cast(
    visit: &Visit,
    tx: &mut TenantTx,
    voter: Option<VoterId>,
) -> Result<std::result::Result<Booth<Bare>, Closed>> {
    let Some(process) = process::current(tx).await? else { return Ok(Err(Closed::NoProcess)) };
    let own = super::votes(visit, tx, &process).await?;
    // Who has one vote need not say which.
    let vote = voter.map_or_else(|| own.only(), |voter| own.of(voter));
    let Some(vote) = vote.cloned() else { return Ok(Err(Closed::NoBallot)) };
    let gate = Gate::of(visit, tx, &process).await?;
    if let Err(why) = gate.may(Action::Vote, &gate.ballot_of(&vote)) {
        return Ok(Err(Closed::Refused(process.rule_set, why)));
    }
    match place(visit, tx, process, vote).await? {
        Ok(entry) => entry.take(visit.locale(), tx).await,
        Err(closed) => Ok(Err(closed)),
    }
}

/// Where a vote is cast: in the account's territory, or the viewer's own.
async fn place(
    visit: &Visit,
    tx: &mut TenantTx,
    process: Process,
    vote: Vote,
) -> Result<std::result::Result<Entry, Closed>> {
    // Rules may let somebody vote whose territory is not known; but a ballot is one of a territory.
    let Some(viewer) = &visit.viewer else { return Ok(Err(Closed::NoBallot)) };
    let territory = match (vote.account.as_ref().and_then(|account| account.territory.as_ref()), viewer.territory) {
        (Some(code), _) => territory::by_code(tx, code.as_str()).await?,
        (None, Some(home)) => territory::find(tx, home).await?,
        (None, None) => None,
    };
    let Some(territory) = territory else { return Ok(Err(Closed::NoBallot)) };
    let held = contest::on_ballot(tx, &process, &territory).await?;
    Ok(Ok(Entry { at: At::Home, browser: viewer.session, vote, process, territory, held }))
}

impl Entry {
    /// The ballot as it is printed to be looked at, in the order that the secret draws, if there is one.
    pub async fn print(
        self,
        locale: Locale,
        tx: &mut TenantTx,
        secret: Option<OrderSecret>,
    ) -> Result<std::result::Result<Booth, Closed>> {
        let mut projects = Vec::with_capacity(self.held.len());
        for contest in &self.held {
            projects.push(proposal::on_ballot(tx, contest.id).await?);
        }
        let (booth, projects) = match self.unfold(locale, projects) {
            Ok(unfolded) => unfolded,
            Err(closed) => return Ok(Err(closed)),
        };
        let codes: Orders = secret
            .map(|secret| {
                let code = |contest: &Contest| (contest.id, secret.code(contest.id, booth.vote.voter.id));
                booth.contests.iter().map(code).collect()
            })
            .unwrap_or_default();
        let order = booth.paper.order();
        let ballots = booth.contests.iter().zip(booth.paper.forms()).zip(&projects);
        let print = |((contest, form), projects): ((&Contest, &BallotForm), &Vec<Proposal>)| {
            // What nobody sees stands in any order.
            let lot = codes.get(&contest.id).copied().unwrap_or(OrderCode::new([0; 4]));
            ballot::printed(locale, form, &contest.name, projects, order, &Seed::from(lot))
        };
        let contests = ballots.map(print).collect();
        let orders = if order == Order::Random { codes } else { Orders::new() };
        Ok(Ok(Booth { orders, ..booth.with(|form| Paper { form, contests }) }))
    }

    /// The ballot as it is where it is not looked at.
    pub async fn take(self, locale: Locale, tx: &mut TenantTx) -> Result<std::result::Result<Booth<Bare>, Closed>> {
        let mut competitors = Vec::with_capacity(self.held.len());
        for contest in &self.held {
            competitors.push(tally::competitors(tx, contest).await?);
        }
        let unfolded = self.unfold(locale, competitors);
        Ok(unfolded.map(|(booth, competitors)| booth.with(|form| Bare { form, competitors })))
    }

    /// The ballot of the contests that are held here, as the rules want it, by the projects of each: in those where some
    /// stand.
    fn unfold<S: Stands>(self, locale: Locale, projects: Vec<Vec<S>>) -> std::result::Result<Unfolded<S>, Closed> {
        let rules = &self.process.rule_set;
        let sheet = rules.deciding_sheet().ok_or(Closed::NoBallot)?;
        // What offers nothing where they vote is not on their ballot.
        let offers = |(_, projects): &(Contest, Vec<S>)| projects.iter().any(|one| one.stands().is_some());
        let (contests, projects): (Vec<_>, Vec<_>) = self.held.into_iter().zip(projects).filter(offers).unzip();
        let (mut forms, mut problems) = (Vec::new(), Vec::new());
        for (contest, projects) in contests.iter().zip(&projects) {
            let rule = rules.contest(&contest.rule).ok_or(Closed::NoBallot)?;
            let at = contest.at.as_ref().map_or(self.territory.code.as_str(), Code::as_str);
            let kind = ballot::kind_of(rules, rule, at).ok_or(Closed::NoBallot)?;
            let offer = ballot::offer(rule, projects, contest.ceiling, kind).map_err(|_| Closed::NoBallot)?;
            match BallotForm::of(rule, offer) {
                Ok(form) => forms.push(form),
                Err(FormProblems(found)) => problems.extend(found.iter().map(|problem| {
                    let said = text::ballot::form_problem(locale, problem);
                    if contests.len() > 1 { text::ballot::of_contest(locale, &contest.name, said) } else { said }
                })),
            }
        }
        if !problems.is_empty() {
            return Err(Closed::Unready(problems));
        }
        // What stands alone on a ballot cannot be skipped: there is nothing else to mark.
        let sheet = Sheet { may_skip: sheet.may_skip && forms.len() > 1, ..sheet.clone() };
        let form = SheetForm::new(sheet, forms).map_err(|_| Closed::NoBallot)?;
        let Self { at, browser, vote, process, territory, .. } = self;
        let booth = Booth { at, browser, vote, process, territory, contests, paper: form, orders: Orders::new() };
        Ok((booth, projects))
    }
}

/// A ballot of which is known what can be said on it, and the projects of each of its contests.
type Unfolded<S> = (Booth<SheetForm>, Vec<Vec<S>>);

impl Booth<SheetForm> {
    fn with<P>(self, paper: impl FnOnce(SheetForm) -> P) -> Booth<P> {
        let Self { at, browser, vote, process, territory, contests, paper: form, orders } = self;
        Booth { at, browser, vote, process, territory, contests, paper: paper(form), orders }
    }
}

impl Booth {
    /// The contests, each with its ballot and what is printed on it.
    pub fn ballots(&self) -> impl Iterator<Item = (&Contest, &BallotForm, &Printed)> {
        self.contests.iter().zip(self.paper.ballots()).map(|(contest, (form, printed))| (contest, form, printed))
    }
}

impl Booth<Bare> {
    /// The contests, each with its ballot and who competes in it.
    pub fn ballots(&self) -> impl Iterator<Item = (&Contest, &BallotForm, &[Competitor])> {
        let Bare { form, competitors } = &self.paper;
        let ballots = self.contests.iter().zip(form.forms()).zip(competitors);
        ballots.map(|((contest, form), competitors)| (contest, form, competitors.as_slice()))
    }
}

impl<P> Booth<P> {
    /// What is voted on.
    pub fn poll(&self) -> Poll<'_> {
        Poll { process: &self.process, contests: &self.contests }
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
