//! `convite tally`: counts an election in a Pabulib file, without a database.

mod report;

use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use shared::money::Currency;
use shared::pabulib::{Counter, Election};
use shared::tally::TieOrder;

use crate::pabulib_file::{FileError, Lines};

/// The currency whose decimals a file without a currency may use; its name is never shown.
const UNNAMED: &str = "USD";

/// Counts an election in a Pabulib file (.pb) and prints what would be funded, with a reason for each project.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Rules:
  greedy_score   most votes (or points) first; what does not fit in the money left is skipped.
                 Approvals count 1 each; points are added up; of a ranking of three, the first gets 3 points.
                 Projects without votes come last and are funded if they fit (see --minimum-score).
  A rule may name its tie order, as in greedy_score.official.

With --json, one object is printed: `selected` (ids in the order of funding), `total_cost`, and `projects` in the order
of their turns, each with `id`, `position`, `score`, `cost`, `money_left` (before its turn), `outcome` (funded,
does_not_fit, below_minimum, withdrawn), `reason` (a sentence) and `tied_with` (ids with the same score).
Amounts are JSON numbers in whole units of the file's currency, as in the file; where an amount has cents they follow
as two decimals, exactly (401878.39). Warnings about the file go to standard error.")]
pub struct TallyArgs {
    /// The file
    pub file: PathBuf,
    /// The rule to count by
    #[arg(long, default_value = "greedy_score")]
    pub rule: RuleName,
    /// What decides between equal scores: `lexico` (id, compared as bytes) or `official` (lower cost, then more votes,
    /// then id) [default: what the rule names, else lexico]
    #[arg(long)]
    pub tie: Option<TieOrder>,
    /// Least score with which a project can be funded
    #[arg(long, default_value_t = 0)]
    pub minimum_score: u64,
    /// Print one JSON object instead of a table
    #[arg(long)]
    pub json: bool,
}

/// A rule, with the tie order that its name may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleName {
    /// The tie order behind the dot.
    pub tie: Option<TieOrder>,
}

/// The name of the one rule there is.
pub const GREEDY: &str = "greedy_score";

/// A rule that this program does not count by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{found}`; the rules are {GREEDY}, {GREEDY}.lexico and {GREEDY}.official")]
pub struct UnknownRule {
    /// The name given.
    pub found: String,
}

impl FromStr for RuleName {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownRule { found: name.to_owned() };
        let (rule, tie) = match name.split_once('.') {
            Some((rule, tie)) => (rule, Some(tie.parse().map_err(|_| unknown())?)),
            None => (name, None),
        };
        if rule == GREEDY { Ok(Self { tie }) } else { Err(unknown()) }
    }
}

/// Why an election could not be counted.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Two tie orders.
    #[error("the rule {GREEDY}.{named} has the tie order {named}, and --tie says {said}")]
    TwoTieOrders {
        /// By the rule's name.
        named: TieOrder,
        /// By the flag.
        said: TieOrder,
    },
    /// The outcome could not be printed.
    #[error("the outcome could not be written: {0}")]
    Output(#[from] io::Error),
}

impl TallyArgs {
    fn tie_order(&self) -> Result<TieOrder, TallyError> {
        match (self.rule.tie, self.tie) {
            (Some(named), Some(said)) if named != said => Err(TallyError::TwoTieOrders { named, said }),
            (named, said) => Ok(said.or(named).unwrap_or(TieOrder::Lexico)),
        }
    }
}

/// Counts the election and prints the outcome on `out`, and what is odd about the file on `notes`.
///
/// # Errors
/// When the file cannot be read or is not what the format says; then nothing is printed on `out`.
pub fn run(args: &TallyArgs, out: &mut impl Write, notes: &mut impl Write) -> Result<(), TallyError> {
    let tie_order = args.tie_order()?;
    let election = read(args)?;
    for warning in election.warnings() {
        writeln!(notes, "{}: {warning}", args.file.display())?;
    }
    let tally = election.greedy(tie_order, args.minimum_score);
    if args.json {
        report::json(out, &election, &tally)?;
    } else {
        report::table(out, &election, &tally)?;
    }
    Ok(out.flush()?)
}

fn read(args: &TallyArgs) -> Result<Election, FileError> {
    let unnamed: Currency = UNNAMED.parse().expect("the currency is one that the domain knows");
    let mut lines = Lines::open(&args.file)?;
    let mut counter = Counter::assuming(unnamed);
    while let Some(line) = lines.next_line()? {
        if let Err(error) = counter.line(line) {
            return Err(lines.format_error(error));
        }
    }
    counter.finish().map_err(|error| lines.format_error(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_may_name_its_tie_order() {
        assert_eq!("greedy_score".parse(), Ok(RuleName { tie: None }));
        assert_eq!("greedy_score.official".parse(), Ok(RuleName { tie: Some(TieOrder::Official) }));
        assert_eq!("greedy_score.lexico".parse(), Ok(RuleName { tie: Some(TieOrder::Lexico) }));
    }

    #[test]
    fn an_unknown_rule_says_which_there_are() {
        for name in ["mes_cost", "greedy_score.lot", "greedy", "", "greedy_score."] {
            let error = name.parse::<RuleName>().unwrap_err().to_string();
            assert!(error.contains("greedy_score.official"), "{error}");
        }
    }
}
