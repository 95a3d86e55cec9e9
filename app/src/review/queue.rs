//! The queue: ideas that wait, the one that is due first first.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{document::Key, id::ContestId, permission::Action, role::Role, tenant::TenantKind};
use store::{
    group::{self, Grouped},
    process::{self, Process},
    region::Unplaced,
    review::{self, Load, Search, Waiting},
};

use super::{
    due::{self, Sight},
    placing, region,
};
use crate::{
    components::{Column, Heading, Icon, Notice, NoticeKind, Table},
    gate::Gate,
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// Ideas on one page.
const SIZE: u16 = 25;

/// The queue of ideas to review.
#[component]
pub fn Queue() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let place = query.get("territorio").filter(|code| !code.is_empty());
    let after = query.get("despues").and_then(|number| number.parse().ok()).unwrap_or(0);
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let locale = visit.locale();
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            visit.require(Role::Reviewer)?;
            let title = text::review::title(locale);
            return Ok(Page::new(title, view! { <Heading title lead=text::review::none_process(locale)/> }));
        };
        let mut loads = review::loads(&mut tx, process.id).await?;
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        let (openings, whole) = match Sight::of(&visit, &gate, &process, &loads) {
            Sight::Whole => (due::openings(&process, &loads, None), true),
            Sight::Late(openings) => (openings, false),
            Sight::Nothing => return Err(Fault::Role(Role::Reviewer)),
        };
        let late = if whole {
            due::late(&mut tx, &process, &loads, visit.now).await?
        } else {
            review::late(&mut tx, process.id, &openings).await?.into_iter().collect()
        };
        if !whole {
            // They see what is late and nothing else.
            loads.retain(|load| openings.iter().any(|opening| opening.contest == load.contest));
            for load in &mut loads {
                load.waiting = late.get(&load.contest).copied().unwrap_or_default();
            }
        }
        let chosen = place.as_deref().and_then(|code| loads.iter().find(|load| load.code == code));
        // One more than shown says whether the list goes on.
        let contest = chosen.map(|load| load.contest);
        let search =
            Search { process: process.id, openings: &openings, others: whole, contest, after, limit: SIZE + 1 };
        let mut waiting = review::queue(&mut tx, &search).await?;
        let more = waiting.len() > usize::from(SIZE);
        waiting.truncate(SIZE.into());
        let excludes = |rule: &Key| process.rule_set.contest(rule).is_some_and(|rule| rule.exclusive);
        let mut groups = if whole { group::of_process(&mut tx, process.id, contest).await? } else { Vec::new() };
        groups.retain(|one| excludes(&one.rule));
        let mut unplaced = if whole { region::unplaced(&mut tx, &process).await? } else { Vec::new() };
        unplaced.retain(|one| contest.is_none_or(|contest| contest == one.contest));
        let list = List {
            unplaced: &unplaced,
            groups: &groups,
            process: &process,
            loads: &loads,
            late: &late,
            whole,
            chosen,
            after,
            more,
        };
        Ok(list.show(&visit, waiting))
    })
}

/// What is listed.
struct List<'a> {
    process: &'a Process,
    loads: &'a [Load],
    /// How many are late, by contest.
    late: &'a BTreeMap<ContestId, u64>,
    /// The projects without the region that the rules ask of them.
    unplaced: &'a [Unplaced],
    /// The projects that exclude each other.
    groups: &'a [Grouped],
    /// Whether all that waits is listed, or only what is late.
    whole: bool,
    chosen: Option<&'a Load>,
    after: u32,
    more: bool,
}

impl List<'_> {
    fn show(&self, visit: &Visit, waiting: Vec<Waiting>) -> Page {
        let locale = visit.locale();
        let title = text::review::title(locale);
        let all: u64 = self.loads.iter().map(|load| load.waiting).sum();
        let found = self.chosen.map_or(all, |load| load.waiting);
        let place = self.chosen.map(|load| load.code.as_str());
        let body = if waiting.is_empty() {
            view! {
                <div class="empty">
                    <Icon name="check"/>
                    <h2>{text::review::none_title(locale)}</h2>
                    <p>{text::review::none_detail(locale)}</p>
                </div>
            }
            .into_any()
        } else {
            let shown = text::review::found(locale, waiting.len(), visit.integer(found));
            let pager = pager(visit, place, &waiting, self.after, self.more);
            let items = waiting.into_iter().map(|idea| item(visit, self.process, idea)).collect_view();
            view! {
                <h2 class="visually-hidden">{text::review::waiting(locale)}</h2>
                <p class="found" role="status">{shown}</p>
                <ul class="queue" role="list">{items}</ul>
                {pager}
            }
            .into_any()
        };
        let lead = if self.whole {
            text::review::lead(locale, visit.integer(all))
        } else {
            text::deadline::for_you_lead(locale, visit.integer(all))
        };
        let late: u64 = self.late.values().sum();
        let notice = (self.whole && late > 0).then(|| {
            let title = text::deadline::late_title(locale, visit.integer(late));
            view! {
                <Notice kind=NoticeKind::Attention locale>
                    <p><strong>{title}</strong></p>
                    <p>{text::deadline::late_detail(locale)}</p>
                </Notice>
            }
        });
        Page::new(
            title,
            view! {
                <Heading title lead/>
                {notice}
                {filter(visit, self.loads, place, all)}
                {body}
                {region::section(self.unplaced, locale)}
                {placing::groups(visit, self.groups)}
                {table(visit, self.loads, self.late)}
            },
        )
    }
}

