//! The ceilings' simulator (simulador de techos): the formula of the rules with other weights, floor, cap and unit, and
//! at once what each territory gets.
//!
//! The browser runs the same `shared::ceiling::allocate` as the server does when a scenario is kept. Without JavaScript
//! the form asks the server for the same table.

#![expect(missing_docs, reason = "the struct that `#[island]` makes for the browser has no doc comment")]

mod table;
mod trial;

use leptos::prelude::*;
use shared::locale::Locale;

use self::table::{Point, Row, Table};
pub use self::{
    table::{NamedTerm, Place, Scene, inputs, polyline, refusal},
    trial::{Meant, Typed},
};
use crate::text::{ceilings as text, common};

/// The highest weight of a slider, unless the rules have a higher one.
const SCALE: u16 = 100;

/// The formula with the forms that calculate and keep, and what comes of it beside them. `children` is the rest of the
/// form that keeps: its secret, the name and its button.
#[island]
pub fn Simulator(
    /// The language.
    locale: Locale,
    /// What stays the same.
    scene: Scene,
    /// The formula to start from.
    typed: Typed,
    /// The page itself: it calculates where there is no JavaScript.
    page: String,
    /// The larger territory that the page is about, where it is about one: the page's address names it.
    within: Option<String>,
    /// Where the table can be downloaded; nowhere for what is only tried within a larger territory.
    download: Option<String>,
    /// Where scenarios are kept; nowhere once voting has opened.
    keep: Option<String>,
    /// The rest of the form that keeps.
    children: Children,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let formula = RwSignal::new(typed.clone());
    let scene = StoredValue::new(scene);
    let table = scene.with_value(|scene| {
        let inputs = inputs(&scene.places);
        let scene = scene.clone();
        Memo::new(move |_| formula.with(|typed| scene.simulate(&inputs, typed, locale)))
    });
    let shown = move |pick: fn(&Table) -> &String| {
        move || table.with(|table| table.as_ref().map_or_else(|_| "—".to_owned(), |table| pick(table).clone()))
    };
    let trouble = move || table.with(|table| table.as_ref().err().cloned().unwrap_or_default());
    let fails = move || table.with(Result::is_err);
    let file = download.map(|download| {
        let href = move || {
            let query = formula.with(|typed| {
                let weights =
                    typed.weights.iter().enumerate().map(|(place, weight)| format!("w{place}={}", plain(weight)));
                let rest = [("piso", &typed.floor), ("tope", &typed.cap), ("unidad", &typed.unit)];
                let rest = rest.map(|(name, typed)| format!("{name}={}", plain(typed)));
                weights.chain(rest).collect::<Vec<_>>().join("&")
            });
            format!("{download}?{query}")
        };
        view! {
            <p>
                <a class="btn" href=href download="">
                    <svg class="icon" aria-hidden="true"><use href="/icons.svg#download"></use></svg>
                    {text::download_table(locale)}
                </a>
            </p>
            <p class="muted">{text::download_table_hint(locale)}</p>
        }
    });
    let within = within.map(|code| view! { <input type="hidden" name="dentro" value=code/> });

    let weights = scene.with_value(|scene| {
        scene
            .terms
            .iter()
            .enumerate()
            .map(|(place, named)| {
                let id = format!("w{place}");
                let value = move || formula.with(|typed| typed.weights.get(place).cloned().unwrap_or_default());
                let at = value_at(&typed.weights, place);
                let most = at.parse().map_or(SCALE, |weight: u16| weight.max(SCALE));
                view! {
                    <div class="field field--range">
                        <label for=id.clone()>{named.name.clone()}</label>
                        <input
                            class="range" type="range" id=id.clone() name=id.clone() min="0" max=most.to_string()
                            step="1" value=at
                            on:input=move |event| formula.update(|typed| {
                                if let Some(weight) = typed.weights.get_mut(place) {
                                    *weight = event_target_value(&event);
                                }
                            })
                        />
                        <output class="range__out" for=id>{value}</output>
                    </div>
                }
            })
            .collect_view()
    });
    let line = move |name: &'static str, label: &'static str, value: String, set: fn(&mut Typed, String)| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input
                    class="input input--money" id=name name=name inputmode="decimal" autocomplete="off" value=value
                    aria-describedby="limites"
                    on:input=move |event| formula.update(|typed| set(typed, event_target_value(&event)))
                />
            </div>
        }
    };
    let keep = keep.map(|keep| {
        let hidden = move |name: &'static str, pick: fn(&Typed) -> String| {
            view! { <input type="hidden" name=name value=move || formula.with(pick)/> }
        };
        view! {
            <form class="form" method="post" action=keep>
                {hidden("weights", |typed| typed.weights.join(","))}
                {hidden("floor", |typed| typed.floor.clone())}
                {hidden("cap", |typed| typed.cap.clone())}
                {hidden("unit", |typed| typed.unit.clone())}
                {children()}
            </form>
        }
    });
    view! {
        <div class="simulator">
            <section class="simulator__controls stack" aria-labelledby="weights-title">
                <h2 id="weights-title">{text::formula(locale)}</h2>
                <p class="muted">{text::formula_hint(locale)}</p>
                <form class="form" method="get" action=page>
                    {within}
                    {weights}
                    <p class="muted" id="limites">{text::bounds_hint(locale)}</p>
                    {line("piso", text::floor(locale), typed.floor.clone(), |typed, value| typed.floor = value)}
                    {line("tope", text::cap(locale), typed.cap.clone(), |typed, value| typed.cap = value)}
                    {line("unidad", text::unit(locale), typed.unit.clone(), |typed, value| typed.unit = value)}
                    <div class="actions" hidden=awake>
                        <button class="btn" type="submit">{text::calculate(locale)}</button>
                    </div>
                </form>
                {keep}
            </section>
            <div class="simulator__table stack">
                <p class="total" role="status" hidden=fails>
                    <span>{common::total(locale)}</span>
                    <strong class="num">{shown(|table| &table.total)}</strong>
                    <span class="chip chip--ok">
                        <svg class="icon" aria-hidden="true"><use href="/icons.svg#check"></use></svg>
                        {text::equals_pool(locale)}
                    </span>
                    <span class="visually-hidden">{shown(|table| &table.highest)}</span>
                </p>
                <div role="alert">
                    <p class="notice notice--warn" hidden=move || !fails()>{trouble}</p>
                </div>
                {scene.with_value(|scene| ceilings(scene, table, locale))}
                {file}
                {scene.with_value(|scene| curve(scene, table, locale))}
                {scene.with_value(|scene| tiles(scene, table, locale))}
            </div>
        </div>
    }
}

