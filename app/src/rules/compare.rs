//! What changed from one version of the rules to another, in words, and what that would have meant.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde_json::Value;
use shared::{
    document,
    id::RuleSetId,
    locale::{self, Locale},
    ruleset::{Change, Difference, RuleSet, Turn, Way, compare},
    tenant::TenantKind,
};
use store::{
    TenantTx,
    rules::{self, Version},
};

use super::{Standing, effects, id};
use crate::{
    admin::{enter, tabs},
    components::{Column, Crumbs, Heading, Table},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// Two published versions, for everybody.
#[component]
pub fn Public() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked = ["de", "a"].map(|name| query.get(name));
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        load(&visit, asked, false).await
    })
}

/// Any two versions, drafts included, for the administration.
#[component]
pub fn Admin() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let asked = ["de", "a"].map(|name| query.get(name));
    page(async move |visit| {
        enter(&visit)?;
        load(&visit, asked, true).await
    })
}

async fn load(visit: &Visit, [from, to]: [Option<String>; 2], drafts: bool) -> Result<Page, Fault> {
    let mut tx = visit.enter().await?;
    let standing = Standing::of(&mut tx).await?;
    let chosen = match (from, to) {
        (None, None) => None,
        (from, to) => {
            let old = one(&mut tx, id(from)?, drafts).await?;
            let new = one(&mut tx, id(to)?, drafts).await?;
            let effects = effects::of(visit, &mut tx, standing.process.as_ref(), &old.1, &new.1).await?;
            Some((old, new, effects))
        }
    };
    Ok(show(visit, &standing, chosen, drafts))
}

async fn one(tx: &mut TenantTx, id: RuleSetId, drafts: bool) -> Result<(Version, RuleSet), Fault> {
    let version = rules::find(tx, id).await?.filter(|version| drafts || version.publication().is_some());
    let version = version.ok_or(Fault::NotFound)?;
    let document = rules::document(tx, id).await?.ok_or(Fault::NotFound)?;
    Ok((version, document))
}

fn name(locale: Locale, version: &Version) -> String {
    match version.publication() {
        Some(publication) => text::rules::numbered(locale, &version.title, publication.number),
        None => text::rules::as_draft(locale, &version.title),
    }
}

type Chosen = ((Version, RuleSet), (Version, RuleSet), AnyView);

fn show(visit: &Visit, standing: &Standing, chosen: Option<Chosen>, drafts: bool) -> Page {
    let locale = visit.locale();
    let title = text::rules::compare_title(locale);
    let offered: Vec<&Version> =
        standing.versions.iter().filter(|version| drafts || version.publication().is_some()).collect();
    let current = chosen.as_ref().map(|(old, new, _)| [old.0.id, new.0.id]);
    let select = |field: &'static str, label: &'static str, at: usize| {
        let options = offered
            .iter()
            .map(|version| {
                let selected = current.is_some_and(|ids| ids[at] == version.id);
                view! { <option value=version.id.to_string() selected=selected>{name(locale, version)}</option> }
            })
            .collect_view();
        view! {
            <div class="field"><label for=field>{label}</label>
                <select class="input" id=field name=field>{options}</select>
            </div>
        }
    };
    let action = if drafts { path::ADMIN_RULES_COMPARE } else { path::RULES_COMPARE };
    let result = chosen.map(|((_, old), (_, new), effects)| {
        view! {
            {changes(locale, &old, &new)}
            <section class="section" aria-labelledby="effects-title">
                <h2 id="effects-title">{text::rules::effects_title(locale)}</h2>
                {effects}
            </section>
        }
    });
    let head = if drafts {
        tabs(visit, path::ADMIN_RULES).into_any()
    } else {
        let steps = vec![(path::RULES.to_owned(), text::rules::title(locale).to_owned())];
        view! { <Crumbs locale steps here=title/> }.into_any()
    };
    let body = view! {
        {head}
        <Heading title lead=text::rules::compare_lead(locale)/>
        <form class="search" method="get" action=action>
            {select("de", text::rules::compare_from(locale), 0)}
            {select("a", text::rules::compare_to(locale), 1)}
            <button class="btn btn--primary" type="submit">{text::rules::compare(locale)}</button>
        </form>
        {result}
    };
    Page::new(title, body).width(Width::Wide)
}

/// What changed, as a table.
pub fn changes(locale: Locale, old: &RuleSet, new: &RuleSet) -> AnyView {
    let found = compare(old, new);
    if found.is_empty() {
        return view! { <p class="lead">{text::rules::nothing_changed(locale)}</p> }.into_any();
    }
    let documents = [old, new].map(|rules| serde_json::to_value(rules).unwrap_or_default());
    let rows = found
        .iter()
        .map(|change| {
            let (was, becomes) = sides(locale, change);
            view! {
                <tr>
                    <th scope="row">{place(locale, &change.way, &documents)}</th>
                    <td data-label=text::rules::before(locale)>{was}</td>
                    <td data-label=text::rules::after(locale)>{becomes}</td>
                </tr>
            }
        })
        .collect_view();
    let count = locale::format_integer(i64::try_from(found.len()).unwrap_or(i64::MAX), locale);
    view! {
        <section class="section" aria-labelledby="changes-title">
            <h2 id="changes-title">{text::rules::changes_count(locale, count)}</h2>
            <Table
                id="changes-table"
                caption=text::rules::compare_title(locale)
                titled=true
                columns=vec![
                    Column::words(text::rules::where_changed(locale)),
                    Column::words(text::rules::before(locale)),
                    Column::words(text::rules::after(locale)),
                ]
            >
                {rows}
            </Table>
        </section>
    }
    .into_any()
}

