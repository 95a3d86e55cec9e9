//! The table of the observatory: one row a member, sorted by links that work without JavaScript.

use leptos::prelude::*;
use shared::{
    locale::{self, Locale},
    money::Money,
};

use super::{
    figures::{Column, Comparison, Member, Order},
    ratio::Ratio,
};
use crate::{components::Icon, path, text, visit::Visit};

/// The rows that are shown, under totals and medians of the whole.
pub fn table(
    visit: &Visit,
    whole: &Comparison,
    shown: &Comparison,
    order: Order,
    typed: &str,
) -> impl IntoView + use<> {
    let locale = visit.locale();
    let headings = Column::ALL.map(|column| heading(locale, column, label(locale, shown, column), order, typed));
    let rows = shown.members.iter().map(|member| row(visit, shown, member)).collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby="tabla" tabindex="0">
            <table class="table table--stack">
                <caption id="tabla">{text::observatory::caption(locale)}</caption>
                <thead><tr>{headings.into_iter().collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{total(visit, whole)}{median(visit, whole)}</tfoot>
            </table>
        </div>
    }
}

fn label(locale: Locale, comparison: &Comparison, column: Column) -> &'static str {
    match column {
        Column::Name => {
            let kind = comparison.members.first().map(|member| member.place.kind);
            kind.map_or("", |kind| text::terms::tenant_kind(locale, kind))
        }
        Column::Phase => text::observatory::phase(locale),
        Column::Population => text::observatory::population(locale),
        Column::Ideas => text::observatory::ideas(locale),
        Column::Projects => text::observatory::projects(locale),
        Column::Funded => text::observatory::funded(locale),
        Column::Voters => text::observatory::voters(locale),
        Column::Turnout => text::observatory::turnout(locale),
        Column::Pool => text::observatory::pool(locale),
        Column::PerInhabitant => text::observatory::per_inhabitant(locale),
    }
}

fn heading(locale: Locale, column: Column, label: &'static str, order: Order, typed: &str) -> impl IntoView + use<> {
    let to = order.towards(column);
    let mut query = vec![(path::ORDER, to.column.word()), (path::DIRECTION, to.direction())];
    if !typed.is_empty() {
        query.push((path::QUERY, typed));
    }
    let href = path::with_query(path::HOME, &query);
    let (icon, sorted) = match (order.column == column, order.descending) {
        (true, false) => ("up", Some("ascending")),
        (true, true) => ("down", Some("descending")),
        (false, _) => ("sort", None),
    };
    view! {
        <th scope="col" class=column.is_number().then_some("num") aria-sort=sorted>
            <a class="sort" href=href title=text::observatory::sort_by(locale, label.to_lowercase())>
                {label}<Icon name=icon/>
            </a>
        </th>
    }
}

fn row(visit: &Visit, comparison: &Comparison, member: &Member) -> impl IntoView + use<> {
    let locale = visit.locale();
    let published = &member.published;
    let place = &member.place;
    let name = match place.address.clone() {
        Some(address) => view! { <a href=address>{place.name.clone()}</a> }.into_any(),
        None => view! {
            {place.name.clone()} " " <span class="chip"><Icon name="lock"/>{text::observatory::suspended(locale)}</span>
        }
        .into_any(),
    };
    let demonstration = published.demonstration.then(|| {
        view! { " " <span class="chip chip--info"><Icon name="info"/>{text::observatory::demonstration(locale)}</span> }
    });
    let phase = published.phase.map_or(text::observatory::not_begun(locale), |kind| text::terms::phase(locale, kind));
    let date = locale::format_date_short(visit.local(published.published_at).date(), locale);
    let published_on = text::observatory::published_on(locale, date);
    let counted = member.counted();
    view! {
        <tr>
            <th scope="row">{name}{demonstration}</th>
            <td data-label=label(locale, comparison, Column::Phase)>
                <span>{phase}<br/><small class="muted">{published_on}</small></span>
            </td>
            {number(locale, comparison, Column::Population, place.population.map(|count| visit.integer(count)))}
            {number(locale, comparison, Column::Ideas, Some(visit.integer(published.ideas)))}
            {number(locale, comparison, Column::Projects, Some(visit.integer(published.projects)))}
            {number(locale, comparison, Column::Funded, counted.map(|counted| visit.integer(counted.funded)))}
            {number(locale, comparison, Column::Voters, counted.map(|counted| visit.integer(counted.voters)))}
            {number(locale, comparison, Column::Turnout, member.turnout(comparison.basis).map(|ratio| percent(ratio, locale)))}
            {number(locale, comparison, Column::Pool, Some(visit.money(published.pool)))}
            {number(locale, comparison, Column::PerInhabitant,
                member.per_inhabitant(comparison.currency).map(|ratio| amount(visit, comparison, ratio)))}
        </tr>
    }
}

