//! A ballot as a person gets it: one contest or several on one sheet (tarjetón).

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{BallotForm, Choice, Marked, Mistake, NotAsWritten, Progress, choice::named, marked::write_fields, pairs};
use crate::{
    document::Key,
    ruleset::{Order, Sheet},
};

/// The sheet of one voter: the ballots of the contests that are held where they vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SheetDocument", into = "SheetDocument")]
pub struct SheetForm {
    sheet: Sheet,
    forms: Vec<BallotForm>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetDocument {
    sheet: Sheet,
    forms: Vec<BallotForm>,
}

/// Why ballots make no sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetFormProblem {
    /// There are none.
    #[error("sheet `{sheet}` has no ballot")]
    NoBallot {
        /// The sheet.
        sheet: Key,
    },
    /// One is of a contest that is not on the sheet.
    #[error("contest `{contest}` is not on sheet `{sheet}`")]
    OtherContest {
        /// The sheet.
        sheet: Key,
        /// The contest.
        contest: Key,
    },
    /// Two are of one contest.
    #[error("contest `{contest}` has two ballots on sheet `{sheet}`")]
    Repeated {
        /// The sheet.
        sheet: Key,
        /// The contest.
        contest: Key,
    },
}

/// Every reason why ballots make no sheet; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("these ballots make no sheet: {0:?}")]
pub struct SheetFormProblems(pub Vec<SheetFormProblem>);

/// What a person says on a sheet: anything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SheetChoice {
    /// By contest. A contest about which nothing is said may be missing.
    pub ballots: BTreeMap<String, Choice>,
}

/// What keeps a sheet from being cast.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sheet_mistake", rename_all = "snake_case", deny_unknown_fields)]
pub enum SheetMistake {
    /// It speaks of a contest that is not on it.
    OtherContest {
        /// What it speaks of.
        found: String,
    },
    /// Nothing is marked in any contest.
    NothingMarked,
    /// One of its ballots has mistakes.
    Ballot {
        /// The contest.
        contest: Key,
        /// Its mistakes; never empty.
        mistakes: Vec<Mistake>,
    },
}

/// How far each ballot of a sheet has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetProgress {
    /// In the order of the sheet.
    pub ballots: Vec<(Key, Progress)>,
    /// Whether the sheet could be cast now.
    pub castable: bool,
}

/// A sheet that can be cast; at least one ballot, each of another contest, in the order of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedSheet {
    ballots: Vec<Marked>,
}

impl SheetChoice {
    /// Reads the fields of all ballots out of those of a whole form; fields that are no ballot's are passed over.
    pub fn read<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut sheet = Self::default();
        for (name, value) in fields {
            if let Some((contest, project)) = named(name) {
                sheet.ballots.entry(contest.to_owned()).or_default().add(project, value.trim());
            }
        }
        sheet
    }
}

impl SheetForm {
    /// The sheet with these ballots: those of its contests that offer something where the voter votes.
    ///
    /// # Errors
    /// When there is none, one is of another sheet, or two are of one contest.
    pub fn new(sheet: Sheet, forms: Vec<BallotForm>) -> Result<Self, SheetFormProblems> {
        let id = || sheet.id.clone();
        let mut problems = Vec::new();
        if forms.is_empty() {
            problems.push(SheetFormProblem::NoBallot { sheet: id() });
        }
        let mut by_contest = BTreeMap::new();
        for form in forms {
            let contest = form.contest().clone();
            if !sheet.contests.contains(&contest) {
                problems.push(SheetFormProblem::OtherContest { sheet: id(), contest });
            } else if by_contest.insert(contest.clone(), form).is_some() {
                problems.push(SheetFormProblem::Repeated { sheet: id(), contest });
            }
        }
        if !problems.is_empty() {
            return Err(SheetFormProblems(problems));
        }
        let forms = sheet.contests.iter().filter_map(|contest| by_contest.remove(contest)).collect();
        Ok(Self { sheet, forms })
    }

    /// The sheet's name within its document.
    pub const fn id(&self) -> &Key {
        &self.sheet.id
    }

    /// In what order projects stand on it.
    pub const fn order(&self) -> Order {
        self.sheet.order
    }

