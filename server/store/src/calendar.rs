//! The calendar (calendario): when the phases of a process are open, and the acts that moved them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use shared::{
    calendar::{ActFault, Calendar, CalendarAct, CalendarFault, Counted, Dates},
    id::{PersonId, ProcessId},
    phase::Window,
    ruleset::{Code, PhaseRule, RuleSet},
};

use crate::{Result, StoreError, TenantTx, process::Process};

/// The dates of a phase as a query gives them.
#[derive(Debug, Deserialize)]
pub(crate) struct StoredDates {
    phase: String,
    territory: Option<String>,
    opens: DateTime<Utc>,
    closes: DateTime<Utc>,
}

/// Makes a calendar of stored dates.
pub(crate) fn read(rules: &RuleSet, zone: Tz, stored: Vec<StoredDates>) -> Result<Calendar> {
    let dates = stored.into_iter().map(|one| {
        let territory = one.territory.map(|code| code.parse()).transpose();
        Ok(Dates {
            phase: one.phase.parse().map_err(StoreError::corrupt("phase.phase"))?,
            territory: territory.map_err(StoreError::corrupt("territory.code"))?,
            window: Window::new(one.opens, one.closes).map_err(StoreError::corrupt("phase"))?,
        })
    });
    let dates = dates.collect::<Result<Vec<_>>>()?;
    Calendar::new(&rules.phases, zone, dates).map_err(|faults| StoreError::corrupt("phase")(sentence(&faults)))
}

