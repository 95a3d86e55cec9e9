//! What operators do: suspend a site, or put it back online. Each change has a reason and stays in the audit trail.

use std::{collections::HashMap, sync::Arc};

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use serde_json::json;
use shared::{
    id::TenantId,
    locale::Locale,
    permission::{Action, Object},
    role::Role,
    tenant::{TenantKind, TenantStatus},
};
use store::{
    TenantTx,
    audit::{self, Act, Entry},
    operation,
    site::Site,
};

use crate::{
    components::{Column, Crumbs, Csrf, ErrorSummary, Heading, Icon, Table, TextArea},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    gate::Gate,
    page::{Fault, Page, Width, page},
    path, search, text,
    visit::Visit,
};

/// Sites on one page of the list.
const PAGE: usize = 50;
/// Entries of the trail below it.
const TRAIL: u16 = 10;
/// The act of suspending, in the trail.
const SUSPEND: &str = "suspend_tenant";
/// The act of putting back online, in the trail.
const RESUME: &str = "resume_tenant";
/// Least and most characters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 10..=500;

type Statuses = HashMap<TenantId, TenantStatus>;

/// The platform's transaction, for an operator only.
async fn enter(visit: &Visit) -> Result<TenantTx, Fault> {
    visit.on(|kind| kind == TenantKind::Platform)?;
    visit.require(Role::Operator)?;
    Ok(visit.enter().await?)
}

/// The list of sites.
#[component]
pub fn Operation() -> impl IntoView {
    page(async |visit| {
        let query = use_query_map().read_untracked().clone();
        let mut tx = enter(&visit).await?;
        let statuses: Statuses = operation::statuses(&mut tx).await?.into_iter().collect();
        let trail = audit::newest(&mut tx, None, TRAIL).await?;
        drop(tx);
        let locale = visit.locale();
        let typed = query.get_str(path::QUERY).unwrap_or_default().trim().to_owned();
        let body = view! {
            <Heading title=text::platform::operation_title(locale) lead=text::platform::operation_lead(locale)/>
            {list(&visit, &statuses, &typed, query.get_str(path::AFTER))}
            {changes(&visit, &trail)}
        };
        Ok(Page::new(text::platform::operation_title(locale), body).width(Width::Wide))
    })
}

fn list(visit: &Visit, statuses: &Statuses, typed: &str, after: Option<&str>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let found: Vec<&Arc<Site>> = visit
        .sites
        .iter()
        .filter(|site| site.kind != TenantKind::Platform)
        .filter(|site| search::finds(&format!("{} {}", site.name, site.slug), typed))
        .collect();
    let start =
        after.and_then(|after| found.iter().position(|site| site.slug.as_str() == after)).map_or(0, |at| at + 1);
    let shown: Vec<&Arc<Site>> = found.iter().copied().skip(start).take(PAGE).collect();
    let next = (start + shown.len() < found.len()).then(|| shown.last().copied()).flatten().map(|last| {
        let mut query = vec![(path::AFTER, last.slug.as_str())];
        if !typed.is_empty() {
            query.push((path::QUERY, typed));
        }
        path::with_query(path::OPERATION, &query)
    });
    let first = if shown.is_empty() { 0 } else { start + 1 };
    let showing = text::platform::showing(
        locale,
        visit.integer(first),
        visit.integer(start + shown.len()),
        visit.integer(found.len()),
    );
    let rows = shown.into_iter().map(|site| row(visit, statuses, site)).collect_view();
    let pager = next.map(|href| {
        view! {
            <nav class="pager" aria-label=text::common::pages(locale)>
                <a class="btn" rel="next" href=href>{text::common::next(locale)}<Icon name="right"/></a>
            </nav>
        }
    });
    view! {
        <form class="search" role="search" method="get" action=path::OPERATION>
            <div class="field search__q">
                <label for="q">{text::platform::operation_search(locale)}</label>
                <input class="input" type="search" id="q" name=path::QUERY value=typed.to_owned() autocomplete="off"/>
            </div>
            <button class="btn"><Icon name="search"/>{text::common::search(locale)}</button>
        </form>
        <p class="found" role="status">{showing}</p>
        <Table
            id="sitios"
            caption=text::platform::operation_caption(locale)
            columns=vec![
                Column::words(text::platform::site(locale)),
                Column::words(text::platform::kind(locale)),
                Column::words(text::platform::group(locale)),
                Column::words(text::platform::status(locale)),
                Column::words(text::platform::change(locale)),
            ]
        >
            {rows}
        </Table>
        {pager}
    }
}

