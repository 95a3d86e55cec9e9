//! Cases: signals that were fixed, and what people make of them.

use chrono::{DateTime, Utc};
use shared::{
    id::{ContestId, PersonId, ProcessId},
    ruleset::Holder,
    signal::{Signal, SignalKind, Standing, Verdict, standing},
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx, tally::Official};

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: Uuid,
    /// Its number in the process, from 1.
    pub number: u32,
    /// What struck the eye.
    pub signal: Signal,
    /// Who gave an opinion, in order.
    pub given: Vec<Given>,
}

/// That somebody gave an opinion, and what it is once it may be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// What they think; none while it is sealed.
    pub opening: Option<Opening>,
}

/// An opinion that may be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Who gave it, and in which office.
    pub by: Official,
    /// What they make of it.
    pub verdict: Verdict,
    /// And why; none once its time was over.
    pub note: Option<String>,
}

impl Case {
    /// How it stands.
    pub fn standing(&self) -> Standing {
        let open: Vec<Verdict> = self.given.iter().filter_map(|one| Some(one.opening.as_ref()?.verdict)).collect();
        match (self.given.len(), open.len()) {
            (0, _) => Standing::Open,
            (_, 0) => Standing::Sealed,
            _ => standing(&open),
        }
    }
}

/// That the list of a process was fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// When.
    pub at: DateTime<Utc>,
}

