//! `convite order`: makes the order again in which somebody saw the projects of their ballot, without a database.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use shared::ballot::drawn;
use shared::code::OrderCode;
use shared::document::Key;
use shared::draw::Seed;
use shared::money::Currency;
use shared::pabulib::{Event, ParseError, Reader};

use crate::pabulib_file::{FileError, Lines};

/// The currency whose decimals an election without a currency may use; its name is never shown.
const UNNAMED: &str = "USD";

/// The most projects of a ballot.
const MOST: usize = 100_000;

/// Prints the projects of a ballot in the order that a receipt's code gives them.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Where the rules leave the order of the projects to chance, each voter sees them in an order of their own, and their receipt
has its code. The lot of a project is the SHA-256 of three lines, without a line break after the last one: `order`, the
code, and the name of the contest, a slash and the project's number. The lowest lot stands first.")]
pub struct OrderArgs {
    /// The code of the order, as the receipt has it (7F3A-09C2)
    pub code: OrderCode,
    /// The contest, by its name in the rules
    #[arg(long)]
    pub contest: Key,
    /// The numbers of the projects on the ballot (1-12,15)
    #[arg(long, value_delimiter = ',', required_unless_present = "election", conflicts_with = "election")]
    pub projects: Vec<Numbers>,
    /// The election in Pabulib's format (votos.pb), which has the numbers and the titles
    #[arg(long)]
    pub election: Option<PathBuf>,
}

/// A number on a ballot, or all from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    first: u32,
    last: u32,
}

/// A text that is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("projects are numbers from 1, or two with a hyphen (1-12), at most {MOST} of them")]
pub struct NoNumbers;

impl FromStr for Numbers {
    type Err = NoNumbers;

    fn from_str(text: &str) -> Result<Self, NoNumbers> {
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| NoNumbers);
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (number(first)?, number(last)?);
        let fits = first > 0 && first <= last && (last - first) as usize <= MOST;
        if fits { Ok(Self { first, last }) } else { Err(NoNumbers) }
    }
}

/// Why no order can be printed.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// The election.
    #[error(transparent)]
    File(#[from] FileError),
    /// A project that has no number.
    #[error("{path}: the project {id} has no number: its ballots were not made by this program")]
    NoNumber {
        /// The election.
        path: PathBuf,
        /// The project.
        id: String,
    },
    /// The order could not be printed.
    #[error("the order could not be written: {0}")]
    Output(#[from] io::Error),
}

/// Prints the order: place, number, and the title where the election tells it.
///
/// # Errors
/// When the election cannot be read, or its projects have no numbers.
pub fn run(args: &OrderArgs, out: &mut impl Write) -> Result<(), OrderError> {
    let projects = if let Some(path) = &args.election {
        of_election(path)?
    } else {
        let numbers = args.projects.iter().flat_map(|part| part.first..=part.last);
        numbers.map(|number| (number, String::new())).collect()
    };
    let order = drawn(&args.contest, projects.keys().copied(), &Seed::from(args.code));
    for (place, number) in (1_u32..).zip(order) {
        let title = projects.get(&number).map_or("", String::as_str);
        let line = format!("{place:>4}  {number:>4}  {title}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(out.flush()?)
}

/// Numbers and titles of an election's projects.
fn of_election(path: &Path) -> Result<BTreeMap<u32, String>, OrderError> {
    let unnamed: Currency = UNNAMED.parse().expect("the currency is one that the domain knows");
    let mut lines = Lines::open(path)?;
    let mut reader = Reader::assuming(unnamed);
    let mut projects = BTreeMap::new();
    while let Some(line) = lines.next_line()? {
        let event = reader.line(line);
        match event.map_err(|error: ParseError| lines.format_error(error))? {
            Some(Event::Project(project)) => {
                let Ok(number) = project.id.parse::<u32>() else {
                    return Err(OrderError::NoNumber { path: path.to_owned(), id: project.id });
                };
                projects.insert(number, project.name.unwrap_or_default());
            }
            Some(Event::Meta(_) | Event::Vote(_)) | None => {}
        }
    }
    reader.finish().map_err(|error| lines.format_error(error))?;
    Ok(projects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_one_or_a_range() {
        assert_eq!("7".parse(), Ok(Numbers { first: 7, last: 7 }));
        assert_eq!("1-12".parse(), Ok(Numbers { first: 1, last: 12 }));
        for wrong in ["", "0", "3-1", "-4", "1-", "a", "1-4294967295"] {
            assert_eq!(wrong.parse::<Numbers>(), Err(NoNumbers), "{wrong}");
        }
    }

    #[test]
    fn the_order_is_that_of_the_recipe() {
        let args = OrderArgs {
            code: "7f3a09c2".parse().expect("a code"),
            contest: "proyectos".parse().expect("a name"),
            projects: vec!["1-8".parse().expect("numbers")],
            election: None,
        };
        let mut out = Vec::new();
        run(&args, &mut out).expect("an order");
        let out = String::from_utf8(out).expect("text");
        let numbers: Vec<&str> = out.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
        assert_eq!(numbers, ["8", "4", "1", "3", "6", "5", "7", "2"]);
    }
}
