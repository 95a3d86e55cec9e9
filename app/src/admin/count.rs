//! Closing and counting (escrutinio): one act for all contests of the process, which a second person approves.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    permission::{Action, Object},
    role::Role,
    tenant::TenantKind,
};
use store::{
    StoreError, audit, contest, draw, paper, process,
    process::Process,
    rules,
    tally::{self, Counted, Counting, Round, Summary},
};
use uuid::Uuid;

use super::{approve, current_locked, holds_any, input, long, no_process, seal, signed_in, tabs, tally as how};
use crate::{
    components::{Csrf, ErrorSummary, Heading, Icon, Notice, NoticeKind, TextField},
    forms::{Declined, Done, Posted},
    gate::Gate,
    page::{Fault, Page, page},
    path,
    results::{official, record::Fresh},
    review::region,
    text::{self, act as words},
    visit::Visit,
};

/// The page from which votes are counted: for whoever administers the process, and for whoever its rules let count or
/// approve. It shows nothing about votes before they are counted.
#[component]
pub fn Count() -> impl IntoView {
    page(async |visit| {
        visit.on(TenantKind::runs_processes)?;
        let administers = visit.require(Role::ProcessAdmin);
        let mut tx = visit.enter().await?;
        let Some(process) = process::current(&mut tx).await? else {
            administers?;
            return Ok(no_process(&visit, path::COUNT));
        };
        let gate = Gate::of(&visit, &mut tx, &process).await?;
        if matches!(administers, Err(Fault::Role(_)))
            && !holds_any(&gate, &[Action::CountVotes, Action::PublishResults])
            || matches!(administers, Err(Fault::SignIn))
        {
            administers?;
        }
        let rounds = tally::rounds(&mut tx, process.id).await?;
        let number = rounds.last().map(|round| round.number);
        let contests = tally::summaries(&mut tx, process.id, number, process.pool.currency()).await?;
        let urns = contest::of_process(&mut tx, process.id).await?;
        let urns = seal::sealed(&mut tx, &urns).await?;
        let strays = rules::stray(&mut tx, process.id).await?;
        let desks = seal::Desks {
            obstacles: seal::obstacles(&visit, &mut tx, process.id).await?,
            warnings: seal::warnings(&visit, &mut tx, process.id).await?,
        };
        Ok(show(&visit, &process, &gate, (rounds.last(), strays), &contests, (urns, desks)))
    })
}