fn sides(locale: Locale, change: &Change) -> (String, String) {
    let nothing = || text::rules::was_not(locale).to_owned();
    match &change.difference {
        Difference::Added(new) => (nothing(), value(locale, new)),
        Difference::Removed(old) => (value(locale, old), nothing()),
        Difference::Changed { was, becomes } => (value(locale, was), value(locale, becomes)),
        Difference::Reordered { was, becomes } => (words(locale, was), words(locale, becomes)),
    }
}

fn words(locale: Locale, words: &[String]) -> String {
    let said: Vec<_> = words.iter().map(|word| text::ruleset::word(locale, word).unwrap_or(word)).collect();
    said.join(", ")
}

/// The way to a change in words: the section, the names of its parts, the names of the fields.
fn place(locale: Locale, way: &Way, documents: &[Value; 2]) -> String {
    let mut at: [Option<&Value>; 2] = [Some(&documents[0]), Some(&documents[1])];
    let mut said = Vec::new();
    for (depth, turn) in way.turns().iter().enumerate() {
        match turn {
            Turn::Field(field) => {
                let label = if depth == 0 {
                    text::ruleset::section(locale, field)
                } else {
                    let shape = at.iter().rev().flatten().find_map(|value| value.get("type")?.as_str());
                    text::ruleset::field_of(locale, shape, field)
                };
                said.push(label.unwrap_or(field).to_owned());
                at = at.map(|value| value?.get(field));
            }
            Turn::Named(name) => {
                at = at.map(|value| value?.as_array()?.iter().find(|entry| is_called(entry, name)));
                // The newer name first: that is how people know it now.
                let label =
                    at.iter().rev().flatten().find_map(|entry| entry.get("name").or(entry.get("title"))?.as_str());
                said.push(label.unwrap_or(name).to_owned());
            }
            Turn::Place(place) => {
                at = at.map(|value| value?.get(place));
                let label = at.iter().rev().flatten().find_map(|entry| entry.get("type")?.as_str());
                let number = (place + 1).to_string();
                said.push(label.and_then(|word| text::ruleset::word(locale, word)).map_or(number, ToOwned::to_owned));
            }
        }
    }
    said.join(" › ")
}

fn is_called(entry: &Value, name: &str) -> bool {
    ["id", "code", "sector", "kind", "theme", "indicator", "who"]
        .iter()
        .any(|field| entry.get(field).and_then(Value::as_str) == Some(name))
}

/// A value of a document in few words.
fn value(locale: Locale, value: &Value) -> String {
    match value {
        Value::Null => text::rules::was_not(locale).to_owned(),
        Value::Bool(yes) => {
            let word = if *yes { "true" } else { "false" };
            text::ruleset::word(locale, word).unwrap_or(word).to_owned()
        }
        Value::Number(number) => {
            number.as_i64().map_or_else(|| number.to_string(), |n| locale::format_integer(n, locale))
        }
        Value::String(written) => written.parse::<document::Amount>().map_or_else(
            |_| text::ruleset::word(locale, written).unwrap_or(written).to_owned(),
            |amount| locale::format_money(amount.money(), locale),
        ),
        Value::Array(list) => list.iter().map(|entry| self::value(locale, entry)).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            if let Some(name) = fields.get("name").or(fields.get("title")).and_then(Value::as_str) {
                return name.to_owned();
            }
            let shape = fields.get("type").and_then(Value::as_str);
            let said = fields.iter().map(|(field, entry)| {
                let label = text::ruleset::field_of(locale, shape, field).unwrap_or(field);
                text::reading::labelled(locale, label, self::value(locale, entry))
            });
            said.collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_said_with_the_names_of_its_place() {
        let preset = rules::presets().iter().find(|preset| preset.slug == "medellin").unwrap();
        let mut newer = preset.document.clone();
        newer.phases[0].purpose = Some("Otra cosa".parse().unwrap());
        newer.contests[0].thresholds.votes = Some(25);
        let found = compare(&preset.document, &newer);
        let documents = [&preset.document, &newer].map(|rules| serde_json::to_value(rules).unwrap());
        let said: Vec<_> = found
            .iter()
            .map(|change| (place(Locale::EsCo, &change.way, &documents), sides(Locale::EsCo, change).1))
            .collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0], ("Decisiones › Priorización de proyectos › umbrales › votos".to_owned(), "25".to_owned()));
        assert_eq!(said[1].0, format!("Fases › {} › para qué sirve", newer.phases[0].name));
    }
}
