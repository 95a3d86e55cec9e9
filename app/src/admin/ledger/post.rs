//! New entries in the ledger of a ceiling, and transfers to another.

use leptos::prelude::*;
use serde_json::json;
use shared::{ceiling::ledger::EntryKind as Kind, id::ContestId, money::Money, permission::Action, phase::PhaseState};
use store::{
    StoreError, TenantTx, aggregate, audit, contest,
    ledger::{self, Posting},
    process::Process,
};
use uuid::Uuid;

use super::{Ceiling, MOVEMENTS};
use crate::{
    admin::{allow, current_locked, input, signed_in},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path, text,
    visit::Visit,
};

/// The ceiling that a form names, locked with its process. Money moves by acts; while people vote on a ceiling, it
/// stays as it is.
async fn asked(visit: &Visit, tx: &mut TenantTx, code: &str, changes: bool) -> Result<(Process, Ceiling), Declined> {
    let locale = visit.locale();
    let process = current_locked(visit, tx).await?;
    allow(visit, tx, &process, Action::AdoptAct).await?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let ceiling = Ceiling::of(tx, &process, code).await?.ok_or_else(gone)?;
    // Where it is not one territory's, its people may vote at different times.
    let voting = match &ceiling.contest.at {
        Some(at) if ceiling.contest.territory.is_some() => process.voting_in(at),
        _ => process.voting_anywhere(),
    };
    let voting = voting.map(|voting| voting.state(visit.now));
    if changes && voting == Some(PhaseState::Open) {
        return Err(Declined::Refused(text::ceilings::voting_now(locale).to_owned()));
    }
    Ok((process, ceiling))
}

/// The amount, the act and the reason, as they are typed.
struct Moved {
    amount: Money,
    act: String,
    reason: Option<String>,
}

fn moved(visit: &Visit, fields: [&str; 3], typed: [&str; 3], mut errors: Vec<FieldMessage>) -> Result<Moved, Declined> {
    let locale = visit.locale();
    let amount = input::amount(typed[0], fields[0], visit.site.currency, locale);
    let amount = amount.map_err(|error| errors.push(error)).ok();
    let act = input::act(typed[1], fields[1], locale).map_err(|error| errors.push(error)).unwrap_or_default();
    let reason = input::reference(typed[2], fields[2], locale).map_err(|error| errors.push(error)).unwrap_or_default();
    match amount {
        Some(amount) if errors.is_empty() => Ok(Moved { amount, act, reason }),
        _ => Err(Declined::Invalid(errors)),
    }
}

fn refused(visit: &Visit, error: StoreError, available: Money, kind: Kind) -> Declined {
    let locale = visit.locale();
    match error {
        StoreError::Committed if kind == Kind::Release => {
            Declined::Refused(text::ceilings::not_committed(locale).to_owned())
        }
        StoreError::Committed => Declined::Refused(text::ceilings::not_enough(locale, visit.money(available))),
        StoreError::Conflict(_) => Declined::Refused(text::ceilings::not_adopted(locale).to_owned()),
        other => other.into(),
    }
}

/// Enters a movement of one ceiling.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "asiento")]
pub async fn post_entry(
    #[server(default)] code: String,
    #[server(default)] kind: String,
    #[server(default)] amount: String,
    #[server(default)] act: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("amount", &*amount), ("act", &*act), ("reason", &*reason)];
    let posted = Posted::new("ledger", path::admin_ledger(&path::encode(&code)), typed);
    let outcome = enter_movement(&visit, &code, &kind, [&amount, &act, &reason]).await;
    answer(&visit, posted, outcome).await
}

async fn enter_movement(visit: &Visit, code: &str, kind: &str, typed: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut errors = Vec::new();
    let kind = MOVEMENTS.into_iter().find(|known| known.as_str() == kind);
    if kind.is_none() {
        errors.push(FieldMessage::new("kind", text::ceilings::choose_movement(locale)));
    }
    let moved = moved(visit, ["amount", "act", "reason"], typed, errors)?;
    let Some(kind) = kind else { return Err(Declined::Invalid(Vec::new())) };
    let mut tx = visit.enter().await?;
    let changes = !matches!(kind, Kind::Commitment | Kind::Release);
    let (process, ceiling) = asked(visit, &mut tx, code, changes).await?;
    let Ceiling { contest, balance, .. } = &ceiling;
    let posting = Posting { act: &moved.act, reason: moved.reason.as_deref(), by: Some(viewer.person), at: visit.now };
    ledger::post(&mut tx, contest.id, kind, moved.amount, None, &posting)
        .await
        .map_err(|error| refused(visit, error, balance.available(), kind))?;
    let after = ledger::balance(&mut tx, contest.id).await?.unwrap_or(*balance);
    let before = json!({ "ceiling": balance.ceiling, "committed": balance.committed });
    let after = json!({
        "movement": kind.as_str(), "amount": moved.amount, "ceiling": after.ceiling, "committed": after.committed,
    });
    let act = audit::Act {
        person: Some(viewer.person),
        act: "post_ceiling_entry",
        object: ceiling.name(&process),
        reason: Some(&moved.act),
        before: Some(&before),
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::ceilings::posted(locale, visit.money(moved.amount));
    Ok(Done { to: path::admin_ledger(code), message: Some(message) })
}

/// Moves money from one ceiling to another.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "traslado")]
pub async fn move_money(
    #[server(default)] code: String,
    #[server(default)] to: String,
    #[server(default)] transfer_amount: String,
    #[server(default)] transfer_act: String,
    #[server(default)] transfer_reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [
        ("transfer_amount", &*transfer_amount),
        ("transfer_act", &*transfer_act),
        ("transfer_reason", &*transfer_reason),
    ];
    let posted = Posted::new("transfer", path::admin_ledger(&path::encode(&code)), typed);
    let outcome = move_between(&visit, &code, &to, typed.map(|(_, typed)| typed)).await;
    answer(&visit, posted, outcome).await
}

async fn move_between(visit: &Visit, code: &str, to: &str, typed: [&str; 3]) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let moved = moved(visit, ["transfer_amount", "transfer_act", "transfer_reason"], typed, Vec::new())?;
    let mut tx = visit.enter().await?;
    let (process, ceiling) = asked(visit, &mut tx, code, true).await?;
    let Ceiling { contest, balance, .. } = &ceiling;
    let target = contest::by_code(&mut tx, process.id, to).await?.filter(|target| target.id != contest.id);
    let Some(target) = target else {
        return Err(Declined::Invalid(vec![FieldMessage::new("to", text::ceilings::choose_ceiling(locale))]));
    };
    let posting = Posting { act: &moved.act, reason: moved.reason.as_deref(), by: Some(viewer.person), at: visit.now };
    let (from, into): (ContestId, ContestId) = (contest.id, target.id);
    ledger::transfer(&mut tx, Uuid::new_v4(), from, into, moved.amount, &posting)
        .await
        .map_err(|error| refused(visit, error, balance.available(), Kind::TransferOut))?;
    let after = ledger::balance(&mut tx, contest.id).await?.unwrap_or(*balance);
    let act = audit::Act {
        person: Some(viewer.person),
        act: "transfer_between_ceilings",
        object: ceiling.name(&process),
        reason: Some(&moved.act),
        before: Some(&json!({ "ceiling": balance.ceiling, "committed": balance.committed })),
        after: Some(&json!({ "to": target.code, "amount": moved.amount, "ceiling": after.ceiling })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::ceilings::transferred(locale, visit.money(moved.amount), &target.name);
    Ok(Done { to: path::admin_ledger(code), message: Some(message) })
}
