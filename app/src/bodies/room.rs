//! A session as a request finds it: the body, who asks, and what they may do in it.

use chrono::{DateTime, Utc};
use shared::{
    committee::{Act, Appointment, Ask, Capacity, Decision, Permit, SeatId, SessionEvent, Stage, Subject},
    eligibility::Person,
    id::{PersonId, SessionId},
    permission::{Action, Actor, Object, Refused},
    proposal::ProposalState,
    ruleset::Holder,
};
use store::{
    StoreError, TenantTx,
    body::{
        self,
        session::{self, Held, NotAdded},
    },
    contest,
    proposal::{self, Cursor, Filter},
};

use super::ground::{Ground, Known};
use crate::{forms::Declined, page::Fault, text, visit::Visit};

/// Two people who act at once meet at the same event; whoever comes second tries again.
const TRIES: u8 = 6;
/// Projects that a motion can be about.
const MOST_PROJECTS: u16 = 300;

/// A session with all that decides on what can be done in it.
pub(super) struct Room {
    pub ground: Ground,
    pub known: Known,
    pub held: Held,
    pub actor: Actor,
    pub appointments: Vec<Appointment>,
}

/// A decision that can be put to the vote: as the form carries it, and in words.
pub(super) struct Offer {
    pub value: String,
    pub said: String,
    pub decision: Decision,
}

impl Room {
    /// Reads it; nothing where there is no such session, or no rules ever knew its body.
    pub async fn enter(visit: &Visit, tx: &mut TenantTx, id: SessionId) -> store::Result<Option<Self>> {
        let Some(held) = session::find(tx, id).await? else { return Ok(None) };
        let Some(ground) = Ground::of(visit, tx).await? else { return Ok(None) };
        let Some(known) = ground.body_ever(tx, held.body).await? else { return Ok(None) };
        let actor = ground.actor().clone();
        let appointments = body::appointments(tx, held.body).await?.into_iter().map(|(_, one)| one).collect();
        Ok(Some(Self { ground, known, held, actor, appointments }))
    }

    /// The same for a page.
    pub async fn page(visit: &Visit, tx: &mut TenantTx, id: SessionId) -> Result<Self, Fault> {
        Self::enter(visit, tx, id).await?.ok_or(Fault::NotFound)
    }

    /// What people call the session.
    pub fn name(&self, visit: &Visit) -> String {
        text::session::of_body(visit.locale(), self.held.number, self.known.name())
    }

    /// Somebody's name.
    pub fn name_of(&self, visit: &Visit, person: PersonId) -> String {
        let session = &self.held.session;
        let listed = session.roster().and_then(|roster| roster.name_of(person));
        let noted = session.minutes().and_then(|minutes| minutes.name_of(person));
        let appointed = self.appointments.iter().rev().find(|one| one.person == person).map(|one| &one.name);
        listed
            .or(noted)
            .or(appointed)
            .map_or_else(|| text::bodies::somebody(visit.locale()).to_owned(), ToString::to_string)
    }

    /// The instant that powers over the session are asked for: what was begun in its time is finished.
    fn instant(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.held.session.quorum_history().first().map_or(now, |first| first.at)
    }

    fn object(&self) -> Object {
        Object::of(self.ground.area_of(&self.known))
    }

    fn convenes(&self, visit: &Visit, actor: &Actor) -> Result<(), Box<Refused>> {
        self.ground.ask(actor, Action::Convene, &self.object(), self.instant(visit.now)).map(|_| ())
    }

    /// Whether who asks may lead the session: whoever may call one; but once a member has called the roll, no other
    /// member.
    ///
    /// # Errors
    /// With the reason why not.
    pub fn leads(&self, visit: &Visit) -> Result<(), String> {
        let person = visit.viewer.as_ref().map(|viewer| viewer.person);
        self.convenes(visit, &self.actor).map_err(|refused| self.ground.sentence(visit, Action::Convene, &refused))?;
        let other = self.held.session.secretary().filter(|secretary| Some(secretary.person) != person);
        let Some((secretary, viewer)) = other.zip(visit.viewer.as_ref()) else { return Ok(()) };
        let by_role = Actor::signed_in(viewer.person, viewer.roles.iter().copied());
        self.convenes(visit, &by_role).map_err(|_| text::session::other_secretary(visit.locale(), &secretary.name))
    }

