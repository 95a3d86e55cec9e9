//! Writing, line by line: LF line ends, no byte order mark, keys and columns in the order that Pabulib publishes.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::{Meta, Points, Project, Section, Vote, VotingDate, VotingMethod, WITHDRAWN_COST};
use crate::money::Currency;

/// What keeps an election from being written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// `META` lacks a key that the format requires.
    #[error("META has no `{key}`, which the format requires")]
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// An id that would not read back as it is: empty, `None`, with a comma, a control character or space around it.
    #[error("`{id}` cannot be written as an id")]
    BadId {
        /// The id.
        id: String,
    },
    /// Two projects, or two ballots, have one id.
    #[error("the id `{id}` comes twice")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A ballot names a project twice.
    #[error("the ballot `{voter}` names a project twice")]
    RepeatedProject {
        /// The ballot.
        voter: String,
    },
    /// A project that costs nothing.
    #[error("the project `{id}` must cost more than zero")]
    CostNotPositive {
        /// The project.
        id: String,
    },
    /// An amount is not in the currency of the budget.
    #[error("an amount is in {found}, but the budget is in {expected}")]
    OtherCurrency {
        /// The currency of the budget.
        expected: Currency,
        /// That of the amount.
        found: Currency,
    },
    /// A ballot names a project by a place that the list does not have.
    #[error("the ballot `{voter}` names the project at place {place}, but there are {projects}")]
    UnknownProject {
        /// The ballot.
        voter: String,
        /// The place, from 0.
        place: usize,
        /// How many projects there are.
        projects: usize,
    },
    /// A ballot has not one figure of points for each project, or has points where ballots give none.
    #[error("the points of the ballot `{voter}` don't belong to its projects one by one")]
    PointsCount {
        /// The ballot.
        voter: String,
    },
    /// The projects or ballots are not as many as `META` says.
    #[error("META says there are {stated} rows of {}, found {found}", section.title())]
    Count {
        /// Of what.
        section: Section,
        /// By `META`.
        stated: u64,
        /// How many there are.
        found: u64,
    },
    /// What is written to refused.
    #[error("the output refused")]
    Output(#[from] fmt::Error),
}

/// The end of a head whose ballots say how they were cast.
const METHODS: &str = ";voting_method\n";

/// The keys of `META` in the order of publication; any other comes after them.
const KEYS: &[&str] = &[
    "description",
    "country",
    "unit",
    "district",
    "subunit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
    "min_length",
    "max_length",
    "min_sum_cost",
    "max_sum_cost",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "default_score",
    "min_project_cost",
    "max_project_cost",
    "min_project_score_threshold",
    "neighborhoods",
    "subdistricts",
    "categories",
    "edition",
    "language",
    "currency",
    "fully_funded",
    "experimental",
    "comment",
    "acknowledgments",
];

/// The optional columns of `PROJECTS` in the order of publication; any other comes after them.
const COLUMNS: &[&str] = &[
    "votes",
    "score",
    "name",
    "category",
    "beneficiaries",
    "selected",
    "neighborhood",
    "subunit",
    "district",
    "description",
    "proposer",
    "public_id",
    "latitude",
    "longitude",
];

/// Writes a whole election. Ballots may be made as they are asked for.
///
/// A blank ballot is written as an empty list, with `None` for its points where ballots give points. The format has it so,
/// and whoever divides money by voters needs it; but the checker of those who collect such files refuses it: to hand an
/// election in there, leave such rows out.
///
/// Text keeps its meaning, not its every character: control characters become spaces, and a comma inside an item of a
/// list is left out, since the format has no way to write it.
///
/// # Errors
///
/// When the election cannot be written so that it reads back the same; `out` then holds a part of it.
pub fn write(
    out: &mut impl fmt::Write,
    meta: &Meta,
    projects: &[Project],
    ballots: impl IntoIterator<Item = Vote>,
) -> Result<(), WriteError> {
    let (mut writer, head) = Writer::start(meta, projects)?;
    out.write_str(&head)?;
    for ballot in ballots {
        out.write_str(&writer.vote(&ballot)?)?;
    }
    writer.finish()
}

/// Writes an election piece by piece, for those who send it as it is made.
#[derive(Debug)]
pub struct Writer {
    ids: Vec<String>,
    points: bool,
    methods: bool,
    stated: u64,
    voters: HashSet<String>,
}

