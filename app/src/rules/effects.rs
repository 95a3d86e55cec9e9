//! What another version of the rules would have changed, as far as the figures of the current process tell.

mod ceilings;

use leptos::prelude::*;
use shared::{eligibility::least_age, locale::Locale, permission::Action, ruleset::RuleSet};
use store::{TenantTx, contest::Standing, process::Process};

use crate::{
    ballot,
    components::{Column, Table},
    division::standings,
    text,
    visit::Visit,
};

/// What the newer rules would have changed in the current process.
pub async fn of(
    visit: &Visit,
    tx: &mut TenantTx,
    process: Option<&Process>,
    old: &RuleSet,
    new: &RuleSet,
) -> store::Result<AnyView> {
    let standings = match process {
        Some(process) => standings(tx, process).await?,
        None => Vec::new(),
    };
    let ceilings = ceilings::of(visit, tx, process, old, new).await?;
    Ok(view! { {age(visit.locale(), old, new)} {limits(visit, &standings, old, new)} {ceilings} }.into_any())
}

fn age(locale: Locale, old: &RuleSet, new: &RuleSet) -> AnyView {
    let vote = Action::Vote;
    let said = match (least_age(old, vote), least_age(new, vote)) {
        (was, is) if was == is => text::rules::same_age(locale).to_owned(),
        (Some(was), Some(is)) if is < was => text::rules::younger(locale, is, was.saturating_sub(1)),
        (Some(was), Some(is)) => text::rules::older(locale, was, is.saturating_sub(1)),
        (None, Some(is)) => text::rules::now_from(locale, is),
        (_, None) => text::rules::now_any_age(locale).to_owned(),
    };
    view! { <p>{said}</p> }.into_any()
}

/// The most projects that a ballot of the deciding contest may name in a territory.
fn most(rules: &RuleSet, standing: &Standing) -> Option<u32> {
    let contest = rules.deciding_contest()?;
    ballot::most(rules, contest, u32::try_from(standing.projects).ok()?, &standing.territory.code)
}

fn limits(visit: &Visit, standings: &[Standing], old: &RuleSet, new: &RuleSet) -> AnyView {
    let locale = visit.locale();
    let changed: Vec<_> = standings
        .iter()
        .filter(|standing| standing.projects > 0)
        .filter_map(|standing| Some((standing, most(old, standing)?, most(new, standing)?)))
        .filter(|(_, was, is)| was != is)
        .collect();
    if changed.is_empty() {
        return view! { <p>{text::rules::same_limits(locale)}</p> }.into_any();
    }
    let rows = changed
        .into_iter()
        .map(|(standing, was, is)| {
            view! {
                <tr>
                    <th scope="row">{standing.territory.name.clone()}</th>
                    <td class="num" data-label=text::rules::projects(locale)>{visit.integer(standing.projects)}</td>
                    <td class="num" data-label=text::rules::before(locale)>{visit.integer(was)}</td>
                    <td class="num" data-label=text::rules::after(locale)>{visit.integer(is)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table
            id="limits-table"
            caption=text::rules::limits_caption(locale)
            columns=vec![
                Column::words(text::admin::territory(locale)),
                Column::numbers(text::rules::projects(locale)),
                Column::numbers(text::rules::before(locale)),
                Column::numbers(text::rules::after(locale)),
            ]
        >
            {rows}
        </Table>
    }
    .into_any()
}
