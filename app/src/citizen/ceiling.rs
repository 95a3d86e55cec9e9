//! How one ceiling came about, for everybody: every figure, every step, and what happened to it since.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{locale::format_date, ruleset::Code, tenant::TenantKind};
use store::{
    StoreError, ledger,
    process::{self, Process},
    scenario,
};

use crate::{
    admin::{ledger as ledger_page, scenarios},
    components::{Crumbs, Heading, Icon, Notice, NoticeKind},
    division::{Ground, Part, Treasury, ground, steps::steps, told},
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// How the ceiling of a territory came about, or that of a contest.
#[component]
pub fn Ceiling() -> impl IntoView {
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    page(async move |visit| load(visit, code).await)
}

async fn load(visit: Visit, code: String) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?.ok_or(Fault::NotFound)?;
    let ceiling = ledger_page::Ceiling::of(&mut tx, &process, &code).await?.ok_or(Fault::NotFound)?;
    let entries = ledger::entries(&mut tx, ceiling.contest.id, process.pool.currency()).await?;
    let treasury = Treasury::of(&mut tx, &process).await?;
    let code: Code = match (&ceiling.place, &ceiling.contest.at) {
        (Some(place), _) => place.code.parse().map_err(StoreError::corrupt("territory.code"))?,
        (None, Some(at)) => at.clone(),
        (None, None) => return Err(Fault::NotFound),
    };
    let pools = Pools::of(&visit, &treasury, &process, &ceiling, &code)?;
    let ground = Ground::of(&mut tx, &process, None).await?;
    let told = match ground.filter(|ground| ground.rule.id == ceiling.contest.rule) {
        Some(ground) => {
            let told = ground.standing()?.and_then(|(_, told)| steps(&visit, &ground.known, &told, &code));
            let act = ground.adopted.as_ref().and_then(|adopted| adopted.adopted.clone());
            told.map(|told| (told, act))
        }
        None => None,
    };
    drop(tx);
    let (told, act) = told.map_or((None, None), |(told, act)| (Some(told), act));
    let explained = told.is_some() || pools.explain;
    let unknown = (!explained).then(|| view! { <p>{text::ceilings::how_unknown(locale)}</p> });
    let act = act.map(|(act, date)| {
        view! { <p>{text::ceilings::by_act(locale, act, format_date(date, locale))}</p> }
    });
    let title = text::ceilings::how_title(locale, ceiling.name(&process));
    let mut steps = vec![(path::TERRITORIES.to_owned(), text::citizen::territories(locale).to_owned())];
    steps.extend(ceiling.place.as_ref().map(|place| (path::territory(&place.code), place.name.clone())));
    Ok(Page::new(
        title.clone(),
        view! {
            <Crumbs locale steps here=text::ceilings::ceiling(locale)/>
            <Heading title lead=text::ceilings::how_lead(locale, visit.money(ceiling.balance.ceiling))>
                <a class="btn btn--quiet" href=path::CEILINGS_HISTORY><Icon name="chart"/>{text::ceilings::history(locale)}</a>
                <a class="btn btn--quiet" href=path::CEILINGS_TABLE download="">
                    <Icon name="download"/>{text::ceilings::download_table(locale)}
                </a>
            </Heading>
            {act}
            {unknown}
            {told}
            {pools.told}
            <section class="section stack">
                <h2 id="libro">{text::ceilings::ledger(locale)}</h2>
                <p>{ledger_page::lead(&visit, ceiling.balance)}</p>
                {ledger_page::table(&visit, &entries)}
            </section>
        },
    ))
}

/// The pools that the simulator does not divide, as far as they concern where a ceiling is.
struct Pools {
    told: Vec<AnyView>,
    /// Whether one of them says where the ceiling in force comes from.
    explain: bool,
}

impl Pools {
    fn of(
        visit: &Visit,
        treasury: &Treasury,
        process: &Process,
        ceiling: &ledger_page::Ceiling,
        code: &Code,
    ) -> store::Result<Self> {
        let contest = &ceiling.contest;
        let spent = process.rule_set.contest(&contest.rule).map(|rule| &rule.pool);
        let mut pools = Self { told: Vec::new(), explain: false };
        for pool in treasury.rules.pools.iter().filter(|pool| !treasury.is_simulated(pool)) {
            let stepwise = spent == Some(&pool.id);
            if let Ok(stand) = treasury.told(pool)?
                && stepwise
            {
                // A ballot that is held nowhere in particular is everybody's.
                let everybody = || treasury.own().iter().filter_map(|own| own.code.parse().ok()).collect();
                let whose = contest.at.clone().map_or_else(everybody, |at| vec![at]);
                pools.explain = true;
                if treasury.given(&stand.plan, &whose) != ceiling.balance.ceiling {
                    let note = text::pools::not_in_force(visit.locale(), visit.money(ceiling.balance.ceiling));
                    pools.told.push(view! { <p>{note}</p> }.into_any());
                }
            }
            pools.told.extend(told::to_territory(visit, treasury, pool, code, stepwise)?);
        }
        Ok(pools)
    }
}

/// A scenario that somebody shared, for whoever has its address.
#[component]
pub fn SharedScenario() -> impl IntoView {
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let locale = visit.locale();
        let mut tx = visit.enter().await?;
        let found = scenario::by_token(&mut tx, &scenarios::token_hash(&token)).await?.ok_or(Fault::NotFound)?;
        let process = process::current(&mut tx).await?.ok_or(Fault::NotFound)?;
        let ground = Ground::of(&mut tx, &process, Part::of(&found).as_ref()).await?.ok_or(Fault::NotFound)?;
        drop(tx);
        let told = ground::told(&found)?;
        let author = found.author.clone().unwrap_or_else(|| text::ceilings::command_line(locale).to_owned());
        let date = visit.date(found.created_at);
        let lead = text::ceilings::scenario_lead(locale, author, date, visit.money(found.amount));
        let note = found.adopted.is_none().then(|| {
            view! {
                <Notice kind=NoticeKind::Information locale><p>{text::ceilings::shared_note(locale)}</p></Notice>
            }
        });
        let body = scenarios::body(&visit, &ground, &found, &told);
        Ok(Page::new(
            found.name.clone(),
            view! {
                <Heading over=scenarios::over(&ground, locale) title=found.name.clone() lead/>
                {note}
                {body}
            },
        ))
    })
}
