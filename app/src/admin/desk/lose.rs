//! An envelope that nobody can open any more: one person proposes to give it up, another one confirms or refuses.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::{DeskId, PersonId},
    paper::LossCause,
};
use store::{
    StoreError, TenantTx,
    desk::{self, Desk, Loss, Waiting},
};

use super::is_voting;
use crate::{
    admin::{
        desks::{managed, record},
        input,
        paper::{decision, verdict},
        signed_in,
    },
    components::{Csrf, ErrorSummary, Select, TextField},
    desk::{called, read},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::{desk as words, paper},
    visit::Visit,
};

const PROPOSE: &str = "lose";
const DECIDE: &str = "decide-loss";

/// What was proposed about envelopes that wait, and the forms, where some do. How many do says something of how many
/// voted: it is shown once the vote is over.
pub(super) fn section(visit: &Visit, desk: DeskId, waiting: &[Waiting], losses: &[Loss]) -> Option<AnyView> {
    if waiting.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let told = losses.iter().map(|loss| view! { <li>{told(visit, loss)}</li> }).collect_view();
    let told = (!losses.is_empty()).then(|| view! { <ol class="stack">{told}</ol> });
    // One after the other, so that nobody answers for two at once.
    let proposed = losses.iter().find(|loss| loss.decided.is_none());
    Some(
        view! {
            <section class="section stack no-print" aria-labelledby="lose-title">
                <h2 id="lose-title">{words::lose(locale)}</h2>
                <p>{words::lose_lead(locale)}</p>
                {told}
                {propose_form(visit, desk, waiting, losses)}
                {proposed.map(|loss| decide_form(visit, desk, loss))}
            </section>
        }
        .into_any(),
    )
}

fn told(visit: &Visit, loss: &Loss) -> AnyView {
    let locale = visit.locale();
    let cause = paper::loss_cause_of(locale, loss.cause);
    let said = paper::void_told(locale, cause, &loss.reason, &loss.by.1, visit.date_time(loss.at));
    let outcome = match loss.decided.as_ref().map(|decided| (decided, decided.refused.as_ref())) {
        Some((decided, Some(why))) => words::loss_refused(locale, &decided.by, visit.date_time(decided.at), why),
        _ => paper::void_proposed(locale).to_owned(),
    };
    view! {
        <p>{words::loss_of(locale, called(loss.envelope), said)}</p>
        <p><strong>{outcome}</strong></p>
    }
    .into_any()
}

/// The form that proposes it, where an envelope waits of which nobody does.
fn propose_form(visit: &Visit, desk: DeskId, waiting: &[Waiting], losses: &[Loss]) -> Option<AnyView> {
    let is_proposed = |one: &Waiting| losses.iter().any(|loss| loss.envelope == one.number && loss.decided.is_none());
    let options: Vec<_> =
        waiting.iter().filter(|one| !is_proposed(one)).map(|one| (called(one.number), called(one.number))).collect();
    if options.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rejected = visit.rejected(PROPOSE);
    let causes =
        LossCause::ALL.iter().map(|cause| (cause.to_string(), paper::loss_cause_of(locale, *cause).to_owned()));
    Some(
        view! {
            <form class="form" method="post" action=LoseEnvelope::url()>
                <Csrf visit/>
                <input type="hidden" name="desk" value=desk.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <Select
                    name="envelope" label=words::lose_which(locale) prompt=words::choose(locale) options
                    rejected=&rejected locale
                />
                <Select
                    name="cause" label=paper::void_cause(locale) prompt=paper::void_prompt(locale)
                    options=causes.collect() rejected=&rejected locale
                />
                <TextField name="lost_reason" label=words::pause_text(locale) rejected=&rejected locale/>
                <div class="actions">
                    <button class="btn btn--danger" type="submit">{words::lose_do(locale)}</button>
                </div>
            </form>
        }
        .into_any(),
    )
}

fn decide_form(visit: &Visit, desk: DeskId, loss: &Loss) -> AnyView {
    let locale = visit.locale();
    let envelope = called(loss.envelope);
    let names = [("desk", desk.to_string()), ("envelope", envelope.clone()), ("number", loss.number.to_string())];
    let labels = (words::loss_confirm(locale), words::loss_refuse(locale));
    view! {
        <h3>{words::loss_decide(locale, envelope)}</h3>
        {decision(visit, (DECIDE, DecideLoss::url()), &names, loss.by.0, labels)}
    }
    .into_any()
}

