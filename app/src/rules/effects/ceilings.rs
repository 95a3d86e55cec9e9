//! What other rules would have given to each territory and theme, with the money and the figures of the current process.

use leptos::prelude::*;
use shared::{
    ceiling::{
        fairness::{Change, compare},
        plan::{Plan, PlanError},
    },
    document::Key,
    locale::{Locale, format_basis_points},
    money::Money,
    ruleset::{Code, Pool, RuleSet},
};
use store::{TenantTx, process::Process};

use crate::{
    components::{Column, Table},
    division::pools::{Assets, Names, places},
    text,
    visit::Visit,
};

/// A pool as it was and as it becomes; at least one of the two.
type Pair<'a> = (Option<&'a Pool>, Option<&'a Pool>);

/// The pools of both versions, the newer one's first. Where each has but one, these are the same under another name.
fn pairs<'a>(old: &'a RuleSet, new: &'a RuleSet) -> Vec<Pair<'a>> {
    if let ([was], [is]) = (old.pools.as_slice(), new.pools.as_slice()) {
        return vec![(Some(was), Some(is))];
    }
    let named = |rules: &'a RuleSet, id: &Key| rules.pools.iter().find(|pool| pool.id == *id);
    let kept = new.pools.iter().map(|is| (named(old, &is.id), Some(is)));
    let gone = old.pools.iter().filter(|was| named(new, &was.id).is_none()).map(|was| (Some(was), None));
    kept.chain(gone).collect()
}

/// One version's side of a pool.
struct Side {
    told: Result<Plan, PlanError>,
    /// Whether the amount of the process stands in for what nobody has certified.
    supposed: bool,
    /// Why there are no ceilings, in words.
    trouble: Option<String>,
}

fn side(assets: &Assets, rules: &RuleSet, pool: &Pool, locale: Locale) -> store::Result<Side> {
    let (told, supposed) = assets.plan_on_amount(rules, pool)?;
    let places = places(rules, &assets.own)?;
    let names = Names { places: &places, themes: &rules.themes, known: &assets.known };
    let trouble = told.as_ref().err().map(|error| names.trouble(error, locale));
    Ok(Side { told, supposed, trouble })
}

/// The ceilings of the pools under both versions.
pub(super) async fn of(
    visit: &Visit,
    tx: &mut TenantTx,
    process: Option<&Process>,
    old: &RuleSet,
    new: &RuleSet,
) -> store::Result<AnyView> {
    let locale = visit.locale();
    let Some(process) = process else {
        return Ok(view! { <p>{text::pools::effects_none(locale)}</p> }.into_any());
    };
    let mut assets = Assets::of(tx, process, new).await?;
    let others: Vec<_> =
        old.indicators.iter().filter(|was| !new.indicators.iter().any(|is| is.id == was.id)).cloned().collect();
    assets.known.indicators.extend(others);
    let mut told = Vec::new();
    for (number, (was, is)) in pairs(old, new).into_iter().enumerate() {
        let before = was.map(|pool| side(&assets, old, pool, locale)).transpose()?;
        let after = is.map(|pool| side(&assets, new, pool, locale)).transpose()?;
        let Some(pool) = is.or(was) else { continue };
        told.push(one(visit, &assets, [old, new], pool, [before, after], number)?);
    }
    Ok(view! {
        <h3>{text::pools::effects_title(locale)}</h3>
        {told}
    }
    .into_any())
}

