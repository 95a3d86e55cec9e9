//! The certificate that somebody voted (constancia de votación), never for what. It has their name, and so not the code of
//! any receipt. Whoever voted on paper or on a tablet has it too, once they sign in with the document that they showed.

use leptos::prelude::*;
use shared::{locale, tenant::TenantKind};
use store::process;

use super::own;
use crate::{
    components::{Crumbs, Icon},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The certificate of the viewer.
#[component]
pub fn Certificate() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let viewer = visit.viewer.clone().ok_or(Fault::SignIn)?;
    let elsewhere = || Fault::Elsewhere(path::VOTE.to_owned());
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or_else(elsewhere)?;
    let votes = super::votes(&visit, &mut tx, &process).await?;
    let locale = visit.locale();
    let mut cast = Vec::new();
    for vote in votes.all() {
        if let Some(how) = own::how(locale, vote) {
            cast.push((own::cast_in(&mut tx, &process.rule_set, vote).await?, how));
        }
    }
    drop(tx);
    if cast.is_empty() {
        return Err(elsewhere());
    }
    let title = text::vote::certificate_title(locale);
    let votes = cast
        .into_iter()
        .map(|(contests, how)| {
            view! {
                {own::rows(locale, &process.rule_set, &contests)}
                <div><dt>{text::vote::certificate_channel(locale)}</dt><dd>{how}</dd></div>
            }
        })
        .collect_view();
    let steps = vec![(path::MINE.to_owned(), text::citizen::mine_title(locale).to_owned())];
    let body = view! {
        <Crumbs locale steps here=title/>
        <article class="receipt">
            <header class="receipt__head"><Icon name="check"/><h1>{title}</h1></header>
            <p>{text::vote::certificate_lead(locale)}</p>
            <dl class="facts">
                <div><dt>{text::vote::voter(locale)}</dt><dd>{viewer.name.clone()}</dd></div>
                <div><dt>{text::vote::process(locale)}</dt><dd>{process.name}</dd></div>
                {votes}
                <div>
                    <dt>{text::vote::certificate_on(locale)}</dt>
                    <dd>{locale::format_date(visit.today(), locale)}</dd>
                </div>
            </dl>
            <p>{text::vote::certificate_of(locale, &visit.site.name)}</p>
            <p>{text::vote::certificate_quiet(locale)}</p>
            <p class="muted no-print">{text::vote::certificate_hint(locale)}</p>
            <div class="actions no-print">
                <a class="btn btn--primary" href=path::MINE>{text::citizen::my_participation(locale)}</a>
                <a class="btn btn--quiet" href=path::HOME>{text::common::home(locale)}</a>
            </div>
        </article>
    };
    Ok(Page::new(title, body).width(Width::Narrow).forgetting_marks())
}