fn row(visit: &Visit, statuses: &Statuses, site: &Site) -> impl IntoView + use<> {
    let locale = visit.locale();
    let group = visit.sites.iter().find(|group| Some(group.tenant) == site.group).map(|group| group.name.clone());
    view! {
        <tr>
            <th scope="row"><a href=visit.addresses.of(site)>{site.name.clone()}</a></th>
            <td data-label=text::platform::kind(locale)>{text::terms::tenant_kind(locale, site.kind)}</td>
            <td data-label=text::platform::group(locale)>{group}</td>
            <td data-label=text::platform::status(locale)>{status(locale, now(statuses, site))}</td>
            <td data-label=text::platform::change(locale)>
                <a class="btn btn--small" href=path::operation(site.slug.as_str())>
                    {text::platform::change(locale)}<span class="visually-hidden">" "{site.name.clone()}</span>
                </a>
            </td>
        </tr>
    }
}

/// A site's status as the database has it at this instant.
fn now(statuses: &Statuses, site: &Site) -> TenantStatus {
    statuses.get(&site.tenant).copied().unwrap_or(site.status)
}

fn status(locale: Locale, status: TenantStatus) -> impl IntoView {
    let (class, icon, word) = match status {
        TenantStatus::Active => ("chip chip--ok", "check", text::platform::active(locale)),
        TenantStatus::Suspended => ("chip chip--no", "lock", text::platform::suspended(locale)),
    };
    view! { <span class=class><Icon name=icon/>{word}</span> }
}

