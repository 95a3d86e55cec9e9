//! Opening the envelopes of ballots that were handed out without a network, once it is known who also voted elsewhere.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::desk::Stage;
use store::desk::{self, EnvelopeNumber, Settled, Waiting};

use super::ground::{Ground, declined, officer};
use crate::{
    components::Csrf,
    forms::{Declined, Done, Posted, answer},
    path,
    text::{desk as words, paper},
    visit::Visit,
};

/// The envelopes of a desk, by what became of them.
pub(super) struct Envelopes {
    /// Those that can be opened.
    pub waiting: Vec<Waiting>,
    /// The others of shifts that are over.
    pub settled: Vec<Settled>,
}

/// What an envelope is called.
pub(crate) fn called(number: EnvelopeNumber) -> String {
    words::envelope_number(number.shift, number.envelope)
}

/// Reads the name of an envelope.
pub(crate) fn read(name: &str) -> Option<EnvelopeNumber> {
    let (shift, envelope) = name.split_once('-')?;
    Some(EnvelopeNumber { shift: shift.parse().ok()?, envelope: envelope.parse().ok()? })
}

fn listed(visit: &Visit, numbers: impl Iterator<Item = EnvelopeNumber>) -> String {
    let all: Vec<String> = numbers.map(called).collect();
    if all.is_empty() { words::envelopes_none(visit.locale()).to_owned() } else { all.join(", ") }
}

fn sentences(
    visit: &Visit,
    opened: impl Iterator<Item = EnvelopeNumber>,
    kept: impl Iterator<Item = EnvelopeNumber>,
) -> AnyView {
    let locale = visit.locale();
    view! {
        <p><strong>{words::envelopes_open(locale, listed(visit, opened))}</strong></p>
        <p><strong>{words::envelopes_kept(locale, listed(visit, kept))}</strong></p>
    }
    .into_any()
}

/// Which envelopes can be opened, with the form that notes it; and what became of the others.
pub(super) fn section(visit: &Visit, ground: &Ground, envelopes: &Envelopes) -> Option<AnyView> {
    let locale = visit.locale();
    let Envelopes { waiting, settled } = envelopes;
    if waiting.is_empty() && settled.is_empty() {
        return None;
    }
    let to_open = (!waiting.is_empty()).then(|| {
        let of = |kept: bool| waiting.iter().filter(move |one| one.stays_closed == kept).map(|one| one.number);
        view! { {sentences(visit, of(false), of(true))} {form(visit, ground, waiting)} }
    });
    let done = settled.chunk_by(|one, next| (&one.by, one.at) == (&next.by, next.at)).map(|at_once| {
        let by = &at_once[0].by;
        if let Some(lost) = &at_once[0].lost {
            let numbers = listed(visit, at_once.iter().map(|one| one.number));
            let told = match &lost.proposed {
                Some((cause, proposer)) => {
                    let cause = paper::loss_cause_of(locale, *cause);
                    words::envelope_lost_by_two(locale, numbers, cause, &lost.reason, proposer, by)
                }
                None => words::envelope_lost(locale, numbers, by, &lost.reason),
            };
            return view! { <p>{told}</p> }.into_any();
        }
        let of = |opened: bool| at_once.iter().filter(move |one| one.opened == opened).map(|one| one.number);
        view! {
            {sentences(visit, of(true), of(false))}
            <p class="muted">{words::envelopes_done(locale, by, visit.date_time(at_once[0].at))}</p>
        }
        .into_any()
    });
    let done = done.collect_view();
    Some(
        view! {
            <section class="section stack" aria-labelledby="envelopes-title">
                <h2 id="envelopes-title">{words::envelopes(locale)}</h2>
                {to_open}
                {done}
                <p class="muted">{words::envelopes_numbered(locale)}</p>
            </section>
        }
        .into_any(),
    )
}

/// The form, or why it waits.
fn form(visit: &Visit, ground: &Ground, waiting: &[Waiting]) -> AnyView {
    let locale = visit.locale();
    let waits = match ground.stage() {
        Some(_) if ground.is_running_elsewhere() => Some(words::envelopes_of_device(locale)),
        Some(Stage::Blank | Stage::OnDuty) => Some(words::envelopes_before_opening(locale)),
        _ => None,
    };
    if let Some(waits) = waits {
        return view! { <p>{waits}</p> }.into_any();
    }
    let seen = listed(visit, waiting.iter().map(|one| one.number));
    view! {
        <p>{words::envelopes_lead(locale)}</p>
        <form class="form no-print" method="post" action=OpenEnvelopes::url()>
            <Csrf visit/>
            <input type="hidden" name="desk" value=ground.desk.id.to_string()/>
            <input type="hidden" name="envelopes" value=seen/>
            <div class="actions">
                <button class="btn btn--primary" type="submit">{words::envelopes_do(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Notes that the envelopes of a desk were opened.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "abrir-sobres")]
pub async fn open_envelopes(
    #[server(default)] desk: String,
    #[server(default)] envelopes: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = open(&visit, &desk, &envelopes).await;
    answer(&visit, Posted::new("envelopes", path::desk(&desk), []), outcome).await
}

async fn open(visit: &Visit, id: &str, envelopes: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let by = officer(visit)?;
    let mut tx = visit.enter().await?;
    let ground = Ground::named(visit, &mut tx, id).await?;
    let gone = || Declined::Refused(words::envelopes_gone(locale).to_owned());
    let Some(shift) = &ground.shift else {
        ground.allow(visit)?;
        return Err(gone());
    };
    ground.allow_in(visit, shift)?;
    // The page that was open may have shown others.
    let seen = envelopes.split(", ").map(read).collect::<Option<Vec<_>>>().ok_or_else(gone)?;
    let opened = desk::open_envelopes(&mut tx, ground.desk.id, &seen, by, visit.now).await;
    if !opened.map_err(|why| declined(visit, why))? {
        return Err(gone());
    }
    // Which they were is in the journal: how many says something of how many voted, and the trail is read before the close.
    let after = json!({ "shift": shift.id });
    ground.record(visit, &mut tx, by, "open_envelopes", &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::desk(ground.desk.id), message: Some(words::envelopes_noted(locale).to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes_are_read_by_their_names() {
        let number = EnvelopeNumber { shift: 2, envelope: 14 };
        assert_eq!(read(&called(number)), Some(number));
        for wrong in ["", "2", "2-", "-3", "2-x", "2-3-4"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
