//! Powers (competencias): one pure function says whether somebody may do something to something at an instant, by the
//! rules; and if not, why not, by which rule, and what helps.

mod decision;
mod question;
mod time;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use self::time::{Limits, Time};
pub use self::{
    decision::{Decision, LockedBy, Permit, Refusal, Refused, Rule, Source, Way},
    question::{Actor, Object, Passing, Question},
};
use super::Action;
use crate::{
    calendar::{ends_day, starts_day},
    document::{Key, Path},
    eligibility::{OwnDocument, Truth, evaluate, truth},
    phase::PhaseKind,
    role::Role,
    ruleset::{Basis, BodyKind, Channel, Condition, Expiry, Holder, Lock, Quota, RuleSet},
};

/// What holds on every site for as long as its rules give the action to nobody else.
const STANDING: &[(Role, Action)] = &[
    (Role::Citizen, Action::WithdrawIdea),
    (Role::ProcessAdmin, Action::CertifyBase),
    (Role::ProcessAdmin, Action::ProposeCeilings),
    (Role::ProcessAdmin, Action::SetCeilings),
    (Role::ProcessAdmin, Action::HoldDraw),
    (Role::ProcessAdmin, Action::CountVotes),
    (Role::ProcessAdmin, Action::PublishResults),
    (Role::ProcessAdmin, Action::ChangeCalendar),
    (Role::ProcessAdmin, Action::ManageTerritories),
    (Role::ProcessAdmin, Action::ManageBodies),
    (Role::ProcessAdmin, Action::ManageRolls),
    (Role::ProcessAdmin, Action::ApproveRolls),
    (Role::ProcessAdmin, Action::AnswerClaims),
    (Role::ProcessAdmin, Action::ManageDesks),
    (Role::ProcessAdmin, Action::ReviewSignals),
    (Role::ProcessAdmin, Action::EnterPaper),
    (Role::PollingOfficer, Action::EnterPaper),
    (Role::ProcessAdmin, Action::ViewAudit),
    (Role::ProcessAdmin, Action::AdoptAct),
    (Role::Analyst, Action::SelectMunicipalities),
];

/// What holds on every site whatever its rules say, so that nobody is locked out of mending them; and what is the
/// platform's.
const ALWAYS: &[(Role, Action)] = &[(Role::TenantAdmin, Action::ManageRules), (Role::Operator, Action::SuspendTenant)];

