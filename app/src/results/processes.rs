//! All processes of a site, the imported ones too.

use leptos::prelude::*;
use shared::tenant::TenantKind;
use store::{process, process::Process};

use super::origin;
use crate::{
    components::{Heading, Icon},
    page::{Page, page},
    path,
    rules::reading::Reader,
    text,
    visit::Visit,
};

/// The list of processes.
#[component]
pub fn Processes() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let mut tx = visit.enter().await?;
        let processes = process::all(&mut tx).await?;
        Ok(show(&visit, processes))
    })
}

fn show(visit: &Visit, processes: Vec<Process>) -> Page {
    let locale = visit.locale();
    let title = text::results::processes_title(locale);
    let body = if processes.is_empty() {
        view! {
            <div class="empty">
                <Icon name="calendar"/>
                <h2>{text::results::processes_none_title(locale)}</h2>
                <p>{text::results::processes_none(locale)}</p>
            </div>
        }
        .into_any()
    } else {
        let cards = processes.into_iter().map(|process| card(visit, &process)).collect_view();
        view! { <ul class="grid" role="list">{cards}</ul> }.into_any()
    };
    Page::new(
        title,
        view! {
            <Heading title lead=text::results::processes_lead(locale, &visit.site.name)/>
            {body}
        },
    )
}

fn card(visit: &Visit, process: &Process) -> impl IntoView + use<> {
    let locale = visit.locale();
    let over = if process.current { text::results::current(locale) } else { text::results::finished(locale) };
    let reached = process.dates.everywhere().reached(visit.now).map(|stage| {
        let phase = Reader { locale, rules: &process.rule_set }.phase(stage.id());
        let state = text::terms::phase_state(locale, stage.state(visit.now));
        view! { <p>{phase} " · " {state}</p> }
    });
    view! {
        <li class="card card--link">
            <p class="card__over">{over}</p>
            <h2 class="card__title"><a href=path::process(&process.slug)>{process.name.clone()}</a></h2>
            {reached}
            <div class="card__foot">{origin(visit, process)}</div>
        </li>
    }
}
