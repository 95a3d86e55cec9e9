//! Signals of fraud: sums over votes on the web, what desks and rolls show besides, and the cases that people look into.

mod case;
mod found;

use chrono::{DateTime, Utc};
use shared::{
    id::ProcessId,
    signal::{Mark, Sum, Thresholds},
};
use uuid::Uuid;

pub use self::{
    case::{Case, Given, Opening, Opinion, Reviewed, Totals, cases, fix, opine, totals},
    found::found,
};
use crate::{Result, StoreError, TenantTx};

/// Adds sums to those that are there. Sums of contests that are sealed, or not this tenant's, are dropped.
///
/// # Errors
/// When the database does not answer; then none was kept.
pub async fn add(tx: &mut TenantTx, sums: &[Sum]) -> Result<()> {
    let column = |sum: fn(&Sum) -> Uuid| sums.iter().map(sum).collect::<Vec<_>>();
    let contests = column(|sum| sum.contest.uuid());
    let kinds: Vec<String> = sums.iter().map(|sum| sum.kind.as_str().to_owned()).collect();
    let marks: Vec<Vec<u8>> = sums.iter().map(|sum| sum.mark.0.to_vec()).collect();
    let since: Vec<DateTime<Utc>> = sums.iter().map(|sum| sum.since).collect();
    let votes: Vec<i64> = sums.iter().map(|sum| i64::try_from(sum.votes).unwrap_or(i64::MAX)).collect();
    // In one order everywhere, so that two servers never wait for each other.
    sqlx::query!(
        "insert into signal_sum (tenant_id, contest_id, kind, mark, since, votes)
        select $1, sum.contest_id, sum.kind, sum.mark, sum.since, sum.votes
        from unnest($2::uuid[], $3::text[], $4::bytea[], $5::timestamptz[], $6::bigint[])
            as sum (contest_id, kind, mark, since, votes)
        join urn on urn.tenant_id = $1 and urn.contest_id = sum.contest_id and urn.sealed_at is null
        order by 2, 3, 4, 5
        on conflict (tenant_id, contest_id, kind, mark, since)
            do update set votes = signal_sum.votes + excluded.votes",
        tx.tenant().uuid(),
        &contests,
        &kinds,
        &marks,
        &since,
        &votes
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The sums of a process.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn sums(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Sum>> {
    let rows = sqlx::query!(
        "select signal_sum.contest_id, signal_sum.kind, signal_sum.mark, signal_sum.since, signal_sum.votes
        from signal_sum join contest on contest.tenant_id = $1 and contest.id = signal_sum.contest_id
        where signal_sum.tenant_id = $1 and contest.process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let mark =
                <[u8; 16]>::try_from(row.mark).map_err(|mark| StoreError::corrupt("signal_sum.mark")(mark.len()));
            Ok(Sum {
                kind: row.kind.parse().map_err(StoreError::corrupt("signal_sum.kind"))?,
                contest: row.contest_id.into(),
                mark: Mark(mark?),
                since: row.since,
                votes: u64::try_from(row.votes).map_err(StoreError::corrupt("signal_sum.votes"))?,
            })
        })
        .collect()
}

/// Until when what was noticed is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Sums of a process whose last urn was sealed before this instant have served their time.
    pub sealed_before: DateTime<Utc>,
    /// So have those of one whose voting closed before this instant, sealed or not.
    pub closed_before: DateTime<Utc>,
}

/// Deletes the sums of every process whose time is over, and says how many went.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &mut TenantTx, terms: Terms) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from signal_sum using contest
        where signal_sum.tenant_id = $1 and contest.tenant_id = $1 and contest.id = signal_sum.contest_id
            and (
                not exists (
                    select from contest other join urn on urn.tenant_id = $1 and urn.contest_id = other.id
                    where other.tenant_id = $1 and other.process_id = contest.process_id
                        and (urn.sealed_at is null or urn.sealed_at >= $2)
                )
                or (
                    select max(greatest(phase.closes_at, own.closes_at))
                    from phase left join phase_override own using (tenant_id, process_id, phase)
                    where phase.tenant_id = $1 and phase.process_id = contest.process_id and phase.kind = 'voting'
                ) < $3
            )",
        tx.tenant().uuid(),
        terms.sealed_before,
        terms.closed_before
    )
    .execute(tx.connection())
    .await?;
    Ok(gone.rows_affected())
}

/// Deletes what was written with opinions that were given before an instant, and says how many notes went. The opinions
/// stay.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_notes(tx: &mut TenantTx, given_before: DateTime<Utc>) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from signal_note using signal_opinion opinion
        where signal_note.tenant_id = $1 and opinion.tenant_id = $1 and opinion.case_id = signal_note.case_id
            and opinion.person_id = signal_note.person_id and opinion.given_at < $2",
        tx.tenant().uuid(),
        given_before
    )
    .execute(tx.connection())
    .await?;
    Ok(gone.rows_affected())
}

/// From when on something is a signal in a process.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn thresholds(tx: &mut TenantTx, process: ProcessId) -> Result<Thresholds> {
    let row = sqlx::query!(
        "select pace, network, device, opens, closes from signal_threshold where tenant_id = $1 and process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(Thresholds::default()) };
    let corrupt = StoreError::corrupt("signal_threshold");
    let number = |value: i32| u64::try_from(value);
    let hour = |value: i16| u32::try_from(value);
    let read = (|| {
        Ok::<_, std::num::TryFromIntError>(Thresholds {
            pace: number(row.pace)?,
            network: number(row.network)?,
            device: number(row.device)?,
            opens: hour(row.opens)?,
            closes: hour(row.closes)?,
        })
    })();
    read.map_err(corrupt)
}

/// Sets them; the caller checked that they make sense.
///
/// # Errors
/// When the database does not answer, or does not take them.
pub async fn set_thresholds(tx: &mut TenantTx, process: ProcessId, thresholds: Thresholds) -> Result<()> {
    let Thresholds { pace, network, device, opens, closes } = thresholds;
    let number = |value: u64| i32::try_from(value).unwrap_or(i32::MAX);
    let hour = |value: u32| i16::try_from(value).unwrap_or(i16::MAX);
    sqlx::query!(
        "insert into signal_threshold (tenant_id, process_id, pace, network, device, opens, closes)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant_id, process_id) do update
            set pace = $3, network = $4, device = $5, opens = $6, closes = $7",
        tx.tenant().uuid(),
        process.uuid(),
        number(pace),
        number(network),
        number(device),
        hour(opens),
        hour(closes)
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