/// The powers of a rule set, sorted by action. Made once for each version of the rules and each time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Powers {
    by_action: Vec<Vec<Grant>>,
    conditions: Vec<Named>,
    phases: Vec<PhaseFacts>,
    /// The voting phases of each contest.
    contests: Vec<(Key, Vec<Key>)>,
    /// Those of all contests.
    voting: Vec<Key>,
    /// The contests in which each entry of a roll has a vote, with the roll.
    by_entry: Vec<(Key, Key)>,
    /// The contests in which people also vote in person.
    in_person: Vec<Key>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Grant {
    source: Source,
    who: Holder,
    /// Whether the holder is a body that decides in session.
    collegial: bool,
    /// Whether nobody holds it: it happens when the deadline passes.
    by_time: bool,
    /// At any time when empty.
    during: Vec<Key>,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    /// Place of its condition.
    needs: Option<usize>,
    /// How many ideas one person may send.
    at_most: Option<Quota>,
    basis: Basis,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    id: Key,
    condition: Condition,
    basis: Basis,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct PhaseFacts {
    id: Key,
    locks: Vec<Lock>,
    basis: Basis,
}

impl Powers {
    /// What holds on every site, where no rules say anything.
    pub fn standing() -> Self {
        let mut by_action = vec![Vec::new(); Action::ALL.len()];
        add_standing(&mut by_action);
        Self {
            by_action,
            conditions: Vec::new(),
            phases: Vec::new(),
            contests: Vec::new(),
            voting: Vec::new(),
            by_entry: Vec::new(),
            in_person: Vec::new(),
        }
    }

    /// The powers of a rule set, whose days are days of `zone`. A condition that the rules do not have is never met.
    pub fn new(rules: &RuleSet, zone: Tz) -> Self {
        let mut conditions: Vec<Named> = rules
            .eligibility
            .iter()
            .map(|rule| Named { id: rule.id.clone(), condition: rule.condition.clone(), basis: rule.basis.clone() })
            .collect();
        let mut condition = |id: &Key| {
            conditions.iter().position(|named| named.id == *id).unwrap_or_else(|| {
                let never = Condition::Any { of: Vec::new() };
                conditions.push(Named { id: id.clone(), condition: never, basis: Basis::Draft });
                conditions.len() - 1
            })
        };
        let collegial = |who: &Holder| match who {
            Holder::Role(_) => false,
            Holder::Body(id) => rules.bodies.iter().any(|body| body.id == *id && body.kind != BodyKind::Office),
        };
        let mut by_action: Vec<Vec<Grant>> = vec![Vec::new(); Action::ALL.len()];
        for (place, power) in rules.powers.iter().enumerate() {
            let grant = Grant {
                source: Source::Power { place },
                who: power.who.clone(),
                collegial: collegial(&power.who),
                by_time: false,
                during: power.during.clone(),
                from: power.from.and_then(|day| starts_day(day, zone)).unwrap_or(DateTime::<Utc>::MIN_UTC),
                until: power.until.and_then(|day| ends_day(day, zone)).unwrap_or(DateTime::<Utc>::MAX_UTC),
                needs: power.needs.as_ref().map(&mut condition),
                at_most: power.at_most.clone(),
                basis: power.basis.clone(),
            };
            for &action in &power.may {
                // Sites are the platform's to suspend.
                if action != Action::SuspendTenant {
                    by_action[action as usize].push(grant.clone());
                }
            }
        }
        add_standing(&mut by_action);
        for (place, deadline) in rules.deadlines.iter().enumerate() {
            let grant = Grant {
                source: Source::Deadline { place },
                basis: deadline.basis.clone(),
                ..Grant::standing(Role::Operator)
            };
            let grant = match &deadline.then {
                Expiry::Alert => continue,
                Expiry::Escalate { to } => Grant { who: to.clone(), collegial: collegial(to), ..grant },
                Expiry::Accept | Expiry::Refuse => Grant { by_time: true, ..grant },
            };
            by_action[deadline.action as usize].push(grant);
        }
        let contests: Vec<(Key, Vec<Key>)> =
            rules.contests.iter().map(|contest| (contest.id.clone(), contest.phases.clone())).collect();
        let is_voting = |id: &Key, kind| {
            if contests.is_empty() { kind == PhaseKind::Voting } else { contests.iter().any(|(_, of)| of.contains(id)) }
        };
        Self {
            voting: rules
                .phases
                .iter()
                .filter(|phase| is_voting(&phase.id, phase.kind))
                .map(|phase| phase.id.clone())
                .collect(),
            phases: rules
                .phases
                .iter()
                .map(|phase| PhaseFacts {
                    id: phase.id.clone(),
                    locks: phase.locks.clone(),
                    basis: phase.basis.clone(),
                })
                .collect(),
            by_entry: rules
                .contests
                .iter()
                .filter_map(|contest| Some((contest.id.clone(), contest.per_entry_of.clone()?)))
                .collect(),
            in_person: rules
                .contests
                .iter()
                .filter(|contest| rules.is_voted_in_person(contest))
                .map(|contest| contest.id.clone())
                .collect(),
            by_action,
            conditions,
            contests,
        }
    }

    /// Whoever may do this at one time or another, each once, in the order of the rules.
    pub fn holders(&self, action: Action) -> Vec<Holder> {
        let mut holders: Vec<Holder> = Vec::new();
        for grant in &self.by_action[action as usize] {
            if !matches!(grant.source, Source::Deadline { .. }) && !holders.contains(&grant.who) {
                holders.push(grant.who.clone());
            }
        }
        holders
    }

    /// Where in the rules a rule stands, and what it rests on; neither for what holds on every site.
    pub fn locate(&self, rule: Rule) -> Option<(Path, &Basis)> {
        let entry = |list: &str, place| Path::of(list).entry(place);
        match rule {
            Rule::Granted(Source::Standing) => None,
            Rule::Granted(source) => {
                let basis = &self.by_action.iter().flatten().find(|grant| grant.source == source)?.basis;
                match source {
                    Source::Power { place } => Some((entry("powers", place), basis)),
                    Source::Deadline { place } => Some((entry("deadlines", place), basis)),
                    Source::Standing => None,
                }
            }
            Rule::Condition { place } => Some((entry("eligibility", place), &self.conditions.get(place)?.basis)),
            Rule::Phase { place } => Some((entry("phases", place), &self.phases.get(place)?.basis)),
        }
    }

    /// The roll each of whose entries has a vote: in a contest of the rules, or in all of them.
    fn entries(&self, contest: Option<&Key>) -> Option<&Key> {
        match contest {
            Some(id) => self.by_entry.iter().find(|(contest, _)| contest == id),
            None => self.by_entry.first().filter(|_| self.by_entry.len() == self.contests.len()),
        }
        .map(|(_, roll)| roll)
    }

    /// Whether people also vote in person: in a contest of the rules, or in any.
    fn in_person(&self, contest: Option<&Key>) -> bool {
        contest.map_or(!self.in_person.is_empty(), |id| self.in_person.contains(id))
    }

    /// The phases in which people vote: in a contest of the rules, or in any.
    fn voting(&self, contest: Option<&Key>) -> &[Key] {
        contest
            .and_then(|id| self.contests.iter().find(|(contest, _)| contest == id))
            .map_or(&self.voting, |(_, phases)| phases)
    }
}

fn add_standing(by_action: &mut [Vec<Grant>]) {
    let given: Vec<bool> = by_action.iter().map(|grants| !grants.is_empty()).collect();
    for &(role, action) in STANDING {
        if !given[action as usize] {
            by_action[action as usize].push(Grant::standing(role));
        }
    }
    for &(role, action) in ALWAYS {
        by_action[action as usize].push(Grant::standing(role));
    }
}

impl Grant {
    /// To a role, at any time.
    const fn standing(role: Role) -> Self {
        Self {
            source: Source::Standing,
            who: Holder::Role(role),
            collegial: false,
            by_time: false,
            during: Vec::new(),
            from: DateTime::<Utc>::MIN_UTC,
            until: DateTime::<Utc>::MAX_UTC,
            needs: None,
            at_most: None,
            basis: Basis::Draft,
        }
    }

    fn is_citizens(&self) -> bool {
        self.who == Holder::Role(Role::Citizen)
    }
}

/// How an actor stands to a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    Yes,
    /// Sits in the body, but the body decides in session.
    InSession,
    /// Sits in the body of another territory.
    Elsewhere,
    No,
}

