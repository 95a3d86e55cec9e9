//! The count of what is marked on the ballot: how many are left, and a polite no to one too many.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast as _, web_sys};
use shared::locale::Locale;

use crate::text;

/// What the last mark led to, when it needs a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hint {
    /// One too many: it was unmarked again.
    Full,
    /// The blank vote stands alone: it was unmarked again.
    BlankOrProjects,
}

/// How many projects of the ballot are marked. Without the client, the style sheet counts; with it, the count says how
/// many are left, and the box that would be one too many stays empty.
#[island]
pub fn MarkCount(
    /// The language.
    locale: Locale,
    /// How many may be marked.
    limit: u32,
) -> impl IntoView {
    let marked = RwSignal::new(None::<u32>);
    let hint = RwSignal::new(None::<Hint>);
    Effect::new(move || {
        marked.set(Some(count()));
        let listening = window_event_listener(ev::change, move |event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            else {
                return;
            };
            if input.class_list().contains("project__check") {
                hint.set(settle(&input, limit));
                marked.set(Some(count()));
            }
        });
        on_cleanup(move || listening.remove());
    });
    let words = move || match (marked.get(), hint.get()) {
        (None, _) => view! {
            {text::vote::marked(locale)} " " <strong class="castbar__css"></strong> " "
            {text::vote::of_limit(locale, limit)}
        }
        .into_any(),
        (Some(_), Some(Hint::Full)) => text::vote::full(locale, limit).into_any(),
        (Some(_), Some(Hint::BlankOrProjects)) => text::vote::blank_or_projects(locale).into_any(),
        (Some(marked), None) => view! {
            {text::vote::left(locale)} " " <strong>{limit.saturating_sub(marked)}</strong> " "
            {text::vote::left_of(locale, limit)}
        }
        .into_any(),
    };
    view! { <p class="castbar__count" aria-live="polite">{words}</p> }
}

/// Undoes a mark that the ballot does not allow, and says why.
fn settle(input: &web_sys::HtmlInputElement, limit: u32) -> Option<Hint> {
    if !input.checked() {
        return None;
    }
    if input.name() == "blank" {
        if count() > 0 {
            input.set_checked(false);
            return Some(Hint::BlankOrProjects);
        }
        return None;
    }
    if count() > limit {
        input.set_checked(false);
        return Some(Hint::Full);
    }
    // Whoever marks a project no longer votes blank.
    if let Ok(Some(blank)) = document().query_selector("input.project__check[name=blank]")
        && let Ok(blank) = blank.dyn_into::<web_sys::HtmlInputElement>()
    {
        blank.set_checked(false);
    }
    None
}

/// Projects marked on the page.
fn count() -> u32 {
    document().query_selector_all("input.project__check:checked:not([name=blank])").map_or(0, |marked| marked.length())
}
