//! The rules that bodies go by, and what is asked of them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    committee::{self, Appointment, Defect, Site, Vacancy},
    document::{Key, Text},
    eligibility::{Area, Seat},
    id::{BodyId, ProposalId},
    permission::{Action, Actor, Object, Refused},
    ruleset::{self, BodyKind, Code, Place, RuleSet, Scope},
};
use store::{
    TenantTx,
    body::{self, Of},
    process::Process,
    proposal,
    territory::{self, Territory},
};

use crate::{forms::Declined, gate::Gate, page::Fault, rules, text, visit::Visit};

/// The rules of a site, with what they are asked.
pub(crate) struct Ground {
    /// The process under way.
    pub process: Option<Process>,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    territories: Vec<Territory>,
    gate: Gate,
}

/// A body as it exists, with its rules.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Within this site.
    pub id: BodyId,
    /// What it is of.
    pub of: Of,
    /// Its rules.
    pub rule: ruleset::Body,
    /// The document that they stand in.
    pub rules: Arc<RuleSet>,
    /// Whether the rules in force know it no more: those are the last that did.
    pub former: bool,
    /// Its territory in the rules, where it has one.
    pub place: Option<Place>,
    /// The project that it watches, where it watches one.
    pub project: Option<(ProposalId, String)>,
}

impl Known {
    /// What people call it, with its territory or project.
    pub fn name(&self) -> String {
        match self.where_it_is() {
            Some(place) => format!("{} · {place}", self.rule.name),
            None => self.rule.name.to_string(),
        }
    }

    /// Its territory, or the project that it watches.
    pub fn where_it_is(&self) -> Option<&str> {
        let project = self.project.as_ref().map(|(_, title)| title.as_str());
        self.place.as_ref().map(|place| place.name.as_str()).or(project)
    }

    /// The kind of its territory.
    pub fn kind(&self) -> Option<&Key> {
        self.place.as_ref().map(|place| &place.kind)
    }

    /// Its territory as minutes name it.
    pub fn site(&self) -> Option<Site> {
        self.place.as_ref().map(|place| Site { code: place.code.clone(), name: place.name.clone() })
    }

    /// What sitting in it is to the powers.
    pub fn seat(&self) -> Seat {
        Seat { body: self.rule.id.clone(), territory: self.place.as_ref().map(|place| place.code.clone()) }
    }

    /// Whether it decides in session; an office does not.
    pub fn is_collegial(&self) -> bool {
        self.rule.kind != BodyKind::Office
    }

    /// Who sits in it on a day.
    pub fn sitting<'a>(
        &self,
        appointments: &'a [Appointment],
        day: NaiveDate,
    ) -> impl Iterator<Item = &'a Appointment> + use<'a> {
        let term = self.rule.term.clone();
        appointments.iter().filter(move |one| one.in_force(term.as_ref(), day))
    }

    /// Its empty places.
    pub fn vacancies(&self, appointments: &[Appointment], day: NaiveDate) -> Vec<Vacancy> {
        committee::vacancies(&self.rule, self.kind(), appointments, day)
    }

    /// What is wrong with its composition.
    pub fn defects(&self, appointments: &[Appointment], day: NaiveDate) -> Vec<Defect> {
        committee::check(&self.rule, self.kind(), appointments, day)
    }
}

/// A body that the rules ask for and that does not exist yet.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    /// Its name in the rules.
    pub key: Key,
    /// What it will be of.
    pub of: Of,
    /// What people will call it.
    pub name: String,
}

impl Ground {
    /// Reads it; nothing where a site has no rules yet.
    pub async fn of(visit: &Visit, tx: &mut TenantTx) -> store::Result<Option<Self>> {
        let (process, rules) = rules::in_force(tx).await?;
        let Some(rules) = rules else { return Ok(None) };
        let territories = territory::all(tx).await?;
        let gate = match &process {
            Some(process) => Gate::of(visit, tx, process).await?,
            None => Gate::standing(visit),
        };
        Ok(Some(Self { process, rules, territories, gate }))
    }

