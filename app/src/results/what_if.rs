//! The same ballots under other rules, side by side: who would win in a contest, and who gains and loses in a process.

use std::{collections::BTreeMap, iter};

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    document::Key,
    locale::{format_basis_points, format_ratio_percent},
    money::Money,
    ruleset::{self, Code},
    tally::{Alternative, Way},
    tenant::TenantKind,
};
use store::{
    contest, process,
    process::Process,
    tally::{self, Compared, Line, Priced},
};

use super::{
    matter::{Matter, matters},
    nothing_yet, origin, when,
};
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
        let table = here.ways(None, &found, naming, found.iter().map(|one| one.satisfied));
        let hows = here.hows(found.iter().map(|one| one.way));
        let body = view! { {table} {hows} {here.projects(&found, &lines)} };
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
        let (by_territory, by_theme) = (here.by_territory(&contests), here.by_theme(&contests));
        let (first, beside) = matters(&process.rule_set, contests, |contest| &contest.rule);
        let matters = iter::once(first).chain(beside).filter(|one| !one.held.is_empty());
        let matters: Vec<_> = matters.map(|one| (sums(&one.held), one)).collect();
        let is_told = |way: &Way| matters.iter().any(|(sums, _)| sums.iter().any(|sum| sum.way == *way));
        let hows = here.hows(Way::ALL.iter().copied().filter(is_told));
        let tables = matters.iter().map(|(sums, one)| here.matter(sums, one)).collect_view();
        Ok(here.page(title, None, view! { {tables} {hows} {by_territory} {by_theme} }.into_any()))
    })
}

fn of(contest: &Compared, way: Way) -> Option<&Alternative<u32>> {
    contest.alternatives.iter().find(|one| one.way == way)
}

