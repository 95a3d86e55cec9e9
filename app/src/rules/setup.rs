//! The guided set-up: from a draft to published rules, step by step, with a preview of what people will read.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::Value;
use shared::{
    document::{self, Format, Path, Step as PathStep},
    locale::Locale,
    ruleset::RuleSet,
};
use store::rules;

use super::{
    draft::{self, Draft},
    problems, publish, reading,
    setting::{Kind, Setting, Topic, Typed, apply},
    settings::{Group, groups},
    versions::unread,
};
use crate::{
    admin::{enter, tabs},
    components::{Csrf, ErrorSummary, Heading, Icon, Notice, NoticeKind, TextArea},
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    page::{Fault, Page, Width, page},
    path,
    rehearsal::preview,
    text,
    visit::Visit,
};

/// The steps, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Who takes part.
    Who,
    /// Phases and their dates.
    Phases,
    /// Money and formula.
    Money,
    /// Ballots and winners.
    Vote,
    /// Bodies.
    Bodies,
    /// Everything else, as a file.
    File,
    /// The whole, and its publication.
    Publish,
}

impl StepKind {
    /// Every step, in order.
    pub const ALL: [Self; 7] =
        [Self::Who, Self::Phases, Self::Money, Self::Vote, Self::Bodies, Self::File, Self::Publish];

    /// Its name in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Who => "participantes",
            Self::Phases => "fases",
            Self::Money => "dinero",
            Self::Vote => "votacion",
            Self::Bodies => "instancias",
            Self::File => "archivo",
            Self::Publish => "publicar",
        }
    }

    fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// The step in which the part of a document at this place can be changed.
    pub fn of(path: &Path) -> Self {
        let Some(PathStep::Field(section)) = path.steps().first() else { return Self::File };
        match section.as_str() {
            "title" | "summary" | "eligibility" => Self::Who,
            "phases" => Self::Phases,
            "pools" => Self::Money,
            "contests" => Self::Vote,
            "bodies" => Self::Bodies,
            _ => Self::File,
        }
    }

    fn next(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|step| *step == self)?;
        Self::ALL.get(at + 1).copied()
    }

    const fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::Who => text::rules::step_who(locale),
            Self::Phases => text::rules::step_phases(locale),
            Self::Money => text::rules::step_money(locale),
            Self::Vote => text::rules::step_vote(locale),
            Self::Bodies => text::rules::step_bodies(locale),
            Self::File => text::rules::step_file(locale),
            Self::Publish => text::rules::step_publish(locale),
        }
    }

    const fn lead(self, locale: Locale) -> &'static str {
        match self {
            Self::Who => text::rules::lead_who(locale),
            Self::Phases => text::rules::lead_phases(locale),
            Self::Money => text::rules::lead_money(locale),
            Self::Vote => text::rules::lead_vote(locale),
            Self::Bodies => text::rules::lead_bodies(locale),
            Self::File => text::rules::lead_file(locale),
            Self::Publish => text::rules::lead_publish(locale),
        }
    }

    /// The sections of the rules that a citizen reads on what this step decides.
    const fn sections(self) -> &'static [&'static str] {
        match self {
            Self::Who => &["eligibility"],
            Self::Phases => &["phases"],
            Self::Money => &["pools"],
            Self::Vote => &["contests", "sheets"],
            Self::Bodies => &["bodies"],
            Self::File | Self::Publish => &[],
        }
    }
}

/// What is recommended on a topic, and why.
const fn advice(locale: Locale, topic: Topic) -> &'static str {
    match topic {
        Topic::Age => text::rules::advice_age(locale),
        Topic::Ties => text::rules::advice_ties(locale),
        Topic::Identity => text::rules::advice_identity(locale),
        Topic::VotingDays => text::rules::advice_voting(locale),
        Topic::Pool => text::rules::advice_pool(locale),
        Topic::Weights => text::rules::advice_weights(locale),
        Topic::Floor => text::rules::advice_floor(locale),
        Topic::Cap => text::rules::advice_cap(locale),
        Topic::Ballot => text::rules::advice_ballot(locale),
        Topic::Limit => text::rules::advice_limit(locale),
        Topic::Tie => text::rules::advice_tie(locale),
        Topic::Votes => text::rules::advice_votes(locale),
        Topic::Turnout => text::rules::advice_turnout(locale),
        Topic::Quorum => text::rules::advice_quorum(locale),
        Topic::Majority => text::rules::advice_majority(locale),
    }
}

