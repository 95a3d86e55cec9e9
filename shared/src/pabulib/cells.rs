//! One line of a file, taken apart into cells that know their place.
//!
//! Cells are separated by `;`. A cell that starts with `"` is quoted: it ends at the next `"`, and `""` inside stands for
//! one quote. A `"` anywhere else is a character like others; published files hold such names.

use std::borrow::Cow;

use super::error::{ParseError, ParseErrorKind};

/// A line with its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) number: u64,
    pub(super) text: &'a str,
}

/// A character of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) column: u32,
}

impl Place {
    pub(super) fn error(self, kind: ParseErrorKind) -> ParseError {
        ParseError { line: self.line, column: self.column, kind }
    }
}

impl<'a> Line<'a> {
    /// The character at a byte of the line.
    fn place(self, byte: usize) -> Place {
        let before = self.text.char_indices().take_while(|&(at, _)| at < byte).count();
        Place { line: self.number, column: u32::try_from(before + 1).unwrap_or(u32::MAX) }
    }

    /// An error at a byte of the line.
    pub(super) fn error(self, byte: usize, kind: ParseErrorKind) -> ParseError {
        self.place(byte).error(kind)
    }

    pub(super) fn cells(self) -> Result<Vec<Cell<'a>>, ParseError> {
        let mut cells = Vec::new();
        let mut at = 0;
        loop {
            let (cell, end) = self.cell(at)?;
            cells.push(cell);
            match self.text.get(end..).filter(|rest| !rest.is_empty()) {
                Some(_) => at = end + 1,
                None => return Ok(cells),
            }
        }
    }

    /// The cell that starts at byte `at`, and the byte where it ends: that of its `;`, or the line's length.
    fn cell(self, at: usize) -> Result<(Cell<'a>, usize), ParseError> {
        let rest = &self.text[at..];
        let Some(inner) = rest.strip_prefix('"') else {
            let text = rest.split(';').next().unwrap_or_default();
            return Ok((Cell::new(self, Cow::Borrowed(text), at, false), at + text.len()));
        };
        let length = closing_quote(inner).ok_or_else(|| self.error(at, ParseErrorKind::UnclosedQuote))?;
        let end = at + 1 + length + 1;
        if let Some(found) = self.text[end..].chars().next().filter(|&next| next != ';') {
            return Err(self.error(end, ParseErrorKind::TextAfterQuote { found }));
        }
        let text = match &inner[..length] {
            text if text.contains('"') => Cow::Owned(text.replace("\"\"", "\"")),
            text => Cow::Borrowed(text),
        };
        Ok((Cell::new(self, text, at + 1, true), end))
    }
}

/// Where the quote is that closes a cell, of which `inner` starts after the opening one.
fn closing_quote(inner: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let quote = from + inner[from..].find('"')?;
        if !inner[quote + 1..].starts_with('"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}

/// A cell: its trimmed text, and where that is.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    line: Line<'a>,
    text: Cow<'a, str>,
    /// Byte of the line at which `text` starts.
    at: usize,
    quoted: bool,
}

impl<'a> Cell<'a> {
    fn new(line: Line<'a>, text: Cow<'a, str>, at: usize, quoted: bool) -> Self {
        let at = at + text.len() - text.trim_start().len();
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        Self { line, text, at, quoted }
    }

    /// The text as it is, without space around it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text, unless it is empty or `None`, which both stand for a missing value.
    pub(super) fn value(&self) -> Option<&str> {
        Some(self.text()).filter(|text| !text.is_empty() && !text.eq_ignore_ascii_case("none"))
    }

    /// The items of a list, trimmed, each with its byte in the text. Empty for a missing value.
    pub(super) fn items(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut from = 0;
        self.value().into_iter().flat_map(|list| list.split(',')).map(move |item| {
            let at = from + item.len() - item.trim_start().len();
            from += item.len() + 1;
            (at, item.trim())
        })
    }

    /// Where the text starts.
    pub(super) fn place(&self) -> Place {
        self.line.place(self.at)
    }

    /// An error at this cell.
    pub(super) fn error(&self, kind: ParseErrorKind) -> ParseError {
        self.error_at(0, kind)
    }

    /// An error at a byte of this cell's text.
    pub(super) fn error_at(&self, byte: usize, kind: ParseErrorKind) -> ParseError {
        // In a quoted cell each quote of the text takes two characters of the line.
        let doubled = if self.quoted { self.text[..byte].matches('"').count() } else { 0 };
        self.line.error(self.at + byte + doubled, kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        Line { number: 1, text }.cells().unwrap().iter().map(|cell| cell.text().to_owned()).collect()
    }

    fn error(text: &str) -> (u32, ParseErrorKind) {
        let error = Line { number: 1, text }.cells().unwrap_err();
        (error.column, error.kind)
    }

    #[test]
    fn cells_are_separated_by_semicolons() {
        assert_eq!(texts("a;b;c"), ["a", "b", "c"]);
        assert_eq!(texts(" a ; b"), ["a", "b"]);
        assert_eq!(texts("a;;"), ["a", "", ""]);
        assert_eq!(texts(""), [""]);
    }

    #[test]
    fn quotes_hold_separators_and_quotes() {
        assert_eq!(texts(r#"a;"b; c";d"#), ["a", "b; c", "d"]);
        assert_eq!(texts(r#""the ""old"" mill""#), [r#"the "old" mill"#]);
        assert_eq!(texts(r#"""";""";"";x"#), [r#"";""#, "", "x"]);
    }

    #[test]
    fn a_quote_inside_an_unquoted_cell_is_a_character() {
        assert_eq!(texts(r#"7;Park "Lisiniec;12"#), ["7", r#"Park "Lisiniec"#, "12"]);
        assert_eq!(texts(r#"7; "x";12"#), ["7", r#""x""#, "12"]);
    }

    #[test]
    fn broken_quotes_are_shown_where_they_are() {
        assert_eq!(error(r#"ñandú;"abc"#), (7, ParseErrorKind::UnclosedQuote));
        assert_eq!(error(r#"a;"abc"d;e"#), (8, ParseErrorKind::TextAfterQuote { found: 'd' }));
    }

    #[test]
    fn columns_count_characters_of_the_line() {
        let line = Line { number: 3, text: r#"año;"é "" , b";c"# };
        let cells = line.cells().unwrap();
        let items: Vec<_> = cells[1].items().collect();
        assert_eq!(items.iter().map(|item| item.1).collect::<Vec<_>>(), [r#"é ""#, "b"]);
        let error = cells[1].error_at(items[1].0, ParseErrorKind::EmptyItem);
        assert_eq!((error.line, error.column), (3, 13));
        assert_eq!(line.text.chars().nth(12), Some('b'));
    }
}