    /// A territory as the rules know it. Rules that list none take the territories as they are, by the names of their
    /// kinds.
    fn place(rules: &RuleSet, territory: &Territory) -> Option<Place> {
        let listed = &rules.territories.list;
        if !listed.is_empty() {
            return listed.iter().find(|place| place.code.as_str() == territory.code).cloned();
        }
        let mut kinds = rules.territories.levels.iter().flat_map(|level| &level.kinds);
        let kind = kinds.find(|kind| kind.id.as_str() == territory.kind.as_str())?;
        Some(Place {
            code: territory.code.parse().ok()?,
            name: territory.name.parse().ok()?,
            kind: kind.id.clone(),
            within: None,
        })
    }

    /// A stored body with its rules; nothing where these do not know it.
    fn known(&self, rules: &Arc<RuleSet>, body: &body::Body, title: Option<String>) -> Option<Known> {
        let rule = rules.bodies.iter().find(|rule| rule.id == body.key)?;
        let place = match body.of {
            Of::Territory(id) => {
                let territory = self.territories.iter().find(|territory| territory.id == id)?;
                Some(Self::place(rules, territory)?)
            }
            _ => None,
        };
        let project = match body.of {
            Of::Project(id) => Some((id, title.unwrap_or_else(|| id.to_string()))),
            _ => None,
        };
        let former = !Arc::ptr_eq(rules, &self.rules);
        Some(Known { id: body.id, of: body.of, rule: rule.clone(), rules: Arc::clone(rules), former, place, project })
    }

    /// One body of the rules in force.
    pub async fn body(&self, tx: &mut TenantTx, id: BodyId) -> store::Result<Option<Known>> {
        let Some(body) = body::find(tx, id).await? else { return Ok(None) };
        let title = title(tx, &body).await?;
        Ok(self.known(&self.rules, &body, title))
    }

    /// One body, though the rules in force may know it no more: what it did is history, and history stays.
    pub async fn body_ever(&self, tx: &mut TenantTx, id: BodyId) -> store::Result<Option<Known>> {
        let Some(body) = body::find(tx, id).await? else { return Ok(None) };
        let title = title(tx, &body).await?;
        if let Some(known) = self.known(&self.rules, &body, title.clone()) {
            return Ok(Some(known));
        }
        Ok(self.before(tx).await?.iter().find_map(|rules| self.known(rules, &body, title.clone())))
    }

    /// The bodies that exist and that the rules in force know no more.
    pub async fn former(&self, tx: &mut TenantTx) -> store::Result<Vec<Known>> {
        let mut former = Vec::new();
        let mut before = None;
        for body in body::all(tx).await? {
            let title = title(tx, &body).await?;
            if self.known(&self.rules, &body, title.clone()).is_some() {
                continue;
            }
            if before.is_none() {
                before = Some(self.before(tx).await?);
            }
            former.extend(before.iter().flatten().find_map(|rules| self.known(rules, &body, title.clone())));
        }
        Ok(former)
    }

    /// The rules that the site published before, the latest first.
    async fn before(&self, tx: &mut TenantTx) -> store::Result<Vec<Arc<RuleSet>>> {
        let mut found = Vec::new();
        for version in store::rules::versions(tx).await? {
            if version.publication().is_some() {
                found.extend(store::rules::document(tx, version.id).await?.map(Arc::new));
            }
        }
        Ok(found)
    }

    /// Every body that exists and that the rules know, in the order of the rules, then of the territories.
    pub async fn bodies(&self, tx: &mut TenantTx) -> store::Result<Vec<Known>> {
        let mut known = Vec::new();
        for body in body::all(tx).await? {
            let title = title(tx, &body).await?;
            known.extend(self.known(&self.rules, &body, title));
        }
        let order = |body: &Known| self.rules.bodies.iter().position(|rule| rule.id == body.rule.id);
        known.sort_by_key(order);
        Ok(known)
    }

