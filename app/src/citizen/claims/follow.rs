//! Following a claim by its code, and completing it. A code that nothing has is answered like any other page.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::{
    claim::{Said, Standing, Step},
    code::TypedCode,
    tenant::TenantKind,
};
use store::{
    StoreError,
    claim::{self, Claim, NewStep},
    process::{self, Process},
};

use super::{carry, file::hash, nothing, said_wrong, told};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, Rejected},
    page::{Fault, Page, Width, page},
    path,
    text::{self, claim as words},
    visit::Visit,
};

const FOLLOW: &str = "follow-claim";
const COMPLETE: &str = "complete-claim";

/// A claim, for whoever has its code; and where the code is typed.
#[component]
pub fn Follow() -> AnyView {
    let (code, carried) = (carry::code(), carry::form());
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        let page = load(&visit, code, carried.as_ref()).await?;
        if carried.is_some() {
            carry::forget_form(&response);
        }
        Ok(page)
    })
}

async fn load(visit: &Visit, code: Option<TypedCode>, carried: Option<&Rejected>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let Some(process) = process::current(&mut tx).await? else { return Ok(nothing(visit)) };
    let found = match code {
        Some(code) => Some((code, claim::by_code(&mut tx, process.id, hash(code)).await?)),
        None => None,
    };
    drop(tx);
    let locale = visit.locale();
    let title = words::follow(locale);
    let steps = vec![(path::CLAIMS.to_owned(), words::title(locale).to_owned())];
    let claim = found.map(|(code, found)| match found {
        Some(claim) => followed(visit, &process, &claim, code, &carry::rejected(visit, COMPLETE, carried)),
        None => {
            view! { <Notice kind=NoticeKind::Information locale><p>{words::unknown(locale)}</p></Notice> }.into_any()
        }
    });
    let rejected = carry::rejected(visit, FOLLOW, carried);
    let body = view! {
        <Crumbs locale steps here=title/>
        <Heading title lead=words::follow_lead(locale)/>
        {claim}
        <form class="form" method="post" autocomplete="off" action=FollowClaim::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <TextField
                name="code" label=words::code(locale) hint=words::code_hint(locale) rejected=&rejected
                autocomplete="off" locale
            />
            <div class="actions"><button class="btn" type="submit">{words::follow_do(locale)}</button></div>
        </form>
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}

fn followed(visit: &Visit, process: &Process, claim: &Claim, code: TypedCode, rejected: &Rejected) -> AnyView {
    let locale = visit.locale();
    let incomplete = matches!(claim.standing(process, visit.today()), Standing::Incomplete { .. });
    let complete = incomplete.then(|| {
        view! {
            <h3>{words::complete(locale)}</h3>
            <p>{words::complete_lead(locale)}</p>
            <form class="form" method="post" autocomplete="off" action=CompleteClaim::url()>
                <Csrf visit/>
                <input type="hidden" name="code" value=code.to_string()/>
                <ErrorSummary rejected locale/>
                <TextArea name="said" label=words::said(locale) rows=4 rejected locale/>
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::complete_do(locale)}</button>
                </div>
            </form>
        }
    });
    // What was refused is said although there is no form to say it beside.
    let refused = (!incomplete).then(|| view! { <ErrorSummary rejected locale/> });
    view! {
        {refused}
        <section class="section stack" aria-labelledby="claim">
            <h2 id="claim">{words::number(locale, claim.number)}</h2>
            <p class="receipt__code">{code.to_string()}</p>
            <p><strong>{words::code_keep(locale)}</strong></p>
            {told::told(visit, process, claim)}
            {complete}
            <form class="stack" method="post" action=CloseClaim::url()>
                <Csrf visit/>
                <p class="muted">{words::close_lead(locale)}</p>
                <div class="actions"><button class="btn" type="submit">{words::close(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// Opens the page of a claim by its code.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "seguir-reclamo")]
pub async fn follow_claim(#[server(default)] code: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let posted = Posted::new(FOLLOW, path::FOLLOW_CLAIM, [("code", &code)]);
    let outcome = match code.parse::<TypedCode>() {
        Ok(code) => {
            carry::leave_code(&response, code);
            Ok(Done { to: path::FOLLOW_CLAIM.to_owned(), message: None })
        }
        Err(_) => Err(Declined::Invalid(vec![FieldMessage::new("code", words::code_wrong(visit.locale()))])),
    };
    carry::answer(&visit, &response, posted, outcome).await
}

/// Closes the page of a claim: the browser forgets its code.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "cerrar-reclamo")]
pub async fn close_claim() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    carry::close(&response);
    let closed = Done { to: path::FOLLOW_CLAIM.to_owned(), message: None };
    carry::answer(&visit, &response, Posted::new(FOLLOW, path::FOLLOW_CLAIM, []), Ok(closed)).await
}

/// Completes a claim of which something was missing.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "completar-reclamo")]
pub async fn complete_claim(
    #[server(default)] code: String,
    #[server(default)] said: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    let posted = Posted::new(COMPLETE, path::FOLLOW_CLAIM, [("said", &said)]);
    let outcome = complete(&visit, &code, &said).await;
    carry::answer(&visit, &response, posted, outcome).await
}

async fn complete(visit: &Visit, code: &str, said: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let unknown = || Declined::Refused(words::unknown(locale).to_owned());
    let code = code.parse::<TypedCode>().map_err(|_| unknown())?;
    let said = said.parse::<Said>();
    let said = said.map_err(|_| Declined::Invalid(vec![FieldMessage::new("said", said_wrong(visit))]))?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or_else(unknown)?;
    let claim = claim::by_code(&mut tx, process.id, hash(code)).await?.ok_or_else(unknown)?;
    if !matches!(claim.standing(&process, visit.today()), Standing::Incomplete { .. }) {
        return Err(Declined::Refused(words::barred(locale).to_owned()));
    }
    let step = NewStep { step: Step::Completed, by: None, said: &said, identity: None, correction: None };
    match claim::take(&mut tx, &claim, step, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(Declined::Refused(words::changed(locale).to_owned())),
        taken => taken?,
    }
    tx.commit().await?;
    let message = text::claim::completed(locale).to_owned();
    Ok(Done { to: path::FOLLOW_CLAIM.to_owned(), message: Some(message) })
}
