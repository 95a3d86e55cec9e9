//! The last step of the set-up: the whole as people will read it, and the act that publishes it.

use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    document::Key,
    locale::Locale,
    permission::Action,
    ruleset::{Hint, RuleSet},
};
use store::{
    StoreError,
    process::{self, Process},
    rules::{self, Adoption, NotPublished},
};

use super::{
    Entry, allow,
    draft::{self, Draft},
    reading, record,
    setup::StepKind,
};
use crate::{
    components::{Csrf, ErrorSummary, Notice, NoticeKind, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path, text,
    visit::Visit,
};

/// Characters of the title and the reference of an act, after trimming.
const TITLE: std::ops::RangeInclusive<usize> = 5..=300;

/// The preview and the forms that publish a draft or throw it away.
pub fn show(visit: &Visit, draft: &Draft, process: Option<(&Process, bool)>) -> AnyView {
    let locale = visit.locale();
    let sound = draft.rules.defects().is_empty();
    let form = if sound {
        publish_form(visit, draft, process)
    } else {
        view! { <p class="lead">{text::rules::mend_first(locale)}</p> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="publish-title">
            <h2 id="publish-title">{text::rules::publish_title(locale)}</h2>
            {hints(locale, &draft.rules)}
            {form}
        </section>
        <section class="section" aria-labelledby="preview-title">
            <h2 id="preview-title">{text::rules::preview(locale)}</h2>
            {reading::show(locale, &draft.rules, reading::sections(locale, &draft.rules), 3)}
        </section>
        <section class="section" aria-labelledby="discard-title">
            <h2 id="discard-title">{text::rules::discard_title(locale)}</h2>
            <p>{text::rules::discard_detail(locale)}</p>
            <form method="post" action=DiscardDraft::url()>
                <Csrf visit/>
                <input type="hidden" name="draft" value=draft.version.id.to_string()/>
                <input type="hidden" name="revision" value=draft.revision.to_string()/>
                <button class="btn btn--danger" type="submit">{text::rules::discard(locale)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// What has to be seen to before people vote by the rules: it keeps nobody from publishing them.
fn hints(locale: Locale, rules: &RuleSet) -> Option<AnyView> {
    let hints = rules.hints();
    if hints.is_empty() {
        return None;
    }
    let name = |id: &Key| {
        let contest = rules.contests.iter().find(|contest| contest.id == *id);
        contest.map_or_else(|| id.to_string(), |contest| contest.name.to_string())
    };
    let said = hints
        .iter()
        .map(|hint| {
            let Hint::DocumentNeeded { contest } = hint;
            view! { <p>{text::rules::hint_document(locale, name(contest))}</p> }
        })
        .collect_view();
    Some(
        view! {
            <Notice kind=NoticeKind::Attention locale>
                <p><strong>{text::rules::hints(locale)}</strong></p>
                {said}
            </Notice>
        }
        .into_any(),
    )
}

/// Whether a process can follow another version: it follows none yet, or none of its phases has opened.
pub fn can_pin(visit: &Visit, process: &Process, follows: bool) -> bool {
    !follows || process.dates.dates().iter().all(|dates| dates.window.opens() > visit.now)
}

fn publish_form(visit: &Visit, draft: &Draft, process: Option<(&Process, bool)>) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("publish");
    let today = visit.today().to_string();
    let pin = process.map(|(process, can_pin)| {
        if can_pin {
            view! {
                <label class="choice">
                    <input type="checkbox" name="pin" value="true" checked=true/>
                    <span class="choice__text">{text::rules::pin(locale, &process.name)}</span>
                </label>
            }
            .into_any()
        } else {
            view! {
                <p class="field__hint">
                    {text::rules::cannot_pin(locale, &process.name)} " "
                    <a href=path::RULES_ACT>{text::rules::to_act(locale)}</a>
                </p>
            }
            .into_any()
        }
    });
    view! {
        <p>{text::rules::publish_detail(locale)}</p>
        <form class="form" method="post" action=PublishRules::url()>
            <Csrf visit/>
            <input type="hidden" name="draft" value=draft.version.id.to_string()/>
            <input type="hidden" name="revision" value=draft.revision.to_string()/>
            <ErrorSummary rejected=&rejected locale/>
            <TextField
                name="act" label=text::rules::act_title(locale) hint=text::rules::act_title_hint(locale)
                rejected=&rejected autocomplete="off" locale
            />
            <div class="field-row">
                <TextField
                    name="act_date" label=text::rules::act_date(locale) kind="date" class="input--short"
                    rejected=&rejected value=today.clone() locale
                />
                <TextField
                    name="effective" label=text::rules::effective_from(locale) kind="date" class="input--short"
                    rejected=&rejected value=today locale
                />
            </div>
            <TextField
                name="reference" label=text::rules::optional(locale, text::rules::reference(locale))
                hint=text::rules::reference_hint(locale) rejected=&rejected autocomplete="off" locale
            />
            {pin}
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::rules::publish(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// An act as it was typed.
pub struct TypedAct {
    /// As it is cited.
    pub title: String,
    /// Its date.
    pub date: NaiveDate,
    /// Where it can be read.
    pub reference: Option<String>,
}

/// Reads the title, the date and the reference of an act; what is wrong goes to `errors`.
pub fn read_act(
    locale: Locale,
    [title, date, reference]: [&str; 3],
    errors: &mut Vec<FieldMessage>,
) -> Option<TypedAct> {
    let title = title.trim();
    if !TITLE.contains(&title.chars().count()) {
        errors.push(FieldMessage::new("act", text::rules::act_title_wrong(locale, TITLE.start(), TITLE.end())));
    }
    let date = read_day(locale, date, "act_date", errors);
    let reference = reference.trim();
    if reference.chars().count() > *TITLE.end() {
        errors.push(FieldMessage::new("reference", text::rules::reference_long(locale, TITLE.end())));
    }
    let reference = (!reference.is_empty()).then(|| reference.to_owned());
    date.filter(|_| errors.is_empty()).map(|date| TypedAct { title: title.to_owned(), date, reference })
}

fn read_day(locale: Locale, typed: &str, field: &str, errors: &mut Vec<FieldMessage>) -> Option<NaiveDate> {
    let day = typed.trim().parse().ok();
    if day.is_none() {
        errors.push(FieldMessage::new(field, text::rules::day_wrong(locale)));
    }
    day
}

/// Publishes a draft by an act.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "publicar-reglas")]
pub async fn publish_rules(
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] act: String,
    #[server(default)] act_date: String,
    #[server(default)] effective: String,
    #[server(default)] reference: String,
    #[server(default)] pin: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = match draft.parse::<shared::id::RuleSetId>() {
        Ok(id) => path::draft_step(id, StepKind::Publish.slug()),
        Err(_) => path::ADMIN_RULES.to_owned(),
    };
    let values = [
        ("act", &*act),
        ("act_date", &*act_date),
        ("effective", &*effective),
        ("reference", &*reference),
        ("pin", &*pin),
    ];
    let posted = Posted::new("publish", page, values);
    let typed = [&*act, &*act_date, &*reference];
    let outcome = publish(&visit, [&draft, &revision], typed, &effective, pin == "true").await;
    answer(&visit, posted, outcome).await
}

async fn publish(
    visit: &Visit,
    [id, revision]: [&str; 2],
    act: [&str; 3],
    effective: &str,
    pin: bool,
) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    allow(visit, &mut tx, Action::AdoptAct).await?;
    let process = process::current(&mut tx).await?;
    let draft = draft::of_form(visit, &mut tx, id, revision).await?;
    let mut errors = Vec::new();
    let effective = read_day(locale, effective, "effective", &mut errors);
    let act = read_act(locale, act, &mut errors);
    let pin = process.as_ref().filter(|_| pin);
    if let (Some(_), Some(effective)) = (pin, effective)
        && effective > visit.today()
    {
        errors.push(FieldMessage::new("effective", text::rules::effective_later(locale)));
    }
    let (Some(effective), Some(act)) = (effective.filter(|_| errors.is_empty()), act) else {
        return Err(Declined::Invalid(errors));
    };
    let sound =
        draft.rules.clone().check().map_err(|_| Declined::Refused(text::rules::mend_first(locale).to_owned()))?;
    let adoption =
        Adoption { act: &act.title, date: act.date, reference: act.reference.as_deref(), effective_from: effective };
    let by = visit.viewer.as_ref().map(|viewer| viewer.person);
    let version =
        rules::publish(&mut tx, draft.version.id, draft.revision, &adoption, by, visit.now).await.map_err(|error| {
            match error {
                NotPublished::Unsound(_) => Declined::Refused(text::rules::mend_first(locale).to_owned()),
                NotPublished::Store(error) => draft::conflict(visit, error),
            }
        })?;
    let number = version.publication().map_or(0, |publication| publication.number);
    let before = json!({ "state": "draft", "revision": draft.revision });
    let after = json!({
        "state": "published",
        "version": number,
        "hash": sound.rules().hash().to_string(),
        "effective_from": effective,
        "act": act.title,
        "act_date": act.date,
        "act_reference": act.reference,
    });
    let object = version.title.as_str();
    let entry =
        Entry { act: "publish_rules", object, reason: Some(&act.title), before: Some(&before), after: Some(&after) };
    record(visit, &mut tx, entry).await?;
    if let Some(process) = pin {
        let followed = rules::history(&mut tx, process.id).await?.map(|history| history.pinned);
        rules::pin(&mut tx, process.id, version.id, visit.today(), visit.now).await.map_err(|error| match error {
            StoreError::Conflict(_) => Declined::Refused(text::rules::cannot_pin(locale, &process.name)),
            StoreError::NotDecided { contest } => Declined::Refused(text::rules::not_decided(locale, contest)),
            error => Declined::Store(error),
        })?;
        let hash = followed.as_ref().and_then(|version| version.publication()).map(|found| found.hash.to_string());
        let before = json!({ "follows": hash });
        let after = json!({ "follows": sound.rules().hash().to_string() });
        let entry = Entry {
            act: "pin_rules",
            object: &process.name,
            reason: Some(&act.title),
            before: Some(&before),
            after: Some(&after),
        };
        record(visit, &mut tx, entry).await?;
    }
    tx.commit().await?;
    Ok(Done { to: path::rules(version.id), message: Some(text::rules::published(locale, number)) })
}

/// Throws a draft away.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "descartar-reglas")]
pub async fn discard_draft(
    #[server(default)] draft: String,
    #[server(default)] revision: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("discard", path::ADMIN_RULES, [("draft", &*draft)]);
    let outcome = draft::discard(&visit, &draft, &revision).await;
    answer(&visit, posted, outcome).await
}
