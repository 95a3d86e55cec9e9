//! How the ceilings of a pool came about, told so that a citizen can do it again with a calculator: where the money
//! comes from, and each division.

use leptos::prelude::*;
use shared::{
    ceiling::{
        CeilingExplanation, Explanation, Held, WHOLE,
        plan::{BaseExplanation, Division, How, Plan, ThemeDivision},
    },
    document::Key,
    locale::{format_basis_points, format_date, format_ratio_percent},
    money::Money,
    ruleset::{BaseRule, Code, Pool},
};

use super::{
    Told, Treasury,
    pools::Names,
    steps::{percent, steps},
};
use crate::{
    components::{Column, Table},
    path, text,
    visit::Visit,
};

/// Everything about a pool's ceilings: the act, the money and the divisions. `id` begins the ids of its tables. With
/// `only`, what concerns that territory and those that it lies in.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn told(
    visit: &Visit,
    treasury: &Treasury,
    pool: &Pool,
    told: &Told<'_>,
    id: &str,
    only: Option<&Code>,
) -> store::Result<AnyView> {
    let locale = visit.locale();
    let adopted = told.adopted.map_or_else(
        || if told.simulated { text::pools::by_the_rules(locale) } else { text::pools::not_adopted(locale) }.to_owned(),
        |one| match &one.reference {
            None => text::ceilings::by_act(locale, &one.act, format_date(one.date, locale)),
            Some(reference) => text::pools::by_act_at(locale, &one.act, format_date(one.date, locale), reference),
        },
    );
    let larger = only.map(|code| treasury.larger(code));
    let concerns = |within: &Option<Code>| match (&larger, within) {
        (None, _) | (_, None) => true,
        (Some(larger), Some(code)) => larger.contains(code),
    };
    let divisions = told
        .plan
        .divisions
        .iter()
        .enumerate()
        .filter(|(_, division)| concerns(&division.within))
        .map(|(number, one)| division(visit, treasury, &told.plan, one, &format!("{id}-{number}")))
        .collect_view();
    let undivided = told.plan.divisions.is_empty().then(|| undivided(visit, treasury, &told.plan, id));
    Ok(view! {
        <p>{adopted}</p>
        {base(visit, treasury, pool, &told.plan)?}
        {divisions}
        {undivided}
    }
    .into_any())
}

/// A pool as far as it concerns one territory; nothing where it gives it nothing. `stepwise`, where the ceiling that is
/// told comes from it: with each of its steps, or why there are none.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn to_territory(
    visit: &Visit,
    treasury: &Treasury,
    pool: &Pool,
    code: &Code,
    stepwise: bool,
) -> store::Result<Option<AnyView>> {
    let locale = visit.locale();
    let names = treasury.names();
    let heading = format!("bolsa-{}", pool.id);
    let stand = match treasury.told(pool)? {
        Ok(stand) => stand,
        Err(why) => {
            let why = names.trouble(&why, locale);
            return Ok(stepwise.then(|| {
                view! { <section class="section stack"><h2 id=heading>{pool.name.to_string()}</h2><p>{why}</p></section> }
                    .into_any()
            }));
        }
    };
    let larger = treasury.larger(code);
    let own: Vec<_> = stand
        .plan
        .ceilings
        .iter()
        .filter(|one| one.territory.as_ref().is_none_or(|territory| larger.contains(territory)))
        .collect();
    if own.is_empty() {
        return Ok(None);
    }
    let ceilings = own
        .iter()
        .map(|one| {
            let name = names.ceiling(one.territory.as_ref(), one.theme.as_ref(), locale);
            view! { <div><dt>{name}</dt><dd class="num">{visit.money(one.amount)}</dd></div> }
        })
        .collect_view();
    // One ceiling is told step by step.
    let mut divisions = stand.plan.divisions.iter().filter(|_| stepwise);
    let own_steps = divisions.find_map(|division| match &division.how {
        How::Formula(told) => steps(visit, treasury.known(), told, code),
        How::Certified(_) | How::Themes(_) => None,
    });
    let told = told(visit, treasury, pool, &stand, &heading, Some(code))?;
    let id = heading.clone();
    Ok(Some(
        view! {
            <section class="section stack" aria-labelledby=heading>
                <h2 id=id>{pool.name.to_string()}</h2>
                <dl class="facts">{ceilings}</dl>
                {told}
            </section>
            {own_steps}
        }
        .into_any(),
    ))
}

