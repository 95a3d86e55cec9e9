//! An act of results held against its signatures, its files and its ballots.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use shared::act::{Act, NoAct, NoRecount, NoSignature, Record, Signatures, Signed};
use shared::document::Fingerprint;
use vault::is_signed;

use super::VerifyArgs;
use crate::tally;

/// The files of an act.
#[derive(Debug, Clone, Default, Args)]
pub struct ActArgs {
    /// The act of results (acta.json)
    #[arg(long, requires_all = ["signatures", "election"])]
    pub act: Option<PathBuf>,
    /// Its signatures (acta.firma)
    #[arg(long, requires = "act")]
    pub signatures: Option<PathBuf>,
    /// Its printed form (acta.pdf)
    #[arg(long, requires = "act")]
    pub paper: Option<PathBuf>,
    /// The result as a table (CSV)
    #[arg(long, requires = "act")]
    pub table: Option<PathBuf>,
    /// The key that the site publishes (/.well-known/convite-actas.json): without it, an act could be anybody's
    #[arg(long, requires = "act")]
    pub key: Option<Fingerprint>,
}

/// What is wrong with an act, or with a file that belongs to it.
#[derive(Debug, thiserror::Error)]
pub enum WrongAct {
    /// It cannot be read.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no act.
    #[error("{path}: {problem}")]
    NoAct {
        /// The file.
        path: PathBuf,
        /// Why.
        problem: NoAct,
    },
    /// It holds no signatures.
    #[error("{path}: {problem}")]
    NoSignature {
        /// The file.
        path: PathBuf,
        /// Why.
        problem: NoSignature,
    },
    /// Another key.
    #[error("{path}: signed with the key {found}, not with {expected}")]
    OtherKey {
        /// The file.
        path: PathBuf,
        /// The key of the signatures.
        found: Fingerprint,
        /// The one that was to be.
        expected: Fingerprint,
    },
    /// A signature that does not fit.
    #[error("{path}: it is not what was signed, or the signature in {signatures} was changed")]
    NotSigned {
        /// The file.
        path: PathBuf,
        /// The file with the signatures.
        signatures: PathBuf,
    },
    /// A file with other bytes.
    #[error("{path}: its SHA-256 is {found}, and the act says {expected}: it was changed")]
    OtherFile {
        /// The file.
        path: PathBuf,
        /// Its hash.
        found: Fingerprint,
        /// The one of the act.
        expected: Fingerprint,
    },
    /// Other numbers of ballots.
    #[error("{path}: it says {stated} {what}, and the ballots that were sealed are {found}")]
    OtherNumber {
        /// The file of the act.
        path: PathBuf,
        /// Of what.
        what: &'static str,
        /// By the act.
        stated: u64,
        /// By the ballots.
        found: u64,
    },
    /// The ballots cannot be counted.
    #[error("{path}: it cannot be counted by the rules of the act: {problem}")]
    NoRecount {
        /// The file.
        path: PathBuf,
        /// Why.
        problem: Box<NoRecount>,
    },
    /// The ballots give another result.
    #[error("{path}: counted by the rules of the act, its ballots give another result")]
    OtherResult {
        /// The file.
        path: PathBuf,
    },
}

/// How many ballots were sealed, and of which sort.
pub struct Numbers {
    /// All of them.
    pub ballots: u64,
    /// Blank ones.
    pub blank: u64,
    /// Those whose receipts name a sheet of paper.
    pub on_paper: u64,
}

/// An act whose signature is good.
pub struct Checked {
    act: Act,
}

