//! The ceilings' simulator (simulador de techos): the formula of the rules with other weights, floor, cap and unit, and
//! at once what each territory gets.
//!
//! The browser runs the same `shared::ceiling::allocate` as the server does when a scenario is kept. Without JavaScript
//! the form asks the server for the same table.

#![expect(missing_docs, reason = "the struct that `#[island]` makes for the browser has no doc comment")]

mod chart;
mod row;
mod sight;
mod table;
mod told;
mod trial;

use leptos::{html::Div, prelude::*};
use shared::locale::Locale;

use self::{sight::Sight, told::Told};
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
    let page_ref = NodeRef::<Div>::new();
    let sight = Sight::new(page_ref, chart::PARTS + scene.places.len());
    let scene = StoredValue::new(scene);
    let told = Told::new(scene, formula, sight, locale);
    let trouble = move || told.trouble().unwrap_or_default();
    let fails = move || told.trouble().is_some();
    let total = move || told.rested(|_, table| table.total(locale)).unwrap_or_else(|| "—".to_owned());
    let highest = move || told.rested(|scene, table| scene.highest(table, locale));
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
            <div class="simulator__table stack" node_ref=page_ref>
                <p class="total" role="status" hidden=fails>
                    <span>{common::total(locale)}</span>
                    <strong class="num">{total}</strong>
                    <span class="chip chip--ok">
                        <svg class="icon" aria-hidden="true"><use href="/icons.svg#check"></use></svg>
                        {text::equals_pool(locale)}
                    </span>
                    <span class="visually-hidden">{highest}</span>
                </p>
                <div role="alert">
                    <p class="notice notice--warn" hidden=move || !fails()>{trouble}</p>
                </div>
                {scene.with_value(|scene| row::ceilings(scene, told))}
                {file}
                {scene.with_value(|scene| chart::curve(scene, told))}
                {scene.with_value(|scene| chart::tiles(scene, told))}
            </div>
        </div>
    }
}

fn value_at(weights: &[String], place: usize) -> String {
    weights.get(place).cloned().unwrap_or_else(|| "0".to_owned())
}

/// Text in an address: what numbers are written with needs no encoding but for these.
fn plain(typed: &str) -> String {
    let safe = |character: &char| character.is_ascii_digit() || matches!(character, '.' | ',' | '%');
    typed.chars().filter(safe).collect::<String>().replace('%', "%25")
}
