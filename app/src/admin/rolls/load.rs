//! Loading a file that is small enough for a form.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{id::RollImportId, permission::Action, roll::Reading, ruleset::Entries};
use store::{
    StoreError,
    roll::{self, NotLoaded, State},
};

use super::{Ground, expected, named, page_of, record, secret};
use crate::{
    admin::{allow, signed_in},
    components::{Csrf, ErrorSummary, FileOrText, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    text::rolls as words,
    visit::Visit,
};

const FORM: &str = "load-roll";

/// The form for a file, where none waits.
pub(super) fn section(visit: &Visit, ground: &Ground) -> Option<AnyView> {
    let locale = visit.locale();
    if !ground.manages || ground.of(&[State::Loaded, State::Loading]).is_some() {
        return None;
    }
    let rejected = visit.rejected(FORM);
    let columns = match ground.rule.entries {
        Entries::People => words::columns_people(locale),
        Entries::Accounts => words::columns_accounts(locale),
    };
    Some(
        view! {
            <section class="section" aria-labelledby="load-title">
                <h2 id="load-title">{words::load(locale)}</h2>
                <p>{words::load_lead(locale)}</p>
                <form class="form" method="post" enctype="multipart/form-data" action=LoadRoll::url()>
                    <Csrf visit/>
                    <input type="hidden" name="roll" value=ground.rule.id.to_string()/>
                    <ErrorSummary rejected=&rejected locale/>
                    <TextField
                        name="source" label=words::source(locale) hint=words::source_hint(locale) rejected=&rejected
                        autocomplete="off" locale
                    />
                    <FileOrText
                        name="text" label=words::text(locale) hint=columns rejected=&rejected accept=".csv,text/csv"
                        locale
                    />
                    <div class="actions">
                        <button class="btn" type="submit">{words::load_do(locale)}</button>
                    </div>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// Loads a file of a roll, to be approved by somebody else.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "cargar-padron")]
pub async fn load_roll(
    #[server(default)] roll: String,
    #[server(default)] source: String,
    #[server(default)] text: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    // The file does not come back: nothing keeps what stands in it.
    let posted = Posted::new(FORM, page_of(&roll), [("source", &source)]);
    let outcome = load(&visit, &roll, &source, &text).await;
    answer(&visit, posted, outcome).await
}

async fn load(visit: &Visit, id: &str, source: &str, file: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, rule) = named(visit, &mut tx, id).await?;
    allow(visit, &mut tx, &process, Action::ManageRolls).await?;
    let mut errors = Vec::new();
    let source = source.trim();
    if !(3..=120).contains(&source.chars().count()) {
        errors.push(FieldMessage::new("source", words::source_length(locale)));
    }
    if file.trim().is_empty() {
        errors.push(FieldMessage::new("text", words::empty(locale)));
    }
    if !errors.is_empty() {
        return Err(Declined::Invalid(errors));
    }
    let reading = Reading::new(expected(visit, &mut tx, &process, &rule).await?, secret(visit)?);
    let import: RollImportId = visit.fresh_id();
    let (of, by) = ((&rule.id, rule.entries), Some(viewer.person));
    match roll::load(&mut tx, import, of, (source, file.as_bytes()), reading, by, visit.now).await {
        Ok(_) => {}
        Err(NotLoaded::Header(faults)) => {
            let told = faults.iter().map(|fault| FieldMessage::new("text", words::header(locale, fault)));
            return Err(Declined::Invalid(told.collect()));
        }
        Err(NotLoaded::Store(StoreError::Conflict(_))) => {
            return Err(Declined::Refused(words::under_way(locale).to_owned()));
        }
        Err(NotLoaded::Store(error)) => return Err(error.into()),
    }
    let loaded = roll::find(&mut tx, import).await?.ok_or(StoreError::Conflict("the import"))?;
    record(visit, &mut tx, "load_roll", &loaded, None).await?;
    tx.commit().await?;
    Ok(Done { to: page_of(id), message: Some(words::was_loaded(locale).to_owned()) })
}
