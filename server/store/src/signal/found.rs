//! What strikes the eye in a process: in the sums, at its desks and on its rolls.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, ProcessId, VoterId},
    roll::EntryHash,
    signal::{Signal, SignalKind, Thresholds, signals},
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// All signals of a process, the sums' first. `zone` is the IANA name of the time zone by whose hours desks are judged,
/// `since` when its voting began.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn found(
    tx: &mut TenantTx,
    process: ProcessId,
    thresholds: Thresholds,
    zone: &str,
    since: Option<DateTime<Utc>>,
) -> Result<Vec<Signal>> {
    let sums = super::sums(tx, process).await?;
    let mut found = signals(&sums, thresholds);
    found.extend(at_night(tx, process, thresholds, zone).await?);
    if let Some(since) = since {
        found.extend(of_corrections(tx, process, since).await?);
    }
    Ok(found)
}

/// Desks that marked voters outside of the hours, day by day.
async fn at_night(tx: &mut TenantTx, process: ProcessId, thresholds: Thresholds, zone: &str) -> Result<Vec<Signal>> {
    let hour = |hour: u32| i32::try_from(hour).unwrap_or_default();
    let rows = sqlx::query!(
        r#"with mark as (
            select desk.id, polling_place.name, desk.number,
                (convert_from(desk_event.event, 'UTF8')::jsonb ->> 'at')::timestamptz as at
            from polling_place
            join desk on desk.tenant_id = $1 and desk.place_id = polling_place.id
            join desk_shift on desk_shift.tenant_id = $1 and desk_shift.desk_id = desk.id
            join desk_event on desk_event.tenant_id = $1 and desk_event.shift_id = desk_shift.id
            where polling_place.tenant_id = $1 and polling_place.process_id = $2
                and convert_from(desk_event.event, 'UTF8')::jsonb -> 'act' ->> 'type' = 'mark'
        )
        select name as "name!", number as "number!", count(*) as "voters!",
            (date_trunc('day', at at time zone $3) at time zone $3) as "since!"
        from mark
        where extract(hour from at at time zone $3)::int < $4 or extract(hour from at at time zone $3)::int >= $5
        group by id, name, number, 4
        order by name, number, 4"#,
        tx.tenant().uuid(),
        process.uuid(),
        zone,
        hour(thresholds.opens),
        hour(thresholds.closes)
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Signal {
                kind: SignalKind::DeskHours,
                contest: None,
                desk: Some(format!("{} {}", row.name, row.number)),
                since: Some(row.since),
                votes: u64::try_from(row.voters).map_err(StoreError::corrupt("desk_event"))?,
                usual: None,
            })
        })
        .collect()
}

/// Voters whom a correction put on a roll since voting began, and voters whom one took off.
async fn of_corrections(tx: &mut TenantTx, process: ProcessId, since: DateTime<Utc>) -> Result<Vec<Signal>> {
    let rows = sqlx::query!(
        "select corrected.hash, correction.what
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
        let kind = match row.what.as_str() {
            "added" => SignalKind::RollAdded,
            _ => SignalKind::RollRemoved,
        };
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

/// How many of these voters voted, by contest.
async fn who_voted(tx: &mut TenantTx, process: ProcessId, voters: &[Uuid]) -> Result<Vec<(ContestId, u64)>> {
    let rows = sqlx::query!(
        r#"select contest_id, count(distinct voter_id) as "voters!" from participation
        where tenant_id = $1 and process_id = $2 and voter_id = any($3) group by contest_id order by contest_id"#,
        tx.tenant().uuid(),
        process.uuid(),
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
