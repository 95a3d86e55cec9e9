//! Loading a file of a roll: a batch at a time, each in a transaction of its own, so that it can stop anywhere; then a
//! second person puts it into force or refuses it.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::Key,
    id::{PersonId, RollImportId},
    roll::{Batch, Fault, FaultAt, HeaderFault, Listed, ListedAccount, Mark, Reading},
    ruleset::Entries,
};
use uuid::Uuid;

use super::{Compared, Import, State, count, find};
use crate::{Result, StoreError, TenantTx};

/// How many faults of a file are kept one by one; the rest is counted.
pub const MOST_FAULTS: u16 = 1_000;

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Entries that are new in this import.
    pub entries: usize,
    /// Lines that were not kept.
    pub faults: usize,
}

/// A line that was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultLine {
    /// Which, from 1.
    pub line: u64,
    /// Why.
    pub fault: Fault,
}

/// Why a file was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum NotLoaded {
    /// All that is wrong with its first line.
    #[error("the first line is not that of a roll")]
    Header(Vec<HeaderFault>),
    /// The database's part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an import was not put into force.
#[derive(Debug, thiserror::Error)]
pub enum NotApproved {
    /// Who loaded it asks.
    #[error("who loaded a roll does not put it into force")]
    SamePerson,
    /// It no longer waits, or another roll came into force since it was compared.
    #[error("the import changed meanwhile")]
    Changed,
    /// The database's part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for NotApproved {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Begins an import.
///
/// # Errors
/// [`StoreError::Conflict`] when one of the same roll is under way, and when the database does not answer.
pub async fn begin(
    tx: &mut TenantTx,
    id: RollImportId,
    (roll, entries): (&Key, Entries),
    file_name: &str,
    mark: Mark,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "insert into roll_import (tenant_id, id, roll, number, entries, state, file_name, byte_offset, line, digest,
            loaded_by, began_at)
        select $1, $2, $3, coalesce(max(number), 0) + 1, $4, 'loading', $5, $6, $7, $8, $9, $10
        from roll_import where tenant_id = $1 and roll = $3
        on conflict do nothing",
        tx.tenant().uuid(),
        id.uuid(),
        roll.as_str(),
        entries.as_str(),
        file_name,
        mark.offset.cast_signed(),
        mark.line.cast_signed(),
        &mark.digest[..],
        by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("the roll")) }
}

