//! The phases that have no dates: what the rules say of when they usually are, and one act for all of them.

use chrono::Datelike as _;
use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::{Map, json};
use shared::{
    calendar::{Calendar, CalendarAct, Stage},
    permission::Action,
    phase::Window,
    ruleset::PhaseRule,
};
use store::{aggregate, audit, calendar, process::Process, territory};
use uuid::Uuid;

use super::{
    super::{allow, current_locked, signed_in},
    act::{counted, not_moved, why},
    fault,
};
use crate::{
    citizen::period,
    components::{Column, Csrf, ErrorSummary, Table, TextArea},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path, text,
    visit::Visit,
};

const FORM: &str = "usual";

/// The usual dates of the phases that have none, in the order of the rules.
fn usual<'a>(visit: &Visit, process: &'a Process, year: i32) -> Option<Vec<(&'a PhaseRule, Option<Window>)>> {
    let rules = &process.rule_set.phases;
    let undated = rules.iter().filter(|rule| process.dates.everywhere().stage(&rule.id).is_none());
    let draft = Calendar::draft(rules, visit.site.time_zone, year).ok()?;
    Some(undated.map(|rule| (rule, draft.everywhere().stage(&rule.id).map(Stage::window))).collect())
}

/// The first year, from this one on, in which none of the usual dates has passed.
fn first_year(visit: &Visit, process: &Process) -> i32 {
    let this = visit.today().year();
    let ahead = |year: &i32| {
        usual(visit, process, *year).is_some_and(|usual| {
            usual.iter().filter_map(|(_, window)| *window).all(|window| window.opens() >= visit.now)
        })
    };
    (this..=this + 1).find(ahead).unwrap_or(this + 1)
}

/// What is not dated yet; nothing where all phases are.
pub(super) fn section(visit: &Visit, process: &Process, year: Option<i32>) -> Option<AnyView> {
    let locale = visit.locale();
    let rules = &process.rule_set.phases;
    let route = process.dates.everywhere();
    // What does not come this time is waited for only by whoever asks for another year.
    let settled =
        |rule: &PhaseRule| route.stage(&rule.id).is_some() || (year.is_none() && route.skipped(&rule.id).is_some());
    if rules.iter().all(settled) {
        return None;
    }
    let year = year.filter(|year| (1900..=9000).contains(year)).unwrap_or_else(|| first_year(visit, process));
    let rejected = visit.rejected(FORM);
    let body = match usual(visit, process, year) {
        None => view! { <p>{text::phases::draft_faulty(locale)}</p> }.into_any(),
        Some(usual) => {
            let some = usual.iter().any(|(_, window)| window.is_some());
            let rows = usual
                .into_iter()
                .map(|(rule, window)| {
                    let recurs = rule.typical.as_ref().and_then(|typical| typical.recurs.as_ref());
                    let dates = match (window, recurs) {
                        (Some(window), _) => period(visit, window),
                        (None, Some(recurs)) => match recurs.next_after(year) {
                            Some(next) => text::phases::draft_skipped(locale, year, next),
                            None => text::phases::draft_never(locale, year),
                        },
                        (None, None) => text::phases::draft_none(locale).to_owned(),
                    };
                    view! {
                        <tr>
                            <th scope="row">{rule.name.to_string()}</th>
                            <td data-label=text::phases::dates(locale)>{dates}</td>
                        </tr>
                    }
                })
                .collect_view();
            let form = some.then(|| {
                view! {
                    <form class="form" method="post" action=SetUsualDates::url()>
                        <Csrf visit/>
                        <ErrorSummary rejected=&rejected locale/>
                        <input type="hidden" name="year" value=year.to_string()/>
                        <TextArea
                            name="reason" label=text::admin::reason(locale) hint=text::phases::reason_hint(locale)
                            rejected=&rejected rows=2 locale
                        />
                        <div class="actions">
                            <button class="btn btn--primary" type="submit">{text::phases::draft_set(locale)}</button>
                        </div>
                    </form>
                }
            });
            view! {
                <p>{text::phases::draft_lead(locale, year)}</p>
                <Table
                    id="usual-table"
                    caption=text::phases::draft_caption(locale)
                    titled=true
                    columns=vec![
                        Column::words(text::admin::phase(locale)),
                        Column::words(text::phases::dates(locale)),
                    ]
                >
                    {rows}
                </Table>
                {form}
            }
            .into_any()
        }
    };
    Some(
        view! {
            <section class="section" aria-labelledby="usual">
                <h2 id="usual">{text::phases::draft_title(locale)}</h2>
                <form class="search" method="get" action=path::PHASES>
                    <div class="field">
                        <label for="anio">{text::phases::draft_year(locale)}</label>
                        <input class="input input--short" id="anio" name="anio" inputmode="numeric" value=year.to_string()/>
                    </div>
                    <button class="btn" type="submit">{text::phases::draft_show(locale)}</button>
                </form>
                {body}
            </section>
        }
        .into_any(),
    )
}

