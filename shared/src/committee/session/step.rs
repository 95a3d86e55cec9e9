//! What each event does to a session, stage by stage.

use chrono::{DateTime, Utc};

use super::{
    super::{
        decision::{Ask, Decision, Permit, Proposed},
        event::{Act, Convening},
        hall::{Conflict, Hall, Note},
        minutes::{Minutes, Remark, SealedMinutes, Signature, SignedMinutes},
        motion::{Cast, Count, End, Motion, Vote, Why},
        quorum::Presence,
        refusal::SessionError,
    },
    Stage, State,
};
use crate::{document::Text, id::PersonId};

pub(super) fn wrong<T>(stage: Stage, act: &Act) -> Result<T, SessionError> {
    Err(SessionError::WrongStage { stage, act: act.word() })
}

/// Days of notice are days of the calendar: whoever calls on Monday for Thursday gives three, at whatever hour.
pub(super) fn notice(call: &Convening, at: DateTime<Utc>, begins: DateTime<Utc>) -> Result<(), SessionError> {
    let found = (call.day(begins) - call.day(at)).num_days();
    if begins < at {
        return Err(SessionError::InThePast { begins });
    }
    if found < i64::from(call.notice_days) {
        return Err(SessionError::ShortNotice { needed: call.notice_days, found });
    }
    Ok(())
}

pub(super) fn convened(call: &mut Convening, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
    match act {
        Act::Postpone { begins, reason: _ } => {
            notice(call, at, begins)?;
            call.begins = begins;
            Ok(State::Convened)
        }
        Act::Cancel { reason } => Ok(State::Cancelled(reason)),
        Act::CallRoll { roster, secretary } => {
            let (announced, found) = (call.day(call.begins), call.day(at));
            if at < call.begins {
                return Err(SessionError::TooEarly { begins: call.begins });
            }
            if announced != found {
                return Err(SessionError::OtherDay { announced, found });
            }
            Ok(State::RollCall(Hall::new(call, roster, secretary, at)))
        }
        act => wrong(Stage::Convened, &act),
    }
}

pub(super) fn roll_call(call: &Convening, mut hall: Hall, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
    match act {
        Act::Arrive { person, way } => hall.arrive(call, person, way, at)?,
        Act::Leave { person } => hall.leave(call, person, at)?,
        Act::Open { chair } => {
            quorate(call, &hall, at)?;
            hall.take_chair(chair, at)?;
            hall.opened_at = Some(at);
            return Ok(State::Open(hall));
        }
        Act::Close => return Ok(State::Closed(hall, at)),
        act => return wrong(Stage::RollCall, &act),
    }
    Ok(State::RollCall(hall))
}

pub(super) fn suspended(call: &Convening, mut hall: Hall, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
    match act {
        Act::Arrive { person, way } => hall.arrive(call, person, way, at)?,
        Act::Leave { person } => hall.leave(call, person, at)?,
        Act::Resume { chair } => {
            quorate(call, &hall, at)?;
            hall.take_chair(chair, at)?;
            return Ok(State::Open(hall));
        }
        Act::Close => return Ok(State::Closed(hall, at)),
        act => return wrong(Stage::Suspended, &act),
    }
    Ok(State::Suspended(hall))
}

pub(super) fn open(call: &Convening, mut hall: Hall, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
    match act {
        Act::Arrive { person, way } => hall.arrive(call, person, way, at)?,
        Act::Leave { person } => {
            hall.leave(call, person, at)?;
            return Ok(settle(call, hall, at));
        }
        Act::PassChair { to } => hall.take_chair(to, at)?,
        Act::DeclareConflict { person, item, reason } => {
            on_agenda(call, item)?;
            hall.seat_present(person)?;
            if hall.has_conflict(person, item) {
                return Err(SessionError::AlreadyDeclared { person, item });
            }
            hall.conflicts.push(Conflict { person, item, reason, at });
            hall.refresh(call, at);
        }
        Act::Note { item, text } => {
            on_agenda(call, item)?;
            hall.notes.push(Note { item, text, at });
        }
        Act::Put { item, text, proposed } => put(call, &mut hall, item, text, proposed, at)?,
        Act::Cast { motion, person, vote } => cast(&mut hall, motion, person, vote)?,
        Act::Count { motion, permit } => count(call, &mut hall, motion, permit, at)?,
        Act::Withdraw { motion, reason } => {
            hall.chair_present()?;
            hall.voted_on(motion)?;
            hall.void(Why::Withdrawn { reason }, at);
        }
        Act::Close => {
            no_vote(&mut hall)?;
            return Ok(State::Closed(hall, at));
        }
        act => return wrong(Stage::Open, &act),
    }
    Ok(State::Open(hall))
}

/// An open session goes on while it has its quorum.
pub(super) fn settle(call: &Convening, mut hall: Hall, at: DateTime<Utc>) -> State {
    if hall.presence(call, at).is_quorum() {
        return State::Open(hall);
    }
    hall.void(Why::QuorumLost, at);
    State::Suspended(hall)
}

