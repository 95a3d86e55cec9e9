//! The dates of one phase: changed, opened now, closed now.

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    calendar::{ActFault, CalendarFault},
    document::{Key, Text},
    locale::{Locale, from_zone},
    permission::Action,
    phase::{Phase, PhaseKind, PhaseState, Window},
};
use store::{
    aggregate, audit,
    calendar::{self, NotMoved},
    process::{self, Process},
    tally,
};
use uuid::Uuid;

use super::super::{allow, current_locked, enter, input, no_process, signed_in, tabs};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// How browsers write a day and an hour.
const TYPED: &str = "%Y-%m-%dT%H:%M";

/// The dates of one phase.
#[component]
pub fn PhaseDates() -> impl IntoView {
    let kind = use_params_map().read_untracked().get("kind").unwrap_or_default();
    page(async move |visit| {
        enter(&visit)?;
        let kind: PhaseKind = kind.parse().map_err(|_| Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit, path::PHASES));
        };
        let sealed = sealed(kind) && tally::counted_at(&mut tx, process.id).await?.is_some();
        Ok(show(&visit, &process, kind, sealed))
    })
}

/// Whether a count seals the phase: everything up to the voting, which its result rests on.
fn sealed(kind: PhaseKind) -> bool {
    kind <= PhaseKind::Voting
}

fn typed(visit: &Visit, at: Option<DateTime<Utc>>) -> String {
    at.map(|at| visit.local(at).format(TYPED).to_string()).unwrap_or_default()
}

fn show(visit: &Visit, process: &Process, kind: PhaseKind, sealed: bool) -> Page {
    let locale = visit.locale();
    let name = text::terms::phase(locale, kind);
    let phase = process.calendar.find(kind);
    let title = text::admin::edit_phase(locale, name);
    let body = if sealed {
        view! {
            <Notice kind=NoticeKind::Information locale><p>{text::admin::already_counted(locale)}</p></Notice>
        }
        .into_any()
    } else {
        form(visit, kind, phase)
    };
    Page::new(
        title.clone(),
        view! {
            {tabs(visit, path::PHASES)}
            <Crumbs
                locale
                steps=vec![
                    (path::ADMIN.to_owned(), text::common::administration(locale).to_owned()),
                    (path::PHASES.to_owned(), text::admin::tab_phases(locale).to_owned()),
                ]
                here=name
            />
            <Heading title/>
            {body}
        },
    )
    .width(Width::Narrow)
}

fn form(visit: &Visit, kind: PhaseKind, phase: Option<&Phase>) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("phase");
    let state = phase.map(|phase| phase.state(visit.now));
    let button = |how: &'static str, label: &'static str| {
        view! { <button class="btn" type="submit" name="how" value=how>{label}</button> }
    };
    let at_once = match state {
        Some(PhaseState::Upcoming) => {
            Some((button("open", text::admin::open_now(locale)), text::admin::open_now_hint(locale)))
        }
        Some(PhaseState::Open) => {
            Some((button("close", text::admin::close_now(locale)), text::admin::close_now_hint(locale)))
        }
        Some(PhaseState::Closed) => {
            Some((button("open", text::admin::open_again(locale)), text::admin::open_again_hint(locale)))
        }
        None => None,
    };
    let (at_once, hint) = at_once.unzip();
    view! {
        <form class="form" method="post" action=SavePhase::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <input type="hidden" name="kind" value=kind.as_str()/>
            <div class="field-row">
                <TextField
                    name="opens" label=text::admin::opens(locale) kind="datetime-local" rejected=&rejected
                    value=typed(visit, phase.map(|phase| phase.window.opens())) locale
                />
                <TextField
                    name="closes" label=text::admin::closes(locale) kind="datetime-local" rejected=&rejected
                    value=typed(visit, phase.map(|phase| phase.window.closes())) locale
                />
            </div>
            <TextArea
                name="reason" label=text::admin::reason(locale) hint=text::admin::reason_hint(locale)
                rejected=&rejected rows=3 locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit" name="how" value="dates">
                    {text::admin::save_dates(locale)}
                </button>
                {at_once}
                <a class="btn btn--quiet" href=path::PHASES>{text::common::cancel(locale)}</a>
            </div>
            {hint.map(|hint| view! { <p class="muted">{hint}</p> })}
        </form>
    }
    .into_any()
}

/// Changes the dates of a phase of the current process.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "fase")]
pub async fn save_phase(
    kind: String,
    #[server(default)] opens: String,
    #[server(default)] closes: String,
    #[server(default)] reason: String,
    #[server(default)] how: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = kind.parse().map_or_else(|_| path::PHASES.to_owned(), path::admin_phase);
    let posted = Posted::new("phase", page, [("opens", &*opens), ("closes", &*closes), ("reason", &*reason)]);
    let outcome = match kind.parse() {
        Ok(kind) => change(&visit, kind, How::of(&how), [&opens, &closes], &reason).await,
        Err(_) => Err(Declined::Refused(text::common::not_found_title(visit.locale()).to_owned())),
    };
    answer(&visit, posted, outcome).await
}

/// Which button was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Dates,
    Open,
    Close,
}

impl How {
    fn of(word: &str) -> Self {
        match word {
            "open" => Self::Open,
            "close" => Self::Close,
            _ => Self::Dates,
        }
    }

    const fn act(self) -> &'static str {
        match self {
            Self::Dates => "change_phase",
            Self::Open => "open_phase",
            Self::Close => "close_phase",
        }
    }
}

