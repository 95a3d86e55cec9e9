//! Sealing the urns: the first step of a count. Envelopes are opened all at once, and what was in them is published as a
//! root of hashes before anything is counted.

use leptos::{prelude::*, server_fn::ServerFn};
use serde_json::json;
use shared::{
    id::{ContestId, PersonId, ProcessId},
    paper::{Balance, Standing},
    permission::{Action, Object},
    urn::Slip,
};
use store::{
    StoreError, audit,
    contest::{self, Contest},
    desk,
    paper::{self, Balanced, HandedOut},
    process::Process,
    urn,
};
use uuid::Uuid;
use vault::{Envelope, NotOpened, UrnKey, UrnPublicKey};

use super::{current_locked, long, signed_in};
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
    let posted = Posted::new("seal", path::COUNT, []);
    let (process, contests, person) = match ready(&visit).await {
        Ok(ready) => ready,
        Err(declined) => return answer(&visit, posted, Err(declined)).await,
    };
    let far = (visit.clone(), contests.clone());
    let work = all(visit.clone(), process, contests, person);
    long::finish(&visit, posted, work, async move || {
        let (visit, contests) = far;
        let (sealed, all) = sealed(&mut visit.enter().await?, &contests).await?;
        Ok(Done { to: path::COUNT.to_owned(), message: Some(text::urn::sealing(visit.locale(), sealed, all)) })
    })
    .await
}

/// Whose urns can be sealed, and by whom.
async fn ready(visit: &Visit) -> Result<(Process, Vec<Contest>, PersonId), Declined> {
    let viewer = signed_in(visit)?;
    let mut tx = visit.enter().await?;
    let process = current_locked(visit, &mut tx).await?;
    Gate::of(visit, &mut tx, &process).await?.allow(visit, Action::CountVotes, &Object::anywhere())?;
    let obstacles = obstacles(visit, &mut tx, process.id).await?;
    if !obstacles.is_empty() {
        return Err(Declined::Refused(obstacles.join(" ")));
    }
    let contests = contest::of_process(&mut tx, process.id).await?;
    if contests.is_empty() {
        return Err(Declined::Refused(text::admin::nothing_to_count(visit.locale()).to_owned()));
    }
    Ok((process, contests, viewer.person))
}

/// Seals them one after the other: each that is sealed stays so, whatever comes of the others.
async fn all(visit: Visit, process: Process, contests: Vec<Contest>, person: PersonId) -> Result<Done, Declined> {
    let mut tx = visit.enter().await?;
    let handed_out = paper::handed_out(&mut tx, &process).await?;
    drop(tx);
    for contest in &contests {
        one(&visit, &process, contest, &handed_out, person).await?;
    }
    let (sealed, all) = sealed(&mut visit.enter().await?, &contests).await?;
    let message = if sealed == all {
        text::urn::sealed_all(visit.locale(), all)
    } else {
        text::urn::sealed_some(visit.locale(), sealed, all)
    };
    Ok(Done { to: path::COUNT.to_owned(), message: Some(message) })
}

/// Seals one urn, in a transaction of its own.
async fn one(
    visit: &Visit,
    process: &Process,
    contest: &Contest,
    handed_out: &HandedOut,
    person: PersonId,
) -> Result<(), Declined> {
    let locale = visit.locale();
    let mut tx = visit.enter().await?;
    tx.take_time().await?;
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
    let sheets = paper::balances_of(&mut tx, process.id, contest.id, handed_out).await?;
    paper_is_whole(visit, contest, &sheets, balance.paper)?;
    let waiting = paper::voids_waiting(&mut tx, contest.id).await?;
    if waiting > 0 {
        return Err(Declined::Refused(text::paper::voids_wait(locale, &contest.name, visit.integer(waiting))));
    }
    let mut slips = Vec::new();
    if let Some(key) = found.and_then(|urn| urn.public_key) {
        let key = visit.vault.urn_key(UrnPublicKey::from(key)).map_err(|error| {
            tracing::error!(%error, "an urn cannot be opened");
            Declined::Refused(text::urn::key_missing(locale, &contest.name))
        })?;
        let envelopes = urn::envelopes(&mut tx, contest.id).await?;
        let (id, damaged) = (contest.id, text::urn::damaged(locale, &contest.name));
        let opened = tokio::task::spawn_blocking(move || open(&key, id, envelopes)).await;
        let Ok(Ok(opened)) = opened else { return Err(Declined::Refused(damaged)) };
        slips = opened;
    }
    // The name and the form of slips come from what was voted on: read the contest again, as it is by now.
    let voted_on = contest::find(&mut tx, contest.id).await?.ok_or(StoreError::Conflict("the urn"))?;
    slips.extend(paper::slips(&mut tx, &voted_on).await?);
    urn::empty(&mut tx, &voted_on, slips).await?;
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

/// Sealed without some of them, the votes of whoever got paper would be lost without anybody saying so.
fn paper_is_whole(visit: &Visit, contest: &Contest, sheets: &[Balanced], voters: u64) -> Result<(), Declined> {
    let locale = visit.locale();
    let standing = |wanted| sheets.iter().filter(move |one| one.balance.standing() == wanted);
    let called = |one: &Balanced| text::desk::desk_of(locale, one.desk.2, &one.desk.1);
    let pending: Vec<String> = standing(Standing::Pending).map(called).collect();
    if !pending.is_empty() {
        return Err(Declined::Refused(text::paper::sheets_wait(locale, &contest.name, pending.join("; "))));
    }
    let figures = |one: &Balanced| {
        let Balance { handed_out, agreed, .. } = one.balance;
        text::paper::desk_figures(locale, called(one), visit.integer(handed_out), visit.integer(agreed))
    };
    let differ: Vec<String> = standing(Standing::Unexplained).map(figures).collect();
    if !differ.is_empty() {
        return Err(Declined::Refused(text::paper::does_not_square(locale, &contest.name, differ.join("; "))));
    }
    let waiting: Vec<String> = standing(Standing::Proposed).map(figures).collect();
    if !waiting.is_empty() {
        return Err(Declined::Refused(text::paper::explanation_waits(locale, &contest.name, waiting.join("; "))));
    }
    // Voters on the roll of whom no desk knows.
    let handed_out: u64 = sheets.iter().map(|one| u64::from(one.balance.handed_out)).sum();
    if voters > handed_out {
        return Err(Declined::Refused(text::urn::paper_waits(locale, &contest.name, visit.integer(voters))));
    }
    Ok(())
}

fn open(key: &UrnKey, contest: ContestId, envelopes: Vec<Vec<u8>>) -> Result<Vec<Slip>, NotOpened> {
    let slip = |envelope| Slip::unpadded(&key.open(contest, &Envelope::from(envelope))?).map_err(|_| NotOpened);
    envelopes.into_iter().map(slip).collect()
}