    /// The bodies that the rules ask for and that do not exist yet. Those of projects are made one by one.
    pub fn missing(&self, known: &[Known]) -> Vec<Missing> {
        let mut missing = Vec::new();
        for rule in &self.rules.bodies {
            let exists = |of: Of| known.iter().any(|body| body.rule.id == rule.id && body.of == of);
            let named = |of, place: Option<&Text>| {
                let name = place.map_or_else(|| rule.name.to_string(), |place| format!("{} · {place}", rule.name));
                Missing { key: rule.id.clone(), of, name }
            };
            match &rule.scope {
                Scope::Tenant => missing.extend((!exists(Of::Tenant)).then(|| named(Of::Tenant, None))),
                Scope::Process => missing.extend(
                    self.process
                        .as_ref()
                        .map(|process| Of::Process(process.id))
                        .filter(|&of| !exists(of))
                        .map(|of| named(of, None)),
                ),
                Scope::Territory { level } => {
                    let kinds = self.rules.territories.levels.iter().find(|one| one.id == *level);
                    let kinds: Vec<&Key> = kinds.iter().flat_map(|one| &one.kinds).map(|kind| &kind.id).collect();
                    missing.extend(self.territories.iter().filter_map(|territory| {
                        let place = Self::place(&self.rules, territory).filter(|place| kinds.contains(&&place.kind))?;
                        let of = Of::Territory(territory.id);
                        (!exists(of)).then(|| named(of, Some(&place.name)))
                    }));
                }
                Scope::Project => {}
            }
        }
        missing
    }

    /// The rules of bodies that watch over projects.
    pub fn of_projects(&self) -> impl Iterator<Item = &ruleset::Body> {
        self.rules.bodies.iter().filter(|rule| rule.scope == Scope::Project)
    }

    /// Where a territory's code lies.
    pub fn area(&self, code: Option<&Code>) -> Area {
        code.map_or_else(Area::whole, |code| Area::of(code, &self.rules.territories))
    }

    /// Where a body's matters lie.
    pub fn area_of(&self, body: &Known) -> Area {
        self.area(body.place.as_ref().map(|place| &place.code))
    }

    /// Asks the powers.
    ///
    /// # Errors
    /// With their refusal.
    pub fn ask(
        &self,
        actor: &Actor,
        action: Action,
        object: &Object,
        now: DateTime<Utc>,
    ) -> Result<committee::Grant, Box<Refused>> {
        self.gate.ask(actor, action, object, now)
    }

    /// Who asks.
    pub const fn actor(&self) -> &Actor {
        self.gate.actor()
    }

    /// A refusal in words.
    pub fn sentence(&self, visit: &Visit, action: Action, refused: &Refused) -> String {
        self.gate.sentence(visit, action, refused)
    }

    /// A refusal as the answer to a form.
    pub fn declined(&self, visit: &Visit, action: Action, refused: &Refused) -> Declined {
        self.gate.declined(visit, action, refused)
    }
}

async fn title(tx: &mut TenantTx, body: &body::Body) -> store::Result<Option<String>> {
    match body.of {
        Of::Project(id) => Ok(proposal::find(tx, id).await?.map(|proposal| proposal.title)),
        _ => Ok(None),
    }
}

/// The rules of the site; without any there is no page on bodies.
///
/// # Errors
/// [`Fault::NotFound`] where there are none.
pub(crate) async fn ground(visit: &Visit, tx: &mut TenantTx) -> Result<Ground, Fault> {
    Ground::of(visit, tx).await?.ok_or(Fault::NotFound)
}

/// The same for a server function.
///
/// # Errors
/// With the reason, where there are none.
pub(crate) async fn ground_for(visit: &Visit, tx: &mut TenantTx) -> Result<Ground, Declined> {
    let missing = || Declined::Refused(text::rules::none_title(visit.locale()).to_owned());
    Ground::of(visit, tx).await?.ok_or_else(missing)
}
