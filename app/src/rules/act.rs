//! Transitory acts (actos transitorios): the only way in which the rules of a process change once it is under way, and
//! not between the opening of its voting and the publication of its count.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_query_map;
use serde_json::json;
use shared::{
    document::Path,
    permission::Action,
    ruleset::{RuleSet, Turn, compare},
};
use store::{
    StoreError, process,
    rules::{self, History, Hold, NewAct},
};

use super::{
    Entry, Standing, allow, changed, compare as comparison,
    draft::{self, Draft},
    problems, publish, record,
};
use crate::{
    admin::{enter, tabs},
    components::{Crumbs, Csrf, ErrorSummary, Heading, Notice, NoticeKind, TextArea, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// The form of an act: which draft says what the rules become, and why.
#[component]
pub fn NewActPage() -> impl IntoView {
    let asked = use_query_map().get_untracked().get("borrador");
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let standing = Standing::of(&mut tx).await?;
        let draft = match asked.as_deref().and_then(|id| id.parse().ok()) {
            Some(id) => draft::find(&mut tx, id).await?,
            None => None,
        };
        Ok(show(&visit, &standing, draft))
    })
}

fn show(visit: &Visit, standing: &Standing, draft: Option<Draft>) -> Page {
    let locale = visit.locale();
    let title = text::rules::new_act_title(locale);
    let in_force = standing.history.as_ref().and_then(|history| history.in_force());
    let history = standing.history.as_ref();
    let hold = history.and_then(|history| history.hold);
    let strays = history.is_some_and(History::strays);
    let notice = history.and_then(|history| notice(visit, history));
    let content = match in_force {
        None => view! { <p class="lead">{text::rules::no_process_rules(locale)}</p> }.into_any(),
        Some(_) if hold == Some(Hold::Count) || hold.is_some() && !strays => ().into_any(),
        Some((_, rules)) => view! {
            {choose(visit, standing, draft.as_ref())}
            {draft.map(|draft| form(visit, rules, &draft))}
        }
        .into_any(),
    };
    let steps = vec![(path::ADMIN_RULES.to_owned(), text::rules::admin_title(locale).to_owned())];
    let body = view! {
        {tabs(visit, path::ADMIN_RULES)}
        <Crumbs locale steps here=title/>
        <Heading title lead=text::rules::new_act_lead(locale)/>
        {notice}
        {content}
    };
    Page::new(title, body).width(Width::Wide)
}

/// What keeps the rules as they are, and what has to be put back.
fn notice(visit: &Visit, history: &History) -> Option<AnyView> {
    let locale = visit.locale();
    let held = history.hold.map(|hold| view! { <p>{held(visit, history, hold)}</p> });
    let (_, frozen) = history.frozen.unzip();
    let stray = frozen.filter(|_| history.strays()).map(|hash| {
        view! { <p>{text::rules::stray_act(locale)} " " <code>{hash.to_string()}</code></p> }
    });
    (held.is_some() || stray.is_some())
        .then(|| view! { <Notice kind=NoticeKind::Attention locale>{held}{stray}</Notice> }.into_any())
}

/// Why no act changes the rules now, and what to wait for.
fn held(visit: &Visit, history: &History, hold: Hold) -> String {
    let locale = visit.locale();
    match (hold, history.frozen) {
        (Hold::Vote, Some((at, _))) => text::rules::frozen_act(locale, visit.date_time(at)),
        _ => text::rules::waiting_act(locale).to_owned(),
    }
}

/// Which draft; without any there is a way to make one.
fn choose(visit: &Visit, standing: &Standing, chosen: Option<&Draft>) -> AnyView {
    let locale = visit.locale();
    let drafts = standing
        .drafts()
        .map(|version| {
            let selected = chosen.is_some_and(|draft| draft.version.id == version.id);
            let label = format!("{} · {}", version.title, visit.date_time(version.changed_at));
            view! { <option value=version.id.to_string() selected=selected>{label}</option> }
        })
        .collect_view();
    if standing.drafts().next().is_none() {
        return view! {
            <div class="empty">
                <p>{text::rules::no_draft_for_act(locale)}</p>
                <a class="btn btn--primary" href=path::ADMIN_RULES>{text::rules::begin_for_act(locale)}</a>
            </div>
        }
        .into_any();
    }
    view! {
        <form class="search" method="get" action=path::RULES_ACT>
            <div class="field">
                <label for="borrador">{text::rules::draft_for_act(locale)}</label>
                <select class="input" id="borrador" name="borrador">{drafts}</select>
            </div>
            <button class="btn" type="submit">{text::rules::see_changes(locale)}</button>
        </form>
    }
    .into_any()
}