impl Writer {
    /// Checks `META` and the projects, and gives the file up to the header of `VOTES`.
    ///
    /// # Errors
    ///
    /// When they lack what the format requires, or cannot be written so that they read back the same.
    pub fn start(meta: &Meta, projects: &[Project]) -> Result<(Self, String), WriteError> {
        let (stated, found) = (meta.num_projects, projects.len() as u64);
        if stated != found {
            return Err(WriteError::Count { section: Section::Projects, stated, found });
        }
        let points = meta.vote_type.has_points();
        let mut head = String::new();
        head.push_str("META\nkey;value\n");
        for (key, value) in keys(meta)? {
            row(&mut head, [key.as_str(), value.as_str()]);
        }
        head.push_str("PROJECTS\n");
        let columns = columns(projects);
        row(&mut head, ["project_id", "cost"].into_iter().chain(columns.iter().copied()));
        let mut ids = HashSet::new();
        for project in projects {
            if !ids.insert(project.id.as_str()) {
                return Err(WriteError::DuplicateId { id: project.id.clone() });
            }
            let (id, cost) = (id(&project.id)?, cost(project, meta.budget.currency())?);
            let rest: Vec<Cow<'_, str>> = columns.iter().map(|column| cell(project, column)).collect();
            row(&mut head, [id, cost.as_ref()].into_iter().chain(rest.iter().map(AsRef::as_ref)));
        }
        head.push_str("VOTES\nvoter_id;vote");
        head.push_str(if points { ";points\n" } else { "\n" });
        let ids = projects.iter().map(|project| project.id.clone()).collect();
        Ok((Self { ids, points, methods: false, stated: meta.num_votes, voters: HashSet::new() }, head))
    }

    /// The same with a column that says of each ballot how it was cast; it is the last one of the head.
    #[must_use]
    pub fn with_methods(self, mut head: String) -> (Self, String) {
        if head.ends_with('\n') {
            head.pop();
        }
        head.push_str(METHODS);
        (Self { methods: true, ..self }, head)
    }

    /// The same for ballots under a head that was written before: it says whether there is such a column.
    #[must_use]
    pub fn under(self, head: &str) -> Self {
        Self { methods: head.ends_with(METHODS), ..self }
    }

    /// The row of a ballot.
    ///
    /// # Errors
    ///
    /// When the ballot does not belong to these projects or this kind of ballot.
    pub fn vote(&mut self, vote: &Vote) -> Result<String, WriteError> {
        let voter = id(&vote.voter)?;
        let expected = if self.points { vote.chosen.len() } else { 0 };
        if vote.points.len() != expected {
            return Err(WriteError::PointsCount { voter: vote.voter.clone() });
        }
        let chosen: Result<Vec<&str>, _> = vote.chosen.iter().map(|&place| self.id_at(place, vote)).collect();
        let chosen = chosen?.join(",");
        let points = vote.points.iter().map(Points::to_string).collect::<Vec<_>>().join(",");
        // Other readers look for a project behind points of nothing.
        let points = if points.is_empty() { "None".to_owned() } else { points };
        if (1..vote.chosen.len()).any(|at| vote.chosen[..at].contains(&vote.chosen[at])) {
            return Err(WriteError::RepeatedProject { voter: vote.voter.clone() });
        }
        if !self.voters.insert(vote.voter.clone()) {
            return Err(WriteError::DuplicateId { id: vote.voter.clone() });
        }
        let mut text = String::new();
        let points = self.points.then_some(points.as_str());
        let method = self.methods.then(|| vote.method.map_or("", VotingMethod::as_str));
        row(&mut text, [voter, &chosen].into_iter().chain(points).chain(method));
        Ok(text)
    }

    fn id_at(&self, place: usize, vote: &Vote) -> Result<&str, WriteError> {
        let unknown = || WriteError::UnknownProject { voter: vote.voter.clone(), place, projects: self.ids.len() };
        self.ids.get(place).map(String::as_str).ok_or_else(unknown)
    }

    /// Checks that all ballots were written.
    ///
    /// # Errors
    ///
    /// When they are not as many as `META` says.
    pub fn finish(self) -> Result<(), WriteError> {
        let (stated, found) = (self.stated, self.voters.len() as u64);
        if stated == found { Ok(()) } else { Err(WriteError::Count { section: Section::Votes, stated, found }) }
    }
}

