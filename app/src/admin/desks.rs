//! Polling places (puestos de votación) and their desks (mesas): where they are, and how each stands.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    desk::Stage,
    id::{DeskId, PollingPlaceId},
    permission::Action,
    ruleset::PollingPlaces,
};
use store::{
    TenantTx, audit,
    desk::{self, Desk, NewPlace, Place, Shift},
    process::{self, Process},
    territory::{self, Territory},
};
use uuid::Uuid;

use super::{allow, enter, no_process, signed_in, tabs};
use crate::{
    components::{Column, Csrf, ErrorSummary, Heading, Notice, NoticeKind, Select, Table, TextField},
    desk::chip,
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Page, Width, page},
    path,
    text::desk as words,
    visit::Visit,
};

const NEW: &str = "new-place";

/// Places with their desks, and the newest shift of each.
struct Ground {
    process: Process,
    places: Vec<(Place, Vec<Desk>)>,
    territories: Vec<Territory>,
    shifts: BTreeMap<DeskId, (Shift, Option<Stage>)>,
}

/// All polling places of the process.
#[component]
pub fn Desks() -> AnyView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else { return Ok(no_process(&visit, path::ADMIN_DESKS)) };
        let places = desk::places(&mut tx, process.id).await?;
        let territories = territory::all(&mut tx).await?;
        let mut shifts = BTreeMap::new();
        for shift in desk::newest_of_each(&mut tx, process.id).await? {
            let stage = match shift.ended_at {
                None => Some(desk::journal(&mut tx, shift.id).await?.stage()),
                Some(_) => None,
            };
            shifts.insert(shift.desk, (shift, stage));
        }
        Ok(show(&visit, &Ground { process, places, territories, shifts }))
    })
}

fn show(visit: &Visit, ground: &Ground) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let list =
        if ground.places.is_empty() { view! { <p>{words::none(locale)}</p> }.into_any() } else { table(visit, ground) };
    let content = view! {
        {tabs(visit, path::ADMIN_DESKS)}
        <Heading over=ground.process.name.clone() title lead=words::lead(locale)/>
        {promise(visit, ground)}
        {list}
        {new_place(visit, ground)}
    };
    Page::new(title, content).width(Width::Wide)
}

/// Where there are fewer places than the rules promise.
fn promise(visit: &Visit, ground: &Ground) -> Option<AnyView> {
    let locale = visit.locale();
    let rules = &ground.process.rule_set;
    let PollingPlaces { level, fixed_at_least, .. } = rules.phases.iter().find_map(|phase| phase.places.as_ref())?;
    let wanted = usize::from(*fixed_at_least);
    let fixed = || ground.places.iter().map(|(place, _)| place).filter(|place| !place.mobile);
    let said = match level.as_ref().and_then(|level| rules.territories.levels.iter().find(|one| one.id == *level)) {
        None => {
            let found = fixed().count();
            (found < wanted).then(|| words::too_few_here(locale, wanted, found))
        }
        Some(level) => {
            let of_level = ground
                .territories
                .iter()
                .filter(|one| level.kinds.iter().any(|kind| kind.id.as_str() == one.kind.as_str()));
            let has = |one: &Territory| {
                fixed().filter(|place| place.territory.as_ref().is_some_and(|(id, _)| *id == one.id)).count()
            };
            let missing: Vec<&str> = of_level.filter(|one| has(one) < wanted).map(|one| one.name.as_str()).collect();
            (!missing.is_empty()).then(|| words::too_few(locale, wanted, missing.join(", ")))
        }
    }?;
    Some(view! { <Notice kind=NoticeKind::Attention locale><p>{said}</p></Notice> }.into_any())
}