/// A draft's address leads to its first step.
#[component]
pub fn Begin() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("draft");
    page(async move |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let draft = draft::of_address(&mut tx, asked).await?;
        Err(Fault::Elsewhere(path::draft_step(draft.version.id, StepKind::Who.slug())))
    })
}

/// One step of the set-up.
#[component]
pub fn Step() -> impl IntoView {
    let asked = use_params_map().get_untracked();
    page(async move |visit| {
        enter(&visit)?;
        let step = asked.get("step").and_then(|step| StepKind::of_slug(&step)).ok_or(Fault::NotFound)?;
        let mut tx = visit.enter().await?;
        let draft = draft::of_address(&mut tx, asked.get("draft")).await?;
        let process = store::process::current(&mut tx).await?;
        let follows = match &process {
            Some(process) => rules::in_force(&mut tx, process.id).await?.is_some(),
            None => false,
        };
        drop(tx);
        let others = others(&visit).await?;
        let locale = visit.locale();
        let title = step.title(locale);
        let content = match step {
            StepKind::File => file(&visit, &draft),
            StepKind::Publish => {
                let process = process.as_ref().map(|process| (process, publish::can_pin(&visit, process, follows)));
                publish::show(&visit, &draft, process)
            }
            step => form(&visit, &draft, step, &others),
        };
        let body = view! {
            {tabs(&visit, path::ADMIN_RULES)}
            <Heading over=draft.version.title.as_str() title lead=step.lead(locale)/>
            {steps(&visit, &draft, step)}
            {defects(&visit, &draft)}
            {content}
        };
        let page = Page::new(title, body).width(Width::Wide);
        Ok(if step == StepKind::Vote { page.with_islands() } else { page })
    })
}

fn steps(visit: &Visit, draft: &Draft, here: StepKind) -> AnyView {
    let locale = visit.locale();
    let links = (1..)
        .zip(StepKind::ALL)
        .map(|(number, step)| {
            let href = path::draft_step(draft.version.id, step.slug());
            let label = text::rules::numbered_step(locale, number, step.title(locale));
            view! { <li><a href=href aria-current=(step == here).then_some("step")>{label}</a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=text::rules::steps(locale)><ul>{links}</ul></nav> }.into_any()
}

/// Everything that keeps the whole document from being published, with links to where it can be mended.
fn defects(visit: &Visit, draft: &Draft) -> AnyView {
    let locale = visit.locale();
    let found = draft.rules.defects();
    if found.is_empty() {
        let kind = NoticeKind::Done;
        return view! { <Notice kind locale><p>{text::rules::no_problems(locale)}</p></Notice> }.into_any();
    }
    problems::list(locale, problems::of_defects(locale, &found), Some(&draft.version.id.to_string()))
}

/// The rules of others: presets, and what other sites published.
async fn others(visit: &Visit) -> store::Result<Vec<(String, RuleSet)>> {
    let mut observing = visit.database.observe().await?;
    let mut found = Vec::new();
    for shared in rules::shared(&mut observing).await?.into_iter().filter(|shared| shared.tenant != visit.site.tenant) {
        if let Some(document) = rules::shared_document(&mut observing, shared.tenant, shared.id).await? {
            found.push((shared.tenant_name, document));
        }
    }
    let presets = rules::presets().iter().map(|preset| (preset.document.title.to_string(), preset.document.clone()));
    found.extend(presets);
    Ok(found)
}

/// What others chose on each topic of a step.
fn chosen_by_others(
    locale: Locale,
    step: StepKind,
    others: &[(String, RuleSet)],
) -> BTreeMap<Topic, Vec<(String, String)>> {
    let mut found: BTreeMap<Topic, Vec<(String, String)>> = BTreeMap::new();
    for (name, rules) in others {
        let document = serde_json::to_value(rules).unwrap_or_default();
        let mut said: BTreeMap<Topic, Vec<String>> = BTreeMap::new();
        for setting in groups(locale, rules, step).into_iter().flat_map(|group| group.settings) {
            let (Some(topic), Some(value)) = (setting.topic, setting.said(&document, locale)) else { continue };
            let value =
                if topic == Topic::Weights { text::reading::labelled(locale, &setting.label, value) } else { value };
            let values = said.entry(topic).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        for (topic, values) in said {
            found.entry(topic).or_default().push((name.clone(), values.join(" · ")));
        }
    }
    found
}

fn form(visit: &Visit, draft: &Draft, step: StepKind, others: &[(String, RuleSet)]) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("step");
    let document = serde_json::to_value(&draft.rules).unwrap_or_default();
    let chosen = chosen_by_others(locale, step, others);
    let mut explained = Vec::new();
    let groups: Vec<_> = groups(locale, &draft.rules, step)
        .into_iter()
        .map(|Group { title, settings }| {
            let fields = settings
                .iter()
                .map(|setting| {
                    let help = setting.topic.filter(|topic| !explained.contains(topic)).map(|topic| {
                        explained.push(topic);
                        help(locale, topic, chosen.get(&topic))
                    });
                    view! { {field(locale, setting, &document, &rejected)} {help} }
                })
                .collect_view();
            view! { <fieldset class="choices"><legend>{title}</legend>{fields}</fieldset> }
        })
        .collect();
    let sections: Vec<_> = reading::sections(locale, &draft.rules)
        .into_iter()
        .filter(|section| step.sections().contains(&section.id))
        .collect();
    let ballots = (step == StepKind::Vote).then(|| {
        let href = path::rehearsal(draft.version.id);
        view! {
            {preview(locale, &draft.rules)}
            <p><a class="btn" href=href><Icon name="play"/>{text::rehearsal::to_rehearse(locale)}</a></p>
        }
    });
    view! {
        <div class="split">
            <form class="form" method="post" action=SaveStep::url()>
                <Csrf visit/>
                <input type="hidden" name="draft" value=draft.version.id.to_string()/>
                <input type="hidden" name="revision" value=draft.revision.to_string()/>
                <input type="hidden" name="step" value=step.slug()/>
                <ErrorSummary rejected=&rejected locale/>
                {groups}
                <div class="actions">
                    <button class="btn btn--primary" type="submit" name="go" value="next">
                        {text::rules::save_and_go(locale)}
                    </button>
                    <button class="btn" type="submit" name="go" value="stay">{text::rules::save_and_look(locale)}</button>
                </div>
            </form>
            <aside class="preview" aria-labelledby="preview-title" tabindex="0">
                <h2 id="preview-title">{text::rules::preview(locale)}</h2>
                <p class="muted">{text::rules::preview_detail(locale)}</p>
                {reading::show(locale, &draft.rules, sections, 3)}
                {ballots}
            </aside>
        </div>
    }
    .into_any()
}

fn help(locale: Locale, topic: Topic, others: Option<&Vec<(String, String)>>) -> AnyView {
    let others = others.map(|others| {
        let rows = others
            .iter()
            .map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> })
            .collect_view();
        view! {
            <details class="more">
                <summary>{text::rules::what_others_chose(locale)}</summary>
                <div><dl class="facts">{rows}</dl></div>
            </details>
        }
    });
    view! { <p class="field__hint">{advice(locale, topic)}</p> {others} }.into_any()
}

