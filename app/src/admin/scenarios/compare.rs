//! Several divisions side by side: what is in force, the years before, and the scenarios.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{
    ceiling::fairness::{Counted, Evenness},
    locale::{Locale, format_basis_points},
    money::Money,
};
use store::{
    TenantTx, contest,
    process::{self, Process},
};

use crate::{
    admin::{enter_money, tabs},
    components::{Crumbs, Heading},
    division::{Ground, Part, counterpart, ground::told},
    islands::simulator::{Scene, polyline},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

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
    let [pool, within] = ["bolsa", "dentro"].map(|name| query.get(name).unwrap_or_default());
    page(async move |visit| {
        let part = Part::named(&pool, &within).map_err(|_| Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let process = process::current(&mut tx).await?;
        enter_money(&visit, &mut tx, process.as_ref()).await?;
        let process = process.ok_or(Fault::NotFound)?;
        let ground = Ground::of(&mut tx, &process, part.as_ref()).await?.ok_or(Fault::NotFound)?;
        let known = known(&visit, &mut tx, &process, &ground).await?;
        // Without a choice: what is in force, the year before, and the newest scenario.
        let at = |place: usize| match &asked[place] {
            Some(word) => known.iter().find(|division| division.word == *word),
            None if asked.iter().all(Option::is_none) => known.get(place),
            None => None,
        };
        let chosen = [at(0), at(1), at(2)];
        Ok(side_by_side(&visit, &ground, &known, chosen))
    })
}

async fn known(visit: &Visit, tx: &mut TenantTx, process: &Process, ground: &Ground) -> Result<Vec<Division>, Fault> {
    let locale = visit.locale();
    let mut known = vec![Division {
        word: "vigente".to_owned(),
        name: text::ceilings::in_force(locale).to_owned(),
        amounts: ground.places.iter().map(|place| place.saved).collect(),
    }];
    for other in process::all(tx).await? {
        if other.id == process.id || other.pool.currency() != process.pool.currency() {
            continue;
        }
        let Some(same) = counterpart(&process.rule_set, &ground.rule.id, &other.rule_set) else { continue };
        let before = contest::standings(tx, &other, &same.id).await?;
        let of = |code: &str| before.iter().find(|standing| standing.territory.code == code)?.ceiling;
        let amounts: Vec<_> = ground.places.iter().map(|place| of(place.code.as_str())).collect();
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
            amounts: ground.places.iter().map(|place| of(place.code.as_str())).collect(),
        });
    }
    Ok(known)
}

fn side_by_side(visit: &Visit, ground: &Ground, known: &[Division], chosen: [Option<&Division>; 3]) -> Page {
    let locale = visit.locale();
    let scene = ground.scene(ground.money(), ground.start(), locale);
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
    let steps = super::steps(ground, locale);
    let part = ground.part().map(|part| {
        view! {
            <input type="hidden" name="bolsa" value=part.pool.to_string()/>
            <input type="hidden" name="dentro" value=part.within.to_string()/>
        }
    });
    let over = ground.larger().map(|place| format!("{} {}", place.code, place.name));
    let page = Page::new(
        title,
        view! {
            {tabs(visit, path::CEILINGS)}
            <Crumbs locale steps here=title/>
            <Heading over=over.unwrap_or_default() title lead=text::ceilings::compare_lead(locale)/>
            <form class="search" method="get" action=path::COMPARE_CEILINGS>
                {part}
                {choices}
                <button class="btn" type="submit">{text::ceilings::compare(locale)}</button>
            </form>
            {(!chosen.is_empty()).then(|| view! {
                {comparison(visit, &scene, &chosen)}
                {curves(locale, &scene, &chosen)}
            })}
        },
    );
    page.width(Width::Wide)
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

fn even(scene: &Scene, division: &Division) -> Option<Evenness> {
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
