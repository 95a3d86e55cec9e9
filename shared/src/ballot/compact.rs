//! A sheet in few letters: for an address or a cookie, where the ids of projects would take too much room.
//!
//! The ballots stand in the order of the sheet, joined by `_`. On each, what it says is joined by `-`: `b` for a blank
//! vote, else the project's number on the ballot, with `~` and what it is given where that is not 1. `1-7_b` names the
//! projects 1 and 7 in the first contest and is blank in the second; `4-2~2` puts project 4 first and project 2 second.
//! What was typed as an amount and is none stands behind `~x` in hexadecimal, as far as [`KEPT`] bytes of it.

use std::fmt::Write as _;

use super::{BallotForm, Choice, Mark, Offered, SheetChoice, SheetForm, Unread};
use crate::document::Key;

/// How many bytes of an amount that could not be read are kept.
const KEPT: usize = 24;

/// A text that does not say a choice on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCompact {
    /// It holds more ballots than the sheet, or fewer.
    #[error("it holds {found} ballots, and the sheet {expected}")]
    Ballots {
        /// How many it holds.
        found: usize,
        /// How many the sheet has.
        expected: usize,
    },
    /// Something on it is neither `b` nor a number with its amount.
    #[error("`{found}` is no mark")]
    Mark {
        /// What stands there.
        found: String,
    },
    /// It names a number that no project of the ballot has.
    #[error("no project of contest `{contest}` has the number {number}")]
    Number {
        /// The contest.
        contest: Key,
        /// The number.
        number: u32,
    },
}

impl SheetForm {
    /// What a choice says about the projects of the sheet, in few letters. What it says of others is left out.
    pub fn compact(&self, choice: &SheetChoice) -> String {
        let mut text = String::new();
        for (place, form) in self.forms().iter().enumerate() {
            if place > 0 {
                text.push('_');
            }
            if let Some(choice) = choice.ballots.get(form.contest().as_str()) {
                write_ballot(form, choice, &mut text);
            }
        }
        text
    }

    /// Reads back what [`SheetForm::compact`] wrote. Whether the sheet could be cast is another question.
    ///
    /// # Errors
    /// With the first thing that says nothing on this sheet.
    pub fn read_compact(&self, text: &str) -> Result<SheetChoice, NotCompact> {
        let (found, expected) = (text.split('_').count(), self.forms().len());
        if found != expected {
            return Err(NotCompact::Ballots { found, expected });
        }
        let mut sheet = SheetChoice::default();
        for (form, ballot) in self.forms().iter().zip(text.split('_')).filter(|(_, ballot)| !ballot.is_empty()) {
            sheet.ballots.insert(form.contest().to_string(), read_ballot(form, ballot)?);
        }
        Ok(sheet)
    }
}

fn write_ballot(form: &BallotForm, choice: &Choice, text: &mut String) {
    let mut first = true;
    let mut part = |text: &mut String| {
        if !std::mem::take(&mut first) {
            text.push('-');
        }
    };
    if choice.blank {
        part(text);
        text.push('b');
    }
    for mark in choice.marks.iter().filter(|mark| mark.amount > 0) {
        let Some(project) = form.offer().project(mark.project) else { continue };
        part(text);
        write!(text, "{}", project.number).expect("writing into a string cannot fail");
        if mark.amount != 1 {
            write!(text, "~{}", mark.amount).expect("writing into a string cannot fail");
        }
    }
    for unread in &choice.unread {
        let Unread::Amount { project, found } = unread else { continue };
        let Some(project) = form.offer().project(*project) else { continue };
        part(text);
        write!(text, "{}~x", project.number).expect("writing into a string cannot fail");
        let end = found.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= KEPT).last();
        for byte in found.bytes().take(end.unwrap_or(0)) {
            write!(text, "{byte:02x}").expect("writing into a string cannot fail");
        }
    }
}

fn read_ballot(form: &BallotForm, text: &str) -> Result<Choice, NotCompact> {
    let mut choice = Choice::default();
    for part in text.split('-') {
        let unread = || NotCompact::Mark { found: part.to_owned() };
        if part == "b" {
            choice.blank = true;
            continue;
        }
        let (number, amount) = part.split_once('~').unwrap_or((part, "1"));
        let number: u32 = whole(number).and_then(|number| u32::try_from(number).ok()).ok_or_else(unread)?;
        let named = |project: &&Offered| project.number == number;
        let project = form.offer().projects().iter().find(named);
        let project = project.ok_or_else(|| NotCompact::Number { contest: form.contest().clone(), number })?.id;
        if let Some(hexadecimal) = amount.strip_prefix('x') {
            let found = text_of(hexadecimal).ok_or_else(unread)?;
            choice.unread.push(Unread::Amount { project, found });
        } else {
            let amount = whole(amount).filter(|&amount| amount > 0).ok_or_else(unread)?;
            choice.marks.push(Mark { project, amount });
        }
    }
    Ok(choice)
}

/// A whole number of digits alone.
fn whole(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// The text whose bytes stand there in hexadecimal.
fn text_of(hexadecimal: &str) -> Option<String> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = hexadecimal.as_bytes().chunks(2).map(byte).collect();
    String::from_utf8(bytes?).ok().filter(|text| !text.is_empty() && text.len() <= KEPT)
}
