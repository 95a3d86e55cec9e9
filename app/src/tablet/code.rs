//! The first page of a tablet: the code. Whatever the last person left on it is gone when it opens.

use std::time::Duration;

use chrono::TimeDelta;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_query_map;
use shared::{code::BriefCode, desk as rules, document::Fingerprint, tenant::TenantKind};
use store::{desk, process};
use uuid::Uuid;

use super::{
    forget,
    pass::{self, Said},
};
use crate::{
    components::{Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextField},
    desk::hash_of_code,
    forms::{FieldMessage, Rejected},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// How long it is waited before a database that did not answer is asked again.
const AGAIN: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(1)];

/// How long a ballot may be thought over, once its code was typed.
const LASTS: TimeDelta = TimeDelta::minutes(30);

/// Where the code is typed.
#[component]
pub fn TabletCode() -> AnyView {
    let said = use_query_map().with_untracked(|query| query.get("aviso").and_then(|word| Said::of(&word)));
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?;
        if !process.is_some_and(|process| rules::has_tablets(&process.rule_set)) {
            return Err(Fault::NotFound);
        }
        drop(tx);
        pass::forget_with(&response);
        Ok(show(&visit, said))
    })
}

fn show(visit: &Visit, said: Option<Said>) -> Page {
    let locale = visit.locale();
    let title = text::tablet::title(locale);
    let body = if visit.viewer.is_some() {
        let sign_out = view! {
            <form method="post" action=path::SIGN_OUT>
                <Csrf visit/>
                <button class="btn btn--primary" type="submit">{text::common::sign_out(locale)}</button>
            </form>
        }
        .into_any();
        view! {
            <Heading title/>
            <Notice kind=NoticeKind::Attention locale><p>{text::tablet::signed_in(locale)}</p>{sign_out}</Notice>
        }
        .into_any()
    } else {
        let mut rejected = Rejected::default();
        let mut notice = None;
        match said {
            Some(Said::Wrong) => rejected.errors.push(FieldMessage::new("code", Said::Wrong.sentence(locale))),
            Some(said) => {
                let said = said.sentence(locale);
                notice = Some(view! { <Notice kind=NoticeKind::Attention locale><p>{said}</p></Notice> });
            }
            None => {}
        }
        let drawn: Uuid = visit.fresh_id();
        view! {
            {notice}
            <Heading title lead=text::tablet::lead(locale).to_owned()/>
            <form class="form" method="post" autocomplete="off" action=OpenTablet::url()>
                <ErrorSummary rejected=&rejected locale/>
                <input type="hidden" name="drawn" value=drawn.to_string()/>
                <TextField
                    name="code" label=text::tablet::code(locale) hint=text::tablet::code_hint(locale)
                    rejected=&rejected autocomplete="off" locale
                />
                <div class="actions">
                    <button class="btn btn--primary btn--big" type="submit">{text::tablet::enter(locale)}</button>
                </div>
            </form>
        }
        .into_any()
    };
    Page::new(title, view! { {forget::pages()} {body} }).width(Width::Narrow)
}

/// Opens a ballot by its code.
///
/// # Errors
/// Never: what is wrong is said by the first page.
#[server(prefix = "/hacer", endpoint = "tableta")]
pub async fn open_tablet(
    #[server(default)] code: String,
    #[server(default)] drawn: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let mut opened = open(&visit, &code, &drawn).await;
    // The code may be bound to this very page although no answer came: asked again it gives the same pass.
    for wait in AGAIN {
        if opened.is_ok() {
            break;
        }
        tokio::time::sleep(wait).await;
        opened = open(&visit, &code, &drawn).await;
    }
    match opened {
        Ok(Some(opened)) => {
            pass::COOKIE.leave_with(&response, &opened.to_string());
            leptos_axum::redirect(path::TABLET_BALLOT);
        }
        Ok(None) => leptos_axum::redirect(&Said::Wrong.page()),
        Err(error) => {
            tracing::error!(%error, "a code could not be looked up");
            leptos_axum::redirect(&Said::Failed.page());
        }
    }
    Ok(())
}

async fn open(visit: &Visit, typed: &str, drawn: &str) -> store::Result<Option<Fingerprint>> {
    let (Ok(code), Ok(drawn), None) = (typed.parse::<BriefCode>(), drawn.parse::<Uuid>(), &visit.viewer) else {
        return Ok(None);
    };
    let pass = pass::of_code(code, drawn);
    let mut tx = visit.enter().await?;
    let until = visit.now + LASTS;
    if !desk::enter_code(&mut tx, hash_of_code(code), pass::tablet(pass), until, visit.now).await? {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(pass))
}
