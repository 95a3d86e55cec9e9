//! The votes of people whom a device marks: taken before it hands a ballot over, while the server can be asked, or else when
//! its journal comes in.

use chrono::{DateTime, Utc};
use shared::{
    desk::{self, Act, Event, Way},
    id::ShiftId,
    roll::EntryHash,
    ruleset::{Code, OfflineBallots},
    urn::Channel,
};

use super::{
    envelope::{self, Held},
    journal::lock,
    known,
};
use crate::{
    Result, StoreError, TenantTx,
    contest::{self, Contest},
    process::Process,
    territory,
    urn::{self, Marked, Poll, Voter},
};

/// Somebody who was marked and had voted elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The event that marked them.
    pub number: u32,
    /// How they had voted; none where the urn was sealed before.
    pub channel: Option<Channel>,
    /// What the rule made of the ballot.
    pub decision: OfflineBallots,
}

/// What a device is told that is about to hand over a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Claim {
    /// The vote is taken: the ballot may go straight into the box.
    Taken,
    /// They had voted before, by this channel: no ballot.
    AlreadyVoted(Channel),
    /// The urn is sealed: no ballot.
    Closed,
    /// The shift is over: no ballot.
    Ended,
}

/// Takes the vote of somebody for a device that is about to mark them. Whoever asks again, because the answer was lost, is
/// told the same; what the device's journal says of them later is the same vote.
///
/// # Errors
/// When the database does not answer; then nothing was kept once the transaction ends.
pub async fn claim(
    tx: &mut TenantTx,
    shift: ShiftId,
    (poll, voter): (Poll<'_>, Voter),
    entry: EntryHash,
    now: DateTime<Utc>,
) -> Result<Claim> {
    if lock(tx, shift).await?.ended {
        return Ok(Claim::Ended);
    }
    if claimed(tx, shift, entry).await? {
        return Ok(Claim::Taken);
    }
    match urn::mark(tx, poll, voter, now).await? {
        Marked::Marked => {}
        Marked::AlreadyVoted(channel) => return Ok(Claim::AlreadyVoted(channel)),
        Marked::Closed => return Ok(Claim::Closed),
    }
    sqlx::query!(
        "insert into desk_claim (tenant_id, shift_id, entry) values ($1, $2, $3)",
        tx.tenant().uuid(),
        shift.uuid(),
        entry.as_bytes().as_slice()
    )
    .execute(tx.connection())
    .await?;
    Ok(Claim::Taken)
}

/// Whether somebody's vote was taken for the device of a shift.
///
/// # Errors
/// When the database does not answer.
pub async fn claimed(tx: &mut TenantTx, shift: ShiftId, entry: EntryHash) -> Result<bool> {
    let claimed = sqlx::query_scalar!(
        r#"select exists (
            select from desk_claim where tenant_id = $1 and shift_id = $2 and entry = $3
        ) as "claimed!""#,
        tx.tenant().uuid(),
        shift.uuid(),
        entry.as_bytes().as_slice()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(claimed)
}

/// Takes the vote of whoever a device marked, and keeps a contradiction where it was taken before.
pub(super) async fn vote(
    tx: &mut TenantTx,
    process: &Process,
    shift: ShiftId,
    event: &Event,
    now: DateTime<Utc>,
) -> Result<()> {
    let Act::Mark { entry, contests, territory, way, .. } = &event.act else { return Ok(()) };
    let voter = Voter::at_desk(*entry, known(tx, *entry).await?.person);
    let mut ballot = match territory {
        Some(code) => ballot_of(tx, process, code).await?,
        None => Vec::new(),
    };
    if let Way::Envelope { number } = way {
        let held = Held { number: *number, event: event.number, papers: contests.len() };
        let rule = process.rule_set.deciding_contest().map(|rule| &rule.id);
        let there = ballot.iter().find(|contest| Some(&contest.rule) == rule);
        envelope::keep(tx, shift, &held, there.map(|contest| contest.id)).await?;
    }
    if claimed(tx, shift, *entry).await? {
        return Ok(());
    }
    ballot.retain(|contest| contests.contains(&contest.rule));
    let channel = match urn::mark(tx, Poll { process, contests: &ballot }, voter, now).await? {
        // What is voted on nowhere counts nowhere.
        Marked::Marked if ballot.len() < contests.len() => None,
        Marked::Marked => return Ok(()),
        Marked::AlreadyVoted(channel) => Some(channel),
        Marked::Closed => None,
    };
    // What lies in the box with the others cannot be told from them any more, whatever the rule says.
    let decision = match way {
        Way::Envelope { .. } => match desk::offline_ballots(&process.rule_set) {
            OfflineBallots::Count => OfflineBallots::Count,
            OfflineBallots::SetAside | OfflineBallots::Never => OfflineBallots::SetAside,
        },
        Way::Paper | Way::Tablet => OfflineBallots::Count,
    };
    sqlx::query!(
        "insert into desk_contradiction (tenant_id, shift_id, number, channel, decision, found_at)
        values ($1, $2, $3, $4, $5, $6)",
        tx.tenant().uuid(),
        shift.uuid(),
        event.number.cast_signed(),
        channel.map(Channel::as_str),
        decision.as_str(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// What whoever a journal marks votes on, by the code of the territory that it names.
pub(crate) async fn ballot_of(tx: &mut TenantTx, process: &Process, territory: &Code) -> Result<Vec<Contest>> {
    match territory::by_code(tx, territory.as_str()).await? {
        Some(territory) => contest::on_ballot(tx, process, &territory).await,
        None => Ok(Vec::new()),
    }
}

/// What was found of a shift: who had voted elsewhere.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn contradictions(tx: &mut TenantTx, shift: ShiftId) -> Result<Vec<Contradiction>> {
    let rows = sqlx::query!(
        "select number, channel, decision from desk_contradiction
        where tenant_id = $1 and shift_id = $2 order by number",
        tx.tenant().uuid(),
        shift.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let channel =
                row.channel.map(|word| word.parse().map_err(StoreError::corrupt("desk_contradiction.channel")));
            Ok(Contradiction {
                number: row.number.cast_unsigned(),
                channel: channel.transpose()?,
                decision: row.decision.parse().map_err(StoreError::corrupt("desk_contradiction.decision"))?,
            })
        })
        .collect()
}