/// Gives every phase without dates those that the rules say it usually has.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "fechas-usuales")]
pub async fn set_usual_dates(
    #[server(default)] year: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = path::with_query(path::PHASES, &[("anio", &year)]);
    let posted = Posted::new(FORM, page, [("year", &*year), ("reason", &reason)]);
    let outcome = set(&visit, &year, &reason).await;
    answer(&visit, posted, outcome).await
}

async fn set(visit: &Visit, year: &str, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::ChangeCalendar).await?;
    let year = year.trim().parse::<i32>().ok().filter(|year| (1900..=9000).contains(year));
    let year = year.ok_or_else(|| FieldMessage::new("", text::phases::year_wrong(locale)));
    let (year, (reason, why)) = match (year, why(visit, reason)) {
        (Ok(year), Ok(why)) => (year, why),
        (year, why) => return Err(Declined::Invalid(year.err().into_iter().chain(why.err()).collect())),
    };
    let usual =
        usual(visit, &process, year).ok_or_else(|| Declined::Refused(text::phases::draft_faulty(locale).to_owned()))?;
    let acts: Vec<CalendarAct> = usual
        .into_iter()
        .filter_map(|(rule, window)| {
            Some(CalendarAct {
                phase: rule.id.clone(),
                territories: std::collections::BTreeSet::new(),
                was: None,
                becomes: window?,
                reason: why.clone(),
                at: visit.now,
            })
        })
        .collect();
    if acts.is_empty() {
        return Err(Declined::Refused(text::phases::draft_nothing(locale).to_owned()));
    }
    let territories = territory::all(&mut tx).await?;
    let counted = counted(&mut tx, &process).await?;
    // All of them stand or fall together: each is tried on what those before it made.
    let (mut tried, mut errors) = (process.clone(), Vec::new());
    for act in &acts {
        match tried.dates.after(act, &process.rule_set.phases, &counted) {
            Ok(after) => tried.dates = after,
            Err(faults) => {
                let told = fault::messages(visit, &process, &territories, &act.phase, faults);
                errors.extend(told.into_iter().map(|error| FieldMessage::new("", error.message)));
            }
        }
    }
    if !errors.is_empty() {
        errors.dedup();
        return Err(Declined::Invalid(errors));
    }
    let (mut moved, mut after) = (process.clone(), Map::new());
    for act in &acts {
        moved.dates = calendar::act(&mut tx, &moved, act, &counted, Some(viewer.person))
            .await
            .map_err(|error| not_moved(visit, &process, &territories, &act.phase, error))?;
        after.insert(act.phase.to_string(), json!(act.becomes));
    }
    let entry = audit::Act {
        person: Some(viewer.person),
        act: "set_usual_dates",
        object: &process.slug,
        reason: Some(&reason),
        before: Some(&json!({})),
        after: Some(&after.into()),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &entry).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let count = u64::try_from(acts.len()).unwrap_or(u64::MAX);
    let message = text::plural(
        count,
        text::phases::draft_done_one(locale).to_owned(),
        text::phases::draft_done(locale, visit.integer(count)),
    );
    Ok(Done { to: path::PHASES.to_owned(), message: Some(message) })
}
