//! The ceilings' simulator (simulador de techos): three weights, and at once what each territory gets.
//!
//! The browser runs the same `shared::ceiling::distribute` as the server does when the ceilings are saved. Without
//! JavaScript the form asks the server for the same table.

#![expect(missing_docs, reason = "the struct that `#[island]` makes for the browser has no doc comment")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use shared::{
    ceiling::{CeilingError, Term, TerritoryInput, Weights, distribute},
    locale::{Locale, format_money, format_ratio_percent},
    money::Money,
    territory::Indicators,
};

use crate::text::{admin as text, common};

/// A territory that shares the pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its official code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub indicators: Indicators,
    /// The ceiling that is saved.
    pub saved: Money,
}

/// What a territory gets, as it is written in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    ceiling: String,
    share: String,
    change: String,
    per_person: String,
    /// The length of its bar, in thousandths of the longest.
    bar: String,
}

/// The whole table, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Table {
    rows: Vec<Row>,
    total: String,
    highest: String,
}

/// Thousandths of a whole: exact, and finer than any screen.
fn thousandths(part: i64, whole: i64) -> i64 {
    let share = i128::from(part.max(0)) * 1000 / i128::from(whole.max(1));
    i64::try_from(share.min(1000)).unwrap_or(1000)
}

fn simulate(pool: Money, places: &[Place], weights: [u8; 3], locale: Locale) -> Result<Table, String> {
    let [population, poverty, equal] = weights;
    let weights = Weights::new(population, poverty, equal).map_err(|_| text::all_zero(locale).to_owned())?;
    let inputs: Vec<_> =
        places.iter().map(|place| TerritoryInput { code: place.code.clone(), indicators: place.indicators }).collect();
    let distribution = distribute(pool, weights, &inputs).map_err(|error| refusal(&error, locale))?;
    let amounts = || distribution.ceilings.iter().map(|ceiling| ceiling.amount.minor());
    let most = amounts().max().unwrap_or_default();
    let total = Money::sum(distribution.ceilings.iter().map(|ceiling| ceiling.amount), pool.currency())
        .map_err(|_| text::cannot_share(locale).to_owned())?;
    let highest = amounts()
        .position(|amount| amount == most)
        .map(|at| text::most(locale, &places[at].name, format_money(distribution.ceilings[at].amount, locale)))
        .unwrap_or_default();
    let rows = places
        .iter()
        .zip(&distribution.ceilings)
        .map(|(place, ceiling)| Row {
            ceiling: format_money(ceiling.amount, locale),
            share: share(ceiling.amount, pool, locale),
            change: change(place.saved, ceiling.amount, locale),
            per_person: per_person(ceiling.amount, place.indicators.population(), locale),
            bar: thousandths(ceiling.amount.minor(), most).to_string(),
        })
        .collect();
    Ok(Table { rows, total: format_money(total, locale), highest })
}

/// Why the pool cannot be shared out, with the way out.
pub fn refusal(error: &CeilingError, locale: Locale) -> String {
    match error {
        CeilingError::MissingFigure { term, code } => text::missing_figure(locale, text::term(locale, *term), code),
        CeilingError::NothingToWeigh { term } => text::nothing_to_weigh(locale, text::term(locale, *term)),
        CeilingError::NoTerritories
        | CeilingError::NegativePool
        | CeilingError::DuplicateCode { .. }
        | CeilingError::Overflow => text::cannot_share(locale).to_owned(),
    }
}

fn share(part: Money, whole: Money, locale: Locale) -> String {
    let minor = |money: Money| u64::try_from(money.minor()).unwrap_or_default();
    format_ratio_percent(minor(part), minor(whole), 2, locale).unwrap_or_default()
}

fn change(saved: Money, ceiling: Money, locale: Locale) -> String {
    match ceiling.checked_sub(saved) {
        Ok(difference) if difference.minor() == 0 => text::no_change(locale).to_owned(),
        Ok(difference) if difference.minor() > 0 => format!("+{}", format_money(difference, locale)),
        Ok(difference) => format_money(difference, locale),
        Err(_) => String::new(),
    }
}

