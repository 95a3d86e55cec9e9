//! Preparing a selection: criteria and figures are typed, the whole table is shown, and an act publishes it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    document::{Key, Share, Text},
    indicator::file::{Expected, read},
    locale::{Locale, format_basis_points},
    permission::{Action, Object},
    role::Role,
    ruleset::{Basis, Code, Criterion, IndicatorRule, Preference, SelectionRule},
    selection::{Candidate, Selection, select},
    tenant::TenantKind,
};
use store::{
    audit,
    rules::{Preset, presets},
    selection::{self, NewSelection},
};
use uuid::Uuid;

use super::{members, table};
use crate::{
    admin::{indicators::messages, input, signed_in},
    components::{Crumbs, Csrf, ErrorSummary, FieldError, FileOrText, Heading, TextField, described_by, inert},
    forms::{Declined, Done, FieldMessage, Fields, Posted, Rejected, answer},
    gate::Gate,
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// The form, by which it comes back.
const FORM: &str = "selection";

/// The criteria that a group may start from: those of the templates of its currency.
fn template(visit: &Visit) -> Option<(&'static Preset, &'static SelectionRule)> {
    let mut own = presets().iter().filter(|preset| preset.document.currency == visit.site.currency);
    own.find_map(|preset| Some((preset, preset.document.selection.as_ref()?)))
}

/// A selection as it was typed, read whole.
struct Sound {
    title: Text,
    rule: SelectionRule,
    indicators: Vec<IndicatorRule>,
    outcome: Selection,
    source: Text,
}

/// The name of the field with the weight of an indicator.
fn weight_field(indicator: &Key) -> String {
    format!("peso-{indicator}")
}

/// The name of the field that says which end of an indicator comes first.
fn first_field(indicator: &Key) -> String {
    format!("primero-{indicator}")
}

fn check(visit: &Visit, typed: &Rejected) -> Result<Sound, Vec<FieldMessage>> {
    let locale = visit.locale();
    let Some((preset, template)) = template(visit) else {
        return Err(vec![FieldMessage::new("", text::selection::no_criteria(locale))]);
    };
    let mut errors = Vec::new();
    let within = |name: &str, most: usize| {
        let value = typed.value(name);
        let value = value.trim();
        if (3..=most).contains(&value.chars().count()) { value.parse::<Text>().ok() } else { None }
    };
    let title = within("title", 200);
    if title.is_none() {
        errors.push(FieldMessage::new("title", text::selection::name_length(locale)));
    }
    let count = typed.value("count").trim().parse::<u16>().ok().filter(|count| (1..=999).contains(count));
    if count.is_none() {
        errors.push(FieldMessage::new("count", text::selection::count_wrong(locale)));
    }
    let criteria = criteria(&preset.document.indicators, typed, locale, &mut errors);
    let source = within("source", 500);
    if source.is_none() {
        errors.push(FieldMessage::new("source", text::selection::documents_length(locale)));
    }
    let level = template.within.clone().filter(|_| !typed.value("by_region").is_empty());
    let candidates = candidates(visit, typed, &preset.document.indicators, &criteria, level.is_some(), &mut errors);
    let (Some(title), Some(count), Some(source), Some(candidates), true) =
        (title, count, source, candidates, errors.is_empty())
    else {
        return Err(errors);
    };
    let rule = SelectionRule { level: template.level.clone(), within: level, count, criteria, basis: Basis::Draft };
    // What is looked at is checked above, each with its own message.
    let outcome =
        select(&rule, &candidates).map_err(|_| vec![FieldMessage::new("", text::selection::impossible(locale))])?;
    let counts = |indicator: &&IndicatorRule| rule.criteria.iter().any(|one| one.indicator == indicator.id);
    let indicators = preset.document.indicators.iter().filter(counts).cloned().collect();
    Ok(Sound { title, rule, indicators, outcome, source })
}

/// The criteria that have a weight.
fn criteria(
    indicators: &[IndicatorRule],
    typed: &Rejected,
    locale: Locale,
    errors: &mut Vec<FieldMessage>,
) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    let mut unread = false;
    for indicator in indicators {
        let field = weight_field(&indicator.id);
        let value = typed.value(&field);
        if value.trim().is_empty() {
            continue;
        }
        match input::basis_points(&value).and_then(Share::new) {
            None => {
                unread = true;
                errors.push(FieldMessage::new(field, text::selection::weight_wrong(locale, &indicator.name)));
            }
            Some(weight) if weight.basis_points() == 0 => {}
            Some(weight) => criteria.push(Criterion {
                indicator: indicator.id.clone(),
                first: typed.value(&first_field(&indicator.id)).parse().unwrap_or(Preference::Highest),
                weight,
            }),
        }
    }
    let found: i64 = criteria.iter().map(|criterion| i64::from(criterion.weight.basis_points())).sum();
    if !unread && found != i64::from(Share::WHOLE.basis_points()) {
        let field = indicators.first().map(|indicator| weight_field(&indicator.id)).unwrap_or_default();
        let found = format_basis_points(found, locale, 2);
        errors.push(FieldMessage::new(field, text::selection::weights_short(locale, found)));
    }
    criteria
}

