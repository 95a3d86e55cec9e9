//! One idea: what it asks for, and what has become of it.

mod story;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::{id::ProposalId, permission::Action, tenant::TenantKind};
use store::{
    TenantTx,
    contest::{self, Contest},
    group::{self, Member},
    process::{self, Process},
    proposal::{self, Proposal, Stage},
    tally, territory,
};

use super::{projects::state_chip, support, take_back};
use crate::{
    bodies,
    components::{Crumbs, Heading, Icon},
    page::{Fault, Page, Width, page},
    path,
    review::{due, placing::region_name},
    rules::reading::Reader,
    text,
    visit::Visit,
};

/// One idea, for everybody to read. Who sent it is not said.
#[component]
pub fn Idea() -> AnyView {
    let id = use_params_map().read_untracked().get("id");
    page(async move |visit| load(visit, id.and_then(|id| id.parse().ok())).await)
}

async fn load(visit: Visit, id: Option<ProposalId>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let id = id.ok_or(Fault::NotFound)?;
    let mut tx = visit.enter().await?;
    let proposal = proposal::find(&mut tx, id).await?.ok_or(Fault::NotFound)?;
    let process = process::find(&mut tx, proposal.process).await?.ok_or(Fault::NotFound)?;
    let contest = contest::find(&mut tx, proposal.contest).await?.ok_or(Fault::NotFound)?;
    let territory = match contest.territory {
        Some(territory) => territory::find(&mut tx, territory).await?,
        None => None,
    };
    let code = contest.at.as_ref();
    let told = match proposal.stage {
        Stage::Submitted if process.current && !proposal.withdrawn => {
            let dues = process.dues(Action::ReviewProposal, code, proposal.submitted_at);
            due::tell(&visit, &process, &dues, true)
        }
        _ => None,
    };
    let take_back = take_back::is_possible(&visit, &mut tx, &process, code, &proposal).await?;
    let supports = support::Told::of(&visit, &mut tx, &process, code, &proposal).await?;
    let rivals = rivals(&mut tx, &process, &contest, &proposal).await?;
    let taken = store::story::of(&mut tx, proposal.id).await?;
    let fates = tally::fates(&mut tx, &contest, proposal.id).await?;
    let decided = bodies::decisions(&visit, &mut tx, Some(proposal.id), None, None).await?;
    drop(tx);
    let locale = visit.locale();
    let mut steps = Vec::new();
    if let Some(territory) = &territory {
        steps.push((path::TERRITORIES.to_owned(), text::citizen::territories(locale).to_owned()));
        steps.push((path::territory(&territory.code), territory.name.clone()));
    }
    let over = match &proposal.stage {
        Stage::Viable { ballot_number, .. } => text::citizen::project_number(locale, ballot_number),
        Stage::Submitted | Stage::NotViable { .. } => text::idea::over(locale, proposal.number),
    };
    let own = visit.viewer.as_ref().is_some_and(|viewer| proposal.author == Some(viewer.person));
    let own =
        own.then(|| view! { <span class="chip chip--info"><Icon name="user"/>{text::idea::yours(locale)}</span> });
    let chip = state_chip(locale, proposal.stage.state(), proposal.withdrawn);
    let body = view! {
        <Crumbs locale steps here=proposal.title.clone()/>
        <Heading over title=proposal.title.clone() lead=format!("{} · {}", contest.name, process.name)>
            {chip}
            {own}
        </Heading>
        {needs(&visit, &process, &proposal)}
        {facts(&visit, &process, (&proposal, &contest), &rivals)}
        {support::section(&visit, &process, &proposal, &supports)}
        {story::section(&visit, (&process, &contest, &proposal), (&taken, &fates), told)}
        {decided}
        {share(&visit, proposal.id)}
        {take_back.then(|| take_back::form(&visit, proposal.id))}
    };
    Ok(Page::new(proposal.title.clone(), body).width(Width::Narrow))
}

