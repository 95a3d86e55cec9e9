//! A result made again from its act and its sealed ballots: the act itself and the files that the site gave out with
//! it, byte for byte.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use app::results::download::table;
use clap::Args;
use shared::act::{Act, Basis, Files, NoRecount, Record};
use shared::code::TypedCode;
use shared::document::Fingerprint;
use shared::pabulib::WriteError;
use shared::urn::Slip;

use crate::slips_file::{self, SlipsError};
use crate::verify::{WrongAct, bytes, read_act};

/// What the files are called, as at the end of their addresses.
const ACT: &str = "acta.json";
const TABLE: &str = "resultado.csv";
const ELECTION: &str = "votos.pb";

/// What a result is made again from.
#[derive(Debug, Clone, Args)]
pub struct AgainArgs {
    /// The act of results (acta.json): with it and --slips a result is made again, and no FILE is needed
    #[arg(
        long,
        requires_all = ["slips", "write"],
        conflicts_with_all = [
            "file", "rule", "tie", "minimum_score", "step", "seed", "one_of", "contest", "territory", "blank", "json",
        ],
    )]
    pub act: Option<PathBuf>,
    /// The ballots as they were sealed (papeletas.csv)
    #[arg(long, requires = "act")]
    pub slips: Option<PathBuf>,
    /// The folder to write what is made again into: acta.json, resultado.csv and votos.pb
    #[arg(long, value_name = "DIR", requires = "act")]
    pub write: Option<PathBuf>,
}

/// The files to make a result again from, and the folder for what is made.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    act: &'a Path,
    slips: &'a Path,
    folder: &'a Path,
}

/// Why a result was not made again as it was published.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    /// The act, or a file that cannot be read.
    #[error(transparent)]
    Act(#[from] WrongAct),
    /// The ballots.
    #[error(transparent)]
    Slips(#[from] SlipsError),
    /// What the act states.
    #[error("{path}: {problem}")]
    NoRecount {
        /// The act.
        path: PathBuf,
        /// Why.
        problem: Box<NoRecount>,
    },
    /// The election.
    #[error("{ELECTION}: {0}")]
    Election(#[from] WriteError),
    /// A file that is there.
    #[error("{path}: it is there already, and nothing is overwritten")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file that cannot be written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Other bytes.
    #[error("not as it was published: {}", .0.join(", "))]
    Differs(Vec<String>),
    /// The outcome could not be printed.
    #[error("the outcome could not be written: {0}")]
    Output(#[from] io::Error),
}

impl AgainArgs {
    /// What is asked for, where an act is given.
    pub fn asked(&self) -> Option<Asked<'_>> {
        Some(Asked { act: self.act.as_deref()?, slips: self.slips.as_deref()?, folder: self.write.as_deref()? })
    }
}

/// Makes the result again, writes it, and says of each file on `out` whether it is the one that was published.
///
/// # Errors
/// When it cannot be made, a file is there already (then nothing is written), or one is not as it was published.
pub fn run(asked: Asked<'_>, out: &mut impl Write) -> Result<(), AgainError> {
    let paths = [ACT, TABLE, ELECTION].map(|name| asked.folder.join(name));
    if let Some(path) = paths.iter().find(|path| path.exists()) {
        return Err(AgainError::Exists { path: path.clone() });
    }
    let given = bytes(asked.act)?;
    let act = read_act(asked.act, &given)?;
    let stated = act.record.files;
    let slips = slips_file::read(asked.slips, &act.record.urn.name)?;
    let impossible = |problem| AgainError::NoRecount { path: asked.act.to_owned(), problem: Box::new(problem) };
    let record = act.record.counted_again(&slips).map_err(impossible)?;
    let basis = record.basis().map_err(impossible)?;
    let election = election(&record, &basis, &slips, impossible)?;
    let table = table(&basis);
    let hash = |text: &str| Fingerprint::of_bytes(text.as_bytes());
    let files =
        Files { election: hash(&election), slips: Fingerprint::of_bytes(&bytes(asked.slips)?), table: hash(&table) };
    let act = Act { record: Record { files, ..record }, ..act }.to_text();
    let compared = [
        (asked.slips.display().to_string(), files.slips, stated.slips),
        (ACT.to_owned(), hash(&act), Fingerprint::of_bytes(&given)),
        (TABLE.to_owned(), files.table, stated.table),
        (ELECTION.to_owned(), files.election, stated.election),
    ];
    fs::create_dir_all(asked.folder).map_err(|source| AgainError::File { path: asked.folder.to_owned(), source })?;
    for (path, text) in paths.into_iter().zip([act, table, election]) {
        let written = File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|source| AgainError::File { path, source })?;
    }
    let mut differs = Vec::new();
    for (name, found, published) in compared {
        if found == published {
            writeln!(out, "{found}  {name}: as it was published")?;
        } else {
            writeln!(out, "{found}  {name}: published was {published}")?;
            differs.push(name);
        }
    }
    out.flush()?;
    if differs.is_empty() { Ok(()) } else { Err(AgainError::Differs(differs)) }
}

/// The election with its ballots.
fn election(
    record: &Record,
    basis: &Basis,
    slips: &BTreeMap<TypedCode, Slip>,
    impossible: impl Fn(NoRecount) -> AgainError,
) -> Result<String, AgainError> {
    let places = record.places();
    let (mut rows, mut text) = basis.election()?;
    for slip in slips.values() {
        text.push_str(&rows.row(slip.code(), places.marks(slip).map_err(&impossible)?)?);
    }
    Ok(text)
}
