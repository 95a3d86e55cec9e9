//! The simulator's drawings: how evenly the money lies on the people, and where it is densest.

use leptos::prelude::*;

use super::{
    table::{Point, Scene, polyline},
    told::Told,
};
use crate::text::ceilings as text;

/// The number of the curve among the parts of the page.
const CURVE: usize = 0;

/// The number of the tiles.
const MAP: usize = 1;

/// How many drawings there are; the rows of the table follow.
pub(super) const PARTS: usize = 2;

/// The Lorenz curve, with its points as a table.
pub(super) fn curve(scene: &Scene, told: Told) -> impl IntoView + use<> {
    let locale = told.locale;
    let saved: Option<Vec<_>> = scene.places.iter().map(|place| place.saved).collect();
    let saved = saved.and_then(|saved| scene.evenness(&saved)).map(|even| {
        view! { <polyline class="lorenz__before" points=polyline(&even)></polyline> }
    });
    let line = move || told.of(CURVE, |_, table| table.curve());
    let gini = move || told.of(CURVE, |_, table| table.gini(locale));
    let rows = (0..scene.places.len())
        .map(|at| {
            let point = Memo::new(move |_| told.rested(|scene, table| scene.point(table, at, locale)).flatten());
            let point =
                move |pick: fn(&Point) -> &str| move || point.with(|point| point.as_ref().map_or("—", pick).to_owned());
            view! {
                <tr>
                    <th scope="row">{point(|point| &point.name)}</th>
                    <td class="num">{point(|point| &point.people)}</td>
                    <td class="num">{point(|point| &point.money)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <figure class="chart" data-part=CURVE>
            <figcaption>{text::lorenz(locale)}</figcaption>
            <p class="muted">{text::lorenz_detail(locale)}</p>
            <svg class="chart__svg lorenz" viewBox="-10 -10 1020 1020" role="img" aria-label=text::lorenz(locale)>
                <line class="chart__axis" x1="0" y1="1000" x2="1000" y2="0"></line>
                <polyline class="lorenz__frame" points="0,0 0,1000 1000,1000"></polyline>
                {saved}
                <polyline class="lorenz__line" points=line></polyline>
            </svg>
            <p class="meter__note">{gini}</p>
            <details class="more">
                <summary>{text::lorenz_table(locale)}</summary>
                <div class="table-wrap" role="region" aria-labelledby="lorenz-table" tabindex="0">
                    <table class="table">
                        <caption id="lorenz-table">{text::lorenz_table(locale)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{text::territory(locale)}</th>
                                <th scope="col" class="num">{text::people_so_far(locale)}</th>
                                <th scope="col" class="num">{text::money_so_far(locale)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
}

/// How many tiles stand in a row.
const TILES: usize = 7;

/// A tile for each territory, filled as high as its money per inhabitant; the same figures stand in the table above.
pub(super) fn tiles(scene: &Scene, told: Told) -> impl IntoView + use<> {
    let locale = told.locale;
    let count = scene.places.len();
    let tiles = scene
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let (x, y) = (at % TILES * 110, at / TILES * 140);
            let level = move || told.of(MAP, |_, table| table.level(at) / 10).unwrap_or_default();
            let top = move || (40 + 100 - level()).to_string();
            view! {
                <g transform=format!("translate({x} {y})")>
                    <title>{place.called()}</title>
                    <text class="tile__code" x="50" y="28">{place.code.to_string()}</text>
                    <rect class="tile__ground" y="40" width="100" height="90"></rect>
                    <svg y="40" width="100" height="90" viewBox="0 40 100 100" preserveAspectRatio="none">
                        <rect class="bar__fill" y=top width="100" height=move || level().to_string()></rect>
                    </svg>
                </g>
            }
        })
        .collect_view();
    let height = count.div_ceil(TILES) * 140;
    view! {
        <figure class="chart" data-part=MAP>
            <figcaption>{text::tiles(locale)}</figcaption>
            <p class="muted">{text::tiles_detail(locale)}</p>
            <svg
                class="chart__svg tiles" role="img" aria-label=text::tiles(locale)
                viewBox=format!("0 0 {} {height}", TILES * 110)
            >
                {tiles}
            </svg>
        </figure>
    }
}