/// Fixes the list of signals of a process, which deletes its sums. Every urn has to be sealed.
///
/// # Errors
/// [`StoreError::Conflict`] when it was fixed before; or when the database does not answer, or refuses because an urn is
/// open.
pub async fn fix(
    tx: &mut TenantTx,
    process: ProcessId,
    signals: &[Signal],
    by: PersonId,
    now: DateTime<Utc>,
    mut fresh: impl FnMut() -> Uuid,
) -> Result<()> {
    let fixed = sqlx::query!(
        "insert into signal_review (tenant_id, process_id, fixed_at, fixed_by) values ($1, $2, $3, $4)
        on conflict do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        now,
        by.uuid()
    )
    .execute(tx.connection())
    .await?;
    if fixed.rows_affected() == 0 {
        return Err(StoreError::Conflict("the list of signals"));
    }
    for (signal, number) in signals.iter().zip(1i32..) {
        let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        sqlx::query!(
            "insert into signal_case (tenant_id, id, process_id, number, kind, contest_id, desk, since, votes, usual)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            tx.tenant().uuid(),
            fresh(),
            process.uuid(),
            number,
            signal.kind.as_str(),
            signal.contest.map(ContestId::uuid),
            signal.desk,
            signal.since,
            count(signal.votes),
            signal.usual.map(count)
        )
        .execute(tx.connection())
        .await?;
    }
    sqlx::query!(
        "delete from signal_sum using contest
        where signal_sum.tenant_id = $1 and contest.tenant_id = $1 and contest.id = signal_sum.contest_id
            and contest.process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// The cases of a process by their numbers; none before the list was fixed.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn cases(tx: &mut TenantTx, process: ProcessId) -> Result<Option<(Reviewed, Vec<Case>)>> {
    let fixed = sqlx::query_scalar!(
        "select fixed_at from signal_review where tenant_id = $1 and process_id = $2",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(at) = fixed else { return Ok(None) };
    let rows = sqlx::query!(
        "select id, number, kind, contest_id, desk, since, votes, usual from signal_case
        where tenant_id = $1 and process_id = $2 order by number",
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut given = given(tx, process).await?;
    let cases = rows
        .into_iter()
        .map(|row| {
            let count = |value: i64| u64::try_from(value).map_err(StoreError::corrupt("signal_case.votes"));
            let (its, others) = std::mem::take(&mut given).into_iter().partition(|(case, _)| *case == row.id);
            given = others;
            Ok(Case {
                id: row.id,
                number: u32::try_from(row.number).map_err(StoreError::corrupt("signal_case.number"))?,
                signal: Signal {
                    kind: row.kind.parse().map_err(StoreError::corrupt("signal_case.kind"))?,
                    contest: row.contest_id.map(Into::into),
                    desk: row.desk,
                    since: row.since,
                    votes: count(row.votes)?,
                    usual: row.usual.map(count).transpose()?,
                },
                given: Vec::into_iter(its).map(|(_, one): (Uuid, Given)| one).collect(),
            })
        })
        .collect::<Result<_>>()?;
    Ok(Some((Reviewed { at }, cases)))
}

/// Who gave opinions on the cases of a process, in order; with what they think where two people did.
async fn given(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<(Uuid, Given)>> {
    let rows = sqlx::query!(
        r#"select opinion.case_id, opinion.person_id, opinion.given_at, person.name,
            open.office as "office?", open.verdict as "verdict?", open.note as "note?"
        from signal_case
        join signal_opinion opinion on opinion.tenant_id = $1 and opinion.case_id = signal_case.id
        join person on person.tenant_id = $1 and person.id = opinion.person_id
        left join open_opinions($1, $2) open on open.case_id = opinion.case_id and open.person_id = opinion.person_id
        where signal_case.tenant_id = $1 and signal_case.process_id = $2
        order by opinion.number"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let opening = match (row.office, row.verdict) {
                (Some(office), Some(verdict)) => Some(Opening {
                    by: Official {
                        person: row.person_id.into(),
                        name: row.name,
                        office: office.parse().map_err(StoreError::corrupt("signal_opinion.office"))?,
                    },
                    verdict: verdict.parse().map_err(StoreError::corrupt("signal_opinion.verdict"))?,
                    note: row.note,
                }),
                _ => None,
            };
            Ok((row.case_id, Given { person: row.person_id.into(), at: row.given_at, opening }))
        })
        .collect()
}

/// An opinion to keep.
#[derive(Clone, Copy, Debug)]
pub struct Opinion<'a> {
    /// Who gives it.
    pub person: PersonId,
    /// In which office.
    pub office: &'a Holder,
    /// What they make of the case.
    pub verdict: Verdict,
    /// And why.
    pub note: &'a str,
}

/// Keeps an opinion, the one after those that are there.
///
/// # Errors
/// [`StoreError::Conflict`] when another came at the same time or the case is decided; or when the database does not
/// answer.
pub async fn opine(tx: &mut TenantTx, case: &Case, opinion: Opinion<'_>, now: DateTime<Utc>) -> Result<()> {
    let number = i32::try_from(case.given.len() + 1).map_err(StoreError::corrupt("signal_opinion.number"))?;
    let kept = sqlx::query!(
        "insert into signal_opinion (tenant_id, case_id, person_id, number, office, verdict, given_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing",
        tx.tenant().uuid(),
        case.id,
        opinion.person.uuid(),
        number,
        opinion.office.to_string(),
        opinion.verdict.as_str(),
        now
    )
    .execute(tx.connection())
    .await?;
    if kept.rows_affected() == 0 {
        return Err(StoreError::Conflict("the opinion"));
    }
    sqlx::query!(
        "insert into signal_note (tenant_id, case_id, person_id, note) values ($1, $2, $3, $4)",
        tx.tenant().uuid(),
        case.id,
        opinion.person.uuid(),
        opinion.note
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// How many cases of a kind stand how: what everybody may read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Decided: there is an explanation.
    pub explained: u64,
    /// Decided: it goes to the authority.
    pub referred: u64,
    /// Not decided.
    pub waiting: u64,
}

/// How cases stand, kind by kind; kinds without any are left out.
pub fn totals(cases: &[Case]) -> Vec<(SignalKind, Totals)> {
    let of_kind = |&kind: &SignalKind| {
        let mut totals = Totals::default();
        for case in cases.iter().filter(|case| case.signal.kind == kind) {
            match case.standing() {
                Standing::Decided(Verdict::Explained) => totals.explained += 1,
                Standing::Decided(Verdict::Referred) => totals.referred += 1,
                Standing::Open | Standing::Sealed | Standing::Split => totals.waiting += 1,
            }
        }
        (totals != Totals::default()).then_some((kind, totals))
    };
    SignalKind::ALL.iter().filter_map(of_kind).collect()
}
