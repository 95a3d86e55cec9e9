//! Corrections (correcciones): somebody belongs on a roll, or does not, whatever its files say.

use chrono::{DateTime, Utc};
use shared::{
    document::Key,
    id::{PersonId, RollCorrectionId},
    roll::{EntryHash, LastThree},
    ruleset::Code,
};
use uuid::Uuid;

use super::last_three;
use crate::{Result, StoreError, TenantTx};

/// What a correction does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody belongs on the roll.
    Added,
    /// Somebody does not.
    Removed,
}

impl What {
    /// The word that is stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }

    /// The one that a word means.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Added, Self::Removed].into_iter().find(|what| what.as_str() == word)
    }
}

/// A correction to enter.
#[derive(Clone, Debug)]
pub struct NewCorrection<'a> {
    /// Within the tenant.
    pub id: RollCorrectionId,
    /// The roll, by its name in the rules.
    pub roll: &'a Key,
    /// What it does.
    pub what: What,
    /// Whom it is about.
    pub hash: EntryHash,
    /// The end of the document's number.
    pub last_three: &'a LastThree,
    /// Where they belong, if it says.
    pub territory: Option<&'a Code>,
    /// Why.
    pub cause: &'a str,
    /// Who enters it.
    pub by: PersonId,
}

/// What was decided on a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it holds.
    pub approved: bool,
    /// Why not.
    pub reason: Option<String>,
    /// The name of who decided.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A correction as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Within the tenant.
    pub id: RollCorrectionId,
    /// The roll.
    pub roll: Key,
    /// What it does.
    pub what: What,
    /// The end of the document's number.
    pub last_three: LastThree,
    /// Where they belong, if it says.
    pub territory: Option<Code>,
    /// Why.
    pub cause: String,
    /// Who entered it.
    pub entered_by: (PersonId, String),
    /// When.
    pub entered_at: DateTime<Utc>,
    /// What was decided; nothing while it waits.
    pub decision: Option<Decision>,
}

struct Row {
    id: Uuid,
    roll: String,
    what: String,
    last_three: String,
    territory: Option<String>,
    cause: String,
    entered_by: Uuid,
    enterer: String,
    entered_at: DateTime<Utc>,
    approved: Option<bool>,
    reason: Option<String>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Correction {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let decision = match (row.approved, row.decider, row.decided_at) {
            (Some(approved), Some(by), Some(at)) => Some(Decision { approved, reason: row.reason, by, at }),
            _ => None,
        };
        let territory =
            row.territory.map(|code| code.parse().map_err(StoreError::corrupt("roll_correction.territory")));
        Ok(Self {
            id: row.id.into(),
            roll: row.roll.parse().map_err(StoreError::corrupt("roll_correction.roll"))?,
            what: What::read(&row.what).ok_or_else(|| StoreError::corrupt("roll_correction.what")(row.what))?,
            last_three: last_three(row.last_three)?,
            territory: territory.transpose()?,
            cause: row.cause,
            entered_by: (row.entered_by.into(), row.enterer),
            entered_at: row.entered_at,
            decision,
        })
    }
}

/// Enters a correction. It holds once it is approved.
///
/// # Errors
/// When the database does not answer.
pub async fn correct(tx: &mut TenantTx, new: &NewCorrection<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into roll_correction (tenant_id, id, roll, what, last_three, territory, cause, entered_by, entered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.tenant().uuid(),
        new.id.uuid(),
        new.roll.as_str(),
        new.what.as_str(),
        new.last_three.as_str(),
        new.territory.map(Code::as_str),
        new.cause,
        new.by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    sqlx::query!(
        "insert into roll_corrected (tenant_id, correction_id, roll, hash) values ($1, $2, $3, $4)",
        tx.tenant().uuid(),
        new.id.uuid(),
        new.roll.as_str(),
        &new.hash.as_bytes()[..]
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Decides on a correction that waits; says whether it did.
///
/// # Errors
/// When the database does not answer.
pub async fn decide(
    tx: &mut TenantTx,
    id: RollCorrectionId,
    approved: bool,
    reason: Option<&str>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into roll_correction_decision (tenant_id, correction_id, approved, reason, decided_by, decided_at)
        values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        tx.tenant().uuid(),
        id.uuid(),
        approved,
        reason,
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await?;
    Ok(done.rows_affected() == 1)
}

macro_rules! corrections {
    ($where:literal $(, $arg:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"select correction.id, correction.roll, correction.what, correction.last_three, correction.territory,
                correction.cause, correction.entered_by, enterer.name as enterer, correction.entered_at,
                decision.approved as "approved?", decision.reason, decider.name as "decider?",
                decision.decided_at as "decided_at?"
            from roll_correction correction
            join person enterer on enterer.tenant_id = correction.tenant_id and enterer.id = correction.entered_by
            left join roll_correction_decision decision on decision.tenant_id = correction.tenant_id
                and decision.correction_id = correction.id
            left join person decider on decider.tenant_id = decision.tenant_id and decider.id = decision.decided_by
            where correction.tenant_id = $1 "# + $where,
            $($arg),*
        )
    };
}

/// One correction.
///
/// # Errors
/// When the database does not answer.
pub async fn find_correction(tx: &mut TenantTx, id: RollCorrectionId) -> Result<Option<Correction>> {
    let row = corrections!("and correction.id = $2", tx.tenant().uuid(), id.uuid());
    row.fetch_optional(tx.connection()).await?.map(Correction::try_from).transpose()
}

/// The newest corrections of a roll: those that wait come first.
///
/// # Errors
/// When the database does not answer.
pub async fn corrections(tx: &mut TenantTx, roll: &Key, limit: u16) -> Result<Vec<Correction>> {
    let rows = corrections!(
        "and correction.roll = $2
        order by decision.decided_at is not null, correction.entered_at desc, correction.id limit $3",
        tx.tenant().uuid(),
        roll.as_str(),
        i64::from(limit)
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Correction::try_from).collect()
}
