//! What members do in a session with their own account: arrive, leave, declare, vote, add to the minutes and sign.
#![expect(clippy::too_many_arguments, reason = "a server function takes its form field by field")]

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::{
    committee::{Act, Stage, Vote, Way},
    id::{PersonId, SessionId},
    permission::Action,
    tenant::TenantKind,
};
use store::body::session;

use super::{
    code, meeting,
    room::{Room, happen},
    widget::{self, Doing},
};
use crate::{
    components::{Heading, Icon, Notice, NoticeKind},
    forms::{Declined, Done, Posted, answer},
    page::{Fault, Page, Width, page},
    path,
    rules::id,
    text,
    visit::Visit,
};

/// Whether the minutes that nobody has approved yet are for who asks: those who attended, and those who lead.
pub(super) fn may_read_draft(visit: &Visit, room: &Room) -> bool {
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    let attended = person.zip(room.held.session.minutes());
    attended.is_some_and(|(person, minutes)| minutes.capacity_of(person).is_some()) || room.leads(visit).is_ok()
}

fn doing(room: &Room, act: &'static str) -> Doing {
    Doing::new(TakePart::url(), room.held.id, act)
}

/// What somebody who sits in the body can do now.
pub(super) fn panel(visit: &Visit, room: &Room) -> Option<AnyView> {
    let locale = visit.locale();
    let person = visit.viewer.as_ref()?.person;
    room.own_seat(visit)?;
    if !room.is_gathered() {
        return None;
    }
    let inside = if room.is_present(person) {
        let leave = doing(room, "leave").button(visit, "btn btn--quiet", text::session::i_leave(locale), None);
        view! { {ballot(visit, room, person)} {conflict(visit, room)} {leave} }.into_any()
    } else {
        doing(room, "arrive").button(visit, "btn btn--primary btn--big", text::session::i_am_present(locale), None)
    };
    Some(
        view! {
            <section class="section" aria-labelledby="part">
                <h2 id="part">{text::session::my_part(locale)}</h2>
                {inside}
            </section>
        }
        .into_any(),
    )
}

/// The vote on the motion that is open.
fn ballot(visit: &Visit, room: &Room, person: PersonId) -> Option<AnyView> {
    let locale = visit.locale();
    let session = &room.held.session;
    let motion = session.motions().last().filter(|motion| motion.is_open())?;
    let barred = session.conflicts().iter().any(|conflict| conflict.person == person && conflict.item == motion.item);
    let inside = if barred {
        view! { <p>{text::session::vote_barred(locale)}</p> }.into_any()
    } else {
        let given = motion.votes.iter().find(|cast| cast.person == person);
        let given = given.map(|cast| {
            view! { <p role="status">{text::session::vote_given(locale, text::session::vote(locale, cast.vote))}</p> }
        });
        let buttons = Vote::ALL
            .iter()
            .map(|&vote| {
                view! {
                    <button class="btn" type="submit" name="vote" value=vote.as_str()>
                        {text::session::vote(locale, vote)}
                    </button>
                }
            })
            .collect_view();
        let buttons = view! { <div class="actions">{buttons}</div> }.into_any();
        let form = doing(room, "vote").with("motion", motion.number).form(visit, buttons);
        view! { {given} {form} }.into_any()
    };
    Some(
        view! {
            <div class="card">
                <h3>{text::session::vote_on(locale, &motion.text)}</h3>
                {inside}
            </div>
        }
        .into_any(),
    )
}

fn conflict(visit: &Visit, room: &Room) -> Option<AnyView> {
    let locale = visit.locale();
    if room.held.session.stage() != Stage::Open {
        return None;
    }
    let inside = view! {
        <p class="field__hint">{text::session::conflict_hint(locale)}</p>
        {widget::choice("own-item", "item", text::session::conflict_item(locale), items(room))}
        {widget::line("own-reason", "text", text::session::conflict_reason(locale), String::new(), "text")}
        <div class="actions">
            <button class="btn" type="submit">{text::session::conflict_declare(locale)}</button>
        </div>
    };
    let form = doing(room, "conflict").form(visit, inside.into_any());
    Some(
        view! {
            <details class="more"><summary>{text::session::conflict_title(locale)}</summary><div>{form}</div></details>
        }
        .into_any(),
    )
}

