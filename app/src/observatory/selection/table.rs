//! The table of a selection, with all that it takes to do it again by hand.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::{
    document::Key,
    locale::{Locale, format_basis_points, format_integer},
    ruleset::{Code, IndicatorRule, Measure, SelectionRule},
    selection::{CriterionRange, MOST_POINTS, Row, Selection},
};

use super::members;
use crate::{
    components::{Column, Icon, Narrow, Table},
    division::steps::figure,
    path,
    search::finds,
    text,
    visit::Visit,
};

/// What an indicator is called and counts.
pub fn known<'a>(indicators: &'a [IndicatorRule], id: &'a Key) -> (&'a str, Measure) {
    let rule = indicators.iter().find(|rule| rule.id == *id);
    rule.map_or((id.as_str(), Measure::Count), |rule| (rule.name.as_str(), rule.measure))
}

/// A score in points: it is kept in ten-thousandths of a point.
pub fn score(score: u64, locale: Locale) -> String {
    let whole = format_integer(i64::try_from(score / 10_000).unwrap_or(i64::MAX), locale);
    match score % 10_000 {
        0 => whole,
        rest => format!("{whole}{}{}", locale.separators().1, format!("{rest:04}").trim_end_matches('0')),
    }
}

/// The criteria, how to do it again, and the table of each region; with those that were searched, their own lines stand
/// open.
pub fn whole(
    visit: &Visit,
    rule: &SelectionRule,
    indicators: &[IndicatorRule],
    outcome: &Selection,
    found: &[&Row],
) -> AnyView {
    let locale = visit.locale();
    let most = visit.integer(MOST_POINTS);
    let chosen = if rule.within.is_some() {
        text::selection::chosen_each(locale, outcome.count)
    } else {
        text::selection::chosen_together(locale, outcome.count)
    };
    let mut regions: Vec<&[Row]> = outcome.rows.chunk_by(|one, next| one.region == next.region).collect();
    regions.sort_by_key(|rows| rows.first().map(|row| row.region.clone()));
    let several = regions.len() > 1;
    let links = regions
        .iter()
        .enumerate()
        .map(|(place, rows)| {
            let count = rows.iter().filter(|row| row.outcome.is_chosen()).count();
            let chosen = text::selection::chosen_of(locale, visit.integer(count), visit.integer(rows.len()));
            view! {
                <li><a href=format!("#region-{place}")>{region(rows, locale)}<span class="muted">{chosen}</span></a></li>
            }
        })
        .collect_view();
    let links = several.then(|| {
        view! {
            <nav class="no-print" aria-label=text::selection::regions(locale)>
                <ul class="places" role="list">{links}</ul>
            </nav>
        }
    });
    let tables = regions
        .iter()
        .enumerate()
        .map(|(place, rows)| ranking(visit, place, rows, indicators, &outcome.criteria, found))
        .collect_view();
    view! {
        <section class="section" aria-labelledby="criterios">
            <h2 id="criterios">{text::selection::criteria(locale)}</h2>
            {criteria(visit, indicators, &outcome.criteria)}
            <p>{text::selection::by_hand(locale, most)}</p>
            <p>{chosen}</p>
        </section>
        {links}
        {tables}
    }
    .into_any()
}

fn region(rows: &[Row], locale: Locale) -> String {
    let name = rows.first().and_then(|row| row.region.as_ref());
    name.map_or_else(|| text::selection::all_together(locale).to_owned(), ToString::to_string)
}

fn criteria(visit: &Visit, indicators: &[IndicatorRule], criteria: &[CriterionRange]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let columns = vec![
        Column::words(text::selection::criterion(locale)),
        Column::words(text::selection::first(locale)),
        Column::numbers(text::selection::weight(locale)),
        Column::numbers(text::selection::lowest(locale)),
        Column::numbers(text::selection::highest(locale)),
    ];
    let rows = criteria
        .iter()
        .map(|range| {
            let (name, measure) = known(indicators, &range.indicator);
            let weight = format_basis_points(range.weight.basis_points().into(), locale, 2);
            view! {
                <tr>
                    <th scope="row">{name.to_owned()}</th>
                    <td data-label=text::selection::first(locale)>{text::selection::preference(locale, range.first)}</td>
                    <td class="num" data-label=text::selection::weight(locale)>{weight}</td>
                    <td class="num" data-label=text::selection::lowest(locale)>{figure(visit, range.lowest, measure)}</td>
                    <td class="num" data-label=text::selection::highest(locale)>{figure(visit, range.highest, measure)}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table id="tabla-criterios" caption=text::selection::criteria_table(locale) titled=true columns>{rows}</Table> }
}

/// The field in which somebody looks for a municipality, and what is known of those that were found.
pub fn search(visit: &Visit, page: String, typed: &str, found: &[&Row]) -> impl IntoView + use<> {
    let locale = visit.locale();
    let names = members(visit);
    let lines = found
        .iter()
        .map(|row| {
            let name = names.get(&row.code).cloned().unwrap_or_default();
            let region = row.region.as_ref().map_or_else(String::new, ToString::to_string);
            let said = text::selection::outcome(locale, &row.outcome, |needed| score(needed, locale));
            let place = text::selection::stands(locale, visit.integer(row.place), score(row.score, locale));
            let region = (!region.is_empty()).then(|| format!("{region}. "));
            view! {
                <li>
                    <a href=format!("#municipio-{}", row.code)>{name}</a>". "{region}{place}
                    <br/><span class="said"><Icon name=mark(row)/><span>{said}</span></span>
                </li>
            }
        })
        .collect_view();
    let told = (!typed.trim().is_empty()).then(|| {
        let count = text::selection::found(locale, visit.integer(found.len()));
        view! { <p class="found" role="status">{count}</p><ul class="stack">{lines}</ul> }
    });
    view! {
        <section class="section stack no-print" aria-labelledby="buscar">
            <h2 id="buscar">{text::selection::search_title(locale)}</h2>
            <form class="search" role="search" method="get" action=page>
                <div class="field search__q">
                    <label for="q">{text::selection::municipality(locale)}</label>
                    <input class="input" type="search" id="q" name=path::QUERY value=typed.to_owned()/>
                </div>
                <button class="btn" type="submit"><Icon name="search"/>{text::selection::search(locale)}</button>
            </form>
            {told}
        </section>
    }
}

/// The municipalities whose name or code has what was typed; none where nothing was.
pub fn found<'a>(visit: &Visit, outcome: &'a Selection, typed: &str) -> Vec<&'a Row> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let names = members(visit);
    let name = |row: &Row| format!("{} {}", names.get(&row.code).map_or("", String::as_str), row.code);
    outcome.rows.iter().filter(|row| finds(&name(row), typed)).collect()
}

