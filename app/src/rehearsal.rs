//! Rehearsing a ballot (ensayo): the administration tries rules on pretend ballots and sees who would win, and why.
//!
//! Nothing of it is stored: the address says which rules, which projects and which ballots.

mod asked;
mod ground;
mod outcome;
mod preview;
mod typed;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::{ballot::SheetChoice, ruleset::RuleSet};
use store::{TenantTx, rules};

pub use self::preview::preview;
use self::{
    asked::{Asked, IN_FORCE},
    ground::{Ground, MOST_CAST, Offered, Setting, is_full, prepare, real},
    typed::MOST_MADE_UP,
};
use crate::{
    admin::{enter, tabs},
    ballot::{MOST_SAMPLES, summary},
    components::{ErrorSummary, Heading, Icon, Notice, NoticeKind},
    forms::{FieldMessage, Rejected},
    islands::ballot::BallotSheet,
    page::{Fault, Page, Width, page},
    path,
    rules::Standing,
    text::{self, rehearsal as said},
    visit::Visit,
};

/// The rehearsal.
#[component]
pub fn RehearsalPage() -> impl IntoView {
    let asked = Asked::of(&use_query_map().get_untracked());
    page(async move |visit| {
        enter(&visit)?;
        load(&visit, asked).await
    })
}

/// Rules that can be rehearsed.
struct Found {
    document: Arc<RuleSet>,
    /// Value and label of every version.
    choices: Vec<(String, String)>,
}

/// The rules that the address asks for, or those in force, or the ones that changed last.
async fn find(
    visit: &Visit,
    tx: &mut TenantTx,
    standing: &Standing,
    asked: &mut Asked,
    wrong: &mut Vec<FieldMessage>,
) -> Result<Option<Found>, Fault> {
    let locale = visit.locale();
    let in_force = standing.in_force(tx).await?;
    let mut choices: Vec<(String, String)> =
        in_force.iter().map(|_| (IN_FORCE.to_owned(), said::in_force(locale).to_owned())).collect();
    choices.extend(standing.versions.iter().map(|version| {
        let label = match version.publication() {
            Some(publication) => text::rules::numbered(locale, &version.title, publication.number),
            None => text::rules::as_draft(locale, &version.title),
        };
        (version.id.to_string(), label)
    }));
    if !asked.version.is_empty() && !choices.iter().any(|(value, _)| *value == asked.version) {
        wrong.push(FieldMessage::new("version", said::no_such_version(locale)));
        *asked = Asked::default();
    }
    if asked.version.is_empty() {
        let Some((first, _)) = choices.first() else { return Ok(None) };
        asked.version.clone_from(first);
    }
    let document = match (asked.version.as_str(), in_force) {
        (IN_FORCE, Some((_, document))) => document,
        (id, _) => {
            let id = id.parse().map_err(|_| Fault::NotFound)?;
            Arc::new(rules::document(tx, id).await?.ok_or(Fault::NotFound)?)
        }
    };
    Ok(Some(Found { document, choices }))
}

async fn load(visit: &Visit, mut asked: Asked) -> Result<Page, Fault> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let standing = Standing::of(&mut tx).await?;
    let mut wrong = Vec::new();
    let Some(found) = find(visit, &mut tx, &standing, &mut asked, &mut wrong).await? else { return Ok(none(visit)) };
    let real = real(&mut tx, standing.process.as_ref()).await?;
    let mut setting = prepare(locale, &mut tx, &found.document, &real, &mut asked).await?;
    drop(tx);
    setting.wrong.splice(0..0, wrong);
    let mut told = None;
    if let (Some(ground), true) = (&setting.ground, asked.cast) {
        let fields = asked.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let choice = SheetChoice::read(fields);
        match ground.paper.form.mark(&choice) {
            Ok(marked) => {
                let vote = ground.paper.form.compact(&marked.choice());
                let votes: Vec<String> = ground.votes.iter().cloned().chain([vote]).collect();
                if !is_full(&votes) {
                    return Err(Fault::Elsewhere(format!("{}#resultado", asked.with_votes(&votes).href())));
                }
                setting.wrong.push(FieldMessage::new("", said::too_many_votes(locale, MOST_CAST)));
            }
            Err(_) => told = Some(choice),
        }
    }
    Ok(show(visit, &found, &setting, &asked, told))
}

fn none(visit: &Visit) -> Page {
    let locale = visit.locale();
    let title = said::no_rules_title(locale);
    let body = view! {
        {tabs(visit, path::REHEARSAL)}
        <div class="empty">
            <Icon name="doc"/><h1>{title}</h1><p>{said::no_rules(locale)}</p>
            <a class="btn" href=path::ADMIN_RULES>{said::to_rules(locale)}</a>
        </div>
    };
    Page::new(title, body)
}

