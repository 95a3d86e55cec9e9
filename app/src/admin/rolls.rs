//! Rolls (padrones): how each stands, files of it that wait for a second person, and corrections.

mod correct;
mod decide;
mod faults;
mod load;
mod place;
mod preview;

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde_json::{Value, json};
use shared::{
    document::Key,
    permission::{Action, Object},
    role::Role,
    roll::{Expected, RollKey},
    ruleset::{Code, Roll},
    tenant::TenantKind,
};
use store::{
    TenantTx, audit,
    process::{self, Process},
    roll::{self, Correction, FaultLine, Import, State},
    territory,
};
use uuid::Uuid;

pub use self::faults::files;
pub(super) use self::{correct::keep_correction, place::Places};
use super::{claims, no_process, tabs};
use crate::{
    components::{Column, Crumbs, Heading, Icon, Table},
    forms::Declined,
    gate::Gate,
    page::{Fault, Page, Width, page},
    path,
    text::{self, rolls as words},
    visit::Visit,
};

/// How many faults of a file are shown.
const FAULTS: u16 = 50;

/// How many corrections and loads are shown.
const RECENT: u16 = 50;

/// The pages on rolls are for whoever administers the process, and for whoever its rules let load or approve them.
async fn enter(visit: &Visit, tx: &mut TenantTx) -> Result<Option<Process>, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let process = process::current(tx).await?;
    let administers = visit.require(Role::ProcessAdmin);
    if let (Err(Fault::Role(_)), Some(process)) = (&administers, &process) {
        let gate = Gate::of(visit, tx, process).await?;
        let holds = |action| gate.may(action, &Object::anywhere()).is_ok();
        if holds(Action::ManageRolls) || holds(Action::ApproveRolls) {
            return Ok(Some(process.clone()));
        }
    }
    administers?;
    Ok(process)
}

/// A roll of the rules.
fn find<'a>(process: &'a Process, id: &str) -> Option<&'a Roll> {
    process.rule_set.rolls.iter().find(|roll| roll.id.as_str() == id)
}

/// What a file of a roll is read against.
async fn expected(visit: &Visit, tx: &mut TenantTx, process: &Process, roll: &Roll) -> store::Result<Expected> {
    let codes = territory::all(tx).await?.into_iter();
    let territories: BTreeSet<Code> = codes.filter_map(|territory| territory.code.parse().ok()).collect();
    Ok(Expected::of(&process.rule_set, roll, territories, visit.today()))
}

/// The key of the rolls of this site.
fn secret(visit: &Visit) -> Result<RollKey, Declined> {
    visit.vault.roll_key(visit.site.tenant).map(RollKey::new).map_err(|error| {
        tracing::error!(%error, "no roll can be read");
        Declined::Refused(text::common::fault_detail(visit.locale()).to_owned())
    })
}

/// Writes down what was done to an import.
async fn record(
    visit: &Visit,
    tx: &mut TenantTx,
    act: &str,
    import: &Import,
    reason: Option<&str>,
) -> store::Result<()> {
    let person = visit.viewer.as_ref().map(|viewer| viewer.person);
    let before = json!({ "state": import.state.as_str() });
    let after = told(import);
    let act =
        audit::Act { person, act, object: import.roll.as_str(), reason, before: Some(&before), after: Some(&after) };
    audit::record(tx, Uuid::new_v4(), visit.now, &act).await
}

fn told(import: &Import) -> Value {
    let counts = import.counts;
    json!({
        "number": import.number, "file": import.file_name, "sha256": import.digest.to_string(),
        "adults": counts.adults, "minors": counts.minors, "holders": counts.holders, "faults": counts.faults,
    })
}

/// All rolls of the rules.
#[component]
pub fn Rolls() -> impl IntoView {
    page(async |visit| {
        let mut tx = visit.enter().await?;
        let Some(process) = enter(&visit, &mut tx).await? else { return Ok(no_process(&visit, path::ROLLS)) };
        let imports = roll::newest(&mut tx).await?;
        let claims = claims::on_rolls(&visit, &mut tx, &process).await?;
        Ok(list(&visit, &process, &imports, claims))
    })
}