/// Where the money of a pool comes from.
fn base(visit: &Visit, treasury: &Treasury, pool: &Pool, plan: &Plan) -> store::Result<AnyView> {
    let locale = visit.locale();
    let amount = visit.money(plan.amount);
    let said = match &plan.base {
        BaseExplanation::Fixed => text::pools::base_fixed(locale, amount),
        BaseExplanation::Each { amount: each, territories } => {
            text::pools::base_each(locale, visit.money(*each), territories, amount)
        }
        BaseExplanation::Share { share, total, .. } => {
            let label = match &pool.base {
                BaseRule::Share { label, .. } => label.to_string(),
                BaseRule::Fixed { .. } | BaseRule::Each { .. } => pool.name.to_string(),
            };
            let share = format_basis_points(share.basis_points().into(), locale, 2);
            text::pools::base_share(locale, label, visit.money(*total), share, amount)
        }
    };
    let mut certified: Vec<String> = Vec::new();
    for one in treasury.certificates_behind(pool, plan)? {
        let date = format_date(one.on, locale);
        let said = match &one.reference {
            None => text::pools::certified_by(locale, &one.certified_by, date),
            Some(reference) => text::pools::certified_by_at(locale, &one.certified_by, date, reference),
        };
        if !certified.contains(&said) {
            certified.push(said);
        }
    }
    let certified = certified.into_iter().map(|said| view! { <p>{said}</p> }).collect_view();
    Ok(view! { <p>{said}</p> {certified} }.into_any())
}

fn division(visit: &Visit, treasury: &Treasury, plan: &Plan, division: &Division, id: &str) -> AnyView {
    let names = treasury.names();
    let locale = visit.locale();
    let caption = |what: &str, money: Money| match &division.within {
        None => text::pools::divided(locale, what, visit.money(money)),
        Some(code) => text::pools::divided_within(locale, names.place(code), what, visit.money(money)),
    };
    match &division.how {
        How::Certified(told) => {
            by_certificate(visit, &names, told, caption(text::pools::by_certificate(locale), told.pool), id)
        }
        How::Formula(told) => {
            let how = division.scenario.as_ref().map_or_else(
                || text::pools::by_formula(locale).to_owned(),
                |name| text::pools::by_scenario(locale, name),
            );
            by_formula(visit, treasury, told, caption(&how, told.pool), id)
        }
        How::Themes(told) => {
            let most = |theme: &Key| {
                let own = plan
                    .ceilings
                    .iter()
                    .find(|one| one.theme.as_ref() == Some(theme) && one.territory == division.within);
                own.and_then(|one| one.projects)
            };
            by_theme(visit, &names, told, &most, caption(text::pools::by_theme(locale), told.money), id)
        }
    }
}

/// A table of a division: the name of each row, its cells, and those of the total.
struct Sheet {
    id: String,
    caption: String,
    heads: Vec<&'static str>,
    rows: Vec<(AnyView, Vec<String>)>,
    total: Vec<String>,
    note: Option<&'static str>,
}

fn sheet(visit: &Visit, sheet: Sheet) -> AnyView {
    let locale = visit.locale();
    let Sheet { id, caption, heads, rows, total, note } = sheet;
    let cells = |cells: Vec<String>| {
        let labels = heads[1..].iter().copied();
        cells
            .into_iter()
            .zip(labels)
            .map(|(cell, label)| view! { <td class="num" data-label=label>{cell}</td> })
            .collect_view()
    };
    let rows =
        rows.into_iter().map(|(name, row)| view! { <tr><th scope="row">{name}</th>{cells(row)}</tr> }).collect_view();
    let total = cells(total);
    let foot = view! { <tr><th scope="row">{text::ceilings::total(locale)}</th>{total}</tr> };
    let columns = heads
        .iter()
        .enumerate()
        .map(|(place, head)| if place == 0 { Column::words(*head) } else { Column::numbers(*head) })
        .collect();
    view! {
        <Table id caption columns foot=Some(foot.into_any())>{rows}</Table>
        {note.map(|note| view! { <p class="muted">{note}</p> })}
    }
    .into_any()
}

/// A part of a whole in percent, with four decimals.
fn proportion(visit: &Visit, part: u64, whole: u64) -> String {
    format_ratio_percent(part, whole, 4, visit.locale()).unwrap_or_default()
}

