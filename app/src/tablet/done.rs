//! The vote was cast on a tablet: the receipts, once, and the way to the next person.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::tenant::TenantKind;
use store::process;

use super::pass;
use crate::{
    citizen::vote::{receipt, rows},
    components::Icon,
    page::{Fault, Page, Width, page},
    path, text,
};

/// The receipts. Nothing on them says whose they are.
#[component]
pub fn TabletDone() -> AnyView {
    let proofs = receipt::ON_TABLET.sent().as_deref().and_then(receipt::read);
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let elsewhere = || Fault::Elsewhere(path::TABLET.to_owned());
        let proofs = proofs.ok_or_else(elsewhere)?;
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?.ok_or_else(elsewhere)?;
        let receipts = receipt::find(&mut tx, proofs).await?;
        drop(tx);
        if receipts.is_empty() {
            return Err(elsewhere());
        }
        pass::forget_with(&response);
        let locale = visit.locale();
        let title = text::tablet::done_title(locale);
        let body = view! {
            <article class="receipt">
                <header class="receipt__head"><Icon name="check"/><h1>{title}</h1></header>
                <p>{text::tablet::done_detail(locale)}</p>
                <dl class="facts">{rows(locale, &process.rule_set, receipts.iter().map(|(_, contest)| contest))}</dl>
                {receipt::shown(locale, &receipts, None)}
                <p>{text::tablet::finish_hint(locale)}</p>
                <div class="actions">
                    <a class="btn btn--primary btn--big" href=path::TABLET>{text::tablet::finish(locale)}</a>
                </div>
            </article>
        };
        Ok(Page::new(title, body).width(Width::Narrow))
    })
}
