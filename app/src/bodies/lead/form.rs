//! The forms with which a session is led: only those that make sense as it stands.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::committee::{Motion, Stage, Vote};

use super::{
    super::{
        meeting, part,
        room::Room,
        widget::{self, Doing},
    },
    LeadSession,
};
use crate::{components::Icon, path, text, visit::Visit};

fn doing(room: &Room, act: &'static str) -> Doing {
    Doing::new(LeadSession::url(), room.held.id, act)
}

fn submit(class: &'static str, label: &'static str) -> AnyView {
    view! { <div class="actions"><button class=class type="submit">{label}</button></div> }.into_any()
}

fn section(id: &'static str, title: &'static str, inside: AnyView) -> AnyView {
    view! { <section class="section" aria-labelledby=id><h2 id=id>{title}</h2>{inside}</section> }.into_any()
}

fn more(title: &'static str, inside: AnyView) -> AnyView {
    view! { <details class="more"><summary>{title}</summary><div>{inside}</div></details> }.into_any()
}

/// What comes next: the roll, the opening, the chair, the end.
pub(super) fn steps(visit: &Visit, room: &Room) -> AnyView {
    let locale = visit.locale();
    let session = &room.held.session;
    let primary = "btn btn--primary";
    let chair = |act, label| {
        let inside = view! {
            {widget::people("chair", text::session::chair(locale), room.present(visit))}
            {submit(primary, label)}
        };
        doing(room, act).form(visit, inside.into_any())
    };
    let close = || {
        let button = doing(room, "close").button(visit, "btn", text::session::close(locale), None);
        view! { <div><p class="muted">{text::session::close_detail(locale)}</p>{button}</div> }.into_any()
    };
    match session.stage() {
        Stage::Convened => {
            let roll = match room.may_meet(visit.now) {
                Ok(()) => doing(room, "call_roll").button(visit, primary, text::session::call_roll(locale), None),
                Err(refused) => {
                    let action = shared::permission::Action::HoldSession;
                    let said = room.ground.sentence(visit, action, &refused);
                    view! { <p class="notice notice--warn"><Icon name="warn"/><span>{said}</span></p> }.into_any()
                }
            };
            let postpone = view! {
                {widget::line("begins", "begins", text::session::new_begins(locale), String::new(), "datetime-local")}
                {widget::line("postpone-why", "text", text::session::why(locale), String::new(), "text")}
                {submit("btn", text::session::postpone(locale))}
            };
            let cancel = view! {
                {widget::line("cancel-why", "text", text::session::why(locale), String::new(), "text")}
                {submit("btn btn--danger", text::session::cancel(locale))}
            };
            let inside = view! {
                <p class="muted">{text::session::call_roll_detail(locale)}</p>
                {roll}
                {more(text::session::postpone_title(locale), doing(room, "postpone").form(visit, postpone.into_any()))}
                {more(text::session::cancel_title(locale), doing(room, "cancel").form(visit, cancel.into_any()))}
            };
            section("steps", text::session::call_roll(locale), inside.into_any())
        }
        Stage::RollCall => {
            let inside = view! { {chair("open", text::session::open(locale))} {close()} };
            section("steps", text::session::open_title(locale), inside.into_any())
        }
        Stage::Suspended => {
            let inside = view! { {chair("resume", text::session::resume(locale))} {close()} };
            section("steps", text::session::resume_title(locale), inside.into_any())
        }
        Stage::Open => {
            let pass = view! {
                {widget::people("chair", text::session::chair(locale), room.present(visit))}
                {submit("btn", text::session::pass_chair(locale))}
            };
            let presides = session.chair().map(|chair| {
                let said = format!("{}: {}", text::session::chairs_it(locale), room.name_of(visit, chair));
                view! { <p>{said}</p> }
            });
            let pass = doing(room, "pass_chair").form(visit, pass.into_any());
            let inside = view! { {presides} {more(text::session::pass_chair(locale), pass)} {close()} };
            section("steps", text::session::stage(locale, Stage::Open), inside.into_any())
        }
        Stage::Cancelled | Stage::Closed | Stage::Drafted | Stage::Approved => ().into_any(),
    }
}

