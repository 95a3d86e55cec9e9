//! The same ballots under other rules, side by side: who would win in a contest, and who gains and loses in a process.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    document::Key,
    locale::{format_basis_points, format_ratio_percent},
    money::Money,
    tally::{Alternative, Way},
    tenant::TenantKind,
};
use store::{
    contest, process,
    process::Process,
    tally::{self, Compared, Line, Priced},
};

use super::{nothing_yet, origin, when};
use crate::{
    ballot,
    components::{Column, Crumbs, Heading, Icon, Table},
    page::{Fault, Page, Width, page},
    path,
    text::{self, what_if as said},
    visit::Visit,
};

/// One contest under other rules.
#[component]
pub fn OfContest() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let [process, code] = ["process", "contest"].map(|name| params.get(name).unwrap_or_default());
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let process = process::by_slug(&mut tx, &process).await?.ok_or(Fault::NotFound)?;
        let contest = contest::by_code(&mut tx, process.id, &code).await?.ok_or(Fault::NotFound)?;
        let here = Here { visit: &visit, process: &process };
        let title = said::title_of(visit.locale(), &contest.name);
        let back = (path::result(&process.slug, &contest.code), contest.name.clone());
        let number = tally::published(&mut tx, process.id).await?;
        let sealed = match number {
            Some(number) => tally::of_contest(&mut tx, &contest, number).await?.map(|sealed| (number, sealed)),
            None => None,
        };
        let Some((number, sealed)) = sealed else {
            return Ok(here.page(title, Some(back), here.not_yet()));
        };
        let found = tally::alternatives(&mut tx, contest.id, number).await?;
        if found.is_empty() {
            return Ok(here.page(title, Some(back), here.not_compared()));
        }
        let lines = tally::lines(&mut tx, &contest, number, "", None, u32::MAX).await?;
        let naming = sealed.ballots - sealed.blank_ballots;
        let table = here.ways(&found, naming, found.iter().map(|one| one.satisfied));
        let body = view! { {table} {here.projects(&found, &lines)} };
        Ok(here.page(title, Some(back), body.into_any()))
    })
}

/// A whole process under other rules.
#[component]
pub fn OfProcess() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("process").unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let process = process::by_slug(&mut tx, &slug).await?.ok_or(Fault::NotFound)?;
        let here = Here { visit: &visit, process: &process };
        let title = said::title(visit.locale()).to_owned();
        let contests = match tally::published(&mut tx, process.id).await? {
            Some(number) => tally::compared(&mut tx, process.id, number).await?,
            None => Vec::new(),
        };
        if contests.is_empty() {
            return Ok(here.page(title, None, here.not_yet()));
        }
        let contests: Vec<Compared> = contests.into_iter().filter(|one| !one.alternatives.is_empty()).collect();
        if contests.is_empty() {
            return Ok(here.page(title, None, here.not_compared()));
        }
        let naming: u64 = contests.iter().map(|one| one.naming).sum();
        let sums = sums(&contests);
        let satisfied: Vec<u32> = sums.iter().map(|sum| mean(&contests, sum.way)).collect();
        let body = view! {
            {here.ways(&sums, naming, satisfied.into_iter())}
            {here.by_territory(&contests)}
            {here.by_theme(&contests)}
        };
        Ok(here.page(title, None, body.into_any()))
    })
}

fn of(contest: &Compared, way: Way) -> Option<&Alternative<u32>> {
    contest.alternatives.iter().find(|one| one.way == way)
}

/// What each rule does over all contests. Numbers on the ballot say nothing there: only how many win.
fn sums(contests: &[Compared]) -> Vec<Alternative<u32>> {
    let sum = |way: Way| {
        let each = || contests.iter().filter_map(move |contest| of(contest, way));
        Alternative {
            way,
            won: each().flat_map(|one| one.won.iter().copied()).collect(),
            total_cost: each().map(|one| one.total_cost).fold(0, i64::saturating_add),
            reached: each().map(|one| one.reached).sum(),
            satisfied: 0,
        }
    };
    Way::ALL.iter().map(|&way| sum(way)).collect()
}

/// The mean part of a ballot that wins, over all who named a project in any contest.
fn mean(contests: &[Compared], way: Way) -> u32 {
    let naming: u64 = contests.iter().map(|contest| contest.naming).sum();
    let parts = contests.iter().filter_map(|contest| Some((of(contest, way)?.satisfied, contest.naming)));
    let sum: u64 = parts.map(|(satisfied, naming)| u64::from(satisfied) * naming).sum();
    u32::try_from(sum.checked_div(naming).unwrap_or_default()).unwrap_or_default()
}

