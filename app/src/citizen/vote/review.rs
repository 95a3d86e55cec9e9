//! What was chosen, before it is cast; and casting it.

use leptos::{prelude::*, server_fn::ServerFn};
use shared::{money::Money, permission::Refusal, tenant::TenantKind};
use store::{
    proposal::{Proposal, Stage},
    urn::{self, Cast},
};

use super::{
    booth::{self, Booth, Closed},
    draft,
};
use crate::{
    components::{Crumbs, Csrf, Heading},
    forms::{Declined, Done, FieldMessage, Posted, answer},
    page::{Fault, Page, Width, page},
    path, text,
    visit::Visit,
};

/// The choice, to be cast or changed.
#[component]
pub fn Review() -> AnyView {
    let cookie = draft::sent();
    page(async move |visit| load(visit, cookie).await)
}

async fn load(visit: Visit, cookie: Option<String>) -> Result<Page, Fault> {
    visit.on(TenantKind::runs_processes)?;
    let back = || Fault::Elsewhere(path::VOTE.to_owned());
    let mut tx = visit.enter().await?;
    let booth = match booth::enter(&visit, &mut tx).await? {
        Ok(booth) => booth,
        Err(Closed::Refused(_, why)) if why.refusal == Refusal::SignInFirst => return Err(Fault::SignIn),
        Err(_) => return Err(back()),
    };
    drop(tx);
    let draft = draft::read(cookie.as_deref(), &booth.viewer, booth.contest.id).ok_or_else(back)?;
    let chosen: Vec<&Proposal> = booth.projects.iter().filter(|project| draft.names(project)).collect();
    let ids: Vec<_> = chosen.iter().map(|project| project.id).collect();
    booth.check(&visit, &ids, draft.blank).map_err(|_| back())?;
    let locale = visit.locale();
    let title = text::vote::review_title(locale);
    let steps = vec![(path::VOTE.to_owned(), text::vote::title(locale).to_owned())];
    let hidden = ids.iter().map(|id| view! { <input type="hidden" name="p[]" value=id.to_string()/> }).collect_view();
    let blank = draft.blank.then(|| view! { <input type="hidden" name="blank" value="1"/> });
    let body = view! {
        <Crumbs locale steps here=title/>
        <Heading over=text::vote::ballot_of(locale, &booth.contest.name) title lead=text::vote::review_lead(locale)/>
        <section aria-labelledby="chosen">
            <h2 id="chosen">{text::vote::chosen(locale, chosen.len())}</h2>
            {list(&visit, &booth, &chosen)}
        </section>
        <form class="form" method="post" action=CastBallot::url()>
            <Csrf visit=&visit/>
            {hidden}
            {blank}
            <div class="actions">
                <button class="btn btn--primary btn--big" type="submit">{text::vote::cast(locale)}</button>
                <a class="btn" href=path::VOTE>{text::vote::change(locale)}</a>
            </div>
        </form>
    };
    Ok(Page::new(title, body).width(Width::Narrow))
}

fn list(visit: &Visit, booth: &Booth, chosen: &[&Proposal]) -> Option<AnyView> {
    if chosen.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let costs = chosen.iter().filter_map(|project| match project.stage {
        Stage::Viable { cost, .. } => Some(cost),
        Stage::Submitted | Stage::NotViable { .. } => None,
    });
    let total = Money::sum(costs.clone(), booth.contest.ceiling.currency()).ok().map(|total| {
        view! {
            <dl class="facts">
                <div><dt>{text::vote::total_cost(locale)}</dt><dd class="num">{visit.money(total)}</dd></div>
                <div><dt>{text::citizen::ceiling(locale)}</dt><dd class="num">{visit.money(booth.contest.ceiling)}</dd></div>
            </dl>
        }
    });
    let items = chosen
        .iter()
        .zip(costs)
        .map(|(project, cost)| {
            view! {
                <li>
                    <span class="project__no">
                        <span class="visually-hidden">{text::vote::number(locale)} " "</span>
                        {draft::number(project).map(|number| number.to_string())}
                    </span>
                    <span>
                        <strong>{project.title.clone()}</strong>
                        <span class="muted">{visit.money(cost)}</span>
                    </span>
                </li>
            }
        })
        .collect_view();
    Some(view! { <ol class="review" role="list">{items}</ol>{total} }.into_any())
}

/// Casts a ballot: the person on the roll and the ballot in the urn, in one transaction.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "voto")]
pub async fn cast_ballot(
    #[server(default)] p: Vec<String>,
    #[server(default)] blank: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = cast(&visit, &p, !blank.is_empty()).await;
    answer(&visit, Posted::new("ballot", path::VOTE, []), outcome).await
}

async fn cast(visit: &Visit, fields: &[String], blank: bool) -> Result<Done, Declined> {
    let to = |page: &str| Done { to: page.to_owned(), message: None };
    let mut tx = visit.enter().await?;
    // Whoever may not vote is told by the page of the ballot.
    let Ok(booth) = booth::enter(visit, &mut tx).await? else { return Ok(to(path::VOTE)) };
    let selection = booth
        .check(visit, &booth::ids(fields), blank)
        .map_err(|sentence| Declined::Invalid(vec![FieldMessage::new("projects", sentence)]))?;
    let ballot = visit.fresh_id();
    let person = booth.viewer.person;
    match urn::cast(&mut tx, booth.process.id, booth.contest.id, person, ballot, &selection, visit.now).await? {
        Cast::Counted => {
            tx.commit().await?;
            draft::forget();
            Ok(to(path::VOTE_DONE))
        }
        Cast::AlreadyVoted => {
            draft::forget();
            Ok(to(path::VOTE))
        }
        Cast::Closed => Err(Declined::Refused(text::refusal::counted(visit.locale()).to_owned())),
    }
}
