//! The ceilings: the simulator, the scenarios kept from it, the certified base and the pool.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use serde_json::json;
use shared::{
    ceiling::Explanation, document::Key, id::ContestId, locale::Locale, money::Money, permission::Action,
    phase::PhaseState, ruleset::BaseRule,
};
use store::{
    StoreError, TenantTx, aggregate, audit,
    ceiling::{self, Held},
    contest,
    ledger::{self, Posting},
    process::{self, Process},
};
use uuid::Uuid;

use super::{
    allow, current_locked, enter_money, input, no_process,
    pools::{self, certify},
    scenarios::{keep::simulator, list},
    signed_in, tabs,
};
use crate::{
    components::{Csrf, ErrorSummary, Heading, Icon, Notice, NoticeKind, TextArea, TextField},
    division::{Extent, Ground, Part, Sharing, Treasury, divided, money_for, sharing},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    islands::simulator::{Typed, refusal},
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

/// The simulator with a formula, of a part of a pool where that is what it is about.
pub fn simulator_with(part: Option<&Part>, typed: &Typed) -> String {
    let page = part.map_or_else(|| path::CEILINGS.to_owned(), |part| path::pool(&part.pool));
    let within = part.map(|part| ("dentro", part.within.as_str()));
    let names: Vec<_> = (0..typed.weights.len()).map(|place| format!("w{place}")).collect();
    let weights = names.iter().map(String::as_str).zip(typed.weights.iter().map(String::as_str));
    let rest = [("piso", &*typed.floor), ("tope", &*typed.cap), ("unidad", &*typed.unit)];
    path::with_query(&page, &within.into_iter().chain(weights).chain(rest).collect::<Vec<_>>())
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
        let treasury = Treasury::of(&mut tx, &process).await?;
        let pools = pools::others(&visit, &treasury)?;
        let ground = Ground::of(&mut tx, &process, None).await?;
        let money = Settable::of(&mut tx, &process, ground.as_ref()).await?;
        let ledgers = ledgers(&mut tx, &process, ground.as_ref()).await?;
        drop(tx);
        let ground = ground.as_ref();
        let shown = Shown { process: &process, treasury: &treasury, ground, money, ledgers, pools };
        Ok(show(&visit, shown, typed))
    })
}

/// The money of a contest that an act can set.
struct Settable {
    money: Money,
    /// The name of the contest, where several are decided together.
    of: Option<String>,
}

impl Settable {
    /// What the simulator divides, or what one ballot has as a whole; nothing where the rules divide in other ways: that is
    /// adopted pool by pool.
    async fn of(tx: &mut TenantTx, process: &Process, ground: Option<&Ground>) -> store::Result<Option<Self>> {
        let rules = &process.rule_set;
        let Some(rule) = divided(rules) else { return Ok(None) };
        if ground.is_none() && !matches!(sharing(tx, process, rule).await?, Sharing::Whole(_)) {
            return Ok(None);
        }
        let of = rules.decides_several().then(|| rule.name.to_string());
        Ok(Some(Self { money: money_for(tx, process, &rule.id).await?, of }))
    }
}

/// The way to the ledger of a ceiling.
struct Way {
    to: String,
    name: String,
    ceiling: Money,
}

/// The ways to the ledgers: of the territories among which the simulator divides; of all contests where several things
/// are decided together.
async fn ledgers(tx: &mut TenantTx, process: &Process, ground: Option<&Ground>) -> store::Result<Vec<Way>> {
    if process.rule_set.decides_several() {
        let all = contest::of_process(tx, process.id).await?.into_iter();
        let way =
            |one: contest::Contest| Way { to: path::admin_ledger(&one.code), name: one.name, ceiling: one.ceiling };
        return Ok(all.map(way).collect());
    }
    let places = ground.map(|ground| ground.places.as_slice()).unwrap_or_default().iter();
    let ways = places.filter_map(|place| {
        let (to, name) = (path::admin_ledger(place.code.as_str()), format!("{} {}", place.code, place.name));
        Some(Way { to, name, ceiling: place.saved? })
    });
    Ok(ways.collect())
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
    /// What an act can set.
    money: Option<Settable>,
    ledgers: Vec<Way>,
    /// The pools that the simulator does not divide.
    pools: AnyView,
}

