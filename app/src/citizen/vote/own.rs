//! The votes of whoever visits, and what somebody voted on.

use leptos::prelude::*;
use shared::{locale::Locale, ruleset::RuleSet};
use store::{
    Result, TenantTx,
    contest::{self, Contest},
    process::Process,
    urn::{self, Vote, Voter, Votes},
};

use crate::{text, visit::Visit};

/// The votes that the viewer has in what a process decides; none before they sign in.
///
/// # Errors
/// When the database does not answer.
pub async fn votes(visit: &Visit, tx: &mut TenantTx, process: &Process) -> Result<Votes> {
    let Some(viewer) = &visit.viewer else { return Ok(Votes::default()) };
    let own = Voter::person(viewer.person, viewer.document);
    urn::votes(tx, process, own, viewer.document).await
}

/// By which channel each vote was cast that was.
pub fn channels(locale: Locale, votes: &Votes) -> impl IntoView {
    let items = votes
        .all()
        .iter()
        .filter_map(|vote| {
            let said = how(locale, vote)?;
            Some(view! { <li>{said}</li> })
        })
        .collect_view();
    view! { <ul role="list">{items}</ul> }
}

/// By which channel a vote was cast, and for which account; nothing while it is not.
pub fn how(locale: Locale, vote: &Vote) -> Option<String> {
    // A ballot is cast at once in all its contests.
    let how = text::vote::voted_by(locale, vote.cast.first()?.channel);
    let account = vote.account.as_ref().map(|one| text::vote::account(locale, one.last_three.as_str()));
    Some(account.map_or_else(|| how.to_owned(), |account| format!("{account}: {how}")))
}

/// In which contests a vote was cast, in the order of the ballot.
///
/// # Errors
/// When the database does not answer.
pub async fn cast_in(tx: &mut TenantTx, rules: &RuleSet, vote: &Vote) -> Result<Vec<Contest>> {
    let mut contests = Vec::with_capacity(vote.cast.len());
    for taken in &vote.cast {
        contests.extend(contest::find(tx, taken.contest).await?);
    }
    contests.sort_by_key(|contest| rules.decided_together().position(|rule| rule.id == contest.rule));
    Ok(contests)
}

/// What was voted on, in rows of a list: a territory's ballot by the territory, each of several decisions by its name.
pub fn rows<'a>(locale: Locale, rules: &RuleSet, contests: impl IntoIterator<Item = &'a Contest>) -> AnyView {
    let several = rules.decides_several();
    let term = if several { text::vote::decision(locale) } else { text::vote::territory(locale) };
    let row = |contest: &Contest| view! { <div><dt>{term}</dt><dd>{contest.name.clone()}</dd></div> };
    contests.into_iter().map(row).collect_view().into_any()
}
