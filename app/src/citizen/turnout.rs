//! How many have voted while people vote, where the rules have it told.

use axum::{Extension, http::StatusCode, response::Response};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{locale::format_ratio_percent, phase::PhaseState, ruleset::TurnoutBoard, tenant::TenantKind};
use store::{
    TenantTx,
    process::{self, Process},
    turnout::{self, Line},
};

use crate::{
    components::{Column, Crumbs, Heading, Table},
    csv::{Cell, Csv},
    page::{Fault, Page, page},
    path,
    results::download,
    text::turnout as words,
    visit::Visit,
};

/// What is told at an instant, and by which rule.
struct Board {
    rule: TurnoutBoard,
    state: PhaseState,
    told_at: Option<DateTime<Utc>>,
    told_next: DateTime<Utc>,
    lines: Vec<Line>,
}

/// By which rule turnout is told now, and how the voting stands; none where it is not told, or not yet.
fn rule(process: &Process, now: DateTime<Utc>) -> Option<(TurnoutBoard, PhaseState)> {
    let contest = process.rule_set.deciding_contest().filter(|contest| contest.per_entry_of.is_none())?;
    let rule = contest.turnout.clone()?;
    let state = process.voting_anywhere()?.state(now);
    (state != PhaseState::Upcoming).then_some((rule, state))
}

impl Board {
    async fn read(visit: &Visit, tx: &mut TenantTx) -> store::Result<Option<(Process, Self)>> {
        let Some(process) = process::current(tx).await? else { return Ok(None) };
        let Some((rule, state)) = rule(&process, visit.now) else { return Ok(None) };
        let (told_at, lines) = turnout::board(tx, &process).await?;
        let zone = process.dates.zone();
        let last = process.voting_anywhere().map(|voting| rule.told_next(voting.closes(), zone));
        // What nobody was told until the first hour after the close is told no more.
        if told_at.is_none() && last.is_some_and(|last| rule.told_at(visit.now, zone) > last) {
            return Ok(None);
        }
        let told_next = rule.told_next(visit.now, zone);
        Ok(Some((process, Self { rule, state, told_at, told_next, lines })))
    }
}

/// The way to the page, while people vote.
pub(super) fn link(visit: &Visit, process: &Process) -> Option<AnyView> {
    let (_, state) = rule(process, visit.now)?;
    (state == PhaseState::Open)
        .then(|| view! { <p><a href=path::TURNOUT>{words::link(visit.locale())}</a></p> }.into_any())
}

/// The board of turnout.
#[component]
pub fn Turnout() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let (process, board) = Board::read(&visit, &mut tx).await?.ok_or(Fault::NotFound)?;
        drop(tx);
        Ok(show(&visit, &process, &board))
    })
}

fn show(visit: &Visit, process: &Process, board: &Board) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let next = visit.date_time(board.told_next);
    let lead = match (board.told_at, board.state) {
        (Some(told), PhaseState::Closed) => words::lead_closed(locale, visit.date_time(told)),
        (Some(told), _) => words::lead_open(locale, visit.date_time(told), next),
        (None, _) => words::lead_none(locale, next),
    };
    let told = board.told_at.map(|_| {
        view! {
            {table_of(visit, board)}
            <p class="no-print"><a href=path::TURNOUT_TABLE download="">{words::download(locale)}</a></p>
        }
    });
    Page::new(
        title,
        view! {
            <Crumbs locale here=title/>
            <Heading over=process.name.clone() title lead/>
            {told}
            <section class="section stack" aria-labelledby="why">
                <h2 id="why">{words::why_title(locale)}</h2>
                <p>{words::why(locale, board.rule.smallest())}</p>
                <p>{words::why_nobody(locale)}</p>
            </section>
        },
    )
}

fn table_of(visit: &Visit, board: &Board) -> AnyView {
    let locale = visit.locale();
    let has_roll = board.lines.iter().any(|line| line.told.may_vote.is_some());
    let rows = board
        .lines
        .iter()
        .map(|line| {
            let shown = (line.told.voters > 0).then_some(line.told.voters);
            let voters = shown.map_or_else(|| words::few(locale).to_owned(), |voters| visit.integer(voters));
            let share = shown.zip(line.told.may_vote);
            let share = share.and_then(|(voters, all)| format_ratio_percent(voters, all, 1, locale));
            let dash = || "—".to_owned();
            let of_roll = has_roll.then(|| {
                let entries = line.told.may_vote.map_or_else(dash, |all| visit.integer(all));
                view! {
                    <td class="num" data-label=words::on_roll(locale)>{entries}</td>
                    <td class="num" data-label=words::share(locale)>{share.unwrap_or_else(dash)}</td>
                }
            });
            view! {
                <tr>
                    <th scope="row">{line.name.clone()}</th>
                    <td class="num" data-label=words::voters(locale)>{voters}</td>
                    {of_roll}
                </tr>
            }
        })
        .collect_view();
    let sum: u64 = board.lines.iter().map(|line| line.told.voters).sum();
    let foot = (board.lines.len() > 1).then(|| {
        let rest = has_roll.then(|| view! { <td></td><td></td> });
        view! {
            <tr>
                <th scope="row">{words::sum(locale)}</th>
                <td class="num" data-label=words::voters(locale)>{visit.integer(sum)}</td>
                {rest}
            </tr>
        }
        .into_any()
    });
    let mut columns = vec![Column::words(words::territory(locale)), Column::numbers(words::voters(locale))];
    if has_roll {
        columns.extend([Column::numbers(words::on_roll(locale)), Column::numbers(words::share(locale))]);
    }
    view! { <Table id="told" caption=words::table(locale) columns foot>{rows}</Table> }.into_any()
}

/// The board as a table.
///
/// # Errors
/// The status to answer with: not found where turnout is not told, or not yet.
pub async fn table(Extension(visit): Extension<Visit>) -> Result<Response, StatusCode> {
    if !TenantKind::runs_processes(visit.site.kind) {
        return Err(StatusCode::NOT_FOUND);
    }
    let mut tx = visit.enter().await.map_err(download::failed)?;
    let found = Board::read(&visit, &mut tx).await.map_err(download::failed)?;
    let (process, board) = found.ok_or(StatusCode::NOT_FOUND)?;
    let told_at = board.told_at.ok_or(StatusCode::NOT_FOUND)?;
    // The file speaks the site's language, whoever downloads it: it is one and the same document.
    let locale = visit.site.locale;
    let mut csv = Csv::new(&[
        words::code(locale),
        words::territory(locale),
        words::voters(locale),
        words::on_roll(locale),
        words::told_at(locale),
    ]);
    for line in &board.lines {
        csv.row([
            Cell::text(&line.code),
            Cell::text(&line.name),
            Cell::plain((line.told.voters > 0).then_some(line.told.voters)),
            Cell::plain(line.told.may_vote),
            Cell::plain(Some(told_at.to_rfc3339())),
        ]);
    }
    Ok(csv.download(&format!("{}-{}-participacion.csv", visit.site.slug, process.slug)))
}
