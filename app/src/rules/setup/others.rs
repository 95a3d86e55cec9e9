//! What is recommended on a topic, and what others chose.

use std::{cmp::Reverse, collections::BTreeMap};

use leptos::prelude::*;
use shared::{locale::Locale, ruleset::RuleSet};
use store::rules;

use super::StepKind;
use crate::{
    rules::{setting::Topic, settings::groups},
    text,
    visit::Visit,
};

/// What is recommended on a topic, and why.
const fn advice(locale: Locale, topic: Topic) -> &'static str {
    match topic {
        Topic::Age => text::rules::advice_age(locale),
        Topic::Ties => text::rules::advice_ties(locale),
        Topic::Identity => text::rules::advice_identity(locale),
        Topic::VotingDays => text::rules::advice_voting(locale),
        Topic::Pool => text::rules::advice_pool(locale),
        Topic::Weights => text::rules::advice_weights(locale),
        Topic::Floor => text::rules::advice_floor(locale),
        Topic::Cap => text::rules::advice_cap(locale),
        Topic::Ballot => text::rules::advice_ballot(locale),
        Topic::Limit => text::rules::advice_limit(locale),
        Topic::Tie => text::rules::advice_tie(locale),
        Topic::Votes => text::rules::advice_votes(locale),
        Topic::Turnout => text::rules::advice_turnout(locale),
        Topic::Quorum => text::rules::advice_quorum(locale),
        Topic::Majority => text::rules::advice_majority(locale),
    }
}

/// The rules of others, each with a name: what other sites published, and the presets.
pub async fn all(visit: &Visit) -> store::Result<Vec<(String, RuleSet)>> {
    let mut observing = visit.database.observe().await?;
    let published = rules::shared_documents(&mut observing).await?.into_iter();
    let others = published.filter(|(tenant, _, _)| *tenant != visit.site.tenant).map(|(_, name, rules)| (name, rules));
    let presets = rules::presets().iter().map(|preset| (preset.document.title.to_string(), preset.document.clone()));
    Ok(others.chain(presets).collect())
}

/// What was chosen on a topic, and by whom: what most chose first.
pub type Choices = Vec<(String, Vec<String>)>;

/// What others chose on each topic of a step.
pub fn chosen(locale: Locale, step: StepKind, others: &[(String, RuleSet)]) -> BTreeMap<Topic, Choices> {
    let mut found: BTreeMap<Topic, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for (name, rules) in others {
        let document = serde_json::to_value(rules).unwrap_or_default();
        let mut said: BTreeMap<Topic, Vec<String>> = BTreeMap::new();
        for setting in groups(locale, rules, step).into_iter().flat_map(|group| group.settings) {
            let (Some(topic), Some(value)) = (setting.topic, setting.said(&document, locale)) else { continue };
            let value =
                if topic == Topic::Weights { text::reading::labelled(locale, &setting.label, value) } else { value };
            let values = said.entry(topic).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        for (topic, values) in said {
            found.entry(topic).or_default().entry(values.join(" · ")).or_default().push(name.clone());
        }
    }
    let by_number = |choices: BTreeMap<String, Vec<String>>| {
        let mut choices: Choices = choices.into_iter().collect();
        choices.sort_by_key(|(_, names)| Reverse(names.len()));
        choices
    };
    found.into_iter().map(|(topic, choices)| (topic, by_number(choices))).collect()
}

/// How many of those who chose the same are named.
const NAMED: usize = 5;

/// What is recommended on a topic, with what others chose.
pub fn help(locale: Locale, topic: Topic, others: Option<&Choices>) -> AnyView {
    let others = others.map(|choices| {
        let rows = choices
            .iter()
            .map(|(value, names)| {
                let named = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
                let who = match names.len().saturating_sub(NAMED) {
                    0 => named,
                    more => text::rules::and_more(locale, named, more),
                };
                view! { <div><dt>{value.clone()}</dt><dd>{who}</dd></div> }
            })
            .collect_view();
        view! {
            <details class="more">
                <summary>{text::rules::what_others_chose(locale)}</summary>
                <div><dl class="facts">{rows}</dl></div>
            </details>
        }
    });
    view! { <p class="field__hint">{advice(locale, topic)}</p> {others} }.into_any()
}
