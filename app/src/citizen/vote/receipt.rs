//! The receipt: that somebody voted, never for what.

use leptos::prelude::*;
use shared::tenant::TenantKind;
use store::{contest, process, urn};

use crate::{
    components::Icon,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The vote was cast.
#[component]
pub fn Receipt() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let viewer = visit.viewer.clone().ok_or(Fault::SignIn)?;
    let elsewhere = || Fault::Elsewhere(path::VOTE.to_owned());
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or_else(elsewhere)?;
    let contest = urn::contest_of(&mut tx, process.id, viewer.person).await?.ok_or_else(elsewhere)?;
    let contest = contest::find(&mut tx, contest).await?.ok_or_else(elsewhere)?;
    drop(tx);
    let locale = visit.locale();
    let title = text::vote::done_title(locale);
    // The votes of all territories are counted at once, after the last one.
    let closes = process.voting_anywhere().map(|voting| {
        view! {
            <div>
                <dt>{text::vote::results_from(locale)}</dt>
                <dd>{visit.date_time(voting.closes())}</dd>
            </div>
        }
    });
    let body = view! {
        <article class="receipt">
            <header class="receipt__head"><Icon name="check"/><h1>{title}</h1></header>
            <p>{text::vote::done_detail(locale)}</p>
            <dl class="facts">
                <div><dt>{text::vote::process(locale)}</dt><dd>{process.name.clone()}</dd></div>
                <div><dt>{text::vote::territory(locale)}</dt><dd>{contest.name.clone()}</dd></div>
                <div><dt>{text::vote::voter(locale)}</dt><dd>{viewer.name.clone()}</dd></div>
                {closes}
            </dl>
            <p class="muted no-print">{text::vote::print_hint(locale)}</p>
            <div class="actions no-print">
                <a class="btn btn--primary" href=path::MINE>{text::citizen::my_participation(locale)}</a>
                <a class="btn btn--quiet" href=path::HOME>{text::common::home(locale)}</a>
            </div>
        </article>
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}
