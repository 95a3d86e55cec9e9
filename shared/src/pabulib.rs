//! The `.pb` format of Pabulib (pabulib.org): an election of participatory budgeting in one text file.
//!
//! A file has three sections, each a title, a header and rows of `;`-separated cells: `META` (what was voted on, the
//! budget, the kind of ballot), `PROJECTS` (what each costs) and `VOTES` (one ballot a row). [`Reader`] takes it line by
//! line and hands out what it understood, so that a file larger than memory can pass through; [`Election`] keeps only
//! the projects and their scores; [`Writer`] makes such files.
//!
//! Age, sex and whatever else a file tells about the voters is passed over on purpose: no count needs it, and it
//! could point at a person.
//!
//! Files come from many hands. What decides the count is read exactly or refused: amounts with more decimals than their
//! currency has, and points with decimals or below zero, keep every digit. What only informs, and cannot be understood, is
//! passed over with a [`Warning`].

mod amount;
mod cells;
mod election;
mod error;
mod meta;
mod points;
mod read;
mod rule;
mod votes;
mod warning;
mod write;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::money::Money;

pub use election::{Counter, Election};
pub use error::{ParseError, ParseErrorKind};
pub use points::Points;
pub use read::Reader;
pub use rule::FileRule;
pub use warning::{Warning, WarningKind};
pub use write::{WriteError, Writer, write};

/// The cost that the format writes for a project withdrawn after the ballots were printed.
pub const WITHDRAWN_COST: &str = "999999999";

/// The column in which a project says in which region it lies, by the code of the territory: where winners are spread
/// over regions.
pub const REGION: &str = "district";

/// The column in which a project says when it was registered. The format knows none such; where ties go by it, the count
/// cannot do without.
pub const REGISTERED: &str = "registered";

/// The column in which a project names what it has in common with others of which one is funded at most. The format knows
/// none such, and only a rule for it (`greedy-exclusive`).
pub const GROUP: &str = "exclusive_group";

/// The word in `rule` for most votes first with projects that exclude each other.
pub const EXCLUSIVE: &str = "greedy-exclusive";

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The election as a whole.
    Meta,
    /// What can be funded.
    Projects,
    /// The ballots.
    Votes,
}

impl Section {
    /// The title line.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }

    fn from_title(line: &str) -> Option<Self> {
        let title = line.trim();
        [Self::Meta, Self::Projects, Self::Votes]
            .into_iter()
            .find(|section| title.eq_ignore_ascii_case(section.title()))
    }
}

/// The kind of ballot, which decides how a ballot becomes scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoteType {
    /// Any number of projects; each gets a vote.
    Approval,
    /// One project, which gets a vote.
    #[serde(rename = "choose-1")]
    ChooseOne,
    /// Points handed out from a sum that every voter has.
    Cumulative,
    /// Points for each project, without a common sum.
    Scoring,
    /// Projects in order of preference; of three, the first gets 3 points and the last 1.
    Ordinal,
}

impl VoteType {
    const ALL: [Self; 5] = [Self::Approval, Self::ChooseOne, Self::Cumulative, Self::Scoring, Self::Ordinal];

    /// The word in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::ChooseOne => "choose-1",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
            Self::Ordinal => "ordinal",
        }
    }

    /// Whether each project on a ballot comes with points.
    pub const fn has_points(self) -> bool {
        matches!(self, Self::Cumulative | Self::Scoring)
    }

    /// Whether a ballot is a set of projects, each worth one vote.
    pub const fn is_approval(self) -> bool {
        matches!(self, Self::Approval | Self::ChooseOne)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A day of the voting, as exact as the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VotingDate {
    /// `15.11.2026`.
    Day(NaiveDate),
    /// `2026`.
    Year(u16),
}

/// The election as a whole: the `META` section. What is optional here, and what the format requires but a count can do
/// without (a missing one gives a [`Warning`]), is an `Option`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// What was voted on, in a sentence. Required by the format.
    pub description: Option<String>,
    /// Country, in English. Required by the format.
    pub country: Option<String>,
    /// The municipality, or what runs the process. Required by the format.
    pub unit: Option<String>,
    /// The part of `unit` to which `subunit` belongs.
    pub district: Option<String>,
    /// The territory whose money the file divides; missing where the whole unit's is.
    pub subunit: Option<String>,
    /// The edition, often a year. Required by the format.
    pub instance: Option<String>,
    /// How many rows `PROJECTS` has.
    pub num_projects: u64,
    /// How many rows `VOTES` has.
    pub num_votes: u64,
    /// The money that is handed out; not below zero. Its currency is that of the file, counted in finer parts where the
    /// figure has more decimals than the currency.
    pub budget: Money,
    /// The kind of ballot.
    pub vote_type: VoteType,
    /// The rule by which the election was decided, e.g. `greedy`. Required by the format.
    pub rule: Option<String>,
    /// The first day of voting. Required by the format.
    pub date_begin: Option<VotingDate>,
    /// The last day of voting. Required by the format.
    pub date_end: Option<VotingDate>,
    /// The fewest projects a ballot may name.
    pub min_length: Option<u64>,
    /// The most projects a ballot may name.
    pub max_length: Option<u64>,
    /// The most that the projects on a ballot may cost together.
    pub max_sum_cost: Option<Money>,
    /// The points that a voter can hand out.
    pub max_sum_points: Option<Points>,
    /// The points of a project that a ballot does not name.
    pub default_score: Option<Points>,
    /// The least score with which a project could be funded in the election as it was held.
    pub min_project_score_threshold: Option<u64>,
    /// Any other key with its value, in the order of the file.
    pub other: Vec<(String, String)>,
}

