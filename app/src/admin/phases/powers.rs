//! Who may do what in which phase, as the rules say.

use leptos::prelude::*;
use shared::{
    document::Key,
    locale,
    ruleset::{Holder, Power, RuleSet},
};
use store::process::Process;

use crate::{
    components::Icon,
    rules::reading::{self, Reader},
    text,
    visit::Visit,
};

/// Every power of the rules, phase by phase, and those that hold at any time.
pub(super) fn matrix(visit: &Visit, process: &Process) -> AnyView {
    let locale = visit.locale();
    let rules = &process.rule_set;
    let phases = rules
        .phases
        .iter()
        .map(|phase| group(visit, rules, phase.name.as_str(), |power| power.during.contains(&phase.id)))
        .collect_view();
    let any_time = group(visit, rules, text::phases::any_time(locale), |power| power.during.is_empty());
    view! {
        <section class="section" aria-labelledby="who">
            <h2 id="who">{text::admin::who_may(locale)}</h2>
            <p>{text::phases::powers_lead(locale)}</p>
            <div class="table-wrap" role="region" aria-labelledby="who-table" tabindex="0">
                <table class="table table--stack">
                    <caption id="who-table" class="visually-hidden">{text::phases::powers_caption(locale)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text::phases::who(locale)}</th>
                            <th scope="col">{text::phases::what(locale)}</th>
                            <th scope="col">{text::phases::condition(locale)}</th>
                            <th scope="col">{text::phases::in_force(locale)}</th>
                            <th scope="col">{text::phases::norm(locale)}</th>
                        </tr>
                    </thead>
                    {phases}
                    {any_time}
                </table>
            </div>
            <p class="muted">{text::admin::always_detail(locale)}</p>
        </section>
    }
    .into_any()
}

/// The powers of one phase.
fn group(visit: &Visit, rules: &RuleSet, name: &str, held: impl Fn(&Power) -> bool) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<AnyView> =
        rules.powers.iter().filter(|power| held(power)).map(|power| row(visit, rules, power)).collect();
    let rows = if rows.is_empty() {
        view! { <tr><td colspan="5" class="muted">{text::phases::nobody(locale)}</td></tr> }.into_any()
    } else {
        rows.into_any()
    };
    let name = name.to_owned();
    view! { <tbody><tr><th scope="rowgroup" colspan="5">{name}</th></tr>{rows}</tbody> }.into_any()
}

fn row(visit: &Visit, rules: &RuleSet, power: &Power) -> AnyView {
    let locale = visit.locale();
    let who = match &power.who {
        Holder::Role(role) => text::terms::role(locale, *role).to_owned(),
        Holder::Body(id) => body(rules, id),
    };
    let what: Vec<&str> = power.may.iter().map(|&action| text::action::name(locale, action)).collect();
    let needs = power.needs.as_ref().map(|id| {
        let found = rules.eligibility.iter().find(|rule| rule.id == *id);
        found.map_or_else(|| id.to_string(), |rule| rule.name.to_string())
    });
    let quota = power.at_most.as_ref().map(|quota| Reader { locale, rules }.quota(quota));
    let quota = quota.map(|quota| view! { " " <span class="muted">{quota}</span> });
    let norm = match reading::basis(locale, rules, &power.basis) {
        Some(norm) => view! { {norm} }.into_any(),
        None => view! { <span class="muted">{text::reading::draft(locale)}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{who}</th>
            <td data-label=text::phases::what(locale)>{what.join(", ")}</td>
            <td data-label=text::phases::condition(locale)>{needs}{quota}</td>
            <td data-label=text::phases::in_force(locale)>{in_force(visit, power)}</td>
            <td data-label=text::phases::norm(locale)>{norm}</td>
        </tr>
    }
    .into_any()
}

fn body(rules: &RuleSet, id: &Key) -> String {
    let found = rules.bodies.iter().find(|body| body.id == *id);
    found.map_or_else(|| id.to_string(), |body| body.name.to_string())
}

/// From when until when a power is held, and whether that is over or yet to come.
fn in_force(visit: &Visit, power: &Power) -> AnyView {
    let locale = visit.locale();
    let today = visit.today();
    let from = power.from.map(|day| text::phases::from(locale, locale::format_date(day.0, locale)));
    let until = power.until.map(|day| text::phases::until(locale, locale::format_date(day.0, locale)));
    let dates: Vec<String> = from.into_iter().chain(until).collect();
    let said = if dates.is_empty() { text::phases::always(locale).to_owned() } else { dates.join(" ") };
    let chip = if power.until.is_some_and(|until| until.0 < today) {
        Some(("minus", text::phases::no_longer(locale)))
    } else if power.from.is_some_and(|from| from.0 > today) {
        Some(("clock", text::phases::not_yet(locale)))
    } else {
        None
    };
    let chip = chip.map(|(icon, word)| view! { " " <span class="chip"><Icon name=icon/>{word}</span> });
    view! { {said}{chip} }.into_any()
}
