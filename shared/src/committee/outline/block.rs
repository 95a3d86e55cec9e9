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
}
