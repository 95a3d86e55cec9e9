//! Taking back an idea that waits for its review.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{id::ProposalId, permission::Action, ruleset::Code};
use store::{
    TenantTx,
    process::Process,
    proposal::{self, Proposal, Stage},
};

use super::ground::{Ground, object};
use crate::{
    components::Csrf,
    forms::{Declined, Done, Posted, answer},
    gate::Gate,
    path, text,
    visit::Visit,
};

const FORM: &str = "take-back";

/// Whether the viewer may take this idea back now. Of others' ideas and of those that wait no more nobody asks.
pub async fn is_possible(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    territory: Option<&Code>,
    idea: &Proposal,
) -> store::Result<bool> {
    let own = visit.viewer.as_ref().is_some_and(|viewer| idea.author == Some(viewer.person));
    if !own || !process.current || idea.withdrawn || idea.stage != Stage::Submitted {
        return Ok(false);
    }
    let gate = Gate::of(visit, tx, process).await?;
    Ok(gate.may(Action::WithdrawIdea, &object(&gate, territory, idea)).is_ok())
}

/// The form, folded away: it is not what somebody comes for.
pub fn form(visit: &Visit, idea: ProposalId) -> AnyView {
    let locale = visit.locale();
    view! {
        <details class="more no-print">
            <summary>{text::idea::take_back_title(locale)}</summary>
            <p>{text::idea::take_back_lead(locale)}</p>
            <form class="form" method="post" action=WithdrawIdea::url()>
                <Csrf visit/>
                <input type="hidden" name="id" value=idea.to_string()/>
                <div class="actions">
                    <button class="btn btn--danger" type="submit">{text::idea::take_back(locale)}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// Takes back an idea of whoever sends this.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "retirar-idea")]
pub async fn withdraw_idea(id: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = id.parse().map_or_else(|_| path::MINE.to_owned(), path::idea);
    let posted = Posted::new(FORM, page, [("id", &id)]);
    let outcome = withdraw(&visit, &id).await;
    answer(&visit, posted, outcome).await
}

async fn withdraw(visit: &Visit, id: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_ref().ok_or(Declined::SignIn)?;
    let gone = || Declined::Refused(text::idea::not_waiting(locale).to_owned());
    let mut tx = visit.enter().await?;
    let ground = Ground::of(&mut tx, id).await?.ok_or_else(gone)?;
    let gate = Gate::of(visit, &mut tx, &ground.process).await?;
    gate.allow(visit, Action::WithdrawIdea, &object(&gate, ground.territory.as_ref(), &ground.idea))?;
    let id = ground.idea.id;
    if !proposal::withdraw(&mut tx, id, viewer.person, visit.now).await? {
        return Err(gone());
    }
    tx.commit().await?;
    Ok(Done { to: path::idea(id), message: Some(text::idea::taken_back(locale).to_owned()) })
}
