//! A session (sesión): what its events make of it.
//!
//! Called → roll call → open ⇄ suspended → closed → drafted → approved; or called off before the roll is called. A
//! session in which the quorum is lost is suspended by itself, at the instant of the departure. What was being voted on
//! then is void and has to be put to the vote anew: if it waited, its result would depend on who comes back, and a
//! minority could leave to choose that.

use chrono::{DateTime, Utc};

use super::{
    decision::{Ask, Decision, Permit, Proposed, Taken},
    event::{Act, Convening, SessionEvent},
    hall::{Conflict, Hall, Note, QuorumPoint, Stay},
    minutes::{Minutes, Remark, SealedMinutes, Signature, SignedMinutes},
    motion::{Cast, Count, End, Motion, Vote, Why},
    quorum::Presence,
    refusal::SessionError,
    roster::Roster,
};
use crate::{document::Text, id::PersonId, words::words};

words! {
    /// How a session stands.
    Stage as "stage of a session" {
        /// It has been called.
        Convened = "convened",
        /// It has been called off.
        Cancelled = "cancelled",
        /// People arrive.
        RollCall = "roll_call",
        /// It is open.
        Open = "open",
        /// It has lost its quorum.
        Suspended = "suspended",
        /// It is over.
        Closed = "closed",
        /// Its minutes can be read and signed.
        Drafted = "drafted",
        /// Its minutes are approved and sealed.
        Approved = "approved",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Convened,
    Cancelled(Text),
    RollCall(Hall),
    Open(Hall),
    Suspended(Hall),
    Closed(Hall, DateTime<Utc>),
    Drafted(Box<Minutes>, Vec<Signature>),
    Approved(Box<SealedMinutes>),
}

/// A session, built from its events and in no other way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    call: Convening,
    convened_at: DateTime<Utc>,
    last: DateTime<Utc>,
    state: State,
}

impl Session {
    /// Calls a session.
    ///
    /// # Errors
    /// When the event is not a call, has no agenda or gives too little notice.
    pub fn begin(event: SessionEvent) -> Result<Self, SessionError> {
        let at = event.at;
        match event.act {
            Act::Convene(call) => {
                if call.agenda.is_empty() {
                    return Err(SessionError::NoAgenda);
                }
                notice(&call, at, call.begins)?;
                Ok(Self { call, convened_at: at, last: at, state: State::Convened })
            }
            act => Err(SessionError::NotConvened { act: act.word() }),
        }
    }

    /// The session that these events make.
    ///
    /// # Errors
    /// With the first event that cannot happen; without any event, that it has not been called.
    pub fn replay(events: impl IntoIterator<Item = SessionEvent>) -> Result<Self, SessionError> {
        let mut events = events.into_iter();
        let first = events.next().ok_or(SessionError::NotConvened { act: "nothing" })?;
        events.try_fold(Self::begin(first)?, Self::step)
    }

    /// The session after one more event.
    ///
    /// # Errors
    /// When it cannot happen, with what it would take; the session is as before.
    pub fn apply(&self, event: SessionEvent) -> Result<Self, SessionError> {
        self.clone().step(event)
    }

    fn step(mut self, SessionEvent { at, act }: SessionEvent) -> Result<Self, SessionError> {
        if at < self.last {
            return Err(SessionError::BackInTime { last: self.last, at });
        }
        self.last = at;
        let call = &mut self.call;
        let pass = |mut hall: Hall, call: &Convening| {
            hall.pass_time(call, at);
            hall
        };
        self.state = match self.state {
            State::Convened => convened(call, act, at)?,
            State::RollCall(hall) => roll_call(call, pass(hall, call), act, at)?,
            State::Open(hall) => match settle(call, pass(hall, call), at) {
                State::Open(hall) => open(call, hall, act, at)?,
                State::Suspended(hall) => suspended(call, hall, act, at)?,
                _ => unreachable!("a session that was open is open or suspended"),
            },
            State::Suspended(hall) => suspended(call, pass(hall, call), act, at)?,
            State::Closed(hall, closed_at) => match act {
                Act::Draft => {
                    State::Drafted(Box::new(Minutes::of(call, self.convened_at, hall, closed_at)), Vec::new())
                }
                act => return wrong(Stage::Closed, &act),
            },
            State::Drafted(minutes, signatures) => drafted(minutes, signatures, act, at)?,
            State::Cancelled(_) => return wrong(Stage::Cancelled, &act),
            State::Approved(_) => return wrong(Stage::Approved, &act),
        };
        Ok(self)
    }

