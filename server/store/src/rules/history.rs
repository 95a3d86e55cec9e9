//! Transitory acts (actos transitorios) and the whole history of what a process followed.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    document::{Fingerprint, Path},
    id::{PersonId, ProcessId},
    ruleset::{RuleSet, SoundRuleSet},
};

use super::{Version, by_hash, find, stored, written};
use crate::{Result, StoreError, TenantTx, contest};

/// An act to adopt.
#[derive(Clone, Debug)]
pub struct NewAct<'a> {
    /// As it is cited.
    pub title: &'a str,
    /// Where it can be read.
    pub reference: Option<&'a str>,
    /// Its date.
    pub date: NaiveDate,
    /// Why.
    pub reason: &'a str,
    /// What it says that it amends: at least one path of the document.
    pub amends: &'a [Path],
    /// The rules as they are afterwards, whole and without defects.
    pub document: &'a SoundRuleSet,
    /// What was in force when the document was made.
    pub over: Fingerprint,
    /// Who adopts it; none for the command line.
    pub by: Option<PersonId>,
}

/// An act that was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number within the process, from 1.
    pub number: u32,
    /// As it is cited.
    pub title: String,
    /// Where it can be read.
    pub reference: Option<String>,
    /// Its date.
    pub date: NaiveDate,
    /// Why.
    pub reason: String,
    /// The paths of the document that it amends.
    pub amends: Vec<String>,
    /// What the document after it is known by.
    pub hash: Fingerprint,
    /// The name of who adopted it; none for the command line.
    pub by: Option<String>,
    /// When it was entered here.
    pub at: DateTime<Utc>,
    /// The rules since.
    pub document: Arc<RuleSet>,
}

/// What keeps the rules of a process as they are (fijación).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Its voting has opened, and no count of it is published yet.
    Vote,
    /// A count of it waits for the second person.
    Count,
}

/// What a process followed from its beginning on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// The version that it pinned.
    pub pinned: Version,
    /// Its document.
    pub document: Arc<RuleSet>,
    /// The acts that changed it, in order.
    pub acts: Vec<Act>,
    /// When the rules were frozen and what they are known by.
    pub frozen: Option<(DateTime<Utc>, Fingerprint)>,
    /// What keeps them as they are now; nothing before its voting opens, and nothing once its count is published.
    pub hold: Option<Hold>,
}

impl History {
    /// What is in force now: hash and document.
    pub fn in_force(&self) -> Option<(Fingerprint, &Arc<RuleSet>)> {
        match self.acts.last() {
            Some(act) => Some((act.hash, &act.document)),
            None => self.pinned.publication().map(|publication| (publication.hash, &self.document)),
        }
    }

    /// Whether other rules are in force than those that its voting is held under: then nothing is counted.
    pub fn strays(&self) -> bool {
        self.frozen.is_some_and(|(_, frozen)| self.in_force().is_some_and(|(hash, _)| hash != frozen))
    }

    /// What keeps an act from making these the rules of the process. What its voting is held under may always be put
    /// back in force, unless a count waits.
    pub fn bars(&self, rules: Fingerprint) -> Option<Hold> {
        let back = self.frozen.is_some_and(|(_, frozen)| frozen == rules);
        self.hold.filter(|hold| *hold != Hold::Vote || !back)
    }
}

/// Adopts an act that changes the rules of a running process; gives back its number.
///
/// # Errors
/// [`StoreError::Conflict`] when other rules are in force than those that the document was made from, or when something
/// [`bars`](History::bars) it; [`StoreError::NotDecided`] when it decides a contest of the process no more; and when the
/// database does not answer.
pub async fn adopt_act(tx: &mut TenantTx, process: ProcessId, act: &NewAct<'_>, now: DateTime<Utc>) -> Result<u32> {
    let tenant = tx.tenant().uuid();
    // Acts of one process come one after the other.
    let last = sqlx::query!(
        r#"select rule_set_hash,
            (select count(*) from transitory_act act
                where act.tenant_id = process.tenant_id and act.process_id = process.id) as "acts!",
            (select act.hash from transitory_act act
                where act.tenant_id = process.tenant_id and act.process_id = process.id
                order by act.number desc limit 1) as "act_hash?"
        from process where tenant_id = $1 and id = $2 for no key update"#,
        tenant,
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    .ok_or(StoreError::Conflict("the process"))?;
    let in_force = last.act_hash.unwrap_or(last.rule_set_hash);
    if stored(&in_force)? != act.over {
        return Err(StoreError::Conflict("the rules of the process"));
    }
    let number = i32::try_from(last.acts + 1).map_err(StoreError::corrupt("transitory_act.number"))?;
    let amends: Vec<String> = act.amends.iter().map(ToString::to_string).collect();
    let hash = Fingerprint::of(act.document.rules());
    let done = sqlx::query!(
        "insert into transitory_act (tenant_id, process_id, number, title, reference, date, reason, amends, document,
            hash, adopted_by, adopted_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tenant,
        process.uuid(),
        number,
        act.title,
        act.reference,
        act.date,
        act.reason,
        &amends,
        written(act.document.rules())?,
        &hash.bytes()[..],
        act.by.map(PersonId::uuid),
        now
    )
    .execute(tx.connection())
    .await;
    match done.map_err(StoreError::from) {
        Ok(_) => {}
        Err(error) if error.is_final() => return Err(StoreError::Conflict("the rules of the process")),
        Err(error) => return Err(error),
    }
    let before = by_hash(tx, act.over).await?;
    contest::follow(tx, process, &before, act.document.rules()).await?;
    Ok(number.cast_unsigned())
}

/// What a process followed from its beginning on; none when there is no such process.
///
/// # Errors
/// When the database does not answer, or a stored document is not what its hash says.
pub async fn history(tx: &mut TenantTx, process: ProcessId) -> Result<Option<History>> {
    let tenant = tx.tenant().uuid();
    let Some(row) = sqlx::query!(
        r#"select rule_set_id, rule_set_hash, frozen_at, frozen_hash,
            published_count(tenant_id, id) is not null as "is_published!", count_waits(tenant_id, id) as "waits!"
        from process where tenant_id = $1 and id = $2"#,
        tenant,
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?
    else {
        return Ok(None);
    };
    let pinned = find(tx, row.rule_set_id.into()).await?.ok_or(StoreError::Conflict("the rules of the process"))?;
    let document = by_hash(tx, stored(&row.rule_set_hash)?).await?;
    let frozen = match (row.frozen_at, row.frozen_hash) {
        (Some(at), Some(hash)) => Some((at, stored(&hash)?)),
        _ => None,
    };
    let hold = match frozen {
        _ if row.waits => Some(Hold::Count),
        Some(_) if !row.is_published => Some(Hold::Vote),
        _ => None,
    };
    let rows = sqlx::query!(
        r#"select number, title, reference, date, reason, amends, hash, person.name as "by?", adopted_at
        from transitory_act act
        left join person on person.tenant_id = act.tenant_id and person.id = act.adopted_by
        where act.tenant_id = $1 and act.process_id = $2
        order by number"#,
        tenant,
        process.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut acts = Vec::with_capacity(rows.len());
    for row in rows {
        let hash = stored(&row.hash)?;
        acts.push(Act {
            number: row.number.cast_unsigned(),
            title: row.title,
            reference: row.reference,
            date: row.date,
            reason: row.reason,
            amends: row.amends,
            hash,
            by: row.by,
            at: row.adopted_at,
            document: by_hash(tx, hash).await?,
        });
    }
    Ok(Some(History { pinned, document, acts, frozen, hold }))
}
