//! Sealing the urns: the first step of a count. Envelopes are opened all at once, and what was in them is published as a
//! root of hashes before anything is counted.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::{ContestId, ProcessId},
    permission::{Action, Object},
    urn::Slip,
};
use store::{
    StoreError, audit,
    contest::{self, Contest},
    desk,
    process::Process,
    urn,
};
use uuid::Uuid;
use vault::{Envelope, NotOpened, UrnKey, UrnPublicKey};

use super::{current_locked, signed_in};
use crate::{
    components::{Csrf, Icon, Notice, NoticeKind},
    forms::{Declined, Done, Posted, answer},
    gate::Gate,
    path, text,
    visit::Visit,
};

/// What has to be known of desks before the urns are sealed.
pub(super) struct Desks {
    /// Why they are not sealed now.
    pub obstacles: Vec<String>,
    /// What does not keep them open.
    pub warnings: Vec<String>,
}

/// The button that seals the urns.
pub(super) fn form(visit: &Visit, desks: Desks) -> AnyView {
    let locale = visit.locale();
    let notice = |kind: NoticeKind, all: Vec<String>| {
        (!all.is_empty()).then(|| {
            let all = all.into_iter().map(|said| view! { <p>{said}</p> }).collect_view();
            view! { <Notice kind locale>{all}</Notice> }
        })
    };
    view! {
        <p>{text::urn::seal_lead(locale)}</p>
        {notice(NoticeKind::Attention, desks.obstacles)}
        {notice(NoticeKind::Information, desks.warnings)}
        <form class="form" method="post" action=SealUrns::url()>
            <Csrf visit/>
            <div class="actions">
                <button class="btn btn--primary btn--big" type="submit">
                    <Icon name="lock"/>{text::urn::seal_button(locale)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Why the urns of a process are not sealed now: what a desk has not told yet would come too late.
pub(super) async fn obstacles(
    visit: &Visit,
    tx: &mut store::TenantTx,
    process: ProcessId,
) -> store::Result<Vec<String>> {
    let locale = visit.locale();
    let open = desk::under_way(tx, process).await?.len();
    let unopened = desk::unopened(tx, process).await?;
    let desks = unopened.iter().map(|one| {
        let desk = text::desk::desk_of(locale, one.desk, &one.place);
        text::desk::envelopes_wait_at(locale, desk, visit.integer(one.envelopes))
    });
    let desks: Vec<String> = desks.collect();
    let mut said = Vec::new();
    said.extend((open > 0).then(|| text::desk::still_open(locale, open)));
    said.extend((!desks.is_empty()).then(|| text::desk::envelopes_wait(locale, desks.join("; "))));
    Ok(said)
}

/// What whoever seals has to know of desks, and what does not keep the urns open.
pub(super) async fn warnings(
    visit: &Visit,
    tx: &mut store::TenantTx,
    process: ProcessId,
) -> store::Result<Vec<String>> {
    let locale = visit.locale();
    let relieved = desk::relieved_devices(tx, process).await?;
    let desks: Vec<String> = relieved.iter().map(|(place, desk)| text::desk::desk_of(locale, desk, place)).collect();
    Ok((!desks.is_empty()).then(|| text::desk::relieved_devices(locale, desks.join("; "))).into_iter().collect())
}

/// How many urns of a process there are, and how many are sealed.
pub(super) async fn sealed(tx: &mut store::TenantTx, contests: &[Contest]) -> store::Result<(usize, usize)> {
    let mut sealed = 0;
    for contest in contests {
        sealed += usize::from(urn::find(tx, contest.id).await?.is_some_and(|urn| urn.sealed.is_some()));
    }
    Ok((sealed, contests.len()))
}

/// Seals every urn of the current process that is not sealed yet.
///
/// # Errors
/// Only when the answer cannot be kept for the next page.
#[server(prefix = "/hacer", endpoint = "sellar")]
pub async fn seal_urns() -> Result<(), ServerFnError> {
    let visit = Visit::current();
    let outcome = seal(&visit).await;
    answer(&visit, Posted::new("seal", path::COUNT, []), outcome).await
}

async fn seal(visit: &Visit) -> Result<Done, Declined> {
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    Gate::of(visit, &mut tx, &process).await?.allow(visit, Action::CountVotes, &Object::anywhere())?;
    let obstacles = obstacles(visit, &mut tx, process.id).await?;
    if !obstacles.is_empty() {
        return Err(Declined::Refused(obstacles.join(" ")));
    }
    let contests = contest::of_process(&mut tx, process.id).await?;
    drop(tx);
    if contests.is_empty() {
        return Err(Declined::Refused(text::admin::nothing_to_count(visit.locale()).to_owned()));
    }
    // Large urns take longer than a browser waits: the work goes on when nobody waits for the answer any more, and each
    // urn that is sealed stays so.
    let work = tokio::spawn(all(visit.clone(), process, contests.clone(), viewer.person));
    match work.await {
        Ok(done) => done?,
        Err(error) => {
            return Err(Declined::Store(StoreError::Corrupt { what: "urn", why: error.to_string() }));
        }
    }
    let mut tx = visit.enter().await?;
    let (sealed, all) = sealed(&mut tx, &contests).await?;
    let message = if sealed == all {
        text::urn::sealed_all(visit.locale(), all)
    } else {
        text::urn::sealed_some(visit.locale(), sealed, all)
    };
    Ok(Done { to: path::COUNT.to_owned(), message: Some(message) })
}

async fn all(
    visit: Visit,
    process: Process,
    contests: Vec<Contest>,
    person: shared::id::PersonId,
) -> Result<(), Declined> {
    for contest in &contests {
        one(&visit, &process, contest, person).await?;
    }
    Ok(())
}

/// Seals one urn, in a transaction of its own.
async fn one(
    visit: &Visit,
    process: &Process,
    contest: &Contest,
    person: shared::id::PersonId,
) -> Result<(), Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    urn::lock(&mut tx, contest.id).await?;
    let found = urn::find(&mut tx, contest.id).await?;
    if found.is_some_and(|urn| urn.sealed.is_some()) {
        return Ok(());
    }
    let balance = urn::balance(&mut tx, contest.id).await?;
    if balance.voters != balance.ballots {
        let (voters, ballots) = (visit.integer(balance.voters), visit.integer(balance.ballots));
        return Err(Declined::Refused(text::urn::unbalanced(locale, &contest.name, voters, ballots)));
    }
    // One may have come in from a desk since all of them were asked for.
    let unopened = desk::unopened_of(&mut tx, contest.id).await?;
    if unopened > 0 {
        let unopened = visit.integer(unopened);
        return Err(Declined::Refused(text::desk::envelopes_wait_in(locale, &contest.name, unopened)));
    }
    // Sealed without them, the votes of whoever got paper would be lost without anybody saying so.
    if balance.paper > 0 {
        return Err(Declined::Refused(text::urn::paper_waits(locale, &contest.name, visit.integer(balance.paper))));
    }
    if let Some(key) = found.and_then(|urn| urn.public_key) {
        let key = visit.vault.urn_key(UrnPublicKey::from(key)).map_err(|error| {
            tracing::error!(%error, "an urn cannot be opened");
            Declined::Refused(text::urn::key_missing(locale, &contest.name))
        })?;
        let envelopes = urn::envelopes(&mut tx, contest.id).await?;
        let (id, damaged) = (contest.id, text::urn::damaged(locale, &contest.name));
        let slips = tokio::task::spawn_blocking(move || open(&key, id, envelopes)).await;
        let Ok(Ok(slips)) = slips else { return Err(Declined::Refused(damaged)) };
        // The name and the form of slips come from what was voted on: read the contest again, as it is by now.
        let contest = contest::find(&mut tx, contest.id).await?.ok_or(StoreError::Conflict("the urn"))?;
        urn::empty(&mut tx, &contest, slips).await?;
    }
    let seal = urn::seal(&mut tx, contest.id, visit.now).await?;
    let act = audit::Act {
        person: Some(person),
        act: "seal_urns",
        object: &contest.name,
        reason: None,
        before: None,
        after: Some(&json!({
            "process": process.name, "ballots": seal.ballots, "root": seal.root.to_string(),
        })),
    };
    audit::record(&mut tx, Uuid::new_v4(), visit.now, &act).await?;
    tx.commit().await?;
    Ok(())
}

fn open(key: &UrnKey, contest: ContestId, envelopes: Vec<Vec<u8>>) -> Result<Vec<Slip>, NotOpened> {
    let slip = |envelope| Slip::unpadded(&key.open(contest, &Envelope::from(envelope))?).map_err(|_| NotOpened);
    envelopes.into_iter().map(slip).collect()
}
