//! `convite verify`: makes the seal of an urn again from its published ballots, without a database.

mod act;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use shared::code::TypedCode;
use shared::document::Fingerprint;
use shared::money::Currency;
use shared::pabulib::{Event, ParseError, Reader, Vote, VoteType};
use shared::paper::Place;
use shared::urn::{Leaf, Seal, SealedUrn, Slip};

use self::act::Numbers;
pub use self::act::{ActArgs, WrongAct};
pub(crate) use self::act::{bytes, read_act};
use crate::pabulib_file::{FileError, Lines};
use crate::slips_file::{self, SlipsError};

/// The currency whose decimals an election without a currency may use; its name is never shown.
const UNNAMED: &str = "USD";

/// Checks published ballots against the seal of their urn: makes every hash and the root again.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The page of an urn gives its name, its root and the file. Without --root, the root is printed and compared with nothing.
--code looks for the ballot of a receipt. --election compares with the file (.pb) that `convite tally` counts: it must
hold the same ballots, so that whoever counts it counts what was sealed. --act checks an act of results: its signatures,
the hashes of the files that are given with it, its urn and root, and that the ballots of the election, counted again by
the act's own rules, give the very result that it states.")]
pub struct VerifyArgs {
    /// The published ballots (papeletas.csv)
    pub file: PathBuf,
    /// The name of the urn, as its page says it (medellin/2026/01); an act says it too
    #[arg(long, required_unless_present = "act")]
    pub urn: Option<String>,
    /// The root that was published before the count
    #[arg(long)]
    pub root: Option<Fingerprint>,
    /// The code of a receipt
    #[arg(long)]
    pub code: Option<TypedCode>,
    /// The election in Pabulib's format
    #[arg(long)]
    pub election: Option<PathBuf>,
    /// The files of an act of results
    #[command(flatten)]
    pub act: ActArgs,
}