type Simulated = Memo<Result<Table, String>>;

fn value_at(weights: &[String], place: usize) -> String {
    weights.get(place).cloned().unwrap_or_else(|| "0".to_owned())
}

/// Text in an address: what numbers are written with needs no encoding but for these.
fn plain(typed: &str) -> String {
    let safe = |character: &char| character.is_ascii_digit() || matches!(character, '.' | ',' | '%');
    typed.chars().filter(safe).collect::<String>().replace('%', "%25")
}

/// One cell of a row that is calculated.
fn cell(table: Simulated, at: usize, pick: fn(&Row) -> &str) -> impl Fn() -> String + Copy {
    move || table.with(|table| table.as_ref().map_or("—", |table| pick(&table.rows[at])).to_owned())
}

/// A length that is calculated.
fn length(table: Simulated, at: usize, pick: fn(&Row) -> i64) -> impl Fn() -> String + Copy {
    move || table.with(|table| table.as_ref().map_or(0, |table| pick(&table.rows[at])).to_string())
}

fn ceilings(scene: &Scene, table: Simulated, locale: Locale) -> impl IntoView + use<> {
    let rows = scene
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let name = format!("{} {}", place.code, place.name);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label=text::ceiling(locale)>{cell(table, at, |row| &row.ceiling)}</td>
                    <td data-label=text::bound(locale)>{cell(table, at, |row| row.held)}</td>
                    <td data-label=text::share(locale)>
                        <span class="with-bar">
                            <svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
                                <rect class="bar__fill" width=length(table, at, |row| row.bar) height="40"></rect>
                            </svg>
                            <span class="num">{cell(table, at, |row| &row.share)}</span>
                        </span>
                    </td>
                    <td class="num" data-label=text::change_column(locale)>{cell(table, at, |row| &row.change)}</td>
                    <td class="num" data-label=text::per_person(locale)>{cell(table, at, |row| &row.per_person)}</td>
                    <td class="num" data-label=text::per_poor(locale)>{cell(table, at, |row| &row.per_poor)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-wrap" role="region" aria-labelledby="ceilings-table" tabindex="0">
            <table class="table table--stack">
                <caption id="ceilings-table">{text::table_ceilings(locale)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::territory(locale)}</th>
                        <th scope="col" class="num">{text::ceiling(locale)}</th>
                        <th scope="col">{text::bound(locale)}</th>
                        <th scope="col">{text::share(locale)}</th>
                        <th scope="col" class="num">{text::change_column(locale)}</th>
                        <th scope="col" class="num">{text::per_person(locale)}</th>
                        <th scope="col" class="num">{text::per_poor(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The Lorenz curve, with its points as a table.
fn curve(scene: &Scene, table: Simulated, locale: Locale) -> impl IntoView + use<> {
    let saved: Option<Vec<_>> = scene.places.iter().map(|place| place.saved).collect();
    let saved = saved.and_then(|saved| scene.evenness(&saved)).map(|even| {
        view! { <polyline class="lorenz__before" points=polyline(&even)></polyline> }
    });
    let line = move || table.with(|table| table.as_ref().map(|table| table.curve.clone()).unwrap_or_default());
    let gini = move || table.with(|table| table.as_ref().map(|table| table.gini.clone()).unwrap_or_default());
    let rows = (0..scene.places.len())
        .map(|at| {
            let point = move |pick: fn(&Point) -> &String| {
                move || {
                    table.with(|table| {
                        let point = table.as_ref().ok().and_then(|table| table.points.get(at));
                        point.map_or_else(|| "—".to_owned(), |point| pick(point).clone())
                    })
                }
            };
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
        <figure class="chart">
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
fn tiles(scene: &Scene, table: Simulated, locale: Locale) -> impl IntoView + use<> {
    let count = scene.places.len();
    let tiles = scene
        .places
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let (x, y) = (at % TILES * 110, at / TILES * 140);
            let level = move || table.with(|table| table.as_ref().map_or(0, |table| table.rows[at].level / 10));
            let top = move || (40 + 100 - level()).to_string();
            let name = format!("{} {}", place.code, place.name);
            view! {
                <g transform=format!("translate({x} {y})")>
                    <title>{name}</title>
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
        <figure class="chart">
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
