//! How a tenant is divided: levels, their kinds of territory, and the territories.

use std::{fmt, str::FromStr};

use crate::document::{Form, Key, Malformed, Text, scalar, table};

table! {
    /// The division of a tenant (división territorial).
    Territories {
        /// The levels, from the largest territories to the smallest.
        levels: Vec<Level>,
        /// The territories; each tenant that takes over a rule set puts its own here.
        list: Vec<Place> = default,
    }
}

table! {
    /// A level of the division (nivel), e.g. that of comunas and corregimientos.
    Level {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// The kinds of territory on it.
        kinds: Vec<TerritoryKindRule>,
    }
}

table! {
    /// A kind of territory, e.g. corregimiento.
    TerritoryKindRule {
        /// Its name within the document.
        id: Key,
        /// What people call one.
        name: Text,
        /// Whether it is rural.
        rural: bool = default,
    }
}

table! {
    /// One territory.
    Place {
        /// Its official code.
        code: Code,
        /// Its name.
        name: Text,
        /// Its kind, which says its level.
        kind: Key,
        /// The code of the territory of a larger level that it lies in.
        within: Option<Code> = default,
    }
}

/// An official code of a territory: 1 to 20 letters, digits, `-`, `.` or `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

scalar!(Code, "^[A-Za-z0-9._-]{1,20}$", "Código oficial del territorio");

impl Code {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let fits = (1..=20).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        if fits { Ok(Self(text.to_owned())) } else { Err(Malformed::new(text, Form::Code)) }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
