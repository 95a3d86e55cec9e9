//! What is wrong in a document, where, and what would be right: facts, from which the message catalogue makes words.

use std::{convert::Infallible, fmt, ops::ControlFlow};

use deserr::{
    DeserializeError, ErrorKind, IntoValue, Map, MergeWithError, Value, ValueKind, ValuePointerRef, take_cf_content,
};

use super::scalar::{Form, Malformed};
use crate::words::words;

words! {
    /// What sort of value stands in a document.
    Kind as "kind of value" {
        /// Nothing.
        Null = "null",
        /// Yes or no.
        Boolean = "boolean",
        /// A whole number.
        Integer = "integer",
        /// A number with a fraction.
        Decimal = "decimal",
        /// A text.
        Text = "text",
        /// A list.
        List = "list",
        /// Fields with values (tabla).
        Table = "table",
    }
}

/// One step from a document's root to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into the field of this name.
    Field(String),
    /// Into the entry at this place of a list, from zero.
    Entry(usize),
}

/// Where in a document: `contests[0].ballot.at_most`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(Vec<Step>);

impl Path {
    /// The root.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// From the root into this field.
    pub fn of(field: &str) -> Self {
        Self::root().field(field)
    }

    /// On into this field.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        self.step(Step::Field(name.to_owned()))
    }

    /// On into this entry of a list, from zero.
    #[must_use]
    pub fn entry(&self, place: usize) -> Self {
        self.step(Step::Entry(place))
    }

    fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if place == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Entry(entry) => write!(f, "[{entry}]")?,
            }
        }
        Ok(())
    }
}

impl From<ValuePointerRef<'_>> for Path {
    fn from(pointer: ValuePointerRef<'_>) -> Self {
        let mut steps = Vec::new();
        let mut at = &pointer;
        loop {
            match at {
                ValuePointerRef::Origin => break,
                ValuePointerRef::Key { key, prev } => {
                    steps.push(Step::Field((*key).to_owned()));
                    at = prev;
                }
                ValuePointerRef::Index { index, prev } => {
                    steps.push(Step::Entry(*index));
                    at = prev;
                }
            }
        }
        steps.reverse();
        Self(steps)
    }
}

/// One mistake: where and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub path: Path,
    /// What.
    pub fault: Fault,
}

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not TOML or JSON at all from this place on.
    Syntax {
        /// Line, from one.
        line: usize,
        /// Column, from one.
        column: usize,
        /// What the parser says, in English.
        message: String,
    },
    /// A field that must be there is not.
    Missing {
        /// The field.
        field: String,
    },
    /// A field that nobody knows.
    UnknownField {
        /// The field found.
        found: String,
        /// The fields that may be there.
        known: Vec<String>,
    },
    /// A value of another sort.
    WrongKind {
        /// The sort found.
        found: Kind,
        /// The sorts that would do.
        expected: Vec<Kind>,
    },
    /// A word that is not one of a closed set.
    UnknownWord {
        /// The word found.
        found: String,
        /// The words of the set.
        known: Vec<String>,
    },
    /// A text that is not written as such values are.
    Malformed {
        /// The text found.
        found: String,
        /// How such values are written.
        expected: Form,
    },
    /// A number outside of its range, or another mistake that only the reader can name.
    Unfit {
        /// What the reader says, in English.
        message: String,
    },
}

impl Fault {
    /// The known word nearest to what was found, where one is near enough to be meant.
    pub fn meant(&self) -> Option<&str> {
        let (Self::UnknownField { found, known } | Self::UnknownWord { found, known }) = self else { return None };
        nearest(found, known)
    }
}

/// The known word nearest to what was found, where one is near enough to be meant.
pub(crate) fn nearest<'a>(found: &str, known: &'a [String]) -> Option<&'a str> {
    let near = |word: &&String| strsim::damerau_levenshtein(found, word);
    // A third of the letters wrong is another word.
    known.iter().min_by_key(near).filter(|word| near(word) <= found.chars().count() / 3).map(String::as_str)
}

/// Every mistake of one document; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// One mistake.
    pub fn one(path: Path, fault: Fault) -> Self {
        Self(vec![Problem { path, fault }])
    }

    pub(super) fn syntax(line: usize, column: usize, message: String) -> Self {
        Self::one(Path::root(), Fault::Syntax { line, column, message })
    }

    pub(super) fn by_place(mut self) -> Self {
        self.0.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }

    /// The mistakes, by place.
    pub fn all(&self) -> &[Problem] {
        &self.0
    }
}

