//! The bench at which signals of fraud are looked into (señales): what strikes the eye while people vote, the list that is
//! fixed once the urns are sealed, and its cases.

mod case;
mod fix;
mod thresholds;

use leptos::prelude::*;
use shared::{
    id::ContestId,
    permission::{Action, Object},
    ruleset::Holder,
    signal::{ABANDONED_DAYS, KEPT_DAYS, NOTES_KEPT_DAYS, Signal, SignalKind, Standing, at_least},
};
use store::{
    TenantTx, contest,
    process::Process,
    signal::{self, Case},
};

pub use self::case::CasePage;
use super::{bench, no_process, seal, tabs};
use crate::{
    components::{Column, Heading, Notice, NoticeKind, Table},
    forms::Declined,
    gate::Gate,
    page::{Page, Width, page},
    path,
    text::signal as words,
    visit::Visit,
};

/// The process under way, locked, for whoever may look into its signals, and in which office they do.
async fn reviewed(visit: &Visit, tx: &mut TenantTx) -> Result<(Process, Holder), Declined> {
    let process = super::current_locked(visit, tx).await?;
    let gate = Gate::of(visit, tx, &process).await?;
    gate.allow(visit, Action::ReviewSignals, &Object::anywhere())?;
    let office = gate.office(Action::ReviewSignals, &Object::anywhere());
    Ok((process, office))
}

/// All that strikes the eye in a process at the moment.
async fn found(visit: &Visit, tx: &mut TenantTx, process: &Process, are_sealed: bool) -> store::Result<Vec<Signal>> {
    let thresholds = signal::thresholds(tx, process.id).await?;
    signal::found(tx, process, thresholds, visit.site.time_zone, are_sealed).await
}

/// The names of the contests of a process.
struct Names(Vec<(ContestId, String)>);

impl Names {
    async fn of(tx: &mut TenantTx, process: &Process) -> store::Result<Self> {
        let contests = contest::of_process(tx, process.id).await?;
        Ok(Self(contests.into_iter().map(|contest| (contest.id, contest.name)).collect()))
    }

    /// Where a signal was found, in words.
    fn place(&self, visit: &Visit, signal: &Signal) -> String {
        let locale = visit.locale();
        if let Some(desk) = &signal.desk {
            return words::desk(locale, desk);
        }
        let name = self.0.iter().find(|(id, _)| Some(*id) == signal.contest).map(|(_, name)| name.clone());
        name.unwrap_or_else(|| words::whole_vote(locale).to_owned())
    }
}

/// When a signal was found, in words.
fn moment(visit: &Visit, signal: &Signal) -> String {
    let locale = visit.locale();
    match signal.since {
        None => words::whole_vote(locale).to_owned(),
        Some(since) if signal.kind == SignalKind::Pace => words::from_time(locale, visit.date_time(since)),
        Some(since) => words::on_day(locale, visit.date(since)),
    }
}

/// How a case stands, in words.
fn stands(visit: &Visit, case: &Case) -> &'static str {
    let locale = visit.locale();
    match case.standing() {
        Standing::Open => words::open(locale),
        Standing::Sealed => words::sealed(locale),
        Standing::Split => words::split(locale),
        Standing::Decided(verdict) => words::decided(locale, verdict),
    }
}

/// The bench.
#[component]
pub fn Signals() -> AnyView {
    page(async |visit| {
        let mut tx = visit.enter().await?;
        let Some(process) = bench(&visit, &mut tx, Action::ReviewSignals).await? else {
            return Ok(no_process(&visit, path::SIGNALS));
        };
        let names = Names::of(&mut tx, &process).await?;
        let body = if let Some((reviewed, cases)) = signal::cases(&mut tx, process.id).await? {
            let fixed = words::fixed_on(visit.locale(), visit.date_time(reviewed.at));
            let notice = view! { <Notice kind=NoticeKind::Done locale=visit.locale()><p>{fixed}</p></Notice> };
            view! { {notice} {cases_table(&visit, &names, &cases)} }.into_any()
        } else {
            let contests = contest::of_process(&mut tx, process.id).await?;
            let (sealed, all) = seal::sealed(&mut tx, &contests).await?;
            let is_sealed = all > 0 && sealed == all;
            let found = found(&visit, &mut tx, &process, is_sealed).await?;
            let thresholds = signal::thresholds(&mut tx, process.id).await?;
            view! {
                {now(&visit, &names, &found, is_sealed)}
                {fix::section(&visit, is_sealed.then_some(found.len()))}
                {thresholds::section(&visit, thresholds)}
            }
            .into_any()
        };
        Ok(show(&visit, &process, body))
    })
}