fn by_certificate(visit: &Visit, names: &Names<'_>, told: &Explanation, caption: String, id: &str) -> AnyView {
    let locale = visit.locale();
    // The figures of this division are the amounts themselves, in minor units.
    let minor = |figure: u128| i64::try_from(figure).unwrap_or(i64::MAX);
    let certified = |figure: u128| visit.money(Money::new(minor(figure), told.pool.currency()));
    let figure = |one: &CeilingExplanation| one.terms.first().map_or(0, |part| part.figure.numerator);
    let rows = told.territories.iter().map(|one| {
        let cells = vec![certified(figure(one)), percent(one.share, locale), visit.money(one.amount)];
        (names.place(&one.code).into_any(), cells)
    });
    let total: u128 = told.territories.iter().map(figure).sum();
    sheet(
        visit,
        Sheet {
            id: id.to_owned(),
            caption,
            heads: vec![
                text::ceilings::territory(locale),
                text::pools::certified(locale),
                text::ceilings::its_share(locale),
                text::pools::gets(locale),
            ],
            rows: rows.collect(),
            total: vec![certified(total), percent(WHOLE, locale), visit.money(told.pool)],
            note: Some(text::pools::by_certificate_note(locale)),
        },
    )
}

fn by_formula(visit: &Visit, treasury: &Treasury, told: &Explanation, caption: String, id: &str) -> AnyView {
    let locale = visit.locale();
    let names = treasury.names();
    let rows = told.territories.iter().map(|one| {
        let held = one.held.map_or("", |held| match held.bound {
            Held::Floor => text::ceilings::held_floor(locale),
            Held::Cap => text::ceilings::held_cap(locale),
        });
        let cells =
            vec![percent(one.share, locale), visit.money(one.by_formula), held.to_owned(), visit.money(one.amount)];
        let name = names.place(&one.code);
        let name = if treasury.is_own(&one.code) {
            view! { <a href=path::ceiling(one.code.as_str())>{name}</a> }.into_any()
        } else {
            name.into_any()
        };
        (name, cells)
    });
    sheet(
        visit,
        Sheet {
            id: id.to_owned(),
            caption,
            heads: vec![
                text::ceilings::territory(locale),
                text::ceilings::its_share(locale),
                text::ceilings::csv_by_formula(locale),
                text::ceilings::bound(locale),
                text::ceilings::ceiling(locale),
            ],
            rows: rows.collect(),
            total: vec![percent(WHOLE, locale), String::new(), String::new(), visit.money(told.pool)],
            note: None,
        },
    )
}

fn by_theme(
    visit: &Visit,
    names: &Names<'_>,
    told: &ThemeDivision,
    most: &dyn Fn(&Key) -> Option<u16>,
    caption: String,
    id: &str,
) -> AnyView {
    let locale = visit.locale();
    let limited = told.themes.iter().any(|one| most(&one.theme).is_some());
    let rows = told.themes.iter().map(|one| {
        let share = proportion(visit, one.weight.into(), told.weights.into());
        let mut cells = vec![one.weight.to_string(), share, visit.money(one.amount)];
        if limited {
            cells.push(most(&one.theme).map(|most| most.to_string()).unwrap_or_default());
        }
        (names.theme(&one.theme).into_any(), cells)
    });
    let mut heads = vec![
        text::pools::theme(locale),
        text::ceilings::weight(locale),
        text::ceilings::its_share(locale),
        text::pools::gets(locale),
    ];
    if limited {
        heads.push(text::pools::at_most(locale));
    }
    let whole = u64::from(told.weights);
    sheet(
        visit,
        Sheet {
            id: id.to_owned(),
            caption,
            heads,
            rows: rows.collect(),
            total: vec![visit.integer(told.weights), proportion(visit, whole, whole), visit.money(told.money)],
            note: Some(text::pools::by_theme_note(locale)),
        },
    )
}

/// The ceilings of a pool that nobody divides.
fn undivided(visit: &Visit, treasury: &Treasury, plan: &Plan, id: &str) -> AnyView {
    let locale = visit.locale();
    if plan.ceilings.iter().all(|one| one.territory.is_none()) {
        return view! { <p>{text::pools::whole(locale)}</p> }.into_any();
    }
    let names = treasury.names();
    let rows = plan.ceilings.iter().map(|one| {
        let name = names.ceiling(one.territory.as_ref(), one.theme.as_ref(), locale);
        (name.into_any(), vec![visit.money(one.amount)])
    });
    sheet(
        visit,
        Sheet {
            id: format!("{id}-techos"),
            caption: text::pools::kept(locale).to_owned(),
            heads: vec![text::ceilings::territory(locale), text::pools::gets(locale)],
            rows: rows.collect(),
            total: vec![visit.money(plan.amount)],
            note: None,
        },
    )
}
