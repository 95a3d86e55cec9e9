//! The pool and the ceilings: the simulator, and what saves them.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use serde_json::{Value, json};
use shared::{
    ceiling::{TerritoryInput, Weights, distribute},
    id::ContestId,
    money::Money,
    permission::Action,
    phase::{PhaseKind, PhaseState},
};
use store::{
    StoreError, TenantTx, aggregate, audit, ceiling,
    contest::{self, Standing},
    ledger::{self, Posting},
    process::{self, Process},
};
use uuid::Uuid;

use super::{allow, current_locked, enter, input, no_process, signed_in, tabs};
use crate::{
    components::{Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    islands::simulator::{Place, Simulator, refusal},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// Among whom the pool is shared out.
pub enum Sharing {
    /// Among these territories.
    Territories(Vec<Standing>),
    /// Among nobody: one ballot for the whole tenant, whose ceiling is the pool.
    Whole(ContestId),
}

/// Among whom a process shares its pool out: the territories that have a ballot, or all of them when there is none yet.
pub async fn sharing(tx: &mut TenantTx, process: &Process) -> store::Result<Sharing> {
    let mut standings = contest::standings(tx, process.id, process.pool.currency()).await?;
    if standings.iter().any(|standing| standing.ceiling.is_some()) {
        standings.retain(|standing| standing.ceiling.is_some());
        return Ok(Sharing::Territories(standings));
    }
    let whole = contest::of_process(tx, process.id).await?;
    Ok(whole.first().map_or(Sharing::Territories(standings), |contest| Sharing::Whole(contest.id)))
}

/// The figures that the formula takes.
pub fn inputs(standings: &[Standing]) -> Vec<TerritoryInput> {
    let input = |standing: &Standing| TerritoryInput {
        code: standing.territory.code.clone(),
        indicators: standing.territory.indicators,
    };
    standings.iter().map(input).collect()
}

/// Weights as an address or a form holds them.
pub fn read_weights(population: &str, poverty: &str, equal: &str) -> Option<Weights> {
    let read = |typed: &str| typed.trim().parse().ok();
    Weights::new(read(population)?, read(poverty)?, read(equal)?).ok()
}

/// The simulator and the pool.
#[component]
pub fn Ceilings() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked = ["poblacion", "pobreza", "igual"].map(|name| query.get(name));
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit, path::CEILINGS));
        };
        let sharing = sharing(&mut tx, &process).await?;
        Ok(show(&visit, &process, sharing, asked))
    })
}

/// Since when the ceilings are fixed, if they are.
fn frozen(visit: &Visit, process: &Process) -> Option<String> {
    let voting = process.calendar.find(PhaseKind::Voting)?;
    (voting.state(visit.now) != PhaseState::Upcoming).then(|| visit.date_time(voting.window.opens()))
}

fn show(visit: &Visit, process: &Process, sharing: Sharing, asked: [Option<String>; 3]) -> Page {
    let locale = visit.locale();
    let frozen = frozen(visit, process);
    let notice = frozen.as_ref().map(|since| text::admin::frozen_notice(locale, since));
    let notice = notice.map(|notice| {
        view! { <Notice kind=NoticeKind::Information locale><p>{notice}</p></Notice> }
    });
    let body = match sharing {
        Sharing::Whole(_) => {
            view! { <p class="lead">{text::admin::whole(locale, visit.money(process.pool))}</p> }.into_any()
        }
        Sharing::Territories(standings) => simulator(visit, process, standings, asked, frozen.is_none()),
    };
    let title = text::admin::ceilings_title(locale);
    Page::new(
        title,
        view! {
            {tabs(visit, path::CEILINGS)}
            <Heading title lead=text::admin::ceilings_lead(locale, visit.money(process.pool))/>
            {notice}
            {body}
            <details class="more">
                <summary>{text::admin::how_title(locale)}</summary>
                <div><p>{text::admin::how_detail(locale)}</p></div>
            </details>
            {frozen.is_none().then(|| pool_form(visit, process))}
        },
    )
    .width(Width::Wide)
    .with_islands()
}