/// The municipalities with the figures of the file; nothing where it has a mistake.
fn candidates(
    visit: &Visit,
    typed: &Rejected,
    indicators: &[IndicatorRule],
    criteria: &[Criterion],
    regions: bool,
    errors: &mut Vec<FieldMessage>,
) -> Option<Vec<Candidate>> {
    let locale = visit.locale();
    let territories: BTreeSet<Code> = members(visit).into_keys().collect();
    let expected =
        Expected { indicators, territories: &territories, currency: visit.site.currency, decimal: None, regions };
    let file = read(typed.value("text").as_bytes(), &expected)
        .map_err(|mistakes| errors.extend(messages(&mistakes, "text", locale)))
        .ok()?;
    let missing = criteria.iter().filter(|criterion| !file.indicators.contains(&criterion.indicator));
    let missing: Vec<_> = missing
        .map(|criterion| {
            let (name, _) = table::known(indicators, &criterion.indicator);
            FieldMessage::new("text", text::selection::column_missing(locale, name, &criterion.indicator))
        })
        .collect();
    if !missing.is_empty() {
        errors.extend(missing);
        return None;
    }
    let mut regions = file.regions;
    let candidates = file.figures.into_iter().map(|(code, figures)| {
        let region = regions.remove(&code);
        Candidate { code, region, figures }
    });
    Some(candidates.collect())
}

/// The form, and the table once everything in it can be read.
#[component]
pub fn Prepare() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::is_group)?;
        visit.require(Role::Analyst)?;
        Ok(show(&visit))
    })
}

fn show(visit: &Visit) -> Page {
    let locale = visit.locale();
    let rejected = visit.rejected(FORM);
    let returned = !rejected.values.is_empty();
    let mending = !rejected.value("mend").is_empty();
    // An act that will not do leaves the table standing.
    let acted = rejected.values.contains_key("act");
    // A form that came back without a mistake is a selection to confirm.
    let sound =
        (returned && !mending && (rejected.errors.is_empty() || acted)).then(|| check(visit, &rejected).ok()).flatten();
    let body = match (sound, template(visit)) {
        (Some(sound), _) => confirm(visit, &rejected, &sound),
        (None, Some((preset, rule))) => form(visit, &rejected, preset, rule),
        (None, None) => view! { <p>{text::selection::no_criteria(locale)}</p> }.into_any(),
    };
    let title = text::selection::new_title(locale);
    let steps = vec![(path::SELECTION.to_owned(), text::selection::title(locale).to_owned())];
    let page = Page::new(
        title,
        view! {
            <Crumbs locale steps here=title/>
            <Heading title lead=text::selection::new_lead(locale)/>
            {body}
        },
    );
    page.width(Width::Wide)
}

