//! The observatory (observatorio) of a group: its members side by side, from what they published and nothing else.

pub mod chart;
pub mod download;
pub mod figures;
pub mod ratio;
pub mod selection;
pub mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{locale::Locale, tenant::TenantKind};
use store::aggregate;

pub use self::download::download;
use self::figures::{Column, Comparison, Order, Place};
use crate::{
    components::{Icon, Notice, NoticeKind},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The members as they are now, in the order asked for.
///
/// # Errors
/// When the site is no group, or the database does not answer.
async fn compare(visit: &Visit, order: Order) -> Result<Comparison, Fault> {
    visit.on(TenantKind::is_group)?;
    let mut observing = visit.database.observe().await?;
    let published = aggregate::of_members(&mut observing, visit.site.tenant).await?;
    let members = visit.sites.iter().filter(|site| site.group == Some(visit.site.tenant));
    let places = members.map(|site| Place::of(site, &visit.addresses));
    Ok(Comparison::new(places, published, visit.site.currency, order))
}

/// The home page of a group.
pub fn home() -> AnyView {
    page(async |visit| {
        let query = use_query_map().read_untracked().clone();
        let order = Order::asked(query.get_str(path::ORDER), query.get_str(path::DIRECTION));
        let typed = query.get_str(path::QUERY).unwrap_or_default().trim().to_owned();
        let whole = compare(&visit, order).await?;
        let body = view! {
            {hero(&visit)}
            {stats(&visit, &whole)}
            {members(&visit, &whole, order, &typed)}
            {selection::link(&visit).await?}
            {sources(&visit, &whole)}
        };
        Ok(Page::new(visit.site.name.clone(), body).width(Width::Wide))
    })
}

fn hero(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale();
    view! {
        <section class="hero">
            <h1>{visit.site.name.clone()}</h1>
            <p class="lead">{text::observatory::lead(locale)}</p>
        </section>
    }
}

fn stats(visit: &Visit, whole: &Comparison) -> impl IntoView + use<> {
    let locale = visit.locale();
    let total = whole.total();
    let published = whole.members.len();
    let stat = |label: &'static str, figure: String, note: Option<String>| {
        let note = note.map(|note| view! { <dd class="stat__note">{note}</dd> });
        view! { <div class="stat"><dt>{label}</dt><dd>{figure}</dd>{note}</div> }
    };
    let count = text::observatory::out_of(locale, visit.integer(published + whole.silent.len()));
    let pool = total.pool.filter(|_| published > 0);
    view! {
        <div class="section"><dl class="stats">
            {stat(text::observatory::published_count(locale), visit.integer(published), Some(count))}
            {stat(text::observatory::ideas(locale), visit.integer(total.ideas), None)}
            {stat(text::observatory::projects(locale), visit.integer(total.projects), None)}
            {pool.map(|pool| stat(text::observatory::pool(locale), visit.money(pool), None))}
        </dl></div>
    }
}

/// The search, the table, the charts and the members that published nothing.
fn members(visit: &Visit, whole: &Comparison, order: Order, typed: &str) -> impl IntoView + use<> {
    let locale = visit.locale();
    let mut shown = whole.clone();
    shown.keep(typed);
    let count = whole.members.len() + whole.silent.len();
    let found = shown.members.len() + shown.silent.len();
    let searched = !typed.is_empty();
    let nothing = (found == 0 && searched).then(|| {
        view! {
            <div class="empty">
                <Icon name="search"/>
                <h3>{text::observatory::nothing_found_title(locale)}</h3>
                <p>{text::observatory::nothing_found(locale, typed)}</p>
                <a class="btn" href=path::HOME>{text::observatory::clear_search(locale)}</a>
            </div>
        }
    });
    let unpublished = (whole.members.is_empty()).then(|| {
        view! {
            <div class="empty">
                <Icon name="chart"/>
                <h3>{text::observatory::nothing_published_title(locale)}</h3>
                <p>{text::observatory::nothing_published(locale)}</p>
            </div>
        }
    });
    let compared = (!shown.members.is_empty()).then(|| {
        view! {
            {table::table(visit, whole, &shown, order, typed)}
            {chart::charts(visit, &shown)}
        }
    });
    view! {
        <section class="section" aria-labelledby="comparar">
            <div class="section__head">
                <h2 id="comparar">{text::observatory::table_heading(locale)}</h2>
                <a class="btn btn--quiet no-print" href=path::OBSERVATORY_CSV download="">
                    <Icon name="download"/>{text::observatory::download(locale)}
                </a>
            </div>
            {search(locale, order, typed)}
            {searched.then(|| view! {
                <p class="found" role="status">
                    {text::observatory::found(locale, visit.integer(found), visit.integer(count))}
                </p>
            })}
            {nothing}
            {unpublished}
            {compared}
        </section>
        {silent(visit, &shown)}
    }
}

