//! One session for everybody: its agenda, who is there, the quorum, and what is voted on.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{
    committee::{End, Motion, Session, Stage, Why},
    locale::format_time,
    permission::Action,
    tenant::TenantKind,
};

use super::{part, room::Room, widget};
use crate::{
    components::{Crumbs, Heading, Icon},
    page::{Page, page},
    path,
    review::due,
    rules::id,
    text,
    visit::Visit,
};

/// One session.
#[component]
pub fn Meeting() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("session");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let room = Room::page(&visit, &mut tx, id(asked)?).await?;
        Ok(show(&visit, &room))
    })
}

/// The way from the directory to a session.
pub(super) fn crumbs(visit: &Visit, room: &Room, further: Option<&'static str>) -> AnyView {
    let locale = visit.locale();
    let mut steps = vec![
        (path::BODIES.to_owned(), text::bodies::title(locale).to_owned()),
        (path::body(room.known.id), room.known.name()),
    ];
    let own = text::session::number(locale, room.held.number);
    let here = match further {
        Some(further) => {
            steps.push((path::session(room.held.id), own));
            further.to_owned()
        }
        None => own,
    };
    view! { <Crumbs locale steps here/> }.into_any()
}

fn show(visit: &Visit, room: &Room) -> Page {
    let locale = visit.locale();
    let session = &room.held.session;
    let call = session.call();
    let title = text::session::number(locale, room.held.number);
    let chip = widget::chip(visit, session);
    let lead = room.leads(visit).is_ok().then(|| {
        let href = path::lead_session(room.held.id);
        view! { <a class="btn" href=href><Icon name="tools"/>{text::session::lead_it(locale)}</a> }
    });
    let minutes = match session.stage() {
        Stage::Approved => Some(text::session::read_minutes(locale)),
        Stage::Drafted if part::may_read_draft(visit, room) => Some(text::session::read_draft(locale)),
        _ => None,
    };
    let minutes = minutes.map(|label| {
        let href = path::minutes(room.held.id);
        view! { <a class="btn" href=href><Icon name="doc"/>{label}</a> }
    });
    let cancelled = session.cancelled().map(|reason| {
        view! { <p class="lead">{text::session::cancelled_because(locale, reason)}</p> }
    });
    let presence = session.presence().map(|presence| {
        view! {
            <section class="section" aria-labelledby="quorum">
                <h2 id="quorum">{text::session::quorum(locale)}</h2>
                {suspended(visit, session)}
                {widget::quorum(visit, presence)}
                <p><a href=path::board(room.held.id, true)>{text::session::see_live(locale)}</a></p>
            </section>
        }
    });
    let body = view! {
        {crumbs(visit, room, None)}
        <Heading over=room.known.name() title=format!("{title} · {}", visit.date(call.begins))>
            {chip}
            {lead}
            {minutes}
        </Heading>
        {cancelled}
        <dl class="facts">
            <div><dt>{text::session::when(locale)}</dt><dd>{visit.date_time(call.begins)}</dd></div>
            <div><dt>{text::session::place(locale)}</dt><dd>{call.place.to_string()}</dd></div>
            <div><dt>{text::session::called_on(locale)}</dt><dd>{visit.date_time(session.convened_at())}</dd></div>
            {minutes_due(visit, room)}
        </dl>
        {presence}
        {part::panel(visit, room)}
        <section class="section" aria-labelledby="agenda">
            <h2 id="agenda">{text::session::agenda(locale)}</h2>
            {agenda(visit, room)}
        </section>
        {attendance(visit, room)}
        {history(visit, session)}
    };
    Page::new(room.name(visit), body)
}

/// By when the minutes of a session that is over are to be signed, where the rules set a deadline.
fn minutes_due(visit: &Visit, room: &Room) -> Option<AnyView> {
    let process = room.ground.process.as_ref()?;
    let session = &room.held.session;
    let closed_at = session.closed_at().filter(|_| session.sealed().is_none())?;
    let dues = process.almanac().dues(&process.rule_set, Action::SignMinutes, closed_at);
    let says = due::when(visit, process, &dues)?;
    Some(view! { <div><dt>{text::deadline::minutes(visit.locale())}</dt><dd>{says}</dd></div> }.into_any())
}

/// What it means that a session is suspended.
pub(super) fn suspended(visit: &Visit, session: &Session) -> Option<AnyView> {
    let locale = visit.locale();
    (session.stage() == Stage::Suspended).then(|| {
        view! {
            <div class="notice notice--warn">
                <Icon name="warn"/>
                <div>
                    <p class="notice__title">{text::session::suspended_title(locale)}</p>
                    <p>{text::session::suspended_detail(locale)}</p>
                </div>
            </div>
        }
        .into_any()
    })
}