/// Keeps what was read of a file from `from` bytes on, up to the mark.
///
/// # Errors
/// [`StoreError::Conflict`] when the import has not come that far, or further, and when the database does not answer.
pub async fn keep(tx: &mut TenantTx, id: RollImportId, from: u64, batch: &Batch, mark: &Mark) -> Result<Kept> {
    let known = sqlx::query_scalar!(
        "select faults from roll_import
        where tenant_id = $1 and id = $2 and state = 'loading' and byte_offset = $3 for update",
        tx.tenant().uuid(),
        id.uuid(),
        from.cast_signed()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(known) = known else { return Err(StoreError::Conflict("the import")) };
    let mut faults = batch.faults.clone();
    let mut counts = [0_usize; 3];
    for (place, list) in [&batch.adults, &batch.minors].into_iter().enumerate() {
        let repeated = if place == 0 { adults(tx, id, list).await? } else { minors(tx, id, list).await? };
        counts[place] = list.len() - repeated.len();
        faults.extend(repeated);
    }
    let repeated = accounts(tx, id, &batch.accounts).await?;
    counts[2] = batch.accounts.len() - repeated.len();
    faults.extend(repeated);
    faults.sort_unstable_by_key(|one| one.line);
    let room = usize::from(MOST_FAULTS).saturating_sub(usize::try_from(known).unwrap_or(usize::MAX));
    let told: Vec<&FaultAt> = faults.iter().take(room).collect();
    sqlx::query!(
        "insert into roll_import_fault (tenant_id, import_id, line, fault)
        select $1, $2, * from unnest($3::bigint[], $4::text[])",
        tx.tenant().uuid(),
        id.uuid(),
        &told.iter().map(|one| one.line.cast_signed()).collect::<Vec<_>>(),
        &told.iter().map(|one| one.fault.as_str().to_owned()).collect::<Vec<_>>()
    )
    .execute(tx.connection())
    .await?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    sqlx::query!(
        "update roll_import set byte_offset = $3, line = $4, digest = $5, adults = adults + $6,
            minors = minors + $7, holders = holders + $8, faults = faults + $9
        where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid(),
        mark.offset.cast_signed(),
        mark.line.cast_signed(),
        &mark.digest[..],
        number(counts[0]),
        number(counts[1]),
        number(counts[2]),
        number(faults.len())
    )
    .execute(tx.connection())
    .await?;
    Ok(Kept { entries: counts.iter().sum(), faults: faults.len() })
}

/// Loads a file that is here whole, all at once: on any error nothing of it is left, once the transaction is dropped.
///
/// # Errors
/// When its first line is not that of a roll, one of the same roll is under way, or the database does not answer.
pub async fn load(
    tx: &mut TenantTx,
    id: RollImportId,
    entries: (&Key, Entries),
    (file_name, file): (&str, &[u8]),
    mut reading: Reading,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<Compared, NotLoaded> {
    begin(tx, id, entries, file_name, reading.mark(), by, now).await?;
    let mut from = 0;
    for piece in file.chunks(PIECE) {
        reading.push(piece).map_err(NotLoaded::Header)?;
        let (batch, mark) = (reading.take_batch(), reading.mark());
        keep(tx, id, from, &batch, &mark).await?;
        from = mark.offset;
    }
    reading.finish().map_err(NotLoaded::Header)?;
    let (batch, mark) = (reading.take_batch(), reading.mark());
    keep(tx, id, from, &batch, &mark).await?;
    Ok(finish(tx, id, now).await?)
}

/// How much of a file becomes one batch, in bytes.
const PIECE: usize = 1 << 18;

/// Keeps people in a table; gives those who stand in it already.
macro_rules! list {
    ($name:ident, $insert:literal) => {
        async fn $name(tx: &mut TenantTx, id: RollImportId, people: &[Listed]) -> Result<Vec<FaultAt>> {
            if people.is_empty() {
                return Ok(Vec::new());
            }
            let territory = |one: &Listed| one.territory.as_ref().map(ToString::to_string);
            let new = sqlx::query_scalar!(
                $insert,
                tx.tenant().uuid(),
                id.uuid(),
                &people.iter().map(|one| one.hash.as_bytes().to_vec()).collect::<Vec<_>>(),
                &people.iter().map(|one| one.last_three.as_str().to_owned()).collect::<Vec<_>>(),
                &people.iter().map(territory).collect::<Vec<_>>() as &[Option<String>],
                &people.iter().map(|one| one.born).collect::<Vec<_>>() as &[Option<NaiveDate>]
            )
            .fetch_all(tx.connection())
            .await?;
            // Each hash is new once; where it comes again, it is repeated.
            let mut new: HashSet<Vec<u8>> = new.into_iter().collect();
            let repeated = people.iter().filter(|one| !new.remove(one.hash.as_bytes().as_slice()));
            Ok(repeated.map(|one| FaultAt { line: one.line, fault: Fault::Repeated }).collect())
        }
    };
}

list!(
    adults,
    "insert into roll_entry (tenant_id, import_id, hash, last_three, territory, born)
    select $1, $2, * from unnest($3::bytea[], $4::text[], $5::text[], $6::date[])
    on conflict do nothing returning hash"
);
list!(
    minors,
    "insert into roll_minor (tenant_id, import_id, hash, last_three, territory, born)
    select $1, $2, * from unnest($3::bytea[], $4::text[], $5::text[], $6::date[])
    on conflict do nothing returning hash"
);

async fn accounts(tx: &mut TenantTx, id: RollImportId, holders: &[ListedAccount]) -> Result<Vec<FaultAt>> {
    if holders.is_empty() {
        return Ok(Vec::new());
    }
    let territory = |one: &ListedAccount| one.territory.as_ref().map(ToString::to_string);
    let new = sqlx::query!(
        "insert into roll_account (tenant_id, import_id, hash, account_id, last_three, territory)
        select $1, $2, * from unnest($3::bytea[], $4::uuid[], $5::text[], $6::text[])
        on conflict do nothing returning hash, account_id",
        tx.tenant().uuid(),
        id.uuid(),
        &holders.iter().map(|one| one.holder.as_bytes().to_vec()).collect::<Vec<_>>(),
        &holders.iter().map(|one| one.account).collect::<Vec<_>>(),
        &holders.iter().map(|one| one.last_three.as_str().to_owned()).collect::<Vec<_>>(),
        &holders.iter().map(territory).collect::<Vec<_>>() as &[Option<String>]
    )
    .fetch_all(tx.connection())
    .await?;
    let mut new: HashSet<(Vec<u8>, Uuid)> = new.into_iter().map(|row| (row.hash, row.account_id)).collect();
    let repeated = holders.iter().filter(|one| !new.remove(&(one.holder.as_bytes().to_vec(), one.account)));
    Ok(repeated.map(|one| FaultAt { line: one.line, fault: Fault::Repeated }).collect())
}

/// The end of the file: from now on it waits for a second person.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not being read, and when the database does not answer.
pub async fn finish(tx: &mut TenantTx, id: RollImportId, now: DateTime<Utc>) -> Result<Compared> {
    let done = sqlx::query!(
        "update roll_import set state = 'loaded', loaded_at = $3
        where tenant_id = $1 and id = $2 and state = 'loading'",
        tx.tenant().uuid(),
        id.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Conflict("the import"));
    }
    compare(tx, id).await
}

/// Sets an import that waits beside the one in force.
///
/// # Errors
/// [`StoreError::Conflict`] when it does not wait, and when the database does not answer.
pub async fn compare(tx: &mut TenantTx, id: RollImportId) -> Result<Compared> {
    let import = waiting(tx, id).await?.ok_or(StoreError::Conflict("the import"))?;
    let compared = match super::in_force(tx, &import.roll).await? {
        None => Compared { with: None, already_there: 0, gone: 0 },
        Some(old) => {
            let both = sqlx::query_scalar!(
                r#"select (select count(*) from
                    (select hash from roll_entry where tenant_id = $1 and import_id = $2
                    union all select hash from roll_minor where tenant_id = $1 and import_id = $2) new
                    where hash in (select hash from roll_entry where tenant_id = $1 and import_id = $3
                    union all select hash from roll_minor where tenant_id = $1 and import_id = $3))
                + (select count(*) from roll_account new
                    join roll_account old using (tenant_id, hash, account_id)
                    where tenant_id = $1 and new.import_id = $2 and old.import_id = $3) as "both!""#,
                tx.tenant().uuid(),
                id.uuid(),
                old.id.uuid()
            )
            .fetch_one(tx.connection())
            .await?;
            let already_there = count(both)?;
            let gone = old.counts.kept().saturating_sub(already_there);
            Compared { with: Some(old.id), already_there, gone }
        }
    };
    sqlx::query!(
        "update roll_import set compared_with = $3, already_there = $4, gone = $5 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid(),
        compared.with.map(RollImportId::uuid),
        compared.already_there.cast_signed(),
        compared.gone.cast_signed()
    )
    .execute(tx.connection())
    .await?;
    Ok(compared)
}