/// What each rule does over all of these contests, where all could be counted by it. Numbers on the ballot say nothing
/// there: only how many win.
fn sums(contests: &[Compared]) -> Vec<Alternative<u32>> {
    let sum = |way: Way| {
        let each: Option<Vec<&Alternative<u32>>> = contests.iter().map(|contest| of(contest, way)).collect();
        let each = each?;
        Some(Alternative {
            way,
            won: each.iter().flat_map(|one| one.won.iter().copied()).collect(),
            total_cost: each.iter().map(|one| one.total_cost).fold(0, i64::saturating_add),
            reached: each.iter().map(|one| one.reached).sum(),
            satisfied: 0,
        })
    };
    Way::ALL.iter().filter_map(|&way| sum(way)).collect()
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

/// What each other rule changes; nothing where it could not be counted.
type Changes = Vec<(Way, Option<Change>)>;

/// What the other rules change, summed up by what `part` says of each project.
fn changes<'c, K: Ord>(contests: &'c [Compared], part: impl Fn(&'c Compared, &'c Priced) -> K) -> BTreeMap<K, Changes> {
    let mut found: BTreeMap<K, Changes> = BTreeMap::new();
    for contest in contests {
        let mut parts: BTreeMap<K, Vec<&Priced>> = BTreeMap::new();
        for project in &contest.projects {
            parts.entry(part(contest, project)).or_default().push(project);
        }
        for (key, projects) in parts {
            let sums = found.entry(key).or_insert_with(|| others().map(|way| (way, Some(Change::default()))).collect());
            for (way, sum) in sums {
                let both = of(contest, Way::Held).zip(of(contest, *way));
                let change = both.map(|(held, other)| Change::of(projects.iter().copied(), held, other));
                *sum = sum.zip(change).map(|(sum, change)| sum.and(change));
            }
        }
    }
    found
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

    /// The rules by which the votes could not be counted.
    fn missing(&self, found: &[Alternative<u32>]) -> Option<AnyView> {
        let locale = self.visit.locale();
        let missing = others().filter(|way| found.iter().all(|one| one.way != *way));
        let missing: Vec<&str> = missing.map(|way| said::name(locale, way)).collect();
        (!missing.is_empty()).then(|| {
            let names = text::ruleset::all_of(locale, &missing);
            view! { <p>{said::missing(locale, names)}</p> }.into_any()
        })
    }

    /// What each rule does over all contests that decide one thing.
    fn matter(&self, sums: &[Alternative<u32>], matter: &Matter<'_, Compared>) -> AnyView {
        let naming: u64 = matter.held.iter().map(|one| one.naming).sum();
        self.ways(matter.rule, sums, naming, sums.iter().map(|sum| mean(&matter.held, sum.way)))
    }

    /// What each rule does, in figures; of one of the things that are decided together, where there are several.
    fn ways(
        &self,
        rule: Option<&ruleset::Contest>,
        found: &[Alternative<u32>],
        naming: u64,
        satisfied: impl Iterator<Item = u32>,
    ) -> AnyView {
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
        let (id, caption) = match rule {
            None => ("ways".to_owned(), said::side_by_side(locale).to_owned()),
            Some(rule) => (format!("ways-{}", rule.id), said::side_by_side_of(locale, &rule.name)),
        };
        view! {
            <section class="section stack">
                <Table
                    id
                    caption
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
                {self.missing(found)}
            </section>
        }
        .into_any()
    }

    /// How each rule works.
    fn hows(&self, ways: impl Iterator<Item = Way>) -> AnyView {
        let locale = self.visit.locale();
        let hows = ways
            .map(|way| view! { <div><dt>{said::name(locale, way)}</dt><dd>{said::how(locale, way)}</dd></div> })
            .collect_view();
        view! {
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

    fn changes(&self, changes: &Changes) -> AnyView {
        let locale = self.visit.locale();
        let cell = |&(way, change): &(Way, Option<Change>)| {
            let says = change.map_or_else(|| said::not_counted(locale).to_owned(), |change| self.change(change));
            view! { <td data-label=said::name(locale, way)>{says}</td> }
        };
        changes.iter().map(cell).collect_view().into_any()
    }

    fn columns(&self, first: &'static str) -> Vec<Column> {
        let locale = self.visit.locale();
        [Column::words(first)].into_iter().chain(others().map(|way| Column::words(said::name(locale, way)))).collect()
    }

    /// By the territory of the contest; where projects lie in smaller ones of their own, by these.
    fn by_territory(&self, contests: &[Compared]) -> AnyView {
        let locale = self.visit.locale();
        let places = &self.process.rule_set.territories.list;
        let place = |code: &Code| places.iter().position(|place| place.code == *code).unwrap_or(places.len());
        let of_project = changes(contests, |contest, project| {
            let region = project.region.as_ref();
            (contest.code.as_str(), region.map(place), region)
        });
        let called = |contest: &Compared, region: Option<&Code>| match region {
            Some(code) => {
                let name = ballot::part_name(&self.process.rule_set, text::rehearsal::Named::Region(code));
                if contests.len() > 1 { said::part_of(locale, &contest.name, name) } else { name }
            }
            None if contest.projects.iter().any(|project| project.region.is_some()) => {
                said::no_region(locale, &contest.name)
            }
            None => contest.name.clone(),
        };
        let rows = contests
            .iter()
            .flat_map(|contest| {
                let href = path::other_rules(&self.process.slug, &contest.code);
                let own = of_project.iter().filter(|((code, ..), _)| *code == contest.code);
                let row = move |region: Option<&Code>, changes: AnyView| {
                    let name = called(contest, region);
                    view! { <tr><th scope="row"><a href=href.clone()>{name}</a></th>{changes}</tr> }
                };
                let rows: Vec<_> = own.map(|((.., region), changes)| row(*region, self.changes(changes))).collect();
                if rows.is_empty() {
                    // Without projects every rule does the same.
                    let same = others().map(|way| (way, of(contest, way).map(|_| Change::default())));
                    vec![row(None, self.changes(&same.collect()))]
                } else {
                    rows
                }
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
        let themes = changes(contests, |_, project| project.theme.as_ref().map(Key::as_str));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn priced(number: u32, region: Option<&str>) -> Priced {
        let region = region.map(|code| code.parse().expect("a code"));
        Priced { number, cost_minor: i64::from(number) * 100, theme: None, region }
    }

    fn by(way: Way, won: &[u32]) -> Alternative<u32> {
        Alternative { way, won: won.to_vec(), total_cost: 0, reached: 0, satisfied: 0 }
    }

    fn city() -> Compared {
        Compared {
            rule: "proyectos".parse().expect("a key"),
            code: "00".to_owned(),
            name: "Ciudad".to_owned(),
            naming: 5,
            projects: vec![priced(1, Some("norte")), priced(2, Some("sur")), priced(3, Some("sur")), priced(4, None)],
            // By Phragmén's method it could not be counted.
            alternatives: vec![
                by(Way::Held, &[1, 2]),
                by(Way::MostVotes, &[1, 3, 4]),
                by(Way::VotesPerCost, &[1, 2]),
                by(Way::EqualShares, &[2]),
            ],
        }
    }

    #[test]
    fn a_contest_of_the_whole_city_changes_region_by_region() {
        let contests = [city()];
        let found = changes(&contests, |_, project| project.region.as_ref().map(Code::as_str));
        let of = |region: Option<&str>, way: Way| {
            found[&region].iter().find(|(other, _)| *other == way).and_then(|(_, change)| *change)
        };
        assert_eq!(found.len(), 3);
        assert!(of(Some("norte"), Way::MostVotes) == Some(Change::default()));
        assert!(of(Some("sur"), Way::MostVotes) == Some(Change { gained: 1, lost: 1, money: 100 }));
        assert!(of(None, Way::MostVotes) == Some(Change { gained: 1, lost: 0, money: 400 }));
        assert!(of(Some("norte"), Way::EqualShares) == Some(Change { gained: 0, lost: 1, money: -100 }));
        assert!(
            found.keys().all(|region| of(*region, Way::Phragmen).is_none()),
            "what was not counted is not said to be the same"
        );
    }

    #[test]
    fn a_rule_that_one_contest_lacks_has_no_sum() {
        let mut all = city();
        all.alternatives.push(by(Way::Phragmen, &[]));
        let ways = |contests: &[Compared]| sums(contests).iter().map(|sum| sum.way).collect::<Vec<_>>();
        assert_eq!(ways(&[all.clone()]), Way::ALL);
        assert_eq!(ways(&[all, city()]), [Way::Held, Way::MostVotes, Way::VotesPerCost, Way::EqualShares]);
    }
}
