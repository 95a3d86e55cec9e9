//! The second person: putting a load into force, or refusing it.

use leptos::prelude::*;
use shared::{id::RollImportId, permission::Action};
use store::roll::{self, NotApproved, State};

use super::{named, page_of, record};
use crate::{
    admin::{allow, input, signed_in},
    forms::{Declined, Done, Posted, answer},
    text::{self, rolls as words},
    visit::Visit,
};

/// Approves or refuses a load.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-padron")]
pub async fn decide_roll(
    #[server(default)] roll: String,
    #[server(default)] import: String,
    #[server(default)] how: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("decide-roll", page_of(&roll), [("reason", &reason)]);
    let outcome = decide(&visit, &roll, &import, &how, &reason).await;
    answer(&visit, posted, outcome).await
}

async fn decide(visit: &Visit, id: &str, import: &str, how: &str, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let (process, rule) = named(visit, &mut tx, id).await?;
    allow(visit, &mut tx, &process, Action::ApproveRolls).await?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let found = import.parse::<RollImportId>().ok();
    let found = match found {
        Some(found) => roll::find(&mut tx, found).await?,
        None => None,
    };
    let found = found.filter(|one| one.roll == rule.id && one.state == State::Loaded).ok_or_else(gone)?;
    let message = match how {
        "approve" => match roll::approve(&mut tx, found.id, viewer.person, visit.now).await {
            Ok(import) => {
                record(visit, &mut tx, "approve_roll", &import, None).await?;
                words::approved(locale, &rule.name)
            }
            Err(NotApproved::SamePerson) => return Err(Declined::Refused(words::own_load(locale).to_owned())),
            Err(NotApproved::Changed) => {
                roll::compare(&mut tx, found.id).await?;
                tx.commit().await?;
                return Err(Declined::Refused(words::changed(locale).to_owned()));
            }
            Err(NotApproved::Store(error)) => return Err(error.into()),
        },
        "refuse" => {
            let reason = input::reason(reason, "reason", locale).map_err(|error| Declined::Invalid(vec![error]))?;
            if !roll::refuse(&mut tx, found.id, viewer.person, &reason, visit.now).await? {
                return Err(gone());
            }
            record(visit, &mut tx, "refuse_roll", &found, Some(&reason)).await?;
            words::was_refused(locale).to_owned()
        }
        _ => return Err(gone()),
    };
    tx.commit().await?;
    Ok(Done { to: page_of(id), message: Some(message) })
}
