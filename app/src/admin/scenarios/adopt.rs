//! Adopting a scenario by an act: its ceilings come into force.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    ceiling::{Explanation, plan::Plan},
    money::Money,
    permission::Action,
};
use store::{
    StoreError, TenantTx, aggregate, audit,
    ledger::Posting,
    process::Process,
    scenario::{self, Scenario},
};
use uuid::Uuid;

use super::{back, named};
use crate::{
    admin::{
        act::{self, Cited},
        ceilings::{amounts, put, save_money},
        pools::adopt::{Adoption, put_into_force},
        signed_in,
    },
    components::{Csrf, ErrorSummary},
    division::{Extent, Ground, Part, Treasury, ground::told},
    forms::{Declined, Done, Posted, answer},
    path, text,
    visit::Visit,
};

/// The form that adopts a scenario.
pub(super) fn form(visit: &Visit, ground: &Ground, scenario: &Scenario) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rejected = visit.rejected("adopt");
    let others = ground.larger().map(|place| {
        view! { <p>{text::ceilings::adopt_within(locale, &place.name, &ground.pool.name)}</p> }
    });
    view! {
        <section class="section" aria-labelledby="adopt-title">
            <h2 id="adopt-title">{text::ceilings::adopt_title(locale)}</h2>
            <p>{text::ceilings::adopt_lead(locale)}</p>
            {others}
            <form class="form" method="post" action=AdoptScenario::url()>
                <Csrf visit/>
                <input type="hidden" name="scenario" value=scenario.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                {act::fields(&rejected, locale)}
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::ceilings::adopt(locale)}</button>
                </div>
            </form>
        </section>
    }
}

/// Puts a scenario's ceilings into force, by an act.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "techos")]
pub async fn adopt_scenario(
    #[server(default)] scenario: String,
    #[server(default)] act: String,
    #[server(default)] act_date: String,
    #[server(default)] reference: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = act::typed(&act, &act_date, &reference);
    let posted = Posted::new("adopt", back(&scenario), typed);
    let outcome = adopt(&visit, &scenario, typed.map(|(_, typed)| typed)).await;
    answer(&visit, posted, outcome).await
}

async fn adopt(visit: &Visit, scenario: &str, typed: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let cited = act::read(visit, typed)?;
    let mut tx = visit.enter().await?;
    let (process, scenario) = named(visit, &mut tx, scenario, Action::SetCeilings).await?;
    let gone = || Declined::Refused(text::ceilings::gone(locale).to_owned());
    if scenario.adopted.is_some() {
        return Err(gone());
    }
    let ground = Ground::of(&mut tx, &process, Part::of(&scenario).as_ref()).await?.ok_or_else(gone)?;
    // Whoever adopts it adopts what everybody can calculate today.
    let told = told(&scenario)?;
    let stale = || Declined::Refused(text::ceilings::stale(locale).to_owned());
    if !matches!(ground.divide(scenario.amount, &scenario.pool.split), Some(Ok(today)) if today == told) {
        return Err(stale());
    }
    match &ground.extent {
        Extent::Pool(_) => adopt_pool(visit, &mut tx, &process, &ground, &scenario, &told, &cited).await?,
        Extent::Part { place, plan } => {
            let treasury = Treasury::of(&mut tx, &process).await?;
            let pool = treasury.pool(ground.pool.id.as_str()).ok_or_else(gone)?;
            let plan = Plan::clone(plan).with(&place.code, &told, &scenario.name).ok_or_else(stale)?;
            let adoption = Adoption { treasury: &treasury, pool, plan, scenario: Some(&scenario.name) };
            put_into_force(visit, viewer, &mut tx, &process, adoption, &cited).await?;
        }
    }
    let Cited { act, date, reference } = &cited;
    match scenario::adopt(&mut tx, scenario.id, act, *date, reference.as_deref(), Some(viewer.person), visit.now).await
    {
        Err(StoreError::Conflict(_)) => return Err(gone()),
        done => done?,
    }
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::admin::ceilings_saved(locale, visit.money(scenario.amount));
    let to = ground.part().map_or_else(|| path::CEILINGS.to_owned(), |part| path::pool(&part.pool));
    Ok(Done { to, message: Some(message) })
}

/// The ceilings of the pool as a whole.
async fn adopt_pool(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    ground: &Ground,
    scenario: &Scenario,
    told: &Explanation,
    cited: &Cited,
) -> Result<(), Declined> {
    let viewer = signed_in(visit)?;
    let posting = Posting { act: &cited.act, reason: None, by: Some(viewer.person), at: visit.now };
    put(tx, process, ground, told, &posting, visit.locale()).await?;
    let after = save_money(tx, process, &ground.rule.id, scenario.amount).await?;
    let before: serde_json::Map<_, _> =
        ground.places.iter().map(|place| (place.code.to_string(), json!(place.saved.map(Money::minor)))).collect();
    let entry = audit::Act {
        person: Some(viewer.person),
        act: "set_ceilings",
        object: &process.name,
        reason: Some(&cited.act),
        before: Some(&json!({ "pool": process.pool, "split": ground.start(), "ceilings": before })),
        after: Some(&json!({
            "pool": after,
            "split": scenario.pool.split,
            "ceilings": amounts(told),
            "scenario": scenario.name,
            "act_date": cited.date,
            "reference": cited.reference,
        })),
    };
    audit::record(tx, Uuid::new_v4(), visit.now, &entry).await?;
    Ok(())
}
