//! What is typed when a sheet is read: a line for each ballot.

use super::{Cause, Reading};
use crate::{
    ballot::{BallotForm, Choice, Input, Mark, Mistake},
    id::ProposalId,
};

/// How ballots of a form are typed: the numbers of projects with blanks in between, in the order of their places where
/// there are places, and with what each gets where there are amounts, `3=5`; `b` for a blank vote; and `n` with the
/// number of the cause for a rejected ballot, `n1` for the first of [`Cause::ALL`].
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a>(pub &'a BallotForm);

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistyped {
    /// Nothing stands there: an empty ballot is typed as such.
    Nothing,
    /// No project of the ballot has this number, or it is no number.
    NoProject(String),
    /// No cause has this number.
    NoCause(String),
    /// What it says makes no ballot: whoever sees it so types why it is rejected.
    NoBallot(Vec<Mistake>),
}

impl Typed<'_> {
    /// Reads a line.
    ///
    /// # Errors
    /// With what is wrong with it.
    pub fn read(self, line: &str) -> Result<Reading, Mistyped> {
        let form = self.0;
        let line = line.trim().to_lowercase();
        if line.is_empty() {
            return Err(Mistyped::Nothing);
        }
        if let Some(number) = line.strip_prefix('n') {
            let place = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let cause = place.and_then(|place| Cause::ALL.get(place));
            return cause.map(|cause| Reading::Rejected(*cause)).ok_or(Mistyped::NoCause(line));
        }
        let choice = if line == "b" { Choice::blank() } else { self.choice(&line)? };
        let marked = form.mark(&choice).map_err(Mistyped::NoBallot)?;
        let number = |project: ProposalId| form.offer().project(project).map(|project| project.number);
        let points = form.points(&marked).into_iter();
        Ok(Reading::Valid(points.filter_map(|(project, points)| Some((number(project)?, points))).collect()))
    }

    fn choice(self, line: &str) -> Result<Choice, Mistyped> {
        let words = line.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | ';'));
        let words = words.filter(|word| !word.is_empty());
        let mut marks = Vec::new();
        for (place, word) in (1..).zip(words) {
            let (number, amount) = match (self.0.input(), word.split_once('=')) {
                (Input::Tick | Input::Pick, None) => (word, Some(1)),
                (Input::Place { .. }, None) => (word, Some(place)),
                (Input::Amount { .. }, Some((number, amount))) => (number, amount.parse().ok()),
                _ => (word, None),
            };
            let project = self.project(number).zip(amount);
            let (project, amount) = project.ok_or_else(|| Mistyped::NoProject(word.to_owned()))?;
            marks.push(Mark { project, amount });
        }
        Ok(Choice { marks, ..Choice::default() })
    }

    fn project(self, number: &str) -> Option<ProposalId> {
        let number: u32 = number.parse().ok()?;
        self.0.offer().projects().iter().find(|project| project.number == number).map(|project| project.id)
    }
}

/// Reads the lines of a sheet. Empty lines after the last ballot don't count.
///
/// # Errors
/// With every line that is wrong, from 1, and what is wrong with it.
pub fn read_lines(form: &BallotForm, text: &str) -> Result<Vec<Reading>, Vec<(usize, Mistyped)>> {
    let (mut readings, mut mistakes) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.trim_end().lines()) {
        match Typed(form).read(line) {
            Ok(reading) => readings.push(reading),
            Err(mistake) => mistakes.push((number, mistake)),
        }
    }
    if mistakes.is_empty() { Ok(readings) } else { Err(mistakes) }
}
