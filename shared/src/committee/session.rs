//! A session (sesión): what its events make of it.
//!
//! Called → roll call → open ⇄ suspended → closed → drafted → approved; or called off before the roll is called. A
//! session in which the quorum is lost is suspended by itself, at the instant of the departure. What was being voted on
//! then is void and has to be put to the vote anew: if it waited, its result would depend on who comes back, and a
//! minority could leave to choose that.

mod step;

use chrono::{DateTime, Utc};

use self::step::{convened, drafted, notice, open, roll_call, settle, suspended, wrong};
use super::{
    decision::Taken,
    event::{Act, Convening, Officer, SessionEvent},
    hall::{Conflict, Hall, QuorumPoint, Stay},
    minutes::{Minutes, SealedMinutes, Signature},
    motion::Motion,
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

    /// When it was closed, once it is over.
    pub fn closed_at(&self) -> Option<DateTime<Utc>> {
        match &self.state {
            State::Closed(_, at) => Some(*at),
            _ => self.minutes().map(|minutes| minutes.closed_at),
        }
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

    /// Who writes the minutes, once the roll has been called.
    pub fn secretary(&self) -> Option<&Officer> {
        self.hall().map(|hall| &hall.secretary).or_else(|| self.minutes().map(|minutes| &minutes.secretary))
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
