//! The simulator with the form that keeps what somebody tries as a scenario.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    ceiling::{Explanation, allocate},
    locale::Locale,
    money::Money,
    permission::Action,
    ruleset::{Pool, Split},
};
use store::{
    StoreError, audit,
    scenario::{self, NewScenario},
};
use uuid::Uuid;

use crate::{
    admin::{
        allow,
        ceilings::{amounts, simulator_with},
        current_locked, signed_in,
    },
    components::{Csrf, ErrorSummary, TextField},
    division::{Ground, Part},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    islands::simulator::{Simulator, Typed, refusal},
    path, text,
    visit::Visit,
};

/// The simulator, with a form that keeps what somebody tries while ceilings can still change.
pub fn simulator(visit: &Visit, ground: &Ground, asked: Option<Typed>, open: bool) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("scenario");
    let split = ground.start();
    let typed = asked.unwrap_or_else(|| Typed::of(split, locale));
    let scene = ground.scene(ground.money(), split, locale);
    let part = ground.part();
    let page = part.as_ref().map_or_else(|| path::CEILINGS.to_owned(), |part| path::pool(&part.pool));
    let download = part.is_none().then(|| path::CEILINGS_TABLE.to_owned());
    let within = part.as_ref().map(|part| part.within.to_string());
    let visit = visit.clone();
    view! {
        <Simulator locale scene typed page within download keep=open.then(|| KeepScenario::url().to_owned())>
            <Csrf visit=&visit/>
            {part.map(|part| {
                view! {
                    <input type="hidden" name="pool_id" value=part.pool.to_string()/>
                    <input type="hidden" name="within" value=part.within.to_string()/>
                }
            })}
            <ErrorSummary rejected=&rejected locale/>
            <TextField
                name="name" label=text::ceilings::scenario_name(locale)
                hint=text::ceilings::scenario_name_hint(locale) rejected=&rejected autocomplete="off" locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::ceilings::keep(locale)}</button>
            </div>
        </Simulator>
    }
    .into_any()
}

/// Keeps a formula with what it gives, under a name.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "escenario")]
pub async fn keep_scenario(
    #[server(default)] weights: String,
    #[server(default)] floor: String,
    #[server(default)] cap: String,
    #[server(default)] unit: String,
    #[server(default)] name: String,
    #[server(default)] pool_id: String,
    #[server(default)] within: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let weights = weights.split(',').take(20).map(|weight| weight.trim().chars().take(6).collect()).collect();
    let typed = Typed { weights, floor, cap, unit };
    let part = Part::named(&pool_id, &within);
    let page = simulator_with(part.as_ref().ok().and_then(Option::as_ref), &typed);
    let posted = Posted::new("scenario", page, [("name", &*name)]);
    let cannot = |_| Declined::Refused(text::ceilings::cannot_share(visit.locale()).to_owned());
    let outcome = match part.map_err(cannot) {
        Ok(part) => keep(&visit, part.as_ref(), &typed, &name).await,
        Err(declined) => Err(declined),
    };
    answer(&visit, posted, outcome).await
}

async fn keep(visit: &Visit, part: Option<&Part>, typed: &Typed, name: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let name = name.trim();
    if !(3..=80).contains(&name.chars().count()) {
        return Err(Declined::Invalid(vec![FieldMessage::new("name", text::ceilings::name_length(locale))]));
    }
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::ProposeCeilings).await?;
    let cannot = || Declined::Refused(text::ceilings::cannot_share(locale).to_owned());
    let ground = Ground::of(&mut tx, &process, part).await?.ok_or_else(cannot)?;
    let amount = ground.money();
    let (split, told) = tried(&ground, amount, typed, locale)?;
    let pool = Pool { split, ..ground.pool.clone() };
    let allocation = serde_json::to_value(&told).map_err(StoreError::corrupt("ceiling_scenario.allocation"))?;
    let id = Uuid::new_v4();
    let new = NewScenario {
        id,
        name,
        pool: &pool,
        within: part.map(|part| &part.within),
        allocation: &allocation,
        amount,
        author: Some(viewer.person),
    };
    match scenario::keep(&mut tx, process.id, &new, visit.now).await {
        Err(StoreError::Conflict(_)) => {
            return Err(Declined::Invalid(vec![FieldMessage::new("name", text::ceilings::name_taken(locale))]));
        }
        kept => kept?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "keep_scenario",
        object: name,
        reason: None,
        before: None,
        after: Some(&json!({
            "amount": amount,
            "pool": pool.id,
            "within": part.map(|part| &part.within),
            "split": pool.split,
            "ceilings": amounts(&told),
        })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::scenario(id), message: Some(text::ceilings::kept(locale, name)) })
}

/// What somebody tries, divided.
fn tried(ground: &Ground, amount: Money, typed: &Typed, locale: Locale) -> Result<(Split, Explanation), Declined> {
    let start = ground.start();
    let scene = ground.scene(amount, start, locale);
    let invalid = |field: &str, message: String| Declined::Invalid(vec![FieldMessage::new(field, message)]);
    let meant = typed
        .read(&scene.split_terms(), amount.currency(), locale)
        .map_err(|(field, message)| invalid(field, message))?;
    let inputs = ground.inputs();
    let told = allocate(amount, &meant.formula(&scene.factors), &inputs)
        .map_err(|why| invalid("", refusal(&why, &scene.indicators, locale)))?
        .explain();
    let split = meant.replace(start).ok_or_else(|| invalid("", text::ceilings::cannot_share(locale).to_owned()))?;
    Ok((split, told))
}
