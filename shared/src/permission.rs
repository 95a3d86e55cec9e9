//! Permission: one pure function says who may do what, to what and when, and if not, why not and what helps.

mod nature;
pub mod powers;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    id::TerritoryId,
    phase::{Calendar, Phase, PhaseKind, PhaseState},
    role::Role,
    rules::Rules,
    words::words,
};

words! {
    /// What can be done in a process.
    Action as "action" {
        /// Send an idea (proponer una idea).
        ProposeIdea = "propose_idea",
        /// Say whether an idea is viable (revisar).
        ReviewProposal = "review_proposal",
        /// Cast a ballot (votar).
        Vote = "vote",
        /// Close the voting and count (escrutar).
        CountVotes = "count_votes",
        /// Share the pool out (fijar los techos).
        SetCeilings = "set_ceilings",
        /// Move, open and close phases (cambiar el calendario).
        ChangeCalendar = "change_calendar",
        /// Change territories and their figures.
        ManageTerritories = "manage_territories",
        /// Read who did what (auditoría).
        ViewAudit = "view_audit",
        /// Suspend a tenant, or end its suspension.
        SuspendTenant = "suspend_tenant",
        /// Say that an idea is good (apoyar).
        Support = "support",
        /// Comment on an idea or a project (comentar).
        Comment = "comment",
        /// Put like ideas together into one (agrupar ideas, acordar su fusión).
        GroupIdeas = "group_ideas",
        /// Hide what breaks the rules of conduct (moderar).
        Moderate = "moderate",
        /// Put a meeting on record, with what was said (registrar taller, relatar asamblea).
        RecordMeeting = "record_meeting",
        /// Attend a meeting (asistir).
        Attend = "attend",
        /// Watch a meeting or the vote as an observer (observar).
        Observe = "observe",
        /// Turn ideas into a project (formular).
        Formulate = "formulate",
        /// Say what a project costs (costear).
        EstimateCost = "estimate_cost",
        /// Complete a proposal that lacks something (subsanar).
        Mend = "mend",
        /// Ask for a second look at a refusal (apelar un dictamen).
        Appeal = "appeal",
        /// Endorse a project for the community (validar).
        Endorse = "endorse",
        /// Change a project after hearing people (ajustar).
        Adjust = "adjust",
        /// Choose what goes on to the next phase (priorizar).
        Prioritise = "prioritise",
        /// Certify the amount that the pool is a share of (certificar la base).
        CertifyBase = "certify_base",
        /// Propose how the pool is shared out (proponer los techos).
        ProposeCeilings = "propose_ceilings",
        /// Approve which projects are on a ballot (aprobar el tarjetón).
        ApproveBallot = "approve_ballot",
        /// Give the projects on a ballot their numbers (numerar el tarjetón).
        NumberBallot = "number_ballot",
        /// Publish drafts, ballots and sheets (publicar).
        Publish = "publish",
        /// Run a polling place (atender la mesa de votación).
        RunPollingPlace = "run_polling_place",
        /// Publish the results (publicar los resultados).
        PublishResults = "publish_results",
        /// Object to the results (reclamar).
        Object = "object",
        /// Sign minutes (firmar el acta).
        SignMinutes = "sign_minutes",
        /// Sign the commitments to carry out what won (firmar los compromisos).
        SignCommitments = "sign_commitments",
        /// Contract the works (contratar).
        Contract = "contract",
        /// Report the progress of works (reportar avances).
        ReportProgress = "report_progress",
        /// Visit and verify works (verificar, visitar).
        Inspect = "inspect",
        /// Rate the quality of works (evaluar la calidad, calificar la obra).
        RateQuality = "rate_quality",
        /// Answer requests, comments and complaints (responder).
        Answer = "answer",
        /// Call people or a body to meet (convocar).
        Convene = "convene",
        /// Stand for a seat in a body (inscribirse al comité).
        JoinBody = "join_body",
        /// Give an opinion that is asked for by the rules (conceptuar).
        GiveOpinion = "give_opinion",
        /// Draft an agreement of the participants (redactar el acuerdo).
        DraftAgreement = "draft_agreement",
        /// Make a call known (difundir la convocatoria).
        SpreadCall = "spread_call",
        /// Request information on the process or its works (solicitar información).
        RequestInformation = "request_information",
        /// Lodge a complaint (presentar una queja).
        Complain = "complain",
        /// Draft and publish rules (gestionar el reglamento).
        ManageRules = "manage_rules",
        /// Adopt an act that fixes or changes rules, ceilings or dates (adoptar un acto).
        AdoptAct = "adopt_act",
        /// Manage bodies and who sits in them (gestionar las instancias).
        ManageBodies = "manage_bodies",
        /// Hold a session of a body: open, lead and close it (sesionar).
        HoldSession = "hold_session",
    }
}