fn show(
    visit: &Visit,
    process: &Process,
    gate: &Gate,
    (last, strays): (Option<&Round>, bool),
    contests: &[Summary],
    (urns, desks): ((usize, usize), seal::Desks),
) -> Page {
    let locale = visit.locale();
    let asked = gate.may(Action::CountVotes, &Object::anywhere());
    let body = match (last, asked) {
        (Some(round), asked) => match approve::waiting(visit, process, gate, round, contests) {
            Some(waiting) if round.waits() => waiting,
            _ => decided(visit, process, round, asked.is_ok() && !strays),
        },
        (None, Err(why)) => waiting(visit, gate.sentence(visit, Action::CountVotes, &why)),
        (None, Ok(())) if urns.0 < urns.1 => view! {
            <h2>{text::urn::seal_step(locale)}</h2>
            {(urns.0 > 0).then(|| view! { <p>{text::urn::sealed_some(locale, urns.0, urns.1)}</p> })}
            {seal::form(visit, desks)}
        }
        .into_any(),
        (None, Ok(())) if strays => ().into_any(),
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
    let territories = how::territories(process, contests.iter().map(|contest| &contest.rule));
    let title = text::admin::count_title(locale);
    Page::new(
        title,
        view! {
            {tabs(visit, path::COUNT)}
            <Heading title lead=text::admin::count_lead(locale)/>
            {strays.then(|| stray(visit))}
            {body}
            <section class="section stack" aria-labelledby="rule">
                <h2 id="rule">{text::admin::count_rule(locale)}</h2>
                {how::rules(visit, process)}
                {how::to_draw(visit, process)}
                <p>{text::admin::contests_note(locale, territories, visit.integer(projects))}</p>
            </section>
        },
    )
}

/// What the second person said, and the way to another count.
fn decided(visit: &Visit, process: &Process, round: &Round, may_count: bool) -> AnyView {
    let locale = visit.locale();
    let counted = text::admin::counted_on(locale, visit.date_time(round.at));
    let (kind, said) = match &round.decision {
        None => (NoticeKind::Done, counted),
        Some(decision) => {
            let (by, at) = (official(visit, process, &decision.by), visit.date_time(decision.at));
            match &decision.refused {
                None => (NoticeKind::Done, words::approved(locale, by, at)),
                Some(reason) => (NoticeKind::Attention, words::refused(locale, by, at, reason)),
            }
        }
    };
    let rejected = visit.rejected("count");
    let again = may_count.then(|| {
        view! {
            <details class="more" open={!rejected.errors.is_empty()}>
                <summary>{words::again(locale)}</summary>
                <p>{words::again_lead(locale)}</p>
                <form class="form" method="post" action=CountVotes::url()>
                    <Csrf visit/>
                    <input type="hidden" name="after" value=round.number.to_string()/>
                    <ErrorSummary rejected=&rejected locale/>
                    <TextField
                        name="reason"
                        label=words::again_reason(locale)
                        rejected=&rejected
                        autocomplete="off"
                        locale
                    />
                    <div class="actions"><button class="btn" type="submit">{words::again(locale)}</button></div>
                </form>
            </details>
        }
    });
    let see = round.is_public().then(|| {
        view! {
            <div class="actions">
                <a class="btn btn--primary" href=path::RESULTS>{text::admin::see_results(locale)}</a>
                <a class="btn" href=path::process(&process.slug)>{process.name.clone()}</a>
            </div>
        }
    });
    view! { <Notice kind locale><p>{said}</p></Notice> {see} {again} }.into_any()
}

/// That other rules are in force than those of the vote, and the way to put them back.
fn stray(visit: &Visit) -> AnyView {
    let locale = visit.locale();
    view! {
        <Notice kind=NoticeKind::Attention locale>
            <p>{text::admin::count_stray(locale)}</p>
            <p><a class="btn" href=path::RULES_ACT>{text::rules::to_act(locale)}</a></p>
        </Notice>
    }
    .into_any()
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

/// Counts every contest of the current process and seals the results, which another person then approves. After an
/// earlier count, whose number is `after`, it says why.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "contar")]
pub async fn count_votes(
    #[server(default)] after: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("count", path::COUNT, [("reason", &reason)]);
    let going_on = text::admin::counting(visit.locale()).to_owned();
    long::finish(&visit, posted, count(visit.clone(), after, reason), async move || {
        Ok(Done { to: path::COUNT.to_owned(), message: Some(going_on) })
    })
    .await
}

/// All in one transaction.
async fn count(visit: Visit, after: String, reason: String) -> Result<Done, Declined> {
    let (visit, reason) = (&visit, &*reason);
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    tx.take_time().await?;
    let process = current_locked(visit, &mut tx).await?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    gate.allow(visit, Action::CountVotes, &Object::anywhere())?;
    let office = gate.office(Action::CountVotes, &Object::anywhere());
    let rounds = tally::rounds(&mut tx, process.id).await?;
    let again = match rounds.last() {
        None => None,
        Some(last) if !last.waits() && after.parse() == Ok(last.number) => {
            Some(input::reason(reason, "reason", locale).map_err(|error| Declined::Invalid(vec![error]))?)
        }
        Some(_) => return Err(Declined::Refused(text::admin::count_again(locale).to_owned())),
    };
    // Where the voting has opened, nobody has to have asked for the rules to be fixed.
    rules::freeze_due(&mut tx, visit.now).await?;
    if rules::stray(&mut tx, process.id).await? {
        return Err(Declined::Refused(text::admin::count_stray(locale).to_owned()));
    }
    let draw = draw::of_process(&mut tx, process.id).await?;
    if draw.as_ref().and_then(|draw| draw.held.as_ref()).is_some_and(|held| held.waiting().is_some()) {
        return Err(Declined::Refused(text::draw::count_waits(locale).to_owned()));
    }
    let contests = contest::of_process(&mut tx, process.id).await?;
    if contests.is_empty() {
        return Err(Declined::Refused(text::admin::nothing_to_count(locale).to_owned()));
    }
    let (sealed, all) = seal::sealed(&mut tx, &contests).await?;
    if sealed < all {
        return Err(Declined::Refused(text::urn::seal_first(locale).to_owned()));
    }
    let unplaced = region::unplaced(&mut tx, &process).await?;
    if !unplaced.is_empty() {
        return Err(Declined::Refused(text::admin::count_no_region(locale, region::named(locale, &unplaced))));
    }
    let contests = how::pending(visit, &process, draw.as_ref(), contests)?;
    let counting = Counting { by: (viewer.person, &office), again: again.as_deref() };
    let number = tally::begin(&mut tx, process.id, Some(counting), visit.now).await?;
    match tally::count(&mut tx, number, &contests, visit.now).await {
        Err(StoreError::Conflict(what)) => {
            tracing::error!(what, "the votes cannot be counted");
            return Err(Declined::Refused(text::admin::count_conflict(locale).to_owned()));
        }
        Ok(Counted::DrawNeeded(undrawn)) => return Err(Declined::Refused(how::undrawn(visit, &undrawn))),
        Ok(Counted::Sealed(found)) => {
            let handed_out = paper::handed_out(&mut tx, &process).await?;
            let fresh = Fresh {
                visit,
                process: &process,
                number,
                handed_out: &handed_out,
                again: again.as_deref(),
                draw: draw.as_ref(),
                by: &viewer.name,
                office: &office,
            };
            for (one, (_, result)) in contests.iter().zip(found) {
                fresh.keep(&mut tx, &one.contest, &one.room, result).await?;
            }
        }
        Err(other) => return Err(other.into()),
    }
    let summaries = tally::summaries(&mut tx, process.id, Some(number), process.pool.currency()).await?;
    let sealed = summaries.iter().filter_map(|contest| {
        let sealed = contest.sealed.as_ref()?;
        let figures = json!({
            "contest": contest.rule, "ballots": sealed.ballots, "total_cost": sealed.total_cost.minor(),
            "funded": contest.funded,
        });
        Some((contest.code.clone(), figures))
    });
    let sealed: serde_json::Map<_, _> = sealed.collect();
    let act = audit::Act {
        person: Some(viewer.person),
        act: "count_votes",
        object: &process.name,
        reason: again.as_deref(),
        before: None,
        after: Some(&json!({
            "count": number, "office": office.to_string(), "rules": how::told(&contests), "contests": sealed,
        })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    let territories = how::territories(&process, contests.iter().map(|one| &one.contest.rule));
    let message = text::admin::count_done(locale, territories);
    Ok(Done { to: path::COUNT.to_owned(), message: Some(message) })
}
