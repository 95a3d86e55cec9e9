//! The platform's own site: its front page, and what its operators do.

pub mod operation;

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    hooks::use_query_map,
    path as route,
};
use shared::{
    id::TenantId,
    locale::Locale,
    phase::PhaseKind,
    tenant::{TenantKind, TenantStatus},
};
use store::{aggregate, site::Site};

use self::operation::{OneSite, Operation};
use crate::{
    components::Icon,
    page::{Page, page},
    path, search, text,
    visit::Visit,
};

/// How many sites without a published process a group may have before they are folded away.
const FOLD_FROM: usize = 24;

/// The pages of the platform.
#[component(transparent)]
pub fn PlatformRoutes() -> AnyNestedRoute {
    view! {
        <Route path=route!("/operacion") view=Operation ssr=SsrMode::Async/>
        <Route path=route!("/operacion/:slug") view=OneSite ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// How far each tenant has come, by what it published.
type Phases = HashMap<TenantId, Option<PhaseKind>>;

/// The front page: what this is, and the way to every site.
pub fn home() -> AnyView {
    page(async |visit| {
        visit.on(|kind| kind == TenantKind::Platform)?;
        let typed = use_query_map().read_untracked().get_str(path::QUERY).unwrap_or_default().trim().to_owned();
        let mut observing = visit.database.observe().await?;
        let phases = aggregate::phases(&mut observing).await?.into_iter().collect();
        drop(observing);
        let locale = visit.locale();
        let body = view! {
            <section class="hero">
                <h1>{text::platform::hero_title(locale)}</h1>
                <p class="lead">{text::platform::hero_lead(locale)}</p>
                <div class="actions">
                    <a class="btn btn--primary btn--big" href="#sitios">
                        <Icon name="search"/>{text::platform::find_yours(locale)}
                    </a>
                </div>
            </section>
            {how_it_works(locale)}
            {sites(&visit, &phases, &typed)}
        };
        Ok(Page::new(text::common::product(locale), body))
    })
}

fn how_it_works(locale: Locale) -> impl IntoView {
    let steps = [
        ("idea", text::platform::step_ideas(locale), text::platform::step_ideas_detail(locale)),
        ("ballot", text::platform::step_vote(locale), text::platform::step_vote_detail(locale)),
        ("chart", text::platform::step_check(locale), text::platform::step_check_detail(locale)),
    ];
    let steps = steps.map(|(icon, title, detail)| {
        view! { <li class="card"><h3 class="card__title"><Icon name=icon/>" "{title}</h3><p>{detail}</p></li> }
    });
    view! {
        <section class="section" aria-labelledby="como">
            <h2 id="como">{text::platform::what_heading(locale)}</h2>
            <ul class="grid" role="list">{steps.into_iter().collect_view()}</ul>
        </section>
    }
}

/// Every site, by its group, or those whose name has what was typed.
fn sites(visit: &Visit, phases: &Phases, typed: &str) -> impl IntoView + use<> {
    let locale = visit.locale();
    let fits = |site: &&Arc<Site>| search::finds(&site.name, typed);
    let found = visit.sites.iter().filter(|site| site.kind != TenantKind::Platform).filter(fits).count();
    let searched = !typed.is_empty();
    let said = searched.then(|| {
        let count = if found == 1 {
            text::platform::found_one(locale).to_owned()
        } else {
            text::platform::found(locale, visit.integer(found))
        };
        view! { <p class="found" role="status">{count}</p> }
    });
    let nothing = (found == 0 && searched).then(|| {
        view! {
            <div class="empty">
                <Icon name="search"/>
                <h3>{text::platform::nothing_found_title(locale)}</h3>
                <p>{text::platform::nothing_found(locale, typed)}</p>
                <a class="btn" href=path::HOME>{text::platform::see_all(locale)}</a>
            </div>
        }
    });
    let groups = visit
        .sites
        .iter()
        .filter(|site| site.kind.is_group())
        .filter_map(|group| {
            // A group whose own name was typed is shown with all its members.
            let whole = fits(&group);
            let members: Vec<_> =
                visit.sites.iter().filter(|site| site.group == Some(group.tenant) && (whole || fits(site))).collect();
            (whole || !members.is_empty()).then(|| group_of(visit, phases, group, &members, searched))
        })
        .collect_view();
    let alone: Vec<_> =
        visit.sites.iter().filter(|site| site.kind.runs_processes() && site.group.is_none()).filter(fits).collect();
    let alone = (!alone.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="otros">
                <h3 id="otros">{text::platform::other_sites(locale)}</h3>
                {list(visit, phases, &alone)}
            </section>
        }
    });
    view! {
        <section class="section" aria-labelledby="sitios">
            <h2 id="sitios" tabindex="-1">{text::platform::sites_heading(locale)}</h2>
            <form class="search" role="search" method="get" action=format!("{}#sitios", path::HOME)>
                <div class="field search__q">
                    <label for="q">{text::platform::search_label(locale)}</label>
                    <input
                        class="input"
                        type="search"
                        id="q"
                        name=path::QUERY
                        value=typed.to_owned()
                        autocomplete="off"
                    />
                </div>
                <button class="btn"><Icon name="search"/>{text::common::search(locale)}</button>
            </form>
            {said}
            {nothing}
            {groups}
            {alone}
        </section>
    }
}

/// A group with its members: those with a process first; many without one are folded away, unless they were sought.
fn group_of(
    visit: &Visit,
    phases: &Phases,
    group: &Arc<Site>,
    members: &[&Arc<Site>],
    searched: bool,
) -> impl IntoView + use<> {
    let locale = visit.locale();
    let id = format!("grupo-{}", group.slug);
    let labelled_by = id.clone();
    let (published, silent): (Vec<_>, Vec<_>) =
        members.iter().copied().partition(|site| phases.contains_key(&site.tenant));
    let observatory = (group.status == TenantStatus::Active).then(|| {
        view! {
            <a class="btn btn--quiet" href=visit.addresses.of(group)>
                <Icon name="chart"/>{text::platform::observatory_of(locale, &group.name)}
            </a>
        }
    });
    let members = if searched || published.is_empty() || silent.len() < FOLD_FROM {
        list(visit, phases, members).into_any()
    } else {
        let rest = text::platform::the_rest(locale, visit.integer(silent.len()));
        view! {
            {list(visit, phases, &published)}
            <details class="more"><summary>{rest}</summary><div>{list(visit, phases, &silent)}</div></details>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <div class="section__head"><h3 id=id>{group.name.clone()}</h3>{observatory}</div>
            {members}
        </section>
    }
}

fn list(visit: &Visit, phases: &Phases, sites: &[&Arc<Site>]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let items = sites
        .iter()
        .map(|site| {
            let kind = text::terms::tenant_kind(locale, site.kind);
            let line = text::platform::site_line(locale, kind, status(locale, site, phases));
            view! {
                <li><a href=visit.addresses.of(site)>{site.name.clone()}<span class="muted">{line}</span></a></li>
            }
        })
        .collect_view();
    view! { <ul class="places" role="list">{items}</ul> }
}

/// Where a site stands, in a word or two.
fn status(locale: Locale, site: &Site, phases: &Phases) -> &'static str {
    match (site.status, phases.get(&site.tenant)) {
        (TenantStatus::Suspended, _) => text::platform::suspended(locale),
        (TenantStatus::Active, Some(Some(phase))) => text::terms::phase(locale, *phase),
        (TenantStatus::Active, Some(None)) => text::platform::not_begun(locale),
        (TenantStatus::Active, None) => text::platform::no_process(locale),
    }
}