fn needs(visit: &Visit, process: &Process, proposal: &Proposal) -> AnyView {
    let locale = visit.locale();
    let theme = proposal.theme.as_ref().map(|theme| {
        let name = Reader { locale, rules: &process.rule_set }.theme(theme);
        view! { <div><dt>{text::idea::theme_label(locale)}</dt><dd>{name}</dd></div> }
    });
    let place = proposal.place.clone();
    let place = place.map(|place| view! { <div><dt>{text::citizen::place(locale)}</dt><dd>{place}</dd></div> });
    let facts = (theme.is_some() || place.is_some()).then(|| view! { <dl class="facts">{theme}{place}</dl> });
    let paragraphs = proposal
        .need
        .split('\n')
        .filter(|paragraph| !paragraph.trim().is_empty())
        .map(|paragraph| view! { <p>{paragraph.to_owned()}</p> })
        .collect_view();
    let need = (!proposal.need.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="need">
                <h2 id="need">{text::idea::what_is_needed(locale)}</h2>
                {paragraphs}
            </section>
        }
    });
    view! { {need}{facts} }.into_any()
}

/// The other projects on the ballot of which none can win besides this one.
async fn rivals(
    tx: &mut TenantTx,
    process: &Process,
    contest: &Contest,
    proposal: &Proposal,
) -> store::Result<Vec<Member>> {
    let excludes = process.rule_set.contest(&contest.rule).is_some_and(|rule| rule.exclusive);
    let Some(own) = proposal.placing.group.as_ref().filter(|_| excludes) else {
        return Ok(Vec::new());
    };
    let groups = group::of_process(tx, process.id, Some(contest.id)).await?;
    let found = groups.into_iter().find(|one| one.group == *own);
    let members = found.into_iter().flat_map(|one| one.members);
    Ok(members.filter(|member| member.id != proposal.id).collect())
}

fn facts(
    visit: &Visit,
    process: &Process,
    (proposal, contest): (&Proposal, &Contest),
    rivals: &[Member],
) -> Option<AnyView> {
    let Stage::Viable { cost, department, ballot_number } = &proposal.stage else { return None };
    let locale = visit.locale();
    let department = department.clone().map(|department| {
        view! { <div><dt>{text::citizen::department(locale)}</dt><dd>{department}</dd></div> }
    });
    let region = region_name(process, contest, &proposal.placing).map(|name| {
        view! { <div><dt>{text::review::region(locale)}</dt><dd>{name}</dd></div> }
    });
    let rivals = (!rivals.is_empty()).then(|| {
        let others = rivals
            .iter()
            .map(|other| {
                let label = text::citizen::project_number(locale, other.ballot_number);
                view! { <li>{label} " " <a href=path::idea(other.id)>{other.title.clone()}</a></li> }
            })
            .collect_view();
        let group = proposal.placing.group.as_ref().map(ToString::to_string);
        view! {
            <div>
                <dt>{text::idea::rivals(locale)}</dt>
                <dd>{group}<ul role="list">{others}</ul></dd>
            </div>
        }
    });
    Some(
        view! {
            <section class="section" aria-labelledby="facts">
                <h2 id="facts">{text::idea::facts(locale)}</h2>
                <dl class="facts">
                    <div><dt>{text::citizen::cost(locale)}</dt><dd class="num">{visit.money(*cost)}</dd></div>
                    {department}
                    {region}
                    {rivals}
                    <div><dt>{text::idea::ballot_number(locale)}</dt><dd class="num">{ballot_number.to_string()}</dd></div>
                </dl>
            </section>
        }
        .into_any(),
    )
}

fn share(visit: &Visit, id: ProposalId) -> AnyView {
    let locale = visit.locale();
    let home = visit.addresses.of(&visit.site);
    let address = format!("{}{}", home.trim_end_matches('/'), path::idea(id));
    view! {
        <section class="section no-print" aria-labelledby="share">
            <h2 id="share">{text::idea::share(locale)}</h2>
            <div class="field">
                <label for="address">{text::idea::share_label(locale)}</label>
                <p class="field__hint" id="address-hint">{text::idea::share_hint(locale)}</p>
                <input class="input" id="address" type="text" readonly value=address aria-describedby="address-hint"/>
            </div>
        </section>
    }
    .into_any()
}
