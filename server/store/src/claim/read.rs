//! Reading claims with what was done with them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::{
    claim::Carried,
    id::{ClaimId, PersonId, ProcessId},
};
use uuid::Uuid;

use super::{Claim, Subject, TakenStep};
use crate::{Result, StoreError, TenantTx, roll};

struct Row {
    id: Uuid,
    number: i32,
    kind: String,
    filed_at: DateTime<Utc>,
    attested: Option<bool>,
    person_id: Option<Uuid>,
    hash: Option<Vec<u8>>,
    last_three: Option<String>,
    contact: Option<String>,
    said: Option<String>,
}

impl TryFrom<Row> for Claim {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let subject = match row.attested {
            None => None,
            Some(attested) => {
                let document = match (row.hash, row.last_three) {
                    (Some(hash), Some(last)) => Some((roll::hash(hash)?, roll::last_three(last)?)),
                    _ => None,
                };
                Some(Subject { person: row.person_id.map(PersonId::from), attested, document, contact: row.contact })
            }
        };
        Ok(Self {
            id: row.id.into(),
            number: row.number.try_into().map_err(StoreError::corrupt("claim.number"))?,
            kind: row.kind.parse().map_err(StoreError::corrupt("claim.kind"))?,
            filed_at: row.filed_at,
            subject,
            said: row.said,
            steps: Vec::new(),
        })
    }
}

macro_rules! claims {
    ($where:literal $(, $arg:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"select claim.id, claim.number, claim.kind, claim.filed_at, subject.attested as "attested?",
                subject.person_id, subject.hash, subject.last_three, subject.contact, said.said as "said?"
            from claim
            left join claim_subject subject on subject.tenant_id = claim.tenant_id and subject.claim_id = claim.id
            left join claim_said said on said.tenant_id = claim.tenant_id and said.claim_id = claim.id
                and said.number = 0
            where claim.tenant_id = $1 "# + $where,
            $($arg),*
        )
    };
}

/// One claim.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn find(tx: &mut TenantTx, process: ProcessId, id: ClaimId) -> Result<Option<Claim>> {
    let row = claims!("and claim.process_id = $2 and claim.id = $3", tx.tenant().uuid(), process.uuid(), id.uuid());
    let row = row.fetch_optional(tx.connection()).await?;
    Ok(whole(tx, row.into_iter().collect()).await?.pop())
}

/// The claim that somebody follows by its code, of which `code` is the SHA-256.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn by_code(tx: &mut TenantTx, process: ProcessId, code: [u8; 32]) -> Result<Option<Claim>> {
    let row =
        claims!("and claim.process_id = $2 and claim.code_hash = $3", tx.tenant().uuid(), process.uuid(), &code[..]);
    let row = row.fetch_optional(tx.connection()).await?;
    Ok(whole(tx, row.into_iter().collect()).await?.pop())
}

/// All claims of a process, the oldest first.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Vec<Claim>> {
    let rows = claims!("and claim.process_id = $2 order by claim.number", tx.tenant().uuid(), process.uuid());
    let rows = rows.fetch_all(tx.connection()).await?;
    whole(tx, rows).await
}

/// The claims of a process that somebody filed while they were signed in, the newest first.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn of_person(tx: &mut TenantTx, process: ProcessId, person: PersonId) -> Result<Vec<Claim>> {
    let rows = claims!(
        "and claim.process_id = $2 and subject.person_id = $3 order by claim.number desc",
        tx.tenant().uuid(),
        process.uuid(),
        person.uuid()
    );
    let rows = rows.fetch_all(tx.connection()).await?;
    whole(tx, rows).await
}

/// The claims with their steps.
async fn whole(tx: &mut TenantTx, rows: Vec<Row>) -> Result<Vec<Claim>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let steps = sqlx::query!(
        r#"select step.claim_id, step.step, step.taken_at, person.name as "name?", said.said as "said?",
            said.identity as "identity?", step.correction_id, decision.approved as "approved?"
        from claim_step step
        left join person on person.tenant_id = step.tenant_id and person.id = step.taken_by
        left join claim_said said on said.tenant_id = step.tenant_id and said.claim_id = step.claim_id
            and said.number = step.number
        left join roll_correction_decision decision on decision.tenant_id = step.tenant_id
            and decision.correction_id = step.correction_id
        where step.tenant_id = $1 and step.claim_id = any($2)
        order by step.claim_id, step.number"#,
        tx.tenant().uuid(),
        &ids
    )
    .fetch_all(tx.connection())
    .await?;
    let mut taken: HashMap<Uuid, Vec<TakenStep>> = HashMap::new();
    for row in steps {
        let carried = row.correction_id.map(|_| match row.approved {
            None => Carried::Waits,
            Some(true) => Carried::Holds,
            Some(false) => Carried::Refused,
        });
        taken.entry(row.claim_id).or_default().push(TakenStep {
            step: row.step.parse().map_err(StoreError::corrupt("claim_step.step"))?,
            at: row.taken_at,
            by: row.name,
            said: row.said,
            identity: row.identity,
            carried,
        });
    }
    rows.into_iter()
        .map(|row| {
            let steps = taken.remove(&row.id).unwrap_or_default();
            Ok(Claim { steps, ..Claim::try_from(row)? })
        })
        .collect()
}