fn table(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let name_of = |place: &Place| match &place.territory {
        None => words::of_everybody(locale).to_owned(),
        Some((id, code)) => {
            let found = ground.territories.iter().find(|territory| territory.id == *id);
            found.map_or_else(|| code.to_string(), |territory| territory.name.clone())
        }
    };
    let rows = ground
        .places
        .iter()
        .map(|(place, desks)| {
            let desks = desks
                .iter()
                .map(|desk| {
                    let shift = ground.shifts.get(&desk.id);
                    let chip = chip(visit, shift.map(|(shift, _)| shift), shift.and_then(|(_, stage)| *stage));
                    view! {
                        <li><a href=path::admin_desk(desk.id)>{words::desk_number(locale, desk.number)}</a> " " {chip}</li>
                    }
                })
                .collect_view();
            let mobile = place.mobile.then(|| view! { <span class="chip">{words::mobile(locale)}</span> });
            view! {
                <tr>
                    <th scope="row">{place.name.clone()} " " {mobile} <p class="muted">{place.address.clone()}</p></th>
                    <td data-label=words::territory(locale)>{name_of(place)}</td>
                    <td data-label=words::hours(locale)>{place.hours.clone()}</td>
                    <td data-label=words::desks(locale)>
                        <ul role="list">{desks}</ul>
                        <form method="post" action=AddDesk::url()>
                            <Csrf visit/>
                            <input type="hidden" name="place" value=place.id.to_string()/>
                            <button class="btn btn--small" type="submit">
                                {words::add_desk(locale)}
                                <span class="visually-hidden">": " {place.name.clone()}</span>
                            </button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::place(locale)),
        Column::words(words::territory(locale)),
        Column::words(words::hours(locale)),
        Column::words(words::desks(locale)),
    ];
    view! { <Table id="places" caption=words::table(locale) columns>{rows}</Table> }.into_any()
}

fn new_place(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(NEW);
    let territories = ground.territories.iter();
    let territories = territories.map(|one| (one.code.clone(), one.name.clone())).collect();
    view! {
        <section class="section stack" aria-labelledby="new-place-title">
            <h2 id="new-place-title">{words::add_place(locale)}</h2>
            <form class="form" method="post" action=AddPlace::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField name="name" label=words::name(locale) rejected=&rejected locale/>
                <TextField name="address" label=words::address(locale) rejected=&rejected locale/>
                <TextField
                    name="hours" label=words::hours(locale) hint=words::hours_hint(locale) rejected=&rejected locale
                />
                <Select
                    name="territory" label=words::whose(locale) prompt=words::whose_all(locale) options=territories
                    rejected=&rejected locale
                />
                <label class="choice">
                    <input type="checkbox" name="mobile" value="1"/>
                    <span class="choice__text">{words::is_mobile(locale)}</span>
                </label>
                <div class="actions"><button class="btn btn--primary" type="submit">{words::add_place(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// Opens a polling place with a first desk.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "puesto")]
pub async fn add_place(
    #[server(default)] name: String,
    #[server(default)] address: String,
    #[server(default)] hours: String,
    #[server(default)] territory: String,
    #[server(default)] mobile: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("name", &*name), ("address", &address), ("hours", &hours), ("territory", &territory)];
    let posted = Posted::new(NEW, path::ADMIN_DESKS, typed);
    let outcome = place(&visit, (name.trim(), address.trim(), hours.trim()), &territory, mobile == "1").await;
    answer(&visit, posted, outcome).await
}

async fn place(
    visit: &Visit,
    (name, address, hours): (&str, &str, &str),
    territory: &str,
    mobile: bool,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = managed(visit, &mut tx).await?;
    let length = |text: &str| text.chars().count();
    let mut errors = Vec::new();
    if !(3..=120).contains(&length(name)) {
        errors.push(FieldMessage::new("name", words::name_missing(locale)));
    }
    if !(3..=200).contains(&length(address)) {
        errors.push(FieldMessage::new("address", words::address_missing(locale)));
    }
    if length(hours) > 200 {
        errors.push(FieldMessage::new("hours", words::hours_long(locale)));
    }
    let whose = if territory.is_empty() { None } else { territory::by_code(&mut tx, territory).await? };
    if whose.is_none() && !territory.is_empty() {
        errors.push(FieldMessage::new("territory", words::gone(locale)));
    }
    if !errors.is_empty() {
        return Err(Declined::Invalid(errors));
    }
    let new = NewPlace {
        id: visit.fresh_id(),
        process: process.id,
        name,
        address,
        territory: whose.map(|territory| territory.id),
        mobile,
        hours,
    };
    if !desk::add_place(&mut tx, &new, visit.fresh_id(), visit.now).await? {
        return Err(Declined::Invalid(vec![FieldMessage::new("name", words::name_taken(locale))]));
    }
    let after = json!({ "address": address, "territory": territory, "mobile": mobile, "hours": hours });
    record(visit, &mut tx, "add_polling_place", name, None, &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::ADMIN_DESKS.to_owned(), message: Some(words::place_added(locale, name)) })
}

/// Adds a desk to a polling place.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "mesa")]
pub async fn add_desk(#[server(default)] place: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = another(&visit, &place).await;
    answer(&visit, Posted::new("new-desk", path::ADMIN_DESKS, []), outcome).await
}

async fn another(visit: &Visit, id: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = managed(visit, &mut tx).await?;
    let found = match id.parse::<PollingPlaceId>() {
        Ok(id) => desk::find_place(&mut tx, id).await?,
        Err(_) => None,
    };
    let place = found.filter(|place| place.process == process.id);
    let place = place.ok_or_else(|| Declined::Refused(words::gone(locale).to_owned()))?;
    let number = desk::add_desk(&mut tx, place.id, visit.fresh_id()).await?;
    record(visit, &mut tx, "add_desk", &place.name, None, &json!({ "number": number })).await?;
    tx.commit().await?;
    Ok(Done { to: path::ADMIN_DESKS.to_owned(), message: Some(words::desk_added(locale, number)) })
}

/// The process under way, for whoever may manage its desks.
pub(super) async fn managed(visit: &Visit, tx: &mut TenantTx) -> Result<Process, Declined> {
    let process = process::current(tx).await?;
    let process = process.ok_or_else(|| Declined::Refused(words::gone(visit.locale()).to_owned()))?;
    allow(visit, tx, &process, Action::ManageDesks).await?;
    Ok(process)
}

/// Writes an act about polling places into the audit trail.
pub(super) async fn record(
    visit: &Visit,
    tx: &mut TenantTx,
    act: &str,
    object: &str,
    reason: Option<&str>,
    after: &serde_json::Value,
) -> store::Result<()> {
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    let act = audit::Act { person, act, object, reason, before: None, after: Some(after) };
    audit::record(tx, Uuid::new_v4(), visit.now, &act).await
}
