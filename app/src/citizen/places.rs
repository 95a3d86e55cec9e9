//! Where people vote in person (puestos de votación): every place with its address and its hours, for everybody.

use leptos::prelude::*;
use shared::{
    locale::Locale,
    phase::PhaseState,
    ruleset::{Code, PhaseRule, RuleSet},
    tenant::TenantKind,
};
use store::{
    desk::{self, Place},
    process::{self, Process},
    territory,
};

use super::calendar::{opening, period, within};
use crate::{
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, page},
    path,
    text::{self, places as words},
    visit::Visit,
};

/// The phases in which people vote in person in what a process decides.
fn phases(rules: &RuleSet) -> impl Iterator<Item = &PhaseRule> {
    let voting = rules.deciding_contest().map(|contest| contest.phases.as_slice()).unwrap_or_default();
    rules.phases.iter().filter(move |phase| voting.contains(&phase.id) && rules.opens_in_person(phase))
}

/// The way to the list, where people vote in person at one time or another.
pub fn link(visit: &Visit, process: &Process) -> Option<AnyView> {
    phases(&process.rule_set).next()?;
    Some(view! { <p><a href=path::PLACES>{words::link(visit.locale())}</a></p> }.into_any())
}

/// The same while people vote.
pub fn link_while_voting(visit: &Visit, process: &Process) -> Option<AnyView> {
    let state = process.voting_anywhere()?.state(visit.now);
    if state == PhaseState::Open { link(visit, process) } else { None }
}

/// The place of a territory in the list.
pub fn anchor(code: &str) -> String {
    format!("de-{code}")
}

/// A place: its name, its address and its hours.
pub fn item(locale: Locale, place: &Place) -> AnyView {
    let mobile = place.mobile.then(|| view! { " " <span class="chip">{text::desk::mobile(locale)}</span> });
    let hours = (!place.hours.is_empty()).then(|| view! { <br/> {place.hours.clone()} });
    view! {
        <li>
            <strong>{place.name.clone()}</strong> {mobile} <br/>
            {place.address.clone()}
            {hours}
        </li>
    }
    .into_any()
}

/// Every polling place, territory by territory.
#[component]
pub fn Places() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let locale = visit.locale();
    let title = words::title(locale);
    let mut tx = visit.enter().await?;
    let Some(process) = process::current(&mut tx).await? else {
        return Ok(empty(locale, text::participate::no_process(locale)));
    };
    let places: Vec<Place> = desk::places(&mut tx, process.id).await?.into_iter().map(|(place, _)| place).collect();
    let territories = territory::all(&mut tx).await?;
    drop(tx);
    if places.is_empty() {
        return Ok(empty(locale, words::none(locale)));
    }
    let list = |whose: Option<&str>| {
        let theirs = |place: &&Place| place.territory.as_ref().map(|(_, code)| code.as_str()) == whose;
        places.iter().filter(theirs).map(|place| item(locale, place)).collect::<Vec<_>>()
    };
    let everybodys = list(None);
    let everybodys = (!everybodys.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="everybody">
                <h2 id="everybody">{words::everybody(locale)}</h2>
                {when(&visit, &process, None)}
                <ul>{everybodys}</ul>
            </section>
        }
    });
    let each = territories
        .iter()
        .map(|one| (one, list(Some(one.code.as_str()))))
        .filter(|(_, places)| !places.is_empty())
        .map(|(one, places)| {
            let (id, code) = (anchor(&one.code), one.code.parse::<Code>().ok());
            let labelled = id.clone();
            view! {
                <section class="section" aria-labelledby=labelled>
                    <h2 id=id>{format!("{} {}", one.code, one.name)}</h2>
                    {when(&visit, &process, code.as_ref())}
                    <ul>{places}</ul>
                </section>
            }
        })
        .collect_view();
    let body = view! {
        <Crumbs locale here=title/>
        <Heading over=process.name.clone() title lead=words::lead(locale)>
            <a class="btn btn--quiet" href=path::PARTICIPATE>{text::may_vote::title(locale)}</a>
        </Heading>
        {everybodys}
        {each}
    };
    Ok(Page::new(title, body))
}

/// When people vote there.
fn when(visit: &Visit, process: &Process, territory: Option<&Code>) -> AnyView {
    let locale = visit.locale();
    let dates = &process.dates;
    let route = territory.map_or_else(|| dates.everywhere(), |code| dates.of_territory(code));
    phases(&process.rule_set)
        .filter_map(|phase| {
            let stage = route.stage(&phase.id)?;
            let dates = within(&period(visit, stage.window()));
            let said = text::participate::when_phase(locale, &phase.name, dates, opening(visit, stage));
            Some(view! { <p>{said}</p> })
        })
        .collect_view()
        .into_any()
}

fn empty(locale: Locale, why: &'static str) -> Page {
    let title = words::title(locale);
    let body = view! {
        <Crumbs locale here=title/>
        <div class="empty">
            <Icon name="pin"/>
            <h1>{title}</h1>
            <p>{why}</p>
        </div>
    };
    Page::new(title, body)
}
