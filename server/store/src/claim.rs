//! Claims on personal data (reclamos): filed, answered step by step, and forgotten when their time is over.

mod read;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    claim::{Carried, ClaimKind, Said, Standing, Step, Taken},
    id::{ClaimId, PersonId, ProcessId, RollCorrectionId},
    locale::in_zone,
    roll::{EntryHash, LastThree},
};

pub use self::read::{by_code, find, of_person, of_process};
use crate::{Result, StoreError, TenantTx, process::Process};

/// Who filed a claim and whom it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Who filed it, where they were signed in.
    pub person: Option<PersonId>,
    /// Whether their identity provider vouches for the document.
    pub attested: bool,
    /// The document that it is about.
    pub document: Option<(EntryHash, LastThree)>,
    /// Where they want the answer, if they do.
    pub contact: Option<String>,
}

/// A claim to file.
#[derive(Clone, Debug)]
pub struct NewClaim<'a> {
    /// Within the tenant.
    pub id: ClaimId,
    /// The process under way.
    pub process: ProcessId,
    /// What it is about.
    pub kind: ClaimKind,
    /// SHA-256 of the code by which it is followed.
    pub code: [u8; 32],
    /// Who files it, and whom it is about.
    pub subject: &'a Subject,
    /// Their words.
    pub said: &'a Said,
}

/// A claim as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Within the tenant.
    pub id: ClaimId,
    /// Its number in the process, from 1.
    pub number: u32,
    /// What it is about.
    pub kind: ClaimKind,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// Who filed it; nothing once that was forgotten.
    pub subject: Option<Subject>,
    /// Their words; nothing once they were forgotten.
    pub said: Option<String>,
    /// What was done with it, in order.
    pub steps: Vec<TakenStep>,
}

/// What was done with a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenStep {
    /// Which step.
    pub step: Step,
    /// When.
    pub at: DateTime<Utc>,
    /// The name of who answers for it; none for whoever filed the claim.
    pub by: Option<String>,
    /// What they said; nothing once it was forgotten.
    pub said: Option<String>,
    /// How whoever decided made sure who had filed the claim.
    pub identity: Option<String>,
    /// How the correction of a roll stands that carries it out, where there is one.
    pub carried: Option<Carried>,
}

impl Claim {
    /// How it stands on a day, by the law of the country of its process.
    pub fn standing(&self, process: &Process, today: NaiveDate) -> Standing {
        let zone = process.almanac().zone;
        let day = |at| in_zone(at, zone).date();
        let taken = |one: &TakenStep| Taken { step: one.step, on: day(one.at), carried: one.carried };
        let steps: Vec<Taken> = self.steps.iter().map(taken).collect();
        process.claims_of(self.kind).standing(day(self.filed_at), &steps, today)
    }

    /// Who filed it, where they were signed in.
    pub fn filed_by(&self) -> Option<PersonId> {
        self.subject.as_ref().and_then(|subject| subject.person)
    }

    /// Whether it is of somebody who is signed in: they filed it, or it is about their document.
    pub fn is_of(&self, person: PersonId, document: Option<EntryHash>) -> bool {
        let about = self.subject.as_ref().and_then(|subject| subject.document.as_ref()).map(|(hash, _)| *hash);
        self.filed_by() == Some(person) || (about.is_some() && about == document)
    }

    /// Whether somebody has to make sure who filed it before it is decided: where no identity provider vouches for the
    /// document, and the answer tells of whoever filed it.
    pub fn needs_identity(&self) -> bool {
        !self.kind.is_about_another() && !self.subject.as_ref().is_some_and(|subject| subject.attested)
    }
}

