//! The own participation: ideas with their states, and whether one has voted, never what.

use leptos::prelude::*;
use shared::{permission::Action, role::Role, tenant::TenantKind};
use store::{
    TenantTx,
    process::{self, Process},
    proposal::{self, Proposal},
    review,
    urn::Votes,
};

use super::{calendar::day, projects::state_chip, vote};
use crate::{
    components::{Crumbs, Heading, Icon},
    gate::Gate,
    page::{Fault, Page, page},
    path,
    review::due::{self, Sight},
    text,
    visit::Visit,
};

/// What the viewer sent and whether the viewer voted.
#[component]
pub fn Mine() -> AnyView {
    page(load)
}

async fn load(visit: Visit) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let viewer = visit.viewer.clone().ok_or(Fault::SignIn)?;
    let mut tx = visit.enter().await?;
    let process = process::current(&mut tx).await?;
    let votes = match &process {
        Some(process) => vote::votes(&visit, &mut tx, process).await?,
        None => Votes::default(),
    };
    let (can_vote, to_review) = match &process {
        Some(process) => {
            let gate = Gate::of(&visit, &mut tx, process).await?;
            let can_vote = gate.may(Action::Vote, &gate.ballot(&votes)).is_ok();
            (can_vote, to_review(&visit, &mut tx, process, &gate).await?)
        }
        None => (false, None),
    };
    let ideas = proposal::of_author(&mut tx, viewer.person).await?;
    drop(tx);
    let locale = visit.locale();
    let title = text::citizen::mine_title(locale);
    let body = view! {
        <Crumbs locale here=title/>
        <Heading title lead=text::citizen::mine_lead(locale)/>
        {process.map(|process| own_vote(&visit, &process, &votes, can_vote))}
        {to_review}
        {own_ideas(&visit, &ideas)}
        <p><a href=path::PROFILE>{text::citizen::profile_title(locale)}</a></p>
        <p><a href=path::OWN_DATA>{text::own::title(locale)}</a></p>
    };
    Ok(Page::new(title, body))
}

fn own_vote(visit: &Visit, process: &Process, votes: &Votes, can_vote: bool) -> AnyView {
    let locale = visit.locale();
    let has_voted = votes.cast().next().is_some().then(|| {
        view! {
            <p><span class="chip chip--ok"><Icon name="check"/>{text::vote::voter(locale)}</span></p>
            <p>{text::citizen::i_voted(locale, &process.name)}</p>
            {vote::channels(locale, votes)}
            <p><a class="btn" href=path::VOTE_CERTIFICATE>{text::citizen::receipt(locale)}</a></p>
        }
    });
    let content = if votes.are_cast() {
        ().into_any()
    } else if can_vote {
        view! {
            <p>{text::citizen::not_voted_yet(locale)}</p>
            <p><a class="btn btn--primary" href=path::VOTE>{text::citizen::vote_now(locale)}</a></p>
        }
        .into_any()
    } else {
        view! { <p>{text::citizen::not_voted(locale)}</p> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="vote">
            <h2 id="vote">{text::citizen::my_vote(locale)}</h2>
            {has_voted}
            {content}
        </section>
    }
    .into_any()
}

/// The way to ideas that the rules let the viewer review although reviewing is not their role.
async fn to_review(visit: &Visit, tx: &mut TenantTx, process: &Process, gate: &Gate) -> store::Result<Option<AnyView>> {
    if visit.has_role(Role::Reviewer) || !due::may_concern(gate, process) {
        return Ok(None);
    }
    let locale = visit.locale();
    let loads = review::loads(tx, process.id).await?;
    let says = match Sight::of(visit, gate, process, &loads) {
        Sight::Nothing => return Ok(None),
        Sight::Whole => text::deadline::for_you_all(locale).to_owned(),
        Sight::Late(openings) => {
            let late: u64 = review::late(tx, process.id, &openings).await?.iter().map(|(_, count)| count).sum();
            if late == 0 {
                return Ok(None);
            }
            text::deadline::for_you(locale, visit.integer(late))
        }
    };
    let section = view! {
        <section class="section" aria-labelledby="review">
            <h2 id="review">{text::deadline::for_you_title(locale)}</h2>
            <p>{says}</p>
            <p><a class="btn" href=path::REVIEW>{text::deadline::see_queue(locale)}</a></p>
        </section>
    };
    Ok(Some(section.into_any()))
}

fn own_ideas(visit: &Visit, ideas: &[Proposal]) -> AnyView {
    let locale = visit.locale();
    let content = if ideas.is_empty() {
        view! {
            <div class="empty">
                <Icon name="idea"/>
                <h3>{text::citizen::no_ideas_of_mine(locale)}</h3>
                <p>{text::citizen::no_ideas_of_mine_detail(locale)}</p>
                <a class="btn" href=path::NEW_IDEA>{text::citizen::propose(locale)}</a>
            </div>
        }
        .into_any()
    } else {
        let items = ideas
            .iter()
            .map(|idea| {
                view! {
                    <li class="queue__item">
                        <div>
                            <h3><a href=path::idea(idea.id)>{idea.title.clone()}</a></h3>
                            <p class="queue__meta">
                                <span>{text::citizen::idea_number(locale, idea.number)}</span>
                                <span>{day(visit, idea.submitted_at)}</span>
                            </p>
                        </div>
                        {state_chip(locale, idea.stage.state(), idea.withdrawn)}
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="queue" role="list">{items}</ul> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="ideas">
            <h2 id="ideas">{text::citizen::my_ideas(locale)}</h2>
            {content}
        </section>
    }
    .into_any()
}
