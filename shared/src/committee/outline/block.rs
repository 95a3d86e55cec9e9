//! What an outline is made of: the few shapes that every reader, program and screen reader knows.

use serde::Serialize;

use crate::locale::Locale;

/// A document for people, in the order in which it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline {
    /// Its language.
    pub locale: Locale,
    /// Its title.
    pub title: String,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What stands at the foot of a page, with `{page}` and `{pages}` for the numbers.
    pub page_of: String,
    /// What stands at the head of every page, where something does: that it is a draft.
    pub mark: Option<String>,
}

/// A section with its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// The sections in it.
    pub sections: Vec<Section>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "of", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// Names with their values.
    Facts(Vec<(String, String)>),
    /// A list, numbered from one.
    Numbered(Vec<String>),
    /// A table with a row of headings.
    Table {
        /// The headings of its columns.
        head: Vec<String>,
        /// Its rows, each as long as the row of headings.
        rows: Vec<Vec<String>>,
    },
    /// Letters that are to be compared one by one.
    Code(String),
    /// Where something is found.
    Address(Address),
}

/// An address on the web.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Where it leads.
    pub to: String,
    /// What is read of it.
    pub shown: String,
    /// The same for a telephone, on paper.
    pub drawing: Option<Drawing>,
}

/// A drawing of black squares (QR code).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The path of an SVG in which the squares are filled, each one unit wide.
    pub path: String,
    /// How many units a side has.
    pub width: usize,
    /// What it is, for whoever does not see it.
    pub label: String,
}