    /// The seat of whoever asks, where they have one in this session.
    pub fn own_seat(&self, visit: &Visit) -> Option<SeatId> {
        let person = visit.viewer.as_ref()?.person;
        let today = visit.today();
        match self.held.session.roster() {
            Some(roster) => {
                let day = self.held.session.call().day(self.held.session.last());
                roster.seat_of(person, day).or_else(|| roster.seat_of(person, today)).cloned()
            }
            None => self
                .known
                .sitting(&self.appointments, today)
                .find(|one| one.person == person)
                .map(|one| one.seat.clone()),
        }
    }

    /// Whether who asks may take part, as a member.
    pub fn takes_part(&self, visit: &Visit) -> Result<(), Box<Refused>> {
        self.ground.ask(&self.actor, Action::HoldSession, &self.object(), self.instant(visit.now)).map(|_| ())
    }

    /// Whether who asks may add to the minutes and sign them: whoever sat in the session may, even when their term has
    /// ended since, and so may its secretary.
    pub fn finishes(&self, visit: &Visit) -> Result<(), Box<Refused>> {
        let person = visit.viewer.as_ref().map(|viewer| viewer.person);
        let capacity = person.zip(self.held.session.minutes()).and_then(|(id, minutes)| minutes.capacity_of(id));
        let (Some(viewer), Some(capacity)) = (&visit.viewer, capacity) else { return self.takes_part(visit) };
        if capacity == Capacity::Secretary {
            return self.convenes(visit, &self.actor);
        }
        let then = Person { seats: [self.known.seat()].into(), ..Person::default() };
        let actor = Actor::signed_in(viewer.person, viewer.roles.iter().copied()).known_as(then);
        self.ground.ask(&actor, Action::HoldSession, &self.object(), self.instant(visit.now)).map(|_| ())
    }

    /// Whether the body may meet at this instant.
    pub fn may_meet(&self, now: DateTime<Utc>) -> Result<(), Box<Refused>> {
        let actor = Actor::in_session(self.known.seat());
        self.ground.ask(&actor, Action::HoldSession, &self.object(), self.instant(now)).map(|_| ())
    }

    /// The body's permit for a decision at an instant.
    pub fn permit(&self, decision: &Decision, at: DateTime<Utc>) -> Result<Permit, Box<Refused>> {
        let actor = Actor::in_session(self.known.seat());
        // The minutes name the territory of the call.
        let territory = self.held.session.call().territory.as_ref().map(|site| &site.code);
        let ask = Ask { body: &self.held.session.call().body, territory, decision, at };
        Permit::obtain(ask, |ask| self.ground.ask(&actor, ask.decision.action, &self.object(), ask.at))
    }

    /// Whether somebody is there.
    pub fn is_present(&self, person: PersonId) -> bool {
        self.held.session.attendance().iter().any(|stay| stay.person == person && stay.until.is_none())
    }

    /// Whether people may arrive and leave.
    pub fn is_gathered(&self) -> bool {
        matches!(self.held.session.stage(), Stage::RollCall | Stage::Open | Stage::Suspended)
    }

    /// Who is there, by name.
    pub fn present(&self, visit: &Visit) -> Vec<(PersonId, String)> {
        let stays = self.held.session.attendance().iter().filter(|stay| stay.until.is_none());
        stays.map(|stay| (stay.person, self.name_of(visit, stay.person))).collect()
    }

