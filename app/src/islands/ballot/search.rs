//! Finding a project on a long ballot, by words or by its number. Whatever is found, every project stays in the form, and
//! what is marked stays in sight: nothing is lost by looking.

use leptos::{ev, html, prelude::*};
use shared::{ballot::SheetChoice, locale::Locale};

use super::{Card, Paper, card::typed};
use crate::{
    search::fold,
    text::{ballot as text, common},
};

/// The field with what is looked for.
pub const FIELD: &str = "buscar";

/// The field that says which of the two buttons was pressed.
pub const PRESSED: &str = "busqueda";

/// The field with what was looked for when the page came, where something was.
pub const SOUGHT: &str = "buscado";

/// The value of the button that looks for it.
pub const LOOK: &str = "buscar";

/// The value of the button that shows all projects again.
pub const SHOW_ALL: &str = "todos";

/// Where the field stands on the page.
pub const PLACE: &str = "buscar-proyecto";

/// Whether a project is found, and whether it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fate {
    found: bool,
    shown: bool,
}

/// What is looked for on a sheet, and what is found.
#[derive(Clone, Copy)]
pub(super) struct Search {
    words: RwSignal<String>,
    /// Of each project of each ballot, in the order in which they stand.
    fates: Memo<Vec<Vec<Fate>>>,
}

/// A project's own words, as they are searched.
fn text_of(card: &Card) -> String {
    fold(&format!("{} {} {}", card.title, card.detail, card.place.as_deref().unwrap_or_default()))
}

/// Whether a project has every word that was typed, in its text or as its number.
fn is_found(number: u32, text: &str, folded: &str) -> bool {
    folded.split_whitespace().all(|word| word.parse::<u32>() == Ok(number) || text.contains(word))
}

impl Search {
    /// Looks for `words` on a sheet. What is marked at that moment is shown whether it is found or not.
    pub(super) fn new(words: String, paper: StoredValue<Paper>, marked: RwSignal<SheetChoice>) -> Self {
        let words = RwSignal::new(words);
        let texts: Vec<Vec<String>> = paper.with_value(|paper| {
            paper.contests.iter().map(|printed| printed.cards.iter().map(text_of).collect()).collect()
        });
        let texts = StoredValue::new(texts);
        let fates: Memo<Vec<Vec<Fate>>> = Memo::new(move |_| {
            let folded = words.with(|words| fold(words));
            paper.with_value(|paper| {
                texts.with_value(|texts| {
                    marked.with_untracked(|marked| {
                        let ballots = paper.ballots().zip(texts);
                        let fates = ballots.map(|((form, printed), texts)| {
                            let choice = marked.ballots.get(form.contest().as_str());
                            let fate = |(card, text): (&Card, &String)| {
                                let found = is_found(card.number, text, &folded);
                                let shown =
                                    found || choice.is_some_and(|choice| !typed(choice, card.project).is_empty());
                                Fate { found, shown }
                            };
                            printed.cards.iter().zip(texts).map(fate).collect()
                        });
                        fates.collect()
                    })
                })
            })
        });
        Self { words, fates }
    }

    /// Whether a project of a ballot is not shown, by their places.
    pub(super) fn hides(self, at: usize, place: usize) -> bool {
        let fate = self.fates.with(|fates| fates.get(at).and_then(|fates| fates.get(place)).copied());
        fate.is_some_and(|fate| !fate.shown)
    }

    fn said(self, locale: Locale) -> String {
        let (found, all) = self.fates.with(|fates| {
            let found = fates.iter().flatten().filter(|fate| fate.found).count();
            (found, fates.iter().map(Vec::len).sum::<usize>())
        });
        match found {
            _ if self.words.with(|words| words.trim().is_empty()) => text::search_all(locale, all),
            0 => text::search_none(locale, all),
            found => text::search_found(locale, found, all),
        }
    }
}

/// The field and its buttons. The buttons are for whoever has no client: with it, typing is enough.
pub(super) fn bar(locale: Locale, search: Search, awake: RwSignal<bool>) -> AnyView {
    let field = NodeRef::<html::Input>::new();
    let clear = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            // Whoever pressed a button that goes away stays where they look.
            let _ = field.focus();
        }
        search.words.set(String::new());
    };
    let pressed = move |event: ev::KeyboardEvent| match event.key().as_str() {
        // It would send the ballot.
        "Enter" => event.prevent_default(),
        "Escape" => {
            event.prevent_default();
            clear();
        }
        _ => {}
    };
    let looked = move |event: ev::Event| {
        // It is no mark.
        event.stop_propagation();
        search.words.set(event_target_value(&event));
    };
    // With the client neither button sends the form, and neither is its default.
    let kind = move || if awake.get() { "button" } else { "submit" };
    let is_whole = move || search.words.with(String::is_empty);
    let words = search.words.get_untracked();
    let sought = (!words.is_empty()).then(|| view! { <input type="hidden" name=SOUGHT value=words.clone()/> });
    view! {
        <div class="search" role="search">
            {sought}
            <div class="field search__q">
                <label for=PLACE>{text::search(locale)}</label>
                <input
                    class="input" type="search" id=PLACE name=FIELD maxlength="60" autocomplete="off"
                    value=words aria-describedby="proyectos-hallados" node_ref=field
                    on:input=looked on:keydown=pressed
                />
                <p class="field__hint" id="proyectos-hallados" role="status">{move || search.said(locale)}</p>
            </div>
            <button class="btn" type=kind name=PRESSED value=LOOK hidden=awake>{common::search(locale)}</button>
            <button class="btn" type=kind name=PRESSED value=SHOW_ALL hidden=is_whole on:click=move |_| {
                if awake.get_untracked() {
                    clear();
                }
            }>
                {text::show_all(locale)}
            </button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_found_by_its_number_or_by_all_words() {
        let text = fold("Cancha iluminada en la Calle 30");
        for (typed, found) in [
            ("", true),
            ("7", true),
            ("07", true),
            ("70", false),
            ("30", true),
            ("CALLE  cancha", true),
            ("cancha puente", false),
            ("iluminada 7", true),
            ("iluminada 8", false),
        ] {
            assert_eq!(is_found(7, &text, &fold(typed)), found, "{typed}");
        }
    }
}
