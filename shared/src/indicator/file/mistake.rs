//! What can be wrong in a file of figures.

use super::{MAXIMUM_BYTES, MAXIMUM_LINES};
use crate::{
    document::Key,
    indicator::NumberFault,
    ruleset::{Code, Measure},
};

/// The most mistakes that are told one by one.
pub const MAXIMUM_MISTAKES: usize = 200;

/// A mistake in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {fault}")]
pub struct Mistake {
    /// The line, from 1; of what is missing altogether, the line after the last.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// More than [`MAXIMUM_BYTES`].
    #[error("the file has {found} bytes, more than {MAXIMUM_BYTES}")]
    TooLarge {
        /// How many it has.
        found: usize,
    },
    /// More than [`MAXIMUM_LINES`].
    #[error("the file has more than {MAXIMUM_LINES} lines")]
    TooManyLines,
    /// A byte that is no UTF-8, as in files saved with another encoding.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// No line that names the columns.
    #[error("the file is empty")]
    Empty,
    /// The first column is not that of the codes.
    #[error("the first column is `{found}` instead of `code`")]
    NoCodeColumn {
        /// What stands there.
        found: String,
    },
    /// No column with figures.
    #[error("there is no column with figures")]
    NoFigureColumn,
    /// No column of regions, though it was asked for.
    #[error("there is no column `region`")]
    NoRegionColumn,
    /// Two columns of regions.
    #[error("there are two columns of regions")]
    RepeatedRegionColumn,
    /// A territory without a region, or with what is no name of one.
    #[error("`{found}` is no region")]
    BadRegion {
        /// What stands there.
        found: String,
    },
    /// A column that is no indicator of the rules.
    #[error("the rules have no indicator `{found}`")]
    UnknownIndicator {
        /// What stands there.
        found: String,
        /// The indicators that there are.
        known: Vec<Key>,
    },
    /// Two columns for one indicator.
    #[error("{indicator} has two columns")]
    RepeatedIndicator {
        /// Which.
        indicator: Key,
    },
    /// Not as many cells as columns.
    #[error("{found} cells instead of {expected}")]
    WrongCellCount {
        /// How many the line has.
        found: usize,
        /// How many columns there are.
        expected: usize,
    },
    /// A quote that does not end, or with text after it.
    #[error("a quoted cell does not end as it should")]
    BadQuote,
    /// A code that is none of the territories'.
    #[error("there is no territory `{found}`")]
    UnknownTerritory {
        /// What stands there.
        found: String,
        /// The territory whose code it would be with the zeros in front that spreadsheets take away.
        perhaps: Option<Code>,
    },
    /// A second line for a territory.
    #[error("{code} has a line already, line {first}")]
    RepeatedTerritory {
        /// Which.
        code: Code,
        /// Where it was first.
        first: usize,
    },
    /// A territory without a line.
    #[error("{code} has no line")]
    MissingTerritory {
        /// Which.
        code: Code,
    },
    /// A cell without a figure.
    #[error("there is no figure for {indicator}")]
    MissingFigure {
        /// Of which indicator.
        indicator: Key,
    },
    /// A cell that is no figure of its indicator.
    #[error("`{found}` is no figure of {indicator} ({measure}): {fault}")]
    BadFigure {
        /// Of which indicator.
        indicator: Key,
        /// What it counts.
        measure: Measure,
        /// What stands there.
        found: String,
        /// What is wrong with it.
        fault: NumberFault,
    },
}

/// The mistakes of a file, by line and column.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} mistakes{}", list.len(), if *more > 0 { " and more" } else { "" })]
pub struct Mistakes {
    /// The first [`MAXIMUM_MISTAKES`].
    pub list: Vec<Mistake>,
    /// How many more there are.
    pub more: usize,
}

impl Mistakes {
    pub(super) fn of(mut list: Vec<Mistake>) -> Self {
        list.sort_by_key(|mistake| (mistake.line, mistake.column));
        let more = list.len().saturating_sub(MAXIMUM_MISTAKES);
        list.truncate(MAXIMUM_MISTAKES);
        Self { list, more }
    }

    pub(super) fn one(line: usize, column: usize, fault: Fault) -> Self {
        Self { list: vec![Mistake { line, column, fault }], more: 0 }
    }
}
