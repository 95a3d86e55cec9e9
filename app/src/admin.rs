//! What the administration of a process sees and does: figures, ceilings, phases, the count and the audit trail.

mod act;
mod approve;
mod audit;
mod ceilings;
mod claims;
mod count;
mod desk;
mod desks;
mod draw;
pub mod export;
mod home;
pub(crate) mod indicators;
pub(crate) mod input;
pub(crate) mod ledger;
mod long;
pub mod paper;
mod phases;
mod pools;
pub(crate) mod rolls;
pub(crate) mod scenarios;
mod seal;
mod signals;
mod tally;
mod territories;

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::Route,
    path,
};
use shared::{
    permission::{Action, Object, Refusal},
    role::Role,
    tenant::TenantKind,
};
use store::{
    TenantTx,
    process::{self, Process},
};

use crate::{
    components::Icon,
    forms::Declined,
    gate::Gate,
    page::{Fault, Page},
    path,
    rehearsal::RehearsalPage,
    text,
    visit::{Viewer, Visit},
};

pub use self::{
    input::{amount_message, reason},
    scenarios::token_hash,
};

/// The pages for the administration.
#[component(transparent)]
pub fn AdminRoutes() -> AnyNestedRoute {
    view! {
        <Route path=path!("/admin") view=home::Home ssr=SsrMode::Async/>
        <Route path=path!("/admin/territorios") view=territories::Territories ssr=SsrMode::Async/>
        <Route path=path!("/admin/territorios/:code") view=territories::Figures ssr=SsrMode::Async/>
        <Route path=path!("/admin/techos") view=ceilings::Ceilings ssr=SsrMode::Async/>
        <Route path=path!("/admin/techos/comparar") view=scenarios::Compare ssr=SsrMode::Async/>
        <Route path=path!("/admin/techos/escenarios/:scenario") view=scenarios::ScenarioPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/techos/bolsas/:pool") view=pools::PoolPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/techos/:code") view=ledger::Ledger ssr=SsrMode::Async/>
        <Route path=path!("/admin/indicadores") view=indicators::Indicators ssr=SsrMode::Async/>
        <Route path=path!("/admin/padrones") view=rolls::Rolls ssr=SsrMode::Async/>
        <Route path=path!("/admin/padrones/:roll") view=rolls::RollPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/reclamos") view=claims::Claims ssr=SsrMode::Async/>
        <Route path=path!("/admin/reclamos/:claim") view=claims::ClaimPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/mesas") view=desks::Desks ssr=SsrMode::Async/>
        <Route path=path!("/admin/mesas/:desk") view=desk::DeskPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/papel") view=paper::PaperPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/papel/:sheet") view=paper::SheetPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/fases") view=phases::Phases ssr=SsrMode::Async/>
        <Route path=path!("/admin/fases/:phase") view=phases::PhaseDates ssr=SsrMode::Async/>
        <Route path=path!("/admin/ensayo") view=RehearsalPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/resultados") view=count::Count ssr=SsrMode::Async/>
        <Route path=path!("/admin/senales") view=signals::Signals ssr=SsrMode::Async/>
        <Route path=path!("/admin/senales/:case") view=signals::CasePage ssr=SsrMode::Async/>
        <Route path=path!("/admin/sorteo") view=draw::DrawPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/auditoria") view=audit::Audit ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The page is for whoever administers the process, on a site that runs processes.
pub(crate) fn enter(visit: &Visit) -> Result<(), Fault> {
    visit.on(TenantKind::runs_processes)?;
    visit.require(Role::ProcessAdmin)
}

/// The page on the money is for whoever administers the process, and for whoever its rules let certify, propose or set
/// at one time or another.
async fn enter_money(visit: &Visit, tx: &mut TenantTx, process: Option<&Process>) -> Result<(), Fault> {
    visit.on(TenantKind::runs_processes)?;
    let administers = visit.require(Role::ProcessAdmin);
    if let (Err(Fault::Role(_)), Some(process)) = (&administers, process)
        && deals_with_money(&Gate::of(visit, tx, process).await?)
    {
        return Ok(());
    }
    administers
}

/// Whether the rules let somebody certify, propose or set ceilings, now or at another time.
fn deals_with_money(gate: &Gate) -> bool {
    holds_any(gate, &[Action::CertifyBase, Action::ProposeCeilings, Action::SetCeilings])
}