/// Who asks. Made for one request from the session; nobody who has not signed in has a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    signed_in: bool,
    roles: BTreeSet<Role>,
    age: Option<u8>,
    territory: Option<TerritoryId>,
    has_voted: bool,
}

impl Actor {
    /// Somebody who has not signed in.
    pub const fn anonymous() -> Self {
        Self { signed_in: false, roles: BTreeSet::new(), age: None, territory: None, has_voted: false }
    }

    /// A person of this tenant with these granted roles. The role of citizen is implied.
    pub fn signed_in(roles: impl IntoIterator<Item = Role>) -> Self {
        let mut actor = Self::anonymous();
        actor.signed_in = true;
        actor.roles = roles.into_iter().chain([Role::Citizen]).collect();
        actor
    }

    /// With an age in full years, where it is known.
    #[must_use]
    pub fn aged(mut self, age: Option<u8>) -> Self {
        self.age = age;
        self
    }

    /// Living in this territory, where it is known.
    #[must_use]
    pub fn of_territory(mut self, territory: Option<TerritoryId>) -> Self {
        self.territory = territory;
        self
    }

    /// Whether this person has cast a ballot in the process in question.
    #[must_use]
    pub fn having_voted(mut self, has_voted: bool) -> Self {
        self.has_voted = has_voted;
        self
    }

    /// Whether this person holds the role, or one that covers it.
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|held| held.covers(role))
    }

    /// Whether this person has signed in.
    pub const fn is_signed_in(&self) -> bool {
        self.signed_in
    }

    /// The roles held, that of citizen included.
    pub const fn roles(&self) -> &BTreeSet<Role> {
        &self.roles
    }

    /// Age in full years.
    pub const fn age(&self) -> Option<u8> {
        self.age
    }

    /// The territory this person lives in.
    pub const fn territory(&self) -> Option<TerritoryId> {
        self.territory
    }

    /// Whether this person has cast a ballot.
    pub const fn has_voted(&self) -> bool {
        self.has_voted
    }
}

/// What the action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Object {
    /// The territory that it belongs to; `None` where it belongs to all (a city-wide ballot).
    pub territory: Option<TerritoryId>,
}

impl Object {
    /// Something of the whole tenant.
    pub const fn anywhere() -> Self {
        Self { territory: None }
    }

    /// Something of one territory.
    pub const fn of_territory(territory: TerritoryId) -> Self {
        Self { territory: Some(territory) }
    }
}

/// Why not, with what is needed to say a way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody has signed in.
    #[error("sign in first")]
    SignInFirst,
    /// The person lacks the role.
    #[error("the role {0} is needed")]
    RoleNeeded(
        /// A role that would do.
        Role,
    ),
    /// It will be possible later.
    #[error("not before {opens}")]
    NotYet {
        /// From when on.
        opens: DateTime<Utc>,
    },
    /// It was possible before.
    #[error("over since {closed}")]
    Over {
        /// Since when not.
        closed: DateTime<Utc>,
    },
    /// No phase of this process lets anybody do it.
    #[error("this process has no phase for it")]
    NoSuchPhase,
    /// The person is too young.
    #[error("the minimum age is {minimum}, not {age}")]
    TooYoung {
        /// Least age in years.
        minimum: u8,
        /// Age in full years.
        age: u8,
    },
    /// The sign-in did not tell the age.
    #[error("the age is not known")]
    AgeUnknown,
    /// The person has not said where they live.
    #[error("the territory is not known")]
    TerritoryUnknown,
    /// The person lives elsewhere.
    #[error("this belongs to another territory than {own}")]
    OtherTerritory {
        /// Where the person lives.
        own: TerritoryId,
    },
    /// The person has cast a ballot in this process.
    #[error("a ballot has already been cast")]
    AlreadyVoted,
    /// Votes can't be counted while people vote.
    #[error("voting is open until {closes}")]
    StillOpen {
        /// When the voting closes.
        closes: DateTime<Utc>,
    },
    /// Ceilings can't change once people vote on them.
    #[error("fixed since voting opened on {since}")]
    Frozen {
        /// When the voting opened.
        since: DateTime<Utc>,
    },
}

