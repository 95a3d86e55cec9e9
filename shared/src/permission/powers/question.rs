//! Who asks, and what they want to do to what.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::Powers;
use crate::{
    calendar::{Due, Route},
    document::Key,
    eligibility::{Area, Person, Seat},
    id::PersonId,
    permission::Action,
    role::Role,
    ruleset::{Channel, Lock},
};

/// May this actor do this to that at this instant?
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The powers of the rules in force.
    pub powers: &'a Powers,
    /// The calendar of the object's territory.
    pub route: &'a Route,
    /// Who.
    pub actor: &'a Actor,
    /// What.
    pub action: Action,
    /// To what.
    pub object: &'a Object,
    /// When.
    pub now: DateTime<Utc>,
}

/// Who asks: a person, a body in session, or the passing of a deadline. Made for one request; nobody who has not signed in has a role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    signed_in: bool,
    id: Option<PersonId>,
    roles: BTreeSet<Role>,
    session: Option<Seat>,
    time: bool,
    person: Person,
}

impl Actor {
    /// Somebody who has not signed in.
    pub fn anonymous() -> Self {
        Self::default()
    }

    /// A person of this tenant with these granted roles. The role of citizen is implied.
    pub fn signed_in(id: PersonId, roles: impl IntoIterator<Item = Role>) -> Self {
        let roles = roles.into_iter().chain([Role::Citizen]).collect();
        Self { signed_in: true, id: Some(id), roles, ..Self::default() }
    }

    /// Somebody of whom this is supposed, without anybody having asked who they are: what would the rules answer a citizen
    /// like that? Whatever the person leaves open, the rolls first of all, stays open in the answer.
    pub fn supposed(person: Person) -> Self {
        Self { signed_in: true, roles: BTreeSet::from([Role::Citizen]), person, ..Self::default() }
    }

    /// A body in session, deciding: neither a person nor of any role.
    pub fn in_session(body: Seat) -> Self {
        Self { signed_in: true, session: Some(body), ..Self::default() }
    }

    /// The passing of a deadline itself (silencio administrativo): it may do what the rules say happens then, and nothing
    /// else.
    pub fn time() -> Self {
        Self { signed_in: true, time: true, ..Self::default() }
    }

    /// With what is known of the person, the seats they hold included.
    #[must_use]
    pub fn known_as(mut self, person: Person) -> Self {
        self.person = person;
        self
    }

    /// Whether they have signed in.
    pub const fn is_signed_in(&self) -> bool {
        self.signed_in
    }

    /// Which person.
    pub const fn id(&self) -> Option<PersonId> {
        self.id
    }

    /// The roles held, that of citizen included.
    pub const fn roles(&self) -> &BTreeSet<Role> {
        &self.roles
    }

    /// Whether they hold the role, or one that covers it.
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|held| held.covers(role))
    }

    /// The body that they are, in session.
    pub const fn session(&self) -> Option<&Seat> {
        self.session.as_ref()
    }

    /// Whether it is the passing of a deadline.
    pub const fn is_time(&self) -> bool {
        self.time
    }

    /// What is known of the person.
    pub const fn person(&self) -> &Person {
        &self.person
    }
}

/// What the action is done to, and what has been done to it already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object {
    /// Where it belongs.
    pub area: Area,
    /// The contest that it belongs to, by its name in the rules, where it belongs to one.
    pub contest: Option<Key>,
    /// By which channel it is done.
    pub channel: Option<Channel>,
    /// What doing it changes, where the action alone does not say: an act may change rules or ceilings.
    pub changes: Option<Lock>,
    /// Who made it.
    pub author: Option<PersonId>,
    /// Since when it can no longer change, whatever the phases say.
    pub frozen: Option<DateTime<Utc>>,
    /// Whether its votes have been counted.
    pub counted: bool,
    /// Whether the actor has cast every vote they have in it.
    pub voted: bool,
    /// Whether it is done for an entry of a roll that the actor answers for, where each entry has a vote.
    pub entry: bool,
    /// The theme of the idea, by its name in the rules, where it has one.
    pub theme: Option<Key>,
    /// The themes of the ideas that the actor has sent in the process and not taken back, one for each idea.
    pub sent: Vec<Option<Key>>,
    /// The deadlines of the step with when they pass; what the rules say happens then is possible from then on.
    pub deadlines: Vec<Passing>,
}

/// When a deadline of the rules passes for a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passing {
    /// Its place among those of the rules.
    pub deadline: usize,
    /// When it passes.
    pub at: DateTime<Utc>,
}

impl From<&Due<'_>> for Passing {
    fn from(due: &Due<'_>) -> Self {
        Self { deadline: due.place, at: due.passes }
    }
}

impl Object {
    /// Something of the whole tenant.
    pub fn anywhere() -> Self {
        Self::default()
    }

    /// Something of one territory.
    pub fn of(area: Area) -> Self {
        Self { area, ..Self::default() }
    }

    /// Something of one territory that waits, with its deadlines.
    pub fn waiting(area: Area, dues: &[Due<'_>]) -> Self {
        Self { deadlines: dues.iter().map(Passing::from).collect(), ..Self::of(area) }
    }

    /// When the deadline at this place of the rules passes for it, where it has one.
    pub(super) fn passes(&self, place: usize) -> Option<DateTime<Utc>> {
        self.deadlines.iter().find(|passing| passing.deadline == place).map(|passing| passing.at)
    }

    /// Whether somebody else made it.
    pub fn is_anothers(&self, actor: &Actor) -> bool {
        self.author.is_some() && self.author != actor.id
    }

    /// Whether the actor made it.
    pub fn is_own(&self, actor: &Actor) -> bool {
        self.author.is_some() && self.author == actor.id
    }
}
