//! What silence decides: when a deadline of a review has passed and the rules say that it then counts as a no.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::{
    id::ProposalId,
    locale,
    permission::{Action, Object, Passing},
    ruleset::Expiry,
};
use store::{
    Database, audit, ceiling, contest, process,
    proposal::{self, Stage},
    review::{self, Search},
    site::Site,
};
use uuid::Uuid;

use super::due::{area_of, openings};
use crate::{
    gate::Gate,
    rules::reading::{self, Reader},
    text,
};

/// How many ideas are decided at one go; the rest are for the next.
const AT_ONCE: u16 = 200;

/// Decides what the rules of the current process decide by silence at `now`, each idea in a transaction of its own; says
/// how many. What was due while no server ran is decided now; another server that does the same changes nothing twice.
///
/// # Errors
/// When the database does not answer. What was decided before that stays.
pub async fn lapse_due(database: &Database, site: &Site, now: DateTime<Utc>) -> store::Result<usize> {
    let due = find_due(database, site, now).await?;
    let mut decided = 0;
    for id in due {
        decided += usize::from(lapse(database, site, id, now).await?);
    }
    Ok(decided)
}

/// Ideas that are past a deadline which speaks for itself.
async fn find_due(database: &Database, site: &Site, now: DateTime<Utc>) -> store::Result<Vec<ProposalId>> {
    let mut tx = database.enter(site).await?;
    let Some(process) = process::current(&mut tx).await? else { return Ok(Vec::new()) };
    let speaks = |then: &Expiry| matches!(then, Expiry::Refuse);
    let deadlines = process.rule_set.deadlines.iter();
    let deadlines = deadlines.filter(|one| one.action == Action::ReviewProposal && speaks(&one.then));
    let Some(before) = deadlines.filter_map(|one| process.almanac().passed_before(one, now)).max() else {
        return Ok(Vec::new());
    };
    let loads = review::loads(&mut tx, process.id).await?;
    // Where what people vote on is locked, silence decides nothing any more.
    let gate = Gate::of_time(&process, now);
    let places = process.rule_set.deadlines.iter().enumerate().filter(|(_, one)| speaks(&one.then));
    let passed: Vec<Passing> = places.map(|(deadline, _)| Passing { deadline, at: now }).collect();
    let mut openings = openings(&process, &loads, Some(before));
    openings.retain(|opening| {
        let area = area_of(&gate, &loads, opening.contest);
        gate.lapsed(Action::ReviewProposal, &Object { deadlines: passed.clone(), ..Object::of(area) }).is_some()
    });
    let search =
        Search { process: process.id, openings: &openings, others: false, contest: None, after: 0, limit: AT_ONCE };
    Ok(review::queue(&mut tx, &search).await?.into_iter().map(|idea| idea.id).collect())
}

async fn lapse(database: &Database, site: &Site, id: ProposalId, now: DateTime<Utc>) -> store::Result<bool> {
    let mut tx = database.enter(site).await?;
    // The rules and the phases must stay as they are while this is decided.
    let Some(process) = ceiling::lock_current(&mut tx).await? else { return Ok(false) };
    let Some(idea) = proposal::find(&mut tx, id).await? else { return Ok(false) };
    if idea.process != process.id || idea.stage != Stage::Submitted {
        return Ok(false);
    }
    let Some(contest) = contest::find(&mut tx, idea.contest).await? else { return Ok(false) };
    let mut dues = process.dues(Action::ReviewProposal, contest.at.as_ref(), idea.submitted_at);
    dues.retain(|due| due.deadline.then == Expiry::Refuse);
    let gate = Gate::of_time(&process, now);
    let area = contest.at.as_ref().map(|code| gate.area(code)).unwrap_or_default();
    let Some(place) = gate.lapsed(Action::ReviewProposal, &Object::waiting(area, &dues)) else { return Ok(false) };
    let Some(due) = dues.iter().find(|due| due.place == place) else { return Ok(false) };
    let locale = site.locale;
    let reader = Reader { locale, rules: &process.rule_set };
    let norm = reading::basis(locale, &process.rule_set, &due.deadline.basis)
        .unwrap_or_else(|| text::deadline::no_norm(locale).to_owned());
    let day = locale::format_date(due.last, locale);
    let reason = text::deadline::lapsed_reason(locale, reader.deadline_name(due.deadline), day, norm);
    if !review::lapse(&mut tx, id, &due.deadline.id, &reason, now).await? {
        return Ok(false);
    }
    let after = json!({ "state": "not_viable", "deadline": due.deadline.id, "passed": due.passes });
    let act = audit::Act {
        person: None,
        act: "lapse_review",
        object: &text::review::idea(locale, idea.number),
        reason: Some(&reason),
        before: Some(&json!({ "state": "submitted" })),
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), now, &act).await?;
    tx.commit().await?;
    Ok(true)
}