fn sentence(faults: &[CalendarFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Why a phase was not moved.
#[derive(Debug, thiserror::Error)]
pub enum NotMoved {
    /// The act cannot be done: every reason.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Act(
        /// The reasons.
        Vec<ActFault>,
    ),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for NotMoved {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Stores the dates of a process that has none yet.
///
/// # Errors
/// When the database does not answer, or a territory is not there.
pub async fn plan(tx: &mut TenantTx, process: ProcessId, rules: &RuleSet, calendar: &Calendar) -> Result<()> {
    for dates in calendar.dates() {
        put(tx, process, &rules.phases, &dates).await?;
    }
    Ok(())
}

async fn put(tx: &mut TenantTx, process: ProcessId, rules: &[PhaseRule], dates: &Dates) -> Result<()> {
    let tenant = tx.tenant().uuid();
    let (opens, closes) = (dates.window.opens(), dates.window.closes());
    match &dates.territory {
        None => {
            let kind = rules.iter().find(|rule| rule.id == dates.phase).map(|rule| rule.kind);
            let kind = kind.ok_or_else(|| StoreError::corrupt("phase.phase")(dates.phase.to_string()))?;
            sqlx::query!(
                "insert into phase (tenant_id, process_id, phase, kind, opens_at, closes_at)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (tenant_id, process_id, phase)
                    do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at",
                tenant,
                process.uuid(),
                dates.phase.as_str(),
                kind.as_str(),
                opens,
                closes
            )
            .execute(tx.connection())
            .await?;
        }
        Some(code) => {
            let done = sqlx::query!(
                "insert into phase_override (tenant_id, process_id, phase, territory_id, opens_at, closes_at)
                select $1, $2, $3, id, $5, $6 from territory where tenant_id = $1 and code = $4
                on conflict (tenant_id, process_id, phase, territory_id)
                    do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at",
                tenant,
                process.uuid(),
                dates.phase.as_str(),
                code.as_str(),
                opens,
                closes
            )
            .execute(tx.connection())
            .await?;
            if done.rows_affected() == 0 {
                return Err(StoreError::Conflict("the territory"));
            }
        }
    }
    Ok(())
}

/// Moves a phase by an act, everywhere or in some territories; gives back the calendar after it. Whoever calls holds the
/// lock of [`crate::ceiling::lock_current`].
///
/// # Errors
/// With every fault of the act, and when the database does not answer.
pub async fn act(
    tx: &mut TenantTx,
    process: &Process,
    act: &CalendarAct,
    counted: &Counted,
    by: Option<PersonId>,
) -> std::result::Result<Calendar, NotMoved> {
    let rules = &process.rule_set.phases;
    let after = process.dates.after(act, rules, counted).map_err(NotMoved::Act)?;
    store(tx, process, act, &after, by).await?;
    Ok(after)
}

/// Writes down what an act changed, and the act.
async fn store(
    tx: &mut TenantTx,
    process: &Process,
    act: &CalendarAct,
    after: &Calendar,
    by: Option<PersonId>,
) -> Result<()> {
    let (before, now) = (process.dates.dates(), after.dates());
    let same = |one: &Dates, other: &Dates| one.phase == other.phase && one.territory == other.territory;
    for gone in before.iter().filter(|one| !now.iter().any(|other| same(one, other))) {
        if let Some(code) = &gone.territory {
            sqlx::query!(
                "delete from phase_override own using territory
                where own.tenant_id = $1 and own.process_id = $2 and own.phase = $3
                    and territory.tenant_id = $1 and territory.id = own.territory_id and territory.code = $4",
                tx.tenant().uuid(),
                process.id.uuid(),
                gone.phase.as_str(),
                code.as_str()
            )
            .execute(tx.connection())
            .await?;
        }
    }
    for changed in now.iter().filter(|one| !before.contains(one)) {
        put(tx, process.id, &process.rule_set.phases, changed).await?;
    }
    let territories: Vec<String> = act.territories.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into calendar_act (tenant_id, process_id, phase, territories, was_opens, was_closes, becomes_opens,
            becomes_closes, reason, person_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tx.tenant().uuid(),
        process.id.uuid(),
        act.phase.as_str(),
        &territories,
        act.was.map(Window::opens),
        act.was.map(Window::closes),
        act.becomes.opens(),
        act.becomes.closes(),
        act.reason.as_str(),
        by.map(PersonId::uuid),
        act.at
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// When the calendar of a process last changed: by an act on it or on the rules, or when the process was set up.
///
/// # Errors
/// When the database does not answer, or there is no such process.
pub async fn changed_at(tx: &mut TenantTx, process: ProcessId) -> Result<DateTime<Utc>> {
    let at = sqlx::query_scalar!(
        r#"select greatest(
            process.created_at,
            (select max(at) from calendar_act act where act.tenant_id = $1 and act.process_id = $2),
            (select max(adopted_at) from transitory_act act where act.tenant_id = $1 and act.process_id = $2)
        ) as "at!"
        from process where tenant_id = $1 and id = $2"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(at)
}

/// An act that moved a phase, as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The act.
    pub act: CalendarAct,
    /// The name of who did it; none for the command line.
    pub by: Option<String>,
}

/// The acts that moved phases of a process, in order of time.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn acts(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Moved>> {
    sqlx::query!(
        r#"select phase, territories, was_opens, was_closes, becomes_opens, becomes_closes, reason, at,
            person.name as "by?"
        from calendar_act act
        left join person on person.tenant_id = act.tenant_id and person.id = act.person_id
        where act.tenant_id = $1 and act.process_id = $2
        order by at, act.id"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        let codes: std::result::Result<_, _> = row.territories.iter().map(|code| code.parse::<Code>()).collect();
        let was = row.was_opens.zip(row.was_closes).map(|(opens, closes)| Window::new(opens, closes)).transpose();
        let becomes = Window::new(row.becomes_opens, row.becomes_closes);
        Ok(Moved {
            act: CalendarAct {
                phase: row.phase.parse().map_err(StoreError::corrupt("calendar_act.phase"))?,
                territories: codes.map_err(StoreError::corrupt("calendar_act.territories"))?,
                was: was.map_err(StoreError::corrupt("calendar_act"))?,
                becomes: becomes.map_err(StoreError::corrupt("calendar_act"))?,
                reason: row.reason.parse().map_err(StoreError::corrupt("calendar_act.reason"))?,
                at: row.at,
            },
            by: row.by,
        })
    })
    .collect()
}
