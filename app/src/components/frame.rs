//! Headings, notices, icons and bars.

use leptos::prelude::*;
use shared::locale::Locale;

use crate::{path, text};

/// A symbol beside a word, never instead of it.
#[component]
pub fn Icon(
    /// Its name in the sprite.
    name: &'static str,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/icons.svg#{name}")></use></svg> }
}

/// What a notice is about: told by word and symbol, and by colour last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Information,
    /// It was done.
    Done,
    /// It was refused, or needs care.
    Attention,
    /// It failed.
    Error,
}

/// A notice that a screen reader says when the page opens.
#[component]
pub fn Notice(
    /// What it is about.
    kind: NoticeKind,
    /// The language of its title.
    locale: Locale,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, icon, role, title) = match kind {
        NoticeKind::Information => ("notice notice--info", "info", "status", text::common::information(locale)),
        NoticeKind::Done => ("notice notice--ok", "check", "status", text::common::done(locale)),
        NoticeKind::Attention => ("notice notice--warn", "warn", "status", text::common::attention(locale)),
        NoticeKind::Error => ("notice notice--error", "error", "alert", text::common::error(locale)),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon/>
            <div><p class="notice__title">{title}</p><div>{children()}</div></div>
        </div>
    }
}

/// The way from the home page to this one.
#[component]
pub fn Crumbs(
    /// The language.
    locale: Locale,
    /// The pages between home and this one: address and name.
    #[prop(default = Vec::new())]
    steps: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let steps = steps.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect_view();
    view! {
        <nav class="crumbs" aria-label=text::common::breadcrumbs(locale)>
            <ol>
                <li><a href=path::HOME>{text::common::home(locale)}</a></li>
                {steps}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}

/// The heading of a page: its only `h1`.
#[component]
pub fn Heading(
    /// What kind of thing the page is about, above the title.
    #[prop(optional, into)]
    over: Option<String>,
    /// The title.
    #[prop(into)]
    title: String,
    /// One or two sentences.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Chips or buttons below.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="heading">
            {over.map(|over| view! { <p class="heading__over">{over}</p> })}
            <h1>{title}</h1>
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </header>
    }
}

/// A bar beside a number that says the same: `part` of `whole`.
#[component]
pub fn Bar(
    /// How much of it is filled.
    part: u64,
    /// What a full bar is.
    whole: u64,
) -> impl IntoView {
    // Thousandths of the width: exact integers, and finer than any screen.
    let thousandths = u128::from(part.min(whole)) * 1000 / u128::from(whole.max(1));
    view! {
        <svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__fill" width=thousandths.to_string() height="40"></rect>
        </svg>
    }
}
