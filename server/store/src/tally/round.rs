//! The counts of a process, one after the other: who counted, and who approved it or refused.

use chrono::{DateTime, Utc};
use shared::{
    id::{PersonId, ProcessId},
    ruleset::Holder,
};

use crate::{Result, StoreError, TenantTx};

/// Somebody who acted in an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// In which office: what their power comes from.
    pub office: Holder,
}

/// What the second person said of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Why it was refused; none where it was approved.
    pub refused: Option<String>,
    /// Who.
    pub by: Official,
    /// When.
    pub at: DateTime<Utc>,
}

/// One count of a process (escrutinio): all of its contests at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Its number, from 1.
    pub number: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who counted; none where the result was published elsewhere, or made up, and is only shown here.
    pub by: Option<Official>,
    /// Why it was counted again; none for the first count.
    pub reason: Option<String>,
    /// What the second person said, once somebody did.
    pub decision: Option<Decision>,
}

impl Round {
    /// Whether everybody may see what came of it.
    pub fn is_public(&self) -> bool {
        self.by.is_none() || self.decision.as_ref().is_some_and(|decision| decision.refused.is_none())
    }

    /// Whether it waits for the second person.
    pub const fn waits(&self) -> bool {
        self.by.is_some() && self.decision.is_none()
    }
}

/// The counts of a process, by number.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn rounds(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Round>> {
    let rows = sqlx::query!(
        r#"select counted.number, counted.counted_at, counted.counted_by, counted.office, counted.reason,
            counter.name as "counter?", decision.reason as "refused?",
            decision.decided_by as "decided_by?", decision.office as "decided_in?",
            decision.decided_at as "decided_at?", decider.name as "decider?"
        from process_count counted
        left join person counter on counter.tenant_id = counted.tenant_id and counter.id = counted.counted_by
        left join count_decision decision on decision.tenant_id = counted.tenant_id
            and decision.process_id = counted.process_id and decision.number = counted.number
        left join person decider on decider.tenant_id = decision.tenant_id and decider.id = decision.decided_by
        where counted.tenant_id = $1 and counted.process_id = $2
        order by counted.number"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let office = |office: String| office.parse::<Holder>().map_err(StoreError::corrupt("process_count.office"));
    let rounds = rows.into_iter().map(|row| {
        let by = match (row.counted_by, row.office, row.counter) {
            (Some(person), Some(held), Some(name)) => {
                Some(Official { person: person.into(), name, office: office(held)? })
            }
            _ => None,
        };
        let decision = match (row.decided_by, row.decided_in, row.decider, row.decided_at) {
            (Some(person), Some(held), Some(name), Some(at)) => {
                let by = Official { person: person.into(), name, office: office(held)? };
                Some(Decision { refused: row.refused, by, at })
            }
            _ => None,
        };
        let number = row.number.cast_unsigned();
        Ok(Round { number, at: row.counted_at, by, reason: row.reason, decision })
    });
    rounds.collect()
}

/// The count of a process that everybody sees: the last one that was approved, or that needs no approval.
///
/// # Errors
/// When the database does not answer.
pub async fn published(tx: &mut TenantTx, process: ProcessId) -> Result<Option<u32>> {
    let number = sqlx::query_scalar!("select published_count($1, $2)", tx.tenant().uuid(), process.uuid())
        .fetch_one(tx.connection())
        .await?;
    number.map(|number| u32::try_from(number).map_err(StoreError::corrupt("process_count.number"))).transpose()
}

/// Who counts, and why again.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'a> {
    /// Who, and in which office.
    pub by: (PersonId, &'a Holder),
    /// Why it is counted again; none for the first count.
    pub again: Option<&'a str>,
}

/// Begins the next count of a process; without anybody who counts, that of an election that was held elsewhere or made
/// up. Gives its number.
///
/// # Errors
/// [`StoreError::Conflict`] where the one before waits for the second person, or needs a reason; and when the database
/// does not answer.
pub async fn begin(
    tx: &mut TenantTx,
    process: ProcessId,
    counting: Option<Counting<'_>>,
    now: DateTime<Utc>,
) -> Result<u32> {
    let rounds = rounds(tx, process).await?;
    let again = counting.and_then(|counting| counting.again);
    if rounds.last().is_some_and(Round::waits) || rounds.is_empty() != again.is_none() {
        return Err(StoreError::Conflict("the count"));
    }
    let number = rounds.last().map_or(0, |last| last.number) + 1;
    sqlx::query!(
        "insert into process_count (tenant_id, process_id, number, counted_at, counted_by, office, reason)
        values ($1, $2, $3, $4, $5, $6, $7)",
        tx.tenant().uuid(),
        process.uuid(),
        stored(number),
        now,
        counting.map(|counting| counting.by.0.uuid()),
        counting.map(|counting| counting.by.1.to_string()),
        again
    )
    .execute(tx.connection())
    .await?;
    Ok(number)
}

/// What the second person says.
#[derive(Clone, Copy, Debug)]
pub struct Deciding<'a> {
    /// Who, and in which office.
    pub by: (PersonId, &'a Holder),
    /// Why the count is refused; none where it is approved.
    pub refused: Option<&'a str>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Approves a count or refuses it.
///
/// # Errors
/// [`StoreError::Conflict`] where it does not wait for that, or whoever counted would approve it; and when the database
/// does not answer.
pub async fn decide(tx: &mut TenantTx, process: ProcessId, round: &Round, deciding: Deciding<'_>) -> Result<()> {
    let Some(counter) = round.by.as_ref().filter(|_| round.waits()) else {
        return Err(StoreError::Conflict("the decision on the count"));
    };
    let (person, office) = deciding.by;
    if deciding.refused.is_none() && person == counter.person {
        return Err(StoreError::Conflict("the second person"));
    }
    let decided = sqlx::query!(
        "insert into count_decision (tenant_id, process_id, number, counted_by, approved, reason, decided_by, office,
            decided_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant_id, process_id, number) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        stored(round.number),
        counter.person.uuid(),
        deciding.refused.is_none(),
        deciding.refused,
        person.uuid(),
        office.to_string(),
        deciding.at
    )
    .execute(tx.connection())
    .await?;
    if decided.rows_affected() == 0 {
        return Err(StoreError::Conflict("the decision on the count"));
    }
    Ok(())
}

/// The number as it is stored.
pub(super) const fn stored(number: u32) -> i32 {
    number.cast_signed()
}