fn show(visit: &Visit, shown: Shown<'_>, typed: Option<Typed>) -> Page {
    let Shown { process, treasury, ground, money, ledgers, pools } = shown;
    let locale = visit.locale();
    let frozen = frozen(visit, process);
    let open = frozen.is_none();
    let notice = frozen.map(|since| {
        let weights = ground.map(|_| view! { <p>{text::admin::frozen_weights(locale)}</p> });
        view! {
            <Notice kind=NoticeKind::Information locale>
                <p>{text::admin::frozen_notice(locale, since)}</p>
                {weights}
            </Notice>
        }
    });
    let body = match (ground, &money) {
        (None, None) => ().into_any(),
        (None, Some(Settable { money, of })) => {
            let money = visit.money(*money);
            let whole = match of {
                None => text::admin::whole(locale, money),
                Some(name) => text::admin::whole_of(locale, name, money),
            };
            view! { <p>{whole}</p> }.into_any()
        }
        (Some(ground), _) => {
            let simulator = simulator(visit, ground, typed, open);
            view! { <section class="section">{simulator}</section>{list::of_pool(visit, ground)} }.into_any()
        }
    };
    let ledgers = (ground.is_some() || !ledgers.is_empty()).then(|| ledgers_list(visit, ledgers));
    let base = ground.filter(|ground| matches!(ground.pool.base, BaseRule::Share { .. }));
    let base = base.map(|ground| base_now(visit, ground, treasury));
    let lead = ground.map_or_else(
        || text::pools::lead(locale).to_owned(),
        |ground| text::ceilings::lead(locale, visit.money(ground.money())),
    );
    // The simulator has a table of its own.
    let file = ground.is_none().then(|| {
        view! {
            <a class="btn btn--quiet" href=path::CEILINGS_TABLE download="">
                <Icon name="download"/>{text::ceilings::download_table(locale)}
            </a>
        }
    });
    let form = money.filter(|_| open).map(|money| money_form(visit, &money));
    let title = text::admin::ceilings_title(locale);
    let page = Page::new(
        title,
        view! {
            {tabs(visit, path::CEILINGS)}
            <Heading title lead>
                <a class="btn btn--quiet" href=path::CEILINGS_HISTORY><Icon name="chart"/>{text::ceilings::history(locale)}</a>
                {file}
            </Heading>
            {notice}
            {body}
            {ledgers}
            {base}
            {pools}
            {form}
        },
    );
    page.width(Width::Wide).with_islands()
}

/// The way to each ceiling's ledger.
fn ledgers_list(visit: &Visit, ledgers: Vec<Way>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let links = ledgers
        .into_iter()
        .map(|Way { to, name, ceiling }| {
            view! { <li><a href=to>{name}<span class="muted">{visit.money(ceiling)}</span></a></li> }
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

fn money_form(visit: &Visit, Settable { money, of }: &Settable) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rejected = visit.rejected("pool");
    let title = of
        .as_ref()
        .map_or_else(|| text::admin::pool_title(locale).to_owned(), |name| text::admin::pool_title_of(locale, name));
    view! {
        <section class="section" aria-labelledby="pool-title">
            <h2 id="pool-title">{title}</h2>
            <form class="form" method="post" action=SavePool::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="pool" label=text::admin::pool(locale) hint=text::admin::pool_hint(locale) rejected=&rejected
                    value=visit.money(*money) class="input--money" inputmode="decimal" autocomplete="off" locale
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
    let cannot = || Declined::Refused(text::ceilings::cannot_share(locale).to_owned());
    let rule = divided(&process.rule_set).ok_or_else(cannot)?;
    let ceilings = match Ground::of(&mut tx, &process, None).await? {
        None => {
            let Sharing::Whole(contest) = sharing(&mut tx, &process, rule).await? else { return Err(cannot()) };
            ledger::bring_to(&mut tx, &[(contest, pool)], &posting).await.map_err(|why| below(why, locale))?;
            None
        }
        Some(ground) => {
            let split = ground.standing()?.map_or_else(|| ground.start().clone(), |(split, _)| split.clone());
            let told = match ground.divide(pool, &split) {
                Some(Ok(told)) => told,
                Some(Err(why)) => {
                    let why = refusal(&why, &ground.known.names(), locale);
                    return Err(Declined::Invalid(vec![FieldMessage::new("", why)]));
                }
                None => return Err(cannot()),
            };
            put(&mut tx, &process, &ground, &told, &posting, locale).await?;
            Some(told)
        }
    };
    let whole = save_money(&mut tx, &process, &rule.id, pool).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "set_pool",
        object: &process.name,
        reason: Some(&reason),
        before: Some(&json!({ "pool": process.pool })),
        after: Some(&json!({ "pool": whole, "ceilings": ceilings.as_ref().map(amounts) })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::admin::pool_saved(locale, visit.money(pool));
    Ok(Done { to: path::CEILINGS.to_owned(), message: Some(message) })
}

/// Saves the money of a process: what a contest of its rules is given, with what the others have. Gives it back.
///
/// # Errors
/// When the database does not answer, or it is more than an amount can be.
pub async fn save_money(tx: &mut TenantTx, process: &Process, rule: &Key, given: Money) -> store::Result<Money> {
    let others = ceiling::of_others(tx, process, rule).await?;
    let whole = others.checked_add(given).map_err(StoreError::corrupt("process.pool_minor"))?;
    ceiling::save_pool(tx, process.id, whole).await?;
    Ok(whole)
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
    let Extent::Pool(standings) = &ground.extent else {
        return Err(Declined::Refused(text::ceilings::cannot_share(locale).to_owned()));
    };
    // The explanation has the territories in the order in which the ground gave them.
    let shares: Vec<(ContestId, _, Money)> = standings
        .iter()
        .zip(&told.territories)
        .map(|(standing, one)| (Uuid::new_v4().into(), Held::In(&standing.territory), one.amount))
        .collect();
    ceiling::save(tx, process, &ground.rule, &shares, posting).await.map_err(|why| below(why, locale))
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
        let address = simulator_with(None, &typed);
        assert_eq!(address, "/admin/techos?w0=30&w1=70&piso=0%2C5%C2%A0%25&tope=&unidad=%24100.000");
        let query = [("w0", "30"), ("w1", "70"), ("piso", "0,5\u{a0}%"), ("unidad", "$100.000")];
        let query: ParamsMap = query.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(asked(&query), Some(typed));
        assert_eq!(asked(&ParamsMap::new()), None);
    }
}
