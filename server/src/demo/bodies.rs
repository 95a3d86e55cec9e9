//! Bodies of the demonstration: people who do not exist, one session that is over, one of today, one that comes. What a
//! session says happened is built by the same events, and held to the same rules, as any other.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Timelike as _, Utc};
use rand::Rng;
use serde::Deserialize;
use shared::{
    committee::{
        Act, Appointment, Ask, Convening, Decision, Gender, Grant, Officer, Permit, Place, Proposed, Roster, SeatId,
        SessionEvent, Site, Subject, Vote, Way,
    },
    document::{Key, Malformed, Text},
    eligibility::{Area, Seat},
    id::PersonId,
    locale::{from_zone, in_zone},
    permission::{Action, Actor, Object, Question, may},
    proposal::ProposalState,
    ruleset::{Body, Code},
    tenant::Slug,
};
use store::{
    StoreError, TenantTx,
    body::{
        self, Of,
        session::{self, NotAdded},
    },
    contest, person,
    process::{self, Process},
    proposal::{self, Cursor, Filter},
    site::Site as StoredSite,
    territory,
};

use super::DemoError;

/// All bodies and sessions to show.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    bodies: Vec<Seated>,
    sessions: Vec<Meeting>,
}

/// A body with whoever sits in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seated {
    tenant: Slug,
    body: Key,
    territory: Option<Code>,
    /// Days since they were appointed.
    since_days: u64,
    act: Text,
    members: Vec<Member>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    name: Text,
    /// Who of the identity provider's people it is; nobody who can sign in where there is none.
    subject: Option<String>,
    sector: Key,
    seat: u16,
    #[serde(default)]
    place: Option<Place>,
    gender: Option<Gender>,
    #[serde(default)]
    declared: bool,
    contact: Option<Text>,
}

/// A session.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meeting {
    tenant: Slug,
    body: Key,
    territory: Option<Code>,
    /// Days from today.
    day: i64,
    /// The subject of who writes the minutes.
    secretary: String,
    place: Text,
    agenda: Vec<Text>,
    /// What happened, where it is over.
    held: Option<Held>,
}

/// A session that is over: seats by their numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    present: Vec<u16>,
    chair: u16,
    conflict: Conflict,
    note: Text,
    endorse: Text,
    yes: Vec<u16>,
    no: Vec<u16>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conflict {
    seat: u16,
    reason: Text,
}

impl Bodies {
    /// The bodies of the demonstration.
    ///
    /// # Errors
    /// When their file is not what it should be.
    pub fn read() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("../../presets/demonstration/bodies.json"))
    }

    /// Stores those of one site, once it has its process.
    ///
    /// # Errors
    /// When the site lacks what they speak of, or the database does not answer.
    pub async fn seed(
        &self,
        tx: &mut TenantTx,
        site: &StoredSite,
        issuer: &str,
        now: DateTime<Utc>,
        random: &mut impl Rng,
    ) -> Result<(), DemoError> {
        let Some(process) = process::current(tx).await? else { return Ok(()) };
        let mut hall = Hall { tx, site, process, issuer, now };
        for seated in self.bodies.iter().filter(|one| one.tenant == site.slug) {
            hall.seat(seated, random).await?;
        }
        for meeting in self.sessions.iter().filter(|one| one.tenant == site.slug) {
            hall.meet(meeting, random).await?;
        }
        Ok(())
    }
}

struct Hall<'a> {
    tx: &'a mut TenantTx,
    site: &'a StoredSite,
    process: Process,
    issuer: &'a str,
    now: DateTime<Utc>,
}

fn new_id<Id: From<uuid::Uuid>>(random: &mut impl Rng) -> Id {
    uuid::Builder::from_random_bytes(random.random()).into_uuid().into()
}

