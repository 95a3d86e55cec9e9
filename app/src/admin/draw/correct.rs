//! Correcting a mistyped number of the public draw: one person proposes, another confirms.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    locale::format_date,
    permission::{Action, Object},
};
use store::{
    StoreError, TenantTx, audit,
    draw::{self, Correction, Held},
    process::Process,
    tally,
};
use uuid::Uuid;

use super::{closed, earliest, read};
use crate::{
    admin::{current_locked, input, signed_in},
    components::{Csrf, ErrorSummary, Notice, NoticeKind, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    path,
    text::draw as said,
    visit::Visit,
};

const FORM: &str = "correct-draw";

/// What waits for the second person; else the form that proposes a correction, for whoever counts.
pub(super) fn section(visit: &Visit, gate: &Gate, held: &Held) -> AnyView {
    if let Some(waiting) = held.waiting() {
        return decision(visit, gate, waiting);
    }
    if gate.may(Action::CountVotes, &Object::anywhere()).is_err() {
        return ().into_any();
    }
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    view! {
        <details class="more" open={!rejected.errors.is_empty()}>
            <summary>{said::correct_title(locale)}</summary>
            <p>{said::correct_detail(locale)}</p>
            <form class="form" method="post" action=CorrectDraw::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="number" label=said::number(locale) hint=said::number_hint(locale) rejected=&rejected
                    autocomplete="off" locale
                />
                <TextField
                    name="source" label=said::source(locale) hint=said::source_hint(locale) rejected=&rejected
                    value=held.source.clone() autocomplete="off" locale
                />
                <TextField
                    name="drawn_on" label=said::drawn_on(locale) kind="date" class="input--short" rejected=&rejected
                    value=held.drawn_on.to_string() locale
                />
                <TextField
                    name="reason" label=said::correct_reason(locale) rejected=&rejected autocomplete="off" locale
                />
                <div class="actions"><button class="btn" type="submit">{said::correct(locale)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn decision(visit: &Visit, gate: &Gate, waiting: &Correction) -> AnyView {
    let locale = visit.locale();
    let drawn = said::drawn(locale, &waiting.number, &waiting.source, format_date(waiting.drawn_on, locale));
    let own = visit.viewer.as_ref().is_some_and(|viewer| viewer.person == waiting.proposed.person);
    let may = gate.may(Action::PublishResults, &Object::anywhere()).is_ok();
    let place = waiting.place.to_string();
    let button = |how: &'static str, class: &'static str, label: &'static str| {
        view! {
            <form method="post" action=DecideDraw::url()>
                <Csrf visit/>
                <input type="hidden" name="correction" value=place.clone()/>
                <input type="hidden" name="how" value=how/>
                <button class=class type="submit">{label}</button>
            </form>
        }
        .into_any()
    };
    let confirm = (may && !own).then(|| button("confirm", "btn btn--primary", said::confirm(locale)));
    let turn_down = (may || own).then(|| button("turn_down", "btn", said::turn_down(locale)));
    let waits = said::waits(locale, &waiting.proposed.name, drawn, &waiting.reason);
    let help = if own { said::waits_own(locale) } else { said::waits_check(locale) };
    view! {
        <section class="section stack" aria-labelledby="correction">
            <h2 id="correction">{said::waits_title(locale)}</h2>
            <Notice kind=NoticeKind::Attention locale>
                <p>{waits}</p>
                <p>{help}</p>
            </Notice>
            <div class="actions">{confirm}{turn_down}</div>
        </section>
    }
    .into_any()
}

/// Whether a count rests on the draw.
async fn rests(tx: &mut TenantTx, process: &Process) -> store::Result<bool> {
    Ok(tally::rounds(tx, process.id).await?.iter().any(|round| round.waits() || round.is_public()))
}

fn refused(why: &str) -> Declined {
    Declined::Refused(why.to_owned())
}

/// Proposes another number in place of the one on record.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "corregir-sorteo")]
pub async fn correct_draw(
    #[server(default)] number: String,
    #[server(default)] source: String,
    #[server(default)] drawn_on: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("number", &*number), ("source", &*source), ("drawn_on", &*drawn_on), ("reason", &*reason)];
    let posted = Posted::new(FORM, path::DRAW, typed);
    let outcome = propose(&visit, [&number, &source, &drawn_on], &reason).await;
    answer(&visit, posted, outcome).await
}

async fn propose(visit: &Visit, [number, source, drawn_on]: [&str; 3], reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    Gate::of(visit, &mut tx, &process).await?.allow(visit, Action::CountVotes, &Object::anywhere())?;
    let draw = draw::of_process(&mut tx, process.id).await?.ok_or_else(|| refused(said::commit_first(locale)))?;
    let held = draw.held.as_ref().ok_or_else(|| refused(said::correct_none(locale)))?;
    if held.waiting().is_some() {
        return Err(refused(said::correct_waits(locale)));
    }
    if rests(&mut tx, &process).await? {
        return Err(refused(said::correct_late(locale)));
    }
    // The day and the time stay as they were entered, also those of before this was asked.
    let from = earliest(visit, &draw, closed(visit, &process)).min(held.drawn_on);
    let read = read(visit, (from, None), [number, source, drawn_on, ""]);
    let reason = input::reason(reason, "reason", locale);
    let (drawn, reason) = match (read, reason) {
        (Ok(read), Ok(reason)) => (read, reason),
        (read, reason) => {
            return Err(Declined::Invalid(read.err().into_iter().flatten().chain(reason.err()).collect()));
        }
    };
    // Once the secret is known, whoever chooses the draw chooses who wins: only how its number was typed is corrected.
    if (drawn.source, drawn.on) != (held.source.as_str(), held.drawn_on) {
        return Err(Declined::Invalid(vec![FieldMessage::new("source", said::correct_number_only(locale))]));
    }
    if drawn.number == held.number {
        return Err(Declined::Invalid(vec![FieldMessage::new("number", said::correct_same(locale))]));
    }
    draw::propose(&mut tx, process.id, &drawn.number, (&reason, viewer.person), visit.now).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "correct_draw",
        object: &process.name,
        reason: Some(&reason),
        before: Some(&json!({ "number": held.number.as_str(), "source": held.source, "drawn_on": held.drawn_on })),
        after: Some(&json!({ "number": drawn.number.as_str(), "source": drawn.source, "drawn_on": drawn.on })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::DRAW.to_owned(), message: Some(said::proposed(locale).to_owned()) })
}

/// Confirms a correction, or turns it down.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-sorteo")]
pub async fn decide_draw(
    #[server(default)] correction: String,
    #[server(default)] how: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = decide(&visit, &correction, &how).await;
    answer(&visit, Posted::new("decide-draw", path::DRAW, []), outcome).await
}

async fn decide(visit: &Visit, correction: &str, how: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    let gone = || refused(said::no_correction(locale));
    let held = draw::of_process(&mut tx, process.id).await?.and_then(|draw| draw.held).ok_or_else(gone)?;
    let waiting = held.waiting().filter(|waiting| correction.parse() == Ok(waiting.place)).ok_or_else(gone)?;
    let own = waiting.proposed.person == viewer.person;
    let confirmed = match how {
        "confirm" => true,
        "turn_down" => false,
        _ => return Err(gone()),
    };
    // Whoever proposed it may take it back by the power they proposed it with.
    let power = if own && !confirmed { Action::CountVotes } else { Action::PublishResults };
    gate.allow(visit, power, &Object::anywhere())?;
    if own && confirmed {
        return Err(refused(said::waits_own(locale)));
    }
    if confirmed && rests(&mut tx, &process).await? {
        return Err(refused(said::correct_late(locale)));
    }
    match draw::decide(&mut tx, process.id, waiting, (confirmed, viewer.person), visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(gone()),
        decided => decided?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: if confirmed { "confirm_draw" } else { "turn_down_draw" },
        object: &process.name,
        reason: Some(&waiting.reason),
        before: Some(&json!({ "number": held.number.as_str(), "source": held.source, "drawn_on": held.drawn_on })),
        after: Some(&json!({
            "number": waiting.number.as_str(), "source": waiting.source, "drawn_on": waiting.drawn_on,
            "proposed_by": waiting.proposed.person,
        })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let message = if confirmed { said::confirmed(locale) } else { said::turned_down(locale) };
    Ok(Done { to: path::DRAW.to_owned(), message: Some(message.to_owned()) })
}
