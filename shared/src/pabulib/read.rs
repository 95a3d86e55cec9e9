//! Reading, line by line.

use std::collections::HashMap;
use std::mem;

use super::amount;
use super::cells::{Cell, Line};
use super::error::{ParseError, ParseErrorKind};
use super::meta::{Rows, Understood, whole};
use super::votes::{Listed, Row};
use super::warning::{Warning, WarningKind, Warnings};
use super::{Event, Points, Project, Section, Selected, Vote, WITHDRAWN_COST};
use crate::money::{Currency, Money, MoneyError};

/// Reads a file that comes in line by line. It keeps the ids of the projects and of the ballots, but not the ballots.
///
/// A byte order mark, both kinds of line end, blank lines, space around cells and columns in any order are all
/// accepted. After an error the reader is of no further use.
///
/// Each amount is read by itself: those of one file may be in a currency counted in other parts of its unit
/// ([`Currency::with_decimals`]), and [`Election`](super::Election) brings them together.
///
/// ```
/// use shared::pabulib::{Event, Reader};
///
/// let mut reader = Reader::new();
/// let mut ballots = 0;
/// for line in "META\nkey;value\ncurrency;COP\nbudget;900\nvote_type;approval\nnum_projects;1\nnum_votes;1\n\
///              PROJECTS\nproject_id;cost\np1;700\nVOTES\nvoter_id;vote\nv1;p1".lines() {
///     if let Some(Event::Vote(vote)) = reader.line(line)? {
///         ballots += 1;
///         assert_eq!(vote.chosen, [0]);
///     }
/// }
/// reader.finish()?;
/// assert_eq!(ballots, 1);
/// # Ok::<(), shared::pabulib::ParseError>(())
/// ```
#[derive(Debug)]
pub struct Reader {
    assumed_currency: Option<Currency>,
    keeps: bool,
    line: u64,
    state: State,
    warnings: Warnings,
}

#[derive(Debug)]
enum State {
    Start,
    MetaHeader,
    Meta(Rows),
    ProjectsHeader(Understood),
    Projects(Understood, Columns, Listed),
    VotesHeader(Understood, Listed),
    Votes(Ballots),
    Failed,
}

/// What is needed while ballots come in.
#[derive(Debug)]
struct Ballots {
    head: Understood,
    listed: Listed,
    columns: Columns,
    /// The ids of the ballots so far, with their lines.
    voters: HashMap<String, u64>,
}

/// The names of a section's columns.
#[derive(Debug)]
struct Columns(Vec<String>);

impl Reader {
    /// A reader at the start of a file that names its currency.
    pub fn new() -> Self {
        Self { assumed_currency: None, keeps: false, line: 0, state: State::Start, warnings: Warnings::default() }
    }

    /// A reader that takes the amounts of a file without a currency to be in this one.
    pub fn assuming(currency: Currency) -> Self {
        Self { assumed_currency: Some(currency), ..Self::new() }
    }

    /// The same for what is going to be kept by this program, and not only counted: it refuses a currency that is not
    /// known here, amounts with more decimals than their currency, and points that are not whole or below zero.
    #[must_use]
    pub fn for_keeping(self) -> Self {
        Self { keeps: true, ..self }
    }

    /// Takes the next line, with or without its line end, and gives what it completes: `META` with the title of
    /// `PROJECTS`, then each project and each ballot with its row.
    ///
    /// # Errors
    ///
    /// When the line is not what the format has here, with the place.
    pub fn line(&mut self, text: &str) -> Result<Option<Event>, ParseError> {
        self.line += 1;
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let text = if self.line == 1 { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text };
        if text.trim().is_empty() {
            return Ok(None);
        }
        let line = Line { number: self.line, text };
        let (state, event) = match Section::from_title(text) {
            Some(section) => self.section(section, line)?,
            None => self.row(line)?,
        };
        self.state = state;
        Ok(event)
    }

    /// Checks, at the end of the file, that it is whole.
    ///
    /// # Errors
    ///
    /// When a section is missing, or the projects or ballots are not as many as `META` says.
    pub fn finish(&self) -> Result<(), ParseError> {
        let missing = match &self.state {
            State::Votes(Ballots { head, voters, .. }) => {
                let (stated, found) = (head.meta.num_votes, voters.len() as u64);
                if stated == found {
                    return Ok(());
                }
                return Err(head.num_votes.error(ParseErrorKind::VoteCount { stated, found }));
            }
            State::Start | State::MetaHeader => Section::Meta,
            State::Meta(_) | State::ProjectsHeader(_) => Section::Projects,
            State::Projects(..) | State::VotesHeader(..) | State::Failed => Section::Votes,
        };
        Err(Line { number: self.line.max(1), text: "" }.error(0, ParseErrorKind::Truncated { missing }))
    }

    /// How many lines were read.
    pub fn lines_read(&self) -> u64 {
        self.line
    }

