//! `convite tally`: counts an election in a Pabulib file, or makes a published result again, without a database.

mod again;
mod by_rules;
mod figures;
mod report;
mod sentence;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use shared::document::Key;
use shared::draw::{Purpose, Seed};
use shared::money::{Currency, Money, MoneyError};
use shared::pabulib::{self, Counter, Election, FileRule, Project};
use shared::tally::{self, Candidate, CountError, Method, ScoreOverflow, TieOrder, UnknownMethod};

use self::again::{AgainArgs, AgainError};
use self::by_rules::{Asked, NoCount};
use crate::pabulib_file::{FileError, Lines};

/// What stands for the rule that a file names.
const OF_FILE: &str = "file";

/// The currency whose decimals a file without a currency may use; its name is never shown.
const UNNAMED: &str = "USD";

/// Counts an election in a Pabulib file (.pb) and prints what would be funded, with a reason for each project; or makes
/// a published result again from its act.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Rules (approvals count 1 each; points are added up, to the last decimal; of a ranking of three, the first gets 3 points):
  greedy_score           most votes (or points) first; what does not fit in the money left is skipped.
                         Projects without votes come last, after them those with more points against them than for
                         them, and are funded if they fit (see --minimum-score).
  greedy_score_per_cost  most votes for each unit of money first.
  greedy_support         most ballots that name the project first, whatever they give it.
    …_no_skip            the first that does not fit ends the count.
    …_80                 the first that does not fit ends the count, and is funded from other money when 80 % are left.
    …_whole_ties         of those with equal scores all are funded or none; the first that are not end the count.
  mes_cost               Method of Equal Shares; a project is worth its cost (times points) to those who support it.
  mes_unit               the same; a project is worth 1 (or its points).
  mes_support_cost       the same; a project is worth its cost to all who name it.
    …_u                  what is left then goes by votes, as in greedy_score.
    …_add1, …_add1u      shares are raised from budget/voters by --step until the winners cost too much or nothing more
                         would fit.
    …_add1int            shares are raised from whole units of the currency, until the winners cost too much;
                         …_e also until nothing more would fit, …_u and …_eu with the rest by votes, …_cmp and …_ecmp
                         compared with greedy_score: more voters with more of their projects decide.
  phragmen, phragmen_u   sequential Phragmén.
  A rule may name its tie order, as in greedy_score.official or greedy_score.votes-first.
  file                   the rule that the file names (greedy, greedy-no-skip, greedy-threshold, greedy-exclusive,
                         equalshares, equalshares/add1, …-comparison) with the least score that it says, and the order of
                         its rows between equals: how the city that published it decided, as far as a file tells. Projects
                         exclude each other by their `exclusive_group` (or --one-of).
  FILE.toml, FILE.json   a rule set as a site publishes it at /reglas: the count is the site's own. --contest says which
                         where the rules have several; --blank how many blank ballots the file leaves out; --seed what
                         the public draw was made from. The number of a project is its id, if ids are numbers; its theme
                         is its `category`, its region its `district`, when it was registered its `registered`; of the
                         projects with one `exclusive_group` one wins, where the rules have groups. With --json, `rule`,
                         `fingerprint` and `contest` say by what was counted, and each project has `figures` in minor
                         units.

With --json, one object is printed: `selected` (ids in the order of funding), `total_cost`, and `projects` in the order
of the count, each with `id`, `position`, `score`, `votes`, `cost`, `funded`, `outcome`, `reason` (a sentence),
`tied_with` (ids that were equal when the tie order decided) and the figures of the rule: `money_left` (before its turn),
`round`, `supporters`, `price`, `shortfall`.
Amounts are JSON numbers in whole units of the file's currency, as in the file; where an amount has cents they follow
as two decimals, exactly (401878.39), and all of them where a file has more. Points have the decimals that ballots give.
Warnings about the file go to standard error.

