//! A desk (mesa) with all its shifts, and what an administrator ends there with a reason.

mod lose;

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::hooks::use_params_map;
use serde_json::json;
use shared::{
    id::{DeskId, ShiftId},
    phase::PhaseState,
};
use store::{
    desk::{self, Shift},
    process::{self, Process},
};

use super::{
    desks::{managed, record},
    enter, input, signed_in, tabs,
};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, TextField},
    desk::{chip, shift_overseen},
    forms::{Declined, Done, Posted, answer},
    page::{Fault, Page, page},
    path,
    text::desk as words,
    visit::Visit,
};

/// A desk with all its shifts.
#[component]
pub fn DeskPage() -> AnyView {
    page(async |visit| {
        enter(&visit)?;
        let id = use_params_map().read().get("desk").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let id = id.parse::<DeskId>().map_err(|_| Fault::NotFound)?;
        let found = desk::find(&mut tx, id).await?.ok_or(Fault::NotFound)?;
        let process = process::find(&mut tx, found.place.process).await?.ok_or(Fault::NotFound)?;
        let is_voting = is_voting(&visit, &process);
        let waiting = desk::waiting(&mut tx, id).await?;
        let losses = desk::losses(&mut tx, id).await?;
        let settled = desk::settled(&mut tx, id).await?;
        let mut told = Vec::new();
        let mut running = None;
        for shift in desk::of_desk(&mut tx, id).await? {
            let journal = desk::journal(&mut tx, shift.id).await?;
            let contradictions = desk::contradictions(&mut tx, shift.id).await?;
            told.push(shift_overseen(&visit, &shift, &journal, (&contradictions, &settled), is_voting));
            if shift.ended_at.is_none() {
                running = Some((shift, journal.stage()));
            }
        }
        let locale = visit.locale();
        let title = words::desk_of(locale, found.number, &found.place.name);
        let steps = vec![(path::ADMIN_DESKS.to_owned(), words::title(locale).to_owned())];
        let state = chip(&visit, running.as_ref().map(|(shift, _)| shift), running.as_ref().map(|(_, stage)| *stage));
        let relieve = running.map(|(shift, _)| relief(&visit, &shift));
        let content = view! {
            {tabs(&visit, path::ADMIN_DESKS)}
            <Crumbs locale steps here=words::desk_number(locale, found.number)/>
            <Heading title=title.clone() lead=found.place.address.clone()>{state}</Heading>
            {told}
            {(!is_voting).then(|| lose::section(&visit, id, &waiting, &losses))}
            {relieve}
        };
        Ok(Page::new(title, content))
    })
}

/// Whether people vote, so that nothing tells how many did.
fn is_voting(visit: &Visit, process: &Process) -> bool {
    process.voting_anywhere().is_some_and(|window| window.state(visit.now) == PhaseState::Open)
}

fn relief(visit: &Visit, shift: &Shift) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("relieve");
    view! {
        <section class="section stack no-print" aria-labelledby="relieve-title">
            <h2 id="relieve-title">{words::relieve(locale)}</h2>
            <p>{words::relieve_lead(locale)}</p>
            <form class="form" method="post" action=RelieveShift::url()>
                <Csrf visit/>
                <input type="hidden" name="shift" value=shift.id.to_string()/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField name="reason" label=words::pause_text(locale) rejected=&rejected locale/>
                <div class="actions"><button class="btn btn--danger" type="submit">{words::relieve_do(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// Ends a shift that cannot close by itself.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "terminar-turno")]
pub async fn relieve_shift(
    #[server(default)] shift: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let mut page = path::ADMIN_DESKS.to_owned();
    let outcome = end(&visit, &shift, &reason, &mut page).await;
    answer(&visit, Posted::new("relieve", page, [("reason", &reason)]), outcome).await
}

async fn end(visit: &Visit, id: &str, reason: &str, page: &mut String) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = managed(visit, &mut tx).await?;
    let gone = || Declined::Refused(words::not_under_way(locale).to_owned());
    let found = match id.parse::<ShiftId>() {
        Ok(id) => desk::find_shift(&mut tx, id).await?,
        Err(_) => None,
    };
    let shift = found.filter(|shift| shift.process == process.id).ok_or_else(gone)?;
    *page = path::admin_desk(shift.desk);
    let why = input::reason(reason, "reason", locale).map_err(|error| Declined::Invalid(vec![error]))?;
    if !desk::relieve(&mut tx, shift.id, viewer.person, &why, visit.now).await? {
        return Err(gone());
    }
    let desk = desk::find(&mut tx, shift.desk).await?;
    let object = desk.map(|desk| format!("{} {}", desk.place.name, desk.number)).unwrap_or_default();
    record(visit, &mut tx, "relieve_shift", &object, Some(&why), &json!({ "shift": shift.id })).await?;
    tx.commit().await?;
    Ok(Done { to: page.clone(), message: Some(words::relieved(locale).to_owned()) })
}
