//! The public draw of a process (sorteo): a commitment before the vote, a number drawn in public after it, and the seed
//! that both make. The secret is written here and cannot be read before the number is on record: the database sees to it.

mod correction;

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    draw::{Commitment, PublicNumber, Seed},
    id::{PersonId, ProcessId},
};

pub use self::correction::{Correction, Said, decide, propose};
use crate::{Result, StoreError, TenantTx};

/// What was committed to, and what was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The SHA-256 of the secret.
    pub commitment: Commitment,
    /// Since when.
    pub committed_at: DateTime<Utc>,
    /// The draw, once it was held.
    pub held: Option<Held>,
}

/// A draw that was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// What was committed to.
    pub secret: Seed,
    /// What was drawn in public.
    pub number: PublicNumber,
    /// Where.
    pub source: String,
    /// On which day.
    pub drawn_on: NaiveDate,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// What ties are drawn from: both in one line.
    pub seed: Seed,
    /// What was entered before it was corrected, where it was; else as the other fields say.
    pub entered: Entered,
    /// What was proposed in its place, the first first.
    pub corrections: Vec<Correction>,
}

/// A number as it was entered first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The number.
    pub number: PublicNumber,
    /// Where it was drawn.
    pub source: String,
    /// On which day.
    pub drawn_on: NaiveDate,
}

impl Held {
    /// The correction that waits for the second person.
    pub fn waiting(&self) -> Option<&Correction> {
        self.corrections.last().filter(|correction| correction.waits())
    }

    /// Each number that held before, with the correction that took its place.
    pub fn corrected(&self) -> Vec<(Entered, &Correction)> {
        let mut before = self.entered.clone();
        let mut corrected = Vec::new();
        for correction in self.corrections.iter().filter(|correction| correction.confirmed().is_some()) {
            let Correction { number, source, drawn_on, .. } = correction.clone();
            corrected.push((before, correction));
            before = Entered { number, source, drawn_on };
        }
        corrected
    }
}

/// A number drawn in public, as it is entered.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The number.
    pub number: &'a PublicNumber,
    /// Where it was drawn.
    pub source: &'a str,
    /// On which day.
    pub on: NaiveDate,
}

/// The draw of a process, as far as it has come.
///
/// # Errors
/// When the database does not answer.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Option<Draw>> {
    let row = sqlx::query!(
        r#"select committed.commitment, committed.committed_at, number.number as "number?", number.source as "source?",
            number.drawn_on as "drawn_on?", number.entered_at as "entered_at?",
            revealed_secret(committed.process_id) as secret
        from draw_commitment committed
        left join draw_number number
            on number.tenant_id = committed.tenant_id and number.process_id = committed.process_id
        where committed.tenant_id = $1 and committed.process_id = $2"#,
        tx.tenant().uuid(),
        process.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let corrections = correction::of_process(tx, process).await?;
    let held = match (row.number, row.source, row.drawn_on, row.entered_at, row.secret) {
        (Some(number), Some(source), Some(drawn_on), Some(entered_at), Some(secret)) => {
            let number: PublicNumber = number.parse().map_err(StoreError::corrupt("draw_number.number"))?;
            let entered = Entered { number, source, drawn_on };
            let last = corrections.iter().rfind(|correction| correction.confirmed().is_some());
            let Entered { number, source, drawn_on } = last.map_or_else(
                || entered.clone(),
                |last| Entered { number: last.number.clone(), source: last.source.clone(), drawn_on: last.drawn_on },
            );
            let secret: Seed = secret.parse().map_err(StoreError::corrupt("draw_secret.secret"))?;
            let seed = secret.with(&number).map_err(StoreError::corrupt("draw_secret.secret"))?;
            Some(Held { secret, number, source, drawn_on, entered_at, seed, entered, corrections })
        }
        _ => None,
    };
    let commitment = row.commitment.parse().map_err(StoreError::corrupt("draw_commitment.commitment"))?;
    Ok(Some(Draw { commitment, committed_at: row.committed_at, held }))
}

/// Commits a process to a secret.
///
/// # Errors
/// [`StoreError::Conflict`] when it has committed before, and when the database does not answer.
pub async fn commit(
    tx: &mut TenantTx,
    process: ProcessId,
    secret: &Seed,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let committed = sqlx::query!(
        "insert into draw_commitment (tenant_id, process_id, commitment, committed_at, committed_by)
        values ($1, $2, $3, $4, $5) on conflict (tenant_id, process_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        secret.commitment().to_string(),
        now,
        by.uuid()
    )
    .execute(tx.connection())
    .await?;
    if committed.rows_affected() == 0 {
        return Err(StoreError::Conflict("the commitment"));
    }
    sqlx::query!(
        "insert into draw_secret (tenant_id, process_id, secret) values ($1, $2, $3)",
        tx.tenant().uuid(),
        process.uuid(),
        secret.as_str()
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Puts on record what was drawn in public. From then on the secret can be read.
///
/// # Errors
/// [`StoreError::Conflict`] when a number is on record already, and when the database does not answer.
pub async fn hold(
    tx: &mut TenantTx,
    process: ProcessId,
    drawn: Drawn<'_>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let held = sqlx::query!(
        "insert into draw_number (tenant_id, process_id, number, source, drawn_on, entered_at, entered_by)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (tenant_id, process_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        drawn.number.as_str(),
        drawn.source,
        drawn.on,
        now,
        by.uuid()
    )
    .execute(tx.connection())
    .await?;
    if held.rows_affected() == 0 {
        return Err(StoreError::Conflict("the number of the draw"));
    }
    Ok(())
}
