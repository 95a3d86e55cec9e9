//! The public draw (sorteo): committing to a secret seed before the vote, and entering the public number after it.

mod correct;

use chrono::{NaiveDate, NaiveDateTime};
use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    document::TimeOfDay,
    draw::{PublicNumber, Seed, after_close, first_day},
    locale::{format_date, format_date_time},
    permission::{Action, Object},
};
use store::{
    StoreError, TenantTx, audit,
    draw::{self, Draw, Drawn, NotCommitted},
    process,
    process::Process,
    tally::{self, Round},
};
use uuid::Uuid;

use super::{current_locked, enter, input, no_process, signed_in, tabs};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Icon, Notice, NoticeKind, TextField},
    draw::{asked, facts},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    page::{Page, page},
    path,
    text::{self, draw as said},
    visit::Visit,
};

const FORM: &str = "draw";
const COMMIT: &str = "commit-draw";

/// The page of the draw.
#[component]
pub fn DrawPage() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit, path::COUNT));
        };
        let draw = draw::of_process(&mut tx, process.id).await?;
        let rounds = tally::rounds(&mut tx, process.id).await?;
        let rests = rounds.iter().any(|round| round.waits() || round.is_public());
        let counted = (rounds.last().is_some_and(Round::waits), rests);
        let late = draw::would_be_late(&mut tx, process.id, visit.now).await?;
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        Ok(show(&visit, &process, &gate, (draw.as_ref(), late), counted))
    })
}

/// `late`: a commitment would come after voting opened.
fn show(
    visit: &Visit,
    process: &Process,
    gate: &Gate,
    (draw, late): (Option<&Draw>, bool),
    (waits, rests): (bool, bool),
) -> Page {
    let locale = visit.locale();
    let title = said::title(locale);
    let next = match draw {
        _ if !asked(&process.rule_set) => view! { <p>{said::not_asked(locale)}</p> }.into_any(),
        Some(Draw { held: Some(held), .. }) if !rests => correct::section(visit, gate, held),
        Some(Draw { held: Some(_), .. }) => ().into_any(),
        _ if waits => refused(visit, said::count_undecided(locale).to_owned()),
        None => committing(visit, gate, late),
        Some(draw) => holding(visit, process, gate, draw),
    };
    Page::new(
        title,
        view! {
            {tabs(visit, path::COUNT)}
            <Crumbs
                locale
                steps=vec![
                    (path::ADMIN.to_owned(), text::common::administration(locale).to_owned()),
                    (path::COUNT.to_owned(), text::admin::tab_count(locale).to_owned()),
                ]
                here=title.to_owned()
            />
            <Heading title lead=said::lead(locale)/>
            <p>{said::how(locale)}</p>
            {draw.map(|draw| facts(visit, draw))}
            {next}
        },
    )
}

