//! Fixing the list: signals become cases, and all sums are deleted.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use store::{StoreError, audit, contest, signal};
use uuid::Uuid;

use super::{found, reviewed};
use crate::{
    admin::{seal, signed_in},
    components::{Csrf, Icon},
    forms::{Declined, Done, Posted, answer},
    path,
    text::signal as words,
    visit::Visit,
};

/// The button, where every urn is sealed: with so many signals.
pub(super) fn section(visit: &Visit, signals: Option<usize>) -> AnyView {
    let locale = visit.locale();
    let body = match signals {
        None => view! { <p>{words::fix_wait(locale)}</p> }.into_any(),
        Some(count) => view! {
            <p>{words::fix_lead(locale, count)}</p>
            <form class="form" method="post" action=FixSignals::url()>
                <Csrf visit/>
                <div class="actions">
                    <button class="btn btn--primary" type="submit"><Icon name="lock"/>{words::fix_do(locale)}</button>
                </div>
            </form>
        }
        .into_any(),
    };
    view! {
        <section class="section stack" aria-labelledby="fix">
            <h2 id="fix">{words::fix_title(locale)}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Fixes the list of signals of the process under way.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "fijar-senales")]
pub async fn fix_signals() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = fix(&visit).await;
    answer(&visit, Posted::new("fix-signals", path::SIGNALS, []), outcome).await
}

async fn fix(visit: &Visit) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, office) = reviewed(visit, &mut tx).await?;
    let contests = contest::of_process(&mut tx, process.id).await?;
    let (sealed, all) = seal::sealed(&mut tx, &contests).await?;
    if all == 0 || sealed < all {
        return Err(Declined::Refused(words::fix_wait(locale).to_owned()));
    }
    let signals = found(visit, &mut tx, &process, true).await?;
    match signal::fix(&mut tx, process.id, &signals, viewer.person, visit.now, Uuid::new_v4).await {
        Err(StoreError::Conflict(_)) => return Err(Declined::Refused(words::fixed_before(locale).to_owned())),
        fixed => fixed?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "fix_signals",
        object: &process.name,
        reason: None,
        before: None,
        after: Some(&json!({ "cases": signals.len(), "office": office.to_string() })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::SIGNALS.to_owned(), message: Some(words::fixed(locale).to_owned()) })
}