fn list(visit: &Visit, process: &Process, imports: &[Import], claims: usize) -> Page {
    let locale = visit.locale();
    let title = words::title(locale);
    let rows = process.rule_set.rolls.iter().map(|rule| {
        let of = |state: State| imports.iter().find(|one| one.roll == rule.id && one.state == state);
        let in_force = of(State::InForce);
        let size = in_force.map(|one| visit.integer(one.counts.kept())).unwrap_or_default();
        let waits = of(State::Loaded).or_else(|| of(State::Loading)).map(|one| chip(visit, one.state));
        let now = match in_force {
            Some(one) => chip(visit, one.state),
            None => view! { <span class="chip">{words::not_loaded(locale)}</span> }.into_any(),
        };
        let excludes = rule.excludes.then(|| view! { <p class="muted">{words::excludes(locale)}</p> });
        view! {
            <tr>
                <th scope="row"><a href=path::roll(&rule.id)>{rule.name.to_string()}</a>{excludes}</th>
                <td data-label=words::kind(locale)>{words::entries_of(locale, rule.entries)}</td>
                <td class="num" data-label=words::entries(locale)>{size}</td>
                <td data-label=words::state(locale)>{now} " " {waits}</td>
            </tr>
        }
    });
    let body = if process.rule_set.rolls.is_empty() {
        view! { <p>{words::none(locale)}</p> }.into_any()
    } else {
        let columns = vec![
            Column::words(words::roll(locale)),
            Column::words(words::kind(locale)),
            Column::numbers(words::entries(locale)),
            Column::words(words::state(locale)),
        ];
        let rows = rows.collect_view();
        view! { <Table id="rolls" caption=words::table(locale) columns>{rows}</Table> }.into_any()
    };
    // What is being claimed of a database is said beside it (reclamo en trámite: Ley 1581 of 2012, article 15, 2).
    let claims = (claims > 0).then(|| {
        let said = text::claim::under_way(locale, visit.integer(u64::try_from(claims).unwrap_or(u64::MAX)));
        view! { <p>{said} " " <a href=path::ADMIN_CLAIMS>{text::claim::to_bench(locale)}</a></p> }
    });
    let content = view! {
        {tabs(visit, path::ROLLS)}
        <Heading title lead=words::lead(locale)/>
        {claims}
        {body}
    };
    Page::new(title, content).width(Width::Wide)
}

/// Where an import stands, as a chip.
fn chip(visit: &Visit, state: State) -> AnyView {
    let locale = visit.locale();
    let (class, icon, word) = match state {
        State::InForce => ("chip chip--ok", "check", words::in_force(locale)),
        State::Loading => ("chip chip--wait", "clock", words::loading(locale)),
        State::Loaded => ("chip chip--wait", "clock", words::loaded(locale)),
        State::Superseded => ("chip", "minus", words::superseded(locale)),
        State::Refused => ("chip chip--no", "cross", words::refused(locale)),
    };
    view! { <span class=class><Icon name=icon/>{word}</span> }.into_any()
}

/// Everything that the page of one roll shows.
struct Ground {
    rule: Roll,
    imports: Vec<Import>,
    faults: Vec<FaultLine>,
    corrections: Vec<Correction>,
    /// Where a correction can say that somebody belongs.
    places: Places,
    /// Whether the viewer may load and correct.
    manages: bool,
    /// Whether the viewer may approve.
    approves: bool,
}

impl Ground {
    fn of(&self, states: &[State]) -> Option<&Import> {
        self.imports.iter().find(|import| states.contains(&import.state))
    }
}

/// The load whose faults are shown: the one that waits, else the newest.
fn shown(imports: &[Import]) -> Option<&Import> {
    imports.iter().find(|import| import.state == State::Loaded).or_else(|| imports.first())
}

/// One roll.
#[component]
pub fn RollPage() -> impl IntoView {
    page(async |visit| {
        let id = use_params_map().read().get("roll").unwrap_or_default();
        let mut tx = visit.enter().await?;
        let Some(process) = enter(&visit, &mut tx).await? else { return Ok(no_process(&visit, path::ROLLS)) };
        let rule = find(&process, &id).ok_or(Fault::NotFound)?.clone();
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        let may = |action| gate.may(action, &Object::anywhere()).is_ok();
        let imports = roll::of_roll(&mut tx, &rule.id, RECENT).await?;
        let faults = match shown(&imports) {
            Some(import) => roll::faults(&mut tx, import.id, FAULTS).await?,
            None => Vec::new(),
        };
        let corrections = roll::corrections(&mut tx, &rule.id, RECENT).await?;
        let places = Places::of(&mut tx).await?;
        let (manages, approves) = (may(Action::ManageRolls), may(Action::ApproveRolls));
        Ok(show(&visit, &Ground { rule, imports, faults, corrections, places, manages, approves }))
    })
}

fn show(visit: &Visit, ground: &Ground) -> Page {
    let locale = visit.locale();
    let title = ground.rule.name.to_string();
    let steps = vec![(path::ROLLS.to_owned(), words::title(locale).to_owned())];
    let lead = words::entries_of(locale, ground.rule.entries);
    let excludes = ground.rule.excludes.then(|| view! { <p>{words::excludes(locale)}</p> });
    let kept = ground.rule.kept_days.map(|days| view! { <p class="muted">{words::kept_days(locale, days)}</p> });
    let content = view! {
        {tabs(visit, path::ROLLS)}
        <Crumbs locale steps here=title.clone()/>
        <Heading title=title.clone() lead/>
        {excludes}
        {kept}
        {preview::now(visit, ground.of(&[State::InForce]))}
        {preview::waiting(visit, ground)}
        {load::section(visit, ground)}
        {correct::section(visit, ground)}
        {preview::history(visit, ground)}
    };
    Page::new(title, content).width(Width::Wide)
}

/// The roll that a form names, in the process under way.
async fn named(visit: &Visit, tx: &mut TenantTx, id: &str) -> Result<(Process, Roll), Declined> {
    let gone = || Declined::Refused(text::common::not_found_title(visit.locale()).to_owned());
    let process = process::current(tx).await?.ok_or_else(gone)?;
    let rule = find(&process, id).cloned().ok_or_else(gone)?;
    Ok((process, rule))
}

/// The page of a roll that a form names; the list where it names none.
fn page_of(id: &str) -> String {
    id.parse::<Key>().map_or_else(|_| path::ROLLS.to_owned(), |id| path::roll(&id))
}