fn quorate(call: &Convening, hall: &Hall, at: DateTime<Utc>) -> Result<Presence, SessionError> {
    let presence = hall.presence(call, at);
    if presence.is_quorum() { Ok(presence) } else { Err(SessionError::NoQuorum(presence)) }
}

fn on_agenda(call: &Convening, item: u16) -> Result<(), SessionError> {
    let items = call.agenda.len();
    if (1..=items).contains(&usize::from(item)) { Ok(()) } else { Err(SessionError::NoSuchItem { item, items }) }
}

fn no_vote(hall: &mut Hall) -> Result<(), SessionError> {
    match hall.open_motion() {
        Some(motion) => Err(SessionError::MotionOpen { motion: motion.number }),
        None => Ok(()),
    }
}

fn permitted(call: &Convening, decision: &Decision, permit: &Permit, at: DateTime<Utc>) -> Result<(), SessionError> {
    let territory = call.territory.as_ref().map(|site| &site.code);
    let ask = Ask { body: &call.body, territory, decision, at };
    if permit.covers(ask) { Ok(()) } else { Err(SessionError::NoPermit { action: decision.action }) }
}

fn put(
    call: &Convening,
    hall: &mut Hall,
    item: u16,
    text: Text,
    proposed: Option<Proposed>,
    at: DateTime<Utc>,
) -> Result<(), SessionError> {
    on_agenda(call, item)?;
    hall.chair_present()?;
    no_vote(hall)?;
    if let Some(Proposed { decision, permit }) = &proposed {
        permitted(call, decision, permit, at)?;
    }
    let number = hall.motions.last().map_or(1, |last| last.number.saturating_add(1));
    hall.motions.push(Motion { number, item, text, proposed, put_at: at, votes: Vec::new(), end: None });
    Ok(())
}

fn cast(hall: &mut Hall, number: u16, person: PersonId, vote: Vote) -> Result<(), SessionError> {
    let item = hall.voted_on(number)?.item;
    let seat = hall.seat_present(person)?.clone();
    if hall.has_conflict(person, item) {
        return Err(SessionError::InConflict { person, item });
    }
    let motion = hall.voted_on(number)?;
    match motion.votes.iter_mut().find(|cast| cast.seat == seat) {
        Some(cast) if cast.person != person => return Err(SessionError::SeatHasVoted { seat, by: cast.person }),
        Some(cast) => cast.vote = vote,
        None => motion.votes.push(Cast { seat, person, vote }),
    }
    Ok(())
}

fn count(
    call: &Convening,
    hall: &mut Hall,
    number: u16,
    permit: Option<Permit>,
    at: DateTime<Utc>,
) -> Result<(), SessionError> {
    hall.chair_present()?;
    let item = hall.voted_on(number)?.item;
    let presence = quorate(call, hall, at)?;
    let barred: Vec<_> = hall.barred(item).into_iter().collect();
    let forced = u32::try_from(barred.len()).unwrap_or(u32::MAX);
    let motion = hall.voted_on(number)?;
    let count = Count::new(&call.majority, presence, forced, motion.votes.iter().map(|cast| cast.vote));
    let permit = match (&motion.proposed, permit) {
        (Some(proposed), Some(permit)) if count.carried => {
            permitted(call, &proposed.decision, &permit, at)?;
            Some(permit)
        }
        (Some(proposed), None) if count.carried => {
            return Err(SessionError::NoPermit { action: proposed.decision.action });
        }
        // What is refused needs no power.
        _ => None,
    };
    motion.end = Some(End::Counted { at, count: Box::new(count), barred, permit });
    Ok(())
}

pub(super) fn drafted(
    mut minutes: Box<Minutes>,
    mut signatures: Vec<Signature>,
    act: Act,
    at: DateTime<Utc>,
) -> Result<State, SessionError> {
    let unchanged = |minutes: &Minutes, found| {
        let now = minutes.content();
        if found == now { Ok(()) } else { Err(SessionError::OtherContent { found, now }) }
    };
    let named = |minutes: &Minutes, person| {
        let known = minutes.capacity_of(person).zip(minutes.name_of(person).cloned());
        known.ok_or(SessionError::DidNotAttend { person })
    };
    match act {
        Act::AddRemark { person, text } => {
            let (_, name) = named(&minutes, person)?;
            minutes.remarks.push(Remark { person, name, text, at });
            signatures.clear();
        }
        Act::Sign { person, content } => {
            let (capacity, name) = named(&minutes, person)?;
            unchanged(&minutes, content)?;
            if signatures.iter().any(|signature| signature.person == person) {
                return Err(SessionError::AlreadySigned { person });
            }
            signatures.push(Signature { person, name, capacity, at, content });
        }
        Act::Approve { content } => {
            unchanged(&minutes, content)?;
            let signed = |person| signatures.iter().any(|signature| signature.person == person);
            if let Some((missing, _)) = minutes.signers().find(|&(_, person)| !signed(person)) {
                return Err(SessionError::Unsigned { missing });
            }
            let document = SignedMinutes { minutes: *minutes, signatures, approved_at: at };
            return Ok(State::Approved(Box::new(SealedMinutes::seal(document))));
        }
        act => return wrong(Stage::Drafted, &act),
    }
    Ok(State::Drafted(minutes, signatures))
}
