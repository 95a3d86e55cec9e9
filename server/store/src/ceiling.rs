//! Ceilings (techos): the pool and what each territory's contest may spend, saved together or not at all.

use std::collections::HashMap;

use shared::{
    document::Key,
    id::{ContestId, ProcessId},
    money::Money,
    ruleset::{self, Place},
};
use uuid::Uuid;

use crate::{
    Result, TenantTx, contest,
    ledger::{self, Posting},
    process::{self, Process},
    territory::Territory,
};

/// The current process, locked until the transaction ends: whoever else wants to change its rules, its calendar or its
/// ceilings waits, and then sees what was changed.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_current(tx: &mut TenantTx) -> Result<Option<Process>> {
    let locked = sqlx::query_scalar!(
        "select id from process where tenant_id = $1 and current for no key update",
        tx.tenant().uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    match locked {
        Some(id) => process::find(tx, ProcessId::from(id)).await,
        None => Ok(None),
    }
}

/// Saves the pool.
///
/// # Errors
/// When the database does not answer.
pub async fn save_pool(tx: &mut TenantTx, process: ProcessId, pool: Money) -> Result<()> {
    sqlx::query!(
        "update process set pool_minor = $3 where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        process.uuid(),
        pool.minor()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// What the ceilings of all contests of a process but those of one of its rules come to.
///
/// # Errors
/// When the database does not answer.
pub async fn of_others(tx: &mut TenantTx, process: &Process, rule: &Key) -> Result<Money> {
    let minor = sqlx::query_scalar!(
        r#"select coalesce(sum(ceiling_minor), 0)::bigint as "sum!" from contest
        where tenant_id = $1 and process_id = $2 and rule <> $3"#,
        tx.tenant().uuid(),
        process.id.uuid(),
        rule.as_str()
    )
    .fetch_one(tx.connection())
    .await?;
    Ok(Money::new(minor, process.pool.currency()))
}

/// Where a contest is held.
#[derive(Clone, Copy, Debug)]
pub enum Held<'a> {
    /// In a territory of the site.
    In(&'a Territory),
    /// In a larger territory of the rules, in which those of the site lie.
    Around(&'a Place),
}

/// Sets the ceilings of the contests in which one of the rules is held, through their ledgers. A place that has no contest
/// yet gets one with the id that comes with it.
///
/// # Errors
/// [`crate::StoreError::Committed`] when one would fall below what of it is committed, and when the database does not
/// answer.
pub async fn save(
    tx: &mut TenantTx,
    process: &Process,
    rule: &ruleset::Contest,
    shares: &[(ContestId, Held<'_>, Money)],
    posting: &Posting<'_>,
) -> Result<()> {
    let rules = &process.rule_set;
    let (mut territories, mut larger, mut codes, mut names) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (_, held, _) in shares {
        let (territory, place, code, name) = match held {
            Held::In(territory) => (Some(territory.id.uuid()), None, territory.code.as_str(), territory.name.as_str()),
            Held::Around(place) => (None, Some(place.code.to_string()), place.code.as_str(), place.name.as_str()),
        };
        codes.push(contest::code_of(rules, &rule.id, code));
        names.push(rules.name_in(rule, name));
        territories.push(territory);
        larger.push(place);
    }
    let ids: Vec<_> = shares.iter().map(|(id, ..)| id.uuid()).collect();
    sqlx::query!(
        "insert into contest (tenant_id, process_id, rule, id, territory_id, place, code, name)
        select $1, $2, $3, given.* from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[]) given
        on conflict (tenant_id, process_id, rule, territory_id, place) do nothing",
        tx.tenant().uuid(),
        process.id.uuid(),
        rule.id.as_str(),
        &ids,
        &territories as &[Option<Uuid>],
        &larger as &[Option<String>],
        &codes,
        &names
    )
    .execute(tx.connection())
    .await?;
    let known: HashMap<(Option<Uuid>, Option<String>), Uuid> = sqlx::query!(
        "select territory_id, place, id from contest where tenant_id = $1 and process_id = $2 and rule = $3",
        tx.tenant().uuid(),
        process.id.uuid(),
        rule.id.as_str()
    )
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|row| ((row.territory_id, row.place), row.id))
    .collect();
    let held = territories.into_iter().zip(larger);
    let amounts: Vec<_> = held
        .zip(shares)
        .filter_map(|(held, (.., ceiling))| Some((ContestId::from(*known.get(&held)?), *ceiling)))
        .collect();
    ledger::bring_to(tx, &amounts, posting).await
}
