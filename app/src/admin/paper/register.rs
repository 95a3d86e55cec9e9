//! Registering a sheet: the ballots of one contest from the box of one desk.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{id::DeskId, paper::Sheet, permission::Action};
use store::{
    contest::{self, Contest},
    desk::{self, Desk},
    paper::{self, NewSheet},
    urn,
};

use super::{
    called,
    ground::{Ground, record},
};
use crate::{
    components::{Csrf, ErrorSummary, Select, TextField},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    path,
    text::paper as words,
    visit::Visit,
};

const FORM: &str = "new-sheet";

/// The form.
pub(super) fn form(visit: &Visit, desks: &[Desk], contests: &[Contest]) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let desks = desks.iter().map(|desk| (desk.id.to_string(), called(visit, &desk.place.name, desk.number)));
    let contests = contests.iter().map(|contest| (contest.code.clone(), contest.name.clone()));
    view! {
        <form class="form" method="post" action=RegisterSheet::url()>
            <Csrf visit/>
            <h3>{words::register(locale)}</h3>
            <p>{words::register_lead(locale, Sheet::MOST)}</p>
            <ErrorSummary rejected=&rejected locale/>
            <Select
                name="desk" label=words::desk(locale) prompt=words::desk_prompt(locale) options=desks.collect()
                rejected=&rejected locale
            />
            <Select
                name="contest" label=words::contest(locale) prompt=words::contest_prompt(locale)
                options=contests.collect() rejected=&rejected locale
            />
            <TextField
                name="ballots" label=words::how_many(locale) class="input--short" inputmode="numeric" rejected=&rejected
                locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit">{words::register(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Registers a sheet.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "planilla")]
pub async fn register_sheet(
    #[server(default)] desk: String,
    #[server(default)] contest: String,
    #[server(default)] ballots: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("desk", &*desk), ("contest", &contest), ("ballots", &ballots)];
    let outcome = register(&visit, &desk, &contest, &ballots).await;
    answer(&visit, Posted::new(FORM, path::PAPER, typed), outcome).await
}

async fn register(visit: &Visit, desk: &str, contest: &str, ballots: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let (ground, person) = Ground::posted(visit, &mut tx, Action::EnterPaper).await?;
    let process = ground.process.id;
    let found = match desk.parse::<DeskId>() {
        Ok(id) => desk::find(&mut tx, id).await?.filter(|desk| desk.place.process == process),
        Err(_) => None,
    };
    let held = contest::by_code(&mut tx, process, contest).await?;
    let count = ballots.trim().parse().ok().filter(|count| Sheet::new(*count).is_some());
    let (Some(desk), Some(contest), Some(ballots)) = (&found, &held, count) else {
        let mut errors = Vec::new();
        if found.is_none() {
            errors.push(FieldMessage::new("desk", words::choose_desk(locale)));
        }
        if held.is_none() {
            errors.push(FieldMessage::new("contest", words::choose_contest(locale)));
        }
        if count.is_none() {
            errors.push(FieldMessage::new("ballots", words::count_wrong(locale, Sheet::MOST)));
        }
        return Err(Declined::Invalid(errors));
    };
    if urn::find(&mut tx, contest.id).await?.is_some_and(|urn| urn.sealed.is_some()) {
        return Err(Declined::Refused(words::is_sealed(locale).to_owned()));
    }
    let new = NewSheet { id: visit.fresh_id(), process, desk: desk.id, contest: contest.id, ballots };
    let number = paper::register(&mut tx, new, person, visit.now).await?;
    let object = words::sheet_number(visit.site.locale, number);
    let desk = called(visit, &desk.place.name, desk.number);
    // How many ballots it has is on the sheet: the trail is read before the close.
    let after = json!({ "desk": desk, "contest": contest.name });
    record(visit, &mut tx, ("register_sheet", &object), None, &after).await?;
    tx.commit().await?;
    Ok(Done { to: path::paper_sheet(new.id), message: Some(words::registered(locale, number)) })
}
