//! Tables as comma-separated values (RFC 4180), for spreadsheets and programs.

use axum::response::{IntoResponse, Response};
use http::header;

/// A table under construction. Rows end with CR LF; a cell is quoted only where it must be.
#[derive(Debug, Default)]
pub struct Csv(String);

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// What people wrote. A spreadsheet must not take it for a formula: one that starts like it gets an apostrophe.
    Text(String),
    /// A number, date or code that this program wrote.
    Plain(String),
    /// No value.
    Empty,
}

impl Cell {
    /// A text, or an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number, date or code; an empty cell when there is none.
    pub fn plain(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Empty, |value| Self::Plain(value.to_string()))
    }
}

impl Csv {
    /// A table with its heading.
    pub fn new(columns: &[&str]) -> Self {
        let mut csv = Self::default();
        csv.row(columns.iter().map(|column| Cell::Plain((*column).to_owned())));
        csv
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            match cell {
                Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                    self.cell(&format!("'{text}"));
                }
                Cell::Text(text) | Cell::Plain(text) => self.cell(&text),
                Cell::Empty => {}
            }
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, text: &str) {
        if text.contains(['"', ',', '\r', '\n']) {
            self.0.push('"');
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(text);
        }
    }

    /// A table that was written before.
    pub fn written(text: String) -> Self {
        Self(text)
    }

    /// The table as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The table as a file to download. The name must be letters, digits, dots and dashes.
    pub fn download(self, file_name: &str) -> Response {
        let disposition = format!("attachment; filename=\"{file_name}\"");
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        (headers, self.0).into_response()
    }
}

/// `number` with its last `places` digits behind a point.
pub fn decimal(number: i64, places: usize) -> String {
    let digits = format!("{number:0width$}", width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    format!("{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut csv = Csv::new(&["name", "cost"]);
        csv.row([Cell::text("Parque \"La Paz\", norte"), Cell::plain(Some(12))]);
        csv.row([Cell::text("dos\nlíneas"), Cell::Empty]);
        assert_eq!(csv.as_str(), "name,cost\r\n\"Parque \"\"La Paz\"\", norte\",12\r\n\"dos\nlíneas\",\r\n");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        let mut csv = Csv::default();
        csv.row(["=1+1", "+57", "-5", "@x", "a=b"].map(Cell::text));
        csv.row([Cell::plain(Some(-5))]);
        assert_eq!(csv.as_str(), "'=1+1,'+57,'-5,'@x,a=b\r\n-5\r\n");
    }

    #[test]
    fn decimals_keep_their_zeros() {
        assert_eq!(decimal(123_450, 4), "12.3450");
        assert_eq!(decimal(5, 4), "0.0005");
        assert_eq!(decimal(0, 4), "0.0000");
    }
}
