//! What every page and every form of a desk stands on: asked anew each time.

use serde_json::Value;
use shared::{
    desk::{Journal, Stage},
    document::Key,
    eligibility::Area,
    id::{DeskId, PersonId},
    permission::{Action, Object, Refusal},
    role::Role,
    roll::RollKey,
    ruleset::{Channel, RuleSet},
    tenant::TenantKind,
};
use store::{
    TenantTx, audit,
    desk::{self, Contradiction, Desk, NotWritten, Shift},
    process::{self, Process},
    territory::{self, Territory},
};
use uuid::Uuid;

use crate::{
    forms::Declined,
    gate::Gate,
    page::Fault,
    text::{self, desk as words},
    visit::Visit,
};

/// A desk and whoever is before it.
pub(crate) struct Ground {
    /// The process.
    pub process: Process,
    /// The desk.
    pub desk: Desk,
    /// Its rules, and who asks.
    pub gate: Gate,
    /// Its newest shift.
    pub shift: Option<Shift>,
    /// What that shift wrote.
    pub journal: Option<Journal>,
    /// The territories of the site.
    pub territories: Vec<Territory>,
    /// Who of those that it marked had voted elsewhere.
    pub found: Vec<Contradiction>,
}

impl Ground {
    /// The desk that an address names, for whoever the rules let run it at one time or another.
    pub async fn enter(visit: &Visit, tx: &mut TenantTx, id: &str) -> Result<Self, Fault> {
        visit.on(TenantKind::runs_processes)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let ground = Self::find(visit, tx, id).await?.ok_or(Fault::NotFound)?;
        let held = ground.gate.may(Action::RunPollingPlace, &ground.object());
        match held.map_err(|why| why.refusal) {
            Err(
                Refusal::HolderNeeded { .. }
                | Refusal::NobodyMay
                | Refusal::NotInForce
                | Refusal::OtherTerritory { .. },
            ) => Err(Fault::Role(Role::PollingOfficer)),
            _ => Ok(ground),
        }
    }

    /// The desk that a form names.
    pub async fn named(visit: &Visit, tx: &mut TenantTx, id: &str) -> Result<Self, Declined> {
        let found = Self::find(visit, tx, id).await?;
        found.ok_or_else(|| Declined::Refused(words::gone(visit.locale()).to_owned()))
    }

    async fn find(visit: &Visit, tx: &mut TenantTx, id: &str) -> store::Result<Option<Self>> {
        match id.parse::<DeskId>() {
            Ok(id) => Self::at(visit, tx, id).await,
            Err(_) => Ok(None),
        }
    }

    /// A desk, whoever asks.
    pub async fn at(visit: &Visit, tx: &mut TenantTx, id: DeskId) -> store::Result<Option<Self>> {
        let Some(desk) = desk::find(tx, id).await? else { return Ok(None) };
        let Some(process) = process::find(tx, desk.place.process).await? else { return Ok(None) };
        let gate = Gate::of(visit, tx, &process).await?;
        let shift = desk::newest(tx, id).await?;
        let (journal, found) = match &shift {
            Some(shift) => (Some(desk::journal(tx, shift.id).await?), desk::contradictions(tx, shift.id).await?),
            None => (None, Vec::new()),
        };
        let territories = territory::all(tx).await?;
        Ok(Some(Self { process, desk, gate, shift, journal, territories, found }))
    }

    /// The work of the desk, as the rules see it.
    pub fn object(&self) -> Object {
        let area = self.desk.place.territory.as_ref().map(|(_, code)| self.gate.area(code)).unwrap_or_default();
        self.in_person(area)
    }

    /// Something that is done in person in what the process decides.
    pub fn in_person(&self, area: Area) -> Object {
        Object { contest: self.decides(), channel: Some(Channel::InPerson), ..Object::of(area) }
    }

    /// The deciding contest of the rules: whoever may vote in it may vote in all that is decided with it.
    pub fn decides(&self) -> Option<Key> {
        RuleSet::deciding_contest(&self.process.rule_set).map(|contest| contest.id.clone())
    }

    /// Whether several things are decided with one ballot: on paper that is a ballot for each.
    pub fn decides_several(&self) -> bool {
        self.process.rule_set.decides_several()
    }