/// The items of the agenda as a choice.
pub(super) fn items(room: &Room) -> Vec<(String, String)> {
    let agenda = &room.held.session.call().agenda;
    (1..).zip(agenda).map(|(number, item): (u16, _)| (number.to_string(), format!("{number}. {item}"))).collect()
}

/// What those who attended can do with the minutes that were drafted.
pub(super) fn reading(visit: &Visit, room: &Room) -> Option<AnyView> {
    let locale = visit.locale();
    let person = visit.viewer.as_ref()?.person;
    let minutes = room.held.session.minutes().filter(|_| room.held.session.stage() == Stage::Drafted)?;
    minutes.capacity_of(person)?;
    let signed = room.held.session.signatures().iter().any(|signature| signature.person == person);
    let sign = if signed {
        view! { <p><span class="chip chip--ok"><Icon name="check"/>{text::session::signed_already(locale)}</span></p> }
            .into_any()
    } else {
        doing(room, "sign").with("content", minutes.content()).button(
            visit,
            "btn btn--primary",
            text::session::sign(locale),
            None,
        )
    };
    let remark = view! {
        <p class="field__hint">{text::session::remark_hint(locale)}</p>
        {widget::line("remark", "text", text::session::remark_text(locale), String::new(), "text")}
        <div class="actions"><button class="btn" type="submit">{text::session::remark_add(locale)}</button></div>
    };
    let remark = doing(room, "remark").form(visit, remark.into_any());
    Some(
        view! {
            <section class="section" aria-labelledby="part">
                <h2 id="part">{text::session::my_part(locale)}</h2>
                {sign}
                <details class="more">
                    <summary>{text::session::remark_title(locale)}</summary><div>{remark}</div>
                </details>
            </section>
        }
        .into_any(),
    )
}

/// "I am present": where the code at the door leads.
#[component]
pub fn ArrivePage() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("session");
    let given = use_query_map().get_untracked().get("codigo").unwrap_or_default();
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        let asked: SessionId = id(asked)?;
        if visit.viewer.is_none() {
            // With the code, so that it is still there after signing in.
            return Err(Fault::Elsewhere(path::sign_in(&path::arrive(asked, &given))));
        }
        let mut tx = visit.enter().await?;
        let room = Room::page(&visit, &mut tx, asked).await?;
        let secret = session::known_secret(&mut tx, asked).await?;
        let works = secret.is_some_and(|secret| code::works(&secret, asked, &given, visit.now));
        Ok(arriving(&visit, &room, &given, works))
    })
}

fn arriving(visit: &Visit, room: &Room, given: &str, works: bool) -> Page {
    let locale = visit.locale();
    let title = text::session::arrive_title(locale);
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    let says = |kind, said: &'static str| view! { <Notice kind locale><p>{said}</p></Notice> }.into_any();
    let inside = if room.own_seat(visit).is_none() {
        says(NoticeKind::Attention, text::session::arrive_not_member(locale))
    } else if !room.is_gathered() {
        let said = match room.held.session.stage() {
            Stage::Convened => text::session::arrive_not_yet(locale),
            _ => text::session::arrive_over(locale),
        };
        says(NoticeKind::Attention, said)
    } else if person.is_some_and(|person| room.is_present(person)) {
        says(NoticeKind::Done, text::session::already_here(locale))
    } else {
        let of_code = (!given.is_empty()).then(|| {
            if works {
                says(NoticeKind::Information, text::session::arrive_code(locale))
            } else {
                says(NoticeKind::Attention, text::session::arrive_expired(locale))
            }
        });
        let label = text::session::i_am_present(locale);
        let button = doing(room, "arrive").with("code", if works { given } else { "" });
        let button = button.button(visit, "btn btn--primary btn--big", label, None);
        view! { {of_code} {button} }.into_any()
    };
    let back = path::session(room.held.id);
    let body = view! {
        {meeting::crumbs(visit, room, Some(title))}
        <Heading title lead=text::session::arrive_lead(locale, room.name(visit))/>
        {inside}
        <p><a href=back>{text::session::see_session(locale)}</a></p>
    };
    Page::new(title, body).width(Width::Narrow)
}

