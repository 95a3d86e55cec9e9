//! The desks that somebody may run.

use leptos::prelude::*;
use shared::{
    permission::{Action, Object, Refusal},
    role::Role,
    ruleset::{Channel, RuleSet},
    tenant::TenantKind,
};
use store::{desk, process};

use super::told::chip;
use crate::{
    components::{Crumbs, Heading, Icon},
    gate::Gate,
    page::{Fault, Page, page},
    path,
    text::{self, desk as words},
};

/// The list.
#[component]
pub fn Desks() -> AnyView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        if visit.viewer.is_none() {
            return Err(Fault::SignIn);
        }
        let locale = visit.locale();
        let mut tx = visit.enter().await?;
        let title = words::my_desks(locale);
        let Some(process) = process::current(&mut tx).await? else {
            let title = text::admin::no_process_title(locale);
            return Ok(Page::new(title, view! { <Heading title/> }));
        };
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        let contest = RuleSet::deciding_contest(&process.rule_set).map(|contest| contest.id.clone());
        let mut cards = Vec::new();
        for (place, desks) in desk::places(&mut tx, process.id).await? {
            let area = place.territory.as_ref().map(|(_, code)| gate.area(code)).unwrap_or_default();
            let object = Object { contest: contest.clone(), channel: Some(Channel::InPerson), ..Object::of(area) };
            let refusal = gate.may(Action::RunPollingPlace, &object).map_err(|why| why.refusal);
            if matches!(
                refusal,
                Err(Refusal::HolderNeeded { .. } | Refusal::NobodyMay | Refusal::OtherTerritory { .. })
            ) {
                continue;
            }
            for desk in desks {
                let shift = desk::newest(&mut tx, desk.id).await?;
                let stage = match &shift {
                    Some(shift) if shift.ended_at.is_none() => Some(desk::journal(&mut tx, shift.id).await?.stage()),
                    _ => None,
                };
                cards.push(view! {
                    <li class="card card--link">
                        <h2 class="card__title">
                            <a href=path::desk(desk.id)>{words::desk_of(locale, desk.number, &place.name)}</a>
                        </h2>
                        <p>{place.address.clone()}</p>
                        <div class="card__foot">{chip(&visit, shift.as_ref(), stage)}</div>
                    </li>
                });
            }
        }
        if cards.is_empty() && !visit.has_role(Role::PollingOfficer) {
            return Err(Fault::Role(Role::PollingOfficer));
        }
        let list = if cards.is_empty() {
            view! { <div class="empty"><Icon name="calendar"/><p>{words::my_none(locale)}</p></div> }.into_any()
        } else {
            view! { <ul class="grid" role="list">{cards}</ul> }.into_any()
        };
        let papers = gate.may(Action::EnterPaper, &Object::anywhere()).is_ok().then(|| {
            view! { <p><a class="btn" href=path::PAPER>{text::paper::title(locale)}</a></p> }
        });
        let body = view! {
            <Crumbs locale here=words::nav(locale)/>
            <Heading over=process.name.clone() title lead=words::my_desks_lead(locale)/>
            {list}
            {papers}
        };
        Ok(Page::new(title, body))
    })
}