/// All keys that have a value, in the order of publication.
fn keys(meta: &Meta) -> Result<Vec<(String, String)>, WriteError> {
    let required = |key, value: &Option<String>| value.clone().ok_or(WriteError::MissingKey { key }).map(|v| (key, v));
    let day = |key, value: Option<VotingDate>| value.ok_or(WriteError::MissingKey { key }).map(|d| (key, date(d)));
    let whole = |value: Option<u64>| value.map(|value| value.to_string());
    let points = |value: Option<Points>| value.map(|value| value.to_string());
    if let Some(money) = meta.max_sum_cost {
        same_currency(meta.budget.currency(), money.currency())?;
    }
    let known = [
        required("description", &meta.description)?,
        required("country", &meta.country)?,
        required("unit", &meta.unit)?,
        required("instance", &meta.instance)?,
        ("num_projects", meta.num_projects.to_string()),
        ("num_votes", meta.num_votes.to_string()),
        ("budget", meta.budget.to_decimal()),
        ("vote_type", meta.vote_type.as_str().to_owned()),
        required("rule", &meta.rule)?,
        day("date_begin", meta.date_begin)?,
        day("date_end", meta.date_end)?,
        ("currency", meta.budget.currency().to_string()),
    ];
    let optional = [
        ("district", meta.district.clone()),
        ("subunit", meta.subunit.clone()),
        ("min_length", whole(meta.min_length)),
        ("max_length", whole(meta.max_length)),
        ("max_sum_cost", meta.max_sum_cost.map(crate::money::Money::to_decimal)),
        ("max_sum_points", points(meta.max_sum_points)),
        ("default_score", points(meta.default_score)),
        ("min_project_score_threshold", whole(meta.min_project_score_threshold)),
    ];
    let optional = optional.into_iter().filter_map(|(key, value)| value.map(|value| (key, value)));
    let known = known.into_iter().chain(optional).map(|(key, value)| (key.to_owned(), value));
    let mut keys: Vec<_> = known.chain(meta.other.iter().cloned()).collect();
    keys.sort_by_key(|(key, _)| KEYS.iter().position(|known| known == key).unwrap_or(KEYS.len()));
    Ok(keys)
}

fn date(date: VotingDate) -> String {
    match date {
        VotingDate::Day(day) => day.format("%d.%m.%Y").to_string(),
        VotingDate::Year(year) => format!("{year:04}"),
    }
}

/// The columns, beside id and cost, in which some project has a value.
fn columns(projects: &[Project]) -> Vec<&str> {
    let others = projects.iter().flat_map(|project| project.other.iter().map(|(column, _)| column.as_str()));
    let mut columns = COLUMNS.to_vec();
    for other in others {
        if !columns.contains(&other) {
            columns.push(other);
        }
    }
    columns.retain(|column| projects.iter().any(|project| !cell(project, column).is_empty()));
    columns
}

fn cell<'a>(project: &'a Project, column: &str) -> Cow<'a, str> {
    let missing = || Cow::Borrowed("");
    match column {
        "votes" => project.votes.map_or_else(missing, |votes| votes.to_string().into()),
        "score" => project.score.map_or_else(missing, |score| score.to_string().into()),
        "name" => project.name.as_deref().map_or(Cow::Borrowed(""), plain),
        "category" => list(&project.category),
        "beneficiaries" => list(&project.beneficiaries),
        "selected" => project.selected.map_or("", super::Selected::digit).into(),
        _ => {
            let other = project.other.iter().find(|(name, _)| name == column);
            other.map_or(Cow::Borrowed(""), |(_, value)| plain(value))
        }
    }
}

fn list(items: &[String]) -> Cow<'_, str> {
    let items: Vec<_> = items.iter().map(|item| plain(&item.replace(',', "")).into_owned()).collect();
    items.join(",").into()
}

fn cost(project: &Project, currency: Currency) -> Result<Cow<'static, str>, WriteError> {
    same_currency(currency, project.cost.currency())?;
    if project.withdrawn {
        return Ok(WITHDRAWN_COST.into());
    }
    if project.cost.minor() <= 0 {
        return Err(WriteError::CostNotPositive { id: project.id.clone() });
    }
    match project.cost.to_decimal() {
        // It costs just what marks a withdrawn project; with a decimal the mark is not taken for one.
        cost if cost == WITHDRAWN_COST => Ok(format!("{cost}.0").into()),
        cost => Ok(cost.into()),
    }
}

/// Amounts of one currency are written as they are, with the decimals that each has.
fn same_currency(expected: Currency, found: Currency) -> Result<(), WriteError> {
    if expected.code() == found.code() { Ok(()) } else { Err(WriteError::OtherCurrency { expected, found }) }
}

fn id(id: &str) -> Result<&str, WriteError> {
    let bad = id.is_empty()
        || id.trim() != id
        || id.eq_ignore_ascii_case("none")
        || id.contains(|found: char| found == ',' || found.is_control());
    if bad { Err(WriteError::BadId { id: id.to_owned() }) } else { Ok(id) }
}

/// The text on one line, without space around it.
fn plain(text: &str) -> Cow<'_, str> {
    let breaks = |found: char| found.is_control() || matches!(found, '\u{2028}' | '\u{2029}');
    if text.contains(breaks) { text.replace(breaks, " ").trim().to_owned().into() } else { text.trim().into() }
}

fn row<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(';');
        }
        let cell = plain(cell);
        if cell.contains([';', '"']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}
