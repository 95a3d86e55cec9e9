//! Fields of forms: label, hint, error and what was typed, tied together for eyes and ears.

use leptos::prelude::*;
use shared::locale::Locale;

use super::Icon;
use crate::{forms::Rejected, text, visit::Visit};

/// The secret that ties a form to its session.
#[component]
pub fn Csrf<'a>(
    /// The visit being answered.
    visit: &'a Visit,
) -> impl IntoView + use<> {
    view! { <input type="hidden" name="csrf" value=visit.csrf()/> }
}

/// Everything that is wrong with a form, with a link to each field.
#[component]
pub fn ErrorSummary<'a>(
    /// The form that came back.
    rejected: &'a Rejected,
    /// The language.
    locale: Locale,
) -> impl IntoView + use<> {
    let count = rejected.errors.len();
    let title = if count == 1 {
        text::common::errors_to_mend_one(locale).to_owned()
    } else {
        text::common::errors_to_mend(locale, count)
    };
    let errors = rejected
        .errors
        .iter()
        .map(|error| {
            let message = error.message.clone();
            if error.field.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", error.field)>{message}</a></li> }.into_any()
            }
        })
        .collect_view();
    (count > 0).then(|| {
        view! {
            <div class="errors" role="alert" tabindex="-1" aria-labelledby="errors-title">
                <h2 id="errors-title"><Icon name="error"/>{title}</h2>
                <ul>{errors}</ul>
            </div>
        }
    })
}

/// Text that stays text where leptos writes it as it is: in the title of a document and inside a text area.
pub fn inert(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What is wrong with a field, before the field itself, which names it in [`described_by`].
#[component]
pub fn FieldError<'a>(
    /// The field's name.
    name: &'a str,
    /// The form that came back.
    rejected: &'a Rejected,
    /// The language.
    locale: Locale,
) -> impl IntoView + use<> {
    let id = format!("{name}-error");
    rejected.error(name).map(|error| {
        view! { <p class="field__error" id=id><Icon name="error"/>{text::common::field_error(locale, error)}</p> }
    })
}

/// Ids of the hint of a field, where it has one, and of what is wrong with it, for `aria-describedby`.
pub fn described_by(name: &str, hint: bool, rejected: &Rejected) -> Option<String> {
    let wrong = rejected.error(name).is_some();
    let ids = [hint.then(|| format!("{name}-hint")), wrong.then(|| format!("{name}-error"))];
    let ids = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!ids.is_empty()).then_some(ids)
}

fn around(
    name: &str,
    label: String,
    hint: Option<String>,
    rejected: &Rejected,
    locale: Locale,
    input: AnyView,
) -> AnyView {
    let hint = hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> });
    view! {
        <div class="field">
            <label for=name.to_owned()>{label}</label>
            {hint}
            <FieldError name rejected locale/>
            {input}
        </div>
    }
    .into_any()
}

/// One of several.
#[component]
pub fn Select<'a>(
    /// Name and id.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// What is expected.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// What stands there before one is chosen.
    #[prop(into)]
    prompt: String,
    /// The words that are sent and what they are called.
    options: Vec<(String, String)>,
    /// The form that came back, with what was chosen.
    rejected: &'a Rejected,
    /// The language.
    locale: Locale,
) -> AnyView {
    let value = rejected.value(name);
    let options = options
        .into_iter()
        .map(|(word, label)| {
            let selected = word == value;
            view! { <option value=word selected=selected>{label}</option> }
        })
        .collect_view();
    let input = view! {
        <select
            class="input"
            id=name
            name=name
            aria-describedby=described_by(name, hint.is_some(), rejected)
            aria-invalid=rejected.error(name).is_some().then_some("true")
        >
            <option value="">{prompt}</option>
            {options}
        </select>
    }
    .into_any();
    around(name, label, hint, rejected, locale, input)
}

