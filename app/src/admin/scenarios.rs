//! A scenario kept from the simulator: what it gives, sharing it, adopting it by an act; and several side by side.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use serde_json::json;
use shared::{
    ceiling::{Explanation, Held, fairness::Counted},
    document::Fingerprint,
    locale::{Locale, format_basis_points, format_date},
    money::Money,
    permission::Action,
    ruleset::{Bound, Split},
};
use store::{
    StoreError, TenantTx, aggregate, audit, ceiling, contest,
    ledger::Posting,
    process::{self, Process},
    scenario::{self, Scenario},
};
use uuid::Uuid;

use super::{
    allow,
    ceilings::{amounts, frozen, put, simulator_with, territories},
    current_locked, enter_money, input, signed_in, tabs,
};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Icon, TextField},
    division::{Ground, Sharing, sharing, simulated},
    forms::{Declined, Done, Posted, answer},
    islands::simulator::{Scene, Typed, polyline},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The current process with what its division rests on; not found where there is none.
async fn load(visit: &Visit, tx: &mut TenantTx) -> Result<(Process, Ground), Fault> {
    let process = process::current(tx).await?;
    enter_money(visit, tx, process.as_ref()).await?;
    let process = process.ok_or(Fault::NotFound)?;
    let Sharing::Territories(standings) = sharing(tx, &process).await? else { return Err(Fault::NotFound) };
    if simulated(&process.rule_set).is_none() {
        return Err(Fault::NotFound);
    }
    let ground = Ground::of(tx, &process, standings).await?;
    Ok((process, ground))
}

fn told(scenario: &Scenario) -> store::Result<Explanation> {
    serde_json::from_value(scenario.allocation.clone()).map_err(StoreError::corrupt("ceiling_scenario.allocation"))
}

/// One scenario.
#[component]
pub fn ScenarioPage() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("scenario");
    page(async move |visit| {
        let id = asked.and_then(|id| id.parse::<Uuid>().ok()).ok_or(Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let (process, ground) = load(&visit, &mut tx).await?;
        let scenario = ground.scenarios.iter().find(|scenario| scenario.id == id).ok_or(Fault::NotFound)?;
        let open = frozen(&visit, &process).is_none();
        Ok(show(&visit, &ground, scenario, open)?)
    })
}

fn show(visit: &Visit, ground: &Ground, scenario: &Scenario, open: bool) -> store::Result<Page> {
    let locale = visit.locale();
    let told = told(scenario)?;
    let author = scenario.author.clone().unwrap_or_else(|| text::ceilings::command_line(locale).to_owned());
    let lead =
        text::ceilings::scenario_lead(locale, author, visit.date(scenario.created_at), visit.money(scenario.amount));
    let adopted = scenario.adopted.as_ref().map(|(act, date)| {
        view! {
            <p>
                <span class="chip chip--ok"><Icon name="check"/>{text::ceilings::adopted(locale)}</span>
                " "{text::ceilings::adopted_by(locale, act, format_date(*date, locale))}
            </p>
        }
    });
    let steps = vec![(path::CEILINGS.to_owned(), text::admin::ceilings_title(locale).to_owned())];
    let forms = view! {
        {(open && scenario.adopted.is_none()).then(|| adopt_form(visit, scenario))}
        {share_form(visit, scenario)}
        {scenario.adopted.is_none().then(|| discard_form(visit, scenario))}
    };
    let again = simulator_with(&Typed::of(&scenario.pool.split, locale));
    let page = Page::new(
        scenario.name.clone(),
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here=scenario.name.clone()/>
            <Heading over=text::ceilings::scenario(locale) title=scenario.name.clone() lead>
                <a class="btn btn--quiet" href=again>{text::ceilings::open_in_simulator(locale)}</a>
            </Heading>
            {adopted}
            {body(visit, ground, scenario, &told)?}
            {forms}
        },
    );
    Ok(page.width(Width::Wide))
}

/// What a scenario says to whoever reads it: the formula and what it gives.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn body(
    visit: &Visit,
    ground: &Ground,
    scenario: &Scenario,
    told: &Explanation,
) -> store::Result<impl IntoView + use<>> {
    let scene = ground.scene(scenario.amount, &scenario.pool.split, visit.locale())?;
    Ok(view! { {formula(visit, &scene, &scenario.pool.split)}{table(visit, &scene, told)} })
}