fn one(
    visit: &Visit,
    assets: &Assets,
    [old, new]: [&RuleSet; 2],
    pool: &Pool,
    [before, after]: [Option<Side>; 2],
    number: usize,
) -> store::Result<AnyView> {
    let locale = visit.locale();
    let plan = |side: &Option<Side>| side.as_ref().and_then(|side| side.told.as_ref().ok()).cloned();
    let (was, is) = (plan(&before), plan(&after));
    let supposed = [&before, &after].into_iter().flatten().any(|side| side.supposed);
    let trouble = |side: &Option<Side>, words: fn(Locale, &str) -> String| {
        let why = side.as_ref()?.trouble.as_deref()?;
        Some(view! { <p>{words(locale, why)}</p> })
    };
    let troubles = view! {
        {trouble(&before, |locale, why| text::pools::cannot_before(locale, why))}
        {trouble(&after, |locale, why| text::pools::cannot_after(locale, why))}
    };
    let note = match (&before, &after) {
        (None, Some(_)) => Some(text::pools::effects_new(locale, &pool.name)),
        (Some(_), None) => Some(text::pools::effects_gone(locale, &pool.name)),
        _ => None,
    };
    let note = note.map(|note| view! { <p>{note}</p> });
    let lead = if supposed {
        text::pools::effects_supposed(locale, visit.money(assets.amount))
    } else {
        text::pools::effects_certified(locale).to_owned()
    };
    if was.is_none() && is.is_none() {
        return Ok(view! { <h4>{pool.name.to_string()}</h4> {note}{troubles} }.into_any());
    }
    if let (Some(was), Some(is)) = (&was, &is)
        && was.ceilings == is.ceilings
    {
        let same = text::pools::effects_same(locale, &pool.name, visit.money(is.amount));
        return Ok(view! { <p>{lead}</p> <p>{same}</p> }.into_any());
    }
    let known = &assets.known;
    let whose = |code: Option<&Code>, theme: Option<&Key>| -> store::Result<String> {
        // The newer names first: that is how people know them now.
        let mut name = String::new();
        for rules in [old, new] {
            let places = places(rules, &assets.own)?;
            let listed = code.is_none_or(|code| places.list.iter().any(|place| place.code == *code))
                && theme.is_none_or(|theme| rules.themes.iter().any(|one| one.id == *theme));
            if listed || name.is_empty() {
                name = Names { places: &places, themes: &rules.themes, known }.ceiling(code, theme, locale);
            }
        }
        Ok(name)
    };
    // Amounts in two currencies, or too large to be added, cannot be compared.
    let Ok(changes) = compare(ceilings(was.as_ref()), ceilings(is.as_ref())) else {
        let trouble = text::pools::amounts_wrong(locale);
        return Ok(view! { <h4>{pool.name.to_string()}</h4> {note}<p>{trouble}</p> }.into_any());
    };
    let rows = changes
        .iter()
        .map(|change| Ok(row(visit, whose(change.of.0.as_ref(), change.of.1.as_ref())?, change)))
        .collect::<store::Result<Vec<_>>>()?;
    let amount = |plan: Option<&Plan>| plan.map(|plan| ((), plan.amount));
    let total = compare(amount(was.as_ref()), amount(is.as_ref())).unwrap_or_default();
    let total = total.iter().map(|change| row(visit, text::ceilings::total(locale).to_owned(), change)).collect_view();
    let id = format!("techos-{number}");
    let label = id.clone();
    Ok(view! {
        <p>{lead}</p>
        {note}
        {troubles}
        <Table
            id=label
            caption=pool.name.to_string()
            columns=vec![
                Column::words(text::pools::whose(locale)),
                Column::numbers(text::rules::before(locale)),
                Column::numbers(text::rules::after(locale)),
                Column::numbers(text::pools::difference(locale)),
                Column::numbers(text::pools::percent(locale)),
            ]
            foot=Some(total.into_any())
        >
            {rows}
        </Table>
    }
    .into_any())
}

/// Whose ceilings a plan has, in the order in which both sides are compared.
type Whose = (Option<Code>, Option<Key>);

fn ceilings(plan: Option<&Plan>) -> Vec<(Whose, Money)> {
    let ceilings = plan.map(|plan| plan.ceilings.as_slice()).unwrap_or_default();
    ceilings.iter().map(|one| ((one.territory.clone(), one.theme.clone()), one.amount)).collect()
}

fn row<Of>(visit: &Visit, name: String, change: &Change<Of>) -> AnyView {
    let locale = visit.locale();
    let signed = |positive: bool, written: String| {
        if positive { text::pools::more(locale, written) } else { written }
    };
    let money = |money: Option<Money>| {
        money.map_or_else(|| text::rules::was_not(locale).to_owned(), |money| visit.money(money))
    };
    // A pool that could not be calculated gave nothing to compare with.
    let both = change.before.is_some() && change.after.is_some();
    let difference = match change.difference.minor() {
        _ if !both => "—".to_owned(),
        0 => text::ceilings::no_change(locale).to_owned(),
        minor => signed(minor > 0, visit.money(change.difference)),
    };
    let percent = change
        .percent
        .filter(|_| both)
        .map_or_else(|| "—".to_owned(), |points| signed(points > 0, format_basis_points(points, locale, 2)));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=text::rules::before(locale)>{money(change.before)}</td>
            <td class="num" data-label=text::rules::after(locale)>{money(change.after)}</td>
            <td class="num" data-label=text::pools::difference(locale)>{difference}</td>
            <td class="num" data-label=text::pools::percent(locale)>{percent}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preset(slug: &str) -> RuleSet {
        store::rules::presets().iter().find(|preset| preset.slug == slug).unwrap().document.clone()
    }

    #[test]
    fn pools_are_compared_with_those_of_the_same_name() {
        let (one, two) = (preset("municipio"), preset("jalisco-vamos-juntos"));
        let names = |old: &RuleSet, new: &RuleSet| -> Vec<(Option<String>, Option<String>)> {
            let id = |pool: Option<&Pool>| pool.map(|pool| pool.id.to_string());
            pairs(old, new).into_iter().map(|(was, is)| (id(was), id(is))).collect()
        };
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(names(&one, &preset("medellin")), [(some("bolsa"), some("presupuesto-participativo"))]);
        assert_eq!(names(&two, &two), [(some("regional"), some("regional")), (some("municipal"), some("municipal"))]);
        let expected = [(None, some("regional")), (None, some("municipal")), (some("bolsa"), None)];
        assert_eq!(names(&one, &two), expected);
    }
}
