//! The vote was cast on a tablet: the receipt, once, and the way to the next person.

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use shared::tenant::TenantKind;
use store::contest;

use super::pass;
use crate::{
    citizen::vote::receipt::{self, Proof},
    components::Icon,
    page::{Fault, Page, Width, page},
    path, text,
};

/// The receipt. Nothing on it says whose it is.
#[component]
pub fn TabletDone() -> AnyView {
    let proof = receipt::ON_TABLET.sent().as_deref().and_then(Proof::of_cookie);
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let elsewhere = || Fault::Elsewhere(path::TABLET.to_owned());
        let proof = proof.ok_or_else(elsewhere)?;
        let mut tx = visit.enter().await?;
        let contest = contest::find(&mut tx, proof.contest).await?.ok_or_else(elsewhere)?;
        drop(tx);
        pass::forget_with(&response);
        let locale = visit.locale();
        let title = text::tablet::done_title(locale);
        let copy = view! { <p><strong>{text::tablet::copy(locale)}</strong></p> };
        let body = view! {
            <article class="receipt">
                <header class="receipt__head"><Icon name="check"/><h1>{title}</h1></header>
                <p>{text::tablet::done_detail(locale)}</p>
                <dl class="facts">
                    <div><dt>{text::vote::territory(locale)}</dt><dd>{contest.name}</dd></div>
                </dl>
                {proof.shown(locale, text::urn::receipt_once_on_tablet(locale), copy.into_any())}
                <p>{text::tablet::finish_hint(locale)}</p>
                <div class="actions">
                    <a class="btn btn--primary btn--big" href=path::TABLET>{text::tablet::finish(locale)}</a>
                </div>
            </article>
        };
        Ok(Page::new(title, body).width(Width::Narrow))
    })
}
