//! Reading, line by line.

use std::collections::HashMap;
use std::mem;

use super::cells::{Cell, Line};
use super::error::{ParseError, ParseErrorKind};
use super::meta::{Rows, Understood, whole};
use super::votes::{Listed, Row};
use super::warning::{Warning, Warnings};
use super::{Event, Project, Section, Selected, Vote, WITHDRAWN_COST};
use crate::money::{Currency, Money, MoneyError};

/// Reads a file that comes in line by line. It keeps the ids of the projects and of the ballots, but not the ballots.
///
/// A byte order mark, both kinds of line end, blank lines, space around cells and columns in any order are all
/// accepted. After an error the reader is of no further use.
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
        Self { assumed_currency: None, line: 0, state: State::Start, warnings: Warnings::default() }
    }

    /// A reader that takes the amounts of a file without a currency to be in this one.
    pub fn assuming(currency: Currency) -> Self {
        Self { assumed_currency: Some(currency), ..Self::new() }
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
                let head = rows.understand(line, self.assumed_currency, &mut self.warnings)?;
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
                let project = columns.project(&cells, head.meta.budget.currency(), line)?;
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
                let vote = ballots.vote(&cells, line, &mut self.warnings)?;
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
    fn vote(&mut self, cells: &[Cell<'_>], line: Line<'_>, warnings: &mut Warnings) -> Result<Vote, ParseError> {
        self.columns.fit(cells, line)?;
        let cell = |column| self.columns.cell(column, cells);
        let need = |column| cell(column).ok_or_else(|| missing_column(Section::Votes, column, line));
        let row = Row { line: line.number, voter: need("voter_id")?, vote: need("vote")?, points: cell("points") };
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

    fn project(&self, cells: &[Cell<'_>], currency: Currency, line: Line<'_>) -> Result<Project, ParseError> {
        self.fit(cells, line)?;
        let mut project = Project::new("", Money::new(0, currency));
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
                    project.cost = cost(cell, value, currency)?;
                    project.withdrawn = value == WITHDRAWN_COST;
                }
                "votes" => project.votes = Some(stated(cell, name, value)?),
                "score" => project.score = Some(stated(cell, name, value)?),
                "name" => project.name = Some(value.to_owned()),
                "category" => project.category = list(),
                "beneficiaries" => project.beneficiaries = list(),
                "selected" => {
                    let selected = Selected::from_digit(value);
                    let wrong = || cell.error(ParseErrorKind::NotSelected { found: value.to_owned() });
                    project.selected = Some(selected.ok_or_else(wrong)?);
                }
                _ => project.other.push((name.clone(), value.to_owned())),
            }
        }
        Ok(project)
    }
}

fn cost(cell: &Cell<'_>, found: &str, currency: Currency) -> Result<Money, ParseError> {
    let cost = Money::parse_decimal(found, currency).map_err(|reason| {
        let at = match &reason {
            MoneyError::Unexpected { column, .. } => found.char_indices().nth(column - 1).map_or(0, |(byte, _)| byte),
            _ => 0,
        };
        let (field, found) = ("cost".to_owned(), found.to_owned());
        cell.error_at(at, ParseErrorKind::NotMoney { field, found, reason })
    })?;
    if cost.minor() <= 0 {
        return Err(cell.error(ParseErrorKind::CostNotPositive { found: found.to_owned() }));
    }
    Ok(cost)
}

fn stated(cell: &Cell<'_>, field: &str, found: &str) -> Result<u64, ParseError> {
    whole(found)
        .ok_or_else(|| cell.error(ParseErrorKind::NotWhole { field: field.to_owned(), found: found.to_owned() }))
}

fn expected(expected: Section, line: Line<'_>) -> ParseError {
    line.error(0, ParseErrorKind::SectionExpected { expected, found: line.text.trim().to_owned() })
}

fn missing_column(section: Section, column: &'static str, line: Line<'_>) -> ParseError {
    line.error(0, ParseErrorKind::MissingColumn { section, column })
}
