//! Closing and counting (escrutinio): one act for all contests of the process.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::permission::{Action, Object};
use store::{
    StoreError, aggregate, audit, contest, draw, process,
    process::Process,
    tally::{self, Counted, Summary},
};
use uuid::Uuid;

use super::{current_locked, enter, no_process, seal, signed_in, tabs, tally as how};
use crate::{
    components::{Csrf, Heading, Icon, Notice, NoticeKind},
    forms::{Declined, Done, Posted, answer},
    gate::Gate,
    page::{Page, page},
    path, text,
    visit::Visit,
};

/// The page from which votes are counted. It shows nothing about votes before they are.
#[component]
pub fn Count() -> impl IntoView {
    page(async |visit| {
        enter(&visit)?;
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            return Ok(no_process(&visit, path::COUNT));
        };
        let contests = tally::summaries(&mut tx, process.id, process.pool.currency()).await?;
        let urns = contest::of_process(&mut tx, process.id).await?;
        let urns = seal::sealed(&mut tx, &urns).await?;
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        Ok(show(&visit, &process, &gate, &contests, urns))
    })
}

fn show(visit: &Visit, process: &Process, gate: &Gate, contests: &[Summary], urns: (usize, usize)) -> Page {
    let locale = visit.locale();
    let counted = contests.iter().filter_map(|contest| contest.sealed.as_ref()).map(|sealed| sealed.counted_at).max();
    let asked = gate.may(Action::CountVotes, &Object::anywhere());
    let counted = counted.map(|at| text::admin::counted_on(locale, visit.date_time(at)));
    let body = match (counted, asked) {
        (Some(counted), _) => view! {
            <Notice kind=NoticeKind::Done locale><p>{counted}</p></Notice>
            <div class="actions">
                <a class="btn btn--primary" href=path::RESULTS>{text::admin::see_results(locale)}</a>
                <a class="btn" href=path::process(&process.slug)>{process.name.clone()}</a>
            </div>
        }
        .into_any(),
        (None, Err(why)) => waiting(visit, gate.sentence(visit, Action::CountVotes, &why)),
        (None, Ok(())) if urns.0 < urns.1 => view! {
            <h2>{text::urn::seal_step(locale)}</h2>
            {(urns.0 > 0).then(|| view! { <p>{text::urn::sealed_some(locale, urns.0, urns.1)}</p> })}
            {seal::form(visit)}
        }
        .into_any(),
        (None, Ok(())) => view! {
            <h2>{text::urn::count_step(locale)}</h2>
            <p>{text::urn::sealed_all(locale, urns.1)}</p>
            <form class="form" method="post" action=CountVotes::url()>
                <Csrf visit/>
                <div class="actions">
                    <button class="btn btn--primary btn--big" type="submit">
                        <Icon name="check"/>{text::admin::count_button(locale)}
                    </button>
                </div>
            </form>
        }
        .into_any(),
    };
    let projects: u64 = contests.iter().map(|contest| contest.projects).sum();
    let title = text::admin::count_title(locale);
    Page::new(
        title,
        view! {
            {tabs(visit, path::COUNT)}
            <Heading title lead=text::admin::count_lead(locale)/>
            {body}
            <section class="section stack" aria-labelledby="rule">
                <h2 id="rule">{text::admin::count_rule(locale)}</h2>
                {how::says(visit, process).into_iter().map(|says| view! { <p>{says}</p> }).collect_view()}
                {how::to_draw(visit, process)}
                <p>{text::admin::contests_note(locale, contests.len(), visit.integer(projects))}</p>
            </section>
        },
    )
}

fn waiting(visit: &Visit, reason: String) -> AnyView {
    let locale = visit.locale();
    view! {
        <Notice kind=NoticeKind::Attention locale>
            <p>{reason}</p>
            <p>{text::admin::count_wait(locale)}</p>
            <p>
                <a class="btn" href=path::PHASES>
                    {text::admin::close_voting(locale)}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

/// Counts every contest of the current process, seals the results and publishes them.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "contar")]
pub async fn count_votes() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = count(&visit).await;
    answer(&visit, Posted::new("count", path::COUNT, []), outcome).await
}

async fn count(visit: &Visit) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    Gate::of(visit, &mut tx, &process).await?.allow(visit, Action::CountVotes, &Object::anywhere())?;
    let decided = how::decided(visit, &process)?;
    let draw = draw::of_process(&mut tx, process.id).await?;
    let by = how::by(decided, draw.as_ref());
    let contests = contest::of_process(&mut tx, process.id).await?;
    if contests.is_empty() {
        return Err(Declined::Refused(text::admin::nothing_to_count(locale).to_owned()));
    }
    let (sealed, all) = seal::sealed(&mut tx, &contests).await?;
    if sealed < all {
        return Err(Declined::Refused(text::urn::seal_first(locale).to_owned()));
    }
    let contests = how::rooms(&process, decided, contests);
    match tally::count(&mut tx, &contests, by, visit.now).await {
        Err(StoreError::Conflict(_)) => return Err(Declined::Refused(text::admin::count_again(locale).to_owned())),
        Ok(Counted::DrawNeeded(undrawn)) => return Err(Declined::Refused(how::undrawn(visit, &undrawn))),
        Ok(Counted::Sealed) => {}
        Err(other) => return Err(other.into()),
    }
    let summaries = tally::summaries(&mut tx, process.id, process.pool.currency()).await?;
    let sealed = summaries.iter().filter_map(|contest| {
        let sealed = contest.sealed.as_ref()?;
        let figures =
            json!({ "ballots": sealed.ballots, "total_cost": sealed.total_cost.minor(), "funded": contest.funded });
        Some((contest.code.clone(), figures))
    });
    let sealed: serde_json::Map<_, _> = sealed.collect();
    let act = audit::Act {
        person: Some(viewer.person),
        act: "count_votes",
        object: &process.name,
        reason: None,
        before: None,
        after: Some(&json!({
            "rule": by.winner, "minimum_score": by.minimum, "seed": by.seed, "contests": sealed,
        })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    aggregate::publish(&mut tx, process.id, visit.now).await?;
    tx.commit().await?;
    let message = text::admin::count_done(locale, contests.len());
    Ok(Done { to: path::RESULTS.to_owned(), message: Some(message) })
}
