//! Sending a form where the network may fail: the page stays, with everything on it, until an answer comes.

#![expect(missing_docs, reason = "the struct that `#[island]` makes for the browser has no doc comment")]

use leptos::{
    ev, html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast as _, JsValue},
    web_sys::{Element, FormData, HtmlFormElement, RequestInit, Response},
};
use shared::locale::Locale;
use wasm_bindgen_futures::JsFuture;

use crate::text::vote as text;

/// What became of a form.
enum Sent {
    /// It was taken, and leads to this page.
    To(String),
    /// It was answered by something else, which the browser shows best by sending it itself.
    Otherwise,
    /// No answer came.
    Nowhere,
}

/// From now on the client sends the form around an element. `is_lost` says whether the last time no answer came.
pub(super) fn tend(inside: &Element, is_lost: RwSignal<bool>) {
    let Some(form) = inside.closest("form").ok().flatten().and_then(|form| form.dyn_into::<HtmlFormElement>().ok())
    else {
        return;
    };
    let is_busy = RwSignal::new(false);
    let sending = move |event: ev::SubmitEvent| {
        let its = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        if its.as_ref() != Some(&form) {
            return;
        }
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        is_lost.set(false);
        let form = form.clone();
        spawn_local(async move {
            let sent = send(&form).await;
            // The page may be come back to.
            is_busy.set(false);
            let shown = match sent {
                Ok(Sent::To(page)) => window().location().set_href(&page),
                Ok(Sent::Otherwise) | Err(_) => form.submit(),
                Ok(Sent::Nowhere) => {
                    is_lost.set(true);
                    Ok(())
                }
            };
            if shown.is_err() {
                is_lost.set(true);
            }
        });
    };
    // It stays as long as the page.
    let _ = window_event_listener(ev::submit, sending);
}

async fn send(form: &HtmlFormElement) -> Result<Sent, JsValue> {
    let fields: FormData = FormData::new_with_form(form)?;
    let asked = RequestInit::new();
    asked.set_method("POST");
    asked.set_body(&fields);
    let Ok(answer) = JsFuture::from(window().fetch_with_str_and_init(&form.action(), &asked)).await else {
        return Ok(Sent::Nowhere);
    };
    let answer: Response = answer.dyn_into()?;
    // Whoever does not ask for a page is told where the next one is instead of being sent there.
    let next = answer.headers().get("location")?.filter(|_| answer.ok());
    Ok(next.map_or(Sent::Otherwise, Sent::To))
}

/// Stands in a form that casts a ballot: says so where no answer came, and that casting it once more casts it once.
#[island]
pub fn Casting(
    /// The language.
    locale: Locale,
) -> impl IntoView {
    let is_lost = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(root) = root.get() {
            tend(&root, is_lost);
        }
    });
    view! {
        <div role="alert" node_ref=root>
            <p class="notice notice--warn" hidden=move || !is_lost.get()>{text::no_answer(locale)}</p>
        </div>
    }
}