fn simulator(
    visit: &Visit,
    process: &Process,
    standings: Vec<Standing>,
    asked: [Option<String>; 3],
    open: bool,
) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("ceilings");
    let typed = ["population", "poverty", "equal"].map(|name| rejected.values.get(name).cloned());
    let read = |words: &[Option<String>; 3]| match words {
        [Some(population), Some(poverty), Some(equal)] => Some(read_weights(population, poverty, equal)),
        _ => None,
    };
    let chosen = read(&typed).or_else(|| read(&asked));
    let wrong = matches!(chosen, Some(None)).then(|| {
        let nothing = asked.iter().flatten().all(|word| word.trim() == "0");
        let why = if nothing { text::admin::all_zero(locale) } else { text::admin::weight_wrong(locale) };
        view! { <Notice kind=NoticeKind::Attention locale><p>{why}</p></Notice> }
    });
    let places = standings
        .into_iter()
        .map(|standing| Place {
            code: standing.territory.code,
            name: standing.territory.name,
            indicators: standing.territory.indicators,
            saved: standing.ceiling.unwrap_or(Money::zero(process.pool.currency())),
        })
        .collect();
    let visit = visit.clone();
    view! {
        {wrong}
        <section class="section">
            <Simulator
                locale
                pool=process.pool
                places
                weights=chosen.flatten().unwrap_or(process.rules.weights)
                page=path::CEILINGS.to_owned()
                download=path::CEILINGS_TABLE.to_owned()
                save=open.then(|| SaveCeilings::url().to_owned())
            >
                <Csrf visit=&visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextArea
                    name="reason" label=text::admin::reason(locale) hint=text::admin::reason_hint(locale)
                    rejected=&rejected rows=3 locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::admin::save_ceilings(locale)}</button>
                </div>
            </Simulator>
        </section>
    }
    .into_any()
}

fn pool_form(visit: &Visit, process: &Process) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rejected = visit.rejected("pool");
    view! {
        <section class="section" aria-labelledby="pool-title">
            <h2 id="pool-title">{text::admin::pool_title(locale)}</h2>
            <form class="form" method="post" action=SavePool::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="pool" label=text::admin::pool(locale) hint=text::admin::pool_hint(locale) rejected=&rejected
                    value=visit.money(process.pool) class="input--money" inputmode="decimal" autocomplete="off" locale
                />
                <TextArea
                    name="pool_reason" label=text::admin::reason(locale) hint=text::admin::reason_hint(locale)
                    rejected=&rejected rows=3 locale
                />
                <div class="actions"><button class="btn" type="submit">{text::admin::save_pool(locale)}</button></div>
            </form>
        </section>
    }
}

/// Saves weights, and the ceilings that follow from them.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "techos")]
pub async fn save_ceilings(
    #[server(default)] population: String,
    #[server(default)] poverty: String,
    #[server(default)] equal: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("population", &*population), ("poverty", &*poverty), ("equal", &*equal), ("reason", &*reason)];
    let posted = Posted::new("ceilings", path::CEILINGS, typed);
    let outcome = set_weights(&visit, [&population, &poverty, &equal], &reason).await;
    answer(&visit, posted, outcome).await
}

async fn set_weights(visit: &Visit, weights: [&str; 3], reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    signed_in(visit)?;
    let [population, poverty, equal] = weights;
    let mut errors = Vec::new();
    let weights = read_weights(population, poverty, equal);
    if weights.is_none() {
        errors.push(FieldMessage::new("poblacion", text::admin::weight_wrong(locale)));
    }
    let reason = input::reason(reason, "reason", locale).map_err(|error| errors.push(error)).ok();
    let (Some(weights), Some(reason)) = (weights, reason) else { return Err(Declined::Invalid(errors)) };
    share_out(visit, Change { weights: Some(weights), pool: None }, &reason).await
}

