//! What rules rest on.

use std::{fmt, str::FromStr};

use crate::document::{Day, Form, Key, Malformed, Text, scalar, table};

table! {
    /// A norm (acuerdo, decreto, sentencia, lineamiento).
    Norm {
        /// The name by which rules refer to it.
        id: Key,
        /// As it is cited.
        title: Text,
        /// Of which day.
        date: Option<Day> = default,
        /// Where it can be read.
        address: Option<Text> = default,
        /// Whether somebody has read its text; otherwise it is known from others who cite it.
        read: bool = default,
    }
}

/// What a rule rests on: a norm of the document, perhaps with the place in it, or nothing yet (borrador). Written
/// `draft`, `decreto-473-2024` or `decreto-473-2024 art. 12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// A default that nobody has adopted.
    #[default]
    Draft,
    /// A norm.
    Norm {
        /// Which.
        id: Key,
        /// Where in it, as it is cited.
        place: Option<Text>,
    },
}

scalar!(
    Basis,
    r"^[a-z0-9][a-z0-9_-]{0,39}( \S[\s\S]*)?$",
    "`draft`, o la norma y, si se quiere, el artículo: decreto-473-2024 art. 12"
);

impl FromStr for Basis {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new(text, Form::Basis);
        if text == "draft" {
            return Ok(Self::Draft);
        }
        let (id, place) = match text.split_once(' ') {
            Some((id, place)) => (id, Some(place.parse().map_err(|_| malformed())?)),
            None => (text, None),
        };
        let id: Key = id.parse().map_err(|_| malformed())?;
        // A place in a draft is no place.
        if id.as_str() == "draft" { Err(malformed()) } else { Ok(Self::Norm { id, place }) }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => f.write_str("draft"),
            Self::Norm { id, place: None } => id.fmt(f),
            Self::Norm { id, place: Some(place) } => write!(f, "{id} {place}"),
        }
    }
}
