//! One pool of the rules (bolsa): its sum, the certificates of its base, and the act that adopts its ceilings.

pub(super) mod adopt;
pub(super) mod certify;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    ceiling::plan::{Plan, PlanError},
    ruleset::{BaseRule, Pool, Split},
};
use store::process::{self, Process};

use super::{
    ceilings::{asked, frozen},
    enter_money,
    scenarios::{keep::simulator, list},
    tabs,
};
use crate::{
    components::{Crumbs, Heading, Icon, Notice, NoticeKind},
    division::{Ground, Part, Told, Treasury, told},
    islands::simulator::Typed,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// One pool.
#[component]
pub fn PoolPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("pool").unwrap_or_default();
    let query = use_query_map().get_untracked();
    let (within, typed) = (query.get("dentro"), asked(&query));
    page(async move |visit| {
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?;
        enter_money(&visit, &mut tx, process.as_ref()).await?;
        let process = process.ok_or(Fault::NotFound)?;
        let treasury = Treasury::of(&mut tx, &process).await?;
        let pool = treasury.pool(&id).ok_or(Fault::NotFound)?;
        let tried = treasury.is_simulated(pool);
        let part = match within.map(|code| code.parse()) {
            None => None,
            Some(code) => {
                let part = Part { pool: pool.id.clone(), within: code.map_err(|_| Fault::NotFound)? };
                let ground = Ground::within(&mut tx, &process, &treasury, &part).await?;
                Some(ground.ok_or(Fault::NotFound)?)
            }
        };
        drop(tx);
        show(&visit, &process, &treasury, Shown { pool, tried, part, typed })
    })
}

/// What the page shows.
struct Shown<'a> {
    pool: &'a Pool,
    /// Whether the simulator divides the pool as a whole.
    tried: bool,
    /// The part of the pool that is tried.
    part: Option<Ground>,
    /// The formula that is tried on it.
    typed: Option<Typed>,
}

fn show(visit: &Visit, process: &Process, treasury: &Treasury, shown: Shown<'_>) -> Result<Page, Fault> {
    let Shown { pool, tried, part, typed } = shown;
    let locale = visit.locale();
    let today = treasury.today(pool)?;
    let since = frozen(visit, process);
    let open = since.is_none();
    let closed = since.map(|since| {
        let notice = text::admin::frozen_notice(locale, since);
        view! { <Notice kind=NoticeKind::Information locale><p>{notice}</p></Notice> }
    });
    let certificates = matches!(pool.base, BaseRule::Share { .. })
        .then(|| certify::section(visit, treasury, pool, open))
        .transpose()?;
    let adopt = match &today {
        Ok(plan) if open && !tried && treasury.adopted(pool).is_none_or(|one| one.plan != *plan) => {
            Some(adopt::form(visit, treasury, pool, plan))
        }
        _ => None,
    };
    let title = pool.name.to_string();
    let simulator = part.map(|ground| simulator(visit, &ground, typed, open));
    let parts = today.as_ref().ok().and_then(|plan| parts(visit, treasury, pool, plan, simulator));
    let steps = vec![(path::CEILINGS.to_owned(), text::admin::ceilings_title(locale).to_owned())];
    let page = Page::new(
        title.clone(),
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here=title.clone()/>
            <Heading over=text::pools::over(locale) title lead=text::pools::lead(locale)/>
            {closed}
            <section class="section stack" aria-labelledby="plan-title">
                <h2 id="plan-title">{text::pools::plan_title(locale)}</h2>
                {sums(visit, treasury, pool, &today, tried, "cuenta")?}
            </section>
            {certificates}
            {adopt}
            {parts}
            {list::of_parts(visit, treasury, pool)}
        },
    );
    Ok(page.width(Width::Wide).with_islands())
}

/// The sum of a pool as it stands, and that of today where the two differ; `tried` where the simulator divides it. `id`
/// begins the ids of the tables.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn sums(
    visit: &Visit,
    treasury: &Treasury,
    pool: &Pool,
    today: &Result<Plan, PlanError>,
    tried: bool,
    id: &str,
) -> store::Result<AnyView> {
    let locale = visit.locale();
    let of_today = match today {
        Ok(plan) => {
            told::told(visit, treasury, pool, &Told { plan: plan.clone(), adopted: None, simulated: tried }, id, None)?
        }
        Err(why) => {
            let why = treasury.names().trouble(why, locale);
            view! { <Notice kind=NoticeKind::Attention locale><p>{why}</p></Notice> }.into_any()
        }
    };
    let Some(adopted) = treasury.adopted(pool) else { return Ok(of_today) };
    let stand = Told { plan: adopted.plan.clone(), adopted: Some(adopted), simulated: false };
    let differs = today.as_ref().is_ok_and(|plan| *plan != adopted.plan);
    let stands = told::told(visit, treasury, pool, &stand, &format!("{id}-adoptada"), None)?;
    let of_today = differs.then(|| {
        view! {
            <Notice kind=NoticeKind::Information locale><p>{text::pools::now_differs(locale)}</p></Notice>
            <h3>{text::pools::today_title(locale)}</h3>
            {of_today}
        }
    });
    Ok(view! { {stands}{of_today} }.into_any())
}

/// The larger territories within which the formula can be tried, and the simulator of the one that was asked for; nothing
/// where the pool's formula is not applied so.
fn parts(
    visit: &Visit,
    treasury: &Treasury,
    pool: &Pool,
    plan: &Plan,
    simulator: Option<AnyView>,
) -> Option<impl IntoView + use<>> {
    let locale = visit.locale();
    let larger = treasury.within(pool, plan);
    if larger.is_empty() {
        return None;
    }
    let links = larger
        .iter()
        .map(|(place, told)| {
            let label = text::pools::try_within(locale, &place.name, visit.money(told.pool));
            view! { <li><a href=path::pool_within(&pool.id, place.code.as_str())>{label}</a></li> }
        })
        .collect_view();
    Some(view! {
        <section class="section stack" aria-labelledby="dentro">
            <h2 id="dentro">{text::pools::within_title(locale)}</h2>
            <p>{text::pools::within_lead(locale)}</p>
            <ul>{links}</ul>
            {simulator}
        </section>
    })
}

/// The pools that the simulator does not divide, each with its sum and the way to its page.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn others(visit: &Visit, treasury: &Treasury) -> store::Result<AnyView> {
    let locale = visit.locale();
    let others = treasury.rules.pools.iter().filter(|pool| !treasury.is_simulated(pool));
    let sections = others
        .map(|pool| {
            let id = format!("bolsa-{}", pool.id);
            let today = treasury.today(pool)?;
            let sums = sums(visit, treasury, pool, &today, false, &id)?;
            let heading = id.clone();
            let way = text::pools::open_pool(locale, &pool.name);
            Ok(view! {
                <section class="section stack" aria-labelledby=id>
                    <div class="section__head">
                        <h2 id=heading>{pool.name.to_string()}</h2>
                        <a class="btn btn--quiet" href=path::pool(&pool.id)><Icon name="coin"/>{way}</a>
                    </div>
                    {sums}
                </section>
            })
        })
        .collect::<store::Result<Vec<_>>>()?;
    Ok(sections.into_any())
}

/// Whether a pool is divided by theme.
fn has_themes(pool: &Pool) -> bool {
    matches!(pool.split, Split::Themes { .. })
}
