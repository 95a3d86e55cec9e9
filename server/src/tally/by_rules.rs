//! An election counted by a rule set, as a tenant publishes it: by the same code, and so with the same winners, as on the
//! tenant's site.

mod report;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use app::ballot;
use shared::{
    document::{self, Amount, Fingerprint, Format, Key, Problems},
    draw::Seed,
    money::Currency,
    pabulib::{self, Election, Project},
    proposal::Group,
    ruleset::{Code, Contest, Defect, RuleSet, TieBreak, WinnerRule},
    tally::{self, Candidate, Entrant, Minimum, Room, Unfound, Winners},
};

use super::TallyArgs;
use crate::import_pb::describe;

/// What a rule set asks of an election beyond its file.
#[derive(Debug, Clone, Default)]
pub struct Asked<'a> {
    /// The contest, where the rules have several.
    pub contest: Option<&'a Key>,
    /// The territory in which it was held, as the rules call it.
    pub territory: Option<&'a str>,
    /// What the public draw was made from.
    pub seed: Option<&'a Seed>,
}

/// Why an election cannot be counted by a rule set.
#[derive(Debug, thiserror::Error)]
pub enum NoCount {
    /// The rules cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// They are not what rules look like.
    #[error("{}: {}", path.display(), told(problems))]
    Document {
        /// The file.
        path: PathBuf,
        /// Every mistake.
        problems: Problems,
    },
    /// They could not be published.
    #[error("{}: these rules are not sound: {defects:?}", path.display())]
    Unsound {
        /// The file.
        path: PathBuf,
        /// Every defect.
        defects: Vec<Defect>,
    },
    /// There are several contests, or another one was asked for.
    #[error("say with --contest which one: {}", known.join(", "))]
    Contest {
        /// Those that there are.
        known: Vec<String>,
    },
    /// Amounts in another currency.
    #[error("the rules count in {rules}, and the election is in {election}")]
    Currency {
        /// The rules' currency.
        rules: String,
        /// The election's.
        election: String,
    },
    /// Amounts that cannot be divided as the rules divide them.
    #[error("the rules divide the money by theme in {0}, and the election has amounts with more decimals")]
    Finer(Currency),
    /// Points that cannot be held against ballots.
    #[error("the rules measure support by ballots, and the election has points with decimals")]
    Decimals,
    /// Nothing was decided.
    #[error("a public draw decides between {}: give what it was made from with --seed", .0.join(", "))]
    Draw(Vec<String>),
    /// The figures of the file.
    #[error(transparent)]
    Count(#[from] tally::CountError),
}

fn told(problems: &Problems) -> String {
    let each = problems.all().iter().map(|problem| format!("{}: {:?}", problem.path, problem.fault));
    each.collect::<Vec<_>>().join("; ")
}

/// Reads a rule set and checks that it can be published.
fn rules(path: &Path) -> Result<RuleSet, NoCount> {
    let text = fs::read_to_string(path).map_err(|source| NoCount::File { path: path.to_owned(), source })?;
    let json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let rules: RuleSet = document::read(&text, if json { Format::Json } else { Format::Toml })
        .map_err(|problems| NoCount::Document { path: path.to_owned(), problems })?;
    let sound = rules.check().map_err(|defects| NoCount::Unsound { path: path.to_owned(), defects })?;
    Ok(sound.into_rules())
}

fn contest<'r>(rules: &'r RuleSet, asked: Option<&Key>) -> Result<&'r Contest, NoCount> {
    let known = || NoCount::Contest { known: rules.contests.iter().map(|one| one.id.to_string()).collect() };
    match (asked, rules.contests.as_slice()) {
        (None, [only]) => Ok(only),
        (Some(id), contests) => contests.iter().find(|one| one.id == *id).ok_or_else(known),
        (None, _) => Err(known()),
    }
}

/// What a project says in a column that the format leaves open.
fn column<'p>(project: &'p Project, name: &str) -> Option<&'p str> {
    project.other.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The projects as the rules look at them. A project's number on the ballot is its id, as it is in the files that sites
/// give out; where ids are no numbers, the place in the file.
fn entrants(election: &Election, contest: &Contest) -> Vec<Entrant<String>> {
    let numbers: Option<Vec<u32>> = election.projects().iter().map(|project| project.id.parse().ok()).collect();
    let numbers = numbers.unwrap_or_else(|| (1..).take(election.projects().len()).collect());
    let entrant = |((project, candidate), number): ((&Project, Candidate<String>), u32)| Entrant {
        registered: column(project, pabulib::REGISTERED).and_then(|time| time.parse().ok()),
        theme: project.category.first().and_then(|theme| theme.parse::<Key>().ok()),
        within: column(project, pabulib::REGION).and_then(|code| code.parse::<Code>().ok()),
        group: column(project, pabulib::GROUP).filter(|_| contest.exclusive).and_then(Group::of_file),
        ..Entrant::new(candidate, number)
    };
    election.projects().iter().zip(election.candidates()).zip(numbers).map(entrant).collect()
}