    /// What is odd about the file so far.
    pub fn warnings(&self) -> &[Warning] {
        self.warnings.as_slice()
    }

    pub(super) fn into_warnings(self) -> Warnings {
        self.warnings
    }

    /// A title line: ends the section before it.
    fn section(&mut self, section: Section, line: Line<'_>) -> Result<(State, Option<Event>), ParseError> {
        match (mem::replace(&mut self.state, State::Failed), section) {
            (State::Start, Section::Meta) => Ok((State::MetaHeader, None)),
            (State::Meta(rows), Section::Projects) => {
                let head = rows.understand(line, self.assumed_currency, self.keeps, &mut self.warnings)?;
                let event = Event::Meta(Box::new(head.meta.clone()));
                Ok((State::ProjectsHeader(head), Some(event)))
            }
            (State::Projects(head, _, listed), Section::Votes) => {
                let (stated, found) = (head.meta.num_projects, listed.len() as u64);
                if stated != found {
                    return Err(head.num_projects.error(ParseErrorKind::ProjectCount { stated, found }));
                }
                Ok((State::VotesHeader(head, listed), None))
            }
            (State::Start, _) => Err(expected(Section::Meta, line)),
            (State::MetaHeader, _) => Err(line.error(0, ParseErrorKind::MetaHeader { found: line.text.to_owned() })),
            (State::Meta(_), _) => Err(expected(Section::Projects, line)),
            (State::ProjectsHeader(_), _) => Err(missing_column(Section::Projects, "project_id", line)),
            (State::Projects(..), _) => Err(expected(Section::Votes, line)),
            (State::VotesHeader(..), _) => Err(missing_column(Section::Votes, "voter_id", line)),
            (State::Votes(_) | State::Failed, _) => {
                Err(line.error(0, ParseErrorKind::SectionAfterVotes { found: line.text.trim().to_owned() }))
            }
        }
    }

