//! The second person: approving a count, which publishes it, or refusing it.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    act::{Act, Answering},
    permission::{Action, Object},
};
use store::{
    StoreError, TenantTx, aggregate, audit,
    process::Process,
    rules,
    tally::{self, Deciding, Round, StoredAct, Summary},
};
use uuid::Uuid;

use super::{current_locked, input, signed_in};
use crate::{
    components::{Column, Csrf, ErrorSummary, Icon, Notice, NoticeKind, Table, TextField},
    forms::{Declined, Done, Posted, answer},
    gate::Gate,
    path,
    results::{official, paper, record},
    text::{self, act as words},
    visit::Visit,
};

/// A count that waits for the second person: what it came to, and what they may do.
pub(super) fn waiting(
    visit: &Visit,
    process: &Process,
    gate: &Gate,
    round: &Round,
    contests: &[Summary],
) -> Option<AnyView> {
    let locale = visit.locale();
    let by = round.by.as_ref()?;
    let waits = words::waits(locale, official(visit, process, by), visit.date_time(round.at));
    let asked = gate.may(Action::PublishResults, &Object::anywhere());
    let decision = match asked {
        Err(why) => view! { <p>{gate.sentence(visit, Action::PublishResults, &why)}</p> }.into_any(),
        Ok(()) => decision(visit, round, visit.viewer.as_ref().is_some_and(|viewer| viewer.person == by.person)),
    };
    Some(
        view! {
            <Notice kind=NoticeKind::Attention locale><p>{waits}</p></Notice>
            {drafts(visit, process, round, contests)}
            <section class="section stack" aria-labelledby="approve">
                <h2 id="approve">{words::approve_title(locale)}</h2>
                {decision}
            </section>
        }
        .into_any(),
    )
}