/// The agenda with what was declared and voted on each item.
pub(super) fn agenda(visit: &Visit, room: &Room) -> AnyView {
    let session = &room.held.session;
    let items = (1_u16..)
        .zip(&session.call().agenda)
        .map(|(number, item)| {
            let conflicts = session.conflicts().iter().filter(|conflict| conflict.item == number);
            let conflicts = conflicts
                .map(|conflict| {
                    let who = text::session::conflict_of(visit.locale(), room.name_of(visit, conflict.person));
                    view! { <p class="muted">{format!("{who}: {}", conflict.reason)}</p> }
                })
                .collect_view();
            let motions = session.motions().iter().filter(|motion| motion.item == number);
            let motions = motions.map(|motion| motion_card(visit, motion)).collect_view();
            view! { <li><p><strong>{item.to_string()}</strong></p>{conflicts}{motions}</li> }
        })
        .collect_view();
    view! { <ol class="stack">{items}</ol> }.into_any()
}

/// A motion with its numbers, or that it is being voted on.
pub(super) fn motion_card(visit: &Visit, motion: &Motion) -> AnyView {
    let locale = visit.locale();
    let (class, icon, state, detail) = match &motion.end {
        None => ("chip chip--now", "ballot", text::session::voting(locale), None),
        Some(End::Void { why, .. }) => {
            let why = match why {
                Why::QuorumLost => text::session::void_quorum(locale).to_owned(),
                Why::Withdrawn { reason } => text::session::void_withdrawn(locale, reason),
            };
            ("chip", "minus", text::session::void(locale), Some(why))
        }
        Some(End::Counted { count, .. }) => {
            let numbers = text::session::result(locale, count.yes, count.no, count.abstain, count.blank, count.needed);
            let barred = (count.barred > 0).then(|| text::session::result_barred(locale, count.barred));
            let said = [Some(numbers), barred].into_iter().flatten().collect::<Vec<_>>().join(" ");
            if count.carried {
                ("chip chip--ok", "check", text::session::carried(locale), Some(said))
            } else {
                ("chip chip--no", "cross", text::session::not_carried(locale), Some(said))
            }
        }
    };
    view! {
        <div class="card">
            <p class="card__over">{text::session::motion(locale, motion.number)}</p>
            <p>{motion.text.to_string()}</p>
            <p><span class=class><Icon name=icon/>{state}</span></p>
            {detail.map(|detail| view! { <p class="muted">{detail}</p> })}
        </div>
    }
    .into_any()
}

fn attendance(visit: &Visit, room: &Room) -> Option<AnyView> {
    let locale = visit.locale();
    let session = &room.held.session;
    let roster = session.roster()?;
    let day = session.call().day(session.last());
    let mut rows = Vec::new();
    for seat in roster.seats() {
        let in_force = |from, until: Option<_>| from <= day && until.is_none_or(|until| day <= until);
        for one in seat.people.iter().filter(|one| in_force(one.from, one.until)) {
            let came = session.attendance().iter().any(|stay| stay.person == one.person);
            let (class, icon, said) = if room.is_present(one.person) {
                ("chip chip--ok", "check", text::session::is_present(locale))
            } else if came {
                ("chip", "out", text::session::has_left(locale))
            } else {
                ("chip", "minus", text::session::is_absent(locale))
            };
            let place = text::bodies::numbered(locale, &seat.sector, seat.seat.number);
            rows.push(view! {
                <tr>
                    <th scope="row">{one.name.to_string()}</th>
                    <td data-label=text::session::seat(locale)>{place}</td>
                    <td data-label=text::session::state(locale)>
                        <span class=class><Icon name=icon/>{said}</span>
                    </td>
                </tr>
            });
        }
    }
    Some(
        view! {
            <section class="section">
                <h2 id="attendance">{text::session::attendance(locale)}</h2>
                <div class="table-wrap" role="region" aria-labelledby="attendance" tabindex="0">
                    <table class="table table--stack">
                        <caption class="visually-hidden">{text::session::attendance(locale)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{text::session::person(locale)}</th>
                                <th scope="col">{text::session::seat(locale)}</th>
                                <th scope="col">{text::session::state(locale)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn history(visit: &Visit, session: &Session) -> Option<AnyView> {
    let locale = visit.locale();
    if session.quorum_history().is_empty() {
        return None;
    }
    let rows = session
        .quorum_history()
        .iter()
        .map(|point| {
            let presence = point.presence;
            let (class, icon, said) = if presence.is_quorum() {
                ("chip chip--ok", "check", text::session::quorum_yes(locale))
            } else {
                ("chip chip--no", "cross", text::session::quorum_no(locale))
            };
            view! {
                <tr>
                    <th scope="row">{format_time(visit.local(point.at), locale)}</th>
                    <td class="num" data-label=text::session::present(locale)>{presence.present}</td>
                    <td class="num" data-label=text::session::needed(locale)>{presence.needed}</td>
                    <td class="num" data-label=text::session::seats(locale)>{presence.seats}</td>
                    <td data-label=text::session::quorum(locale)><span class=class><Icon name=icon/>{said}</span></td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                <h2 id="history">{text::session::quorum_history(locale)}</h2>
                <div class="table-wrap" role="region" aria-labelledby="history" tabindex="0">
                    <table class="table table--stack">
                        <caption class="visually-hidden">{text::session::quorum_history(locale)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{text::session::at(locale)}</th>
                                <th scope="col" class="num">{text::session::present(locale)}</th>
                                <th scope="col" class="num">{text::session::needed(locale)}</th>
                                <th scope="col" class="num">{text::session::seats(locale)}</th>
                                <th scope="col">{text::session::quorum(locale)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}
