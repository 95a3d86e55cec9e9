//! The ledger of each ceiling (libro del techo): what was adopted, added, moved, committed, by which act. Entries are
//! only ever added; the database keeps the balance and lets no ceiling fall below what of it is committed.

use chrono::{DateTime, Utc};
use shared::{
    ceiling::ledger::EntryKind,
    id::{ContestId, PersonId, ProposalId},
    money::{Currency, Money},
};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// By what, why, by whom and when entries are made.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'a> {
    /// The act, as it is cited.
    pub act: &'a str,
    /// Why, when a reason was given.
    pub reason: Option<&'a str>,
    /// By whom; none for the command line.
    pub by: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A ceiling as its ledger has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// What may be spent (techo).
    pub ceiling: Money,
    /// What of it is committed to projects.
    pub committed: Money,
}

impl Balance {
    /// What is neither committed nor spent.
    pub fn available(&self) -> Money {
        // The schema holds what is committed at or below the ceiling.
        Money::new(self.ceiling.minor() - self.committed.minor(), self.ceiling.currency())
    }
}

/// An entry as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// What it does.
    pub kind: EntryKind,
    /// How much: more than zero, except for an adoption.
    pub amount: Money,
    /// The name of the other ceiling of a transfer.
    pub counterpart: Option<String>,
    /// The project that a commitment is for.
    pub project: Option<ProposalId>,
    /// The act, as it is cited.
    pub act: String,
    /// Why.
    pub reason: Option<String>,
    /// The name of who made it; none for the command line.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What the database says of an entry that the ledger does not take.
fn refused(error: sqlx::Error) -> StoreError {
    let error = StoreError::from(error);
    if error.violates("contest_holds_what_is_committed") || error.violates("contest_committed_minor_check") {
        StoreError::Committed
    } else if error.violates("ceiling_adopted_once") || error.is_final() {
        StoreError::Conflict("the ledger of the ceiling")
    } else {
        error
    }
}

/// Adds an entry that concerns one ceiling only; `project` for a commitment or a release.
///
/// # Errors
/// [`StoreError::Committed`] when the ceiling would fall below what is committed, or more would be released than is
/// committed; [`StoreError::Conflict`] when it is adopted a second time, or anything happens to it before; and when the
/// database does not answer.
pub async fn post(
    tx: &mut TenantTx,
    contest: ContestId,
    kind: EntryKind,
    amount: Money,
    project: Option<ProposalId>,
    posting: &Posting<'_>,
) -> Result<()> {
    sqlx::query!(
        "insert into ceiling_entry (tenant_id, contest_id, kind, amount_minor, proposal_id, act, reason, person_id, at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.tenant().uuid(),
        contest.uuid(),
        kind.as_str(),
        amount.minor(),
        project.map(ProposalId::uuid),
        posting.act,
        posting.reason,
        posting.by.map(PersonId::uuid),
        posting.at
    )
    .execute(tx.connection())
    .await
    .map_err(refused)?;
    Ok(())
}

/// Moves money from one ceiling to another of the same process.
///
/// # Errors
/// [`StoreError::Committed`] when the one that gives would fall below what of it is committed; [`StoreError::Conflict`]
/// when one of them was not adopted; and when the database does not answer. That both are of one process the database
/// says when the transaction ends.
pub async fn transfer(
    tx: &mut TenantTx,
    transfer: Uuid,
    from: ContestId,
    to: ContestId,
    amount: Money,
    posting: &Posting<'_>,
) -> Result<()> {
    // Always in the same order, so that two transfers between the same ceilings cannot wait for each other.
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = any($2) order by id for no key update",
        tx.tenant().uuid(),
        &[from.uuid(), to.uuid()]
    )
    .fetch_all(tx.connection())
    .await?;
    sqlx::query!(
        "insert into ceiling_entry (tenant_id, contest_id, kind, amount_minor, transfer_id, act, reason, person_id, at)
        values ($1, $2, 'transfer_out', $4, $5, $6, $7, $8, $9), ($1, $3, 'transfer_in', $4, $5, $6, $7, $8, $9)",
        tx.tenant().uuid(),
        from.uuid(),
        to.uuid(),
        amount.minor(),
        transfer,
        posting.act,
        posting.reason,
        posting.by.map(PersonId::uuid),
        posting.at
    )
    .execute(tx.connection())
    .await
    .map_err(refused)?;
    Ok(())
}