/// The field of a setting: as it was typed, or as it stands in the draft.
fn field(locale: Locale, setting: &Setting, document: &Value, rejected: &Rejected) -> AnyView {
    let place = setting.place.clone();
    let came_back = !rejected.errors.is_empty();
    let error = rejected.error(&place);
    let error_id = format!("{place}-error");
    let described = error.is_some().then(|| error_id.clone());
    let invalid = error.is_some().then_some("true");
    let error = error.map(|error| {
        view! { <p class="field__error" id=error_id><Icon name="error"/>{text::common::field_error(locale, error)}</p> }
    });
    let value = if came_back { rejected.value(&place) } else { setting.initial(document, locale) };
    let label = if setting.optional { text::rules::optional(locale, &setting.label) } else { setting.label.clone() };
    let name = format!("values[{place}]");
    let input = |kind: &'static str, class: &'static str, mode: Option<&'static str>| {
        view! {
            <input class=format!("input {class}") type=kind id=place.clone() name=name.clone() value=value.clone()
                inputmode=mode autocomplete="off" aria-describedby=described.clone() aria-invalid=invalid/>
        }
        .into_any()
    };
    let select = |options: Vec<(String, String)>, empty: bool| {
        let empty = empty.then(|| view! { <option value="">{text::rules::none_of_it(locale)}</option> });
        let options = options
            .into_iter()
            .map(|(word, label)| {
                let selected = word == value;
                view! { <option value=word selected=selected>{label}</option> }
            })
            .collect_view();
        view! {
            <select class="input" id=place.clone() name=name.clone() aria-describedby=described.clone() aria-invalid=invalid>
                {empty}
                {options}
            </select>
        }
        .into_any()
    };
    let control = match &setting.kind {
        Kind::Integer => input("text", "input--short", Some("numeric")),
        Kind::Percent => input("text", "input--short", Some("decimal")),
        Kind::Money(_) => input("text", "input--money", Some("decimal")),
        Kind::DayOfYear => input("date", "input--short", None),
        Kind::Line => input("text", "", None),
        Kind::Lines => {
            let inert = crate::components::inert(&value);
            view! {
                <textarea class="input" rows="3" id=place.clone() name=name.clone() aria-describedby=described.clone()
                    aria-invalid=invalid>{inert}</textarea>
            }
            .into_any()
        }
        Kind::Choice(options) => select(options.clone(), setting.optional),
        Kind::Shape(shapes) => {
            select(shapes.iter().map(|(word, label, _)| (word.clone(), label.clone())).collect(), false)
        }
        Kind::Yes => return yes(&place, &name, label, value == "true"),
        Kind::Boxes(options) => return boxes(setting, options, document, rejected, error.into_any()),
        Kind::Order(options) => return order(locale, setting, options, document, rejected, error.into_any()),
    };
    view! {
        <div class="field">
            <label for=place.clone()>{label}</label>
            {error}
            {control}
        </div>
    }
    .into_any()
}