/// One line of text.
#[component]
pub fn TextField<'a>(
    /// Name and id.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// What is expected.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The form that came back, with what was typed.
    rejected: &'a Rejected,
    /// What it holds when nothing came back.
    #[prop(optional, into)]
    value: Option<String>,
    /// `text`, `date`, `time`, `datetime-local`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Further classes: `input--short`, `input--money`.
    #[prop(default = "")]
    class: &'static str,
    /// The keyboard that a phone shows: `numeric`, `decimal`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The browser's own help, e.g. `off`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The language.
    locale: Locale,
) -> AnyView {
    let value = rejected.values.get(name).cloned().or(value).unwrap_or_default();
    let input = view! {
        <input
            class=format!("input {class}")
            type=kind
            id=name
            name=name
            value=value
            inputmode=inputmode
            autocomplete=autocomplete
            aria-describedby=described_by(name, hint.is_some(), rejected)
            aria-invalid=rejected.error(name).is_some().then_some("true")
        />
    }
    .into_any();
    around(name, label, hint, rejected, locale, input)
}

/// An amount in a form that has one for each of many things.
#[component]
pub fn AmountField<'a>(
    /// Its id, by which a form that came back knows it.
    id: String,
    /// Its name.
    name: String,
    /// The label.
    label: String,
    /// The form that came back, with what was typed.
    rejected: &'a Rejected,
    /// What it holds when nothing came back.
    value: String,
    /// The language.
    locale: Locale,
) -> AnyView {
    let value = rejected.values.get(&id).cloned().unwrap_or(value);
    let input = view! {
        <input
            class="input input--money"
            type="text"
            id=id.clone()
            name=name
            value=value
            inputmode="decimal"
            autocomplete="off"
            aria-describedby=described_by(&id, false, rejected)
            aria-invalid=rejected.error(&id).is_some().then_some("true")
        />
    }
    .into_any();
    around(&id, label, None, rejected, locale, input)
}

/// Several lines of text.
#[component]
pub fn TextArea<'a>(
    /// Name and id.
    name: &'static str,
    /// The label.
    #[prop(into)]
    label: String,
    /// What is expected.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The form that came back, with what was typed.
    rejected: &'a Rejected,
    /// What it holds when nothing came back.
    #[prop(optional, into)]
    value: Option<String>,
    /// How many lines it shows.
    #[prop(default = 6)]
    rows: u8,
    /// The language.
    locale: Locale,
) -> AnyView {
    let value = rejected.values.get(name).cloned().or(value).unwrap_or_default();
    // Leptos writes what is inside a text area as it is; and HTML drops a line feed that comes first.
    let first = if value.starts_with('\n') { "\n" } else { "" };
    let value = format!("{first}{}", inert(&value));
    let input = view! {
        <textarea
            class="input"
            id=name
            name=name
            rows=rows.to_string()
            aria-describedby=described_by(name, hint.is_some(), rejected)
            aria-invalid=rejected.error(name).is_some().then_some("true")
        >
            {value}
        </textarea>
    }
    .into_any();
    around(name, label, hint, rejected, locale, input)
}

/// A text that is typed, pasted, or chosen as a file: a file takes the place of what was typed. Its form must say
/// `enctype="multipart/form-data"`.
#[component]
pub fn FileOrText<'a>(
    /// Name and id.
    name: &'static str,
    /// The label of the text.
    #[prop(into)]
    label: String,
    /// What is expected.
    #[prop(into)]
    hint: String,
    /// The form that came back, with what was typed.
    rejected: &'a Rejected,
    /// What it holds when nothing came back.
    #[prop(default = String::new())]
    value: String,
    /// How many lines it shows.
    #[prop(default = 10)]
    rows: u8,
    /// The files that the browser offers first: `.csv,text/csv`.
    accept: &'static str,
    /// The language.
    locale: Locale,
) -> AnyView {
    let id = format!("{name}-file");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id.clone()>{text::common::choose_file(locale)}</label>
            <p class="field__hint" id=hint_id.clone()>{text::common::choose_file_hint(locale)}</p>
            <input class="input" type="file" id=id name=name accept=accept aria-describedby=hint_id/>
        </div>
        <TextArea name label hint rejected value rows locale/>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn text_never_closes_the_element_it_is_in() {
        assert_eq!(inert("</title><b>&lt;"), "&lt;/title&gt;&lt;b&gt;&amp;lt;");
    }
}