/// Files a claim, and says its number.
///
/// # Errors
/// [`StoreError::Conflict`] when too many are filed at once; or when the database does not answer.
pub async fn file(tx: &mut TenantTx, new: &NewClaim<'_>, now: DateTime<Utc>) -> Result<u32> {
    // Another one that is filed at the same time has the number: the next one is tried once that is there.
    for _ in 0..10 {
        let number = sqlx::query_scalar!(
            "insert into claim (tenant_id, id, process_id, number, kind, code_hash, filed_at)
            select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6
            from claim where tenant_id = $1 and process_id = $3
            on conflict do nothing
            returning number",
            tx.tenant().uuid(),
            new.id.uuid(),
            new.process.uuid(),
            new.kind.as_str(),
            &new.code[..],
            now
        )
        .fetch_optional(tx.connection())
        .await?;
        let Some(number) = number else { continue };
        let Subject { person, attested, document, contact } = new.subject;
        sqlx::query!(
            "insert into claim_subject (tenant_id, claim_id, person_id, attested, hash, last_three, contact)
            values ($1, $2, $3, $4, $5, $6, $7)",
            tx.tenant().uuid(),
            new.id.uuid(),
            person.map(PersonId::uuid),
            attested,
            document.as_ref().map(|(hash, _)| hash.as_bytes().to_vec()),
            document.as_ref().map(|(_, last)| last.as_str()),
            contact.as_deref()
        )
        .execute(tx.connection())
        .await?;
        say(tx, new.id, 0, new.said, None).await?;
        return u32::try_from(number).map_err(StoreError::corrupt("claim.number"));
    }
    Err(StoreError::Conflict("the number of the claim"))
}

async fn say(tx: &mut TenantTx, claim: ClaimId, number: i32, said: &Said, identity: Option<&str>) -> Result<()> {
    sqlx::query!(
        "insert into claim_said (tenant_id, claim_id, number, said, identity) values ($1, $2, $3, $4, $5)",
        tx.tenant().uuid(),
        claim.uuid(),
        number,
        said.as_str(),
        identity
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// A step to take.
#[derive(Clone, Copy, Debug)]
pub struct NewStep<'a> {
    /// Which.
    pub step: Step,
    /// Who answers for it; none for whoever filed the claim.
    pub by: Option<PersonId>,
    /// What they say.
    pub said: &'a Said,
    /// How they made sure who had filed the claim.
    pub identity: Option<&'a str>,
    /// The correction that carries it out.
    pub correction: Option<RollCorrectionId>,
}

/// Takes a step, the one after those that are there.
///
/// # Errors
/// [`StoreError::Conflict`] when another was taken at the same time; or when the database does not answer.
pub async fn take(tx: &mut TenantTx, claim: &Claim, new: NewStep<'_>, now: DateTime<Utc>) -> Result<()> {
    let number = i32::try_from(claim.steps.len() + 1).map_err(StoreError::corrupt("claim_step.number"))?;
    let done = sqlx::query!(
        "insert into claim_step (tenant_id, claim_id, number, step, taken_by, correction_id, taken_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        tx.tenant().uuid(),
        claim.id.uuid(),
        number,
        new.step.as_str(),
        new.by.map(PersonId::uuid),
        new.correction.map(RollCorrectionId::uuid),
        now
    )
    .execute(tx.connection())
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Conflict("the claim"));
    }
    say(tx, claim.id, number, new.said, new.identity).await
}

/// Forgets what was told with claims that were over before an instant; says of how many. One that waits for an answer is
/// kept however old it is, and so is one whose correction waits for the second person, or was refused by them.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(tx: &mut TenantTx, before: DateTime<Utc>) -> Result<u64> {
    let forgotten = sqlx::query!(
        "with over as (
            select claim.id from claim
            join lateral (
                select step, taken_at, correction_id from claim_step
                where claim_step.tenant_id = $1 and claim_step.claim_id = claim.id
                order by number desc limit 1
            ) latest on true
            left join roll_correction_decision decision on decision.tenant_id = $1
                and decision.correction_id = latest.correction_id
            where claim.tenant_id = $1 and latest.step in ('asked', 'upheld', 'refused')
                and (latest.correction_id is null or decision.approved)
                and coalesce(decision.decided_at, latest.taken_at) < $2
        ), unsaid as (
            delete from claim_said using over where claim_said.tenant_id = $1 and claim_said.claim_id = over.id
        )
        delete from claim_subject using over where claim_subject.tenant_id = $1 and claim_subject.claim_id = over.id",
        tx.tenant().uuid(),
        before
    )
    .execute(tx.connection())
    .await?;
    Ok(forgotten.rows_affected())
}
