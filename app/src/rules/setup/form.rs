//! The form of a step, with the preview beside it, and the whole document as text.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::Value;
use shared::{
    document::{self, Format},
    locale::Locale,
    ruleset::RuleSet,
};

use super::{
    StepKind, others,
    save::{SaveFile, SaveStep},
};
use crate::{
    components::{Csrf, ErrorSummary, FieldError, FileOrText, Icon, described_by, inert},
    forms::Rejected,
    path,
    rehearsal::preview,
    rules::{
        draft::Draft,
        reading,
        setting::{Kind, Setting},
        settings::{Group, groups},
        versions::unread,
    },
    text,
    visit::Visit,
};

/// The fields of a step.
pub fn form(visit: &Visit, draft: &Draft, step: StepKind, others: &[(String, RuleSet)]) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("step");
    let document = serde_json::to_value(&draft.rules).unwrap_or_default();
    let chosen = others::chosen(locale, step, others);
    let mut explained = Vec::new();
    let groups: Vec<_> = groups(locale, &draft.rules, step)
        .into_iter()
        .map(|Group { title, settings }| {
            let fields = settings
                .iter()
                .map(|setting| {
                    let help = setting.topic.filter(|topic| !explained.contains(topic)).map(|topic| {
                        explained.push(topic);
                        others::help(locale, topic, chosen.get(&topic))
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

/// The field of a setting: as it was typed, or as it stands in the draft.
fn field(locale: Locale, setting: &Setting, document: &Value, rejected: &Rejected) -> AnyView {
    let place = setting.place.clone();
    let came_back = !rejected.errors.is_empty();
    let described = described_by(&place, false, rejected);
    let invalid = rejected.error(&place).is_some().then_some("true");
    let error = view! { <FieldError name=&place rejected locale/> };
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
            let typed = inert(&value);
            view! {
                <textarea class="input" rows="3" id=place.clone() name=name.clone() aria-describedby=described.clone()
                    aria-invalid=invalid>{typed}</textarea>
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
pub fn file(visit: &Visit, draft: &Draft) -> AnyView {
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
        <form class="form" method="post" enctype="multipart/form-data" action=SaveFile::url()>
            <Csrf visit/>
            <input type="hidden" name="draft" value=id.to_string()/>
            <input type="hidden" name="revision" value=draft.revision.to_string()/>
            <FileOrText
                name="document" label=text::rules::document(locale) hint=text::rules::document_hint(locale)
                rejected=&rejected value=written rows=24 accept=".toml,.json" locale
            />
            <div class="actions"><button class="btn btn--primary" type="submit">{text::rules::save_file(locale)}</button></div>
        </form>
    }
    .into_any()
}