fn show(visit: &Visit, found: &Found, setting: &Setting, asked: &Asked, told: Option<SheetChoice>) -> Page {
    let locale = visit.locale();
    let title = said::title(locale);
    let content = match &setting.ground {
        Some(ground) => held(visit, setting, ground, asked, told),
        None => impossible(visit, setting),
    };
    let body = view! {
        {tabs(visit, path::REHEARSAL)}
        <Heading title lead=said::lead(locale)/>
        {wrong(visit, setting)}
        {choose(visit, found, setting, asked)}
        {content}
    };
    Page::new(title, body).width(Width::Wide).with_islands()
}

/// What the address asks for and cannot be.
fn wrong(visit: &Visit, setting: &Setting) -> Option<AnyView> {
    let locale = visit.locale();
    (!setting.wrong.is_empty()).then(|| {
        let sentence = |wrong: &FieldMessage| {
            let message = wrong.message.clone();
            match wrong.field.as_str() {
                "" => view! { <li>{message}</li> }.into_any(),
                field => view! { <li><a href=format!("#{field}")>{message}</a></li> }.into_any(),
            }
        };
        let sentences = setting.wrong.iter().map(sentence).collect_view();
        view! {
            <div class="errors" role="alert" tabindex="-1" aria-labelledby="wrong-title">
                <h2 id="wrong-title"><Icon name="error"/>{said::wrong_title(locale)}</h2>
                <ul>{sentences}</ul>
            </div>
        }
        .into_any()
    })
}

fn select(id: &'static str, label: &'static str, options: AnyView) -> AnyView {
    view! {
        <div class="field"><label for=id>{label}</label><select class="input" id=id name=id>{options}</select></div>
    }
    .into_any()
}

fn options(choices: &[(String, String)], chosen: &str) -> AnyView {
    let option = |(value, label): &(String, String)| {
        let selected = value == chosen;
        view! { <option value=value.clone() selected=selected>{label.clone()}</option> }
    };
    choices.iter().map(option).collect_view().into_any()
}

/// Which rules, which of their ballots, and with which projects.
fn choose(visit: &Visit, found: &Found, setting: &Setting, asked: &Asked) -> AnyView {
    let locale = visit.locale();
    let sheets: Vec<_> =
        found.document.sheets.iter().map(|sheet| (sheet.id.to_string(), sheet.name.to_string())).collect();
    let sheets = (sheets.len() > 1).then(|| select("tarjeton", said::sheet(locale), options(&sheets, &asked.sheet)));
    let rest = setting.offered.as_ref().map(|offered| figures(visit, offered, asked));
    let note = (!asked.votes.is_empty()).then(|| view! { <p class="muted">{said::begin_again_note(locale)}</p> });
    view! {
        <section class="section" aria-labelledby="what-title">
            <h2 id="what-title">{said::what_title(locale)}</h2>
            <form class="form" method="get" action=path::REHEARSAL>
                {asked.beside_setting()}
                <div class="field-row">
                    {select("version", said::version(locale), options(&found.choices, &asked.version))}
                    {sheets}
                </div>
                {rest}
                {note}
                <div class="actions"><button class="btn" type="submit">{said::prepare(locale)}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn figures(visit: &Visit, offered: &Offered, asked: &Asked) -> AnyView {
    let locale = visit.locale();
    let group = |label: &'static str, choices: &[(String, String)]| {
        (!choices.is_empty()).then(|| view! { <optgroup label=label>{options(choices, &asked.place)}</optgroup> })
    };
    let places = view! {
        {group(said::real_places(locale), &offered.real)}
        {group(said::sample_places(locale), &offered.kinds)}
    };
    let line = |id: &'static str, label: &'static str, hint: String, value: String, class: &'static str| {
        let hint_id = format!("{id}-hint");
        let mode = if id == "techo" { "decimal" } else { "numeric" };
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <p class="field__hint" id=hint_id.clone()>{hint}</p>
                <input class=class id=id name=id value=value inputmode=mode autocomplete="off" aria-describedby=hint_id/>
            </div>
        }
    };
    let count = if asked.projects.is_empty() { offered.projects.to_string() } else { asked.projects.clone() };
    let ceiling = visit.money(offered.ceiling);
    let hint = said::ceiling_hint(locale, &ceiling);
    let typed = if asked.ceiling.is_empty() { ceiling } else { asked.ceiling.clone() };
    view! {
        {select("lugar", said::place(locale), places.into_any())}
        <div class="field-row">
            {line("proyectos", said::projects(locale), said::projects_hint(locale, MOST_SAMPLES), count, "input input--short")}
            {line("techo", said::ceiling(locale), hint, typed, "input input--money")}
        </div>
    }
    .into_any()
}