fn formula(visit: &Visit, scene: &Scene, split: &Split) -> impl IntoView + use<> {
    let locale = visit.locale();
    let (weights, bounds) = match split {
        Split::Formula { terms, floor, cap, unit, .. } => {
            let bound = |bound: &Option<Bound>| match bound {
                None => text::ceilings::none(locale).to_owned(),
                Some(Bound::Amount { amount }) => visit.money(amount.money()),
                Some(Bound::Share { share }) => format_basis_points(share.basis_points().into(), locale, 2),
            };
            let unit = unit.map_or_else(|| text::ceilings::none(locale).to_owned(), |unit| visit.money(unit.money()));
            let bounds = vec![
                (text::ceilings::floor(locale), bound(floor)),
                (text::ceilings::cap(locale), bound(cap)),
                (text::ceilings::unit(locale), unit),
            ];
            (terms.iter().map(|term| term.weight.to_string()).collect(), bounds)
        }
        _ => (Vec::new(), Vec::new()),
    };
    let weights = scene
        .terms
        .iter()
        .zip(weights)
        .map(|(term, weight)| view! { <div><dt>{term.name.clone()}</dt><dd class="num">{weight}</dd></div> })
        .collect_view();
    let bounds = bounds
        .into_iter()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd class="num">{value}</dd></div> })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="formula-title">
            <h2 id="formula-title">{text::ceilings::formula_used(locale)}</h2>
            <dl class="facts">{weights}{bounds}</dl>
        </section>
    }
}

