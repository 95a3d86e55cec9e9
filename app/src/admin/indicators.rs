//! The figures of indicators: what is known, and files that bring more. A file is read and shown first, with what it
//! changes or with every mistake; only then it is confirmed.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::TerritoryId,
    indicator::{
        DecimalSign,
        file::{Expected, IndicatorFile, Mistakes, Preview, preview, read},
    },
    locale::Locale,
    permission::{Action, Object},
    ruleset::{Code, IndicatorRule, Measure},
};
use store::{
    StoreError, TenantTx, audit,
    indicator::{self, Known, NewFigure},
    process, rules, territory,
};
use uuid::Uuid;

use super::{enter, signed_in, tabs};
use crate::{
    components::{Column, Csrf, ErrorSummary, FileOrText, Heading, Table, TextField, inert},
    division::steps::figure,
    forms::{Declined, Done, FieldMessage, Posted, Rejected, answer},
    gate::Gate,
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// What a file is read against.
struct Ground {
    indicators: Vec<IndicatorRule>,
    territories: BTreeMap<Code, TerritoryId>,
    known: Vec<Known>,
}

impl Ground {
    async fn of(tx: &mut TenantTx) -> store::Result<Self> {
        let rules = match process::current(tx).await? {
            Some(process) => rules::in_force(tx, process.id).await?,
            None => None,
        };
        let territories = territory::all(tx).await?.into_iter().map(|territory| {
            let code = territory.code.parse().map_err(StoreError::corrupt("territory.code"))?;
            Ok((code, territory.id))
        });
        Ok(Self {
            indicators: rules.map(|rules| rules.indicators.clone()).unwrap_or_default(),
            territories: territories.collect::<store::Result<_>>()?,
            known: indicator::newest(tx, u16::MAX).await?,
        })
    }

    fn name(&self, known: &Known) -> String {
        let rule = self.indicators.iter().find(|rule| rule.id == known.figure.indicator);
        rule.map_or_else(|| known.figure.indicator.to_string(), |rule| rule.name.to_string())
    }

    fn measure(&self, indicator: &shared::document::Key) -> Measure {
        self.indicators.iter().find(|rule| rule.id == *indicator).map_or(Measure::Count, |rule| rule.measure)
    }
}

/// A file as it is typed into the form.
#[derive(Clone, Copy)]
struct Typed<'a> {
    text: &'a str,
    source: &'a str,
    year: &'a str,
    decimal: &'a str,
}

/// A file that can be kept.
struct Sound {
    file: IndicatorFile,
    source: String,
    year: u16,
}

fn check(visit: &Visit, ground: &Ground, typed: Typed<'_>) -> Result<Sound, Vec<FieldMessage>> {
    let locale = visit.locale();
    let mut errors = Vec::new();
    let source = typed.source.trim();
    if !(3..=300).contains(&source.chars().count()) {
        errors.push(FieldMessage::new("source", text::indicators::source_length(locale)));
    }
    let year = typed.year.trim().parse::<u16>().ok().filter(|year| (1900..=2200).contains(year));
    if year.is_none() {
        errors.push(FieldMessage::new("year", text::indicators::year_wrong(locale)));
    }
    if typed.text.trim().is_empty() {
        errors.push(FieldMessage::new("text", text::indicators::empty(locale)));
        return Err(errors);
    }
    let territories: BTreeSet<Code> = ground.territories.keys().cloned().collect();
    let expected = Expected {
        indicators: &ground.indicators,
        territories: &territories,
        currency: visit.site.currency,
        decimal: typed.decimal.parse::<DecimalSign>().ok(),
        regions: false,
    };
    match (read(typed.text.as_bytes(), &expected), year) {
        (Ok(file), Some(year)) if errors.is_empty() => Ok(Sound { file, source: source.to_owned(), year }),
        (Ok(_), _) => Err(errors),
        (Err(mistakes), _) => {
            errors.extend(messages(&mistakes, "text", locale));
            Err(errors)
        }
    }
}

/// The mistakes of a file, about the field that it was typed into.
pub(crate) fn messages(mistakes: &Mistakes, field: &str, locale: Locale) -> Vec<FieldMessage> {
    let each = mistakes.list.iter().map(|mistake| {
        let what = text::indicators::fault(locale, &mistake.fault);
        FieldMessage::new(field, text::indicators::at(locale, mistake.line, mistake.column, what))
    });
    let more = (mistakes.more > 0).then(|| FieldMessage::new(field, text::indicators::more(locale, mistakes.more)));
    each.chain(more).collect()
}

/// What is known, and the form for more.
#[component]
pub fn Indicators() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let ground = Ground::of(&mut tx).await?;
        Ok(show(&visit, &ground))
    })
}