/// Why nobody could vote by these rules.
fn impossible(visit: &Visit, setting: &Setting) -> AnyView {
    let locale = visit.locale();
    let reasons = setting.impossible.iter().map(|why| view! { <li>{why.clone()}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Attention locale>
            <p><strong>{said::no_ballot_title(locale)}</strong></p>
            <ul>{reasons}</ul>
        </Notice>
    }
    .into_any()
}

/// The ballot to mark, the ballots to make up, and what would come of them.
fn held(visit: &Visit, setting: &Setting, ground: &Ground, asked: &Asked, told: Option<SheetChoice>) -> AnyView {
    let locale = visit.locale();
    let samples: Vec<&str> =
        ground.contests.iter().filter(|one| one.sample).map(|one| one.contest.name.as_str()).collect();
    let notice = (!samples.is_empty()).then(|| {
        let said = said::sample_notice(locale, samples.join("», «"));
        let why = setting.not_plain.then(|| view! { <p>{said::sample_for_rule(locale)}</p> });
        view! {
            <Notice kind=NoticeKind::Information locale>
                <p>{said}</p>
                {why}
            </Notice>
        }
    });
    let rejected = told.as_ref().map_or_else(Rejected::default, |choice| summary(locale, &ground.paper, choice));
    let far = match ground.cast.len() {
        0 => None,
        1 => Some(said::cast_one(locale).to_owned()),
        many => Some(said::cast_many(locale, many)),
    };
    let paper = ground.paper.clone();
    let is_told = told.is_some();
    let undo = ground.votes.split_last().map(|(_, before)| {
        let href = format!("{}#resultado", asked.with_votes(before).href());
        view! { <a class="btn btn--quiet" href=href>{said::undo(locale)}</a> }
    });
    let begun = !asked.votes.is_empty() || !asked.samples.is_empty();
    let restart = begun.then(|| {
        view! { <a class="btn btn--quiet" href=asked.anew().href()>{said::restart(locale)}</a> }
    });
    view! {
        {notice}
        <div class="rehearsal">
            <section class="section" aria-labelledby="ballot-title">
                <h2 id="ballot-title">{said::ballot_title(locale)}</h2>
                {far.map(|far| view! { <p role="status">{far}</p> })}
                <form class="ballot" method="get" action=path::REHEARSAL>
                    <ErrorSummary rejected=&rejected locale/>
                    {asked.beside_ballot()}
                    <BallotSheet locale paper choice=told.unwrap_or_default() told=is_told words=None owner=None>
                        <button class="btn btn--primary" type="submit" name="echar" value="1">{said::cast(locale)}</button>
                    </BallotSheet>
                </form>
            </section>
            <section class="section" id="resultado" aria-labelledby="outcome-title">
                <h2 id="outcome-title">{said::outcome_title(locale)}</h2>
                {outcome::show(visit, ground, asked)}
                <div class="actions">{undo}{restart}</div>
                {made_up(visit, ground, asked)}
            </section>
        </div>
    }
    .into_any()
}

/// The form that adds made-up ballots.
fn made_up(visit: &Visit, ground: &Ground, asked: &Asked) -> AnyView {
    let locale = visit.locale();
    view! {
        <h3>{said::samples_title(locale)}</h3>
        <p>{said::samples_detail(locale)}</p>
        <form class="form" method="get" action=path::REHEARSAL>
            {asked.beside_samples()}
            <div class="field-row">
                <div class="field">
                    <label for="muestra">{said::samples(locale)}</label>
                    <p class="field__hint" id="muestra-hint">{said::samples_hint(locale, MOST_MADE_UP)}</p>
                    <input
                        class="input input--short" id="muestra" name="muestra" inputmode="numeric" autocomplete="off"
                        value=asked.samples.clone() aria-describedby="muestra-hint"
                    />
                </div>
                <div class="field">
                    <label for="semilla">{said::seed(locale)}</label>
                    <p class="field__hint" id="semilla-hint">{said::seed_hint(locale)}</p>
                    <input
                        class="input" id="semilla" name="semilla" autocomplete="off" value=ground.seed.to_string()
                        aria-describedby="semilla-hint"
                    />
                </div>
            </div>
            <div class="actions"><button class="btn" type="submit">{said::add(locale)}</button></div>
        </form>
    }
    .into_any()
}
