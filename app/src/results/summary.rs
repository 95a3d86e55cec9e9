//! The result of a whole process: territory by territory, and the sums.

use std::iter;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{locale::format_ratio_percent, money::Money, tenant::TenantKind};
use store::{
    draw::Draw,
    process,
    process::Process,
    tally::{self, Sealed, Summary},
};

use super::{
    claims,
    matter::{Matter, matters},
    nothing_yet, origin, signals, when,
};
use crate::{
    bodies,
    components::{Bar, Column, Crumbs, Heading, Table},
    draw,
    page::{Fault, Page, page},
    path, text,
    visit::Visit,
};

/// The result of the current process.
#[component]
pub fn Current() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit));
        };
        let number = tally::published(&mut tx, process.id).await?;
        let contests = tally::summaries(&mut tx, process.id, number, process.pool.currency()).await?;
        let decided = bodies::decisions(&visit, &mut tx, None, None, Some(process.id)).await?;
        let draw = store::draw::of_process(&mut tx, process.id).await?;
        let looked_into = LookedInto {
            signals: signals::section(&visit, &mut tx, &process).await?,
            claims: claims::section(&visit, &mut tx, &process).await?,
        };
        Ok(show(&visit, &process, contests, (decided, looked_into, draw.as_ref()), false))
    })
}

/// The result of any process.
#[component]
pub fn OfProcess() -> impl IntoView {
    let slug = use_params_map().read_untracked().get("process").unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let process = process::by_slug(&mut tx, &slug).await?.ok_or(Fault::NotFound)?;
        let number = tally::published(&mut tx, process.id).await?;
        let contests = tally::summaries(&mut tx, process.id, number, process.pool.currency()).await?;
        let decided = bodies::decisions(&visit, &mut tx, None, None, Some(process.id)).await?;
        let draw = store::draw::of_process(&mut tx, process.id).await?;
        let looked_into = LookedInto {
            signals: signals::section(&visit, &mut tx, &process).await?,
            claims: claims::section(&visit, &mut tx, &process).await?,
        };
        Ok(show(&visit, &process, contests, (decided, looked_into, draw.as_ref()), true))
    })
}

fn no_process(visit: &Visit) -> Page {
    let locale = visit.locale();
    let title = text::results::title(locale);
    Page::new(
        title,
        view! {
            <Heading title/>
            {nothing_yet(visit, text::results::none_no_process(locale).to_owned())}
            <p><a href=path::PROCESSES>{text::results::all_processes(locale)}</a></p>
        },
    )
}

/// What people looked into: signals of the vote, and claims on personal data.
struct LookedInto {
    signals: Option<AnyView>,
    claims: Option<AnyView>,
}

/// The sums over the contests that are counted.
struct Sums {
    projects: u64,
    funded: u64,
    ballots: u64,
    /// None where more than one thing is decided: a ballot may be blank in one and not in another.
    blank: Option<u64>,
    assigned: i64,
    left: i64,
    /// Inhabitants, where every territory's are known.
    population: Option<u64>,
}

impl Sums {
    fn of(contests: &[Summary]) -> Self {
        let sealed = || contests.iter().filter_map(|contest| contest.sealed.as_ref());
        let counted = || contests.iter().filter(|contest| contest.sealed.is_some());
        Self {
            projects: counted().map(|contest| contest.projects).sum(),
            funded: counted().map(|contest| contest.funded).sum(),
            ballots: sealed().map(|sealed| sealed.ballots).sum(),
            blank: Some(sealed().map(|sealed| sealed.blank_ballots).sum()),
            assigned: sealed().map(|sealed| sealed.total_cost.minor()).sum(),
            left: sealed().filter_map(|sealed| sealed.left).map(Money::minor).sum(),
            population: counted().map(|contest| contest.population).sum(),
        }
    }

    /// With what was decided beside it by the same people: projects and money add up.
    fn and(self, beside: &Self) -> Self {
        Self {
            projects: self.projects + beside.projects,
            funded: self.funded + beside.funded,
            assigned: self.assigned + beside.assigned,
            left: self.left + beside.left,
            blank: None,
            ..self
        }
    }
}

fn show(
    visit: &Visit,
    process: &Process,
    contests: Vec<Summary>,
    (decided, looked_into, drawn): (Option<AnyView>, LookedInto, Option<&Draw>),
    crumbs: bool,
) -> Page {
    let locale = visit.locale();
    let counted = contests.iter().filter_map(|contest| contest.sealed.as_ref()).map(|sealed| sealed.counted_at).max();
    let (title, over) = if crumbs {
        (process.name.clone(), text::results::title(locale).to_owned())
    } else {
        (text::results::title(locale).to_owned(), process.name.clone())
    };
    let crumbs = crumbs.then(|| {
        let steps = vec![(path::PROCESSES.to_owned(), text::results::processes_title(locale).to_owned())];
        view! { <Crumbs locale steps here=process.name.clone()/> }
    });
    let origin = origin(visit, process);
    let body = match counted {
        None => view! {
            <Heading over title=title.clone()>{origin}</Heading>
            {nothing_yet(visit, when(visit, process))}
        }
        .into_any(),
        Some(at) => {
            let (first, beside) = matters(&process.rule_set, contests, |contest| &contest.rule);
            let sums = beside.iter().fold(Sums::of(&first.held), |sums, one| sums.and(&Sums::of(&one.held)));
            let tables = iter::once(&first).chain(&beside).map(|one| table(visit, process, one)).collect_view();
            let counted_on = text::results::counted_on(locale, visit.date_time(at));
            let lead = text::results::lead(locale, visit.integer(sums.funded), visit.integer(sums.projects));
            view! {
                <Heading over title=title.clone() lead>
                    <span class="muted">{counted_on}</span>
                    {origin}
                </Heading>
                {stats(visit, process, &sums)}
                {tables}
                <p class="no-print">
                    <a href=path::process_by_other_rules(&process.slug)>{text::what_if::link(locale)}</a>
                </p>
            }
            .into_any()
        }
    };
    Page::new(
        title,
        view! {
            {crumbs}
            {body}
            {decided}
            {looked_into.signals}
            {looked_into.claims}
            {draw::section(visit, &process.rule_set, drawn, counted.is_some())}
            <p class="no-print"><a href=path::PROCESSES>{text::results::all_processes(locale)}</a></p>
        },
    )
}

