//! Pieces that the pages of a session share: chips, buttons that do one thing, fields with ids of their own.

use leptos::prelude::*;
use shared::{
    committee::{Presence, Session, Stage},
    id::{PersonId, SessionId},
};

use crate::{
    components::{Csrf, Icon},
    text,
    visit::Visit,
};

/// How a session stands, as a chip. One that was called for a day that is over was not held.
pub(super) fn chip(visit: &Visit, session: &Session) -> AnyView {
    let locale = visit.locale();
    let stage = session.stage();
    let over = stage == Stage::Convened && session.call().day(session.call().begins) < visit.today();
    let (class, icon) = match stage {
        _ if over => ("chip chip--no", "cross"),
        Stage::Convened => ("chip chip--wait", "calendar"),
        Stage::Cancelled => ("chip chip--no", "cross"),
        Stage::RollCall => ("chip chip--now", "people"),
        Stage::Open => ("chip chip--now", "play"),
        Stage::Suspended => ("chip chip--no", "warn"),
        Stage::Closed | Stage::Drafted => ("chip chip--wait", "doc"),
        Stage::Approved => ("chip chip--ok", "lock"),
    };
    let said = if over { text::session::stage_missed(locale) } else { text::session::stage(locale, stage) };
    view! { <span class=class><Icon name=icon/>{said}</span> }.into_any()
}

/// The quorum as it is, in words, with what is missing.
pub(super) fn quorum(visit: &Visit, presence: Presence) -> AnyView {
    let locale = visit.locale();
    let (class, icon, said) = if presence.is_quorum() {
        ("notice notice--ok", "check", text::session::quorum_yes(locale))
    } else {
        ("notice notice--warn", "warn", text::session::quorum_no(locale))
    };
    let missing = match presence.needed.saturating_sub(presence.present) {
        0 => None,
        1 => Some(text::session::quorum_short_one(locale).to_owned()),
        missing => Some(text::session::quorum_short(locale, missing)),
    };
    let numbers = text::session::quorum_numbers(locale, presence.present, presence.seats, presence.needed);
    view! {
        <div class=class role="status">
            <Icon name=icon/>
            <div>
                <p class="notice__title">{said}</p>
                <p>{numbers}</p>
                {missing.map(|missing| view! { <p>{missing}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// What a form of a session carries.
pub(super) struct Doing {
    /// Where it goes.
    pub url: &'static str,
    /// Which session.
    pub session: SessionId,
    /// What is done.
    pub act: &'static str,
    /// What else it carries unseen.
    pub fields: Vec<(&'static str, String)>,
}

impl Doing {
    pub fn new(url: &'static str, session: SessionId, act: &'static str) -> Self {
        Self { url, session, act, fields: Vec::new() }
    }

    pub fn with(mut self, field: &'static str, value: impl ToString) -> Self {
        self.fields.push((field, value.to_string()));
        self
    }

    /// A form around these fields.
    pub fn form(self, visit: &Visit, inside: AnyView) -> AnyView {
        let hidden =
            self.fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        view! {
            <form class="form" method="post" action=self.url>
                <Csrf visit/>
                <input type="hidden" name="session" value=self.session.to_string()/>
                <input type="hidden" name="act" value=self.act/>
                {hidden.collect_view()}
                {inside}
            </form>
        }
        .into_any()
    }

    /// A form of one button; `spoken` is what a screen reader says where the label alone does not tell it apart.
    pub fn button(self, visit: &Visit, class: &'static str, label: &str, spoken: Option<String>) -> AnyView {
        let label = label.to_owned();
        let button = view! { <button class=class type="submit" aria-label=spoken>{label}</button> };
        self.form(visit, button.into_any())
    }
}

/// One line of text with an id of its own.
pub(super) fn line(id: &str, name: &'static str, label: &str, value: String, kind: &'static str) -> AnyView {
    let id = id.to_owned();
    let label = label.to_owned();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="input" id=id type=kind name=name value=value autocomplete="off"/>
        </div>
    }
    .into_any()
}

/// A choice of people.
pub(super) fn people(id: &str, label: &str, people: Vec<(PersonId, String)>) -> AnyView {
    let options = people.into_iter().map(|(person, name)| (person.to_string(), name)).collect();
    choice(id, "person", label, options)
}

/// A choice of a list, with an id of its own.
pub(super) fn choice(id: &str, name: &'static str, label: &str, options: Vec<(String, String)>) -> AnyView {
    let (id, label) = (id.to_owned(), label.to_owned());
    let options = options.into_iter().map(|(value, said)| view! { <option value=value>{said}</option> }).collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>{options}</select>
        </div>
    }
    .into_any()
}