impl Hall<'_> {
    fn missing(&self, what: impl Into<String>) -> DemoError {
        DemoError::Plan(super::plan::PlanError::Unknown { tenant: self.site.slug.to_string(), what: what.into() })
    }

    fn rule(&self, key: &Key) -> Result<Body, DemoError> {
        let rule = self.process.rule_set.bodies.iter().find(|rule| rule.id == *key);
        rule.cloned().ok_or_else(|| self.missing(format!("the body {key}")))
    }

    async fn body(
        &mut self,
        key: &Key,
        code: Option<&Code>,
        random: &mut impl Rng,
    ) -> Result<shared::id::BodyId, DemoError> {
        let of = match code {
            None => Of::Tenant,
            Some(code) => {
                let found = territory::by_code(self.tx, code.as_str()).await?;
                Of::Territory(found.ok_or_else(|| self.missing(format!("the territory {code}")))?.id)
            }
        };
        Ok(body::establish(self.tx, new_id(random), key, of, self.now).await?)
    }

    async fn person(&mut self, member: &Member, random: &mut impl Rng) -> Result<PersonId, DemoError> {
        let (issuer, subject) = match &member.subject {
            Some(subject) => return self.known(subject).await,
            // The same name is the same person in every body.
            None => ("urn:convite:appointed".to_owned(), member.name.to_string()),
        };
        let identity = person::Identity {
            issuer,
            subject,
            name: member.name.to_string(),
            birth_date: None,
            territory_code: None,
            attested: person::Attested::default(),
        };
        Ok(person::recognise(self.tx, new_id(random), &identity, self.now).await?.person)
    }

    async fn known(&mut self, subject: &str) -> Result<PersonId, DemoError> {
        let found = person::by_subject(self.tx, subject).await?;
        let found = found.into_iter().find(|(_, issuer)| issuer == self.issuer);
        found.map(|(person, _)| person).ok_or_else(|| self.missing(format!("the person {subject}")))
    }

    async fn seat(&mut self, seated: &Seated, random: &mut impl Rng) -> Result<(), DemoError> {
        let rule = self.rule(&seated.body)?;
        let body = self.body(&seated.body, seated.territory.as_ref(), random).await?;
        let today = in_zone(self.now, self.site.time_zone).date();
        let from = today.checked_sub_days(Days::new(seated.since_days)).unwrap_or(today);
        for member in &seated.members {
            let seats = rule.seats.iter().find(|seats| seats.sector == member.sector);
            let filled_by = seats.ok_or_else(|| self.missing(format!("the sector {}", member.sector)))?.filled_by;
            let appointment = Appointment {
                person: self.person(member, random).await?,
                name: member.name.clone(),
                seat: SeatId { sector: member.sector.clone(), number: member.seat },
                place: member.place.unwrap_or(Place::Holder),
                gender: member.gender,
                born: None,
                from,
                until: None,
                filled_by,
                act: Some(seated.act.clone()),
                declared: member.declared.then(Default::default),
                trained: None,
                contact: member.contact.clone(),
            };
            body::appoint(self.tx, body, new_id(random), &appointment, None, self.now).await?;
        }
        Ok(())
    }

    /// An hour of a day of the site.
    fn at(&self, day: NaiveDate, hour: u32) -> Result<DateTime<Utc>, DemoError> {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        from_zone(day.and_time(time), self.site.time_zone).ok_or_else(|| self.missing(format!("{day} at {hour}")))
    }

    async fn meet(&mut self, meeting: &Meeting, random: &mut impl Rng) -> Result<(), DemoError> {
        let rule = self.rule(&meeting.body)?;
        let body = self.body(&meeting.body, meeting.territory.as_ref(), random).await?;
        let local = in_zone(self.now, self.site.time_zone);
        let day = local.date() + TimeDelta::days(meeting.day);
        // The session of today has begun within this hour.
        let begins = self.at(day, if meeting.day == 0 { local.hour() } else { 18 })?;
        let called = begins.min(self.now) - TimeDelta::days(i64::from(rule.notice_days) + 2);
        let place = match &meeting.territory {
            None => None,
            Some(code) => {
                let found = territory::by_code(self.tx, code.as_str()).await?;
                let found = found.ok_or_else(|| self.missing(format!("the territory {code}")))?;
                Some(Site { code: code.clone(), name: text(&found.name)? })
            }
        };
        let zone = self.site.time_zone;
        let call = Convening::new(&rule, place, meeting.place.clone(), zone, begins, meeting.agenda.clone());
        let event = SessionEvent { at: called, act: Act::Convene(call) };
        let process = Some(self.process.id);
        let secretary = self.known(&meeting.secretary).await?;
        let mut stored =
            session::convene(self.tx, new_id(random), body, process, event, Some(secretary)).await.map_err(refused)?;
        if let Some(held) = &meeting.held {
            let appointments: Vec<Appointment> =
                body::appointments(self.tx, body).await?.into_iter().map(|(_, one)| one).collect();
            let events = self.story(meeting, &rule, held, &appointments, secretary, begins).await?;
            for event in events {
                stored = session::add(self.tx, stored, event, Some(secretary)).await.map_err(refused)?;
            }
            // Read, signed and approved a day later.
            let mut at = begins + TimeDelta::days(1);
            let chair = of_seat(&appointments, held.chair).ok_or_else(|| self.missing("the chair"))?;
            for act in [Some(Act::Draft), None, None, None] {
                let content = stored.session.minutes().map(shared::committee::Minutes::content);
                let signed = stored.session.signatures().len();
                let act = match (act, content, signed) {
                    (Some(act), ..) => act,
                    (None, Some(content), 0) => Act::Sign { person: chair, content },
                    (None, Some(content), 1) => Act::Sign { person: secretary, content },
                    (None, Some(content), _) => Act::Approve { content },
                    (None, None, _) => return Err(self.missing("minutes")),
                };
                stored =
                    session::add(self.tx, stored, SessionEvent { at, act }, Some(secretary)).await.map_err(refused)?;
                at += TimeDelta::minutes(20);
            }
        }
        Ok(())
    }

    /// What happened in a session, from the roll call to its end.
    async fn story(
        &mut self,
        meeting: &Meeting,
        rule: &Body,
        held: &Held,
        appointments: &[Appointment],
        secretary: PersonId,
        begins: DateTime<Utc>,
    ) -> Result<Vec<SessionEvent>, DemoError> {
        let kind = meeting.territory.as_ref().and_then(|code| {
            self.process.rule_set.territories.list.iter().find(|place| place.code == *code).map(|place| &place.kind)
        });
        let roster = Roster::new(rule, kind, appointments);
        let name = person::find(self.tx, secretary).await?.map(|person| person.name).unwrap_or_default();
        let officer = Officer { person: secretary, name: text(&name)? };
        let member = |seat: u16| of_seat(appointments, seat).ok_or_else(|| self.missing(format!("the seat {seat}")));
        let mut acts = vec![Act::CallRoll { roster, secretary: officer }];
        for &seat in &held.present {
            acts.push(Act::Arrive { person: member(seat)?, way: Way::Noted });
        }
        acts.push(Act::Open { chair: member(held.chair)? });
        acts.push(Act::Note { item: 1, text: held.note.clone() });
        let reason = held.conflict.reason.clone();
        acts.push(Act::DeclareConflict { person: member(held.conflict.seat)?, item: 1, reason });
        let votes = [(Vote::Yes, &held.yes), (Vote::No, &held.no)];
        let votes = votes.into_iter().flat_map(|(vote, seats)| seats.iter().map(move |&seat| (vote, seat)));
        let votes = votes
            .map(|(vote, seat)| Ok(Act::Cast { motion: 1, person: member(seat)?, vote }))
            .collect::<Result<Vec<_>, DemoError>>()?;
        let project = self.project(meeting.territory.as_ref()).await?;
        let minute = |place: usize| begins + TimeDelta::minutes(4 * i64::try_from(place).unwrap_or_default());
        let put_at = minute(acts.len());
        let permit = |at| self.permit(meeting, &project, at);
        let proposed = Some(Proposed { decision: project.clone(), permit: permit(put_at)? });
        acts.push(Act::Put { item: 1, text: held.endorse.clone(), proposed });
        acts.extend(votes);
        let counted_at = minute(acts.len());
        acts.push(Act::Count { motion: 1, permit: Some(permit(counted_at)?) });
        acts.push(Act::Close);
        Ok(acts.into_iter().enumerate().map(|(place, act)| SessionEvent { at: minute(place), act }).collect())
    }

    /// The endorsement of the first project of a territory.
    async fn project(&mut self, code: Option<&Code>) -> Result<Decision, DemoError> {
        let code = code.map(|code| code.as_str().to_lowercase()).unwrap_or_default();
        let contest = contest::by_code(self.tx, self.process.id, &code).await?;
        let contest = contest.ok_or_else(|| self.missing(format!("the contest {code}")))?;
        let filter = Filter { state: Some(ProposalState::Viable), ..Filter::default() };
        let listed = proposal::list(self.tx, &contest, &filter, Cursor::Start, 1).await?;
        let first = listed.proposals.first().ok_or_else(|| self.missing("a project"))?;
        Ok(Decision { action: Action::Endorse, subject: Subject::Proposal { id: first.id } })
    }

    fn permit(&self, meeting: &Meeting, decision: &Decision, at: DateTime<Utc>) -> Result<Permit, DemoError> {
        let rules = &self.process.rule_set;
        let territory = meeting.territory.as_ref();
        let area = territory.map_or_else(Area::whole, |code| Area::of(code, &rules.territories));
        let route =
            territory.map_or_else(|| self.process.dates.everywhere(), |code| self.process.dates.of_territory(code));
        let actor = Actor::in_session(Seat { body: meeting.body.clone(), territory: territory.cloned() });
        let object = Object::of(area);
        let ask = Ask { body: &meeting.body, territory, decision, at };
        Permit::obtain(ask, |ask| {
            let action = ask.decision.action;
            let question =
                Question { powers: &self.process.powers, route, actor: &actor, action, object: &object, now: ask.at };
            may(&question).map(|found| Grant { phase: found.phase.cloned(), basis: found.basis.clone() })
        })
        .map_err(|refused| self.missing(format!("the power of a session: {}", refused.refusal)))
    }
}

fn of_seat(appointments: &[Appointment], seat: u16) -> Option<PersonId> {
    appointments.iter().find(|one| one.seat.number == seat).map(|one| one.person)
}

fn text(words: &str) -> Result<Text, DemoError> {
    words.parse().map_err(|error: Malformed| DemoError::Plan(error.into()))
}

fn refused(error: NotAdded) -> DemoError {
    match error {
        NotAdded::Store(error) => error.into(),
        NotAdded::Refused(error) => StoreError::corrupt("session")(error).into(),
    }
}