/// What a member does in a session, with their own account.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "participar")]
pub async fn take_part(
    session: String,
    #[server(default)] act: String,
    #[server(default)] item: String,
    #[server(default)] text: String,
    #[server(default)] motion: String,
    #[server(default)] vote: String,
    #[server(default)] code: String,
    #[server(default)] content: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = session.parse().map_or_else(
        |_| path::BODIES.to_owned(),
        |id: SessionId| match &*act {
            "remark" | "sign" => path::minutes(id),
            _ => path::session(id),
        },
    );
    let posted = Posted::new("part", page.clone(), []);
    let typed =
        Typed { act: &act, item: &item, text: &text, motion: &motion, vote: &vote, code: &code, content: &content };
    let outcome = take(&visit, &session, &typed, page).await;
    answer(&visit, posted, outcome).await
}

struct Typed<'a> {
    act: &'a str,
    item: &'a str,
    text: &'a str,
    motion: &'a str,
    vote: &'a str,
    code: &'a str,
    content: &'a str,
}

async fn take(visit: &Visit, session_id: &str, typed: &Typed<'_>, page: String) -> Result<Done, Declined> {
    let locale = visit.locale();
    let person = visit.viewer.as_ref().ok_or(Declined::SignIn)?.person;
    let way = match session_id.parse::<SessionId>() {
        Ok(id) if !typed.code.is_empty() => {
            let mut tx = visit.enter().await?;
            let secret = session::known_secret(&mut tx, id).await?;
            if !secret.is_some_and(|secret| code::works(&secret, id, typed.code, visit.now)) {
                return Err(Declined::Refused(text::session::arrive_expired(locale).to_owned()));
            }
            Way::Code
        }
        _ => Way::SignedIn,
    };
    let unknown = || Declined::Refused(text::session::unknown_act(locale).to_owned());
    let words = || {
        let typed = typed.text.trim().parse().map_err(|_| ());
        typed.map_err(|()| Declined::Refused(text::session::text_missing(locale).to_owned()))
    };
    happen(visit, session_id, |room, _| {
        let asked = if matches!(typed.act, "remark" | "sign") { room.finishes(visit) } else { room.takes_part(visit) };
        asked.map_err(|refused| room.ground.declined(visit, Action::HoldSession, &refused))?;
        Ok(match typed.act {
            "arrive" => Act::Arrive { person, way },
            "leave" => Act::Leave { person },
            "conflict" => {
                Act::DeclareConflict { person, item: typed.item.parse().map_err(|_| unknown())?, reason: words()? }
            }
            "vote" => Act::Cast {
                motion: typed.motion.parse().map_err(|_| unknown())?,
                person,
                vote: typed.vote.parse().map_err(|_| unknown())?,
            },
            "remark" => Act::AddRemark { person, text: words()? },
            "sign" => Act::Sign { person, content: typed.content.parse().map_err(|_| unknown())? },
            _ => return Err(unknown()),
        })
    })
    .await?;
    let said = match typed.act {
        "arrive" => text::session::arrived(locale),
        "leave" => text::session::left(locale),
        "conflict" => text::session::conflict_kept(locale),
        "vote" => text::session::vote_kept(locale),
        "remark" => text::session::remark_kept(locale),
        _ => text::session::signed(locale),
    };
    Ok(Done { to: page, message: Some(said.to_owned()) })
}