fn changes(visit: &Visit, trail: &[Entry]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = trail
        .iter()
        .map(|entry| {
            let what = match entry.act.as_str() {
                SUSPEND => text::platform::act_suspend(locale, &entry.object),
                RESUME => text::platform::act_resume(locale, &entry.object),
                act => text::platform::act_other(locale, act, &entry.object),
            };
            let who = entry.person.clone().unwrap_or_else(|| text::platform::command_line(locale).to_owned());
            view! {
                <tr>
                    <th scope="row">{what}</th>
                    <td data-label=text::platform::trail_when(locale)>{visit.date_time(entry.at)}</td>
                    <td data-label=text::platform::trail_who(locale)>{who}</td>
                    <td data-label=text::platform::reason(locale)>{entry.reason.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let body = if trail.is_empty() {
        view! { <p>{text::platform::trail_empty(locale)}</p> }.into_any()
    } else {
        view! {
            <Table
                id="cambios-tabla"
                caption=text::platform::trail_heading(locale)
                titled=true
                columns=vec![
                    Column::words(text::platform::trail_what(locale)),
                    Column::words(text::platform::trail_when(locale)),
                    Column::words(text::platform::trail_who(locale)),
                    Column::words(text::platform::reason(locale)),
                ]
            >
                {rows}
            </Table>
        }
        .into_any()
    };
    view! {
        <section class="section" aria-labelledby="cambios">
            <h2 id="cambios">{text::platform::trail_heading(locale)}</h2>
            {body}
        </section>
    }
}

/// One site, and the form that changes its status.
#[component]
pub fn OneSite() -> impl IntoView {
    page(async |visit| {
        let slug = use_params_map().read_untracked().get_str("slug").unwrap_or_default().to_owned();
        let mut tx = enter(&visit).await?;
        let site = find(&visit, &slug).ok_or(Fault::NotFound)?;
        let statuses: Statuses = operation::statuses(&mut tx).await?.into_iter().collect();
        drop(tx);
        let locale = visit.locale();
        let current = now(&statuses, &site);
        let name = site.name.clone();
        let steps = vec![(path::OPERATION.to_owned(), text::common::operation(locale).to_owned())];
        let body = view! {
            <Crumbs locale steps here=name.clone()/>
            <Heading over=text::terms::tenant_kind(locale, site.kind) title=name.clone()/>
            {facts(&visit, &site, current)}
            {form(&visit, &site, current)}
        };
        Ok(Page::new(text::platform::change_of(locale, name), body).width(Width::Narrow))
    })
}

fn find(visit: &Visit, slug: &str) -> Option<Arc<Site>> {
    visit.sites.iter().find(|site| site.kind != TenantKind::Platform && site.slug.as_str() == slug).cloned()
}

fn facts(visit: &Visit, site: &Site, current: TenantStatus) -> impl IntoView + use<> {
    let locale = visit.locale();
    let address = visit.addresses.of(site);
    let code = site.official_code.as_ref().map(|code| {
        let written = format!("{} {}", code.authority().as_str().to_uppercase(), code.code());
        view! { <div><dt>{text::platform::official_code(locale)}</dt><dd>{written}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{text::platform::status(locale)}</dt><dd>{status(locale, current)}</dd></div>
            <div>
                <dt>{text::platform::address(locale)}</dt>
                <dd><a href=address.clone()>{address.clone()}</a></dd>
            </div>
            {code}
        </dl>
    }
}

fn form(visit: &Visit, site: &Site, current: TenantStatus) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rejected: Rejected = visit.rejected("status");
    let (to, heading, detail, class, label) = match current {
        TenantStatus::Active => (
            TenantStatus::Suspended,
            text::platform::suspend_heading(locale),
            text::platform::suspend_detail(locale),
            "btn btn--danger",
            text::platform::suspend(locale),
        ),
        TenantStatus::Suspended => (
            TenantStatus::Active,
            text::platform::resume_heading(locale),
            text::platform::resume_detail(locale),
            "btn btn--primary",
            text::platform::resume(locale),
        ),
    };
    view! {
        <section class="section" aria-labelledby="cambiar">
            <h2 id="cambiar">{heading}</h2>
            <p>{detail}</p>
            <form class="form" method="post" action=SetSiteStatus::url()>
                <ErrorSummary rejected=&rejected locale/>
                <Csrf visit/>
                <input type="hidden" name="slug" value=site.slug.to_string()/>
                <input type="hidden" name="status" value=to.as_str()/>
                <TextArea
                    name="reason"
                    label=text::platform::reason(locale)
                    hint=text::platform::reason_hint(locale)
                    rejected=&rejected
                    rows=3
                    locale
                />
                <div class="actions">
                    <button class=class>{label}</button>
                    <a class="btn btn--quiet" href=path::OPERATION>{text::common::cancel(locale)}</a>
                </div>
            </form>
        </section>
    }
}

/// Suspends a site or puts it back online.
#[server(prefix = "/hacer", endpoint = "estado-de-sitio")]
pub async fn set_site_status(
    /// Which site.
    slug: String,
    /// The status it shall have.
    status: String,
    /// Why.
    reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = if find(&visit, &slug).is_some() { path::operation(&slug) } else { path::OPERATION.to_owned() };
    let posted = Posted::new("status", page, [("reason", &reason)]);
    let outcome = change(&visit, &slug, &status, &reason).await;
    answer(&visit, posted, outcome).await
}

async fn change(visit: &Visit, slug: &str, status: &str, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let not_a_site = || Declined::Refused(text::platform::not_a_site(locale).to_owned());
    // The role means nothing on any other site, even if it were granted there.
    visit.on(|kind| kind == TenantKind::Platform).map_err(|_| not_a_site())?;
    Gate::standing(visit).allow(visit, Action::SuspendTenant, &Object::anywhere())?;
    let site = find(visit, slug).ok_or_else(not_a_site)?;
    let status: TenantStatus = status.parse().map_err(|_| not_a_site())?;
    let reason = reason.trim();
    check(locale, reason)?;
    let mut tx = visit.enter().await?;
    if !operation::set_status(&mut tx, site.tenant, status).await? {
        return Err(Declined::Refused(text::platform::nothing_changed(locale, &site.name)));
    }
    let (act, before, said) = match status {
        TenantStatus::Suspended => (SUSPEND, TenantStatus::Active, text::platform::was_suspended(locale, &site.name)),
        TenantStatus::Active => (RESUME, TenantStatus::Suspended, text::platform::was_resumed(locale, &site.name)),
    };
    let act = Act {
        person: visit.viewer.as_ref().map(|viewer| viewer.person),
        act,
        object: site.slug.as_str(),
        reason: Some(reason),
        before: Some(&json!({ "status": before })),
        after: Some(&json!({ "status": status })),
    };
    audit::record(&mut tx, visit.fresh_id(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::OPERATION.to_owned(), message: Some(said) })
}

/// Whether a reason says something, and not too much.
fn check(locale: Locale, reason: &str) -> Result<(), Declined> {
    let length = reason.chars().count();
    let wrong = if length < *REASON.start() {
        text::platform::reason_short(locale)
    } else if length > *REASON.end() {
        text::platform::reason_long(locale)
    } else {
        return Ok(());
    };
    Err(Declined::Invalid(vec![FieldMessage::new("reason", wrong)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something_and_not_too_much() {
        assert!(check(Locale::EsCo, "Pago vencido desde marzo").is_ok());
        for reason in ["", "porque sí", &"a".repeat(501)] {
            assert!(matches!(check(Locale::EsCo, reason), Err(Declined::Invalid(_))), "{reason}");
        }
    }
}
