//! By when ideas are to be reviewed: who is late with what, who may step in then, and how that is said.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    calendar::Due,
    eligibility::Area,
    id::ContestId,
    locale,
    permission::{Action, Object, Passing},
    role::Role,
    ruleset::{Expiry, Holder},
};
use store::{
    TenantTx,
    process::Process,
    review::{self, Load, Opening},
};

use crate::{
    gate::Gate,
    rules::reading::Reader,
    text::{deadline as words, reading},
    visit::Visit,
};

/// What of the queue somebody sees.
#[derive(Clone, Debug)]
pub enum Sight {
    /// All of it: they review, or the rules let a body review in which they sit.
    Whole,
    /// Of some contests what is late, for then the rules let them review it.
    Late(Vec<Opening>),
    /// Nothing.
    Nothing,
}

impl Sight {
    /// What whoever visits sees of the queue of a process.
    pub fn of(visit: &Visit, gate: &Gate, process: &Process, loads: &[Load]) -> Self {
        let seats = &gate.actor().person().seats;
        let sits = |who: &Holder| matches!(who, Holder::Body(body) if seats.iter().any(|seat| seat.body == *body));
        let powers = &process.rule_set.powers;
        let reviews = powers.iter().any(|power| power.may.contains(&Action::ReviewProposal) && sits(&power.who));
        if visit.has_role(Role::Reviewer) || reviews {
            return Self::Whole;
        }
        let holds = |who: &Holder| sits(who) || matches!(who, Holder::Role(role) if gate.actor().has(*role));
        let mut found: BTreeMap<ContestId, Opening> = BTreeMap::new();
        let mut substitutes = false;
        for (place, deadline) in process.rule_set.deadlines.iter().enumerate() {
            let Expiry::Escalate { to } = &deadline.then else { continue };
            if deadline.action != Action::ReviewProposal || !holds(to) {
                continue;
            }
            substitutes = true;
            let Some(before) = process.almanac().passed_before(deadline, visit.now) else { continue };
            let passed = Passing { deadline: place, at: visit.now };
            for opening in openings(process, loads, Some(before)) {
                let area = area_of(gate, loads, opening.contest);
                let idea = Object { deadlines: vec![passed], ..Object::of(area) };
                if gate.may(Action::ReviewProposal, &idea).is_ok() {
                    let known = found.entry(opening.contest).or_insert(opening);
                    known.before = known.before.max(opening.before);
                }
            }
        }
        if substitutes { Self::Late(found.into_values().collect()) } else { Self::Nothing }
    }
}

/// Whether somebody who is no reviewer could have something to review: those who sit in a body, and those to whom the
/// rules pass reviews on that are late.
pub fn may_concern(gate: &Gate, process: &Process) -> bool {
    let passes_on = |then: &Expiry| matches!(then, Expiry::Escalate { .. });
    let deadlines = &process.rule_set.deadlines;
    !gate.actor().person().seats.is_empty()
        || deadlines.iter().any(|one| one.action == Action::ReviewProposal && passes_on(&one.then))
}

/// Where the ideas of a contest belong.
pub fn area_of(gate: &Gate, loads: &[Load], contest: ContestId) -> Area {
    let at = loads.iter().find(|load| load.contest == contest).and_then(|load| load.at.as_ref());
    at.map(|code| gate.area(code)).unwrap_or_default()
}

/// From when on ideas are due, by contest; those of which it is not planned are left out.
pub fn openings(process: &Process, loads: &[Load], before: Option<DateTime<Utc>>) -> Vec<Opening> {
    let opening = |load: &Load| {
        let at = process.due_from(Action::ReviewProposal, load.at.as_ref())?;
        Some(Opening { contest: load.contest, at, before })
    };
    loads.iter().filter_map(opening).collect()
}

/// The instant such that what fell due before it is past one of its deadlines.
pub fn late_before(process: &Process, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let deadlines = process.rule_set.deadlines.iter().filter(|deadline| deadline.action == Action::ReviewProposal);
    deadlines.filter_map(|deadline| process.almanac().passed_before(deadline, now)).max()
}

/// How many ideas are past a deadline, by contest.
///
/// # Errors
/// When the database does not answer.
pub async fn late(
    tx: &mut TenantTx,
    process: &Process,
    loads: &[Load],
    now: DateTime<Utc>,
) -> store::Result<BTreeMap<ContestId, u64>> {
    let Some(before) = late_before(process, now) else { return Ok(BTreeMap::new()) };
    let late = review::late(tx, process.id, &openings(process, loads, Some(before))).await?;
    Ok(late.into_iter().collect())
}

/// How an idea stands before its deadlines.
pub struct Told {
    /// Whether one of them has passed.
    pub late: bool,
    /// That in words, with what follows.
    pub says: Vec<String>,
}

/// By when a step is to be taken, or how late it is: the first of its deadlines that has passed, else the next.
pub fn when(visit: &Visit, process: &Process, dues: &[Due<'_>]) -> Option<String> {
    let due = dues.first()?;
    let locale = visit.locale();
    let left = words::left(locale, process.almanac().left(due, visit.now), due.deadline.working_days);
    let say = if due.has_passed(visit.now) { words::passed } else { words::due };
    Some(say(locale, locale::format_date(due.last, locale), left))
}

/// How an idea that waits stands before its deadlines, for those who owe the review or, `awaited`, for those who wait for
/// it; nothing where the rules set none.
pub fn tell(visit: &Visit, process: &Process, dues: &[Due<'_>], awaited: bool) -> Option<Told> {
    let (locale, almanac) = (visit.locale(), process.almanac());
    let reader = Reader { locale, rules: &process.rule_set };
    let day = |due: &Due<'_>| locale::format_date(due.last, locale);
    let left = |due: &Due<'_>| words::left(locale, almanac.left(due, visit.now), due.deadline.working_days);
    let passed = dues.iter().find(|due| due.has_passed(visit.now));
    let next = dues.iter().find(|due| !due.has_passed(visit.now));
    let mut says = Vec::new();
    if let Some(due) = passed {
        let say = if awaited { words::answer_passed } else { words::passed };
        says.push(say(locale, day(due), left(due)));
    }
    for due in dues.iter().filter(|due| due.has_passed(visit.now)) {
        if let Expiry::Escalate { to } = &due.deadline.then {
            says.push(words::others_may(locale, reader.holder(to)));
        }
    }
    if let Some(due) = next {
        says.push(match (passed, awaited) {
            (Some(_), _) => words::another(locale, day(due), left(due)),
            (None, true) => words::answer_due(locale, day(due), left(due)),
            (None, false) => words::due(locale, day(due), left(due)),
        });
        match &due.deadline.then {
            Expiry::Alert => {}
            Expiry::Escalate { to } => says.push(reading::expiry_escalate(locale, reader.holder(to))),
            Expiry::Accept => says.push(reading::expiry_accept(locale).to_owned()),
            Expiry::Refuse => says.push(reading::expiry_refuse(locale).to_owned()),
        }
    }
    (!says.is_empty()).then(|| Told { late: passed.is_some(), says })
}
