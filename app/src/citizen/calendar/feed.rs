//! The calendar as a file that programs subscribe to: the whole site's and each territory's.

use axum::{
    Extension,
    body::Body,
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use shared::{
    calendar::{Event, Feed, Route, Stage},
    document::Fingerprint,
    ruleset::Code,
};
use store::{
    TenantTx, calendar,
    process::{self, Process},
    territory,
};

use super::{actions, citizens_may, terms};
use crate::{
    components::Icon,
    path,
    results::download::{Kept, failed, file},
    text,
    visit::Visit,
};

/// What made the file.
const PRODUCT: &str = "-//Convite//Convite//ES";

/// The calendar of the whole site.
///
/// # Errors
/// The status to answer with: not found where no process is under way.
pub async fn everywhere(Extension(visit): Extension<Visit>, headers: HeaderMap) -> Result<Response, StatusCode> {
    let (mut tx, process) = begin(&visit).await?;
    let place = Place { name: None, page: path::CALENDAR.to_owned(), scope: "todos".to_owned() };
    answer(&visit, &mut tx, &process, process.dates.everywhere(), &place, &headers).await
}

/// The calendar of a territory.
///
/// # Errors
/// The status to answer with: not found where no process is under way, or no such territory.
pub async fn of_territory(
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    let (mut tx, process) = begin(&visit).await?;
    let territory = territory::by_code(&mut tx, &code).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    let route = match territory.code.parse::<Code>() {
        Ok(code) => process.dates.of_territory(&code),
        Err(_) => process.dates.everywhere(),
    };
    let page = path::territory(&territory.code);
    let place = Place { name: Some(territory.name), page, scope: territory.code };
    answer(&visit, &mut tx, &process, route, &place, &headers).await
}

async fn begin(visit: &Visit) -> Result<(TenantTx, Process), StatusCode> {
    if !visit.site.kind.runs_processes() {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(failed)?;
    let process = process::current(&mut tx).await.map_err(failed)?.ok_or(StatusCode::NOT_FOUND)?;
    Ok((tx, process))
}

/// Whose calendar it is.
struct Place {
    /// The territory's name; none for the whole site.
    name: Option<String>,
    /// The page on it.
    page: String,
    /// What tells its entries from those of other places.
    scope: String,
}

async fn answer(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    route: &Route,
    place: &Place,
    headers: &HeaderMap,
) -> Result<Response, StatusCode> {
    let stamp = calendar::changed_at(tx, process.id).await.map_err(failed)?;
    // The file speaks the site's language, whoever asks for it: it is one and the same document.
    let visit = &Visit { preferences: crate::visit::Preferences::default(), ..visit.clone() };
    let locale = visit.locale();
    let site = visit.addresses.of(&visit.site);
    let address = format!("{}{}", site.trim_end_matches('/'), place.page);
    let name = match &place.name {
        None => text::route::feed_name(locale, &visit.site.name),
        Some(place) => text::route::feed_name_in(locale, &visit.site.name, place),
    };
    let words = |stage: &Stage| {
        let rule = process.rule_set.phases.iter().find(|rule| rule.id == *stage.id());
        let phase = rule.map_or_else(|| stage.id().to_string(), |rule| rule.name.to_string());
        let summary = text::route::feed_event(locale, phase, place.name.as_ref().unwrap_or(&visit.site.name));
        let mut lines: Vec<String> =
            rule.and_then(|rule| rule.purpose.as_ref()).map(ToString::to_string).into_iter().collect();
        lines.extend(rule.map(|rule| terms(visit, rule).join(" · ")).filter(|terms| !terms.is_empty()));
        let may = citizens_may(visit, &process.rule_set, stage.id(), Some(stage));
        lines.extend((!may.is_empty()).then(|| text::route::you_can(locale, actions(visit, &may))));
        (summary, (!lines.is_empty()).then(|| lines.join("\n")), Some(address.clone()))
    };
    let scope = format!("{}.{}@{}.{}", place.scope, process.slug, visit.site.slug, visit.addresses.base_domain);
    let events = Event::of_route(route, &scope, words);
    let written = Feed { product: PRODUCT.to_owned(), name, stamp, events }.write();

    let kept = Kept::by(Fingerprint::of(&written));
    if kept.is_known(headers) {
        return Ok(kept.unchanged());
    }
    let file_name = match &place.name {
        None => format!("{}-{}.ics", visit.site.slug, process.slug),
        Some(_) => format!("{}-{}-{}.ics", visit.site.slug, process.slug, place.scope),
    };
    Ok((kept.headers(), file("text/calendar; charset=utf-8", &file_name, Body::from(written))).into_response())
}

/// How to take the calendar along, in plain words.
#[component]
pub fn Subscribe<'a>(
    /// The visit being answered.
    visit: &'a Visit,
    /// The file: its path on this site.
    feed: String,
) -> AnyView {
    let locale = visit.locale();
    let site = visit.addresses.of(&visit.site);
    let address = format!("{}{feed}", site.trim_end_matches('/'));
    let webcal = address.split_once("://").map_or_else(|| feed.clone(), |(_, rest)| format!("webcal://{rest}"));
    view! {
        <section class="section" aria-labelledby="feed">
            <h2 id="feed">{text::route::feed_title(locale)}</h2>
            <p>{text::route::feed_lead(locale)}</p>
            <div class="actions">
                <a class="btn" href=webcal><Icon name="calendar"/> {text::route::feed_subscribe(locale)}</a>
                <a class="btn btn--quiet" href=feed download=true>
                    <Icon name="download"/> {text::route::feed_download(locale)}
                </a>
            </div>
            <details class="more">
                <summary>{text::route::feed_how(locale)}</summary>
                <div>
                    <p>{text::route::feed_how_subscribe(locale)}</p>
                    <p><code>{address}</code></p>
                    <p>{text::route::feed_how_download(locale)}</p>
                    <p>{text::route::feed_how_private(locale)}</p>
                </div>
            </details>
        </section>
    }
    .into_any()
}
