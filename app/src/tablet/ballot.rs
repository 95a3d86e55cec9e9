//! The ballot on a tablet, to be marked.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use shared::document::Fingerprint;
use store::desk;

use super::pass::{self, Said};
use crate::{
    citizen::vote::{
        ballot::{after, sheet, taken},
        booth::At,
        draft, order,
    },
    forms::Fields,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The ballot.
#[component]
pub fn TabletBallot() -> AnyView {
    let (pass, draft, secret) = (pass::sent(), At::Tablet.draft().sent(), At::Tablet.secret());
    let response = expect_context::<ResponseOptions>();
    page(async move |visit| {
        let mut tx = visit.enter().await?;
        let elsewhere = |said: Said| Fault::Elsewhere(said.instead());
        let secret = secret.unwrap_or_else(|| order::draw(&visit));
        let (booth, _) = pass::enter(&visit, &mut tx, pass, Some(secret)).await?.map_err(elsewhere)?;
        drop(tx);
        order::keep_with(&response, secret, &booth);
        let pass = pass.ok_or_else(|| elsewhere(Said::Lapsed))?;
        let draft = draft::read(draft.as_deref(), &booth).unwrap_or_default();
        let title = booth.title(visit.locale());
        let body = view! {
            {sheet(&visit, booth, draft, MarkOnTablet::url(), pass::field(pass))}
            {way_out(&visit, pass)}
        };
        Ok(Page::new(title, body).width(Width::Narrow).with_islands())
    })
}

/// The form of whoever goes away without voting.
pub(super) fn way_out(visit: &Visit, pass: Fingerprint) -> AnyView {
    view! {
        <form method="post" action=LeaveTablet::url()>
            {pass::field(pass)}
            <button class="btn btn--quiet" type="submit">{text::tablet::leave(visit.locale())}</button>
        </form>
    }
    .into_any()
}

/// Takes what was marked to its review. Nothing is stored: the choice goes back to the tablet.
///
/// # Errors
/// Never: what is wrong is said by a page.
#[server(prefix = "/hacer", endpoint = "tableta-tarjeton")]
pub async fn mark_on_tablet() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let fields = Fields::current();
    let response = expect_context::<ResponseOptions>();
    let to = mark(&visit, &fields, &response).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a ballot could not be looked at");
        path::TABLET_BALLOT.to_owned()
    });
    leptos_axum::redirect(&to);
    Ok(())
}

async fn mark(visit: &Visit, fields: &Fields, response: &ResponseOptions) -> store::Result<String> {
    let mut tx = visit.enter().await?;
    let booth = match pass::enter_to_mark(visit, &mut tx, pass::carried(fields)).await? {
        Ok((booth, _)) => booth,
        Err(said) => return Ok(said.instead()),
    };
    drop(tx);
    let draft = taken(&booth, fields);
    draft::keep_with(response, &draft, &booth);
    Ok(after(&draft, path::TABLET_BALLOT, path::TABLET_REVIEW))
}

/// Somebody goes away without voting: the desk sees that their code waits no more.
///
/// # Errors
/// Never: the tablet forgets them in any case.
#[server(prefix = "/hacer", endpoint = "tableta-salir")]
pub async fn leave_tablet() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let response = expect_context::<ResponseOptions>();
    if let Some(pass) = pass::carried(&Fields::current())
        && let Err(error) = leave(&visit, pass).await
    {
        tracing::warn!(%error, "a code waits although nobody will use it");
    }
    pass::forget_with(&response);
    leptos_axum::redirect(path::TABLET);
    Ok(())
}

async fn leave(visit: &Visit, pass: Fingerprint) -> store::Result<()> {
    let mut tx = visit.enter().await?;
    desk::leave(&mut tx, pass::tablet(pass)).await?;
    tx.commit().await
}