fn drafts(visit: &Visit, process: &Process, round: &Round, contests: &[Summary]) -> AnyView {
    let locale = visit.locale();
    let number = round.number.to_string();
    let rows = contests
        .iter()
        .filter_map(|contest| Some((contest, contest.sealed.as_ref()?)))
        .map(|(contest, sealed)| {
            let href = path::with_query(&path::result(&process.slug, &contest.code), &[("conteo", number.as_str())]);
            view! {
                <tr>
                    <th scope="row"><a href=href>{contest.name.clone()}</a></th>
                    <td class="num" data-label=text::results::ballots(locale)>{visit.integer(sealed.ballots)}</td>
                    <td class="num" data-label=text::results::winners(locale)>{visit.integer(contest.funded)}</td>
                    <td class="num" data-label=text::results::cost(locale)>{visit.money(sealed.total_cost)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::words(text::results::territory(locale)),
        Column::numbers(text::results::ballots(locale)),
        Column::numbers(text::results::winners(locale)),
        Column::numbers(text::results::cost(locale)),
    ];
    view! { <Table id="drafts" caption=words::drafts(locale) columns=columns>{rows}</Table> }.into_any()
}

fn decision(visit: &Visit, round: &Round, own: bool) -> AnyView {
    let locale = visit.locale();
    let rejected = visit.rejected("decide-count");
    let number = round.number.to_string();
    let approve = if own {
        view! { <p>{words::own(locale)}</p> }.into_any()
    } else {
        view! {
            <p>{words::approve_lead(locale)}</p>
            <form class="form" method="post" action=DecideCount::url()>
                <Csrf visit/>
                <input type="hidden" name="count" value=number.clone()/>
                <input type="hidden" name="how" value="approve"/>
                <div class="actions">
                    <button class="btn btn--primary btn--big" type="submit">
                        <Icon name="check"/>{words::approve(locale)}
                    </button>
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        {approve}
        <details class="more" open={!rejected.errors.is_empty()}>
            <summary>{words::refuse(locale)}</summary>
            <form class="form" method="post" action=DecideCount::url()>
                <Csrf visit/>
                <input type="hidden" name="count" value=number/>
                <input type="hidden" name="how" value="refuse"/>
                <ErrorSummary rejected=&rejected locale/>
                <TextField name="reason" label=words::refuse_reason(locale) rejected=&rejected autocomplete="off" locale/>
                <div class="actions"><button class="btn" type="submit">{words::refuse(locale)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// Approves a count, which publishes it, or refuses it.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "decidir-conteo")]
pub async fn decide_count(
    #[server(default)] count: String,
    #[server(default)] how: String,
    #[server(default)] reason: String,
) -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let posted = Posted::new("decide-count", path::COUNT, [("reason", &reason)]);
    let outcome = decide(&visit, &count, &how, &reason).await;
    answer(&visit, posted, outcome).await
}

async fn decide(visit: &Visit, count: &str, how: &str, reason: &str) -> Result<Done, Declined> {
    let locale = visit.locale();
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    let gate = Gate::of(visit, &mut tx, &process).await?;
    gate.allow(visit, Action::PublishResults, &Object::anywhere())?;
    let office = gate.office(Action::PublishResults, &Object::anywhere());
    let changed = || Declined::Refused(words::changed(locale).to_owned());
    let rounds = tally::rounds(&mut tx, process.id).await?;
    let round = rounds.last().filter(|round| round.waits() && count.parse() == Ok(round.number)).ok_or_else(changed)?;
    let refused = match how {
        "approve" if round.by.as_ref().is_some_and(|by| by.person == viewer.person) => {
            return Err(Declined::Refused(words::own(locale).to_owned()));
        }
        "approve" if rules::stray(&mut tx, process.id).await? => {
            return Err(Declined::Refused(words::stray(locale).to_owned()));
        }
        "approve" => None,
        "refuse" => Some(input::reason(reason, "reason", locale).map_err(|error| Declined::Invalid(vec![error]))?),
        _ => return Err(changed()),
    };
    let deciding = Deciding { by: (viewer.person, &office), refused: refused.as_deref(), at: visit.now };
    match tally::decide(&mut tx, process.id, round, deciding).await {
        Err(StoreError::Conflict(_)) => return Err(changed()),
        decided => decided?,
    }
    let act = audit::Act {
        person: Some(viewer.person),
        act: if refused.is_some() { "refuse_count" } else { "approve_count" },
        object: &process.name,
        reason: refused.as_deref(),
        before: None,
        after: Some(&json!({ "count": round.number, "office": office.to_string() })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    if refused.is_none() {
        let approved = record::answering(visit, &process, &viewer.name, &office);
        sign(visit, &mut tx, &process, round.number, &approved).await?;
    }
    let (to, message) = if refused.is_some() {
        (path::COUNT, words::done_refused(locale))
    } else {
        aggregate::publish(&mut tx, process.id, visit.now).await?;
        (path::RESULTS, words::done_approved(locale))
    };
    tx.commit().await?;
    Ok(Done { to: to.to_owned(), message: Some(message.to_owned()) })
}

/// Makes the act of each contest, sets it on paper, and signs both.
async fn sign(
    visit: &Visit,
    tx: &mut TenantTx,
    process: &Process,
    number: u32,
    approved: &Answering,
) -> Result<(), Declined> {
    let unsigned = || Declined::Refused(words::unsigned(visit.locale()).to_owned());
    let key = visit.vault.act_key(visit.site.tenant).map_err(|error| {
        tracing::error!(%error, "acts cannot be signed");
        unsigned()
    })?;
    for (contest, record) in tally::records(tx, process.id, number).await? {
        let record = serde_json::from_str(&record).map_err(StoreError::corrupt("act_record.record"))?;
        let act = Act { record, approved: approved.clone(), key: key.public() };
        let outline = paper::outline(visit, process, &act);
        let set = visit.set;
        let paper = tokio::task::spawn_blocking(move || set(&outline)).await.ok().flatten().ok_or_else(unsigned)?;
        let document = act.to_text();
        let signed = StoredAct {
            signature: key.sign(document.as_bytes()),
            paper_signature: key.sign(&paper),
            document,
            paper,
            key: act.key,
        };
        tally::keep_act(tx, contest, number, &signed).await?;
    }
    Ok(())
}