    /// How it stands.
    pub const fn stage(&self) -> Stage {
        match self.state {
            State::Convened => Stage::Convened,
            State::Cancelled(_) => Stage::Cancelled,
            State::RollCall(_) => Stage::RollCall,
            State::Open(_) => Stage::Open,
            State::Suspended(_) => Stage::Suspended,
            State::Closed(..) => Stage::Closed,
            State::Drafted(..) => Stage::Drafted,
            State::Approved(_) => Stage::Approved,
        }
    }

    /// The call, with the hour to which it was moved last.
    pub const fn call(&self) -> &Convening {
        &self.call
    }

    /// When it was called.
    pub const fn convened_at(&self) -> DateTime<Utc> {
        self.convened_at
    }

    /// When something happened last.
    pub const fn last(&self) -> DateTime<Utc> {
        self.last
    }

    /// Why it was called off.
    pub const fn cancelled(&self) -> Option<&Text> {
        if let State::Cancelled(reason) = &self.state { Some(reason) } else { None }
    }

    const fn hall(&self) -> Option<&Hall> {
        match &self.state {
            State::RollCall(hall) | State::Open(hall) | State::Suspended(hall) | State::Closed(hall, _) => Some(hall),
            State::Convened | State::Cancelled(_) | State::Drafted(..) | State::Approved(_) => None,
        }
    }

    /// The seats, once the roll has been called.
    pub fn roster(&self) -> Option<&Roster> {
        self.hall().map(|hall| &hall.roster).or_else(|| self.minutes().map(|minutes| &minutes.roster))
    }

    /// The quorum as it is: from the roll call until the session is over.
    pub fn presence(&self) -> Option<Presence> {
        match &self.state {
            State::RollCall(hall) | State::Open(hall) | State::Suspended(hall) => {
                Some(hall.presence(&self.call, self.last))
            }
            _ => None,
        }
    }

    /// Who has been there, in the order of arrival.
    pub fn attendance(&self) -> &[Stay] {
        self.hall().map_or_else(|| self.minutes().map_or(&[][..], |minutes| &minutes.attendance), |hall| &hall.stays)
    }

    /// The quorum, change by change.
    pub fn quorum_history(&self) -> &[QuorumPoint] {
        self.hall().map_or_else(|| self.minutes().map_or(&[][..], |minutes| &minutes.quorum), |hall| &hall.history)
    }

    /// The conflicts of interest that have been declared.
    pub fn conflicts(&self) -> &[Conflict] {
        self.hall().map_or_else(|| self.minutes().map_or(&[][..], |minutes| &minutes.conflicts), |hall| &hall.conflicts)
    }

    /// What has been put to the vote.
    pub fn motions(&self) -> &[Motion] {
        self.hall().map_or_else(|| self.minutes().map_or(&[][..], |minutes| &minutes.motions), |hall| &hall.motions)
    }

    /// What has been decided.
    pub fn decisions(&self) -> impl Iterator<Item = Taken<'_>> {
        self.motions().iter().filter_map(Motion::taken)
    }

    /// The member who chairs it, while they are there.
    pub fn chair(&self) -> Option<PersonId> {
        self.hall().and_then(|hall| hall.chair_present().ok())
    }

    /// The minutes, once they are drafted.
    pub fn minutes(&self) -> Option<&Minutes> {
        match &self.state {
            State::Drafted(minutes, _) => Some(minutes),
            State::Approved(sealed) => Some(&sealed.document().minutes),
            _ => None,
        }
    }

    /// Who has signed the minutes.
    pub fn signatures(&self) -> &[Signature] {
        match &self.state {
            State::Drafted(_, signatures) => signatures,
            State::Approved(sealed) => &sealed.document().signatures,
            _ => &[],
        }
    }

    /// The minutes under their seal, once they are approved.
    pub const fn sealed(&self) -> Option<&SealedMinutes> {
        if let State::Approved(sealed) = &self.state { Some(sealed) } else { None }
    }
}

fn wrong<T>(stage: Stage, act: &Act) -> Result<T, SessionError> {
    Err(SessionError::WrongStage { stage, act: act.word() })
}

/// Days of notice are days of the calendar: whoever calls on Monday for Thursday gives three, at whatever hour.
fn notice(call: &Convening, at: DateTime<Utc>, begins: DateTime<Utc>) -> Result<(), SessionError> {
    let found = (call.day(begins) - call.day(at)).num_days();
    if found < i64::from(call.notice_days) || begins < at {
        return Err(SessionError::ShortNotice { needed: call.notice_days, found });
    }
    Ok(())
}

fn convened(call: &mut Convening, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
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

fn roll_call(call: &Convening, mut hall: Hall, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
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

fn suspended(call: &Convening, mut hall: Hall, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
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

fn open(call: &Convening, mut hall: Hall, act: Act, at: DateTime<Utc>) -> Result<State, SessionError> {
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
fn settle(call: &Convening, mut hall: Hall, at: DateTime<Utc>) -> State {
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

fn drafted(
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
