//! A link to a scenario for whoever has it, and throwing a scenario away.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{document::Fingerprint, permission::Action};
use store::{
    StoreError, audit,
    scenario::{self, Scenario},
};
use uuid::Uuid;

use super::{back, named};
use crate::{
    admin::signed_in,
    components::Csrf,
    division::Part,
    forms::{Declined, Done, Posted, answer},
    path, text,
    visit::Visit,
};

/// The form that makes a link or takes it back.
pub(super) fn share_form(visit: &Visit, scenario: &Scenario) -> impl IntoView + use<> {
    let locale = visit.locale();
    let id = scenario.id.to_string();
    let stop = scenario.shared.then(|| {
        view! { <button class="btn btn--quiet" name="how" value="stop">{text::ceilings::share_stop(locale)}</button> }
    });
    view! {
        <section class="section" aria-labelledby="share-title">
            <h2 id="share-title">{text::ceilings::share_title(locale)}</h2>
            <p>{text::ceilings::share_lead(locale)}</p>
            <form class="form" method="post" action=ShareScenario::url()>
                <Csrf visit/>
                <input type="hidden" name="scenario" value=id/>
                <div class="actions">
                    <button class="btn" name="how" value="make">{text::ceilings::share_make(locale)}</button>
                    {stop}
                </div>
            </form>
        </section>
    }
}

/// The form that throws a scenario away.
pub(super) fn discard_form(visit: &Visit, scenario: &Scenario) -> impl IntoView + use<> {
    let locale = visit.locale();
    let id = scenario.id.to_string();
    view! {
        <form class="form section" method="post" action=DiscardScenario::url()>
            <Csrf visit/>
            <input type="hidden" name="scenario" value=id/>
            <div class="actions">
                <button class="btn btn--danger" type="submit">{text::ceilings::discard(locale)}</button>
            </div>
        </form>
    }
}

/// Makes a link with which anybody can read a scenario, or takes it back.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "compartir-escenario")]
pub async fn share_scenario(
    #[server(default)] scenario: String,
    #[server(default)] how: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("share", back(&scenario), []);
    let outcome = share(&visit, &scenario, how != "stop").await;
    answer(&visit, posted, outcome).await
}

/// What a link's token is known by.
pub fn token_hash(token: &str) -> [u8; 32] {
    *Fingerprint::of(&token).bytes()
}

async fn share(visit: &Visit, scenario: &str, make: bool) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (_, scenario) = named(visit, &mut tx, scenario, Action::ProposeCeilings).await?;
    // 244 random bits.
    let token = make.then(|| format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()));
    scenario::share(&mut tx, scenario.id, token.as_deref().map(token_hash)).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "share_scenario",
        object: &scenario.name,
        reason: None,
        before: Some(&json!({ "shared": scenario.shared })),
        after: Some(&json!({ "shared": make })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let message = token.map_or_else(
        || text::ceilings::share_stopped(locale).to_owned(),
        |token| {
            let site = visit.addresses.of(&visit.site);
            let link = format!("{}{}", site.trim_end_matches('/'), path::shared_scenario(&token));
            text::ceilings::share_made(locale, link)
        },
    );
    Ok(Done { to: path::scenario(scenario.id), message: Some(message) })
}

/// Throws away a scenario that nobody adopted.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "descartar-escenario")]
pub async fn discard_scenario(#[server(default)] scenario: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("discard", back(&scenario), []);
    let outcome = discard(&visit, &scenario).await;
    answer(&visit, posted, outcome).await
}

async fn discard(visit: &Visit, scenario: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (_, scenario) = named(visit, &mut tx, scenario, Action::ProposeCeilings).await?;
    match scenario::discard(&mut tx, scenario.id).await {
        Err(StoreError::Conflict(_)) => return Err(Declined::Refused(text::ceilings::gone(locale).to_owned())),
        done => done?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "discard_scenario",
        object: &scenario.name,
        reason: None,
        before: Some(&json!({ "amount": scenario.amount, "split": scenario.pool.split })),
        after: None,
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let message = text::ceilings::discarded(locale, &scenario.name);
    let to = Part::of(&scenario)
        .map_or_else(|| path::CEILINGS.to_owned(), |part| path::pool_within(&part.pool, part.within.as_str()));
    Ok(Done { to, message: Some(message) })
}