fn filter(visit: &Visit, loads: &[Load], place: Option<&str>, all: u64) -> impl IntoView + use<> {
    let locale = visit.locale();
    let options = loads
        .iter()
        .map(|load| {
            let name = format!("{} {}", load.code, load.name);
            let label = text::review::place(locale, name, visit.integer(load.waiting));
            view! { <option value=load.code.clone() selected=place == Some(&load.code)>{label}</option> }
        })
        .collect_view();
    view! {
        <form class="search" role="search" method="get">
            <div class="field search__q">
                <label for="territorio">{text::review::filter(locale)}</label>
                <select class="input" id="territorio" name="territorio">
                    <option value="">{text::review::everywhere(locale, visit.integer(all))}</option>
                    {options}
                </select>
            </div>
            <button class="btn" type="submit"><Icon name="filter"/>{text::review::show(locale)}</button>
        </form>
    }
}

fn item(visit: &Visit, process: &Process, idea: Waiting) -> impl IntoView + use<> {
    let locale = visit.locale();
    let dues = match idea.since {
        Some(since) => process.almanac().dues(&process.rule_set, Action::ReviewProposal, since),
        None => Vec::new(),
    };
    let told = due::tell(visit, process, &dues, false);
    let chip = if told.as_ref().is_some_and(|told| told.late) {
        view! { <span class="chip chip--no"><Icon name="warn"/>{text::deadline::late(locale)}</span> }
    } else {
        view! { <span class="chip chip--wait"><Icon name="clock"/>{text::terms::submitted(locale)}</span> }
    };
    let told = told.map(|told| view! { <p class="queue__due">{told.says.join(" ")}</p> });
    view! {
        <li class="queue__item">
            <div>
                <h3><a href=path::review(idea.id)>{idea.title}</a></h3>
                <p class="queue__meta">
                    <span>{format!("{} {}", idea.contest_code, idea.contest_name)}</span>
                    <span>{text::review::idea(locale, visit.integer(idea.number))}</span>
                    <span>{text::review::received(locale, visit.date(idea.submitted_at))}</span>
                    {idea.place.map(|place| view! { <span>{place}</span> })}
                </p>
                {told}
            </div>
            {chip}
        </li>
    }
}

fn pager(
    visit: &Visit,
    place: Option<&str>,
    waiting: &[Waiting],
    after: u32,
    more: bool,
) -> Option<impl IntoView + use<>> {
    let locale = visit.locale();
    let place = place.map(|code| format!("territorio={}", path::encode(code)));
    let with = |rest: Option<String>| {
        let query: Vec<_> = place.iter().cloned().chain(rest).collect();
        if query.is_empty() { path::REVIEW.to_owned() } else { format!("{}?{}", path::REVIEW, query.join("&")) }
    };
    let first = (after > 0).then(|| {
        view! { <a class="btn" rel="prev" href=with(None)><Icon name="left"/> {text::results::first_page(locale)}</a> }
    });
    let next = waiting.last().filter(|_| more).map(|last| {
        let href = with(Some(format!("despues={}", last.number)));
        view! { <a class="btn" rel="next" href=href>{text::common::next(locale)} <Icon name="right"/></a> }
    });
    (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label=text::common::pages(locale)>{first}{next}</nav> })
}

fn table(visit: &Visit, loads: &[Load], late: &BTreeMap<ContestId, u64>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let rows = loads
        .iter()
        .map(|load| {
            let late = late.get(&load.contest).copied().unwrap_or_default();
            view! {
                <tr>
                    <th scope="row">{format!("{} {}", load.code, load.name)}</th>
                    <td class="num" data-label=text::review::waiting(locale)>{visit.integer(load.waiting)}</td>
                    <td class="num" data-label=text::deadline::late_many(locale)>{visit.integer(late)}</td>
                    <td class="num" data-label=text::review::viable(locale)>{visit.integer(load.viable)}</td>
                    <td class="num" data-label=text::review::not_viable(locale)>{visit.integer(load.not_viable)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <Table
                id="loads"
                caption=text::review::by_territory(locale)
                columns=vec![
                    Column::words(text::review::territory(locale)),
                    Column::numbers(text::review::waiting(locale)),
                    Column::numbers(text::deadline::late_many(locale)),
                    Column::numbers(text::review::viable(locale)),
                    Column::numbers(text::review::not_viable(locale)),
                ]
            >
                {rows}
            </Table>
        </section>
    }
}
