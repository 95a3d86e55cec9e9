//! What the rolls that are in force have of one document.

use chrono::NaiveDate;
use shared::{
    document::Key,
    roll::{EntryHash, LastThree},
};

use super::last_three;
use crate::{Result, StoreError, TenantTx};

/// What a roll in force has of a document: an entry of its file, a correction, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The roll.
    pub roll: Key,
    /// The entry of its file: of a person, or of an account that they answer for.
    pub listed: Option<Listing>,
    /// What the last correction that holds says, which goes before the file.
    pub corrected: Option<bool>,
    /// The code of the territory where that correction says that they belong, which goes before the file too.
    pub placed: Option<String>,
}

/// An entry of a roll's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The end of the number: of the document, or of the account.
    pub last_three: LastThree,
    /// The code of the territory, where the file has it.
    pub territory: Option<String>,
    /// When they were born, where a rule asks for an age.
    pub born: Option<NaiveDate>,
}

impl Entry {
    /// Whether the document counts as being on the roll.
    pub fn counts(&self) -> bool {
        self.corrected.unwrap_or(self.listed.is_some())
    }
}

/// What the rolls in force have of a document; rolls that have nothing are left out.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn entries_of(tx: &mut TenantTx, document: EntryHash) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        r#"select import.roll, entry.last_three as "last_three?", entry.territory as "territory?", entry.born as "born?",
            corrected.holds as "corrected?", corrected.territory as "placed?"
        from roll_import import
        left join lateral (
            select last_three, territory, born from roll_entry
            where tenant_id = $1 and import_id = import.id and hash = $2
            union all
            select last_three, territory, born from roll_minor
            where tenant_id = $1 and import_id = import.id and hash = $2
            union all
            select last_three, territory, null from roll_account
            where tenant_id = $1 and import_id = import.id and hash = $2
        ) entry on true
        left join lateral (
            select correction.what = 'added' as holds, correction.territory
            from roll_corrected
            join roll_correction correction on correction.tenant_id = $1 and correction.id = roll_corrected.correction_id
            join roll_correction_decision decision on decision.tenant_id = $1
                and decision.correction_id = roll_corrected.correction_id and decision.approved
            where roll_corrected.tenant_id = $1 and roll_corrected.roll = import.roll and roll_corrected.hash = $2
            order by decision.decided_at desc, decision.correction_id
            limit 1
        ) corrected on true
        where import.tenant_id = $1 and import.state = 'in_force'
            and (entry.last_three is not null or corrected.holds is not null)
        order by import.roll, entry.last_three"#,
        tx.tenant().uuid(),
        &document.as_bytes()[..]
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let listed = row.last_three.map(|last| {
                let listing = Listing { last_three: last_three(last)?, territory: row.territory, born: row.born };
                Ok::<_, StoreError>(listing)
            });
            Ok(Entry {
                roll: row.roll.parse().map_err(StoreError::corrupt("roll_import.roll"))?,
                listed: listed.transpose()?,
                corrected: row.corrected,
                placed: row.placed,
            })
        })
        .collect()
}
