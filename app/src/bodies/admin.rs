//! Bodies as the administration sees them: what the rules ask for, what exists, and what is wrong with it.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    committee::Appointment,
    document::Key,
    id::{BodyId, ProcessId, ProposalId},
    permission::{Action, Object},
    ruleset::Scope,
};
use store::{
    TenantTx, audit,
    body::{self, Of},
};
use uuid::Uuid;

use super::{
    composition,
    directory::of,
    ground::{Ground, Known, Missing, ground, ground_for},
};
use crate::{
    admin::{enter, tabs},
    components::{Csrf, Heading, Icon},
    forms::{Declined, Done, Posted, answer},
    page::{Page, Width, page},
    path, text,
    visit::Visit,
};

/// Projects to choose from when a body is made that watches one.
const MOST_PROJECTS: u16 = 400;

/// All bodies.
#[component]
pub fn Bodies() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let ground = ground(&visit, &mut tx).await?;
        let known = ground.bodies(&mut tx).await?;
        let appointments = body::all_appointments(&mut tx).await?;
        let projects = projects(&mut tx, &ground).await?;
        Ok(show(&visit, &ground, &known, &appointments, projects))
    })
}

/// The projects that each body of projects could be made for.
async fn projects(tx: &mut TenantTx, ground: &Ground) -> store::Result<Vec<(Key, Vec<(ProposalId, String)>)>> {
    let Some(process) = ground.process.as_ref().map(|process| process.id) else { return Ok(Vec::new()) };
    let keys: Vec<Key> = ground.of_projects().map(|rule| rule.id.clone()).collect();
    let mut all = Vec::new();
    for key in keys {
        let projects = body::unwatched(tx, &key, process, MOST_PROJECTS).await?;
        all.push((key, projects));
    }
    Ok(all)
}

fn show(
    visit: &Visit,
    ground: &Ground,
    known: &[Known],
    appointments: &BTreeMap<BodyId, Vec<Appointment>>,
    projects: Vec<(Key, Vec<(ProposalId, String)>)>,
) -> Page {
    let locale = visit.locale();
    let title = text::bodies::admin_title(locale);
    let missing = create(visit, &ground.missing(known));
    let projects = projects
        .into_iter()
        .filter(|(_, projects)| !projects.is_empty())
        .map(|(key, projects)| for_project(visit, ground, &key, projects))
        .collect_view();
    let none = ground.rules.bodies.is_empty().then(|| view! { <p>{text::bodies::no_bodies(locale)}</p> });
    let table = (!known.is_empty()).then(|| table(visit, known, appointments));
    let body = view! {
        {tabs(visit, path::ADMIN_BODIES)}
        <Heading title lead=text::bodies::admin_lead(locale)/>
        {none}
        {missing}
        {table}
        {projects}
    };
    Page::new(title, body).width(Width::Wide)
}

fn create(visit: &Visit, missing: &[Missing]) -> Option<AnyView> {
    let locale = visit.locale();
    let title = match missing.len() {
        0 => return None,
        1 => text::bodies::create_one_title(locale).to_owned(),
        count => text::bodies::create_title(locale, count),
    };
    let names = missing.iter().map(|one| view! { <li>{one.name.clone()}</li> }).collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="missing">
                <h2 id="missing">{title}</h2>
                <details class="more">
                    <summary>{text::bodies::create_which(locale)}</summary>
                    <ul>{names}</ul>
                </details>
                <form method="post" action=CreateBodies::url()>
                    <Csrf visit/>
                    <div class="actions">
                        <button class="btn btn--primary" type="submit">
                            <Icon name="plus"/>{text::bodies::create(locale)}
                        </button>
                    </div>
                </form>
            </section>
        }
        .into_any(),
    )
}