async fn change(visit: &Visit, kind: PhaseKind, how: How, dates: [&str; 2], reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let reason = input::reason(reason, "reason", locale);
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    allow(visit, &mut tx, &process, Action::ChangeCalendar).await?;
    if sealed(kind) && tally::counted_at(&mut tx, process.id).await?.is_some() {
        return Err(Declined::Refused(text::admin::already_counted(locale).to_owned()));
    }
    let before = process.calendar.find(kind);
    let window = window(visit, before, how, dates);
    let (window, reason) = match (window, reason) {
        (Ok(window), Ok(reason)) => (window, reason),
        (window, reason) => {
            let errors = window.err().into_iter().flatten().chain(reason.err());
            return Err(Declined::Invalid(errors.collect()));
        }
    };
    if let Some(message) = unopens(visit, before, window) {
        return Err(Declined::Invalid(vec![message]));
    }
    let unfit = |_| Declined::Invalid(vec![FieldMessage::new("reason", text::admin::reason_unfit(locale))]);
    let why: Text = reason.replace("\r\n", "\n").parse().map_err(unfit)?;
    calendar::move_kind(&mut tx, &process, kind, window, &why, Some(viewer.person), visit.now)
        .await
        .map_err(|error| not_moved(error, &process, kind, locale))?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: how.act(),
        object: kind.as_str(),
        reason: Some(&reason),
        before: Some(&json!(before.map(|phase| phase.window))),
        after: Some(&json!(window)),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let name = text::terms::phase(locale, kind);
    let message = match how {
        How::Dates => text::admin::phase_saved(locale, name),
        How::Open => text::admin::phase_opened(locale, name),
        How::Close => text::admin::phase_closed(locale, name),
    };
    Ok(Done { to: path::PHASES.to_owned(), message: Some(message) })
}

/// The phase's new window: as typed, or from now on, or until now.
fn window(visit: &Visit, before: Option<&Phase>, how: How, dates: [&str; 2]) -> Result<Window, Vec<FieldMessage>> {
    let locale = visit.locale();
    let stored = before.map(|phase| phase.window);
    let [opens, closes] = dates;
    let opens = match how {
        How::Open => Ok(visit.now),
        _ => read(visit, "opens", opens, stored.map(Window::opens)),
    };
    let closes = match how {
        How::Close => Ok(visit.now),
        _ => read(visit, "closes", closes, stored.map(Window::closes)),
    };
    match (opens, closes) {
        (Ok(opens), Ok(closes)) => Window::new(opens, closes).map_err(|_| {
            let message = match how {
                How::Open => text::admin::cannot_open(locale),
                How::Close | How::Dates => text::admin::closes_before_opens(locale),
            };
            vec![FieldMessage::new("closes", message)]
        }),
        (opens, closes) => Err(opens.err().into_iter().chain(closes.err()).collect()),
    }
}

/// Reads a day and an hour as the site's clocks show them. What was not touched keeps its seconds.
fn read(visit: &Visit, field: &str, text: &str, stored: Option<DateTime<Utc>>) -> Result<DateTime<Utc>, FieldMessage> {
    let locale = visit.locale();
    if let Some(stored) = stored.filter(|_| text == typed(visit, stored)) {
        return Ok(stored);
    }
    let at = NaiveDateTime::parse_from_str(text.trim(), TYPED)
        .or_else(|_| NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S"))
        .map_err(|_| FieldMessage::new(field, text::admin::date_wrong(locale)))?;
    from_zone(at, visit.site.time_zone).ok_or_else(|| FieldMessage::new(field, text::admin::date_skipped(locale)))
}

/// Once the voting has opened, ballots and ceilings are fixed: its opening cannot go back to the future.
fn unopens(visit: &Visit, before: Option<&Phase>, window: Window) -> Option<FieldMessage> {
    let before = before.filter(|phase| phase.kind == PhaseKind::Voting)?;
    let opened = before.state(visit.now) != PhaseState::Upcoming;
    (opened && window.opens() > visit.now)
        .then(|| FieldMessage::new("opens", text::admin::voting_has_opened(visit.locale())))
}

/// What the domain says against moving a phase, beside the date that it concerns.
fn not_moved(error: NotMoved, process: &Process, kind: PhaseKind, locale: Locale) -> Declined {
    let faults = match error {
        NotMoved::Store(error) => return error.into(),
        NotMoved::NoSuchPhase(_) => {
            return Declined::Refused(text::common::not_found_title(locale).to_owned());
        }
        NotMoved::Act(faults) => faults,
    };
    let name = |id: &Key| {
        let phase = process.rule_set.phases.iter().find(|phase| phase.id == *id);
        phase.map_or_else(|| id.to_string(), |phase| phase.name.to_string())
    };
    let here = text::terms::phase(locale, kind);
    let message = |fault: &ActFault| match fault {
        ActFault::Calendar(CalendarFault::OutOfOrder { earlier, later, .. }) => {
            FieldMessage::new("opens", text::admin::out_of_order(locale, name(earlier), name(later)))
        }
        ActFault::Calendar(CalendarFault::Overlap { earlier, later, .. }) => {
            FieldMessage::new("opens", text::admin::overlap(locale, name(earlier), name(later)))
        }
        ActFault::Calendar(CalendarFault::NeverOpen { .. }) => {
            FieldMessage::new("opens", text::admin::never_open(locale, here))
        }
        _ => FieldMessage::new("closes", text::admin::closes_before_opens(locale)),
    };
    Declined::Invalid(faults.iter().map(message).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_seals_all_up_to_the_voting() {
        let open: Vec<_> = PhaseKind::ALL.iter().copied().filter(|&kind| !sealed(kind)).collect();
        let after = [PhaseKind::Results, PhaseKind::Commitments, PhaseKind::Execution, PhaseKind::FollowUp];
        assert_eq!(open, after);
    }
}
