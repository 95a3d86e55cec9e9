//! What a person gives, however wrong, and how it is written in forms.

use serde::{Deserialize, Serialize};

use crate::{document::Key, id::ProposalId};

/// What the names of all fields of a ballot begin with.
pub const PREFIX: &str = "ballot.";

/// The value of a blank vote's field.
pub const BLANK: &str = "blank";

/// A project and what it is given: 1 where it is only named, else its place, its points or its play money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The project.
    pub project: ProposalId,
    /// What it is given; zero is no mark.
    pub amount: u64,
}

impl Mark {
    /// A project that is named.
    pub const fn on(project: ProposalId) -> Self {
        Self { project, amount: 1 }
    }
}

/// A field of a ballot that does not say what it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unread", rename_all = "snake_case", deny_unknown_fields)]
pub enum Unread {
    /// Where a project should be named.
    Project {
        /// What stands there.
        found: String,
    },
    /// Where a whole number should be given to a project.
    Amount {
        /// The project.
        project: ProposalId,
        /// What stands there.
        found: String,
    },
}

/// What a person says on one ballot: anything. [`BallotForm::mark`](super::BallotForm::mark) tells whether it can be
/// cast.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Whether it is marked as blank.
    #[serde(default)]
    pub blank: bool,
    /// The projects, with what each is given.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// What could not be read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
}

impl Choice {
    /// A blank vote.
    pub const fn blank() -> Self {
        Self { blank: true, marks: Vec::new(), unread: Vec::new() }
    }

    /// These projects, only named.
    pub fn naming(projects: impl IntoIterator<Item = ProposalId>) -> Self {
        Self { marks: projects.into_iter().map(Mark::on).collect(), ..Self::default() }
    }

    /// These projects, the first one in the first place.
    pub fn ranking(projects: impl IntoIterator<Item = ProposalId>) -> Self {
        let places = (1..).zip(projects);
        Self { marks: places.map(|(amount, project)| Mark { project, amount }).collect(), ..Self::default() }
    }

    /// These projects with these points, or this play money.
    pub fn giving(amounts: impl IntoIterator<Item = (ProposalId, u64)>) -> Self {
        let marks = amounts.into_iter().map(|(project, amount)| Mark { project, amount });
        Self { marks: marks.collect(), ..Self::default() }
    }

    /// Reads the fields of one contest's ballot out of those of a whole form; others are passed over.
    pub fn read<'a>(contest: &Key, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut choice = Self::default();
        for (name, value) in fields {
            if let Some((of, project)) = named(name)
                && of == contest.as_str()
            {
                choice.add(project, value.trim());
            }
        }
        choice
    }

    /// Adds what one field says: of `project` where its name has one.
    pub(super) fn add(&mut self, project: Option<&str>, value: &str) {
        let Some(project) = project else {
            match (value, value.parse()) {
                ("", _) => {}
                (BLANK, _) => self.blank = true,
                (_, Ok(project)) => self.marks.push(Mark::on(project)),
                (found, Err(_)) => self.unread.push(Unread::Project { found: found.to_owned() }),
            }
            return;
        };
        let Ok(project) = project.parse() else {
            self.unread.push(Unread::Project { found: project.to_owned() });
            return;
        };
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        match value.parse() {
            _ if value.is_empty() => {}
            Ok(0) if digits => {}
            Ok(amount) if digits => self.marks.push(Mark { project, amount }),
            _ => self.unread.push(Unread::Amount { project, found: value.to_owned() }),
        }
    }

    /// What a project is given; zero when it is not marked.
    pub fn amount(&self, project: ProposalId) -> u64 {
        self.marks.iter().filter(|mark| mark.project == project).map(|mark| mark.amount).max().unwrap_or(0)
    }
}

/// The contest and, where the name has one, the project that a field is about; `None` for another form's field.
pub(super) fn named(name: &str) -> Option<(&str, Option<&str>)> {
    let rest = name.strip_prefix(PREFIX)?;
    Some(rest.split_once('.').map_or((rest, None), |(contest, project)| (contest, Some(project))))
}

/// The names and values of a text that is written as in [`ballot`](super).
pub fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}
