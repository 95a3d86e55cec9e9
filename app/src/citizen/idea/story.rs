//! The story of a proposal for everybody to read: each step with its date, who took it by their part in the process, and
//! what it changed. What comes next stands below.

use leptos::prelude::*;
use shared::proposal::story::{Capacity, Change, Event, Found, Step, with_earlier};
use store::{
    contest::{Contest, VoteType},
    process::Process,
    proposal::{Proposal, Stage},
    tally::Fate,
};

use super::super::calendar::day;
use crate::{
    components::Icon,
    path,
    results::reason,
    review::{due::Told, placing::region_called},
    text::{self, story as words},
    visit::Visit,
};

/// How far a step is.
enum Reached {
    Done { icon: &'static str, on: AnyView, by: String },
    Awaited,
}

fn line(reached: Reached, title: &str, detail: AnyView) -> AnyView {
    let (class, icon, current, when) = match reached {
        Reached::Done { icon, on, by } => {
            let when = view! { <p class="timeline__dates">{on} " · " {by}</p> };
            ("timeline__step is-past", icon, None, Some(when))
        }
        Reached::Awaited => ("timeline__step is-now", "clock", Some("step"), None),
    };
    view! {
        <li class=class aria-current=current>
            <span class="timeline__dot"><Icon name=icon/></span>
            <div><h3>{title.to_owned()}</h3>{when}{detail}</div>
        </li>
    }
    .into_any()
}

fn paragraph(text: impl Into<String>) -> AnyView {
    view! { <p>{text.into()}</p> }.into_any()
}

/// The whole story. `told` is what is said of the deadlines of a review that it waits for.
pub(super) fn section(
    visit: &Visit,
    (process, contest, proposal): (&Process, &Contest, &Proposal),
    (steps, fates): (&[Step], &[Fate]),
    told: Option<Told>,
) -> AnyView {
    let locale = visit.locale();
    let taken = with_earlier(steps).map(|(step, earlier)| {
        let (icon, title, detail) = told_of(visit, (process, contest, proposal), step, earlier);
        let reached = Reached::Done { icon, on: day(visit, step.at), by: words::by(locale, step.by).to_owned() };
        line(reached, title, detail)
    });
    let taken = taken.collect_view();
    let voted = fates.iter().map(|fate| voted(visit, (process, contest), fate)).collect_view();
    let awaited = (proposal.stage == Stage::Submitted && !proposal.withdrawn).then(|| {
        let mut says = vec![text::idea::awaiting_review_detail(locale).to_owned()];
        says.extend(told.into_iter().flat_map(|told| told.says));
        line(Reached::Awaited, text::idea::awaiting_review(locale), paragraph(says.join(" ")))
    });
    view! {
        <section class="section" aria-labelledby="story">
            <h2 id="story">{text::idea::story(locale)}</h2>
            <ol class="timeline timeline--story">{taken}{awaited}{voted}</ol>
        </section>
    }
    .into_any()
}

/// The symbol, the title and the detail of a step.
fn told_of(
    visit: &Visit,
    (process, contest, proposal): (&Process, &Contest, &Proposal),
    step: &Step,
    earlier: Option<&Found>,
) -> (&'static str, &'static str, AnyView) {
    let locale = visit.locale();
    match &step.event {
        Event::Received => {
            let detail = if step.by == Capacity::File {
                words::imported_detail(locale, proposal.number)
            } else {
                text::idea::received_detail(locale, proposal.number)
            };
            ("check", text::idea::received(locale), paragraph(detail))
        }
        Event::Viable(found) => match earlier {
            None => ("check", words::viable(locale), found_facts(visit, process, contest, found)),
            Some(earlier) => ("doc", words::changed(locale), changed(visit, process, contest, &found.changes(earlier))),
        },
        Event::NotViable { reason } => ("cross", text::idea::not_viable(locale), paragraph(reason)),
        Event::Lapsed { reason, .. } => ("clock", text::deadline::lapsed(locale), paragraph(reason)),
        Event::Placed { region } => {
            let region = region_called(process, contest, region).unwrap_or_else(|| region.to_string());
            ("pin", words::placed(locale), paragraph(words::placed_detail(locale, region)))
        }
        Event::Withdrawn => ("minus", text::idea::withdrawn(locale), paragraph(text::idea::withdrawn_detail(locale))),
        Event::TakenBack => ("minus", text::idea::withdrawn(locale), paragraph(text::idea::taken_back_detail(locale))),
    }
}

/// What a count decided on it.
fn voted(visit: &Visit, (process, contest): (&Process, &Contest), fate: &Fate) -> AnyView {
    let locale = visit.locale();
    let (_, icon, outcome) = reason::chip(locale, &fate.reason);
    let unit = match contest.vote_type {
        VoteType::Approval => text::results::votes(locale),
        VoteType::Points | VoteType::Ranking => text::results::points(locale),
    };
    let address =
        path::with_query(&path::result(&process.slug, &contest.code), &[("conteo", &fate.number.to_string())]);
    let detail = view! {
        <p>{words::outcome(locale, outcome, unit, visit.integer(fate.score))}</p>
        <p><a href=address>{words::see_result(locale)}</a></p>
    };
    let reached = Reached::Done { icon, on: day(visit, fate.at), by: words::by_count(locale).to_owned() };
    line(reached, words::voted(locale), detail.into_any())
}

/// What was found of a project, as a list.
fn found_facts(visit: &Visit, process: &Process, contest: &Contest, found: &Found) -> AnyView {
    let locale = visit.locale();
    let department = found.department.clone().map(|name| (text::citizen::department(locale), name));
    let region = found.region.as_ref().and_then(|code| region_called(process, contest, code));
    let region = region.map(|name| (text::review::region(locale), name));
    let group = found.group.as_ref().map(|group| (text::review::group(locale), group.to_string()));
    let facts = [
        Some((text::citizen::cost(locale), visit.money(found.cost))),
        department,
        region,
        group,
        Some((text::idea::ballot_number(locale), found.ballot_number.to_string())),
    ];
    let facts = facts
        .into_iter()
        .flatten()
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// What a later finding says differently, each thing as it was and as it is.
fn changed(visit: &Visit, process: &Process, contest: &Contest, changes: &[Change]) -> AnyView {
    let locale = visit.locale();
    if changes.is_empty() {
        return paragraph(words::unchanged(locale));
    }
    let none = || words::none(locale).to_owned();
    let region = |code: Option<&_>| code.and_then(|code| region_called(process, contest, code)).unwrap_or_else(none);
    let items = changes
        .iter()
        .map(|change| {
            let (what, was, is) = match change {
                Change::Cost(was, is) => (text::citizen::cost(locale), visit.money(*was), visit.money(*is)),
                Change::Department(was, is) => {
                    let name = |office: &Option<String>| office.clone().unwrap_or_else(none);
                    (text::citizen::department(locale), name(was), name(is))
                }
                Change::Region(was, is) => (text::review::region(locale), region(was.as_ref()), region(is.as_ref())),
                Change::Group(was, is) => {
                    let name = |group: &Option<_>| group.as_ref().map_or_else(none, ToString::to_string);
                    (text::review::group(locale), name(was), name(is))
                }
                Change::BallotNumber(was, is) => (text::idea::ballot_number(locale), was.to_string(), is.to_string()),
            };
            view! { <li>{words::from_to(locale, what, was, is)}</li> }
        })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}