fn for_project(visit: &Visit, ground: &Ground, key: &Key, projects: Vec<(ProposalId, String)>) -> AnyView {
    let locale = visit.locale();
    let rule = ground.rules.bodies.iter().find(|rule| rule.id == *key);
    let name = rule.map_or_else(|| key.to_string(), |rule| rule.name.to_string());
    let field = format!("project-{key}");
    let options =
        projects.into_iter().map(|(id, title)| view! { <option value=id.to_string()>{title}</option> }).collect_view();
    view! {
        <form class="form" method="post" action=CreateBodies::url()>
            <Csrf visit/>
            <input type="hidden" name="key" value=key.to_string()/>
            <div class="field">
                <label for=field.clone()>{text::bodies::create_for_project(locale, name)}</label>
                <select class="input" id=field name="project">{options}</select>
            </div>
            <div class="actions">
                <button class="btn" type="submit">{text::bodies::create_this(locale)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn table(visit: &Visit, known: &[Known], appointments: &BTreeMap<BodyId, Vec<Appointment>>) -> AnyView {
    let locale = visit.locale();
    let today = visit.today();
    let rows = known
        .iter()
        .map(|known| {
            let appointments = of(appointments, known.id);
            let defects = known.defects(appointments, today).len();
            let state = if defects == 0 {
                view! { <span class="chip chip--ok"><Icon name="check"/>{text::bodies::sound(locale)}</span> }
                    .into_any()
            } else {
                let said = format!("{}: {}", text::bodies::to_mend(locale), visit.integer(defects as u64));
                view! { <span class="chip chip--wait"><Icon name="warn"/>{said}</span> }.into_any()
            };
            view! {
                <tr>
                    <th scope="row"><a href=path::admin_body(known.id)>{known.name()}</a></th>
                    <td class="num" data-label=text::bodies::members(locale)>
                        {composition::taken(visit, known, appointments)}
                    </td>
                    <td class="num" data-label=text::bodies::vacancies(locale)>
                        {visit.integer(known.vacancies(appointments, today).len() as u64)}
                    </td>
                    <td data-label=text::admin::state(locale)>{state}</td>
                </tr>
            }
        })
        .collect_view();
    let title = text::bodies::title(locale);
    view! {
        <div class="table-wrap" role="region" aria-labelledby="bodies" tabindex="0">
            <table class="table table--stack">
                <caption id="bodies" class="visually-hidden">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::bodies::body(locale)}</th>
                        <th scope="col" class="num">{text::bodies::members(locale)}</th>
                        <th scope="col" class="num">{text::bodies::vacancies(locale)}</th>
                        <th scope="col">{text::admin::state(locale)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Makes the bodies that the rules ask for and that are missing; or the one of a project that won.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "instancias")]
pub async fn create_bodies(
    #[server(default)] key: String,
    #[server(default)] project: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("bodies", path::ADMIN_BODIES, []);
    let outcome = make(&visit, &key, &project).await;
    answer(&visit, posted, outcome).await
}

async fn make(visit: &Visit, key: &str, project: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    let ground = ground_for(visit, &mut tx).await?;
    let actor = ground.actor();
    ground
        .ask(actor, Action::ManageBodies, &Object::anywhere(), visit.now)
        .map_err(|refused| ground.declined(visit, Action::ManageBodies, &refused))?;
    let wanted = if key.is_empty() {
        let known = ground.bodies(&mut tx).await?;
        ground.missing(&known)
    } else {
        let gone = || Declined::Refused(text::common::not_found_title(locale).to_owned());
        let process = ground.process.as_ref().map(|process| process.id).ok_or_else(gone)?;
        vec![of_project(&mut tx, &ground, process, key, project).await?.ok_or_else(gone)?]
    };
    let mut names = Vec::with_capacity(wanted.len());
    for one in wanted {
        body::establish(&mut tx, visit.fresh_id(), &one.key, one.of, visit.now).await?;
        names.push(one.name);
    }
    if names.is_empty() {
        let message = text::bodies::created_none(locale).to_owned();
        return Ok(Done { to: path::ADMIN_BODIES.to_owned(), message: Some(message) });
    }
    let count = names.len();
    let act = audit::Act {
        person: visit.viewer.as_ref().map(|viewer| viewer.person),
        act: "create_bodies",
        object: ground.rules.title.as_str(),
        reason: None,
        before: None,
        after: Some(&json!({ "bodies": names })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let message = text::bodies::created(locale, count);
    Ok(Done { to: path::ADMIN_BODIES.to_owned(), message: Some(message) })
}

/// The body of one project that won, as long as it has none.
async fn of_project(
    tx: &mut TenantTx,
    ground: &Ground,
    process: ProcessId,
    key: &str,
    project: &str,
) -> store::Result<Option<Missing>> {
    let rule = ground.rules.bodies.iter().find(|rule| rule.id.as_str() == key && rule.scope == Scope::Project);
    let (Some(rule), Ok(project)) = (rule, project.parse::<ProposalId>()) else { return Ok(None) };
    let offered = body::unwatched(tx, &rule.id, process, MOST_PROJECTS).await?;
    Ok(offered.into_iter().find(|(id, _)| *id == project).map(|(id, title)| Missing {
        key: rule.id.clone(),
        of: Of::Project(id),
        name: format!("{} · {title}", rule.name),
    }))
}
