//! The ballots of a rule set as everybody will see them, with made-up projects.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::{
    ballot::{BallotForm, FormProblems, SheetChoice, SheetForm},
    document::Key,
    draw::Seed,
    locale::Locale,
    ruleset::{Contest, RuleSet, Sheet},
};

use crate::{
    ballot,
    components::{Notice, NoticeKind},
    islands::ballot::{BallotSheet, Paper},
    text::{self, rehearsal as said},
};

/// The most projects that a preview shows: it tells how a ballot is marked, not how long it is.
const SHOWN: u16 = 4;

/// Every sheet of the rules. A contest is shown once.
pub fn preview(locale: Locale, rules: &RuleSet) -> AnyView {
    let mut shown: BTreeSet<&Key> = BTreeSet::new();
    let sheets: Vec<AnyView> = rules
        .sheets
        .iter()
        .filter(|sheet| sheet.contests.iter().all(|contest| shown.insert(contest)))
        .map(|sheet| one(locale, rules, sheet))
        .collect();
    (!sheets.is_empty())
        .then(|| {
            view! {
                <h3>{said::preview_title(locale)}</h3>
                <p class="muted">{said::preview_detail(locale)}</p>
                {sheets}
            }
        })
        .into_any()
}

fn one(locale: Locale, rules: &RuleSet, sheet: &Sheet) -> AnyView {
    let name = sheet.name.to_string();
    let content = match paper(locale, rules, sheet) {
        Ok(paper) => view! {
            <div class="ballot">
                <BallotSheet locale paper choice=SheetChoice::default() told=false words=None owner=None>""</BallotSheet>
            </div>
        }
        .into_any(),
        Err(problems) => {
            let problems = problems.into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
            view! { <Notice kind=NoticeKind::Attention locale><ul>{problems}</ul></Notice> }.into_any()
        }
    };
    view! { <h4>{name}</h4> {content} }.into_any()
}

/// A sheet with made-up projects in the first kind of territory of each of its contests.
fn paper(locale: Locale, rules: &RuleSet, sheet: &Sheet) -> Result<Paper, Vec<String>> {
    let seed: Seed = "ensayo".parse().expect("a word is a seed");
    let mut problems = Vec::new();
    let (mut forms, mut contests) = (Vec::new(), Vec::new());
    for id in &sheet.contests {
        let Some(contest) = rules.contests.iter().find(|contest| contest.id == *id) else {
            problems.push(said::no_contest(locale, id));
            continue;
        };
        match form(locale, rules, contest, &seed) {
            Ok(form) => {
                let name = contest.name.as_str();
                contests.push(ballot::printed_sample(locale, rules, &form, name, sheet.order, &seed));
                forms.push(form);
            }
            Err(found) => problems.extend(found),
        }
    }
    let form = SheetForm::new(sheet.clone(), forms).map_err(|_| problems.clone())?;
    if problems.is_empty() { Ok(Paper { form, contests }) } else { Err(problems) }
}

/// A ballot with few projects; with as many as a rehearsal has where the rules ask for more.
fn form(locale: Locale, rules: &RuleSet, contest: &Contest, seed: &Seed) -> Result<BallotForm, Vec<String>> {
    let kind = ballot::kinds(rules, contest).next().map_or_else(|| contest.level.clone(), |(kind, _)| kind.clone());
    let ceiling = ballot::sample_ceiling(rules, contest);
    let made = |projects: u16| {
        let offer = ballot::sample(rules, contest, &kind, ceiling, projects, seed);
        let offer = offer.map_err(|_| vec![said::no_offer(locale, &contest.name)])?;
        BallotForm::of(contest, offer).map_err(|FormProblems(problems)| {
            problems.iter().map(|problem| text::ballot::form_problem(locale, problem)).collect::<Vec<_>>()
        })
    };
    made(SHOWN).or_else(|_| made(ballot::sample_count(contest)))
}
