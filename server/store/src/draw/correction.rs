//! Corrections of a mistyped number of the public draw: one person proposes, another confirms, and all numbers stay.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    draw::PublicNumber,
    id::{PersonId, ProcessId},
};

use crate::{Result, StoreError, TenantTx};

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Which of the process, from 1.
    pub place: u32,
    /// What should have been entered.
    pub number: PublicNumber,
    /// Where it was drawn.
    pub source: String,
    /// On which day.
    pub drawn_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub proposed: Said,
    /// What the second person said, once somebody did.
    pub decided: Option<(bool, Said)>,
}

/// Who said something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Correction {
    /// Whether it waits for the second person.
    pub const fn waits(&self) -> bool {
        self.decided.is_none()
    }

    /// Who confirmed it, where somebody did.
    pub fn confirmed(&self) -> Option<&Said> {
        self.decided.as_ref().filter(|(confirmed, _)| *confirmed).map(|(_, by)| by)
    }
}

/// The corrections of a process's draw, the first first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Correction>> {
    let rows = sqlx::query!(
        r#"select correction.place, correction.number, correction.source, correction.drawn_on, correction.reason,
            correction.proposed_by, correction.proposed_at, proposer.name as proposer,
            decision.confirmed as "confirmed?", decision.decided_by as "decided_by?",
            decision.decided_at as "decided_at?", decider.name as "decider?"
        from draw_correction correction
        join person proposer on proposer.tenant_id = correction.tenant_id and proposer.id = correction.proposed_by
        left join draw_correction_decision decision on decision.tenant_id = correction.tenant_id
            and decision.process_id = correction.process_id and decision.place = correction.place
        left join person decider on decider.tenant_id = decision.tenant_id and decider.id = decision.decided_by
        where correction.tenant_id = $1 and correction.process_id = $2
        order by correction.place"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let corrections = rows.into_iter().map(|row| {
        let decided = match (row.confirmed, row.decided_by, row.decider, row.decided_at) {
            (Some(confirmed), Some(person), Some(name), Some(at)) => {
                Some((confirmed, Said { person: person.into(), name, at }))
            }
            _ => None,
        };
        Ok(Correction {
            place: row.place.cast_unsigned(),
            number: row.number.parse().map_err(StoreError::corrupt("draw_correction.number"))?,
            source: row.source,
            drawn_on: row.drawn_on,
            reason: row.reason,
            proposed: Said { person: row.proposed_by.into(), name: row.proposer, at: row.proposed_at },
            decided,
        })
    });
    corrections.collect()
}

/// Proposes another number in place of the one on record, of the same draw.
///
/// # Errors
/// When a count rests on the draw, another correction waits, or the database does not answer.
pub async fn propose(
    tx: &mut TenantTx,
    process: ProcessId,
    number: &PublicNumber,
    (reason, by): (&str, PersonId),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into draw_correction (tenant_id, process_id, place, number, source, drawn_on, reason, proposed_by,
            proposed_at)
        select held.tenant_id, held.process_id, 1 + count(before.place), $3, held.source, held.drawn_on, $4, $5, $6
        from draw_number held
        left join draw_correction before using (tenant_id, process_id)
        where held.tenant_id = $1 and held.process_id = $2
        group by held.tenant_id, held.process_id, held.source, held.drawn_on",
        tx.tenant().uuid(),
        process.uuid(),
        number.as_str(),
        reason,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Confirms a correction, or turns it down.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody has decided already, or whoever proposed it would confirm it; and when a count
/// rests on the draw or the database does not answer.
pub async fn decide(
    tx: &mut TenantTx,
    process: ProcessId,
    correction: &Correction,
    (confirmed, by): (bool, PersonId),
    now: DateTime<Utc>,
) -> Result<()> {
    if confirmed && by == correction.proposed.person {
        return Err(StoreError::Conflict("the second person"));
    }
    let decided = sqlx::query!(
        "insert into draw_correction_decision (tenant_id, process_id, place, proposed_by, confirmed, decided_by,
            decided_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, process_id, place) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        correction.place.cast_signed(),
        correction.proposed.person.uuid(),
        confirmed,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if decided.rows_affected() == 0 {
        return Err(StoreError::Conflict("the correction of the draw"));
    }
    Ok(())
}
