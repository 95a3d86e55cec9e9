//! What is printed on ballots.

use serde::Serialize;

use crate::locale::Locale;

/// A project on a printed ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Where it is, what it costs.
    pub detail: String,
    /// That only one of it and others can win, where it is so.
    pub alone: Option<String>,
}

/// Printed ballots (tarjetones): all alike, but for the number on the stub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leaflet {
    /// The language of all texts.
    #[serde(skip)]
    pub locale: Locale,
    /// What is voted in: site and process.
    pub over: String,
    /// The contest.
    pub title: String,
    /// How it is filled in, and what there is to spend.
    pub says: Vec<String>,
    /// The projects.
    pub lines: Vec<Line>,
    /// Whether a mark is written, a place or an amount, and not only a cross.
    pub written: bool,
    /// The square for a blank vote, where there may be one.
    pub blank: Option<String>,
    /// What stands on the stub, above its number.
    pub stub: String,
    /// Along which line the stub is torn off.
    pub tear: String,
    /// What stands at the foot of each page; `{page}` and `{pages}` are those of one ballot.
    pub foot: String,
    /// The numbers on the stubs: one ballot for each.
    pub serials: Vec<String>,
    /// Whether it is in large print (letra grande): 18 points.
    pub large: bool,
}
