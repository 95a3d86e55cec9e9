//! The votes of whoever visits.

use leptos::prelude::*;
use shared::locale::Locale;
use store::{
    Result, TenantTx,
    process::Process,
    urn::{self, Voter, Votes},
};

use crate::{text, visit::Visit};

/// The votes that the viewer has in what a process decides; none before they sign in.
///
/// # Errors
/// When the database does not answer.
pub async fn votes(visit: &Visit, tx: &mut TenantTx, process: &Process) -> Result<Votes> {
    let (Some(viewer), Some(rule)) = (&visit.viewer, process.rule_set.deciding_contest()) else {
        return Ok(Votes::default());
    };
    let own = Voter::person(viewer.person, viewer.document);
    urn::votes(tx, process.id, rule, own, viewer.document).await
}

/// By which channel each vote was cast that was.
pub fn channels(locale: Locale, votes: &Votes) -> impl IntoView {
    let items = votes
        .cast()
        .map(|(vote, taken)| {
            let account =
                vote.account.as_ref().map(|one| format!("{}: ", text::vote::account(locale, one.last_three.as_str())));
            view! { <li>{account} {text::vote::voted_by(locale, taken.channel)}</li> }
        })
        .collect_view();
    view! { <ul role="list">{items}</ul> }
}
