//! What a page shows where the domain says no: the reason, and a link out.

use leptos::prelude::*;
use shared::permission::{Action, Refusal};

use crate::{
    components::{Notice, NoticeKind},
    path, text,
    visit::Visit,
};

/// The reason and the way out in words, as the visitor's language and the site's clocks have them.
pub fn sentence(visit: &Visit, action: Action, refusal: Refusal) -> String {
    text::refusal::sentence(visit.locale(), action, refusal, |at| visit.date_time(at), None)
}

/// Where the way out leads, and what the link says; `here` is the page to come back to.
pub fn way_out(visit: &Visit, refusal: Refusal, here: &str) -> (String, &'static str) {
    let locale = visit.locale();
    match refusal {
        Refusal::SignInFirst => (path::sign_in(here), text::refusal::to_sign_in(locale)),
        Refusal::TerritoryUnknown => (path::PROFILE.to_owned(), text::refusal::to_profile(locale)),
        Refusal::AlreadyVoted => (path::MINE.to_owned(), text::refusal::to_mine(locale)),
        Refusal::TooYoung { .. } | Refusal::OtherTerritory { .. } => {
            (path::TERRITORIES.to_owned(), text::refusal::to_territories(locale))
        }
        Refusal::RoleNeeded(_)
        | Refusal::NotYet { .. }
        | Refusal::Over { .. }
        | Refusal::NoSuchPhase
        | Refusal::AgeUnknown
        | Refusal::StillOpen { .. }
        | Refusal::Frozen { .. } => (path::HOME.to_owned(), text::refusal::to_home(locale)),
    }
}

/// A notice with the reason and the way out.
#[component]
pub fn Refused<'a>(
    /// The visit being answered.
    visit: &'a Visit,
    /// What was to be done.
    action: Action,
    /// Why not.
    refusal: Refusal,
) -> AnyView {
    let (href, label) = way_out(visit, refusal, &visit.path);
    let reason = sentence(visit, action, refusal);
    view! {
        <Notice kind=NoticeKind::Attention locale=visit.locale()>
            <p>{reason}</p>
            <p><a class="btn btn--primary" href=href>{label}</a></p>
        </Notice>
    }
    .into_any()
}
