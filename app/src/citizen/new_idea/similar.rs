//! What is like an idea that is being written (ideas parecidas): looked for with a button of its form, and shown once by
//! itself where it may be there already.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    document::{Fingerprint, Key},
    locale::Locale,
    proposal::{Length, NEED, TITLE},
};
use store::{
    TenantTx,
    similar::{self, Similar, Writing},
};

use super::{CONTEST, FORM, chosen};
use crate::{
    citizen::{calendar::day, projects::state_chip},
    forms::{Declined, FieldMessage, Posted, Rejected, answer},
    path, text,
    visit::Visit,
};

/// Where the list stands on the page of the form.
const LIST: &str = "parecidas";

/// The value of a form that came back because the button was pressed that looks for similar ideas.
const LOOKED: &str = "looked";

/// The page of the form, at its list.
pub(super) fn page_of_list() -> String {
    format!("{}#{LIST}", path::NEW_IDEA)
}

/// The fingerprint of what an idea says, whatever its spaces: by it a form tells of which text its sender has seen what is
/// like it.
pub(super) fn fingerprint(title: &str, need: &str) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Fingerprint::of(&[words(title), words(need)]).to_string()
}

/// Whether something is there already that may be the same idea.
pub(super) async fn may_exist(tx: &mut TenantTx, writing: &Writing<'_>) -> store::Result<bool> {
    Ok(similar::find(tx, writing).await?.iter().any(Similar::may_be_the_same))
}

/// What is like the idea of a form that came back to be read beside it.
pub(super) struct Shown {
    found: Vec<Similar>,
    /// Whether the idea was being sent; else somebody looked.
    sent: bool,
    /// Of what it was found.
    pub(super) fingerprint: String,
}

/// What is shown with a form that came back without an error; nothing with any other.
pub(super) async fn shown(visit: &Visit, tx: &mut TenantTx, rejected: &Rejected) -> store::Result<Option<Shown>> {
    if rejected.values.is_empty() || !rejected.errors.is_empty() {
        return Ok(None);
    }
    let (title, need) = (rejected.value("title"), rejected.value("need"));
    let theme: Option<Key> = rejected.value("theme").trim().parse().ok();
    let writing = Writing {
        id: rejected.value("id").parse().ok(),
        title: &beginning(&title, TITLE),
        need: &beginning(&need, NEED),
        theme: theme.as_ref(),
        territory: visit.viewer.as_ref().and_then(|viewer| viewer.territory),
    };
    let found = similar::find(tx, &writing).await?;
    let sent = !rejected.values.contains_key(LOOKED);
    Ok(Some(Shown { found, sent, fingerprint: fingerprint(&title, &need) }))
}

/// As much of a text as an idea may have.
fn beginning(text: &str, length: Length) -> String {
    text.trim().chars().take(length.maximum).collect()
}

impl Shown {
    /// Whether it is why the idea was not sent.
    pub(super) fn warns(&self) -> bool {
        self.sent && !self.found.is_empty()
    }

    /// The list, or that there is nothing.
    pub(super) fn list(&self, visit: &Visit) -> AnyView {
        let locale = visit.locale();
        let (title, lead) = if self.found.is_empty() {
            (text::idea::similar(locale), text::idea::similar_none(locale))
        } else if self.warns() {
            (text::idea::may_exist(locale), text::idea::may_exist_lead(locale))
        } else {
            (text::idea::similar(locale), text::idea::similar_lead(locale))
        };
        let items = self.found.iter().map(|similar| item(visit, similar)).collect_view();
        let list = (!self.found.is_empty()).then(|| view! { <ul class="queue" role="list">{items}</ul> });
        view! {
            <section class="section" id=LIST aria-labelledby="similar-title">
                <h2 id="similar-title">{title}</h2>
                <p>{lead}</p>
                {list}
            </section>
        }
        .into_any()
    }
}

/// One of them. Its page opens beside the form, where nothing that was typed is lost.
fn item(visit: &Visit, similar: &Similar) -> AnyView {
    let locale = visit.locale();
    view! {
        <li class="queue__item">
            <div>
                <h3>
                    <a href=path::idea(similar.id) target="_blank" rel="noopener">
                        {similar.title.clone()}
                        <span class="visually-hidden">" " {text::idea::new_tab(locale)}</span>
                    </a>
                </h3>
                <p class="queue__meta">
                    <span>{similar.contest.clone()}</span>
                    <span>{similar.process.clone()}</span>
                    <span>{day(visit, similar.submitted_at)}</span>
                </p>
            </div>
            {state_chip(locale, similar.state, false)}
        </li>
    }
    .into_any()
}

/// The button that looks, beside the one that sends: the same form, to an address of its own.
pub(super) fn button(locale: Locale) -> AnyView {
    view! {
        <button class="btn" type="submit" formaction=SimilarIdeas::url()>{text::idea::look_for_similar(locale)}</button>
    }
    .into_any()
}

/// Takes the form of an idea that is being written, however much of it is, and comes back to it with what is like it.
/// Nothing is sent or kept.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "ideas-parecidas")]
pub async fn similar_ideas(
    #[server(default)] id: String,
    #[server(default)] theme: String,
    #[server(default)] title: String,
    #[server(default)] need: String,
    #[server(default)] place: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let contest = chosen();
    let typed = [
        ("id", &*id),
        (CONTEST, &contest),
        ("theme", &theme),
        ("title", &title),
        ("need", &need),
        ("place", &place),
        (LOOKED, LOOKED),
    ];
    let posted = |page: String| Posted::new(FORM, page, typed);
    let wrote = !(title.trim().is_empty() && need.trim().is_empty());
    let (posted, outcome) = if visit.viewer.is_none() {
        (posted(path::NEW_IDEA.to_owned()), Declined::SignIn)
    } else if wrote {
        (posted(page_of_list()), Declined::Invalid(Vec::new()))
    } else {
        let nothing = FieldMessage::new("title", text::idea::missing_title(visit.locale()));
        (posted(path::NEW_IDEA.to_owned()), Declined::Invalid(vec![nothing]))
    };
    answer(&visit, posted, Err(outcome)).await
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_text_is_the_same_whatever_its_spaces() {
        let typed = fingerprint("Un parque ", "Hace falta.\r\nA todos.");
        assert_eq!(typed, fingerprint("Un  parque", "Hace falta.\nA todos."));
        assert_ne!(typed, fingerprint("Un parque Hace", "falta. A todos."));
    }
}
