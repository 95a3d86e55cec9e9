//! Ballots as they were sealed in a file, as sites give them out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use shared::code::TypedCode;
use shared::urn::{HEADING, NoRow, Slip};

use crate::pabulib_file::{FileError, Lines};

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum SlipsError {
    /// It cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The first row.
    #[error("{path}: the first line is not `{HEADING}`")]
    Heading {
        /// The file.
        path: PathBuf,
    },
    /// A row.
    #[error("{path}, line {line}: {problem}")]
    Row {
        /// The file.
        path: PathBuf,
        /// Its line, from 1.
        line: u64,
        /// What is wrong.
        problem: NoRow,
    },
    /// A ballot that comes twice.
    #[error("the code {code} comes twice")]
    Repeated {
        /// Whose.
        code: TypedCode,
    },
}

/// Reads the ballots of an urn by the code of their receipts, each held to its hash.
///
/// # Errors
/// When the file cannot be read, or a ballot is not as it was sealed.
pub fn read(file: &Path, urn: &str) -> Result<BTreeMap<TypedCode, Slip>, SlipsError> {
    let mut lines = Lines::open(file)?;
    if lines.next_line()?.map(row) != Some(HEADING) {
        return Err(SlipsError::Heading { path: file.to_owned() });
    }
    let mut slips = BTreeMap::new();
    let mut number = 1;
    while let Some(line) = lines.next_line()? {
        number += 1;
        let slip = Slip::of_row(urn, row(line)).map_err(|problem| SlipsError::Row {
            path: file.to_owned(),
            line: number,
            problem,
        })?;
        let code = slip.code();
        if slips.insert(code, slip).is_some() {
            return Err(SlipsError::Repeated { code });
        }
    }
    Ok(slips)
}

/// A line without its end.
fn row(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}