/// What the rules ask of projects and the file does not say.
fn unsaid(contest: &Contest, entrants: &[Entrant<String>]) -> Vec<&'static str> {
    let winner = &contest.winner;
    let mut unsaid = Vec::new();
    if winner.tie().contains(&TieBreak::EarlierRegistration) && entrants.iter().any(|one| one.registered.is_none()) {
        unsaid.push("when each project was registered (column `registered`): ties go by what comes next");
    }
    if matches!(winner, WinnerRule::GreedyByTheme { .. }) && entrants.iter().any(|one| one.theme.is_none()) {
        unsaid.push("the theme of each project (column `category`): those without one cannot win");
    }
    if matches!(winner, WinnerRule::Quota { .. }) && entrants.iter().any(|one| one.within.is_none()) {
        unsaid.push("the larger territory of each project (column `district`): those without one cannot win");
    }
    if contest.exclusive && entrants.iter().all(|one| one.group.is_none()) {
        unsaid.push("which projects exclude each other (column `exclusive_group`): none does");
    }
    unsaid
}

/// A winner rule with its amount in the parts of the currency in which an election counts.
fn in_currency(winner: &WinnerRule, currency: Currency) -> WinnerRule {
    let mut winner = winner.clone();
    if let WinnerRule::EqualShares { raise: Some(raise), .. } = &mut winner
        && let Some(finer) = raise.money().in_finer(currency.decimals()).ok().and_then(Amount::new)
    {
        *raise = finer;
    }
    winner
}

/// A count by a rule set.
struct Held<'a> {
    rules: &'a RuleSet,
    fingerprint: Fingerprint,
    contest: &'a Contest,
    election: &'a Election,
    room: Room,
    minimum: Minimum,
    winners: Winners<String>,
}

/// Counts an election by the rules of a file and prints the outcome on `out`.
///
/// # Errors
/// When the rules cannot be followed; then nothing is printed on `out`.
pub fn run(
    path: &Path,
    asked: &Asked<'_>,
    args: &TallyArgs,
    out: &mut impl Write,
    notes: &mut impl Write,
) -> Result<(), super::TallyError> {
    let rules = rules(path)?;
    let contest = contest(&rules, asked.contest)?;
    // A file may leave its currency out.
    let election = &super::open(args, rules.currency, notes)?;
    let budget = election.meta().budget;
    if budget.currency().code() != rules.currency.code() {
        let (rules, election) = (rules.currency.to_string(), budget.currency().to_string());
        return Err(NoCount::Currency { rules, election }.into());
    }
    if budget.currency() != rules.currency && matches!(contest.winner, WinnerRule::GreedyByTheme { .. }) {
        return Err(NoCount::Finer(rules.currency).into());
    }
    let kind = ballot::kind_of(&rules, contest, asked.territory.unwrap_or_default());
    let room = ballot::room(&rules, contest, &kind.unwrap_or_else(|| contest.level.clone()), budget);
    let entrants = entrants(election, contest);
    for what in unsaid(contest, &entrants) {
        writeln!(notes, "the file does not say {what}")?;
    }
    for renamed in election.projects().iter().filter(|_| contest.exclusive).filter_map(describe::renamed) {
        writeln!(notes, "{renamed}")?;
    }
    let minimum = Minimum::of(&contest.thresholds);
    if minimum.threshold.is_some() && election.decimals() > 0 {
        return Err(NoCount::Decimals.into());
    }
    let winner = in_currency(&contest.winner, budget.currency());
    let least = Minimum { score: election.in_parts(minimum.score), ..minimum };
    let winners =
        tally::winners(&winner, &entrants, election.profile(), &room, least, asked.seed).map_err(|unfound| {
            match unfound {
                Unfound::Draw(needed) => NoCount::Draw(needed.among),
                Unfound::Count(error) => NoCount::Count(error),
            }
        })?;
    let fingerprint = Fingerprint::of(&rules);
    let held = Held { rules: &rules, fingerprint, contest, election, room, minimum, winners };
    if args.json { report::json(out, &held) } else { report::table(out, &held) }?;
    Ok(out.flush()?)
}
