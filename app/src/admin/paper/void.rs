//! A sheet that should count nothing: one person proposes it, another one confirms or refuses.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{paper::VoidCause, permission::Action};
use store::{
    TenantTx,
    paper::{self, NotVoided, Sheet, Void},
};

use super::{
    ground::{Ground, gone, record},
    state::{decision, verdict},
};
use crate::{
    admin::input,
    components::{Csrf, ErrorSummary, Select, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::paper as words,
    visit::Visit,
};

const PROPOSE: &str = "void";
const DECIDE: &str = "decide-void";

/// What whoever is asked may do with it.
pub(super) struct May {
    pub propose: bool,
    pub decide: bool,
}

/// What was proposed, and the next form.
pub(super) fn section(visit: &Visit, sheet: &Sheet, voids: &[Void], may: &May) -> Option<AnyView> {
    let locale = visit.locale();
    let waiting = voids.last().filter(|last| last.decided.is_none());
    let form = match waiting {
        Some(void) if may.decide => Some(decide_form(visit, sheet, void)),
        None if may.propose && !sheet.is_void => Some(propose_form(visit, sheet)),
        _ => None,
    };
    if voids.is_empty() && form.is_none() {
        return None;
    }
    let told = voids.iter().map(|void| view! { <li>{told(visit, void)}</li> }).collect_view();
    let told = (!voids.is_empty()).then(|| view! { <ol class="stack">{told}</ol> });
    Some(
        view! {
            <section class="section stack" aria-labelledby="void-title">
                <h2 id="void-title">{words::void(locale)}</h2>
                <p>{words::void_lead(locale)}</p>
                {told}
                {form}
            </section>
        }
        .into_any(),
    )
}

fn told(visit: &Visit, void: &Void) -> AnyView {
    let locale = visit.locale();
    let cause = words::void_cause_of(locale, void.cause);
    let outcome = match &void.decided {
        None => words::void_proposed(locale).to_owned(),
        Some(decided) => {
            let at = visit.date_time(decided.at);
            match &decided.refused {
                None => words::void_confirmed(locale, &decided.by, at),
                Some(why) => words::void_refused(locale, &decided.by, at, why),
            }
        }
    };
    view! {
        <p>{words::void_told(locale, cause, &void.reason, &void.by.1, visit.date_time(void.at))}</p>
        <p><strong>{outcome}</strong></p>
    }
    .into_any()
}

fn propose_form(visit: &Visit, sheet: &Sheet) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(PROPOSE);
    let causes =
        VoidCause::ALL.iter().map(|cause| (cause.to_string(), words::void_cause_of(locale, *cause).to_owned()));
    view! {
        <form class="form no-print" method="post" action=ProposeVoid::url()>
            <Csrf visit/>
            <input type="hidden" name="sheet" value=sheet.id.to_string()/>
            <ErrorSummary rejected=&rejected locale/>
            <Select
                name="cause" label=words::void_cause(locale) prompt=words::void_prompt(locale) options=causes.collect()
                rejected=&rejected locale
            />
            <TextField name="reason" label=words::void_reason(locale) rejected=&rejected autocomplete="off" locale/>
            <div class="actions"><button class="btn" type="submit">{words::void_propose(locale)}</button></div>
        </form>
    }
    .into_any()
}

fn decide_form(visit: &Visit, sheet: &Sheet, void: &Void) -> AnyView {
    let locale = visit.locale();
    let names = [("sheet", sheet.id.to_string()), ("number", void.number.to_string())];
    let labels = (words::void_confirm(locale), words::void_refuse(locale));
    decision(visit, (DECIDE, DecideVoid::url()), &names, void.by.0, labels)
}

/// Proposes that a sheet count nothing.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "anular-planilla")]
pub async fn propose_void(
    #[server(default)] sheet: String,
    #[server(default)] cause: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(PROPOSE, path::paper_sheet(&sheet), [("cause", &*cause), ("reason", &reason)]);
    let outcome = propose(&visit, &sheet, &cause, &reason).await;
    answer(&visit, posted, outcome).await
}

