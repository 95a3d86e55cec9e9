//! The rules for everybody: what is in force, in plain words, with its versions and the acts that changed it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{locale, ruleset::RuleSet, tenant::TenantKind};
use store::rules::{self, Act, History, Publication, Version};

use super::{Standing, id, reading};
use crate::{
    components::{Column, Crumbs, Heading, Icon, Notice, NoticeKind, Table},
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// The rules in force.
#[component]
pub fn InForce() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let standing = Standing::of(&mut tx).await?;
        match standing.in_force(&mut tx).await? {
            Some((version, document)) => Ok(in_force(&visit, &standing, &version, &document)),
            None => Ok(none(&visit)),
        }
    })
}

/// One published version.
#[component]
pub fn OneVersion() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("version");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let asked = id(asked)?;
        let mut tx = visit.enter().await?;
        let version = rules::find(&mut tx, asked).await?.ok_or(Fault::NotFound)?;
        let Some(publication) = version.publication() else { return Err(Fault::NotFound) };
        let document = rules::document(&mut tx, asked).await?.ok_or(Fault::NotFound)?;
        let locale = visit.locale();
        let name = text::rules::version(locale, publication.number);
        let adopted = adoption(&visit, publication);
        let title = version.title.clone();
        let body = view! {
            <Crumbs locale steps=vec![(path::RULES.to_owned(), text::rules::title(locale).to_owned())] here=name.clone()/>
            <Heading over=name title=title.clone() lead=lead(&document)>{adopted}</Heading>
            {downloads(&visit, &path::rules_file(asked, "toml"), &path::rules_file(asked, "json"))}
            {reading::show(locale, &document, reading::sections(locale, &document), 2)}
            {norms(&visit, &document)}
        };
        Ok(Page::new(title, body))
    })
}

fn none(visit: &Visit) -> Page {
    let locale = visit.locale();
    let title = text::rules::none_title(locale);
    Page::new(
        title,
        view! {
            <div class="empty"><Icon name="doc"/><h1>{title}</h1><p>{text::rules::none_detail(locale)}</p></div>
            <ul class="downloads">
                <li><a class="btn" href=path::RULES_SCHEMA><Icon name="download"/>{text::rules::schema(locale)}</a></li>
            </ul>
        },
    )
}

fn lead(document: &RuleSet) -> String {
    document.summary.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// The act that adopted a version and from when on it holds.
fn adoption(visit: &Visit, publication: &Publication) -> AnyView {
    let locale = visit.locale();
    let from = text::rules::effective(locale, locale::format_date(publication.effective_from, locale));
    let act = text::rules::adopted_by(locale, &publication.act, locale::format_date(publication.act_date, locale));
    view! {
        <span class="chip chip--ok"><Icon name="check"/>{text::rules::version(locale, publication.number)}</span>
        <span class="chip"><Icon name="calendar"/>{from}</span>
        <span class="chip"><Icon name="doc"/>{act}</span>
    }
    .into_any()
}

fn in_force(visit: &Visit, standing: &Standing, version: &Version, document: &RuleSet) -> Page {
    let locale = visit.locale();
    let strays = standing.history.as_ref().is_some_and(History::strays);
    let frozen = standing.history.as_ref().and_then(|history| history.frozen).map(|(at, hash)| {
        let said = text::rules::frozen_since(locale, visit.date_time(at));
        let known = if strays { text::rules::voted_under(locale) } else { text::rules::known_by(locale) };
        view! {
            <Notice kind=NoticeKind::Information locale>
                <p>{said}</p>
                <p>{known} " " <code>{hash.to_string()}</code></p>
            </Notice>
        }
    });
    let sections = reading::sections(locale, document);
    let contents = sections
        .iter()
        .map(|section| view! { <li><a href=format!("#r-{}", section.id)>{section.title}</a></li> })
        .collect_view();
    let adopted = version.publication().map(|publication| adoption(visit, publication));
    let body = view! {
        <Crumbs locale here=text::rules::title(locale)/>
        <Heading over=text::rules::title(locale) title=document.title.as_str() lead=lead(document)>
            {adopted}
        </Heading>
        {frozen}
        {standing.history.as_ref().map(|history| acts(visit, history))}
        <nav aria-label=text::rules::contents(locale)><ul class="cluster" role="list">{contents}</ul></nav>
        {downloads(visit, path::RULES_TOML, path::RULES_JSON)}
        {reading::show(locale, document, sections, 2)}
        {norms(visit, document)}
        {all_versions(visit, standing)}
    };
    Page::new(text::rules::title(locale), body)
}

fn downloads(visit: &Visit, toml: &str, json: &str) -> AnyView {
    let locale = visit.locale();
    view! {
        <ul class="downloads">
            <li><a class="btn" href=toml.to_owned() download><Icon name="download"/>{text::rules::as_toml(locale)}</a></li>
            <li><a class="btn" href=json.to_owned() download><Icon name="download"/>{text::rules::as_json(locale)}</a></li>
            <li><a class="btn" href=path::RULES_SCHEMA><Icon name="download"/>{text::rules::schema(locale)}</a></li>
        </ul>
    }
    .into_any()
}

/// The norms that the rules rest on, with where they can be read.
fn norms(visit: &Visit, document: &RuleSet) -> Option<AnyView> {
    let locale = visit.locale();
    let norms = document
        .norms
        .iter()
        .map(|norm| {
            let date = norm.date.map(|date| locale::format_date(date.0, locale));
            let title = norm.title.to_string();
            let address = norm.address.as_ref().map(ToString::to_string);
            let title = match address.filter(|address| address.starts_with("https://")) {
                Some(address) => view! { <a href=address rel="external">{title}</a> }.into_any(),
                None => title.into_any(),
            };
            view! { <li>{title} {date.map(|date| view! { <span class="muted">" · " {date}</span> })}</li> }
        })
        .collect_view();
    (!document.norms.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="r-norms">
                <h2 id="r-norms">{text::reading::norms_title(locale)}</h2>
                <ul>{norms}</ul>
            </section>
        }
        .into_any()
    })
}

