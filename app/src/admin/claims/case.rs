//! One claim: what was told with it, what the rolls in force have of the document, and the form that answers it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{claim::Standing, locale, permission::Action, ruleset::Entries};
use store::{
    claim::{self, Claim, TakenStep},
    process::Process,
    roll::{self, Entry},
};

use super::{answer, chip};
use crate::{
    admin::{bench, no_process, rolls::Places, tabs},
    components::{Crumbs, Heading},
    page::{Fault, Page, page},
    path,
    text::claim as words,
    visit::Visit,
};

/// A claim of the process under way.
#[component]
pub fn ClaimPage() -> AnyView {
    page(async |visit| {
        let id = use_params_map().read().get("claim").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let Some(process) = bench(&visit, &mut tx, Action::AnswerClaims).await? else {
            return Ok(no_process(&visit, path::ADMIN_CLAIMS));
        };
        let id = id.parse().map_err(|_| Fault::NotFound)?;
        let claim = claim::find(&mut tx, process.id, id).await?.ok_or(Fault::NotFound)?;
        let document = claim.subject.as_ref().and_then(|subject| subject.document.as_ref());
        let found = match document {
            Some((hash, _)) => Some(roll::entries_of(&mut tx, *hash).await?),
            None => None,
        };
        // People are put on rolls of people, and on those in force only.
        let in_force = roll::newest(&mut tx).await?.into_iter().filter(|import| import.state == roll::State::InForce);
        let in_force: Vec<_> = in_force.map(|import| import.roll).collect();
        let rules = process.rule_set.rolls.iter();
        let rolls = rules.filter(|rule| rule.entries == Entries::People && in_force.contains(&rule.id));
        let rolls: Vec<_> = rolls.map(|rule| (rule.id.clone(), rule.name.to_string())).collect();
        let places = Places::of(&mut tx).await?;
        let ground = answer::Ground { claim: &claim, rolls: &rolls, places: &places, has_document: found.is_some() };
        Ok(show(&visit, &process, &ground, found.as_deref()))
    })
}

fn show(visit: &Visit, process: &Process, ground: &answer::Ground<'_>, found: Option<&[Entry]>) -> Page {
    let locale = visit.locale();
    let claim = ground.claim;
    let title = words::number(locale, claim.number);
    let steps = vec![(path::ADMIN_CLAIMS.to_owned(), words::title(locale).to_owned())];
    let standing = claim.standing(process, visit.today());
    let form = matches!(standing, Standing::Waits { .. }).then(|| answer::form(visit, ground, standing));
    let norm = process.claims_of(claim.kind).term.norm.as_str();
    let state = chip(visit, standing);
    let content = view! {
        {tabs(visit, path::ADMIN_CLAIMS)}
        <Crumbs locale steps here=title.clone()/>
        <Heading over=words::of_kind(locale, claim.kind) title lead=norm>{state}</Heading>
        {told(visit, claim)}
        {found.map(|found| on_rolls(visit, process, found))}
        {history(visit, claim)}
        {form}
    };
    Page::new(words::number(locale, claim.number), content)
}

fn told(visit: &Visit, claim: &Claim) -> AnyView {
    let locale = visit.locale();
    let Some(subject) = &claim.subject else {
        return view! { <p>{words::forgotten(locale)}</p> }.into_any();
    };
    let who = match (claim.kind.is_about_another(), subject.attested) {
        (true, _) => words::about_another(locale),
        (false, true) => words::attested(locale),
        (false, false) => words::not_attested(locale),
    };
    let document = match &subject.document {
        Some((_, last)) => words::ends_in(locale, last.as_str()),
        None => words::no_document(locale).to_owned(),
    };
    let contact = subject.contact.as_ref().map(|contact| view! { <dd>{words::contact_at(locale, contact)}</dd> });
    view! {
        <dl class="facts">
            <div><dt>{words::day(locale)}</dt><dd>{visit.date_time(claim.filed_at)}</dd></div>
            <div><dt>{words::who(locale)}</dt><dd>{document}</dd><dd>{who}</dd>{contact}</div>
            <div><dt>{words::their_words(locale)}</dt><dd class="prose">{claim.said.clone()}</dd></div>
        </dl>
    }
    .into_any()
}

fn on_rolls(visit: &Visit, process: &Process, found: &[Entry]) -> AnyView {
    let locale = visit.locale();
    let each = found.iter().map(|entry| {
        let rule = process.rule_set.rolls.iter().find(|rule| rule.id == entry.roll);
        let name = rule.map_or_else(|| entry.roll.to_string(), |rule| rule.name.to_string());
        let mut parts = Vec::new();
        parts.push(if entry.counts() { words::found_on(locale, name) } else { words::found_off(locale, name) });
        if let Some(listed) = &entry.listed {
            parts.extend(listed.territory.as_ref().map(|code| words::found_territory(locale, code)));
            parts.extend(listed.born.map(|born| words::found_born(locale, locale::format_date(born, locale))));
        }
        parts.extend(entry.placed.as_ref().map(|code| words::found_placed(locale, code)));
        view! { <li>{parts.join(", ")}</li> }
    });
    let list = if found.is_empty() {
        view! { <p>{words::found_none(locale)}</p> }.into_any()
    } else {
        view! { <ul>{each.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="found">
            <h2 id="found">{words::found(locale)}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn history(visit: &Visit, claim: &Claim) -> Option<AnyView> {
    let locale = visit.locale();
    let each: Vec<AnyView> = claim.steps.iter().map(|step| one(visit, step)).collect();
    (!each.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="history">
                <h2 id="history">{words::history(locale)}</h2>
                <ol class="rules" role="list">{each}</ol>
            </section>
        }
        .into_any()
    })
}

fn one(visit: &Visit, step: &TakenStep) -> AnyView {
    let locale = visit.locale();
    let time = visit.date_time(step.at);
    let by = match &step.by {
        Some(by) => words::by(locale, by, time),
        None => words::on(locale, time),
    };
    let said = step.said.clone().unwrap_or_else(|| words::forgotten(locale).to_owned());
    let identity = step.identity.as_ref().map(|how| view! { <p>{words::identity_was(locale, how)}</p> });
    view! {
        <li class="rules__one">
            <p><strong>{words::of_step(locale, step.step)}</strong></p>
            <p class="prose">{said}</p>
            {identity}
            <p class="muted">{by}</p>
        </li>
    }
    .into_any()
}