/// What is wrong with published ballots.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The ballots.
    #[error(transparent)]
    Slips(#[from] SlipsError),
    /// The root is another one.
    #[error("the root of these {} ballots is {}, not {expected}: ballots were added, changed or lost", found.ballots, found.root)]
    OtherRoot {
        /// What the ballots give.
        found: Seal,
        /// What was published.
        expected: Fingerprint,
    },
    /// The ballot of the receipt is not there.
    #[error("no ballot has the code {code}")]
    NoBallot {
        /// The code.
        code: TypedCode,
    },
    /// The election has a ballot that was not sealed so.
    #[error("{path}: the ballot {voter} is not among those that were sealed, or says something else")]
    OtherBallot {
        /// The file.
        path: PathBuf,
        /// By what name the election knows it.
        voter: String,
    },
    /// The election lacks ballots.
    #[error("{path}: {missing} ballots that were sealed are not in it")]
    Missing {
        /// The file.
        path: PathBuf,
        /// How many.
        missing: usize,
    },
    /// The act, or a file that belongs to it.
    #[error(transparent)]
    Act(#[from] WrongAct),
    /// The outcome could not be printed.
    #[error("the outcome could not be written: {0}")]
    Output(#[from] io::Error),
}

/// Checks the ballots and prints what was found.
///
/// # Errors
/// When a file cannot be read, or something is not as it was sealed.
pub fn run(args: &VerifyArgs, out: &mut impl Write) -> Result<(), VerifyError> {
    let act = args.act.read()?;
    act.as_ref().map_or(Ok(()), |act| act.hold(args))?;
    let stated = act.as_ref().map(|act| &act.record().urn);
    let urn = args.urn.as_deref().or(stated.map(|urn| urn.name.as_str())).unwrap_or_default();
    let slips = slips_file::read(&args.file, urn)?;
    let seal = SealedUrn::new(slips.values().map(Leaf::of)).seal();
    for expected in args.root.into_iter().chain(stated.map(|urn| urn.root)) {
        if expected != seal.root {
            return Err(VerifyError::OtherRoot { found: seal, expected });
        }
    }
    writeln!(out, "urn      {urn}")?;
    let blank = slips.values().filter(|slip| slip.marks().is_empty()).count() as u64;
    let on_paper = slips.values().filter(|slip| Place::of(slip.code()).is_some()).count() as u64;
    let found = Numbers { ballots: seal.ballots, blank, on_paper };
    act.as_ref().map_or(Ok(()), |act| act.number(args, &found))?;
    let origin = if on_paper > 0 { format!(", {on_paper} on paper") } else { String::new() };
    writeln!(out, "ballots  {} ({blank} blank{origin})", seal.ballots)?;
    let compared = match (args.root, &act) {
        (Some(_), _) => "the one that was given",
        (None, Some(_)) => "the one of the act",
        (None, None) => "compared with nothing: give --root",
    };
    writeln!(out, "root     {} ({compared})", seal.root)?;
    if let Some(code) = args.code {
        let slip = slips.get(&code).ok_or(VerifyError::NoBallot { code })?;
        writeln!(out, "receipt  {code}: {}", marks(slip))?;
    }
    if let Some(path) = &args.election {
        compare(path, &slips)?;
        writeln!(out, "election {} holds these ballots and no others", path.display())?;
    }
    if let Some(act) = &act {
        act.count(args, out)?;
    }
    writeln!(out, "\n{:>10}  project", "votes")?;
    for (project, score) in scores(&slips) {
        writeln!(out, "{score:>10}  {project}")?;
    }
    Ok(out.flush()?)
}

fn marks(slip: &Slip) -> String {
    if slip.marks().is_empty() {
        return "blank".to_owned();
    }
    let mark = |(project, amount): &(String, u64)| {
        if slip.has_amounts() { format!("{project} ({amount})") } else { project.clone() }
    };
    slip.marks().iter().map(mark).collect::<Vec<_>>().join(", ")
}

/// What the ballots give to each project, most first.
fn scores(slips: &BTreeMap<TypedCode, Slip>) -> Vec<(&str, u128)> {
    let mut scores: BTreeMap<&str, u128> = BTreeMap::new();
    for (project, amount) in slips.values().flat_map(Slip::marks) {
        *scores.entry(project).or_default() += u128::from(*amount);
    }
    let mut scores: Vec<_> = scores.into_iter().collect();
    scores.sort_by(|(a, a_score), (b, b_score)| b_score.cmp(a_score).then(a.cmp(b)));
    scores
}

/// Holds an election to the ballots that were sealed.
fn compare(path: &Path, slips: &BTreeMap<TypedCode, Slip>) -> Result<(), VerifyError> {
    let unnamed: Currency = UNNAMED.parse().expect("the currency is one that the domain knows");
    let mut lines = Lines::open(path)?;
    let mut reader = Reader::assuming(unnamed);
    let (mut projects, mut kind) = (Vec::new(), VoteType::Approval);
    let mut left: BTreeSet<TypedCode> = slips.values().map(Slip::code).collect();
    while let Some(line) = lines.next_line()? {
        let event = reader.line(line);
        match event.map_err(|error: ParseError| lines.format_error(error))? {
            Some(Event::Meta(meta)) => kind = meta.vote_type,
            Some(Event::Project(project)) => projects.push(project.id),
            Some(Event::Vote(vote)) => {
                let code = vote.voter.parse().ok().filter(|code| left.remove(code));
                let slip = code.and_then(|code| slips.get(&code));
                if slip.is_none_or(|slip| said(&vote, kind, &projects) != slip.marks()) {
                    return Err(VerifyError::OtherBallot { path: path.to_owned(), voter: vote.voter });
                }
            }
            None => {}
        }
    }
    reader.finish().map_err(|error| lines.format_error(error))?;
    // Elections of counts that were made before blank ballots had rows of their own lack all of them.
    let is_blank = |code: &TypedCode| slips.get(code).is_some_and(|slip| slip.marks().is_empty());
    let blank = slips.keys().filter(|code| is_blank(code)).count();
    let only_blank = left.len() == blank && left.iter().all(is_blank);
    if left.is_empty() || only_blank {
        Ok(())
    } else {
        Err(VerifyError::Missing { path: path.to_owned(), missing: left.len() })
    }
}

/// What a ballot of an election says, as a slip would.
fn said(vote: &Vote, kind: VoteType, projects: &[String]) -> Vec<(String, u64)> {
    let ranked = vote.chosen.len();
    let amount = |place: usize| match kind {
        VoteType::Ordinal => (ranked - place) as u64,
        VoteType::Cumulative | VoteType::Scoring => {
            // No slip has other points than whole ones.
            vote.points.get(place).map_or(0, |points| points.whole().unwrap_or(u64::MAX))
        }
        VoteType::Approval | VoteType::ChooseOne => 1,
    };
    let named = vote.chosen.iter().enumerate();
    let mut marks: Vec<_> =
        named.filter_map(|(place, &chosen)| Some((projects.get(chosen)?.clone(), amount(place)))).collect();
    marks.sort_unstable();
    marks
}
