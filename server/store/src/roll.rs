//! Rolls (padrones): who is on them, by keyed hashes. No function here ever sees a document number.

mod correction;
mod entry;
mod import;
mod record;
mod retention;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use shared::{
    document::Key,
    id::PersonId,
    roll::{EntryHash, LastThree},
    ruleset::Code,
};
use uuid::Uuid;

pub use self::{
    correction::{Correction, Decision, NewCorrection, What, correct, corrections, decide, find_correction},
    entry::{Entry, Listing, entries_of},
    import::{
        FaultLine, Kept, MOST_FAULTS, NotApproved, NotLoaded, approve, begin, compare, empty_some, faults, finish,
        keep, load, refuse,
    },
    record::{Compared, Counts, Import, State, find, in_force, newest, of_roll, under_way},
    retention::{due, end_due},
};
use crate::{Result, StoreError, TenantTx};

/// What the rolls that are in force say of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the person is on each roll; `None` where it is not known which document is theirs.
    pub on: BTreeMap<Key, Option<bool>>,
    /// When they were born, if a roll says it.
    pub born: Option<NaiveDate>,
}

/// One roll of [`Standing`], as the statement gives it.
#[derive(Debug, Deserialize)]
pub(crate) struct StoredStanding {
    on: Option<bool>,
    born: Option<NaiveDate>,
}

impl Standing {
    /// What the statement of [`crate::facts`] gave.
    pub(crate) fn read(stored: BTreeMap<String, StoredStanding>) -> Result<Self> {
        let mut standing = Self::default();
        for (roll, StoredStanding { on, born }) in stored {
            let roll = roll.parse().map_err(StoreError::corrupt("roll_import.roll"))?;
            standing.on.insert(roll, on);
            standing.born = standing.born.or(born.filter(|_| on == Some(true)));
        }
        Ok(standing)
    }
}

/// An account on a roll that a person answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Under which it votes; the same in every import.
    pub id: Uuid,
    /// The end of its number.
    pub last_three: LastThree,
    /// The code of its territory, where the roll says it.
    pub territory: Option<Code>,
}

/// The accounts on a roll in force that whoever has a document answers for, by their last three signs.
///
/// # Errors
/// When the database does not answer.
pub async fn accounts_of(tx: &mut TenantTx, roll: &Key, document: EntryHash) -> Result<Vec<Account>> {
    let rows = sqlx::query!(
        "select account.account_id, account.last_three, account.territory
        from roll_import import
        join roll_account account on account.tenant_id = $1 and account.import_id = import.id and account.hash = $2
        where import.tenant_id = $1 and import.roll = $3 and import.state = 'in_force'
        order by account.last_three, account.account_id",
        tx.tenant().uuid(),
        document.as_bytes().as_slice(),
        roll.as_str()
    )
    .fetch_all(tx.connection())
    .await?;
    let read = |id, last, territory: Option<String>| {
        Ok(Account {
            id,
            last_three: last_three(last)?,
            territory: territory
                .map(|code| code.parse().map_err(StoreError::corrupt("roll_account.territory")))
                .transpose()?,
        })
    };
    rows.into_iter().map(|row| read(row.account_id, row.last_three, row.territory)).collect()
}

/// The document that a person's identity provider vouches for.
///
/// # Errors
/// When the database does not answer.
pub async fn document_of(tx: &mut TenantTx, person: PersonId) -> Result<Option<EntryHash>> {
    let stored = sqlx::query_scalar!(
        "select document_hash from person where tenant_id = $1 and id = $2",
        tx.tenant().uuid(),
        person.uuid()
    )
    .fetch_optional(tx.connection())
    .await?;
    stored.flatten().map(hash).transpose()
}

pub(crate) fn hash(stored: Vec<u8>) -> Result<EntryHash> {
    let bytes = <[u8; 32]>::try_from(stored).map_err(|_| StoreError::corrupt("roll hash")("not 32 bytes"))?;
    Ok(EntryHash::new(bytes))
}

pub(crate) fn last_three(stored: String) -> Result<LastThree> {
    LastThree::stored(stored).ok_or_else(|| StoreError::corrupt("roll entry")("not three signs"))
}

fn count(stored: i64) -> Result<u64> {
    u64::try_from(stored).map_err(StoreError::corrupt("roll_import"))
}
