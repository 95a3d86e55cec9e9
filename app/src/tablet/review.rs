//! What was chosen on a tablet, before it is cast; casting it; and the way to the receipt where no answer came.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_axum::ResponseOptions;
use leptos_router::hooks::use_query_map;
use shared::{
    ballot::{MarkedSheet, SheetChoice},
    document::Fingerprint,
    urn::Attempt,
};
use store::{
    desk::{self, NotWritten},
    urn::{Cast, Envelope},
};

use super::{
    attempt,
    ballot::way_out,
    pass::{self, Said},
};
use crate::{
    citizen::vote::{
        booth::{At, Booth},
        draft::{self, Draft},
        envelope,
        order::{self, Orders},
        receipt,
        review::{TRIES, carrying, last_yes, marked},
    },
    components::{Heading, Notice, NoticeKind},
    desk::marked_on_tablet,
    forms::{Declined, Fields},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The same page, where casting failed.
const FAILED: &str = "/tableta/revisar?aviso=falla";

/// The choice, to be cast or changed. Where it is in the urn, its tablet did not hear so: it is shown no more, but for the
/// button that casts the same once more and so leads to the same receipt.
#[component]
pub fn TabletReview() -> AnyView {
    let (pass, draft, attempt) = (pass::sent(), At::Tablet.draft().sent(), attempt::sent());
    let secret = At::Tablet.secret();
    let response = expect_context::<ResponseOptions>();
    let failed = use_query_map().with_untracked(|query| query.get("aviso").is_some());
    page(async move |visit| {
        let mut tx = visit.enter().await?;
        let elsewhere = |said: Said| Fault::Elsewhere(said.page());
        let (booth, known) = pass::enter_to_review(&visit, &mut tx, pass, secret).await?.map_err(elsewhere)?;
        drop(tx);
        let pass = pass.ok_or_else(|| elsewhere(Said::Lapsed))?;
        let back = || if known.used { elsewhere(Said::Used) } else { Fault::Elsewhere(path::TABLET_BALLOT.to_owned()) };
        let draft = draft::read(draft.as_deref(), &booth).ok_or_else(back)?;
        let marked = marked(&booth, &draft.choice).ok_or_else(back)?;
        let attempt = match attempt::read(attempt.as_deref(), &booth) {
            Some(attempt) => attempt,
            None if known.used => return Err(back()),
            None => attempt::begin(&visit, &booth, &response),
        };
        if known.used {
            return Ok(unheard(&visit, pass, &booth, attempt, &marked));
        }
        let hidden = view! {
            {pass::field(pass)}
            {order::fields(&booth)}
            {carrying(attempt, &marked)}
        };
        let to = (CastOnTablet::url(), path::TABLET_BALLOT);
        let locale = visit.locale();
        let failed = failed.then(|| {
            view! { <Notice kind=NoticeKind::Error locale><p>{text::tablet::failed(locale)}</p></Notice> }
        });
        let body = view! {
            {failed}
            {last_yes(&visit, &booth, &marked, to, hidden.into_any())}
            {way_out(&visit, pass)}
        };
        Ok(Page::new(text::vote::review_title(locale), body).width(Width::Narrow))
    })
}

/// The page of a ballot that is in the urn while nobody here heard so. Whoever passes by reads nothing of it.
fn unheard(visit: &Visit, pass: Fingerprint, booth: &Booth, attempt: Attempt, marked: &MarkedSheet) -> Page {
    let locale = visit.locale();
    let title = text::tablet::done_title(locale);
    let body = view! {
        <Heading title lead=text::tablet::unheard_lead(locale).to_owned()/>
        <form class="form" method="post" action=CastOnTablet::url()>
            {pass::field(pass)}
            {order::fields(booth)}
            {carrying(attempt, marked)}
            <div class="actions">
                <button class="btn btn--primary btn--big" type="submit">{text::tablet::unheard_show(locale)}</button>
                <a class="btn" href=path::TABLET>{text::tablet::finish(locale)}</a>
            </div>
        </form>
    };
    Page::new(title, body).width(Width::Narrow)
}

/// Casts a ballot: the voter on the roll, the ballot in the urn of each of its contests and the mark in the desk's journal,
/// in one transaction.
///
/// # Errors
/// Never: what is wrong is said by a page.
#[server(prefix = "/hacer", endpoint = "tableta-voto")]
pub async fn cast_on_tablet() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let fields = Fields::current();
    let response = expect_context::<ResponseOptions>();
    let pass = pass::carried(&fields);
    let choice = SheetChoice::read(fields.iter());
    let (attempt, seen) = (attempt::carried(&fields), order::carried(&fields));
    let mut outcome = cast(&visit, pass, &choice, (attempt, &seen), &response).await;
    for _ in 1..TRIES {
        let Err(error) = &outcome else { break };
        // Whether it was kept may be all that the database could not say. The same attempt is never cast twice.
        tracing::warn!(%error, "a ballot is cast again");
        outcome = cast(&visit, pass, &choice, (attempt, &seen), &response).await;
    }
    let to = outcome.unwrap_or_else(|error| {
        tracing::error!(%error, "a ballot could not be cast");
        FAILED.to_owned()
    });
    leptos_axum::redirect(&to);
    Ok(())
}

