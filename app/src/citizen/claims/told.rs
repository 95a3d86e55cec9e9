//! What whoever filed a claim is told of it. Of a claim about another person they are not told what was found.

use leptos::prelude::*;
use shared::{
    claim::{Carried, Step},
    locale,
};
use store::{
    claim::{Claim, TakenStep},
    process::Process,
};

use crate::{text::claim as words, visit::Visit};

/// How a claim stands, in the words for whoever filed it.
pub fn standing(visit: &Visit, process: &Process, claim: &Claim) -> String {
    let locale = visit.locale();
    if claim.kind.is_about_another() && claim.steps.iter().any(is_decision) {
        return words::attended(locale).to_owned();
    }
    let standing = claim.standing(process, visit.today());
    words::standing(locale, standing, |day| locale::format_date(day, locale))
}

/// The steps that they are told of: not a decision that waits for a second person, or that one refused. Of a claim about
/// another person all up to the first decision: whether a second person has to look at it tells that there is something
/// to correct.
pub fn steps(claim: &Claim) -> impl Iterator<Item = &TakenStep> {
    let about_another = claim.kind.is_about_another();
    let decided = claim.steps.iter().position(is_decision).unwrap_or(claim.steps.len());
    let told = move |(at, step): &(usize, &TakenStep)| {
        if about_another { *at <= decided } else { matches!(step.carried, None | Some(Carried::Holds)) }
    };
    claim.steps.iter().enumerate().filter(told).map(|(_, step)| step)
}

fn is_decision(step: &TakenStep) -> bool {
    matches!(step.step, Step::Upheld | Step::Refused)
}

/// Whether they are told what was decided, and why.
pub const fn tells(claim: &Claim, step: Step) -> bool {
    !claim.kind.is_about_another() || !matches!(step, Step::Upheld | Step::Refused)
}

/// What was filed, how it stands, and what was done with it.
pub fn told(visit: &Visit, process: &Process, claim: &Claim) -> AnyView {
    let locale = visit.locale();
    let own = claim.said.clone().unwrap_or_else(|| words::forgotten(locale).to_owned());
    let done: Vec<AnyView> = steps(claim).map(|step| one(visit, claim, step)).collect();
    let done = if done.is_empty() {
        view! { <p>{words::none_yet(locale)}</p> }.into_any()
    } else {
        view! { <ol class="rules" role="list">{done}</ol> }.into_any()
    };
    view! {
        <p><strong>{standing(visit, process, claim)}</strong></p>
        <dl class="facts">
            <div><dt>{words::kind(locale)}</dt><dd>{words::of_kind(locale, claim.kind)}</dd></div>
            <div><dt>{words::day(locale)}</dt><dd>{visit.date_time(claim.filed_at)}</dd></div>
            <div><dt>{words::your_words(locale)}</dt><dd class="prose">{own}</dd></div>
        </dl>
        <h3>{words::history(locale)}</h3>
        {done}
    }
    .into_any()
}

fn one(visit: &Visit, claim: &Claim, step: &TakenStep) -> AnyView {
    let locale = visit.locale();
    let (title, said) = if tells(claim, step.step) {
        let said = step.said.clone().unwrap_or_else(|| words::forgotten(locale).to_owned());
        (words::of_step(locale, step.step), Some(said))
    } else {
        (words::step_attended(locale), None)
    };
    view! {
        <li class="rules__one">
            <p><strong>{title}</strong></p>
            {said.map(|said| view! { <p class="prose">{said}</p> })}
            <p class="muted">{words::on(locale, visit.date_time(step.at))}</p>
        </li>
    }
    .into_any()
}
