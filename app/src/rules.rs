//! The rules of a tenant (reglamento): what everybody reads, and how the administration drafts, publishes and amends
//! them.

mod act;
mod adapt;
mod compare;
mod draft;
mod effects;
mod files;
mod problems;
mod public;
mod publish;
pub(crate) mod reading;
mod setting;
mod settings;
mod setup;
mod versions;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};
use serde_json::{Map, Value, json};
use shared::{
    document::Format,
    permission::{Action, Object},
    ruleset::{Difference, RuleSet, compare as differences},
};
use store::{
    TenantTx, audit,
    process::{self, Process},
    rules::{self, History, Version},
};
use uuid::Uuid;

pub(crate) use self::{files::files, public::acts_notice};
use crate::{forms::Declined, gate::Gate, page::Fault, visit::Visit};

/// The pages on the rules.
#[component(transparent)]
pub fn RulesRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/reglas") view=public::InForce ssr=SsrMode::Async/>
        <Route path=path!("/reglas/comparar") view=compare::Public ssr=SsrMode::Async/>
        <Route path=path!("/reglas/:version") view=public::OneVersion ssr=SsrMode::Async/>
        <Route path=path!("/admin/reglas") view=versions::Versions ssr=SsrMode::Async/>
        <Route path=path!("/admin/reglas/comparar") view=compare::Admin ssr=SsrMode::Async/>
        <Route path=path!("/admin/reglas/acto") view=act::NewActPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/reglas/:draft") view=setup::Begin ssr=SsrMode::Async/>
        <Route path=path!("/admin/reglas/:draft/:step") view=setup::Step ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// Lets the domain decide on an act on the rules; a tenant may write rules before it has a process.
async fn allow(visit: &Visit, tx: &mut TenantTx, action: Action) -> Result<(), Declined> {
    Gate::here(visit, tx).await?.allow(visit, action, &Object::anywhere())
}

/// The rules that a site goes by.
pub(crate) struct Standing {
    /// The process under way.
    pub process: Option<Process>,
    history: Option<History>,
    /// Every version, what changed last first.
    pub versions: Vec<Version>,
}

impl Standing {
    pub async fn of(tx: &mut TenantTx) -> store::Result<Self> {
        let process = process::current(tx).await?;
        let history = match &process {
            Some(process) => rules::history(tx, process.id).await?,
            None => None,
        };
        Ok(Self { process, history, versions: rules::versions(tx).await? })
    }

    /// What is in force: what the current process follows, or the newest published version.
    pub async fn in_force(&self, tx: &mut TenantTx) -> store::Result<Option<(Version, Arc<RuleSet>)>> {
        if let Some((history, (_, document))) =
            self.history.as_ref().and_then(|history| history.in_force().map(|found| (history, found)))
        {
            return Ok(Some((history.pinned.clone(), Arc::clone(document))));
        }
        let newest = self
            .published()
            .filter(|version| version.publication().is_some_and(|publication| !publication.superseded))
            .max_by_key(|version| version.publication().map(|publication| publication.at));
        let Some(newest) = newest else { return Ok(None) };
        let document = rules::document(tx, newest.id).await?;
        Ok(document.map(|document| (newest.clone(), Arc::new(document))))
    }

    fn published(&self) -> impl Iterator<Item = &Version> {
        self.versions.iter().filter(|version| version.publication().is_some())
    }

    fn drafts(&self) -> impl Iterator<Item = &Version> {
        self.versions.iter().filter(|version| version.publication().is_none())
    }
}

/// The current process, and the rules that the site goes by.
pub(crate) async fn in_force(tx: &mut TenantTx) -> store::Result<(Option<Process>, Option<Arc<RuleSet>>)> {
    let standing = Standing::of(tx).await?;
    let rules = standing.in_force(tx).await?.map(|(_, rules)| rules);
    Ok((standing.process, rules))
}

/// Reads an id of an address; anything else is an address that does not exist.
pub(crate) fn id<Id: std::str::FromStr>(typed: Option<String>) -> Result<Id, Fault> {
    typed.and_then(|typed| typed.parse().ok()).ok_or(Fault::NotFound)
}

/// The format that a document is written in: JSON begins with a brace, and no TOML document does.
fn format_of(document: &str) -> Format {
    if document.trim_start().starts_with('{') { Format::Json } else { Format::Toml }
}

/// What an act changed in a document, for the audit trail: the values before and after, by their place.
fn changed(old: &RuleSet, new: &RuleSet) -> (Value, Value) {
    let (mut before, mut after) = (Map::new(), Map::new());
    for change in differences(old, new) {
        let place = change.way.to_string();
        match change.difference {
            Difference::Added(value) => {
                after.insert(place, value);
            }
            Difference::Removed(value) => {
                before.insert(place, value);
            }
            Difference::Changed { was, becomes } => {
                before.insert(place.clone(), was);
                after.insert(place, becomes);
            }
            Difference::Reordered { was, becomes } => {
                before.insert(place.clone(), json!(was));
                after.insert(place, json!(becomes));
            }
        }
    }
    (Value::Object(before), Value::Object(after))
}

/// What an entry of the audit trail says beside who and when.
struct Entry<'a> {
    act: &'a str,
    object: &'a str,
    reason: Option<&'a str>,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
}

/// Writes an act on the rules down.
async fn record(visit: &Visit, tx: &mut TenantTx, entry: Entry<'_>) -> store::Result<()> {
    let Entry { act, object, reason, before, after } = entry;
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    audit::record(tx, Uuid::new_v4(), visit.now, &audit::Act { person, act, object, reason, before, after }).await
}