fn form(visit: &Visit, in_force: &RuleSet, draft: &Draft) -> AnyView {
    let locale = visit.locale();
    let defects = draft.rules.defects();
    if !defects.is_empty() {
        let id = draft.version.id.to_string();
        return problems::list(locale, problems::of_defects(locale, &defects), Some(&id));
    }
    let changes = comparison::changes(locale, in_force, &draft.rules);
    if *in_force == draft.rules {
        return changes;
    }
    let rejected = visit.rejected("act");
    view! {
        {changes}
        <section class="section" aria-labelledby="act-title">
            <h2 id="act-title">{text::rules::act_form(locale)}</h2>
            <form class="form" method="post" action=AdoptAct::url()>
                <Csrf visit/>
                <input type="hidden" name="draft" value=draft.version.id.to_string()/>
                <input type="hidden" name="revision" value=draft.revision.to_string()/>
                <input type="hidden" name="over" value=in_force.hash().to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField
                    name="act" label=text::rules::act_title(locale) hint=text::rules::act_title_hint(locale)
                    rejected=&rejected autocomplete="off" locale
                />
                <TextField
                    name="act_date" label=text::rules::act_date(locale) kind="date" class="input--short"
                    rejected=&rejected value=visit.today().to_string() locale
                />
                <TextField
                    name="reference" label=text::rules::optional(locale, text::rules::reference(locale))
                    hint=text::rules::reference_hint(locale) rejected=&rejected autocomplete="off" locale
                />
                <TextArea
                    name="reason" label=text::rules::act_reason(locale) hint=text::rules::act_reason_hint(locale)
                    rejected=&rejected rows=4 locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::rules::adopt_act(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// The sections of the document that an act amends.
fn amended(old: &RuleSet, new: &RuleSet) -> Vec<Path> {
    let mut sections: Vec<Path> = compare(old, new)
        .iter()
        .filter_map(|change| match change.way.turns().first() {
            Some(Turn::Field(section)) => Some(Path::of(section)),
            _ => None,
        })
        .collect();
    sections.dedup();
    sections
}

/// Adopts an act that makes a draft the rules of the current process.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "acto-transitorio")]
pub async fn adopt_act(
    #[server(default)] draft: String,
    #[server(default)] revision: String,
    #[server(default)] over: String,
    #[server(default)] act: String,
    #[server(default)] act_date: String,
    #[server(default)] reference: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = match draft.parse::<shared::id::RuleSetId>() {
        Ok(id) => format!("{}?borrador={id}", path::RULES_ACT),
        Err(_) => path::RULES_ACT.to_owned(),
    };
    let values = [("act", &*act), ("act_date", &*act_date), ("reference", &*reference), ("reason", &*reason)];
    let posted = Posted::new("act", page, values);
    let outcome = adopt(&visit, [&draft, &revision, &over], [&act, &act_date, &reference], &reason).await;
    answer(&visit, posted, outcome).await
}

async fn adopt(visit: &Visit, [id, revision, over]: [&str; 3], act: [&str; 3], reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    allow(visit, &mut tx, Action::AdoptAct).await?;
    let process = process::current(&mut tx).await?;
    let refused = |said: &str| Declined::Refused(said.to_owned());
    let process = process.ok_or_else(|| refused(text::rules::no_process_rules(locale)))?;
    let draft = draft::of_form(visit, &mut tx, id, revision).await?;
    // Where the voting has opened, nobody has to have asked for the rules to be fixed.
    rules::freeze_due(&mut tx, visit.now).await?;
    let history = rules::history(&mut tx, process.id).await?;
    let (hash, in_force) = history
        .as_ref()
        .and_then(|history| history.in_force())
        .ok_or_else(|| refused(text::rules::no_process_rules(locale)))?;
    if hash.to_string() != over {
        return Err(refused(text::rules::rules_changed(locale)));
    }
    let barred = history.as_ref().and_then(|history| Some((history, history.bars(draft.rules.hash())?)));
    if let Some((history, hold)) = barred {
        return Err(Declined::Refused(held(visit, history, hold)));
    }
    let mut errors = Vec::new();
    let act = publish::read_act(locale, act, &mut errors);
    let reason = crate::admin::reason(reason, "reason", locale).map_err(|error| errors.push(error)).ok();
    if act.as_ref().is_some_and(|act| act.date > visit.today()) {
        errors.push(FieldMessage::new("act_date", text::rules::act_date_later(locale)));
    }
    let (Some(act), Some(reason)) = (act.filter(|_| errors.is_empty()), reason) else {
        return Err(Declined::Invalid(errors));
    };
    let amends = amended(in_force, &draft.rules);
    let sound = draft.rules.clone().check().map_err(|_| refused(text::rules::mend_first(locale)))?;
    if amends.is_empty() {
        return Err(refused(text::rules::nothing_changed(locale)));
    }
    let new = NewAct {
        title: &act.title,
        reference: act.reference.as_deref(),
        date: act.date,
        reason: &reason,
        amends: &amends,
        document: &sound,
        over: hash,
        by: visit.viewer.as_ref().map(|viewer| viewer.person),
    };
    rules::adopt_act(&mut tx, process.id, &new, visit.now).await.map_err(|error| match error {
        StoreError::Conflict(_) => refused(text::rules::rules_changed(locale)),
        StoreError::NotDecided { contest } => Declined::Refused(text::rules::not_decided(locale, contest)),
        error => Declined::Store(error),
    })?;
    let (before, mut after) = changed(in_force, &draft.rules);
    if let Some(fields) = after.as_object_mut() {
        fields.insert("act".to_owned(), json!(act.title));
        fields.insert("hash".to_owned(), json!(sound.rules().hash().to_string()));
    }
    let object = process.name.as_str();
    let entry = Entry { act: "adopt_act", object, reason: Some(&reason), before: Some(&before), after: Some(&after) };
    record(visit, &mut tx, entry).await?;
    // What the draft said is in force now.
    rules::discard(&mut tx, draft.version.id, draft.revision).await.map_err(|error| draft::conflict(visit, error))?;
    tx.commit().await?;
    Ok(Done { to: format!("{}#actos", path::RULES), message: Some(text::rules::act_adopted(locale).to_owned()) })
}
