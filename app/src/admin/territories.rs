//! Territories and the figures that the ceilings rest on.

use chrono::Datelike as _;
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    locale::{Locale, format_basis_points},
    permission::{Action, Object},
    territory::Indicators,
};
use store::{audit, territory, territory::Territory};
use uuid::Uuid;

use super::{enter, input, signed_in, tabs};
use crate::{
    components::{Column, Crumbs, Csrf, ErrorSummary, Heading, Table, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The table of territories.
#[component]
pub fn Territories() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let territories = territory::all(&mut tx).await?;
        Ok(table(&visit, territories))
    })
}

fn poverty(visit: &Visit, territory: &Territory) -> String {
    match territory.indicators.poverty_basis_points() {
        Some(found) => format_basis_points(i64::from(found), visit.locale(), 2),
        None => text::admin::no_figure(visit.locale()).to_owned(),
    }
}

fn table(visit: &Visit, territories: Vec<Territory>) -> Page {
    let locale = visit.locale();
    let rows = territories
        .into_iter()
        .map(|territory| {
            let poverty = poverty(visit, &territory);
            view! {
                <tr>
                    <th scope="row">{format!("{} {}", territory.code, territory.name)}</th>
                    <td data-label=text::admin::kind(locale)>{text::terms::territory_kind(locale, territory.kind)}</td>
                    <td class="num" data-label=text::admin::population(locale)>
                        {visit.integer(territory.indicators.population())}
                    </td>
                    <td class="num" data-label=text::admin::poverty(locale)>{poverty}</td>
                    <td data-label=text::admin::source(locale)>{territory.source}</td>
                    <td>
                        <a
                            class="btn btn--small"
                            href=path::admin_territory(&territory.code)
                            aria-label=text::admin::change_of(locale, &territory.name)
                        >
                            {text::admin::change(locale)}
                        </a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let title = text::admin::territories_title(locale);
    Page::new(
        title,
        view! {
            {tabs(visit, path::ADMIN_TERRITORIES)}
            <Heading title lead=text::admin::territories_lead(locale)/>
            <Table
                id="territories"
                caption=title
                titled=true
                columns=vec![
                    Column::words(text::admin::territory(locale)),
                    Column::words(text::admin::kind(locale)),
                    Column::numbers(text::admin::population(locale)),
                    Column::numbers(text::admin::poverty(locale)),
                    Column::words(text::admin::source(locale)),
                    Column::blank(),
                ]
            >
                {rows}
            </Table>
        },
    )
    .width(Width::Wide)
}

/// The figures of one territory, to be changed.
#[component]
pub fn Figures() -> impl IntoView {
    let code = use_params_map().read_untracked().get("code").unwrap_or_default();
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let territory = territory::by_code(&mut tx, &code).await?.ok_or(Fault::NotFound)?;
        Ok(form(&visit, territory))
    })
}

fn form(visit: &Visit, territory: Territory) -> Page {
    let locale = visit.locale();
    let rejected = visit.rejected("territory");
    let poverty = territory.indicators.poverty_basis_points();
    let poverty = poverty.map(|found| format_basis_points(i64::from(found), locale, 2)).unwrap_or_default();
    let title = territory.name.clone();
    Page::new(
        title.clone(),
        view! {
            {tabs(visit, path::ADMIN_TERRITORIES)}
            <Crumbs
                locale
                steps=vec![
                    (path::ADMIN.to_owned(), text::common::administration(locale).to_owned()),
                    (path::ADMIN_TERRITORIES.to_owned(), text::admin::tab_territories(locale).to_owned()),
                ]
                here=title.clone()
            />
            <Heading
                over=format!("{} {}", text::terms::territory_kind(locale, territory.kind), territory.code)
                title
                lead=text::admin::territory_lead(locale)
            />
            <form class="form" method="post" action=ChangeTerritory::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <input type="hidden" name="code" value=territory.code/>
                <TextField
                    name="population" label=text::admin::population(locale) hint=text::admin::population_hint(locale)
                    rejected=&rejected value=visit.integer(territory.indicators.population()) class="input--short"
                    inputmode="numeric" locale
                />
                <TextField
                    name="poverty" label=text::admin::poverty(locale) hint=text::admin::poverty_hint(locale)
                    rejected=&rejected value=poverty class="input--short" inputmode="decimal" locale
                />
                <TextField
                    name="source" label=text::admin::source(locale) hint=text::admin::source_hint(locale)
                    rejected=&rejected value=territory.source locale
                />
                <TextArea
                    name="reason" label=text::admin::reason(locale) hint=text::admin::reason_hint(locale)
                    rejected=&rejected rows=3 locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::common::save(locale)}</button>
                    <a class="btn btn--quiet" href=path::ADMIN_TERRITORIES>{text::common::cancel(locale)}</a>
                </div>
            </form>
        },
    )
    .width(Width::Narrow)
}