/// Saves the pool, and the ceilings that follow from it with the saved weights.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "bolsa")]
pub async fn save_pool(
    #[server(default)] pool: String,
    #[server(default)] pool_reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("pool", path::CEILINGS, [("pool", &*pool), ("pool_reason", &*pool_reason)]);
    let outcome = set_pool(&visit, &pool, &pool_reason).await;
    answer(&visit, posted, outcome).await
}

async fn set_pool(visit: &Visit, pool: &str, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    signed_in(visit)?;
    let mut errors = Vec::new();
    let pool = input::amount(pool, "pool", visit.site.currency, locale).map_err(|error| errors.push(error)).ok();
    let reason = input::reason(reason, "pool_reason", locale).map_err(|error| errors.push(error)).ok();
    let (Some(pool), Some(reason)) = (pool, reason) else { return Err(Declined::Invalid(errors)) };
    share_out(visit, Change { weights: None, pool: Some(pool) }, &reason).await
}

struct Change {
    weights: Option<Weights>,
    pool: Option<Money>,
}

/// Shares the pool out again after a change of the pool or of the weights, all in one transaction.
async fn share_out(visit: &Visit, change: Change, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let before = current_locked(visit, &mut tx).await?;
    allow(visit, &before, Action::SetCeilings)?;
    let sharing = sharing(&mut tx, &before).await?;
    let pool = change.pool.unwrap_or(before.pool);
    let mut rules = before.rules.clone();
    rules.weights = change.weights.unwrap_or(rules.weights);

    let posting = Posting { act: reason, reason: None, by: Some(viewer.person), at: visit.now };
    let below = |error| match error {
        StoreError::Committed => Declined::Refused(text::admin::below_committed(locale).to_owned()),
        other => other.into(),
    };
    let (old, new) = match &sharing {
        Sharing::Whole(contest) => {
            ledger::bring_to(&mut tx, &[(*contest, pool)], &posting).await.map_err(below)?;
            (Value::Null, Value::Null)
        }
        Sharing::Territories(standings) => {
            let distribution = distribute(pool, rules.weights, &inputs(standings))
                .map_err(|why| Declined::Invalid(vec![FieldMessage::new("", refusal(&why, locale))]))?;
            let shares: Vec<_> = standings
                .iter()
                .zip(&distribution.ceilings)
                .map(|(standing, ceiling)| (Uuid::new_v4().into(), &standing.territory, ceiling.amount))
                .collect();
            ceiling::save(&mut tx, before.id, &shares, &posting).await.map_err(below)?;
            let old = standings.iter().map(|s| (s.territory.code.clone(), json!(s.ceiling.map(Money::minor))));
            let new = distribution.ceilings.iter().map(|c| (c.code.clone(), json!(c.amount.minor())));
            (Value::Object(old.collect()), Value::Object(new.collect()))
        }
    };
    ceiling::save_pool(&mut tx, before.id, pool, &rules).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: if change.pool.is_some() { "set_pool" } else { "set_ceilings" },
        object: &before.name,
        reason: Some(reason),
        before: Some(&json!({ "pool": before.pool, "weights": before.rules.weights, "ceilings": old })),
        after: Some(&json!({ "pool": pool, "weights": rules.weights, "ceilings": new })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, before.id, visit.now).await?;
    tx.commit().await?;
    let message = if change.pool.is_some() { text::admin::pool_saved } else { text::admin::ceilings_saved };
    Ok(Done { to: path::CEILINGS.to_owned(), message: Some(message(locale, visit.money(pool))) })
}

#[cfg(test)]
mod tests {
    use super::read_weights;

    #[test]
    fn weights_read_from_an_address() {
        let weights = read_weights("30", " 60", "10").unwrap();
        assert_eq!((weights.population(), weights.poverty(), weights.equal()), (30, 60, 10));
        for [population, poverty, equal] in [["0", "0", "0"], ["101", "0", "0"], ["-1", "1", "1"], ["x", "1", "1"]] {
            assert!(read_weights(population, poverty, equal).is_none());
        }
    }
}