    /// Its ballots, in its order; at least one.
    pub fn forms(&self) -> &[BallotForm] {
        &self.forms
    }

    /// Whether the ballot of some contests may be left as it is, when another's is marked.
    pub const fn may_skip(&self) -> bool {
        self.sheet.may_skip
    }

    /// The sheet that a choice makes.
    ///
    /// # Errors
    /// With everything that keeps it from being cast, on all its ballots.
    pub fn mark(&self, choice: &SheetChoice) -> Result<MarkedSheet, Vec<SheetMistake>> {
        let known = |found: &&String| self.forms.iter().any(|form| form.contest().as_str() == found.as_str());
        let strange = choice.ballots.keys().filter(|found| !known(found));
        let mut mistakes: Vec<SheetMistake> =
            strange.map(|found| SheetMistake::OtherContest { found: found.clone() }).collect();
        let mut ballots = Vec::new();
        for form in &self.forms {
            match form.mark(Self::on(choice, form)) {
                Ok(marked) => ballots.push(marked),
                Err(_) if self.skips(choice, form) => {}
                Err(found) => {
                    mistakes.push(SheetMistake::Ballot { contest: form.contest().clone(), mistakes: found });
                }
            }
        }
        if ballots.is_empty() && mistakes.is_empty() {
            mistakes.push(SheetMistake::NothingMarked);
        }
        if mistakes.is_empty() { Ok(MarkedSheet { ballots }) } else { Err(mistakes) }
    }

    /// How far a choice has come on each ballot.
    pub fn progress(&self, choice: &SheetChoice) -> SheetProgress {
        let far = |form: &BallotForm| (form.contest().clone(), form.progress(Self::on(choice, form)));
        SheetProgress { ballots: self.forms.iter().map(far).collect(), castable: self.mark(choice).is_ok() }
    }

    /// Reads a sheet that was written by this form.
    ///
    /// # Errors
    /// When it can't be cast, or is written in any other way.
    pub fn read_back(&self, text: &str) -> Result<MarkedSheet, NotAsWritten<SheetMistake>> {
        let marked = self.mark(&SheetChoice::read(pairs(text))).map_err(NotAsWritten::Mistakes)?;
        let written = marked.to_string();
        if written == text { Ok(marked) } else { Err(NotAsWritten::Otherwise(written)) }
    }

    fn on<'a>(choice: &'a SheetChoice, form: &BallotForm) -> &'a Choice {
        const NOTHING: &Choice = &Choice { blank: false, marks: Vec::new(), unread: Vec::new() };
        choice.ballots.get(form.contest().as_str()).unwrap_or(NOTHING)
    }

    fn skips(&self, choice: &SheetChoice, form: &BallotForm) -> bool {
        let said = Self::on(choice, form);
        self.may_skip() && !said.blank && said.unread.is_empty() && said.marks.iter().all(|mark| mark.amount == 0)
    }
}

impl MarkedSheet {
    /// Its ballots, in the order of the sheet.
    pub fn ballots(&self) -> &[Marked] {
        &self.ballots
    }

    /// Its ballots, each to be put into the urn of its own contest.
    pub fn into_ballots(self) -> Vec<Marked> {
        self.ballots
    }

    /// The names and values it is written with.
    pub fn fields(&self) -> Vec<(String, String)> {
        self.ballots.iter().flat_map(Marked::fields).collect()
    }

    /// The choice that makes this sheet again.
    pub fn choice(&self) -> SheetChoice {
        let said = self.ballots.iter().map(|ballot| (ballot.contest().to_string(), ballot.choice()));
        SheetChoice { ballots: said.collect() }
    }
}

impl fmt::Display for MarkedSheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fields(&self.fields(), f)
    }
}

impl TryFrom<SheetDocument> for SheetForm {
    type Error = SheetFormProblems;

    fn try_from(SheetDocument { sheet, forms }: SheetDocument) -> Result<Self, SheetFormProblems> {
        Self::new(sheet, forms)
    }
}

impl From<SheetForm> for SheetDocument {
    fn from(SheetForm { sheet, forms }: SheetForm) -> Self {
        Self { sheet, forms }
    }
}
