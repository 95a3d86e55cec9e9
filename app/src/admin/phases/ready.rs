//! What has to be there before an act opens the voting.

use chrono::{DateTime, Utc};
use shared::{
    calendar::CalendarAct,
    eligibility::Area,
    phase::PhaseKind,
    ruleset::{Code, PhaseRule},
};
use store::{TenantTx, draw, process::Process};

use crate::{
    forms::{Declined, FieldMessage},
    review::region,
    text,
    visit::Visit,
};

/// Whether an act opens a phase that had not opened.
fn opens_now(act: &CalendarAct, now: DateTime<Utc>) -> bool {
    act.becomes.opens() <= now && act.was.is_none_or(|was| was.opens() > now)
}

/// That where acts on a phase open the voting no project of the territories lacks what its winners go by, and that the draw
/// which the rules leave ties to is committed to. A phase that is no voting, or does not open by these acts, may do what it
/// likes; one that opens by its date is held up by nothing.
pub(super) async fn to_open(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    rule: &PhaseRule,
    acts: &[CalendarAct],
) -> Result<(), Declined> {
    let opened: Vec<&CalendarAct> = acts.iter().filter(|act| opens_now(act, visit.now)).collect();
    if rule.kind != PhaseKind::Voting || opened.is_empty() {
        return Ok(());
    }
    let locale = visit.locale();
    let mut missing = Vec::new();
    let mut unplaced = region::unplaced(tx, process).await?;
    let territories = &process.rule_set.territories;
    unplaced.retain(|one| {
        // Where it opens in a territory, people vote on the projects of those too in which that lies.
        let here = |code: &Code| one.at.as_ref().is_some_and(|at| Area::of(code, territories).lies_in(at));
        opened.iter().any(|act| act.territories.is_empty() || act.territories.iter().any(here))
    });
    if !unplaced.is_empty() {
        missing.push(text::review::unplaced_open(locale, region::named(locale, &unplaced)));
    }
    if process.rule_set.asks_for_draw() && draw::of_process(tx, process.id).await?.is_none() {
        missing.push(text::draw::missing_open(locale).to_owned());
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Declined::Invalid(missing.into_iter().map(|why| FieldMessage::new("opens", why)).collect()))
}
