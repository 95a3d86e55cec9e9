//! What bodies decided, shown on what they decided on.

use leptos::prelude::*;
use shared::id::{ContestId, ProcessId, ProposalId};
use store::{TenantTx, body::session};

use crate::{components::Icon, path, text, visit::Visit};

/// What was decided on a proposal, on contests or a whole process; nothing where nobody has decided anything.
pub(crate) async fn decisions(
    visit: &Visit,
    tx: &mut TenantTx,
    proposal: Option<ProposalId>,
    contests: impl IntoIterator<Item = ContestId>,
    process: Option<ProcessId>,
) -> store::Result<Option<AnyView>> {
    let locale = visit.locale();
    let mut all = session::decisions(tx, proposal, None, process).await?;
    for contest in contests {
        all.extend(session::decisions(tx, None, Some(contest), None).await?);
    }
    all.sort_by_key(|decided| decided.at);
    let mut items = Vec::new();
    for decided in all {
        let Some(held) = session::find(tx, decided.session).await? else { continue };
        let Some(motion) = held.session.motions().iter().find(|motion| motion.number == decided.motion) else {
            continue;
        };
        let call = held.session.call();
        let place = call.territory.as_ref().map(|site| format!(" · {}", site.name)).unwrap_or_default();
        let who = text::session::decided(locale, format!("{}{place}", call.name), visit.date(decided.at));
        let href = if held.session.sealed().is_some() { path::minutes(held.id) } else { path::session(held.id) };
        items.push(view! {
            <li class="queue__item">
                <div>
                    <h3>{text::action::name(locale, decided.action)}</h3>
                    <p>{motion.text.to_string()}</p>
                    <p class="queue__meta"><a href=href>{who}</a></p>
                </div>
                <span class="chip chip--ok"><Icon name="check"/>{text::session::carried(locale)}</span>
            </li>
        });
    }
    if items.is_empty() {
        return Ok(None);
    }
    let section = view! {
        <section class="section" aria-labelledby="decided">
            <h2 id="decided">{text::session::decided_title(locale)}</h2>
            <ul class="queue" role="list">{items}</ul>
        </section>
    };
    Ok(Some(section.into_any()))
}