fn stats(visit: &Visit, process: &Process, sums: &Sums) -> impl IntoView + use<> {
    let locale = visit.locale();
    let money = |minor| visit.money(Money::new(minor, process.pool.currency()));
    let blank = sums.blank.map(|blank| {
        view! { <dd class="stat__note">{text::results::blank(locale, visit.integer(blank))}</dd> }
    });
    view! {
        <dl class="stats">
            <div class="stat">
                <dt>{text::results::winners(locale)}</dt>
                <dd>{visit.integer(sums.funded)}</dd>
                <dd class="stat__note">{text::results::winners_of(locale, visit.integer(sums.projects))}</dd>
            </div>
            <div class="stat"><dt>{text::results::assigned(locale)}</dt><dd>{money(sums.assigned)}</dd></div>
            <div class="stat"><dt>{text::results::left(locale)}</dt><dd>{money(sums.left)}</dd></div>
            <div class="stat">
                <dt>{text::results::ballots(locale)}</dt>
                <dd>{visit.integer(sums.ballots)}</dd>
                {blank}
            </div>
        </dl>
    }
}

/// Ballots for each hundred inhabitants, where these are known.
fn turnout(visit: &Visit, ballots: u64, population: Option<u64>) -> String {
    let locale = visit.locale();
    population.and_then(|population| format_ratio_percent(ballots, population, 1, locale)).map_or_else(
        || text::results::no_figure(locale).to_owned(),
        |share| share.trim_end_matches(['%', '\u{a0}']).to_owned(),
    )
}

/// What was decided territory by territory.
fn table(visit: &Visit, process: &Process, matter: &Matter<'_, Summary>) -> impl IntoView + use<> {
    let locale = visit.locale();
    let (id, caption) = match matter.rule {
        None => ("by-territory".to_owned(), text::results::by_territory(locale).to_owned()),
        Some(rule) => (format!("by-territory-{}", rule.id), text::results::by_territory_of(locale, &rule.name)),
    };
    let sums = Sums::of(&matter.held);
    let rows = matter.held.iter().map(|contest| row(visit, process, contest)).collect_view();
    let money = |minor| visit.money(Money::new(minor, process.pool.currency()));
    view! {
        <section class="section">
            <Table
                id
                caption
                columns=vec![
                    Column::words(text::results::territory(locale)),
                    Column::numbers(text::results::winners(locale)),
                    Column::words(text::results::assigned(locale)),
                    Column::numbers(text::results::left(locale)),
                    Column::numbers(text::results::ballots(locale)),
                    Column::numbers(text::results::turnout(locale)),
                ]
                foot=Some(view! { <tr>
                            <th scope="row">{text::results::total(locale)}</th>
                            <td class="num" data-label=text::results::winners(locale)>{visit.integer(sums.funded)}</td>
                            <td class="num" data-label=text::results::assigned(locale)>{money(sums.assigned)}</td>
                            <td class="num" data-label=text::results::left(locale)>{money(sums.left)}</td>
                            <td class="num" data-label=text::results::ballots(locale)>{visit.integer(sums.ballots)}</td>
                            <td class="num" data-label=text::results::turnout(locale)>
                                {turnout(visit, sums.ballots, sums.population)}
                            </td>
                        </tr> }.into_any())
            >
                {rows}
            </Table>
        </section>
    }
}

fn row(visit: &Visit, process: &Process, contest: &Summary) -> impl IntoView + use<> {
    let name = view! {
        <th scope="row"><a href=path::result(&process.slug, &contest.code)>{contest.name.clone()}</a></th>
    };
    match &contest.sealed {
        Some(sealed) => view! { <tr>{name}{figures(visit, contest, sealed)}</tr> }.into_any(),
        None => view! { <tr>{name}<td colspan="5">{text::results::not_counted(visit.locale())}</td></tr> }.into_any(),
    }
}

fn figures(visit: &Visit, contest: &Summary, sealed: &Sealed) -> impl IntoView + use<> {
    let locale = visit.locale();
    let minor = |money: Money| u64::try_from(money.minor()).unwrap_or_default();
    let winners = format!(
        "{} {}",
        visit.integer(contest.funded),
        text::results::winners_of(locale, visit.integer(contest.projects))
    );
    view! {
        <td class="num" data-label=text::results::winners(locale)>{winners}</td>
        <td data-label=text::results::assigned(locale)>
            <span class="with-bar">
                <Bar part=minor(sealed.total_cost) whole=minor(sealed.ceiling)/>
                <span class="num">{visit.money(sealed.total_cost)}</span>
            </span>
        </td>
        <td class="num" data-label=text::results::left(locale)>
            {sealed.left.map_or_else(|| "—".to_owned(), |left| visit.money(left))}
        </td>
        <td class="num" data-label=text::results::ballots(locale)>{visit.integer(sealed.ballots)}</td>
        <td class="num" data-label=text::results::turnout(locale)>
            {turnout(visit, sealed.ballots, contest.population)}
        </td>
    }
}