/// Rounded half up to the minor unit.
fn per_person(ceiling: Money, population: u64, locale: Locale) -> String {
    let population = i128::from(population);
    let Some(minor) = (i128::from(ceiling.minor()) * 2 + population).checked_div(population * 2) else {
        return text::no_figure(locale).to_owned();
    };
    i64::try_from(minor).map(|minor| format_money(Money::new(minor, ceiling.currency()), locale)).unwrap_or_default()
}

/// The sliders with the forms that calculate and save, and the table beside them. `children` is the rest of the form
/// that saves: its secret, the reason and its button.
#[island]
pub fn Simulator(
    /// The language.
    locale: Locale,
    /// The money to share out.
    pool: Money,
    /// The territories, by code.
    places: Vec<Place>,
    /// The weights to start from.
    weights: Weights,
    /// The page itself: it calculates where there is no JavaScript.
    page: String,
    /// Where the table can be downloaded.
    download: String,
    /// Where the ceilings are saved; nowhere once voting has opened.
    save: Option<String>,
    /// The rest of the form that saves.
    children: Children,
) -> impl IntoView {
    let population = RwSignal::new(weights.population());
    let poverty = RwSignal::new(weights.poverty());
    let equal = RwSignal::new(weights.equal());
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));

    let names: Vec<_> = places.iter().map(|place| format!("{} {}", place.code, place.name)).collect();
    let table = Memo::new(move |_| simulate(pool, &places, [population.get(), poverty.get(), equal.get()], locale));
    let rows = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let cell = move |pick: fn(&Row) -> &String| {
                move || {
                    table.with(|table| {
                        table.as_ref().map_or_else(|_| "—".to_owned(), |table| pick(&table.rows[at]).clone())
                    })
                }
            };
            let bar = move || {
                table.with(|table| table.as_ref().map_or_else(|_| "0".to_owned(), |table| table.rows[at].bar.clone()))
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label=text::ceiling(locale)>{cell(|row| &row.ceiling)}</td>
                    <td data-label=text::share(locale)>
                        <span class="with-bar">
                            <svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
                                <rect class="bar__fill" width=bar height="40"></rect>
                            </svg>
                            <span class="num">{cell(|row| &row.share)}</span>
                        </span>
                    </td>
                    <td class="num" data-label=text::change_column(locale)>{cell(|row| &row.change)}</td>
                    <td class="num" data-label=text::per_person(locale)>{cell(|row| &row.per_person)}</td>
                </tr>
            }
        })
        .collect_view();
    let slider = move |term: Term, name: &'static str, value: RwSignal<u8>| {
        view! {
            <div class="field field--range">
                <label for=name>{text::term(locale, term)}</label>
                <input
                    class="range" type="range" id=name name=name min="0" max="100" step="1"
                    value=value.get_untracked().to_string()
                    on:input=move |event| value.set(event_target_value(&event).parse().unwrap_or_default())
                />
                <output class="range__out" for=name>{move || value.get().to_string()}</output>
            </div>
        }
    };
    let chosen = move |value: RwSignal<u8>| move || value.get().to_string();
    let total = move || table.with(|table| table.as_ref().map_or_else(|_| "—".to_owned(), |table| table.total.clone()));
    let highest = move || table.with(|table| table.as_ref().map(|table| table.highest.clone()).unwrap_or_default());
    let trouble = move || table.with(|table| table.as_ref().err().cloned().unwrap_or_default());
    let fails = move || table.with(Result::is_err);
    let file =
        move || format!("{download}?poblacion={}&pobreza={}&igual={}", population.get(), poverty.get(), equal.get());
    let save = save.map(|save| {
        view! {
            <form class="form" method="post" action=save>
                <input type="hidden" name="population" value=chosen(population)/>
                <input type="hidden" name="poverty" value=chosen(poverty)/>
                <input type="hidden" name="equal" value=chosen(equal)/>
                {children()}
            </form>
        }
    });
    view! {
        <div class="simulator">
            <section class="simulator__controls stack" aria-labelledby="weights-title">
                <h2 id="weights-title">{text::weights(locale)}</h2>
                <p class="muted">{text::weights_hint(locale)}</p>
                <form class="form" method="get" action=page>
                    {slider(Term::Population, "poblacion", population)}
                    {slider(Term::Poverty, "pobreza", poverty)}
                    {slider(Term::Equal, "igual", equal)}
                    <div class="actions" hidden=awake>
                        <button class="btn" type="submit">{text::calculate(locale)}</button>
                    </div>
                </form>
                {save}
            </section>
            <div class="simulator__table stack">
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
                <div class="table-wrap" role="region" aria-labelledby="ceilings-table" tabindex="0">
                    <table class="table table--stack">
                        <caption id="ceilings-table">{text::table_ceilings(locale)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{text::territory(locale)}</th>
                                <th scope="col" class="num">{text::ceiling(locale)}</th>
                                <th scope="col">{text::share(locale)}</th>
                                <th scope="col" class="num">{text::change_column(locale)}</th>
                                <th scope="col" class="num">{text::per_person(locale)}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p>
                    <a class="btn" href=file download="">
                        <svg class="icon" aria-hidden="true"><use href="/icons.svg#download"></use></svg>
                        {text::download_table(locale)}
                    </a>
                </p>
                <p class="muted">{text::download_table_hint(locale)}</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use shared::money::Currency;

    use super::*;

    fn places() -> Vec<Place> {
        let place = |code: &str, population, poverty, saved| Place {
            code: code.to_owned(),
            name: format!("Comuna {code}"),
            indicators: Indicators::new(population, poverty).unwrap(),
            saved: Money::new(saved, Currency::COP),
        };
        vec![place("01", 130_000, Some(2_093), 600_000), place("02", 70_000, Some(1_000), 400_000)]
    }

    #[test]
    fn the_table_adds_up_and_compares_with_what_is_saved() {
        let pool = Money::new(1_000_001, Currency::COP);
        let table = simulate(pool, &places(), [0, 0, 1], Locale::EsCo).unwrap();
        assert_eq!(table.total, "$1.000.001");
        // Half a peso too few for each: the one left over goes to the lower code.
        assert_eq!(table.rows[0].ceiling, "$500.001");
        assert_eq!(table.rows[0].change, "-$99.999");
        assert_eq!(table.rows[1].change, "+$100.000");
        assert_eq!(table.rows[0].share, "50,00\u{a0}%");
        assert_eq!(table.rows[0].per_person, "$4");
        assert_eq!((table.rows[0].bar.as_str(), table.rows[1].bar.as_str()), ("1000", "999"));
        assert!(table.highest.contains("Comuna 01"));
    }

    #[test]
    fn what_cannot_be_shared_says_why() {
        let pool = Money::new(1_000, Currency::COP);
        assert_eq!(simulate(pool, &places(), [0, 0, 0], Locale::EsCo), Err(text::all_zero(Locale::EsCo).to_owned()));
        let mut unmeasured = places();
        unmeasured[1].indicators = Indicators::new(70_000, None).unwrap();
        let why = simulate(pool, &unmeasured, [1, 1, 0], Locale::En).unwrap_err();
        assert!(why.contains("Territory 02"), "{why}");
        assert!(simulate(pool, &unmeasured, [1, 0, 0], Locale::En).is_ok());
    }

    #[test]
    fn nobody_living_there_gives_no_amount_per_person() {
        let money = Money::new(10, Currency::COP);
        assert_eq!(per_person(money, 0, Locale::EsCo), text::no_figure(Locale::EsCo));
        assert_eq!(per_person(money, 4, Locale::EsCo), "$3");
    }
}
