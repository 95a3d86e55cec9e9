//! The public draw of a process (sorteo): a commitment before the vote, a number drawn in public after it, and the seed
//! that both make. The secret is written here and cannot be read before the number is on record: the database sees to it.

mod correction;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
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
    /// Why it was committed to only after voting had opened, where it was.
    pub late: Option<String>,
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
    /// At what time of it, by the clocks of the site, where it was told.
    pub drawn_at: Option<NaiveTime>,
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
#[derive(Clone, Debug)]
pub struct Drawn<'a> {
    /// The number.
    pub number: PublicNumber,
    /// Where it was drawn.
    pub source: &'a str,
    /// On which day.
    pub on: NaiveDate,
    /// At what time of it, by the clocks of the site, where that is told.
    pub at: Option<NaiveTime>,
}

/// The draw of a process, as far as it has come.
///
/// # Errors
/// When the database does not answer.
pub async fn of_process(tx: &mut TenantTx, process: ProcessId) -> Result<Option<Draw>> {
    let row = sqlx::query!(
        r#"select committed.commitment, committed.committed_at, committed.late_because, number.number as "number?",
            number.source as "source?", number.drawn_on as "drawn_on?", number.drawn_at,
            number.entered_at as "entered_at?", revealed_secret(committed.process_id) as secret
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
            let drawn_at = row.drawn_at;
            Some(Held { secret, number, source, drawn_on, drawn_at, entered_at, seed, entered, corrections })
        }
        _ => None,
    };
    let commitment = row.commitment.parse().map_err(StoreError::corrupt("draw_commitment.commitment"))?;
    Ok(Some(Draw { commitment, committed_at: row.committed_at, late: row.late_because, held }))
}

/// Why a process is not committed to a secret.
#[derive(Debug, thiserror::Error)]
pub enum NotCommitted {
    /// It has committed before.
    #[error("it is committed already")]
    Already,
    /// Voting has opened, and nobody says why it comes only now.
    #[error("voting has opened")]
    VotingOpened,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for NotCommitted {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<NotCommitted> for StoreError {
    fn from(error: NotCommitted) -> Self {
        match error {
            NotCommitted::Already => Self::Conflict("the commitment"),
            NotCommitted::VotingOpened => Self::Conflict("the voting"),
            NotCommitted::Store(error) => error,
        }
    }
}

/// Whether a commitment that is made at this instant comes after voting opened, anywhere.
///
/// # Errors
/// When the database does not answer.
pub async fn would_be_late(tx: &mut TenantTx, process: ProcessId, at: DateTime<Utc>) -> Result<bool> {
    let late =
        sqlx::query_scalar!(r#"select commits_late($1, $2, $3) as "late!""#, tx.tenant().uuid(), process.uuid(), at)
            .fetch_one(tx.connection())
            .await?;
    Ok(late)
}

/// Commits a process to a secret: before voting opens, or later with the reason why only then, which stays beside it.
///
/// # Errors
/// When it has committed before, voting has opened and no reason is given, or the database does not answer.
pub async fn commit(
    tx: &mut TenantTx,
    process: ProcessId,
    secret: &Seed,
    late: Option<&str>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), NotCommitted> {
    if of_process(tx, process).await?.is_some() {
        return Err(NotCommitted::Already);
    }
    let is_late = would_be_late(tx, process, now).await?;
    if is_late && late.is_none() {
        return Err(NotCommitted::VotingOpened);
    }
    let committed = sqlx::query!(
        "insert into draw_commitment (tenant_id, process_id, commitment, late_because, committed_at, committed_by)
        values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, process_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        secret.commitment().to_string(),
        late.filter(|_| is_late),
        now,
        by.uuid()
    )
    .execute(tx.connection())
    .await?;
    if committed.rows_affected() == 0 {
        return Err(NotCommitted::Already);
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

/// Puts on record what was drawn in public, on a day after that of the commitment and after voting closed. From then on
/// the secret can be read.
///
/// # Errors
/// [`StoreError::Conflict`] when a number is on record already; and when it was drawn too early or the database does not
/// answer.
pub async fn hold(
    tx: &mut TenantTx,
    process: ProcessId,
    drawn: Drawn<'_>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let held = sqlx::query!(
        "insert into draw_number (tenant_id, process_id, number, source, drawn_on, drawn_at, entered_at, entered_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, process_id) do nothing",
        tx.tenant().uuid(),
        process.uuid(),
        drawn.number.as_str(),
        drawn.source,
        drawn.on,
        drawn.at,
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