const fn mark(row: &Row) -> &'static str {
    if row.outcome.is_chosen() { "check" } else { "cross" }
}

/// The municipalities of a region: those that are chosen, and the others on request.
fn ranking(
    visit: &Visit,
    place: usize,
    rows: &[Row],
    indicators: &[IndicatorRule],
    criteria: &[CriterionRange],
    found: &[&Row],
) -> impl IntoView + use<> {
    let locale = visit.locale();
    let names = members(visit);
    let criteria: Vec<_> = criteria.iter().map(|range| known(indicators, &range.indicator)).collect();
    let mut columns =
        vec![Column::numbers(text::selection::place(locale)), Column::words(text::selection::municipality(locale))];
    columns.extend(criteria.iter().map(|(name, _)| Column::numbers(*name)));
    columns.push(Column::numbers(text::selection::score(locale)));
    columns.push(Column::words(text::selection::outcome_column(locale)));
    let (chosen, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.outcome.is_chosen());
    let lines = |rows: &[&Row]| -> Vec<AnyView> {
        rows.iter().map(|row| line(visit, row, &names, &criteria).into_any()).collect()
    };
    let title = region(rows, locale);
    let (id, table) = (format!("region-{place}"), format!("tabla-{place}"));
    let open = others.iter().any(|row| found.contains(row));
    let (chosen, others, left) = (lines(&chosen), lines(&others), others.len());
    let rest = (left > 0).then(|| {
        let caption = text::selection::others_in(locale, &title);
        let summary = text::selection::others(locale, visit.integer(left));
        view! {
            <details class="more" open=open>
                <summary>{summary}</summary>
                <div>
                    <Table
                        id=format!("resto-{place}")
                        caption
                        titled=true
                        narrow=Narrow::Lines
                        columns=columns.clone()
                    >
                        {others}
                    </Table>
                </div>
            </details>
        }
    });
    let caption = text::selection::order_in(locale, &title);
    view! {
        <section class="section" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{title}</h2>
            <Table id=table caption titled=true narrow=Narrow::Lines columns>{chosen}</Table>
            {rest}
        </section>
    }
}

fn line(
    visit: &Visit,
    row: &Row,
    names: &BTreeMap<Code, String>,
    criteria: &[(&str, Measure)],
) -> impl IntoView + use<> {
    let locale = visit.locale();
    let name = names.get(&row.code).cloned().unwrap_or_default();
    let cells = row
        .criteria
        .iter()
        .zip(criteria)
        .map(|(points, &(name, measure))| {
            let detail = text::selection::points(locale, visit.integer(points.points));
            view! {
                <td class="num" data-label=name.to_owned()>
                    <span>{figure(visit, points.figure, measure)}<br/><small class="muted">{detail}</small></span>
                </td>
            }
        })
        .collect_view();
    let said = text::selection::outcome(locale, &row.outcome, |needed| score(needed, locale));
    view! {
        <tr id=format!("municipio-{}", row.code)>
            <td class="num lines__first" data-label=text::selection::place(locale)>{visit.integer(row.place)}</td>
            <th scope="row">{name}" "<span class="muted">{row.code.to_string()}</span></th>
            {cells}
            <td class="num lines__lead" data-label=text::selection::score(locale)>{score(row.score, locale)}</td>
            <td class="lines__last" data-label=text::selection::outcome_column(locale)>
                <span class="said"><Icon name=mark(row)/><span>{said}</span></span>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_points_to_the_ten_thousandth() {
        assert_eq!(score(10_000_000_000, Locale::EsMx), "1,000,000");
        assert_eq!(score(7_000 * 500_000 + 3_000 * 750_001, Locale::EsCo), "575.000,3");
        assert_eq!(score(7, Locale::EsCo), "0,0007");
    }
}
