//! The selection of municipalities of a group (selección de municipios): what was published, by which criteria, with the
//! score and the place of each; and the form by which an analyst prepares the next one.

mod download;
mod prepare;
mod table;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    hooks::{use_params_map, use_query_map},
    path,
};
use shared::{
    locale::format_date,
    permission::{Action, Object},
    ruleset::Code,
    tenant::TenantKind,
};
use store::selection::{self, Heading as Entry, Published};
use uuid::Uuid;

pub use self::download::download;
use crate::{
    components::{Crumbs, Heading, Icon, Notice, NoticeKind},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The pages of the selection.
#[component(transparent)]
pub fn SelectionRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/seleccion") view=Newest ssr=SsrMode::Async/>
        <Route path=path!("/seleccion/nueva") view=prepare::Prepare ssr=SsrMode::Async/>
        <Route path=path!("/seleccion/:selection") view=One ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The members of the group by their official code, with their names.
fn members(visit: &Visit) -> BTreeMap<Code, String> {
    let members = visit.sites.iter().filter(|site| site.group == Some(visit.site.tenant));
    members.filter_map(|site| Some((site.official_code.as_ref()?.code().parse().ok()?, site.name.clone()))).collect()
}

/// Whether the visitor may choose for this group.
fn may_prepare(visit: &Visit) -> bool {
    Gate::standing(visit).may(Action::SelectMunicipalities, &Object::anywhere()).is_ok()
}

/// The way to the selection from the group's first page, once there is one or for whoever may prepare it.
///
/// # Errors
/// When the database does not answer.
pub async fn link(visit: &Visit) -> store::Result<Option<AnyView>> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let published = !selection::all(&mut tx).await?.is_empty();
    Ok((published || may_prepare(visit)).then(|| {
        view! {
            <section class="section" aria-labelledby="seleccion">
                <h2 id="seleccion"><a href=path::SELECTION>{text::selection::title(locale)}</a></h2>
                <p>{text::selection::on_observatory(locale)}</p>
            </section>
        }
        .into_any()
    }))
}

/// The selection that was published last.
#[component]
fn Newest() -> impl IntoView {
    let typed = use_query_map().get_untracked().get(path::QUERY).unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::is_group)?;
        let mut tx = visit.enter().await?;
        let all = selection::all(&mut tx).await?;
        let Some(newest) = all.first() else { return Ok(nothing(&visit)) };
        let found = selection::find(&mut tx, newest.id).await?.ok_or(Fault::NotFound)?;
        Ok(show(&visit, &found, &all, &typed))
    })
}

/// One of those that were published.
#[component]
fn One() -> impl IntoView {
    let asked = use_params_map().read_untracked().get("selection");
    let typed = use_query_map().get_untracked().get(path::QUERY).unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::is_group)?;
        let id: Uuid = asked.and_then(|asked| asked.parse().ok()).ok_or(Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let found = selection::find(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let all = selection::all(&mut tx).await?;
        Ok(show(&visit, &found, &all, &typed))
    })
}

fn nothing(visit: &Visit) -> Page {
    let locale = visit.locale();
    let title = text::selection::title(locale);
    Page::new(
        title,
        view! {
            <Heading title lead=text::selection::lead(locale)/>
            <p>{text::selection::none(locale)}</p>
            {prepare_link(visit)}
        },
    )
}

fn prepare_link(visit: &Visit) -> Option<impl IntoView + use<>> {
    let label = text::selection::new_title(visit.locale());
    may_prepare(visit).then(|| view! { <p class="no-print"><a class="btn" href=path::NEW_SELECTION>{label}</a></p> })
}

fn show(visit: &Visit, found: &Published, all: &[Entry], typed: &str) -> Page {
    let locale = visit.locale();
    let published = &found.selection;
    let title = format!("{}: {}", text::selection::title(locale), published.title);
    let sample = published.sample.then(|| {
        view! { <Notice kind=NoticeKind::Information locale><p>{text::selection::sample(locale)}</p></Notice> }
    });
    let searched = table::found(visit, &published.outcome, typed);
    let body = view! {
        <Crumbs locale here=text::selection::title(locale)/>
        <Heading title=title.clone() lead=text::selection::lead(locale)/>
        {sample}
        <p>{text::selection::adopted(locale, &published.act, format_date(published.on, locale))}</p>
        <p>{text::selection::source(locale, &published.source)}</p>
        <p class="no-print">
            <a class="btn btn--quiet" href=path::selection_csv(published.id) download="">
                <Icon name="download"/>{text::selection::download(locale)}
            </a>
        </p>
        {table::search(visit, path::selection(published.id), typed, &searched)}
        {table::whole(visit, &published.rule, &published.indicators, &published.outcome, &searched)}
        {earlier(visit, published.id, all)}
        {prepare_link(visit)}
    };
    Page::new(title, body).width(Width::Wide)
}

/// What was published, this one included.
fn earlier(visit: &Visit, here: Uuid, all: &[Entry]) -> Option<impl IntoView + use<>> {
    let locale = visit.locale();
    let entries = all
        .iter()
        .map(|entry| {
            let said = format!("{} · {}, {}", entry.title, entry.act, format_date(entry.on, locale));
            if entry.id == here {
                view! { <li>{said}" "<span class="muted">{text::selection::this_one(locale)}</span></li> }.into_any()
            } else {
                view! { <li><a href=path::selection(entry.id)>{said}</a></li> }.into_any()
            }
        })
        .collect_view();
    (all.len() > 1).then(|| {
        view! {
            <section class="section" aria-labelledby="publicadas">
                <h2 id="publicadas">{text::selection::earlier(locale)}</h2>
                <ul>{entries}</ul>
            </section>
        }
    })
}