impl DeserializeError for Problems {
    fn error<V: IntoValue>(
        known: Option<Self>,
        error: ErrorKind<'_, V>,
        location: ValuePointerRef<'_>,
    ) -> ControlFlow<Self, Self> {
        let texts = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let fault = match error {
            ErrorKind::IncorrectValueKind { actual, accepted } => {
                let mut expected: Vec<Kind> = accepted.iter().map(|&kind| kind.into()).collect();
                expected.dedup();
                Fault::WrongKind { found: actual.kind().into(), expected }
            }
            ErrorKind::MissingField { field } => Fault::Missing { field: field.to_owned() },
            ErrorKind::UnknownKey { key, accepted } => {
                Fault::UnknownField { found: key.to_owned(), known: texts(accepted) }
            }
            ErrorKind::UnknownValue { value, accepted } => {
                Fault::UnknownWord { found: value.to_owned(), known: texts(accepted) }
            }
            ErrorKind::BadSequenceLen { expected, .. } => {
                Fault::Unfit { message: format!("a list of {expected} entries is expected") }
            }
            ErrorKind::Unexpected { msg } => Fault::Unfit { message: msg },
        };
        add(known, [Problem { path: location.into(), fault }])
    }
}

impl From<ValueKind> for Kind {
    fn from(kind: ValueKind) -> Self {
        match kind {
            ValueKind::Null => Self::Null,
            ValueKind::Boolean => Self::Boolean,
            ValueKind::Integer | ValueKind::NegativeInteger => Self::Integer,
            ValueKind::Float => Self::Decimal,
            ValueKind::String => Self::Text,
            ValueKind::Sequence => Self::List,
            ValueKind::Map => Self::Table,
        }
    }
}

impl MergeWithError<Self> for Problems {
    fn merge(known: Option<Self>, other: Self, _: ValuePointerRef<'_>) -> ControlFlow<Self, Self> {
        add(known, other.0)
    }
}

impl MergeWithError<Malformed> for Problems {
    fn merge(known: Option<Self>, other: Malformed, location: ValuePointerRef<'_>) -> ControlFlow<Self, Self> {
        add(known, [malformed(location, other)])
    }
}

impl MergeWithError<Infallible> for Problems {
    fn merge(_: Option<Self>, other: Infallible, _: ValuePointerRef<'_>) -> ControlFlow<Self, Self> {
        match other {}
    }
}

/// Takes the word in `type` out of a choice's table: one of `words`, and the rest of the table.
pub(crate) fn choose<V: IntoValue>(
    value: Value<V>,
    words: &[&'static str],
    location: ValuePointerRef<'_>,
) -> Result<(&'static str, Value<V>), Problems> {
    const FIELD: &str = "type";
    let mistake = |kind: ErrorKind<'_, V>, at: ValuePointerRef<'_>| take_cf_content(Problems::error(None, kind, at));
    let mut table = match value {
        Value::Map(table) => table,
        actual => return Err(mistake(ErrorKind::IncorrectValueKind { actual, accepted: &[ValueKind::Map] }, location)),
    };
    let word = table.remove(FIELD).ok_or_else(|| mistake(ErrorKind::MissingField { field: FIELD }, location))?;
    let at = location.push_key(FIELD);
    match word.into_value() {
        Value::String(found) => match words.iter().find(|&&word| word == found) {
            Some(word) => Ok((word, Value::Map(table))),
            None => Err(mistake(ErrorKind::UnknownValue { value: &found, accepted: words }, at)),
        },
        actual => Err(mistake(ErrorKind::IncorrectValueKind { actual, accepted: &[ValueKind::String] }, at)),
    }
}

fn malformed(location: ValuePointerRef<'_>, Malformed { found, expected }: Malformed) -> Problem {
    Problem { path: location.into(), fault: Fault::Malformed { found, expected } }
}

/// The mistakes known so far and these, and on with the reading.
fn add(known: Option<Problems>, more: impl IntoIterator<Item = Problem>) -> ControlFlow<Problems, Problems> {
    let mut problems = known.map_or_else(Vec::new, |known| known.0);
    problems.extend(more);
    ControlFlow::Continue(Problems(problems))
}