fn hold(grant: &Grant, question: &Question<'_>) -> Hold {
    let Question { actor, object, action, .. } = question;
    if grant.by_time || actor.is_time() {
        return if grant.by_time && actor.is_time() { Hold::Yes } else { Hold::No };
    }
    match &grant.who {
        Holder::Role(role) => {
            if actor.has(*role) {
                Hold::Yes
            } else {
                Hold::No
            }
        }
        Holder::Body(body) => {
            let seats = || actor.person().seats.iter().filter(|seat| seat.body == *body);
            if actor.session().is_some_and(|seat| seat.body == *body && seat.covers(&object.area)) {
                Hold::Yes
            } else if seats().any(|seat| seat.covers(&object.area)) {
                if grant.collegial && action.is_decision() { Hold::InSession } else { Hold::Yes }
            } else if actor.session().is_some_and(|seat| seat.body == *body) || seats().next().is_some() {
                Hold::Elsewhere
            } else {
                Hold::No
            }
        }
    }
}

/// Says whether the actor may do the action to the object at the instant, by the rules.
///
/// Citizens hear about the time before they are asked to sign in, so that nobody signs in just to learn that it is too
/// late; for everybody else holding the power comes first. Then come what has been locked, what has been done already,
/// whose it is, and the condition on the person. Whoever votes on their own device is one voter with whoever shows the same
/// document at a polling place: that is asked for last, but that another account has the document before all conditions.
///
/// # Errors
/// With the reason why not, the rule that it follows from, and what helps.
pub fn may<'a>(question: &Question<'a>) -> Decision<'a> {
    let Question { powers, actor, action, object, now, .. } = *question;
    let all = &powers.by_action[action as usize];
    let grants = || {
        all.iter().filter(|grant| match grant.source {
            Source::Deadline { place } => {
                grant.by_time == actor.is_time() && object.passes(place).is_some_and(|at| at <= now)
            }
            _ => true,
        })
    };
    let Some(first) = grants().next() else { return Err(Refused::bare(Refusal::NobodyMay)) };
    let limits = Limits::of(question);
    if !actor.is_signed_in() {
        let citizens = || grants().filter(|grant| grant.is_citizens());
        if citizens().next().is_some() {
            limits.when(citizens(), question)?;
            if let Some(refusal) = by_entry(question) {
                return Err(Refused::by(refusal, first));
            }
        }
        return Err(Refused::by(Refusal::SignInFirst, first));
    }
    let held = || grants().filter(|grant| hold(grant, question) == Hold::Yes);
    if held().next().is_none() {
        return Err(in_time(all, &limits, question).unwrap_or_else(|| not_held(grants(), question, first)));
    }
    limits.when(held(), question)?;
    let open = || {
        held().filter_map(|grant| match limits.time(grant, question) {
            Time::Open { phase, until } => Some((grant, phase, until)),
            _ => None,
        })
    };
    if action == Action::Vote && object.voted {
        return Err(Refused::by(Refusal::AlreadyVoted, first));
    }
    if action.is_voting() && object.counted {
        return Err(Refused::by(Refusal::Counted, first));
    }
    if votes_from_afar(question) && actor.person().own_document == OwnDocument::Taken {
        return Err(Refused::by(Refusal::DocumentTaken, first));
    }
    if action.is_for_others() && object.is_own(actor) {
        return Err(Refused::by(Refusal::Own, first));
    }
    let mut refused: Option<(Truth, Refused)> = None;
    for (grant, phase, until) in open() {
        let answer = if action.is_authors() && grant.is_citizens() && object.is_anothers(actor) {
            (Truth::NotMet, Refused::by(Refusal::NotAuthor, grant))
        } else if let Some(roll) = actor.person().excluded.as_ref().filter(|_| grant.is_citizens()) {
            (Truth::NotMet, Refused::by(Refusal::Excluded { roll: roll.clone() }, grant))
        } else {
            let needed = grant.needs.map(|place| (place, &powers.conditions[place]));
            let unmet = needed.and_then(|(place, named)| {
                let met = truth(&named.condition, actor.person(), &object.area);
                (met != Truth::Met).then_some((met, place, named))
            });
            if let Some((met, place, Named { id, condition, .. })) = unmet {
                if refused.as_ref().is_some_and(|(before, _)| *before >= met) {
                    continue;
                }
                let verdict = Box::new(evaluate(condition, actor.person(), &object.area));
                let refusal = Refusal::NotEligible { needs: id.clone(), verdict };
                (met, Refused { refusal, rule: Some(Rule::Condition { place }) })
            } else {
                match exhausted(grant, question).or_else(|| by_entry(question)).or_else(|| undocumented(question)) {
                    None => return Ok(Permit::new(grant, phase, until)),
                    Some(refusal) => (Truth::Met, Refused::by(refusal, grant)),
                }
            }
        };
        if refused.as_ref().is_none_or(|(before, _)| answer.0 > *before) {
            refused = Some(answer);
        }
    }
    Err(refused.map_or_else(|| Refused::bare(Refusal::NobodyMay), |(_, refused)| refused))
}

