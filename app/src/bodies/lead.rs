//! Leading a session: what the secretary notes, step by step, from the call to the sealed minutes.
#![expect(clippy::too_many_arguments, reason = "a server function takes its form field by field")]

mod form;

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    committee::{Act, Decision, Officer, Proposed, Roster, Way},
    document::Text,
    id::SessionId,
    locale::from_zone,
    permission::Action,
    tenant::TenantKind,
};
use store::audit;
use uuid::Uuid;

use super::{
    meeting,
    room::{Room, happen},
    widget,
};
use crate::{
    components::{Heading, Icon, Notice, NoticeKind},
    forms::{Declined, Done, Posted, answer},
    page::{Fault, Page, page},
    path,
    rules::id,
    text,
    visit::Visit,
};

/// How browsers write a day and an hour.
pub(super) const TYPED: &str = "%Y-%m-%dT%H:%M";

/// A day and an hour as the site's clocks show them.
pub(super) fn instant(visit: &Visit, typed: &str) -> Option<DateTime<Utc>> {
    let at = NaiveDateTime::parse_from_str(typed.trim(), TYPED).ok()?;
    from_zone(at, visit.site.time_zone)
}

/// One session, for whoever leads it.
#[component]
pub fn Lead() -> impl IntoView {
    let asked = use_params_map().get_untracked().get("session");
    page(async move |visit| {
        visit.on(TenantKind::runs_processes)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let mut tx = visit.enter().await?;
        let room = Room::page(&visit, &mut tx, id(asked)?).await?;
        if let Err(reason) = room.leads(&visit) {
            return Ok(refused_page(&visit, &room, reason));
        }
        let offers = room.offers(&visit, &mut tx).await?;
        let offers = offers.into_iter().map(|offer| (offer.value, offer.said)).collect();
        Ok(show(&visit, &room, offers))
    })
}

fn refused_page(visit: &Visit, room: &Room, reason: String) -> Page {
    let locale = visit.locale();
    let title = text::session::lead_it(locale);
    let back = path::session(room.held.id);
    let body = view! {
        {meeting::crumbs(visit, room, Some(title))}
        <Heading title/>
        <Notice kind=NoticeKind::Attention locale>
            <p>{reason}</p>
            <p><a class="btn" href=back>{text::session::see_session(locale)}</a></p>
        </Notice>
    };
    Page::new(title, body)
}

fn show(visit: &Visit, room: &Room, offers: Vec<(String, String)>) -> Page {
    let locale = visit.locale();
    let session = &room.held.session;
    let title = text::session::lead_title(locale, text::session::number(locale, room.held.number));
    let (chip, see, board) =
        (widget::chip(visit, session), path::session(room.held.id), path::board(room.held.id, true));
    let quorum = session.presence().map(|presence| widget::quorum(visit, presence));
    let body = view! {
        {meeting::crumbs(visit, room, Some(text::session::lead_it(locale)))}
        <Heading over=room.known.name() title=title.clone() lead=visit.date_time(session.call().begins)>
            {chip}
            <a class="btn btn--quiet" href=see><Icon name="eye"/>{text::session::see_session(locale)}</a>
            <a class="btn btn--quiet" href=board><Icon name="grid"/>{text::session::board_title(locale)}</a>
        </Heading>
        {meeting::suspended(visit, session)}
        {quorum}
        {form::steps(visit, room)}
        {form::attendance(visit, room)}
        {form::items(visit, room, offers)}
        {form::minutes(visit, room)}
    };
    Page::new(title, body)
}

/// What whoever leads a session notes.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "dirigir")]
pub async fn lead_session(
    session: String,
    #[server(default)] act: String,
    #[server(default)] person: String,
    #[server(default)] item: String,
    #[server(default)] text: String,
    #[server(default)] motion: String,
    #[server(default)] vote: String,
    #[server(default)] decision: String,
    #[server(default)] begins: String,
    #[server(default)] content: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let page = session.parse().map_or_else(|_| path::BODIES.to_owned(), |id: SessionId| path::lead_session(id));
    let posted = Posted::new("lead", page.clone(), []);
    let typed = Typed {
        act: &act,
        person: &person,
        item: &item,
        text: &text,
        motion: &motion,
        vote: &vote,
        decision: &decision,
        begins: &begins,
        content: &content,
    };
    let outcome = lead(&visit, &session, &typed, page).await;
    answer(&visit, posted, outcome).await
}

struct Typed<'a> {
    act: &'a str,
    person: &'a str,
    item: &'a str,
    text: &'a str,
    motion: &'a str,
    vote: &'a str,
    decision: &'a str,
    begins: &'a str,
    content: &'a str,
}

impl Typed<'_> {
    fn read<T: std::str::FromStr>(visit: &Visit, typed: &str) -> Result<T, Declined> {
        let unknown = |_| Declined::Refused(text::session::unknown_act(visit.locale()).to_owned());
        typed.parse().map_err(unknown)
    }

    fn person<T: std::str::FromStr>(&self, visit: &Visit) -> Result<T, Declined> {
        let nobody = |_| Declined::Refused(text::session::choose_person(visit.locale()).to_owned());
        self.person.parse().map_err(nobody)
    }

    fn words(&self, visit: &Visit) -> Result<Text, Declined> {
        let missing = |_| Declined::Refused(text::session::text_missing(visit.locale()).to_owned());
        self.text.trim().replace("\r\n", "\n").parse().map_err(missing)
    }

    fn instant(&self, visit: &Visit) -> Result<DateTime<Utc>, Declined> {
        let wrong = || Declined::Refused(text::session::begins_wrong(visit.locale()).to_owned());
        instant(visit, self.begins).ok_or_else(wrong)
    }
}