async fn propose(visit: &Visit, id: &str, cause: &str, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::EnterPaper).await?;
    let sheet = ground.sheet(&mut tx, id).await?.ok_or_else(|| gone(visit))?;
    let (cause, reason) = match (cause.parse::<VoidCause>(), input::reason(reason, "reason", locale)) {
        (Ok(cause), Ok(reason)) => (cause, reason),
        (cause, reason) => {
            let cause = cause.err().map(|_| FieldMessage::new("cause", words::void_prompt(locale)));
            return Err(Declined::Invalid(cause.into_iter().chain(reason.err()).collect()));
        }
    };
    let kept = paper::propose_void(&mut tx, &sheet, (cause, &reason), person, visit.now).await;
    kept.map_err(|why| declined(visit, why))?;
    kept_on_trail(visit, &mut tx, ("propose_void", &sheet), Some(&reason), cause).await?;
    tx.commit().await?;
    Ok(Done { to: path::paper_sheet(sheet.id), message: Some(words::now_proposed(locale).to_owned()) })
}

/// Confirms that a sheet counts nothing, or refuses it.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-anulacion")]
pub async fn decide_void(
    #[server(default)] sheet: String,
    #[server(default)] number: String,
    #[server(default)] how: String,
    #[server(default)] refusal: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new(DECIDE, path::paper_sheet(&sheet), [("refusal", &*refusal)]);
    let outcome = decide(&visit, (&sheet, &number), &how, &refusal).await;
    answer(&visit, posted, outcome).await
}

async fn decide(visit: &Visit, (id, number): (&str, &str), how: &str, refusal: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::ManageDesks).await?;
    let sheet = ground.sheet(&mut tx, id).await?.ok_or_else(|| gone(visit))?;
    let changed = || Declined::Refused(words::void_changed(locale).to_owned());
    let voids = paper::voids(&mut tx, sheet.id).await?;
    let waits = |void: &&Void| void.decided.is_none() && number.parse() == Ok(void.number);
    let void = voids.last().filter(waits).ok_or_else(changed)?;
    let refusal = match how {
        "confirm" => None,
        "refuse" => Some(input::reason(refusal, "refusal", locale).map_err(|error| Declined::Invalid(vec![error]))?),
        _ => return Err(changed()),
    };
    let verdict = verdict(visit, (void.number, void.by.0, void.cause), person, refusal.as_deref())?;
    let kept = paper::decide_void(&mut tx, &sheet, verdict, visit.now).await;
    kept.map_err(|why| declined(visit, why))?;
    let (act, said) = match refusal {
        None => ("confirm_void", words::now_void(locale)),
        Some(_) => ("refuse_void", words::now_not_void(locale)),
    };
    kept_on_trail(visit, &mut tx, (act, &sheet), refusal.as_deref(), void.cause).await?;
    tx.commit().await?;
    Ok(Done { to: path::paper_sheet(sheet.id), message: Some(said.to_owned()) })
}

fn declined(visit: &Visit, why: NotVoided) -> Declined {
    let locale = visit.locale();
    match why {
        NotVoided::Changed => Declined::Refused(words::void_changed(locale).to_owned()),
        NotVoided::Closed => Declined::Refused(words::is_sealed(locale).to_owned()),
        NotVoided::Store(error) => Declined::Store(error),
    }
}

async fn kept_on_trail(
    visit: &Visit,
    tx: &mut TenantTx,
    (act, sheet): (&str, &Sheet),
    reason: Option<&str>,
    cause: VoidCause,
) -> store::Result<()> {
    let object = words::sheet_number(visit.site.locale, sheet.number);
    record(visit, tx, (act, &object), reason, &json!({ "cause": cause })).await
}