impl ActArgs {
    /// The act, if one was given, once its signatures were checked.
    ///
    /// # Errors
    /// When it is none, or was changed.
    pub fn read(&self) -> Result<Option<Checked>, WrongAct> {
        let (Some(path), Some(beside)) = (&self.act, &self.signatures) else { return Ok(None) };
        let signatures = text(beside)?;
        let signatures =
            Signatures::read(&signatures).map_err(|problem| WrongAct::NoSignature { path: beside.clone(), problem })?;
        let expected = self.key.unwrap_or(signatures.key);
        if signatures.key != expected {
            return Err(WrongAct::OtherKey { path: beside.clone(), found: signatures.key, expected });
        }
        let signed = |path: &Path, bytes: &[u8], signed: &Signed| {
            let good = signed.sha256 == Fingerprint::of_bytes(bytes) && is_signed(expected, bytes, &signed.signature);
            let wrong = || WrongAct::NotSigned { path: path.to_owned(), signatures: beside.clone() };
            if good { Ok(()) } else { Err(wrong()) }
        };
        let bytes = bytes(path)?;
        signed(path, &bytes, &signatures.act)?;
        if let Some(paper) = &self.paper {
            signed(paper, &self::bytes(paper)?, &signatures.paper)?;
        }
        let act = read_act(path, &bytes)?;
        if act.key != expected {
            return Err(WrongAct::OtherKey { path: path.clone(), found: act.key, expected });
        }
        Ok(Some(Checked { act }))
    }
}

impl Checked {
    /// What it states.
    pub const fn record(&self) -> &Record {
        &self.act.record
    }

    /// Holds the files to it.
    ///
    /// # Errors
    /// When one was changed.
    pub fn hold(&self, args: &VerifyArgs) -> Result<(), WrongAct> {
        let stated = self.record().files;
        let files = [
            (Some(&args.file), stated.slips),
            (args.election.as_ref(), stated.election),
            (args.act.table.as_ref(), stated.table),
        ];
        for (path, expected) in files {
            let Some(path) = path else { continue };
            let found = Fingerprint::of_bytes(&bytes(path)?);
            if found != expected {
                return Err(WrongAct::OtherFile { path: path.clone(), found, expected });
            }
        }
        Ok(())
    }

    /// Holds the numbers that it states to the ballots that were sealed.
    ///
    /// # Errors
    /// When they are others.
    pub fn number(&self, args: &VerifyArgs, found: &Numbers) -> Result<(), WrongAct> {
        let (record, urn) = (self.record(), &self.record().urn);
        let numbers = [
            ("ballots", urn.ballots, found.ballots),
            ("blank ballots", urn.blank, found.blank),
            ("ballots on paper", record.on_paper(), found.on_paper),
        ];
        match numbers.into_iter().find(|(_, stated, found)| stated != found) {
            Some((what, stated, found)) => {
                Err(WrongAct::OtherNumber { path: args.act.act.clone().unwrap_or_default(), what, stated, found })
            }
            None => Ok(()),
        }
    }

    /// Counts the election again by what it states.
    ///
    /// # Errors
    /// When the ballots give another result.
    pub fn count(&self, args: &VerifyArgs, out: &mut impl Write) -> Result<(), super::VerifyError> {
        let record = self.record();
        let path = args.election.clone().unwrap_or_default();
        let election = tally::read(&path)?;
        let again = record
            .recount(&election)
            .map_err(|problem| WrongAct::NoRecount { path: path.clone(), problem: Box::new(problem) })?;
        if again != record.result {
            return Err(WrongAct::OtherResult { path }.into());
        }
        let (contest, won) = (&record.contest.name, again.won().count());
        let compared =
            if args.act.key.is_some() { "the one that was given" } else { "compared with nothing: give --key" };
        writeln!(out, "act      {contest}, count {}: signed with {} ({compared})", record.number, self.act.key)?;
        writeln!(out, "counted  {} ({})", record.counted.name, record.counted.office)?;
        writeln!(out, "approved {} ({})", self.act.approved.name, self.act.approved.office)?;
        writeln!(out, "result   {won} winners, the same when counted again from the election")?;
        Ok(())
    }
}

/// Reads an act from the bytes of a file, whoever signed it.
pub(crate) fn read_act(path: &Path, bytes: &[u8]) -> Result<Act, WrongAct> {
    Act::read(&String::from_utf8_lossy(bytes)).map_err(|problem| WrongAct::NoAct { path: path.to_owned(), problem })
}

/// What is in a file.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, WrongAct> {
    fs::read(path).map_err(|source| WrongAct::File { path: path.to_owned(), source })
}

fn text(path: &Path) -> Result<String, WrongAct> {
    fs::read_to_string(path).map_err(|source| WrongAct::File { path: path.to_owned(), source })
}