fn form(visit: &Visit, rejected: &Rejected, preset: &Preset, rule: &SelectionRule) -> AnyView {
    let locale = visit.locale();
    let fresh = rejected.values.is_empty();
    let by_region = if fresh { rule.within.is_some() } else { !rejected.value("by_region").is_empty() };
    let indicators = &preset.document.indicators;
    let names: Vec<_> = ["code", "region"].into_iter().chain(indicators.iter().map(|one| one.id.as_str())).collect();
    let weights = indicators.iter().map(|indicator| weight(rejected, rule, indicator, locale)).collect_view();
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action=ReadSelection::url()>
            <Csrf visit/>
            <ErrorSummary rejected locale/>
            <p>{text::selection::from_template(locale, &preset.document.title)}</p>
            <TextField
                name="title" label=text::selection::name(locale) hint=text::selection::name_hint(locale) rejected
                autocomplete="off" locale
            />
            <TextField
                name="count" label=text::selection::how_many(locale) rejected value=rule.count.to_string()
                class="input--short" inputmode="numeric" autocomplete="off" locale
            />
            <label class="choice">
                <input type="checkbox" name="by_region" value="yes" checked=by_region/>
                <span class="choice__text">{text::selection::by_region(locale)}</span>
            </label>
            <p class="field__hint">{text::selection::weights_hint(locale)}</p>
            {weights}
            <TextField
                name="source" label=text::selection::documents(locale) hint=text::selection::documents_hint(locale)
                rejected autocomplete="off" locale
            />
            <FileOrText
                name="text" label=text::selection::text(locale)
                hint=text::selection::text_hint(locale, names.join(", ")) rejected accept=".csv,text/csv" locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::selection::see(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The two fields of a criterion.
fn weight(rejected: &Rejected, rule: &SelectionRule, indicator: &IndicatorRule, locale: Locale) -> AnyView {
    let (field, first) = (weight_field(&indicator.id), first_field(&indicator.id));
    let starting = rule.criteria.iter().find(|criterion| criterion.indicator == indicator.id);
    let typed = rejected.values.get(&field).cloned();
    let value = typed.unwrap_or_else(|| {
        starting.map(|one| one.weight.to_string().trim_end_matches('%').to_owned()).unwrap_or_default()
    });
    let chosen = rejected.value(&first).parse().ok().or(starting.map(|one| one.first));
    let options = Preference::ALL
        .iter()
        .map(|&end| {
            let selected = chosen.unwrap_or(Preference::Highest) == end;
            let label = text::selection::preference(locale, end);
            view! { <option value=end.as_str() selected=selected>{label}</option> }
        })
        .collect_view();
    let described = described_by(&field, false, rejected);
    let invalid = rejected.error(&field).is_some().then_some("true");
    view! {
        <div class="field">
            <label for=field.clone()>{text::selection::weight_of(locale, &indicator.name)}</label>
            <FieldError name=&field rejected locale/>
            <input
                class="input input--short" id=field.clone() name=field value=value inputmode="decimal"
                autocomplete="off" aria-describedby=described aria-invalid=invalid
            />
        </div>
        <div class="field">
            <label for=first.clone()>{text::selection::first_of(locale, &indicator.name)}</label>
            <select class="input" id=first.clone() name=first>{options}</select>
        </div>
    }
    .into_any()
}

fn confirm(visit: &Visit, rejected: &Rejected, sound: &Sound) -> AnyView {
    let locale = visit.locale();
    let kept = || {
        let kept =
            rejected.values.iter().filter(|(name, _)| !matches!(name.as_str(), "text" | "act" | "act_date" | "mend"));
        kept.map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> }).collect_view()
    };
    let typed = rejected.value("text");
    let first = if typed.starts_with('\n') { "\n" } else { "" };
    let file = format!("{first}{}", inert(&typed));
    view! {
        <section class="section" aria-labelledby="preview-title">
            <h2 id="preview-title">{text::selection::preview(locale)}</h2>
            <p role="status">{text::selection::preview_lead(locale)}</p>
        </section>
        {table::whole(visit, &sound.rule, &sound.indicators, &sound.outcome, &[])}
        <form class="form" method="post" action=PublishSelection::url()>
            <Csrf visit/>
            <ErrorSummary rejected locale/>
            {kept()}
            <textarea name="text" hidden>{file.clone()}</textarea>
            <TextField
                name="act" label=text::selection::act(locale) hint=text::selection::act_hint(locale) rejected
                autocomplete="off" locale
            />
            <TextField
                name="act_date" label=text::selection::act_date(locale) rejected kind="date" class="input--short" locale
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit">{text::selection::publish(locale)}</button>
            </div>
        </form>
        <form method="post" action=ReadSelection::url()>
            <Csrf visit/>
            {kept()}
            <input type="hidden" name="mend" value="1"/>
            <textarea name="text" hidden>{file}</textarea>
            <button class="btn btn--quiet" type="submit">{text::selection::mend(locale)}</button>
        </form>
    }
    .into_any()
}