/// An import that waits for a second person, locked.
async fn waiting(tx: &mut TenantTx, id: RollImportId) -> Result<Option<Import>> {
    sqlx::query!(
        "select id from roll_import where tenant_id = $1 and id = $2 for update",
        tx.tenant().uuid(),
        id.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(find(tx, id).await?.filter(|import| import.state == State::Loaded))
}

/// Puts an import into force in place of the one before, as it was compared with it. No entry is touched.
///
/// # Errors
/// When whoever asks loaded it, when it changed meanwhile, and when the database does not answer.
pub async fn approve(
    tx: &mut TenantTx,
    id: RollImportId,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<Import, NotApproved> {
    let import = waiting(tx, id).await?.ok_or(NotApproved::Changed)?;
    if import.loaded_by.as_ref().is_some_and(|(loader, _)| *loader == by) {
        return Err(NotApproved::SamePerson);
    }
    let before = super::in_force(tx, &import.roll).await?.map(|before| before.id);
    if import.compared.is_none_or(|compared| compared.with != before) {
        return Err(NotApproved::Changed);
    }
    if let Some(before) = before {
        sqlx::query!(
            "update roll_import set state = 'superseded' where tenant_id = $1 and id = $2 and state = 'in_force'",
            tx.tenant().uuid(),
            before.uuid()
        )
        .execute(tx.connection())
        .await?;
    }
    sqlx::query!(
        "update roll_import set state = 'in_force', decided_by = $3, decided_at = $4 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        id.uuid(),
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(import)
}

/// Refuses an import that waits, or gives up one that is being read; says whether there was one.
///
/// # Errors
/// When the database does not answer.
pub async fn refuse(
    tx: &mut TenantTx,
    id: RollImportId,
    by: PersonId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update roll_import set state = 'refused', decided_by = $3, decided_at = $4, reason = $5
        where tenant_id = $1 and id = $2 and state in ('loading', 'loaded')",
        tx.tenant().uuid(),
        id.uuid(),
        by.uuid(),
        now,
        reason
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The first faults of a file, in the order of its lines.
///
/// # Errors
/// When the database does not answer.
pub async fn faults(tx: &mut TenantTx, id: RollImportId, limit: u16) -> Result<Vec<FaultLine>> {
    let rows = sqlx::query!(
        "select line, fault from roll_import_fault where tenant_id = $1 and import_id = $2 order by line limit $3",
        tx.tenant().uuid(),
        id.uuid(),
        i64::from(limit)
    )
    .fetch_all(tx.connection())
    .await?;
    let read = |line, fault: String| {
        Ok(FaultLine {
            line: count(line)?,
            fault: fault.parse().map_err(StoreError::corrupt("roll_import_fault.fault"))?,
        })
    };
    rows.into_iter().map(|row| read(row.line, row.fault)).collect()
}

/// Deletes entries of imports that say nothing any more: up to `limit` of each sort. Says how many; when there was
/// nothing left to delete, the import is known to be empty. Its counts stay.
///
/// # Errors
/// When the database does not answer.
pub async fn empty_some(tx: &mut TenantTx, limit: u32, now: DateTime<Utc>) -> Result<u64> {
    let over = sqlx::query_scalar!(
        "select id from roll_import
        where tenant_id = $1 and state in ('superseded', 'refused') and emptied_at is null order by began_at limit 1",
        tx.tenant().uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(over) = over else { return Ok(0) };
    let (tenant, most) = (tx.tenant().uuid(), i64::from(limit));
    let deleted = [
        sqlx::query!(
            "delete from roll_entry where ctid in (
                select ctid from roll_entry where tenant_id = $1 and import_id = $2 limit $3)
            and tenant_id = $1",
            tenant,
            over,
            most
        )
        .execute(tx.connection())
        .await?,
        sqlx::query!(
            "delete from roll_minor where ctid in (
                select ctid from roll_minor where tenant_id = $1 and import_id = $2 limit $3)
            and tenant_id = $1",
            tenant,
            over,
            most
        )
        .execute(tx.connection())
        .await?,
        sqlx::query!(
            "delete from roll_account where ctid in (
                select ctid from roll_account where tenant_id = $1 and import_id = $2 limit $3)
            and tenant_id = $1",
            tenant,
            over,
            most
        )
        .execute(tx.connection())
        .await?,
    ];
    let deleted: u64 = deleted.iter().map(sqlx::postgres::PgQueryResult::rows_affected).sum();
    if deleted == 0 {
        sqlx::query!("update roll_import set emptied_at = $3 where tenant_id = $1 and id = $2", tenant, over, now)
            .execute(tx.connection())
            .await?;
    }
    Ok(deleted)
}