async fn lead(visit: &Visit, session: &str, typed: &Typed<'_>, page: String) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = visit.viewer.as_deref().ok_or(Declined::SignIn)?;
    let secretary = || -> Result<Officer, Declined> {
        let name = Typed::read(visit, viewer.name.trim())?;
        Ok(Officer { person: viewer.person, name })
    };
    let decision = decision(visit, session, typed).await?;
    let room = happen(visit, session, |room, at| {
        room.leads(visit).map_err(Declined::Refused)?;
        let meets = |room: &Room| {
            room.may_meet(at).map_err(|refused| room.ground.declined(visit, Action::HoldSession, &refused))
        };
        Ok(match typed.act {
            "postpone" => Act::Postpone { begins: typed.instant(visit)?, reason: typed.words(visit)? },
            "cancel" => Act::Cancel { reason: typed.words(visit)? },
            "call_roll" => {
                meets(room)?;
                let roster = Roster::new(&room.known.rule, room.known.kind(), &room.appointments);
                Act::CallRoll { roster, secretary: secretary()? }
            }
            "arrive" => Act::Arrive { person: typed.person(visit)?, way: Way::Noted },
            "leave" => Act::Leave { person: typed.person(visit)? },
            "open" => {
                meets(room)?;
                Act::Open { chair: typed.person(visit)? }
            }
            "resume" => {
                meets(room)?;
                Act::Resume { chair: typed.person(visit)? }
            }
            "pass_chair" => Act::PassChair { to: typed.person(visit)? },
            "conflict" => Act::DeclareConflict {
                person: typed.person(visit)?,
                item: Typed::read(visit, typed.item)?,
                reason: typed.words(visit)?,
            },
            "note" => Act::Note { item: Typed::read(visit, typed.item)?, text: typed.words(visit)? },
            "put" => {
                let proposed = match &decision {
                    None => None,
                    Some(decision) => {
                        let permit = room.permit(decision, at);
                        let permit =
                            permit.map_err(|refused| room.ground.declined(visit, decision.action, &refused))?;
                        Some(Proposed { decision: decision.clone(), permit })
                    }
                };
                Act::Put { item: Typed::read(visit, typed.item)?, text: typed.words(visit)?, proposed }
            }
            "cast" => Act::Cast {
                motion: Typed::read(visit, typed.motion)?,
                person: typed.person(visit)?,
                vote: Typed::read(visit, typed.vote)?,
            },
            "count" => {
                let motion = Typed::read(visit, typed.motion)?;
                let proposed = room.held.session.motions().iter().find(|one| one.number == motion);
                let proposed = proposed.and_then(|motion| motion.proposed.as_ref());
                // Where the body has lost the power meanwhile, only a motion that does not carry can be counted.
                let permit = proposed.and_then(|proposed| room.permit(&proposed.decision, at).ok());
                Act::Count { motion, permit }
            }
            "withdraw" => Act::Withdraw { motion: Typed::read(visit, typed.motion)?, reason: typed.words(visit)? },
            "close" => Act::Close,
            "draft" => Act::Draft,
            "approve" => Act::Approve { content: Typed::read(visit, typed.content)? },
            _ => return Err(Declined::Refused(text::session::unknown_act(locale).to_owned())),
        })
    })
    .await?;
    note(visit, &room, typed).await?;
    let to = if typed.act == "approve" { path::minutes(room.held.id) } else { page };
    Ok(Done { to, message: Some(text::session::done(locale).to_owned()) })
}

/// The decision that a motion is to take, among those that the rules let the body take.
async fn decision(visit: &Visit, session: &str, typed: &Typed<'_>) -> Result<Option<Decision>, Declined> {
    if typed.act != "put" || typed.decision.is_empty() {
        return Ok(None);
    }
    let unknown = || Declined::Refused(text::session::unknown_act(visit.locale()).to_owned());
    let id: SessionId = session.parse().map_err(|_| unknown())?;
    let mut tx = visit.enter().await?;
    let room = Room::enter(visit, &mut tx, id).await?.ok_or_else(unknown)?;
    let offers = room.offers(visit, &mut tx).await?;
    let found = offers.into_iter().find(|offer| offer.value == typed.decision);
    found.map(|offer| Some(offer.decision)).ok_or_else(unknown)
}

/// The steps that the public waits for go into the audit trail as well; what happens inside a session is in its minutes.
async fn note(visit: &Visit, room: &Room, typed: &Typed<'_>) -> Result<(), Declined> {
    if !matches!(typed.act, "postpone" | "cancel" | "call_roll" | "close" | "approve") {
        return Ok(());
    }
    let mut tx = visit.enter().await?;
    let reason = typed.text.trim();
    let act = audit::Act {
        person: visit.viewer.as_ref().map(|viewer| viewer.person),
        act: "lead_session",
        object: &room.name(visit),
        reason: (!reason.is_empty()).then_some(reason),
        before: Some(&json!({ "stage": room.held.session.stage() })),
        after: Some(&json!({ "act": typed.act })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    Ok(tx.commit().await?)
}