    /// The decisions that the rules let the body take, on what there is to decide on.
    pub async fn offers(&self, visit: &Visit, tx: &mut TenantTx) -> store::Result<Vec<Offer>> {
        let locale = visit.locale();
        let holder = Holder::Body(self.known.rule.id.clone());
        let of_body = |action: &Action| {
            self.ground.rules.powers.iter().any(|power| power.who == holder && power.may.contains(action))
        };
        let Some(process) = &self.ground.process else { return Ok(Vec::new()) };
        let mut contests = contest::of_process(tx, process.id).await?;
        if let body::Of::Territory(_) = self.known.of {
            // What its people vote in, there and in the larger territories around it.
            let area = self.ground.area_of(&self.known);
            contests.retain(|contest| contest.at.as_ref().is_none_or(|at| area.lies_in(at)));
        }
        let mut offers = Vec::new();
        let mut offer = |action: Action, kind: &str, id: String, what: &str, subject: Subject| {
            let said = format!("{}: {what}", text::action::name(locale, action));
            offers.push(Offer { value: format!("{action}:{kind}:{id}"), said, decision: Decision { action, subject } });
        };
        for &action in Action::ALL.iter().filter(|action| action.is_decision()).filter(|action| of_body(action)) {
            match action {
                Action::ApproveBallot | Action::Prioritise => {
                    for contest in &contests {
                        let subject = Subject::Contest { id: contest.id };
                        offer(action, "contest", contest.id.to_string(), &contest.name, subject);
                    }
                }
                Action::Endorse => {
                    for contest in &contests {
                        let filter = Filter { state: Some(ProposalState::Viable), ..Filter::default() };
                        let listed = proposal::list(tx, contest, &filter, Cursor::Start, MOST_PROJECTS).await?;
                        for one in listed.proposals {
                            let subject = Subject::Proposal { id: one.id };
                            offer(action, "proposal", one.id.to_string(), &one.title, subject);
                        }
                    }
                }
                _ => {
                    let subject = Subject::Process { id: process.id };
                    offer(action, "process", process.id.to_string(), &process.name, subject);
                }
            }
        }
        Ok(offers)
    }
}

/// Lets something happen in a session: `decide` says what, given the session as it is; where somebody else's act came
/// first, it is asked again. Gives back the session before it.
///
/// # Errors
/// With what `decide` says, with the reason where the session does not allow it, and when the database does not answer.
pub(super) async fn happen<D>(visit: &Visit, id: &str, decide: D) -> Result<Room, Declined>
where
    D: Fn(&Room, DateTime<Utc>) -> Result<Act, Declined> + Send + Sync,
{
    let locale = visit.locale();
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let id: SessionId = id.parse().map_err(|_| gone())?;
    for _ in 0..TRIES {
        let mut tx = visit.enter().await?;
        let room = Room::enter(visit, &mut tx, id).await?.ok_or_else(gone)?;
        let at = visit.now.max(room.held.session.last());
        let act = decide(&room, at)?;
        if matches!(act, Act::CallRoll { .. }) {
            let (one, two) = (visit.fresh_id::<uuid::Uuid>(), visit.fresh_id::<uuid::Uuid>());
            let mut secret = [0; 32];
            secret[..16].copy_from_slice(one.as_bytes());
            secret[16..].copy_from_slice(two.as_bytes());
            session::secret(&mut tx, id, &secret).await?;
        }
        let by = visit.viewer.as_ref().map(|viewer| viewer.person);
        match session::add(&mut tx, room.held.clone(), SessionEvent { at, act }, by).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(room);
            }
            Err(NotAdded::Store(StoreError::Conflict(_))) => {}
            Err(NotAdded::Store(error)) => return Err(error.into()),
            Err(NotAdded::Refused(error)) => {
                let name = |person| room.name_of(visit, person);
                let said = text::session::refused(locale, &error, name, |at| visit.date_time(at));
                return Err(Declined::Refused(said));
            }
        }
    }
    Err(Declined::Refused(text::session::busy(locale).to_owned()))
}