/// Says whether `actor` may do `action` to `on` at `now`.
///
/// What a phase opens ([`Action::ProposeIdea`], [`Action::ReviewProposal`], [`Action::Vote`]) needs an open phase that
/// grants it to a role the actor holds; who acts as a citizen must also be old enough and, where `on` belongs to a
/// territory, live there. Everything else needs a role whatever the phase, but ceilings are fixed once voting opens and
/// votes are counted only once it is over.
///
/// Citizens hear about the time before they are asked to sign in, so that nobody signs in just to learn that it is too
/// late; for staff the role comes first.
///
/// # Errors
/// With the first reason why not.
pub fn may(
    actor: &Actor,
    action: Action,
    on: &Object,
    calendar: &Calendar,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    match action {
        Action::CountVotes => {
            needs(actor, Role::ProcessAdmin)?;
            let voting = calendar.find(PhaseKind::Voting).ok_or(Refusal::NoSuchPhase)?;
            match voting.state(now) {
                // Counting becomes possible when the voting closes.
                PhaseState::Upcoming => Err(Refusal::NotYet { opens: voting.window.closes() }),
                PhaseState::Open => Err(Refusal::StillOpen { closes: voting.window.closes() }),
                PhaseState::Closed => Ok(()),
            }
        }
        Action::SetCeilings => {
            needs(actor, Role::ProcessAdmin)?;
            match calendar.find(PhaseKind::Voting) {
                Some(voting) if voting.state(now) != PhaseState::Upcoming => {
                    Err(Refusal::Frozen { since: voting.window.opens() })
                }
                _ => Ok(()),
            }
        }
        Action::ChangeCalendar
        | Action::ManageTerritories
        | Action::ViewAudit
        | Action::ManageRules
        | Action::AdoptAct => needs(actor, Role::ProcessAdmin),
        Action::SuspendTenant => needs(actor, Role::Operator),
        // Everything else is open to whom, and when, the phases say.
        _ => by_phase(actor, action, on, calendar, rules, now),
    }
}

fn needs(actor: &Actor, role: Role) -> Result<(), Refusal> {
    if !actor.signed_in {
        Err(Refusal::SignInFirst)
    } else if actor.has(role) {
        Ok(())
    } else {
        Err(Refusal::RoleNeeded(role))
    }
}

/// What a phase grants to roles.
fn by_phase(
    actor: &Actor,
    action: Action,
    on: &Object,
    calendar: &Calendar,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let granting: Vec<&Phase> =
        calendar.phases().iter().filter(|phase| phase.roles_for(action).next().is_some()).collect();
    let first = granting.iter().find_map(|phase| phase.roles_for(action).next()).ok_or(Refusal::NoSuchPhase)?;
    let for_citizens = granting.iter().any(|phase| phase.roles_for(action).any(|role| role == Role::Citizen));
    if for_citizens {
        in_time(granting.iter().copied(), now)?;
    }
    if !actor.signed_in {
        return Err(Refusal::SignInFirst);
    }
    let held: Vec<&Phase> =
        granting.into_iter().filter(|phase| phase.roles_for(action).any(|role| actor.has(role))).collect();
    if held.is_empty() {
        return Err(Refusal::RoleNeeded(first));
    }
    let open = in_time(held.into_iter(), now)?;
    if action == Action::Vote && actor.has_voted {
        return Err(Refusal::AlreadyVoted);
    }
    let as_staff = open.roles_for(action).any(|role| role != Role::Citizen && actor.has(role));
    if as_staff { Ok(()) } else { eligible(actor, on, rules) }
}

/// The open one of these phases; else when it opens, else since when it is over.
fn in_time<'a>(phases: impl Iterator<Item = &'a Phase> + Clone, now: DateTime<Utc>) -> Result<&'a Phase, Refusal> {
    let opens = |phase: &Phase| phase.window.opens();
    if let Some(open) = phases.clone().find(|phase| phase.state(now) == PhaseState::Open) {
        return Ok(open);
    }
    if let Some(opens) = phases.clone().map(opens).filter(|&opens| opens > now).min() {
        return Err(Refusal::NotYet { opens });
    }
    match phases.map(|phase| phase.window.closes()).max() {
        Some(closed) => Err(Refusal::Over { closed }),
        None => Err(Refusal::NoSuchPhase),
    }
}

/// Whether a citizen is old enough and of the right territory.
fn eligible(actor: &Actor, on: &Object, rules: &Rules) -> Result<(), Refusal> {
    let age = actor.age.ok_or(Refusal::AgeUnknown)?;
    if age < rules.minimum_age {
        return Err(Refusal::TooYoung { minimum: rules.minimum_age, age });
    }
    let own = actor.territory.ok_or(Refusal::TerritoryUnknown)?;
    match on.territory {
        Some(territory) if territory != own => Err(Refusal::OtherTerritory { own }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
