//! Projects on the ballots that lie in no region of the rules, where winners are spread over regions: an act may have
//! changed the rules after the review.
//!
//! Until the voting opens the review mends it, and no act opens a voting over such projects. Where the calendar opens it
//! all the same, people vote on them like on all others: a ballot that is printed does not change. Their regions are said
//! before the count then, which waits for that: where a project lies is a fact, and nobody knows its votes yet. One that
//! is said does not change any more.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::ProposalId,
    locale::Locale,
    permission::Action,
    proposal::{Misplaced, Places, Placing, PlacingForm},
    ruleset::{self, Code, Place, RuleSet},
};
use store::{
    StoreError, TenantTx, audit,
    contest::{self, Contest},
    process::Process,
    proposal::{self, Proposal, Stage},
    region::{self, Unplaced},
    tally,
};
use uuid::Uuid;

use super::placing;
use crate::{
    admin::{holds_any, signed_in},
    components::{Csrf, ErrorSummary, Select},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    gate::Gate,
    path,
    text::{self, review as said},
    visit::Visit,
};

const FORM: &str = "region";

/// Of so many projects each is named; of more the first of them.
const MOST_NAMED: usize = 5;

/// The codes of all regions over which the winners of a contest of the rules are spread.
fn regions(rules: &RuleSet, rule: &ruleset::Contest) -> Vec<Code> {
    rules.regions_of(rule, None).into_iter().map(|place| place.code.clone()).collect()
}

/// The projects of a process that lack the region which its rules ask of them; none where they ask for none.
pub(crate) async fn unplaced(tx: &mut TenantTx, process: &Process) -> store::Result<Vec<Unplaced>> {
    let rules = &process.rule_set;
    let mut unplaced = Vec::new();
    for rule in rules.decided_together().filter(|rule| rule.spread_over().is_some()) {
        unplaced.extend(region::unplaced(tx, process.id, &rule.id, &regions(rules, rule)).await?);
    }
    Ok(unplaced)
}

/// Some of them in a sentence.
pub(crate) fn named(locale: Locale, unplaced: &[Unplaced]) -> String {
    let name = |one: &Unplaced| said::unplaced_one(locale, one.ballot_number, &one.title, &one.contest_name);
    let names: Vec<String> = unplaced.iter().take(MOST_NAMED).map(name).collect();
    match unplaced.len().saturating_sub(MOST_NAMED) {
        0 => text::ruleset::all_of(locale, &names),
        rest => text::phases::and_more(locale, names.join(", "), rest),
    }
}

/// Those of them that a list shows, each with the way to its review.
pub(super) fn section(unplaced: &[Unplaced], locale: Locale) -> Option<AnyView> {
    if unplaced.is_empty() {
        return None;
    }
    let items = unplaced
        .iter()
        .map(|one| {
            let number = text::citizen::project_number(locale, one.ballot_number);
            let place = one.contest_name.clone();
            view! { <li><a href=path::review(one.id)>{one.title.clone()}</a> " " {number} " · " {place}</li> }
        })
        .collect_view();
    Some(
        view! {
            <section class="section stack" aria-labelledby="unplaced">
                <h2 id="unplaced">{said::unplaced(locale)}</h2>
                <p>{said::unplaced_lead(locale)}</p>
                <ul>{items}</ul>
            </section>
        }
        .into_any(),
    )
}

/// The regions that may still be said of a project of a contest whose review does not change any more; none where nothing
/// is to be said, or not by whoever asks.
pub(super) async fn late(
    tx: &mut TenantTx,
    gate: &Gate,
    process: &Process,
    contest: &Contest,
    project: &Proposal,
) -> store::Result<Option<Vec<Place>>> {
    let rules = &process.rule_set;
    let rule = rules.contest(&contest.rule).filter(|rule| rule.spread_over().is_some());
    let Some(rule) = rule else { return Ok(None) };
    let on_ballot = matches!(project.stage, Stage::Viable { .. }) && !project.withdrawn && process.current;
    let known = project.placing.region.as_ref().is_some_and(|region| regions(rules, rule).contains(region));
    if !on_ballot || known || !holds_any(gate, &[Action::ReviewProposal]) {
        return Ok(None);
    }
    let rounds = tally::rounds(tx, process.id).await?;
    if rounds.iter().any(|round| round.waits() || round.is_public()) {
        return Ok(None);
    }
    Ok(Some(rules.regions_of(rule, contest.at.as_ref()).into_iter().cloned().collect()))
}

/// The form that says it.
pub(super) fn form(visit: &Visit, project: ProposalId, regions: &[Place]) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let options = regions.iter().map(|one| (one.code.to_string(), one.name.to_string())).collect();
    view! {
        <p>{said::region_late(locale)}</p>
        <form class="form" method="post" action=SaveRegion::url()>
            <Csrf visit/>
            <ErrorSummary rejected=&rejected locale/>
            <input type="hidden" name="id" value=project.to_string()/>
            <Select
                name="region" label=said::region(locale) hint=Some(said::region_hint(locale).to_owned())
                prompt=said::region_prompt(locale) options rejected=&rejected locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit">{said::region_save(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Says the region of a project that lacks one, after its review and before the votes are counted.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "region")]
pub async fn save_region(
    #[server(default)] id: String,
    #[server(default)] region: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let project: Option<ProposalId> = id.parse().ok();
    let page = project.map_or_else(|| path::REVIEW.to_owned(), path::review);
    let outcome = match project {
        Some(project) => place(&visit, project, &region).await,
        None => Err(Declined::Refused(text::common::not_found_title(visit.locale()).to_owned())),
    };
    answer(&visit, Posted::new(FORM, page, [("region", &*region)]), outcome).await
}

async fn place(visit: &Visit, id: ProposalId, typed: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
    let decided = || Declined::Refused(said::region_decided(locale).to_owned());
    let mut tx = visit.enter().await?;
    // No count begins meanwhile.
    let process = store::ceiling::lock_current(&mut tx).await?.ok_or_else(gone)?;
    let project = proposal::find(&mut tx, id).await?.filter(|one| one.process == process.id).ok_or_else(gone)?;
    let contest = contest::find(&mut tx, project.contest).await?.ok_or_else(gone)?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    let late = late(&mut tx, &gate, &process, &contest, &project).await?.ok_or_else(decided)?;
    let codes: Vec<Code> = late.into_iter().map(|place| place.code).collect();
    let places = Places { regions: Some(&codes), groups: None };
    let form = PlacingForm { region: typed, ..PlacingForm::default() };
    let read = Placing::parse(&form, &places).map_err(|wrong| messages(visit, &wrong))?;
    let region = read.region.ok_or_else(decided)?;
    let rule = process.rule_set.contest(&contest.rule).ok_or_else(decided)?;
    match region::place(&mut tx, id, &region, &regions(&process.rule_set, rule), visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(decided()),
        said => said?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: "place_project",
        object: &said::idea(visit.site.locale, project.number),
        reason: None,
        before: Some(&json!({ "region": project.placing.region })),
        after: Some(&json!({ "region": region })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(Done { to: path::review(id), message: Some(said::region_saved(locale).to_owned()) })
}

fn messages(visit: &Visit, wrong: &[Misplaced]) -> Declined {
    let messages: Vec<FieldMessage> = wrong.iter().map(|one| placing::message(visit, one)).collect();
    Declined::Invalid(messages)
}
