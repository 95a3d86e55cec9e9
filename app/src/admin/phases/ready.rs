//! What has to be there before an act opens the voting.

use chrono::{DateTime, Utc};
use shared::{
    calendar::CalendarAct,
    phase::PhaseKind,
    ruleset::{Code, PhaseRule},
};
use store::{TenantTx, process::Process};

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

/// That no project of the territories where acts on a phase open the voting lacks what its winners go by. A phase that is
/// no voting, or does not open by these acts, may do what it likes.
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
    let mut unplaced = region::unplaced(tx, process).await?;
    unplaced.retain(|one| {
        let here = |code: &Code| one.territory.as_deref() == Some(code.as_str());
        opened.iter().any(|act| act.territories.is_empty() || act.territories.iter().any(here))
    });
    if unplaced.is_empty() {
        return Ok(());
    }
    let why = text::review::unplaced_open(locale, region::named(locale, &unplaced));
    Err(Declined::Invalid(vec![FieldMessage::new("opens", why)]))
}
