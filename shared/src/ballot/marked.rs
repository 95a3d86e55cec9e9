//! A ballot that can be cast.

use std::fmt;

use super::{BLANK, BallotForm, Choice, Mark, Mistake, PREFIX, Way, check::check, choice::named, pairs};
use crate::{
    document::Key,
    id::ProposalId,
    tally::{ScoreOverflow, Scores},
};

/// A ballot that its [`BallotForm`] lets be cast. Written (`Display`) as in [`ballot`](super).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    contest: Key,
    marks: Vec<Mark>,
    amounts: bool,
}

/// A text that is no ballot as this form writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAsWritten<M> {
    /// It has mistakes.
    #[error("it can't be cast: {0:?}")]
    Mistakes(Vec<M>),
    /// It could be cast, but is not written in the one way in which such a ballot is written.
    #[error("it is not written as it would be: `{0}`")]
    Otherwise(String),
}

impl BallotForm {
    /// The ballot that a choice makes.
    ///
    /// # Errors
    /// With everything that keeps it from being cast.
    pub fn mark(&self, choice: &Choice) -> Result<Marked, Vec<Mistake>> {
        let checked = check(self, choice);
        if !checked.mistakes.is_empty() {
            return Err(checked.mistakes);
        }
        let marks = checked.marks.into_iter().map(|(project, amount)| Mark { project, amount });
        let mut marks: Vec<Mark> = marks.collect();
        if matches!(self.way(), Way::Ranking) {
            marks.sort_unstable_by_key(|mark| mark.amount);
        }
        Ok(Marked { contest: self.contest().clone(), marks, amounts: self.has_amounts() })
    }

    /// Reads a ballot that was written by this form.
    ///
    /// # Errors
    /// When it can't be cast, or is written in any other way.
    pub fn read_back(&self, text: &str) -> Result<Marked, NotAsWritten<Mistake>> {
        let marked = self.mark(&Choice::read(self.contest(), pairs(text))).map_err(NotAsWritten::Mistakes)?;
        let written = marked.to_string();
        if written == text { Ok(marked) } else { Err(NotAsWritten::Otherwise(written)) }
    }

    /// Whether a mark gives a project something beyond naming it.
    pub(super) const fn has_amounts(&self) -> bool {
        matches!(self.way(), Way::Ranking | Way::Points { .. } | Way::Wallet { .. })
    }

    /// The name of the field that marks a project.
    pub fn field(&self, project: ProposalId) -> String {
        field(self.contest(), project, self.has_amounts())
    }

    /// The value of the field that marks a project with this amount, which counts only where there are amounts.
    pub fn value(&self, project: ProposalId, amount: u64) -> String {
        value(Mark { project, amount }, self.has_amounts())
    }

    /// The name of the field that marks the ballot as blank; its value is [`BLANK`].
    pub fn blank_field(&self) -> String {
        format!("{PREFIX}{}", self.contest())
    }

    /// Adds a ballot of this form to the scores of its projects, in the order of the offer: a vote for each project
    /// named, else what [`BallotForm::points`] says.
    ///
    /// # Errors
    /// When a sum no longer fits.
    ///
    /// # Panics
    /// When the scores are for fewer projects.
    pub fn score(&self, marked: &Marked, scores: &mut Scores) -> Result<(), ScoreOverflow> {
        let place = |mark: &Mark| self.offer().projects().iter().position(|project| project.id == mark.project);
        let places = marked.marks.iter().filter_map(|mark| place(mark).map(|place| (place, mark.amount)));
        match self.way() {
            Way::Approval | Way::SingleChoice | Way::Knapsack { .. } => {
                scores.approve(places.map(|(place, _)| place));
                Ok(())
            }
            Way::Ranking => scores.give_points(places.map(|(place, at)| (place, self.worth(at, marked)))),
            Way::Points { .. } | Way::Wallet { .. } => scores.give_points(places),
        }
    }
}

impl BallotForm {
    /// What a ballot of this form adds to the score of each project that it names, as the urn keeps it: 1 where it is
    /// only named; what the rule says that its place is worth, else as many points as projects ranked to the first and 1 to
    /// the last, from either of which the order can be read again; points and play money as they are.
    pub fn points(&self, marked: &Marked) -> Vec<(ProposalId, u64)> {
        let points = |mark: &Mark| match self.way() {
            Way::Ranking => self.worth(mark.amount, marked),
            _ => mark.amount,
        };
        marked.marks.iter().map(|mark| (mark.project, points(mark))).collect()
    }

    /// What a place on a ranking is worth, from 1.
    fn worth(&self, place: u64, marked: &Marked) -> u64 {
        let ranked = marked.marks.len() as u64;
        let at = usize::try_from(place - 1).unwrap_or(usize::MAX);
        match self.places() {
            [] => ranked + 1 - place,
            places => places.get(at).map_or(0, |worth| u64::from(*worth)),
        }
    }
}

fn field(contest: &Key, project: ProposalId, amounts: bool) -> String {
    if amounts { format!("{PREFIX}{contest}.{project}") } else { format!("{PREFIX}{contest}") }
}

fn value(mark: Mark, amounts: bool) -> String {
    if amounts { mark.amount.to_string() } else { mark.project.to_string() }
}

impl Marked {
    /// The contest.
    pub const fn contest(&self) -> &Key {
        &self.contest
    }

    /// The projects with what each is given: by place on a ranking, else by id. None at all is a blank vote.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Whether it is a blank vote (voto en blanco).
    pub const fn is_blank(&self) -> bool {
        self.marks.is_empty()
    }

    /// The names and values it is written with.
    pub fn fields(&self) -> Vec<(String, String)> {
        if self.is_blank() {
            return vec![(format!("{PREFIX}{}", self.contest), BLANK.to_owned())];
        }
        let field = |mark: &Mark| (field(&self.contest, mark.project, self.amounts), value(*mark, self.amounts));
        self.marks.iter().map(field).collect()
    }

    /// The choice that makes this ballot again.
    pub fn choice(&self) -> Choice {
        Choice { blank: self.is_blank(), marks: self.marks.clone(), unread: Vec::new() }
    }
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fields(&self.fields(), f)
    }
}

pub(super) fn write_fields(fields: &[(String, String)], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_assert!(fields.iter().all(|(name, _)| named(name).is_some()), "fields are named as they are read");
    for (place, (name, value)) in fields.iter().enumerate() {
        write!(f, "{}{name}={value}", if place == 0 { "" } else { "&" })?;
    }
    Ok(())
}