/// Brings ceilings to these amounts: what was never adopted is adopted, the others are added to or reduced. A ceiling
/// that has its amount already stays untouched.
///
/// # Errors
/// [`StoreError::Committed`] when one would fall below what of it is committed, and when the database does not answer.
pub async fn bring_to(tx: &mut TenantTx, amounts: &[(ContestId, Money)], posting: &Posting<'_>) -> Result<()> {
    let contests: Vec<_> = amounts.iter().map(|(contest, _)| contest.uuid()).collect();
    let ceilings: Vec<_> = amounts.iter().map(|(_, ceiling)| ceiling.minor()).collect();
    // The amounts to compare with must not change between here and the entries.
    sqlx::query!(
        "select id from contest where tenant_id = $1 and id = any($2) order by id for no key update",
        tx.tenant().uuid(),
        &contests
    )
    .fetch_all(tx.connection())
    .await?;
    sqlx::query!(
        "insert into ceiling_entry (tenant_id, contest_id, kind, amount_minor, act, reason, person_id, at)
        select $1, contest.id,
            case when not adopted then 'adoption' when given.ceiling > contest.ceiling_minor then 'addition'
                else 'reduction' end,
            abs(given.ceiling - contest.ceiling_minor), $4, $5, $6, $7
        from unnest($2::uuid[], $3::bigint[]) as given (id, ceiling)
        join contest on contest.tenant_id = $1 and contest.id = given.id
        cross join lateral (select exists (
            select from ceiling_entry where tenant_id = $1 and contest_id = contest.id and kind = 'adoption'
        ) as adopted) as ledger
        where not adopted or given.ceiling <> contest.ceiling_minor
        order by contest.id",
        tx.tenant().uuid(),
        &contests,
        &ceilings,
        posting.act,
        posting.reason,
        posting.by.map(PersonId::uuid),
        posting.at
    )
    .execute(tx.connection())
    .await
    .map_err(refused)?;
    Ok(())
}

/// A ceiling as its ledger has it; none when there is no such contest.
///
/// # Errors
/// When the database does not answer.
pub async fn balance(tx: &mut TenantTx, contest: ContestId) -> Result<Option<Balance>> {
    sqlx::query!(
        "select ceiling_minor, committed_minor, currency
        from contest join process on process.tenant_id = contest.tenant_id and process.id = contest.process_id
        where contest.tenant_id = $1 and contest.id = $2",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(|row| {
        let currency: Currency = row.currency.parse().map_err(StoreError::corrupt("process.currency"))?;
        Ok(Balance {
            ceiling: Money::new(row.ceiling_minor, currency),
            committed: Money::new(row.committed_minor, currency),
        })
    })
    .transpose()
}

/// The ledger of a ceiling, in order of time.
///
/// # Errors
/// When the database does not answer.
pub async fn entries(tx: &mut TenantTx, contest: ContestId, currency: Currency) -> Result<Vec<Entry>> {
    sqlx::query!(
        r#"select entry.id, entry.kind, entry.amount_minor, entry.proposal_id, entry.act, entry.reason, entry.at,
            person.name as "by?", there.name as "counterpart?"
        from ceiling_entry entry
        left join person on person.tenant_id = entry.tenant_id and person.id = entry.person_id
        left join ceiling_entry other on other.tenant_id = entry.tenant_id and other.transfer_id = entry.transfer_id
            and other.kind <> entry.kind
        left join contest there on there.tenant_id = other.tenant_id and there.id = other.contest_id
        where entry.tenant_id = $1 and entry.contest_id = $2
        order by entry.at, entry.kind <> 'adoption', entry.id"#,
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| {
        Ok(Entry {
            id: row.id,
            kind: row.kind.parse().map_err(StoreError::corrupt("ceiling_entry.kind"))?,
            amount: Money::new(row.amount_minor, currency),
            counterpart: row.counterpart,
            project: row.proposal_id.map(ProposalId::from),
            act: row.act,
            reason: row.reason,
            by: row.by,
            at: row.at,
        })
    })
    .collect()
}
