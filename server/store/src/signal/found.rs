//! What strikes the eye in a process: in the sums, at its desks and on its rolls.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use chrono_tz::Tz;
use shared::{
    calendar::starts_day,
    desk::{Act, Event},
    document::Day,
    id::{ContestId, ProcessId, VoterId},
    locale::in_zone,
    roll::EntryHash,
    signal::{Signal, SignalKind, Thresholds, at_least, signals},
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx, process::Process};

/// All signals of a process, the sums' first: desks are judged by the hours of `zone`, and corrections of rolls count from
/// when its rules were frozen for the vote.
///
/// While its urns are open only what is told of sums is judged ([`at_least`]), and nothing of desks and rolls: whoever moves
/// a threshold, or knows whom a correction is about, learns no more than the bands say.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn found(
    tx: &mut TenantTx,
    process: &Process,
    thresholds: Thresholds,
    zone: Tz,
    are_sealed: bool,
) -> Result<Vec<Signal>> {
    let mut sums = super::sums(tx, process.id).await?;
    if !are_sealed {
        for sum in &mut sums {
            sum.votes = at_least(sum.votes);
        }
        return Ok(signals(&sums, thresholds));
    }
    let mut found = signals(&sums, thresholds);
    found.extend(at_night(tx, process.id, thresholds, zone).await?);
    if let Some(since) = process.frozen_at {
        found.extend(of_corrections(tx, process, since).await?);
    }
    Ok(found)
}

/// Desks that marked voters outside of the hours, day by day.
async fn at_night(tx: &mut TenantTx, process: ProcessId, thresholds: Thresholds, zone: Tz) -> Result<Vec<Signal>> {
    let rows = sqlx::query!(
        "select place.name, desk.number, event.event
        from polling_place place
        join desk on desk.tenant_id = place.tenant_id and desk.place_id = place.id
        join desk_shift shift on shift.tenant_id = desk.tenant_id and shift.desk_id = desk.id
        join desk_event event on event.tenant_id = shift.tenant_id and event.shift_id = shift.id
        where place.tenant_id = $1 and place.process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut nights: BTreeMap<(String, i32, DateTime<Utc>), u64> = BTreeMap::new();
    for row in rows {
        let event: Event = serde_json::from_slice(&row.event).map_err(StoreError::corrupt("desk_event.event"))?;
        // A clock of another age says nothing of the hour.
        if !matches!(event.act, Act::Mark { .. }) || !(2000..10_000).contains(&event.at.year()) {
            continue;
        }
        let local = in_zone(event.at, zone);
        if (thresholds.opens..thresholds.closes).contains(&local.hour()) {
            continue;
        }
        let day = starts_day(Day(local.date()), zone).unwrap_or(event.at);
        *nights.entry((row.name, row.number, day)).or_default() += 1;
    }
    let signal = |((name, number, day), votes)| Signal {
        kind: SignalKind::DeskHours,
        contest: None,
        desk: Some(format!("{name} {number}")),
        since: Some(day),
        votes,
        usual: None,
    };
    Ok(nights.into_iter().map(signal).collect())
}

/// Voters to whom a correction gave the vote since voting began, and voters from whom one took it: whoever is put on a list
/// of those who do not vote, such as the deceased, loses it.
async fn of_corrections(tx: &mut TenantTx, process: &Process, since: DateTime<Utc>) -> Result<Vec<Signal>> {
    let rows = sqlx::query!(
        "select corrected.hash, correction.what, correction.roll
        from roll_correction_decision decision
        join roll_correction correction on correction.tenant_id = $1 and correction.id = decision.correction_id
        join roll_corrected corrected on corrected.tenant_id = $1 and corrected.correction_id = decision.correction_id
        where decision.tenant_id = $1 and decision.approved and decision.decided_at >= $2",
        tx.tenant().uuid(),
        since
    )
    .fetch_all(tx.connection())
    .await?;
    let mut kinds: BTreeMap<SignalKind, Vec<Uuid>> = BTreeMap::new();
    for row in rows {
        let hash = <[u8; 32]>::try_from(row.hash);
        let hash = hash.map_err(|hash| StoreError::corrupt("roll_corrected.hash")(hash.len()))?;
        let excludes = process.rule_set.rolls.iter().any(|roll| roll.id.as_str() == row.roll && roll.excludes);
        let gives = (row.what == "added") != excludes;
        let kind = if gives { SignalKind::RollAdded } else { SignalKind::RollRemoved };
        let voter = VoterId::from(EntryHash::new(hash).voter());
        kinds.entry(kind).or_default().push(voter.uuid());
    }
    let mut found = Vec::new();
    for (kind, voters) in kinds {
        for (contest, votes) in who_voted(tx, process, &voters).await? {
            found.push(Signal { kind, contest: Some(contest), desk: None, since: None, votes, usual: None });
        }
    }
    Ok(found)
}

/// How many of these voters voted, by deciding contest: whoever voted in what is decided with the same ballot is counted
/// there once.
async fn who_voted(tx: &mut TenantTx, process: &Process, voters: &[Uuid]) -> Result<Vec<(ContestId, u64)>> {
    let decides = process.rule_set.deciding_contest().map(|contest| contest.id.as_str());
    let rows = sqlx::query!(
        r#"select contest_id, count(distinct voter_id) as "voters!" from participation
        where tenant_id = $1 and process_id = $2 and rule = $3 and voter_id = any($4)
        group by contest_id order by contest_id"#,
        tx.tenant().uuid(),
        process.id.uuid(),
        decides,
        voters
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let voters = u64::try_from(row.voters).map_err(StoreError::corrupt("participation"))?;
            Ok((row.contest_id.into(), voters))
        })
        .collect()
}
