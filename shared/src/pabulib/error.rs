//! What can be wrong with a file, and where.

use super::Section;
use crate::money::{MoneyError, UnknownCurrency};

/// What is wrong with a file, and the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {kind}")]
pub struct ParseError {
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What was found, and what was expected.
    pub kind: ParseErrorKind,
}

/// What was found, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseErrorKind {
    /// The file starts with something else than `META`, or its sections come in another order.
    #[error("expected the section {}, found `{found}`", expected.title())]
    SectionExpected {
        /// The section that comes here.
        expected: Section,
        /// What was found.
        found: String,
    },
    /// The sections end with `VOTES`.
    #[error("no section comes after VOTES, found `{found}`")]
    SectionAfterVotes {
        /// The title found.
        found: String,
    },
    /// The file ends too early.
    #[error("the file ends before the rows of {}", missing.title())]
    Truncated {
        /// The first section that is not there, or has no header.
        missing: Section,
    },
    /// `META` has another header.
    #[error("expected the header `key;value`, found `{found}`")]
    MetaHeader {
        /// The header found.
        found: String,
    },
    /// A column that the section cannot do without.
    #[error("{} has no column `{column}`", section.title())]
    MissingColumn {
        /// The section.
        section: Section,
        /// The column.
        column: &'static str,
    },
    /// Two columns have one name.
    #[error("the column `{column}` comes twice")]
    DuplicateColumn {
        /// The name.
        column: String,
    },
    /// A row has more or fewer cells than its header.
    #[error("expected {expected} cells, found {found}")]
    CellCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A quoted cell does not end on its line.
    #[error("the quote that opens this cell is not closed on its line")]
    UnclosedQuote,
    /// Something stands between the end of a quoted cell and the next `;`.
    #[error("expected `;` after the closing quote, found `{found}`")]
    TextAfterQuote {
        /// The first character that stands there.
        found: char,
    },
    /// A key of `META` comes twice.
    #[error("the key `{key}` was given on line {first_line} already")]
    DuplicateKey {
        /// The key.
        key: String,
        /// Where it came first.
        first_line: u64,
    },
    /// A key of `META` that no count can do without.
    #[error("META has no `{key}`")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A cell that must have something is empty.
    #[error("`{field}` is empty")]
    Empty {
        /// The key or column.
        field: String,
    },
    /// Not a whole number from 0 on.
    #[error("`{field}` must be a whole number, zero or more; found `{found}`")]
    NotWhole {
        /// The key or column.
        field: String,
        /// What was found.
        found: String,
    },
    /// Not points that can be read, or kept where they are to be.
    #[error(
        "`{field}` must be a number such as 4, 4.5 or -1, and whole and not below zero where it is kept; found `{found}`"
    )]
    NotPoints {
        /// The key or column.
        field: &'static str,
        /// What was found.
        found: String,
    },
    /// Not an amount of money in the currency of the file.
    #[error("`{field}` must be an amount such as 1250000 or 99.50; found `{found}`: {reason}")]
    NotMoney {
        /// The key or column.
        field: String,
        /// What was found.
        found: String,
        /// What is wrong with it.
        reason: MoneyError,
    },
    /// A project that costs nothing.
    #[error("a project's cost must be more than zero, found `{found}`")]
    CostNotPositive {
        /// What was found.
        found: String,
    },
    /// A currency that is not known.
    #[error(transparent)]
    UnknownCurrency(#[from] UnknownCurrency),
    /// A kind of ballot that is not known.
    #[error("expected a vote_type among approval, choose-1, cumulative, scoring, ordinal; found `{found}`")]
    UnknownVoteType {
        /// What was found.
        found: String,
    },
    /// Two projects have one id.
    #[error("the project `{id}` was listed on line {first_line} already")]
    DuplicateProject {
        /// The id.
        id: String,
        /// Where it came first.
        first_line: u64,
    },
    /// Two ballots have one id.
    #[error("the voter `{id}` has a ballot on line {first_line} already")]
    DuplicateVoter {
        /// The id.
        id: String,
        /// Where it came first.
        first_line: u64,
    },
    /// A ballot names something that is not a project of the file.
    #[error("the ballot names `{id}`, which is not a project of this file")]
    UnknownProject {
        /// The id on the ballot.
        id: String,
    },
    /// A ballot with points or ranks names a project twice, so that it is not clear what it gives.
    #[error("the ballot names the project `{id}` twice")]
    RepeatedProject {
        /// The id.
        id: String,
    },
    /// A list has nothing between two commas, or before or after one.
    #[error("the list has an empty place")]
    EmptyItem,
    /// The points don't belong to the projects one by one.
    #[error("the ballot names {projects} projects and gives {points} points")]
    PointsCount {
        /// Projects on the ballot.
        projects: usize,
        /// Figures in its list of points.
        points: usize,
    },
    /// The rows of `PROJECTS` are not as many as `META` says.
    #[error("num_projects is {stated}, but there are {found} projects")]
    ProjectCount {
        /// By `META`.
        stated: u64,
        /// In the file.
        found: u64,
    },
    /// The rows of `VOTES` are not as many as `META` says.
    #[error("num_votes is {stated}, but there are {found} votes")]
    VoteCount {
        /// By `META`.
        stated: u64,
        /// In the file.
        found: u64,
    },
    /// The points of a project add up to more than can be counted, by themselves or with their decimals.
    #[error("the points of a project are too large, or have too many decimals, to be added up exactly")]
    ScoreOverflow,
}