fn show(visit: &Visit, ground: &Ground) -> Page {
    let locale = visit.locale();
    let rejected = visit.rejected("indicators");
    let value = |name: &str| rejected.value(name);
    let (typed, source, year, decimal) = (value("text"), value("source"), value("year"), value("decimal"));
    // A form that came back without a mistake is a file to confirm.
    let sound = (!rejected.values.is_empty() && rejected.errors.is_empty())
        .then(|| Typed { text: &typed, source: &source, year: &year, decimal: &decimal })
        .and_then(|typed| Some((typed, check(visit, ground, typed).ok()?)));
    let body = match sound {
        Some((typed, sound)) => confirm(visit, ground, typed, &sound),
        None => view! { {import_form(visit, ground, &rejected)}{known(visit, ground)} }.into_any(),
    };
    let title = text::indicators::title(locale);
    let page = Page::new(
        title,
        view! {
            {tabs(visit, path::INDICATORS)}
            <Heading title lead=text::indicators::lead(locale)/>
            {body}
        },
    );
    page.width(Width::Wide)
}

fn known(visit: &Visit, ground: &Ground) -> AnyView {
    let locale = visit.locale();
    if ground.known.is_empty() {
        return view! { <p>{text::indicators::none(locale)}</p> }.into_any();
    }
    let rows = ground
        .known
        .iter()
        .map(|known| {
            view! {
                <tr>
                    <th scope="row">{known.territory.to_string()}</th>
                    <td data-label=text::indicators::indicator(locale)>{ground.name(known)}</td>
                    <td class="num" data-label=text::indicators::value(locale)>
                        {figure(visit, known.figure.value, known.figure.measure)}
                    </td>
                    <td class="num" data-label=text::indicators::year(locale)>{known.figure.year}</td>
                    <td data-label=text::indicators::source(locale)>{known.figure.source.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <Table
                id="known"
                caption=text::indicators::table(locale)
                columns=vec![
                    Column::words(text::indicators::territory(locale)),
                    Column::words(text::indicators::indicator(locale)),
                    Column::numbers(text::indicators::value(locale)),
                    Column::numbers(text::indicators::year(locale)),
                    Column::words(text::indicators::source(locale)),
                ]
            >
                {rows}
            </Table>
        </section>
    }
    .into_any()
}

fn import_form(visit: &Visit, ground: &Ground, rejected: &Rejected) -> AnyView {
    let locale = visit.locale();
    if ground.indicators.is_empty() {
        return view! { <p>{text::indicators::unruled(locale)}</p> }.into_any();
    }
    let columns: Vec<_> = ground.indicators.iter().map(|rule| rule.id.to_string()).collect();
    let decimal = rejected.value("decimal");
    let signs = [
        ("", text::indicators::decimal_unsaid(locale)),
        (DecimalSign::Comma.as_str(), text::indicators::decimal_comma(locale)),
        (DecimalSign::Point.as_str(), text::indicators::decimal_point(locale)),
    ];
    let signs = signs
        .map(|(word, label)| view! { <option value=word selected={word == decimal}>{label}</option> })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="import-title">
            <h2 id="import-title">{text::indicators::import(locale)}</h2>
            <p>{text::indicators::import_lead(locale)}</p>
            <form class="form" method="post" enctype="multipart/form-data" action=ReadIndicators::url()>
                <Csrf visit/>
                <ErrorSummary rejected locale/>
                <TextField
                    name="source" label=text::indicators::source(locale) hint=text::indicators::source_hint(locale)
                    rejected autocomplete="off" locale
                />
                <TextField
                    name="year" label=text::indicators::year_label(locale) rejected class="input--short"
                    inputmode="numeric" autocomplete="off" locale
                />
                <div class="field">
                    <label for="decimal">{text::indicators::decimal(locale)}</label>
                    <select class="input" id="decimal" name="decimal">{signs}</select>
                </div>
                <FileOrText
                    name="text" label=text::indicators::text(locale)
                    hint=text::indicators::columns(locale, columns.join(", ")) rejected accept=".csv,text/csv" locale
                />
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::indicators::read(locale)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn confirm(visit: &Visit, ground: &Ground, typed: Typed<'_>, sound: &Sound) -> AnyView {
    let locale = visit.locale();
    let Preview { figures, new, changed, unchanged } = preview(&sound.file, &indicator::figures(&ground.known));
    let rows = figures
        .iter()
        .filter(|one| one.before != Some(one.after))
        .map(|one| {
            let measure = ground.measure(&one.indicator);
            let before = one
                .before
                .map_or_else(|| text::indicators::is_new(locale).to_owned(), |before| figure(visit, before, measure));
            view! {
                <tr>
                    <th scope="row">{one.code.to_string()}</th>
                    <td data-label=text::indicators::indicator(locale)>{one.indicator.to_string()}</td>
                    <td class="num" data-label=text::indicators::before(locale)>{before}</td>
                    <td class="num" data-label=text::indicators::after(locale)>{figure(visit, one.after, measure)}</td>
                </tr>
            }
        })
        .collect_view();
    let [source, year, decimal] = [typed.source, typed.year, typed.decimal].map(ToOwned::to_owned);
    let first = if typed.text.starts_with('\n') { "\n" } else { "" };
    let whole = format!("{first}{}", inert(typed.text));
    view! {
        <section class="section">
            <h2>{text::indicators::preview(locale)}</h2>
            <p role="status">{text::indicators::preview_lead(locale, new, changed, unchanged)}</p>
            <Table
                id="preview"
                caption=text::indicators::preview(locale)
                titled=true
                columns=vec![
                    Column::words(text::indicators::territory(locale)),
                    Column::words(text::indicators::indicator(locale)),
                    Column::numbers(text::indicators::before(locale)),
                    Column::numbers(text::indicators::after(locale)),
                ]
            >
                {rows}
            </Table>
            <form class="form" method="post" action=ImportIndicators::url()>
                <Csrf visit/>
                <input type="hidden" name="source" value=source/>
                <input type="hidden" name="year" value=year/>
                <input type="hidden" name="decimal" value=decimal/>
                <textarea name="text" hidden>{whole}</textarea>
                <div class="actions">
                    <button class="btn btn--primary" type="submit">{text::indicators::confirm(locale)}</button>
                    <a class="btn btn--quiet" href=path::INDICATORS>{text::common::cancel(locale)}</a>
                </div>
            </form>
        </section>
    }
    .into_any()
}

async fn allow(visit: &Visit, tx: &mut TenantTx) -> Result<(), Declined> {
    Gate::here(visit, tx).await?.allow(visit, Action::ManageTerritories, &Object::anywhere())
}

/// Reads a file and shows what it would change.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "leer-indicadores")]
pub async fn read_indicators(
    #[server(default)] text: String,
    #[server(default)] source: String,
    #[server(default)] year: String,
    #[server(default)] decimal: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("text", &*text), ("source", &*source), ("year", &*year), ("decimal", &*decimal)];
    let posted = Posted::new("indicators", path::INDICATORS, typed);
    let outcome = look(&visit, Typed { text: &text, source: &source, year: &year, decimal: &decimal }).await;
    answer(&visit, posted, outcome).await
}

async fn look(visit: &Visit, typed: Typed<'_>) -> Result<Done, Declined> {
    signed_in(visit)?;
    let mut tx = visit.enter().await?;
    allow(visit, &mut tx).await?;
    let ground = Ground::of(&mut tx).await?;
    // It comes back as it was typed: with its mistakes, or without any to be confirmed.
    Err(Declined::Invalid(check(visit, &ground, typed).err().unwrap_or_default()))
}

/// Keeps the figures of a file that was shown before.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "importar-indicadores")]
pub async fn import_indicators(
    #[server(default)] text: String,
    #[server(default)] source: String,
    #[server(default)] year: String,
    #[server(default)] decimal: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let typed = [("text", &*text), ("source", &*source), ("year", &*year), ("decimal", &*decimal)];
    let posted = Posted::new("indicators", path::INDICATORS, typed);
    let outcome = keep(&visit, Typed { text: &text, source: &source, year: &year, decimal: &decimal }).await;
    answer(&visit, posted, outcome).await
}

async fn keep(visit: &Visit, typed: Typed<'_>) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    allow(visit, &mut tx).await?;
    let ground = Ground::of(&mut tx).await?;
    let sound = check(visit, &ground, typed).map_err(Declined::Invalid)?;
    let mut figures: Vec<(TerritoryId, NewFigure)> = Vec::new();
    for (code, row) in &sound.file.figures {
        let Some(&territory) = ground.territories.get(code) else { continue };
        for (indicator, &value) in row {
            figures.push((
                territory,
                NewFigure {
                    indicator: indicator.clone(),
                    year: sound.year,
                    value,
                    measure: ground.measure(indicator),
                    source: sound.source.clone(),
                },
            ));
        }
    }
    let rows: Vec<_> = figures.iter().map(|(territory, figure)| (*territory, figure)).collect();
    indicator::record(&mut tx, &rows, Some(viewer.person), visit.now).await?;
    let act = audit::Act {
        person: Some(viewer.person),
        act: "import_indicators",
        object: &sound.source,
        reason: None,
        before: Some(&json!(indicator::figures(&ground.known))),
        after: Some(&json!({ "year": sound.year, "figures": sound.file.figures })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let message = text::indicators::saved(locale, visit.integer(figures.len()));
    Ok(Done { to: path::INDICATORS.to_owned(), message: Some(message) })
}