fn yes(place: &str, name: &str, label: String, ticked: bool) -> AnyView {
    view! {
        <label class="choice">
            <input type="checkbox" id=place.to_owned() name=name.to_owned() value="true" checked=ticked/>
            <span class="choice__text">{label}</span>
        </label>
    }
    .into_any()
}

fn boxes(
    setting: &Setting,
    options: &[(String, String)],
    document: &Value,
    rejected: &Rejected,
    error: AnyView,
) -> AnyView {
    let came_back = !rejected.errors.is_empty();
    let words = setting.words(document);
    let boxes = options
        .iter()
        .map(|(word, label)| {
            let key = format!("{}.{word}", setting.place);
            let ticked = if came_back { rejected.values.contains_key(&key) } else { words.contains(word) };
            yes(&key, &format!("values[{key}]"), label.clone(), ticked)
        })
        .collect_view();
    view! {
        <fieldset class="choices" id=setting.place.clone()>
            <legend>{setting.label.clone()}</legend>
            {error}
            {boxes}
        </fieldset>
    }
    .into_any()
}

fn order(
    locale: Locale,
    setting: &Setting,
    options: &[(String, String)],
    document: &Value,
    rejected: &Rejected,
    error: AnyView,
) -> AnyView {
    let came_back = !rejected.errors.is_empty();
    let words = setting.words(document);
    let selects = (0..options.len())
        .map(|at| {
            let key = format!("{}.{at}", setting.place);
            let chosen = if came_back { rejected.value(&key) } else { words.get(at).cloned().unwrap_or_default() };
            let options = options
                .iter()
                .map(|(word, label)| {
                    let selected = *word == chosen;
                    view! { <option value=word.clone() selected=selected>{label.clone()}</option> }
                })
                .collect_view();
            view! {
                <div class="field">
                    <label for=key.clone()>{text::rules::tie_place(locale, at + 1)}</label>
                    <select class="input" id=key.clone() name=format!("values[{key}]")>
                        <option value="">{text::rules::none_of_it(locale)}</option>
                        {options}
                    </select>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices" id=setting.place.clone()>
            <legend>{setting.label.clone()}</legend>
            {error}
            {selects}
        </fieldset>
    }
    .into_any()
}

/// The whole document as text: what the forms do not show is changed here.
fn file(visit: &Visit, draft: &Draft) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("file");
    let written = document::write(&draft.rules, Format::Toml);
    let id = draft.version.id;
    view! {
        <ul class="downloads">
            <li><a class="btn" href=path::draft_file(id, "toml") download><Icon name="download"/>{text::rules::as_toml(locale)}</a></li>
            <li><a class="btn" href=path::draft_file(id, "json") download><Icon name="download"/>{text::rules::as_json(locale)}</a></li>
            <li><a class="btn" href=path::RULES_SCHEMA><Icon name="download"/>{text::rules::schema(locale)}</a></li>
        </ul>
        {unread(visit, &rejected)}
        <form class="form" method="post" action=SaveFile::url()>
            <Csrf visit/>
            <input type="hidden" name="draft" value=id.to_string()/>
            <input type="hidden" name="revision" value=draft.revision.to_string()/>
            <TextArea
                name="document" label=text::rules::document(locale) hint=text::rules::document_hint(locale)
                rejected=&rejected value=written rows=24 locale
            />
            <div class="actions"><button class="btn btn--primary" type="submit">{text::rules::save_file(locale)}</button></div>
        </form>
    }
    .into_any()
}

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
