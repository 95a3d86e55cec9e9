//! What is known of whoever stands before a desk with a document.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use shared::{
    document::Key,
    id::PersonId,
    roll::{EntryHash, LastThree},
    ruleset::Code,
};

use crate::{Result, StoreError, TenantTx, roll};

/// What the rolls in force say of a document, and whose account it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether it is on each roll.
    pub on: BTreeMap<Key, bool>,
    /// When its owner was born, if a roll says it.
    pub born: Option<NaiveDate>,
    /// Where its owner votes, if a roll says it.
    pub territory: Option<Code>,
    /// The end of its number, as a roll has it.
    pub last_three: Option<LastThree>,
    /// The account of whoever signed in with it.
    pub person: Option<PersonId>,
}

/// What is known of a document.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn known(tx: &mut TenantTx, document: EntryHash) -> Result<Known> {
    let rows = sqlx::query!(
        r#"select import.roll, correction.what as "what?", coalesce(entry.listed, false) as "listed!",
            entry.born as "born?", coalesce(correction.territory, entry.territory) as "territory?",
            coalesce(entry.last_three, correction.last_three) as "last_three?"
        from roll_import import
        left join lateral (
            select correction.what, correction.territory, correction.last_three
            from roll_corrected corrected
            join roll_correction correction on correction.tenant_id = corrected.tenant_id
                and correction.id = corrected.correction_id
            join roll_correction_decision decision on decision.tenant_id = corrected.tenant_id
                and decision.correction_id = corrected.correction_id and decision.approved
            where corrected.tenant_id = $1 and corrected.roll = import.roll and corrected.hash = $2
            order by decision.decided_at desc, decision.correction_id
            limit 1
        ) correction on true
        left join lateral (
            select true as listed, born, territory, last_three from roll_entry
            where tenant_id = $1 and import_id = import.id and hash = $2
            union all
            select true, born, territory, last_three from roll_minor
            where tenant_id = $1 and import_id = import.id and hash = $2
            union all
            -- What ends so there is the account's number.
            (select true, null, territory, null from roll_account
            where tenant_id = $1 and import_id = import.id and hash = $2 order by account_id limit 1)
            limit 1
        ) entry on true
        where import.tenant_id = $1 and import.state = 'in_force'
        order by import.roll"#,
        tx.tenant().uuid(),
        document.as_bytes().as_slice()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut known = Known::default();
    for row in rows {
        let on = row.what.map_or(row.listed, |what| what == roll::What::Added.as_str());
        known.on.insert(row.roll.parse().map_err(StoreError::corrupt("roll_import.roll"))?, on);
        if on {
            known.born = known.born.or(row.born);
            if let (None, Some(code)) = (&known.territory, row.territory) {
                known.territory = Some(code.parse().map_err(StoreError::corrupt("roll_entry.territory"))?);
            }
            known.last_three = known.last_three.or(row.last_three.and_then(LastThree::stored));
        }
    }
    known.person = sqlx::query_scalar!(
        "select id from person where tenant_id = $1 and document_hash = $2",
        tx.tenant().uuid(),
        document.as_bytes().as_slice()
    )
    .fetch_optional(tx.connection())
    .await?
    .map(PersonId::from);
    Ok(known)
}
