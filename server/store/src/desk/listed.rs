//! Who is on the rolls of a place: what a device takes along.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use shared::{document::Key, id::ProcessId, roll::EntryHash};
use uuid::Uuid;

use crate::{Result, StoreError, TenantTx};

/// Somebody on a roll in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What rolls keep of their document.
    pub entry: EntryHash,
    /// The end of its number.
    pub last_three: [u8; 3],
    /// The code of the territory where they vote, where a roll says it.
    pub territory: Option<String>,
    /// When they were born, where a roll says it.
    pub born: Option<NaiveDate>,
    /// The rolls that they are on.
    pub on: BTreeSet<Key>,
}

/// People on rolls in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// The rolls that are in force.
    pub rolls: Vec<Key>,
    /// The people, by hash.
    pub people: Vec<Listed>,
}

/// Everybody on the rolls in force who votes in one of these territories, or of whom no roll says where; everybody of all
/// rolls where none are named. Nothing when there are more than `most`.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn listed(tx: &mut TenantTx, territories: Option<&[String]>, most: usize) -> Result<Option<People>> {
    let rolls = sqlx::query_scalar!(
        "select roll from roll_import where tenant_id = $1 and state = 'in_force' order by roll",
        tx.tenant().uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let rolls = rolls.into_iter().map(|roll| roll.parse().map_err(StoreError::corrupt("roll_import.roll")));
    let rolls = rolls.collect::<Result<Vec<Key>>>()?;
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let rows = sqlx::query!(
        r#"with import as (
            select id, roll from roll_import where tenant_id = $1 and state = 'in_force'
        ), entry as (
            select import.roll, entry.hash, entry.last_three, entry.territory, entry.born
            from import join roll_entry entry on entry.tenant_id = $1 and entry.import_id = import.id
            union all
            select import.roll, entry.hash, entry.last_three, entry.territory, entry.born
            from import join roll_minor entry on entry.tenant_id = $1 and entry.import_id = import.id
        ), correction as (
            select distinct on (corrected.roll, corrected.hash) corrected.roll, corrected.hash, correction.what,
                correction.last_three, correction.territory
            from roll_corrected corrected
            join roll_correction correction on correction.tenant_id = $1 and correction.id = corrected.correction_id
            join roll_correction_decision decision on decision.tenant_id = $1
                and decision.correction_id = corrected.correction_id and decision.approved
            where corrected.tenant_id = $1 and corrected.roll in (select roll from import)
            order by corrected.roll, corrected.hash, decision.decided_at desc, decision.correction_id
        ), standing as (
            select entry.roll, entry.hash, entry.last_three, coalesce(correction.territory, entry.territory) as territory,
                entry.born
            from entry
            left join correction on correction.roll = entry.roll and correction.hash = entry.hash
            where correction.what is distinct from 'removed'
            union all
            select roll, hash, last_three, territory, null from correction where what = 'added'
        )
        select hash as "hash!", min(last_three) as "last_three!", min(territory) as territory, min(born) as born,
            array_agg(distinct roll) as "rolls!: Vec<String>"
        from standing
        group by hash
        having $2::text[] is null or min(territory) is null or min(territory) = any($2)
        order by hash
        limit $3"#,
        tx.tenant().uuid(),
        territories,
        limit
    )
    .fetch_all(tx.connection())
    .await?;
    if rows.len() > most {
        return Ok(None);
    }
    let read = |hash: Vec<u8>, last: String, territory, born, on: Vec<String>| {
        let corrupt = || StoreError::corrupt("roll_entry");
        let on = on.into_iter().map(|roll| roll.parse().map_err(StoreError::corrupt("roll_import.roll")));
        Ok(Listed {
            entry: EntryHash::new(<[u8; 32]>::try_from(hash).map_err(|_| corrupt()("not 32 bytes"))?),
            last_three: <[u8; 3]>::try_from(last.as_bytes()).map_err(|_| corrupt()("not three signs"))?,
            territory,
            born,
            on: on.collect::<Result<_>>()?,
        })
    };
    let people = rows.into_iter().map(|row| read(row.hash, row.last_three, row.territory, row.born, row.rolls));
    Ok(Some(People { rolls, people: people.collect::<Result<_>>()? }))
}

/// Who has voted in a contest of the rules of a process.
///
/// # Errors
/// When the database does not answer.
pub async fn voters(tx: &mut TenantTx, process: ProcessId, rule: &Key) -> Result<Vec<Uuid>> {
    let voters = sqlx::query_scalar!(
        "select voter_id from participation where tenant_id = $1 and process_id = $2 and rule = $3",
        tx.tenant().uuid(),
        process.uuid(),
        rule.as_str()
    )
    .fetch_all(tx.connection())
    .await?;
    Ok(voters)
}
