//! Opening the envelopes of ballots that were handed out without a network, once it is known who also voted elsewhere.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{desk::Journal, id::ShiftId, ruleset::OfflineBallots};
use store::{
    audit,
    desk::{self, Contradiction, Opening, Shift},
};
use uuid::Uuid;

use super::ground::{Ground, officer};
use crate::{
    components::Csrf,
    forms::{Declined, Done, Posted, answer},
    path,
    text::desk as words,
    visit::Visit,
};

/// Which envelopes are opened, and which stay closed.
fn sorted(journal: &Journal, found: &[Contradiction]) -> (Vec<u32>, Vec<u32>) {
    let stays = |event: u32| found.iter().any(|one| one.number == event && one.decision == OfflineBallots::SetAside);
    let (kept, opened): (Vec<_>, Vec<_>) = journal.envelopes().partition(|(_, event)| stays(*event));
    let numbers = |all: Vec<(u32, u32)>| all.into_iter().map(|(envelope, _)| envelope).collect();
    (numbers(opened), numbers(kept))
}

fn listed(visit: &Visit, numbers: &[u32]) -> String {
    if numbers.is_empty() {
        return words::envelopes_none(visit.locale()).to_owned();
    }
    numbers.iter().map(|number| visit.integer(*number)).collect::<Vec<_>>().join(", ")
}

/// What became of the envelopes of a shift that is over; or the form that notes it.
pub(super) fn section(visit: &Visit, ground: &Ground, opening: Option<&Opening>) -> Option<AnyView> {
    let locale = visit.locale();
    let (shift, journal) = ground.shift.as_ref().zip(ground.journal.as_ref())?;
    let (opened, kept) = match opening {
        Some(opening) => (opening.opened.clone(), opening.kept.clone()),
        None => sorted(journal, &ground.found),
    };
    if opened.is_empty() && kept.is_empty() || !may_open(shift) {
        return None;
    }
    let below = match opening {
        Some(opening) => {
            let done = words::envelopes_done(locale, &opening.by, visit.date_time(opening.at));
            view! { <p class="muted">{done}</p> }.into_any()
        }
        None => view! {
            <p>{words::envelopes_lead(locale)}</p>
            <form class="form no-print" method="post" action=OpenEnvelopes::url()>
                <Csrf visit/>
                <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
                <input type="hidden" name="shift" value=shift.id.to_string()/>
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{words::envelopes_do(locale)}</button>
                </div>
            </form>
        }
        .into_any(),
    };
    Some(
        view! {
            <section class="section stack" aria-labelledby="envelopes-title">
                <h2 id="envelopes-title">{words::envelopes(locale)}</h2>
                <p><strong>{words::envelopes_open(locale, listed(visit, &opened))}</strong></p>
                <p><strong>{words::envelopes_kept(locale, listed(visit, &kept))}</strong></p>
                {below}
            </section>
        }
        .into_any(),
    )
}

/// Whether everything that a shift wrote is known: it closed by itself.
fn may_open(shift: &Shift) -> bool {
    shift.ended_at.is_some() && shift.relief.is_none()
}

/// Notes that the envelopes of a shift were opened.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "abrir-sobres")]
pub async fn open_envelopes(
    #[server(default)] desk: String,
    #[server(default)] shift: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = open(&visit, &desk, &shift).await;
    answer(&visit, Posted::new("envelopes", path::desk(&desk), []), outcome).await
}

async fn open(visit: &Visit, id: &str, asked: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let gone = || Declined::Refused(words::envelopes_gone(locale).to_owned());
    let (Some(shift), Some(journal)) = (&ground.shift, &ground.journal) else {
        ground.allow(visit)?;
        return Err(gone());
    };
    ground.allow_in(visit, shift)?;
    // The page that was open may have shown another shift.
    let same = asked.parse::<ShiftId>().is_ok_and(|asked| asked == shift.id);
    let (opened, kept) = sorted(journal, &ground.found);
    if !same || !may_open(shift) || opened.is_empty() && kept.is_empty() {
        return Err(gone());
    }
    if !desk::open_envelopes(&mut tx, shift.id, (&opened, &kept), by, visit.now).await? {
        return Err(gone());
    }
    let object = format!("{} {}", ground.desk.place.name, ground.desk.number);
    let after = json!({ "shift": shift.id, "opened": opened, "kept": kept });
    let act = audit::Act {
        person: Some(by),
        act: "open_envelopes",
        object: &object,
        reason: None,
        before: None,
        after: Some(&after),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::desk(ground.desk.id), message: Some(words::envelopes_noted(locale).to_owned()) })
}
