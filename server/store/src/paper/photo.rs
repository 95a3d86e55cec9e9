//! Photos of sheets.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    document::Fingerprint,
    id::{ContestId, PaperSheetId, PersonId},
    paper::Photo,
};

use super::{Sheet, is_sealed};
use crate::{Result, StoreError, TenantTx};

/// A photo that is kept, without the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its number on the sheet, from 1.
    pub number: u32,
    /// The SHA-256 of the picture.
    pub sha256: Fingerprint,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Who added it, by name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why a photo is not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The sheet has it already.
    #[error("the sheet has this photo")]
    Known,
    /// The sheet has as many as it may.
    #[error("the sheet has {} photos", Photo::MOST)]
    Full,
    /// The urn is sealed.
    #[error("the urn is sealed")]
    Closed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The photos of a sheet by number.
///
/// # Errors
/// When the database does not answer, or holds what the domain does not know.
pub async fn photos(tx: &mut TenantTx, sheet: PaperSheetId) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        "select photo.number, photo.sha256, photo.width, photo.height, person.name, photo.added_at
        from paper_photo photo
        join person on person.tenant_id = photo.tenant_id and person.id = photo.added_by
        where photo.tenant_id = $1 and photo.sheet_id = $2
        order by photo.number",
        tx.tenant().uuid(),
        sheet.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Kept {
                number: row.number.cast_unsigned(),
                sha256: fingerprint(&row.sha256)?,
                width: row.width.cast_unsigned(),
                height: row.height.cast_unsigned(),
                by: row.name,
                at: row.added_at,
            })
        })
        .collect()
}

fn fingerprint(bytes: &[u8]) -> Result<Fingerprint> {
    let bytes: [u8; 32] = bytes.try_into().map_err(StoreError::corrupt("paper_photo.sha256"))?;
    Ok(bytes.into())
}

/// The picture of a photo, a JPEG file.
///
/// # Errors
/// When the database does not answer.
pub async fn picture(tx: &mut TenantTx, sheet: PaperSheetId, number: u32) -> Result<Option<Vec<u8>>> {
    let Ok(number) = i32::try_from(number) else { return Ok(None) };
    let picture = sqlx::query_scalar!(
        "select image from paper_photo where tenant_id = $1 and sheet_id = $2 and number = $3",
        tx.tenant().uuid(),
        sheet.uuid(),
        number
    )
    .fetch_optional(tx.connection())
    .await?;
    Ok(picture)
}

/// Keeps a photo of a sheet, and says its number.
///
/// # Errors
/// When the sheet has it or has too many, the urn is sealed, another one comes in at the same time
/// ([`StoreError::Conflict`]), or the database does not answer.
pub async fn add_photo(
    tx: &mut TenantTx,
    sheet: &Sheet,
    photo: &Photo,
    by: PersonId,
    now: DateTime<Utc>,
) -> std::result::Result<u32, NotKept> {
    if is_sealed(tx, sheet.contest.0).await? {
        return Err(NotKept::Closed);
    }
    let (known, sha256) = (photos(tx, sheet.id).await?, photo.fingerprint());
    if known.iter().any(|one| one.sha256 == sha256) {
        return Err(NotKept::Known);
    }
    let number = u32::try_from(known.len()).unwrap_or(u32::MAX).saturating_add(1);
    if number > Photo::MOST {
        return Err(NotKept::Full);
    }
    let done = sqlx::query!(
        "insert into paper_photo (tenant_id, sheet_id, number, image, sha256, width, height, added_by, added_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
        tx.tenant().uuid(),
        sheet.id.uuid(),
        number.cast_signed(),
        photo.jpeg,
        sha256.bytes().as_slice(),
        photo.width.cast_signed(),
        photo.height.cast_signed(),
        by.uuid(),
        now
    )
    .execute(tx.connection())
    .await
    .map_err(StoreError::from)?;
    if done.rows_affected() == 1 { Ok(number) } else { Err(StoreError::Conflict("the photos").into()) }
}

/// What the photos of the sheets of a contest are named by, in the order of their numbers.
pub(super) async fn hashes(tx: &mut TenantTx, contest: ContestId) -> Result<BTreeMap<PaperSheetId, Vec<Fingerprint>>> {
    let rows = sqlx::query!(
        "select photo.sheet_id, photo.sha256
        from paper_photo photo
        join paper_sheet sheet on sheet.tenant_id = photo.tenant_id and sheet.id = photo.sheet_id
        where photo.tenant_id = $1 and sheet.contest_id = $2
        order by photo.sheet_id, photo.number",
        tx.tenant().uuid(),
        contest.uuid()
    )
    .fetch_all(tx.connection())
    .await?;
    let mut all: BTreeMap<PaperSheetId, Vec<Fingerprint>> = BTreeMap::new();
    for row in rows {
        all.entry(row.sheet_id.into()).or_default().push(fingerprint(&row.sha256)?);
    }
    Ok(all)
}