/// How many win that did not, how many did that do not, and how much more is spent on them, in minor units.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Change {
    gained: u64,
    lost: u64,
    money: i64,
}

impl Change {
    fn of<'a>(projects: impl Iterator<Item = &'a Priced>, held: &Alternative<u32>, other: &Alternative<u32>) -> Self {
        let mut change = Self::default();
        for project in projects {
            match (held.won.contains(&project.number), other.won.contains(&project.number)) {
                (false, true) => {
                    change.gained += 1;
                    change.money = change.money.saturating_add(project.cost_minor);
                }
                (true, false) => {
                    change.lost += 1;
                    change.money = change.money.saturating_sub(project.cost_minor);
                }
                _ => {}
            }
        }
        change
    }

    fn and(self, other: Self) -> Self {
        Self {
            gained: self.gained + other.gained,
            lost: self.lost + other.lost,
            money: self.money.saturating_add(other.money),
        }
    }
}

/// The rules that a vote was not counted by.
fn others() -> impl Iterator<Item = Way> {
    Way::ALL.iter().copied().filter(|way| *way != Way::Held)
}

struct Here<'a> {
    visit: &'a Visit,
    process: &'a Process,
}

impl Here<'_> {
    fn page(&self, title: String, back: Option<(String, String)>, body: AnyView) -> Page {
        let Self { visit, process } = *self;
        let locale = visit.locale();
        let steps = [
            (path::PROCESSES.to_owned(), text::results::processes_title(locale).to_owned()),
            (path::process(&process.slug), process.name.clone()),
        ];
        let steps: Vec<_> = steps.into_iter().chain(back).collect();
        let origin = origin(visit, process);
        Page::new(
            title.clone(),
            view! {
                <Crumbs locale steps here=said::title(locale).to_owned()/>
                <Heading over=process.name.clone() title lead=said::lead(locale)>{origin}</Heading>
                {body}
            },
        )
        .width(Width::Wide)
    }

    fn not_yet(&self) -> AnyView {
        nothing_yet(self.visit, when(self.visit, self.process)).into_any()
    }

    fn not_compared(&self) -> AnyView {
        view! { <p>{said::not_compared(self.visit.locale())}</p> }.into_any()
    }

    fn money(&self, minor: i64) -> String {
        self.visit.money(Money::new(minor, self.process.pool.currency()))
    }

    /// What each rule does, in figures, and how each works.
    fn ways(&self, found: &[Alternative<u32>], naming: u64, satisfied: impl Iterator<Item = u32>) -> AnyView {
        let (visit, locale) = (self.visit, self.visit.locale());
        let rows = found
            .iter()
            .zip(satisfied)
            .map(|(one, satisfied)| {
                let part = format_ratio_percent(one.reached, naming, 1, locale);
                let part = part.map(|part| format!(" ({part})")).unwrap_or_default();
                view! {
                    <tr>
                        <th scope="row">{said::name(locale, one.way)}</th>
                        <td class="num" data-label=said::winners(locale)>{visit.integer(one.won.len())}</td>
                        <td class="num" data-label=said::cost(locale)>{self.money(one.total_cost)}</td>
                        <td class="num" data-label=said::reached(locale)>{visit.integer(one.reached)}{part}</td>
                        <td class="num" data-label=said::satisfied(locale)>
                            {format_basis_points(i64::from(satisfied), locale, 1)}
                        </td>
                    </tr>
                }
            })
            .collect_view();
        let hows = found
            .iter()
            .map(|one| view! { <div><dt>{said::name(locale, one.way)}</dt><dd>{said::how(locale, one.way)}</dd></div> })
            .collect_view();
        view! {
            <section class="section stack">
                <Table
                    id="ways"
                    caption=said::side_by_side(locale)
                    columns=vec![
                        Column::words(said::way(locale)),
                        Column::numbers(said::winners(locale)),
                        Column::numbers(said::cost(locale)),
                        Column::numbers(said::reached(locale)),
                        Column::numbers(said::satisfied(locale)),
                    ]
                >
                    {rows}
                </Table>
            </section>
            <section class="section stack" aria-labelledby="rules">
                <h2 id="rules">{said::ways(locale)}</h2>
                <dl class="facts">{hows}</dl>
                <p>{said::same_for_all(locale)}</p>
            </section>
        }
        .into_any()
    }

    /// Who wins by each rule.
    fn projects(&self, found: &[Alternative<u32>], lines: &[Line]) -> AnyView {
        let locale = self.visit.locale();
        let rows = lines
            .iter()
            .map(|line| {
                let cells = found
                    .iter()
                    .map(|one| {
                        let cell = if one.won.contains(&line.ballot_number) {
                            view! { <span class="chip chip--ok"><Icon name="check"/>{said::wins(locale)}</span> }
                                .into_any()
                        } else {
                            said::does_not(locale).into_any()
                        };
                        view! { <td data-label=said::name(locale, one.way)>{cell}</td> }
                    })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">
                            {line.title.clone()}
                            <span class="reason">{text::results::number(locale, line.ballot_number)}</span>
                        </th>
                        <td class="num" data-label=text::results::cost(locale)>{self.visit.money(line.cost)}</td>
                        {cells}
                    </tr>
                }
            })
            .collect_view();
        let first = [Column::words(text::results::project(locale)), Column::numbers(text::results::cost(locale))];
        let ways = found.iter().map(|one| Column::words(said::name(locale, one.way)));
        let columns: Vec<Column> = first.into_iter().chain(ways).collect();
        view! {
            <section class="section">
                <Table id="which" caption=said::which(locale) columns=columns>{rows}</Table>
            </section>
        }
        .into_any()
    }

    fn change(&self, change: Change) -> String {
        let locale = self.visit.locale();
        if change == Change::default() {
            return said::same(locale).to_owned();
        }
        let money = match change.money {
            0 => said::same_money(locale).to_owned(),
            more @ 1.. => said::more(locale, self.money(more)),
            less => said::less(locale, self.money(less.saturating_neg())),
        };
        said::changed(locale, self.visit.integer(change.gained), self.visit.integer(change.lost), money)
    }

    fn changes(&self, changes: impl Iterator<Item = (Way, Change)>) -> AnyView {
        let locale = self.visit.locale();
        changes
            .map(|(way, change)| view! { <td data-label=said::name(locale, way)>{self.change(change)}</td> })
            .collect_view()
            .into_any()
    }

    fn columns(&self, first: &'static str) -> Vec<Column> {
        let locale = self.visit.locale();
        [Column::words(first)].into_iter().chain(others().map(|way| Column::words(said::name(locale, way)))).collect()
    }

    fn by_territory(&self, contests: &[Compared]) -> AnyView {
        let locale = self.visit.locale();
        let rows = contests
            .iter()
            .map(|contest| {
                let changes = others().map(|way| {
                    let change = of(contest, Way::Held).zip(of(contest, way));
                    let change = change.map(|(held, other)| Change::of(contest.projects.iter(), held, other));
                    (way, change.unwrap_or_default())
                });
                let href = path::other_rules(&self.process.slug, &contest.code);
                view! { <tr><th scope="row"><a href=href>{contest.name.clone()}</a></th>{self.changes(changes)}</tr> }
            })
            .collect_view();
        view! {
            <section class="section stack">
                <p>{said::by_territory_detail(locale)}</p>
                <Table
                    id="territories"
                    caption=said::by_territory(locale)
                    columns=self.columns(text::results::territory(locale))
                >
                    {rows}
                </Table>
            </section>
        }
        .into_any()
    }

    /// Nothing where no project has a theme.
    fn by_theme(&self, contests: &[Compared]) -> Option<AnyView> {
        let locale = self.visit.locale();
        let mut themes: BTreeMap<Option<&str>, BTreeMap<Way, Change>> = BTreeMap::new();
        for contest in contests {
            let of_theme = |theme: Option<&str>, project: &&Priced| project.theme.as_ref().map(Key::as_str) == theme;
            let mut named: Vec<Option<&str>> =
                contest.projects.iter().map(|project| project.theme.as_ref().map(Key::as_str)).collect();
            named.sort_unstable();
            named.dedup();
            for theme in named {
                for way in others() {
                    let Some((held, other)) = of(contest, Way::Held).zip(of(contest, way)) else { continue };
                    let projects = contest.projects.iter().filter(|project| of_theme(theme, project));
                    let change = Change::of(projects, held, other);
                    let sum = themes.entry(theme).or_default().entry(way).or_default();
                    *sum = sum.and(change);
                }
            }
        }
        if themes.keys().all(Option::is_none) {
            return None;
        }
        let rows = themes
            .iter()
            .map(|(theme, changes)| {
                let name = match theme {
                    Some(theme) => ballot::theme_name(&self.process.rule_set, theme),
                    None => said::no_theme(locale).to_owned(),
                };
                let changes = changes.iter().map(|(&way, &change)| (way, change));
                view! { <tr><th scope="row">{name}</th>{self.changes(changes)}</tr> }
            })
            .collect_view();
        Some(
            view! {
                <section class="section">
                    <Table
                        id="themes"
                        caption=said::by_theme(locale)
                        columns=self.columns(text::results::theme(locale))
                    >
                        {rows}
                    </Table>
                </section>
            }
            .into_any(),
        )
    }
}
