//! The ceilings: the simulator, the scenarios kept from it, the certified base and the pool.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use serde_json::json;
use shared::{
    ceiling::{Explanation, allocate},
    id::ContestId,
    locale::Locale,
    money::Money,
    permission::Action,
    phase::PhaseState,
    ruleset::{BaseRule, Pool, Split},
};
use store::{
    StoreError, TenantTx, aggregate, audit, ceiling,
    contest::Standing,
    ledger::{self, Posting},
    process::{self, Process},
    scenario::{self, NewScenario},
};
use uuid::Uuid;

use super::{
    allow, current_locked, enter_money, input, no_process,
    pools::{self, certify},
    signed_in, tabs,
};
use crate::{
    components::{Csrf, ErrorSummary, Heading, Icon, Notice, NoticeKind, TextArea, TextField},
    division::{Ground, Sharing, Treasury, sharing, simulated},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    islands::simulator::{Simulator, Typed, refusal},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// A formula as an address asks for it; nothing where it asks for none.
pub fn asked(query: &ParamsMap) -> Option<Typed> {
    query.get_str("w0")?;
    let weights = (0..).map_while(|place| query.get(&format!("w{place}"))).collect();
    let rest = |name: &str| query.get(name).unwrap_or_default();
    Some(Typed { weights, floor: rest("piso"), cap: rest("tope"), unit: rest("unidad") })
}

/// The simulator with a formula.
pub fn simulator_with(typed: &Typed) -> String {
    let names: Vec<_> = (0..typed.weights.len()).map(|place| format!("w{place}")).collect();
    let weights = names.iter().map(String::as_str).zip(typed.weights.iter().map(String::as_str));
    let rest = [("piso", &*typed.floor), ("tope", &*typed.cap), ("unidad", &*typed.unit)];
    path::with_query(path::CEILINGS, &weights.chain(rest).collect::<Vec<_>>())
}

/// The simulator, the scenarios and the pool.
#[component]
pub fn Ceilings() -> impl IntoView {
    let typed = asked(&use_query_map().get_untracked());
    page(async move |visit| {
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?;
        enter_money(&visit, &mut tx, process.as_ref()).await?;
        let Some(process) = process else {
            return Ok(no_process(&visit, path::CEILINGS));
        };
        let sharing = sharing(&mut tx, &process).await?;
        let treasury = Treasury::of(&mut tx, &process).await?;
        let pools = pools::others(&visit, &treasury, &sharing)?;
        let whole = matches!(sharing, Sharing::Whole(_));
        let ground = match sharing {
            Sharing::Territories(standings) if simulated(&process.rule_set).is_some() => {
                Some(Ground::of(&mut tx, &process, standings).await?)
            }
            Sharing::Territories(_) | Sharing::Whole(_) => None,
        };
        drop(tx);
        let shown = Shown { process: &process, treasury: &treasury, ground: ground.as_ref(), whole, pools };
        Ok(show(&visit, shown, typed)?)
    })
}

/// Since when the ceilings are fixed, if they are.
pub fn frozen(visit: &Visit, process: &Process) -> Option<String> {
    let voting = process.voting_anywhere()?;
    (voting.state(visit.now) != PhaseState::Upcoming).then(|| visit.date_time(voting.opens()))
}

/// What the page shows.
struct Shown<'a> {
    process: &'a Process,
    treasury: &'a Treasury,
    /// What the simulator divides.
    ground: Option<&'a Ground>,
    /// Whether one ballot has all of the money.
    whole: bool,
    /// The pools that the simulator does not divide.
    pools: AnyView,
}

