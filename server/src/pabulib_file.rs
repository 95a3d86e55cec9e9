//! A Pabulib file on disk, line by line, with errors that say which file and where in it.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use shared::pabulib::ParseError;

/// The longest line that is read, in bytes: a line of a real file has thousands, one beyond this is no ballot.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct FileError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// It cannot be opened or read.
    #[error("{0}")]
    Read(io::Error),
    /// It is not text in UTF-8.
    #[error("line {line}, column {column}: this is not text in UTF-8")]
    NotText {
        /// The line, from 1.
        line: u64,
        /// The column of the first byte that is not, from 1, in characters.
        column: usize,
    },
    /// A line has no end in sight.
    #[error("line {line}, column 1: the line is longer than {LONGEST_LINE} bytes")]
    LongLine {
        /// The line, from 1.
        line: u64,
    },
    /// It is not what the format says.
    #[error(transparent)]
    Format(ParseError),
}

/// A file being read.
#[derive(Debug)]
pub struct Lines {
    path: PathBuf,
    file: BufReader<File>,
    line: u64,
    bytes: u64,
    buffer: Vec<u8>,
}

impl Lines {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let file =
            File::open(path).map_err(|error| FileError { path: path.to_owned(), problem: Problem::Read(error) })?;
        let file = BufReader::with_capacity(1 << 16, file);
        Ok(Self { path: path.to_owned(), file, line: 0, bytes: 0, buffer: Vec::new() })
    }

    /// The next line with its end; none at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read on, or is not text.
    pub fn next_line(&mut self) -> Result<Option<&str>, FileError> {
        self.buffer.clear();
        let mut limited = io::Read::take(&mut self.file, LONGEST_LINE);
        let read = limited.read_until(b'\n', &mut self.buffer);
        let read = match read {
            Ok(0) => return Ok(None),
            Ok(read) => read as u64,
            Err(error) => return Err(self.error(Problem::Read(error))),
        };
        self.line += 1;
        self.bytes += read;
        if read == LONGEST_LINE {
            return Err(self.error(Problem::LongLine { line: self.line }));
        }
        match std::str::from_utf8(&self.buffer) {
            // Asked anew, as the borrow of the first answer would outlive the error's.
            Ok(_) => Ok(std::str::from_utf8(&self.buffer).ok()),
            Err(error) => {
                let before = &self.buffer[..error.valid_up_to()];
                let column = String::from_utf8_lossy(before).chars().count() + 1;
                Err(self.error(Problem::NotText { line: self.line, column }))
            }
        }
    }

    /// An error of the format, with this file's name.
    pub fn format_error(&self, error: ParseError) -> FileError {
        self.error(Problem::Format(error))
    }

    /// How many bytes were read.
    pub fn bytes_read(&self) -> u64 {
        self.bytes
    }

    fn error(&self, problem: Problem) -> FileError {
        FileError { path: self.path.clone(), problem }
    }
}