fn search(locale: Locale, order: Order, typed: &str) -> impl IntoView + use<> {
    let kept = (order != Order::default()).then(|| {
        view! {
            <input type="hidden" name=path::ORDER value=order.column.word()/>
            <input type="hidden" name=path::DIRECTION value=order.direction()/>
        }
    });
    let typed = typed.to_owned();
    let clear = (!typed.is_empty())
        .then(|| view! { <a class="btn btn--quiet" href=path::HOME>{text::observatory::clear_search(locale)}</a> });
    view! {
        <form class="search no-print" role="search" method="get" action=path::HOME>
            <div class="field search__q">
                <label for="q">{text::observatory::search_label(locale)}</label>
                <input class="input" type="search" id="q" name=path::QUERY value=typed autocomplete="off"/>
            </div>
            {kept}
            <button class="btn"><Icon name="search"/>{text::common::search(locale)}</button>
            {clear}
        </form>
    }
}

/// The members that published nothing.
fn silent(visit: &Visit, shown: &Comparison) -> Option<impl IntoView + use<>> {
    let locale = visit.locale();
    let kind = shown.silent.first()?.kind;
    let count = shown.silent.len();
    let places = shown
        .silent
        .iter()
        .map(|place| {
            let people = place.population.map(|count| text::observatory::inhabitants_of(locale, visit.integer(count)));
            let suspended = place.address.is_none().then(|| text::observatory::suspended(locale).to_owned());
            let detail = [suspended, people].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let name = place.name.clone();
            match place.address.clone() {
                Some(address) => {
                    view! { <li><a href=address>{name}<span class="muted">{detail}</span></a></li> }.into_any()
                }
                None => view! { <li><span>{name}<span class="muted">" · "{detail}</span></span></li> }.into_any(),
            }
        })
        .collect_view();
    let lead = text::observatory::silent_lead(
        locale,
        format!("{} {}", visit.integer(count), text::observatory::members(locale, kind).to_lowercase()),
    );
    Some(view! {
        <section class="section" aria-labelledby="sin-proceso">
            <h2 id="sin-proceso">{text::observatory::silent_heading(locale)}</h2>
            <p>{lead}</p>
            <ul class="places" role="list">{places}</ul>
        </section>
    })
}

/// What the figures rest on, in words.
fn sources(visit: &Visit, whole: &Comparison) -> impl IntoView + use<> {
    let locale = visit.locale();
    let mut populations: Vec<String> = whole
        .members
        .iter()
        .map(|member| &member.place)
        .chain(&whole.silent)
        .filter_map(|place| place.population_source.clone())
        .collect();
    populations.sort_unstable();
    populations.dedup();
    let turnout = match whole.basis {
        figures::Basis::Eligible => text::observatory::sources_eligible(locale),
        figures::Basis::Inhabitants => text::observatory::sources_inhabitants(locale),
    };
    let nothing_counted = whole.largest(Column::Turnout).is_none() && !whole.members.is_empty();
    let population = (!populations.is_empty()).then(|| {
        let sources = populations.into_iter().map(|source| view! { <li>{source}</li> }).collect_view();
        view! { <p>{text::observatory::sources_population(locale)}</p><ul>{sources}</ul> }
    });
    view! {
        <section class="section" aria-labelledby="fuentes">
            <h2 id="fuentes">{text::observatory::sources_heading(locale)}</h2>
            {whole.has_demonstration().then(|| view! {
                <Notice kind=NoticeKind::Information locale>
                    {text::observatory::sources_demonstration(locale)}
                </Notice>
            })}
            <p>{text::observatory::sources_published(locale)}</p>
            <p>{text::observatory::sources_voting(locale)}</p>
            {nothing_counted.then(|| view! { <p>{text::observatory::nothing_counted(locale)}</p> })}
            <p>{turnout}</p>
            <p>{text::observatory::sources_median(locale)}</p>
            {population}
        </section>
    }
}
