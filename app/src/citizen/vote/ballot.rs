//! The ballot of the own territory: the boxes to mark.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{
    id::ProposalId,
    permission::{Action, Refusal},
    tenant::TenantKind,
};
use store::proposal::{Proposal, Stage};

use super::{
    super::projects::excerpt,
    booth::{self, Booth, Closed},
    draft::{self, Draft},
};
use crate::{
    components::{Crumbs, Csrf, ErrorSummary, Heading, Icon, Notice, NoticeKind},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    islands::MarkCount,
    page::{Fault, Page, Width, page},
    path,
    refusal::Refused,
    text,
    visit::Visit,
};

const FORM: &str = "ballot";

/// The voter's own ballot; or why there is none, and what helps.
#[component]
pub fn Ballot() -> AnyView {
    let cookie = draft::sent();
    page(async move |visit| load(visit, cookie).await)
}

async fn load(visit: Visit, cookie: Option<String>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let mut tx = visit.enter().await?;
    let booth = match booth::enter(&visit, &mut tx).await? {
        Ok(booth) => booth,
        Err(Closed::Refused(_, why)) if why.refusal == Refusal::SignInFirst => return Err(Fault::SignIn),
        Err(closed) => return Ok(no_ballot(&visit, &closed)),
    };
    drop(tx);
    let locale = visit.locale();
    let draft = draft::read(cookie.as_deref(), &booth.viewer, booth.contest.id).unwrap_or_default();
    let title = text::vote::ballot_of(locale, &booth.contest.name);
    let rejected = visit.rejected(FORM);
    let projects = booth.projects.iter().map(|one| project(&visit, one, draft.names(one))).collect_view();
    let blank = booth.process.rules.blank_vote.then(|| {
        view! {
            <label class="project project--blank">
                <input class="project__check" type="checkbox" name="blank" value="1" checked=draft.blank/>
                <span class="project__body">
                    <strong class="project__title">{text::vote::blank(locale)}</strong>
                    <span class="project__text">{text::vote::blank_detail(locale)}</span>
                </span>
            </label>
        }
    });
    let body = view! {
        <Crumbs locale here=text::vote::title(locale)/>
        <Heading
            over=booth.process.name.clone()
            title=title.clone()
            lead=text::vote::lead(locale, visit.money(booth.contest.ceiling))
        />
        <form class="ballot" method="post" action=ChooseProjects::url()>
            <ErrorSummary rejected=&rejected locale/>
            <Csrf visit=&visit/>
            <fieldset class="ballot__list" id="projects">
                <legend class="ballot__legend">{text::vote::legend(locale, booth.limit)}</legend>
                {projects}
                {blank}
            </fieldset>
            <div class="castbar">
                <div class="castbar__in">
                    <MarkCount locale limit=booth.limit/>
                    <button class="btn btn--primary" type="submit">{text::vote::go_to_review(locale)}</button>
                </div>
            </div>
        </form>
    };
    Ok(Page::new(title, body).width(Width::Narrow).with_islands())
}

fn project(visit: &Visit, project: &Proposal, marked: bool) -> Option<AnyView> {
    let Stage::Viable { cost, ballot_number, .. } = &project.stage else { return None };
    let locale = visit.locale();
    let need =
        (!project.need.is_empty()).then(|| view! { <span class="project__text">{excerpt(&project.need, 240)}</span> });
    let place = project.place.clone().map(|place| view! { <span><Icon name="pin"/> {place}</span> });
    Some(
        view! {
            <label class="project">
                <input class="project__check" type="checkbox" name="p[]" value=project.id.to_string() checked=marked/>
                <span class="project__no">
                    <span class="visually-hidden">{text::vote::number(locale)} " "</span>
                    {ballot_number.to_string()}
                </span>
                <span class="project__body">
                    <strong class="project__title">{project.title.clone()}</strong>
                    {need}
                    <span class="project__meta">
                        <span><Icon name="coin"/> {visit.money(*cost)}</span>
                        {place}
                    </span>
                </span>
            </label>
        }
        .into_any(),
    )
}

/// Why there is no ballot, and what helps.
pub fn no_ballot(visit: &Visit, closed: &Closed) -> Page {
    let locale = visit.locale();
    let notice = |reason: &'static str, href: &'static str, label: &'static str| {
        view! {
            <Notice kind=NoticeKind::Attention locale>
                <p>{reason}</p>
                <p><a class="btn btn--primary" href=href>{label}</a></p>
            </Notice>
        }
        .into_any()
    };
    let (title, notice) = match closed {
        Closed::NoProcess => (
            text::vote::refused_title(locale),
            notice(text::vote::no_process(locale), path::HOME, text::refusal::to_home(locale)),
        ),
        Closed::NoBallot => (
            text::vote::no_ballot_title(locale),
            notice(text::vote::no_ballot(locale), path::TERRITORIES, text::refusal::to_territories(locale)),
        ),
        Closed::Refused(rules, why) => (
            text::vote::refused_title(locale),
            view! { <Refused visit rules=Some(&**rules) action=Action::Vote why/> }.into_any(),
        ),
    };
    let body = view! {
        <Crumbs locale here=text::vote::title(locale)/>
        <Heading title/>
        {notice}
    };
    Page::new(title, body).width(Width::Narrow)
}

/// Takes what was marked to its review. Nothing is stored: the choice goes back to the voter's browser.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "tarjeton")]
pub async fn choose_projects(
    #[server(default)] p: Vec<String>,
    #[server(default)] blank: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = choose(&visit, &p, !blank.is_empty()).await;
    answer(&visit, Posted::new(FORM, path::VOTE, []), outcome).await
}

async fn choose(visit: &Visit, fields: &[String], blank: bool) -> Result<Done, Declined> {
    let mut tx = visit.enter().await?;
    // Whoever may not vote is told by the page of the ballot.
    let Ok(booth) = booth::enter(visit, &mut tx).await? else {
        return Ok(Done { to: path::VOTE.to_owned(), message: None });
    };
    drop(tx);
    let marked = booth::ids(fields);
    keep(&booth, &marked, blank);
    match booth.check(visit, &marked, blank) {
        Ok(_) => Ok(Done { to: path::VOTE_REVIEW.to_owned(), message: None }),
        Err(sentence) => Err(Declined::Invalid(vec![FieldMessage::new("projects", sentence)])),
    }
}

fn keep(booth: &Booth, marked: &[ProposalId], blank: bool) {
    draft::keep(&Draft::of(marked, blank, &booth.projects), &booth.viewer, booth.contest.id);
}