async fn cast(
    visit: &Visit,
    pass: Option<Fingerprint>,
    choice: &SheetChoice,
    (attempt, seen): (Option<Attempt>, &Orders),
    response: &ResponseOptions,
) -> store::Result<String> {
    let mut tx = visit.enter().await?;
    let (booth, pass) = match pass::enter_to_cast(visit, &mut tx, pass).await? {
        Ok(entered) => entered,
        Err(said) => {
            // The desk need not wait for whoever had voted.
            if let Some(pass) = pass.filter(|_| said == Said::AlreadyVoted) {
                desk::leave(&mut tx, pass::tablet(pass)).await?;
                tx.commit().await?;
            }
            return Ok(said.page());
        }
    };
    let (Some(marked), Some(attempt)) = (marked(&booth, choice), attempt) else {
        draft::keep_with(response, &Draft::of(&booth, choice.clone()), &booth);
        return Ok(path::TABLET_BALLOT.to_owned());
    };
    let closed = match envelope::close(visit, &mut tx, &booth, &marked, (attempt, seen)).await {
        Ok(closed) => closed,
        Err(Declined::Store(error)) => return Err(error),
        // The urn is sealed, or cannot be had.
        Err(_) => return Ok(Said::Refused.page()),
    };
    let envelopes: Vec<Envelope<'_>> = closed.iter().map(envelope::Closed::envelope).collect();
    let act = marked_on_tablet(&pass, &booth.contests, &booth.territory);
    let voter = (booth.poll(), booth.vote.voter);
    let cast = desk::cast_on_tablet(&mut tx, &pass, voter, &envelopes, act, visit.now).await;
    let said = match cast {
        // Who sends the same page again did not get the answer: it is the same.
        Ok(cast @ (Cast::Counted | Cast::Again)) => {
            if cast == Cast::Counted {
                tx.commit().await?;
            }
            pass::forget_with(response);
            receipt::ON_TABLET.leave_with(response, &receipt::written(closed.iter().map(|one| &one.proof)));
            return Ok(path::TABLET_DONE.to_owned());
        }
        Ok(Cast::AlreadyVoted) => {
            tx.commit().await?;
            Said::AlreadyVoted
        }
        Ok(Cast::Closed) => {
            tx.commit().await?;
            Said::Closed
        }
        Err(NotWritten::Store(error)) => return Err(error),
        Err(NotWritten::CodeUsed) => Said::Used,
        Err(NotWritten::Refused(why)) => {
            tracing::warn!(%why, "a desk's journal does not take a mark");
            Said::Refused
        }
        Err(_) => Said::Lapsed,
    };
    Ok(said.page())
}
