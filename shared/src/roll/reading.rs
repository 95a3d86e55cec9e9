//! Reading a file of a roll bit by bit, in little memory, so that it can be stopped anywhere and taken up again.

use std::mem;

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Birth, Columns, Entry, EntryHash, Expected, Fault, HeaderFault, LastThree, RollKey, header};
use crate::ruleset::Code;

/// The longest line, in bytes; of a longer one nothing is kept.
pub const LONGEST_LINE: usize = 1_000;

/// A person on a roll, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The hash of the document.
    pub hash: EntryHash,
    /// The end of its number.
    pub last_three: LastThree,
    /// The territory.
    pub territory: Option<Code>,
    /// When they were born, where a condition of the rules asks for an age and the file says the day.
    pub born: Option<NaiveDate>,
    /// The line, from 1.
    pub line: u64,
}

/// A holder of an account on a roll, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAccount {
    /// The id under which the account votes.
    pub account: Uuid,
    /// The end of the account's number.
    pub last_three: LastThree,
    /// The hash of the holder's document.
    pub holder: EntryHash,
    /// The territory.
    pub territory: Option<Code>,
    /// The line, from 1.
    pub line: u64,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FaultAt {
    /// The line, from 1.
    pub line: u64,
    /// What.
    pub fault: Fault,
}

/// What was read since the last time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// People of age.
    pub adults: Vec<Listed>,
    /// Minors, kept apart.
    pub minors: Vec<Listed>,
    /// Holders of accounts.
    pub accounts: Vec<ListedAccount>,
    /// Lines that cannot be kept.
    pub faults: Vec<FaultAt>,
}

impl Batch {
    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.adults.len() + self.minors.len() + self.accounts.len() + self.faults.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How far a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Bytes, up to the end of a line.
    pub offset: u64,
    /// Lines.
    pub line: u64,
    /// SHA-256 of those bytes: whoever takes it up again sees whether it is the same file.
    pub digest: [u8; 32],
}

/// A file being read.
#[derive(Debug, Clone)]
pub struct Reading {
    expected: Expected,
    key: RollKey,
    columns: Option<Columns>,
    /// The beginning of the line under way.
    pending: Vec<u8>,
    /// Bytes of the line under way, more than are pending when it is too long.
    length: u64,
    /// With the line under way, once it is too long.
    beyond: Option<Sha256>,
    offset: u64,
    line: u64,
    digest: Sha256,
    batch: Batch,
    /// Lines are only passed over: they were read before.
    passing: bool,
}

impl Reading {
    /// From the beginning of a file.
    pub fn new(expected: Expected, key: RollKey) -> Self {
        Self {
            expected,
            key,
            columns: None,
            pending: Vec::new(),
            length: 0,
            beyond: None,
            offset: 0,
            line: 0,
            digest: Sha256::new(),
            batch: Batch::default(),
            passing: false,
        }
    }

    /// Takes more of the file.
    ///
    /// # Errors
    /// When the first line is not that of a roll; nothing more can be read then.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), Vec<HeaderFault>> {
        while !bytes.is_empty() {
            let end = bytes.iter().position(|byte| *byte == b'\n').map(|place| place + 1);
            let (piece, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
            self.piece(piece);
            if end.is_some() {
                self.end_line()?;
            }
            bytes = rest;
        }
        Ok(())
    }

    /// Passes over what was read before: only the first line is understood again.
    ///
    /// # Errors
    /// As [`Reading::push`].
    pub fn pass(&mut self, bytes: &[u8]) -> Result<(), Vec<HeaderFault>> {
        self.passing = true;
        let passed = self.push(bytes);
        self.passing = false;
        passed
    }

    /// The end of the file, which may have no line end.
    ///
    /// # Errors
    /// When there was no first line.
    pub fn finish(&mut self) -> Result<(), Vec<HeaderFault>> {
        if self.length > 0 {
            self.end_line()?;
        }
        if self.columns.is_none() { Err(vec![HeaderFault::Empty]) } else { Ok(()) }
    }

    /// What was read since the last time.
    pub const fn batch(&self) -> &Batch {
        &self.batch
    }

    /// Takes what was read since the last time.
    pub fn take_batch(&mut self) -> Batch {
        mem::take(&mut self.batch)
    }

    /// How far it was read: all whole lines.
    pub fn mark(&self) -> Mark {
        Mark { offset: self.offset, line: self.line, digest: self.digest.clone().finalize().into() }
    }

    fn piece(&mut self, piece: &[u8]) {
        self.length += piece.len() as u64;
        if let Some(beyond) = &mut self.beyond {
            beyond.update(piece);
        } else if self.pending.len() + piece.len() > LONGEST_LINE {
            let mut beyond = self.digest.clone();
            beyond.update(&self.pending);
            beyond.update(piece);
            self.beyond = Some(beyond);
            self.pending.clear();
        } else {
            self.pending.extend_from_slice(piece);
        }
    }

    fn end_line(&mut self) -> Result<(), Vec<HeaderFault>> {
        let line = mem::take(&mut self.pending);
        self.line += 1;
        self.offset += mem::take(&mut self.length);
        let beyond = self.beyond.take();
        let too_long = beyond.is_some();
        self.digest.update(&line);
        if let Some(beyond) = beyond {
            self.digest = beyond;
        }
        let understood = self.understand(&line, too_long);
        self.pending = line;
        self.pending.clear();
        understood
    }

    fn understand(&mut self, line: &[u8], too_long: bool) -> Result<(), Vec<HeaderFault>> {
        let Some(columns) = &self.columns else {
            if too_long {
                return Err(vec![HeaderFault::Unreadable(Fault::TooLong)]);
            }
            // Some programs leave empty lines before the first one.
            let bare = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
            if !bare.trim_ascii().is_empty() {
                self.columns = Some(header(line, self.expected.entries)?);
            }
            return Ok(());
        };
        if self.passing {
            return Ok(());
        }
        let read = if too_long { Err(Fault::TooLong) } else { columns.line(line, &self.expected) };
        match read {
            Ok(None) => {}
            Err(fault) => self.batch.faults.push(FaultAt { line: self.line, fault }),
            Ok(Some(entry)) => {
                let hash = entry.document.hash(&self.key);
                self.keep(entry, hash);
            }
        }
        Ok(())
    }

    fn keep(&mut self, entry: Entry, holder: EntryHash) {
        let line = self.line;
        if let Some(account) = &entry.account {
            let last_three = account.last_three();
            let account = account.hash(&self.expected.roll, &self.key).voter();
            let territory = entry.territory;
            self.batch.accounts.push(ListedAccount { account, last_three, holder, territory, line });
            return;
        }
        let minor = entry.is_minors(&self.expected);
        let born = match entry.birth {
            Some(Birth::Day(day)) if self.expected.keeps_birth => Some(day),
            _ => None,
        };
        let last_three = entry.document.last_three();
        let listed = Listed { hash: holder, last_three, territory: entry.territory, born, line };
        if minor { &mut self.batch.minors } else { &mut self.batch.adults }.push(listed);
    }
}