    /// The shift that is under way, with its journal.
    pub fn running(&self) -> Option<(&Shift, &Journal)> {
        self.shift.as_ref().zip(self.journal.as_ref()).filter(|(shift, _)| shift.ended_at.is_none())
    }

    /// Whether a device writes the shift, and not the pages.
    pub fn is_elsewhere(&self) -> bool {
        self.shift.as_ref().is_some_and(|shift| shift.device.is_some())
    }

    /// Whether a device writes the shift that is under way.
    pub fn is_running_elsewhere(&self) -> bool {
        self.running().is_some() && self.is_elsewhere()
    }

    /// How the shift stands; none where there is none.
    pub fn stage(&self) -> Option<Stage> {
        self.running().map(|(_, journal)| journal.stage())
    }

    /// Whether whoever asks may run the desk now.
    pub fn allow_now(&self, visit: &Visit) -> Result<(), String> {
        let action = Action::RunPollingPlace;
        self.gate.may(action, &self.object()).map_err(|why| self.gate.sentence(visit, action, &why))
    }

    /// The same, as the answer to a form.
    pub fn allow(&self, visit: &Visit) -> Result<(), Declined> {
        self.gate.allow(visit, Action::RunPollingPlace, &self.object())
    }

    /// Whoever may have begun the shift may bring it to its end, whatever the hour: a desk that cannot close helps nobody.
    pub fn allow_in(&self, visit: &Visit, shift: &Shift) -> Result<(), Declined> {
        let action = Action::RunPollingPlace;
        let answer = self.gate.ask(self.gate.actor(), action, &self.object(), shift.opened_at);
        answer.map(|_| ()).map_err(|why| self.gate.declined(visit, action, &why))
    }

    /// The shift that the pages write, for whoever may.
    pub fn written_here(&self, visit: &Visit) -> Result<(&Shift, &Journal), Declined> {
        let locale = visit.locale();
        let Some((shift, journal)) = self.running() else {
            self.allow(visit)?;
            return Err(Declined::Refused(words::not_under_way(locale).to_owned()));
        };
        self.allow_in(visit, shift)?;
        if shift.device.is_some() {
            return Err(Declined::Refused(words::other_hand(locale).to_owned()));
        }
        Ok((shift, journal))
    }

    /// Writes an act at the desk into the audit trail.
    pub async fn record(
        &self,
        visit: &Visit,
        tx: &mut TenantTx,
        by: PersonId,
        act: &str,
        after: &Value,
    ) -> store::Result<()> {
        let object = format!("{} {}", self.desk.place.name, self.desk.number);
        let act = audit::Act { person: Some(by), act, object: &object, reason: None, before: None, after: Some(after) };
        audit::record(tx, Uuid::new_v4(), visit.now, &act).await
    }
}

/// Who is signed in; somebody must be.
pub(crate) fn officer(visit: &Visit) -> Result<PersonId, Declined> {
    visit.viewer.as_ref().map(|viewer| viewer.person).ok_or(Declined::SignIn)
}

/// The key of the rolls of this site.
pub(crate) fn secret(visit: &Visit) -> Result<RollKey, Declined> {
    visit.vault.roll_key(visit.site.tenant).map(RollKey::new).map_err(|error| {
        tracing::error!(%error, "no document can be looked up");
        Declined::Refused(text::common::fault_detail(visit.locale()).to_owned())
    })
}

/// Why something was not written, as the answer to a form.
pub(crate) fn declined(visit: &Visit, why: NotWritten) -> Declined {
    let locale = visit.locale();
    Declined::Refused(match why {
        NotWritten::Store(error) => return Declined::Store(error),
        NotWritten::OtherHand => words::other_hand(locale).to_owned(),
        NotWritten::Ended => words::not_under_way(locale).to_owned(),
        NotWritten::Refused(refusal) => words::refusal(locale, &refusal),
        NotWritten::AlreadyVoted(channel) => words::voted_meanwhile(locale, words::channel(locale, channel)),
        NotWritten::Closed => words::urn_sealed(locale).to_owned(),
        NotWritten::CodesWait(numbers) => words::codes_wait(locale, super::tablet::listed(&numbers)),
        NotWritten::NoCode | NotWritten::CodeUsed => words::code_gone(locale).to_owned(),
    })
}