/// The roster, with a button for each arrival and departure.
pub(super) fn attendance(visit: &Visit, room: &Room) -> Option<AnyView> {
    let locale = visit.locale();
    let session = &room.held.session;
    let roster = session.roster().filter(|_| room.is_gathered())?;
    let day = session.call().day(visit.now);
    let mut rows = Vec::new();
    for seat in roster.seats() {
        let place = text::bodies::numbered(locale, &seat.sector, seat.seat.number);
        for one in seat.people.iter().filter(|one| roster.seat_of(one.person, day) == Some(&seat.seat)) {
            let name = one.name.to_string();
            let (act, label, spoken, class) = if room.is_present(one.person) {
                let spoken = text::session::note_departure_of(locale, &name);
                ("leave", text::session::note_departure(locale), spoken, "btn btn--small")
            } else {
                let spoken = text::session::note_arrival_of(locale, &name);
                ("arrive", text::session::note_arrival(locale), spoken, "btn btn--small")
            };
            let button = doing(room, act).with("person", one.person).button(visit, class, label, Some(spoken));
            let state = room.is_present(one.person).then(|| {
                view! {
                    <span class="chip chip--ok"><Icon name="check"/>{text::session::is_present(locale)}</span>
                }
            });
            rows.push(view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td data-label=text::session::seat(locale)>{place.clone()}</td>
                    <td data-label=text::session::state(locale)>{state}</td>
                    <td>{button}</td>
                </tr>
            });
        }
    }
    let table = view! {
        <div class="table-wrap" role="region" aria-labelledby="attendance" tabindex="0">
            <table class="table table--stack">
                <caption class="visually-hidden">{text::session::attendance(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::session::person(locale)}</th>
                        <th scope="col">{text::session::seat(locale)}</th>
                        <th scope="col">{text::session::state(locale)}</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    let title = text::session::attendance(locale);
    Some(view! { <section class="section"><h2 id="attendance">{title}</h2>{table}</section> }.into_any())
}

/// The agenda while the session is open: what is said, declared and voted on.
pub(super) fn items(visit: &Visit, room: &Room, offers: Vec<(String, String)>) -> Option<AnyView> {
    let locale = visit.locale();
    let session = &room.held.session;
    if session.stage() != Stage::Open {
        return None;
    }
    let open = session.motions().last().filter(|motion| motion.is_open());
    let item = |id: &str| widget::choice(id, "item", text::session::conflict_item(locale), part::items(room));
    let voting = if let Some(motion) = open {
        voting(visit, room, motion)
    } else {
        let offers = [(String::new(), text::session::put_none(locale).to_owned())].into_iter().chain(offers);
        let put = view! {
            {item("put-item")}
            {widget::line("put-text", "text", text::session::put_text(locale), String::new(), "text")}
            {widget::choice("put-decision", "decision", text::session::put_decision(locale), offers.collect())}
            {submit("btn btn--primary", text::session::put(locale))}
        };
        let put = doing(room, "put").form(visit, put.into_any());
        view! { <h3>{text::session::put_title(locale)}</h3>{put} }.into_any()
    };
    let note = view! {
        {item("note-item")}
        {widget::line("note-text", "text", text::session::note_text(locale), String::new(), "text")}
        {submit("btn", text::session::note_add(locale))}
    };
    let conflict = view! {
        {widget::people("conflict-person", text::session::person(locale), room.present(visit))}
        {item("conflict-item")}
        {widget::line("conflict-text", "text", text::session::conflict_reason(locale), String::new(), "text")}
        {submit("btn", text::session::conflict_declare(locale))}
    };
    let inside = view! {
        {meeting::agenda(visit, room)}
        {voting}
        {more(text::session::note(locale), doing(room, "note").form(visit, note.into_any()))}
        {more(text::session::conflict_title(locale), doing(room, "conflict").form(visit, conflict.into_any()))}
    };
    Some(section("items", text::session::items(locale), inside.into_any()))
}

/// The motion that is open: the votes noted, the count.
fn voting(visit: &Visit, room: &Room, motion: &Motion) -> AnyView {
    let locale = visit.locale();
    let given = motion
        .votes
        .iter()
        .map(|cast| {
            let said = format!("{}: {}", room.name_of(visit, cast.person), text::session::vote(locale, cast.vote));
            view! { <li>{said}</li> }
        })
        .collect_view();
    let votes = Vote::ALL.iter().map(|&vote| (vote.to_string(), text::session::vote(locale, vote).to_owned()));
    let cast = view! {
        {widget::people("vote-person", text::session::person(locale), room.present(visit))}
        {widget::choice("vote", "vote", text::minutes::label_vote(locale), votes.collect())}
        {submit("btn", text::session::vote_note(locale))}
    };
    let withdraw = view! {
        {widget::line("withdraw-text", "text", text::session::why(locale), String::new(), "text")}
        {submit("btn", text::session::withdraw(locale))}
    };
    let number = motion.number;
    let count = doing(room, "count").with("motion", number);
    view! {
        <h3>{text::session::being_voted(locale, &motion.text)}</h3>
        <ul>{given}</ul>
        {doing(room, "cast").with("motion", number).form(visit, cast.into_any())}
        {count.button(visit, "btn btn--primary", text::session::count(locale), None)}
        {more(
            text::session::withdraw(locale),
            doing(room, "withdraw").with("motion", number).form(visit, withdraw.into_any()),
        )}
    }
    .into_any()
}

/// From the end of the session to its sealed minutes.
pub(super) fn minutes(visit: &Visit, room: &Room) -> Option<AnyView> {
    let locale = visit.locale();
    let session = &room.held.session;
    let inside = match session.stage() {
        Stage::Closed => {
            let button = doing(room, "draft").button(visit, "btn btn--primary", text::session::draft(locale), None);
            view! { <p class="muted">{text::session::draft_detail(locale)}</p>{button} }.into_any()
        }
        Stage::Drafted => {
            let minutes = session.minutes()?;
            let approve = doing(room, "approve").with("content", minutes.content());
            let signed = session
                .signatures()
                .iter()
                .map(|one| {
                    let said = format!("{} ({})", one.name, text::minutes::capacity(locale, one.capacity));
                    view! { <li>{said}</li> }
                })
                .collect_view();
            view! {
                <p><a class="btn" href=path::minutes(room.held.id)>{text::session::read_draft(locale)}</a></p>
                <h3>{text::minutes::label_signatures(locale)}</h3>
                <ul>{signed}</ul>
                <p class="muted">{text::session::approve_detail(locale)}</p>
                {approve.button(visit, "btn btn--primary", text::session::approve(locale), None)}
            }
            .into_any()
        }
        Stage::Approved => {
            view! { <p><a class="btn" href=path::minutes(room.held.id)>{text::session::read_minutes(locale)}</a></p> }
                .into_any()
        }
        _ => return None,
    };
    Some(section("minutes", text::minutes::heading(locale), inside))
}