/// The transitory acts, each with its reason and what it amends.
pub fn acts(visit: &Visit, history: &History) -> Option<AnyView> {
    let locale = visit.locale();
    let one = |act: &Act| {
        let parts: Vec<_> =
            act.amends.iter().map(|place| text::ruleset::section(locale, place).unwrap_or(place)).collect();
        let title = text::rules::adopted_by(locale, &act.title, locale::format_date(act.date, locale));
        let reference = act.reference.clone().map(|reference| {
            if reference.starts_with("https://") {
                let href = reference.clone();
                view! { <p><a href=href rel="external">{reference}</a></p> }.into_any()
            } else {
                view! { <p class="muted">{reference}</p> }.into_any()
            }
        });
        view! {
            <li class="rules__one">
                <p><strong>{title}</strong></p>
                <p>{act.reason.clone()}</p>
                <p>{text::rules::amends(locale, parts.join(", "))}</p>
                {reference}
            </li>
        }
    };
    let acts = history.acts.iter().map(one).collect_view();
    (!history.acts.is_empty()).then(|| {
        view! {
            <section class="section" id="actos" aria-labelledby="acts-title">
                <h2 id="acts-title">{text::rules::acts_title(locale)}</h2>
                <p>{text::rules::acts_detail(locale)}</p>
                <ul class="rules" role="list">{acts}</ul>
            </section>
        }
        .into_any()
    })
}

/// On the home page of a process: that acts changed its rules on the way.
pub fn acts_notice(visit: &Visit, history: &History) -> Option<AnyView> {
    let locale = visit.locale();
    history.acts.last().map(|act| {
        let said = text::rules::acts_notice(locale, &act.title, locale::format_date(act.date, locale));
        view! {
            <Notice kind=NoticeKind::Information locale>
                <p>{said}</p>
                <p><a href=format!("{}#actos", path::RULES)>{text::rules::see_acts(locale)}</a></p>
            </Notice>
        }
        .into_any()
    })
}

fn all_versions(visit: &Visit, standing: &Standing) -> Option<AnyView> {
    let locale = visit.locale();
    let mut published: Vec<_> =
        standing.published().filter_map(|version| version.publication().map(|found| (version, found))).collect();
    published.sort_by_key(|(_, publication)| std::cmp::Reverse(publication.at));
    let rows = published
        .iter()
        .enumerate()
        .map(|(place, (version, publication))| {
            let before = published.get(place + 1).map(|(before, _)| before.id);
            let compare = before.map(|before| {
                let href = path::compare(path::RULES_COMPARE, before, version.id);
                view! { <a href=href>{text::rules::compare_with_before(locale)}</a> }
            });
            view! {
                <tr>
                    <th scope="row">
                        <a href=path::rules(version.id)>{text::rules::version(locale, publication.number)}</a>
                    </th>
                    <td data-label=text::rules::effective_from(locale)>
                        {locale::format_date(publication.effective_from, locale)}
                    </td>
                    <td data-label=text::rules::act(locale)>{publication.act.clone()}</td>
                    <td data-label=text::rules::changes(locale)>{compare}</td>
                </tr>
            }
        })
        .collect_view();
    (!published.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="versions-title">
                <h2 id="versions-title">{text::rules::versions_title(locale)}</h2>
                <Table
                    id="versions-table"
                    caption=text::rules::versions_caption(locale)
                    titled=true
                    columns=vec![
                        Column::words(text::rules::version_head(locale)),
                        Column::words(text::rules::effective_from(locale)),
                        Column::words(text::rules::act(locale)),
                        Column::words(text::rules::changes(locale)),
                    ]
                >
                    {rows}
                </Table>
            </section>
        }
        .into_any()
    })
}