/// The desk that a form names, for whoever may manage desks, once nobody votes any more.
async fn ground(visit: &Visit, tx: &mut TenantTx, id: &str) -> Result<(Desk, PersonId), Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let process = managed(visit, tx).await?;
    let found = match id.parse::<DeskId>() {
        Ok(id) => desk::find(tx, id).await?,
        Err(_) => None,
    };
    let found = found.filter(|desk| desk.place.process == process.id);
    let found = found.ok_or_else(|| Declined::Refused(words::gone(locale).to_owned()))?;
    if is_voting(visit, &process) {
        return Err(Declined::Refused(words::lose_later(locale).to_owned()));
    }
    Ok((found, viewer.person))
}

fn object(desk: &Desk) -> String {
    format!("{} {}", desk.place.name, desk.number)
}

/// Proposes to give an envelope up that nobody can open any more.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "sobre-perdido")]
pub async fn lose_envelope(
    #[server(default)] desk: String,
    #[server(default)] envelope: String,
    #[server(default)] cause: String,
    #[server(default)] lost_reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("envelope", &*envelope), ("cause", &cause), ("lost_reason", &lost_reason)];
    let posted = Posted::new(PROPOSE, path::admin_desk(&desk), typed);
    let outcome = propose(&visit, &desk, &envelope, (&cause, &lost_reason)).await;
    answer(&visit, posted, outcome).await
}

async fn propose(visit: &Visit, id: &str, envelope: &str, (cause, reason): (&str, &str)) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (found, person) = ground(visit, &mut tx, id).await?;
    let number = read(envelope).ok_or_else(|| FieldMessage::new("envelope", words::lose_which_missing(locale)));
    let cause = cause.parse::<LossCause>().map_err(|_| FieldMessage::new("cause", paper::void_prompt(locale)));
    let reason = input::reason(reason, "lost_reason", locale);
    let (number, cause, reason) = match (number, cause, reason) {
        (Ok(number), Ok(cause), Ok(reason)) => (number, cause, reason),
        (number, cause, reason) => {
            let wrong = number.err().into_iter().chain(cause.err()).chain(reason.err());
            return Err(Declined::Invalid(wrong.collect()));
        }
    };
    if !desk::propose_loss(&mut tx, (found.id, number), (cause, &reason), person, visit.now).await? {
        return Err(Declined::Refused(words::loss_changed(locale).to_owned()));
    }
    let after = json!({ "envelope": envelope, "cause": cause });
    record(visit, &mut tx, "lose_envelope", &object(&found), Some(&reason), &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::admin_desk(found.id), message: Some(words::loss_proposed(locale, called(number))) })
}

/// Confirms that an envelope is given up, or refuses it.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-sobre")]
pub async fn decide_loss(
    #[server(default)] desk: String,
    #[server(default)] envelope: String,
    #[server(default)] number: String,
    #[server(default)] how: String,
    #[server(default)] refusal: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(DECIDE, path::admin_desk(&desk), [("refusal", &*refusal)]);
    let outcome = decide(&visit, &desk, (&envelope, &number), &how, &refusal).await;
    answer(&visit, posted, outcome).await
}

async fn decide(
    visit: &Visit,
    id: &str,
    (envelope, number): (&str, &str),
    how: &str,
    refusal: &str,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (found, person) = ground(visit, &mut tx, id).await?;
    let changed = || Declined::Refused(words::loss_changed(locale).to_owned());
    let losses = desk::losses(&mut tx, found.id).await?;
    let named = |loss: &&Loss| {
        loss.decided.is_none() && read(envelope) == Some(loss.envelope) && number.parse() == Ok(loss.number)
    };
    let loss = losses.iter().find(named).ok_or_else(changed)?;
    let refusal = match how {
        "confirm" => None,
        "refuse" => Some(input::reason(refusal, "refusal", locale).map_err(|error| Declined::Invalid(vec![error]))?),
        _ => return Err(changed()),
    };
    let verdict = verdict(visit, (loss.number, loss.by.0, loss.cause), person, refusal.as_deref())?;
    match desk::decide_loss(&mut tx, loss, verdict, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(changed()),
        kept => kept?,
    }
    let (act, said) = match refusal {
        None => ("confirm_loss", words::lost(locale, called(loss.envelope))),
        Some(_) => ("refuse_loss", words::not_lost(locale, called(loss.envelope))),
    };
    let after = json!({ "envelope": envelope, "cause": loss.cause });
    record(visit, &mut tx, act, &object(&found), refusal.as_deref(), &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::admin_desk(found.id), message: Some(said) })
}
