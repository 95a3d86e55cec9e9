//! Documents that people write (TOML or JSON): read whole, and with every mistake at once.
//!
//! A type that can stand in a document says three things, each once: how it is read (`Deserr`, which goes on after a
//! mistake), how it is written (`Serialize`) and what it looks like to an editor (`JsonSchema`). The scalars below are
//! parsed as they are read; nothing is checked a second time.

mod canonical;
mod problem;
mod scalar;
mod shape;

use deserr::Deserr;
use serde::{Serialize, de::DeserializeOwned};

pub use self::{
    canonical::{Digest, Fingerprint, NoFingerprint, canonical},
    problem::{Fault, Kind, Path, Problem, Problems, Step},
    scalar::{Amount, Day, DayOfYear, Factor, Form, Key, Malformed, Share, Text, TimeOfDay},
};
pub(crate) use self::{
    problem::{choose, nearest},
    scalar::scalar,
    shape::{choice, is_default, table},
};

/// The two ways in which a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Easier on people.
    Toml,
    /// Easier on programs.
    Json,
}

/// Reads a document.
///
/// # Errors
/// With every mistake in it, by place; a mistake of syntax comes alone, for nothing after it
/// can be trusted.
pub fn read<T: Deserr<Problems>>(text: &str, format: Format) -> Result<T, Problems> {
    let value: serde_json::Value = match format {
        Format::Toml => parse_toml(text)?,
        Format::Json => serde_json::from_str(text)
            .map_err(|error| Problems::syntax(error.line(), error.column(), error.to_string()))?,
    };
    from_value(value)
}

/// Reads a document from a value that some other format has been parsed to.
///
/// # Errors
/// With every mistake in it.
pub fn from_value<T: Deserr<Problems>>(value: serde_json::Value) -> Result<T, Problems> {
    deserr::deserialize(value).map_err(Problems::by_place)
}

fn parse_toml<T: DeserializeOwned>(text: &str) -> Result<T, Problems> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Problems::syntax(line, column, error.message().to_owned())
    })
}

/// Writes a document, so that reading it gives the same value.
///
/// # Panics
/// Never for the types of this crate: their keys are text and TOML can hold whatever they hold.
pub fn write<T: Serialize>(document: &T, format: Format) -> String {
    match format {
        Format::Toml => toml::to_string_pretty(document).expect("a document has keys and values that TOML knows"),
        Format::Json => serde_json::to_string_pretty(document).expect("a document's keys are text"),
    }
}

#[cfg(test)]
mod tests;
