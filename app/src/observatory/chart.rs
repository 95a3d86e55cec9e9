//! Bars of the observatory: each figure is written beside its bar, and stands in the table as well.

use leptos::prelude::*;

use super::{
    figures::{self, Basis, Column, Comparison, Member},
    ratio::Ratio,
    table::{amount, percent},
};
use crate::{text, visit::Visit};

/// How wide a full bar is in its drawing.
const WIDTH: u32 = 1000;

/// Turnout and money per inhabitant.
pub fn charts(visit: &Visit, comparison: &Comparison) -> impl IntoView + use<> {
    let locale = visit.locale();
    let turnout_detail = match comparison.basis {
        Basis::Eligible => text::observatory::turnout_chart_eligible(locale),
        Basis::Inhabitants => text::observatory::turnout_chart_inhabitants(locale),
    };
    let turnout = chart(
        comparison,
        Column::Turnout,
        text::observatory::turnout_chart(locale),
        turnout_detail,
        &|ratio| percent(ratio, locale),
        &|figure| text::observatory::median_mark(locale, figure),
    );
    let money = chart(
        comparison,
        Column::PerInhabitant,
        text::observatory::per_inhabitant_chart(locale),
        text::observatory::per_inhabitant_chart_detail(locale),
        &|ratio| amount(visit, comparison, ratio),
        &|figure| text::observatory::median_mark(locale, figure),
    );
    view! { <div class="section"><div class="grid grid--2">{turnout}{money}</div></div> }
}

/// The bars of one column, longest first; nothing where no member has a figure.
fn chart(
    comparison: &Comparison,
    column: Column,
    title: &'static str,
    detail: &'static str,
    written: &dyn Fn(Ratio) -> String,
    median_note: &dyn Fn(String) -> String,
) -> Option<impl IntoView + use<>> {
    let longest = comparison.largest(column)?;
    let median = comparison.median(column)?;
    let mut bars: Vec<(&Member, Ratio)> = comparison
        .members
        .iter()
        .filter_map(|member| {
            let figure = figures::number(member, column, comparison.basis, comparison.currency)?;
            Some((member, figure))
        })
        .collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.1));
    let mark = (bars.len() > 2).then(|| median.length(longest, WIDTH - 6));
    let note = mark.map(|_| view! { <p class="meter__note">{median_note(written(median))}</p> });
    let bars = bars
        .into_iter()
        .map(|(member, figure)| {
            let length = figure.length(longest, WIDTH);
            let mark = mark.map(|at| view! { <rect class="bar__mark" x=at.to_string() width="6" height="100"></rect> });
            view! {
                <li>
                    <span class="bars__name">{member.place.name.clone()}</span>
                    <svg
                        class="bar bar--thick"
                        viewBox=format!("0 0 {WIDTH} 100")
                        preserveAspectRatio="none"
                        aria-hidden="true"
                    >
                        <rect class="bar__fill" width=length.to_string() height="100"></rect>
                        {mark}
                    </svg>
                    <span class="num">{written(figure)}</span>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <p class="muted">{detail}</p>
            <ol class="bars" role="list">{bars}</ol>
            {note}
        </figure>
    })
}
