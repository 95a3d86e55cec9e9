//! The archive of a tenant: a `.tar.gz` with one JSON Lines file per table and a manifest that counts and hashes them.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::site::Site;
use store::{Database, StoreError, TenantTx, export};

use crate::random;

/// The archive's layout; a reader refuses one that it does not know.
const FORMAT: u32 = 1;
/// The name of the manifest inside, its last entry: an archive without one is not complete.
const MANIFEST: &str = "manifest.json";

/// Why an archive could not be written or is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The database's part.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not an archive of that tenant, or not whole.
    #[error("{path} is not a complete archive of {slug}: {reason}")]
    NotOf {
        /// The file.
        path: PathBuf,
        /// The tenant.
        slug: String,
        /// What is wrong.
        reason: String,
    },
}

/// What is inside.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    tenant: String,
    slug: String,
    exported_at: DateTime<Utc>,
    left_out: Vec<String>,
    /// What is not in it because people were voting.
    #[serde(default)]
    held_back: Vec<String>,
    files: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    name: String,
    rows: u64,
    sha256: String,
}

/// What was written.
#[derive(Debug)]
pub struct Summary {
    /// How many tables.
    pub tables: usize,
    /// How many rows in all.
    pub rows: u64,
}

/// Writes everything a tenant has, as of one instant, through row-level security; while people vote, without what says how
/// many did. The file appears when it is complete.
///
/// # Errors
/// When the database does not answer or the file cannot be written.
pub async fn write(database: &Database, site: &Site, path: &Path, now: DateTime<Utc>) -> Result<Summary, ArchiveError> {
    let mut tx = database.enter_snapshot(site).await?;
    let unfinished = with_suffix(path, ".unfinished");
    let written = write_to(&mut tx, site, &unfinished, now).await;
    let finished = written.and_then(|summary| {
        std::fs::rename(&unfinished, path).map_err(|source| ArchiveError::File { path: path.into(), source })?;
        Ok(summary)
    });
    if finished.is_err() {
        // What went wrong is said already.
        let _ = std::fs::remove_file(&unfinished);
    }
    finished
}

async fn write_to(tx: &mut TenantTx, site: &Site, path: &Path, now: DateTime<Utc>) -> Result<Summary, ArchiveError> {
    let failed = |source| ArchiveError::File { path: path.to_path_buf(), source };
    let modified = u64::try_from(now.timestamp()).unwrap_or_default();
    let file = File::create(path).map_err(failed)?;
    let mut archive = tar::Builder::new(GzEncoder::new(BufWriter::new(file), Compression::default()));
    let mut files = Vec::new();

    let registry = export::registry_row(tx).await? + "\n";
    append(&mut archive, "tenant.jsonl", registry.as_bytes(), modified).map_err(failed)?;
    files.push(Entry { name: "tenant.jsonl".to_owned(), rows: 1, sha256: hash(registry.as_bytes()) });

    let held_back: &[&str] = if export::is_voting(tx).await? { &export::HELD_BACK } else { &[] };
    let tables = export::tables(tx).await?;
    let stays = |table: &&str| export::LEFT_OUT.contains(table) || held_back.contains(table);
    for table in tables.iter().map(String::as_str).filter(|table| !stays(table)) {
        // An entry of an archive begins with its length: each table waits in a file of its own until it is known.
        let part = with_suffix(path, ".table");
        let entry = write_table(tx, table, &part).await;
        let appended = entry.and_then(|entry| {
            append_file(&mut archive, &entry.name, &part, modified).map_err(failed)?;
            Ok(entry)
        });
        let removed = std::fs::remove_file(&part);
        files.push(appended?);
        removed.map_err(|source| ArchiveError::File { path: part, source })?;
    }

    let summary = Summary { tables: files.len() - 1, rows: files.iter().skip(1).map(|entry| entry.rows).sum() };
    let manifest = Manifest {
        format: FORMAT,
        tenant: site.tenant.to_string(),
        slug: site.slug.to_string(),
        exported_at: now,
        left_out: export::LEFT_OUT.map(ToOwned::to_owned).to_vec(),
        held_back: held_back.iter().map(|table| (*table).to_owned()).collect(),
        files,
    };
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| failed(error.into()))?;
    append(&mut archive, MANIFEST, &manifest, modified).map_err(failed)?;
    archive
        .into_inner()
        .and_then(GzEncoder::finish)
        .and_then(|file| file.into_inner().map_err(io::IntoInnerError::into_error))
        .and_then(|file| file.sync_all())
        .map_err(failed)?;
    Ok(summary)
}

