//! Proposals: from a neighbour's idea to a project on the ballot.

mod group;
mod placing;
pub mod story;
mod theme;

pub use self::{
    group::Group,
    placing::{Misplaced, Places, Placing, PlacingForm},
    theme::themes,
};
use crate::{
    locale::Locale,
    money::{Currency, Money, MoneyError},
    words::words,
};

words! {
    /// Where a proposal stands.
    ProposalState as "state of a proposal" {
        /// Sent, waiting for its review (presentada).
        Submitted = "submitted",
        /// Viable: it has a cost and a place on the ballot (viable).
        Viable = "viable",
        /// Not viable, with a reason (no viable).
        NotViable = "not_viable",
    }
}

words! {
    /// A field of the forms that make and review a proposal.
    Field as "field" {
        /// What it is called (título).
        Title = "title",
        /// What is needed and why (necesidad).
        Need = "need",
        /// Where (lugar).
        Place = "place",
        /// Viable or not (concepto).
        Verdict = "verdict",
        /// What it costs (costo).
        Cost = "cost",
        /// The office that would carry it out (dependencia).
        Department = "department",
        /// Why it is not viable (motivo).
        Reason = "reason",
    }
}

words! {
    /// What a reviewer says about an idea (concepto).
    Verdict as "verdict" {
        /// It can be done.
        Viable = "viable",
        /// It can't.
        NotViable = "not_viable",
    }
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// What is wrong with it.
    #[source]
    pub problem: Problem,
}

/// What can be wrong with a field. Lengths are in characters, after trimming.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was given.
    #[error("nothing was given")]
    Missing,
    /// The text is too short.
    #[error("{actual} characters are too few, at least {minimum} are needed")]
    TooShort {
        /// Least characters.
        minimum: usize,
        /// Characters found.
        actual: usize,
    },
    /// The text is too long.
    #[error("{actual} characters are too many, at most {maximum} fit")]
    TooLong {
        /// Most characters.
        maximum: usize,
        /// Characters found.
        actual: usize,
    },
    /// A character that can't be seen, or that changes the direction of the text around it.
    #[error("character {column} can't be shown")]
    ControlCharacter {
        /// Its place, 1-based, in characters of the trimmed text.
        column: usize,
    },
    /// The amount can't be read.
    #[error(transparent)]
    Amount(MoneyError),
    /// A project that costs nothing.
    #[error("the cost must be more than zero")]
    NoCost,
}

/// Characters an idea's title has.
pub const TITLE: Length = Length { minimum: 8, maximum: 120 };
/// Characters an idea's need has.
pub const NEED: Length = Length { minimum: 30, maximum: 3_000 };
/// Characters the place of an idea has, where it is given.
pub const PLACE: Length = Length { minimum: 2, maximum: 160 };
/// Characters the name of an office has.
pub const DEPARTMENT: Length = Length { minimum: 3, maximum: 160 };
/// Characters the reason of a refusal has.
pub const REASON: Length = Length { minimum: 20, maximum: 2_000 };

/// How long a text may be, in characters after trimming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Least characters.
    pub minimum: usize,
    /// Most characters.
    pub maximum: usize,
}

/// A valid idea, as a citizen sends it (idea, insumo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaDraft {
    title: String,
    need: String,
    place: Option<String>,
}

impl IdeaDraft {
    /// Reads the form. An empty place means none.
    ///
    /// # Errors
    /// With everything that is wrong, in the order of the fields.
    pub fn parse(title: &str, need: &str, place: Option<&str>) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let title = line(Field::Title, title, TITLE, &mut errors);
        let need = paragraphs(Field::Need, need, NEED, &mut errors);
        let place = place.map(str::trim).filter(|place| !place.is_empty());
        let place = place.map(|place| line(Field::Place, place, PLACE, &mut errors));
        if errors.is_empty() { Ok(Self { title, need, place }) } else { Err(errors) }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What is needed and why; paragraphs are separated by line feeds.
    pub fn need(&self) -> &str {
        &self.need
    }