/// That each entry of a roll has a vote, and not each person.
fn by_entry(question: &Question<'_>) -> Option<Refusal> {
    let votes = question.action == Action::Vote && !question.object.entry;
    let roll = question.powers.entries(question.object.contest.as_ref()).filter(|_| votes)?;
    Some(Refusal::EntryNeeded { roll: roll.clone() })
}

/// Whether somebody would vote without showing a document to anybody (voto virtual).
fn votes_from_afar(question: &Question<'_>) -> bool {
    question.action == Action::Vote && question.object.channel != Some(Channel::InPerson)
}

/// That the actor could vote again in person, since nobody knows which document is theirs. An account of a roll has its
/// vote whoever casts it.
fn undocumented(question: &Question<'_>) -> Option<Refusal> {
    let Question { powers, actor, object, .. } = question;
    let twice = votes_from_afar(question) && !object.entry && powers.in_person(object.contest.as_ref());
    (twice && actor.person().own_document == OwnDocument::Unknown).then_some(Refusal::DocumentNeeded)
}

/// That the actor has sent as many ideas as the grant lets one person send.
fn exhausted(grant: &Grant, question: &Question<'_>) -> Option<Refusal> {
    let Question { action, object, .. } = question;
    let quota = grant.at_most.as_ref().filter(|_| *action == Action::ProposeIdea)?;
    let (count, theme) = match quota {
        Quota::InAll { count } => (*count, None),
        Quota::InEachTheme { count } => (*count, Some(&object.theme)),
    };
    let sent = object.sent.iter().filter(|sent| theme.is_none_or(|theme| *sent == theme)).count();
    (sent >= count.into()).then(|| Refusal::QuotaReached { count, theme: theme.cloned().flatten() })
}