async fn write_table(tx: &mut TenantTx, table: &str, part: &Path) -> Result<Entry, ArchiveError> {
    let failed = |source| ArchiveError::File { path: part.to_path_buf(), source };
    let mut file = BufWriter::new(File::create(part).map_err(failed)?);
    let mut hasher = Sha256::new();
    let mut rows = 0;
    let mut stream = export::rows(tx, table).await?;
    while let Some(mut row) = stream.try_next().await? {
        row.push('\n');
        hasher.update(row.as_bytes());
        file.write_all(row.as_bytes()).map_err(failed)?;
        rows += 1;
    }
    file.flush().map_err(failed)?;
    Ok(Entry { name: format!("{table}.jsonl"), rows, sha256: random::to_hex(&hasher.finalize()) })
}

fn header(size: u64, modified: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(modified);
    header
}

fn append(archive: &mut tar::Builder<impl io::Write>, name: &str, bytes: &[u8], modified: u64) -> io::Result<()> {
    let size = u64::try_from(bytes.len()).map_err(io::Error::other)?;
    archive.append_data(&mut header(size, modified), name, bytes)
}

fn append_file(archive: &mut tar::Builder<impl io::Write>, name: &str, part: &Path, modified: u64) -> io::Result<()> {
    let file = File::open(part)?;
    let size = file.metadata()?.len();
    archive.append_data(&mut header(size, modified), name, file)
}

/// Whether a file is a whole archive of the tenant: its manifest names it, and every file has its hash.
///
/// # Errors
/// When it is not, or cannot be read.
pub fn check(path: &Path, site: &Site) -> Result<(), ArchiveError> {
    let not_of = |reason: String| ArchiveError::NotOf { path: path.into(), slug: site.slug.to_string(), reason };
    let (manifest, found) = read(path).map_err(|error| not_of(error.to_string()))?;
    let manifest = manifest.ok_or_else(|| not_of("it has no manifest".to_owned()))?;
    if manifest.format != FORMAT {
        return Err(not_of(format!("its format is {}, known is {FORMAT}", manifest.format)));
    }
    if manifest.tenant != site.tenant.to_string() {
        return Err(not_of(format!("it is an archive of {} ({})", manifest.slug, manifest.tenant)));
    }
    if !manifest.held_back.is_empty() {
        return Err(not_of(format!("people were voting, and it lacks {}", manifest.held_back.join(", "))));
    }
    if let Some(missing) = manifest.files.iter().find(|entry| !found.contains(entry)) {
        return Err(not_of(format!("{} is missing or damaged", missing.name)));
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<(Option<Manifest>, Vec<Entry>)> {
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(path)?));
    let mut manifest = None;
    let mut found = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        if name == MANIFEST {
            let mut text = Vec::new();
            entry.read_to_end(&mut text)?;
            manifest = Some(serde_json::from_slice(&text)?);
            continue;
        }
        let mut hasher = Sha256::new();
        let mut rows = 0;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let length = entry.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            hasher.update(&buffer[..length]);
            for byte in &buffer[..length] {
                rows += u64::from(*byte == b'\n');
            }
        }
        found.push(Entry { name, rows, sha256: random::to_hex(&hasher.finalize()) });
    }
    Ok((manifest, found))
}

fn hash(bytes: &[u8]) -> String {
    random::to_hex(&Sha256::digest(bytes))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
