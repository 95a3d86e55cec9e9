//! Files of rolls as they were loaded.

use chrono::{DateTime, Utc};
use shared::{
    document::{Fingerprint, Key},
    id::{PersonId, RollImportId},
    ruleset::Entries,
};
use uuid::Uuid;

use super::count;
use crate::{Result, StoreError, TenantTx};

/// Where a file of a roll stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being read.
    Loading,
    /// It was read and waits for a second person.
    Loaded,
    /// It says who is on the roll.
    InForce,
    /// Another has taken its place.
    Superseded,
    /// It was refused or given up.
    Refused,
}

impl State {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Loaded => "loaded",
            Self::InForce => "in_force",
            Self::Superseded => "superseded",
            Self::Refused => "refused",
        }
    }

    fn read(stored: &str) -> Result<Self> {
        let all = [Self::Loading, Self::Loaded, Self::InForce, Self::Superseded, Self::Refused];
        all.into_iter()
            .find(|state| state.as_str() == stored)
            .ok_or_else(|| StoreError::corrupt("roll_import.state")(format!("`{stored}`")))
    }
}

/// How many lines of each sort a file had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// People of age.
    pub adults: u64,
    /// Minors.
    pub minors: u64,
    /// Holders of accounts.
    pub holders: u64,
    /// Lines that were not kept.
    pub faults: u64,
}

impl Counts {
    /// Entries that were kept.
    pub const fn kept(&self) -> u64 {
        self.adults + self.minors + self.holders
    }
}

/// A file beside the one in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The one in force; none where there was none.
    pub with: Option<RollImportId>,
    /// Entries that both have.
    pub already_there: u64,
    /// Entries that only the one in force has.
    pub gone: u64,
}

/// A file of a roll (carga de un padrón).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Within the tenant.
    pub id: RollImportId,
    /// The roll, by its name in the rules.
    pub roll: Key,
    /// In order of beginning, from 1.
    pub number: u32,
    /// What its entries are.
    pub entries: Entries,
    /// Where it stands.
    pub state: State,
    /// The name of the file.
    pub file_name: String,
    /// Bytes read.
    pub offset: u64,
    /// Lines read.
    pub line: u64,
    /// SHA-256 of the bytes read: of the file, once it is loaded.
    pub digest: Fingerprint,
    /// What was in it.
    pub counts: Counts,
    /// When reading began.
    pub began_at: DateTime<Utc>,
    /// Who loaded it; none for the command line.
    pub loaded_by: Option<(PersonId, String)>,
    /// When it was read to its end.
    pub loaded_at: Option<DateTime<Utc>>,
    /// Beside the one in force.
    pub compared: Option<Compared>,
    /// The name of who approved or refused it.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// When its entries were deleted.
    pub emptied_at: Option<DateTime<Utc>>,
}

struct Row {
    id: Uuid,
    roll: String,
    number: i32,
    entries: String,
    state: String,
    file_name: String,
    byte_offset: i64,
    line: i64,
    digest: Vec<u8>,
    adults: i64,
    minors: i64,
    holders: i64,
    faults: i64,
    began_at: DateTime<Utc>,
    loaded_by: Option<Uuid>,
    loader: Option<String>,
    loaded_at: Option<DateTime<Utc>>,
    compared_with: Option<Uuid>,
    already_there: Option<i64>,
    gone: Option<i64>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    emptied_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Import {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let compared = match (row.already_there, row.gone) {
            (Some(already_there), Some(gone)) => Some(Compared {
                with: row.compared_with.map(RollImportId::from),
                already_there: count(already_there)?,
                gone: count(gone)?,
            }),
            _ => None,
        };
        let digest = <[u8; 32]>::try_from(row.digest);
        Ok(Self {
            id: row.id.into(),
            roll: row.roll.parse().map_err(StoreError::corrupt("roll_import.roll"))?,
            number: row.number.try_into().map_err(StoreError::corrupt("roll_import.number"))?,
            entries: row.entries.parse().map_err(StoreError::corrupt("roll_import.entries"))?,
            state: State::read(&row.state)?,
            file_name: row.file_name,
            offset: count(row.byte_offset)?,
            line: count(row.line)?,
            digest: digest.map_err(|_| StoreError::corrupt("roll_import.digest")("not 32 bytes"))?.into(),
            counts: Counts {
                adults: count(row.adults)?,
                minors: count(row.minors)?,
                holders: count(row.holders)?,
                faults: count(row.faults)?,
            },
            began_at: row.began_at,
            loaded_by: row.loaded_by.map(|id| (id.into(), row.loader.unwrap_or_default())),
            loaded_at: row.loaded_at,
            compared,
            decided_by: row.decider,
            decided_at: row.decided_at,
            reason: row.reason,
            emptied_at: row.emptied_at,
        })
    }
}

/// The columns of an import with who loaded and who decided it.
macro_rules! imports {
    ($where:literal $(, $arg:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"select import.id, import.roll, import.number, import.entries, import.state, import.file_name,
                import.byte_offset, import.line, import.digest, import.adults, import.minors, import.holders,
                import.faults, import.began_at, import.loaded_by, loader.name as "loader?", import.loaded_at,
                import.compared_with, import.already_there, import.gone, decider.name as "decider?",
                import.decided_at, import.reason, import.emptied_at
            from roll_import import
            left join person loader on loader.tenant_id = import.tenant_id and loader.id = import.loaded_by
            left join person decider on decider.tenant_id = import.tenant_id and decider.id = import.decided_by
            where import.tenant_id = $1 "# + $where,
            $($arg),*
        )
    };
}

/// One import.
///
/// # Errors
/// When the database does not answer.
pub async fn find(tx: &mut TenantTx, id: RollImportId) -> Result<Option<Import>> {
    let row = imports!("and import.id = $2", tx.tenant().uuid(), id.uuid());
    row.fetch_optional(tx.connection()).await?.map(Import::try_from).transpose()
}

/// The newest imports of a roll.
///
/// # Errors
/// When the database does not answer.
pub async fn of_roll(tx: &mut TenantTx, roll: &Key, limit: u16) -> Result<Vec<Import>> {
    let rows = imports!(
        "and import.roll = $2 order by import.number desc limit $3",
        tx.tenant().uuid(),
        roll.as_str(),
        i64::from(limit)
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Import::try_from).collect()
}

/// The import of a roll that is being read, or waits for a second person.
///
/// # Errors
/// When the database does not answer.
pub async fn under_way(tx: &mut TenantTx, roll: &Key) -> Result<Option<Import>> {
    let row =
        imports!("and import.roll = $2 and import.state in ('loading', 'loaded')", tx.tenant().uuid(), roll.as_str());
    row.fetch_optional(tx.connection()).await?.map(Import::try_from).transpose()
}

/// The import that says who is on a roll.
///
/// # Errors
/// When the database does not answer.
pub async fn in_force(tx: &mut TenantTx, roll: &Key) -> Result<Option<Import>> {
    let row = imports!("and import.roll = $2 and import.state = 'in_force'", tx.tenant().uuid(), roll.as_str());
    row.fetch_optional(tx.connection()).await?.map(Import::try_from).transpose()
}

/// The imports of all rolls that are under way or in force.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(tx: &mut TenantTx) -> Result<Vec<Import>> {
    let rows = imports!(
        "and import.state in ('loading', 'loaded', 'in_force') order by import.roll, import.number",
        tx.tenant().uuid()
    );
    rows.fetch_all(tx.connection()).await?.into_iter().map(Import::try_from).collect()
}