impl Meta {
    /// What a count needs; the rest is missing.
    pub fn new(budget: Money, vote_type: VoteType, num_projects: u64, num_votes: u64) -> Self {
        Self {
            description: None,
            country: None,
            unit: None,
            district: None,
            subunit: None,
            instance: None,
            num_projects,
            num_votes,
            budget,
            vote_type,
            rule: None,
            date_begin: None,
            date_end: None,
            min_length: None,
            max_length: None,
            max_sum_cost: None,
            max_sum_points: None,
            default_score: None,
            min_project_score_threshold: None,
            other: Vec::new(),
        }
    }
}

/// Whether a project was funded in the election as it was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected {
    /// Not funded.
    No,
    /// Funded.
    Yes,
    /// Funded outside the rule, as the file's comment explains.
    OutsideRule,
    /// Funded later, from reserves.
    FromReserves,
}

impl Selected {
    const fn digit(self) -> &'static str {
        match self {
            Self::No => "0",
            Self::Yes => "1",
            Self::OutsideRule => "2",
            Self::FromReserves => "3",
        }
    }

    fn from_digit(digit: &str) -> Option<Self> {
        [Self::No, Self::Yes, Self::OutsideRule, Self::FromReserves].into_iter().find(|one| one.digit() == digit)
    }
}

/// A row of `PROJECTS`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The id, unique in the file; not always a number.
    pub id: String,
    /// What it costs; more than zero. In the currency of the budget, which may be counted in other parts of its unit.
    pub cost: Money,
    /// Withdrawn after the ballots were printed: it has [`WITHDRAWN_COST`] and is never funded.
    pub withdrawn: bool,
    /// How many ballots name it, by the file. The count does not rely on it.
    pub votes: Option<u64>,
    /// Its points, by the file. The count does not rely on it.
    pub score: Option<Points>,
    /// Its title.
    pub name: Option<String>,
    /// What it is about.
    pub category: Vec<String>,
    /// Whom it serves.
    pub beneficiaries: Vec<String>,
    /// The outcome of the election as it was held.
    pub selected: Option<Selected>,
    /// Any other column that has a value, in the order of the file.
    pub other: Vec<(String, String)>,
}

impl Project {
    /// A project with its cost; the rest is missing.
    pub fn new(id: impl Into<String>, cost: Money) -> Self {
        Self {
            id: id.into(),
            cost,
            withdrawn: false,
            votes: None,
            score: None,
            name: None,
            category: Vec::new(),
            beneficiaries: Vec::new(),
            selected: None,
            other: Vec::new(),
        }
    }
}

/// How a ballot was cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VotingMethod {
    /// On a screen.
    Internet,
    /// On paper.
    Paper,
}

impl VotingMethod {
    /// The word in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Internet => "internet",
            Self::Paper => "paper",
        }
    }
}

/// A row of `VOTES`: one ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// The ballot's id, unique in the file.
    pub voter: String,
    /// The projects it names, by their place (from 0) in the list of projects, none twice. In order of preference where
    /// ballots rank. Empty: a blank ballot (voto en blanco).
    pub chosen: Vec<usize>,
    /// The points of each, in the same order; empty where ballots don't give points.
    pub points: Vec<Points>,
    /// How it was cast. Written where it is known, and passed over when it is read: no count needs it.
    pub method: Option<VotingMethod>,
}

/// What a [`Reader`] understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The whole `META` section; comes first, once.
    Meta(Box<Meta>),
    /// A project; they come in the order of the file.
    Project(Box<Project>),
    /// A ballot; they come after all projects.
    Vote(Vote),
}

#[cfg(test)]
mod tests;
