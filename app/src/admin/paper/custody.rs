//! The chain of custody of a sheet.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{paper::Step, permission::Action};
use store::paper::{self, Held, NewHeld, Sheet};

use super::ground::{Ground, gone, record};
use crate::{
    components::{Csrf, ErrorSummary, Select, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::paper as words,
    visit::Visit,
};

const FORM: &str = "custody";

/// All steps, and the form for the next one.
pub(super) fn section(visit: &Visit, sheet: &Sheet, steps: &[Held], may: bool) -> AnyView {
    let locale = visit.locale();
    let told = steps
        .iter()
        .map(|held| {
            let seal = held.seal.as_ref().map(|seal| format!(" · {}", words::with_seal(locale, seal)));
            let note = held.note.clone().map(|note| view! { <p>{note}</p> });
            view! {
                <li>
                    <p><strong>{words::held(locale, words::step_of(locale, held.step), &held.holder)}</strong> {seal}</p>
                    {note}
                    <p class="muted">{words::noted_by(locale, &held.by, visit.date_time(held.at))}</p>
                </li>
            }
        })
        .collect_view();
    let list = if steps.is_empty() {
        view! { <p>{words::custody_none(locale)}</p> }.into_any()
    } else {
        view! { <ol class="stack">{told}</ol> }.into_any()
    };
    view! {
        <section class="section stack" aria-labelledby="custody-title">
            <h2 id="custody-title">{words::custody(locale)}</h2>
            {list}
            {may.then(|| form(visit, sheet))}
        </section>
    }
    .into_any()
}

fn form(visit: &Visit, sheet: &Sheet) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let steps = Step::ALL.iter().map(|step| (step.to_string(), words::step_of(locale, *step).to_owned()));
    view! {
        <form class="form no-print" method="post" action=NoteCustody::url()>
            <Csrf visit/>
            <input type="hidden" name="sheet" value=sheet.id.to_string()/>
            <ErrorSummary rejected=&rejected locale/>
            <Select
                name="step" label=words::step(locale) prompt=words::step_prompt(locale) options=steps.collect()
                rejected=&rejected locale
            />
            <TextField name="holder" label=words::holder(locale) rejected=&rejected autocomplete="off" locale/>
            <TextField name="seal" label=words::seal(locale) rejected=&rejected autocomplete="off" locale/>
            <TextField name="note" label=words::note(locale) rejected=&rejected autocomplete="off" locale/>
            <div class="actions"><button class="btn" type="submit">{words::note_step(locale)}</button></div>
        </form>
    }
    .into_any()
}

/// Notes a step.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "custodia")]
pub async fn note_custody(
    #[server(default)] sheet: String,
    #[server(default)] step: String,
    #[server(default)] holder: String,
    #[server(default)] seal: String,
    #[server(default)] note: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("step", &*step), ("holder", &holder), ("seal", &seal), ("note", &note)];
    let posted = Posted::new(FORM, path::paper_sheet(&sheet), typed);
    let outcome = keep(&visit, &sheet, &step, [holder.trim(), seal.trim(), note.trim()]).await;
    answer(&visit, posted, outcome).await
}

async fn keep(visit: &Visit, id: &str, step: &str, [holder, seal, note]: [&str; 3]) -> Result<Done, Declined> {
    const LONGEST: usize = 300;
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::EnterPaper).await?;
    let sheet = ground.sheet(&mut tx, id).await?.ok_or_else(|| gone(visit))?;
    let mut errors = Vec::new();
    let step = step.parse::<Step>();
    if step.is_err() {
        errors.push(FieldMessage::new("step", words::choose_step(locale)));
    }
    if holder.is_empty() {
        errors.push(FieldMessage::new("holder", words::holder_wrong(locale)));
    }
    for (field, typed) in [("holder", holder), ("seal", seal), ("note", note)] {
        if typed.chars().count() > LONGEST {
            errors.push(FieldMessage::new(field, words::too_long(locale)));
        }
    }
    let step = match step {
        Ok(step) if errors.is_empty() => step,
        _ => return Err(Declined::Invalid(errors)),
    };
    let given = |typed| Some(typed).filter(|typed: &&str| !typed.is_empty());
    let new = NewHeld { step, holder, seal: given(seal), note: given(note) };
    paper::note(&mut tx, sheet.id, new, person, visit.now).await?;
    let object = words::sheet_number(visit.site.locale, sheet.number);
    let after = json!({ "step": step, "holder": holder, "seal": new.seal });
    record(visit, &mut tx, ("note_custody", &object), new.note, &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::paper_sheet(sheet.id), message: Some(words::noted(locale).to_owned()) })
}
