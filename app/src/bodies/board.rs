//! The board of a session (tablero): the quorum and the vote as they are now, for a screen in the hall. Whoever leads
//! the session sees the code to note one's presence on it.

use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{locale::format_time, tenant::TenantKind};
use store::body::session;

use super::{code, meeting, room::Room, widget};
use crate::{
    components::Heading,
    page::{Page, page},
    path,
    rules::id,
    text,
    visit::Visit,
};

/// Seconds between two looks, where somebody asked for it.
const EVERY: u8 = 10;

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("session");
    let live = use_query_map().with_untracked(|query| query.get("vivo").is_some());
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let room = Room::page(&visit, &mut tx, id(asked)?).await?;
        let secret = if room.leads(&visit).is_ok() && room.is_gathered() {
            session::known_secret(&mut tx, room.held.id).await?
        } else {
            None
        };
        Ok(show(&visit, &room, secret, live))
    })
}

fn show(visit: &Visit, room: &Room, secret: Option<[u8; 32]>, live: bool) -> Page {
    let locale = visit.locale();
    let session = &room.held.session;
    let title = text::session::board_title(locale);
    // Refreshing is asked for, and can be stopped: nobody is surprised by a page that changes.
    let live = live && room.is_gathered();
    let refresh = live.then(|| view! { <Meta http_equiv="refresh" content=EVERY.to_string()/> });
    let switch = if live {
        view! {
            <p>
                {text::session::board_live(locale)} " "
                <a href=path::board(room.held.id, false)>{text::session::board_stop(locale)}</a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <p class="cluster">
                <a class="btn" href=path::board(room.held.id, false)>{text::session::board_refresh(locale)}</a>
                <a class="btn" href=path::board(room.held.id, true)>{text::session::board_start(locale)}</a>
            </p>
        }
        .into_any()
    };
    let motion = session.motions().last();
    let motion = motion.map(|motion| {
        let given = motion.is_open().then(|| {
            let present = session.presence().map_or(0, |presence| presence.present);
            view! { <p class="lead">{text::session::votes_given(locale, motion.votes.len(), present)}</p> }
        });
        view! { {given} {meeting::motion_card(visit, motion)} }
    });
    let chip = widget::chip(visit, session);
    let body = view! {
        {refresh}
        {meeting::crumbs(visit, room, Some(title))}
        <Heading over=room.name(visit) title>{chip}</Heading>
        {meeting::suspended(visit, session)}
        <div class="split">
            <div class="stack">
                {session.presence().map(|presence| widget::quorum(visit, presence))}
                {motion}
                {switch}
            </div>
            {secret.and_then(|secret| door(visit, room, &secret))}
        </div>
    };
    Page::new(title, body)
}

/// The code at the door.
fn door(visit: &Visit, room: &Room, secret: &[u8; 32]) -> Option<AnyView> {
    let locale = visit.locale();
    let (code, until) = code::make(secret, room.held.id, visit.now);
    let home = visit.addresses.of(&visit.site);
    let address = format!("{}{}", home.trim_end_matches('/'), path::arrive(room.held.id, &code));
    let (squares, width) = code::squares(&address)?;
    // The quiet zone around a code is four modules wide.
    let around = format!("-4 -4 {0} {0}", width + 8);
    let until = format_time(visit.local(until), locale);
    Some(
        view! {
            <section class="door" aria-labelledby="door">
                <h2 id="door">{text::session::code_title(locale)}</h2>
                <p>{text::session::code_detail(locale)}</p>
                <svg class="door__code" viewBox=around role="img" aria-label=text::session::code_label(locale)>
                    <path d=squares></path>
                </svg>
                <p class="muted">{text::session::code_until(locale, until)}</p>
                <p><a href=path::arrive(room.held.id, &code)>{text::session::i_am_present(locale)}</a></p>
            </section>
        }
        .into_any(),
    )
}
