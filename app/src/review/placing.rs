//! What the review says of a project beside what it costs: its region, and the projects that it excludes.

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    proposal::{Field, Group, Misplaced, Places, Placing, PlacingForm, Problem},
    ruleset::{Code, Place},
};
use store::{
    TenantTx,
    contest::Contest,
    group::{self, Grouped},
    process::Process,
    proposal::Proposal,
};

use crate::{
    components::{Column, Select, Table, TextField},
    forms::{FieldMessage, Rejected},
    path,
    text::{self, review as said},
    ties,
    visit::Visit,
};

/// What the rules let a review of one contest's ideas say.
pub(super) struct Ground {
    /// The regions of its territory, where winners are spread over regions.
    regions: Option<Vec<Place>>,
    /// The groups that there are, where the rules know groups.
    groups: Option<Vec<Grouped>>,
}

impl Ground {
    /// For a contest of a process.
    pub async fn of(tx: &mut TenantTx, process: &Process, contest: &Contest) -> store::Result<Self> {
        let rules = &process.rule_set;
        let rule = rules.contest(&contest.rule);
        let spread = rule.filter(|rule| rule.spread_over().is_some());
        let regions = spread.map(|rule| rules.regions_of(rule, contest.at.as_ref()).into_iter().cloned().collect());
        let groups = if rule.is_some_and(|rule| rule.exclusive) {
            Some(group::of_process(tx, process.id, Some(contest.id)).await?)
        } else {
            None
        };
        Ok(Self { regions, groups })
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// With everything that is wrong, for the form.
    pub fn parse(&self, visit: &Visit, typed: &PlacingForm<'_>) -> Result<Placing, Vec<FieldMessage>> {
        let regions: Option<Vec<Code>> =
            self.regions.as_ref().map(|regions| regions.iter().map(|region| region.code.clone()).collect());
        let groups: Option<Vec<Group>> =
            self.groups.as_ref().map(|groups| groups.iter().map(|one| one.group.clone()).collect());
        let places = Places { regions: regions.as_deref(), groups: groups.as_deref() };
        Placing::parse(typed, &places).map_err(|wrong| wrong.iter().map(|one| message(visit, one)).collect())
    }

    /// The fields of the form, where the rules ask for any.
    pub fn fields(&self, visit: &Visit, idea: &Proposal, rejected: &Rejected) -> AnyView {
        let locale = visit.locale();
        // What stands in the record is what comes first, until a form comes back.
        let mut rejected = rejected.clone();
        let mut first = |field: &str, value: Option<&str>| {
            rejected.values.entry(field.to_owned()).or_insert_with(|| value.unwrap_or_default().to_owned());
        };
        first("region", idea.placing.region.as_ref().map(Code::as_str));
        first("group", idea.placing.group.as_ref().map(Group::as_str));
        let region = self.regions.as_ref().map(|regions| {
            let options = regions.iter().map(|one| (one.code.to_string(), one.name.to_string())).collect();
            view! {
                <Select
                    name="region" label=said::region(locale) hint=Some(said::region_hint(locale).to_owned())
                    prompt=said::region_prompt(locale) options rejected=&rejected locale
                />
            }
        });
        let group = self.groups.as_ref().map(|groups| {
            let options = groups.iter().map(|one| (one.group.to_string(), listed(visit, one))).collect::<Vec<_>>();
            // A group that nobody else stands in is the project's own.
            let own = idea.placing.group.iter().filter(|own| groups.iter().all(|one| one.group != **own));
            let options = own.map(|own| (own.to_string(), own.to_string())).chain(options).collect();
            view! {
                <Select
                    name="group" label=said::group(locale) hint=Some(said::group_hint(locale).to_owned())
                    prompt=said::group_prompt(locale) options rejected=&rejected locale
                />
                <TextField
                    name="new_group" label=said::new_group(locale) hint=said::new_group_hint(locale) rejected=&rejected
                    autocomplete="off" locale
                />
            }
        });
        view! { {region}{group} }.into_any()
    }
}

/// A group with the numbers of its projects.
fn listed(visit: &Visit, one: &Grouped) -> String {
    let locale = visit.locale();
    let numbers = ties::numbers(locale, one.members.iter().map(|member| member.ballot_number));
    said::group_listed(locale, &one.group, numbers)
}

/// What is wrong with what was typed, beside its field.
pub(super) fn message(visit: &Visit, wrong: &Misplaced) -> FieldMessage {
    let locale = visit.locale();
    let named = |problem: &Problem| said::problem(locale, Field::Reason, problem, ToString::to_string);
    match wrong {
        Misplaced::NoRegion => FieldMessage::new("region", said::region_missing(locale)),
        Misplaced::OtherRegion => FieldMessage::new("region", said::region_other(locale)),
        Misplaced::OtherGroup => FieldMessage::new("group", said::group_other(locale)),
        Misplaced::TwoGroups => FieldMessage::new("new_group", said::group_two(locale)),
        Misplaced::Name(problem) => FieldMessage::new("new_group", named(problem)),
    }
}

/// What stands in the record of a project of a contest, for the list of facts.
pub(super) fn facts(visit: &Visit, process: &Process, contest: &Contest, placing: &Placing) -> AnyView {
    let locale = visit.locale();
    let region = region_name(process, contest, placing).map(|name| {
        view! { <div><dt>{said::region(locale)}</dt><dd>{name}</dd></div> }
    });
    let knows_groups = process.rule_set.contest(&contest.rule).is_some_and(|rule| rule.exclusive);
    let group = placing.group.as_ref().filter(|_| knows_groups).map(|group| {
        view! { <div><dt>{said::group(locale)}</dt><dd>{group.to_string()}</dd></div> }
    });
    view! { {region}{group} }.into_any()
}

/// What the region of a project is called, where the winners of its contest are spread over regions.
pub(crate) fn region_name(process: &Process, contest: &Contest, placing: &Placing) -> Option<String> {
    region_called(process, contest, placing.region.as_ref()?)
}

/// What a region is called, where the winners of a contest are spread over regions.
pub(crate) fn region_called(process: &Process, contest: &Contest, code: &Code) -> Option<String> {
    let rules = &process.rule_set;
    rules.contest(&contest.rule)?.spread_over()?;
    let place = rules.territories.list.iter().find(|place| place.code == *code);
    Some(place.map_or_else(|| code.to_string(), |place| place.name.to_string()))
}

/// The same as the audit trail keeps it.
pub(super) fn kept(mut stage: Value, placing: &Placing) -> Value {
    if let Some(stage) = stage.as_object_mut() {
        stage.extend(placing.region.as_ref().map(|region| ("region".to_owned(), json!(region))));
        stage.extend(placing.group.as_ref().map(|group| ("group".to_owned(), json!(group))));
    }
    stage
}

/// The groups of a process, below the queue.
pub(super) fn groups(visit: &Visit, groups: &[Grouped]) -> Option<AnyView> {
    if groups.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows = groups
        .iter()
        .map(|one| {
            let members = one
                .members
                .iter()
                .map(|member| {
                    let label = text::citizen::project_number(locale, member.ballot_number);
                    view! { <li>{label} " " <a href=path::review(member.id)>{member.title.clone()}</a></li> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{one.group.to_string()}</th>
                    <td data-label=said::territory(locale)>{format!("{} {}", one.contest_code, one.contest_name)}</td>
                    <td data-label=said::group_members(locale)><ul role="list">{members}</ul></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(said::group(locale)),
        Column::words(said::territory(locale)),
        Column::words(said::group_members(locale)),
    ];
    Some(
        view! {
            <section class="section stack">
                <p>{said::groups_lead(locale)}</p>
                <Table id="groups" caption=said::groups(locale) columns>{rows}</Table>
            </section>
        }
        .into_any(),
    )
}
