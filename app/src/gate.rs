//! The gate: where pages and server functions ask the domain who may do what, and nowhere else.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    calendar::{Calendar, Route},
    committee::Grant,
    eligibility::Area,
    id::PersonId,
    permission::{Action, Actor, Object, Powers, Question, Refusal, Refused, Source, may},
    role::Role,
    ruleset::{Channel, Code, Holder, RuleSet, Tie},
};
use store::{
    TenantTx, facts,
    process::{self, Process},
    role,
    urn::{Vote, Votes},
};

use crate::{forms::Declined, refusal, visit::Visit};

/// The rules that decide, and who stands before them. Made for one request.
pub struct Gate {
    powers: Arc<Powers>,
    /// The rules and the calendar of the process; none where nothing but what holds on every site decides.
    process: Option<(Arc<RuleSet>, Calendar)>,
    actor: Actor,
    now: DateTime<Utc>,
}

impl Gate {
    /// Whoever visits, before the rules of a process.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(visit: &Visit, tx: &mut TenantTx, process: &Process) -> store::Result<Self> {
        let mut actor = visit.actor();
        if let Some(viewer) = &visit.viewer {
            let known = facts::of(tx, viewer.person, &process.rule_set, visit.today()).await?;
            actor = actor.known_as(known);
        }
        let rules = (Arc::clone(&process.rule_set), process.dates.clone());
        Ok(Self { powers: Arc::clone(&process.powers), process: Some(rules), actor, now: visit.now })
    }

    /// Somebody who does not visit, before the rules of a process: whoever a command names, by what is known of them at an
    /// instant and on its day.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_person(
        tx: &mut TenantTx,
        process: &Process,
        person: PersonId,
        (now, today): (DateTime<Utc>, NaiveDate),
    ) -> store::Result<Self> {
        let known = facts::of(tx, person, &process.rule_set, today).await?;
        let actor = Actor::signed_in(person, role::of(tx, person).await?).known_as(known);
        let rules = (Arc::clone(&process.rule_set), process.dates.clone());
        Ok(Self { powers: Arc::clone(&process.powers), process: Some(rules), actor, now })
    }

    /// Whoever visits, before the rules of the process under way; where there is none, before what holds on every site.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn here(visit: &Visit, tx: &mut TenantTx) -> store::Result<Self> {
        match process::current(tx).await? {
            Some(process) => Self::of(visit, tx, &process).await,
            None => Ok(Self::standing(visit)),
        }
    }

    /// Whoever visits, before what holds on every site.
    pub fn standing(visit: &Visit) -> Self {
        Self { powers: Arc::new(Powers::standing()), process: None, actor: visit.actor(), now: visit.now }
    }

    /// Nobody in particular, before rules and their calendar: whoever is asked about is supposed ([`Actor::supposed`]). It
    /// takes no transaction, so that nothing can be looked up of anybody.
    pub fn of_nobody((rules, powers, calendar): (&Arc<RuleSet>, &Arc<Powers>, &Calendar), now: DateTime<Utc>) -> Self {
        let rules = (Arc::clone(rules), calendar.clone());
        Self { powers: Arc::clone(powers), process: Some(rules), actor: Actor::anonymous(), now }
    }

    /// The passing of deadlines itself, before the rules of a process.
    pub fn of_time(process: &Process, now: DateTime<Utc>) -> Self {
        let rules = (Arc::clone(&process.rule_set), process.dates.clone());
        Self { powers: Arc::clone(&process.powers), process: Some(rules), actor: Actor::time(), now }
    }

    /// Which deadline of the rules, by its place, speaks for a step that waits now: silence itself, where the gate was
    /// opened for it.
    pub fn lapsed(&self, action: Action, object: &Object) -> Option<usize> {
        let (_, calendar) = self.process.as_ref()?;
        let route = match object.area.code() {
            Some(territory) => calendar.of_territory(territory),
            None => calendar.everywhere(),
        };
        let question = Question { powers: &self.powers, route, actor: &self.actor, action, object, now: self.now };
        match may(&question).ok()?.source {
            Source::Deadline { place } => Some(place),
            Source::Power { .. } | Source::Standing => None,
        }
    }

    /// Who asks.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The rules that decide.
    pub fn rules(&self) -> Option<&RuleSet> {
        self.process.as_ref().map(|(rules, _)| &**rules)
    }

    /// A territory with the larger ones that it lies in.
    pub fn area(&self, territory: &Code) -> Area {
        self.rules().map_or_else(|| Area::only(territory.clone()), |rules| Area::of(territory, &rules.territories))
    }

    /// Where whoever asks lives; the whole tenant when that is not known.
    pub fn home(&self) -> Area {
        let homes = self.actor.person().ties.get(&Tie::Resides);
        homes.and_then(|homes| homes.first()).cloned().unwrap_or_default()
    }

    /// The phases where whoever asks lives.
    pub fn route<'a>(&self, process: &'a Process) -> &'a Route {
        match self.home().code() {
            Some(code) => process.dates.of_territory(code),
            None => process.dates.everywhere(),
        }
    }

    /// The votes of whoever asks, online: where the next one of them is cast.
    pub fn ballot(&self, votes: &Votes) -> Object {
        let place = votes.left().next().and_then(|vote| self.place(vote)).unwrap_or_else(|| self.home());
        Object { voted: votes.are_cast(), entry: votes.are_of_accounts(), ..self.ballot_in(place) }
    }

    /// One vote of whoever asks, online, whether or not it is cast.
    pub fn ballot_of(&self, vote: &Vote) -> Object {
        let place = self.place(vote).unwrap_or_else(|| self.home());
        Object { entry: vote.account.is_some(), ..self.ballot_in(place) }
    }

    fn ballot_in(&self, place: Area) -> Object {
        let contest = self.rules().and_then(RuleSet::deciding_contest).map(|contest| contest.id.clone());
        Object { contest, channel: Some(Channel::Online), ..Object::of(place) }
    }

    /// Where an account votes, if its roll says it.
    fn place(&self, vote: &Vote) -> Option<Area> {
        Some(self.area(vote.account.as_ref()?.territory.as_ref()?))
    }

    /// Whether somebody else may, or at another instant: a body in session, a member who finishes what was begun in time.
    ///
    /// # Errors
    /// With the reason why not, the rule that it follows from, and what helps.
    pub fn ask(
        &self,
        actor: &Actor,
        action: Action,
        object: &Object,
        now: DateTime<Utc>,
    ) -> Result<Grant, Box<Refused>> {
        let nowhere = Route::default();
        let route = self.process.as_ref().map_or(&nowhere, |(_, calendar)| match object.area.code() {
            Some(territory) => calendar.of_territory(territory),
            None => calendar.everywhere(),
        });
        let question = Question { powers: &self.powers, route, actor, action, object, now };
        let permit = may(&question).map_err(Box::new)?;
        Ok(Grant { phase: permit.phase.cloned(), basis: permit.basis.clone() })
    }

    /// Whether they may, now. What concerns the whole tenant must be possible wherever the dates differ.
    ///
    /// # Errors
    /// With the reason why not, the rule that it follows from, and what helps.
    pub fn may(&self, action: Action, object: &Object) -> Result<(), Box<Refused>> {
        let ask = |route: &Route| {
            let question = Question { powers: &self.powers, route, actor: &self.actor, action, object, now: self.now };
            may(&question).map(|_| ()).map_err(Box::new)
        };
        let Some((_, calendar)) = &self.process else { return ask(&Route::default()) };
        if let Some(territory) = object.area.code() {
            return ask(calendar.of_territory(territory));
        }
        ask(calendar.everywhere())?;
        calendar.differing().try_for_each(|(_, route)| ask(route))
    }

    /// In which office whoever asks may: whom the rules give the power to. That of who administers the process, where
    /// they give it to nobody in particular.
    pub fn office(&self, action: Action, object: &Object) -> Holder {
        let nowhere = Route::default();
        let route = self.process.as_ref().map_or(&nowhere, |(_, calendar)| match object.area.code() {
            Some(territory) => calendar.of_territory(territory),
            None => calendar.everywhere(),
        });
        let question = Question { powers: &self.powers, route, actor: &self.actor, action, object, now: self.now };
        let rules = self.rules();
        let power = may(&question).ok().and_then(|permit| match permit.source {
            Source::Power { place } => rules?.powers.get(place),
            Source::Deadline { .. } | Source::Standing => None,
        });
        power.map_or(Holder::Role(Role::ProcessAdmin), |power| power.who.clone())
    }

    /// The same as the answer to a form.
    ///
    /// # Errors
    /// With the refusal in words.
    pub fn allow(&self, visit: &Visit, action: Action, object: &Object) -> Result<(), Declined> {
        self.may(action, object).map_err(|why| self.declined(visit, action, &why))
    }

    /// A refusal as the answer to a form.
    pub fn declined(&self, visit: &Visit, action: Action, why: &Refused) -> Declined {
        match why.refusal {
            Refusal::SignInFirst => Declined::SignIn,
            _ => Declined::Refused(self.sentence(visit, action, why)),
        }
    }

    /// A refusal and the way out in words, as the visitor's language and the site's clocks have them.
    pub fn sentence(&self, visit: &Visit, action: Action, why: &Refused) -> String {
        refusal::sentence(visit, self.rules(), action, why)
    }
}