/// Changes the figures of a territory. Ceilings stay as they are until they are saved again.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "cifras")]
pub async fn change_territory(
    code: String,
    #[server(default)] population: String,
    #[server(default)] poverty: String,
    #[server(default)] source: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("population", &*population), ("poverty", &*poverty), ("source", &*source), ("reason", &*reason)];
    let posted = Posted::new("territory", path::admin_territory(&code), typed);
    let outcome = change(&visit, &code, &population, &poverty, &source, &reason).await;
    answer(&visit, posted, outcome).await
}

async fn change(
    visit: &Visit,
    code: &str,
    population: &str,
    poverty: &str,
    source: &str,
    reason: &str,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    Gate::here(visit, &mut tx).await?.allow(visit, Action::ManageTerritories, &Object::anywhere())?;
    let (indicators, source, reason) = read(population, poverty, source, reason, locale).map_err(Declined::Invalid)?;
    let before = territory::lock(&mut tx, code).await?;
    let before = before.ok_or_else(|| Declined::Refused(text::common::not_found_title(locale).to_owned()))?;
    if before.indicators == indicators && before.source == source {
        return Ok(Done {
            to: path::ADMIN_TERRITORIES.to_owned(),
            message: Some(text::admin::nothing_changed(locale).to_owned()),
        });
    }
    // A figure entered by hand is that of the year in which it is entered.
    let year = u16::try_from(visit.local(visit.now).year()).unwrap_or_default();
    territory::set_figures(&mut tx, before.id, indicators, year, &source, Some(viewer.person), visit.now).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "change_territory",
        object: &format!("{} {}", before.code, before.name),
        reason: Some(&reason),
        before: Some(&json!({ "indicators": before.indicators, "source": before.source })),
        after: Some(&json!({ "indicators": indicators, "source": source })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done {
        to: path::ADMIN_TERRITORIES.to_owned(),
        message: Some(text::admin::territory_saved(locale, before.name)),
    })
}

type Figured = (Indicators, String, String);

fn read(
    population: &str,
    poverty: &str,
    source: &str,
    reason: &str,
    locale: Locale,
) -> Result<Figured, Vec<FieldMessage>> {
    let mut errors = Vec::new();
    let population = input::integer(population).filter(|&found| i64::try_from(found).is_ok());
    if population.is_none() {
        errors.push(FieldMessage::new("population", text::admin::population_wrong(locale)));
    }
    let poverty = match poverty.trim() {
        "" => None,
        typed => {
            let found = input::basis_points(typed);
            if found.is_none() {
                errors.push(FieldMessage::new("poverty", text::admin::poverty_wrong(locale)));
            }
            found
        }
    };
    let source = source.trim();
    if source.is_empty() || source.chars().count() > 300 {
        errors.push(FieldMessage::new("source", text::admin::source_missing(locale)));
    }
    let reason = input::reason(reason, "reason", locale).map_err(|error| errors.push(error)).ok();
    match (population.map(|population| Indicators::new(population, poverty)), reason) {
        (Some(Ok(indicators)), Some(reason)) if errors.is_empty() => Ok((indicators, source.to_owned(), reason)),
        _ => Err(errors),
    }
}
