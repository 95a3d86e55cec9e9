//! What is in force, what waits with its preview, and what was before.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::ruleset::Entries;
use store::roll::{Import, MOST_FAULTS, State};

use super::{Ground, chip, decide::DecideRoll};
use crate::{
    components::{Column, Csrf, ErrorSummary, Table, TextField},
    path,
    text::rolls as words,
    visit::Visit,
};

/// Facts of an import.
fn facts(visit: &Visit, import: &Import) -> AnyView {
    let locale = visit.locale();
    let counts = import.counts;
    let mut rows: Vec<(&str, String)> = vec![(words::file(locale), import.file_name.clone())];
    match import.entries {
        Entries::People => {
            rows.push((words::adults(locale), visit.integer(counts.adults)));
            rows.push((words::minors(locale), visit.integer(counts.minors)));
        }
        Entries::Accounts => rows.push((words::holders(locale), visit.integer(counts.holders))),
    }
    if let Some(compared) = import.compared.filter(|_| import.state == State::Loaded) {
        let new = counts.kept().saturating_sub(compared.already_there);
        rows.push((words::new(locale), visit.integer(new)));
        rows.push((words::already_there(locale), visit.integer(compared.already_there)));
        rows.push((words::gone(locale), visit.integer(compared.gone)));
    }
    rows.push((words::faults(locale), visit.integer(counts.faults)));
    let loader = import.loaded_by.as_ref().map_or(words::command_line(locale), |(_, name)| name.as_str());
    if let Some(at) = import.loaded_at {
        rows.push((words::loaded_by(locale), words::at(locale, loader, visit.date_time(at))));
    }
    if let (Some(by), Some(at), State::InForce) = (&import.decided_by, import.decided_at, import.state) {
        rows.push((words::approved_by(locale), words::at(locale, by, visit.date_time(at))));
    }
    let digest = import.digest.to_string();
    let rows =
        rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    view! {
        <dl class="facts">
            {rows}
            <div><dt>{words::digest(locale)}</dt><dd><code>{digest}</code></dd></div>
        </dl>
    }
    .into_any()
}

/// What is in force.
pub(super) fn now(visit: &Visit, import: Option<&Import>) -> AnyView {
    let locale = visit.locale();
    let body = match import {
        Some(import) => facts(visit, import),
        None => view! { <p>{words::now_none(locale)}</p> }.into_any(),
    };
    view! { <section class="section" aria-labelledby="now-title"><h2 id="now-title">{words::now(locale)}</h2>{body}</section> }
        .into_any()
}

/// What waits for a second person, with its preview and the decision.
pub(super) fn waiting(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    let Some(import) = ground.of(&[State::Loaded, State::Loading]) else { return ().into_any() };
    if import.state == State::Loading {
        return view! {
            <section class="section" aria-labelledby="wait-title">
                <h2 id="wait-title">{words::preview(locale)}</h2>
                <p>{words::reading(locale)}</p>
                <dl class="facts">
                    <div><dt>{words::file(locale)}</dt><dd>{import.file_name.clone()}</dd></div>
                    <div><dt>{words::lines_read(locale)}</dt><dd>{visit.integer(import.line)}</dd></div>
                    <div><dt>{words::kept_so_far(locale)}</dt><dd>{visit.integer(import.counts.kept())}</dd></div>
                    <div><dt>{words::faults(locale)}</dt><dd>{visit.integer(import.counts.faults)}</dd></div>
                </dl>
                <p><a class="btn" href=path::roll(&ground.rule.id)>{words::look_again(locale)}</a></p>
            </section>
        }
        .into_any();
    }
    let own = import.loaded_by.as_ref().map(|(id, _)| *id) == visit.viewer.as_ref().map(|viewer| viewer.person)
        && import.loaded_by.is_some();
    let decision = ground.approves.then(|| decision(visit, import, own));
    view! {
        <section class="section stack" aria-labelledby="wait-title">
            <h2 id="wait-title">{words::preview(locale)}</h2>
            <p>{words::preview_lead(locale)}</p>
            {facts(visit, import)}
            {faults(visit, ground)}
            {decision}
        </section>
    }
    .into_any()
}

fn faults(visit: &Visit, ground: &Ground) -> Option<AnyView> {
    let locale = visit.locale();
    if ground.faults.is_empty() {
        return None;
    }
    let rows = ground
        .faults
        .iter()
        .map(|fault| {
            view! {
                <tr>
                    <th scope="row">{visit.integer(fault.line)}</th>
                    <td data-label=words::what_wrong(locale)>{words::fault(locale, fault.fault)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::words(words::line(locale)), Column::words(words::what_wrong(locale))];
    let caption = words::fault_table(locale, ground.faults.len());
    Some(
        view! {
            <Table id="faults" caption columns>{rows}</Table>
            <p>
                <a class="btn no-print" href=path::roll_faults(&ground.rule.id)>
                    {words::fault_file(locale, visit.integer(MOST_FAULTS))}
                </a>
            </p>
        }
        .into_any(),
    )
}

fn decision(visit: &Visit, import: &Import, own: bool) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("decide-roll");
    let id = import.id.to_string();
    let approve = if own {
        view! { <p>{words::own_load(locale)}</p> }.into_any()
    } else {
        view! {
            <form class="form" method="post" action=DecideRoll::url()>
                <Csrf visit/>
                <input type="hidden" name="roll" value=import.roll.to_string()/>
                <input type="hidden" name="import" value=id.clone()/>
                <input type="hidden" name="how" value="approve"/>
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::approve(locale)}</button>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        {approve}
        <details class="more" open={!rejected.errors.is_empty()}>
            <summary>{words::refuse(locale)}</summary>
            <form class="form" method="post" action=DecideRoll::url()>
                <Csrf visit/>
                <input type="hidden" name="roll" value=import.roll.to_string()/>
                <input type="hidden" name="import" value=id/>
                <input type="hidden" name="how" value="refuse"/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField name="reason" label=words::reason(locale) rejected=&rejected autocomplete="off" locale/>
                <div class="actions"><button class="btn" type="submit">{words::refuse(locale)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// The loads so far.
pub(super) fn history(visit: &Visit, ground: &Ground) -> Option<AnyView> {
    let locale = visit.locale();
    if ground.imports.is_empty() {
        return None;
    }
    let rows = ground
        .imports
        .iter()
        .map(|import| {
            view! {
                <tr>
                    <th scope="row">{import.number}</th>
                    <td data-label=words::file(locale)>{import.file_name.clone()}</td>
                    <td class="num" data-label=words::entries(locale)>{visit.integer(import.counts.kept())}</td>
                    <td data-label=words::state(locale)>
                        {chip(visit, import.state)}
                        {import.reason.clone().map(|reason| view! { <p class="muted">{reason}</p> })}
                    </td>
                    <td data-label=words::began(locale)>{visit.date_time(import.began_at)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(words::number(locale)),
        Column::words(words::file(locale)),
        Column::numbers(words::entries(locale)),
        Column::words(words::state(locale)),
        Column::words(words::began(locale)),
    ];
    Some(
        view! {
            <section class="section">
                <Table id="history" caption=words::history(locale) columns>{rows}</Table>
            </section>
        }
        .into_any(),
    )
}