fn committing(visit: &Visit, gate: &Gate, late: bool) -> AnyView {
    let locale = visit.locale();
    if let Err(why) = gate.may(Action::HoldDraw, &Object::anywhere()) {
        return refused(visit, gate.sentence(visit, Action::HoldDraw, &why));
    }
    let rejected = visit.rejected(COMMIT);
    let (detail, button) = if late {
        let warning = view! {
            <Notice kind=NoticeKind::Attention locale><p>{said::commit_late(locale)}</p></Notice>
            <p>{said::late_detail(locale)}</p>
        };
        (warning.into_any(), said::late_do(locale))
    } else {
        (view! { <p>{said::commit_detail(locale)}</p> }.into_any(), said::commit(locale))
    };
    let why = late.then(|| {
        view! {
            <ErrorSummary rejected=&rejected locale/>
            <TextField name="late" label=said::late_why(locale) rejected=&rejected autocomplete="off" locale/>
        }
    });
    view! {
        <section class="section stack" aria-labelledby="commit">
            <h2 id="commit">{said::commit_title(locale)}</h2>
            {detail}
            <form class="form" method="post" action=CommitDraw::url()>
                <Csrf visit/>
                {why}
                <div class="actions">
                    <button class="btn btn--primary" type="submit"><Icon name="check"/>{button}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn refused(visit: &Visit, reason: String) -> AnyView {
    let locale = visit.locale();
    view! { <Notice kind=NoticeKind::Attention locale><p>{reason}</p></Notice> }.into_any()
}

fn holding(visit: &Visit, process: &Process, gate: &Gate, draw: &Draw) -> AnyView {
    let locale = visit.locale();
    // Who counts enters the number, and when the votes may be counted it may be entered: not before voting closed.
    if gate.may(Action::CountVotes, &Object::anywhere()).is_err() {
        return refused(visit, said::wait_close(locale).to_owned());
    }
    let closed = closed(visit, process);
    let from = earliest(visit, draw, closed);
    let day = format_date(from, locale);
    if from > visit.today() {
        return refused(visit, said::wait_day(locale, day));
    }
    let rejected = visit.rejected(FORM);
    let at = closed.filter(|closed| closed.date() == from).map(|closed| {
        let hint = said::drawn_at_hint(locale, format_date_time(closed, locale));
        view! {
            <TextField
                name="drawn_at" label=said::drawn_at(locale) hint kind="time" class="input--short" rejected=&rejected locale
            />
        }
    });
    view! {
        <section class="section stack" aria-labelledby="hold">
            <h2 id="hold">{said::hold_title(locale)}</h2>
            <p>{said::hold_detail(locale)}</p>
            <p>{said::hold_from(locale, day)}</p>
            <form class="form" method="post" action=HoldDraw::url()>
                <Csrf visit/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="number" label=said::number(locale) hint=said::number_hint(locale) rejected=&rejected
                    autocomplete="off" locale
                />
                <TextField
                    name="source" label=said::source(locale) hint=said::source_hint(locale) rejected=&rejected
                    autocomplete="off" locale
                />
                <TextField
                    name="drawn_on" label=said::drawn_on(locale) kind="date" class="input--short" rejected=&rejected locale
                />
                {at}
                <div class="actions">
                    <button class="btn btn--primary" type="submit"><Icon name="check"/>{said::hold(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// That no count waits for the second person, who looks at the draw as it is. After a count that was refused, or that
/// needed none, a draw may be committed to and held for the next one: its secret is nobody's to know until then.
async fn undisturbed(visit: &Visit, tx: &mut TenantTx, process: &Process) -> Result<(), Declined> {
    if tally::rounds(tx, process.id).await?.last().is_some_and(Round::waits) {
        return Err(Declined::Refused(said::count_undecided(visit.locale()).to_owned()));
    }
    Ok(())
}

/// Commits the current process to a secret seed that the server draws; after voting opened only with the reason why it
/// was not done before.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "comprometer-sorteo")]
pub async fn commit_draw(#[server(default)] late: String) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = commit(&visit, &late).await;
    answer(&visit, Posted::new(COMMIT, path::DRAW, [("late", &*late)]), outcome).await
}

async fn commit(visit: &Visit, late: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let refused = |why: &str| Declined::Refused(why.to_owned());
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    Gate::of(visit, &mut tx, &process).await?.allow(visit, Action::HoldDraw, &Object::anywhere())?;
    if !asked(&process.rule_set) {
        return Err(refused(said::not_asked(locale)));
    }
    undisturbed(visit, &mut tx, &process).await?;
    // 244 random bits.
    let secret = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let secret: Seed = secret.parse().map_err(StoreError::corrupt("draw_secret.secret"))?;
    let late = match late.trim() {
        "" => None,
        typed => Some(input::reason(typed, "late", locale).map_err(|error| Declined::Invalid(vec![error]))?),
    };
    let is_late = draw::would_be_late(&mut tx, process.id, visit.now).await?;
    let late = late.filter(|_| is_late);
    match draw::commit(&mut tx, process.id, &secret, late.as_deref(), viewer.person, visit.now).await {
        Err(NotCommitted::Already) => return Err(refused(said::committed_already(locale))),
        Err(NotCommitted::VotingOpened) => return Err(refused(said::commit_opened(locale))),
        Err(NotCommitted::Store(error)) => return Err(error.into()),
        Ok(()) => {}
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: if late.is_some() { "commit_draw_late" } else { "commit_draw" },
        object: &process.name,
        reason: late.as_deref(),
        before: None,
        after: Some(&json!({ "commitment": secret.commitment().to_string() })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let said = if late.is_some() { said::committed_late(locale) } else { said::committed(locale) };
    Ok(Done { to: path::DRAW.to_owned(), message: Some(said.to_owned()) })
}

/// Puts the number that was drawn in public on record.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "sortear")]
pub async fn hold_draw(
    number: String,
    source: String,
    drawn_on: String,
    #[server(default)] drawn_at: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("number", &*number), ("source", &*source), ("drawn_on", &*drawn_on), ("drawn_at", &*drawn_at)];
    let posted = Posted::new(FORM, path::DRAW, typed);
    let outcome = hold(&visit, [&number, &source, &drawn_on, &drawn_at]).await;
    answer(&visit, posted, outcome).await
}

async fn hold(visit: &Visit, typed: [&str; 4]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let refused = |why: &str| Declined::Refused(why.to_owned());
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    Gate::of(visit, &mut tx, &process).await?.allow(visit, Action::CountVotes, &Object::anywhere())?;
    undisturbed(visit, &mut tx, &process).await?;
    let draw = draw::of_process(&mut tx, process.id).await?.ok_or_else(|| refused(said::commit_first(locale)))?;
    let closed = closed(visit, &process);
    let drawn = read(visit, (earliest(visit, &draw, closed), closed), typed).map_err(Declined::Invalid)?;
    let after = json!({
        "number": drawn.number.as_str(), "source": drawn.source, "drawn_on": drawn.on, "drawn_at": drawn.at,
    });
    match draw::hold(&mut tx, process.id, drawn, viewer.person, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(refused(said::held_already(locale))),
        other => other?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "hold_draw",
        object: &process.name,
        reason: None,
        before: None,
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::DRAW.to_owned(), message: Some(said::held(locale).to_owned()) })
}

/// When voting closed for the last ones, by the clocks of the site.
fn closed(visit: &Visit, process: &Process) -> Option<NaiveDateTime> {
    process.voting_anywhere().map(|voting| visit.local(voting.closes()))
}

/// The first day whose number may be taken: nobody could vote any more, nor choose another secret.
fn earliest(visit: &Visit, draw: &Draw, closed: Option<NaiveDateTime>) -> NaiveDate {
    first_day(visit.local(draw.committed_at).date(), closed.map(|closed| closed.date()))
}

/// A number that was drawn in public from a day on and after voting closed, as it is typed: the number, where, on which
/// day, and at what time.
fn read<'a>(
    visit: &Visit,
    (from, closed): (NaiveDate, Option<NaiveDateTime>),
    [number, source, drawn_on, drawn_at]: [&'a str; 4],
) -> Result<Drawn<'a>, Vec<FieldMessage>> {
    let locale = visit.locale();
    let mut errors = Vec::new();
    let number = number.split_whitespace().collect::<Vec<_>>().join(" ").parse::<PublicNumber>();
    if number.is_err() {
        errors.push(FieldMessage::new("number", said::wrong_number(locale)));
    }
    let source = source.trim();
    if !(4..=120).contains(&source.chars().count()) || source.contains(char::is_control) {
        errors.push(FieldMessage::new("source", said::wrong_source(locale)));
    }
    let on = drawn_on.trim().parse::<NaiveDate>().ok().filter(|on| (from..=visit.today()).contains(on));
    if on.is_none() {
        errors.push(FieldMessage::new("drawn_on", said::wrong_day(locale, format_date(from, locale))));
    }
    let at = match drawn_at.trim() {
        "" => Ok(None),
        typed => typed.parse().map(|at: TimeOfDay| Some(at.time())),
    };
    match (on, &at) {
        (_, Err(_)) => errors.push(FieldMessage::new("drawn_at", said::wrong_time(locale))),
        (Some(on), Ok(at)) => {
            if let Some(closed) = closed.filter(|closed| !after_close(on, *at, *closed)) {
                let closed = format_date_time(closed, locale);
                errors.push(FieldMessage::new("drawn_at", said::before_close(locale, closed)));
            } else if at.is_some_and(|at| on.and_time(at) > visit.local(visit.now)) {
                errors.push(FieldMessage::new("drawn_at", said::wrong_time(locale)));
            }
        }
        (None, Ok(_)) => {}
    }
    match (number, on, at) {
        (Ok(number), Some(on), Ok(at)) if errors.is_empty() => Ok(Drawn { number, source, on, at }),
        _ => Err(errors),
    }
}