/// That it will be the actor's to do, when a deadline has passed.
fn in_time(grants: &[Grant], limits: &Limits<'_>, question: &Question<'_>) -> Option<Refused> {
    let later = grants.iter().filter(|grant| hold(grant, question) == Hold::Yes).filter_map(|grant| {
        let Source::Deadline { place } = grant.source else { return None };
        Some((question.object.passes(place).filter(|at| *at > question.now)?, grant))
    });
    let (at, grant) = later.min_by_key(|(at, _)| *at)?;
    Some(Refused::by(Refusal::NotYet { opens: limits.not_before(at)? }, grant))
}

/// Why somebody who has signed in holds none of the grants.
fn not_held<'a>(grants: impl Iterator<Item = &'a Grant>, question: &Question<'_>, first: &Grant) -> Refused {
    let body = |grant: &Grant| match &grant.who {
        Holder::Body(body) => Some(body.clone()),
        Holder::Role(_) => None,
    };
    let mut elsewhere = None;
    for grant in grants {
        match hold(grant, question) {
            Hold::InSession => {
                if let Some(body) = body(grant) {
                    return Refused::by(Refusal::SessionNeeded { body }, grant);
                }
            }
            Hold::Elsewhere if elsewhere.is_none() => {
                elsewhere = body(grant).map(|body| Refused::by(Refusal::OtherTerritory { body }, grant));
            }
            _ => {}
        }
    }
    elsewhere.unwrap_or_else(|| {
        Refused::by(Refusal::HolderNeeded { any_of: question.powers.holders(question.action) }, first)
    })
}

#[cfg(test)]
mod tests;