    /// Where.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }
}

/// What a reviewer's form holds, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReviewForm<'a> {
    /// Viable or not; `None` when nothing was chosen.
    pub verdict: Option<Verdict>,
    /// What it costs, as people write amounts; read only when viable.
    pub cost: &'a str,
    /// The office that would carry it out; read only when viable.
    pub department: &'a str,
    /// Why not; read only when not viable.
    pub reason: &'a str,
}

/// A valid review (concepto técnico).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Review {
    /// It can be done.
    Viable {
        /// What it costs: more than zero.
        cost: Money,
        /// The office that would carry it out (dependencia).
        department: String,
    },
    /// It can't.
    NotViable {
        /// Why not.
        reason: String,
    },
}

impl Review {
    /// Reads the form; only the fields that belong to the verdict count.
    ///
    /// # Errors
    /// With everything that is wrong, in the order of the fields.
    pub fn parse(form: &ReviewForm<'_>, currency: Currency, locale: Locale) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let review = match form.verdict {
            None => return Err(vec![FieldError { field: Field::Verdict, problem: Problem::Missing }]),
            Some(Verdict::Viable) => {
                let cost = cost(form.cost, currency, locale, &mut errors);
                let department = line(Field::Department, form.department, DEPARTMENT, &mut errors);
                Self::Viable { cost, department }
            }
            Some(Verdict::NotViable) => {
                Self::NotViable { reason: paragraphs(Field::Reason, form.reason, REASON, &mut errors) }
            }
        };
        if errors.is_empty() { Ok(review) } else { Err(errors) }
    }

    /// The state that the review puts a proposal in.
    pub const fn state(&self) -> ProposalState {
        match self {
            Self::Viable { .. } => ProposalState::Viable,
            Self::NotViable { .. } => ProposalState::NotViable,
        }
    }
}

fn cost(text: &str, currency: Currency, locale: Locale, errors: &mut Vec<FieldError>) -> Money {
    let problem = match Money::parse_localized(text, currency, locale) {
        Ok(cost) if cost.minor() > 0 => return cost,
        Ok(_) => Problem::NoCost,
        Err(MoneyError::Empty) => Problem::Missing,
        Err(error) => Problem::Amount(error),
    };
    errors.push(FieldError { field: Field::Cost, problem });
    Money::zero(currency)
}

/// Reads a text of one line.
fn line(field: Field, text: &str, length: Length, errors: &mut Vec<FieldError>) -> String {
    text_field(field, text.trim().to_owned(), length, false, errors)
}

/// Reads a text of several lines: browsers end them with CR LF, which becomes LF.
fn paragraphs(field: Field, text: &str, length: Length, errors: &mut Vec<FieldError>) -> String {
    text_field(field, text.trim().replace("\r\n", "\n"), length, true, errors)
}

fn text_field(field: Field, text: String, length: Length, lines: bool, errors: &mut Vec<FieldError>) -> String {
    errors.extend(problem_of(&text, length, lines).map(|problem| FieldError { field, problem }));
    text
}

/// What is wrong with a text, if anything is. `lines` says whether it may have several.
fn problem_of(text: &str, length: Length, lines: bool) -> Option<Problem> {
    let Length { minimum, maximum } = length;
    let actual = text.chars().count();
    let hidden = |c: char| (c.is_control() && !(lines && matches!(c, '\n' | '\t'))) || turns_direction(c);
    if actual == 0 {
        Some(Problem::Missing)
    } else if actual < minimum {
        Some(Problem::TooShort { minimum, actual })
    } else if actual > maximum {
        Some(Problem::TooLong { maximum, actual })
    } else {
        text.chars().position(hidden).map(|place| Problem::ControlCharacter { column: place + 1 })
    }
}

/// Characters that reorder the text around them, with which a title could pretend to say something else.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