With --act, --slips and --write, instead of FILE, a published result is made again: the ballots are counted by what the
act states, and the act, the table and the election are written into a folder as the site gave them out. Of each its
SHA-256 is told, and whether it is the one of the act; where one is not, the command fails. Nothing is overwritten. Who
signed the act, `convite verify` says.")]
pub struct TallyArgs {
    /// The file
    #[arg(required_unless_present = "act")]
    pub file: Option<PathBuf>,
    /// The rule to count by: a name, `file` for the one that the file names, or a file with a rule set (.toml, .json)
    #[arg(long, default_value = "greedy_score")]
    pub rule: Rule,
    /// What decides between equals: `lexico` (id, compared as bytes), `official` (lower cost, then more votes, then id),
    /// `votes-first` (more votes, then lower cost, then id) or `file` (the order of the rows) [default: what the rule
    /// names, else lexico; file with --rule file]
    #[arg(long)]
    pub tie: Option<TieOrder>,
    /// Least score with which a project can be funded [default: 0, or what the file says with --rule file]
    #[arg(long)]
    pub minimum_score: Option<u64>,
    /// By how much shares are raised at a time, in the file's currency [default: one unit]
    #[arg(long)]
    pub step: Option<String>,
    /// Lets equals that the tie order leaves to their ids go by lot, from this text: the secret that was committed to and
    /// the number that was drawn, as the site publishes them
    #[arg(long)]
    pub seed: Option<Seed>,
    /// Of projects with the same text in this column of PROJECTS (a site, a purpose) one is funded at most
    #[arg(long, value_name = "COLUMN")]
    pub one_of: Option<String>,
    /// By a rule set: the contest, where there are several
    #[arg(long)]
    pub contest: Option<Key>,
    /// By a rule set: the code of the territory in which people voted
    #[arg(long)]
    pub territory: Option<String>,
    /// Blank ballots that the file leaves out (rows with an empty vote are counted anyway); where ballots give points to
    /// what they do not name, these give them to all
    #[arg(long, default_value_t = 0)]
    pub blank: u64,
    /// Print one JSON object instead of a table
    #[arg(long)]
    pub json: bool,
    /// A published result, to be made again
    #[command(flatten)]
    pub again: AgainArgs,
}

/// A rule, with the tie order that its name may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleName {
    /// The rule.
    pub method: Method,
    /// The tie order behind the dot.
    pub tie: Option<TieOrder>,
}

/// What to count by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A rule that has a name.
    Named(RuleName),
    /// The rule that the election's own file names.
    OfFile,
    /// A rule set, in this file.
    File(PathBuf),
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let end = Path::new(name).extension().and_then(|end| end.to_str());
        match end {
            Some("toml" | "json") => Ok(Self::File(name.into())),
            _ if name == OF_FILE => Ok(Self::OfFile),
            _ => name.parse().map(Self::Named),
        }
    }
}

/// A rule that this program does not count by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownRule {
    /// The rule itself.
    #[error(
        "{0}, and `{OF_FILE}` for what the file says; each may have a tie order behind it: .lexico, .official, \
         .votes-first or .file"
    )]
    Method(#[from] UnknownMethod),
    /// What is behind the dot.
    #[error("there is no tie order `{found}`; a rule may end in .lexico, .official, .votes-first or .file")]
    Tie {
        /// What was found there.
        found: String,
    },
}

impl FromStr for RuleName {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let (rule, tie) = match name.split_once('.') {
            Some((rule, tie)) => (rule, Some(tie.parse().map_err(|_| UnknownRule::Tie { found: tie.to_owned() })?)),
            None => (name, None),
        };
        Ok(Self { method: rule.parse()?, tie })
    }
}