fn table(visit: &Visit, scene: &Scene, told: &Explanation) -> impl IntoView + use<> {
    let locale = visit.locale();
    let written = |money: Option<Money>| {
        money.map_or_else(|| text::ceilings::no_figure(locale).to_owned(), |money| visit.money(money))
    };
    let rows = told
        .territories
        .iter()
        .map(|one| {
            let place = scene.places.iter().find(|place| place.code == one.code);
            let counted = place.and_then(|place| scene.counted(place, one.amount));
            let name = place.map_or_else(|| one.code.to_string(), |place| format!("{} {}", place.code, place.name));
            let held = one.held.map(|held| match held.bound {
                Held::Floor => text::ceilings::held_floor(locale),
                Held::Cap => text::ceilings::held_cap(locale),
            });
            let counted = counted.as_ref();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label=text::ceilings::ceiling(locale)>{visit.money(one.amount)}</td>
                    <td data-label=text::ceilings::bound(locale)>{held}</td>
                    <td class="num" data-label=text::ceilings::per_person(locale)>
                        {written(counted.and_then(Counted::per_inhabitant))}
                    </td>
                    <td class="num" data-label=text::ceilings::per_poor(locale)>
                        {written(counted.and_then(Counted::per_poor_inhabitant))}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <div class="table-wrap" role="region" aria-labelledby="scenario-table" tabindex="0">
                <table class="table table--stack">
                    <caption id="scenario-table">{text::ceilings::table_ceilings(locale)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::ceilings::territory(locale)}</th>
                            <th scope="col" class="num">{text::ceilings::ceiling(locale)}</th>
                            <th scope="col">{text::ceilings::bound(locale)}</th>
                            <th scope="col" class="num">{text::ceilings::per_person(locale)}</th>
                            <th scope="col" class="num">{text::ceilings::per_poor(locale)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{text::ceilings::total(locale)}</th>
                            <td class="num" data-label=text::ceilings::ceiling(locale)>{visit.money(told.pool)}</td>
                            <td></td><td></td><td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

fn adopt_form(visit: &Visit, scenario: &Scenario) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rejected = visit.rejected("adopt");
    view! {
        <section class="section" aria-labelledby="adopt-title">
            <h2 id="adopt-title">{text::ceilings::adopt_title(locale)}</h2>
            <p>{text::ceilings::adopt_lead(locale)}</p>
            <form class="form" method="post" action=AdoptScenario::url()>
                <Csrf visit/>
                <input type="hidden" name="scenario" value=scenario.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="act" label=text::ceilings::act(locale) hint=text::ceilings::act_hint(locale)
                    rejected=&rejected autocomplete="off" locale
                />
                <TextField
                    name="act_date" label=text::ceilings::act_date(locale) rejected=&rejected kind="date"
                    class="input--short" locale
                />
                <TextField
                    name="reference" label=text::ceilings::act_reference(locale) rejected=&rejected
                    autocomplete="off" locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::ceilings::adopt(locale)}</button>
                </div>
            </form>
        </section>
    }
}

fn share_form(visit: &Visit, scenario: &Scenario) -> impl IntoView + use<> {
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

fn discard_form(visit: &Visit, scenario: &Scenario) -> impl IntoView + use<> {
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

/// The scenario of the current process that a form names.
async fn named(
    visit: &Visit,
    tx: &mut TenantTx,
    typed: &str,
    action: Action,
) -> Result<(Process, Ground, Scenario), Declined> {
    let gone = || Declined::Refused(text::ceilings::gone(visit.locale()).to_owned());
    let process = current_locked(visit, tx).await?;
    allow(visit, tx, &process, action).await?;
    let id: Uuid = typed.parse().map_err(|_| gone())?;
    let standings = territories(visit, tx, &process).await?;
    let ground = Ground::of(tx, &process, standings).await?;
    let scenario = ground.scenarios.iter().find(|scenario| scenario.id == id).cloned().ok_or_else(gone)?;
    Ok((process, ground, scenario))
}

/// The page of a scenario that a form names; the list where it names none.
fn back(typed: &str) -> String {
    typed.parse().map_or_else(|_| path::CEILINGS.to_owned(), path::scenario)
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
    let typed = [("act", &*act), ("act_date", &*act_date), ("reference", &*reference)];
    let posted = Posted::new("adopt", back(&scenario), typed);
    let outcome = adopt(&visit, &scenario, typed.map(|(_, typed)| typed)).await;
    answer(&visit, posted, outcome).await
}

async fn adopt(visit: &Visit, scenario: &str, [act, date, reference]: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut errors = Vec::new();
    let act = input::act(act, "act", locale).map_err(|error| errors.push(error)).unwrap_or_default();
    let date = input::past_day(date, "act_date", visit).map_err(|error| errors.push(error)).ok();
    let reference =
        input::reference(reference, "reference", locale).map_err(|error| errors.push(error)).unwrap_or_default();
    let (Some(date), true) = (date, errors.is_empty()) else { return Err(Declined::Invalid(errors)) };
    let mut tx = visit.enter().await?;
    let (process, ground, scenario) = named(visit, &mut tx, scenario, Action::SetCeilings).await?;
    let gone = || Declined::Refused(text::ceilings::gone(locale).to_owned());
    if scenario.adopted.is_some() {
        return Err(gone());
    }
    // Whoever adopts it adopts what everybody can calculate today.
    let told = told(&scenario)?;
    if !matches!(ground.divide(scenario.amount, &scenario.pool.split)?, Some(Ok(today)) if today == told) {
        return Err(Declined::Refused(text::ceilings::stale(locale).to_owned()));
    }
    let posting = Posting { act: &act, reason: None, by: Some(viewer.person), at: visit.now };
    put(&mut tx, &process, &ground, &told, &posting, locale).await?;
    match scenario::adopt(&mut tx, scenario.id, &act, date, reference.as_deref(), Some(viewer.person), visit.now).await
    {
        Err(StoreError::Conflict(_)) => return Err(gone()),
        done => done?,
    }
    ceiling::save_pool(&mut tx, process.id, scenario.amount).await?;
    let before: serde_json::Map<_, _> =
        ground.standings.iter().map(|s| (s.territory.code.clone(), json!(s.ceiling.map(Money::minor)))).collect();
    let entry = audit::Act {
        person: Some(viewer.person),
        act: "set_ceilings",
        object: &process.name,
        reason: Some(&act),
        before: Some(&json!({ "pool": process.pool, "split": ground.start(), "ceilings": before })),
        after: Some(&json!({
            "pool": scenario.amount,
            "split": scenario.pool.split,
            "ceilings": amounts(&told),
            "scenario": scenario.name,
            "act_date": date,
            "reference": reference,
        })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &entry).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::admin::ceilings_saved(locale, visit.money(scenario.amount));
    Ok(Done { to: path::CEILINGS.to_owned(), message: Some(message) })
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
    let (_, _, scenario) = named(visit, &mut tx, scenario, Action::ProposeCeilings).await?;
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
    let (_, _, scenario) = named(visit, &mut tx, scenario, Action::ProposeCeilings).await?;
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
    Ok(Done { to: path::CEILINGS.to_owned(), message: Some(message) })
}

/// A division among those that can be compared.
struct Division {
    /// Its name in addresses.
    word: String,
    /// What people call it.
    name: String,
    /// The ceiling of each territory, in the order of the ground.
    amounts: Vec<Option<Money>>,
}

/// Several divisions side by side.
#[component]
pub fn Compare() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked = ["a", "b", "c"].map(|name| query.get(name));
    page(async move |visit| {
        let mut tx = visit.enter().await?;
        let (process, ground) = load(&visit, &mut tx).await?;
        let known = known(&visit, &mut tx, &process, &ground).await?;
        // Without a choice: what is in force, the year before, and the newest scenario.
        let at = |place: usize| match &asked[place] {
            Some(word) => known.iter().find(|division| division.word == *word),
            None if asked.iter().all(Option::is_none) => known.get(place),
            None => None,
        };
        let chosen = [at(0), at(1), at(2)];
        Ok(side_by_side(&visit, &ground, &known, chosen)?)
    })
}

async fn known(visit: &Visit, tx: &mut TenantTx, process: &Process, ground: &Ground) -> Result<Vec<Division>, Fault> {
    let locale = visit.locale();
    let mut known = vec![Division {
        word: "vigente".to_owned(),
        name: text::ceilings::in_force(locale).to_owned(),
        amounts: ground.standings.iter().map(|standing| standing.ceiling).collect(),
    }];
    for other in process::all(tx).await? {
        if other.id == process.id || other.pool.currency() != process.pool.currency() {
            continue;
        }
        let before = contest::standings(tx, other.id, other.pool.currency()).await?;
        let of = |code: &str| before.iter().find(|standing| standing.territory.code == code)?.ceiling;
        let amounts: Vec<_> = ground.standings.iter().map(|standing| of(&standing.territory.code)).collect();
        if amounts.iter().any(Option::is_some) {
            known.push(Division { name: text::ceilings::of_process(locale, other.name), word: other.slug, amounts });
        }
    }
    for scenario in &ground.scenarios {
        let told = told(scenario)?;
        let of = |code: &str| told.territories.iter().find(|one| one.code.as_str() == code).map(|one| one.amount);
        known.push(Division {
            word: scenario.id.to_string(),
            name: scenario.name.clone(),
            amounts: ground.standings.iter().map(|standing| of(&standing.territory.code)).collect(),
        });
    }
    Ok(known)
}

fn side_by_side(
    visit: &Visit,
    ground: &Ground,
    known: &[Division],
    chosen: [Option<&Division>; 3],
) -> store::Result<Page> {
    let locale = visit.locale();
    let scene = ground.scene(ground.money(), ground.start(), locale)?;
    let choices = ["a", "b", "c"]
        .into_iter()
        .zip(&chosen)
        .zip(1..)
        .map(|((name, chosen), number)| {
            let options = known
                .iter()
                .map(|division| {
                    let selected = chosen.is_some_and(|chosen| chosen.word == division.word);
                    let (word, name) = (division.word.clone(), division.name.clone());
                    view! { <option value=word selected=selected>{name}</option> }
                })
                .collect_view();
            view! {
                <div class="field">
                    <label for=name>{text::ceilings::division(locale, number)}</label>
                    <select class="input" id=name name=name>
                        <option value="">{text::ceilings::nothing_chosen(locale)}</option>
                        {options}
                    </select>
                </div>
            }
        })
        .collect_view();
    let chosen: Vec<&Division> = chosen.into_iter().flatten().collect();
    let title = text::ceilings::compare(locale);
    let steps = vec![(path::CEILINGS.to_owned(), text::admin::ceilings_title(locale).to_owned())];
    let page = Page::new(
        title,
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here=title/>
            <Heading title lead=text::ceilings::compare_lead(locale)/>
            <form class="search" method="get" action=path::COMPARE_CEILINGS>
                {choices}
                <button class="btn" type="submit">{text::ceilings::compare(locale)}</button>
            </form>
            {(!chosen.is_empty()).then(|| view! {
                {comparison(visit, &scene, &chosen)}
                {curves(locale, &scene, &chosen)}
            })}
        },
    );
    Ok(page.width(Width::Wide))
}

fn comparison(visit: &Visit, scene: &Scene, chosen: &[&Division]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let written = |money: Option<Money>| {
        money.map_or_else(|| text::ceilings::no_figure(locale).to_owned(), |money| visit.money(money))
    };
    let heads = chosen
        .iter()
        .map(|division| view! { <th scope="colgroup" colspan="3">{division.name.clone()}</th> })
        .collect_view();
    let below = chosen
        .iter()
        .map(|_| {
            view! {
                <th scope="col" class="num">{text::ceilings::ceiling(locale)}</th>
                <th scope="col" class="num">{text::ceilings::per_person(locale)}</th>
                <th scope="col" class="num">{text::ceilings::per_poor(locale)}</th>
            }
        })
        .collect_view();
    let rows = scene
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let cells = chosen
                .iter()
                .map(|division| {
                    let amount = division.amounts[at];
                    let counted = amount.and_then(|amount| scene.counted(place, amount));
                    let counted = counted.as_ref();
                    view! {
                        <td class="num">{written(amount)}</td>
                        <td class="num">{written(counted.and_then(Counted::per_inhabitant))}</td>
                        <td class="num">{written(counted.and_then(Counted::per_poor_inhabitant))}</td>
                    }
                })
                .collect_view();
            view! { <tr><th scope="row">{format!("{} {}", place.code, place.name)}</th>{cells}</tr> }
        })
        .collect_view();
    let gini = chosen
        .iter()
        .map(|division| {
            let gini = even(scene, division).map_or_else(
                || text::ceilings::no_figure(locale).to_owned(),
                |even| format_basis_points(even.gini.into(), locale, 1),
            );
            view! { <td class="num" colspan="3">{gini}</td> }
        })
        .collect_view();
    view! {
        <section class="section">
            <div class="table-wrap" role="region" aria-labelledby="compare-table" tabindex="0">
                <table class="table">
                    <caption id="compare-table">{text::ceilings::compare_table(locale)}</caption>
                    <thead>
                        <tr><th scope="col" rowspan="2">{text::ceilings::territory(locale)}</th>{heads}</tr>
                        <tr>{below}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot><tr><th scope="row">{text::ceilings::gini_row(locale)}</th>{gini}</tr></tfoot>
                </table>
            </div>
        </section>
    }
}

fn even(scene: &Scene, division: &Division) -> Option<shared::ceiling::fairness::Evenness> {
    let amounts: Option<Vec<_>> = division.amounts.iter().copied().collect();
    scene.evenness(&amounts?)
}

fn curves(locale: Locale, scene: &Scene, chosen: &[&Division]) -> impl IntoView + use<> {
    let lines = chosen
        .iter()
        .enumerate()
        .filter_map(|(place, division)| {
            let points = polyline(&even(scene, division)?);
            let class = ["lorenz__line", "lorenz__before", "lorenz__third"].get(place).copied().unwrap_or_default();
            Some(view! { <polyline class=class points=points></polyline> })
        })
        .collect_view();
    let legend = chosen
        .iter()
        .enumerate()
        .map(|(place, division)| {
            let class = ["lorenz__line", "lorenz__before", "lorenz__third"].get(place).copied().unwrap_or_default();
            view! {
                <li>
                    <svg class="lorenz__key" viewBox="0 0 60 10" aria-hidden="true">
                        <polyline class=class points="0,5 60,5"></polyline>
                    </svg>
                    {division.name.clone()}
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="chart">
            <figcaption>{text::ceilings::lorenz(locale)}</figcaption>
            <svg
                class="chart__svg lorenz" viewBox="-10 -10 1020 1020" role="img"
                aria-label=text::ceilings::lorenz(locale)
            >
                <line class="chart__axis" x1="0" y1="1000" x2="1000" y2="0"></line>
                <polyline class="lorenz__frame" points="0,0 0,1000 1000,1000"></polyline>
                {lines}
            </svg>
            <ul class="legend">{legend}</ul>
        </figure>
    }
}