fn show(visit: &Visit, process: &Process, body: AnyView) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let content = view! {
        {tabs(visit, path::SIGNALS)}
        <Heading over=process.name.clone() title lead=words::lead(locale)/>
        {body}
        <section class="section stack" aria-labelledby="kept">
            <h2 id="kept">{words::kept_title(locale)}</h2>
            <p>{words::kept(locale, KEPT_DAYS, ABANDONED_DAYS)}</p>
            <p>{words::notes_kept(locale, NOTES_KEPT_DAYS)}</p>
        </section>
    };
    Page::new(title, content).width(Width::Wide)
}

/// What strikes the eye now: roughly, until the urns are sealed.
fn now(visit: &Visit, names: &Names, found: &[Signal], is_sealed: bool) -> AnyView {
    let locale = visit.locale();
    let rows = found.iter().map(|signal| row(visit, names, signal, is_sealed)).collect_view();
    let list = if found.is_empty() {
        view! { <p>{words::none(locale)}</p> }.into_any()
    } else {
        view! { <Table id="now" caption=words::now_title(locale) columns=columns(visit)>{rows}</Table> }.into_any()
    };
    let bands = (!is_sealed).then(|| view! { <p class="muted">{words::in_bands(locale)}</p> });
    view! {
        <section class="section stack" aria-labelledby="now-title">
            <h2 id="now-title">{words::now_title(locale)}</h2>
            {bands}
            {list}
        </section>
    }
    .into_any()
}

fn columns(visit: &Visit) -> Vec<Column> {
    let locale = visit.locale();
    vec![
        Column::words(words::kind(locale)),
        Column::words(words::place(locale)),
        Column::words(words::moment(locale)),
        Column::numbers(words::votes(locale)),
    ]
}

fn row(visit: &Visit, names: &Names, signal: &Signal, exact: bool) -> AnyView {
    let locale = visit.locale();
    let votes = if exact {
        visit.integer(signal.votes)
    } else {
        words::at_least(locale, visit.integer(at_least(signal.votes)))
    };
    view! {
        <tr>
            <th scope="row">
                {words::of_kind(locale, signal.kind)} <p class="muted">{words::hint(locale, signal.kind)}</p>
            </th>
            <td data-label=words::place(locale)>{names.place(visit, signal)}</td>
            <td data-label=words::moment(locale)>{moment(visit, signal)}</td>
            <td class="num" data-label=words::votes(locale)>{votes}</td>
        </tr>
    }
    .into_any()
}

fn cases_table(visit: &Visit, names: &Names, cases: &[Case]) -> AnyView {
    let locale = visit.locale();
    if cases.is_empty() {
        return view! { <p>{words::none(locale)}</p> }.into_any();
    }
    let rows = cases
        .iter()
        .map(|case| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=path::signal_case(case.id)>{words::case(locale, case.number)}</a>
                        <p>{words::of_kind(locale, case.signal.kind)}</p>
                    </th>
                    <td data-label=words::place(locale)>{names.place(visit, &case.signal)}</td>
                    <td data-label=words::moment(locale)>{moment(visit, &case.signal)}</td>
                    <td class="num" data-label=words::votes(locale)>{visit.integer(case.signal.votes)}</td>
                    <td data-label=words::stands(locale)>{stands(visit, case)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = columns(visit).into_iter().chain([Column::words(words::stands(locale))]).collect();
    view! { <Table id="cases" caption=words::title(locale) columns>{rows}</Table> }.into_any()
}
