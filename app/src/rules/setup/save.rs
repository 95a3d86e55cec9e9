//! Saving what the set-up changes in a draft.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::StepKind;
use crate::{
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    rules::{
        draft, problems,
        setting::{Typed, apply},
        settings::groups,
    },
    text,
    visit::Visit,
};

/// Saves what a step changes.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "paso-de-reglas")]
pub async fn save_step(
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] step: String,
    #[server(default)] go: String,
    #[server(default)] values: BTreeMap<String, String>,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let step = StepKind::of_slug(&step).unwrap_or(StepKind::Who);
    let page = page_of(&draft, step);
    let outcome = save_typed(&visit, &draft, &revision, step, &go, &values).await;
    answer(&visit, Posted { form: "step", page, values }, outcome).await
}

/// The page of a step, as long as what names the draft is an id.
fn page_of(draft: &str, step: StepKind) -> String {
    match draft.parse::<shared::id::RuleSetId>() {
        Ok(draft) => path::draft_step(draft, step.slug()),
        Err(_) => path::ADMIN_RULES.to_owned(),
    }
}

async fn save_typed(
    visit: &Visit,
    id: &str,
    revision: &str,
    step: StepKind,
    go: &str,
    values: &Typed,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let draft = draft::of_form(visit, &mut tx, id, revision).await?;
    let settings: Vec<_> = groups(locale, &draft.rules, step).into_iter().flat_map(|group| group.settings).collect();
    let rules = apply(&draft.rules, &settings, values, locale).map_err(Declined::Invalid)?;
    let reshaped = settings.iter().any(|setting| setting.reshaped(&draft.rules, values));
    draft::save(visit, tx, &draft, &rules).await?;
    // Another shape has fields of its own: they are shown before going on.
    let next = step.next().filter(|_| go != "stay" && !reshaped).unwrap_or(step);
    Ok(Done {
        to: path::draft_step(draft.version.id, next.slug()),
        message: Some(text::rules::step_saved(locale).to_owned()),
    })
}

/// Replaces the whole document of a draft.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "archivo-de-reglas")]
pub async fn save_file(
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] document: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("file", page_of(&draft, StepKind::File), [("document", &*document)]);
    let outcome = replace(&visit, &draft, &revision, &document).await;
    answer(&visit, posted, outcome).await
}

async fn replace(visit: &Visit, id: &str, revision: &str, document: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let draft = draft::of_form(visit, &mut tx, id, revision).await?;
    let rules = problems::of_text(locale, document)
        .map_err(|_| Declined::Invalid(vec![FieldMessage::new("document", text::rules::unread(locale))]))?;
    draft::save(visit, tx, &draft, &rules).await?;
    Ok(Done {
        to: path::draft_step(draft.version.id, StepKind::Publish.slug()),
        message: Some(text::rules::step_saved(locale).to_owned()),
    })
}