    /// A line that is no title: a header or a row.
    fn row(&mut self, line: Line<'_>) -> Result<(State, Option<Event>), ParseError> {
        let state = mem::replace(&mut self.state, State::Failed);
        if matches!(state, State::Start) {
            return Err(expected(Section::Meta, line));
        }
        let cells = line.cells()?;
        match state {
            State::Start | State::Failed => Err(expected(Section::Meta, line)),
            State::MetaHeader => match cells.as_slice() {
                [key, value]
                    if key.text().eq_ignore_ascii_case("key") && value.text().eq_ignore_ascii_case("value") =>
                {
                    Ok((State::Meta(Rows::default()), None))
                }
                _ => Err(line.error(0, ParseErrorKind::MetaHeader { found: line.text.to_owned() })),
            },
            State::Meta(mut rows) => {
                let [key, value] = cells.as_slice() else {
                    let found = cells.len();
                    return Err(line.error(0, ParseErrorKind::CellCount { expected: 2, found }));
                };
                rows.add(key, value)?;
                Ok((State::Meta(rows), None))
            }
            State::ProjectsHeader(head) => {
                let columns = Columns::read(&cells)?;
                columns.require(Section::Projects, &["project_id", "cost"], line)?;
                Ok((State::Projects(head, columns, Listed::default()), None))
            }
            State::Projects(head, columns, mut listed) => {
                let reading =
                    Reading { currency: head.currency, keeps: self.keeps, line, warnings: &mut self.warnings };
                let project = columns.project(&cells, reading)?;
                if let Err(first_line) = listed.add(&project, line.number) {
                    let id = columns.cell("project_id", &cells).ok_or_else(|| expected(Section::Projects, line))?;
                    return Err(id.error(ParseErrorKind::DuplicateProject { id: project.id, first_line }));
                }
                Ok((State::Projects(head, columns, listed), Some(Event::Project(Box::new(project)))))
            }
            State::VotesHeader(head, listed) => {
                let columns = Columns::read(&cells)?;
                columns.require(Section::Votes, &["voter_id", "vote"], line)?;
                if head.meta.vote_type.has_points() {
                    columns.require(Section::Votes, &["points"], line)?;
                }
                Ok((State::Votes(Ballots { head, listed, columns, voters: HashMap::new() }), None))
            }
            State::Votes(mut ballots) => {
                let vote = ballots.vote(&cells, line, self.keeps, &mut self.warnings)?;
                Ok((State::Votes(ballots), Some(Event::Vote(vote))))
            }
        }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Ballots {
    fn vote(
        &mut self,
        cells: &[Cell<'_>],
        line: Line<'_>,
        keeps: bool,
        warnings: &mut Warnings,
    ) -> Result<Vote, ParseError> {
        self.columns.fit(cells, line)?;
        let cell = |column| self.columns.cell(column, cells);
        let need = |column| cell(column).ok_or_else(|| missing_column(Section::Votes, column, line));
        let (voter, vote) = (need("voter_id")?, need("vote")?);
        let row = Row { line: line.number, voter, vote, points: cell("points"), keeps };
        let vote = row.read(&self.head.meta, &self.listed, warnings)?;
        if let Some(&first_line) = self.voters.get(&vote.voter) {
            return Err(row.voter.error(ParseErrorKind::DuplicateVoter { id: vote.voter, first_line }));
        }
        self.voters.insert(vote.voter.clone(), line.number);
        Ok(vote)
    }
}

impl Columns {
    fn read(cells: &[Cell<'_>]) -> Result<Self, ParseError> {
        let mut names: Vec<String> = Vec::with_capacity(cells.len());
        for cell in cells {
            let column = cell.text().to_owned();
            if column.is_empty() {
                return Err(cell.error(ParseErrorKind::Empty { field: "header".to_owned() }));
            }
            if names.contains(&column) {
                return Err(cell.error(ParseErrorKind::DuplicateColumn { column }));
            }
            names.push(column);
        }
        Ok(Self(names))
    }

    fn require(&self, section: Section, columns: &[&'static str], line: Line<'_>) -> Result<(), ParseError> {
        match columns.iter().find(|&&column| !self.0.iter().any(|name| name == column)) {
            Some(column) => Err(missing_column(section, column, line)),
            None => Ok(()),
        }
    }

    /// Refuses a row that has not one cell for each column; shows the first cell too many, or the end of the row.
    fn fit(&self, cells: &[Cell<'_>], line: Line<'_>) -> Result<(), ParseError> {
        let kind = ParseErrorKind::CellCount { expected: self.0.len(), found: cells.len() };
        match (cells.len() == self.0.len(), cells.get(self.0.len())) {
            (true, _) => Ok(()),
            (false, Some(extra)) => Err(extra.error(kind)),
            (false, None) => Err(line.error(line.text.len(), kind)),
        }
    }

    fn cell<'c, 'l>(&self, column: &str, cells: &'c [Cell<'l>]) -> Option<&'c Cell<'l>> {
        cells.get(self.0.iter().position(|name| name == column)?)
    }

    fn project(&self, cells: &[Cell<'_>], mut reading: Reading<'_>) -> Result<Project, ParseError> {
        self.fit(cells, reading.line)?;
        let mut project = Project::new("", Money::new(0, reading.currency));
        let id = self.cell("project_id", cells).map(Cell::text).unwrap_or_default();
        for (name, cell) in self.0.iter().zip(cells) {
            let list = || cell.items().map(|(_, item)| item.to_owned()).filter(|item| !item.is_empty()).collect();
            let Some(value) = cell.value() else {
                if name == "project_id" || name == "cost" {
                    return Err(cell.error(ParseErrorKind::Empty { field: name.clone() }));
                }
                continue;
            };
            match name.as_str() {
                "project_id" => value.clone_into(&mut project.id),
                "cost" => {
                    project.cost = reading.cost(cell, value, id)?;
                    project.withdrawn = value == WITHDRAWN_COST;
                }
                "votes" => project.votes = reading.informs(name, whole(value)),
                "score" => project.score = reading.informs(name, Points::read(value)),
                "name" => project.name = Some(value.to_owned()),
                "category" => project.category = list(),
                "beneficiaries" => project.beneficiaries = list(),
                "selected" => project.selected = reading.informs(name, Selected::from_digit(value)),
                _ => project.other.push((name.clone(), value.to_owned())),
            }
        }
        Ok(project)
    }
}

/// How the cells of a project are read, and where what is odd about them is told.
struct Reading<'a> {
    currency: Currency,
    keeps: bool,
    line: Line<'a>,
    warnings: &'a mut Warnings,
}

impl Reading<'_> {
    fn cost(&mut self, cell: &Cell<'_>, found: &str, project: &str) -> Result<Money, ParseError> {
        let (cost, odd) = amount::read(found, self.currency, self.keeps).map_err(|reason| {
            let at = match &reason {
                MoneyError::Unexpected { column, .. } => {
                    found.char_indices().nth(column - 1).map_or(0, |(byte, _)| byte)
                }
                _ => 0,
            };
            let (field, found) = ("cost".to_owned(), found.to_owned());
            cell.error_at(at, ParseErrorKind::NotMoney { field, found, reason })
        })?;
        if cost.minor() <= 0 {
            return Err(cell.error(ParseErrorKind::CostNotPositive { found: found.to_owned() }));
        }
        odd.for_each(|kind| self.warnings.add(kind, self.line.number, project));
        Ok(cost)
    }

    /// What a cell says that only informs: where it cannot be understood, that is told.
    fn informs<T>(&mut self, column: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.warnings.add(WarningKind::Unreadable, self.line.number, column);
        }
        value
    }
}

fn expected(expected: Section, line: Line<'_>) -> ParseError {
    line.error(0, ParseErrorKind::SectionExpected { expected, found: line.text.trim().to_owned() })
}

fn missing_column(section: Section, column: &'static str, line: Line<'_>) -> ParseError {
    line.error(0, ParseErrorKind::MissingColumn { section, column })
}