/// The form as it arrived, as a form that could come back.
fn typed() -> (Posted, Rejected) {
    let fields = Fields::current();
    let values = fields.iter().filter(|(name, _)| *name != "csrf");
    let values: BTreeMap<_, _> = values.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let typed = Rejected { form: FORM.to_owned(), values: values.clone(), errors: Vec::new() };
    (Posted { form: FORM, page: path::NEW_SELECTION.to_owned(), values }, typed)
}

fn allow(visit: &Visit) -> Result<(), Declined> {
    signed_in(visit)?;
    Gate::standing(visit).allow(visit, Action::SelectMunicipalities, &Object::anywhere())
}

/// Reads criteria and figures, and shows the table that comes of them.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "leer-seleccion")]
pub async fn read_selection() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let (posted, typed) = typed();
    let mending = !typed.value("mend").is_empty();
    // It comes back as it was typed: with its mistakes, or without any to be confirmed.
    let outcome = allow(&visit).and_then(|()| {
        let errors = if mending { Vec::new() } else { check(&visit, &typed).err().unwrap_or_default() };
        Err(Declined::Invalid(errors))
    });
    answer(&visit, posted, outcome).await
}

/// Publishes a selection that was shown before, by an act.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "publicar-seleccion")]
pub async fn publish_selection() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let (posted, typed) = typed();
    let outcome = publish(&visit, &typed).await;
    answer(&visit, posted, outcome).await
}

async fn publish(visit: &Visit, typed: &Rejected) -> Result<Done, Declined> {
    let locale = visit.locale();
    allow(visit)?;
    let viewer = signed_in(visit)?;
    let Sound { title, rule, indicators, outcome, source } = check(visit, typed).map_err(Declined::Invalid)?;
    let act = input::act(&typed.value("act"), "act", locale);
    let on = input::past_day(&typed.value("act_date"), "act_date", visit);
    let (act, on) = match (act, on) {
        (Ok(act), Ok(on)) => (act, on),
        (act, on) => return Err(Declined::Invalid([act.err(), on.err()].into_iter().flatten().collect())),
    };
    let new = NewSelection { id: Uuid::new_v4(), title, rule, indicators, outcome, source, act, on, sample: false };
    let mut tx = visit.enter().await?;
    selection::publish(&mut tx, &new, Some(viewer.person), visit.now).await?;
    let entry = audit::Act {
        person: Some(viewer.person),
        act: "publish_selection",
        object: new.title.as_str(),
        reason: Some(&new.act),
        before: None,
        after: Some(&json!({ "rule": new.rule, "source": new.source, "rows": new.outcome.rows.len() })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &entry).await?;
    tx.commit().await?;
    Ok(Done { to: path::selection(new.id), message: Some(text::selection::published(locale).to_owned()) })
}
