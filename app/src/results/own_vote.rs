//! What came of a vote that somebody looked up by its receipt: which of its projects won, and where its share went.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    id::ProposalId,
    money::Money,
    ruleset::BallotRule,
    tally::{OwnShare, OwnVote, OwnWinner, own_vote},
    urn::Slip,
};
use store::{
    TenantTx,
    contest::{Contest, VoteType},
    process::Process,
    tally::{self, Line, Sealed},
};

use crate::{
    components::{Column, Table},
    path,
    text::{
        ballot,
        own_vote::{self as said, Named},
    },
    visit::Visit,
};

/// What a count decided, as far as a vote has part in it.
pub(super) struct Decided {
    sealed: Sealed,
    winners: Vec<Line>,
    /// The projects by what slips call them.
    projects: BTreeMap<String, ProposalId>,
    named: Named,
}

impl Decided {
    /// By a count of its process; nothing where the contest was not in it.
    pub(super) async fn by(
        tx: &mut TenantTx,
        process: &Process,
        contest: &Contest,
        number: u32,
    ) -> store::Result<Option<Self>> {
        let Some(sealed) = tally::of_contest(tx, contest, number).await? else { return Ok(None) };
        let mut winners = tally::lines(tx, contest, number, "", None, u32::MAX).await?;
        winners.retain(|line| line.reason.wins());
        let competitors = tally::competitors(tx, contest).await?;
        let projects = competitors.into_iter().map(|one| (one.public_id, one.proposal)).collect();
        let rule = process.rule_set.contest(&contest.rule).map(|rule| &rule.ballot);
        Ok(Some(Self { sealed, winners, projects, named: named(rule, contest.vote_type) }))
    }

    fn own(&self, slip: &Slip) -> OwnVote<ProposalId> {
        let marks = slip.marks().iter().filter_map(|(id, given)| Some((*self.projects.get(id)?, *given)));
        let marks: Vec<(ProposalId, u64)> = marks.collect();
        let endowment = self.sealed.shares.as_ref().and_then(|shares| shares.endowment);
        let winners = self.winners.iter().map(|line| (line.proposal, &line.reason));
        own_vote(&self.sealed.rule, endowment, winners, &marks)
    }

    /// What came of a ballot.
    pub(super) fn section(&self, visit: &Visit, slip: &Slip) -> AnyView {
        let locale = visit.locale();
        let own = self.own(slip);
        let counted = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let won =
            said::won(locale, (counted(own.named), self.named), counted(own.won.len()), &|count| visit.integer(count));
        let code = slip.code().to_string();
        let went = match own.share {
            Some(share) => self.share(visit, &code, &own.won, share),
            None => self.list(visit, &own.won),
        };
        let id = format!("voto-{code}");
        let heading = id.clone();
        view! {
            <section class="stack" aria-labelledby=heading>
                <h3 id=id>{said::title_of(locale, &code)}</h3>
                <p>{won}</p>
                {went}
            </section>
        }
        .into_any()
    }

    fn project(&self, visit: &Visit, id: ProposalId) -> Option<AnyView> {
        let line = self.winners.iter().find(|line| line.proposal == id)?;
        let called = ballot::called(visit.locale(), line.ballot_number, &line.title);
        Some(view! { <a href=path::idea(id)>{called}</a> }.into_any())
    }

    fn list(&self, visit: &Visit, won: &[OwnWinner<ProposalId>]) -> AnyView {
        let items = won.iter().map(|one| view! { <li>{self.project(visit, one.id)}</li> }).collect_view();
        (!won.is_empty()).then(|| view! { <ul>{items}</ul> }).into_any()
    }

    fn share(
        &self,
        visit: &Visit,
        code: &str,
        won: &[OwnWinner<ProposalId>],
        OwnShare { endowment, unused }: OwnShare,
    ) -> AnyView {
        let locale = visit.locale();
        let money = |minor: i64| visit.money(Money::new(minor, self.sealed.ceiling.currency()));
        let says = if unused == endowment {
            said::share_unused(locale, money(endowment))
        } else {
            said::share_spent(locale, money(endowment), money(endowment - unused), money(unused))
        };
        let payments = (!won.is_empty()).then(|| {
            let rows = won
                .iter()
                .map(|one| {
                    let rest = one.paid.is_none().then(|| {
                        view! { <span class="reason">{said::from_the_rest(locale)}</span> }
                    });
                    view! {
                        <tr>
                            <th scope="row">{self.project(visit, one.id)} {rest}</th>
                            <td class="num" data-label=said::of_share(locale)>
                                {one.paid.map_or_else(|| "—".to_owned(), money)}
                            </td>
                        </tr>
                    }
                })
                .collect_view();
            let sum = |label: &'static str, minor: i64| {
                view! {
                    <tr>
                        <th scope="row">{label}</th>
                        <td class="num" data-label=said::of_share(locale)>{money(minor)}</td>
                    </tr>
                }
            };
            let foot = view! { {sum(said::unused(locale), unused)} {sum(said::share(locale), endowment)} };
            view! {
                <Table
                    id=format!("pagos-{code}")
                    caption=said::payments_of(locale, code)
                    columns=vec![Column::words(said::project(locale)), Column::numbers(said::of_share(locale))]
                    foot=Some(foot.into_any())
                >
                    {rows}
                </Table>
                <p class="muted">{said::share_how(locale)}</p>
            }
        });
        view! { <p>{says}</p> {payments} }.into_any()
    }
}

/// What a vote does with projects: by the rule of its ballot, or where none is known by what a choice on it means.
const fn named(rule: Option<&BallotRule>, otherwise: VoteType) -> Named {
    match (rule, otherwise) {
        (Some(BallotRule::Knapsack { .. }), _) => Named::Basket,
        (Some(BallotRule::Wallet { .. }), _) => Named::Money,
        (_, VoteType::Approval) => Named::Marked,
        (_, VoteType::Points) => Named::Points,
        (_, VoteType::Ranking) => Named::Ranked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vote_does_what_the_rule_of_its_ballot_says() {
        let (basket, one) = (
            BallotRule::Knapsack { at_least: 0, at_most: None, spend_at_least: None, blank: true },
            BallotRule::SingleChoice { blank: true },
        );
        assert_eq!(named(Some(&basket), VoteType::Approval), Named::Basket);
        assert_eq!(named(Some(&one), VoteType::Approval), Named::Marked);
        assert_eq!(named(None, VoteType::Points), Named::Points);
        assert_eq!(named(None, VoteType::Ranking), Named::Ranked);
    }
}