/// Whether the rules let somebody do one of these, now or at another time.
pub(crate) fn holds_any(gate: &Gate, actions: &[Action]) -> bool {
    let holds = |action: &Action| match gate.may(*action, &Object::anywhere()).map_err(|why| why.refusal) {
        Ok(()) => true,
        Err(refusal) => matches!(
            refusal,
            Refusal::NotYet { .. }
                | Refusal::Over { .. }
                | Refusal::NotPlanned { .. }
                | Refusal::NotThisTime { .. }
                | Refusal::Locked { .. }
        ),
    };
    actions.iter().any(holds)
}

/// Whether the menu offers the page on the money: to whoever may enter it and has not got the whole administration, which
/// leads there.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn offers_money(visit: &Visit) -> store::Result<bool> {
    if visit.viewer.is_none() || !visit.site.kind.runs_processes() || visit.has_role(Role::ProcessAdmin) {
        return Ok(false);
    }
    let mut tx = visit.enter().await?;
    let Some(process) = process::current(&mut tx).await? else { return Ok(false) };
    Ok(deals_with_money(&Gate::of(visit, &mut tx, &process).await?))
}

/// The pages of the administration, above each of them; nothing for whoever does not administer.
pub(crate) fn tabs(visit: &Visit, here: &'static str) -> Option<AnyView> {
    if !visit.has_role(Role::ProcessAdmin) {
        return None;
    }
    let locale = visit.locale();
    let pages = [
        (path::ADMIN, text::admin::tab_process(locale)),
        (path::ADMIN_TERRITORIES, text::admin::tab_territories(locale)),
        (path::INDICATORS, text::indicators::title(locale)),
        (path::CEILINGS, text::admin::tab_ceilings(locale)),
        (path::PHASES, text::admin::tab_phases(locale)),
        (path::ADMIN_RULES, text::rules::tab(locale)),
        (path::ROLLS, text::rolls::title(locale)),
        (path::ADMIN_CLAIMS, text::own::claims(locale)),
        (path::ADMIN_DESKS, text::desk::tab(locale)),
        (path::PAPER, text::paper::tab(locale)),
        (path::REHEARSAL, text::rehearsal::tab(locale)),
        (path::ADMIN_BODIES, text::bodies::title(locale)),
        (path::SIGNALS, text::signal::title(locale)),
        (path::COUNT, text::admin::tab_count(locale)),
        (path::AUDIT, text::admin::tab_audit(locale)),
    ];
    let pages = pages
        .map(|(href, label)| view! { <li><a href=href aria-current=(href == here).then_some("page")>{label}</a></li> })
        .collect_view();
    Some(view! { <nav class="tabs" aria-label=text::admin::tabs(locale)><ul>{pages}</ul></nav> }.into_any())
}

/// The page of a site that has no process under way.
fn no_process(visit: &Visit, here: &'static str) -> Page {
    let locale = visit.locale();
    let title = text::admin::no_process_title(locale);
    Page::new(
        title,
        view! {
            {tabs(visit, here)}
            <div class="empty">
                <Icon name="calendar"/>
                <h1>{title}</h1>
                <p>{text::admin::no_process_detail(locale)}</p>
            </div>
        },
    )
}

/// Who is signed in; somebody must be.
///
/// # Errors
/// [`Declined::SignIn`] when nobody is.
pub fn signed_in(visit: &Visit) -> Result<&Viewer, Declined> {
    visit.viewer.as_deref().ok_or(Declined::SignIn)
}

/// Lets the domain decide on an act of the whole process.
///
/// # Errors
/// With its refusal.
pub async fn allow(visit: &Visit, tx: &mut TenantTx, process: &Process, action: Action) -> Result<(), Declined> {
    Gate::of(visit, tx, process).await?.allow(visit, action, &Object::anywhere())
}

/// The process of a bench, for whoever administers it and for whoever its rules let do what is done there.
async fn bench(visit: &Visit, tx: &mut TenantTx, action: Action) -> Result<Option<Process>, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let administers = visit.require(Role::ProcessAdmin);
    let process = process::current(tx).await?;
    if let (Err(Fault::Role(_)), Some(current)) = (&administers, &process)
        && holds_any(&Gate::of(visit, tx, current).await?, &[action])
    {
        return Ok(process);
    }
    administers?;
    Ok(process)
}

/// The current process, locked: what is decided on it stays true until the transaction ends.
async fn current_locked(visit: &Visit, tx: &mut TenantTx) -> Result<Process, Declined> {
    let process = store::ceiling::lock_current(tx).await?;
    process.ok_or_else(|| Declined::Refused(text::admin::no_process_title(visit.locale()).to_owned()))
}
