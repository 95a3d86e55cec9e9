//! Lists of sessions: those that come, and those that were held.

use leptos::prelude::*;
use shared::committee::Stage;
use store::body::session::Held;

use super::widget;
use crate::{path, text, visit::Visit};

/// Whether a session is still to be held, or being held.
pub(super) fn is_coming(visit: &Visit, held: &Held) -> bool {
    let session = &held.session;
    match session.stage() {
        Stage::Convened => session.call().day(session.call().begins) >= visit.today(),
        Stage::RollCall | Stage::Open | Stage::Suspended => true,
        Stage::Cancelled | Stage::Closed | Stage::Drafted | Stage::Approved => false,
    }
}

/// A list of sessions; `named` says the body of each. The agenda of those that come is part of it.
pub(super) fn list(visit: &Visit, sessions: &[&Held], named: bool) -> AnyView {
    let locale = visit.locale();
    let items = sessions
        .iter()
        .map(|held| {
            let call = held.session.call();
            let place = call.territory.as_ref().map(|site| format!(" · {}", site.name)).unwrap_or_default();
            let title = if named {
                text::session::of_body(locale, held.number, format!("{}{place}", call.name))
            } else {
                text::session::number(locale, held.number)
            };
            let href = match held.session.stage() {
                Stage::Approved => path::minutes(held.id),
                _ => path::session(held.id),
            };
            let agenda = is_coming(visit, held).then(|| {
                let items = call.agenda.iter().map(|item| view! { <li>{item.to_string()}</li> }).collect_view();
                view! { <ol>{items}</ol> }
            });
            view! {
                <li class="queue__item">
                    <div>
                        <h3><a href=href>{title}</a></h3>
                        <p class="queue__meta">
                            <span>{visit.date_time(call.begins)}</span>
                            <span>{call.place.to_string()}</span>
                        </p>
                        {agenda}
                    </div>
                    {widget::chip(visit, &held.session)}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="queue" role="list">{items}</ul> }.into_any()
}