fn show(visit: &Visit, shown: Shown<'_>, typed: Option<Typed>) -> store::Result<Page> {
    let Shown { process, treasury, ground, whole, pools } = shown;
    let locale = visit.locale();
    let frozen = frozen(visit, process);
    let notice = frozen.as_ref().map(|since| text::admin::frozen_notice(locale, since));
    let notice = notice.map(|notice| {
        view! { <Notice kind=NoticeKind::Information locale><p>{notice}</p></Notice> }
    });
    let body = match ground {
        None if whole => view! { <p>{text::admin::whole(locale, visit.money(process.pool))}</p> }.into_any(),
        None => ().into_any(),
        Some(ground) => {
            let simulator = simulator(visit, ground, typed, frozen.is_none())?;
            view! { {simulator}{scenarios(visit, ground)}{ledgers(visit, ground)} }.into_any()
        }
    };
    let base = ground.filter(|ground| matches!(ground.pool.base, BaseRule::Share { .. }));
    let base = base.map(|ground| base_now(visit, ground, treasury));
    let lead = ground.map_or_else(
        || text::pools::lead(locale).to_owned(),
        |ground| text::ceilings::lead(locale, visit.money(ground.money())),
    );
    // What the rules divide in another way is adopted pool by pool.
    let by_hand = frozen.is_none() && (whole || ground.is_some());
    let title = text::admin::ceilings_title(locale);
    let page = Page::new(
        title,
        view! {
            {tabs(visit, path::CEILINGS)}
            <Heading title lead>
                <a class="btn btn--quiet" href=path::CEILINGS_HISTORY><Icon name="chart"/>{text::ceilings::history(locale)}</a>
            </Heading>
            {notice}
            {body}
            {base}
            {pools}
            {by_hand.then(|| pool_form(visit, process))}
        },
    );
    Ok(page.width(Width::Wide).with_islands())
}

fn simulator(visit: &Visit, ground: &Ground, asked: Option<Typed>, open: bool) -> store::Result<AnyView> {
    let locale = visit.locale();
    let rejected = visit.rejected("scenario");
    let split = ground.start();
    let typed = asked.unwrap_or_else(|| Typed::of(split, locale));
    let scene = ground.scene(ground.money(), split, locale)?;
    let visit = visit.clone();
    let view = view! {
        <section class="section">
            <Simulator
                locale
                scene
                typed
                page=path::CEILINGS.to_owned()
                within=None
                download=Some(path::CEILINGS_TABLE.to_owned())
                keep=open.then(|| KeepScenario::url().to_owned())
            >
                <Csrf visit=&visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="name" label=text::ceilings::scenario_name(locale)
                    hint=text::ceilings::scenario_name_hint(locale) rejected=&rejected autocomplete="off" locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::ceilings::keep(locale)}</button>
                </div>
            </Simulator>
        </section>
    };
    Ok(view.into_any())
}

