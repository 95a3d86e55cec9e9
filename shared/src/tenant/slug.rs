//! The name of a tenant in its address.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A tenant's name in addresses: `medellin` in `medellin.example.org`. 1 to 40 of `a-z`, `0-9` and `-`; a letter
/// first, no dash at the end, and none of the names that the platform keeps for itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Names that the platform keeps for itself, or that browsers and mail servers treat in a way of their own.
const RESERVED: &[&str] = &[
    "admin",
    "api",
    "assets",
    "auth",
    "autodiscover",
    "cdn",
    "fonts",
    "ftp",
    "health",
    "idp",
    "localhost",
    "login",
    "mail",
    "metrics",
    "ns",
    "ns1",
    "ns2",
    "pkg",
    "postmaster",
    "smtp",
    "static",
    "status",
    "webmail",
    "wpad",
    "www",
];

/// Why a text is no slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Nothing was given.
    #[error("a slug needs at least one letter")]
    Empty,
    /// It is too long for a label of an address with room to spare.
    #[error("a slug has at most {maximum} characters, this one has {actual}")]
    TooLong {
        /// Most characters a slug has.
        maximum: usize,
        /// Characters found.
        actual: usize,
    },
    /// A character that has no place in it.
    #[error("`{found}` at character {column} has no place in a slug: only a-z, 0-9 and dashes do")]
    Character {
        /// The character.
        found: char,
        /// Its place, 1-based, in characters.
        column: usize,
    },
    /// It starts with a digit or a dash.
    #[error("a slug starts with a letter, not with `{found}`")]
    Start {
        /// The first character.
        found: char,
    },
    /// It ends with a dash.
    #[error("a slug does not end with a dash")]
    DashAtEnd,
    /// The platform keeps this name for itself.
    #[error("`{found}` is reserved for the platform")]
    Reserved {
        /// The name.
        found: String,
    },
}

impl Slug {
    /// Most characters a slug has.
    pub const MAXIMUM: usize = 40;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let first = text.chars().next().ok_or(SlugError::Empty)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if let Some((place, found)) = text.chars().enumerate().find(|&(_, c)| !allowed(c)) {
            return Err(SlugError::Character { found, column: place + 1 });
        }
        if !first.is_ascii_lowercase() {
            return Err(SlugError::Start { found: first });
        }
        if text.ends_with('-') {
            return Err(SlugError::DashAtEnd);
        }
        if text.len() > Self::MAXIMUM {
            return Err(SlugError::TooLong { maximum: Self::MAXIMUM, actual: text.len() });
        }
        if RESERVED.contains(&text) {
            return Err(SlugError::Reserved { found: text.to_owned() });
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_slugs() {
        for text in ["a", "medellin", "san-pedro-2", &"a".repeat(40)] {
            assert_eq!(text.parse::<Slug>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn bad_slugs_say_why() {
        let error = |text: &str| text.parse::<Slug>().unwrap_err();
        assert_eq!(error(""), SlugError::Empty);
        assert_eq!(error("medellín"), SlugError::Character { found: 'í', column: 7 });
        assert_eq!(error("Bosa"), SlugError::Character { found: 'B', column: 1 });
        assert_eq!(error("13-comuna"), SlugError::Start { found: '1' });
        assert_eq!(error("-bosa"), SlugError::Start { found: '-' });
        assert_eq!(error("bosa-"), SlugError::DashAtEnd);
        assert_eq!(error(&"a".repeat(41)), SlugError::TooLong { maximum: 40, actual: 41 });
        assert_eq!(error("www"), SlugError::Reserved { found: "www".into() });
    }

    #[test]
    fn a_stored_slug_is_checked_too() {
        assert!(serde_json::from_str::<Slug>("\"pkg\"").is_err());
    }
}