fn number(locale: Locale, comparison: &Comparison, column: Column, figure: Option<String>) -> impl IntoView + use<> {
    let figure = figure.map_or_else(
        || {
            view! {
                <span class="muted"><span aria-hidden="true">"—"</span>
                    <span class="visually-hidden">{text::observatory::no_figure(locale)}</span></span>
            }
            .into_any()
        },
        IntoAny::into_any,
    );
    view! { <td class="num" data-label=label(locale, comparison, column)>{figure}</td> }
}

fn total(visit: &Visit, whole: &Comparison) -> impl IntoView + use<> {
    let locale = visit.locale();
    let total = whole.total();
    let any_counted = whole.members.iter().any(|member| member.counted().is_some());
    let counted = |figure: u64| any_counted.then(|| visit.integer(figure));
    view! {
        <tr>
            <th scope="row">{text::observatory::total_of(locale, visit.integer(whole.members.len()))}</th>
            <td></td>
            {number(locale, whole, Column::Population, Some(visit.integer(total.population)))}
            {number(locale, whole, Column::Ideas, Some(visit.integer(total.ideas)))}
            {number(locale, whole, Column::Projects, Some(visit.integer(total.projects)))}
            {number(locale, whole, Column::Funded, counted(total.funded))}
            {number(locale, whole, Column::Voters, counted(total.voters))}
            {number(locale, whole, Column::Turnout, total.turnout.map(|ratio| percent(ratio, locale)))}
            {number(locale, whole, Column::Pool, total.pool.map(|pool| visit.money(pool)))}
            {number(locale, whole, Column::PerInhabitant, total.per_inhabitant.map(|ratio| amount(visit, whole, ratio)))}
        </tr>
    }
}

fn median(visit: &Visit, whole: &Comparison) -> impl IntoView + use<> {
    let locale = visit.locale();
    let cells = Column::ALL
        .into_iter()
        .filter(|column| column.is_number())
        .map(|column| {
            let figure = whole.median(column).map(|ratio| match column {
                Column::Turnout => percent(ratio, locale),
                Column::Pool | Column::PerInhabitant => amount(visit, whole, ratio),
                _ => halves(ratio, locale),
            });
            number(locale, whole, column, figure)
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{text::observatory::median_of(locale, visit.integer(whole.members.len()))}</th>
            <td></td>
            {cells}
        </tr>
    }
}

/// A share in percent, to the hundredth.
pub fn percent(ratio: Ratio, locale: Locale) -> String {
    locale::format_basis_points(ratio.times(10_000), locale, 2)
}

/// Money by something, to the minor unit.
pub fn amount(visit: &Visit, comparison: &Comparison, ratio: Ratio) -> String {
    visit.money(Money::new(ratio.times(1), comparison.currency))
}

/// The median of counts: a whole number, or one and a half.
fn halves(ratio: Ratio, locale: Locale) -> String {
    let tenths = ratio.times(10);
    let whole = locale::format_integer(tenths / 10, locale);
    match tenths % 10 {
        0 => whole,
        tenth => format!("{whole}{}{tenth}", locale.separators().1),
    }
}