fn scenarios(visit: &Visit, ground: &Ground) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = ground
        .scenarios
        .iter()
        .map(|scenario| {
            let state = match (&scenario.adopted, scenario.shared) {
                (Some((act, _)), _) => format!("{}: {act}", text::ceilings::adopted(locale)),
                (None, true) => text::ceilings::is_shared(locale).to_owned(),
                (None, false) => text::ceilings::is_draft(locale).to_owned(),
            };
            let author = scenario.author.clone();
            view! {
                <tr>
                    <th scope="row"><a href=path::scenario(scenario.id)>{scenario.name.clone()}</a></th>
                    <td class="num" data-label=text::ceilings::pool(locale)>{visit.money(scenario.amount)}</td>
                    <td data-label=text::ceilings::author(locale)>
                        {author.unwrap_or_else(|| text::ceilings::command_line(locale).to_owned())}
                    </td>
                    <td data-label=text::ceilings::kept_on(locale)>{visit.date(scenario.created_at)}</td>
                    <td data-label=text::ceilings::state(locale)>{state}</td>
                </tr>
            }
        })
        .collect_view();
    let table = if ground.scenarios.is_empty() {
        view! { <p>{text::ceilings::no_scenarios(locale)}</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap" role="region" aria-labelledby="scenarios-table" tabindex="0">
                <table class="table table--stack">
                    <caption id="scenarios-table" class="visually-hidden">{text::ceilings::scenarios(locale)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::ceilings::scenario(locale)}</th>
                            <th scope="col" class="num">{text::ceilings::pool(locale)}</th>
                            <th scope="col">{text::ceilings::author(locale)}</th>
                            <th scope="col">{text::ceilings::kept_on(locale)}</th>
                            <th scope="col">{text::ceilings::state(locale)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <div class="section__head">
                <h2 id="scenarios-title">{text::ceilings::scenarios(locale)}</h2>
                <a class="btn btn--quiet" href=path::COMPARE_CEILINGS>
                    <Icon name="chart"/>{text::ceilings::compare(locale)}
                </a>
            </div>
            {table}
        </section>
    }
}

/// The way to each ceiling's ledger.
fn ledgers(visit: &Visit, ground: &Ground) -> impl IntoView + use<> {
    let locale = visit.locale();
    let links = ground
        .standings
        .iter()
        .filter(|standing| standing.ceiling.is_some())
        .map(|standing| {
            let territory = &standing.territory;
            let ceiling = standing.ceiling.map(|ceiling| visit.money(ceiling));
            view! {
                <li>
                    <a href=path::admin_ledger(&territory.code)>
                        {format!("{} {}", territory.code, territory.name)}<span class="muted">{ceiling}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="ledgers-title">
            <h2 id="ledgers-title">{text::ceilings::ledgers(locale)}</h2>
            <ul class="places" role="list">{links}</ul>
        </section>
    }
}

fn base_now(visit: &Visit, ground: &Ground, treasury: &Treasury) -> impl IntoView + use<> {
    let locale = visit.locale();
    view! {
        <section class="section stack" aria-labelledby="base-title">
            <div class="section__head">
                <h2 id="base-title">{text::ceilings::base_title(locale)}</h2>
                <a class="btn btn--quiet" href=path::pool(&ground.pool.id)>
                    <Icon name="coin"/>{text::pools::certify_base(locale)}
                </a>
            </div>
            <p>{certify::rule(treasury, &ground.pool, locale)}</p>
            <p>{certify::now(visit, ground.certified.as_ref())}</p>
        </section>
    }
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

/// Among whom the pool is shared out; a refusal where there is nobody.
pub async fn territories(visit: &Visit, tx: &mut TenantTx, process: &Process) -> Result<Vec<Standing>, Declined> {
    match sharing(tx, process).await? {
        Sharing::Territories(_) if simulated(&process.rule_set).is_none() => {
            Err(Declined::Refused(text::ceilings::cannot_share(visit.locale()).to_owned()))
        }
        Sharing::Territories(standings) => Ok(standings),
        Sharing::Whole(_) => Err(Declined::Refused(text::admin::whole(visit.locale(), visit.money(process.pool)))),
    }
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
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let weights = weights.split(',').take(20).map(|weight| weight.trim().chars().take(6).collect()).collect();
    let typed = Typed { weights, floor, cap, unit };
    let posted = Posted::new("scenario", simulator_with(&typed), [("name", &*name)]);
    let outcome = keep(&visit, &typed, &name).await;
    answer(&visit, posted, outcome).await
}

async fn keep(visit: &Visit, typed: &Typed, name: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let name = name.trim();
    if !(3..=80).contains(&name.chars().count()) {
        return Err(Declined::Invalid(vec![FieldMessage::new("name", text::ceilings::name_length(locale))]));
    }
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::ProposeCeilings).await?;
    let standings = territories(visit, &mut tx, &process).await?;
    let ground = Ground::of(&mut tx, &process, standings).await?;
    let amount = ground.money();
    let (split, told) = tried(&ground, amount, typed, locale)?;
    let pool = Pool { split, ..ground.pool.clone() };
    let allocation = serde_json::to_value(&told).map_err(StoreError::corrupt("ceiling_scenario.allocation"))?;
    let id = Uuid::new_v4();
    let new = NewScenario { id, name, pool: &pool, allocation: &allocation, amount, author: Some(viewer.person) };
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
        after: Some(&json!({ "amount": amount, "split": pool.split, "ceilings": amounts(&told) })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::scenario(id), message: Some(text::ceilings::kept(locale, name)) })
}

/// What somebody tries, divided.
fn tried(ground: &Ground, amount: Money, typed: &Typed, locale: Locale) -> Result<(Split, Explanation), Declined> {
    let start = ground.start();
    let scene = ground.scene(amount, start, locale)?;
    let invalid = |field: &str, message: String| Declined::Invalid(vec![FieldMessage::new(field, message)]);
    let meant = typed
        .read(&scene.split_terms(), amount.currency(), locale)
        .map_err(|(field, message)| invalid(field, message))?;
    let inputs = ground.inputs()?;
    let told = allocate(amount, &meant.formula(&scene.factors), &inputs)
        .map_err(|why| invalid("", refusal(&why, &scene.indicators, locale)))?
        .explain();
    let split = meant.replace(start).ok_or_else(|| invalid("", text::ceilings::cannot_share(locale).to_owned()))?;
    Ok((split, told))
}

/// The ceilings of a division as the audit trail keeps them: by code, in minor units.
pub fn amounts(told: &Explanation) -> serde_json::Map<String, serde_json::Value> {
    told.territories.iter().map(|one| (one.code.to_string(), json!(one.amount.minor()))).collect()
}

/// Saves the pool, and the ceilings that follow from it by the formula in force.
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
    let viewer = signed_in(visit)?;
    let mut errors = Vec::new();
    let pool = input::amount(pool, "pool", visit.site.currency, locale).map_err(|error| errors.push(error)).ok();
    let reason = input::reason(reason, "pool_reason", locale).map_err(|error| errors.push(error)).ok();
    let (Some(pool), Some(reason)) = (pool, reason) else { return Err(Declined::Invalid(errors)) };
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::SetCeilings).await?;
    let posting = Posting { act: &reason, reason: None, by: Some(viewer.person), at: visit.now };
    let ceilings = match sharing(&mut tx, &process).await? {
        Sharing::Whole(contest) => {
            ledger::bring_to(&mut tx, &[(contest, pool)], &posting).await.map_err(|why| below(why, locale))?;
            None
        }
        Sharing::Territories(_) if simulated(&process.rule_set).is_none() => {
            return Err(Declined::Refused(text::ceilings::cannot_share(locale).to_owned()));
        }
        Sharing::Territories(standings) => {
            let ground = Ground::of(&mut tx, &process, standings).await?;
            let split = ground.standing()?.map_or_else(|| ground.start().clone(), |(split, _)| split.clone());
            let told = match ground.divide(pool, &split)? {
                Some(Ok(told)) => told,
                Some(Err(why)) => {
                    let scene = ground.scene(pool, &split, locale)?;
                    let why = refusal(&why, &scene.indicators, locale);
                    return Err(Declined::Invalid(vec![FieldMessage::new("", why)]));
                }
                None => return Err(Declined::Refused(text::ceilings::cannot_share(locale).to_owned())),
            };
            put(&mut tx, &process, &ground, &told, &posting, locale).await?;
            Some(told)
        }
    };
    ceiling::save_pool(&mut tx, process.id, pool).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "set_pool",
        object: &process.name,
        reason: Some(&reason),
        before: Some(&json!({ "pool": process.pool })),
        after: Some(&json!({ "pool": pool, "ceilings": ceilings.as_ref().map(amounts) })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::admin::pool_saved(locale, visit.money(pool));
    Ok(Done { to: path::CEILINGS.to_owned(), message: Some(message) })
}

/// Puts ceilings into force, through their ledgers.
pub async fn put(
    tx: &mut TenantTx,
    process: &Process,
    ground: &Ground,
    told: &Explanation,
    posting: &Posting<'_>,
    locale: Locale,
) -> Result<(), Declined> {
    // The explanation has the territories in the order in which the ground gave them.
    let shares: Vec<(ContestId, _, Money)> = ground
        .standings
        .iter()
        .zip(&told.territories)
        .map(|(standing, one)| (Uuid::new_v4().into(), &standing.territory, one.amount))
        .collect();
    ceiling::save(tx, process.id, &shares, posting).await.map_err(|why| below(why, locale))
}

/// What the page says where a ceiling would fall below what is committed.
pub fn below(error: StoreError, locale: Locale) -> Declined {
    match error {
        StoreError::Committed => Declined::Refused(text::admin::below_committed(locale).to_owned()),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_survives_its_address() {
        let typed = Typed {
            weights: vec!["30".to_owned(), "70".to_owned()],
            floor: "0,5\u{a0}%".to_owned(),
            cap: String::new(),
            unit: "$100.000".to_owned(),
        };
        let address = simulator_with(&typed);
        assert_eq!(address, "/admin/techos?w0=30&w1=70&piso=0%2C5%C2%A0%25&tope=&unidad=%24100.000");
        let query = [("w0", "30"), ("w1", "70"), ("piso", "0,5\u{a0}%"), ("unidad", "$100.000")];
        let query: ParamsMap = query.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(asked(&query), Some(typed));
        assert_eq!(asked(&ParamsMap::new()), None);
    }
}
