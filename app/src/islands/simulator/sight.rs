//! Which parts of a long page are in sight.

use leptos::{html::Div, prelude::*, wasm_bindgen::JsCast as _, web_sys};
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// The attribute with which a part of the page says which one it is.
const PART: &str = "data-part";

/// How far beyond the screen still counts as in sight, so that nobody scrolls into what is late.
const MARGIN: &str = "100px 0px";

/// Which parts of a page are in sight; all of them until the browser says otherwise, and where it cannot say.
#[derive(Clone, Copy)]
pub(super) struct Sight(StoredValue<Vec<RwSignal<bool>>>);

impl Sight {
    /// Of so many parts within `page`, each of which says its number by `data-part`.
    pub fn new(page: NodeRef<Div>, parts: usize) -> Self {
        let sight = Self(StoredValue::new((0..parts).map(|_| RwSignal::new(true)).collect()));
        Effect::new(move |_| {
            if let Some(page) = page.get() {
                sight.watch(&page);
            }
        });
        sight
    }

    /// Whether a part is in sight.
    pub fn has(self, part: usize) -> bool {
        self.0.with_value(|parts| parts.get(part).is_none_or(|seen| seen.get()))
    }

    fn watch(self, page: &web_sys::Element) {
        let told = Closure::<dyn Fn(Vec<IntersectionObserverEntry>)>::new(move |entries: Vec<_>| {
            for entry in &entries {
                self.learn(entry);
            }
        });
        let settings = IntersectionObserverInit::new();
        settings.set_root_margin(MARGIN);
        let told = told.into_js_value();
        let Ok(observer) = IntersectionObserver::new_with_options(told.unchecked_ref(), &settings) else { return };
        let Ok(parts) = page.query_selector_all(&format!("[{PART}]")) else { return };
        for part in (0..parts.length()).filter_map(|at| parts.item(at)) {
            observer.observe(part.unchecked_ref());
        }
    }

    fn learn(self, entry: &IntersectionObserverEntry) {
        let part = entry.target().get_attribute(PART).and_then(|part| part.parse::<usize>().ok());
        let seen = part.and_then(|part| self.0.with_value(|parts| parts.get(part).copied()));
        if let Some(seen) = seen {
            seen.set(entry.is_intersecting());
        }
    }
}
