//! A scenario kept from the simulator: what it gives, sharing it, adopting it by an act; and several side by side.

mod adopt;
mod compare;
pub mod keep;
pub mod list;
mod share;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    ceiling::{Explanation, Held, fairness::Counted},
    locale::{Locale, format_basis_points, format_date},
    money::Money,
    permission::Action,
    ruleset::{Bound, Split},
};
use store::{
    TenantTx,
    process::{self, Process},
    scenario::{self, Scenario},
};
use uuid::Uuid;

pub use self::{compare::Compare, share::token_hash};
use super::{
    allow,
    ceilings::{frozen, simulator_with},
    current_locked, enter_money, tabs,
};
use crate::{
    components::{Column, Crumbs, Heading, Icon, Table},
    division::{Ground, Part, ground::told},
    forms::Declined,
    islands::simulator::{Scene, Typed},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

async fn of_process(tx: &mut TenantTx, process: &Process, id: Uuid) -> store::Result<Option<Scenario>> {
    Ok(scenario::of_process(tx, process.id).await?.into_iter().find(|scenario| scenario.id == id))
}

/// One scenario.
#[component]
pub fn ScenarioPage() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("scenario");
    page(async move |visit| {
        let id = asked.and_then(|id| id.parse::<Uuid>().ok()).ok_or(Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?;
        enter_money(&visit, &mut tx, process.as_ref()).await?;
        let process = process.ok_or(Fault::NotFound)?;
        let scenario = of_process(&mut tx, &process, id).await?.ok_or(Fault::NotFound)?;
        let ground = Ground::of(&mut tx, &process, Part::of(&scenario).as_ref()).await?.ok_or(Fault::NotFound)?;
        let open = frozen(&visit, &process).is_none();
        Ok(show(&visit, &ground, &scenario, open)?)
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
    let steps = steps(ground, locale);
    let forms = view! {
        {(open && scenario.adopted.is_none()).then(|| adopt::form(visit, ground, scenario))}
        {share::share_form(visit, scenario)}
        {scenario.adopted.is_none().then(|| share::discard_form(visit, scenario))}
    };
    let again = simulator_with(ground.part().as_ref(), &Typed::of(&scenario.pool.split, locale));
    let page = Page::new(
        scenario.name.clone(),
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here=scenario.name.clone()/>
            <Heading over=over(ground, locale) title=scenario.name.clone() lead>
                <a class="btn btn--quiet" href=again>{text::ceilings::open_in_simulator(locale)}</a>
            </Heading>
            {adopted}
            {body(visit, ground, scenario, &told)}
            {forms}
        },
    );
    Ok(page.width(Width::Wide))
}

/// What a scenario is, above its name: with the larger territory whose part it divides.
pub fn over(ground: &Ground, locale: Locale) -> String {
    ground.larger().map_or_else(
        || text::ceilings::scenario(locale).to_owned(),
        |place| text::ceilings::scenario_of(locale, &place.name),
    )
}

/// The pages between home and those of a scenario.
fn steps(ground: &Ground, locale: Locale) -> Vec<(String, String)> {
    let mut steps = vec![(path::CEILINGS.to_owned(), text::admin::ceilings_title(locale).to_owned())];
    if let Some(part) = ground.part() {
        steps.push((path::pool(&part.pool), ground.pool.name.to_string()));
    }
    steps
}

/// What a scenario says to whoever reads it: the formula and what it gives.
pub fn body(visit: &Visit, ground: &Ground, scenario: &Scenario, told: &Explanation) -> impl IntoView + use<> {
    let scene = ground.scene(scenario.amount, &scenario.pool.split, visit.locale());
    view! { {formula(visit, &scene, &scenario.pool.split)}{table(visit, &scene, told)} }
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
            <Table
                id="scenario-table"
                caption=text::ceilings::table_ceilings(locale)
                columns=vec![
                    Column::words(text::ceilings::territory(locale)),
                    Column::numbers(text::ceilings::ceiling(locale)),
                    Column::words(text::ceilings::bound(locale)),
                    Column::numbers(text::ceilings::per_person(locale)),
                    Column::numbers(text::ceilings::per_poor(locale)),
                ]
                foot=Some(view! { <tr>
                            <th scope="row">{text::ceilings::total(locale)}</th>
                            <td class="num" data-label=text::ceilings::ceiling(locale)>{visit.money(told.pool)}</td>
                            <td></td><td></td><td></td>
                        </tr> }.into_any())
            >
                {rows}
            </Table>
        </section>
    }
}

/// The scenario of the current process that a form names.
async fn named(visit: &Visit, tx: &mut TenantTx, typed: &str, action: Action) -> Result<(Process, Scenario), Declined> {
    let gone = || Declined::Refused(text::ceilings::gone(visit.locale()).to_owned());
    let process = current_locked(visit, tx).await?;
    allow(visit, tx, &process, action).await?;
    let id: Uuid = typed.parse().map_err(|_| gone())?;
    let scenario = of_process(tx, &process, id).await?.ok_or_else(gone)?;
    Ok((process, scenario))
}

/// The page of a scenario that a form names; the list where it names none.
fn back(typed: &str) -> String {
    typed.parse().map_or_else(|_| path::CEILINGS.to_owned(), path::scenario)
}