/// Why an election could not be counted.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Two tie orders.
    #[error("the rule's name has the tie order {named}, and --tie says {said}")]
    TwoTieOrders {
        /// By the rule's name.
        named: TieOrder,
        /// By the flag.
        said: TieOrder,
    },
    /// The step by which shares are raised.
    #[error("--step: {0}")]
    Step(#[from] MoneyError),
    /// The figures of the file.
    #[error(transparent)]
    Count(#[from] CountError),
    /// What only rules with a name have.
    #[error("--tie, --step, --one-of and --minimum-score are for rules with a name: a rule set says these itself")]
    RuleSetSays,
    /// A file that leaves its rule open.
    #[error("of its rule the file says {}, by which nothing can be counted: name one with --rule", said(.0.as_deref()))]
    OpenRule(Option<String>),
    /// More blank ballots than points can be counted for.
    #[error("--blank: {0}")]
    Blank(#[from] ScoreOverflow),
    /// A column that the file does not have.
    #[error("--one-of: no project says anything in a column `{0}`")]
    NoColumn(String),
    /// What only rule sets have.
    #[error("--contest and --territory are for rule sets: a rule with a name knows neither")]
    NoRuleSet,
    /// The rule set.
    #[error(transparent)]
    RuleSet(#[from] NoCount),
    /// A published result.
    #[error(transparent)]
    Again(#[from] AgainError),
    /// The outcome could not be printed.
    #[error("the outcome could not be written: {0}")]
    Output(#[from] io::Error),
}

impl TallyArgs {
    /// The file; there is one where no act is given.
    fn file(&self) -> &Path {
        self.file.as_deref().unwrap_or(Path::new(""))
    }

    fn said_by_rule_sets(&self) -> bool {
        self.tie.is_some() || self.step.is_some() || self.one_of.is_some() || self.minimum_score.is_some()
    }

    fn tie_order(&self, rule: RuleName) -> Result<TieOrder, TallyError> {
        match (rule.tie, self.tie) {
            (Some(named), Some(said)) if named != said => Err(TallyError::TwoTieOrders { named, said }),
            (named, said) => Ok(said.or(named).unwrap_or(TieOrder::Lexico)),
        }
    }
}

/// Counts the election and prints the outcome on `out`, and what is odd about the file on `notes`; or makes a published
/// result again.
///
/// # Errors
/// When the file cannot be read or is not what the format says; then nothing is printed on `out`. When a result does
/// not come out as it was published.
pub fn run(args: &TallyArgs, out: &mut impl Write, notes: &mut impl Write) -> Result<(), TallyError> {
    if let Some(asked) = args.again.asked() {
        return Ok(again::run(asked, out)?);
    }
    let of_rule_set = args.contest.is_some() || args.territory.is_some();
    match &args.rule {
        Rule::Named(_) | Rule::OfFile if of_rule_set => Err(TallyError::NoRuleSet),
        Rule::File(_) if args.said_by_rule_sets() => Err(TallyError::RuleSetSays),
        Rule::Named(name) => {
            let tie_order = args.tie_order(*name)?;
            let minimum_score = args.minimum_score.unwrap_or_default();
            let rule = Named { method: name.method, tie_order, minimum_score, one_of: args.one_of.as_deref() };
            named(args, &rule, &open(args, unnamed(), notes)?, out)
        }
        Rule::OfFile => {
            let election = open(args, unnamed(), notes)?;
            let rule = of_file(args, &election, notes)?;
            named(args, &rule, &election, out)
        }
        Rule::File(rules) => {
            let (contest, territory) = (args.contest.as_ref(), args.territory.as_deref());
            let asked = Asked { contest, territory, seed: args.seed.as_ref() };
            by_rules::run(rules, &asked, args, out, notes)
        }
    }
}

/// A rule with a name, and what goes with it.
struct Named<'a> {
    method: Method,
    tie_order: TieOrder,
    minimum_score: u64,
    /// Of projects with the same text in this column one is funded at most.
    one_of: Option<&'a str>,
}

/// The rule that the file names, with the order of its rows between equals.
fn of_file<'a>(args: &'a TallyArgs, election: &Election, notes: &mut impl Write) -> Result<Named<'a>, TallyError> {
    let open = || TallyError::OpenRule(election.meta().rule.clone());
    let FileRule { method, minimum_score, exclusive } = election.meta().file_rule().ok_or_else(open)?;
    let is_group = |(column, _): &(String, String)| column == pabulib::GROUP;
    let has_groups = election.projects().iter().any(|project| project.other.iter().any(is_group));
    let one_of = args.one_of.as_deref().or_else(|| (exclusive && has_groups).then_some(pabulib::GROUP));
    if exclusive && one_of.is_none() {
        writeln!(notes, "the file does not say which projects exclude each other (column `{}`)", pabulib::GROUP)?;
    }
    let tie_order = args.tie.unwrap_or(TieOrder::File);
    Ok(Named { method, tie_order, minimum_score: args.minimum_score.unwrap_or(minimum_score), one_of })
}

/// What a file says of its rule, to be quoted.
fn said(rule: Option<&str>) -> String {
    rule.map_or_else(|| "nothing".to_owned(), |word| format!("`{word}`"))
}

fn named(args: &TallyArgs, rule: &Named<'_>, election: &Election, out: &mut impl Write) -> Result<(), TallyError> {
    let candidates = election.candidates();
    let ranks = args.seed.as_ref().map(|seed| by_lot(&candidates, rule.tie_order, seed)).unwrap_or_default();
    let groups = rule.one_of.map(|column| alike(election, column)).transpose()?.unwrap_or_default();
    let mut question = election.question(&candidates, rule.tie_order, rule.minimum_score);
    (question.ranks, question.groups) = (&ranks, &groups);
    if let Some(step) = &args.step {
        question.step = Money::parse_decimal(step, election.meta().budget.currency())?.minor();
    }
    let count = tally::count(rule.method, &question)?;
    if args.json {
        report::json(out, election, &count)?;
    } else {
        report::table(out, election, &count)?;
    }
    Ok(out.flush()?)
}

/// A number for each text in a column; none for projects that say nothing there.
fn alike(election: &Election, column: &str) -> Result<Vec<Option<u32>>, TallyError> {
    let said = |project: &Project| project.other.iter().find(|(key, _)| key == column).map(|(_, text)| text.clone());
    let said: Vec<Option<String>> = election.projects().iter().map(said).collect();
    let texts: BTreeSet<&String> = said.iter().flatten().collect();
    if texts.is_empty() {
        return Err(TallyError::NoColumn(column.to_owned()));
    }
    let numbers: BTreeMap<&String, u32> = texts.into_iter().zip(0..).collect();
    Ok(said.iter().map(|text| text.as_ref().and_then(|text| numbers.get(text).copied())).collect())
}

/// The place of each project in the order of equals, where lots take the place of ids.
fn by_lot(candidates: &[Candidate<String>], tie_order: TieOrder, seed: &Seed) -> Vec<u32> {
    let lots: Vec<_> = candidates.iter().map(|one| seed.lot(Purpose::Tie, one.id())).collect();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| {
        let (one, other) = (&candidates[a], &candidates[b]);
        let named = match tie_order {
            TieOrder::File => a.cmp(&b),
            by_figures => by_figures.compare_figures(one, other),
        };
        named.then_with(|| lots[a].cmp(&lots[b]))
    });
    let mut ranks = vec![0; order.len()];
    for (rank, at) in (0..).zip(order) {
        ranks[at] = rank;
    }
    ranks
}

/// Reads the election and tells what is odd about it.
fn open(args: &TallyArgs, unnamed: Currency, notes: &mut impl Write) -> Result<Election, TallyError> {
    let election = read_in(args.file(), unnamed)?.with_blank(args.blank)?;
    for warning in election.warnings() {
        writeln!(notes, "{}: {warning}", args.file().display())?;
    }
    Ok(election)
}

/// Reads an election.
pub(crate) fn read(file: &Path) -> Result<Election, FileError> {
    read_in(file, unnamed())
}

fn unnamed() -> Currency {
    UNNAMED.parse().expect("the currency is one that the domain knows")
}

/// Reads an election; the amounts of a file that names no currency are in this one.
fn read_in(file: &Path, unnamed: Currency) -> Result<Election, FileError> {
    let mut lines = Lines::open(file)?;
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
        let method: Method = "greedy_score".parse().unwrap();
        assert_eq!("greedy_score".parse(), Ok(RuleName { method, tie: None }));
        assert_eq!("greedy_score.official".parse(), Ok(RuleName { method, tie: Some(TieOrder::Official) }));
        assert_eq!("greedy_score.votes-first".parse(), Ok(RuleName { method, tie: Some(TieOrder::VotesFirst) }));
        assert_eq!("greedy_score.lexico".parse(), Ok(RuleName { method, tie: Some(TieOrder::Lexico) }));
        assert_eq!("greedy_score.file".parse(), Ok(RuleName { method, tie: Some(TieOrder::File) }));
        assert_eq!("file".parse(), Ok(Rule::OfFile));
    }

    #[test]
    fn an_unknown_rule_says_which_there_are() {
        for name in ["mes", "greedy", "", "mes_cost_add2.official"] {
            let error = name.parse::<RuleName>().unwrap_err().to_string();
            assert!(error.contains("mes_cost_add1int_eu,") && error.contains(".official"), "{error}");
        }
        for name in ["greedy_score.lot", "greedy_score."] {
            let error = name.parse::<RuleName>().unwrap_err().to_string();
            assert!(error.contains(".official"), "{error}");
        }
    }
}
